/* Where a picture is to be drawn anew: runs of pixels in rows of cells, none of which share a pixel. The platform's own.
** Not thread safe. */
#ifndef SUPINE_PL_AREA_H
#define SUPINE_PL_AREA_H

#include <stdbool.h>

#include "pl_raster.h"

#define PL_AREA_BITS    5 /* 32 px: fine enough for thin strokes, coarse enough that marking cells stays cheap */
#define PL_AREA_CELL_PX (1 << PL_AREA_BITS)

struct pl_area_run { /* pixels from x0 to before x1 */
  int x0, x1;
};

struct pl_area {
  int width_px, height_px, columns, rows; /* of cells */
  struct pl_area_run *runs; /* rows × (columns + 1) / 2, each row's from the left, none touching */
  int *counts;              /* of each row */
};

/* An area for pictures of that size, empty. False without memory; pl_area_free is then allowed as well. */
bool pl_area_make(struct pl_area *area, int width_px, int height_px);
void pl_area_free(struct pl_area *area);

/* All of the picture. */
void pl_area_fill(struct pl_area *area);

void pl_area_clear(struct pl_area *area);

/* Adds cells from to before `to` of a row; they lie right of those that the row has, and do not touch them. */
void pl_area_add(struct pl_area *area, int row, int from, int to);

static inline const struct pl_area_run *pl_area_runs(const struct pl_area *area, int row, int *count) {
  *count = area->counts[row];
  return area->runs + row * ((area->columns + 1) / 2);
}

/* The parts of a rectangle of the picture that lie in the area, as rectangles. */
struct pl_area_parts {
  const struct pl_area *area;
  struct pl_rect rect;
  int row, run; /* the next one */
};

struct pl_area_parts pl_area_parts(const struct pl_area *area, struct pl_rect rect);

/* False after the last. */
bool pl_area_next(struct pl_area_parts *parts, struct pl_rect *part);

/* The span in x of the runs that a rectangle meets in one row of cells; false where it meets none. */
bool pl_area_span(const struct pl_area *area, struct pl_rect rect, int row, int *x0, int *x1);

#endif
