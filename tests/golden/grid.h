/* A picture as 64 × 40 cells of mean brightness: what is where, and not which pixel has which shade. Small enough to
** lie in the tree as text, coarse enough that another way of smoothing edges does not matter. */
#ifndef SUPINE_TEST_GRID_H
#define SUPINE_TEST_GRID_H

#include <stdbool.h>
#include <stdint.h>

#define GRID_WIDE 64
#define GRID_HIGH 40

struct grid {
  float cell[GRID_HIGH][GRID_WIDE]; /* 0 black … 255 white */
};

struct grid_difference {
  double mean; /* of all cells, levels of 255 */
  double most; /* of the worst cell */
  int x, y;    /* that cell */
};

/* Mean luminance (Rec. 709 weights) of each cell of RGBA rows; sides are multiples of 64 and 40. */
struct grid grid_of(const uint8_t *rgba, int width_px, int height_px);

struct grid_difference grid_compare(const struct grid *a, const struct grid *b);

/* 40 lines of 64 two-digit hexadecimal numbers. False where the file is not there or not of that form. */
bool grid_read(const char *path, struct grid *out);
bool grid_write(const char *path, const struct grid *grid);

#endif
