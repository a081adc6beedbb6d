#include "cloth.h"

#include <assert.h>
#include <math.h>

#include "ribbon.h"
#include "shape.h"

#define FEATHER_PX   (SHAPE_FEATHER_PX * 0.85f)
#define MITER_MAX    2.5f
#define TURN_LEAST   0.004 /* below: seen edge-on, belongs to its neighbour's side */
#define SOFT_HALF_PX 1.1f

static const struct vec3 light = {-0.30, 0.90, 0.32};

static struct vec3 normal_between(const struct cloth *cloth, int a, int b) {
  return vec3_unit(vec3_cross(vec3_sub(cloth->at[b], cloth->at[a]), cloth->across));
}

/* Which side of a segment faces the eye: 1, −1, or 0 edge-on. */
static int facing(const struct cam *cam, const struct cloth *cloth, int i) {
  struct vec3 middle = vec3_mad(vec3_lerp(cloth->at[i], cloth->at[i + 1], 0.5), cloth->across, 0.5);
  double d = vec3_dot(normal_between(cloth, i, i + 1), cam_towards(cam, middle));
  return d > TURN_LEAST ? 1 : d < -TURN_LEAST ? -1 : 0;
}

static struct dl_color shade(const struct cloth *cloth, int i, int side, const struct cloth_tone *tone) {
  struct vec3 n = normal_between(cloth, i > 0 ? i - 1 : i, i + 1 < cloth->count ? i + 1 : i);
  double lit = vec_clamp(0.5 + 0.5 * side * vec3_dot(n, vec3_unit(light)), 0, 1);
  return lit < 0.72 ? dl_blend(tone->dark, tone->middle, (lit - 0.22) / 0.50)
                    : dl_blend(tone->middle, tone->light, (lit - 0.72) / 0.28);
}

struct corner {
  float x, y;
  struct dl_color color;
};

static float doubled_area(const struct corner *p, int n) {
  float area = 0;
  for (int i = 0; i < n; i++) {
    const struct corner *a = &p[i], *b = &p[(i + 1) % n];
    area += a->x * b->y - b->x * a->y;
  }
  return area;
}

/* Outward direction at b, its length such that both edges move out by one. At a cusp the longer edge alone decides: its
** whole length is to be soft. */
static struct shape_point mitre(struct corner a, struct corner b, struct corner c, float sign) {
  float ux = b.x - a.x, uy = b.y - a.y, vx = c.x - b.x, vy = c.y - b.y;
  float un = fmaxf(hypotf(ux, uy), 1e-4f), vn = fmaxf(hypotf(vx, vy), 1e-4f);
  float nx = uy / un + vy / vn, ny = -ux / un - vx / vn, n2 = nx * nx + ny * ny;
  if (n2 >= 4 / (MITER_MAX * MITER_MAX)) return (struct shape_point){nx * 2 * sign / n2, ny * 2 * sign / n2};
  if (un > vn) return (struct shape_point){sign * uy / un, -sign * ux / un};
  return (struct shape_point){sign * vy / vn, -sign * vx / vn};
}

/* One run of the profile that shows the same side, as a strip of quads with a feather all round. */
static void run(struct dl *dl, const struct cam *cam, const struct cloth *cloth, int first, int last,
                int side, const struct cloth_band *band) {
  struct corner p[2 * CLOTH_POINTS_MAX];
  int m = last - first + 1, n = 2 * m;
  for (int i = 0; i < m; i++) {
    struct cam_point a = cam_project(cam, vec3_mad(cloth->at[first + i], cloth->across, band->e0));
    struct cam_point b = cam_project(cam, vec3_mad(cloth->at[first + i], cloth->across, band->e1));
    struct dl_color color = shade(cloth, first + i, side, &band->tone);
    p[i] = (struct corner){a.x_px, a.y_px, color};
    p[n - 1 - i] = (struct corner){b.x_px, b.y_px, color};
  }
  float area = doubled_area(p, n);
  if (fabsf(area) < 0.1f) return;
  int at = dl->vertex_count;
  for (int i = 0; i < n; i++) {
    struct shape_point out = mitre(p[(i + n - 1) % n], p[i], p[(i + 1) % n], area > 0 ? 1 : -1);
    dl_vertex(dl, p[i].x, p[i].y, p[i].color); /* not drawn in: a run may be thinner than the feather */
    dl_vertex(dl, p[i].x + out.x_px * FEATHER_PX, p[i].y + out.y_px * FEATHER_PX, dl_fade(p[i].color, 0));
  }
  if (dl->failed) return;
  for (int i = 0; i < n; i++) {
    int a = at + 2 * i, b = at + 2 * ((i + 1) % n);
    dl_triangle(dl, a, a + 1, b);
    dl_triangle(dl, a + 1, b + 1, b);
  }
  for (int i = 0; i + 1 < m; i++) {
    int a = at + 2 * i, b = at + 2 * (n - 1 - i);
    dl_triangle(dl, a, a + 2, b);
    dl_triangle(dl, a + 2, b - 2, b);
  }
}

/* Where the cloth turns over, its outline lies inside no run: a fine line softens it. */
static void soften(struct dl *dl, const struct cam *cam, const struct cloth *cloth, int i, int side,
                   const struct cloth_band *band) {
  struct ribbon_wash wash = ribbon_plain(shade(cloth, i, side, &band->tone));
  struct ribbon ribbon;
  ribbon_begin(&ribbon, dl, &wash, true);
  for (int end = 0; end < 2; end++) {
    double e = end == 0 ? band->e0 : band->e1;
    struct cam_point p = cam_project(cam, vec3_mad(cloth->at[i], cloth->across, e));
    ribbon_to(&ribbon, p.x_px, p.y_px, SOFT_HALF_PX);
  }
  ribbon_end(&ribbon);
}

/* Where the run that begins at i ends, and which side of it is seen. */
static int run_end(const struct cam *cam, const struct cloth *cloth, int i, int last, int *side) {
  int end = i + 1;
  *side = facing(cam, cloth, i);
  while (end < last) {
    int next = facing(cam, cloth, end);
    if (*side != 0 && next != 0 && next != *side) break;
    if (*side == 0) *side = next;
    end++;
  }
  if (*side == 0) *side = 1;
  return end;
}

void cloth_draw(struct dl *dl, const struct cam *cam, const struct cloth *cloth, int first, int last,
                const struct cloth_band *bands, int count) {
  assert(cloth->count >= 2 && cloth->count <= CLOTH_POINTS_MAX && first >= 0 && last < cloth->count);
  for (int i = first, end, side; i < last; i = end) {
    end = run_end(cam, cloth, i, last, &side);
    for (int k = 0; k < count; k++) run(dl, cam, cloth, i, end, side, &bands[k]);
    if (i > first && count > 0) soften(dl, cam, cloth, i, side, &bands[0]);
  }
}

void cloth_hem(struct dl *dl, const struct cam *cam, const struct cloth *cloth, int first, int last, double e,
               double half_m, struct dl_color color) {
  struct ribbon_wash wash = ribbon_plain(color);
  struct ribbon ribbon;
  ribbon_begin(&ribbon, dl, &wash, false);
  for (int i = first; i <= last; i++) {
    struct cam_point p = cam_project(cam, vec3_mad(cloth->at[i], cloth->across, e));
    ribbon_to(&ribbon, p.x_px, p.y_px, (float)half_m * p.scale_px);
  }
  ribbon_end(&ribbon);
}

void cloth_fringe(struct dl *dl, const struct cam *cam, struct vec3 from, struct vec3 along, struct vec3 out,
                  int count, double length_m, struct dl_color color) {
  for (int i = 0; i < count; i++) {
    struct vec3 root = vec3_mad(from, along, (i + 0.5) / count);
    struct vec3 tip = vec3_mad(root, out, length_m * (1 + 0.14 * sin(3.7 * i)));
    tip = vec3_mad(tip, vec3_unit(along), 0.22 * length_m * sin(5.1 * i));
    tip.y = fmax(tip.y - 0.15 * length_m, 0.001);
    struct cam_point a = cam_project(cam, vec3_mad(root, out, -0.35 * length_m)), b = cam_project(cam, tip);
    struct shape_point thread[2] = {{a.x_px, a.y_px}, {b.x_px, b.y_px}};
    shape_line(dl, thread, 2, fmaxf(0.0055f * a.scale_px, 1.2f), color);
  }
}
