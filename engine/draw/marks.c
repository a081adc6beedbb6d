#include "marks.h"

#include <math.h>

#include "flesh.h"
#include "shape.h"
#include "stroke.h"

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

#define HALF (FLESH_CIRCLE / 2)
#define LOOP (2 * (HALF + 1) + 1)

/* The outline of everything within radius_m of the line a to b, on the surface; closed. */
static void loop_round(const struct cam *cam, struct vec3 a, struct vec3 b, double radius_m,
                       struct shape_point out[LOOP]) {
  struct vec3 d = vec3_unit(vec3(b.x - a.x, 0, b.z - a.z));
  if (vec3_dot(d, d) < 0.5) d = vec3(1, 0, 0);
  struct vec3 side = vec3(-d.z, 0, d.x);
  for (int i = 0; i < LOOP - 1; i++) {
    bool far = i <= HALF;
    int k = far ? i : i - HALF - 1;
    double along = radius_m * flesh_circle[k].s, across = radius_m * flesh_circle[k].c, sign = far ? 1 : -1;
    struct vec3 p = vec3_mad(vec3_mad(far ? b : a, d, sign * along), side, sign * across);
    struct cam_point q = cam_project(cam, vec3(p.x, 0, p.z));
    out[i] = (struct shape_point){q.x_px, q.y_px};
  }
  out[LOOP - 1] = out[0];
}

void marks_contact(struct dl *dl, const struct cam *cam, const struct palette *palette,
                   const struct pose *pose, double strength) {
  for (int side = 0; side < BODY_SIDES; side++) {
    double bent = flesh_step(vec_rad(45), vec_rad(75), pose->angles.arm[side].elbow_flexion_rad);
    double touch = bent * pose->contact_upper_arm[side], seen = vec_clamp(strength, 0, 1) * touch;
    if (seen < 0.02) continue;
    struct vec3 elbow = pose->joint[skel_of(SKEL_ELBOW_L, side)];
    struct vec3 inner = vec3_lerp(elbow, pose->joint[skel_of(SKEL_SHOULDER_L, side)], 0.45);
    float line = fmaxf(0.0065f * cam_project(cam, elbow).scale_px, 1.5f);
    struct shape_point p[LOOP];
    /* the inner ring closes on the arm as it arrives, the outer one spreads from it like a soft wave */
    loop_round(cam, inner, elbow, 0.074, p);
    shape_polygon(dl, p, LOOP - 1, dl_fade(palette->contact, 0.30 * seen));
    shape_line(dl, p, LOOP, line, dl_fade(palette->contact, 0.95 * seen));
    loop_round(cam, inner, elbow, 0.080 + 0.036 * touch, p);
    shape_line(dl, p, LOOP, line * 0.8f, dl_fade(palette->contact, 0.40 * seen));
  }
}

double marks_palm_deg(const struct pose *pose, int side) {
  const struct angles_arm *arm = &pose->angles.arm[side];
  return vec_deg(arm->forearm_pronation_rad + arm->shoulder_rotation_rad * cos(arm->elbow_flexion_rad));
}

#define TURN_LEAST_DEG 15.0
#define TURN_MOST_DEG  150.0 /* an arrow that goes farther round is hard to read */
#define TURN_RADIUS_M  0.084
#define TURN_TILT      0.62 /* how far the ring leans to the eye, so that it never is seen edge-on */
#define TURN_STEPS     15
#define TURN_OUTLINE   0.006

/* One curved arrow round `centre`, from `start` (at right angles to axis) by turn_rad about the axis. */
static void curved_arrow(struct dl *dl, const struct cam *cam, struct vec3 centre, struct vec3 axis,
                         struct vec3 start, double turn_rad, struct dl_color edge, struct dl_color color) {
  struct vec3 aside = vec3_cross(axis, start);
  struct stroke stroke = {.count = TURN_STEPS, .roundness = 1};
  double step = turn_rad / (TURN_STEPS - 1), c = 1, s = 0, dc = cos(step), ds = sin(step);
  struct cam_point p = {0}, before = {0};
  for (int i = 0; i < TURN_STEPS; i++) {
    struct vec3 at = vec3_mad(vec3_mad(centre, start, TURN_RADIUS_M * c), aside, TURN_RADIUS_M * s);
    before = p;
    p = cam_project(cam, at);
    float u = (float)i / (TURN_STEPS - 1);
    stroke.points[i] = (struct stroke_point){p.x_px, p.y_px, (0.0035f + 0.0055f * u) * p.scale_px};
    double next = c * dc - s * ds;
    s = s * dc + c * ds, c = next;
  }
  float dx = p.x_px - before.x_px, dy = p.y_px - before.y_px, n = fmaxf(hypotf(dx, dy), 1e-3f);
  struct shape_point tip = {p.x_px, p.y_px};
  float size = 0.036f * p.scale_px, grow = (float)TURN_OUTLINE * p.scale_px;
  stroke_draw(dl, &stroke, grow, edge);
  arrow(dl, tip, dx / n, dy / n, size + 2.4f * grow, edge);
  stroke_draw(dl, &stroke, 0, color);
  arrow(dl, tip, dx / n, dy / n, size, color);
}

void marks_turn(struct dl *dl, const struct cam *cam, const struct palette *palette, const struct pose *pose,
                int side, double from_pronation_deg, double to_pronation_deg, double strength) {
  double turn = to_pronation_deg - from_pronation_deg;
  if (!(fabs(turn) >= TURN_LEAST_DEG) || !(strength > 0.01)) return;
  turn = vec_clamp(turn, -TURN_MOST_DEG, TURN_MOST_DEG);
  struct vec3 wrist = pose->joint[skel_of(SKEL_WRIST_L, side)];
  struct vec3 axis = pose->hand[side].along, palm = pose->hand[side].palm;
  struct vec3 centre = vec3_mad(wrist, axis, -0.035), eye = cam_towards(cam, centre);
  struct vec3 ring = vec3_unit(vec3_mad(axis, eye, TURN_TILT * vec_clamp(vec3_dot(axis, eye) / 0.15, -1, 1)));
  struct vec3 start = vec3_unit(vec3_mad(palm, ring, -vec3_dot(palm, ring)));
  double sign = side == BODY_LEFT ? 1 : -1; /* both arms count alike, and are mirror images */
  double rad = sign * vec_rad(turn);
  /* on a bright stage the palm's own coral is too light to stand alone; the guides' is of the same family */
  bool bright = palette_contrast(palette->palm, palette->sky_low) < 2.2 && !palette->high_contrast;
  struct dl_color edge = dl_fade(palette->gap, strength);
  struct dl_color color = dl_fade(bright ? palette->guide : palette->palm, strength);
  curved_arrow(dl, cam, centre, ring, start, rad, edge, color);
  curved_arrow(dl, cam, centre, ring, vec3_scale(start, -1), rad, edge, color);
}

#define RANGE_STEPS 9

void marks_range(struct dl *dl, const struct cam *cam, const struct palette *palette, const struct skel *skel,
                 const struct pose *pose, int side, double range_deg, double strength) {
  if (!(strength > 0.01)) return;
  double range = vec_rad(range_deg),
         reach = skel->upper_arm_m + skel->forearm_m + skel->palm_m + skel->fingers_m;
  struct vec3 shoulder = pose->joint[skel_of(SKEL_SHOULDER_L, side)];
  struct vec3 out = vec3(-cos(range), sin(range), 0), on = vec3(sin(range), cos(range), 0);
  /* a bar across the way of the fingertips, its ends bent back to meet the hand */
  struct stroke bar = {.count = RANGE_STEPS, .roundness = 1};
  for (int i = 0; i < RANGE_STEPS; i++) {
    double v = 2.0 * i / (RANGE_STEPS - 1) - 1, taper = 1 - 0.55 * v * v;
    struct vec3 at = vec3_mad(shoulder, out, reach + 0.010 + 0.085 * v);
    at = vec3_mad(at, on, 0.022 - 0.030 * v * v);
    struct cam_point q = cam_project(cam, at);
    bar.points[i] = (struct stroke_point){q.x_px, q.y_px, (float)(0.0085 * taper) * q.scale_px};
  }
  float grow = 0.013f * cam_project(cam, shoulder).scale_px;
  stroke_draw(dl, &bar, grow, dl_fade(palette->guide, 0.16 * strength));
  stroke_draw(dl, &bar, 0.4f * grow, dl_fade(palette->guide, 0.22 * strength));
  stroke_draw(dl, &bar, 0, dl_fade(palette->guide, 0.92 * strength));
}
