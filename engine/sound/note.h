/* One sounding cue: whichever way it is made, it starts, gives samples, may be faded early, and ends.
** Pure; the caller's memory; audio thread (or any one thread). */
#ifndef SUPINE_NOTE_H
#define SUPINE_NOTE_H

#include <stdbool.h>
#include <stdint.h>

#include "bed.h"
#include "bell.h"
#include "breath.h"
#include "mix.h"

struct note {
  struct mix_cue cue;
  uint32_t serial;
  int64_t position, frames; /* given out so far, and in all; it sounds while position < frames */
  int64_t fade_from;        /* position at which an early end begins; −1: none */
  union {
    struct breath breath;
    struct bell bell;
    struct bed bed;
  } made;
};

/* Sets *note to the beginning of the cue, which starts at mix frame `at` (not before cue->start). voicing: of
** breaths. A bed whose start has passed is taken up where it would be by now. */
void note_start(struct note *note, const struct mix_cue *cue, uint32_t serial, enum mix_voicing voicing,
                int64_t at);

/* Whether it still has samples to give. All zero is a note that has none. */
bool note_sounds(const struct note *note);

/* Frames until it ends. */
int64_t note_left_frames(const struct note *note);

/* Ends it within MIX_FADE_FRAMES from here, a bed within MIX_BED_FADE_FRAMES. A second call, or one
** after the end, does nothing. */
void note_fade(struct note *note);

/* Writes its next n frames at the cue's own gain; zeros after the end. swell: n values 0…1 that a
** bed follows. */
void note_render(struct note *note, const float *swell, float *left, float *right, int n);

#endif
