#include "polish.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "vec.h"

#define RATE_HZ      ((double)POLISH_RATE_HZ)
#define TAPS_A_SIDE  35     /* of the interpolating filter, in samples of the input */
#define CUTOFF       0.9375 /* of half the input's rate: at 16 kHz, passes up to 7 kHz and stops from 8 kHz */
#define TAPS         (2 * TAPS_A_SIDE)
#define KAISER_BETA  6.76 /* 70 dB */
#define RUMBLE_HZ    90.0
#define WARMTH_HZ    450.0 /* the voice is mostly fundamental: what carries the words is lifted over it, */
#define WARMTH_DB    4.0
#define CLARITY_HZ   2500.0 /* and the consonants a little more, for rooms in which a breath sounds as well */
#define CLARITY_DB   3.0
#define HISS_HZ      6000.0 /* the top of every s is taken off again */
#define SLICE_FRAMES 960    /* 20 ms: loudness is judged so finely */
#define SPEECH_SHARE 0.1    /* of the loudest slice: what is quieter is not speech (20 dB) */
#define SILENT       0.003  /* −50 dBFS after evening: below it nothing is heard under a breath */
#define LIMIT_FRAMES 240    /* 5 ms: how far ahead a peak is seen coming */

/* ---- interpolation ------------------------------------------------------------------------------------ */

/* Modified Bessel function of the first kind, order 0. */
static double bessel(double x) {
  double sum = 1, term = 1;
  for (int k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) * (x / (2 * k));
    sum += term;
  }
  return sum;
}

/* The interpolating filter at a distance in samples of the input: a sinc under a Kaiser window. */
static double tap(double distance) {
  double x = fabs(distance), u = fmin(x / (TAPS_A_SIDE + 0.34), 1);
  double sinc = x < 1e-9 ? 1 : sin(VEC_PI * CUTOFF * x) / (VEC_PI * CUTOFF * x);
  return CUTOFF * sinc * bessel(KAISER_BETA * sqrt(1 - u * u)) / bessel(KAISER_BETA);
}

static int64_t common_divisor(int64_t a, int64_t b) {
  return b == 0 ? a : common_divisor(b, a % b);
}

/* Where an output falls between two inputs repeats after `phases` outputs: each phase has its own TAPS weights, from
** the input TAPS_A_SIDE - 1 before it on. NULL without memory. */
static float *design(int rate_hz, int phases) {
  float *weights = malloc((size_t)phases * TAPS * sizeof *weights);
  for (int phase = 0; weights && phase < phases; phase++) {
    double at = (double)((int64_t)phase * rate_hz % POLISH_RATE_HZ) / POLISH_RATE_HZ;
    for (int k = 0; k < TAPS; k++) weights[phase * TAPS + k] = (float)tap(k - (TAPS_A_SIDE - 1) - at);
  }
  return weights;
}

/* In four sums, whose order is fixed: one alone would wait for itself at every step. */
static float weighted(const float *weights, const float *samples, int count) {
  float sum[4] = {0, 0, 0, 0};
  int k = 0;
  for (; k + 4 <= count; k += 4)
    for (int i = 0; i < 4; i++) sum[i] += weights[k + i] * samples[k + i];
  for (; k < count; k++) sum[0] += weights[k] * samples[k];
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

float *polish_resample(const int16_t *samples, int64_t count, int rate_hz, int64_t *frames) {
  assert(count >= 1 && rate_hz >= 1000 && rate_hz <= POLISH_RATE_HZ);
  int phases = (int)(POLISH_RATE_HZ / common_divisor(POLISH_RATE_HZ, rate_hz));
  *frames = count * POLISH_RATE_HZ / rate_hz;
  float *out = malloc((size_t)*frames * sizeof *out), *weights = design(rate_hz, phases);
  float *in = malloc((size_t)count * sizeof *in); /* converted once: each is read by some 200 outputs */
  for (int64_t i = 0; in && i < count; i++) in[i] = (float)samples[i];
  for (int64_t o = 0; out && in && weights && o < *frames; o++) {
    const float *w = weights + o % phases * TAPS;
    int64_t first = o * rate_hz / POLISH_RATE_HZ - (TAPS_A_SIDE - 1);
    int from = first < 0 ? (int)-first : 0, to = first + TAPS > count ? (int)(count - first) : TAPS;
    out[o] = weighted(w + from, in + first + from, to - from) / 32768.0f;
  }
  if (!weights || !in) {
    free(out);
    out = NULL;
  }
  free(in);
  free(weights);
  return out;
}

/* ---- colour ------------------------------------------------------------------------------------------- */

enum { BIQUADS = 4 };

struct biquad {
  double b0, b1, b2, a1, a2;
};

/* One behind the other, sample by sample: while one waits for its own last result the others compute. */
static void biquads_run(const struct biquad f[BIQUADS], float *samples, int64_t count) {
  double z1[BIQUADS] = {0}, z2[BIQUADS] = {0};
  for (int64_t i = 0; i < count; i++) {
    float sample = samples[i];
    for (int k = 0; k < BIQUADS; k++) {
      double in = (double)sample, out = f[k].b0 * in + z1[k];
      z1[k] = f[k].b1 * in - f[k].a1 * out + z2[k];
      z2[k] = f[k].b2 * in - f[k].a2 * out;
      sample = (float)out;
    }
    samples[i] = sample;
  }
}

/* All after R. Bristow-Johnson's "Cookbook formulae for audio EQ biquad filter coefficients". */
static struct biquad high_pass(double hz) {
  double w = 2 * VEC_PI * hz / RATE_HZ, alpha = sin(w) / sqrt(2), c = cos(w), a0 = 1 + alpha;
  return (struct biquad){(1 + c) / 2 / a0, -(1 + c) / a0, (1 + c) / 2 / a0, -2 * c / a0, (1 - alpha) / a0};
}

static struct biquad low_pass(double hz) {
  double w = 2 * VEC_PI * hz / RATE_HZ, alpha = sin(w) / sqrt(2), c = cos(w), a0 = 1 + alpha;
  return (struct biquad){(1 - c) / 2 / a0, (1 - c) / a0, (1 - c) / 2 / a0, -2 * c / a0, (1 - alpha) / a0};
}

static struct biquad high_shelf(double hz, double db) {
  double a = pow(10, db / 40), w = 2 * VEC_PI * hz / RATE_HZ, c = cos(w);
  double slope = 2 * sqrt(a) * sin(w) / sqrt(2);
  double a0 = (a + 1) - (a - 1) * c + slope;
  return (struct biquad){a * ((a + 1) + (a - 1) * c + slope) / a0, -2 * a * ((a - 1) + (a + 1) * c) / a0,
                         a * ((a + 1) + (a - 1) * c - slope) / a0, 2 * ((a - 1) - (a + 1) * c) / a0,
                         ((a + 1) - (a - 1) * c - slope) / a0};
}

void polish_clear(float *samples, int64_t count) {
  const struct biquad colour[BIQUADS] = {high_pass(RUMBLE_HZ), high_shelf(WARMTH_HZ, WARMTH_DB),
                                         high_shelf(CLARITY_HZ, CLARITY_DB), low_pass(HISS_HZ)};
  biquads_run(colour, samples, count);
}

/* ---- level -------------------------------------------------------------------------------------------- */

static double slice_power(const float *samples, int64_t count, int64_t from) {
  int64_t n = count - from < SLICE_FRAMES ? count - from : SLICE_FRAMES;
  double sum = 0;
  for (int64_t i = from; i < from + n; i++) sum += (double)samples[i] * samples[i];
  return sum / (double)n;
}

/* Root mean square of the slices in which somebody speaks. */
static double speech_rms(const float *samples, int64_t count) {
  double loudest = 0, sum = 0;
  int64_t slices = 0;
  for (int64_t at = 0; at < count; at += SLICE_FRAMES)
    loudest = fmax(loudest, slice_power(samples, count, at));
  for (int64_t at = 0; at < count; at += SLICE_FRAMES) {
    double power = slice_power(samples, count, at);
    if (power < loudest * SPEECH_SHARE * SPEECH_SHARE) continue;
    sum += power;
    slices++;
  }
  return slices > 0 ? sqrt(sum / (double)slices) : 0;
}

/* Turns the samples around each peak down, smoothly: the gain falls on a line over LIMIT_FRAMES before
** the peak and rises as slowly behind it. Two passes, since a line of gain may start before another
** peak. */
static void limit(float *samples, int64_t count) {
  const double step = 1.0 / LIMIT_FRAMES;
  double gain = 1;
  float *gains = malloc((size_t)count * sizeof *gains);
  if (!gains) { /* without memory for lines the whole is turned down */
    float peak = 0;
    for (int64_t i = 0; i < count; i++) peak = fmaxf(peak, fabsf(samples[i]));
    for (int64_t i = 0; i < count && peak > POLISH_PEAK; i++) samples[i] *= (float)(POLISH_PEAK / peak);
    return;
  }
  for (int64_t i = 0; i < count; i++) {
    double level = fabs((double)samples[i]);
    gain = fmin(fmin(1, gain + step), level > POLISH_PEAK ? POLISH_PEAK / level : 1);
    gains[i] = (float)gain;
  }
  gain = 1;
  for (int64_t i = count - 1; i >= 0; i--) {
    gain = fmin(fmin(1, gain + step), gains[i]);
    samples[i] *= (float)gain;
  }
  free(gains);
}

void polish_even(float *samples, int64_t count) {
  double rms = speech_rms(samples, count);
  if (rms <= 1e-5) return; /* −100 dBFS: there is nothing to make louder */
  float gain = (float)(POLISH_RMS / rms);
  for (int64_t i = 0; i < count; i++) samples[i] *= gain;
  limit(samples, count);
}

int64_t polish_trim(float *samples, int64_t count, int64_t *cut_frames) {
  int64_t first = 0, last = count - 1;
  while (first < count && fabsf(samples[first]) < SILENT) first++;
  *cut_frames = 0;
  if (first == count) return 0;
  while (fabsf(samples[last]) < SILENT) last--;
  first = first > POLISH_LEAD_FRAMES ? first - POLISH_LEAD_FRAMES : 0;
  last = last + POLISH_TAIL_FRAMES < count ? last + POLISH_TAIL_FRAMES : count - 1;
  int64_t n = last - first + 1;
  memmove(samples, samples + first, (size_t)n * sizeof *samples);
  *cut_frames = first;
  for (int64_t i = 0; i < POLISH_LEAD_FRAMES && i < n; i++) samples[i] *= (float)i / POLISH_LEAD_FRAMES;
  for (int64_t i = 0; i < POLISH_TAIL_FRAMES && i < n; i++)
    samples[n - 1 - i] *= (float)i / POLISH_TAIL_FRAMES;
  return n;
}
