/* What the sound tests measure samples with. */
#ifndef HEAR_H
#define HEAR_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "frames.h"

#define HEAR_DFT 1024

static inline double hear_rms_db(const float *x, int64_t n) {
  double sum = 0;
  for (int64_t i = 0; i < n; i++) sum += (double)x[i] * x[i];
  return 10 * log10(sum / (double)n + 1e-30);
}

/* Largest difference between neighbours. */
static inline double hear_step(const float *x, int64_t n) {
  double step = 0;
  for (int64_t i = 1; i < n; i++) step = fmax(step, fabs((double)x[i] - x[i - 1]));
  return step;
}

/* Correlation of two stretches, −1…1. */
static inline double hear_alike(const float *x, const float *y, int64_t n) {
  double xy = 0, xx = 0, yy = 0;
  for (int64_t i = 0; i < n; i++) {
    xy += (double)x[i] * y[i];
    xx += (double)x[i] * x[i];
    yy += (double)y[i] * y[i];
  }
  return xy / sqrt(xx * yy + 1e-30);
}

/* Centre of gravity of the power spectrum in Hz, from 24 Hann windows spread over the stretch. n: at least
** HEAR_DFT. */
static inline double hear_centroid_hz(const float *x, int64_t n) {
  static double cosine[HEAR_DFT], sine[HEAR_DFT];
  double power = 0, moment = 0;
  for (int i = 0; i < HEAR_DFT; i++) {
    cosine[i] = cos(6.283185307179586 * i / HEAR_DFT);
    sine[i] = sin(6.283185307179586 * i / HEAR_DFT);
  }
  for (int w = 0; w < 24; w++) {
    const float *from = x + (n - HEAR_DFT) * w / 23;
    for (int bin = 1; bin < HEAR_DFT / 2; bin++) {
      double re = 0, im = 0;
      for (int i = 0; i < HEAR_DFT; i++) {
        double v = from[i] * (1 - cosine[i]);
        re += v * cosine[bin * i % HEAR_DFT];
        im += v * sine[bin * i % HEAR_DFT];
      }
      power += re * re + im * im;
      moment += (re * re + im * im) * bin * FRAMES_RATE_HZ / HEAR_DFT;
    }
  }
  return moment / power;
}

struct hear_biquad {
  double b0, b1, b2, a1, a2, z1, z2;
};

static inline double hear_biquad(struct hear_biquad *f, double in) {
  double out = f->b0 * in + f->z1;
  f->z1 = f->b1 * in - f->a1 * out + f->z2;
  f->z2 = f->b2 * in - f->a2 * out;
  return out;
}

#define HEAR_SLICES 4096 /* of 100 ms */

/* Integrated loudness of two channels at 48 kHz after ITU-R BS.1770: K-weighting, blocks of 400 ms every 100 ms,
** gates at −70 LUFS and 10 LU below the mean. n: at most HEAR_SLICES × 4800. */
static inline double hear_lufs(const float *left, const float *right, int64_t n) {
  static double power[HEAR_SLICES];
  int64_t slices = n / 4800;
  memset(power, 0, sizeof power);
  for (int channel = 0; channel < 2; channel++) {
    const float *x = channel ? right : left;
    struct hear_biquad shelf = {
        1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585, 0, 0};
    struct hear_biquad low_cut = {1, -2, 1, -1.99004745483398, 0.99007225036621, 0, 0};
    for (int64_t i = 0; i < slices * 4800; i++) {
      double y = hear_biquad(&low_cut, hear_biquad(&shelf, (double)x[i]));
      power[i / 4800] += y * y / 4800;
    }
  }
  double gate = pow(10, (-70 + 0.691) / 10), mean = 0;
  for (int pass = 0; pass < 2; pass++) {
    double sum = 0;
    int64_t blocks = 0;
    for (int64_t s = 0; s + 4 <= slices; s++) {
      double block = (power[s] + power[s + 1] + power[s + 2] + power[s + 3]) / 4;
      if (block < gate) continue;
      sum += block;
      blocks++;
    }
    mean = blocks > 0 ? sum / (double)blocks : 0;
    gate = fmax(gate, mean / 10);
  }
  return -0.691 + 10 * log10(mean + 1e-30);
}

static inline void assert_within(double value, double least, double most, const char *what) {
  if (!(value >= least && value <= most)) fail_msg("%s: %g is not in %g…%g", what, value, least, most);
}

#endif
