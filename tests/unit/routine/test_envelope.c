/* The safety envelope: the sample routines pass, and each wrong value is found, named and placed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "envelope.h"
#include "near.h"
#include "sample_routine.h"

struct fixture {
  struct sample sample;
  struct diag_list list;
};

static int set_up(void **state) {
  static struct fixture f;
  memset(&f, 0, sizeof f);
  sample_init(&f.sample);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  struct fixture *f = *state;
  diag_clear(&f->list);
  return 0;
}

static int check(struct fixture *f, const struct routine *routine) {
  diag_clear(&f->list);
  return envelope_check(routine, &f->sample.catalog, &f->list);
}

/* The only error of a routine is at that line and holds all these words. */
static void assert_finding(struct fixture *f, const struct routine *routine, int line, const char *a,
                           const char *b) {
  int errors = check(f, routine);
  for (int i = 0; i < f->list.count; i++) {
    if (errors != 1) print_message("%d: %s\n", f->list.rows[i].line, f->list.rows[i].text);
  }
  assert_int_equal(errors, 1);
  assert_int_equal(f->list.errors, 1);
  const struct diag *row = &f->list.rows[0];
  assert_true(row->error);
  assert_string_equal(row->file, routine->file);
  assert_int_equal(row->line, line);
  if (!strstr(row->text, a) || !strstr(row->text, b)) fail_msg("%s / %s is not in: %s", a, b, row->text);
}

static void the_samples_pass_without_a_word(void **state) {
  struct fixture *f = *state;
  for (int i = 0; i < f->sample.catalog.count; i++) {
    assert_int_equal(check(f, f->sample.catalog.routines[i]), 0);
    assert_int_equal(f->list.count, 0);
  }
}

/* ---- joints and speed
 * ----------------------------------------------------------------------------------------- */

static void a_joint_beyond_its_limit_is_named(void **state) {
  struct fixture *f = *state;
  struct routine_pose *to = &f->sample.elbows_rep[0].to;
  to->angles.arm[BODY_LEFT].elbow_flexion_rad = to->angles.arm[BODY_RIGHT].elbow_flexion_rad = vec_rad(155);
  int errors = check(f, &f->sample.elbows);
  assert_int_equal(errors, 1);
  assert_non_null(strstr(f->list.rows[0].text, "lower_elbows: elbow flexion of 155"));
  assert_int_equal(f->list.rows[0].line, 22);
}

static void one_side_beyond_its_limit_is_named(void **state) {
  struct fixture *f = *state;
  f->sample.overhead_rep[1].to.angles.arm[BODY_RIGHT].forearm_pronation_rad = vec_rad(-90);
  assert_finding(f, &f->sample.overhead, 11, "right forearm pronation", "-90");
}

static void the_start_pose_is_checked(void **state) {
  struct fixture *f = *state;
  f->sample.overhead.start.angles.thorax_extension_rad = vec_rad(40);
  f->sample.overhead.start.line = 4;
  check(f, &f->sample.overhead);
  assert_int_equal(f->list.rows[0].line, 4);
  assert_non_null(strstr(f->list.rows[0].text, "start pose: thorax extension"));
}

static void a_movement_too_fast_on_average_is_found(void **state) {
  struct fixture *f = *state;
  f->sample.elbows_prepare[0].seconds = 1.6; /* 90 degrees */
  check(f, &f->sample.elbows);
  assert_int_equal(f->list.rows[0].line, 20);
  assert_non_null(strstr(f->list.rows[0].text, "phase raise: shoulder flexion moves at 5"));
  assert_non_null(strstr(f->list.rows[0].text, "45"));
}

static void a_peak_is_found_where_the_mean_passes(void **state) {
  struct fixture *f = *state;
  f->sample.elbows.start = sample_pose("flat", 0, 0, 0, 0, 0);
  f->sample.elbows_prepare[0].seconds = 90 / 44.8; /* peak 70.4 */
  f->sample.elbows_prepare[0].easy_count = 0;
  assert_finding(f, &f->sample.elbows, 20, "shoulder flexion reaches 70.4", "70");
}

static void the_step_into_the_next_repetition_is_checked(void **state) {
  struct fixture *f = *state;
  f->sample.overhead_rep[3].to = sample_pose("far", 180, 0, 0, 0, 0);
  f->sample.overhead_rep[3].seconds = 8;
  f->sample.overhead_rep[0].to = sample_pose("back", 0, 0, 0, 0, 0);
  f->sample.overhead_rep[0].seconds = 3.9; /* 46 degrees a second from the second repetition on */
  f->sample.overhead_rep[1].to = sample_lying();
  assert_finding(f, &f->sample.overhead, 10, "phase reach_up", "shoulder flexion");
}

static void what_differs_in_a_late_repetition_is_found(void **state) {
  struct fixture *f = *state;
  struct routine_phase last[4];
  memcpy(last, f->sample.overhead_rep, sizeof last);
  last[2].seconds = 2;
  last[2].easy_count = 0;
  last[2].line = 99;
  f->sample.overhead.rep[9] = (struct routine_phases){last, 4};
  assert_finding(f, &f->sample.overhead, 99, "phase lower", "shoulder flexion");
}

/* ---- breath
 * --------------------------------------------------------------------------------------------------- */

static void breaths_too_long_or_short_are_found(void **state) {
  struct fixture *f = *state;
  f->sample.overhead_rep[0].seconds = 6.5;
  assert_finding(f, &f->sample.overhead, 10, "breath in of 6.5", "2.5 to 6");
  f->sample.overhead_rep[0].seconds = 4;
  f->sample.overhead_rep[1].seconds = 2.9;
  assert_finding(f, &f->sample.overhead, 11, "breath out of 2.9", "3 to 10");
}

static void breaths_a_minute_are_found(void **state) {
  struct fixture *f = *state;
  f->sample.overhead_rep[0].seconds = 6;
  f->sample.overhead_rep[1].seconds = 9.9;
  assert_finding(f, &f->sample.overhead, 11, "breaths a minute", "4 to 10");
}

static void a_breath_over_the_border_of_repetitions_is_one_breath(void **state) {
  struct fixture *f = *state;
  f->sample.overhead_rep[2].breath = ROUTINE_OUT; /* out 6, out 6 */
  f->sample.overhead_rep[2].easy_count = 0;
  check(f, &f->sample.overhead);
  assert_non_null(strstr(f->list.rows[0].text, "breath out of 12"));
}

static void holds_are_refused(void **state) {
  struct fixture *f = *state;
  f->sample.overhead_rep[3].breath = ROUTINE_HOLD;
  assert_finding(f, &f->sample.overhead, 13, "phase settle", "holds the breath");
  f->sample.overhead_rep[3].breath = ROUTINE_FREE;
  f->sample.overhead_rep[2].easy[0].breath = ROUTINE_HOLD;
  assert_finding(f, &f->sample.overhead, 12, "phase lower", "no holds");
}

static void easy_breathing_in_a_guided_phase_is_refused(void **state) {
  struct fixture *f = *state;
  f->sample.overhead_rep[0] = sample_easy(f->sample.overhead_rep[0], 2, 0);
  assert_finding(f, &f->sample.overhead, 10, "reach_up", "free phase");
}

/* ---- time and counts
 * ------------------------------------------------------------------------------------------ */

static void easy_breaths_longer_than_their_phase_are_found(void **state) {
  struct fixture *f = *state;
  f->sample.overhead_rep[2].easy[1].seconds = 9;
  assert_finding(f, &f->sample.overhead, f->sample.overhead_rep[2].line, "easy breaths take 11.5 s", "6 s");
}

static void phases_too_short_or_long_are_found(void **state) {
  struct fixture *f = *state;
  f->sample.overhead_rep[3].seconds = 0.4;
  assert_finding(f, &f->sample.overhead, 13, "lasts 0.4", "0.5 to 60");
  f->sample.overhead_rep[3].seconds = 61;
  assert_finding(f, &f->sample.overhead, 13, "lasts 61", "0.5 to 60");
}

static void numbers_that_are_none_are_errors(void **state) {
  struct fixture *f = *state;
  f->sample.overhead_rep[3].seconds = (double)NAN;
  assert_true(check(f, &f->sample.overhead) > 0);
  f->sample.overhead_rep[3].seconds = (double)INFINITY;
  assert_true(check(f, &f->sample.overhead) > 0);
  f->sample.overhead_rep[3].seconds = 1;
  f->sample.overhead_rep[0].to.angles.neck_flexion_rad = (double)NAN;
  assert_true(check(f, &f->sample.overhead) > 0);
}

static void a_routine_that_takes_too_long_is_found(void **state) {
  struct fixture *f = *state;
  struct routine_phase long_rep[8];
  for (int i = 0; i < 8; i++) {
    long_rep[i] = f->sample.overhead_rep[3];
    long_rep[i].seconds = 30;
    static const char *const ids[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    long_rep[i].id = ids[i];
  }
  sample_fill_reps(&f->sample.overhead, long_rep, 8);
  assert_finding(f, &f->sample.overhead, 0, "2400 s", "1800 s");
}

static void more_than_ten_repetitions_need_a_reason(void **state) {
  struct fixture *f = *state;
  for (int rep = 10; rep < 12; rep++) f->sample.overhead.rep[rep] = f->sample.overhead.rep[0];
  f->sample.overhead.reps_max = 12;
  assert_finding(f, &f->sample.overhead, 0, "12 repetitions", "reason");
  f->sample.overhead.reps_reason = "asked for by a clinic";
  assert_int_equal(check(f, &f->sample.overhead), 0);
}

static void counts_outside_their_limits_are_found(void **state) {
  struct fixture *f = *state;
  f->sample.overhead.reps_max = ROUTINE_REPS_HARD_MAX + 1;
  check(f, &f->sample.overhead);
  assert_non_null(strstr(f->list.rows[0].text, "outside 1 to 20"));
  f->sample.overhead.reps_max = 10;
  f->sample.overhead.reps = 11;
  assert_finding(f, &f->sample.overhead, 0, "11 repetitions", "1 to 10");
  f->sample.overhead.reps = 0;
  assert_finding(f, &f->sample.overhead, 0, "0 repetitions", "1 to 10");
}

static void repetitions_without_phases_are_found(void **state) {
  struct fixture *f = *state;
  f->sample.overhead.rep[4].count = 0;
  assert_finding(f, &f->sample.overhead, 0, "repetition 5", "0 phases");
}

static void an_id_may_come_once_in_a_repetition(void **state) {
  struct fixture *f = *state;
  f->sample.overhead_rep[3].id = "lower";
  assert_finding(f, &f->sample.overhead, 13, "phase lower", "already");
}

static void pace_and_range_outside_their_limits_are_found(void **state) {
  struct fixture *f = *state;
  f->sample.overhead.pace_in_s = 2;
  assert_finding(f, &f->sample.overhead, 0, "2 s in", "2.5 to 6");
  f->sample.overhead.pace_in_s = 4;
  f->sample.overhead.pace_out_s = 11;
  assert_finding(f, &f->sample.overhead, 0, "11 s out", "3 to 10");
  f->sample.overhead.pace_out_s = 6;
  f->sample.overhead.range_deg = 80;
  assert_finding(f, &f->sample.overhead, 0, "80 degrees", "90 to 180");
}

static void missing_words_are_warnings(void **state) {
  struct fixture *f = *state;
  f->sample.overhead_rep[1].words.cue = "";
  f->sample.overhead_rep[1].words.say = "Now [go] [on]";
  assert_int_equal(check(f, &f->sample.overhead), 0);
  assert_int_equal(f->list.count, 2);
  assert_false(f->list.rows[0].error);
  assert_int_equal(f->list.rows[0].line, 11);
  assert_non_null(strstr(f->list.rows[0].text, "\"cue\""));
  assert_non_null(strstr(f->list.rows[1].text, "brackets"));
}

/* ---- sessions
 * ------------------------------------------------------------------------------------------------- */

static void items_that_are_no_exercises_are_found(void **state) {
  struct fixture *f = *state;
  f->sample.session.items[1].id = "handstand";
  assert_finding(f, &f->sample.session, 6, "handstand", "does not exist");
  f->sample.session.items[1].id = "towel-roll";
  assert_finding(f, &f->sample.session, 6, "towel-roll", "session");
  f->sample.session.item_count = 0;
  assert_finding(f, &f->sample.session, 0, "0 exercises", "1 to 8");
}

static void numbers_of_items_are_checked(void **state) {
  struct fixture *f = *state;
  f->sample.session.items[0].reps = 11;
  assert_finding(f, &f->sample.session, 5, "11 repetitions of overhead-reach", "1 to 10");
  f->sample.session.items[0].reps = 0;
  f->sample.session.items[0].rest_s = -1;
  assert_finding(f, &f->sample.session, 5, "rest of -1", "0 to 600");
  f->sample.session.items[0].rest_s = 0;
  f->sample.session.range_deg = 200;
  assert_finding(f, &f->sample.session, 0, "200 degrees", "90 to 180");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(the_samples_pass_without_a_word),
      TEST(a_joint_beyond_its_limit_is_named),
      TEST(one_side_beyond_its_limit_is_named),
      TEST(the_start_pose_is_checked),
      TEST(a_movement_too_fast_on_average_is_found),
      TEST(a_peak_is_found_where_the_mean_passes),
      TEST(the_step_into_the_next_repetition_is_checked),
      TEST(what_differs_in_a_late_repetition_is_found),
      TEST(breaths_too_long_or_short_are_found),
      TEST(breaths_a_minute_are_found),
      TEST(a_breath_over_the_border_of_repetitions_is_one_breath),
      TEST(holds_are_refused),
      TEST(easy_breathing_in_a_guided_phase_is_refused),
      TEST(easy_breaths_longer_than_their_phase_are_found),
      TEST(phases_too_short_or_long_are_found),
      TEST(numbers_that_are_none_are_errors),
      TEST(a_routine_that_takes_too_long_is_found),
      TEST(more_than_ten_repetitions_need_a_reason),
      TEST(counts_outside_their_limits_are_found),
      TEST(repetitions_without_phases_are_found),
      TEST(an_id_may_come_once_in_a_repetition),
      TEST(pace_and_range_outside_their_limits_are_found),
      TEST(missing_words_are_warnings),
      TEST(items_that_are_no_exercises_are_found),
      TEST(numbers_of_items_are_checked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
