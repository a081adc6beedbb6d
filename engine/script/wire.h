/* What travels between the game and the script worker: length-prefixed messages of tagged plain data.
**
** A frame is a 32-bit little-endian size, then that many bytes: one message kind and its payload. The worker is
** taken for hostile: the game reads through struct wire_in, which cannot run past its end, and builds values with
** every limit below checked. No Lua value, pointer or path crosses. Both sides compile this file; it knows no Lua.
**
**   WIRE_EVALUATE (to the worker)  u32 ticket, u32 reps, then the source text up to the end
**   WIRE_HISTORY  (to the worker)  u32 ticket, then the history, see below; the worker keeps it for the rules that follow
**   WIRE_RULES    (to the worker)  u32 ticket, u32 and u32 (bit i: call i is left out), u8 whether rules are called at
**                                  all, then the source text up to the end
**   WIRE_READY    (from it)        nothing: hardened and waiting
**   WIRE_KEPT     (from it)        u32 ticket: the history is there
**   WIRE_VALUE    (from it)        u32 ticket, text printed, then one value
**   WIRE_FAILURE  (from it)        u32 ticket, text printed, u8 enum wire_fault, u32 line (0 unknown), text
** An answer carries the ticket of its request, so that one too many is not taken for the next file's.
**
** The history is: i32 today, text language, WIRE_NAMES_COUNT texts (twelve months; "{1} {2}" for a day and its
** month, and for that and the year), WIRE_TOTALS_COUNT numbers as 8 bytes each, then lists, each after its u32 count:
** days as rows of WIRE_DAY_COLUMNS u32 (oldest first), routines (text id, u32 own, u32 sets, i32 first, i32 last),
** devices (text id, u32 sets, i32 first, i32 last), leaves (i32 from, i32 to), badges (text id, i32 day). The days are
** rows of one size so that the worker reads them where they lie: nothing is decoded that no rule asks for.
**
** Any thread; a buffer belongs to one. */
#ifndef SUPINE_WIRE_H
#define SUPINE_WIRE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

#define WIRE_FILE_MAX    (256 * 1024)         /* bytes of one script file */
#define WIRE_REQUEST_MAX (WIRE_FILE_MAX + 64) /* bytes of a message to the worker */
#define WIRE_HISTORY_MAX (8 * 1024 * 1024)    /* bytes of a history: 33,000 days are 2.1 MB */
#define WIRE_REPLY_MAX   (256 * 1024)         /* bytes of a message from it */
#define WIRE_DEPTH_MAX   16                   /* tables inside tables */
#define WIRE_NODES_MAX   20000       /* values in one message: 20 repetitions of 16 phases need 6,000 */
#define WIRE_TEXT_MAX    (64 * 1024) /* bytes of all text of one message */
#define WIRE_PRINT_MAX   4096        /* bytes kept of what a script prints */
#define WIRE_INDEX_MAX   100000      /* the largest list index */

#define WIRE_SOFT_MS    500                /* a script is told to stop */
#define WIRE_HARD_MS    800                /* its worker is killed */
#define WIRE_MEMORY_MAX (32 * 1024 * 1024) /* bytes a script may hold */
#define WIRE_REPS_MAX   20                 /* repetitions evaluated at most */
#define WIRE_REPS_USUAL 10                 /* repetitions evaluated where a file does not set reps_max */

#define WIRE_CALLS_MAX     60 /* rules in one file; the call of list entry i is call i, of a lone rule call 0 */
#define WIRE_CALL_SOFT_MS  50  /* processor time after which one rule is told to stop */
#define WIRE_CALL_HARD_MS  250 /* its worker is killed */
#define WIRE_RULES_SOFT_MS 500 /* the same for all rules of one file together, with reading it */
#define WIRE_RULES_HARD_MS 700

#define WIRE_WORKER_SOCKET 3 /* descriptors with which the worker is born */
#define WIRE_WORKER_PAGE   4

enum wire_kind {
  WIRE_EVALUATE = 'E',
  WIRE_HISTORY = 'H',
  WIRE_RULES = 'U',
  WIRE_READY = 'R',
  WIRE_KEPT = 'K',
  WIRE_VALUE = 'V',
  WIRE_FAILURE = 'F'
};

enum wire_day_column {
  WIRE_DAY,
  WIRE_DAY_SESSIONS,
  WIRE_DAY_SETS,
  WIRE_DAY_REPS,
  WIRE_DAY_BREATHS,
  WIRE_DAY_EASE_OFFS,
  WIRE_DAY_PRACTISED_S,
  WIRE_DAY_SLOWEST_MS, /* 0: no breath was guided */
  WIRE_DAY_HOURS,      /* bit h: a session began in hour h */
  WIRE_DAY_ROUTINES,   /* bit i: of the routines, in their order */
  WIRE_DAY_DEVICES,
  WIRE_DAY_BEFORE_SUM,
  WIRE_DAY_BEFORE_COUNT,
  WIRE_DAY_AFTER_SUM,
  WIRE_DAY_AFTER_COUNT,
  WIRE_DAY_BRIDGED,
  WIRE_DAY_COLUMNS
};

enum wire_total {
  WIRE_TOTAL_DAYS,
  WIRE_TOTAL_SESSIONS,
  WIRE_TOTAL_SETS,
  WIRE_TOTAL_REPS,
  WIRE_TOTAL_BREATHS,
  WIRE_TOTAL_EASE_OFFS,
  WIRE_TOTAL_PRACTISED_S,
  WIRE_TOTALS_COUNT
};

#define WIRE_NAMES_COUNT 14 /* twelve months and two patterns */

enum wire_fault {
  WIRE_FAULT_SCRIPT, /* syntax or run-time error: the text is Lua's */
  WIRE_FAULT_SHAPE,  /* the returned value cannot cross: too deep, too much, odd keys */
  WIRE_FAULT_MEMORY,
  WIRE_FAULT_TIME,
  WIRE_FAULT_KINDS
};

enum wire_stage { WIRE_IDLE, WIRE_PARSING, WIRE_RUNNING, WIRE_CALLING };

/* The page both processes map: where the script is, so that one that had to be killed still has a line. While a rule
** is called, `call` is its number and `calls` how many have begun, so that each has a deadline of its own. */
struct wire_page {
  _Atomic int32_t stage, line, call, calls;
};

/* ---- writing ---- */

struct wire_out {
  unsigned char *bytes; /* malloc; freed by wire_out_clear */
  size_t size, capacity, limit;
  bool failed; /* over the limit or no memory: what was written since is void */
};

/* An empty buffer is {.limit = n}. */
void wire_out_clear(struct wire_out *out);

/* All of them append; where there is no room or no memory the buffer has failed, which is looked at once, at the end. */
void wire_put_u8(struct wire_out *out, unsigned value);
void wire_put_u32(struct wire_out *out, uint32_t value);
void wire_put_bytes(struct wire_out *out, const void *bytes, size_t n);
void wire_put_double(struct wire_out *out, double value); /* 8 bytes, no tag */
/* A u32 size and the bytes. */
void wire_put_text(struct wire_out *out, const char *text, size_t n);

/* Values. A table is wire_put_table, then its entries (a key and a value each), then wire_patch_table with what
** wire_put_table returned and the number of entries. */
void wire_put_boolean(struct wire_out *out, bool value);
void wire_put_number(struct wire_out *out, double value);
void wire_put_string(struct wire_out *out, const char *text, size_t n);
void wire_put_other(struct wire_out *out, const char *type_name); /* what is no data: a function */
size_t wire_put_table(struct wire_out *out);
void wire_patch_table(struct wire_out *out, size_t mark, uint32_t count);
void wire_put_key(struct wire_out *out, const char *text, size_t n);
void wire_put_index(struct wire_out *out, uint32_t index);

/* Starts a frame in an empty buffer; wire_end writes its size. Returns whether the frame is whole. */
void wire_begin(struct wire_out *out, enum wire_kind kind);
bool wire_end(struct wire_out *out);

/* ---- reading ---- */

struct wire_in {
  const unsigned char *at, *end;
  bool broken; /* something was asked for beyond the end, or malformed; every later read gives 0 */
};

/* All of them step over what they read; 0 where the message is too short, which is then broken. */
uint32_t wire_get_u8(struct wire_in *in);
uint32_t wire_get_u32(struct wire_in *in);
double wire_get_double(struct wire_in *in);
/* A text as a slice of the message: *n bytes at the result, not terminated. NULL when broken. */
const char *wire_get_text(struct wire_in *in, size_t *n);

enum wire_type { WIRE_NIL, WIRE_BOOLEAN, WIRE_NUMBER, WIRE_STRING, WIRE_TABLE, WIRE_OTHER };

struct wire_entry;

struct wire_data {
  enum wire_type type;
  bool boolean;
  bool malformed;             /* a string that is no UTF-8 or holds a NUL; text is "" then */
  double number;              /* may be infinite or NaN: whoever wants a number checks it */
  const char *text;           /* of a string; of WIRE_OTHER, the name of its Lua type */
  struct wire_entry *entries; /* of a table: list entries by index, then the named ones by name; none twice */
  int count;
};

struct wire_entry {
  const char *key; /* NULL: a list entry */
  int index;       /* from 1; 0 with a key */
  struct wire_data value;
};

/* Reads one value that must fill the rest of in. Everything is taken from the arena. Returns 0, or ERR_NO with a
** sentence when the message breaks a limit, is cut short or has bytes left over; or ERR_MACHINE. */
int wire_decode(struct wire_in *in, struct arena *arena, struct wire_data *out);

/* The entry of a table with that key (or, with key NULL, that index), or NULL. */
const struct wire_data *wire_find(const struct wire_data *table, const char *key, int index);

#endif
