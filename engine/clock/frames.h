/* The two timelines, each a type of its own so that the compiler keeps them apart. 48,000 frames a second on
** both.
**
** mix frame  counts sample frames since the mixer opened; it never stops or goes back while the device lives.
** ses frame  counts sample frames of one session: 0 is its first moment; it stands still while paused.
** tick       400 frames, 120 a second. Derived from frames, never accumulated. */
#ifndef SUPINE_FRAMES_H
#define SUPINE_FRAMES_H

#include <stdint.h>

#define FRAMES_RATE_HZ  48000
#define FRAMES_PER_TICK 400

struct mix_frame {
  int64_t v;
};

struct ses_frame {
  int64_t v;
};

/* Whole frames of a length in seconds, rounded to nearest. */
static inline int64_t frames_of_s(double s) {
  return (int64_t)(s * FRAMES_RATE_HZ + (s < 0 ? -0.5 : 0.5));
}

/* Seconds of a number of frames. */
static inline double frames_to_s(int64_t frames) {
  return (double)frames / FRAMES_RATE_HZ;
}

/* Ticks that have begun by ses frame f; f: at least 0. */
static inline int64_t frames_ticks(struct ses_frame f) {
  return f.v / FRAMES_PER_TICK;
}

#endif
