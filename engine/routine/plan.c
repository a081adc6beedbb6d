/* Evaluation of a plan, and the limits of its options. Plans are made in plan_compile.c and plan_return.c. */
#include "plan.h"

#include <assert.h>
#include <math.h>

#include "ease.h"
#include "err.h"

const char *plan_kind_name(enum plan_kind kind) {
  static const char *const names[] = {"get_ready", "count_in", "prepare", "rep",
                                      "finish",    "rest",     "return",  "done"};
  return names[kind];
}

static int check_pace(double in_s, double out_s) {
  if (in_s != 0 && !(in_s >= PLAN_PACE_IN_MIN_S && in_s <= PLAN_PACE_IN_MAX_S)) {
    return err_set(ERR_USAGE, "a breath in of %g s is outside the limits; choose %g to %g s", in_s,
                   PLAN_PACE_IN_MIN_S, PLAN_PACE_IN_MAX_S);
  }
  if (out_s != 0 && !(out_s >= PLAN_PACE_OUT_MIN_S && out_s <= PLAN_PACE_OUT_MAX_S)) {
    return err_set(ERR_USAGE, "a breath out of %g s is outside the limits; choose %g to %g s", out_s,
                   PLAN_PACE_OUT_MIN_S, PLAN_PACE_OUT_MAX_S);
  }
  if (in_s == 0 || out_s == 0) return 0;
  double least_s = 60.0 / PLAN_BREATHS_MAX_PER_MINUTE, most_s = 60.0 / PLAN_BREATHS_MIN_PER_MINUTE;
  if (in_s + out_s < least_s || in_s + out_s > most_s) {
    return err_set(ERR_USAGE, "a pace of %g:%g makes a breath of %g s; in and out together take %g to %g s",
                   in_s, out_s, in_s + out_s, least_s, most_s);
  }
  return 0;
}

int plan_options_check(const struct plan_options *options) {
  if (options->reps < 0 || options->reps > ROUTINE_REPS_HARD_MAX) {
    return err_set(ERR_USAGE, "%d repetitions are outside the limits; choose 1 to %d", options->reps,
                   ROUTINE_REPS_HARD_MAX);
  }
  int result = check_pace(options->pace_in_s, options->pace_out_s);
  if (result < 0) return result;
  double range_deg = options->range_deg;
  if (range_deg != 0 && !(range_deg >= PLAN_RANGE_MIN_DEG && range_deg <= PLAN_RANGE_MAX_DEG)) {
    return err_set(ERR_USAGE, "a comfort range of %g degrees is outside the limits; choose %g to %g",
                   range_deg, PLAN_RANGE_MIN_DEG, PLAN_RANGE_MAX_DEG);
  }
  if (!(options->get_ready_s <= PLAN_WAIT_MAX_S) || !(options->rest_s <= PLAN_WAIT_MAX_S)) {
    return err_set(ERR_USAGE, "a wait lasts at most %g s; choose a shorter one", PLAN_WAIT_MAX_S);
  }
  return 0;
}

int plan_segment_at(const struct plan *plan, struct ses_frame f) {
  int low = 0, high = plan->segment_count - 1; /* the answer lies in low…high */
  while (low < high) {
    int middle = low + (high - low + 1) / 2;
    if (plan->segments[middle].start.v <= f.v)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

static int breath_at(const struct plan *plan, int64_t f) {
  int low = 0, high = plan->breath_count - 1;
  while (low < high) {
    int middle = low + (high - low + 1) / 2;
    if (plan->breaths[middle].start.v <= f)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

static double through(int64_t f, int64_t start, int64_t length_frames, int64_t whole_frames) {
  int64_t spread = whole_frames > 0 ? whole_frames : length_frames;
  return spread > 0 ? (double)(f - start) / (double)spread : 1.0;
}

void plan_at(const struct plan *plan, struct ses_frame f, struct plan_sample *out) {
  assert(plan->segment_count > 0);
  int64_t at = f.v < 0 ? 0 : f.v > plan->length_frames ? plan->length_frames : f.v;
  out->index = plan_segment_at(plan, (struct ses_frame){at});
  const struct plan_segment *segment = out->segment = &plan->segments[out->index];
  out->u = through(at, segment->start.v, segment->length_frames, segment->whole_frames);
  out->angles = angles_mix(&segment->from, &segment->to, ease_raised_cosine(out->u));
  out->stretch = NULL;
  out->level = 0;
  if (plan->breath_count == 0) return;
  const struct plan_breath *stretch = out->stretch = &plan->breaths[breath_at(plan, at)];
  double u = through(at, stretch->start.v, stretch->length_frames, stretch->whole_frames);
  out->level = ease_mix(stretch->level_from, stretch->level_to, u);
}
