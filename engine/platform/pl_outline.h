/* Outlines into 32-bit pixels: each pixel is covered by the exact share of it that lies inside (to 1/256 px in either
** direction), what several contours or several turns of one wind round counts once. The way of font rasterisers: every
** edge leaves in the cells it crosses how much area begins there, and one sum along a row gives the cover of each
** pixel; between two edges it is constant, and such runs are filled at once. Integers alone: the same outline gives
** the same bytes on every machine, moved by whole pixels the same bytes there, and drawn through any clip the bytes
** of the whole. One owner, one thread. */
#ifndef SUPINE_PL_OUTLINE_H
#define SUPINE_PL_OUTLINE_H

#include "dl.h"
#include "pl_area.h"
#include "pl_raster.h"

struct pl_outline_point { /* 1/256 px, at most ±PL_RASTER_LIMIT_PX from the origin */
  int32_t x, y;           /* x PL_RASTER_NOWHERE: no number; an outline that has such a point is not drawn */
};

struct pl_outline { /* borrowed */
  const struct pl_outline_point *points;
  const int *ends; /* of each contour, counted as the first point is by `first` */
  int first, contours;
  const struct dl_paint *paint;
};

/* Scratch of a rasteriser; grows with the widest clip seen. NULL without memory. */
struct pl_outliner;
struct pl_outliner *pl_outliner_create(void);
void pl_outliner_destroy(struct pl_outliner *outliner);

struct pl_outline_point pl_outline_point(struct dl_point p);

/* The pixels that can be touched; empty where nothing is drawn. */
struct pl_rect pl_outline_bounds(const struct pl_outline *outline);

/* How far right an edge reaches within rows [y0, y1), in pixels: *x0…*x1 are widened by it, x1 outside. Nothing where it
** has no part there. */
void pl_outline_reach(struct pl_outline_point a, struct pl_outline_point b, int y0, int y1, int *x0, int *x1);

/* Blends the outline. clip: inside the target. False without memory. */
bool pl_outline_draw(struct pl_outliner *outliner, const struct pl_target *target, struct pl_rect clip,
                     const struct pl_outline *outline);

/* The same where clip and area meet; of an area for the target's size. */
bool pl_outline_draw_in(struct pl_outliner *outliner, const struct pl_target *target,
                        const struct pl_area *area, struct pl_rect clip, const struct pl_outline *outline);

#endif
