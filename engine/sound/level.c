#include "level.h"

#include <math.h>

#include "mix.h"

/* Share of the way to the target per frame, 1 − e^(−1 / (48000 × time constant)). */
#define DUCK_FALL    5.2070e-4 /* 40 ms: down before the first vowel is out */
#define DUCK_RISE    6.9442e-5 /* 300 ms: no pumping between words */
#define SWELL_FOLLOW 1.0416e-4 /* 200 ms: breaths that do not meet are joined softly */
#define SWELL_EMPTY  2.6e-6    /* 8 s: a held breath stays full */
#define LIMITER_RISE 2.0831e-4 /* 100 ms */
#define ARRIVED      1e-5      /* closer than this is there: silence must become exact */

void level_glide_run(struct level_glide *glide, float target, float *gains, int n) {
  const float step = 1.0f / MIX_FADE_FRAMES;
  float now = glide->now;
  for (int i = 0; i < n; i++) {
    float way = target - now;
    now = fabsf(way) <= step ? target : now + (way > 0 ? step : -step);
    gains[i] = now;
  }
  glide->now = now;
}

void level_duck_run(struct level_duck *duck, int speaking, float *gains, int n) {
  double now = duck->now;
  for (int i = 0; i < n; i++) {
    double target = i < speaking ? LEVEL_DUCK_GAIN : 1;
    double way = target - now;
    now = fabs(way) <= ARRIVED ? target : now + way * (way < 0 ? DUCK_FALL : DUCK_RISE);
    gains[i] = (float)now;
  }
  duck->now = now;
}

void level_swell_follow(struct level_swell *swell, bool out, int64_t frames, float depth) {
  swell->out = out;
  swell->position = 0;
  swell->frames = frames;
  swell->depth = depth;
}

void level_swell_run(struct level_swell *swell, float *levels, int n) {
  double now = swell->now;
  for (int i = 0; i < n; i++) {
    if (swell->position < swell->frames) {
      double u = (double)swell->position++ / (double)swell->frames, full = u * u * (3 - 2 * u);
      now += (swell->depth * (swell->out ? 1 - full : full) - now) * SWELL_FOLLOW;
    } else {
      now -= now * SWELL_EMPTY;
    }
    levels[i] = (float)now;
  }
  swell->now = now > 1e-9 ? now : 0;
}

/* What a level may come out as: itself up to the knee, then bending towards the ceiling, which it never
** reaches. */
static float bend(float level) {
  const float room = LEVEL_CEILING - LEVEL_KNEE;
  return LEVEL_KNEE + room * (1.0f - expf((LEVEL_KNEE - level) / room));
}

float level_limit(struct level_limiter *limiter, float *left, float *right, int n) {
  double now = limiter->now;
  float peak = 0;
  for (int i = 0; i < n; i++) {
    float level = fmaxf(fabsf(left[i]), fabsf(right[i]));
    if (level > peak) peak = level;
    double wanted = level > LEVEL_KNEE ? bend(level) / level : 1;
    now = wanted - now <= ARRIVED ? wanted : now + (wanted - now) * LIMITER_RISE;
    left[i] *= (float)now;
    right[i] *= (float)now;
  }
  limiter->now = now;
  return peak;
}
