#include "pl_area.h"

#include <assert.h>
#include <stdlib.h>

bool pl_area_make(struct pl_area *area, int width_px, int height_px) {
  int columns = (width_px + PL_AREA_CELL_PX - 1) >> PL_AREA_BITS;
  int rows = (height_px + PL_AREA_CELL_PX - 1) >> PL_AREA_BITS;
  size_t most = (size_t)rows * (size_t)((columns + 1) / 2);
  pl_area_free(area);
  *area = (struct pl_area){width_px,
                           height_px,
                           columns,
                           rows,
                           malloc(most * sizeof *area->runs),
                           calloc((size_t)rows, sizeof *area->counts)};
  return area->runs && area->counts;
}

void pl_area_free(struct pl_area *area) {
  free(area->runs);
  free(area->counts);
  *area = (struct pl_area){0, 0, 0, 0, NULL, NULL};
}

void pl_area_clear(struct pl_area *area) {
  for (int row = 0; row < area->rows; row++) area->counts[row] = 0;
}

void pl_area_fill(struct pl_area *area) {
  pl_area_clear(area);
  for (int row = 0; row < area->rows; row++) pl_area_add(area, row, 0, area->columns);
}

void pl_area_add(struct pl_area *area, int row, int from, int to) {
  assert(row >= 0 && row < area->rows && from >= 0 && from < to && to <= area->columns);
  int end = to << PL_AREA_BITS;
  area->runs[row * ((area->columns + 1) / 2) + area->counts[row]++] =
      (struct pl_area_run){from << PL_AREA_BITS, end < area->width_px ? end : area->width_px};
}

struct pl_area_parts pl_area_parts(const struct pl_area *area, struct pl_rect rect) {
  rect = pl_raster_cut(rect, (struct pl_rect){0, 0, area->width_px, area->height_px});
  if (rect.x0 >= rect.x1 || rect.y0 >= rect.y1) rect = (struct pl_rect){0, 0, 0, 0}; /* no row at all */
  return (struct pl_area_parts){area, rect, rect.y0 >> PL_AREA_BITS, 0};
}

static bool covers(const struct pl_area *area, int row, int x0, int x1) {
  int count;
  const struct pl_area_run *runs = pl_area_runs(area, row, &count);
  for (int i = 0; i < count && runs[i].x0 <= x0; i++)
    if (runs[i].x1 >= x1) return true;
  return false;
}

bool pl_area_next(struct pl_area_parts *parts, struct pl_rect *part) {
  const struct pl_rect rect = parts->rect;
  for (; parts->row << PL_AREA_BITS < rect.y1; parts->row++, parts->run = 0) {
    *part = rect;
    if (parts->row << PL_AREA_BITS > rect.y0) part->y0 = parts->row << PL_AREA_BITS;
    if (parts->run == 0 &&
        covers(parts->area, parts->row, rect.x0, rect.x1)) { /* rows that are whole: as one */
      do parts->row++;
      while (parts->row << PL_AREA_BITS < rect.y1 && covers(parts->area, parts->row, rect.x0, rect.x1));
      if (parts->row << PL_AREA_BITS < rect.y1) part->y1 = parts->row << PL_AREA_BITS;
      return part->y0 < part->y1;
    }
    if ((parts->row + 1) << PL_AREA_BITS < rect.y1) part->y1 = (parts->row + 1) << PL_AREA_BITS;
    int count;
    const struct pl_area_run *runs = pl_area_runs(parts->area, parts->row, &count);
    while (parts->run < count) {
      struct pl_area_run run = runs[parts->run++];
      part->x0 = run.x0 > rect.x0 ? run.x0 : rect.x0;
      part->x1 = run.x1 < rect.x1 ? run.x1 : rect.x1;
      if (part->x0 < part->x1) return true;
    }
  }
  return false;
}

bool pl_area_span(const struct pl_area *area, struct pl_rect rect, int row, int *x0, int *x1) {
  int count;
  const struct pl_area_run *runs = pl_area_runs(area, row, &count);
  *x0 = rect.x1, *x1 = rect.x0;
  for (int i = 0; i < count; i++) {
    int from = runs[i].x0 > rect.x0 ? runs[i].x0 : rect.x0, to = runs[i].x1 < rect.x1 ? runs[i].x1 : rect.x1;
    if (from >= to) continue;
    if (from < *x0) *x0 = from;
    *x1 = to;
  }
  return *x0 < *x1;
}
