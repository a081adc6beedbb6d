/* Glides, the duck and the limiter, sample by sample. */
#include "hear.h"

#include <float.h>

#include "level.h"
#include "mix.h"

#define N 96000

static float x[N], y[N], gains[N];

static void a_glide_arrives_within_20_ms_and_stays(void **state) {
  (void)state;
  struct level_glide glide = {1};
  level_glide_run(&glide, 0.25f, gains, N);
  assert_within(hear_step(gains, N), 0, 1.001 / MIX_FADE_FRAMES, "largest step");
  for (int i = MIX_FADE_FRAMES - 1; i < N; i++) assert_true(gains[i] == 0.25f);
}

static void a_duck_goes_down_quickly_and_comes_back_slowly_and_whole(void **state) {
  (void)state;
  struct level_duck duck = {1};
  level_duck_run(&duck, N, gains, N);
  assert_within(gains[9600], LEVEL_DUCK_GAIN, LEVEL_DUCK_GAIN + 0.01, "gain after 200 ms of speech");
  assert_true(gains[N - 1] == LEVEL_DUCK_GAIN);
  level_duck_run(&duck, 0, gains, N);
  assert_within(gains[4800], LEVEL_DUCK_GAIN, 0.65, "gain 100 ms after speech");
  assert_within(gains[57600], 0.98, 1, "gain 1.2 s after speech");
  for (int more = 0; more < 3; more++) level_duck_run(&duck, 0, gains, N);
  assert_true(gains[N - 1] == 1);
}

static void a_duck_turns_inside_a_stretch(void **state) {
  (void)state;
  struct level_duck whole = {1}, parts = {1};
  level_duck_run(&whole, 1000, x, 3000);
  level_duck_run(&parts, 1000, y, 1000);
  level_duck_run(&parts, 0, y + 1000, 2000);
  assert_memory_equal(x, y, 3000 * sizeof *x);
  assert_true(x[1000] > x[999] && x[999] < x[998]);
}

static void a_swell_follows_the_lungs_and_holds_between_breaths(void **state) {
  (void)state;
  struct level_swell swell = {0};
  level_swell_run(&swell, gains, 1000);
  for (int i = 0; i < 1000; i++) assert_true(gains[i] == 0);
  level_swell_follow(&swell, false, N, 1);
  level_swell_run(&swell, gains, N);
  for (int i = 1; i < N; i++) assert_true(gains[i] >= gains[i - 1]);
  assert_within(gains[N / 2], 0.3, 0.5, "half way in");
  assert_within(gains[N - 1], 0.9, 1, "full");
  level_swell_run(&swell, gains, N);
  assert_within(gains[N - 1], 0.7, 1, "held for 2 s");
  level_swell_follow(&swell, true, N, 1);
  level_swell_run(&swell, gains, N);
  assert_within(hear_step(gains, N), 0, 1e-4, "largest step");
  assert_within(gains[N - 1], 0, 0.1, "empty");
}

static void a_swell_turns_inside_a_stretch(void **state) {
  (void)state;
  struct level_swell whole = {0}, parts = {0};
  level_swell_follow(&whole, false, 1500, 0.5f);
  level_swell_follow(&parts, false, 1500, 0.5f);
  level_swell_run(&whole, x, 3000);
  level_swell_run(&parts, y, 1400);
  level_swell_run(&parts, y + 1400, 1600);
  assert_memory_equal(x, y, 3000 * sizeof *x);
}

static void quiet_sound_passes_the_limiter_untouched(void **state) {
  (void)state;
  struct level_limiter limiter = {1};
  for (int i = 0; i < N; i++) x[i] = y[i] = (float)(0.8 * sin(i * 0.05));
  memcpy(gains, x, sizeof x);
  assert_within(level_limit(&limiter, x, y, N), 0.79, 0.8001, "peak");
  assert_memory_equal(x, gains, sizeof x);
}

static void nothing_passes_the_ceiling(void **state) {
  (void)state;
  const float loud[] = {0.85f, 0.9f, 1, 1.5f, 4, 24, 1e6f, FLT_MAX};
  struct level_limiter limiter = {1};
  for (size_t l = 0; l < sizeof loud / sizeof *loud; l++) {
    for (int i = 0; i < 4800; i++) {
      x[i] = loud[l] * (i % 3 == 0 ? -1.0f : 1.0f);
      y[i] = i % 2 ? loud[l] : 0;
    }
    assert_true(level_limit(&limiter, x, y, 4800) == loud[l]);
    for (int i = 0; i < 4800; i++)
      assert_true(fabsf(x[i]) <= LEVEL_CEILING * 1.00001f && fabsf(y[i]) <= LEVEL_CEILING * 1.00001f);
  }
}

static void the_limiter_keeps_the_balance_and_recovers(void **state) {
  (void)state;
  struct level_limiter limiter = {1};
  for (int i = 0; i < N; i++) {
    x[i] = i < 100 ? 2 : 0.4f;
    y[i] = i < 100 ? 1 : 0.2f;
  }
  level_limit(&limiter, x, y, N);
  for (int i = 0; i < N; i++) assert_within(x[i] / y[i], 1.9999, 2.0001, "left over right");
  assert_within(x[100], 0.1, 0.25, "just after the peak");
  assert_true(x[N - 1] == 0.4f && y[N - 1] == 0.2f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_glide_arrives_within_20_ms_and_stays),
      cmocka_unit_test(a_duck_goes_down_quickly_and_comes_back_slowly_and_whole),
      cmocka_unit_test(a_duck_turns_inside_a_stretch),
      cmocka_unit_test(a_swell_follows_the_lungs_and_holds_between_breaths),
      cmocka_unit_test(a_swell_turns_inside_a_stretch),
      cmocka_unit_test(quiet_sound_passes_the_limiter_untouched),
      cmocka_unit_test(nothing_passes_the_ceiling),
      cmocka_unit_test(the_limiter_keeps_the_balance_and_recovers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
