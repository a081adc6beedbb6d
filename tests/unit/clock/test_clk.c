/* The clock on scripted anchors: time is a parameter, nothing sleeps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "clk.h"
#include "near.h"

#define HZ     FRAMES_RATE_HZ
#define BLOCK  1024
#define SECOND 1000000

/* A sound card whose crystal is off by ppm and whose callbacks come late. */
struct card {
  double ppm, lateness_s;
  int64_t block; /* that is sounding now */
  double start_s;
  struct anchor anchor;
  uint64_t seed;
};

static double random_unit(struct card *c) {
  c->seed = c->seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(c->seed >> 11) / 9007199254740992.0;
}

/* |N(0, 1.5 ms)|, and 12 ms more in one of a hundred. */
static double draw_lateness(struct card *c) {
  double u = random_unit(c) + 1e-12, v = random_unit(c);
  double late = fabs(sqrt(-2 * log(u)) * cos(6.283185307179586 * v)) * 0.0015;
  return late + (random_unit(c) < 0.01 ? 0.012 : 0);
}

static double card_hz(const struct card *c) {
  return HZ * (1 + c->ppm * 1e-6);
}

/* Publishes every callback that has run by t_s. Returns the anchor then, NULL before the first. */
static const struct anchor *card_at(struct card *c, double t_s) {
  for (;;) {
    double due = c->start_s + (double)(c->block + 1) * BLOCK / card_hz(c);
    if (c->lateness_s < 0) c->lateness_s = draw_lateness(c);
    if (due + c->lateness_s > t_s) break;
    c->block++;
    c->anchor = (struct anchor){c->block * BLOCK, BLOCK, (int64_t)((due + c->lateness_s) * SECOND)};
    c->lateness_s = -1;
  }
  return c->block >= 0 ? &c->anchor : NULL;
}

static struct card card_new(double ppm) {
  return (struct card){.ppm = ppm, .lateness_s = -1, .block = -1, .start_s = 1, .seed = 42};
}

/* ---- raw position
 * --------------------------------------------------------------------------------------------- */

static void the_raw_position_stays_inside_its_block(void **state) {
  (void)state;
  struct anchor a = {4800, 512, 1000000};
  assert_near(clk_raw(&a, 0, 1000000), 4800, 1e-9);
  assert_near(clk_raw(&a, 0, 1005000), 4800 + 240, 1e-9);
  assert_near(clk_raw(&a, 0, 9000000), 4800 + 512, 1e-9);
  assert_near(clk_raw(&a, 0, 900000), 4800, 1e-9);
  assert_near(clk_raw(&a, 5000, 1000000), -200, 1e-9);
}

/* ---- audio
 * ---------------------------------------------------------------------------------------------------- */

static void without_an_anchor_time_stands_still(void **state) {
  (void)state;
  struct clk clk;
  clk_init(&clk, CLK_AUDIO, 0, SECOND);
  for (int i = 1; i < 100; i++) assert_int_equal(clk_update(&clk, NULL, SECOND + i * 16667).v, 0);
}

static void half_an_hour_of_a_bad_card_is_followed_within_5_ms(void **state) {
  (void)state;
  static const double drifts[] = {200, -200};
  for (int i = 0; i < 2; i++) {
    struct card card = card_new(drifts[i]);
    struct clk clk;
    clk_init(&clk, CLK_AUDIO, 0, SECOND);
    int64_t last = 0;
    double worst_s = 0;
    for (int frame = 0; frame < 30 * 60 * 60; frame++) {
      double t = 1.2 + frame / 60.0;
      int64_t heard = clk_update(&clk, card_at(&card, t), (int64_t)(t * SECOND)).v;
      assert_true(heard >= last);
      last = heard;
      double truth = (t - card.start_s) * card_hz(&card); /* a block sounds from the moment when it was due */
      if (frame > 60) worst_s = fmax(worst_s, fabs(heard - truth) / HZ);
    }
    assert_near(worst_s, 0, 0.005);
    assert_int_equal(clk.snaps, 0);
    assert_false(clk.stalled);
  }
}

static void a_stall_stops_the_clock_and_leaves_no_offset(void **state) {
  (void)state;
  struct clk clk;
  clk_init(&clk, CLK_AUDIO, 0, SECOND);
  struct anchor a = {0, BLOCK, SECOND};
  int64_t now = SECOND, heard = 0;
  const int64_t block_us = (int64_t)BLOCK * SECOND / HZ;
  for (; now < 3 * SECOND; now += 8000) {
    while (now >= a.at_us + block_us) a = (struct anchor){a.frames + BLOCK, BLOCK, a.at_us + block_us};
    heard = clk_update(&clk, &a, now).v;
  }
  int64_t end = a.frames + BLOCK;
  for (int64_t until = now + 400000; now < until; now += 8000) heard = clk_update(&clk, &a, now).v;
  assert_true(clk.stalled);
  assert_true(heard <= end + (int64_t)(CLK_LATE_S * HZ) + 1);
  int64_t stood = heard;
  assert_int_equal(clk_update(&clk, &a, now + 100).v, stood);
  a = (struct anchor){a.frames + BLOCK, BLOCK, now};
  for (int64_t until = now + 3 * SECOND; now < until; now += 8000) {
    while (now >= a.at_us + block_us) a = (struct anchor){a.frames + BLOCK, BLOCK, a.at_us + block_us};
    int64_t next = clk_update(&clk, &a, now).v;
    assert_true(next >= heard);
    heard = next;
  }
  assert_false(clk.stalled);
  assert_near(heard, clk_raw(&a, 0, now - 8000), 0.001 * HZ);
  assert_int_equal(clk.snaps, 0);
}

static void a_large_error_is_jumped_over_and_counted(void **state) {
  (void)state;
  struct clk clk;
  clk_init(&clk, CLK_AUDIO, 0, SECOND);
  clk_update(&clk, &(struct anchor){0, BLOCK, SECOND}, SECOND);
  int64_t heard = clk_update(&clk, &(struct anchor){HZ, BLOCK, SECOND + 16000}, SECOND + 16000).v;
  assert_int_equal(heard, HZ);
  assert_int_equal(clk.snaps, 1);
  /* The other way it waits instead of going back. */
  heard = clk_update(&clk, &(struct anchor){HZ / 2, BLOCK, SECOND + 32000}, SECOND + 32000).v;
  assert_int_equal(heard, HZ);
}

static void latency_is_taken_off(void **state) {
  (void)state;
  struct clk clk;
  clk_init(&clk, CLK_AUDIO, 1000, SECOND);
  assert_int_equal(clk_update(&clk, &(struct anchor){4800, BLOCK, SECOND}, SECOND).v, 3800);
}

/* ---- other sources
 * -------------------------------------------------------------------------------------------- */

static void the_monotonic_source_counts_exactly(void **state) {
  (void)state;
  struct clk clk;
  clk_init(&clk, CLK_MONOTONIC, 0, 77);
  for (int64_t ms = 16; ms < 3600000; ms += 997) {
    assert_int_equal(clk_update(&clk, NULL, 77 + ms * 1000).v, ms * 48);
    assert_false(clk.slept);
  }
}

static void a_sleeping_machine_does_not_count_as_time(void **state) {
  (void)state;
  struct clk clk;
  clk_init(&clk, CLK_MONOTONIC, 0, SECOND);
  clk_update(&clk, NULL, 2 * SECOND);
  int64_t woke = clk_update(&clk, NULL, 3600LL * SECOND).v;
  assert_true(clk.slept);
  assert_int_equal(woke, HZ);
  assert_int_equal(clk_update(&clk, NULL, 3601LL * SECOND).v, 2 * HZ);
  assert_false(clk.slept);
}

static void losing_the_device_makes_no_step(void **state) {
  (void)state;
  struct clk clk;
  clk_init(&clk, CLK_AUDIO, 480, SECOND);
  struct anchor old = {96000, BLOCK, SECOND};
  int64_t before = clk_update(&clk, &old, SECOND + 5000).v;
  clk_switch(&clk, CLK_MONOTONIC, 0, 2 * SECOND);
  assert_int_equal(clk_update(&clk, NULL, 2 * SECOND).v, before);
  assert_int_equal(clk_update(&clk, NULL, 3 * SECOND).v, before + HZ);
}

static void a_device_that_comes_back_goes_on_with_the_timeline(void **state) {
  (void)state;
  struct clk clk;
  clk_init(&clk, CLK_MONOTONIC, 0, SECOND);
  int64_t before = clk_update(&clk, NULL, 11 * SECOND / 10 + 900000).v;
  clk_switch(&clk, CLK_AUDIO, 480, 3 * SECOND);
  struct anchor stale = {48000, BLOCK, 2 * SECOND};
  assert_int_equal(clk_update(&clk, &stale, 3 * SECOND).v, before);
  /* Its first block begins at the frame that is heard when it leaves the device: latency beyond now. */
  struct anchor first = {before + 480, BLOCK, 3 * SECOND + 100000};
  assert_int_equal(clk_update(&clk, &first, first.at_us).v, before);
  int64_t heard = clk_update(&clk, &first, first.at_us + 10000).v;
  assert_near(heard, before + 480, 1.5);
}

static void the_manual_source_goes_where_it_is_set(void **state) {
  (void)state;
  struct clk clk;
  clk_init(&clk, CLK_MANUAL, 0, SECOND);
  clk_set(&clk, (struct mix_frame){9000});
  assert_int_equal(clk_update(&clk, NULL, 5 * SECOND).v, 9000);
  clk_set(&clk, (struct mix_frame){100});
  assert_int_equal(clk_update(&clk, NULL, 6 * SECOND).v, 100);
}

/* ---- session time
 * --------------------------------------------------------------------------------------------- */

static void a_pause_freezes_session_time(void **state) {
  (void)state;
  struct clk_session s = {0};
  clk_session_start(&s, (struct mix_frame){1000});
  uint32_t generation = s.generation;
  assert_int_equal(clk_to_session(&s, (struct mix_frame){400}).v, -600);
  assert_int_equal(clk_to_session(&s, (struct mix_frame){1500}).v, 500);
  clk_session_pause(&s, (struct mix_frame){2000});
  clk_session_pause(&s, (struct mix_frame){3000});
  assert_int_equal(clk_to_session(&s, (struct mix_frame){9000}).v, 1000);
  assert_int_equal(s.generation, generation + 1);
  clk_session_resume(&s, (struct mix_frame){10000});
  assert_int_equal(clk_to_session(&s, (struct mix_frame){10000}).v, 1000);
  assert_int_equal(clk_to_mix(&s, (struct ses_frame){1500}).v, 10500);
  clk_session_resume(&s, (struct mix_frame){20000});
  assert_int_equal(s.generation, generation + 2);
}

static void a_seek_moves_session_time_paused_or_not(void **state) {
  (void)state;
  struct clk_session s = {0};
  clk_session_start(&s, (struct mix_frame){0});
  clk_session_seek(&s, (struct mix_frame){500}, (struct ses_frame){96000});
  assert_int_equal(clk_to_session(&s, (struct mix_frame){600}).v, 96100);
  clk_session_pause(&s, (struct mix_frame){600});
  clk_session_seek(&s, (struct mix_frame){700}, (struct ses_frame){48});
  assert_int_equal(clk_to_session(&s, (struct mix_frame){5000}).v, 48);
  clk_session_resume(&s, (struct mix_frame){5000});
  assert_int_equal(clk_to_session(&s, (struct mix_frame){5001}).v, 49);
}

static void a_new_session_drops_the_sounds_of_the_old_one(void **state) {
  (void)state;
  struct clk_session s = {0};
  clk_session_start(&s, (struct mix_frame){0});
  uint32_t first = s.generation;
  clk_session_start(&s, (struct mix_frame){100});
  assert_int_not_equal(s.generation, first);
}

static void late_sound_holds_the_picture_back(void **state) {
  (void)state;
  struct mix_frame heard = {96000};
  assert_int_equal(clk_seen(heard, 0).v, 96000);
  assert_int_equal(clk_seen(heard, 250).v, 96000 - 12000);
  assert_int_equal(clk_seen(heard, -200).v, 96000 + 9600);
  assert_int_equal(clk_seen(heard, 5000).v, 48000);
  assert_int_equal(clk_seen(heard, -5000).v, 96000 + 9600);
}

static void ticks_are_a_function_of_frames(void **state) {
  (void)state;
  assert_int_equal(frames_ticks((struct ses_frame){399}), 0);
  assert_int_equal(frames_ticks((struct ses_frame){400}), 1);
  assert_int_equal(frames_ticks((struct ses_frame){HZ}), 120);
  assert_int_equal(frames_of_s(2.5), 120000);
  assert_int_equal(frames_of_s(-1.0 / HZ), -1);
  assert_near(frames_to_s(72000), 1.5, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_raw_position_stays_inside_its_block),
      cmocka_unit_test(without_an_anchor_time_stands_still),
      cmocka_unit_test(half_an_hour_of_a_bad_card_is_followed_within_5_ms),
      cmocka_unit_test(a_stall_stops_the_clock_and_leaves_no_offset),
      cmocka_unit_test(a_large_error_is_jumped_over_and_counted),
      cmocka_unit_test(latency_is_taken_off),
      cmocka_unit_test(the_monotonic_source_counts_exactly),
      cmocka_unit_test(a_sleeping_machine_does_not_count_as_time),
      cmocka_unit_test(losing_the_device_makes_no_step),
      cmocka_unit_test(a_device_that_comes_back_goes_on_with_the_timeline),
      cmocka_unit_test(the_manual_source_goes_where_it_is_set),
      cmocka_unit_test(a_pause_freezes_session_time),
      cmocka_unit_test(a_seek_moves_session_time_paused_or_not),
      cmocka_unit_test(a_new_session_drops_the_sounds_of_the_old_one),
      cmocka_unit_test(late_sound_holds_the_picture_back),
      cmocka_unit_test(ticks_are_a_function_of_frames),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
