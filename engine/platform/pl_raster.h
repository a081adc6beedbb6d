/* Triangles and glyph masks into 32-bit pixels: the software renderer of the window and of every film,
** sheet and golden picture. Own code, because SDL's software renderer cuts vertices to whole pixels
** (strokes wobble) and takes a temporary surface for every blended triangle. Pure integer arithmetic on
** fixed-point corners: the same list gives the same bytes on every machine, and drawing through any clip
** gives the bytes of drawing the whole.
**
** Sampling is at pixel centres with a top-left rule, so triangles that share an edge neither overlap nor
** gap; soft edges come from the list's own fringes. Any one thread; allocates nothing. */
#ifndef SUPINE_PL_RASTER_H
#define SUPINE_PL_RASTER_H

#include <stdbool.h>
#include <stdint.h>

#include "dl.h"

struct pl_rect { /* x1 and y1 are outside; empty when x0 >= x1 or y0 >= y1 */
  int x0, y0, x1, y1;
};

struct pl_target {
  uint32_t *pixels; /* 0xAARRGGBB, or 0xAABBGGRR where swap_rb; alpha is kept at 255 */
  int width_px, height_px;
  int stride_px; /* from row to row */
  bool swap_rb;
};

/* The common part of two rectangles; may be empty. */
static inline struct pl_rect pl_raster_cut(struct pl_rect a, struct pl_rect b) {
  struct pl_rect r = {a.x0 > b.x0 ? a.x0 : b.x0, a.y0 > b.y0 ? a.y0 : b.y0, a.x1 < b.x1 ? a.x1 : b.x1,
                      a.y1 < b.y1 ? a.y1 : b.y1};
  return r;
}

/* A corner as the rasteriser knows it: 1/256 px, at most ±PL_RASTER_LIMIT_PX from the origin. A vertex that is
** no number is nowhere, and so is every triangle that has it. */
#define PL_RASTER_LIMIT_PX 65536
#define PL_RASTER_NOWHERE  INT32_MIN
struct pl_corner {
  int32_t x, y; /* x PL_RASTER_NOWHERE: nowhere */
  struct dl_color color;
};
struct pl_corner pl_raster_corner(const struct dl_vertex *v);

/* The smallest rectangle of the pixels whose centres lie between the outermost of three corners: a triangle
** writes no others. Empty when there are none. */
struct pl_rect pl_raster_bounds(const struct pl_corner *a, const struct pl_corner *b,
                                const struct pl_corner *c);

/* Fills clip with opaque black. clip: inside the target, as in every function below. */
void pl_raster_clear(const struct pl_target *target, struct pl_rect clip);

/* Copies clip of from (same size) to the target. */
void pl_raster_copy(const struct pl_target *target, struct pl_rect clip, const struct pl_target *from);

/* Blends a triangle, its colours interpolated between the corners. */
void pl_raster_triangle(const struct pl_target *target, struct pl_rect clip, const struct pl_corner *a,
                        const struct pl_corner *b, const struct pl_corner *c);

/* A mask of coverage as it lies in the target: the byte for its top left pixel, and how far on the bytes are for the
** pixel to the right and for the one below (for an upright mask 1 and the bytes of a row). */
struct pl_mask {
  const uint8_t *first;
  int right, below;
};

/* Blends colour through a mask of w × h pixels, its top left corner at x, y. */
void pl_raster_mask(const struct pl_target *target, struct pl_rect clip, struct pl_mask mask, int x, int y,
                    int w, int h, struct dl_color color);

/* n / d towards zero, for d > 0 and |n| below 2^53: a division of doubles is several times quicker than one of
** 64-bit integers, and can only miss by rounding up to a whole number. */
static inline int64_t pl_raster_quotient(int64_t n, int64_t d) {
  int64_t q = (int64_t)((double)n / (double)d), rest = n - q * d;
  return n < 0 ? q + (rest > 0) : q - (rest < 0);
}

#endif
