/* Cells hold area in units of 1/2 of a 256th of a 256th of a pixel, so that a pixel wholly inside sums up to FULL. An
** edge is always walked from its upper to its lower end with a slope of its own, and where it crosses a row's or a
** column's border is computed from its upper end alone: so the clip decides what is kept, never what it is. */
#include "pl_outline.h"

#include <stdlib.h>
#include <string.h>

#include "pl_brush.h"

#define SUB_BITS   8
#define SUB        (1 << SUB_BITS)
#define SUB_PART   (SUB - 1)
#define FULL_BITS  (2 * SUB_BITS + 1)
#define FULL       (1 << FULL_BITS)
#define SLOPE_BITS 16
#define BAND_CELLS (1 << 14) /* an outline is drawn in bands of rows whose cells stay in the cache */

struct pl_outliner {
  int32_t *cells;  /* all 0 between two bands */
  uint64_t *marks; /* a bit for each cell that was touched; likewise */
  size_t cell_room, mark_room;
};

struct band {
  int32_t *cells;
  uint64_t *marks;
  int stride, words; /* of a row of cells, of marks */
  int x0, width;     /* pixels of the clip */
  int y0, y1;
};

struct pl_outliner *pl_outliner_create(void) {
  return calloc(1, sizeof(struct pl_outliner));
}

void pl_outliner_destroy(struct pl_outliner *outliner) {
  if (!outliner) return;
  free(outliner->cells);
  free(outliner->marks);
  free(outliner);
}

struct pl_outline_point pl_outline_point(struct dl_point p) {
  struct pl_corner c = pl_raster_corner(&(struct dl_vertex){p.x_px, p.y_px, {0, 0, 0, 0}});
  return (struct pl_outline_point){c.x, c.y};
}

static int end_of(const struct pl_outline *o) {
  return o->contours > 0 ? o->ends[o->contours - 1] : o->first;
}

struct pl_rect pl_outline_bounds(const struct pl_outline *o) {
  int end = end_of(o);
  if (end <= o->first) return (struct pl_rect){0, 0, 0, 0};
  struct pl_outline_point low = o->points[o->first], high = low;
  for (int i = o->first; i < end; i++) {
    struct pl_outline_point p = o->points[i];
    low.x = p.x < low.x ? p.x : low.x, low.y = p.y < low.y ? p.y : low.y;
    high.x = p.x > high.x ? p.x : high.x, high.y = p.y > high.y ? p.y : high.y;
  }
  if (low.x == PL_RASTER_NOWHERE) return (struct pl_rect){0, 0, 0, 0};
  return (struct pl_rect){low.x >> SUB_BITS, low.y >> SUB_BITS, (high.x + SUB_PART) >> SUB_BITS,
                          (high.y + SUB_PART) >> SUB_BITS};
}

/* ---- edges -------------------------------------------------------------------------------------------- */

struct edge {
  struct pl_outline_point upper, lower;
  int64_t slope; /* of x per y */
  int64_t fall;  /* of y per step of x to the right; where it is needed */
};

/* a and b are not beside each other. */
static struct edge edge_of(struct pl_outline_point a, struct pl_outline_point b) {
  struct edge e = {a.y < b.y ? a : b, a.y < b.y ? b : a, 0, 0};
  e.slope = pl_raster_quotient((int64_t)(e.lower.x - e.upper.x) * (1 << SLOPE_BITS),
                               (int64_t)e.lower.y - e.upper.y);
  return e;
}

/* Only of an edge that leaves its column within a row: it is not upright. */
static void find_fall(struct edge *e) {
  int64_t dx = (int64_t)e->lower.x - e->upper.x, dy = (int64_t)e->lower.y - e->upper.y;
  e->fall = pl_raster_quotient((dx < 0 ? -dy : dy) * (1 << SLOPE_BITS), dx < 0 ? -dx : dx);
}

static int32_t x_at(const struct edge *e, int32_t y) {
  if (y == e->lower.y) return e->lower.x;
  return e->upper.x + (int32_t)((e->slope * (y - e->upper.y) + (1 << (SLOPE_BITS - 1))) >> SLOPE_BITS);
}

void pl_outline_reach(struct pl_outline_point a, struct pl_outline_point b, int y0, int y1, int *x0,
                      int *x1) {
  int32_t top = y0 * SUB, low = y1 * SUB;
  if (a.y == b.y || (a.y <= top && b.y <= top) || (a.y >= low && b.y >= low)) return;
  struct edge e = edge_of(a, b);
  int32_t from = x_at(&e, e.upper.y > top ? e.upper.y : top),
          to = x_at(&e, e.lower.y < low ? e.lower.y : low);
  int left = (from < to ? from : to) >> SUB_BITS, right = ((from > to ? from : to) >> SUB_BITS) + 2;
  if (left < *x0) *x0 = left;
  if (right > *x1) *x1 = right;
}

/* Notes that cells from … to were touched; both are inside. */
static inline void mark_cells(uint64_t *marks, int from, int to) {
  uint64_t first = ~(uint64_t)0 << (from & 63), last = ~(uint64_t)0 >> (63 - (to & 63));
  if (from >> 6 == to >> 6) {
    marks[from >> 6] |= first & last;
    return;
  }
  marks[from >> 6] |= first;
  for (int w = (from >> 6) + 1; w < to >> 6; w++) marks[w] = ~(uint64_t)0;
  marks[to >> 6] |= last;
}

/* An edge goes down so far within a column, twice its mean distance from the column's left border being inside. */
static inline void touch(int32_t *cells, uint64_t *marks, int column, int32_t down, int32_t inside) {
  cells[column] += down * (2 * SUB - inside);
  cells[column + 1] += down * inside;
  mark_cells(marks, column, column + 1);
}

/* A part of an edge that leaves its column: within one row, from y to next, x from … to; all in 1/256 px. */
struct part {
  int32_t y, next, from, to;
  int sign; /* 1 where the contour goes down */
};

/* x is counted from the clip's left border, x0. Columns are taken from the left; how much of the part's height lies left
** of a column's right border follows from the edge's fall. */
static void cross_columns(const struct band *band, int32_t *cells, uint64_t *marks, const struct edge *e,
                          const struct part *p) {
  bool falls = p->from < p->to; /* to the right */
  int32_t left = falls ? p->from : p->to, right = falls ? p->to : p->from, height = p->next - p->y;
  int first = left >> SUB_BITS, last = right >> SUB_BITS;
  int column = first < 0 ? -1 : first, end = last < band->width ? last : band->width;
  int32_t gone = 0, carry = 0; /* carry: what the column before leaves to this one */
  int64_t border = (int64_t)(band->x0 + column + 1) * SUB - e->upper.x;
  int64_t y = (int64_t)(e->upper.y - p->y) * (1 << SLOPE_BITS) + e->fall * border + (1 << (SLOPE_BITS - 1));
  mark_cells(marks, column < 0 ? 0 : column, end);
  for (; column < end; column++, y += e->fall * SUB) {
    int32_t at = (int32_t)(y >> SLOPE_BITS), next = falls ? at : height - at;
    next = next < gone ? gone : next > height ? height : next;
    int32_t down = p->sign * (next - gone);
    gone = next;
    if (column < 0) { /* all that lies left of the clip */
      carry = down * 2 * SUB;
      continue;
    }
    int32_t inside = SUB + (column == first ? left & SUB_PART : 0);
    cells[column] += carry + down * (2 * SUB - inside);
    carry = down * inside;
  }
  cells[end] += carry;
  if (last < band->width) touch(cells, marks, last, p->sign * (height - gone), right & SUB_PART);
}

/* An edge left of all columns turns what they hold, wherever it is. */
static void add_beside(const struct band *band, struct pl_outline_point a, struct pl_outline_point b) {
  int32_t top = band->y0 * SUB, low = band->y1 * SUB;
  int32_t y = a.y < b.y ? a.y : b.y, end = a.y < b.y ? b.y : a.y;
  int sign = a.y < b.y ? 2 * SUB : -2 * SUB;
  y = y > top ? y : top;
  end = end < low ? end : low;
  size_t row = (size_t)((y >> SUB_BITS) - band->y0);
  int32_t *cells = band->cells + row * (size_t)band->stride;
  uint64_t *marks = band->marks + row * (size_t)band->words;
  for (; y < end; cells += band->stride, marks += band->words) {
    int32_t next = (y | SUB_PART) + 1;
    next = next < end ? next : end;
    *cells += sign * (next - y);
    *marks |= 1;
    y = next;
  }
}

static void add_edge(const struct band *band, struct pl_outline_point a, struct pl_outline_point b) {
  int32_t top = band->y0 * SUB, low = band->y1 * SUB, right = (band->x0 + band->width) * SUB;
  if (a.y == b.y || (a.y <= top && b.y <= top) || (a.y >= low && b.y >= low)) return;
  if (a.x >= right && b.x >= right) return;
  if (a.x < band->x0 * SUB && b.x < band->x0 * SUB) {
    add_beside(band, a, b);
    return;
  }
  struct edge e = edge_of(a, b);
  int32_t y = e.upper.y > top ? e.upper.y : top, end = e.lower.y < low ? e.lower.y : low;
  int32_t x0_sub = band->x0 * SUB, from = x_at(&e, y) - x0_sub;
  int sign = a.y < b.y ? 1 : -1, row = (y >> SUB_BITS) - band->y0;
  int32_t *cells = band->cells + (size_t)row * (size_t)band->stride;
  uint64_t *marks = band->marks + (size_t)row * (size_t)band->words;
  for (; y < end; cells += band->stride, marks += band->words) {
    int32_t next = (y | SUB_PART) + 1;
    next = next < end ? next : end;
    int32_t to = x_at(&e, next) - x0_sub, down = sign * (next - y);
    int column = from >> SUB_BITS;
    if (from < 0 && to < 0) {
      touch(cells, marks, 0, down, 0);
    } else if (column == to >> SUB_BITS) {
      if (column < band->width) touch(cells, marks, column, down, (from & SUB_PART) + (to & SUB_PART));
    } else if ((from < to ? from : to) >> SUB_BITS < band->width) {
      if (e.fall == 0) find_fall(&e);
      cross_columns(band, cells, marks, &e, &(struct part){y, next, from, to, sign});
    }
    y = next;
    from = to;
  }
}

/* ---- rows --------------------------------------------------------------------------------------------- */

/* What each of four pixels is covered by, 0…255, from the area up to the first of them; *area goes on, the cells are
** emptied. */
static inline pl_span_u32 sum_four(int32_t *cells, int32_t *area) {
  const int32_t a = *area + cells[0], b = a + cells[1], c = b + cells[2], d = c + cells[3];
  const pl_span_i32 full = {FULL, FULL, FULL, FULL};
  memset(cells, 0, PL_SPAN_STEP * sizeof *cells);
  *area = d;
  pl_span_i32 sums = {a, b, c, d}, sign = sums >> 31;
  sums = (sums ^ sign) - sign;
  pl_span_u32 covers = pl_span_chosen((pl_span_u32)(sums > full), (pl_span_u32)full, (pl_span_u32)sums);
  return ((covers << 8) - covers + FULL / 2) >> FULL_BITS;
}

/* Empties the marks of four cells; returns what is left of the first one's word. */
static inline uint64_t unmark_four(uint64_t *marks, int at) {
  const int word = at >> 6, bit = at & 63;
  if (bit > 60) marks[word + 1] &= ~((uint64_t)0xF >> (64 - bit));
  return marks[word] &= ~((uint64_t)0xF << bit);
}

/* Where a row is drawn: runs of pixels from the left; x0 is where the cells begin. */
struct places {
  const struct pl_area_run *runs;
  int count, x0;
};

/* Lanes of the four pixels from x on that are to be drawn. */
static inline pl_span_u32 lanes_in(const struct places *places, int x) {
  pl_span_u32 lanes = pl_span_all(0);
  for (int k = 0; k < places->count; k++)
    lanes |= pl_span_lanes(places->runs[k].x1 - places->x0 - x) &
             ~pl_span_lanes(places->runs[k].x0 - places->x0 - x);
  return lanes;
}

/* Pixels from x to end, all covered alike. */
static inline void draw_even(const struct pl_brush *brush, const struct pl_brush_row *row,
                             const struct places *places, int x, int end, uint32_t cover) {
  for (int k = 0; k < places->count; k++) {
    int from = places->runs[k].x0 - places->x0, to = places->runs[k].x1 - places->x0;
    from = from > x ? from : x;
    to = to < end ? to : end;
    if (from < to) pl_brush_run(brush, row, from, to - from, cover);
  }
}

/* Drops the runs that end before x. */
static inline void pass(struct places *places, int x) {
  while (places->count > 0 && places->runs->x1 - places->x0 <= x) places->runs++, places->count--;
}

/* Blends one row of cells into pixels and leaves the cells and marks empty. Cells that were not touched are 0, so that
** four can be taken at a time wherever one was. */
static void sweep(const struct band *band, const struct pl_brush *brush, const struct pl_brush_row *row,
                  struct places places, int32_t *cells, uint64_t *marks) {
  int32_t area = 0;
  int x = 0;
  uint32_t cover = 0; /* of the pixels from x on */
  for (int w = 0; w < band->words; w++) {
    for (uint64_t bits = marks[w]; bits;) {
      int at = w * 64 + __builtin_ctzll(bits), seen = at < band->width ? at : band->width;
      pass(&places, x);
      if (cover && x < seen) draw_even(brush, row, &places, x, seen, cover);
      bits = unmark_four(marks, at);
      pl_span_u32 covers = sum_four(cells + at, &area);
      cover = covers[PL_SPAN_STEP - 1];
      x = at + PL_SPAN_STEP;
      pass(&places, at);
      if (at >= band->width || places.count == 0 || places.runs->x0 - places.x0 >= x) continue;
      bool within = places.runs->x0 - places.x0 <= at && places.runs->x1 - places.x0 >= x;
      if (!within) covers &= lanes_in(&places, at);
      pl_brush_edge(brush, row, at, x < band->width ? PL_SPAN_STEP : band->width - at, covers);
    }
  }
  pass(&places, x);
  if (cover && x < band->width) draw_even(brush, row, &places, x, band->width, cover);
}

/* ---- the whole ---------------------------------------------------------------------------------------- */

static bool make_room(struct pl_outliner *outliner, size_t cells, size_t marks) {
  if (cells > outliner->cell_room) {
    free(outliner->cells);
    outliner->cells = calloc(cells, sizeof *outliner->cells);
    outliner->cell_room = outliner->cells ? cells : 0;
  }
  if (marks > outliner->mark_room) {
    free(outliner->marks);
    outliner->marks = calloc(marks, sizeof *outliner->marks);
    outliner->mark_room = outliner->marks ? marks : 0;
  }
  return outliner->cells && outliner->marks;
}

static void add_contours(const struct band *band, const struct pl_outline *o) {
  for (int k = 0, from = o->first; k < o->contours; from = o->ends[k++]) {
    struct pl_outline_point last = o->points[o->ends[k] - 1];
    for (int i = from; i < o->ends[k]; i++) {
      add_edge(band, last, o->points[i]);
      last = o->points[i];
    }
  }
}

/* The next rows, from band->y0 on, that are to be drawn and follow each other, at most so many, and the columns that hold
** what is drawn of them. False where none is left. */
static bool next_band(struct band *band, const struct pl_area *area, struct pl_rect seen, int most) {
  band->x0 = seen.x0;
  band->width = seen.x1 - seen.x0;
  band->y1 = band->y0 + most < seen.y1 ? band->y0 + most : seen.y1;
  if (area == NULL) return band->y0 < seen.y1;
  int x0 = seen.x1, x1 = seen.x0, y = band->y0;
  for (; y < band->y1; y = ((y >> PL_AREA_BITS) + 1) << PL_AREA_BITS) {
    int from, to;
    if (pl_area_span(area, seen, y >> PL_AREA_BITS, &from, &to)) {
      x0 = from < x0 ? from : x0;
      x1 = to > x1 ? to : x1;
    } else if (x0 < x1) {
      break;
    } else {
      band->y0 = ((y >> PL_AREA_BITS) + 1) << PL_AREA_BITS;
      band->y1 = band->y0 + most < seen.y1 ? band->y0 + most : seen.y1;
    }
  }
  if (y < band->y1) band->y1 = y;
  band->x0 = x0;
  band->width = x1 - x0;
  return x0 < x1;
}

static void draw_band(const struct band *band, const struct pl_target *target, const struct pl_area *area,
                      const struct pl_brush *brush) {
  const struct pl_area_run all = {band->x0, band->x0 + band->width};
  for (int y = band->y0; y < band->y1; y++) {
    size_t i = (size_t)(y - band->y0);
    struct pl_brush_row row = pl_brush_row(brush, target, band->x0, y);
    struct places places = {&all, 1, band->x0};
    if (area) places.runs = pl_area_runs(area, y >> PL_AREA_BITS, &places.count);
    sweep(band, brush, &row, places, band->cells + i * (size_t)band->stride,
          band->marks + i * (size_t)band->words);
  }
}

bool pl_outline_draw_in(struct pl_outliner *outliner, const struct pl_target *target,
                        const struct pl_area *area, struct pl_rect clip, const struct pl_outline *outline) {
  struct pl_rect seen = pl_raster_cut(clip, pl_outline_bounds(outline));
  if ((outline->paint->first.a | outline->paint->second.a) == 0) return true;
  if (seen.x0 >= seen.x1 || seen.y0 >= seen.y1) return true;
  struct band band = {.y0 = seen.y0};
  band.stride = seen.x1 - seen.x0 + 2 + PL_SPAN_STEP;
  band.words = (band.stride + 63) / 64 + 1;
  int rows = BAND_CELLS / band.stride + 1, high = seen.y1 - seen.y0;
  if (rows > high) rows = high;
  bool ready = false;
  struct pl_brush brush;
  for (; next_band(&band, area, seen, rows); band.y0 = band.y1) {
    if (!ready) {
      if (!make_room(outliner, (size_t)band.stride * (size_t)rows, (size_t)band.words * (size_t)rows))
        return false;
      pl_brush_init(&brush, target, outline->paint);
    }
    ready = true;
    band.cells = outliner->cells;
    band.marks = outliner->marks;
    add_contours(&band, outline);
    draw_band(&band, target, area, &brush);
  }
  return true;
}

bool pl_outline_draw(struct pl_outliner *outliner, const struct pl_target *target, struct pl_rect clip,
                     const struct pl_outline *outline) {
  return pl_outline_draw_in(outliner, target, NULL, clip, outline);
}
