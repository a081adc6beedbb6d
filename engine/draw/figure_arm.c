/* One arm from the shoulder to the fingertips as a single stroke, the thumb as another, and the mark in the palm. */
#include "figure_parts.h"

#include "shape.h"

/* Half widths of the hand, metres: broad across the palm and thin through it. The last two stations are the fingers
** together, as a ghost shows them. */
struct mitten {
  double wide, deep;
};
static const struct mitten at_palm = {0.0345, 0.021}, at_knuckle = {0.0352, 0.0165},
                           at_finger = {0.0340, 0.0140}, at_tip = {0.0260, 0.0120};

/* One finger: where it leaves the knuckles (towards the thumb; along the hand), its length as a share of the middle
** one's, how it spreads towards the thumb, and how thick it is. */
struct finger {
  double aside_m, along_m, length, spread, half_m;
};
static const struct finger fingers[PARTS_FINGERS] = {{0.0285, -0.004, 0.90, 0.16, 0.0094},
                                                     {0.0098, 0.000, 0.99, 0.04, 0.0098},
                                                     {-0.0090, -0.003, 0.93, -0.07, 0.0094},
                                                     {-0.0268, -0.011, 0.78, -0.20, 0.0084}};

static struct flesh hand_at(struct vec3 at, struct vec3 aside, struct vec3 palm, struct mitten m) {
  return (struct flesh){.at = at, .wide = vec3_scale(aside, m.wide), .deep = vec3_scale(palm, m.deep)};
}

static struct vec3 towards_thumb(const struct pose_hand *hand, int side) {
  struct vec3 thumb = vec3_cross(hand->palm, hand->along);
  return side == BODY_LEFT ? thumb : vec3_scale(thumb, -1);
}

static void fingers_build(const struct cam *cam, const struct skel *skel, const struct pose *pose, int side,
                          struct stroke out[PARTS_FINGERS]) {
  const struct pose_hand *hand = &pose->hand[side];
  struct vec3 knuckle = pose->joint[skel_of(SKEL_HAND_L, side)], thumb = towards_thumb(hand, side);
  struct vec3 middle = vec3_scale(vec3_sub(hand->fingertip, knuckle), 1 / skel->fingers_m);
  for (int i = 0; i < PARTS_FINGERS; i++) {
    const struct finger *f = &fingers[i];
    struct vec3 root = vec3_mad(vec3_mad(knuckle, thumb, f->aside_m), hand->along, f->along_m - 0.012);
    struct vec3 way = vec3_mad(middle, thumb, f->spread);
    double length = f->length * skel->fingers_m + 0.012 - f->half_m;
    struct flesh chain[2] = {flesh_ball(root, f->half_m),
                             flesh_ball(vec3_mad(root, way, length), 0.88 * f->half_m)};
    flesh_stroke(cam, chain, 2, &out[i]);
    out[i].flat_start = true; /* inside the palm */
  }
}

/* Root, middle and tip of the thumb, with the ball at its root. */
static void thumb_build(const struct cam *cam, const struct pose *pose, int side, struct stroke *out) {
  const struct pose_hand *hand = &pose->hand[side];
  struct vec3 root = vec3_lerp(hand->thumb_base, pose->joint[skel_of(SKEL_HAND_L, side)], 0.10);
  struct flesh thumb[3] = {flesh_ball(root, 0.0170),
                           flesh_ball(vec3_lerp(hand->thumb_base, hand->thumb_tip, 0.55), 0.0138),
                           flesh_ball(vec3_lerp(hand->thumb_base, hand->thumb_tip, 1.08), 0.0100)};
  flesh_stroke(cam, thumb, 3, out);
  out->flat_start = true;
}

void figure_arm_build(const struct cam *cam, const struct skel *skel, const struct pose *pose, int side,
                      struct stroke out[PARTS_ARM_STROKES]) {
  const struct pose_hand *hand = &pose->hand[side];
  struct vec3 shoulder = pose->joint[skel_of(SKEL_SHOULDER_L, side)];
  struct vec3 elbow = pose->joint[skel_of(SKEL_ELBOW_L, side)];
  struct vec3 wrist = pose->joint[skel_of(SKEL_WRIST_L, side)];
  struct vec3 knuckle = pose->joint[skel_of(SKEL_HAND_L, side)];
  struct vec3 aside = vec3_cross(hand->palm, hand->along), tip = hand->fingertip;
  struct vec3 finger_end = vec3_lerp(tip, knuckle, 0.30); /* the round end reaches the tip */
  double rs = skel->shoulder_radius_m, re = skel->elbow_radius_m, rw = skel->wrist_radius_m;
  struct flesh chain[PARTS_ARM_POINTS] = {
      flesh_ball(shoulder, rs),
      flesh_ball(vec3_lerp(shoulder, elbow, 0.58), 0.5 * (0.91 * rs + 1.02 * re)),
      flesh_ball(vec3_lerp(shoulder, elbow, 0.80), 0.98 * re),
      flesh_ball(elbow, 0.90 * re),
      flesh_ball(vec3_lerp(elbow, wrist, 0.26), 0.97 * re),
      flesh_ball(vec3_lerp(elbow, wrist, 0.65), 0.5 * (0.80 * re + 1.05 * rw)),
      flesh_ball(wrist, 0.94 * rw),
      hand_at(vec3_lerp(wrist, knuckle, 0.50), aside, hand->palm, at_palm),
      hand_at(knuckle, aside, hand->palm, at_knuckle),
      hand_at(vec3_lerp(knuckle, tip, 0.40), aside, hand->palm, at_finger),
      hand_at(finger_end, aside, hand->palm, at_tip),
  };
  flesh_stroke(cam, chain, PARTS_ARM_POINTS, &out[PARTS_ARM]);
  thumb_build(cam, pose, side, &out[PARTS_THUMB]);
  fingers_build(cam, skel, pose, side, &out[PARTS_FINGER]);
}

double figure_palm_seen(const struct cam *cam, const struct pose *pose, int side) {
  struct vec3 at = pose->joint[skel_of(SKEL_HAND_L, side)];
  return flesh_step(0.10, 0.30, vec3_dot(pose->hand[side].palm, cam_towards(cam, at)));
}

/* An ellipse in the plane of the palm, a little broader towards the fingers; size 1 is the mark itself. */
static void petal(struct dl *dl, const struct cam *cam, const struct pose_hand *hand, struct vec3 middle,
                  double size, struct dl_color color) {
  struct vec3 aside = vec3_cross(hand->palm, hand->along);
  struct shape_point corner[FLESH_CIRCLE];
  for (int i = 0; i < FLESH_CIRCLE; i++) {
    double c = flesh_circle[i].c, s = flesh_circle[i].s;
    struct vec3 p = vec3_mad(middle, hand->along, (0.041 + 0.006 * size) * c * size);
    p = vec3_mad(p, aside, 0.0255 * size * s * (1 + 0.22 * c));
    struct cam_point q = cam_project(cam, p);
    corner[i] = (struct shape_point){q.x_px, q.y_px};
  }
  shape_polygon(dl, corner, FLESH_CIRCLE, color);
}

void figure_palm_draw(struct dl *dl, const struct cam *cam, const struct skel *skel, const struct pose *pose,
                      int side, const struct palette *palette) {
  double seen = figure_palm_seen(cam, pose, side);
  if (seen <= 0) return;
  const struct pose_hand *hand = &pose->hand[side];
  struct vec3 wrist = pose->joint[skel_of(SKEL_WRIST_L, side)];
  struct vec3 middle = vec3_mad(vec3_mad(wrist, hand->along, 0.66 * skel->palm_m), hand->palm, 0.010);
  petal(dl, cam, hand, middle, 1.13, dl_fade(dl_blend(palette->palm, palette->face, 0.55), seen));
  petal(dl, cam, hand, middle, 1.0, dl_fade(palette->palm, seen));
}
