/* Struck and short sounds: the bowl that counts a repetition, the two lower ones of the end, the
** count-in's wooden tick, and the probe's click. Each is a sum of decaying sines, turned sample by
** sample. Pure: the same samples however they are cut into calls. Any one thread. */
#ifndef SUPINE_BELL_H
#define SUPINE_BELL_H

#include <stdint.h>

#include "mix.h"

#define BELL_PARTIALS_MAX 24

struct bell {
  int64_t frames, position;
  int count;
  int64_t attack_frames;
  struct {
    int64_t from;      /* frame of its strike */
    double re, im;     /* phasor: im is what sounds */
    double turn, lift; /* its turn and decay per frame, as a complex factor */
  } partials[BELL_PARTIALS_MAX];
};

/* Length in frames of a MIX_BELL, MIX_BELL_END, MIX_TICK or MIX_PROBE; 0 for the others. */
int64_t bell_frames(enum mix_sound sound);

/* Sets *bell to the beginning of one of those four. Other sounds are silent and of length 0. */
void bell_start(struct bell *bell, enum mix_sound sound);

/* Writes the next n samples; zeros after the end. */
void bell_render(struct bell *bell, float *mono, int n);

#endif
