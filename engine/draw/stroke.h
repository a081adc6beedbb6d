/* Brush strokes: a smooth curve through points, each with its own half width, as one seamless soft-edged ribbon
** with round ends. The figure is made of nothing else. Pixels. Pure; no allocation. */
#ifndef SUPINE_STROKE_H
#define SUPINE_STROKE_H

#include "dl.h"
#include "ribbon.h"

#define STROKE_POINTS_MAX  16
#define STROKE_SAMPLES_MAX 160

struct stroke_point {
  float x_px, y_px;
  float half_px; /* half the width here */
};

struct stroke {
  struct stroke_point points[STROKE_POINTS_MAX];
  int count;       /* at least 1; 1 is a disc */
  float roundness; /* 0: straight between points with round joints; 1: a centripetal Catmull–Rom curve */
  bool flat_start; /* cut straight across at the first point */
  bool
      sections; /* widths are flat cross sections (a trunk), not discs: none is closed where they change fast */
};

/* Draws the stroke grown by grow_px on all sides (negative: shrunk). */
void stroke_draw(struct dl *dl, const struct stroke *stroke, float grow_px, struct dl_color color);

/* The same in a colour that changes with the place (see ribbon.h): overlapping strokes show no seam. */
void stroke_wash(struct dl *dl, const struct stroke *stroke, float grow_px, const struct ribbon_wash *wash);

/* Only the part from one control point to a later one, cut straight across where the stroke goes on: a sleeve, a
** trouser leg. */
void stroke_part(struct dl *dl, const struct stroke *stroke, int first, int last, float grow_px,
                 const struct ribbon_wash *wash);

/* Draws a group as one silhouette: first all grown by gap_px in the gap colour, then all in their own, so that no
** seam shows between them and a thin gap separates the group from what lies behind. gap_px 0: no gap. */
void stroke_group(struct dl *dl, const struct stroke *strokes, int count, float gap_px, struct dl_color gap,
                  struct dl_color color);

/* The sampled centre line with widths, for tests and for shapes that follow a stroke. Returns how many (≤ max). */
int stroke_sample(const struct stroke *stroke, struct stroke_point *out, int max);

#endif
