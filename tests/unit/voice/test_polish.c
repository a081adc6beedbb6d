/* Interpolation without images, even loudness, silent ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "polish.h"

#define TURN    6.283185307179586
#define RATE_HZ 48000.0
#define N       48000

static float x[N], kept[N];

static void assert_within(double value, double least, double most, const char *what) {
  if (!(value >= least && value <= most)) fail_msg("%s: %g is not in %g…%g", what, value, least, most);
}

/* Amplitude of a sine of hz in the Hann-windowed stretch. */
static double amplitude(const float *samples, int n, double hz) {
  double re = 0, im = 0;
  for (int i = 0; i < n; i++) {
    double v = samples[i] * (1 - cos(TURN * i / n));
    re += v * cos(TURN * hz * i / RATE_HZ);
    im += v * sin(TURN * hz * i / RATE_HZ);
  }
  return 2 * sqrt(re * re + im * im) / n;
}

/* A tone at another rate, brought to ours; *frames receives how many samples. */
static float *resampled(double hz, int count, int rate_hz, int64_t *frames) {
  int16_t *slow = malloc((size_t)count * sizeof *slow);
  assert_non_null(slow);
  for (int i = 0; i < count; i++) slow[i] = (int16_t)lrint(16000 * sin(TURN * hz * i / rate_hz));
  float *fast = polish_resample(slow, count, rate_hz, frames);
  assert_non_null(fast);
  free(slow);
  return fast;
}

static void a_tone_keeps_its_level_and_its_place_from_any_rate(void **state) {
  (void)state;
  const double tones_hz[] = {100, 1000, 3000, 6500};
  const int rates_hz[] = {16000, 22050, 24000, 44100, 47999, 48000};
  for (size_t r = 0; r < sizeof rates_hz / sizeof *rates_hz; r++)
    for (size_t t = 0; t < sizeof tones_hz / sizeof *tones_hz; t++) {
      int64_t frames;
      float *fast = resampled(tones_hz[t], 4000, rates_hz[r], &frames);
      assert_int_equal(frames, 4000LL * 48000 / rates_hz[r]);
      for (int64_t i = 200; i < frames - 200; i++) {
        double exact = 16000 / 32768.0 * sin(TURN * tones_hz[t] * (double)i / RATE_HZ);
        assert_within(fast[i] - exact, -0.001, 0.001, "error of a sample");
      }
      free(fast);
    }
}

static void images_above_8_khz_are_60_db_down(void **state) {
  (void)state;
  const double tones_hz[] = {300, 3000, 5000, 7000};
  for (size_t t = 0; t < sizeof tones_hz / sizeof *tones_hz; t++) {
    int64_t frames;
    float *fast = resampled(tones_hz[t], 4000, 16000, &frames);
    double tone = amplitude(fast + 1000, 9600, tones_hz[t]);
    assert_within(20 * log10(amplitude(fast + 1000, 9600, 16000 - tones_hz[t]) / tone), -200, -60,
                  "image, dB");
    assert_within(20 * log10(amplitude(fast + 1000, 9600, 16000 + tones_hz[t]) / tone), -200, -60,
                  "image, dB");
    free(fast);
  }
}

static void one_sample_is_enough_to_interpolate(void **state) {
  (void)state;
  int16_t one = 32767;
  int64_t frames;
  float *fast = polish_resample(&one, 1, 16000, &frames);
  assert_non_null(fast);
  assert_within(fast[0], 0.8, 1.0, "the sample itself");
  free(fast);
}

static void rumble_and_hiss_go_and_words_are_lifted_over_the_fundamental(void **state) {
  (void)state;
  double gain_db[4];
  const double tones_hz[] = {30, 200, 3500, 7000};
  for (int t = 0; t < 4; t++) {
    for (int i = 0; i < N; i++) x[i] = (float)(0.1 * sin(TURN * tones_hz[t] * i / RATE_HZ));
    polish_clear(x, N);
    gain_db[t] = 20 * log10(amplitude(x + 9600, 9600, tones_hz[t]) / 0.1);
  }
  assert_within(gain_db[0], -40, -12, "dB at 30 Hz");
  assert_within(gain_db[1], -2, 1.5, "dB at 200 Hz");
  assert_within(gain_db[2] - gain_db[1], 3, 8, "dB from 200 Hz to 3.5 kHz");
  assert_within(gain_db[3] - gain_db[2], -10, -3, "dB from 3.5 kHz to 7 kHz");
}

/* Words of half a second between silences of as long. */
static void speak(double amount) {
  for (int i = 0; i < N; i++) x[i] = i % 24000 < 12000 ? (float)(amount * sin(TURN * 300 * i / RATE_HZ)) : 0;
}

static double speech_rms_db(void) {
  double sum = 0;
  int n = 0;
  for (int i = 0; i < N; i++) {
    if (i % 24000 >= 12000) continue;
    sum += (double)x[i] * x[i];
    n++;
  }
  return 10 * log10(sum / n);
}

static void loudness_is_evened_over_the_words_alone(void **state) {
  (void)state;
  const double amounts[] = {0.002, 0.05, 0.3, 1};
  for (size_t a = 0; a < sizeof amounts / sizeof *amounts; a++) {
    speak(amounts[a]);
    polish_even(x, N);
    assert_within(speech_rms_db(), -20.2, -19.8, "dBFS of the words");
  }
}

static void no_peak_stays_above_minus_3_dbfs(void **state) {
  (void)state;
  speak(0.1);
  for (int i = 3; i < N; i += 2000) x[i] = i % 3 ? 3 : -3;
  polish_even(x, N);
  double peak = 0;
  for (int i = 0; i < N; i++) peak = fmax(peak, fabs((double)x[i]));
  assert_within(peak, 0.6, POLISH_PEAK + 1e-6, "peak");
}

static void silence_stays_silence(void **state) {
  (void)state;
  memset(x, 0, sizeof x);
  polish_even(x, N);
  int64_t cut;
  for (int i = 0; i < N; i++) assert_true(x[i] == 0);
  assert_int_equal(polish_trim(x, N, &cut), 0);
  assert_int_equal(cut, 0);
}

static void silence_is_cut_and_the_ends_are_ramped_to_zero(void **state) {
  (void)state;
  for (int i = 0; i < N; i++) x[i] = kept[i] = i >= 10000 && i < 30000 ? 0.3f : 0.0005f;
  int64_t cut, n = polish_trim(x, N, &cut);
  assert_int_equal(cut, 10000 - POLISH_LEAD_FRAMES);
  assert_int_equal(n, 20000 + POLISH_LEAD_FRAMES + POLISH_TAIL_FRAMES);
  assert_true(x[0] == 0 && x[n - 1] == 0);
  for (int64_t i = POLISH_LEAD_FRAMES; i < n - POLISH_TAIL_FRAMES; i++) assert_true(x[i] == kept[i + cut]);
}

static void sound_that_fills_everything_is_ramped_all_the_same(void **state) {
  (void)state;
  for (int i = 0; i < N; i++) x[i] = 0.3f;
  int64_t cut, n = polish_trim(x, N, &cut);
  assert_int_equal(cut, 0);
  assert_int_equal(n, N);
  assert_true(x[0] == 0 && x[n - 1] == 0);
  for (int i = 1; i < N; i++) assert_within(fabs((double)x[i] - x[i - 1]), 0, 0.001, "step");
  x[0] = 0.5f;
  assert_int_equal(polish_trim(x, 1, &cut), 1);
  assert_true(x[0] == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_tone_keeps_its_level_and_its_place_from_any_rate),
      cmocka_unit_test(images_above_8_khz_are_60_db_down),
      cmocka_unit_test(one_sample_is_enough_to_interpolate),
      cmocka_unit_test(rumble_and_hiss_go_and_words_are_lifted_over_the_fundamental),
      cmocka_unit_test(loudness_is_evened_over_the_words_alone),
      cmocka_unit_test(no_peak_stays_above_minus_3_dbfs),
      cmocka_unit_test(silence_stays_silence),
      cmocka_unit_test(silence_is_cut_and_the_ends_are_ramped_to_zero),
      cmocka_unit_test(sound_that_fills_everything_is_ramped_all_the_same),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
