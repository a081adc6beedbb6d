/* What a routine file says, as plain data. Built by the decoder, validated, then constant.
** Strings and arrays live in the arena of whoever decoded it. Words are already in the player's language.
**
** exercise  has phases: once before the first repetition (prepare), for each repetition (reps), once after
**           the last (finish). Repetitions are stored one by one, because a file may vary them.
** session   has items: exercises by id, with a rest between. */
#ifndef SUPINE_ROUTINE_H
#define SUPINE_ROUTINE_H

#include <stdbool.h>

#include "angles.h"

#define ROUTINE_API           1
#define ROUTINE_PACE_IN_S     4.0 /* where neither the player nor the routine says anything */
#define ROUTINE_PACE_OUT_S    6.0
#define ROUTINE_REPS_MAX      10 /* beyond it a routine must give a reason (reps_reason) */
#define ROUTINE_REPS_HARD_MAX 20
#define ROUTINE_PHASES_MAX    16 /* in one repetition */
#define ROUTINE_EASY_MAX      4
#define ROUTINE_ITEMS_MAX     8
#define ROUTINE_TAGS_MAX      8
#define ROUTINE_VERSION_MAX   32    /* bytes */
#define ROUTINE_COMFORT_DEG   165.0 /* the comfort range for which a pose's thorax extension is written */

enum routine_breath { ROUTINE_FREE, ROUTINE_IN, ROUTINE_OUT, ROUTINE_HOLD };
enum routine_camera {
  ROUTINE_CAMERA_SIDE,
  ROUTINE_CAMERA_THREE_QUARTER,
  ROUTINE_CAMERA_OVERHEAD,
  ROUTINE_CAMERA_FEET,
  ROUTINE_CAMERA_FACE,
  ROUTINE_CAMERAS
};

/* Names as files, trace and --camera write them ("in", "three-quarter"); constant. find: −1 for an unknown one. */
const char *routine_breath_name(enum routine_breath breath);
const char *routine_camera_name(enum routine_camera camera);
int routine_camera_find(const char *name);

struct routine_words {
  const char *cue;  /* the big word on the screen: "Breathe in"; "" for none */
  const char *hint; /* the line below it: "hands to the ceiling" */
  const char *say;  /* spoken; the [key word] in brackets lands on the phase's first frame; "" for silence */
  const char *lane; /* on the breath lane: "In · reach up" */
};

struct routine_pose {
  const char *name;
  struct angles angles;
  bool comfort[BODY_SIDES]; /* shoulder flexion is the player's range; angles hold the routine's default */
  int line;                 /* where it is written, 0 unknown */
};

struct routine_easy { /* a piece of easy breathing inside a free phase */
  enum routine_breath breath;
  double seconds;
};

struct routine_phase {
  const char *id;
  double seconds; /* at the routine's own pace */
  enum routine_breath breath;
  struct routine_easy easy[ROUTINE_EASY_MAX]; /* free phases only; may be shorter than the phase */
  int easy_count;
  struct routine_pose to; /* where the phase ends; it starts where the one before ended */
  struct routine_words words;
  enum routine_camera camera;
  int line;
};

struct routine_phases {
  struct routine_phase *phases;
  int count;
};

struct routine_item { /* of a session */
  const char *id;     /* of an exercise in the catalog */
  int reps;           /* 0: the session's or the player's number */
  double rest_s;      /* after it; 0 for none */
  int line;
};

struct routine {
  const char *file;                /* as the user named it */
  int line, pace_line, range_line; /* of the table, and where these are written; 0 unknown */
  const char *id, *title, *summary;
  const char *version;           /* of the file, as its author counts; "" where not given */
  bool own;                      /* lies in the player's own folder */
  const char *author, *reviewer; /* designed by, reviewed by; "" where unknown */
  const char *credit;            /* source of the technique; "" where unknown */
  const char *tags[ROUTINE_TAGS_MAX];
  int tag_count;
  int api;
  bool session; /* items count; else the phases count */
  int reps, reps_max;
  const char *reps_reason;
  double pace_in_s, pace_out_s; /* the pace its seconds are written for */
  double range_deg; /* the most it asks of a shoulder that follows the comfort range; 0: up to the player */
  double rest_s;    /* easy rest after it inside a session, where the item gives none */
  struct routine_pose start; /* what it lies in before it begins */
  struct routine_phases prepare, finish;
  struct routine_phases rep[ROUTINE_REPS_HARD_MAX]; /* repetition 1 is rep[0]; reps_max of them are filled */
  struct routine_item items[ROUTINE_ITEMS_MAX];
  int item_count;
};

/* All routines that can be named, built-in ones first. */
struct routine_catalog {
  const struct routine *const *routines;
  int count;
};

/* The comfort range of a player of average range, where the routine sets no lower bound of its own. */
double routine_range_deg(const struct routine *routine);

/* Whether any key pose of its repetitions follows the player's comfort range. */
bool routine_has_comfort(const struct routine *routine);

/* The angles of a pose for a player whose comfort range is range_deg (90…180). Where a shoulder is marked
** "comfort" its flexion becomes that range, and the bending back of the thorax goes with it: none at 90°,
** what is written at ROUTINE_COMFORT_DEG, a little more beyond. */
struct angles routine_pose_angles(const struct routine_pose *pose, double range_deg);

/* The routine of that id, or NULL. */
const struct routine *routine_find(const struct routine_catalog *catalog, const char *id);

#endif
