/* What is remembered, as plain facts. A fact is written once and never changed: a correction is a fact of its own. Each
** carries an id that no other fact anywhere has, so that the histories of several devices are put together by union.
** A civil day is a number of days since 1970-01-01 and is settled when the fact is made, by the zone and the start of
** the day in force then; it is never worked out again. Pure. */
#ifndef SUPINE_RECORD_H
#define SUPINE_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "emblem.h"

#define RECORD_ID_SIZE   33  /* 32 hexadecimal digits, lower case, and the end: 128 random bits */
#define RECORD_ID_BYTES  16  /* the same bits packed */
#define RECORD_NAME_SIZE 65  /* id of a routine or a badge, a version */
#define RECORD_TEXT_SIZE 201 /* an author, a title, a sentence; UTF-8 */
#define RECORD_FACES     5   /* how the back felt: 1 (stiff) … 5 (free) */
#define RECORD_LEAVE_MAX 90  /* days of one leave */

/* Widest values that a fact may hold; record_fault names the member beyond. */
#define RECORD_OFFSET_MAX_S (26 * 3600) /* what a zone file can say, both ways */
#define RECORD_REPS_MAX     20
#define RECORD_PACE_MAX_S   60.0
#define RECORD_COUNT_MAX    100000 /* sets of a session, breaths, ease-offs, pauses of a set */

enum record_kind {
  RECORD_SET,       /* a finished set */
  RECORD_FEELING,   /* how the back felt before or after a session */
  RECORD_BADGE,     /* a badge was earned */
  RECORD_LEAVE,     /* illness or holiday: these days ask for nothing */
  RECORD_LEAVE_END, /* back before the leave was over */
  RECORD_REDATE,    /* a set was made under a wrong clock: it counts for another day */
  RECORD_KINDS
};

struct record_when {
  int64_t utc_ms;   /* Unix time, milliseconds, as the device's clock said */
  int32_t offset_s; /* of the zone, seconds east of Greenwich */
  int32_t day;      /* civil day by the start of the day in force */
};

struct record_set {             /* when: where the set began */
  char session[RECORD_ID_SIZE]; /* sets of one session share it */
  char routine[RECORD_NAME_SIZE], version[RECORD_NAME_SIZE], author[RECORD_TEXT_SIZE];
  bool own;                                /* the routine lay in the player's own folder */
  int number;                              /* of the set within the session, from 1 */
  int reps_done, reps_planned;             /* 1…20 */
  double pace_in_s, pace_out_s, range_deg; /* 0: not guided */
  int64_t end_utc_ms;                      /* not before the begin and at most a day after it: stamp_end */
  int practised_s;                         /* 1…86400: without pauses and waits */
  int breaths, ease_offs, pauses;
  bool stopped;      /* by the player, before its planned end */
  bool doubtful;     /* the clock stood earlier than the fact before it; day is that fact's day then */
  int day_start_min; /* minutes after midnight at which a day began for this player then */
};

struct record_feeling {
  char session[RECORD_ID_SIZE];
  bool after;
  int face; /* 1…RECORD_FACES */
};

/* All that is needed to show it when its rule is gone. when.day: the day it was earned. */
struct record_badge {
  char badge[RECORD_NAME_SIZE];
  char title[RECORD_TEXT_SIZE], words[RECORD_TEXT_SIZE];
  struct emblem emblem;
};

struct record_leave {
  int32_t from, to; /* days, both inside; at most RECORD_LEAVE_MAX */
};

struct record_leave_end {
  char leave[RECORD_ID_SIZE];
  int32_t last; /* the last day away; before its first: the leave never was */
};

struct record_redate {
  char set[RECORD_ID_SIZE];
  int32_t day; /* of several for one set the one with the greatest (when.utc_ms, id) holds */
};

struct record {
  char id[RECORD_ID_SIZE];
  char device[RECORD_ID_SIZE]; /* that made it */
  enum record_kind kind;
  struct record_when when;
  union {
    struct record_set set;
    struct record_feeling feeling;
    struct record_badge badge;
    struct record_leave leave;
    struct record_leave_end leave_end;
    struct record_redate redate;
  } as;
};

/* Whether it is 32 lower-case hexadecimal digits and its end. */
bool record_id_good(const char id[RECORD_ID_SIZE]);

/* A good id as the bytes that its digits mean, and the id of any such bytes. */
void record_id_pack(const char id[RECORD_ID_SIZE], unsigned char out[RECORD_ID_BYTES]);
void record_id_unpack(const unsigned char bytes[RECORD_ID_BYTES], char out[RECORD_ID_SIZE]);

/* Whether every member is inside its limits (ids well formed, texts valid UTF-8 and terminated, numbers finite, a set
** no longer than a day, dates from year 1 to 9999). Returns NULL, or the name of the first member that is not, as it
** stands in files ("reps_done"; the day of a redate is "new_day"); constant text. */
const char *record_fault(const struct record *record);

/* Name of a kind as it stands in files: "set", "feeling", "badge", "leave", "leave_end", "redate". */
const char *record_kind_name(enum record_kind kind);

/* The kind of that name, or RECORD_KINDS. */
enum record_kind record_kind_of(const char *name);

#endif
