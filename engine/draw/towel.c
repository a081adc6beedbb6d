/* The towel roll: a thick soft roll along the spine, pressed flat where the back lies on it, with a spiral in the
** end that faces the eye; its loose end lies out to the figure's left and is fringed. */
#include "towel.h"

#include <math.h>

#include "flesh.h"
#include "shape.h"

#define FLAP_Z       0.205 /* how far the loose end lies out */
#define FLAP_STEPS   10
#define FRINGES      18
#define SPIRAL_TURNS 2.6
#define SPIRAL_STEPS 24

struct roll {
  double x0, x1, radius, squash;
};

static struct roll roll_of(const struct skel *skel, const struct pose *pose) {
  return (struct roll){pose->joint[SKEL_LUMBAR].x + 0.040, pose->joint[SKEL_NECK].x + 0.025,
                       1.15 * skel->roll_radius_m, pose->roll_squash};
}

/* Cross section at u (0 feet end, 1 head end): pressed in the middle, round at its free ends. */
static struct flesh roll_at(const struct roll *roll, double u) {
  double pressed = roll->squash * flesh_step(0, 0.18, u) * flesh_step(0, 0.18, 1 - u);
  double high = roll->radius * (1 - 0.45 * pressed), wide = roll->radius * (1 + 0.55 * pressed);
  return (struct flesh){.at = vec3(vec_lerp(roll->x0, roll->x1, u), high, 0),
                        .wide = vec3(0, 0, wide),
                        .deep = vec3(0, high, 0)};
}

static struct shape_point project(const struct cam *cam, struct vec3 p) {
  struct cam_point q = cam_project(cam, p);
  return (struct shape_point){q.x_px, q.y_px};
}

/* The loose end lies almost flat, with a soft wave. */
static double flap_y(double u, double v) {
  return 0.006 + 0.010 * (1 - v) + 0.004 * sin(7 * u + 1) * v;
}

static void flap_band(struct dl *dl, const struct cam *cam, const struct roll *roll, double z0, double z1,
                      struct dl_color color) {
  struct shape_point p[2 * (FLAP_STEPS + 1)];
  for (int i = 0; i <= FLAP_STEPS; i++) {
    double u = (double)i / FLAP_STEPS, x = vec_lerp(roll->x0 + 0.022, roll->x1 - 0.008, u);
    double wave = 0.006 * sin(9 * u + 0.5);
    p[i] = project(cam, vec3(x, flap_y(u, z0 / FLAP_Z), z0 + (z0 > 0.1 ? wave : 0)));
    p[2 * FLAP_STEPS + 1 - i] = project(cam, vec3(x, flap_y(u, z1 / FLAP_Z), z1 + wave));
  }
  shape_polygon(dl, p, 2 * (FLAP_STEPS + 1), color);
}

static void flap(struct dl *dl, const struct cam *cam, const struct palette *palette,
                 const struct roll *roll) {
  float line = fmaxf(0.0055f * cam_project(cam, vec3(roll->x0, 0, FLAP_Z)).scale_px, 1.2f);
  for (int i = 0; i < FRINGES; i++) {
    double u = (i + 0.5) / FRINGES, x = vec_lerp(roll->x0 + 0.022, roll->x1 - 0.008, u);
    double lean = 0.006 * sin(5.1 * i), wave = 0.006 * sin(9 * u + 0.5);
    struct shape_point thread[2] = {
        project(cam, vec3(x, 0.005, FLAP_Z + wave - 0.012)),
        project(cam, vec3(x + lean, 0.002, FLAP_Z + wave + 0.026 + 0.004 * sin(3.7 * i)))};
    shape_line(dl, thread, 2, line, palette->towel_light);
  }
  flap_band(dl, cam, roll, 0, FLAP_Z, palette->towel);
  flap_band(dl, cam, roll, FLAP_Z - 0.050, FLAP_Z - 0.036, palette->towel_light);
  flap_band(dl, cam, roll, FLAP_Z - 0.024, FLAP_Z - 0.017, palette->towel_light);
}

static void end_face(struct dl *dl, const struct cam *cam, const struct palette *palette,
                     const struct roll *roll, double u) {
  struct flesh f = roll_at(roll, u);
  double way = u < 0.5 ? -1 : 1;
  if (vec3_dot(vec3(way, 0, 0), cam_towards(cam, f.at)) < 0.03) return;
  struct flesh_ellipse e = flesh_ellipsoid(cam, f.at, f.wide, f.deep, vec3(0, 0, 0));
  shape_ellipse(dl, e.x_px, e.y_px, e.rx_px, fmaxf(e.ry_px, 1), e.angle_rad, palette->towel_light);
  struct shape_point p[SPIRAL_STEPS];
  for (int i = 0; i < SPIRAL_STEPS; i++) {
    double s = (double)i / (SPIRAL_STEPS - 1), t = 2 * VEC_PI * SPIRAL_TURNS * s, r = 0.10 + 0.80 * s;
    struct vec3 at = vec3_mad(vec3_mad(f.at, f.wide, r * cos(t)), f.deep, r * sin(t));
    p[i] = project(cam, at);
  }
  float line = fmaxf(0.0060f * cam_project(cam, f.at).scale_px, 1.0f);
  shape_line(dl, p, SPIRAL_STEPS, line, palette->towel_dark);
}

void towel_draw(struct dl *dl, const struct cam *cam, const struct palette *palette, const struct skel *skel,
                const struct pose *pose) {
  struct roll roll = roll_of(skel, pose);
  flap(dl, cam, palette, &roll);
  enum { STATIONS = 7 };
  struct flesh chain[STATIONS];
  for (int i = 0; i < STATIONS; i++) chain[i] = roll_at(&roll, (double)i / (STATIONS - 1));
  struct stroke body;
  flesh_stroke(cam, chain, STATIONS, &body);
  body.sections = true;
  struct cam_point top = cam_project(cam, vec3(0.3, 0.06, 0)), low = cam_project(cam, vec3(0.3, 0, 0));
  struct ribbon_wash wash = {.first = dl_blend(palette->towel, palette->towel_light, 0.35),
                             .second = dl_blend(palette->towel, palette->towel_dark, 0.75)};
  wash.x0_px = top.x_px, wash.y0_px = top.y_px, wash.x1_px = low.x_px, wash.y1_px = low.y_px;
  wash.plain = hypotf(top.x_px - low.x_px, top.y_px - low.y_px) < 3;
  stroke_wash(dl, &body, 0, &wash);
  end_face(dl, cam, palette, &roll, 1);
  end_face(dl, cam, palette, &roll, 0);
}
