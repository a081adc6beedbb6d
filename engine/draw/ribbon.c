#include "ribbon.h"

#include <math.h>

#include "contour.h"
#include "shape.h"
#include "vec.h"

#define FEATHER_HALF (SHAPE_FEATHER_PX * 0.5f)
#define BEND_STEP    0.38f /* radians between sections round a sharp bend */
#define NEAR_PX      0.01f

struct ribbon_wash ribbon_plain(struct dl_color color) {
  return (struct ribbon_wash){.first = color, .second = color, .plain = true};
}

struct dl_color ribbon_color(const struct ribbon_wash *wash, float x_px, float y_px) {
  if (wash->plain) return wash->first;
  float dx = wash->x1_px - wash->x0_px, dy = wash->y1_px - wash->y0_px;
  float n = dx * dx + dy * dy;
  if (n < 1e-6f) return wash->first;
  return dl_blend(wash->first, wash->second,
                  (double)(((x_px - wash->x0_px) * dx + (y_px - wash->y0_px) * dy) / n));
}

static struct dl_color clear(struct dl_color c) {
  c.a = 0;
  return c;
}

/* Half widths of the core and of the feather's outside; something thinner than the feather keeps the feather's
** width and loses strength instead, so that it neither breaks up nor grows. */
static float core_half(float half) {
  return half > FEATHER_HALF ? half - FEATHER_HALF : 0;
}
static float outer_half(float half) {
  return half > FEATHER_HALF ? half + FEATHER_HALF : SHAPE_FEATHER_PX;
}
static struct dl_color thin(struct dl_color c, float half) {
  return half >= FEATHER_HALF ? c : dl_fade(c, (double)(half / FEATHER_HALF));
}

struct dl_paint ribbon_paint(const struct ribbon_wash *wash) {
  if (wash->plain) return (struct dl_paint){.first = wash->first, .second = wash->first};
  return (struct dl_paint){wash->first, wash->second, wash->x0_px, wash->y0_px, wash->x1_px, wash->y1_px, 0};
}

void ribbon_begin(struct ribbon *ribbon, struct dl *dl, const struct ribbon_wash *wash, bool flat_ends) {
  *ribbon = (struct ribbon){
      .dl = dl, .wash = *wash, .flat_ends = flat_ends, .outline = dl->outlines, .begun = wash->first};
}

/* ---- as triangles -------------------------------------------------------------------------------------- */

static void quad(struct dl *dl, int a, int b, int c, int d) {
  dl_triangle(dl, a, b, c);
  dl_triangle(dl, b, d, c);
}

/* On the inner side of a sharp bend an edge runs back over itself. Opaque it may; translucent it would show twice, so
** there it waits until the way has passed it. */
static void unfold(const struct ribbon *r, struct dl_vertex v[4], float nx, float ny) {
  const struct dl_vertex *last = r->dl->vertices + r->section;
  for (int i = 0; i < 4; i += 2) {
    const int core = i == 0 ? 1 : 2, outer = i == 0 ? 0 : 3;
    float gone = (v[core].x_px - last[core].x_px) * ny - (v[core].y_px - last[core].y_px) * nx;
    if (gone >= 0) continue;
    v[core].x_px = last[core].x_px, v[core].y_px = last[core].y_px;
    v[outer].x_px = last[outer].x_px, v[outer].y_px = last[outer].y_px;
  }
}

/* One section across the band, joined to the last; (nx, ny) points to the left of the way. */
static void section(struct ribbon *r, struct ribbon_at at, float nx, float ny) {
  float core = core_half(at.half_px), outer = outer_half(at.half_px);
  struct dl_color a = thin(ribbon_color(&r->wash, at.x_px + nx * core, at.y_px + ny * core), at.half_px);
  struct dl_color b = thin(ribbon_color(&r->wash, at.x_px - nx * core, at.y_px - ny * core), at.half_px);
  struct dl_vertex v[4] = {{at.x_px + nx * outer, at.y_px + ny * outer, clear(a)},
                           {at.x_px + nx * core, at.y_px + ny * core, a},
                           {at.x_px - nx * core, at.y_px - ny * core, b},
                           {at.x_px - nx * outer, at.y_px - ny * outer, clear(b)}};
  bool joined = r->started && r->section >= 0;
  if (joined && r->wash.first.a < 255) unfold(r, v, nx, ny);
  int now = dl_vertices(r->dl, v, 4), last = r->section - now; /* against the first of these four */
  if (joined) {
    const int quads[18] = {last,     last + 1, 0, last + 1, 1,        0, last + 1, last + 2, 1,
                           last + 2, 2,        1, last + 2, last + 3, 2, last + 3, 3,        2};
    dl_triangles(r->dl, now, quads, 18);
  }
  r->section = now;
  r->started = true;
}

/* The feather of an end that is cut straight across; (dx, dy) out of the band. */
static void cut(struct ribbon *r, float dx, float dy) {
  int a = r->section + 1, b = r->section + 2;
  if (r->section < 0) return;
  struct dl_vertex va = r->dl->vertices[a], vb = r->dl->vertices[b];
  dx *= SHAPE_FEATHER_PX, dy *= SHAPE_FEATHER_PX;
  quad(r->dl, a, b, dl_vertex(r->dl, va.x_px + dx, va.y_px + dy, clear(va.color)),
       dl_vertex(r->dl, vb.x_px + dx, vb.y_px + dy, clear(vb.color)));
}

/* A fan from (dx, dy) turned by angle about the point. */
static void fan(struct dl *dl, const struct ribbon_wash *wash, struct ribbon_at at, float dx, float dy,
                float angle) {
  float core = core_half(at.half_px), outer = outer_half(at.half_px);
  int steps = contour_steps(at.half_px, angle);
  float c = cosf(angle / (float)steps), s = sinf(angle / (float)steps);
  struct dl_vertex v[2 * CONTOUR_STEPS_MAX + 3];
  int index[9 * CONTOUR_STEPS_MAX], n = 1, k = 0;
  v[0] = (struct dl_vertex){at.x_px, at.y_px, thin(ribbon_color(wash, at.x_px, at.y_px), at.half_px)};
  for (int i = 0; i <= steps; i++) {
    float x = at.x_px + dx * core, y = at.y_px + dy * core;
    struct dl_color color = thin(ribbon_color(wash, x, y), at.half_px);
    v[n++] = (struct dl_vertex){x, y, color};
    v[n++] = (struct dl_vertex){at.x_px + dx * outer, at.y_px + dy * outer, clear(color)};
    if (i > 0) {
      const int on = n - 2, corner[9] = {0, on - 2, on, on - 2, on - 1, on, on - 1, on + 1, on};
      for (int j = 0; j < 9; j++) index[k++] = corner[j];
    }
    float turned = dx * c - dy * s;
    dy = dx * s + dy * c;
    dx = turned;
  }
  dl_triangles(dl, dl_vertices(dl, v, n), index, k);
}

void ribbon_disc(struct dl *dl, const struct ribbon_wash *wash, float x_px, float y_px, float radius_px) {
  if (!(radius_px > 0) || !isfinite(x_px + y_px)) return;
  if (dl->outlines) {
    struct dl_paint paint = ribbon_paint(wash);
    dl_outline_begin(dl, &paint);
    contour_disc(dl, x_px, y_px, radius_px);
    dl_outline_end(dl);
    return;
  }
  fan(dl, wash, (struct ribbon_at){x_px, y_px, radius_px}, 1, 0, 2 * (float)VEC_PI);
}

void ribbon_ellipse(struct dl *dl, const struct ribbon_wash *wash, float x_px, float y_px, float rx_px,
                    float ry_px, float angle_rad) {
  if (!(rx_px > FEATHER_HALF) || !(ry_px > FEATHER_HALF) ||
      !isfinite(x_px + y_px + rx_px + ry_px + angle_rad))
    return;
  if (dl->outlines) {
    struct dl_paint paint = ribbon_paint(wash);
    dl_outline_begin(dl, &paint);
    contour_ellipse(dl, x_px, y_px, rx_px, ry_px, angle_rad);
    dl_outline_end(dl);
    return;
  }
  int steps = 2 * contour_steps(rx_px > ry_px ? rx_px : ry_px, (float)VEC_PI);
  float ca = cosf(angle_rad), sa = sinf(angle_rad);
  int centre = dl_vertex(dl, x_px, y_px, ribbon_color(wash, x_px, y_px)), on = -1, off = -1;
  for (int i = 0; i <= steps; i++) {
    float t = 2 * (float)VEC_PI * (float)i / (float)steps, c = cosf(t), s = sinf(t);
    float ex = rx_px * c, ey = ry_px * s, n = hypotf(ry_px * c, rx_px * s);
    float x = x_px + ex * ca - ey * sa, y = y_px + ex * sa + ey * ca;
    float nx = (ry_px * c * ca - rx_px * s * sa) / n * FEATHER_HALF,
          ny = (ry_px * c * sa + rx_px * s * ca) / n * FEATHER_HALF;
    struct dl_color color = ribbon_color(wash, x, y);
    int next_on = dl_vertex(dl, x - nx, y - ny, color),
        next_off = dl_vertex(dl, x + nx, y + ny, clear(color));
    if (i > 0) {
      dl_triangle(dl, centre, on, next_on);
      quad(dl, on, off, next_on, next_off);
    }
    on = next_on, off = next_off;
  }
}

/* ---- as a contour -------------------------------------------------------------------------------------- */

/* The next corner of a side (0 left, 1 right). Where the inner side of a bend runs back, the contour first goes to the
** centre line: so no part of it turns the other way and takes away what another part fills. */
static void corner(struct ribbon *r, int side, float x, float y) {
  struct ribbon_at *last = &r->sides[side];
  void (*put)(struct dl *, float, float) = side == 0 ? dl_outline_to : dl_outline_return;
  bool back = r->started && (x - last->x_px) * r->in_x + (y - last->y_px) * r->in_y < 0;
  if (back) put(r->dl, r->at.x_px, r->at.y_px);
  put(r->dl, x, y);
  *last = (struct ribbon_at){x, y, 0};
}

static void corners(struct ribbon *r, float x, float y, float nx, float ny) {
  corner(r, 0, x + nx * r->at.half_px, y + ny * r->at.half_px);
  corner(r, 1, x - nx * r->at.half_px, y - ny * r->at.half_px);
  r->started = true;
}

/* The first end of the way (dx, dy), then its first two corners. */
static void contour_start(struct ribbon *r, float dx, float dy) {
  struct dl_paint paint = ribbon_paint(&r->wash);
  dl_outline_begin(r->dl, &paint);
  if (r->flat_ends)
    corners(r, r->at.x_px - dx * FEATHER_HALF, r->at.y_px - dy * FEATHER_HALF, -dy, dx);
  else if (r->at.half_px > 0)
    contour_arc(r->dl, r->at.x_px, r->at.y_px, r->at.half_px, dy, -dx, -(float)VEC_PI);
  corners(r, r->at.x_px, r->at.y_px, -dy, dx);
}

static void contour_finish(struct ribbon *r) {
  float dx = r->in_x, dy = r->in_y;
  corners(r, r->at.x_px, r->at.y_px, -dy, dx);
  if (r->flat_ends)
    corners(r, r->at.x_px + dx * FEATHER_HALF, r->at.y_px + dy * FEATHER_HALF, -dy, dx);
  else if (r->at.half_px > 0)
    contour_arc(r->dl, r->at.x_px, r->at.y_px, r->at.half_px, -dy, dx, -(float)VEC_PI);
  dl_outline_close(r->dl);
  dl_outline_end(r->dl);
}

/* Round a sharp bend by `turn` in steps: the outer side on its arc, the inner side by way of the centre. */
static void contour_bend(struct ribbon *r, float turn, int steps) {
  float nx = -r->in_y, ny = r->in_x, half = r->at.half_px;
  float c = cosf(turn / (float)steps), s = sinf(turn / (float)steps);
  int inner = turn > 0 ? 0 : 1;
  corners(r, r->at.x_px, r->at.y_px, nx, ny);
  for (int i = 1; i <= steps; i++) {
    float x = nx * c - ny * s;
    ny = nx * s + ny * c;
    nx = x;
    struct ribbon_at at[2] = {{r->at.x_px + nx * half, r->at.y_px + ny * half, 0},
                              {r->at.x_px - nx * half, r->at.y_px - ny * half, 0}};
    if (inner == 1 || i == steps) dl_outline_to(r->dl, at[0].x_px, at[0].y_px);
    if (inner == 0 || i == steps) dl_outline_return(r->dl, at[1].x_px, at[1].y_px);
    if (i == 1 && i < steps) (inner == 0 ? dl_outline_to : dl_outline_return)(r->dl, r->at.x_px, r->at.y_px);
    r->sides[0] = at[0], r->sides[1] = at[1];
  }
}

/* The colour has changed: what is there so far ends as an outline, half a pixel below the triangles that follow. */
static void go_on_in_triangles(struct ribbon *r) {
  r->outline = false;
  if (!r->started) return;
  corners(r, r->at.x_px + r->in_x * 0.5f, r->at.y_px + r->in_y * 0.5f, -r->in_y, r->in_x);
  dl_outline_close(r->dl);
  dl_outline_end(r->dl);
  r->started = false;
  section(r, r->at, -r->in_y, r->in_x);
}

static bool same_color(struct dl_color a, struct dl_color b) {
  return a.r == b.r && a.g == b.g && a.b == b.b && a.a == b.a;
}

/* ---- the way ------------------------------------------------------------------------------------------- */

/* The section, or the several sections of a bend, at r->at, where the way turns to (out_x, out_y). */
static void bend(struct ribbon *r, float out_x, float out_y) {
  float turn = atan2f(r->in_x * out_y - r->in_y * out_x, r->in_x * out_x + r->in_y * out_y);
  int steps = (int)ceilf(fabsf(turn) / BEND_STEP);
  if (steps <= 1) {
    float nx = -(r->in_y + out_y), ny = r->in_x + out_x;
    float n = sqrtf(nx * nx + ny * ny);
    if (r->outline)
      corners(r, r->at.x_px, r->at.y_px, nx / n, ny / n);
    else
      section(r, r->at, nx / n, ny / n);
    return;
  }
  if (r->outline) {
    contour_bend(r, turn, steps);
    return;
  }
  float nx = -r->in_y, ny = r->in_x;
  float c = cosf(turn / (float)steps), s = sinf(turn / (float)steps);
  for (int i = 0; i <= steps; i++) {
    section(r, r->at, nx, ny);
    float x = nx * c - ny * s;
    ny = nx * s + ny * c;
    nx = x;
  }
}

void ribbon_to(struct ribbon *ribbon, float x_px, float y_px, float half_px) {
  if (!isfinite(x_px + y_px + half_px)) return;
  struct ribbon_at next = {x_px, y_px, half_px > 0 ? half_px : 0};
  if (ribbon->outline && !same_color(ribbon->begun, ribbon->wash.first)) go_on_in_triangles(ribbon);
  if (ribbon->count == 0) {
    ribbon->at = next;
    ribbon->count = 1;
    return;
  }
  float dx = next.x_px - ribbon->at.x_px, dy = next.y_px - ribbon->at.y_px;
  float n = sqrtf(dx * dx + dy * dy);
  if (n < NEAR_PX) {
    if (next.half_px > ribbon->at.half_px) ribbon->at.half_px = next.half_px;
    return;
  }
  dx /= n, dy /= n;
  if (ribbon->count == 1 && ribbon->outline) {
    contour_start(ribbon, dx, dy);
  } else if (ribbon->count == 1) {
    if (!ribbon->flat_ends && ribbon->at.half_px > 0) {
      fan(ribbon->dl, &ribbon->wash, ribbon->at, -dy, dx, (float)VEC_PI);
    }
    section(ribbon, ribbon->at, -dy, dx);
    if (ribbon->flat_ends) cut(ribbon, -dx, -dy);
  } else {
    bend(ribbon, dx, dy);
  }
  ribbon->previous = ribbon->at;
  ribbon->at = next;
  ribbon->in_x = dx, ribbon->in_y = dy;
  ribbon->count++;
}

void ribbon_end(struct ribbon *ribbon) {
  if (ribbon->count == 1 && !ribbon->flat_ends) {
    ribbon_disc(ribbon->dl, &ribbon->wash, ribbon->at.x_px, ribbon->at.y_px, ribbon->at.half_px);
  } else if (ribbon->count > 1 && ribbon->outline) {
    contour_finish(ribbon);
  } else if (ribbon->count > 1) {
    section(ribbon, ribbon->at, -ribbon->in_y, ribbon->in_x);
    if (!ribbon->flat_ends && ribbon->at.half_px > 0) {
      fan(ribbon->dl, &ribbon->wash, ribbon->at, ribbon->in_y, -ribbon->in_x, (float)VEC_PI);
    }
    if (ribbon->flat_ends) cut(ribbon, ribbon->in_x, ribbon->in_y);
  }
  ribbon->count = 0;
}
