/* Compiled plans: options, exact frames, poses and lungs that never jump. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "err.h"
#include "loc.h"
#include "plan_stand.h"

static const struct { double in_s, out_s; } paces[] = {{4, 6}, {2.5, 3.5}, {5, 10}, {6, 9}, {3.3, 5.7}};

static int refused(struct fixture *f, const struct routine *routine, struct plan_options options) {
  struct plan *plan = NULL;
  int result = plan_compile(routine, &f->sample.catalog, &options, &f->arena, &plan);
  assert_null(plan);
  return result;
}

/* ---- validity
 * ------------------------------------------------------------------------------------------------- */

static void options_within_the_limits_pass(void **state) {
  (void)state;
  assert_int_equal(plan_options_check(&own), 0);
  for (size_t i = 0; i < sizeof paces / sizeof *paces; i++) {
    struct plan_options o = {
        .reps = 10, .pace_in_s = paces[i].in_s, .pace_out_s = paces[i].out_s, .range_deg = 180};
    assert_int_equal(plan_options_check(&o), 0);
  }
}

static void options_beyond_a_limit_are_refused_with_a_sentence(void **state) {
  (void)state;
  const struct plan_options wrong[] = {
      {.reps = -1},
      {.reps = ROUTINE_REPS_HARD_MAX + 1},
      {.pace_in_s = 2.4, .pace_out_s = 6},
      {.pace_in_s = 6.1, .pace_out_s = 6},
      {.pace_in_s = 4, .pace_out_s = 2.9},
      {.pace_in_s = 4, .pace_out_s = 10.5},
      {.pace_in_s = 2.5, .pace_out_s = 3}, /* each fine, together more than ten a minute */
      {.pace_in_s = 6, .pace_out_s = 10},  /* fewer than four */
      {.pace_in_s = -4, .pace_out_s = 6},
      {.range_deg = 89},
      {.range_deg = 181},
      {.pace_in_s = NAN, .pace_out_s = 6},
      {.range_deg = NAN},
      {.rest_s = INFINITY},
      {.get_ready_s = 1e9},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    err_set(ERR_NO, "%s", "");
    assert_int_equal(plan_options_check(&wrong[i]), ERR_USAGE);
    assert_true(err_text()[0] != '\0');
  }
}

static void more_repetitions_than_the_routine_allows_are_refused(void **state) {
  struct fixture *f = *state;
  struct plan_options o = own;
  o.reps = SAMPLE_REPS_MAX + 1;
  assert_int_equal(refused(f, &f->sample.overhead, o), ERR_USAGE);
  assert_non_null(strstr(err_text(), "overhead-reach"));
}

static void half_a_pace_is_checked_with_the_routines_other_half(void **state) {
  struct fixture *f = *state;
  struct plan_options o = own;
  f->sample.overhead.pace_out_s = 3;
  o.pace_in_s = 2.5;
  assert_int_equal(refused(f, &f->sample.overhead, o), ERR_USAGE);
}

static void a_session_must_name_exercises(void **state) {
  struct fixture *f = *state;
  f->sample.session.items[1].id = "handstand";
  assert_int_equal(refused(f, &f->sample.session, own), ERR_NO);
  assert_non_null(strstr(err_text(), "handstand"));
  f->sample.session.items[1].id = "towel-roll";
  assert_int_equal(refused(f, &f->sample.session, own), ERR_NO);
  f->sample.session.item_count = 0;
  assert_int_equal(refused(f, &f->sample.session, own), ERR_NO);
}

static void an_exercise_without_phases_is_refused(void **state) {
  struct fixture *f = *state;
  f->sample.overhead.rep[3].count = 0;
  assert_int_equal(refused(f, &f->sample.overhead, own), ERR_NO);
}

/* ---- frames
 * --------------------------------------------------------------------------------------------------- */

static void phases_of_stretch_1_lie_on_exact_frames(void **state) {
  struct fixture *f = *state;
  for (size_t p = 0; p < sizeof paces / sizeof *paces; p++) {
    for (int reps = 1; reps <= SAMPLE_REPS_MAX; reps++) {
      struct plan_options o = own;
      o.reps = reps;
      o.pace_in_s = paces[p].in_s;
      o.pace_out_s = paces[p].out_s;
      struct plan *plan = compile(f, &f->sample.overhead, o);
      const double lengths[] = {paces[p].in_s, paces[p].out_s, 6, 1};
      double t = 8 + 3;
      assert_int_equal(plan->segment_count, 2 + 4 * reps + 1);
      for (int i = 0; i < 4 * reps; i++) {
        const struct plan_segment *s = &plan->segments[2 + i];
        assert_int_equal(s->start.v, llround(t * HZ));
        t += lengths[i % 4];
        assert_int_equal(s->start.v + s->length_frames, llround(t * HZ));
        assert_int_equal(s->rep, i / 4 + 1);
        assert_int_equal(s->reps, reps);
        assert_int_equal(s->ends_rep, i % 4 == 3);
      }
      assert_int_equal(plan->length_frames, llround(t * HZ));
      arena_clear(&f->arena);
    }
  }
}

static void phases_of_stretch_2_lie_on_exact_frames(void **state) {
  struct fixture *f = *state;
  struct plan_options o = own;
  o.reps = 10;
  o.pace_in_s = 2.5;
  o.pace_out_s = 3.5;
  o.get_ready_s = 0;
  struct plan *plan = compile(f, &f->sample.elbows, o);
  static const char *const ids[] = {"count_in", "raise", "turn", "lower_elbows", "reach_back_up"};
  static const double starts_s[] = {0, 3, 7, 9, 12.5};
  for (int i = 0; i < 5; i++) {
    assert_string_equal(plan->segments[i].id, ids[i]);
    assert_int_equal(plan->segments[i].start.v, (int64_t)(starts_s[i] * HZ));
  }
  assert_int_equal(plan->segments[2 + 20].start.v + plan->segments[2 + 20].length_frames, (9 + 10 * 6) * HZ);
  assert_int_equal(plan->length_frames, (9 + 10 * 6 + 6) * HZ);
}

static void a_third_of_a_second_does_not_drift(void **state) {
  struct fixture *f = *state;
  f->sample.overhead_rep[3].seconds = 1.0 / 3 + 1e-6; /* never a whole number of frames */
  struct plan_options o = own;
  o.reps = 10;
  struct plan *plan = compile(f, &f->sample.overhead, o);
  assert_int_equal(plan->length_frames, llround((11 + 10 * (16 + 1.0 / 3 + 1e-6)) * HZ));
}

static void the_session_has_its_parts_in_order(void **state) {
  struct fixture *f = *state;
  struct plan_options o = own;
  o.reps = 2;
  struct plan *plan = compile(f, &f->sample.session, o);
  static const enum plan_kind kinds[] = {PLAN_GET_READY, PLAN_COUNT_IN, PLAN_REP,     PLAN_REP, PLAN_REP,
                                         PLAN_REP,       PLAN_REP,      PLAN_REP,     PLAN_REP, PLAN_REP,
                                         PLAN_REST,      PLAN_PREPARE,  PLAN_PREPARE, PLAN_REP, PLAN_REP,
                                         PLAN_REP,       PLAN_REP,      PLAN_FINISH,  PLAN_DONE};
  assert_int_equal(plan->segment_count, (int)(sizeof kinds / sizeof *kinds));
  for (int i = 0; i < plan->segment_count; i++) assert_int_equal(plan->segments[i].kind, kinds[i]);
  assert_int_equal(plan->segments[0].set, 0);
  assert_null(plan->segments[0].exercise);
  assert_int_equal(plan->segments[10].length_frames, 20 * HZ);
  assert_int_equal(plan->segments[10].set, 1);
  assert_int_equal(plan->segments[11].set, 2);
  assert_int_equal(plan->segments[11].sets, 2);
  assert_ptr_equal(plan->segments[11].exercise, &f->sample.elbows);
}

static void repetitions_come_from_player_item_session_exercise_in_this_order(void **state) {
  struct fixture *f = *state;
  f->sample.overhead.reps = 3;
  f->sample.session.reps = 0;
  assert_int_equal(compile(f, &f->sample.session, own)->sets[0].reps, 3);
  f->sample.session.reps = 4;
  assert_int_equal(compile(f, &f->sample.session, own)->sets[0].reps, 4);
  f->sample.session.items[0].reps = 6;
  assert_int_equal(compile(f, &f->sample.session, own)->sets[0].reps, 6);
  assert_int_equal(compile(f, &f->sample.session, own)->sets[1].reps, 4);
  struct plan_options o = own;
  o.reps = 7;
  assert_int_equal(compile(f, &f->sample.session, o)->sets[0].reps, 7);
}

static void no_pace_makes_a_movement_faster_than_is_safe(void **state) {
  struct fixture *f = *state;
  f->sample.overhead_rep[0].to =
      sample_pose("high", 170, 0, 0, 0, 0); /* 42 degrees a second at its own pace */
  struct plan_options o = own;
  o.pace_in_s = 2.5;
  o.pace_out_s = 3.5;
  struct plan *plan = compile(f, &f->sample.overhead, o);
  double way = vec_deg(angles_distance_rad(&plan->segments[2].from, &plan->segments[2].to));
  assert_true(way / frames_to_s(plan->segments[2].length_frames) <= PLAN_SPEED_MAX_DEG + 1e-3);
  assert_true(way / 2.5 > PLAN_SPEED_MAX_DEG);
}

static void words_of_waits_come_from_the_table(void **state) {
  struct fixture *f = *state;
  struct loc loc = {0};
  assert_int_equal(loc_add(&loc, &f->arena, "session.rest.cue", "Rest"), 0);
  assert_int_equal(loc_add(&loc, &f->arena, "session.get_ready.say", "Lie [down]"), 0);
  loc_seal(&loc);
  struct plan_options o = own;
  o.loc = &loc;
  o.reps = 1;
  struct plan *plan = compile(f, &f->sample.session, o);
  assert_string_equal(plan->segments[0].words.say, "Lie [down]");
  assert_string_equal(plan->segments[0].words.cue, "");
  assert_string_equal(plan->segments[6].words.cue, "Rest");
  o.loc = NULL;
  assert_string_equal(compile(f, &f->sample.session, o)->segments[6].words.cue, "");
}

static void waits_look_from_where_the_next_phase_is_shown(void **state) {
  struct fixture *f = *state;
  f->sample.overhead_rep[0].camera = ROUTINE_CAMERA_OVERHEAD;
  f->sample.elbows_prepare[0].camera = ROUTINE_CAMERA_FEET;
  f->sample.elbows_finish[0].camera = ROUTINE_CAMERA_THREE_QUARTER;
  struct plan_options o = own;
  o.reps = 1;
  struct plan *plan = compile(f, &f->sample.session, o);
  assert_int_equal(plan->segments[0].camera, ROUTINE_CAMERA_OVERHEAD);
  assert_int_equal(plan->segments[1].camera, ROUTINE_CAMERA_OVERHEAD);
  assert_int_equal(plan->segments[6].camera, ROUTINE_CAMERA_FEET);
  assert_int_equal(plan->segments[plan->segment_count - 1].camera, ROUTINE_CAMERA_THREE_QUARTER);
}

/* ---- poses
 * ---------------------------------------------------------------------------------------------------- */

static void the_body_never_jumps(void **state) {
  struct fixture *f = *state;
  for (double range = 90; range <= 180; range += 30) {
    struct plan_options o = own;
    o.range_deg = range;
    o.reps = 2;
    struct plan *plan = compile(f, &f->sample.session, o);
    assert_whole(plan);
    struct plan_sample last, next;
    plan_at(plan, (struct ses_frame){0}, &last);
    for (int64_t at = FRAMES_PER_TICK; at <= plan->length_frames; at += FRAMES_PER_TICK) {
      plan_at(plan, (struct ses_frame){at}, &next);
      /* 70 degrees a second is 0.583 degrees a tick. */
      assert_true(vec_deg(angles_distance_rad(&last.angles, &next.angles)) < 0.584);
      last = next;
    }
    arena_clear(&f->arena);
  }
}

static void an_exercise_that_begins_elsewhere_is_led_to(void **state) {
  struct fixture *f = *state;
  f->sample.elbows.start = sample_pose("arms_up", 90, 0, 0, 0, 0);
  struct plan_options o = own;
  o.reps = 1;
  struct plan *plan = compile(f, &f->sample.session, o);
  assert_int_equal(plan->segments[6].kind, PLAN_REST); /* 20 s are enough to move in */
  assert_true(angles_distance_rad(&plan->segments[6].to, &f->sample.elbows.start.angles) < 1e-9);
  assert_whole(plan);
  o.rest_s = 1;
  plan = compile(f, &f->sample.session, o);
  assert_int_equal(plan->segments[6].kind, PLAN_RETURN);
  assert_int_equal(plan->segments[7].kind, PLAN_REST);
  assert_whole(plan);
  o.rest_s = 0;
  plan = compile(f, &f->sample.session, o);
  assert_int_equal(plan->segments[6].kind, PLAN_RETURN);
  assert_int_equal(plan->segments[7].kind, PLAN_PREPARE);
  assert_whole(plan);
}

static void moments_outside_the_plan_are_its_ends(void **state) {
  struct fixture *f = *state;
  struct plan *plan = compile(f, &f->sample.overhead, own);
  struct plan_sample s;
  plan_at(plan, (struct ses_frame){-HZ}, &s);
  assert_int_equal(s.index, 0);
  assert_near(s.u, 0, 0);
  plan_at(plan, (struct ses_frame){INT64_MAX}, &s);
  assert_int_equal(s.segment->kind, PLAN_DONE);
  assert_near(s.level, 0, 1e-9);
  assert_int_equal(plan_segment_at(plan, (struct ses_frame){INT64_MIN}), 0);
  assert_int_equal(plan_segment_at(plan, (struct ses_frame){INT64_MAX}), plan->segment_count - 1);
}

/* ---- lungs
 * ---------------------------------------------------------------------------------------------------- */

static void assert_guided_breaths_are_whole(const struct plan *plan) {
  for (int i = 0; i < plan->segment_count; i++) {
    const struct plan_segment *s = &plan->segments[i];
    if (s->breath != ROUTINE_IN && s->breath != ROUTINE_OUT) continue;
    struct plan_sample begin, end;
    plan_at(plan, s->start, &begin);
    plan_at(plan, (struct ses_frame){s->start.v + s->length_frames - 1}, &end);
    assert_int_equal(begin.stretch->breath, s->breath);
    assert_false(begin.stretch->easy);
    assert_int_equal(begin.stretch->length_frames, s->length_frames);
    assert_near(begin.level, s->breath == ROUTINE_IN ? 0 : 1, 1e-9);
    assert_near(end.level, s->breath == ROUTINE_IN ? 1 : 0, 0.001);
  }
}

static void the_lungs_are_known_at_every_frame(void **state) {
  struct fixture *f = *state;
  const double get_readies[] = {0, 2, 8, 60};
  for (size_t p = 0; p < sizeof paces / sizeof *paces; p++) {
    for (size_t g = 0; g < sizeof get_readies / sizeof *get_readies; g++) {
      struct plan_options o = own;
      o.pace_in_s = paces[p].in_s;
      o.pace_out_s = paces[p].out_s;
      o.get_ready_s = get_readies[g];
      o.rest_s = (double)g;
      struct plan *plan = compile(f, &f->sample.session, o);
      assert_lungs(plan);
      assert_guided_breaths_are_whole(plan);
      arena_clear(&f->arena);
    }
  }
}

static void a_guided_out_breath_finds_full_lungs_whatever_comes_before(void **state) {
  struct fixture *f = *state;
  for (double turn_s = 1; turn_s <= 12; turn_s += 0.7) {
    for (int easy = 0; easy <= 2; easy++) {
      struct routine_phase turn = sample_phase("turn", turn_s, ROUTINE_FREE, sample_palms_pose(), 21);
      f->sample.elbows_prepare[1] = easy == 0 ? turn : sample_easy(turn, 2, easy == 1 ? 0 : 2);
      struct plan *plan = compile(f, &f->sample.elbows, own);
      assert_lungs(plan);
      assert_guided_breaths_are_whole(plan);
      arena_clear(&f->arena);
    }
  }
}

static void easy_breathing_is_shallow_and_follows_its_list(void **state) {
  struct fixture *f = *state;
  struct plan_options o = own;
  o.reps = 1;
  struct plan *plan = compile(f, &f->sample.overhead, o);
  struct plan_sample s;
  plan_at(plan, plan->segments[4].start, &s); /* lower: in 2.5, out 3.5 */
  assert_int_equal(s.stretch->breath, ROUTINE_IN);
  assert_true(s.stretch->easy);
  assert_int_equal(s.stretch->length_frames, (int64_t)(2.5 * HZ));
  assert_near(s.stretch->level_to, PLAN_EASY_LEVEL, 1e-9);
  assert_int_equal((s.stretch + 1)->breath, ROUTINE_OUT);
  assert_int_equal((s.stretch + 1)->length_frames, (int64_t)(3.5 * HZ));
}

static void a_list_that_is_too_long_is_squeezed(void **state) {
  struct fixture *f = *state;
  f->sample.overhead_rep[2].seconds = 3.9; /* of 6 */
  struct plan *plan = compile(f, &f->sample.overhead, own);
  struct plan_sample s;
  plan_at(plan, plan->segments[4].start, &s);
  assert_int_equal(s.stretch->length_frames, llround(2.5 * plan->segments[4].length_frames / 6.0));
  assert_lungs(plan);
}

static void two_phases_of_one_breath_are_one_breath(void **state) {
  struct fixture *f = *state;
  f->sample.overhead_rep[0].seconds = 2.5;
  struct routine_phase rep[5] = {f->sample.overhead_rep[0]};
  rep[1] = sample_phase("reach_more", 2, ROUTINE_IN, sample_pose("more", 95, 0, 0, 0, 0), 9);
  memcpy(rep + 2, f->sample.overhead_rep + 1, 3 * sizeof *rep);
  for (int i = 0; i < SAMPLE_REPS_MAX; i++) f->sample.overhead.rep[i] = (struct routine_phases){rep, 5};
  struct plan *plan = compile(f, &f->sample.overhead, own);
  struct plan_sample s;
  plan_at(plan, plan->segments[2].start, &s);
  assert_int_equal(s.stretch->length_frames, (int64_t)(4.5 * HZ));
  assert_lungs(plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(options_within_the_limits_pass),
      TEST(options_beyond_a_limit_are_refused_with_a_sentence),
      TEST(more_repetitions_than_the_routine_allows_are_refused),
      TEST(half_a_pace_is_checked_with_the_routines_other_half),
      TEST(a_session_must_name_exercises),
      TEST(an_exercise_without_phases_is_refused),
      TEST(phases_of_stretch_1_lie_on_exact_frames),
      TEST(phases_of_stretch_2_lie_on_exact_frames),
      TEST(a_third_of_a_second_does_not_drift),
      TEST(the_session_has_its_parts_in_order),
      TEST(repetitions_come_from_player_item_session_exercise_in_this_order),
      TEST(no_pace_makes_a_movement_faster_than_is_safe),
      TEST(words_of_waits_come_from_the_table),
      TEST(waits_look_from_where_the_next_phase_is_shown),
      TEST(the_body_never_jumps),
      TEST(an_exercise_that_begins_elsewhere_is_led_to),
      TEST(moments_outside_the_plan_are_its_ends),
      TEST(the_lungs_are_known_at_every_frame),
      TEST(a_guided_out_breath_finds_full_lungs_whatever_comes_before),
      TEST(easy_breathing_is_shallow_and_follows_its_list),
      TEST(a_list_that_is_too_long_is_squeezed),
      TEST(two_phases_of_one_breath_are_one_breath),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
