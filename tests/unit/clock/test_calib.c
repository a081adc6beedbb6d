/* What a player's taps say about the delay between sound and picture. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "calib.h"
#include "clk.h"
#include "near.h"

#define PER_MS (FRAMES_RATE_HZ / 1000)

static double random_unit(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(*seed >> 11) / 9007199254740992.0;
}

static double normal(uint64_t *seed) {
  double u = random_unit(seed) + 1e-12, v = random_unit(seed);
  return sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
}

/* A player who joins in at a beat and taps to each that is given, delay_ms late, uneven by deviation_ms. */
static struct calib_series tapped(double delay_ms, double deviation_ms, uint64_t seed) {
  struct calib_series series = {0};
  for (int64_t beat = 5; series.count < CALIB_TAPS; beat++) {
    if (!calib_is_given(beat)) continue;
    double at_ms = delay_ms + deviation_ms * normal(&seed);
    calib_tap(&series, beat * CALIB_BEAT_FRAMES + (int64_t)lround(at_ms * PER_MS));
  }
  return series;
}

static void three_beats_are_given_and_one_is_a_rest(void **state) {
  (void)state;
  for (int beat = 0; beat < 40; beat++) assert_int_equal(calib_is_given(beat), beat % 4 != 3);
  assert_false(calib_is_given(-1));
  assert_int_equal(calib_since_beat(-1), -1);
  assert_int_equal(calib_since_beat(0), 0);
  assert_int_equal(calib_since_beat(CALIB_BEAT_FRAMES + 7), 7);
  assert_int_equal(calib_since_beat(3 * CALIB_BEAT_FRAMES + 7), CALIB_BEAT_FRAMES + 7); /* the rest */
}

static void an_exact_player_gives_the_exact_delay(void **state) {
  (void)state;
  for (int delay_ms = -200; delay_ms <= 1000; delay_ms += 10) {
    struct calib_series series = tapped(delay_ms, 0, 1);
    struct calib_verdict verdict = calib_judge(&series);
    assert_true(verdict.good);
    assert_near(verdict.delay_ms, delay_ms, 0.05);
    assert_near(verdict.deviation_ms, 0, 0.05);
    assert_int_equal(verdict.slips, 0);
  }
}

static void a_real_player_is_within_a_few_milliseconds(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 200; seed++) {
    double delay_ms = -150 + (double)(seed % 100) * 11;
    struct calib_series series = tapped(delay_ms, 18, seed);
    struct calib_verdict verdict = calib_judge(&series);
    assert_true(verdict.good);
    assert_near(verdict.delay_ms, delay_ms, 4.2 * 18 / sqrt(CALIB_TAPS)); /* four standard errors and a bit */
    assert_near(verdict.deviation_ms, 18, 11);
  }
}

static void an_uneven_player_is_asked_again(void **state) {
  (void)state;
  int accepted = 0;
  for (uint64_t seed = 1; seed <= 100; seed++) {
    struct calib_series series = tapped(80, 50, seed);
    accepted += calib_judge(&series).good;
  }
  assert_true(accepted <= 2);
}

static void a_few_slips_are_forgiven(void **state) {
  (void)state;
  struct calib_series series = tapped(60, 5, 3);
  for (int i = 0; i < CALIB_SLIPS_MAX; i++) series.taps[5 * i + 2] += 180 * PER_MS;
  struct calib_verdict verdict = calib_judge(&series);
  assert_true(verdict.good);
  assert_int_equal(verdict.slips, CALIB_SLIPS_MAX);
  assert_near(verdict.delay_ms, 60, 6);
  series.taps[20] += 180 * PER_MS;
  assert_false(calib_judge(&series).good);
}

static void a_series_that_is_not_full_is_not_good(void **state) {
  (void)state;
  struct calib_series series = tapped(60, 0, 1);
  for (series.count = 0; series.count < CALIB_TAPS; series.count++) assert_false(calib_judge(&series).good);
  assert_true(calib_judge(&series).good);
}

static void a_bounce_is_no_second_tap_and_a_full_series_takes_none(void **state) {
  (void)state;
  struct calib_series series = {0};
  assert_true(calib_tap(&series, 1000));
  assert_false(calib_tap(&series, 1000 + 100 * PER_MS));
  assert_int_equal(series.count, 1);
  for (int i = 1; i < CALIB_TAPS; i++) assert_true(calib_tap(&series, 1000 + (int64_t)i * CALIB_BEAT_FRAMES));
  assert_false(calib_tap(&series, 100 * (int64_t)CALIB_BEAT_FRAMES));
  assert_int_equal(series.count, CALIB_TAPS);
}

static void what_both_series_share_cancels(void **state) {
  (void)state;
  for (int own_ms = -80; own_ms <= 80; own_ms += 40) { /* of the hand, the same in both */
    struct calib_series by_ear = tapped(own_ms + 230, 0, 1), by_eye = tapped(own_ms + 30, 0, 2);
    struct calib_verdict heard = calib_judge(&by_ear), seen = calib_judge(&by_eye);
    assert_int_equal(calib_offset_ms(&heard, &seen), 200);
  }
}

static void an_offset_stays_inside_its_limits(void **state) {
  (void)state;
  struct calib_verdict early = {.delay_ms = -370}, late = {.delay_ms = 1120};
  assert_int_equal(calib_offset_ms(&late, &early), CLK_OFFSET_MAX_MS);
  assert_int_equal(calib_offset_ms(&early, &late), CLK_OFFSET_MIN_MS);
}

static void taps_at_random_or_before_the_first_beat_do_no_harm(void **state) {
  (void)state;
  uint64_t seed = 9;
  for (int round = 0; round < 200; round++) {
    struct calib_series series = {0};
    int64_t at = -(int64_t)(random_unit(&seed) * 1e6);
    while (series.count < CALIB_TAPS) {
      calib_tap(&series, at);
      at += (int64_t)(random_unit(&seed) * 90000);
    }
    struct calib_verdict verdict = calib_judge(&series);
    assert_true(isfinite(verdict.delay_ms) && isfinite(verdict.deviation_ms));
    assert_true(verdict.delay_ms >= -376 && verdict.delay_ms <= 1126);
    assert_false(verdict.good);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(three_beats_are_given_and_one_is_a_rest),
      cmocka_unit_test(an_exact_player_gives_the_exact_delay),
      cmocka_unit_test(a_real_player_is_within_a_few_milliseconds),
      cmocka_unit_test(an_uneven_player_is_asked_again),
      cmocka_unit_test(a_few_slips_are_forgiven),
      cmocka_unit_test(a_series_that_is_not_full_is_not_good),
      cmocka_unit_test(a_bounce_is_no_second_tap_and_a_full_series_takes_none),
      cmocka_unit_test(what_both_series_share_cancels),
      cmocka_unit_test(an_offset_stays_inside_its_limits),
      cmocka_unit_test(taps_at_random_or_before_the_first_beat_do_no_harm),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
