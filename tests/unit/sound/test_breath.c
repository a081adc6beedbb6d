/* A breath, of whatever voicing: exactly so long, silent at both ends, in and out told apart by ear alone, never
** twice alike. Every test is run for air, ocean and tone. */
#include "hear.h"

#include "breath.h"

#define IN  false
#define OUT true
#define MAX (10 * FRAMES_RATE_HZ + 1000)

static float left[MAX], right[MAX], other[MAX], unused[MAX];

static enum mix_voicing voicing; /* of the breaths that follow */

static void breathe(bool out, int64_t frames, uint32_t seed) {
  struct breath breath;
  breath_start(&breath, voicing, out, frames, seed);
  breath_render(&breath, left, right, (int)frames);
}

static const int64_t lengths[] = {120000, 192000, 288000, 384000, 480000}; /* 2.5, 4, 6, 8, 10 s */

static void it_ends_with_its_length_whatever_that_is(void **state) {
  (void)state;
  const int64_t odd[] = {0, 1, 2, 3, 31, 32, 33, 64, 100, 959, 48000, 288000};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
    struct breath breath;
    breath_start(&breath, voicing, OUT, odd[i], 1);
    breath_render(&breath, left, right, (int)odd[i] + 500);
    for (int64_t f = odd[i]; f < odd[i] + 500; f++) assert_true(left[f] == 0 && right[f] == 0);
    for (int64_t f = 0; f < odd[i]; f++) assert_true(isfinite(left[f]) && isfinite(right[f]));
  }
}

static void its_first_and_last_frame_are_silent_and_those_between_are_not(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
    for (int out = 0; out < 2; out++) {
      int64_t n = lengths[i];
      breathe(out, n, 5);
      assert_true(left[0] == 0 && right[0] == 0 && left[n - 1] == 0 && right[n - 1] == 0);
      assert_true(left[1] != 0 && left[n - 2] != 0);
    }
}

static void it_never_clicks(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
    for (uint32_t seed = 0; seed < 3; seed++)
      for (int out = 0; out < 2; out++) {
        int64_t n = lengths[i];
        breathe(out, n, seed);
        assert_within(hear_step(left, n), 0, 0.2, "largest step");
        assert_within(hear_step(left, 480), 0, 0.01, "largest step of the first 10 ms");
        assert_within(hear_step(left + n - 480, 480), 0, 0.01, "largest step of the last 10 ms");
      }
}

static void the_same_seed_sounds_the_same_however_it_is_cut(void **state) {
  (void)state;
  breathe(IN, 48000, 9);
  struct breath breath;
  breath_start(&breath, voicing, IN, 48000, 9);
  for (int at = 0, n = 1; at < 48000; at += n, n = n % 97 + 1) {
    if (n > 48000 - at) n = 48000 - at;
    breath_render(&breath, other + at, unused + at, n);
  }
  assert_memory_equal(left, other, 48000 * sizeof *left);
  assert_memory_equal(right, unused, 48000 * sizeof *right);
}

/* 1.5 dB between any two lengths, for each seed; ±1 dB and a little turbulence between seeds. */
static void its_loudness_is_even_across_lengths(void **state) {
  (void)state;
  for (int out = 0; out < 2; out++)
    for (uint32_t seed = 0; seed < 4; seed++) {
      double least = 0, most = -100;
      for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        breathe(out, lengths[i], seed);
        double db = hear_rms_db(left + lengths[i] / 4, lengths[i] / 2);
        least = fmin(least, db);
        most = fmax(most, db);
      }
      assert_within(most - least, 0, 1.5, "dB between the loudest and the quietest length");
      assert_within(most, -27, -20, "dBFS in the middle");
    }
}

static void in_is_brighter_than_out(void **state) {
  (void)state;
  for (uint32_t seed = 0; seed < 3; seed++) {
    breathe(IN, 192000, seed);
    double in_hz = hear_centroid_hz(left, 192000);
    breathe(OUT, 192000, seed);
    const double least[] = {[MIX_AIR] = 1.6, [MIX_OCEAN] = 1.6, [MIX_TONE] = 1.6};
    assert_within(in_hz / hear_centroid_hz(left, 192000), least[voicing], 5, "centroid of in over out");
  }
}

static void in_rises_and_out_falls(void **state) {
  (void)state;
  for (uint32_t seed = 0; seed < 3; seed++) {
    breathe(IN, 192000, seed);
    double rise = hear_centroid_hz(left + 144000, 48000) / hear_centroid_hz(left, 48000);
    breathe(OUT, 288000, seed);
    double fall = hear_centroid_hz(left + 216000, 72000) / hear_centroid_hz(left, 72000);
    assert_within(rise, 1.2, 2.5, "centroid of the last quarter of in over the first");
    assert_within(fall, 0.4, 0.85, "centroid of the last quarter of out over the first");
  }
}

static void it_is_heard_from_its_first_tenth_of_a_second(void **state) {
  (void)state;
  for (int out = 0; out < 2; out++) {
    breathe(out, 192000, 3);
    double middle_db = hear_rms_db(left + 72000, 48000);
    assert_within(hear_rms_db(left + 2400, 4800) - middle_db, -24, -6, "dB of 50…150 ms against the middle");
  }
}

static void out_is_fullest_earlier_than_in(void **state) {
  (void)state;
  double lead_db[2];
  for (int out = 0; out < 2; out++) {
    breathe(out, 288000, 6);
    lead_db[out] = hear_rms_db(left, 96000) - hear_rms_db(left + 192000, 96000);
  }
  assert_within(lead_db[OUT] - lead_db[IN], 1, 12,
                "dB by which the first third of out leads more than that of in");
}

/* Loudness in steps of 100 ms over the middle 4 s of 6, in dB. */
static void contour(const float *x, double db[40]) {
  for (int k = 0; k < 40; k++) db[k] = hear_rms_db(x + 48000 + k * 4800, 4800);
}

/* Ten breaths in a row: no two rise and fall alike. */
static void no_two_breaths_swell_alike(void **state) {
  (void)state;
  double db[10][40];
  for (uint32_t seed = 0; seed < 10; seed++) {
    breathe(OUT, 288000, seed);
    contour(left, db[seed]);
  }
  for (int a = 0; a < 10; a++)
    for (int b = 0; b < a; b++) {
      double sum = 0;
      for (int k = 0; k < 40; k++) sum += (db[a][k] - db[b][k]) * (db[a][k] - db[b][k]);
      assert_within(sqrt(sum / 40), 0.3, 6, "dB between two contours");
    }
}

/* Nor is one, as far as it is noise, a copy of another, or of itself. A tone of course repeats its period. */
static void no_two_breaths_are_copies(void **state) {
  (void)state;
  static float row[10][48000];
  if (voicing == MIX_TONE) return;
  for (uint32_t seed = 0; seed < 10; seed++) {
    breathe(OUT, 288000, seed);
    memcpy(row[seed], left + 120000, sizeof row[seed]);
    for (int64_t lag = 2400; lag <= 96000; lag += 2400)
      assert_within(hear_alike(left + 96000, left + 96000 + lag, 48000), -0.2, 0.2,
                    "likeness to itself later");
  }
  for (int a = 0; a < 10; a++)
    for (int b = 0; b < a; b++) assert_within(hear_alike(row[a], row[b], 48000), -0.2, 0.2, "likeness");
}

static void seeds_differ_a_little_in_colour_and_loudness(void **state) {
  (void)state;
  double least_hz = 1e9, most_hz = 0, least_db = 0, most_db = -100;
  for (uint32_t seed = 0; seed < 8; seed++) {
    breathe(OUT, 192000, seed);
    double hz = hear_centroid_hz(left, 192000), db = hear_rms_db(left, 192000);
    least_hz = fmin(least_hz, hz);
    most_hz = fmax(most_hz, hz);
    least_db = fmin(least_db, db);
    most_db = fmax(most_db, db);
  }
  assert_within(most_hz / least_hz, 1.03, 1.5, "centroids of eight seeds");
  assert_within(most_db - least_db, 1.0, 3, "dB between eight seeds");
}

/* ---- a row of breaths at a pace ----------------------------------------------------------------------- */

static float row_left[61 * FRAMES_RATE_HZ], row_right[61 * FRAMES_RATE_HZ];

/* A minute of breaths, in and out as 2 to 3; returns its frames. */
static int64_t breathe_a_minute(int breaths) {
  int64_t at = 0, whole = 60 * FRAMES_RATE_HZ / breaths;
  for (uint32_t b = 0; b < 2 * (uint32_t)breaths; b++) {
    int64_t frames = b % 2 ? whole - whole * 2 / 5 : whole * 2 / 5;
    struct breath breath;
    breath_start(&breath, voicing, b % 2, frames, b * 2654435761U + 1U);
    breath_render(&breath, row_left + at, row_right + at, (int)frames);
    at += frames;
  }
  return at;
}

static void its_level_is_even_from_4_to_10_breaths_a_minute(void **state) {
  (void)state;
  double least = 0, most = -100;
  for (int breaths = 4; breaths <= 10; breaths += 2) {
    double db = hear_rms_db(row_left, breathe_a_minute(breaths));
    least = fmin(least, db);
    most = fmax(most, db);
  }
  assert_within(most - least, 0, 1.5, "dB between paces");
}

/* Called for each voicing; the last one has them all. */
static void voicings_are_equally_loud(void **state) {
  (void)state;
  static double lufs[MIX_VOICINGS];
  int64_t frames = breathe_a_minute(6);
  lufs[voicing] = hear_lufs(row_left, row_right, frames);
  assert_within(lufs[voicing], -24, -20, "LUFS");
  for (int v = 0; v <= (int)voicing; v++)
    assert_within(lufs[v] - lufs[voicing], -1.5, 1.5, "LU between voicings");
}

/* The pitch of the tone at a place: of 120 to 260 Hz the one that is strongest. */
static double pitch_hz(const float *x) {
  double best_hz = 0, best = 0;
  for (double hz = 120; hz <= 260; hz += 0.5) {
    double re = 0, im = 0;
    for (int i = 0; i < 9600; i++) {
      double v = x[i] * (1 - cos(6.283185307179586 * i / 9600));
      re += v * cos(6.283185307179586 * hz * i / FRAMES_RATE_HZ);
      im += v * sin(6.283185307179586 * hz * i / FRAMES_RATE_HZ);
    }
    if (re * re + im * im <= best) continue;
    best = re * re + im * im;
    best_hz = hz;
  }
  return best_hz;
}

static void the_tone_goes_from_d_to_a_and_back(void **state) {
  (void)state;
  if (voicing != MIX_TONE) return;
  breathe(IN, 192000, 4);
  assert_within(pitch_hz(left + 4800), 144, 152, "Hz where in begins");
  assert_within(pitch_hz(left + 192000 - 14400), 214, 223, "Hz where in ends");
  breathe(OUT, 288000, 4);
  assert_within(pitch_hz(left + 4800), 214, 223, "Hz where out begins");
  assert_within(pitch_hz(left + 288000 - 14400), 144, 152, "Hz where out ends");
}

static void it_is_wide_but_safe_in_mono(void **state) {
  (void)state;
  breathe(IN, 192000, 2);
  assert_within(hear_alike(left, right, 192000), 0.6, 0.95, "likeness of the channels");
  double side_db = hear_rms_db(left, 192000);
  for (int64_t i = 0; i < 192000; i++) other[i] = 0.5f * (left[i] + right[i]);
  assert_within(hear_rms_db(other, 192000) - side_db, -1, 0.1, "dB that mono loses");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_ends_with_its_length_whatever_that_is),
      cmocka_unit_test(its_first_and_last_frame_are_silent_and_those_between_are_not),
      cmocka_unit_test(it_never_clicks),
      cmocka_unit_test(the_same_seed_sounds_the_same_however_it_is_cut),
      cmocka_unit_test(its_loudness_is_even_across_lengths),
      cmocka_unit_test(in_is_brighter_than_out),
      cmocka_unit_test(in_rises_and_out_falls),
      cmocka_unit_test(it_is_heard_from_its_first_tenth_of_a_second),
      cmocka_unit_test(out_is_fullest_earlier_than_in),
      cmocka_unit_test(no_two_breaths_swell_alike),
      cmocka_unit_test(no_two_breaths_are_copies),
      cmocka_unit_test(seeds_differ_a_little_in_colour_and_loudness),
      cmocka_unit_test(its_level_is_even_from_4_to_10_breaths_a_minute),
      cmocka_unit_test(voicings_are_equally_loud),
      cmocka_unit_test(the_tone_goes_from_d_to_a_and_back),
      cmocka_unit_test(it_is_wide_but_safe_in_mono),
  };
  int failed = 0;
  for (voicing = MIX_AIR; voicing < MIX_VOICINGS; voicing++)
    failed += cmocka_run_group_tests_name(voicing == MIX_AIR     ? "air"
                                          : voicing == MIX_OCEAN ? "ocean"
                                                                 : "tone",
                                          tests, NULL, NULL);
  return failed;
}
