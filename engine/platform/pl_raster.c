/* Corners are 24.8 fixed point. An edge is always walked from its upper to its lower end and evaluated by
** multiplication from the upper one, so two triangles that share it agree on every row, whatever the
** clip. Colours are planes over the triangle, evaluated once a span and stepped along it; a span's ends
** are clamped to 0…255 because a sliver's plane may leave the range between its pixel centres. */
#include "pl_raster.h"

#include <string.h>

#define SUB_BITS   8  /* of a corner */
#define SLOPE_BITS 16 /* of an edge's x per y */
#define LEVEL_BITS 16 /* of a colour level */
#define HALF       (1 << (SUB_BITS - 1))
#define LEVEL_TOP  (((int64_t)256 << LEVEL_BITS) - 1)
#define GRADIENT_TOP                                                                                         \
  ((int64_t)1 << 32) /* levels a pixel; steeper ones belong to slivers and are clamped anyway */

struct corner {
  int64_t x, y;
  struct dl_color color;
};

struct plane { /* level = base + dx × column + dy × row, in LEVEL_BITS, relative to the first corner */
  int64_t base, dx, dy;
};

struct edge {
  int64_t x, y, slope;
};

struct span {
  uint32_t *out;
  int count;
};

static float limited(float v) {
  return v < -PL_RASTER_LIMIT_PX ? -PL_RASTER_LIMIT_PX : v > PL_RASTER_LIMIT_PX ? PL_RASTER_LIMIT_PX : v;
}

/* Plain C, because without SSE 4.1 the library's floorf and ceilf are calls. */
static int floor_px(float v) {
  int i = (int)v;
  return i - ((float)i > v);
}

static int ceil_px(float v) {
  int i = (int)v;
  return i + ((float)i < v);
}

static float least(float a, float b, float c) {
  float m = a < b ? a : b;
  return m < c ? m : c;
}

static float most(float a, float b, float c) {
  float m = a > b ? a : b;
  return m > c ? m : c;
}

static bool is_number(const struct dl_vertex *a, const struct dl_vertex *b, const struct dl_vertex *c) {
  float sum = a->x_px + a->y_px + b->x_px + b->y_px + c->x_px + c->y_px;
  return sum - sum == 0; /* false for infinities as well */
}

struct pl_rect pl_raster_bounds(const struct dl_vertex *a, const struct dl_vertex *b,
                                const struct dl_vertex *c) {
  if (!is_number(a, b, c)) return (struct pl_rect){0, 0, 0, 0};
  struct pl_rect r = {floor_px(limited(least(a->x_px, b->x_px, c->x_px))),
                      floor_px(limited(least(a->y_px, b->y_px, c->y_px))),
                      ceil_px(limited(most(a->x_px, b->x_px, c->x_px))),
                      ceil_px(limited(most(a->y_px, b->y_px, c->y_px)))};
  return r;
}

void pl_raster_clear(const struct pl_target *target, struct pl_rect clip) {
  for (int y = clip.y0; y < clip.y1; y++) {
    uint32_t *row = target->pixels + (size_t)y * (size_t)target->stride_px;
    for (int x = clip.x0; x < clip.x1; x++) row[x] = 0xFF000000u;
  }
}

void pl_raster_copy(const struct pl_target *target, struct pl_rect clip, const struct pl_target *from) {
  if (clip.x0 >= clip.x1) return;
  for (int y = clip.y0; y < clip.y1; y++) {
    memcpy(target->pixels + (size_t)y * (size_t)target->stride_px + clip.x0,
           from->pixels + (size_t)y * (size_t)from->stride_px + clip.x0, (size_t)(clip.x1 - clip.x0) * 4);
  }
}

static uint32_t pack(const struct pl_target *target, struct dl_color c) {
  uint32_t high = target->swap_rb ? c.b : c.r, low = target->swap_rb ? c.r : c.b;
  return 0xFF000000u | high << 16 | (uint32_t)c.g << 8 | low;
}

/* Two channels at a time, x / 255 rounded to nearest. */
static uint32_t blended(uint32_t under, uint32_t over, uint32_t alpha) {
  uint32_t rest = 255 - alpha;
  uint32_t even = (over & 0xFF00FFu) * alpha + (under & 0xFF00FFu) * rest + 0x800080u;
  uint32_t odd = (over >> 8 & 0xFF00FFu) * alpha + (under >> 8 & 0xFF00FFu) * rest + 0x800080u;
  even = (even + (even >> 8 & 0xFF00FFu)) >> 8 & 0xFF00FFu;
  odd = (odd + (odd >> 8 & 0xFF00FFu)) & 0xFF00FF00u;
  return even | odd;
}

static void span_flat(struct span span, uint32_t color, uint32_t alpha) {
  if (alpha == 255) {
    for (int i = 0; i < span.count; i++) span.out[i] = color;
  } else {
    for (int i = 0; i < span.count; i++) span.out[i] = blended(span.out[i], color, alpha);
  }
}

/* A fringe: one colour, its alpha runs from one level to another. */
static void span_fade(struct span span, uint32_t color, int64_t alpha, int64_t step) {
  for (int i = 0; i < span.count; i++, alpha += step) {
    uint32_t a = (uint32_t)(alpha >> LEVEL_BITS);
    if (a) span.out[i] = a == 255 ? color : blended(span.out[i], color, a);
  }
}

static void span_blend(struct span span, bool swap_rb, int64_t level[4], const int64_t step[4]) {
  for (int i = 0; i < span.count; i++) {
    uint32_t r = (uint32_t)(level[0] >> LEVEL_BITS), g = (uint32_t)(level[1] >> LEVEL_BITS);
    uint32_t b = (uint32_t)(level[2] >> LEVEL_BITS), a = (uint32_t)(level[3] >> LEVEL_BITS);
    uint32_t color = 0xFF000000u | g << 8 | (swap_rb ? b << 16 | r : r << 16 | b);
    span.out[i] = a == 255 ? color : blended(span.out[i], color, a);
    for (int k = 0; k < 4; k++) level[k] += step[k];
  }
}

static int64_t gradient(int64_t numerator, int64_t area) {
  int64_t g = numerator * ((int64_t)1 << (SUB_BITS + LEVEL_BITS)) / area;
  return g > GRADIENT_TOP ? GRADIENT_TOP : g < -GRADIENT_TOP ? -GRADIENT_TOP : g;
}

static struct plane plane_of(const struct corner v[3], int64_t area, int c0, int c1, int c2) {
  int64_t x1 = v[1].x - v[0].x, y1 = v[1].y - v[0].y, x2 = v[2].x - v[0].x, y2 = v[2].y - v[0].y;
  struct plane p = {((int64_t)c0 << LEVEL_BITS) + (1 << (LEVEL_BITS - 1)),
                    gradient((c1 - c0) * y2 - (c2 - c0) * y1, area),
                    gradient((c2 - c0) * x1 - (c1 - c0) * x2, area)};
  return p;
}

static int64_t level_in_range(int64_t level) {
  return level < 0 ? 0 : level > LEVEL_TOP ? LEVEL_TOP : level;
}

/* Level and step of a plane at column x of the unclipped span [x, x + count) in row y, then moved to
** column from. */
static int64_t plane_at(const struct plane *p, const struct corner *origin, int x, int count, int y, int from,
                        int64_t *step) {
  int64_t column = (int64_t)x * (1 << SUB_BITS) + HALF - origin->x,
          row = (int64_t)y * (1 << SUB_BITS) + HALF - origin->y;
  int64_t first = p->base + ((p->dx * column + p->dy * row) >> SUB_BITS);
  int64_t last = first + p->dx * (count - 1);
  int64_t from_level = level_in_range(first), to_level = level_in_range(last);
  bool inside = from_level == first && to_level == last;
  *step = inside ? p->dx : count > 1 ? (to_level - from_level) / (count - 1) : 0;
  return from_level + *step * (from - x);
}

static struct edge edge_between(const struct corner *upper, const struct corner *lower) {
  int64_t height = lower->y - upper->y;
  struct edge e = {upper->x, upper->y, height ? (lower->x - upper->x) * (1 << SLOPE_BITS) / height : 0};
  return e;
}

/* First pixel whose centre is not left of the edge in row y. */
static int edge_column(const struct edge *e, int y) {
  int64_t centre = (int64_t)y * (1 << SUB_BITS) + HALF;
  int64_t x = e->x * (1 << SLOPE_BITS) + e->slope * (centre - e->y);
  int64_t up = ((int64_t)(HALF - 1) << SLOPE_BITS) + (1 << SLOPE_BITS) - 1;
  return (int)((x + up) >> (SUB_BITS + SLOPE_BITS));
}

static int first_row(int64_t y) {
  return (int)((y + HALF - 1) >> SUB_BITS);
}

static int64_t fixed(float v) {
  float scaled = limited(v) * (1 << SUB_BITS);
  return (int64_t)(scaled + (scaled < 0 ? -0.5f : 0.5f));
}

static struct corner corner_of(const struct dl_vertex *v) {
  return (struct corner){fixed(v->x_px), fixed(v->y_px), v->color};
}

static void order(struct corner v[3]) {
  static const int pairs[3][2] = {{0, 1}, {1, 2}, {0, 1}};
  for (int i = 0; i < 3; i++) {
    struct corner *a = &v[pairs[i][0]], *b = &v[pairs[i][1]];
    if (b->y < a->y) {
      struct corner swapped = *a;
      *a = *b;
      *b = swapped;
    }
  }
}

enum shading { SHADE_FLAT, SHADE_FADE, SHADE_BLEND };

static bool same_rgb(struct dl_color a, struct dl_color b) {
  return a.r == b.r && a.g == b.g && a.b == b.b;
}

static enum shading shading_of(const struct corner v[3]) {
  if (!same_rgb(v[0].color, v[1].color) || !same_rgb(v[0].color, v[2].color)) return SHADE_BLEND;
  return v[0].color.a == v[1].color.a && v[0].color.a == v[2].color.a ? SHADE_FLAT : SHADE_FADE;
}

struct shader {
  enum shading shading;
  uint32_t color;
  struct plane plane[4]; /* red, green, blue, alpha; a fade has only the last */
};

static void shader_init(struct shader *s, const struct pl_target *target, const struct corner v[3],
                        int64_t area) {
  struct dl_color a = v[0].color, b = v[1].color, c = v[2].color;
  *s = (struct shader){.shading = shading_of(v), .color = pack(target, a)};
  if (s->shading != SHADE_FLAT) s->plane[3] = plane_of(v, area, a.a, b.a, c.a);
  if (s->shading != SHADE_BLEND) return;
  s->plane[0] = plane_of(v, area, a.r, b.r, c.r);
  s->plane[1] = plane_of(v, area, a.g, b.g, c.g);
  s->plane[2] = plane_of(v, area, a.b, b.b, c.b);
}

static void shade_row(const struct shader *s, const struct pl_target *target, struct pl_rect clip,
                      const struct corner *origin, int y, int left, int right) {
  int from = left > clip.x0 ? left : clip.x0, to = right < clip.x1 ? right : clip.x1;
  if (from >= to) return;
  struct span span = {target->pixels + (size_t)y * (size_t)target->stride_px + from, to - from};
  int64_t level[4] = {0}, step[4] = {0};
  if (s->shading == SHADE_FLAT) {
    span_flat(span, s->color, origin->color.a);
    return;
  }
  level[3] = plane_at(&s->plane[3], origin, left, right - left, y, from, &step[3]);
  if (s->shading == SHADE_FADE) {
    span_fade(span, s->color, level[3], step[3]);
    return;
  }
  for (int k = 0; k < 3; k++)
    level[k] = plane_at(&s->plane[k], origin, left, right - left, y, from, &step[k]);
  span_blend(span, target->swap_rb, level, step);
}

/* All three corners left of the clip or all three right of it. */
static bool outside(const struct corner v[3], struct pl_rect clip) {
  int64_t left = (int64_t)clip.x0 << SUB_BITS, right = (int64_t)clip.x1 << SUB_BITS;
  return (v[0].x < left && v[1].x < left && v[2].x < left) ||
         (v[0].x > right && v[1].x > right && v[2].x > right);
}

/* Most triangles of a stroke are a few pixels small, so what is not seen is turned away before any division. */
void pl_raster_triangle(const struct pl_target *target, struct pl_rect clip, const struct dl_vertex *a,
                        const struct dl_vertex *b, const struct dl_vertex *c) {
  if (!is_number(a, b, c) || (a->color.a | b->color.a | c->color.a) == 0) return;
  struct corner v[3] = {corner_of(a), corner_of(b), corner_of(c)};
  order(v);
  int top = first_row(v[0].y), middle = first_row(v[1].y), bottom = first_row(v[2].y);
  if (top < clip.y0) top = clip.y0;
  if (bottom > clip.y1) bottom = clip.y1;
  if (top >= bottom || outside(v, clip)) return;
  int64_t area = (v[1].x - v[0].x) * (v[2].y - v[0].y) - (v[2].x - v[0].x) * (v[1].y - v[0].y);
  if (area == 0) return;
  struct edge tall = edge_between(&v[0], &v[2]), none = {0, 0, 0};
  struct edge above = top < middle ? edge_between(&v[0], &v[1]) : none;
  struct edge below = bottom > middle ? edge_between(&v[1], &v[2]) : none;
  struct shader shader = {.shading = SHADE_FLAT};
  bool ready = false;
  for (int y = top; y < bottom; y++) {
    int one = edge_column(&tall, y), other = edge_column(y < middle ? &above : &below, y);
    int left = one < other ? one : other, right = one < other ? other : one;
    if (left >= right || left >= clip.x1 || right <= clip.x0) continue;
    if (!ready) shader_init(&shader, target, v, area);
    ready = true;
    shade_row(&shader, target, clip, &v[0], y, left, right);
  }
}

void pl_raster_mask(const struct pl_target *target, struct pl_rect clip, const uint8_t *mask, int stride,
                    int x, int y, int w, int h, struct dl_color color) {
  struct pl_rect r = pl_raster_cut(clip, (struct pl_rect){x, y, x + w, y + h});
  uint32_t over = pack(target, color);
  for (int row = r.y0; row < r.y1; row++) {
    const uint8_t *in = mask + (size_t)(row - y) * (size_t)stride - x;
    uint32_t *out = target->pixels + (size_t)row * (size_t)target->stride_px;
    for (int i = r.x0; i < r.x1; i++) {
      uint32_t alpha = in[i];
      if (alpha == 0) continue;
      if (color.a != 255) alpha = (alpha * color.a + 127) / 255;
      out[i] = alpha == 255 ? over : blended(out[i], over, alpha);
    }
  }
}
