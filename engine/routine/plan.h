/* A routine compiled for one session: segments on the session timeline, and the evaluation of any moment.
** The plan is constant once built; plan_at is pure, allocates nothing and may be called from any thread.
**
** Timeline of a session: get_ready, count_in (3-2-1), then for each exercise: prepare, reps, finish, rest;
** done. Segments follow each other without gap or overlap; each begins in the pose in which the one before
** ended. Every boundary is rounded once, from its distance in seconds, so that rounding never adds up.
**
** Pace: a phase with breath in lasts its seconds × pace_in / the exercise's own pace_in, out likewise; free
** and hold phases keep their seconds. Whatever the pace and range, a phase lasts at least as long as its
** largest joint movement takes at PLAN_SPEED_MAX_DEG.
** Lungs: guided in-breaths fill to 1, guided out-breaths empty to 0; in between easy, shallow breathing that
** is back at 0 before a guided in-breath and full before a guided out-breath. The level never jumps. */
#ifndef SUPINE_PLAN_H
#define SUPINE_PLAN_H

#include "arena.h"
#include "frames.h"
#include "routine.h"

enum plan_kind {
  PLAN_GET_READY, /* lying in the start position */
  PLAN_COUNT_IN,  /* 3-2-1 */
  PLAN_PREPARE,
  PLAN_REP,
  PLAN_FINISH,
  PLAN_REST,   /* between two exercises */
  PLAN_RETURN, /* after a pause or easing off: slowly back to where the repetition starts */
  PLAN_DONE    /* the last, of no length */
};

/* "get_ready", "count_in" … as trace prints them. Constant strings. */
const char *plan_kind_name(enum plan_kind kind);

struct plan_options {
  int reps;                     /* 0: the routine's own */
  double pace_in_s, pace_out_s; /* 0: the routine's own */
  double range_deg;   /* 90…180, 0: ROUTINE_COMFORT_DEG; a routine's own bound holds where it is lower */
  double get_ready_s; /* negative: PLAN_GET_READY_S; 0: left out */
  double rest_s;      /* between exercises; negative: the routine's own */
  /* Words of get ready, count-in, rest and return, under "session.<id>.cue/.hint/.say/.lane"; missing ones (all,
  ** where loc is NULL) are "". Outlives the plan. */
  const struct loc *loc;
};

#define PLAN_GET_READY_S            8.0
#define PLAN_COUNT_IN_S             3.0
#define PLAN_PACE_IN_MIN_S          2.5
#define PLAN_PACE_IN_MAX_S          6.0
#define PLAN_PACE_OUT_MIN_S         3.0
#define PLAN_PACE_OUT_MAX_S         10.0
#define PLAN_BREATHS_MIN_PER_MINUTE 4.0
#define PLAN_BREATHS_MAX_PER_MINUTE 10.0
#define PLAN_RANGE_MIN_DEG          90.0
#define PLAN_RANGE_MAX_DEG          180.0
#define PLAN_AMPLITUDE_STEP         0.15 /* an easing off takes this much off a movement that follows no range */
#define PLAN_AMPLITUDE_MIN          0.4
#define PLAN_RETURN_SPEED_DEG       30.0 /* mean speed of a return, degrees a second */
#define PLAN_RETURN_MIN_S           3.0
#define PLAN_SPEED_MAX_DEG          44.5 /* mean, degrees a second: a raised cosine's peak is then 69.9 */
#define PLAN_EASY_IN_S              2.5  /* easy breathing where nothing else is written */
#define PLAN_EASY_OUT_S             3.5
#define PLAN_EASY_LEVEL             0.45  /* how full it leaves the lungs */
#define PLAN_WAIT_MAX_S             600.0 /* of get ready and rest */

struct plan_segment {
  struct ses_frame start;
  int64_t length_frames;
  int64_t whole_frames; /* over which from → to is spread: length_frames, or more where a return cut it */
  enum plan_kind kind;
  const char *id;                    /* "reach_up", "get_ready" … */
  int set, sets;                     /* from 1; a wait belongs to the set before it; 0 before the first */
  const struct routine *exercise;    /* whose set this is; NULL before the first */
  int rep, reps;                     /* from 1; 0 outside repetitions */
  bool ends_rep;                     /* when it is over, repetition rep is finished */
  const struct routine_phase *phase; /* that it comes from; NULL where the plan made it */
  enum routine_breath breath;
  struct angles from, to;
  struct routine_words words;
  enum routine_camera camera;
  double range_deg; /* comfort range in force */
};

struct plan_breath { /* one stretch of the lungs' fullness; they cover the whole timeline */
  struct ses_frame start;
  int64_t length_frames;      /* phases of the same guided breath that follow each other are one stretch */
  int64_t whole_frames;       /* as in plan_segment */
  enum routine_breath breath; /* in, out, hold: what is heard; free: quiet */
  double level_from, level_to;
  bool easy; /* inside a free phase: shallower and softer */
};

struct plan_set {
  const struct routine *exercise;
  int reps;
  double pace_in_s, pace_out_s;
  double range_deg;
  bool follows_comfort; /* some key pose does; else easing off makes the whole movement smaller */
  double amplitude; /* of the repetitions' key poses about where they start; 1 until the player eases off */
  double rest_s;    /* after it; 0 after the last */
};

struct plan {
  struct plan_set sets[ROUTINE_ITEMS_MAX]; /* set 1 is sets[0] */
  int set_count;
  struct plan_segment *segments;
  int segment_count; /* the last is PLAN_DONE */
  struct plan_breath *breaths;
  int breath_count;
  int64_t length_frames;       /* start of PLAN_DONE */
  struct plan_options options; /* every default filled in that holds for all sets; rest_s as given */
  const struct routine *routine;
};

struct plan_sample {
  const struct plan_segment *segment;
  int index;
  double u;             /* 0…1 through the segment, linear in time */
  struct angles angles; /* wanted now: raised cosine between from and to */
  const struct plan_breath *stretch;
  double level; /* lung fullness 0…1 */
};

/* Compiles a routine or a session. Everything is taken from the arena. Returns 0 and *out, or a negative
** err_code: ERR_NO when an item names no exercise of the catalog, ERR_USAGE when an option lies outside its
** limits. */
int plan_compile(const struct routine *routine, const struct routine_catalog *catalog,
                 const struct plan_options *options, struct arena *arena, struct plan **out);

/* Checks reps, pace and range of the command line or the settings. 0, or ERR_USAGE with a sentence that
** names the limits. Zeros (own value) pass. */
int plan_options_check(const struct plan_options *options);

/* A new plan that is the same before `at` and then leads, by a PLAN_RETURN from the pose of that moment, to
** the start of repetition rep of set `set`. rest_first: the return goes to the rest position, and the set's
** prepare phases come again before the repetition (easing off); otherwise it goes straight to where the
** repetition starts (resume, restart). rep may be the set's reps + 1: then its finish phases follow, or,
** with rest_first, the return itself goes to where they would have ended.
** range_deg: comfort range of that set from there on, later sets take it where theirs is larger; 0:
** unchanged. The new plan shares no memory with the old one but what both took from routine and words.
** 0 or a negative err_code. */
int plan_return(const struct plan *plan, struct ses_frame at, int set, int rep, double range_deg,
                bool rest_first, struct arena *arena, struct plan **out);

/* A new plan that is the same before `at`, then counts in and begins set `set` (after a PLAN_RETURN where
** the body is not in its start position): a wait is cut short, or goes on after a pause. range_deg as in
** plan_return. */
int plan_count_in(const struct plan *plan, struct ses_frame at, int set, double range_deg,
                  struct arena *arena, struct plan **out);

/* A new plan in which the sets that begin after `at` have the comfort range range_deg, where theirs is
** larger. ERR_NO when none begins any more. */
int plan_range(const struct plan *plan, struct ses_frame at, double range_deg, struct arena *arena,
               struct plan **out);

/* The moment at f (clamped to the plan). Binary search; allocates nothing. */
void plan_at(const struct plan *plan, struct ses_frame f, struct plan_sample *out);

/* Index of the segment that holds f: start ≤ f < end; before 0 the first, after the end the last. */
int plan_segment_at(const struct plan *plan, struct ses_frame f);

#endif
