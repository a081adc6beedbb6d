/* Bells, tick and probe: lengths, soft beginnings, silent ends, and a probe that is exact. */
#include "hear.h"

#include "bell.h"

static float x[5 * FRAMES_RATE_HZ], y[5 * FRAMES_RATE_HZ];

static int64_t ring(enum mix_sound sound) {
  struct bell bell;
  bell_start(&bell, sound);
  bell_render(&bell, x, 5 * FRAMES_RATE_HZ);
  return bell_frames(sound);
}

static const enum mix_sound struck[] = {MIX_BELL, MIX_BELL_END, MIX_TICK};

static void other_sounds_are_silent_here(void **state) {
  (void)state;
  assert_int_equal(bell_frames(MIX_CLIP), 0);
  assert_int_equal(ring(MIX_BREATH_IN), 0);
  for (int i = 0; i < 48000; i++) assert_true(x[i] == 0);
}

static void lengths_are_those_of_their_use(void **state) {
  (void)state;
  assert_int_equal(bell_frames(MIX_BELL), 120000);
  assert_int_equal(bell_frames(MIX_PROBE), 960);
  assert_true(bell_frames(MIX_BELL_END) > bell_frames(MIX_BELL));
  assert_true(bell_frames(MIX_TICK) < 9600);
}

static void struck_sounds_start_soft_and_end_in_silence(void **state) {
  (void)state;
  for (size_t s = 0; s < sizeof struck / sizeof *struck; s++) {
    int64_t n = ring(struck[s]);
    assert_true(x[0] == 0);
    assert_within(hear_step(x, 5 * FRAMES_RATE_HZ), 0, 0.06, "largest step, the end included");
    assert_within(fabs((double)x[n - 1]), 0, 1e-5, "last sample");
    assert_true(x[n] == 0);
  }
}

static void a_bell_dies_away(void **state) {
  (void)state;
  ring(MIX_BELL);
  double early_db = hear_rms_db(x, 24000), late_db = hear_rms_db(x + 96000, 24000);
  assert_within(early_db, -30, -15, "dBFS of the first half second");
  assert_within(early_db - late_db, 15, 60, "dB lost in two seconds");
}

static void the_end_is_lower_than_a_repetition_and_strikes_twice(void **state) {
  (void)state;
  ring(MIX_BELL);
  double bell_hz = hear_centroid_hz(x, 96000);
  ring(MIX_BELL_END);
  assert_within(hear_centroid_hz(x, 96000) / bell_hz, 0.3, 0.8, "centroid of the end over that of a bell");
  double before_db = hear_rms_db(x + 43200 - 4800, 4800), after_db = hear_rms_db(x + 43200 + 480, 4800);
  assert_within(after_db - before_db, 3, 30, "dB that the second strike adds");
}

static void the_probe_is_twenty_periods_of_a_sine_of_0_8(void **state) {
  (void)state;
  assert_int_equal(ring(MIX_PROBE), 960);
  for (int i = 0; i < 960; i++) {
    double exact = 0.8 * sin(6.283185307179586 * i / 48);
    if (fabs(x[i] - exact) > 1e-6) fail_msg("sample %d is %.9f instead of %.9f", i, (double)x[i], exact);
  }
  assert_true(x[12] == 0.8f);
  assert_true(x[960] == 0);
}

static void cutting_changes_nothing(void **state) {
  (void)state;
  ring(MIX_BELL_END);
  struct bell bell;
  bell_start(&bell, MIX_BELL_END);
  for (int at = 0, n = 1; at < 5 * FRAMES_RATE_HZ; at += n, n = n % 211 + 1) {
    if (n > 5 * FRAMES_RATE_HZ - at) n = 5 * FRAMES_RATE_HZ - at;
    bell_render(&bell, y + at, n);
  }
  assert_memory_equal(x, y, sizeof x);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(other_sounds_are_silent_here),
      cmocka_unit_test(lengths_are_those_of_their_use),
      cmocka_unit_test(struck_sounds_start_soft_and_end_in_silence),
      cmocka_unit_test(a_bell_dies_away),
      cmocka_unit_test(the_end_is_lower_than_a_repetition_and_strikes_twice),
      cmocka_unit_test(the_probe_is_twenty_periods_of_a_sine_of_0_8),
      cmocka_unit_test(cutting_changes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
