/* The calibration from the first beat to the offset: a tapper with a delay of his own is driven through it, on a time
** of our own and without a device that is real. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "calibrate.h"

#define FRAME  800 /* 60 a second */
#define PER_MS (FRAMES_RATE_HZ / 1000)

static struct ear ear;
static struct calibrate calibrate;
static int64_t now, lit_at, click_at; /* mix frames: now, and where light and click began last */
static bool was_lit;

static const char *name_of(struct pl_audio *audio) {
  (void)audio;
  return "Stand-in";
}

static void close_nothing(struct pl_audio *audio) {
  (void)audio;
}

static void begin(void) {
  static const struct ear_device device = {.name = name_of, .close = close_nothing};
  assert_int_equal(ear_init(&ear, true, 1), 0);
  ear.device = &device;
  ear.audio = (struct pl_audio *)(void *)&ear;
  ear.openings = 1;
  now = lit_at = click_at = 0;
  calibrate_begin(&calibrate, &ear, 40);
}

static void end(void) {
  calibrate_end(&calibrate, &ear);
  ear_close(&ear);
}

/* One frame: the device mixes, the screen shows; notes where click and light begin. */
static struct scr_calibrate_view step(void) {
  int16_t samples[2 * FRAME] = {0};
  struct mix_frame first = {now};
  calibrate_update(&calibrate, &ear);
  mix_block(ear.mixer, samples, FRAME, first);
  for (int i = 0; i < FRAME; i++) {
    if (abs(samples[2 * i]) < 3000 || now + i < click_at + FRAMES_RATE_HZ / 10) continue;
    click_at = now + i;
  }
  now += FRAME;
  ear.heard.v = ear.mixed.v = now;
  struct scr_calibrate_view view = calibrate_view(&calibrate, &ear, ear.heard, 25);
  if (view.lit > 0 && !was_lit) lit_at = now;
  was_lit = view.lit > 0;
  return view;
}

/* Taps through one series, delay_ms after each click or light; uneven_ms to and fro. Returns what the last tap gave. */
static bool tap_series(const int64_t *at, int delay_ms, int uneven_ms) {
  enum scr_calibrate_step step_now = calibrate.step;
  int64_t answered = *at;
  bool whole = false;
  int refused = calibrate.uneven_ms;
  for (int frames = 0, taps = 0; frames < 60 * 90 && calibrate.step == step_now; frames++) {
    step();
    int64_t due = *at + (int64_t)(delay_ms + (taps % 2 ? uneven_ms : -uneven_ms)) * PER_MS;
    if (*at == answered || now < due) continue;
    answered = *at;
    taps++;
    whole = calibrate_follow(&calibrate, &ear, SCR_TAP);
    if (calibrate.uneven_ms != refused) break;
  }
  return whole;
}

static void two_good_series_give_the_difference(void **state) {
  (void)state;
  begin();
  assert_int_equal(calibrate.step, CALIBRATE_INTRO);
  assert_false(calibrate_follow(&calibrate, &ear, SCR_TAP)); /* nothing to tap to yet */
  calibrate_follow(&calibrate, &ear, SCR_START);
  assert_false(tap_series(&click_at, 300, 0));
  assert_int_equal(calibrate.step, CALIBRATE_FLASH);
  int64_t clicks = click_at;
  assert_true(tap_series(&lit_at, 60, 0));
  assert_int_equal(click_at, clicks); /* the second series is silent */
  assert_int_equal(calibrate.step, CALIBRATE_FINE);
  assert_true(calibrate.measured);
  assert_in_range(calibrate.measured_ms, 240 - 20, 240 + 20); /* a frame to and fro */
  assert_int_equal(calibrate.before_ms, 40);
  end();
}

static void the_beat_that_is_heard_shows_no_light(void **state) {
  (void)state;
  begin();
  calibrate_follow(&calibrate, &ear, SCR_START);
  int64_t heard = 0;
  for (int i = 0; i < 300; i++) heard = step().step == CALIBRATE_SOUND && click_at > 0 ? click_at : heard;
  assert_true(heard > 0);
  assert_int_equal((heard - calibrate.base + CALIB_BEAT_FRAMES / 2) / CALIB_BEAT_FRAMES % CALIB_BAR_BEATS < 3,
                   1);
  end();
}

static void an_uneven_series_is_asked_for_again(void **state) {
  (void)state;
  begin();
  calibrate_follow(&calibrate, &ear, SCR_START);
  assert_false(tap_series(&click_at, 200, 60));
  assert_int_equal(calibrate.step, CALIBRATE_SOUND);
  assert_int_equal(calibrate.series.count, 0);
  assert_in_range(calibrate.uneven_ms, 50, 80);
  assert_false(tap_series(&click_at, 200, 0));
  assert_int_equal(calibrate.step, CALIBRATE_FLASH);
  assert_int_equal(calibrate.uneven_ms, 0);
  end();
}

static void by_hand_light_and_click_come_together_but_for_the_offset(void **state) {
  (void)state;
  begin();
  calibrate_follow(&calibrate, &ear, SCR_SKIP);
  for (int i = 0; i < 400; i++) step();
  assert_true(click_at > 0 && lit_at > 0);
  assert_false(calibrate.measured);
  int64_t apart = lit_at - click_at - 25 * PER_MS; /* the picture is 25 ms later */
  assert_in_range(apart + FRAME, 0, 3 * FRAME);
  end();
}

static void another_device_begins_anew(void **state) {
  (void)state;
  begin();
  calibrate_follow(&calibrate, &ear, SCR_START);
  for (int i = 0; i < 100; i++) step();
  ear.openings++;
  assert_int_equal(step().step, CALIBRATE_INTRO);
  calibrate_follow(&calibrate, &ear, SCR_START);
  for (int i = 0; i < 100; i++) step();
  struct pl_audio *audio = ear.audio;
  ear.audio = NULL;
  struct scr_calibrate_view view = step();
  assert_int_equal(view.step, CALIBRATE_INTRO);
  assert_string_equal(view.device, "");
  ear.audio = audio;
  end();
}

static void leaving_silences_the_beat(void **state) {
  (void)state;
  begin();
  calibrate_follow(&calibrate, &ear, SCR_START);
  for (int i = 0; i < 200; i++) step();
  calibrate_end(&calibrate, &ear);
  step();
  step();
  int64_t clicks = click_at;
  for (int i = 0; i < 300; i++) step();
  assert_int_equal(click_at, clicks);
  assert_true(mix_idle(ear.mixer));
  end();
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_good_series_give_the_difference),
      cmocka_unit_test(the_beat_that_is_heard_shows_no_light),
      cmocka_unit_test(an_uneven_series_is_asked_for_again),
      cmocka_unit_test(by_hand_light_and_click_come_together_but_for_the_offset),
      cmocka_unit_test(another_device_begins_anew),
      cmocka_unit_test(leaving_silences_the_beat),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
