/* The music bed: one piece for each seed wherever it is taken up, in one key, quiet, even, without a click, and
** swelling with the lungs. */
#include "hear.h"

#include "bed.h"

#define MINUTE    (60 * FRAMES_RATE_HZ)
#define FOR_HOURS (1LL << 40)

static float left[MINUTE], right[MINUTE], other[MINUTE], unused[MINUTE], empty[MINUTE], full[MINUTE];
static float breath[MINUTE]; /* six breaths a minute */

static int prepare(void **state) {
  (void)state;
  for (int i = 0; i < MINUTE; i++) {
    full[i] = 1;
    breath[i] = (float)(0.5 - 0.5 * cos(6.283185307179586 * i / (10 * FRAMES_RATE_HZ)));
  }
  return 0;
}

static void play(uint32_t seed, int64_t position, const float *swell, int frames) {
  struct bed bed;
  bed_start(&bed, FOR_HOURS, position, seed);
  bed_render(&bed, swell, left, right, frames);
}

static void it_is_the_same_however_it_is_cut(void **state) {
  (void)state;
  play(3, 777, full, 300000);
  struct bed bed;
  bed_start(&bed, FOR_HOURS, 777, 3);
  for (int at = 0, n = 1; at < 300000; at += n, n = n % 701 + 1) {
    if (n > 300000 - at) n = 300000 - at;
    bed_render(&bed, full + at, other + at, unused + at, n);
  }
  assert_memory_equal(left, other, 300000 * sizeof *left);
  assert_memory_equal(right, unused, 300000 * sizeof *right);
}

/* Once it has faded in, a bed that is taken up is the one that has been going on. 1e-4: sums in another order. */
static void taken_up_anywhere_it_is_the_same_piece(void **state) {
  (void)state;
  const int64_t places[] = {1, 5 * FRAMES_RATE_HZ, 29 * FRAMES_RATE_HZ + 333};
  struct bed bed;
  bed_start(&bed, FOR_HOURS, 0, 8);
  bed_render(&bed, full, other, unused, MINUTE);
  for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
    int frames = (int)(MINUTE - places[p]);
    play(8, places[p], full, frames);
    for (int i = BED_FADE_FRAMES; i < frames; i++)
      assert_within((double)left[i] - other[places[p] + i], -1e-4, 1e-4, "difference");
  }
}

static void it_fades_in_and_ends_silent_with_its_length(void **state) {
  (void)state;
  const int64_t lengths[] = {0, 1, 2, 100, 48000, 480000};
  for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++) {
    int64_t n = lengths[l];
    struct bed bed;
    bed_start(&bed, n, 0, 2);
    bed_render(&bed, full, left, right, 500000);
    if (n > 0) assert_true(left[0] == 0 && right[0] == 0 && left[n - 1] == 0 && right[n - 1] == 0);
    for (int64_t i = n; i < 500000; i++) assert_true(left[i] == 0 && right[i] == 0);
  }
  double middle_db = hear_rms_db(left + 192000, 96000);
  assert_within(hear_rms_db(left + 2400, 4800) - middle_db, -80, -40, "dB at 0.1 s against the middle");
  assert_within(hear_rms_db(left + 57600, 28800) - middle_db, -14, -1, "dB at 1.5 s");
  assert_within(hear_rms_db(left + 480000 - 7200, 4800) - middle_db, -80, -40, "dB at 0.1 s before the end");
}

static void it_never_clicks(void **state) {
  (void)state;
  for (uint32_t seed = 0; seed < 4; seed++) {
    play(seed, 0, full, MINUTE);
    assert_within(hear_step(left, MINUTE), 0, 0.03, "largest step");
    assert_within(hear_step(right, MINUTE), 0, 0.03, "largest step");
  }
}

static void it_is_quiet_and_even_and_so_is_every_piece(void **state) {
  (void)state;
  for (uint32_t seed = 0; seed < 4; seed++) {
    play(seed, 600LL * FRAMES_RATE_HZ * seed, breath, MINUTE);
    double least = 0, most = -100;
    for (int at = 5 * FRAMES_RATE_HZ; at + 10 * FRAMES_RATE_HZ <= MINUTE; at += 10 * FRAMES_RATE_HZ) {
      double db = hear_rms_db(left + at, 10 * FRAMES_RATE_HZ);
      least = fmin(least, db);
      most = fmax(most, db);
    }
    assert_within(most - least, 0, 4.5, "dB between breaths");
    assert_within(hear_lufs(left, right, MINUTE), -25, -21, "LUFS");
  }
}

static void it_opens_with_the_breath(void **state) {
  (void)state;
  play(1, 0, empty, MINUTE);
  double empty_db = hear_rms_db(left, MINUTE), empty_hz = hear_centroid_hz(left, MINUTE);
  play(1, 0, full, MINUTE);
  assert_within(hear_rms_db(left, MINUTE) - empty_db, 4, 9, "dB from empty to full lungs");
  assert_within(hear_centroid_hz(left, MINUTE) / empty_hz, 1.05, 3, "centroid from empty to full lungs");
}

static void pieces_differ_and_no_minute_returns(void **state) {
  (void)state;
  play(1, 0, full, MINUTE);
  memcpy(other, left, sizeof other);
  play(2, 0, full, MINUTE);
  assert_within(hear_alike(left, other, MINUTE), -0.5, 0.5, "likeness of two pieces");
  for (int64_t minute = 1; minute < 6; minute++) {
    play(1, minute * MINUTE, full, MINUTE);
    assert_within(hear_alike(left, other, MINUTE), -0.6, 0.6, "likeness to the first minute");
  }
}

/* Power at hz within the stretch. */
static double power_at(const float *x, int n, double hz) {
  double re = 0, im = 0;
  for (int i = 0; i < n; i++) {
    double v = x[i] * (1 - cos(6.283185307179586 * i / n));
    re += v * cos(6.283185307179586 * hz * i / FRAMES_RATE_HZ);
    im += v * sin(6.283185307179586 * hz * i / FRAMES_RATE_HZ);
  }
  return re * re + im * im;
}

/* Twelve notes from D3 up, two octaves: those of D E F# A B against the seven between them. */
static void it_keeps_to_one_key(void **state) {
  (void)state;
  const int in_key[12] = {1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0};
  double inside = 0, outside = 0;
  play(5, 0, full, MINUTE);
  for (int note = 0; note < 24; note++)
    for (int at = 10 * FRAMES_RATE_HZ; at < MINUTE; at += 16 * FRAMES_RATE_HZ) {
      double power = power_at(left + at, FRAMES_RATE_HZ, 146.832 * pow(2, note / 12.0));
      if (in_key[note % 12])
        inside += power;
      else
        outside += power;
    }
  assert_within(10 * log10(outside / inside), -200, -40, "dB of what is outside the key");
}

static void it_lives_in_mono_too(void **state) {
  (void)state;
  play(6, 0, full, MINUTE);
  for (int i = 0; i < MINUTE; i++) other[i] = 0.5f * (left[i] + right[i]);
  assert_within(hear_rms_db(other, MINUTE) - hear_rms_db(left, MINUTE), -2, 0.5, "dB that mono loses");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_is_the_same_however_it_is_cut),
      cmocka_unit_test(taken_up_anywhere_it_is_the_same_piece),
      cmocka_unit_test(it_fades_in_and_ends_silent_with_its_length),
      cmocka_unit_test(it_never_clicks),
      cmocka_unit_test(it_is_quiet_and_even_and_so_is_every_piece),
      cmocka_unit_test(it_opens_with_the_breath),
      cmocka_unit_test(pieces_differ_and_no_minute_returns),
      cmocka_unit_test(it_keeps_to_one_key),
      cmocka_unit_test(it_lives_in_mono_too),
  };
  return cmocka_run_group_tests(tests, prepare, NULL);
}
