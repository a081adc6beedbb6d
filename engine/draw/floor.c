#include "floor.h"

#include <math.h>

#include "flesh.h"
#include "room.h"
#include "shape.h"

#define MAT_X0      (-0.90)
#define MAT_X1      1.01
#define MAT_HALF_Z  0.355
#define MAT_THICK_M 0.010
#define PLATE_MAX   72 /* the large corners stay within a third of a pixel of round on a large screen */

static struct shape_point ground(const struct cam *cam, double x, double y, double z) {
  struct cam_point p = cam_project(cam, vec3(x, y, z));
  return (struct shape_point){p.x_px, p.y_px};
}

/* A rectangle with round corners on the surface, as a polygon; returns how many corners. */
static int plate(const struct cam *cam, double x0, double x1, double half_z, double radius, double y,
                 struct shape_point out[PLATE_MAX]) {
  int n = 0, steps = radius > 0.2 ? PLATE_MAX / 4 - 2 : 5;
  const double sx[4] = {1, -1, -1, 1}, sz[4] = {1, 1, -1, -1};
  double mx = 0.5 * (x0 + x1), hx = 0.5 * (x1 - x0) - radius, hz = half_z - radius;
  for (int k = 0; k < 4; k++) {
    for (int i = 0; i <= steps; i++) {
      double t = 0.5 * VEC_PI * (k + (double)i / steps);
      out[n++] = ground(cam, mx + sx[k] * hx + radius * cos(t), y, sz[k] * hz + radius * sin(t));
    }
  }
  return n;
}

/* How much this camera looks down: 0 sees the horizon, 1 a floor. */
static double looks_down(const struct cam *cam) {
  return flesh_step(0.52, 0.72, -cam->ahead.y);
}

/* ---- the room ------------------------------------------------------------------------------------------- */

static void boards(struct dl *dl, const struct cam *cam, const struct palette *p, double seen) {
  struct dl_color seam =
      dl_fade(p->high_contrast ? p->mat_border : p->shadow, (p->high_contrast ? 0.14 : 0.30) * seen);
  for (int i = -7; i <= 7; i++) {
    double z = 0.30 * i + 0.11;
    struct shape_point line[2] = {ground(cam, -2.6, 0, z), ground(cam, 3.0, 0, z)};
    shape_line(dl, line, 2, 1.3f, seam);
    double x = fmod(1.37 * (i + 9), 2.3) - 1.3; /* staggered ends */
    struct shape_point end[2] = {ground(cam, x, 0, z), ground(cam, x, 0, z + 0.30)};
    shape_line(dl, end, 2, 1.3f, seam);
  }
}

void floor_room(struct dl *dl, const struct cam *cam, const struct palette *palette) {
  double seen = looks_down(cam);
  if (seen <= 0) return;
  boards(dl, cam, palette, seen);
  struct dl_color wool =
      dl_blend(palette->ground_near, palette->hill_far, palette->high_contrast ? 0.55 : 0.62);
  struct dl_color band = dl_blend(wool, palette->horizon, palette->high_contrast ? 0.5 : 0.30);
  struct dl_color light = dl_blend(wool, palette->horizon, 0.10);
  const double inset[5] = {0, 0.045, 0.085, 0.16, 0.185};
  const struct dl_color color[5] = {band, wool, dl_blend(band, wool, 0.35), wool, light};
  struct shape_point p[PLATE_MAX];
  int n = plate(cam, -1.17, 1.32, 0.79, 0.60, -0.012, p);
  shape_polygon(dl, p, n, dl_fade(palette->shadow, 0.4 * seen));
  for (int i = 0; i < 5; i++) {
    n = plate(cam, -1.15 + inset[i], 1.30 - inset[i], 0.78 - inset[i], 0.60 - inset[i], -0.01, p);
    shape_polygon(dl, p, n, dl_fade(color[i], seen));
  }
  room_furnish(dl, cam, palette, seen);
}

/* Panes of a window, soft at their edges because they are drawn thrice, each time a little larger and fainter. */
static void window_light(struct dl *dl, const struct cam *cam, const struct palette *p) {
  double seen = looks_down(cam);
  if (seen <= 0 || p->high_contrast) return;
  struct dl_color light = dl_fade(dl_blend(p->sun, p->sky_top, p->body.r < 128 ? 0.75 : 0), 0.042 * seen);
  for (int pane = 0; pane < 6; pane++) {
    double x = 0.62 + 0.40 * (pane % 3), z = -0.98 + 0.50 * (pane / 3);
    for (int k = 0; k < 3; k++) {
      double g = 0.012 * (k - 1), slant = 0.34;
      struct shape_point q[4];
      const double cx[4] = {x - g, x + 0.36 + g, x + 0.36 + g, x - g};
      const double cz[4] = {z - g, z - g, z + 0.45 + g, z + 0.45 + g};
      for (int i = 0; i < 4; i++) q[i] = ground(cam, cx[i] - slant * (cz[i] + 0.98) * 1.2, 0, cz[i]);
      shape_polygon(dl, q, 4, light);
    }
  }
}

/* ---- the mat -------------------------------------------------------------------------------------------- */

void floor_mat(struct dl *dl, const struct cam *cam, const struct palette *palette) {
  struct shape_point p[PLATE_MAX + 1];
  struct flesh_ellipse under =
      flesh_ellipsoid(cam, vec3(0.05, 0, 0), vec3(1.16, 0, 0), vec3(0, 0, 0.60), vec3(0, 0, 0));
  shape_glow(dl, under.x_px, under.y_px, under.rx_px, under.ry_px, under.angle_rad,
             dl_fade(palette->shadow, 0.55));
  int n = plate(cam, MAT_X0, MAT_X1, MAT_HALF_Z, 0.045, -MAT_THICK_M, p);
  shape_polygon(dl, p, n, dl_blend(palette->mat, palette->shadow, 0.45));
  n = plate(cam, MAT_X0, MAT_X1, MAT_HALF_Z, 0.045, 0, p);
  shape_polygon(dl, p, n, palette->mat);
  n = plate(cam, MAT_X0 + 0.035, MAT_X1 - 0.035, MAT_HALF_Z - 0.035, 0.030, 0, p);
  p[n] = p[0];
  float scale = cam_project(cam, vec3(0, 0, 0)).scale_px;
  shape_line(dl, p, n + 1, fmaxf(0.005f * scale, 1.4f), dl_fade(palette->mat_border, 0.75));
  window_light(dl, cam, palette);
}

/* ---- shadows -------------------------------------------------------------------------------------------- */

/* The shadow of something round, height_m above the surface: the higher, the wider and the fainter. */
static void blob(struct dl *dl, const struct cam *cam, const struct palette *p, struct vec3 at, double rx,
                 double rz, double height_m, double strength) {
  double lift = vec_clamp(height_m / 0.45, 0, 1), grow = 1 + 0.9 * lift;
  double alpha = strength * (1 - lift) * (1 - 0.4 * lift);
  if (alpha < 0.02) return;
  struct flesh_ellipse e =
      flesh_ellipsoid(cam, vec3(at.x, 0, at.z), vec3(rx * grow, 0, 0), vec3(0, 0, rz * grow), vec3(0, 0, 0));
  shape_glow(dl, e.x_px, e.y_px, e.rx_px, e.ry_px, e.angle_rad, dl_fade(p->shadow, alpha));
}

void floor_shadow(struct dl *dl, const struct cam *cam, const struct palette *palette,
                  const struct pose *pose) {
  const struct vec3 *joint = pose->joint;
  blob(dl, cam, palette, vec3_lerp(joint[SKEL_PELVIS], joint[SKEL_NECK], 0.48), 0.50, 0.29, 0, 0.85);
  blob(dl, cam, palette, joint[SKEL_HEAD], 0.29, 0.36, 0, 0.75);
  for (int side = 0; side < BODY_SIDES; side++) {
    struct vec3 toe = joint[skel_of(SKEL_TOE_L, side)], heel = pose->heel[side];
    struct vec3 knee = joint[skel_of(SKEL_KNEE_L, side)], elbow = joint[skel_of(SKEL_ELBOW_L, side)];
    struct vec3 wrist = joint[skel_of(SKEL_WRIST_L, side)], hand = joint[skel_of(SKEL_HAND_L, side)];
    blob(dl, cam, palette, vec3_lerp(heel, toe, 0.5), 0.19, 0.085, vec3_lerp(heel, toe, 0.5).y - 0.02, 0.95);
    blob(dl, cam, palette, knee, 0.20, 0.09, knee.y - 0.05, 0.8);
    blob(dl, cam, palette, elbow, 0.13, 0.10, elbow.y - 0.04, 0.9);
    blob(dl, cam, palette, vec3_lerp(wrist, hand, 0.6), 0.12, 0.07, vec3_lerp(wrist, hand, 0.6).y - 0.02,
         0.85);
  }
}
