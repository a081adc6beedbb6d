#include "cam.h"

#include <math.h>

#define NEAR_M     0.05
#define MARGIN     0.02 /* of half the picture, on each side */
#define FIT_ROUNDS 14
#define FIT_POINTS 64
#define ARC_STEPS  12

/* Directions from the middle of the stage to the eye. yaw: 0 looks from the figure's left, positive turns
** towards the feet; pitch: above the surface. up_x: how far the picture's up leans to the head, for the views from
** above, which would otherwise have none. */
static const struct view {
  double yaw_deg, pitch_deg, fov_deg;
} views[CAM_VIEWS] = {
    [CAM_SIDE] = {13, 12, 22},      [CAM_THREE_QUARTER] = {37, 25, 20},
    [CAM_OVERHEAD] = {0, 89.5, 20}, /* not quite 90, so that up stays defined: towards the figure's right */
    [CAM_FEET] = {77, 45.5, 14},    [CAM_FACE] = {90, 74, 16},
};

/* The lying adult of 1.70 m with everything the two stretches do, and the mat: what must stay in the picture. */
static int stage_points(struct vec3 out[FIT_POINTS]) {
  const double shoulder_x = 0.48, shoulder_y = 0.115, reach = 0.775, side = 0.225;
  int n = 0;
  for (int s = -1; s <= 1; s += 2) {
    for (int i = 0; i <= ARC_STEPS; i++) {
      double t = VEC_PI * i / ARC_STEPS, y = shoulder_y + reach * sin(t);
      out[n++] = vec3(shoulder_x - reach * cos(t), y, s * side);
    }
    out[n++] = vec3(-0.81, 0, s * 0.19);    /* toes */
    out[n++] = vec3(-0.30, 0.43, s * 0.17); /* knees */
    out[n++] = vec3(0.44, 0, s * 0.55);     /* elbows on the surface */
    out[n++] = vec3(0.44, 0.50, s * 0.57);  /* and the hands above them */
    out[n++] = vec3(0.47, 0.90, s * 0.36);  /* on the way there */
    out[n++] = vec3(-0.86, 0, s * 0.35);    /* mat */
    out[n++] = vec3(1.00, 0, s * 0.35);
  }
  out[n++] = vec3(0.70, 0.29, 0);
  return n;
}

static void axes(const struct cam_pose *pose, struct vec3 *right, struct vec3 *above, struct vec3 *ahead) {
  *ahead = vec3_unit(vec3_sub(pose->target, pose->eye));
  *right = vec3_unit(vec3_cross(*ahead, pose->up));
  if (vec3_dot(*right, *right) < 0.5) *right = vec3(1, 0, 0); /* looking along up: any right is as good */
  *above = vec3_cross(*right, *ahead);
}

struct fit {
  double left, right, bottom, top; /* in units of half the picture's height */
};

static struct fit measure(const struct cam_pose *pose, const struct vec3 *points, int count) {
  struct vec3 right, above, ahead;
  axes(pose, &right, &above, &ahead);
  double focal = 1 / tan(pose->fov_rad * 0.5);
  struct fit fit = {1e9, -1e9, 1e9, -1e9};
  for (int i = 0; i < count; i++) {
    struct vec3 d = vec3_sub(points[i], pose->eye);
    double depth = fmax(vec3_dot(d, ahead), NEAR_M);
    double x = vec3_dot(d, right) * focal / depth, y = vec3_dot(d, above) * focal / depth;
    fit.left = fmin(fit.left, x), fit.right = fmax(fit.right, x);
    fit.bottom = fmin(fit.bottom, y), fit.top = fmax(fit.top, y);
  }
  return fit;
}

struct cam_pose cam_view_pose(enum cam_view view, double aspect) {
  struct vec3 points[FIT_POINTS];
  int count = stage_points(points);
  aspect = aspect > 0.1 ? fmin(aspect, 10) : 0.1; /* NaN too */
  double yaw = vec_rad(views[view].yaw_deg), pitch = vec_rad(views[view].pitch_deg);
  struct vec3 from = vec3(-sin(yaw) * cos(pitch), sin(pitch), cos(yaw) * cos(pitch));
  struct cam_pose pose = {
      .target = vec3(0.15, 0.3, 0), .up = vec3(0, 1, 0), .fov_rad = vec_rad(views[view].fov_deg)};
  double distance = 6;
  for (int round = 0; round < FIT_ROUNDS; round++) {
    pose.eye = vec3_mad(pose.target, from, distance);
    struct fit fit = measure(&pose, points, count);
    struct vec3 right, above, ahead;
    axes(&pose, &right, &above, &ahead);
    double metre = distance * tan(pose.fov_rad * 0.5);
    struct vec3 shift = vec3_add(vec3_scale(right, 0.5 * (fit.left + fit.right) * metre),
                                 vec3_scale(above, 0.5 * (fit.bottom + fit.top) * metre));
    pose.target = vec3_add(pose.target, shift);
    double need = fmax((fit.right - fit.left) / aspect, fit.top - fit.bottom) * 0.5 / (1 - 2 * MARGIN);
    distance *= need;
  }
  pose.eye = vec3_mad(pose.target, from, distance);
  return pose;
}

bool cam_lies_across(enum cam_view view) {
  return view != CAM_FEET && view != CAM_FACE;
}

double cam_view_down(enum cam_view view) {
  return view == CAM_SIDE || view == CAM_THREE_QUARTER ? 0 : 1;
}

/* The way from one eye to another goes round the stage, not through it: direction and distance are mixed apart. */
struct cam_pose cam_blend(const struct cam_pose *a, const struct cam_pose *b, double u) {
  u = vec_clamp(u, 0, 1);
  struct vec3 from_a = vec3_sub(a->eye, a->target), from_b = vec3_sub(b->eye, b->target);
  double near = vec_lerp(vec3_length(from_a), vec3_length(from_b), u);
  struct vec3 from = vec3_unit(vec3_lerp(vec3_unit(from_a), vec3_unit(from_b), u));
  if (vec3_dot(from, from) < 0.5) from = vec3_unit(u < 0.5 ? from_a : from_b); /* from opposite sides */
  struct cam_pose out = {.target = vec3_lerp(a->target, b->target, u),
                         .fov_rad = vec_lerp(a->fov_rad, b->fov_rad, u)};
  out.up = vec3_unit(vec3_lerp(a->up, b->up, u));
  out.eye = vec3_mad(out.target, from, near);
  return out;
}

void cam_set(struct cam *cam, const struct cam_pose *pose, struct cam_rect rect, int quarter_turns,
             bool mirrored) {
  *cam = (struct cam){.pose = *pose, .quarter_turns = quarter_turns & 3, .mirrored = mirrored};
  axes(pose, &cam->right, &cam->above, &cam->ahead);
  double height = (cam->quarter_turns & 1) != 0 ? (double)rect.w_px : (double)rect.h_px;
  cam->focal_px = 0.5 * height / tan(pose->fov_rad * 0.5);
  cam->centre_x_px = (double)rect.x_px + 0.5 * (double)rect.w_px;
  cam->centre_y_px = (double)rect.y_px + 0.5 * (double)rect.h_px;
}

struct cam_point cam_project(const struct cam *cam, struct vec3 p) {
  struct vec3 d = vec3_sub(p, cam->pose.eye);
  double depth = vec3_dot(d, cam->ahead);
  double scale = cam->focal_px / fmax(depth, NEAR_M);
  struct cam_vector v = cam_direction(cam, d);
  return (struct cam_point){(float)(cam->centre_x_px + v.x * scale), (float)(cam->centre_y_px + v.y * scale),
                            (float)scale, (float)depth};
}

struct cam_vector cam_direction(const struct cam *cam, struct vec3 d) {
  double x = vec3_dot(d, cam->right), y = -vec3_dot(d, cam->above);
  if (cam->mirrored) x = -x;
  switch (cam->quarter_turns) {
  case 1:
    return (struct cam_vector){-y, x};
  case 2:
    return (struct cam_vector){-x, -y};
  case 3:
    return (struct cam_vector){y, -x};
  default:
    return (struct cam_vector){x, y};
  }
}

struct vec3 cam_towards(const struct cam *cam, struct vec3 p) {
  return vec3_unit(vec3_sub(cam->pose.eye, p));
}
