/* A session under a manual clock: its mixer runs some frames ahead of what is heard, as a device's does. Whatever the
** player does, the events are those of its log, and every sound falls on the frame of what it belongs to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app_catalog.h"
#include "clicks.h"
#include "near.h"
#include "run.h"
#include "voice.h"

#define STEP_FRAMES  800  /* one picture at 60 a second */
#define AHEAD_FRAMES 1024 /* the device has taken two blocks that are not heard yet */
#define EVENTS_MAX   1024
#define START_FRAME  7001 /* of the mixer, when the session begins */

struct stand {
  struct run *run;
  struct mixer *mixer;
  struct clicks clicks;
  struct mix_frame heard, mixed;
  struct ses_event events[EVENTS_MAX];
  int event_count;
  int64_t shown;   /* session frame of the last picture */
  int clicks_seen; /* checked against their segments so far */
  bool probe;
};

static struct stand s;
static struct arena arena;

static void start(const char *id, int reps, bool probe, enum speech_level level) {
  memset(&s, 0, sizeof s);
  s.clicks = clicks_open();
  s.mixer = mix_create();
  s.probe = probe;
  struct run_desc desc = {.catalog = &app_catalog,
                          .routine = catalog_get(&app_catalog, id),
                          .options = {.reps = reps, .get_ready_s = -1, .rest_s = -1},
                          .level = level,
                          .voice_rate = 1,
                          .probe = probe};
  assert_non_null(desc.routine);
  s.run = run_create(&desc, s.mixer);
  if (!s.run) fail_msg("%s", err_text());
  assert_true(run_ready(s.run, true));
  run_start(s.run, (struct mix_frame){START_FRAME});
  s.mixed.v = AHEAD_FRAMES;
}

static int end(void **state) {
  (void)state;
  run_destroy(s.run);
  mix_destroy(s.mixer);
  arena_clear(&arena);
  memset(&s, 0, sizeof s);
  return 0;
}

static void take_events(void) {
  struct ses_event event;
  while (run_next_event(s.run, &event)) {
    assert_true(s.event_count < EVENTS_MAX);
    s.events[s.event_count++] = event;
  }
}

/* The session frame that mix frame m carries, as things stand. */
static int64_t frame_of(int64_t m) {
  return run_frame(s.run, (struct mix_frame){m}).v;
}

/* Every click that was mixed since the last look begins where a segment of the plan begins. */
static void check_clicks(void) {
  const struct plan *plan = run_plan(s.run);
  for (; s.clicks_seen < s.clicks.count; s.clicks_seen++) {
    int64_t at = frame_of(s.clicks.at[s.clicks_seen]);
    int i = plan_segment_at(plan, (struct ses_frame){at});
    if (plan->segments[i].start.v != at)
      fail_msg("a click lies %lld frames after the start of %s", (long long)(at - plan->segments[i].start.v),
               plan->segments[i].id);
  }
}

/* Time goes on: the run posts, then the device takes what is due. The picture never runs back. */
static void step(int64_t frames) {
  s.heard.v += frames;
  run_update(s.run, s.heard, s.mixed);
  take_events();
  while (s.mixed.v < s.heard.v + AHEAD_FRAMES) {
    clicks_mix(&s.clicks, s.mixer, 512, s.mixed.v);
    s.mixed.v += 512;
  }
  if (s.probe) check_clicks();
  int64_t shown = frame_of(s.heard.v);
  assert_true(shown >= s.shown);
  s.shown = shown;
}

/* Goes on until session frame `to` is shown, or the session has ended. */
static void go_to(int64_t to) {
  for (int guard = 0; s.shown < to && run_session(s.run)->state == SES_RUNNING; guard++) {
    assert_true(guard < 100000);
    step(STEP_FRAMES);
  }
}

static void go_on(double seconds) {
  for (int64_t left = frames_of_s(seconds); left > 0; left -= STEP_FRAMES) step(STEP_FRAMES);
}

/* A few more frames after the end: what was posted last is heard. */
static void finish(void) {
  go_to(INT64_MAX);
  go_on(1);
}

static void command(enum ses_command what) {
  if (run_command(s.run, what, s.heard, s.mixed) != 0) fail_msg("%s", err_text());
  take_events();
}

static int count_events(enum ses_event_kind kind) {
  int count = 0;
  for (int i = 0; i < s.event_count; i++) count += s.events[i].kind == kind;
  return count;
}

static void check_counters(void) {
  struct mix_counters counters = mix_counters(s.mixer);
  assert_int_equal(counters.late, 0);
  assert_int_equal(counters.dropped_full, 0);
}

/* The start of the k-th (from 0) phase of that name in the plan in force. */
static int64_t start_of(const char *id, int k) {
  const struct plan *plan = run_plan(s.run);
  for (int i = 0; i < plan->segment_count; i++)
    if (strcmp(plan->segments[i].id, id) == 0 && k-- == 0) return plan->segments[i].start.v;
  fail_msg("there is no %s", id);
  return -1;
}

/* ---- nobody does anything ---------------------------------------------------------------------------------- */

static void a_session_runs_to_its_end_and_every_phase_clicks_on_its_frame(void **state) {
  (void)state;
  start("towel-roll", 2, true, SPEECH_FULL);
  const struct plan *plan = run_plan(s.run);
  finish();
  assert_int_equal(run_session(s.run)->state, SES_DONE);
  assert_int_equal(count_events(SES_EV_SEGMENT), plan->segment_count);
  assert_int_equal(count_events(SES_EV_REP_DONE), 4);
  assert_int_equal(count_events(SES_EV_SET_DONE), 2);
  assert_int_equal(count_events(SES_EV_DONE), 1);
  int next = 0;
  for (int i = 0; i < s.event_count; i++) {
    if (s.events[i].kind != SES_EV_SEGMENT) continue;
    assert_int_equal(s.events[i].at.v, plan->segments[next].start.v);
    assert_int_equal(s.events[i].index, next++);
  }
  assert_int_equal(s.clicks.count, plan->segment_count - 1);
  for (int i = 0; i < s.clicks.count; i++)
    assert_int_equal(s.clicks.at[i], START_FRAME + plan->segments[i].start.v);
  check_counters();
}

static void nothing_happens_before_it_is_started(void **state) {
  (void)state;
  start("overhead-reach", 1, true, SPEECH_FULL);
  assert_int_equal(frame_of(0), 0); /* the picture waits at the first frame */
  step(STEP_FRAMES);
  assert_int_equal(s.shown, 0);
  assert_int_equal(s.event_count, 0);
  go_on(0.5);
  assert_true(s.shown > 0 && s.event_count == 1);
}

/* Steps of very different lengths, a stall of two seconds among them. */
static void dropped_pictures_lose_no_event_and_no_sound(void **state) {
  (void)state;
  static const int64_t steps[] = {800, 1, 96000, 4000, 11, 30000};
  start("overhead-reach", 2, false, SPEECH_BELL_ONLY);
  finish();
  static struct ses_event smooth[EVENTS_MAX];
  int count = s.event_count;
  memcpy(smooth, s.events, sizeof smooth);
  end(NULL);
  start("overhead-reach", 2, false, SPEECH_BELL_ONLY);
  for (int k = 0; run_session(s.run)->state == SES_RUNNING; k++) step(steps[k % 6]);
  assert_int_equal(s.event_count, count);
  assert_memory_equal(s.events, smooth, (size_t)count * sizeof *smooth);
}

static void the_probe_lights_the_first_tenth_of_a_second_of_every_phase(void **state) {
  (void)state;
  start("overhead-reach", 1, true, SPEECH_FULL);
  const struct plan *plan = run_plan(s.run);
  for (int i = 0; i + 1 < plan->segment_count; i++) {
    int64_t at = plan->segments[i].start.v;
    assert_true(run_probe_lit(s.run, (struct ses_frame){at}));
    assert_true(run_probe_lit(s.run, (struct ses_frame){at + 4799}));
    assert_false(run_probe_lit(s.run, (struct ses_frame){at + 4800}));
    assert_false(i > 0 && run_probe_lit(s.run, (struct ses_frame){at - 1}));
  }
  assert_false(run_probe_lit(s.run, (struct ses_frame){plan->length_frames}));
}

static void the_caption_is_the_sentence_without_its_marks(void **state) {
  (void)state;
  if (!voice_available()) skip();
  start("overhead-reach", 1, false, SPEECH_SHORT);
  int captions = 0;
  for (int64_t f = 0; f < run_plan(s.run)->length_frames; f += STEP_FRAMES) {
    const char *text = run_caption(s.run, (struct ses_frame){f});
    assert_null(strpbrk(text, "[]"));
    captions += *text != '\0';
  }
  assert_true(captions > 20);
  assert_string_not_equal(run_caption(s.run, (struct ses_frame){start_of("reach_up", 0)}), "");
}

/* ---- the player does something ----------------------------------------------------------------------------- */

static void a_pause_holds_picture_and_sound(void **state) {
  (void)state;
  start("overhead-reach", 2, false, SPEECH_BELL_ONLY);
  go_to(start_of("reach_up", 0) + 50000);
  command(SES_PAUSE);
  int64_t shown = frame_of(s.heard.v);
  go_on(0.1); /* 20 ms of fading, and what the device had taken already */
  assert_true(mix_idle(s.mixer));
  s.clicks.count = 0;
  go_on(5);
  assert_int_equal(frame_of(s.heard.v), shown);
  assert_int_equal(s.clicks.count, 0);
  assert_int_equal(count_events(SES_EV_PAUSED), 1);
}

/* A Bluetooth headphone: what is heard is 200 ms ahead of the picture, and the pad follows what is heard. */
static void what_the_hands_feel_does_not_move_the_picture_of_a_pause(void **state) {
  (void)state;
  start("overhead-reach", 2, false, SPEECH_BELL_ONLY);
  go_to(start_of("reach_up", 0) + 50000);
  struct mix_frame seen = clk_seen(s.heard, 200);
  int64_t shown = run_frame(s.run, seen).v;
  assert_int_equal(run_felt(s.run, s.heard).v, shown + 9600);
  s.shown = shown;
  command(SES_PAUSE);
  assert_int_equal(run_frame(s.run, seen).v, shown);
  go_on(1);
  assert_int_equal(run_frame(s.run, clk_seen(s.heard, 200)).v, shown);
}

static void resuming_leads_back_to_the_repetition_and_no_cue_is_late(void **state) {
  (void)state;
  start("overhead-reach", 3, true, SPEECH_FULL);
  go_to(start_of("reach_overhead", 1) + 70123);
  int64_t at = s.shown;
  command(SES_PAUSE);
  go_on(2);
  int clicks = s.clicks.count;
  command(SES_RESUME);
  assert_int_equal(count_events(SES_EV_RESUMED), 1);
  assert_int_equal(count_events(SES_EV_REPLANNED), 1);
  const struct plan *plan = run_plan(s.run);
  int back = plan_segment_at(plan, (struct ses_frame){at + 1});
  assert_int_equal(plan->segments[back].kind, PLAN_RETURN);
  assert_string_equal(plan->segments[back + 1].id, "reach_up");
  assert_int_equal(plan->segments[back + 1].rep, 2);
  finish();
  assert_int_equal(s.clicks.count - clicks, plan->segment_count - 1 - back);
  assert_int_equal(run_session(s.run)->result.reps_total, 3);
  check_counters();
}

static void a_pause_while_getting_ready_loses_no_sound(void **state) {
  (void)state;
  start("overhead-reach", 1, true, SPEECH_FULL);
  /* what is half a second away has been posted already, and is void now */
  go_to(start_of("count_in", 0) - 12000);
  command(SES_PAUSE);
  go_on(1);
  command(SES_RESUME);
  finish();
  assert_int_equal(s.clicks.count, run_plan(s.run)->segment_count - 1);
  check_counters();
}

static void restarting_a_repetition_sounds_from_its_first_frame(void **state) {
  (void)state;
  start("overhead-reach", 2, true, SPEECH_FULL);
  go_to(start_of("reach_overhead", 0) + 33333);
  int clicks = s.clicks.count;
  command(SES_RESTART_REP);
  int back = plan_segment_at(run_plan(s.run), run_session(s.run)->now);
  assert_int_equal(run_plan(s.run)->segments[back].kind, PLAN_RETURN);
  finish();
  assert_int_equal(s.clicks.count - clicks, run_plan(s.run)->segment_count - 1 - back);
  assert_int_equal(run_session(s.run)->result.reps_total, 2);
  check_counters();
}

static void easing_off_makes_the_range_smaller_from_there_on(void **state) {
  (void)state;
  start("overhead-reach", 2, true, SPEECH_FULL);
  double range_deg = run_session(s.run)->result.range_deg;
  go_to(start_of("reach_overhead", 0) + 40000);
  command(SES_EASE_OFF);
  assert_int_equal(count_events(SES_EV_EASED_OFF), 1);
  finish();
  assert_near(run_session(s.run)->result.range_deg, range_deg - SES_EASE_STEP_DEG, 1e-9);
  assert_int_equal(run_session(s.run)->result.reps_total, 2);
  check_counters();
}

static void skipping_a_wait_goes_to_the_count_in(void **state) {
  (void)state;
  start("towel-roll", 1, true, SPEECH_FULL);
  go_on(1);
  command(SES_SKIP);
  go_on(1);
  assert_true(s.shown < start_of("count_in", 0) + 2 * FRAMES_RATE_HZ);
  assert_int_equal(
      run_plan(s.run)->segments[plan_segment_at(run_plan(s.run), (struct ses_frame){s.shown})].kind,
      PLAN_COUNT_IN);
  finish();
  assert_int_equal(run_session(s.run)->state, SES_DONE);
  check_counters();
}

static void after_a_stop_nothing_is_posted_any_more(void **state) {
  (void)state;
  start("overhead-reach", 2, false, SPEECH_BELL_ONLY);
  go_to(start_of("reach_up", 0) + 100000);
  command(SES_STOP);
  assert_int_equal(count_events(SES_EV_STOPPED), 1);
  int events = s.event_count;
  go_on(0.1);
  assert_true(mix_idle(s.mixer));
  int64_t started = mix_counters(s.mixer).started;
  go_on(30);
  command(SES_RESUME); /* nothing brings it back */
  command(SES_RESTART_REP);
  go_on(5);
  assert_true(mix_idle(s.mixer));
  assert_int_equal(mix_counters(s.mixer).started, started);
  assert_int_equal(s.event_count, events);
  assert_int_equal(run_session(s.run)->state, SES_STOPPED);
}

static void sounds_posted_before_a_change_are_dropped_and_not_heard(void **state) {
  (void)state;
  start("overhead-reach", 2, true, SPEECH_FULL);
  go_to(start_of("reach_overhead", 0) - 12000); /* its click is in the queue, a quarter of a second away */
  int clicks = s.clicks.count;
  command(SES_PAUSE);
  go_on(3);
  assert_int_equal(s.clicks.count, clicks);
  assert_int_equal(mix_counters(s.mixer).dropped_generation, 1);
}

/* ---- replay ------------------------------------------------------------------------------------------------ */

struct act {
  double at_s; /* seconds of the session, or more */
  enum ses_command command;
};

static void the_log_of_a_restless_player_replays_to_the_same_events(void **state) {
  (void)state;
  static const struct act acts[] = {
      {2, SES_PAUSE},           {2, SES_RESUME}, {5, SES_SKIP},    {14, SES_PAUSE},    {14, SES_EASE_OFF},
      {33.33, SES_RESTART_REP}, {40, SES_PAUSE}, {40, SES_RESUME}, {47, SES_EASE_OFF}, {60, SES_PAUSE},
      {60, SES_RESTART_REP},    {95, SES_PAUSE}, {95, SES_RESUME}, {130, SES_PAUSE},   {130, SES_STOP},
  };
  for (size_t stop_at = 13; stop_at <= sizeof acts / sizeof *acts; stop_at += 2) {
    start("towel-roll", 2, false, SPEECH_BELL_ONLY);
    for (size_t i = 0; i < stop_at; i++) {
      go_to(frames_of_s(acts[i].at_s));
      command(acts[i].command);
      go_on(0.3);
    }
    if (run_session(s.run)->state == SES_RUNNING) finish();
    const struct ses *ses = run_session(s.run);
    assert_true(ses->state == SES_DONE || ses->state == SES_STOPPED);
    static struct ses_event again[EVENTS_MAX];
    const struct plan *plan = app_plan(&arena, "towel-roll", 2, 0, 0, 0);
    int count = ses_replay(plan, ses->log, ses->log_count, &arena, again, EVENTS_MAX);
    assert_int_equal(count, s.event_count);
    for (int i = 0; i < count; i++) {
      const struct ses_event *a = &again[i], *b = &s.events[i];
      bool same = a->at.v == b->at.v && a->kind == b->kind && a->index == b->index && a->set == b->set &&
                  a->rep == b->rep;
      if (!same) fail_msg("event %d is another one: kind %d instead of %d", i, (int)a->kind, (int)b->kind);
    }
    check_counters();
    end(NULL);
  }
}

static void without_a_mixer_everything_but_the_sound_goes_on(void **state) {
  (void)state;
  struct run_desc desc = {.catalog = &app_catalog,
                          .routine = catalog_get(&app_catalog, "overhead-reach"),
                          .options = {.reps = 1, .get_ready_s = 0, .rest_s = -1},
                          .level = SPEECH_FULL,
                          .voice_rate = 1};
  struct run *run = run_create(&desc, NULL);
  assert_non_null(run);
  assert_true(run_ready(run, false));
  run_start(run, (struct mix_frame){0});
  struct mix_frame far = {60 * FRAMES_RATE_HZ};
  run_update(run, far, far);
  assert_int_equal(run_session(run)->state, SES_DONE);
  run_destroy(run);
}

#define TEST(name) cmocka_unit_test_teardown(name, end)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(a_session_runs_to_its_end_and_every_phase_clicks_on_its_frame),
      TEST(nothing_happens_before_it_is_started),
      TEST(dropped_pictures_lose_no_event_and_no_sound),
      TEST(the_probe_lights_the_first_tenth_of_a_second_of_every_phase),
      TEST(the_caption_is_the_sentence_without_its_marks),
      TEST(a_pause_holds_picture_and_sound),
      TEST(what_the_hands_feel_does_not_move_the_picture_of_a_pause),
      TEST(resuming_leads_back_to_the_repetition_and_no_cue_is_late),
      TEST(a_pause_while_getting_ready_loses_no_sound),
      TEST(restarting_a_repetition_sounds_from_its_first_frame),
      TEST(easing_off_makes_the_range_smaller_from_there_on),
      TEST(skipping_a_wait_goes_to_the_count_in),
      TEST(after_a_stop_nothing_is_posted_any_more),
      TEST(sounds_posted_before_a_change_are_dropped_and_not_heard),
      TEST(the_log_of_a_restless_player_replays_to_the_same_events),
      TEST(without_a_mixer_everything_but_the_sound_goes_on),
  };
  return cmocka_run_group_tests(tests, app_catalog_open, app_catalog_close);
}
