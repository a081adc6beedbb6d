#include "pl_soft.h"

#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "pl_area.h"
#include "pl_brush.h"
#include "pl_outline.h"
#include "pl_text.h"

#define CELL_BITS PL_AREA_BITS
#define WASTE_PX  4096 /* so much may be handed to the display in vain rather than as a rectangle of its own */

struct box { /* a triangle's bounds inside the target and its clip */
  int16_t x0, y0, x1, y1;
};

struct knot { /* a vertex of the list as the rasteriser wants it */
  struct pl_corner corner;
  uint32_t hash; /* of the corner */
};

struct trace {    /* of one outline in a cell; all 0 between two outlines */
  uint64_t edges; /* hash of those that cross it */
  int winds;      /* how often more the contours wind round it than round the cell left of it, edges apart */
};

struct pl_soft {
  struct pl_fonts *fonts;
  int width_px, height_px;
  bool swap_rb, known; /* known: the target holds the picture of `before` */
  int columns, rows;
  uint64_t *now, *before; /* hashes, columns × rows */
  struct box *boxes;      /* of each triangle outside the layer: made while hashing, used while drawing */
  int box_capacity;
  struct knot *knots; /* of each vertex of the list */
  int knot_capacity;
  struct pl_outline_point *dots; /* each point of the list */
  int dot_capacity;
  struct trace *traces;        /* (columns + 1) × rows */
  struct pl_area changed, all; /* of the picture */
  struct pl_outliner *outliner;
  uint32_t *layer; /* the kept layer's pixels; NULL: none wanted so far */
  uint64_t layer_key, last_key;
  bool layer_kept, last_keyed;
  bool failed; /* an outline of this list found no memory */
};

struct layer_span { /* commands of the layer, its brackets left out; begin < 0: none */
  int begin, end;
  uint64_t key;
  int vertices, points; /* up to its end */
};

struct pl_soft *pl_soft_create(struct pl_fonts *fonts) {
  struct pl_soft *soft = calloc(1, sizeof *soft);
  if (!soft) {
    err_set(ERR_MACHINE, "There is no memory for a picture. Close other programs and try again.");
    return NULL;
  }
  soft->fonts = fonts;
  soft->outliner = pl_outliner_create();
  if (soft->outliner) return soft;
  free(soft);
  err_set(ERR_MACHINE, "There is no memory for a picture. Close other programs and try again.");
  return NULL;
}

void pl_soft_destroy(struct pl_soft *soft) {
  if (!soft) return;
  free(soft->now);
  free(soft->before);
  free(soft->boxes);
  free(soft->knots);
  free(soft->dots);
  free(soft->traces);
  pl_area_free(&soft->changed);
  pl_area_free(&soft->all);
  pl_outliner_destroy(soft->outliner);
  free(soft->layer);
  free(soft);
}

void pl_soft_forget(struct pl_soft *soft) {
  soft->known = false;
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

static struct pl_rect whole(const struct pl_soft *soft) {
  return (struct pl_rect){0, 0, soft->width_px, soft->height_px};
}

static int clamped_px(float v, int limit) {
  return v > 0 ? v < (float)limit ? (int)(v + 0.5f) : limit : 0;
}

static struct pl_rect clip_rect(const struct pl_soft *soft, const struct dl_command *command) {
  if (!(command->clip.w_px > 0)) return whole(soft);
  struct pl_rect r = {clamped_px(command->clip.x_px, soft->width_px),
                      clamped_px(command->clip.y_px, soft->height_px),
                      clamped_px(command->clip.x_px + command->clip.w_px, soft->width_px),
                      clamped_px(command->clip.y_px + command->clip.h_px, soft->height_px)};
  return r;
}

static bool empty(struct pl_rect r) {
  return r.x0 >= r.x1 || r.y0 >= r.y1;
}

/* boxes: of the list's triangles, or NULL where they were not made. */
static void draw_triangles(const struct pl_soft *soft, const struct pl_target *target,
                           const struct pl_area *area, struct pl_rect clip, const struct box *boxes,
                           const struct dl *dl, const struct dl_command *c) {
  const int *index = dl->indices + c->triangles.first_index;
  for (int i = 0; i + 2 < c->triangles.count; i += 3) {
    struct pl_rect seen = clip;
    if (boxes) {
      struct box b = boxes[(c->triangles.first_index + i) / 3];
      seen = (struct pl_rect){b.x0, b.y0, b.x1, b.y1};
    }
    struct pl_area_parts parts = pl_area_parts(area, seen);
    for (struct pl_rect part; pl_area_next(&parts, &part);)
      pl_raster_triangle(target, pl_raster_cut(part, clip), &soft->knots[index[i]].corner,
                         &soft->knots[index[i + 1]].corner, &soft->knots[index[i + 2]].corner);
  }
}

static struct pl_outline outline_of(const struct pl_soft *soft, const struct dl *dl,
                                    const struct dl_command *c) {
  return (struct pl_outline){soft->dots, dl->ends + c->outline.first_end, c->outline.first_point,
                             c->outline.contours, &c->outline.paint};
}

static void draw_outline(struct pl_soft *soft, const struct pl_target *target, const struct pl_area *area,
                         struct pl_rect clip, const struct dl *dl, const struct dl_command *c) {
  struct pl_outline outline = outline_of(soft, dl, c);
  if (!pl_outline_draw_in(soft->outliner, target, area, clip, &outline)) soft->failed = true;
}

/* Where a run can have ink, generously: measuring is cheap, rasterising is not. */
static struct pl_rect text_bounds(struct pl_fonts *fonts, const struct dl *dl, const struct dl_command *c) {
  float size = c->text.size_px > 1 ? c->text.size_px : 1;
  float width = pl_text_width(fonts, c->text.size_px, c->text.weight, dl->chars + c->text.text);
  const float left = -size, right = width + size, top = -1.5f * size, low_end = 0.7f * size;
  const float x0[4] = {left, -low_end, -right, top}, x1[4] = {right, -top, -left, low_end};
  const float y0[4] = {top, left, -low_end, -right}, y1[4] = {low_end, right, -top, -left};
  int turns = c->text.quarter_turns & 3;
  struct dl_vertex low = {c->text.x_px + x0[turns], c->text.y_px + y0[turns], {0, 0, 0, 0}};
  struct dl_vertex high = {c->text.x_px + x1[turns], c->text.y_px + y1[turns], {0, 0, 0, 0}};
  struct pl_corner from = pl_raster_corner(&low), to = pl_raster_corner(&high);
  return pl_raster_bounds(&from, &to, &to);
}

/* A glyph's mask, read in the order in which it lies in the target. */
static struct pl_mask mask_of(const struct pl_text_quad *q) {
  const uint8_t *first = q->page->mask + (size_t)q->y * PL_TEXT_PAGE_PX + q->x;
  const uint8_t *low = first + (size_t)(q->h - 1) * PL_TEXT_PAGE_PX;
  switch (q->quarter_turns) {
  case 1:
    return (struct pl_mask){low, -PL_TEXT_PAGE_PX, 1};
  case 2:
    return (struct pl_mask){low + q->w - 1, -1, -PL_TEXT_PAGE_PX};
  case 3:
    return (struct pl_mask){first + q->w - 1, PL_TEXT_PAGE_PX, -1};
  default:
    return (struct pl_mask){first, 1, PL_TEXT_PAGE_PX};
  }
}

static void draw_text(struct pl_soft *soft, const struct pl_target *target, const struct pl_area *area,
                      struct pl_rect clip, const struct dl *dl, const struct dl_command *c) {
  struct pl_rect part;
  struct pl_area_parts parts;
  if (!soft->fonts) return;
  parts = pl_area_parts(area, pl_raster_cut(clip, text_bounds(soft->fonts, dl, c)));
  if (!pl_area_next(&parts, &part)) return;
  struct pl_text_run run = pl_text_begin(soft->fonts, c->text.x_px, c->text.y_px, c->text.size_px,
                                         c->text.weight, c->text.quarter_turns, dl->chars + c->text.text);
  struct pl_text_quad q;
  while (pl_text_next(&run, &q) && (q.quarter_turns != 0 || q.at_x < clip.x1)) {
    bool across = (q.quarter_turns & 1) != 0;
    struct pl_mask mask = mask_of(&q);
    int w = across ? q.h : q.w, h = across ? q.w : q.h;
    parts =
        pl_area_parts(area, pl_raster_cut(clip, (struct pl_rect){q.at_x, q.at_y, q.at_x + w, q.at_y + h}));
    while (pl_area_next(&parts, &part))
      pl_raster_mask(target, part, mask, q.at_x, q.at_y, w, h, c->text.color);
  }
}

/* Draws commands [from, to) inside the area. */
static void draw_commands(struct pl_soft *soft, const struct pl_target *target, const struct pl_area *area,
                          const struct box *boxes, const struct dl *dl, int from, int to) {
  struct pl_rect clip = whole(soft);
  for (int i = from; i < to; i++) {
    const struct dl_command *c = &dl->commands[i];
    switch (c->kind) {
    case DL_TRIANGLES:
      draw_triangles(soft, target, area, clip, boxes, dl, c);
      break;
    case DL_OUTLINE:
      draw_outline(soft, target, area, clip, dl, c);
      break;
    case DL_TEXT:
      draw_text(soft, target, area, clip, dl, c);
      break;
    case DL_CLIP:
      clip = clip_rect(soft, c);
      break;
    case DL_LAYER:
      break;
    }
  }
}

static struct layer_span find_layer(const struct dl *dl) {
  struct layer_span layer = {-1, -1, 0, 0, 0};
  for (int i = 0; i < dl->command_count; i++) {
    const struct dl_command *c = &dl->commands[i];
    if (c->kind != DL_LAYER) continue;
    if (c->layer.end) {
      layer.end = i;
      layer.vertices = c->layer.vertices;
      layer.points = c->layer.points;
      if (layer.begin >= 0) return layer;
    } else if (layer.begin < 0) {
      layer.begin = i + 1;
      layer.key = c->layer.key;
    }
  }
  return (struct layer_span){-1, -1, 0, 0, 0};
}

static struct pl_target layer_target(const struct pl_soft *soft) {
  return (struct pl_target){soft->layer, soft->width_px, soft->height_px, soft->width_px, soft->swap_rb};
}

/* Decides whether the layer comes from kept pixels this time, and makes them when its key has come to rest.
 */
static bool layer_ready(struct pl_soft *soft, const struct dl *dl, const struct layer_span *span) {
  if (span->begin < 0) return soft->last_keyed = false;
  bool rests = soft->last_keyed && soft->last_key == span->key;
  soft->last_keyed = true;
  soft->last_key = span->key;
  if (soft->layer_kept && soft->layer_key == span->key) return true;
  soft->layer_kept = false;
  if (!rests) return false;
  if (!soft->layer) soft->layer = malloc((size_t)soft->width_px * (size_t)soft->height_px * 4);
  if (!soft->layer) return false;
  struct pl_target into = layer_target(soft);
  pl_raster_clear(&into, whole(soft));
  draw_commands(soft, &into, &soft->all, NULL, dl, span->begin, span->end);
  soft->layer_key = span->key;
  return soft->layer_kept = true;
}

static void draw_list(struct pl_soft *soft, const struct pl_target *target, const struct pl_area *area,
                      const struct dl *dl, const struct layer_span *span, bool kept) {
  struct pl_target from = kept ? layer_target(soft) : *target;
  struct pl_area_parts parts = pl_area_parts(area, whole(soft));
  for (struct pl_rect part; pl_area_next(&parts, &part);) {
    if (kept)
      pl_raster_copy(target, part, &from);
    else
      pl_raster_clear(target, part);
  }
  /* The layer is opaque: what stands before it in the list is not seen. */
  int rest = span->begin < 0 ? 0 : span->end;
  if (!kept && span->begin >= 0) draw_commands(soft, target, area, NULL, dl, span->begin, span->end);
  draw_commands(soft, target, area, soft->boxes, dl, rest, dl->command_count);
}

/* ---- damage ------------------------------------------------------------------------------------------- */

static uint64_t mixed(uint64_t hash, uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
  return hash ^ hash >> 29;
}

static uint64_t float_bits(float a, float b) {
  uint32_t x, y;
  memcpy(&x, &a, 4);
  memcpy(&y, &b, 4);
  return (uint64_t)x << 32 | y;
}

static uint64_t color_bits(struct dl_color c) {
  return (uint64_t)c.r << 24 | (uint64_t)c.g << 16 | (uint64_t)c.b << 8 | c.a;
}

/* from: the first that is needed. */
static void make_knots(struct pl_soft *soft, const struct dl *dl, int from) {
  for (int i = from; i < dl->vertex_count; i++) {
    struct pl_corner corner = pl_raster_corner(&dl->vertices[i]);
    uint64_t hash = mixed((uint64_t)(uint32_t)corner.x << 32 | (uint32_t)corner.y, 0);
    soft->knots[i] = (struct knot){corner, (uint32_t)(mixed(hash, color_bits(corner.color)) >> 32)};
  }
}

static void make_dots(struct pl_soft *soft, const struct dl *dl, int from) {
  for (int i = from; i < dl->point_count; i++) soft->dots[i] = pl_outline_point(dl->points[i]);
}

static void mark(struct pl_soft *soft, struct pl_rect area, uint64_t hash) {
  if (empty(area)) return;
  int x1 = (area.x1 - 1) >> CELL_BITS, y1 = (area.y1 - 1) >> CELL_BITS;
  for (int y = area.y0 >> CELL_BITS; y <= y1; y++)
    for (int x = area.x0 >> CELL_BITS; x <= x1; x++) {
      uint64_t *cell = &soft->now[y * soft->columns + x];
      *cell = mixed(*cell, hash);
    }
}

static void mark_triangles(struct pl_soft *soft, struct pl_rect clip, uint64_t seed, const struct dl *dl,
                           const struct dl_command *command) {
  const int *index = dl->indices + command->triangles.first_index;
  for (int i = 0; i + 2 < command->triangles.count; i += 3) {
    const struct knot *a = &soft->knots[index[i]], *b = &soft->knots[index[i + 1]],
                      *c = &soft->knots[index[i + 2]];
    uint64_t hash = mixed(mixed(seed, (uint64_t)a->hash << 32 | b->hash), c->hash);
    struct pl_rect seen = pl_raster_cut(pl_raster_bounds(&a->corner, &b->corner, &c->corner), clip);
    if (empty(seen)) seen = (struct pl_rect){0, 0, 0, 0};
    struct box box = {(int16_t)seen.x0, (int16_t)seen.y0, (int16_t)seen.x1, (int16_t)seen.y1};
    soft->boxes[(command->triangles.first_index + i) / 3] = box;
    mark(soft, seen, hash);
  }
}

static uint64_t place_bits(struct pl_outline_point p) {
  return (uint64_t)(uint32_t)p.x << 32 | (uint32_t)p.y;
}

/* Notes an edge in the cells that it crosses: what lies in a cell hangs on those edges, and on how often the contours
** wind round its corner at the top left, which every edge right of which it lies has a part in. A level edge counts too:
** below it, within its row of cells, the inside begins. cells: columns and rows. */
static void note_edge(struct pl_soft *soft, struct pl_outline_point a, struct pl_outline_point b,
                      struct pl_rect cells) {
  const int row_bits = CELL_BITS + 8; /* of 1/256 px */
  int upper = a.y < b.y ? a.y : b.y, lower = a.y < b.y ? b.y : a.y;
  int from = upper >> row_bits, to = lower >> row_bits;
  uint64_t hash = mixed(mixed(4, place_bits(a)), place_bits(b)); /* of an upright edge x would cancel out */
  int left = (a.x < b.x ? a.x : b.x) >> 8, right = ((a.x < b.x ? b.x : a.x) >> 8) + 2;
  bool whole_edge = from == to;
  from = from > cells.y0 ? from : cells.y0;
  to = to < cells.y1 ? to : cells.y1 - 1;
  for (int row = from; row <= to; row++) {
    struct trace *traces = soft->traces + row * (soft->columns + 1);
    if (!whole_edge) {
      left = INT32_MAX, right = INT32_MIN;
      pl_outline_reach(a, b, row << CELL_BITS, (row + 1) << CELL_BITS, &left, &right);
      if (left > right) continue;
    }
    int x0 = left >> CELL_BITS, end = ((right - 1) >> CELL_BITS) + 1;
    x0 = x0 > cells.x0 ? x0 : cells.x0;
    end = end < cells.x0 ? cells.x0 : end < cells.x1 ? end : cells.x1;
    for (int x = x0; x < end; x++) traces[x].edges = mixed(traces[x].edges, hash);
    if (upper <= row << row_bits && lower > row << row_bits) traces[end].winds += a.y < b.y ? 1 : -1;
  }
}

static uint64_t paint_hash(uint64_t seed, const struct dl_paint *p) {
  struct pl_brush_place place = pl_brush_place(p); /* what moves by less than a step of it looks the same */
  uint64_t hash = mixed(seed, color_bits(p->first) << 32 | color_bits(p->second));
  return mixed(mixed(mixed(hash, place_bits(place.from)), place_bits(place.to)),
               (uint64_t)(uint32_t)place.across);
}

static void mark_outline(struct pl_soft *soft, struct pl_rect clip, uint64_t seed, const struct dl *dl,
                         const struct dl_command *c) {
  struct pl_outline o = outline_of(soft, dl, c);
  struct pl_rect seen = pl_raster_cut(pl_outline_bounds(&o), clip);
  if (empty(seen)) return;
  struct pl_rect cells = {seen.x0 >> CELL_BITS, seen.y0 >> CELL_BITS, ((seen.x1 - 1) >> CELL_BITS) + 1,
                          ((seen.y1 - 1) >> CELL_BITS) + 1};
  uint64_t hash = paint_hash(mixed(seed, 5), &c->outline.paint);
  for (int k = 0, i = o.first; k < o.contours; k++) {
    struct pl_outline_point before = o.points[o.ends[k] - 1];
    for (; i < o.ends[k]; i++) {
      note_edge(soft, before, o.points[i], cells);
      before = o.points[i];
    }
  }
  for (int y = cells.y0; y < cells.y1; y++) {
    struct trace *traces = soft->traces + y * (soft->columns + 1);
    int winds = 0;
    for (int x = cells.x0; x < cells.x1; x++) {
      winds += traces[x].winds;
      uint64_t inside = traces[x].edges ? mixed(traces[x].edges, (uint64_t)(int64_t)winds) : winds != 0;
      uint64_t *cell = &soft->now[y * soft->columns + x];
      if (inside) *cell = mixed(*cell, mixed(hash, inside));
      traces[x] = (struct trace){0, 0};
    }
    traces[cells.x1].winds = 0;
  }
}

static void mark_text(struct pl_soft *soft, struct pl_rect clip, uint64_t seed, const struct dl *dl,
                      const struct dl_command *c) {
  uint64_t hash = mixed(seed, float_bits(c->text.x_px, c->text.y_px));
  hash = mixed(hash, float_bits(c->text.size_px, (float)c->text.weight));
  hash = mixed(hash, color_bits(c->text.color) | (uint64_t)(unsigned)c->text.quarter_turns << 32);
  for (const char *p = dl->chars + c->text.text; *p; p++) hash = mixed(hash, (unsigned char)*p);
  if (soft->fonts) mark(soft, pl_raster_cut(text_bounds(soft->fonts, dl, c), clip), hash);
}

static void mark_all(struct pl_soft *soft, const struct dl *dl, const struct layer_span *span) {
  uint64_t base = span->begin < 0 ? 1 : mixed(2, span->key);
  for (int i = 0; i < soft->columns * soft->rows; i++) soft->now[i] = base;
  struct pl_rect clip = whole(soft);
  uint64_t seed = 3;
  for (int i = 0; i < dl->command_count; i++) {
    if (span->begin >= 0 && i >= span->begin && i < span->end) continue; /* stands for its key */
    const struct dl_command *c = &dl->commands[i];
    switch (c->kind) {
    case DL_TRIANGLES:
      mark_triangles(soft, clip, seed, dl, c);
      break;
    case DL_OUTLINE:
      mark_outline(soft, clip, seed, dl, c);
      break;
    case DL_TEXT:
      mark_text(soft, clip, seed, dl, c);
      break;
    case DL_CLIP:
      clip = clip_rect(soft, c);
      seed = mixed(mixed(3, (uint64_t)(unsigned)clip.x0 << 32 | (unsigned)clip.y0),
                   (uint64_t)(unsigned)clip.x1 << 32 | (unsigned)clip.y1);
      break;
    case DL_LAYER:
      break;
    }
  }
}

static struct pl_rect joined(struct pl_rect a, struct pl_rect b) {
  struct pl_rect r = {a.x0 < b.x0 ? a.x0 : b.x0, a.y0 < b.y0 ? a.y0 : b.y0, a.x1 > b.x1 ? a.x1 : b.x1,
                      a.y1 > b.y1 ? a.y1 : b.y1};
  return r;
}

static int64_t area_of(struct pl_rect r) {
  return (int64_t)(r.x1 - r.x0) * (r.y1 - r.y0);
}

/* Joins a new rectangle to the one that grows least for it when that wastes little or the list is full. */
static int add_rect(struct pl_rect *rects, int count, struct pl_rect r) {
  int best = -1;
  int64_t least_waste = 0;
  for (int i = 0; i < count; i++) {
    int64_t waste = area_of(joined(rects[i], r)) - area_of(rects[i]) - area_of(r);
    if (best < 0 || waste < least_waste) best = i, least_waste = waste;
  }
  if (best >= 0 && (least_waste <= WASTE_PX || count == PL_SOFT_RECTS)) {
    rects[best] = joined(rects[best], r);
    return count;
  }
  rects[count] = r;
  return count + 1;
}

/* Rectangles that share pixels would blend them twice, so they become one, until none do. */
static int join_overlapping(struct pl_rect *rects, int count) {
  for (int i = 0; i < count; i++) {
    for (int k = 0; k < count; k++) {
      if (k == i || empty(pl_raster_cut(rects[i], rects[k]))) continue;
      rects[i < k ? i : k] = joined(rects[i], rects[k]);
      rects[i < k ? k : i] = rects[--count];
      i = -1; /* the joined one may touch any other */
      break;
    }
  }
  return count;
}

static int collect(struct pl_soft *soft, struct pl_rect rects[PL_SOFT_RECTS]) {
  if (!soft->known) {
    rects[0] = whole(soft);
    pl_area_fill(&soft->changed);
    return 1;
  }
  int count = 0;
  pl_area_clear(&soft->changed);
  for (int y = 0; y < soft->rows; y++) {
    for (int x = 0; x < soft->columns; x++) {
      int from = x;
      while (x < soft->columns && soft->now[y * soft->columns + x] != soft->before[y * soft->columns + x])
        x++;
      if (x == from) continue;
      pl_area_add(&soft->changed, y, from, x);
      struct pl_rect run = {from << CELL_BITS, y << CELL_BITS, x << CELL_BITS, (y + 1) << CELL_BITS};
      count = add_rect(rects, count, pl_raster_cut(run, whole(soft)));
    }
  }
  return join_overlapping(rects, count);
}

static int fit(struct pl_soft *soft, const struct pl_target *target) {
  if (soft->now && soft->width_px == target->width_px && soft->height_px == target->height_px &&
      soft->swap_rb == target->swap_rb)
    return 0;
  soft->known = soft->layer_kept = false;
  free(soft->layer);
  soft->layer = NULL;
  soft->width_px = target->width_px;
  soft->height_px = target->height_px;
  soft->swap_rb = target->swap_rb;
  soft->columns = (soft->width_px + PL_AREA_CELL_PX - 1) >> CELL_BITS;
  soft->rows = (soft->height_px + PL_AREA_CELL_PX - 1) >> CELL_BITS;
  size_t cells = (size_t)soft->columns * (size_t)soft->rows;
  free(soft->now);
  free(soft->before);
  free(soft->traces);
  soft->now = calloc(cells, sizeof *soft->now);
  soft->before = calloc(cells, sizeof *soft->before);
  soft->traces = calloc(cells + (size_t)soft->rows, sizeof *soft->traces);
  bool areas = pl_area_make(&soft->changed, soft->width_px, soft->height_px) &&
               pl_area_make(&soft->all, soft->width_px, soft->height_px);
  if (areas) pl_area_fill(&soft->all);
  if (soft->now && soft->before && soft->traces && areas) return 0;
  free(soft->now);
  soft->now = NULL;
  return err_set(ERR_MACHINE, "There is no memory for a picture of %d x %d. Make the window smaller.",
                 target->width_px, target->height_px);
}

static int grow(void **items, int *capacity, int wanted, size_t item_size) {
  if (wanted <= *capacity) return 0;
  void *grown = realloc(*items, (size_t)wanted * 2 * item_size);
  if (!grown)
    return err_set(ERR_MACHINE, "There is no memory for a picture. Close other programs and try again.");
  *items = grown;
  *capacity = wanted * 2;
  return 0;
}

/* Room for what is made of a list; grows to the longest list seen. */
static int fit_list(struct pl_soft *soft, const struct dl *dl) {
  void *boxes = soft->boxes, *knots = soft->knots;
  int bad = grow(&boxes, &soft->box_capacity, dl->index_count / 3 + 1, sizeof *soft->boxes);
  soft->boxes = boxes;
  if (bad == 0) bad = grow(&knots, &soft->knot_capacity, dl->vertex_count + 1, sizeof *soft->knots);
  soft->knots = knots;
  void *dots = soft->dots;
  if (bad == 0) bad = grow(&dots, &soft->dot_capacity, dl->point_count + 1, sizeof *soft->dots);
  soft->dots = dots;
  return bad;
}

int pl_soft_draw(struct pl_soft *soft, const struct pl_target *target, const struct dl *dl,
                 struct pl_rect rects[PL_SOFT_RECTS]) {
  int bad = fit(soft, target);
  if (bad == 0) bad = fit_list(soft, dl);
  if (bad < 0) return bad;
  struct layer_span span = find_layer(dl);
  bool made =
      span.begin >= 0 && soft->layer_kept && soft->layer_key == span.key; /* its shapes are not needed */
  make_knots(soft, dl, made ? span.vertices : 0);
  make_dots(soft, dl, made ? span.points : 0);
  mark_all(soft, dl, &span);
  int count = collect(soft, rects);
  soft->failed = false;
  bool kept = layer_ready(soft, dl, &span);
  if (count > 0) draw_list(soft, target, &soft->changed, dl, &span, kept);
  uint64_t *last = soft->before;
  soft->before = soft->now;
  soft->now = last;
  soft->known = !soft->failed;
  if (soft->failed)
    return err_set(ERR_MACHINE, "There is no memory for a picture. Close other programs and try again.");
  return count;
}
