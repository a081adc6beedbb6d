/* What a breath is made of, for each of the voicings that the player can choose from. Constant data.
**
** air    a nose that opens and rises, lips that sigh: the plain breath
** ocean  soft surf: the water gathers and draws up, then runs out in a long, foaming tail; slow and wide
** tone   a warm hum in D, the key of the bells and of the music bed: a fifth up from D to A, brightening, and
**        the same fifth down, mellow, over a little air */
#ifndef SUPINE_VOICING_H
#define SUPINE_VOICING_H

#include <stdbool.h>

#include "mix.h"

#define VOICING_BANDS     3
#define VOICING_HARMONICS 4

struct voicing {
  struct voicing_band { /* resonances in noise; from: at the start of the breath, to: at its end */
    float from_hz, to_hz, q, from_weight, to_weight; /* weights: RMS of the band at full flow */
  } bands[VOICING_BANDS];
  float air_from_hz, air_to_hz; /* everything above is dull */
  float peak;                   /* where in the breath the flow is greatest, 0…1 */
  float flow_power;             /* of the half sine: below 1 the breath is heard from its first moment */
  float side;                   /* of the side in each channel: air around the head, not in front of it */
  struct {
    float rate_hz, depth;
  } turbulence[2];    /* how fast and how far the loudness wanders */
  float colour_drift; /* how far the resonances wander, and */
  float formant_step; /* how far they differ from seed to seed */
  float grain;        /* 0…1: how much of the last band comes in bubbles */
  struct {
    float from_hz, to_hz, level; /* level 0: no tone */
    float harmonics[VOICING_HARMONICS];
  } tone;
};

/* Constant, never NULL. */
const struct voicing *voicing_of(enum mix_voicing voicing, bool out);

#endif
