/* The inner loops of the software renderer: one row of pixels of one triangle, four at a time in vectors of the
** compiler's own (gcc and clang turn them into what the machine has). A span is often three pixels long, so
** what costs is not the arithmetic but every branch that depends on its length: the last four are not special
** but blended with alpha 0 beyond the end, which gives back the bytes that were there. Hence the one demand: the
** pixels up to a multiple of PL_SPAN_STEP must be memory of the picture, though not of the span. Levels of a
** colour are 8.16 fixed point, and the caller sees to it that none leaves the range within the span. */
#ifndef SUPINE_PL_SPAN_H
#define SUPINE_PL_SPAN_H

#include <stdint.h>
#include <string.h>

#define PL_SPAN_BITS 16
#define PL_SPAN_PART ((1 << PL_SPAN_BITS) - 1) /* the fraction of a level */
#define PL_SPAN_STEP 4

typedef uint32_t pl_span_u32 __attribute__((vector_size(16)));
typedef int32_t pl_span_i32 __attribute__((vector_size(16)));
typedef uint16_t pl_span_u16 __attribute__((vector_size(16)));

struct pl_span {
  uint32_t *out;
  int count;
};

/* How a channel changes along every span of a triangle, modulo 2^32: by 0, 1, 2, 3 pixels, and by four. */
struct pl_span_ramp {
  pl_span_u32 pixels, step;
};

/* Levels at a span's first pixel. high and low: the channels at bits 16 and 0 of a pixel. */
struct pl_span_start {
  uint32_t high, middle, low, alpha;
};
enum { PL_SPAN_HIGH, PL_SPAN_MIDDLE, PL_SPAN_LOW, PL_SPAN_ALPHA, PL_SPAN_CHANNELS };

/* Two channels at a time, x / 255 rounded to nearest; alpha 0 and 255 give under and over exactly. */
static inline uint32_t pl_span_blended(uint32_t under, uint32_t over_even, uint32_t over_odd,
                                       uint32_t alpha) {
  uint32_t rest = 255 - alpha;
  uint32_t even = over_even * alpha + (under & 0xFF00FFu) * rest + 0x800080u;
  uint32_t odd = over_odd * alpha + (under >> 8 & 0xFF00FFu) * rest + 0x800080u;
  even = (even + (even >> 8 & 0xFF00FFu)) >> 8 & 0xFF00FFu;
  odd = (odd + (odd >> 8 & 0xFF00FFu)) & 0xFF00FF00u;
  return even | odd;
}

static inline pl_span_u32 pl_span_all(uint32_t v) {
  return (pl_span_u32){v, v, v, v};
}

static inline struct pl_span_ramp pl_span_ramp(uint32_t change) {
  return (struct pl_span_ramp){{0, change, 2 * change, 3 * change}, pl_span_all(PL_SPAN_STEP * change)};
}

static inline pl_span_u32 pl_span_levels(uint32_t level, const struct pl_span_ramp *ramp) {
  return pl_span_all(level) + ramp->pixels;
}

static inline pl_span_u32 pl_span_load(const uint32_t *from) {
  pl_span_u32 v;
  memcpy(&v, from, sizeof v);
  return v;
}

static inline void pl_span_store(uint32_t *to, pl_span_u32 v) {
  memcpy(to, &v, sizeof v);
}

/* pl_span_blended for four; alpha 0…255. */
static inline pl_span_u32 pl_span_blended4(pl_span_u32 under, pl_span_u32 over_even, pl_span_u32 over_odd,
                                           pl_span_u32 alpha) {
  const pl_span_u32 mask = pl_span_all(0xFF00FFu);
  pl_span_u16 a = (pl_span_u16)(alpha | alpha << 16), rest = 255 - a;
  pl_span_u16 even = (pl_span_u16)over_even * a + (pl_span_u16)(under & mask) * rest + 128;
  pl_span_u16 odd = (pl_span_u16)over_odd * a + (pl_span_u16)(under >> 8 & mask) * rest + 128;
  even = (even + (even >> 8)) >> 8;
  odd = (odd + (odd >> 8)) & 0xFF00;
  return (pl_span_u32)even | (pl_span_u32)odd;
}

/* All bits of the lanes below count, none of the others. */
static inline pl_span_u32 pl_span_lanes(int count) {
  const pl_span_u32 lane = {0, 1, 2, 3};
  return (pl_span_u32)(lane < pl_span_all((uint32_t)(count < 0 ? 0 : count)));
}

static inline pl_span_u32 pl_span_chosen(pl_span_u32 chosen, pl_span_u32 one, pl_span_u32 other) {
  return (one & chosen) | (other & ~chosen);
}

static inline void pl_span_fill(struct pl_span span, uint32_t color) {
  pl_span_u32 all = pl_span_all(color);
  if (span.count < PL_SPAN_STEP) {
    pl_span_store(span.out, pl_span_chosen(pl_span_lanes(span.count), all, pl_span_load(span.out)));
    return;
  }
  for (int i = 0; i < span.count - PL_SPAN_STEP; i += PL_SPAN_STEP) pl_span_store(span.out + i, all);
  pl_span_store(span.out + span.count - PL_SPAN_STEP, all);
}

/* One colour, its alpha runs: fringes, glows. */
static inline void pl_span_fade(struct pl_span span, uint32_t color, uint32_t alpha,
                                const struct pl_span_ramp *ramp) {
  pl_span_u32 even = pl_span_all(color & 0xFF00FFu), odd = pl_span_all(color >> 8 & 0xFF00FFu);
  pl_span_u32 level = pl_span_levels(alpha, ramp);
  for (int i = 0; i < span.count; i += PL_SPAN_STEP, level += ramp->step) {
    pl_span_u32 seen = level >> PL_SPAN_BITS & pl_span_lanes(span.count - i);
    pl_span_store(span.out + i, pl_span_blended4(pl_span_load(span.out + i), even, odd, seen));
  }
}

static inline pl_span_u32 pl_span_pixels(pl_span_u32 high, pl_span_u32 middle, pl_span_u32 low) {
  return 0xFF000000u | (high & 0xFF0000u) | (middle >> 8 & 0xFF00u) | low >> 16;
}

/* Opaque colours that run; alpha is not looked at. */
static inline void pl_span_wash(struct pl_span span, struct pl_span_start start,
                                const struct pl_span_ramp ramps[PL_SPAN_CHANNELS]) {
  pl_span_u32 high = pl_span_levels(start.high, &ramps[PL_SPAN_HIGH]);
  pl_span_u32 middle = pl_span_levels(start.middle, &ramps[PL_SPAN_MIDDLE]);
  pl_span_u32 low = pl_span_levels(start.low, &ramps[PL_SPAN_LOW]);
  int i = 0;
  for (; i < span.count - PL_SPAN_STEP; i += PL_SPAN_STEP) {
    pl_span_store(span.out + i, pl_span_pixels(high, middle, low));
    high += ramps[PL_SPAN_HIGH].step, middle += ramps[PL_SPAN_MIDDLE].step, low += ramps[PL_SPAN_LOW].step;
  }
  pl_span_store(span.out + i, pl_span_chosen(pl_span_lanes(span.count - i), pl_span_pixels(high, middle, low),
                                             pl_span_load(span.out + i)));
}

/* Colours and alpha that run. */
static inline void pl_span_blend(struct pl_span span, struct pl_span_start start,
                                 const struct pl_span_ramp ramps[PL_SPAN_CHANNELS]) {
  pl_span_u32 high = pl_span_levels(start.high, &ramps[PL_SPAN_HIGH]);
  pl_span_u32 middle = pl_span_levels(start.middle, &ramps[PL_SPAN_MIDDLE]);
  pl_span_u32 low = pl_span_levels(start.low, &ramps[PL_SPAN_LOW]);
  pl_span_u32 alpha = pl_span_levels(start.alpha, &ramps[PL_SPAN_ALPHA]);
  for (int i = 0; i < span.count; i += PL_SPAN_STEP) {
    pl_span_u32 even = (high & 0xFF0000u) | low >> 16, odd = 0xFF0000u | middle >> 16;
    pl_span_u32 seen = alpha >> PL_SPAN_BITS & pl_span_lanes(span.count - i);
    pl_span_store(span.out + i, pl_span_blended4(pl_span_load(span.out + i), even, odd, seen));
    high += ramps[PL_SPAN_HIGH].step, middle += ramps[PL_SPAN_MIDDLE].step, low += ramps[PL_SPAN_LOW].step;
    alpha += ramps[PL_SPAN_ALPHA].step;
  }
}

#endif
