/* One arm from the shoulder to the fingertips as a single stroke, the thumb as another, and the mark in the palm. */
#include "figure_parts.h"

#include <math.h>

#include "shape.h"

/* Half widths of the hand, metres: a mitten, broad across the palm and thin through it. */
struct mitten {
  double wide, deep;
};
static const struct mitten at_palm = {0.036, 0.021}, at_knuckle = {0.042, 0.018},
                           at_finger = {0.0370, 0.0150}, at_tip = {0.0290, 0.0130};

static struct flesh hand_at(struct vec3 at, struct vec3 aside, struct vec3 palm, struct mitten m) {
  return (struct flesh){.at = at, .wide = vec3_scale(aside, m.wide), .deep = vec3_scale(palm, m.deep)};
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
      flesh_ball(vec3_lerp(shoulder, elbow, 0.42), 0.91 * rs),
      flesh_ball(vec3_lerp(shoulder, elbow, 0.74), 0.99 * re),
      flesh_ball(elbow, 0.90 * re),
      flesh_ball(vec3_lerp(elbow, wrist, 0.26), 0.95 * re),
      flesh_ball(vec3_lerp(elbow, wrist, 0.65), 0.5 * (0.80 * re + 1.05 * rw)),
      flesh_ball(wrist, 0.94 * rw),
      hand_at(vec3_lerp(wrist, knuckle, 0.50), aside, hand->palm, at_palm),
      hand_at(knuckle, aside, hand->palm, at_knuckle),
      hand_at(vec3_lerp(knuckle, tip, 0.40), aside, hand->palm, at_finger),
      hand_at(finger_end, aside, hand->palm, at_tip),
  };
  flesh_stroke(cam, chain, PARTS_ARM_POINTS, &out[PARTS_ARM]);
  struct vec3 root = vec3_lerp(hand->thumb_base, knuckle, 0.10);
  struct flesh thumb[3] = {flesh_ball(root, 0.0165),
                           flesh_ball(vec3_lerp(hand->thumb_base, hand->thumb_tip, 0.55), 0.0150),
                           flesh_ball(vec3_lerp(hand->thumb_base, hand->thumb_tip, 1.08), 0.0115)};
  flesh_stroke(cam, thumb, 3, &out[PARTS_THUMB]);
}

double figure_palm_seen(const struct cam *cam, const struct pose *pose, int side) {
  struct vec3 at = pose->joint[skel_of(SKEL_HAND_L, side)];
  return flesh_step(0.10, 0.30, vec3_dot(pose->hand[side].palm, cam_towards(cam, at)));
}

/* An ellipse in the plane of the palm, a little broader towards the fingers; size 1 is the mark itself. */
static void petal(struct dl *dl, const struct cam *cam, const struct pose_hand *hand, struct vec3 middle,
                  double size, struct dl_color color) {
  enum { CORNERS = 22 };
  struct vec3 aside = vec3_cross(hand->palm, hand->along);
  struct shape_point corner[CORNERS];
  for (int i = 0; i < CORNERS; i++) {
    double t = 2 * VEC_PI * i / CORNERS, c = cos(t);
    struct vec3 p = vec3_mad(middle, hand->along, (0.046 + 0.006 * size) * c * size);
    p = vec3_mad(p, aside, 0.0245 * size * sin(t) * (1 + 0.22 * c));
    struct cam_point q = cam_project(cam, p);
    corner[i] = (struct shape_point){q.x_px, q.y_px};
  }
  shape_polygon(dl, corner, CORNERS, color);
}

void figure_palm_draw(struct dl *dl, const struct cam *cam, const struct skel *skel, const struct pose *pose,
                      int side, const struct palette *palette) {
  double seen = figure_palm_seen(cam, pose, side);
  if (seen <= 0) return;
  const struct pose_hand *hand = &pose->hand[side];
  struct vec3 wrist = pose->joint[skel_of(SKEL_WRIST_L, side)];
  struct vec3 middle = vec3_mad(vec3_mad(wrist, hand->along, 0.78 * skel->palm_m), hand->palm, 0.010);
  petal(dl, cam, hand, middle, 1.13, dl_fade(dl_blend(palette->palm, palette->face, 0.55), seen));
  petal(dl, cam, hand, middle, 1.0, dl_fade(palette->palm, seen));
}
