/* From a routine and the player's wishes to a plan. */
#include <math.h>

#include "build.h"
#include "err.h"

/* The first of two numbers that says something. */
static double either(double first, double second) {
  return first > 0 ? first : second;
}

/* The player's comfort range, but never more than the author of the exercise or of the session allows. */
static double resolve_range(const struct plan_options *options, const struct routine *whole,
                            const struct routine *exercise) {
  double range_deg = either(options->range_deg, ROUTINE_COMFORT_DEG);
  if (whole->range_deg > 0) range_deg = fmin(range_deg, whole->range_deg);
  if (exercise->range_deg > 0) range_deg = fmin(range_deg, exercise->range_deg);
  return range_deg;
}

static int resolve_reps(const struct plan_options *options, const struct routine *whole,
                        const struct routine *exercise, const struct routine_item *item) {
  int reps = options->reps;
  if (reps == 0 && item) reps = item->reps;
  if (reps == 0) reps = whole->reps;
  if (reps == 0) reps = exercise->reps;
  if (reps < 1) reps = 1;
  return reps < exercise->reps_max ? reps : exercise->reps_max;
}

static int check_exercise(const struct routine *exercise) {
  bool whole = exercise->reps_max >= 1 && exercise->reps_max <= ROUTINE_REPS_HARD_MAX;
  for (int rep = 0; whole && rep < exercise->reps_max; rep++) {
    if (exercise->rep[rep].count < 1) whole = false;
  }
  if (whole) return 0;
  return err_set(ERR_NO, "%s has a repetition without phases; run supine check on it", exercise->id);
}

static int add_set(struct plan *plan, const struct routine *exercise, const struct routine_item *item) {
  int result = check_exercise(exercise);
  if (result < 0) return result;
  const struct plan_options *options = &plan->options;
  const struct routine *whole = plan->routine;
  double rest_s = item ? either(item->rest_s, exercise->rest_s) : 0;
  plan->sets[plan->set_count++] = (struct plan_set){
      .exercise = exercise,
      .reps = resolve_reps(options, whole, exercise, item),
      .pace_in_s = either(options->pace_in_s,
                          either(whole->pace_in_s, either(exercise->pace_in_s, ROUTINE_PACE_IN_S))),
      .pace_out_s = either(options->pace_out_s,
                           either(whole->pace_out_s, either(exercise->pace_out_s, ROUTINE_PACE_OUT_S))),
      .range_deg = resolve_range(options, whole, exercise),
      .amplitude = 1,
      .follows_comfort = routine_has_comfort(exercise),
      .rest_s = options->rest_s >= 0 ? options->rest_s : fmax(rest_s, 0)};
  return 0;
}

static int add_items(struct plan *plan, const struct routine_catalog *catalog) {
  const struct routine *session = plan->routine;
  if (session->item_count < 1 || session->item_count > ROUTINE_ITEMS_MAX) {
    return err_set(ERR_NO, "session %s must name 1 to %d exercises", session->id, ROUTINE_ITEMS_MAX);
  }
  for (int i = 0; i < session->item_count; i++) {
    const struct routine_item *item = &session->items[i];
    const struct routine *exercise = routine_find(catalog, item->id);
    if (!exercise || exercise->session) {
      return err_set(ERR_NO, "session %s names %s, which is no exercise; supine list shows those there are",
                     session->id, item->id);
    }
    int result = add_set(plan, exercise, item);
    if (result < 0) return result;
  }
  return 0;
}

static int check_reps(const struct plan *plan) {
  int most = 0;
  for (int i = 0; i < plan->set_count; i++) {
    if (plan->sets[i].exercise->reps_max > most) most = plan->sets[i].exercise->reps_max;
  }
  if (plan->options.reps <= most) return 0;
  return err_set(ERR_USAGE, "%s has at most %d repetitions; choose 1 to %d", plan->routine->id, most, most);
}

/* Sets and options of a session that has no segments yet. */
static int resolve(struct plan *plan, const struct routine_catalog *catalog) {
  const struct routine *routine = plan->routine;
  int result = routine->session ? add_items(plan, catalog) : add_set(plan, routine, NULL);
  if (result < 0) return result;
  if ((result = check_reps(plan)) < 0) return result;
  struct plan_options *options = &plan->options;
  const struct plan_set *first = &plan->sets[0];
  options->reps = first->reps;
  options->pace_in_s = first->pace_in_s;
  options->pace_out_s = first->pace_out_s;
  options->range_deg = first->range_deg;
  if (options->get_ready_s < 0) options->get_ready_s = PLAN_GET_READY_S;
  plan->sets[plan->set_count - 1].rest_s = 0;
  return 0;
}

int plan_compile(const struct routine *routine, const struct routine_catalog *catalog,
                 const struct plan_options *options, struct arena *arena, struct plan **out) {
  int result = plan_options_check(options);
  if (result < 0) return result;
  struct plan wanted = {.options = *options, .routine = routine};
  if ((result = resolve(&wanted, catalog)) < 0) return result;
  /* One side of the pace may be the player's and the other the routine's: the sum must hold as well. */
  bool chosen = options->pace_in_s > 0 || options->pace_out_s > 0;
  if (chosen && (result = plan_options_check(&wanted.options)) < 0) return result;
  struct build build;
  if ((result = build_start(&build, &wanted, 0, arena)) < 0) return result;
  build.pose = build_start_pose(&wanted.sets[0]);
  build_wait(&build, PLAN_GET_READY, 0, wanted.options.get_ready_s, &build.pose);
  build_wait(&build, PLAN_COUNT_IN, 0, PLAN_COUNT_IN_S, &build.pose);
  build_prepare(&build, 1);
  build_reps(&build, 1, 1);
  build_rest_of_session(&build, 1);
  if ((result = build_end(&build, arena)) < 0) return result;
  *out = build.plan;
  return 0;
}
