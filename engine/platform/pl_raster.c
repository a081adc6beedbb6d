/* An edge is always walked from its upper to its lower end, and where it crosses a row is the sum of exact
** integers, so two triangles that share it agree on every row, whatever the clip. Colours are planes over the
** triangle, exact integers as well, whose value in a pixel does not depend on where a span begins. A sliver's
** plane may leave the levels of its corners; such a span is shaded pixel by pixel, each one clamped to them. */
#include "pl_raster.h"

#include <stddef.h>
#include <string.h>

#include "pl_span.h"

#define SUB_BITS     8  /* of a corner */
#define SLOPE_BITS   16 /* of an edge's x per y */
#define HALF         (1 << (SUB_BITS - 1))
#define GRADIENT_TOP 4294967296.0 /* levels a pixel; steeper ones belong to slivers and are clamped anyway */

static float limited(float v) {
  return v < -PL_RASTER_LIMIT_PX ? -PL_RASTER_LIMIT_PX : v > PL_RASTER_LIMIT_PX ? PL_RASTER_LIMIT_PX : v;
}

static int32_t fixed(float v) {
  float scaled = limited(v) * (1 << SUB_BITS);
  return (int32_t)(scaled + (scaled < 0 ? -0.5f : 0.5f));
}

struct pl_corner pl_raster_corner(const struct dl_vertex *v) {
  float sum = v->x_px + v->y_px;
  if (sum - sum != 0) return (struct pl_corner){PL_RASTER_NOWHERE, 0, v->color}; /* infinities as well */
  return (struct pl_corner){fixed(v->x_px), fixed(v->y_px), v->color};
}

/* The first pixel, or row, whose centre is not before v. */
static int first_centre(int32_t v) {
  return (v + HALF - 1) >> SUB_BITS;
}

static int32_t least(int32_t a, int32_t b, int32_t c) {
  int32_t m = a < b ? a : b;
  return m < c ? m : c;
}

static int32_t most(int32_t a, int32_t b, int32_t c) {
  int32_t m = a > b ? a : b;
  return m > c ? m : c;
}

struct pl_rect pl_raster_bounds(const struct pl_corner *a, const struct pl_corner *b,
                                const struct pl_corner *c) {
  if (least(a->x, b->x, c->x) == PL_RASTER_NOWHERE) return (struct pl_rect){0, 0, 0, 0};
  struct pl_rect r = {first_centre(least(a->x, b->x, c->x)), first_centre(least(a->y, b->y, c->y)),
                      first_centre(most(a->x, b->x, c->x)), first_centre(most(a->y, b->y, c->y))};
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

/* ---- colours ------------------------------------------------------------------------------------------ */

enum shading { SHADE_FILL, SHADE_FLAT, SHADE_FADE, SHADE_WASH, SHADE_BLEND };

struct plane { /* level in PL_SPAN_BITS of pixel x, y = base + dx × x + dy × y */
  int64_t base, dx, dy;
  int64_t low, high; /* between the corners' */
};

struct shader {
  enum shading shading;
  uint32_t color, alpha;                /* of fill, flat and fade */
  struct plane plane[PL_SPAN_CHANNELS]; /* those that the shading runs along */
  struct pl_span_ramp ramp[PL_SPAN_CHANNELS];
};

/* Twice the triangle, from its first corner. */
struct spread {
  int64_t x1, y1, x2, y2;
  double
      per_area; /* gradients are quotients of doubles, which round alike everywhere; no sum is contracted */
};

static int64_t gradient(int64_t numerator, double per_area) {
  double g = (double)numerator * per_area;
  return g > GRADIENT_TOP ? (int64_t)GRADIENT_TOP : g < -GRADIENT_TOP ? -(int64_t)GRADIENT_TOP : (int64_t)g;
}

static struct plane plane_of(const struct spread *s, const struct pl_corner *origin, int c0, int c1, int c2) {
  struct plane p = {.dx = gradient((c1 - c0) * s->y2 - (c2 - c0) * s->y1, s->per_area),
                    .dy = gradient((c2 - c0) * s->x1 - (c1 - c0) * s->x2, s->per_area),
                    .low = (int64_t)least(c0, c1, c2) << PL_SPAN_BITS,
                    .high = ((int64_t)most(c0, c1, c2) << PL_SPAN_BITS) + PL_SPAN_PART};
  p.base = ((int64_t)c0 << PL_SPAN_BITS) + (1 << (PL_SPAN_BITS - 1)) +
           ((p.dx * (HALF - origin->x) + p.dy * (HALF - origin->y)) >> SUB_BITS);
  return p;
}

static bool same_rgb(struct dl_color a, struct dl_color b) {
  return a.r == b.r && a.g == b.g && a.b == b.b;
}

static enum shading shading_of(struct dl_color a, struct dl_color b, struct dl_color c) {
  bool even = a.a == b.a && a.a == c.a;
  if (!same_rgb(a, b) || !same_rgb(a, c)) return even && a.a == 255 ? SHADE_WASH : SHADE_BLEND;
  return !even ? SHADE_FADE : a.a == 255 ? SHADE_FILL : SHADE_FLAT;
}

static void run_along(struct shader *s, int channel, struct plane plane) {
  s->plane[channel] = plane;
  s->ramp[channel] = pl_span_ramp((uint32_t)plane.dx);
}

static void shader_init(struct shader *s, const struct pl_target *target, const struct pl_corner *const v[3],
                        int64_t area) {
  struct dl_color a = v[0]->color, b = v[1]->color, c = v[2]->color;
  s->shading = shading_of(a, b, c);
  s->color = pack(target, a);
  s->alpha = a.a;
  if (s->shading == SHADE_FLAT) s->ramp[PL_SPAN_ALPHA] = pl_span_ramp(0);
  if (s->shading == SHADE_FILL || s->shading == SHADE_FLAT) return;
  struct spread t = {v[1]->x - v[0]->x, v[1]->y - v[0]->y, v[2]->x - v[0]->x, v[2]->y - v[0]->y,
                     (double)(1 << (SUB_BITS + PL_SPAN_BITS)) / (double)area};
  if (s->shading != SHADE_WASH) run_along(s, PL_SPAN_ALPHA, plane_of(&t, v[0], a.a, b.a, c.a));
  if (s->shading == SHADE_FADE) return;
  int red = target->swap_rb ? PL_SPAN_LOW : PL_SPAN_HIGH, blue = target->swap_rb ? PL_SPAN_HIGH : PL_SPAN_LOW;
  run_along(s, red, plane_of(&t, v[0], a.r, b.r, c.r));
  run_along(s, PL_SPAN_MIDDLE, plane_of(&t, v[0], a.g, b.g, c.g));
  run_along(s, blue, plane_of(&t, v[0], a.b, b.b, c.b));
}

static int64_t level_at(const struct plane *p, int x, int y) {
  return p->base + p->dx * x + p->dy * y;
}

static uint32_t clamped_at(const struct plane *p, int x, int y) {
  int64_t level = level_at(p, x, y);
  return (uint32_t)(level < p->low ? p->low : level > p->high ? p->high : level);
}

/* The plane where a span begins; *beyond is negative once either end of one has left its corners' levels. */
static uint32_t start_of(const struct plane *p, int x, int y, int count, int64_t *beyond) {
  int64_t first = level_at(p, x, y), last = first + p->dx * (count - 1);
  *beyond |= (first - p->low) | (p->high - first) | (last - p->low) | (p->high - last);
  return (uint32_t)first;
}

/* Pixel by pixel through a copy: for spans whose levels leave the range, and for the picture's very end. */
static void shade_singly(const struct shader *s, struct pl_span span, int x, int y) {
  bool fades = s->shading == SHADE_FADE || s->shading == SHADE_BLEND;
  for (int i = 0; i < span.count; i++) {
    uint32_t copy[PL_SPAN_STEP] = {span.out[i]};
    struct pl_span pixel = {copy, 1};
    struct pl_span_start at = {.alpha = s->alpha << PL_SPAN_BITS};
    if (fades) at.alpha = clamped_at(&s->plane[PL_SPAN_ALPHA], x + i, y);
    if (s->shading == SHADE_WASH || s->shading == SHADE_BLEND) {
      at.high = clamped_at(&s->plane[PL_SPAN_HIGH], x + i, y);
      at.middle = clamped_at(&s->plane[PL_SPAN_MIDDLE], x + i, y);
      at.low = clamped_at(&s->plane[PL_SPAN_LOW], x + i, y);
      if (fades)
        pl_span_blend(pixel, at, s->ramp);
      else
        pl_span_wash(pixel, at, s->ramp);
    } else {
      const struct pl_span_ramp none = {{0, 0, 0, 0}, {0, 0, 0, 0}};
      pl_span_fade(pixel, s->color, at.alpha, &none);
    }
    span.out[i] = copy[0];
  }
}

static inline void shade(const struct shader *s, struct pl_span span, int x, int y) {
  int64_t beyond = 0;
  struct pl_span_start at = {.alpha = s->alpha << PL_SPAN_BITS};
  switch (s->shading) {
  case SHADE_FILL:
    pl_span_fill(span, s->color);
    return;
  case SHADE_FLAT:
    pl_span_fade(span, s->color, at.alpha, &s->ramp[PL_SPAN_ALPHA]);
    return;
  case SHADE_FADE:
    at.alpha = start_of(&s->plane[PL_SPAN_ALPHA], x, y, span.count, &beyond);
    if (beyond < 0) break;
    pl_span_fade(span, s->color, at.alpha, &s->ramp[PL_SPAN_ALPHA]);
    return;
  case SHADE_BLEND:
    at.alpha = start_of(&s->plane[PL_SPAN_ALPHA], x, y, span.count, &beyond);
    /* fallthrough */
  case SHADE_WASH:
    at.high = start_of(&s->plane[PL_SPAN_HIGH], x, y, span.count, &beyond);
    at.middle = start_of(&s->plane[PL_SPAN_MIDDLE], x, y, span.count, &beyond);
    at.low = start_of(&s->plane[PL_SPAN_LOW], x, y, span.count, &beyond);
    if (beyond < 0) break;
    if (s->shading == SHADE_WASH)
      pl_span_wash(span, at, s->ramp);
    else
      pl_span_blend(span, at, s->ramp);
    return;
  }
  shade_singly(s, span, x, y);
}

/* ---- triangles ---------------------------------------------------------------------------------------- */

struct
    edge { /* where it crosses the present row, rounded up when shifted, and how that changes to the next */
  int64_t x, step;
};

static struct edge edge_at(const struct pl_corner *upper, const struct pl_corner *lower, int row) {
  int64_t slope = pl_raster_quotient((int64_t)(lower->x - upper->x) * (1 << SLOPE_BITS), lower->y - upper->y);
  int64_t down = (int64_t)row * (1 << SUB_BITS) + HALF - upper->y;
  int64_t up = ((int64_t)HALF << SLOPE_BITS) - 1; /* the first pixel whose centre is not left of the edge */
  return (struct edge){(int64_t)upper->x * (1 << SLOPE_BITS) + slope * down + up, slope * (1 << SUB_BITS)};
}

static int edge_next(struct edge *e) {
  int column = (int)(e->x >> (SUB_BITS + SLOPE_BITS));
  e->x += e->step;
  return column;
}

/* From the top, without branches that a random order would mislead. */
static void sort(const struct pl_corner *v[3]) {
  const struct pl_corner *a = v[0], *b = v[1], *c = v[2];
  bool turned = b->y < a->y;
  const struct pl_corner *high = turned ? b : a, *low = turned ? a : b;
  bool below = c->y < low->y;
  const struct pl_corner *last = below ? low : c, *other = below ? c : low;
  bool above = other->y < high->y;
  v[0] = above ? other : high;
  v[1] = above ? high : other;
  v[2] = last;
}

struct walk {
  const struct pl_target *target;
  struct pl_rect clip;
  const struct pl_corner *const *corners; /* from the top */
  int64_t area;
  bool ready; /* the shader is: most slivers hold no pixel's centre and need none */
  struct shader shader;
};

/* Works on copies: a pixel that is stored may, for all the compiler knows, be part of what a pointer leads to. */
static void walk_rows(struct walk *walk, int from, int to, struct edge *left_edge, struct edge *right_edge) {
  const int stride_px = walk->target->stride_px, x_min = walk->clip.x0, x_max = walk->clip.x1;
  struct edge left = *left_edge, right = *right_edge;
  uint32_t *row = walk->target->pixels + (size_t)from * (size_t)stride_px;
  /* pixels from the row's first to the picture's end: a span may reach beyond its row, not beyond that */
  int64_t room = (int64_t)(walk->target->height_px - 1 - from) * stride_px + walk->target->width_px;
  for (int y = from; y < to; y++, row += stride_px, room -= stride_px) {
    int x0 = edge_next(&left), x1 = edge_next(&right);
    x0 = x0 > x_min ? x0 : x_min;
    x1 = x1 < x_max ? x1 : x_max;
    if (x0 >= x1) continue;
    if (!walk->ready) shader_init(&walk->shader, walk->target, walk->corners, walk->area);
    walk->ready = true;
    struct pl_span span = {row + x0, x1 - x0};
    if (x1 + PL_SPAN_STEP > room)
      shade_singly(&walk->shader, span, x0, y);
    else
      shade(&walk->shader, span, x0, y);
  }
  *left_edge = left;
  *right_edge = right;
}

/* Most triangles of a stroke are a few pixels small, so what is not seen is turned away before any division. */
void pl_raster_triangle(const struct pl_target *target, struct pl_rect clip, const struct pl_corner *a,
                        const struct pl_corner *b, const struct pl_corner *c) {
  if ((a->color.a | b->color.a | c->color.a) == 0) return;
  struct pl_rect seen = pl_raster_cut(clip, pl_raster_bounds(a, b, c));
  if (seen.x0 >= seen.x1 || seen.y0 >= seen.y1) return;
  const struct pl_corner *v[3] = {a, b, c};
  sort(v);
  int64_t area =
      (int64_t)(v[1]->x - v[0]->x) * (v[2]->y - v[0]->y) - (int64_t)(v[2]->x - v[0]->x) * (v[1]->y - v[0]->y);
  if (area == 0) return;
  int middle = first_centre(v[1]->y);
  middle = middle < seen.y0 ? seen.y0 : middle > seen.y1 ? seen.y1 : middle;
  struct walk walk = {.target = target, .clip = clip, .corners = v, .area = area, .ready = false};
  struct edge tall = edge_at(v[0], v[2], seen.y0);
  if (seen.y0 < middle) {
    struct edge above = edge_at(v[0], v[1], seen.y0);
    walk_rows(&walk, seen.y0, middle, area > 0 ? &tall : &above, area > 0 ? &above : &tall);
  }
  if (middle < seen.y1) {
    struct edge below = edge_at(v[1], v[2], middle);
    walk_rows(&walk, middle, seen.y1, area > 0 ? &tall : &below, area > 0 ? &below : &tall);
  }
}

void pl_raster_mask(const struct pl_target *target, struct pl_rect clip, struct pl_mask mask, int x, int y,
                    int w, int h, struct dl_color color) {
  struct pl_rect r = pl_raster_cut(clip, (struct pl_rect){x, y, x + w, y + h});
  uint32_t over = pack(target, color), even = over & 0xFF00FFu, odd = over >> 8 & 0xFF00FFu;
  for (int row = r.y0; row < r.y1; row++) {
    const uint8_t *in = mask.first + (ptrdiff_t)(row - y) * mask.below + (ptrdiff_t)(r.x0 - x) * mask.right;
    uint32_t *out = target->pixels + (size_t)row * (size_t)target->stride_px;
    for (int i = r.x0; i < r.x1; i++, in += mask.right) {
      uint32_t alpha = *in;
      if (alpha == 0) continue;
      if (color.a != 255) alpha = (alpha * color.a + 127) / 255;
      out[i] = alpha == 255 ? over : pl_span_blended(out[i], even, odd, alpha);
    }
  }
}
