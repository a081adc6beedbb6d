#include "grid.h"

#include <math.h>
#include <stdio.h>

struct grid grid_of(const uint8_t *rgba, int width_px, int height_px) {
  struct grid grid = {0};
  int wide = width_px / GRID_WIDE, high = height_px / GRID_HIGH;
  for (int y = 0; y < GRID_HIGH * high; y++) {
    for (int x = 0; x < GRID_WIDE * wide; x++) {
      const uint8_t *p = rgba + 4 * ((size_t)y * (size_t)width_px + (size_t)x);
      grid.cell[y / high][x / wide] += 0.2126f * p[0] + 0.7152f * p[1] + 0.0722f * p[2];
    }
  }
  for (int i = 0; i < GRID_HIGH * GRID_WIDE; i++)
    grid.cell[i / GRID_WIDE][i % GRID_WIDE] /= (float)(wide * high);
  return grid;
}

struct grid_difference grid_compare(const struct grid *a, const struct grid *b) {
  struct grid_difference d = {0};
  for (int y = 0; y < GRID_HIGH; y++) {
    for (int x = 0; x < GRID_WIDE; x++) {
      double off = fabs((double)a->cell[y][x] - b->cell[y][x]);
      d.mean += off / (GRID_WIDE * GRID_HIGH);
      if (off > d.most) d.most = off, d.x = x, d.y = y;
    }
  }
  return d;
}

bool grid_read(const char *path, struct grid *out) {
  FILE *file = fopen(path, "r");
  if (!file) return false;
  int read = 0;
  unsigned value;
  for (; read < GRID_WIDE * GRID_HIGH && fscanf(file, "%2x", &value) == 1; read++)
    out->cell[read / GRID_WIDE][read % GRID_WIDE] = (float)value;
  bool ended = fscanf(file, "%2x", &value) != 1;
  fclose(file);
  return ended && read == GRID_WIDE * GRID_HIGH;
}

bool grid_write(const char *path, const struct grid *grid) {
  FILE *file = fopen(path, "w");
  if (!file) return false;
  for (int y = 0; y < GRID_HIGH; y++) {
    for (int x = 0; x < GRID_WIDE; x++)
      fprintf(file, x ? " %02x" : "%02x", (unsigned)(grid->cell[y][x] + 0.5f));
    fputc('\n', file);
  }
  return fclose(file) == 0;
}
