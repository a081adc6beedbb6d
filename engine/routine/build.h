/* A plan under construction: segments are appended in order, each from the pose in which the one before
** ended. Private to this room; used by plan_compile.c and plan_return.c. */
#ifndef SUPINE_BUILD_H
#define SUPINE_BUILD_H

#include "plan.h"

struct build {
  struct plan *plan;
  int capacity;          /* of plan->segments; counted beforehand, never exceeded */
  struct ses_frame base; /* where the new part begins */
  double elapsed_s;      /* of the new part so far: boundaries are rounded from it, never summed in frames */
  struct angles pose;    /* in which the last segment ended */
  int first;             /* index of the first new segment */
  double level;          /* fullness of the lungs at base */
};

/* A new plan in the arena that has from's sets and options, with room for the segments of all its sets and
** `kept` older ones. Returns 0 or ERR_MACHINE. */
int build_start(struct build *build, const struct plan *from, int kept, struct arena *arena);

/* A wait in place (kind get_ready, count_in or rest) that may move slowly to `to`. set: from 1, 0 before the
** first. Waits of no length are left out. */
void build_wait(struct build *build, enum plan_kind kind, int set, double seconds, const struct angles *to);

/* A PLAN_RETURN to `to`, left out where the body already lies so. Tells whether there was one. */
bool build_return(struct build *build, int set, const struct angles *to);

/* The prepare phases of a set. */
void build_prepare(struct build *build, int set);

/* Repetitions first_rep…last of a set (none where first_rep is above the last), then its finish phases. */
void build_reps(struct build *build, int set, int first_rep);

/* After set `set`: the rest, and all further sets. */
void build_rest_of_session(struct build *build, int set);

/* PLAN_DONE, the cameras of the waits, and the breath of everything new. 0 or ERR_MACHINE. */
int build_end(struct build *build, struct arena *arena);

/* The pose in which a set begins, in which its repetition rep (1…reps + 1) begins, and in which it ends. */
struct angles build_start_pose(const struct plan_set *set);
struct angles build_rep_pose(const struct plan_set *set, int rep);
struct angles build_end_pose(const struct plan_set *set);

#endif
