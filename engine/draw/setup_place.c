/* Laying the roll along the spine: it is brought crosswise, turned, and let down where somebody will lie. */
#include <math.h>

#include "flesh.h"
#include "floor.h"
#include "setup_body.h"
#include "shape.h"
#include "stroke.h"
#include "towel.h"

#define CARRY_HIGH_M 0.30
#define CARRY_YAW    1.35 /* radians: it comes crosswise and is turned */
#define SPINE_DOTS   17
#define ARROW        12

/* Where somebody will lie, drawn flat on the mat: half breadths at places along the body, feet first. */
struct outline {
  double x, z, half_m;
};

static void flat_stroke(const struct setup_brush *b, const struct outline *at, int count, double side,
                        struct dl_color color) {
  struct flesh chain[STROKE_POINTS_MAX];
  for (int i = 0; i < count; i++)
    chain[i] = (struct flesh){.at = vec3(at[i].x, 0.001, side * at[i].z), .wide = vec3(0, 0, at[i].half_m)};
  struct stroke stroke;
  flesh_stroke(b->cam, chain, count, &stroke);
  stroke_draw(b->dl, &stroke, 0, color);
}

static void imprint(const struct setup_brush *b, const struct pose *pose) {
  static const struct outline trunk[] = {{-0.03, 0, 0.125}, {0.08, 0, 0.145}, {0.18, 0, 0.118},
                                         {0.30, 0, 0.130},  {0.42, 0, 0.160}, {0.50, 0, 0.140},
                                         {0.545, 0, 0.06}};
  static const struct outline leg[] = {{-0.02, 0.075, 0.070},
                                       {-0.20, 0.088, 0.066},
                                       {-0.42, 0.095, 0.045},
                                       {-0.56, 0.10, 0.050},
                                       {-0.82, 0.11, 0.030}};
  static const struct outline arm[] = {{0.475, 0.165, 0.045},
                                       {0.34, 0.235, 0.040},
                                       {0.17, 0.275, 0.036},
                                       {-0.05, 0.295, 0.024},
                                       {-0.15, 0.300, 0.032}};
  const struct palette *p = b->palette;
  struct dl_color color = dl_blend(p->mat, p->mat_border, p->high_contrast ? 0.40 : 0.58);
  flat_stroke(b, trunk, sizeof trunk / sizeof trunk[0], 1, color);
  for (int side = -1; side <= 1; side += 2) {
    flat_stroke(b, leg, sizeof leg / sizeof leg[0], side, color);
    flat_stroke(b, arm, sizeof arm / sizeof arm[0], side, color);
  }
  struct vec3 head = pose->joint[SKEL_HEAD];
  struct flesh_ellipse e = flesh_ellipsoid(b->cam, vec3(head.x + 0.02, 0.001, 0), vec3(0.112, 0, 0),
                                           vec3(0, 0, 0.088), vec3(0, 0, 0));
  shape_ellipse(b->dl, e.x_px, e.y_px, e.rx_px, e.ry_px, e.angle_rad, color);
  static const struct outline neck[] = {{0.52, 0, 0.052}, {0.64, 0, 0.050}};
  flat_stroke(b, neck, 2, 1, color);
}

static void spine_line(const struct setup_brush *b, const struct pose *pose) {
  double from = pose->joint[SKEL_PELVIS].x - 0.02, to = pose->joint[SKEL_HEAD].x + 0.04;
  for (int i = 0; i < SPINE_DOTS; i++) {
    struct cam_point p =
        cam_project(b->cam, vec3(vec_lerp(from, to, (double)i / (SPINE_DOTS - 1)), 0.002, 0));
    shape_circle(b->dl, p.x_px, p.y_px, fmaxf(0.0075f * p.scale_px, 1), b->palette->guide);
  }
}

static void carried(const struct setup_brush *b, const struct pose *pose) {
  double u = b->u, high = CARRY_HIGH_M * (1 - setup_part(u, 0.30, 1));
  double yaw = CARRY_YAW * (1 - setup_part(u, 0, 0.72)), away = 1 - setup_part(u, 0, 0.80);
  struct vec3 middle = vec3(0.5 * (pose->joint[SKEL_LUMBAR].x + pose->joint[SKEL_NECK].x) + 0.03, 0, 0);
  struct vec3 way = vec3(0.42 * away, high, 0.05 * away);
  double wide = 1 + 2.0 * high, strength = 0.75 / (1 + 6 * high);
  for (int i = -2; i <= 2; i++) {
    double along = 0.085 * i;
    setup_shadow(b, middle.x + way.x + along * cos(yaw), way.z - along * sin(yaw) + 0.10 * high, 0.10 * wide,
                 0.10 * wide, strength * 0.6);
  }
  struct pose loose = *pose;
  loose.roll_squash = 0;
  struct cam cam = setup_moved(b->cam, middle, yaw, way);
  towel_draw(b->dl, &cam, b->palette, b->skel, &loose);
  struct vec3 path[ARROW];
  for (int i = 0; i < ARROW; i++) {
    double s = (double)i / (ARROW - 1);
    path[i] = vec3(middle.x + 0.50 * (1 - s) * (1 - s), 0.08 + 0.30 * (1 - s), 0.22 - 0.02 * s);
  }
  setup_arrow(b, path, ARROW);
}

void setup_place_draw(const struct setup_brush *b) {
  struct pose pose;
  setup_body_lie_down(b->skel, 1, &pose);
  floor_mat(b->dl, b->cam, b->palette);
  imprint(b, &pose);
  spine_line(b, &pose);
  carried(b, &pose);
}
