/* A soft tone of a few harmonics that may glide: three strings a hair apart, one in the middle and one at
** either side, so that it lives and stays whole in mono. Phases are kept in turns and set anew at each
** hum_tune, so that nothing accumulates. Pure; the caller's memory; any one thread. */
#ifndef SUPINE_HUM_H
#define SUPINE_HUM_H

#include <stdint.h>

#include "voicing.h"

#define HUM_STRINGS 3
#define HUM_SIDE    0.30f /* of a side string against the middle one */

struct hum {
  double turns[HUM_STRINGS]; /* where the next hum_tune goes on */
  float apart[HUM_STRINGS];  /* factor on the pitch */
  float re[HUM_STRINGS], im[HUM_STRINGS], turn[HUM_STRINGS], lift[HUM_STRINGS];
  float harmonics[VOICING_HARMONICS];
};

/* Sets *hum to its beginning: where in their turn the strings start, and how far apart they are, is the
** seed's. */
void hum_start(struct hum *hum, uint32_t seed);

/* The next `frames` frames are at hz; the harmonics' loudness stands as given, times `bright` for every step up,
** and the whole is evened to the same power. Call it exactly every `frames` frames. */
void hum_tune(struct hum *hum, double hz, const float harmonics[VOICING_HARMONICS], float bright, int frames);

/* One frame; RMS about 1 over both channels. */
static inline void hum_frame(struct hum *hum, float *left, float *right) {
  float strings[HUM_STRINGS];
  for (int s = 0; s < HUM_STRINGS; s++) {
    float re = hum->re[s], im = hum->im[s];
    float twice = 2.0f * re * re - 1.0f; /* Chebyshev: cos 2x, 3x, 4x from cos x */
    strings[s] = hum->harmonics[0] * re + hum->harmonics[1] * twice +
                 hum->harmonics[2] * re * (2.0f * twice - 1.0f) +
                 hum->harmonics[3] * (2.0f * twice * twice - 1.0f);
    hum->re[s] = re * hum->turn[s] - im * hum->lift[s];
    hum->im[s] = re * hum->lift[s] + im * hum->turn[s];
  }
  *left = strings[0] + HUM_SIDE * strings[1];
  *right = strings[0] + HUM_SIDE * strings[2];
}

#endif
