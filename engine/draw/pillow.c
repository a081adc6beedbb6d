/* The pillow: a soft height field over a rounded rectangle, dented by the head, shaded by the light from above.
** Its silhouette is drawn first, with a feather; the mesh lies just inside it. */
#include "pillow.h"

#include <math.h>

#include "flesh.h"
#include "shape.h"

#define HALF_X 0.175
#define HALF_Z 0.275
#define PUFF_M 0.034 /* how much it stands above the dent */
#define SEAM_M 0.020 /* the seam runs round it at this height */
#define NX     9
#define NZ     11
#define POINTS (NX * NZ)
#define RIM    (2 * (NX - 1) + 2 * (NZ - 1))

struct cushion {
  double x, full, dent_x, dent_z, dent;
};

/* Height over the surface at u, v in −1…1. */
static double height(const struct cushion *c, double u, double v) {
  double edge = (1 - u * u * u * u) * (1 - v * v * v * v);
  double dx = (c->x + u * HALF_X - c->dent_x) / 0.12, dz = (v * HALF_Z - c->dent_z) / 0.115;
  double h = c->full * pow(fmax(edge, 0), 0.42) - c->dent * exp(-dx * dx - dz * dz);
  return fmax(h, 0) + SEAM_M;
}

/* Corners of the field are drawn in, so that the outline is that of a pillow and not of a box. */
static struct vec3 corner(const struct cushion *c, int i, int k) {
  double u = -cos(VEC_PI * i / (NX - 1)), v = -cos(VEC_PI * k / (NZ - 1)); /* denser towards the edges */
  double x = u * sqrt(1 - 0.30 * v * v * v * v), z = v * sqrt(1 - 0.26 * u * u * u * u);
  return vec3(c->x + x * HALF_X, height(c, u, v), z * HALF_Z);
}

/* Convex outline of the points, by wrapping. Returns how many corners. */
static int hull(const struct shape_point *p, int count, struct shape_point *out, int max) {
  int first = 0, n = 0;
  for (int i = 1; i < count; i++) {
    if (p[i].x_px < p[first].x_px || (p[i].x_px == p[first].x_px && p[i].y_px < p[first].y_px)) first = i;
  }
  int at = first;
  do {
    out[n++] = p[at];
    int next = at == 0 ? 1 : 0;
    for (int i = 0; i < count; i++) {
      float ax = p[next].x_px - p[at].x_px, ay = p[next].y_px - p[at].y_px;
      float bx = p[i].x_px - p[at].x_px, by = p[i].y_px - p[at].y_px;
      float turn = ax * by - ay * bx;
      if (turn < 0 || (turn == 0 && bx * bx + by * by > ax * ax + ay * ay)) next = i;
    }
    at = next;
  } while (at != first && n < max);
  return n;
}

static bool at_rim(int i, int k) {
  return i == 0 || i == NX - 1 || k == 0 || k == NZ - 1;
}

static struct dl_color shade(const struct palette *palette, const struct cushion *c, int i, int k) {
  if (at_rim(i, k)) return dl_blend(palette->pillow_dark, palette->pillow, 0.22); /* steep: has no normal */
  struct vec3 a = corner(c, i > 0 ? i - 1 : i, k), b = corner(c, i + 1 < NX ? i + 1 : i, k);
  struct vec3 d = corner(c, i, k > 0 ? k - 1 : k), e = corner(c, i, k + 1 < NZ ? k + 1 : k);
  struct vec3 n = vec3_unit(vec3_cross(vec3_sub(e, d), vec3_sub(b, a)));
  double lit = vec3_dot(n, vec3_unit(vec3(-0.35, 1, 0.25)));
  struct dl_color light =
      dl_blend(palette->pillow, palette->body.r > 128 ? palette->body : palette->gap, 0.22);
  double u = vec_clamp((lit - 0.25) / 0.72, 0, 1);
  return u < 0.75 ? dl_blend(palette->pillow_dark, palette->pillow, u / 0.75)
                  : dl_blend(palette->pillow, light, (u - 0.75) / 0.25);
}

/* Index in the grid of the n-th point round the rim. */
static int rim(int n) {
  n %= RIM;
  if (n < NZ - 1) return n;
  n -= NZ - 1;
  if (n < NX - 1) return n * NZ + NZ - 1;
  n -= NX - 1;
  if (n < NZ - 1) return (NX - 1) * NZ + NZ - 1 - n;
  return (NX - 1 - (n - (NZ - 1))) * NZ;
}

/* The soft edge of the mesh against its own underside. */
static void soften(struct dl *dl, int first, float mx, float my) {
  int out = dl->vertex_count;
  for (int n = 0; n < RIM; n++) {
    struct dl_vertex v = dl->vertices[first + rim(n)];
    float dx = v.x_px - mx, dy = v.y_px - my, d = fmaxf(hypotf(dx, dy), 1);
    dl_vertex(dl, v.x_px + dx / d * SHAPE_FEATHER_PX, v.y_px + dy / d * SHAPE_FEATHER_PX,
              dl_fade(v.color, 0));
  }
  if (dl->failed) return;
  for (int n = 0; n < RIM; n++) {
    int a = first + rim(n), b = first + rim(n + 1), c = out + n, d = out + (n + 1) % RIM;
    dl_triangle(dl, a, b, c);
    dl_triangle(dl, b, d, c);
  }
}

static void mesh(struct dl *dl, const struct cam *cam, const struct palette *palette, const struct cushion *c,
                 const struct shape_point *p) {
  float mx = 0, my = 0;
  for (int i = 0; i < POINTS; i++) mx += p[i].x_px / POINTS, my += p[i].y_px / POINTS;
  int first = dl->vertex_count;
  for (int i = 0; i < POINTS; i++) { /* a pixel inside the silhouette */
    float dx = p[i].x_px - mx, dy = p[i].y_px - my, n = fmaxf(hypotf(dx, dy), 1);
    dl_vertex(dl, p[i].x_px - dx / n * 0.9f, p[i].y_px - dy / n * 0.9f, shade(palette, c, i / NZ, i % NZ));
  }
  if (dl->failed) return;
  soften(dl, first, mx, my);
  bool x_up = cam->ahead.x < 0, z_up = cam->ahead.z < 0; /* far cells first */
  for (int a = 0; a < NX - 1; a++) {
    int i = x_up ? a : NX - 2 - a;
    for (int b = 0; b < NZ - 1; b++) {
      int k = z_up ? b : NZ - 2 - b, at = first + i * NZ + k;
      dl_triangle(dl, at, at + 1, at + NZ);
      dl_triangle(dl, at + 1, at + NZ + 1, at + NZ);
    }
  }
}

void pillow_draw(struct dl *dl, const struct cam *cam, const struct palette *palette, const struct skel *skel,
                 const struct pose *pose) {
  struct vec3 head = pose->joint[SKEL_HEAD];
  double under = fmax(head.y - skel->head_radius_m - SEAM_M, 0.01),
         full = skel->pillow_height_m + PUFF_M - SEAM_M;
  struct cushion c = {.x = head.x + 0.055, .full = full, .dent_x = head.x + 0.01, .dent_z = head.z};
  c.dent = vec_clamp(full - under, 0, full - 0.01);
  struct shape_point p[2 * POINTS], outline[POINTS];
  int count = POINTS;
  for (int i = 0; i < POINTS; i++) {
    struct cam_point q = cam_project(cam, corner(&c, i / NZ, i % NZ));
    p[i] = (struct shape_point){q.x_px, q.y_px};
  }
  for (int i = 0; i < POINTS; i++) { /* the underside, on the surface */
    if (!at_rim(i / NZ, i % NZ)) continue;
    struct vec3 at = corner(&c, i / NZ, i % NZ);
    struct cam_point q = cam_project(cam, vec3(vec_lerp(at.x, c.x, 0.09), 0, 0.93 * at.z));
    p[count++] = (struct shape_point){q.x_px, q.y_px};
  }
  shape_polygon(dl, outline, hull(p, count, outline, POINTS),
                dl_blend(palette->pillow_dark, palette->shadow, 0.18));
  mesh(dl, cam, palette, &c, p);
}
