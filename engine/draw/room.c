#include "room.h"

#include <math.h>

#include "flesh.h"
#include "shape.h"

#define FRONDS      11
#define FROND_STEPS 8 /* along one edge of a frond */
#define ROUND_STEPS 40
#define POT_M       0.125
#define CUSHION_M   0.26
#define STEEP_FROM  0.970 /* how straight down a camera looks while the furniture goes */
#define STEEP_TO    0.995

static const struct vec3 plant_at = {-0.20, 0, -1.38}, cushion_at = {-0.16, 0, 1.36};

static struct shape_point seen_at(const struct cam *cam, struct vec3 p) {
  struct cam_point q = cam_project(cam, p);
  return (struct shape_point){q.x_px, q.y_px};
}

/* A level disc. */
static void disc(struct dl *dl, const struct cam *cam, struct vec3 at, double radius, struct dl_color color) {
  struct shape_point p[ROUND_STEPS];
  for (int i = 0; i < ROUND_STEPS; i++) {
    double t = 2 * VEC_PI * i / ROUND_STEPS;
    p[i] = seen_at(cam, vec3(at.x + radius * cos(t), at.y, at.z + radius * sin(t)));
  }
  shape_polygon(dl, p, ROUND_STEPS, color);
}

static void shadow(struct dl *dl, const struct cam *cam, const struct palette *p, struct vec3 at,
                   double radius, double strength) {
  struct flesh_ellipse e = flesh_ellipsoid(cam, at, vec3(radius, 0, 0), vec3(0, 0, radius), vec3(0, 0, 0));
  shape_glow(dl, e.x_px, e.y_px, e.rx_px, e.ry_px, e.angle_rad, dl_fade(p->shadow, strength));
}

struct frond {
  double turn_rad, length_m, width_m, rise_m; /* rise: how high its middle stands above its ends */
};

/* A point of the frond: u along it, side −1…1 across. */
static struct vec3 frond_point(const struct frond *frond, double u, double side) {
  double along = 0.03 + frond->length_m * u,
         across = side * frond->width_m * sin(VEC_PI * pow(u, 0.75)) * 0.5;
  double c = cos(frond->turn_rad), s = sin(frond->turn_rad);
  double high = 0.26 + frond->rise_m * sin(VEC_PI * fmin(u, 1) * 0.8) - 0.10 * u * u;
  return vec3(plant_at.x + along * c - across * s, high, plant_at.z + along * s + across * c);
}

static void draw_frond(struct dl *dl, const struct cam *cam, const struct frond *frond, struct dl_color color,
                       struct dl_color vein) {
  struct shape_point p[2 * FROND_STEPS], rib[FROND_STEPS];
  for (int i = 0; i < FROND_STEPS; i++) {
    double u = (double)i / FROND_STEPS, back = 1 - u;
    p[i] = seen_at(cam, frond_point(frond, u, 1));
    p[FROND_STEPS + i] = seen_at(cam, frond_point(frond, back, -1));
    rib[i] = seen_at(cam, frond_point(frond, u * 0.96, 0));
  }
  shape_polygon(dl, p, 2 * FROND_STEPS, color);
  float line = fmaxf(0.004f * cam_project(cam, plant_at).scale_px, 1.0f);
  shape_line(dl, rib, FROND_STEPS, line, vein);
}

static void plant(struct dl *dl, const struct cam *cam, const struct palette *p, double seen) {
  struct dl_color pot = dl_blend(p->pillow_dark, p->ground_near, 0.45),
                  soil = dl_blend(pot, p->ground_near, 0.6);
  struct vec3 rim = vec3(plant_at.x, 0.22, plant_at.z);
  shadow(dl, cam, p, vec3(plant_at.x - 0.06, 0, plant_at.z + 0.05), 0.56, 0.55 * seen);
  disc(dl, cam, vec3(plant_at.x, 0.0, plant_at.z), POT_M * 0.8, dl_fade(dl_blend(pot, p->shadow, 0.4), seen));
  disc(dl, cam, vec3(plant_at.x, 0.11, plant_at.z), POT_M * 0.92,
       dl_fade(dl_blend(pot, p->shadow, 0.2), seen));
  disc(dl, cam, rim, POT_M, dl_fade(pot, seen));
  disc(dl, cam, rim, POT_M * 0.84, dl_fade(soil, seen));
  for (int i = 0; i < FRONDS; i++) {
    bool low = i < 6; /* the long outer ones first, the short inner ones over them */
    struct frond frond = {.turn_rad = 2 * VEC_PI * (low ? i / 6.0 + 0.04 * (i % 3) : (i - 6) / 5.0 + 0.09),
                          .length_m = low ? 0.40 - 0.05 * (i % 2) : 0.26,
                          .width_m = low ? 0.145 : 0.115,
                          .rise_m = low ? 0.03 : 0.10};
    struct dl_color green = dl_blend(p->towel_dark, p->ground_near, low ? 0.55 : 0.38);
    if (i % 2 == 1) green = dl_blend(green, p->towel, 0.08);
    draw_frond(dl, cam, &frond, dl_fade(green, seen), dl_fade(dl_blend(green, p->towel_light, 0.22), seen));
  }
}

/* A quilted cushion to sit on. */
static void cushion(struct dl *dl, const struct cam *cam, const struct palette *p, double seen) {
  struct dl_color cloth = dl_blend(dl_blend(p->mat, p->horizon, 0.30), p->ground_near, 0.45);
  struct dl_color seam = dl_blend(cloth, p->shadow, 0.35);
  shadow(dl, cam, p, cushion_at, CUSHION_M * 1.7, 0.6 * seen);
  disc(dl, cam, vec3(cushion_at.x, 0.03, cushion_at.z), CUSHION_M,
       dl_fade(dl_blend(cloth, p->shadow, 0.3), seen));
  disc(dl, cam, vec3(cushion_at.x, 0.09, cushion_at.z), CUSHION_M * 0.97, dl_fade(cloth, seen));
  disc(dl, cam, vec3(cushion_at.x, 0.11, cushion_at.z), CUSHION_M * 0.72,
       dl_fade(dl_blend(cloth, p->horizon, 0.06), seen));
  for (int i = 0; i < 8; i++) {
    double t = 2 * VEC_PI * (i + 0.3) / 8;
    struct shape_point line[2] = {
        seen_at(cam, vec3(cushion_at.x + 0.03 * cos(t), 0.11, cushion_at.z + 0.03 * sin(t))),
        seen_at(cam, vec3(cushion_at.x + 0.25 * cos(t), 0.08, cushion_at.z + 0.25 * sin(t)))};
    shape_line(dl, line, 2, 1.4f, dl_fade(seam, 0.8 * seen));
  }
  disc(dl, cam, vec3(cushion_at.x, 0.115, cushion_at.z), 0.022, dl_fade(seam, seen));
}

void room_furnish(struct dl *dl, const struct cam *cam, const struct palette *palette, double seen) {
  if (!(seen > 0) || palette->high_contrast) return; /* there, nothing stands where nothing must be read */
  /* straight from above they would stand under the words and half behind the lane */
  seen *= 1 - flesh_step(STEEP_FROM, STEEP_TO, -cam->ahead.y);
  if (!(seen > 0)) return;
  plant(dl, cam, palette, seen);
  cushion(dl, cam, palette, seen);
}
