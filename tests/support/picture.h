/* What tests of the drawing room ask of a list of triangles. */
#ifndef SUPINE_TEST_PICTURE_H
#define SUPINE_TEST_PICTURE_H

#include "raster.h"

static inline bool picture_finite(const struct dl *dl) {
  for (int i = 0; i < dl->vertex_count; i++) {
    if (!isfinite(dl->vertices[i].x_px) || !isfinite(dl->vertices[i].y_px)) return false;
  }
  return !dl->failed;
}

static inline bool picture_within(const struct dl *dl, float x0, float y0, float x1, float y1) {
  for (int i = 0; i < dl->vertex_count; i++) {
    const struct dl_vertex *v = &dl->vertices[i];
    if (!(v->x_px >= x0 && v->x_px <= x1 && v->y_px >= y0 && v->y_px <= y1)) return false;
  }
  return true;
}

/* Painted area in pixels of a list drawn in white over black. */
static inline double picture_area(const struct dl *dl, int width_px, int height_px) {
  struct raster r = raster_open(width_px, height_px, dl_rgb(0x000000));
  raster_draw(&r, dl);
  double sum = 0;
  for (int i = 0; i < width_px * height_px; i++) sum += (double)r.rgb[3 * i] / 255;
  raster_close(&r);
  return sum;
}

/* How many pixels of the picture are within `tolerance` of a colour, in each channel. */
static inline int picture_count(const struct raster *r, struct dl_color c, float tolerance) {
  int count = 0;
  for (int i = 0; i < r->width_px * r->height_px; i++) {
    const float *p = r->rgb + 3 * i;
    count +=
        fabsf(p[0] - c.r) <= tolerance && fabsf(p[1] - c.g) <= tolerance && fabsf(p[2] - c.b) <= tolerance;
  }
  return count;
}

#endif
