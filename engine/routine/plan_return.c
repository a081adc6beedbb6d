/* Plans that leave an older one at some moment: what the session asks for when the player pauses, eases off,
** starts a repetition again or skips a wait. The past stays as it was; the rest is built anew from the sets. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "build.h"
#include "err.h"

static bool is_wait(enum plan_kind kind) {
  return kind != PLAN_PREPARE && kind != PLAN_REP && kind != PLAN_FINISH;
}

/* Copies what lies before `at`, cutting the segment and the breath that hold it. */
static int keep_past(struct build *build, const struct plan *from, int64_t at, struct arena *arena) {
  struct plan *plan = build->plan;
  while (plan->segment_count < from->segment_count && from->segments[plan->segment_count].start.v < at) {
    struct plan_segment *s = &plan->segments[plan->segment_count];
    *s = from->segments[plan->segment_count++];
    if (s->start.v + s->length_frames <= at) continue;
    s->length_frames = at - s->start.v;
    s->ends_rep = false;
  }
  build->first = plan->segment_count;
  int kept = 0;
  while (kept < from->breath_count && from->breaths[kept].start.v < at) kept++;
  if (kept == 0) return 0;
  plan->breaths = arena_array(arena, (size_t)kept, sizeof *plan->breaths);
  if (!plan->breaths) return err_set(ERR_MACHINE, "no memory left for the plan of the session");
  memcpy(plan->breaths, from->breaths, (size_t)kept * sizeof *plan->breaths);
  plan->breath_count = kept;
  struct plan_breath *cut = &plan->breaths[kept - 1];
  if (cut->start.v + cut->length_frames > at) cut->length_frames = at - cut->start.v;
  return 0;
}

/* Every set from first_set on becomes gentler: a lower range, or, where none is followed, smaller movements. */
static void ease_sets(struct plan *plan, int first_set, double range_deg) {
  for (int i = first_set - 1; i < plan->set_count; i++) {
    struct plan_set *set = &plan->sets[i];
    if (set->range_deg > range_deg) set->range_deg = range_deg;
    if (!set->follows_comfort)
      set->amplitude = fmax(set->amplitude - PLAN_AMPLITUDE_STEP, PLAN_AMPLITUDE_MIN);
  }
}

/* A build that goes on from `at` in `from`; the sets after `set` take range_deg where theirs is larger. */
static int leave(struct build *build, const struct plan *from, struct ses_frame at, int set, double range_deg,
                 struct arena *arena) {
  assert(at.v >= 0 && at.v <= from->length_frames);
  assert(range_deg == 0 || (range_deg >= PLAN_RANGE_MIN_DEG && range_deg <= PLAN_RANGE_MAX_DEG));
  int result = build_start(build, from, plan_segment_at(from, at) + 1, arena);
  if (result < 0) return result;
  if ((result = keep_past(build, from, at.v, arena)) < 0) return result;
  struct plan_sample sample;
  plan_at(from, at, &sample);
  build->base = at;
  build->pose = sample.angles;
  build->level = sample.level;
  if (range_deg > 0) {
    if (set <= from->set_count) build->plan->sets[set - 1].range_deg = range_deg;
    ease_sets(build->plan, set, range_deg);
  }
  return 0;
}

int plan_return(const struct plan *plan, struct ses_frame at, int set, int rep, double range_deg,
                bool rest_first, struct arena *arena, struct plan **out) {
  assert(set >= 1 && set <= plan->set_count);
  assert(rep >= 1 && rep <= plan->sets[set - 1].reps + 1);
  struct build build;
  int result = leave(&build, plan, at, set, range_deg, arena);
  if (result < 0) return result;
  const struct plan_set *of = &build.plan->sets[set - 1];
  bool over = rest_first && rep > of->reps;
  struct angles to = over ? build_end_pose(of) : rest_first ? build_start_pose(of) : build_rep_pose(of, rep);
  if (!build_return(&build, set, &to)) build_wait(&build, PLAN_RETURN, set, PLAN_RETURN_MIN_S, &to);
  if (rest_first && !over) {
    build_prepare(&build, set);
    /* A later repetition may begin elsewhere than the first. */
    struct angles begin = build_rep_pose(of, rep);
    build_return(&build, set, &begin);
  }
  if (!over) build_reps(&build, set, rep);
  build_rest_of_session(&build, set);
  if ((result = build_end(&build, arena)) < 0) return result;
  *out = build.plan;
  return 0;
}

int plan_count_in(const struct plan *plan, struct ses_frame at, int set, double range_deg,
                  struct arena *arena, struct plan **out) {
  assert(set >= 1 && set <= plan->set_count);
  struct build build;
  int result = leave(&build, plan, at, set, range_deg, arena);
  if (result < 0) return result;
  struct angles to = build_start_pose(&build.plan->sets[set - 1]);
  build_return(&build, set - 1, &to);
  build_wait(&build, PLAN_COUNT_IN, set - 1, PLAN_COUNT_IN_S, &to);
  build_prepare(&build, set);
  build_reps(&build, set, 1);
  build_rest_of_session(&build, set);
  if ((result = build_end(&build, arena)) < 0) return result;
  *out = build.plan;
  return 0;
}

int plan_range(const struct plan *plan, struct ses_frame at, double range_deg, struct arena *arena,
               struct plan **out) {
  int index = plan_segment_at(plan, at);
  int set = plan->segments[index].set;
  while (index < plan->segment_count - 1 &&
         (is_wait(plan->segments[index].kind) || plan->segments[index].set == set)) {
    index++;
  }
  const struct plan_segment *next = &plan->segments[index];
  if (next->kind == PLAN_DONE)
    return err_set(ERR_NO, "no exercise begins after this moment; start a new session");
  struct build build;
  int result = leave(&build, plan, next->start, next->set, 0, arena);
  if (result < 0) return result;
  ease_sets(build.plan, next->set, range_deg);
  struct angles to = build_start_pose(&build.plan->sets[next->set - 1]);
  build_return(&build, next->set, &to);
  build_prepare(&build, next->set);
  build_reps(&build, next->set, 1);
  build_rest_of_session(&build, next->set);
  if ((result = build_end(&build, arena)) < 0) return result;
  *out = build.plan;
  return 0;
}
