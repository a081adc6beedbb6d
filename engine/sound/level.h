/* Loudness over time: gliding volumes, the duck that makes room for the voice, the swell that follows the breath,
** the limiter at the very end.
** Everything goes on sample by sample, so that no result depends on how the time is cut into blocks.
** Pure; the caller's memory; any one thread. */
#ifndef SUPINE_LEVEL_H
#define SUPINE_LEVEL_H

#include <stdbool.h>
#include <stdint.h>

#define LEVEL_DUCK_GAIN 0.40f   /* −8 dB: a breath stays clear under a word without competing with it */
#define LEVEL_KNEE      0.80f   /* below it the limiter changes nothing at all */
#define LEVEL_CEILING   0.8910f /* just under −1 dBFS (0.89125), so that rounding cannot pass it */

/* A gain on its way to a target, at most 1 per MIX_FADE_FRAMES. */
struct level_glide {
  float now;
};

/* Writes n gains that go to target and stay there. Both within 0…1. */
void level_glide_run(struct level_glide *glide, float target, float *gains, int n);

/* Gain of everything that makes room: 1 when nobody speaks. */
struct level_duck {
  double now; /* finer than a float: the last of its way is made of very small steps */
};

/* Writes n gains; somebody speaks during the first speaking of them (0…n). */
void level_duck_run(struct level_duck *duck, int speaking, float *gains, int n);

/* How full the lungs of what is heard are. All zero: empty. */
struct level_swell {
  double now;
  bool out;
  int64_t position, frames; /* of the breath it follows */
  float depth;
};

/* A breath of so many frames begins here. depth: 0…1, how far it goes. */
void level_swell_follow(struct level_swell *swell, bool out, int64_t frames, float depth);

/* Writes n values 0…1. Between breaths it holds, and empties over many seconds. */
void level_swell_run(struct level_swell *swell, float *levels, int n);

/* Holds both channels together below LEVEL_CEILING: falls at once, rises slowly, no delay. */
struct level_limiter {
  double now;
};

/* Limits n frames in place; |result| <= LEVEL_CEILING for every finite input. Returns the largest absolute
** sample before. */
float level_limit(struct level_limiter *limiter, float *left, float *right, int n);

#endif
