#include "shape.h"

#include <math.h>

#include "contour.h"
#include "ribbon.h"
#include "vec.h"

#define GLOW_STEPS   8    /* of a pixel */
#define GLOW_TURNS   1024 /* of a radian */
#define FEATHER_HALF (SHAPE_FEATHER_PX * 0.5f)
#define CONTOUR_MAX  96
#define POLYGON_MAX  256
#define MITER_MAX    3.0f
#define CORNER_STEPS 8
#define TURN         (2 * (float)VEC_PI)

struct contour_point {
  float x, y, nx, ny; /* on the edge; unit normal outwards */
};

static struct dl_color clear(struct dl_color c) {
  c.a = 0;
  return c;
}

static void quad(struct dl *dl, int a, int b, int c, int d) {
  dl_triangle(dl, a, b, c);
  dl_triangle(dl, b, d, c);
}

static void outline_begin(struct dl *dl, struct dl_color color) {
  const struct dl_paint paint = {.first = color, .second = color};
  dl_outline_begin(dl, &paint);
}

/* A filled convex contour with its feather. inset_max: how far the core may shrink before it turns inside out. */
static void fill_convex(struct dl *dl, const struct contour_point *p, int count, float inset_max,
                        struct dl_color color) {
  if (dl->outlines) {
    outline_begin(dl, color);
    for (int i = 0; i < count; i++) dl_outline_to(dl, p[i].x, p[i].y);
    dl_outline_close(dl);
    dl_outline_end(dl);
    return;
  }
  float inset = inset_max < FEATHER_HALF ? inset_max : FEATHER_HALF;
  if (inset_max < FEATHER_HALF) color = dl_fade(color, (double)(inset_max / FEATHER_HALF));
  int first = dl->vertex_count;
  for (int i = 0; i < count; i++) {
    dl_vertex(dl, p[i].x - p[i].nx * inset, p[i].y - p[i].ny * inset, color);
    dl_vertex(dl, p[i].x + p[i].nx * FEATHER_HALF, p[i].y + p[i].ny * FEATHER_HALF, clear(color));
  }
  if (dl->failed) return;
  for (int i = 0; i < count; i++) {
    int a = first + 2 * i, b = first + 2 * ((i + 1) % count);
    if (i > 0 && i < count - 1) dl_triangle(dl, first, a, b);
    quad(dl, a, a + 1, b, b + 1);
  }
}

/* The same as an outline: one contour round it, one back inside. */
static void outline_line(struct dl *dl, const struct contour_point *p, int count, float half_px,
                         struct dl_color color) {
  outline_begin(dl, color);
  for (int i = 0; i < count; i++) dl_outline_to(dl, p[i].x + p[i].nx * half_px, p[i].y + p[i].ny * half_px);
  dl_outline_close(dl);
  for (int i = 0; i < count; i++)
    dl_outline_return(dl, p[i].x - p[i].nx * half_px, p[i].y - p[i].ny * half_px);
  dl_outline_close(dl);
  dl_outline_end(dl);
}

/* A closed line along a contour. */
static void line_contour(struct dl *dl, const struct contour_point *p, int count, float line_px,
                         struct dl_color color) {
  if (dl->outlines) {
    outline_line(dl, p, count, line_px * 0.5f, color);
    return;
  }
  float half = line_px * 0.5f, core = half > FEATHER_HALF ? half - FEATHER_HALF : 0;
  float outer = half > FEATHER_HALF ? half + FEATHER_HALF : SHAPE_FEATHER_PX;
  if (half < FEATHER_HALF) color = dl_fade(color, (double)(half / FEATHER_HALF));
  const float at[4] = {-outer, -core, core, outer};
  int first = dl->vertex_count;
  for (int i = 0; i < count; i++) {
    for (int k = 0; k < 4; k++) {
      dl_vertex(dl, p[i].x + p[i].nx * at[k], p[i].y + p[i].ny * at[k],
                k == 0 || k == 3 ? clear(color) : color);
    }
  }
  if (dl->failed) return;
  for (int i = 0; i < count; i++) {
    int a = first + 4 * i, b = first + 4 * ((i + 1) % count);
    for (int k = 0; k < 3; k++) quad(dl, a + k, a + k + 1, b + k, b + k + 1);
  }
}

void shape_gradient(struct dl *dl, float x_px, float y_px, float w_px, float h_px, struct dl_color top,
                    struct dl_color bottom) {
  if (!(w_px > 0) || !(h_px > 0)) return;
  int a = dl_vertex(dl, x_px, y_px, top), b = dl_vertex(dl, x_px + w_px, y_px, top);
  int c = dl_vertex(dl, x_px, y_px + h_px, bottom), d = dl_vertex(dl, x_px + w_px, y_px + h_px, bottom);
  quad(dl, a, b, c, d);
}

void shape_rect(struct dl *dl, float x_px, float y_px, float w_px, float h_px, struct dl_color color) {
  if (!(w_px > 0) || !(h_px > 0)) return;
  const float d = 0.70710678f;
  const struct contour_point corner[4] = {{x_px, y_px, -d, -d},
                                          {x_px + w_px, y_px, d, -d},
                                          {x_px + w_px, y_px + h_px, d, d},
                                          {x_px, y_px + h_px, -d, d}};
  fill_convex(dl, corner, 4, (w_px < h_px ? w_px : h_px) * 0.5f, color);
}

/* Steps of a quarter circle that keep the chord within a quarter of a pixel. */
static int quarter_steps(float radius) {
  int n = (int)ceilf(sqrtf(radius > 0 ? radius : 0) * 0.9f);
  return n < 2 ? 2 : n > CORNER_STEPS * 2 ? CORNER_STEPS * 2 : n;
}

static int round_rect(struct contour_point *out, float x, float y, float w, float h, float radius) {
  float most = (w < h ? w : h) * 0.5f;
  radius = radius < 0 ? 0 : radius > most ? most : radius;
  int steps = quarter_steps(radius), count = 0;
  const float cx[4] = {x + w - radius, x + radius, x + radius, x + w - radius};
  const float cy[4] = {y + h - radius, y + h - radius, y + radius, y + radius};
  for (int k = 0; k < 4; k++) {
    for (int i = 0; i <= steps; i++) {
      float t = ((float)k + (float)i / (float)steps) * (TURN / 4);
      float nx = cosf(t), ny = sinf(t);
      out[count++] = (struct contour_point){cx[k] + nx * radius, cy[k] + ny * radius, nx, ny};
    }
  }
  return count;
}

void shape_round_rect(struct dl *dl, float x_px, float y_px, float w_px, float h_px, float radius_px,
                      struct dl_color color) {
  if (!(w_px > 0) || !(h_px > 0)) return;
  struct contour_point p[CONTOUR_MAX];
  int count = round_rect(p, x_px, y_px, w_px, h_px, radius_px);
  fill_convex(dl, p, count, (w_px < h_px ? w_px : h_px) * 0.5f, color);
}

void shape_round_rect_line(struct dl *dl, float x_px, float y_px, float w_px, float h_px, float radius_px,
                           float line_px, struct dl_color color) {
  if (!(w_px > 0) || !(h_px > 0) || !(line_px > 0)) return;
  struct contour_point p[CONTOUR_MAX];
  int count = round_rect(p, x_px, y_px, w_px, h_px, radius_px);
  line_contour(dl, p, count, line_px, color);
}

void shape_circle(struct dl *dl, float x_px, float y_px, float radius_px, struct dl_color color) {
  shape_ellipse(dl, x_px, y_px, radius_px, radius_px, 0, color);
}

void shape_ellipse(struct dl *dl, float x_px, float y_px, float rx_px, float ry_px, float angle_rad,
                   struct dl_color color) {
  if (!(rx_px > 0) || !(ry_px > 0) || !isfinite(x_px + y_px + rx_px + ry_px + angle_rad)) return;
  struct contour_point p[CONTOUR_MAX];
  int count = 4 * quarter_steps(rx_px > ry_px ? rx_px : ry_px);
  float ca = cosf(angle_rad), sa = sinf(angle_rad);
  for (int i = 0; i < count; i++) {
    float t = TURN * (float)i / (float)count, c = cosf(t), s = sinf(t);
    float ex = rx_px * c, ey = ry_px * s, nx = ry_px * c, ny = rx_px * s;
    float n = sqrtf(nx * nx + ny * ny);
    nx /= n, ny /= n;
    p[i] = (struct contour_point){x_px + ex * ca - ey * sa, y_px + ex * sa + ey * ca, nx * ca - ny * sa,
                                  nx * sa + ny * ca};
  }
  fill_convex(dl, p, count, rx_px < ry_px ? rx_px : ry_px, color);
}

/* A glow that moves by less than can be seen stands still, and need not be drawn again. */
static float settled(float v, float steps) {
  return roundf(v * steps) / steps;
}

void shape_glow(struct dl *dl, float x_px, float y_px, float rx_px, float ry_px, float angle_rad,
                struct dl_color color) {
  if (!(rx_px > 0) || !(ry_px > 0) || !isfinite(x_px + y_px + rx_px + ry_px + angle_rad)) return;
  if (dl->outlines) {
    x_px = settled(x_px, GLOW_STEPS), y_px = settled(y_px, GLOW_STEPS);
    rx_px = settled(rx_px, GLOW_STEPS), ry_px = settled(ry_px, GLOW_STEPS);
    angle_rad = settled(angle_rad, GLOW_TURNS);
    if (!(rx_px > 0) || !(ry_px > 0)) return;
    const struct dl_paint paint = {.first = color,
                                   .x0_px = x_px,
                                   .y0_px = y_px,
                                   .x1_px = x_px + rx_px * cosf(angle_rad),
                                   .y1_px = y_px + rx_px * sinf(angle_rad),
                                   .glow = ry_px / rx_px};
    dl_outline_begin(dl, &paint);
    contour_ellipse(dl, x_px, y_px, rx_px, ry_px, angle_rad);
    dl_outline_end(dl);
    return;
  }
  /* the bell (1 - d^2)^2 of an outline's glow, piece by piece; small ones need fewer rings */
  static const float fine_reach[] = {0.2f, 0.4f, 0.6f, 0.8f, 1.0f}, coarse_reach[] = {0.34f, 0.68f, 1.0f};
  static const double fine_strength[] = {0.92, 0.70, 0.38, 0.12, 0.0}, coarse_strength[] = {0.78, 0.26, 0.0};
  bool fine = rx_px + ry_px > 600;
  const float *reach = fine ? fine_reach : coarse_reach;
  const double *strength = fine ? fine_strength : coarse_strength;
  int rings = fine ? 5 : 3, around = fine ? 40 : rx_px + ry_px > 150 ? 22 : 16;
  float ca = cosf(angle_rad), sa = sinf(angle_rad);
  int first = dl_vertex(dl, x_px, y_px, color);
  for (int i = 0; i < around; i++) {
    float t = TURN * (float)i / (float)around, ex = rx_px * cosf(t), ey = ry_px * sinf(t);
    float dx = ex * ca - ey * sa, dy = ex * sa + ey * ca;
    for (int k = 0; k < rings; k++) {
      dl_vertex(dl, x_px + dx * reach[k], y_px + dy * reach[k], dl_fade(color, strength[k]));
    }
  }
  if (dl->failed) return;
  for (int i = 0; i < around; i++) {
    int a = first + 1 + rings * i, b = first + 1 + rings * ((i + 1) % around);
    dl_triangle(dl, first, a, b);
    for (int k = 0; k + 1 < rings; k++) quad(dl, a + k, a + k + 1, b + k, b + k + 1);
  }
}

void shape_arc(struct dl *dl, float x_px, float y_px, float radius_px, float line_px, float from_turn,
               float to_turn, struct dl_color color) {
  if (!(radius_px > 0) || !(line_px > 0)) return;
  float span = to_turn - from_turn;
  int steps = (int)ceilf(fabsf(span) * 4 * (float)quarter_steps(radius_px));
  if (steps < 1) steps = 1;
  struct ribbon_wash wash = ribbon_plain(color);
  struct ribbon ribbon;
  ribbon_begin(&ribbon, dl, &wash, false);
  for (int i = 0; i <= steps; i++) {
    float t = TURN * (from_turn + span * (float)i / (float)steps);
    ribbon_to(&ribbon, x_px + radius_px * sinf(t), y_px - radius_px * cosf(t), line_px * 0.5f);
  }
  ribbon_end(&ribbon);
}

void shape_line(struct dl *dl, const struct shape_point *points, int count, float line_px,
                struct dl_color color) {
  if (!(line_px > 0)) return;
  struct ribbon_wash wash = ribbon_plain(color);
  struct ribbon ribbon;
  ribbon_begin(&ribbon, dl, &wash, false);
  for (int i = 0; i < count; i++) ribbon_to(&ribbon, points[i].x_px, points[i].y_px, line_px * 0.5f);
  ribbon_end(&ribbon);
}

/* ---- polygons: mitred feather, ears cut one by one ----------------------------------------------------- */

static float cross(struct shape_point a, struct shape_point b, struct shape_point c) {
  return (b.x_px - a.x_px) * (c.y_px - a.y_px) - (b.y_px - a.y_px) * (c.x_px - a.x_px);
}

/* Copies without repeated corners, turned so that the area is positive. Returns the count, 0 for nothing to fill. */
static int tidy(const struct shape_point *points, int count, struct shape_point *out) {
  int n = 0;
  for (int i = 0; i < count && n < POLYGON_MAX; i++) {
    if (!isfinite(points[i].x_px + points[i].y_px)) return 0;
    if (n > 0 && hypotf(points[i].x_px - out[n - 1].x_px, points[i].y_px - out[n - 1].y_px) < 0.05f) continue;
    out[n++] = points[i];
  }
  while (n > 1 && hypotf(out[0].x_px - out[n - 1].x_px, out[0].y_px - out[n - 1].y_px) < 0.05f) n--;
  if (n < 3) return 0;
  float area = 0;
  for (int i = 0; i < n; i++) {
    struct shape_point a = out[i], b = out[(i + 1) % n];
    area += a.x_px * b.y_px - b.x_px * a.y_px;
  }
  for (int i = 0; area < 0 && i < n / 2; i++) {
    struct shape_point t = out[i];
    out[i] = out[n - 1 - i];
    out[n - 1 - i] = t;
  }
  return fabsf(area) < 0.02f ? 0 : n;
}

/* Outward mitre of a corner, at most MITER_MAX long. */
static struct shape_point miter(struct shape_point a, struct shape_point b, struct shape_point c) {
  float ux = b.x_px - a.x_px, uy = b.y_px - a.y_px, vx = c.x_px - b.x_px, vy = c.y_px - b.y_px;
  float un = hypotf(ux, uy), vn = hypotf(vx, vy);
  float nx = uy / un + vy / vn, ny = -ux / un - vx / vn;
  float n2 = nx * nx + ny * ny;
  if (n2 < 4 / (MITER_MAX * MITER_MAX)) {
    float n = sqrtf(n2);
    if (n < 1e-6f) return (struct shape_point){ux / un, uy / un};
    return (struct shape_point){nx / n * MITER_MAX, ny / n * MITER_MAX};
  }
  return (struct shape_point){nx * 2 / n2, ny * 2 / n2};
}

static bool is_ear(const struct shape_point *p, const int *ring, int n, int i) {
  int ia = ring[(i + n - 1) % n], ib = ring[i], ic = ring[(i + 1) % n];
  if (cross(p[ia], p[ib], p[ic]) <= 0) return false;
  for (int k = 0; k < n; k++) {
    int q = ring[k];
    if (q == ia || q == ib || q == ic) continue;
    if (cross(p[ia], p[ib], p[q]) >= 0 && cross(p[ib], p[ic], p[q]) >= 0 && cross(p[ic], p[ia], p[q]) >= 0) {
      return false;
    }
  }
  return true;
}

static void cut_ears(struct dl *dl, const struct shape_point *p, int n, int first) {
  int ring[POLYGON_MAX];
  for (int i = 0; i < n; i++) ring[i] = i;
  for (int i = 0, missed = 0; n > 3;) {
    if (i >= n) i = 0;
    if (is_ear(p, ring, n, i) || missed > n) { /* missed all round: crossed itself; cut anyway and go on */
      dl_triangle(dl, first + 2 * ring[(i + n - 1) % n], first + 2 * ring[i], first + 2 * ring[(i + 1) % n]);
      for (int k = i; k + 1 < n; k++) ring[k] = ring[k + 1];
      n--, missed = 0;
    } else {
      i++, missed++;
    }
  }
  dl_triangle(dl, first + 2 * ring[0], first + 2 * ring[1], first + 2 * ring[2]);
}

void shape_polygon(struct dl *dl, const struct shape_point *points, int count, struct dl_color color) {
  struct shape_point p[POLYGON_MAX];
  int n = tidy(points, count, p);
  if (n == 0) return;
  if (dl->outlines) {
    outline_begin(dl, color);
    for (int i = 0; i < n; i++) dl_outline_to(dl, p[i].x_px, p[i].y_px);
    dl_outline_close(dl);
    dl_outline_end(dl);
    return;
  }
  int first = dl->vertex_count;
  for (int i = 0; i < n; i++) {
    struct shape_point m = miter(p[(i + n - 1) % n], p[i], p[(i + 1) % n]);
    dl_vertex(dl, p[i].x_px - m.x_px * FEATHER_HALF, p[i].y_px - m.y_px * FEATHER_HALF, color);
    dl_vertex(dl, p[i].x_px + m.x_px * FEATHER_HALF, p[i].y_px + m.y_px * FEATHER_HALF, clear(color));
  }
  if (dl->failed) return;
  for (int i = 0; i < n; i++) {
    int a = first + 2 * i, b = first + 2 * ((i + 1) % n);
    quad(dl, a, a + 1, b, b + 1);
  }
  cut_ears(dl, p, n, first);
}
