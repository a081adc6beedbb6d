#include "marks.h"

#include <math.h>

#include "flesh.h"
#include "shape.h"

#define DOT_M     0.0065
#define SPACING_M 0.036
#define DOTS_MAX  64
#define ARROW_M   0.032

static float step_px(const struct cam *cam, struct vec3 a, struct vec3 b) {
  struct cam_point p = cam_project(cam, a), q = cam_project(cam, b);
  return hypotf(q.x_px - p.x_px, q.y_px - p.y_px);
}

/* The point of the path at a length in pixels along it; *dx, *dy: unit direction there. */
static struct shape_point at_length(const struct cam *cam, const struct vec3 *points, int count, float length,
                                    float *dx, float *dy) {
  struct cam_point q = cam_project(cam, points[0]);
  for (int i = 0; i + 1 < count; i++) {
    struct cam_point p = q;
    q = cam_project(cam, points[i + 1]);
    float x = q.x_px - p.x_px, y = q.y_px - p.y_px, n = hypotf(x, y);
    if (n < 1e-3f) continue;
    *dx = x / n, *dy = y / n;
    if (length <= n || i + 2 == count) {
      float u = fminf(length / n, 1);
      return (struct shape_point){p.x_px + x * u, p.y_px + y * u};
    }
    length -= n;
  }
  return (struct shape_point){q.x_px, q.y_px};
}

static void arrow(struct dl *dl, struct shape_point tip, float dx, float dy, float size,
                  struct dl_color color) {
  float back = size * 0.62f, half = size * 0.60f;
  struct shape_point p[4] = {{tip.x_px + dx * size * 0.55f, tip.y_px + dy * size * 0.55f},
                             {tip.x_px - dx * back - dy * half, tip.y_px - dy * back + dx * half},
                             {tip.x_px - dx * back * 0.45f, tip.y_px - dy * back * 0.45f},
                             {tip.x_px - dx * back + dy * half, tip.y_px - dy * back - dx * half}};
  shape_polygon(dl, p, 4, color);
}

void marks_path(struct dl *dl, const struct cam *cam, const struct palette *palette,
                const struct vec3 *points, int count, double progress) {
  if (count < 2 || !(progress < 1)) return;
  float scale = cam_project(cam, points[count / 2]).scale_px, whole = 0;
  for (int i = 0; i + 1 < count; i++) whole += step_px(cam, points[i], points[i + 1]);
  float spacing = fmaxf((float)SPACING_M * scale, whole / DOTS_MAX), size = (float)ARROW_M * scale;
  float gone = whole * (float)fmax(progress, 0), dx = 0, dy = 0;
  if (whole < spacing) return;
  /* counted back from the tip, so that dots stand still and only vanish under the hand */
  for (float at = whole - size * 0.9f; at > gone + spacing * 0.6f; at -= spacing) {
    struct shape_point p = at_length(cam, points, count, at, &dx, &dy);
    double near = vec_clamp((double)((at - gone) / (spacing * 3)) - 0.2, 0, 1);
    double r = DOT_M * (0.75 + 0.25 * (double)(at / whole));
    shape_circle(dl, p.x_px, p.y_px, (float)r * scale, dl_fade(palette->guide, near));
  }
  double left = vec_clamp((double)((whole - gone) / (spacing * 2)), 0, 1);
  struct shape_point tip = at_length(cam, points, count, whole, &dx, &dy);
  if (left > 0) arrow(dl, tip, dx, dy, size, dl_fade(palette->guide, left));
}

void marks_contact(struct dl *dl, const struct cam *cam, const struct palette *palette,
                   const struct pose *pose) {
  for (int side = 0; side < BODY_SIDES; side++) {
    double bent = flesh_step(vec_rad(45), vec_rad(75), pose->angles.arm[side].elbow_flexion_rad);
    double strength = bent * pose->contact_upper_arm[side];
    if (strength < 0.02) continue;
    struct vec3 at = pose->joint[skel_of(SKEL_ELBOW_L, side)];
    for (int ring = 0; ring < 2; ring++) {
      double r = 0.085 + 0.035 * ring;
      enum { STEPS = 25 };
      struct shape_point p[STEPS];
      for (int i = 0; i < STEPS; i++) {
        double t = 2 * VEC_PI * i / (STEPS - 1);
        struct cam_point q = cam_project(cam, vec3(at.x + r * cos(t), 0, at.z + r * sin(t)));
        p[i] = (struct shape_point){q.x_px, q.y_px};
      }
      float line = fmaxf(0.006f * cam_project(cam, at).scale_px, 1.4f);
      shape_line(dl, p, STEPS, line, dl_fade(palette->contact, strength * (ring == 0 ? 0.85 : 0.35)));
    }
  }
}
