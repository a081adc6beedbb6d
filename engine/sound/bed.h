/* The music bed: quiet, endless, in D (major pentatonic: D E F# A B, the key of the bells and of the tone
** voicing).
**
** drone  a chord of low strings that gives way to another every 12 s, each overlapping the next
** pads   single notes of the present chord that swell and fade over 7 to 12 s
** bells  soft, high and sparse
** What sounds at a position follows from the seed and the position alone, so a bed can be taken up anywhere
** and is the same piece. Half of it swells with the breath. It fades in over BED_FADE_FRAMES from where it
** is taken up and out before its end. Pure; the caller's memory; any one thread. */
#ifndef SUPINE_BED_H
#define SUPINE_BED_H

#include <stdint.h>

#define BED_FADE_FRAMES 144000 /* 3 s */
#define BED_CELL_FRAMES 128    /* made at a time; envelopes go on straight lines between cells */
#define BED_STRINGS     64     /* sounding at the same time: of what comes on top nothing is heard */

/* One sine of a note. */
struct bed_string {
  int64_t from, frames; /* sounds from … from + frames */
  double hz, turns;     /* pitch, and where in its turn it starts */
  double turn, lift;    /* its turn per frame, as a complex factor */
  float level, decay_s; /* decay_s: struck, falls to 1/e; 0: swells and fades over its whole length */
  float left, right;
  int layer; /* 0: steady, 1: swells with the breath */
};

struct bed {
  int64_t frames, position, taken_up; /* in the strings' time, like their from */
  uint32_t seed;
  int count;
  struct bed_string strings[BED_STRINGS];
  float cell[2][2][BED_CELL_FRAMES]; /* layer, channel: the cell in which position lies */
};

/* Sets *bed to position frames of a bed of `frames` in all (both at least 0). */
void bed_start(struct bed *bed, int64_t frames, int64_t position, uint32_t seed);

/* Writes the next n frames; swell: n values 0…1, how full the lungs are. Zeros after the end; the first and the
** last frame are 0. */
void bed_render(struct bed *bed, const float *swell, float *left, float *right, int n);

#endif
