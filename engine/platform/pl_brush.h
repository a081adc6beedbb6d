/* What an outline is filled with, made ready for a target: one colour, a linear wash in as many tones as its colours are
** levels apart, or a glow. The tone of a pixel depends on its place alone. The loops over pixels stand here, to be
** compiled into the rasteriser's; four pixels at a time, see pl_span.h. */
#ifndef SUPINE_PL_BRUSH_H
#define SUPINE_PL_BRUSH_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "dl.h"
#include "pl_outline.h"
#include "pl_raster.h"
#include "pl_span.h"

#define PL_BRUSH_TONES     256
#define PL_BRUSH_TONE_BITS 16 /* the fraction of a tone */
#define PL_BRUSH_RIM_BITS  31 /* a glow's square of the distance is 2^31 at its rim */
#define PL_BRUSH_QUICK     (1 << (PL_BRUSH_TONE_BITS - 3)) /* a change of tone every eighth pixel */

enum pl_brush_kind { PL_BRUSH_PLAIN, PL_BRUSH_WASH, PL_BRUSH_GLOW };

struct pl_brush {
  enum pl_brush_kind kind;
  bool solid;                     /* no tone lets anything through */
  int last;                       /* tone */
  uint32_t tones[PL_BRUSH_TONES]; /* 0xAARRGGBB in the target's order, each with the alpha of its colour */
  int64_t base, dx, dy;           /* wash: tone of pixel x, y = base + dx × x + dy × y */
  double
      per_dx; /* wash: 1 / |dx|, a hair less (dx > 0) or more, so that whole quotients fall on the right side */
  int centre_x, centre_y; /* glow: pixels; square = base + dx × x + dy × y + xx × x² + … from there */
  int64_t xx, xy, yy;
};

/* A row of the target from a first pixel on. */
struct pl_brush_row {
  uint32_t *out;
  int64_t room; /* pixels from out to the picture's end */
  int64_t tone,
      slope; /* of the first pixel, and its change to the next one; slope: in a glow, of the first alone */
};

/* Where a paint lies, in 1/256 px: paints that agree in it and in their colours look the same. */
struct pl_brush_place {
  struct pl_outline_point from, to;
  int32_t across; /* of a glow: its other half axis; else -1 */
};
struct pl_brush_place pl_brush_place(const struct dl_paint *paint);

void pl_brush_init(struct pl_brush *brush, const struct pl_target *target, const struct dl_paint *paint);

struct pl_brush_row pl_brush_row(const struct pl_brush *brush, const struct pl_target *target, int x, int y);

static inline int pl_brush_tone(const struct pl_brush *brush, int64_t tone) {
  int64_t i = tone >> PL_BRUSH_TONE_BITS;
  return i < 0 ? 0 : i > brush->last ? brush->last : (int)i;
}

/* cover × alpha / 255, rounded. */
static inline pl_span_u32 pl_brush_share(pl_span_u32 cover, pl_span_u32 alpha) {
  pl_span_u32 product = (pl_span_u32)((pl_span_u16)cover * (pl_span_u16)alpha) + 128;
  return (product + (product >> 8)) >> 8;
}

/* Blends count pixels (at most four) from their colours and alphas; those beyond are left as they are, and are only
** looked at where they belong to the picture. */
static inline void pl_brush_four(uint32_t *out, int64_t room, int count, pl_span_u32 color,
                                 pl_span_u32 alpha) {
  const pl_span_u32 mask = pl_span_all(0xFF00FFu);
  pl_span_u32 even = color & mask, odd = (color >> 8 & mask) | 0xFF0000u;
  alpha &= pl_span_lanes(count);
  if (room >= PL_SPAN_STEP) {
    pl_span_store(out, pl_span_blended4(pl_span_load(out), even, odd, alpha));
    return;
  }
  uint32_t copy[PL_SPAN_STEP] = {0};
  memcpy(copy, out, (size_t)count * sizeof *out);
  pl_span_store(copy, pl_span_blended4(pl_span_load(copy), even, odd, alpha));
  memcpy(out, copy, (size_t)count * sizeof *out);
}

/* Squares of a glow for four pixels from x on, and what leads to the next four. */
struct pl_brush_glow {
  pl_span_u32 square, step, more;
};

static inline struct pl_brush_glow pl_brush_glow(const struct pl_brush *brush, const struct pl_brush_row *row,
                                                 int x) {
  const uint64_t at = (uint64_t)x, xx = (uint64_t)brush->xx, slope = (uint64_t)row->slope;
  uint32_t first = (uint32_t)((uint64_t)row->tone + (slope + xx * at) * at);
  uint32_t a = (uint32_t)xx, d = (uint32_t)(slope + 2 * xx * at); /* of q(x + k) = first + d k + a k² */
  struct pl_brush_glow g = {{first, first + d + a, first + 2 * d + 4 * a, first + 3 * d + 9 * a},
                            {4 * d + 16 * a, 4 * d + 24 * a, 4 * d + 32 * a, 4 * d + 40 * a},
                            pl_span_all(32 * a)};
  return g;
}

/* The bell (1 − d²)² of a glow, 0…255 times its alpha. Beyond the rim nothing. */
static inline pl_span_u32 pl_brush_bell(pl_span_u32 square, uint32_t alpha) {
  pl_span_u32 inside = (pl_span_u32)((pl_span_i32)square >= 0);
  pl_span_u32 left = ((pl_span_all((uint32_t)1 << PL_BRUSH_RIM_BITS) - square) >> 16) & inside;
  left -= left >> 15; /* at most 2^15 - 1 */
  pl_span_u32 bell = (left * left) >> 15;
  return (bell * alpha + (1 << 14)) >> 15;
}

static inline void pl_brush_glow_run(const struct pl_brush *brush, const struct pl_brush_row *row, int x,
                                     int count, pl_span_u32 covers) {
  struct pl_brush_glow g = pl_brush_glow(brush, row, x);
  pl_span_u32 color = pl_span_all(brush->tones[0]);
  uint32_t alpha = brush->tones[0] >> 24;
  for (int i = 0; i < count; i += PL_SPAN_STEP) {
    pl_span_u32 bell = pl_brush_share(covers, pl_brush_bell(g.square, alpha));
    pl_brush_four(row->out + x + i, row->room - x - i, count - i < PL_SPAN_STEP ? count - i : PL_SPAN_STEP,
                  color, bell);
    g.square += g.step;
    g.step += g.more;
  }
}

/* One colour, one cover. */
static inline void pl_brush_plain_run(const struct pl_brush_row *row, int x, int count, uint32_t color,
                                      uint32_t cover) {
  pl_span_u32 alpha = pl_brush_share(pl_span_all(cover), pl_span_all(color >> 24));
  uint32_t *out = row->out + x;
  int i = 0;
  if (alpha[0] == 255 && count >= PL_SPAN_STEP) {
    pl_span_fill((struct pl_span){out, count}, color | 0xFF000000u);
    return;
  }
  for (; i < count; i += PL_SPAN_STEP)
    pl_brush_four(out + i, row->room - x - i, count - i < PL_SPAN_STEP ? count - i : PL_SPAN_STEP,
                  pl_span_all(color), alpha);
}

/* How many pixels on, at most `most`, the tone stays the same. */
static inline int pl_brush_same(const struct pl_brush *brush, int64_t tone, int most) {
  int64_t i = tone >> PL_BRUSH_TONE_BITS, end = (tone + brush->dx * (most - 1)) >> PL_BRUSH_TONE_BITS;
  if (i == end || (i <= 0 && end <= 0) || (i >= brush->last && end >= brush->last)) return most;
  int64_t border =
      brush->dx > 0 ? (i < 0 ? 1 : i + 1) : (i > brush->last ? brush->last : i); /* of the next */
  int64_t way = border * (1 << PL_BRUSH_TONE_BITS) - tone;
  double count = (double)(way < 0 ? -way : way) * brush->per_dx;
  return count < most ? (int)count + 1 < most ? (int)count + 1 : most : most;
}

/* The tones of four pixels. */
static inline pl_span_u32 pl_brush_tones(const struct pl_brush *brush, int64_t tone) {
  int first = pl_brush_tone(brush, tone), last = pl_brush_tone(brush, tone + 3 * brush->dx);
  if (first == last) return pl_span_all(brush->tones[first]);
  return (pl_span_u32){brush->tones[pl_brush_tone(brush, tone)],
                       brush->tones[pl_brush_tone(brush, tone + brush->dx)],
                       brush->tones[pl_brush_tone(brush, tone + 2 * brush->dx)],
                       brush->tones[pl_brush_tone(brush, tone + 3 * brush->dx)]};
}

/* Blends count pixels from x on, all covered alike. */
static inline void pl_brush_run(const struct pl_brush *brush, const struct pl_brush_row *row, int x,
                                int count, uint32_t cover) {
  if (brush->kind == PL_BRUSH_PLAIN) {
    pl_brush_plain_run(row, x, count, brush->tones[0], cover);
    return;
  }
  if (brush->kind == PL_BRUSH_GLOW) {
    pl_brush_glow_run(brush, row, x, count, pl_span_all(cover));
    return;
  }
  int64_t tone = row->tone + brush->dx * x;
  if (brush->dx <= PL_BRUSH_QUICK && brush->dx >= -PL_BRUSH_QUICK) {
    while (count > 0) {
      int same = pl_brush_same(brush, tone, count);
      pl_brush_plain_run(row, x, same, brush->tones[pl_brush_tone(brush, tone)], cover);
      x += same, count -= same, tone += brush->dx * same;
    }
    return;
  }
  for (int i = 0; i < count; i += PL_SPAN_STEP, tone += PL_SPAN_STEP * brush->dx) {
    pl_span_u32 color = pl_brush_tones(brush, tone);
    pl_brush_four(row->out + x + i, row->room - x - i, count - i < PL_SPAN_STEP ? count - i : PL_SPAN_STEP,
                  color, pl_brush_share(pl_span_all(cover), color >> 24));
  }
}

/* Blends at most four pixels from x on, each with a cover of its own. */
static inline void pl_brush_edge(const struct pl_brush *brush, const struct pl_brush_row *row, int x,
                                 int count, pl_span_u32 covers) {
  if (brush->kind == PL_BRUSH_GLOW) {
    pl_brush_glow_run(brush, row, x, count, covers);
    return;
  }
  pl_span_u32 color = brush->kind == PL_BRUSH_PLAIN ? pl_span_all(brush->tones[0])
                                                    : pl_brush_tones(brush, row->tone + brush->dx * x);
  pl_brush_four(row->out + x, row->room - x, count, color, pl_brush_share(covers, color >> 24));
}

#endif
