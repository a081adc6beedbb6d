/* Randomness that depends on nothing but its seed: the same on every machine, at any place, in any order.
** Pure; any thread. */
#ifndef SUPINE_CHANCE_H
#define SUPINE_CHANCE_H

#include <stdint.h>

/* A well-mixed number for each number. */
static inline uint32_t chance_scramble(uint32_t x) {
  x ^= x >> 16;
  x *= 0x7feb352dU;
  x ^= x >> 15;
  x *= 0x846ca68bU;
  return x ^ (x >> 16);
}

static inline uint32_t chance_bits(uint32_t seed, uint32_t index) {
  return chance_scramble(seed ^ chance_scramble(index + 0x9e3779b9U));
}

/* −1…1, fixed by (seed, index). */
static inline float chance_at(uint32_t seed, uint32_t index) {
  return (float)chance_bits(seed, index) * (2.0f / 4294967296.0f) - 1.0f;
}

/* A slow random line, −1…1, through one random point a unit of x, smooth between them. x: at least 0. */
static inline float chance_wander(uint32_t seed, float x) {
  uint32_t cell = (uint32_t)x;
  float u = x - (float)cell;
  float a = chance_at(seed, cell), b = chance_at(seed, cell + 1);
  return a + (b - a) * u * u * (3.0f - 2.0f * u);
}

#endif
