/* The one soft-edged band from which strokes and lines are made: fed section by section along a centre line. In a list
** of outlines it becomes one contour; in a list of triangles a core, a feather on both sides and round ends, without
** overlapping itself except at the inner side of a bend. Used by the drawing room only. Pixels. Pure; allocates
** nothing. */
#ifndef SUPINE_RIBBON_H
#define SUPINE_RIBBON_H

#include <stdbool.h>

#include "dl.h"

/* A colour that depends on the place alone, so that overlapping bands show no seam: first at (x0, y0), second at
** (x1, y1), linear between and constant beyond. */
struct ribbon_wash {
  struct dl_color first, second;
  float x0_px, y0_px, x1_px, y1_px;
  bool plain; /* first everywhere */
};

struct ribbon_at {
  float x_px, y_px, half_px;
};

struct ribbon {
  struct dl *dl;
  struct ribbon_wash wash;
  bool flat_ends;                /* read at the first section and at the end: may be changed between */
  int count;                     /* points taken so far */
  struct ribbon_at previous, at; /* the last two */
  float in_x, in_y;              /* unit direction from previous to at */
  int section;                   /* first of the last section's vertices: outer, core, core, outer */
  bool started;
  bool outline;              /* the band is a contour: its colours may not change on the way */
  struct dl_color begun;     /* wash.first at the begin */
  struct ribbon_at sides[2]; /* of a contour: its last corner on the left, on the right */
};

struct ribbon_wash ribbon_plain(struct dl_color color);
struct dl_paint ribbon_paint(const struct ribbon_wash *wash);
struct dl_color ribbon_color(const struct ribbon_wash *wash, float x_px, float y_px);

/* Starts a band. flat_ends: cut straight across, with a feather, instead of round. Whoever changes ribbon->wash
** between two points gets triangles from there on, in every list. */
void ribbon_begin(struct ribbon *ribbon, struct dl *dl, const struct ribbon_wash *wash, bool flat_ends);

/* The next point of the centre line with half the width there. Points closer than a hundredth of a pixel melt. */
void ribbon_to(struct ribbon *ribbon, float x_px, float y_px, float half_px);

/* Finishes the band; a single point becomes a disc. */
void ribbon_end(struct ribbon *ribbon);

/* A disc in the same manner. */
void ribbon_disc(struct dl *dl, const struct ribbon_wash *wash, float x_px, float y_px, float radius_px);

/* An ellipse in the same manner. */
void ribbon_ellipse(struct dl *dl, const struct ribbon_wash *wash, float x_px, float y_px, float rx_px,
                    float ry_px, float angle_rad);

#endif
