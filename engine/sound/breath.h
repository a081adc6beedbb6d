/* One breath, made where it sounds: noise shaped like air or surf, or a hum over a little air (voicing.h).
**
** in   opens, brightens and rises
** out  is darker, falls, starts sooner and tapers off longer
** The loudness follows the flow of a raised-cosine lung level (its derivative, a half sine), lifted a
** little so that the first moment is heard. Turbulence wanders slowly in loudness and colour; formants,
** level and the moment of the peak differ a little from seed to seed. The middle of both channels is
** the plain breath, so mono is safe. Pure: the same (voicing, direction, length, seed) gives the same
** samples, however they are cut into calls. Any one thread. */
#ifndef SUPINE_BREATH_H
#define SUPINE_BREATH_H

#include <stdbool.h>
#include <stdint.h>

#include "hum.h"
#include "voicing.h"

#define BREATH_GRID_FRAMES 32 /* filters and envelope are set anew so often, from the breath's start on */

/* A state-variable filter (Simper's trapezoidal form: it may be retuned while it runs), middle and side. */
struct breath_filter {
  float a1, a2, a3, damping;
  float state_1[2], state_2[2];
};

struct breath {
  const struct voicing *voicing;
  int64_t frames, position;
  uint32_t seed, noise;
  float formant, level, skew; /* this seed's factors on formants and level, and its envelope's exponent */
  float gain, gain_step;      /* envelope, on a straight line between two grid points */
  struct breath_filter air, bands[VOICING_BANDS];
  float weights[VOICING_BANDS];
  struct hum hum;
};

/* Sets *breath to the beginning of a breath of exactly frames frames (at least 0); out: breathing out. */
void breath_start(struct breath *breath, enum mix_voicing voicing, bool out, int64_t frames, uint32_t seed);

/* Writes the next n frames; zeros after the end. The first and the last frame of a breath are 0. */
void breath_render(struct breath *breath, float *left, float *right, int n);

#endif
