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

static inline void assert_within(double value, double least, double most, const char *what) {
  if (!(value >= least && value <= most)) fail_msg("%s: %g is not in %g…%g", what, value, least, most);
}

#endif
