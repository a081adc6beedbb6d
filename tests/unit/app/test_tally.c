/* From a session to facts: every finished set is one record of what was done in it, and of nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "sample_routine.h"
#include "tally.h"

#define SESSION     "00112233445566778899aabbccddeeff"
#define BEGUN_MS    INT64_C(1795158000000)
#define OFFSET_S    3600
#define RECORDS_MAX 8
#define STEP_FRAMES 800 /* one picture at 60 a second: events are told that late at most */
#define STEP_MS     17

struct fixture {
  struct sample sample;
  struct arena arena, run;
  struct plan *plan;
  struct ses ses;
  struct tally tally;
  struct record records[RECORDS_MAX];
  int count;
};

static int set_up(void **state) {
  static struct fixture f;
  memset(&f, 0, sizeof f);
  sample_init(&f.sample);
  struct plan_options options = {.reps = 2, .get_ready_s = -1, .rest_s = -1};
  if (plan_compile(&f.sample.session, &f.sample.catalog, &options, &f.arena, &f.plan) < 0) return -1;
  ses_init(&f.ses, f.plan, &f.run);
  tally_begin(&f.tally, SESSION);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  struct fixture *f = *state;
  arena_clear(&f->arena);
  arena_clear(&f->run);
  return 0;
}

/* The moments of the records are those of the session, as long as it does not pause. */
static void take(struct fixture *f) {
  struct ses_event event;
  struct moment now = {BEGUN_MS + f->ses.now.v / 48, OFFSET_S};
  while (ses_next_event(&f->ses, &event)) {
    if (!tally_event(&f->tally, &f->ses, &event, now, &f->records[f->count])) continue;
    assert_true(++f->count < RECORDS_MAX);
  }
}

static void go(struct fixture *f, int64_t to) {
  while (f->ses.state == SES_RUNNING && f->ses.now.v < to) {
    int64_t next = f->ses.now.v + STEP_FRAMES;
    ses_advance(&f->ses, (struct ses_frame){next < to ? next : to});
    take(f);
  }
}

static void command(struct fixture *f, enum ses_command c) {
  assert_int_equal(ses_command(&f->ses, c), 0);
  take(f);
}

/* The begin of a segment of the plan in force. */
static int64_t start_of(const struct fixture *f, enum plan_kind kind, int set, int rep) {
  for (int i = 0; i < f->ses.plan->segment_count; i++) {
    const struct plan_segment *s = &f->ses.plan->segments[i];
    if (s->kind == kind && s->set == set && s->rep == rep) return s->start.v;
  }
  fail_msg("no such segment in set %d", set);
  return 0;
}

static void finish(struct fixture *f) {
  for (int i = 0; f->ses.state == SES_RUNNING && i < 100; i++) go(f, f->ses.now.v + 60 * FRAMES_RATE_HZ);
  assert_int_equal(f->ses.state, SES_DONE);
}

/* What keeps a fact fills in the rest; then nothing about it is out of bounds. */
static void assert_fact(struct record record) {
  strcpy(record.id, "ffeeddccbbaa99887766554433221100");
  strcpy(record.device, record.id);
  const char *fault = record_fault(&record);
  if (fault) fail_msg("%s is out of bounds", fault);
}

static void a_session_of_two_sets_gives_two_records(void **state) {
  struct fixture *f = *state;
  int64_t begun[2] = {start_of(f, PLAN_REP, 1, 1), start_of(f, PLAN_PREPARE, 2, 0)};
  finish(f);
  assert_int_equal(f->count, 2);
  for (int i = 0; i < 2; i++) {
    const struct record *r = &f->records[i];
    const struct record_set *set = &r->as.set;
    assert_int_equal(r->kind, RECORD_SET);
    assert_string_equal(set->session, SESSION);
    assert_int_equal(set->number, i + 1);
    assert_int_equal(set->reps_done, 2);
    assert_int_equal(set->reps_planned, 2);
    assert_int_equal(set->breaths, 2);
    assert_int_equal(set->ease_offs, 0);
    assert_int_equal(set->pauses, 0);
    assert_false(set->stopped);
    assert_int_equal(r->when.offset_s, OFFSET_S);
    assert_near((double)(r->when.utc_ms - BEGUN_MS), (double)begun[i] / 48, STEP_MS);
    assert_near(set->practised_s, (double)(set->end_utc_ms - r->when.utc_ms) / 1000, 1);
    assert_near(set->pace_in_s, f->plan->sets[i].pace_in_s, 0);
    assert_near(set->pace_out_s, f->plan->sets[i].pace_out_s, 0);
    assert_near(set->range_deg, f->plan->sets[i].range_deg, 0);
    assert_fact(*r);
  }
  assert_string_equal(f->records[0].as.set.routine, f->sample.overhead.id);
  assert_string_equal(f->records[1].as.set.routine, f->sample.elbows.id);
}

static void a_pause_belongs_to_its_set_and_costs_no_practice(void **state) {
  struct fixture *f = *state;
  go(f, start_of(f, PLAN_REP, 1, 2) + FRAMES_RATE_HZ);
  double before_s = f->ses.result.practised_s;
  command(f, SES_PAUSE);
  command(f, SES_RESUME);
  finish(f);
  assert_int_equal(f->count, 2);
  assert_int_equal(f->records[0].as.set.pauses, 1);
  assert_int_equal(f->records[1].as.set.pauses, 0);
  assert_true(f->records[0].as.set.practised_s >= (int)before_s);
  assert_int_equal(f->records[0].as.set.reps_done, 2);
}

static void easing_off_belongs_to_its_set_and_shows_the_smaller_range(void **state) {
  struct fixture *f = *state;
  go(f, start_of(f, PLAN_REP, 1, 1) + FRAMES_RATE_HZ);
  command(f, SES_EASE_OFF);
  finish(f);
  assert_int_equal(f->count, 2);
  assert_int_equal(f->records[0].as.set.ease_offs, 1);
  assert_int_equal(f->records[1].as.set.ease_offs, 0);
  assert_true(f->records[0].as.set.range_deg < f->plan->sets[0].range_deg);
}

/* Whoever eases off in the rest does it for what comes: it is listening to the body all the same. */
static void easing_off_in_the_rest_belongs_to_the_set_that_follows(void **state) {
  struct fixture *f = *state;
  go(f, start_of(f, PLAN_REST, 1, 0) + FRAMES_RATE_HZ);
  assert_int_equal(f->count, 1);
  command(f, SES_EASE_OFF);
  finish(f);
  assert_int_equal(f->count, 2);
  assert_int_equal(f->records[0].as.set.ease_offs, 0);
  assert_int_equal(f->records[1].as.set.ease_offs, 1);
}

static void a_repetition_begun_anew_counts_once(void **state) {
  struct fixture *f = *state;
  go(f, start_of(f, PLAN_REP, 1, 2) + FRAMES_RATE_HZ);
  command(f, SES_RESTART_REP);
  finish(f);
  assert_int_equal(f->count, 2);
  assert_int_equal(f->records[0].as.set.reps_done, 2);
}

static void stopping_in_the_middle_counts_what_was_done(void **state) {
  struct fixture *f = *state;
  go(f, start_of(f, PLAN_REP, 2, 2) + FRAMES_RATE_HZ);
  command(f, SES_STOP);
  assert_int_equal(f->count, 2);
  assert_false(f->records[0].as.set.stopped);
  assert_true(f->records[1].as.set.stopped);
  assert_int_equal(f->records[1].as.set.reps_done, 1);
  assert_int_equal(f->records[1].as.set.reps_planned, 2);
  assert_fact(f->records[1]);
}

static void stopping_before_a_repetition_leaves_nothing(void **state) {
  struct fixture *f = *state;
  go(f, start_of(f, PLAN_REP, 1, 1) + FRAMES_RATE_HZ);
  command(f, SES_STOP);
  assert_int_equal(f->count, 0);
}

static void stopping_in_the_rest_tells_no_set_twice(void **state) {
  struct fixture *f = *state;
  go(f, start_of(f, PLAN_REST, 1, 0) + FRAMES_RATE_HZ);
  command(f, SES_STOP);
  assert_int_equal(f->count, 1);
  assert_false(f->records[0].as.set.stopped);
}

/* Quitting while paused is a stop: what was finished before the pause is kept. */
static void stopping_out_of_a_pause_counts_what_was_done(void **state) {
  struct fixture *f = *state;
  go(f, start_of(f, PLAN_REP, 1, 2) + FRAMES_RATE_HZ);
  command(f, SES_PAUSE);
  command(f, SES_STOP);
  assert_int_equal(f->count, 1);
  assert_int_equal(f->records[0].as.set.reps_done, 1);
  assert_int_equal(f->records[0].as.set.pauses, 1);
  assert_true(f->records[0].as.set.stopped);
}

static void a_clock_that_is_set_back_meanwhile_gives_no_end_before_the_begin(void **state) {
  struct fixture *f = *state;
  struct ses_event done = {.kind = SES_EV_SET_DONE, .set = 1, .rep = 1};
  struct ses_event begin = {.kind = SES_EV_SEGMENT, .set = 1, .rep = 1};
  struct record record;
  assert_false(tally_event(&f->tally, &f->ses, &begin, (struct moment){BEGUN_MS, OFFSET_S}, &record));
  assert_true(tally_event(&f->tally, &f->ses, &done, (struct moment){BEGUN_MS - 5000, OFFSET_S}, &record));
  assert_int_equal(record.when.utc_ms, BEGUN_MS);
  assert_int_equal(record.as.set.end_utc_ms, BEGUN_MS);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(a_session_of_two_sets_gives_two_records),
      TEST(a_pause_belongs_to_its_set_and_costs_no_practice),
      TEST(easing_off_belongs_to_its_set_and_shows_the_smaller_range),
      TEST(easing_off_in_the_rest_belongs_to_the_set_that_follows),
      TEST(a_repetition_begun_anew_counts_once),
      TEST(stopping_in_the_middle_counts_what_was_done),
      TEST(stopping_before_a_repetition_leaves_nothing),
      TEST(stopping_in_the_rest_tells_no_set_twice),
      TEST(stopping_out_of_a_pause_counts_what_was_done),
      TEST(a_clock_that_is_set_back_meanwhile_gives_no_end_before_the_begin),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
