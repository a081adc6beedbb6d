#include "pl_brush.h"

#include <math.h>

#define SUB_BITS    8
#define SUB         (1 << SUB_BITS)
#define STEP        (SUB / 8)
#define ACROSS_MOST (1 << 30)

static uint32_t packed(const struct pl_target *target, struct dl_color c) {
  return (uint32_t)c.a << 24 | (uint32_t)(target->swap_rb ? c.b : c.r) << 16 | (uint32_t)c.g << 8 |
         (target->swap_rb ? c.r : c.b);
}

static int apart(uint8_t a, uint8_t b) {
  return a < b ? b - a : a - b;
}

static int steps_between(struct dl_color a, struct dl_color b) {
  int r = apart(a.r, b.r), g = apart(a.g, b.g), blue = apart(a.b, b.b), alpha = apart(a.a, b.a);
  int most = r > g ? r : g, other = blue > alpha ? blue : alpha;
  return most > other ? most : other;
}

/* Level i on the way from a to b; part: of one step, in PL_BRUSH_TONE_BITS. */
static uint8_t level(uint8_t a, uint8_t b, int i, int32_t part) {
  return (uint8_t)(a + (((b - a) * i * part + (1 << (PL_BRUSH_TONE_BITS - 1))) >> PL_BRUSH_TONE_BITS));
}

static void init_wash(struct pl_brush *brush, const struct pl_target *target, const struct dl_paint *paint,
                      struct pl_outline_point from, struct pl_outline_point to) {
  struct dl_color a = paint->first, b = paint->second;
  int64_t dx = (int64_t)to.x - from.x, dy = (int64_t)to.y - from.y;
  int32_t part = (1 << PL_BRUSH_TONE_BITS) / brush->last;
  brush->kind = PL_BRUSH_WASH;
  for (int i = 1; i < brush->last; i++)
    brush->tones[i] = packed(target, (struct dl_color){level(a.r, b.r, i, part), level(a.g, b.g, i, part),
                                                       level(a.b, b.b, i, part), level(a.a, b.a, i, part)});
  brush->tones[brush->last] = packed(target, b);
  /* quotients of doubles round alike everywhere */
  const double whole =
      (double)((int64_t)brush->last << (PL_BRUSH_TONE_BITS + SUB_BITS)) / (double)(dx * dx + dy * dy);
  brush->dx = (int64_t)((double)dx * whole);
  brush->dy = (int64_t)((double)dy * whole);
  brush->per_dx = brush->dx > 0   ? (1 - 1e-12) / (double)brush->dx
                  : brush->dx < 0 ? (1 + 1e-12) / -(double)brush->dx
                                  : 0;
  brush->base = (1 << (PL_BRUSH_TONE_BITS - 1)) +
                ((brush->dx * (SUB / 2 - from.x) + brush->dy * (SUB / 2 - from.y)) >> SUB_BITS);
}

static int64_t whole(double v) {
  const double most = 4e18;
  return v > most ? (int64_t)most : v < -most ? -(int64_t)most : (int64_t)v;
}

/* The square of the distance from the centre, 1 at the rim, is u² + v² for u along one half axis and v along the other;
** multiplied out for pixels counted from the centre's own. */
static void init_glow(struct pl_brush *brush, struct pl_brush_place place) {
  struct pl_outline_point centre = place.from, end = place.to;
  const double rim = (double)((int64_t)1 << PL_BRUSH_RIM_BITS);
  double ax = (double)(end.x - centre.x) / SUB, ay = (double)(end.y - centre.y) / SUB;
  double across = (double)place.across / SUB, long_2 = ax * ax + ay * ay, short_2 = across * across;
  double least = long_2 > 0 ? 1 / long_2 : 1; /* the cosines are divided by the length */
  double u = rim / (long_2 > 1 ? long_2 : 1), v = rim / (short_2 > 1 ? short_2 : 1);
  double cc = ax * ax * least, ss = ay * ay * least, cs = ax * ay * least;
  double xx = u * cc + v * ss, yy = u * ss + v * cc, xy = 2 * (u - v) * cs;
  brush->kind = PL_BRUSH_GLOW;
  brush->solid = false;
  brush->centre_x = centre.x >> SUB_BITS;
  brush->centre_y = centre.y >> SUB_BITS;
  double ox = 0.5 - (double)(centre.x & (SUB - 1)) / SUB, oy = 0.5 - (double)(centre.y & (SUB - 1)) / SUB;
  brush->xx = whole(xx);
  brush->xy = whole(xy);
  brush->yy = whole(yy);
  brush->dx = whole(2 * xx * ox + xy * oy);
  brush->dy = whole(2 * yy * oy + xy * ox);
  brush->base = whole(xx * ox * ox + xy * ox * oy + yy * oy * oy);
}

/* In eighths of a pixel: nobody sees a colour move by less, but what does not move need not be drawn again. */
static struct pl_outline_point settled(struct pl_outline_point p) {
  if (p.x == PL_RASTER_NOWHERE) return p;
  return (struct pl_outline_point){(p.x + STEP / 2) & ~(STEP - 1), (p.y + STEP / 2) & ~(STEP - 1)};
}

struct pl_brush_place pl_brush_place(const struct dl_paint *paint) {
  struct pl_brush_place place = {settled(pl_outline_point((struct dl_point){paint->x0_px, paint->y0_px})),
                                 settled(pl_outline_point((struct dl_point){paint->x1_px, paint->y1_px})),
                                 -1};
  bool placed = place.from.x != PL_RASTER_NOWHERE && place.to.x != PL_RASTER_NOWHERE;
  if (!placed || !(paint->glow > 0)) return place;
  double dx = (double)place.to.x - place.from.x, dy = (double)place.to.y - place.from.y;
  double across = sqrt(dx * dx + dy * dy) * (double)paint->glow;
  place.across = across < ACROSS_MOST ? (int32_t)(across / STEP + 0.5) * STEP : ACROSS_MOST;
  return place;
}

void pl_brush_init(struct pl_brush *brush, const struct pl_target *target, const struct dl_paint *paint) {
  struct dl_color a = paint->first, b = paint->second;
  struct pl_brush_place place = pl_brush_place(paint);
  struct pl_outline_point from = place.from, to = place.to;
  bool placed = from.x != PL_RASTER_NOWHERE && to.x != PL_RASTER_NOWHERE;
  brush->kind = PL_BRUSH_PLAIN;
  brush->last = steps_between(a, b);
  brush->dx = brush->dy = brush->base = 0;
  brush->tones[0] = packed(target, a);
  brush->solid = a.a == 255;
  if (place.across >= 0) {
    init_glow(brush, place);
  } else if (placed && brush->last > 0 && (from.x != to.x || from.y != to.y)) {
    init_wash(brush, target, paint, from, to);
    brush->solid = a.a == 255 && b.a == 255;
  }
}

struct pl_brush_row pl_brush_row(const struct pl_brush *brush, const struct pl_target *target, int x, int y) {
  struct pl_brush_row row = {.out = target->pixels + (size_t)y * (size_t)target->stride_px + x,
                             .room = (int64_t)(target->height_px - 1 - y) * target->stride_px +
                                     target->width_px - x};
  if (brush->kind != PL_BRUSH_GLOW) {
    row.tone = brush->base + brush->dx * x + brush->dy * y;
    return row;
  }
  /* wraps where an outline is far from its own glow, and shows nothing sensible there */
  uint64_t rx = (uint64_t)((int64_t)x - brush->centre_x), ry = (uint64_t)((int64_t)y - brush->centre_y);
  uint64_t dx = (uint64_t)brush->dx, dy = (uint64_t)brush->dy, xx = (uint64_t)brush->xx;
  uint64_t xy = (uint64_t)brush->xy, yy = (uint64_t)brush->yy;
  row.tone = (int64_t)((uint64_t)brush->base + (dx + xx * rx + xy * ry) * rx + (dy + yy * ry) * ry);
  row.slope = (int64_t)(dx + 2 * xx * rx + xy * ry);
  return row;
}
