/* A draw list as pixels, for tests that ask what is seen: triangles only, sampled at pixel centres, colours
** interpolated and blended as the renderer does it. Slow and simple on purpose. Text is left out; clips and layers
** are ignored. Any one thread. */
#ifndef SUPINE_TEST_RASTER_H
#define SUPINE_TEST_RASTER_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "dl.h"

struct raster {
  int width_px, height_px;
  float *rgb; /* 0…255, three a pixel, from the top */
};

static inline struct raster raster_open(int width_px, int height_px, struct dl_color fill) {
  struct raster r = {width_px, height_px, malloc(sizeof(float) * 3 * (size_t)width_px * (size_t)height_px)};
  for (int i = 0; r.rgb != NULL && i < width_px * height_px; i++) {
    r.rgb[3 * i] = fill.r, r.rgb[3 * i + 1] = fill.g, r.rgb[3 * i + 2] = fill.b;
  }
  return r;
}

static inline void raster_close(struct raster *r) {
  free(r->rgb);
  r->rgb = NULL;
}

/* Twice the signed area of a, b and (x, y); exactly opposite for b, a, so that shared edges are sampled once. */
static inline float raster_edge(struct dl_vertex a, struct dl_vertex b, float x, float y) {
  if (a.y_px > b.y_px || (a.y_px == b.y_px && a.x_px > b.x_px)) return -raster_edge(b, a, x, y);
  return (b.x_px - a.x_px) * (y - a.y_px) - (b.y_px - a.y_px) * (x - a.x_px);
}

/* Whether a sample exactly on the edge a→b of a clockwise triangle belongs to it. */
static inline bool raster_owns(struct dl_vertex a, struct dl_vertex b) {
  return b.y_px < a.y_px || (b.y_px == a.y_px && b.x_px > a.x_px);
}

static inline void raster_blend(float *rgb, const struct dl_vertex v[3], const float w[3]) {
  float alpha = (w[0] * v[0].color.a + w[1] * v[1].color.a + w[2] * v[2].color.a) / 255.0f;
  const float c[3] = {w[0] * v[0].color.r + w[1] * v[1].color.r + w[2] * v[2].color.r,
                      w[0] * v[0].color.g + w[1] * v[1].color.g + w[2] * v[2].color.g,
                      w[0] * v[0].color.b + w[1] * v[1].color.b + w[2] * v[2].color.b};
  for (int k = 0; k < 3; k++) rgb[k] += (c[k] - rgb[k]) * alpha;
}

static inline void raster_triangle(struct raster *r, const struct dl_vertex in[3]) {
  struct dl_vertex v[3] = {in[0], in[1], in[2]};
  float area = raster_edge(v[0], v[1], v[2].x_px, v[2].y_px);
  if (!(area != 0)) return;
  if (area < 0) v[1] = in[2], v[2] = in[1], area = -area;
  float left = fminf(v[0].x_px, fminf(v[1].x_px, v[2].x_px)),
        right = fmaxf(v[0].x_px, fmaxf(v[1].x_px, v[2].x_px));
  float top = fminf(v[0].y_px, fminf(v[1].y_px, v[2].y_px)),
        low = fmaxf(v[0].y_px, fmaxf(v[1].y_px, v[2].y_px));
  int x0 = (int)fmaxf(0, floorf(left)), x1 = (int)fminf((float)r->width_px - 1, ceilf(right));
  int y0 = (int)fmaxf(0, floorf(top)), y1 = (int)fminf((float)r->height_px - 1, ceilf(low));
  for (int y = y0; y <= y1; y++) {
    for (int x = x0; x <= x1; x++) {
      float w[3];
      bool inside = true;
      for (int k = 0; k < 3; k++) {
        struct dl_vertex a = v[(k + 1) % 3], b = v[(k + 2) % 3];
        w[k] = raster_edge(a, b, (float)x + 0.5f, (float)y + 0.5f) / area;
        inside = inside && (w[k] > 0 || (w[k] == 0 && raster_owns(a, b)));
      }
      if (inside) raster_blend(r->rgb + 3 * ((size_t)y * (size_t)r->width_px + (size_t)x), v, w);
    }
  }
}

static inline void raster_draw(struct raster *r, const struct dl *dl) {
  for (int c = 0; c < dl->command_count; c++) {
    const struct dl_command *command = &dl->commands[c];
    if (command->kind != DL_TRIANGLES) continue;
    for (int i = 0; i + 2 < command->triangles.count; i += 3) {
      const int *index = dl->indices + command->triangles.first_index + i;
      const struct dl_vertex v[3] = {dl->vertices[index[0]], dl->vertices[index[1]], dl->vertices[index[2]]};
      raster_triangle(r, v);
    }
  }
}

static inline const float *raster_at(const struct raster *r, int x, int y) {
  return r->rgb + 3 * ((size_t)y * (size_t)r->width_px + (size_t)x);
}

/* Writes a PPM picture, for a human who wants to see why a test failed. Returns whether it was written. */
static inline bool raster_write(const struct raster *r, const char *path) {
  FILE *file = fopen(path, "wb");
  if (file == NULL) return false;
  fprintf(file, "P6\n%d %d\n255\n", r->width_px, r->height_px);
  for (int i = 0; i < 3 * r->width_px * r->height_px; i++) fputc((int)(r->rgb[i] + 0.5f), file);
  return fclose(file) == 0;
}

#endif
