/* Plans that leave an older one: pausing, easing off, starting a repetition again, cutting a wait short. */
#include "plan_stand.h"

static void assert_same_past(const struct plan *old, const struct plan *new, int64_t at) {
  for (int64_t f = 0; f < at; f += at / 97 + 1) {
    struct plan_sample a, b;
    plan_at(old, (struct ses_frame){f}, &a);
    plan_at(new, (struct ses_frame){f}, &b);
    assert_int_equal(a.index, b.index);
    assert_true(angles_distance_rad(&a.angles, &b.angles) == 0);
    assert_near(a.level, b.level, 0);
  }
}

static void a_return_keeps_the_past_and_leads_to_the_repetition(void **state) {
  struct fixture *f = *state;
  struct plan *plan = compile(f, &f->sample.session, own);
  for (int64_t at = 11 * HZ; at < (11 + 17) * HZ; at += 12345) {
    struct plan *after = NULL;
    assert_int_equal(plan_return(plan, (struct ses_frame){at}, 1, 1, 0, false, &f->arena, &after), 0);
    assert_same_past(plan, after, at);
    assert_whole(after);
    assert_lungs(after);
    int i = plan_segment_at(after, (struct ses_frame){at});
    const struct plan_segment *back = &after->segments[i];
    assert_int_equal(back->kind, PLAN_RETURN);
    assert_int_equal(back->start.v, at);
    double way = vec_deg(angles_distance_rad(&back->from, &back->to));
    assert_int_equal(back->length_frames, frames_of_s(fmax(PLAN_RETURN_MIN_S, way / PLAN_RETURN_SPEED_DEG)));
    assert_string_equal(after->segments[i + 1].id, "reach_up");
    assert_int_equal(after->segments[i + 1].rep, 1);
    assert_int_equal(after->segments[after->segment_count - 2].set, 2);
  }
}

static void easing_off_goes_by_way_of_rest_and_lowers_the_range(void **state) {
  struct fixture *f = *state;
  struct plan *plan = compile(f, &f->sample.session, own), *after = NULL;
  struct plan_sample now;
  int64_t at = plan->length_frames - 20 * HZ; /* within the second set */
  plan_at(plan, (struct ses_frame){at}, &now);
  assert_int_equal(now.segment->kind, PLAN_REP);
  assert_int_equal(
      plan_return(plan, (struct ses_frame){at}, 2, now.segment->rep, 155, true, &f->arena, &after), 0);
  assert_whole(after);
  assert_lungs(after);
  const struct plan_segment *back = &after->segments[plan_segment_at(after, (struct ses_frame){at})];
  assert_int_equal(back[0].kind, PLAN_RETURN);
  assert_true(angles_distance_rad(&back[0].to, &f->sample.elbows.start.angles) < 1e-9);
  assert_string_equal(back[1].id, "raise");
  assert_string_equal(back[2].id, "turn");
  assert_int_equal(back[3].rep, now.segment->rep);
  assert_near(back[3].range_deg, 155, 0);
}

static void a_lower_range_holds_for_later_sets_but_raises_none(void **state) {
  struct fixture *f = *state;
  f->sample.elbows.range_deg = 120;
  struct plan *plan = compile(f, &f->sample.session, own), *after = NULL;
  assert_int_equal(plan_return(plan, (struct ses_frame){12 * HZ}, 1, 1, 155, true, &f->arena, &after), 0);
  assert_near(after->sets[0].range_deg, 155, 0);
  assert_near(after->sets[1].range_deg, 120, 0);
  assert_int_equal(plan_range(plan, (struct ses_frame){0}, 100, &f->arena, &after), 0);
  assert_near(after->sets[0].range_deg, 100, 0);
  assert_near(after->sets[1].range_deg, 100, 0);
  assert_int_equal(after->length_frames, plan->length_frames);
  assert_whole(after);
  assert_lungs(after);
  assert_near(plan->sets[0].range_deg, 165, 0); /* the old plan is as it was */
}

static void easing_off_makes_a_movement_that_follows_no_range_smaller(void **state) {
  struct fixture *f = *state;
  struct plan *plan = compile(f, &f->sample.elbows, own), *after = NULL, *again = NULL;
  struct ses_frame at = {30 * HZ};
  struct plan_sample now;
  plan_at(plan, at, &now);
  int rep = now.segment->rep;
  assert_true(rep > 0);
  assert_int_equal(plan_return(plan, at, 1, rep, 155, true, &f->arena, &after), 0);
  assert_near(after->sets[0].amplitude, 1 - PLAN_AMPLITUDE_STEP, 1e-12);
  double whole = 0, smaller = 0;
  for (int i = 0; i < plan->segment_count; i++) {
    if (plan->segments[i].rep == plan->sets[0].reps && strcmp(plan->segments[i].id, "lower_elbows") == 0)
      whole = angles_distance_rad(&plan->segments[i].from, &plan->segments[i].to);
  }
  for (int i = 0; i < after->segment_count; i++) {
    if (after->segments[i].rep == after->sets[0].reps && strcmp(after->segments[i].id, "lower_elbows") == 0)
      smaller = angles_distance_rad(&after->segments[i].from, &after->segments[i].to);
  }
  assert_true(whole > 1);
  assert_near(smaller / whole, 1 - PLAN_AMPLITUDE_STEP, 1e-9);
  assert_whole(after);
  assert_lungs(after);
  /* However often, something of it remains. */
  for (int i = 0; i < 9; i++) {
    assert_int_equal(plan_return(after, at, 1, rep, 90, true, &f->arena, &again), 0);
    after = again;
  }
  assert_near(after->sets[0].amplitude, PLAN_AMPLITUDE_MIN, 1e-12);
}

static void a_routine_may_bound_the_comfort_range(void **state) {
  struct fixture *f = *state;
  f->sample.overhead.range_deg = 120;
  struct plan_options wide = own, narrow = own;
  wide.range_deg = 175;
  narrow.range_deg = 100;
  assert_near(compile(f, &f->sample.overhead, wide)->sets[0].range_deg, 120, 0);
  assert_near(compile(f, &f->sample.overhead, narrow)->sets[0].range_deg, 100, 0);
  assert_near(compile(f, &f->sample.overhead, own)->sets[0].range_deg, 120, 0);
}

static void after_the_last_repetition_a_return_ends_the_set(void **state) {
  struct fixture *f = *state;
  struct plan *plan = compile(f, &f->sample.elbows, own), *after = NULL;
  int64_t at = plan->length_frames - 3 * HZ;
  assert_int_equal(plan_return(plan, (struct ses_frame){at}, 1, SAMPLE_REPS + 1, 0, true, &f->arena, &after),
                   0);
  assert_int_equal(after->segments[after->segment_count - 2].kind, PLAN_RETURN);
  assert_true(angles_distance_rad(&after->segments[after->segment_count - 1].from,
                                  &f->sample.elbows.start.angles) < 1e-9);
  assert_whole(after);
  assert_lungs(after);
}

static void counting_in_cuts_a_wait_short(void **state) {
  struct fixture *f = *state;
  struct plan *plan = compile(f, &f->sample.session, own), *after = NULL;
  assert_int_equal(plan_count_in(plan, (struct ses_frame){HZ}, 1, 0, &f->arena, &after), 0);
  assert_int_equal(after->segments[0].length_frames, HZ);
  assert_int_equal(after->segments[1].kind, PLAN_COUNT_IN);
  assert_int_equal(after->segments[2].start.v, 4 * HZ);
  assert_whole(after);
  assert_lungs(after);
  assert_int_equal(plan_count_in(plan, (struct ses_frame){0}, 1, 0, &f->arena, &after), 0);
  assert_int_equal(after->segments[0].kind, PLAN_COUNT_IN);
}

static void returns_of_returns_stay_whole(void **state) {
  struct fixture *f = *state;
  struct plan *plan = compile(f, &f->sample.session, own);
  uint32_t seed = 1;
  for (int round = 0; round < 60; round++) {
    seed = seed * 1664525u + 1013904223u;
    int64_t at = (int64_t)(seed >> 8) * plan->length_frames >> 24;
    struct plan *after = NULL;
    int set = 1 + (int)(seed >> 30) % 2, rep = 1 + (int)(seed >> 12) % (SAMPLE_REPS + 1);
    assert_int_equal(plan_return(plan, (struct ses_frame){at}, set, rep, 0, round % 2, &f->arena, &after), 0);
    assert_whole(after);
    assert_lungs(after);
    assert_same_past(plan, after, at);
    plan = after;
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(a_return_keeps_the_past_and_leads_to_the_repetition),
      TEST(easing_off_goes_by_way_of_rest_and_lowers_the_range),
      TEST(a_lower_range_holds_for_later_sets_but_raises_none),
      TEST(easing_off_makes_a_movement_that_follows_no_range_smaller),
      TEST(a_routine_may_bound_the_comfort_range),
      TEST(after_the_last_repetition_a_return_ends_the_set),
      TEST(counting_in_cuts_a_wait_short),
      TEST(returns_of_returns_stay_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
