/* One run of a plan: events by interval, what each command does at each moment, and replay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "err.h"
#include "near.h"
#include "sample_routine.h"
#include "ses.h"

#define HZ         FRAMES_RATE_HZ
#define EVENTS_MAX 4096

struct fixture {
  struct sample sample;
  struct arena arena, run;
  struct plan *plan; /* of the session of both stretches, 2 repetitions each */
  struct ses ses;
  struct ses_event events[EVENTS_MAX], other[EVENTS_MAX];
  int count;
};

static int set_up(void **state) {
  static struct fixture f;
  memset(&f, 0, sizeof f);
  sample_init(&f.sample);
  struct plan_options options = {.reps = 2, .get_ready_s = -1, .rest_s = -1};
  if (plan_compile(&f.sample.session, &f.sample.catalog, &options, &f.arena, &f.plan) < 0) return -1;
  ses_init(&f.ses, f.plan, &f.run);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  struct fixture *f = *state;
  arena_clear(&f->arena);
  arena_clear(&f->run);
  return 0;
}

/* Goes on to a moment in frames, keeping the events. */
static void go(struct fixture *f, int64_t to) {
  do {
    ses_advance(&f->ses, (struct ses_frame){to});
    while (ses_next_event(&f->ses, &f->events[f->count])) assert_true(++f->count < EVENTS_MAX);
  } while (f->ses.state == SES_RUNNING && f->ses.now.v < to);
}

static void command(struct fixture *f, enum ses_command c) {
  assert_int_equal(ses_command(&f->ses, c), 0);
  while (ses_next_event(&f->ses, &f->events[f->count])) assert_true(++f->count < EVENTS_MAX);
}

static int count_of(const struct fixture *f, enum ses_event_kind kind) {
  int count = 0;
  for (int i = 0; i < f->count; i++) count += f->events[i].kind == kind;
  return count;
}

static const struct plan_segment *here(const struct fixture *f) {
  return &f->ses.plan->segments[plan_segment_at(f->ses.plan, f->ses.now)];
}

static int64_t start_of(const struct fixture *f, const char *id, int set, int rep) {
  for (int i = 0; i < f->ses.plan->segment_count; i++) {
    const struct plan_segment *s = &f->ses.plan->segments[i];
    if (s->set == set && s->rep == rep && strcmp(s->id, id) == 0) return s->start.v;
  }
  fail_msg("no %s in repetition %d of set %d", id, rep, set);
  return 0;
}

static void assert_same_events(const struct ses_event *a, const struct ses_event *b, int count) {
  for (int i = 0; i < count; i++) {
    assert_int_equal(a[i].at.v, b[i].at.v);
    assert_int_equal(a[i].kind, b[i].kind);
    assert_int_equal(a[i].index, b[i].index);
    assert_int_equal(a[i].set, b[i].set);
    assert_int_equal(a[i].rep, b[i].rep);
  }
}

/* ---- time
 * ----------------------------------------------------------------------------------------------------- */

static void a_whole_session_announces_everything_in_order(void **state) {
  struct fixture *f = *state;
  go(f, f->plan->length_frames + 1);
  assert_int_equal(f->ses.state, SES_DONE);
  assert_int_equal(count_of(f, SES_EV_SEGMENT), f->plan->segment_count);
  assert_int_equal(count_of(f, SES_EV_REP_DONE), 4);
  assert_int_equal(count_of(f, SES_EV_SET_DONE), 2);
  assert_int_equal(f->events[0].kind, SES_EV_SEGMENT);
  assert_int_equal(f->events[f->count - 1].kind, SES_EV_DONE);
  for (int i = 1; i < f->count; i++) assert_true(f->events[i].at.v >= f->events[i - 1].at.v);
  for (int i = 0; i < f->count; i++) {
    if (f->events[i].kind == SES_EV_SEGMENT) {
      assert_int_equal(f->events[i].at.v, f->plan->segments[f->events[i].index].start.v);
    }
  }
}

static void the_result_counts_what_was_done(void **state) {
  struct fixture *f = *state;
  go(f, INT64_MAX);
  const struct ses_result *r = &f->ses.result;
  assert_int_equal(r->sets_done, 2);
  assert_int_equal(r->reps_done[0], 2);
  assert_int_equal(r->reps_done[1], 2);
  assert_int_equal(r->reps_total, 4);
  assert_int_equal(r->breaths, 4);
  assert_near(r->practised_s, 2 * 17 + 6 + 2 * 10 + 6, 1e-9);
  assert_false(r->stopped);
  assert_near(r->range_deg, 165, 0);
}

static void the_frame_of_a_boundary_belongs_to_the_next_interval(void **state) {
  struct fixture *f = *state;
  go(f, 8 * HZ);
  assert_int_equal(f->count, 1);
  go(f, 8 * HZ + 1);
  assert_int_equal(f->count, 2);
  assert_int_equal(f->events[1].at.v, 8 * HZ);
  go(f, 4 * HZ); /* back: nothing happens */
  assert_int_equal(f->ses.now.v, 8 * HZ + 1);
  go(f, f->plan->length_frames);
  assert_int_equal(f->ses.state, SES_RUNNING);
  go(f, f->plan->length_frames + 1);
  assert_int_equal(f->ses.state, SES_DONE);
}

static void any_steps_give_the_same_events_as_one(void **state) {
  struct fixture *f = *state;
  int whole = ses_replay(f->plan, NULL, 0, &f->run, f->other, EVENTS_MAX);
  uint32_t seed = 7;
  for (int round = 0; round < 20; round++) {
    ses_init(&f->ses, f->plan, &f->run);
    f->count = 0;
    for (int64_t at = 0; f->ses.state == SES_RUNNING;) {
      seed = seed * 1664525u + 1013904223u;
      at += (seed >> 8) % (round % 2 ? 900000 : 3000);
      go(f, at);
    }
    assert_int_equal(f->count, whole);
    assert_same_events(f->events, f->other, whole);
    assert_near(f->ses.result.practised_s, 66, 1e-9);
    assert_int_equal(f->ses.result.breaths, 4);
  }
}

static void a_full_queue_loses_nothing(void **state) {
  struct fixture *f = *state;
  arena_clear(&f->arena);
  struct plan_options options = {.reps = 10, .get_ready_s = -1, .rest_s = -1};
  assert_int_equal(plan_compile(&f->sample.session, &f->sample.catalog, &options, &f->arena, &f->plan), 0);
  ses_init(&f->ses, f->plan, &f->run);
  ses_advance(&f->ses, (struct ses_frame){INT64_MAX});
  assert_int_equal(f->ses.state, SES_RUNNING); /* it waits for room */
  assert_true(f->ses.event_count <= SES_EVENTS_MAX);
  go(f, INT64_MAX);
  assert_int_equal(f->ses.state, SES_DONE);
  assert_int_equal(count_of(f, SES_EV_SEGMENT), f->plan->segment_count);
  assert_int_equal(f->ses.result.reps_total, 20);
}

/* ---- commands
 * ------------------------------------------------------------------------------------------------- */

static void commands_without_meaning_are_ignored(void **state) {
  struct fixture *f = *state;
  command(f, SES_RESUME);
  command(f, SES_RESTART_REP);
  go(f, start_of(f, "lower", 1, 1) + 100);
  command(f, SES_SKIP);
  assert_int_equal(f->ses.log_count, 0);
  assert_ptr_equal(f->ses.plan, f->plan);
  command(f, SES_PAUSE);
  command(f, SES_PAUSE);
  command(f, SES_SKIP);
  assert_int_equal(f->ses.log_count, 1);
  command(f, SES_STOP);
  command(f, SES_STOP);
  command(f, SES_RESUME);
  assert_int_equal(f->ses.log_count, 2);
  assert_int_equal(f->ses.state, SES_STOPPED);
}

static void a_paused_session_does_not_move(void **state) {
  struct fixture *f = *state;
  go(f, 12 * HZ);
  command(f, SES_PAUSE);
  ses_advance(&f->ses, (struct ses_frame){60 * HZ});
  assert_int_equal(f->ses.now.v, 12 * HZ);
  assert_int_equal(f->ses.state, SES_PAUSED);
  assert_int_equal(f->ses.result.pauses, 1);
}

static void resuming_leads_to_the_start_of_the_repetition(void **state) {
  struct fixture *f = *state;
  go(f, start_of(f, "reach_overhead", 1, 2) + 2 * HZ);
  command(f, SES_PAUSE);
  command(f, SES_RESUME);
  assert_int_equal(here(f)->kind, PLAN_RETURN);
  assert_int_equal(here(f)->start.v, f->ses.now.v);
  assert_string_equal(here(f)[1].id, "reach_up");
  assert_int_equal(here(f)[1].rep, 2);
  go(f, INT64_MAX);
  assert_int_equal(f->ses.result.reps_total, 4);
  assert_int_equal(f->ses.result.sets_done, 2);
  assert_int_equal(count_of(f, SES_EV_REPLANNED), 1);
}

static void pausing_again_on_the_way_back_keeps_the_aim(void **state) {
  struct fixture *f = *state;
  go(f, start_of(f, "reach_overhead", 1, 2) + 2 * HZ);
  for (int i = 0; i < 5; i++) {
    command(f, SES_PAUSE);
    command(f, SES_RESUME);
    go(f, f->ses.now.v + HZ);
    assert_int_equal(here(f)->kind, PLAN_RETURN);
    assert_int_equal(here(f)[1].rep, 2);
  }
  go(f, INT64_MAX);
  assert_int_equal(f->ses.result.reps_total, 4);
}

static void restarting_repeats_this_repetition(void **state) {
  struct fixture *f = *state;
  go(f, start_of(f, "lower", 1, 1) + HZ);
  command(f, SES_RESTART_REP);
  assert_int_equal(f->ses.state, SES_RUNNING);
  assert_string_equal(here(f)[1].id, "reach_up");
  assert_int_equal(here(f)[1].rep, 1);
  go(f, INT64_MAX);
  assert_int_equal(f->ses.result.reps_done[0], 2);
}

static void easing_off_prepares_again_with_a_smaller_range(void **state) {
  struct fixture *f = *state;
  go(f, start_of(f, "lower_elbows", 2, 2) + HZ);
  command(f, SES_EASE_OFF);
  assert_string_equal(here(f)[0].id, "return");
  assert_string_equal(here(f)[1].id, "raise");
  assert_string_equal(here(f)[2].id, "turn");
  assert_int_equal(here(f)[3].rep, 2);
  assert_near(f->ses.result.range_deg, 155, 0);
  go(f, INT64_MAX);
  assert_near(f->ses.result.range_deg, 155, 0);
  assert_int_equal(f->ses.result.ease_offs, 1);
  assert_int_equal(f->ses.result.reps_total, 4);
}

static void the_range_never_falls_below_its_least(void **state) {
  struct fixture *f = *state;
  go(f, start_of(f, "reach_up", 1, 1) + HZ);
  for (int i = 0; i < 12; i++) {
    command(f, SES_EASE_OFF);
    go(f, f->ses.now.v + HZ);
  }
  assert_near(f->ses.result.range_deg, PLAN_RANGE_MIN_DEG, 0);
  go(f, INT64_MAX);
  assert_int_equal(f->ses.result.reps_total, 4);
  assert_near(f->ses.plan->sets[1].range_deg, PLAN_RANGE_MIN_DEG, 0);
}

static void easing_off_in_a_wait_only_makes_what_follows_smaller(void **state) {
  struct fixture *f = *state;
  int64_t length = f->plan->length_frames;
  go(f, 2 * HZ);
  command(f, SES_EASE_OFF);
  assert_int_equal(here(f)->kind, PLAN_GET_READY);
  assert_int_equal(f->ses.plan->length_frames, length);
  assert_near(f->ses.plan->sets[0].range_deg, 155, 0);
  assert_near(f->ses.plan->sets[1].range_deg, 155, 0);
  go(f, INT64_MAX);
  assert_int_equal(f->ses.result.reps_total, 4);
}

static void easing_off_while_paused_goes_on(void **state) {
  struct fixture *f = *state;
  go(f, start_of(f, "reach_overhead", 1, 1) + HZ);
  command(f, SES_PAUSE);
  command(f, SES_EASE_OFF);
  assert_int_equal(f->ses.state, SES_RUNNING);
  assert_int_equal(count_of(f, SES_EV_RESUMED), 1);
  assert_int_equal(count_of(f, SES_EV_EASED_OFF), 1);
  go(f, INT64_MAX);
  assert_int_equal(f->ses.result.reps_total, 4);
}

static void skipping_a_wait_goes_to_the_count_in(void **state) {
  struct fixture *f = *state;
  go(f, HZ);
  command(f, SES_SKIP);
  assert_int_equal(here(f)->kind, PLAN_COUNT_IN);
  go(f, start_of(f, "rest", 1, 0) + HZ);
  command(f, SES_SKIP);
  assert_int_equal(here(f)->kind, PLAN_COUNT_IN);
  assert_int_equal(here(f)[1].set, 2);
  command(f, SES_SKIP); /* nobody skips the count-in */
  assert_int_equal(f->ses.log_count, 2);
  go(f, INT64_MAX);
  assert_int_equal(f->ses.result.reps_total, 4);
}

static void resuming_in_a_wait_counts_in_again(void **state) {
  struct fixture *f = *state;
  go(f, HZ);
  command(f, SES_PAUSE);
  command(f, SES_RESUME);
  assert_ptr_equal(f->ses.plan, f->plan); /* the rest of get ready, and its count-in */
  go(f, 10 * HZ);
  command(f, SES_PAUSE);
  command(f, SES_RESUME);
  assert_int_equal(here(f)->kind, PLAN_COUNT_IN);
  assert_int_equal(here(f)->start.v, 10 * HZ);
  assert_int_equal(here(f)->length_frames, (int64_t)(PLAN_COUNT_IN_S * HZ));
  go(f, start_of(f, "rest", 1, 0) + 19 * HZ);
  command(f, SES_PAUSE);
  command(f, SES_RESUME);
  assert_int_equal(here(f)->kind, PLAN_COUNT_IN);
  go(f, INT64_MAX);
  assert_int_equal(f->ses.result.reps_total, 4);
}

static void after_the_last_repetition_a_pause_only_leads_to_rest(void **state) {
  struct fixture *f = *state;
  go(f, start_of(f, "lower", 2, 0) + HZ);
  assert_int_equal(f->ses.result.sets_done, 2);
  command(f, SES_PAUSE);
  command(f, SES_RESUME);
  assert_int_equal(here(f)[0].kind, PLAN_RETURN);
  assert_int_equal(here(f)[1].kind, PLAN_DONE);
  go(f, f->ses.now.v + HZ);
  command(f, SES_PAUSE);
  command(f, SES_RESUME);
  go(f, INT64_MAX);
  assert_int_equal(f->ses.state, SES_DONE);
  assert_int_equal(f->ses.result.sets_done, 2);
}

static void a_set_stopped_after_one_repetition_counts(void **state) {
  struct fixture *f = *state;
  go(f, start_of(f, "reach_up", 1, 2) + 1);
  command(f, SES_STOP);
  assert_int_equal(f->ses.state, SES_STOPPED);
  assert_true(f->ses.result.stopped);
  assert_int_equal(f->ses.result.sets_done, 1);
  assert_int_equal(f->events[f->count - 2].kind, SES_EV_SET_DONE);
  assert_int_equal(f->events[f->count - 2].rep, 1);
  assert_int_equal(f->events[f->count - 1].kind, SES_EV_STOPPED);
}

static void a_set_without_a_repetition_does_not_count(void **state) {
  struct fixture *f = *state;
  go(f, start_of(f, "settle", 1, 1));
  command(f, SES_STOP);
  assert_int_equal(f->ses.result.sets_done, 0);
  assert_int_equal(count_of(f, SES_EV_SET_DONE), 0);
}

static void a_repetition_that_ends_at_the_very_frame_counts(void **state) {
  struct fixture *f = *state;
  go(f, start_of(f, "reach_up", 1, 2));
  assert_int_equal(f->ses.result.reps_total, 0);
  command(f, SES_STOP);
  assert_int_equal(f->ses.result.reps_total, 1);
  assert_int_equal(f->ses.result.sets_done, 1);
}

static void a_repetition_is_never_counted_twice_at_its_border(void **state) {
  struct fixture *f = *state;
  go(f, start_of(f, "reach_up", 1, 2));
  command(f, SES_PAUSE);
  command(f, SES_RESUME);
  command(f, SES_PAUSE);
  command(f, SES_EASE_OFF);
  assert_int_equal(here(f)[1].rep, 2);
  go(f, INT64_MAX);
  assert_int_equal(f->ses.result.reps_done[0], 2);
  assert_int_equal(count_of(f, SES_EV_REP_DONE), 4);
  assert_int_equal(count_of(f, SES_EV_SET_DONE), 2);
}

static void stop_works_at_every_moment(void **state) {
  struct fixture *f = *state;
  for (int64_t at = 0; at < f->plan->length_frames; at += 100003) {
    for (int paused = 0; paused < 2; paused++) {
      ses_init(&f->ses, f->plan, &f->run);
      f->count = 0;
      go(f, at);
      if (paused) command(f, SES_PAUSE);
      command(f, SES_STOP);
      assert_int_equal(f->ses.state, SES_STOPPED);
      assert_int_equal(f->ses.result.sets_done,
                       (f->ses.result.reps_done[0] > 0) + (f->ses.result.reps_done[1] > 0));
      assert_int_equal(f->events[f->count - 1].kind, SES_EV_STOPPED);
    }
  }
}

/* ---- replay and endurance
 * ------------------------------------------------------------------------------------- */

static void a_log_replays_to_the_same_events(void **state) {
  struct fixture *f = *state;
  uint32_t seed = 3;
  for (int round = 0; round < 60; round++) {
    ses_init(&f->ses, f->plan, &f->run);
    f->count = 0;
    for (int step = 0; step < 40 && f->ses.state != SES_DONE && f->ses.state != SES_STOPPED; step++) {
      seed = seed * 1664525u + 1013904223u;
      go(f, f->ses.now.v + (seed >> 8) % 700000);
      seed = seed * 1664525u + 1013904223u;
      command(f, (enum ses_command)((seed >> 10) % (step < 30 ? SES_STOP : SES_STOP + 1)));
    }
    if (f->ses.state == SES_PAUSED) command(f, SES_STOP);
    go(f, INT64_MAX);
    int count = ses_replay(f->plan, f->ses.log, f->ses.log_count, &f->run, f->other, EVENTS_MAX);
    assert_int_equal(count, f->count);
    assert_same_events(f->events, f->other, count);
    int most = f->ses.result.reps_done[0] + f->ses.result.reps_done[1];
    assert_int_equal(f->ses.result.reps_total, most);
    assert_true(f->ses.result.reps_done[0] <= 2 && f->ses.result.reps_done[1] <= 2);
    arena_clear(&f->run);
  }
}

static void a_damaged_log_is_refused(void **state) {
  struct fixture *f = *state;
  const struct ses_input backwards[] = {{{5000}, SES_PAUSE}, {{4000}, SES_RESUME}};
  const struct ses_input unknown[] = {{{0}, (enum ses_command)99}};
  const struct ses_input early[] = {{{-1}, SES_PAUSE}};
  assert_int_equal(ses_replay(f->plan, backwards, 2, &f->run, f->other, EVENTS_MAX), ERR_NO);
  assert_int_equal(ses_replay(f->plan, unknown, 1, &f->run, f->other, EVENTS_MAX), ERR_NO);
  assert_int_equal(ses_replay(f->plan, early, 1, &f->run, f->other, EVENTS_MAX), ERR_NO);
}

static void more_events_than_fit_are_counted(void **state) {
  struct fixture *f = *state;
  int whole = ses_replay(f->plan, NULL, 0, &f->run, f->other, EVENTS_MAX);
  f->events[3].kind = SES_EV_STOPPED;
  assert_int_equal(ses_replay(f->plan, NULL, 0, &f->run, f->events, 3), whole);
  assert_int_equal(f->events[3].kind, SES_EV_STOPPED);
  assert_same_events(f->events, f->other, 3);
}

static void a_thousand_pauses_take_little_memory_and_stop_still_works(void **state) {
  struct fixture *f = *state;
  go(f, start_of(f, "reach_up", 1, 1) + HZ);
  int pairs = 0;
  while (pairs < 1000 && ses_command(&f->ses, SES_PAUSE) == 0 && ses_command(&f->ses, SES_RESUME) == 0) {
    pairs++;
    f->count = 0;
    go(f, f->ses.now.v + HZ / 10);
  }
  assert_int_equal(pairs, 1000);
  size_t plan_bytes = (size_t)f->ses.plan->segment_count * sizeof(struct plan_segment) +
                      (size_t)f->ses.plan->breath_count * sizeof(struct plan_breath);
  assert_true(f->run.used_bytes < 8 * plan_bytes + (1 << 16));
  f->ses.log_count = SES_LOG_MAX - 1; /* as after 4,095 commands */
  assert_int_equal(ses_command(&f->ses, SES_PAUSE), ERR_NO);
  assert_int_equal(ses_command(&f->ses, SES_STOP), 0);
  assert_int_equal(f->ses.state, SES_STOPPED);
}

static void commands_without_draining_are_refused_before_the_queue_overflows(void **state) {
  struct fixture *f = *state;
  ses_advance(&f->ses, (struct ses_frame){12 * HZ});
  int result = 0;
  for (int i = 0; i < 200 && result == 0; i++) result = ses_command(&f->ses, i % 2 ? SES_RESUME : SES_PAUSE);
  assert_int_equal(result, ERR_NO);
  assert_int_equal(ses_command(&f->ses, SES_STOP), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(a_whole_session_announces_everything_in_order),
      TEST(the_result_counts_what_was_done),
      TEST(the_frame_of_a_boundary_belongs_to_the_next_interval),
      TEST(any_steps_give_the_same_events_as_one),
      TEST(a_full_queue_loses_nothing),
      TEST(commands_without_meaning_are_ignored),
      TEST(a_paused_session_does_not_move),
      TEST(resuming_leads_to_the_start_of_the_repetition),
      TEST(pausing_again_on_the_way_back_keeps_the_aim),
      TEST(restarting_repeats_this_repetition),
      TEST(easing_off_prepares_again_with_a_smaller_range),
      TEST(the_range_never_falls_below_its_least),
      TEST(easing_off_in_a_wait_only_makes_what_follows_smaller),
      TEST(easing_off_while_paused_goes_on),
      TEST(skipping_a_wait_goes_to_the_count_in),
      TEST(resuming_in_a_wait_counts_in_again),
      TEST(after_the_last_repetition_a_pause_only_leads_to_rest),
      TEST(a_set_stopped_after_one_repetition_counts),
      TEST(a_set_without_a_repetition_does_not_count),
      TEST(a_repetition_that_ends_at_the_very_frame_counts),
      TEST(a_repetition_is_never_counted_twice_at_its_border),
      TEST(stop_works_at_every_moment),
      TEST(a_log_replays_to_the_same_events),
      TEST(a_damaged_log_is_refused),
      TEST(more_events_than_fit_are_counted),
      TEST(a_thousand_pauses_take_little_memory_and_stop_still_works),
      TEST(commands_without_draining_are_refused_before_the_queue_overflows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
