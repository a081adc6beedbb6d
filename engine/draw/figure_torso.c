/* Trunk, collar bones and neck. The trunk is a chain of ellipses along the spine; its widths and depths are those
** of an average adult as shares of the skeleton's own chest and belly, so that a broader skeleton draws broader. */
#include "figure_parts.h"

#include <math.h>

struct station {
  double along;             /* 0 pelvis, 1 lumbar, 2 chest, 3 base of the neck */
  double half, front, back; /* shares of chest half width, chest depth, chest depth */
  double belly, ribs;       /* shares of the breath that move this place */
};

static const struct station trunk[] = {
    {-0.38, 0.86, 0.40, 0.50, 0, 0},     {-0.05, 1.00, 0.66, 0.84, 0, 0},
    {0.42, 1.04, 0.74, 0.86, 0.10, 0},   {0.95, 0.88, 0.80, 0.74, 0.75, 0},
    {1.40, 0.86, 0.86, 0.90, 1.0, 0.15}, {1.85, 0.98, 0.98, 0.98, 0.35, 0.8},
    {2.25, 1.06, 1.00, 1.00, 0.05, 1},   {2.55, 1.10, 0.88, 0.98, 0, 0.7},
    {2.78, 1.00, 0.72, 0.86, 0, 0.3},    {2.92, 0.60, 0.50, 0.60, 0, 0},
};

enum { STATIONS = sizeof trunk / sizeof trunk[0] };

static struct vec3 spine_at(const struct pose *pose, double along) {
  static const enum skel_joint joint[] = {SKEL_PELVIS, SKEL_LUMBAR, SKEL_CHEST, SKEL_NECK};
  int i = along < 1 ? 0 : along < 2 ? 1 : 2;
  struct vec3 a = pose->joint[joint[i]], b = pose->joint[joint[i + 1]];
  return vec3_mad(a, vec3_sub(b, a), along - i);
}

static struct flesh trunk_at(const struct skel *skel, const struct pose *pose, const struct station *s) {
  double upper = flesh_step(0.5, 2.5, s->along);
  struct vec3 forward = vec3_unit(vec3_lerp(pose->pelvis.y, pose->thorax.y, upper));
  struct vec3 aside = vec3_unit(vec3_lerp(pose->pelvis.z, pose->thorax.z, upper));
  double front = s->front * skel->chest_depth_m + s->belly * pose->belly_rise_m + s->ribs * pose->rib_rise_m;
  double back = s->back * skel->chest_depth_m;
  double half = s->half * skel->chest_half_width_m + s->ribs * pose->rib_widen_m;
  struct vec3 spine = spine_at(pose, s->along);
  return (struct flesh){.at = vec3_mad(spine, forward, 0.5 * (front - back)),
                        .wide = vec3_scale(aside, half),
                        .deep = vec3_scale(forward, 0.5 * (front + back))};
}

/* The collar bone and the muscle above it, and the fold from the side of the chest into the arm: they follow the
** arm, so that the shoulder never shows where the one ends and the other begins. */
static void shoulder_build(const struct cam *cam, const struct skel *skel, const struct pose *pose, int side,
                           struct parts *out) {
  double sign = side == BODY_LEFT ? 1 : -1, r = skel->shoulder_radius_m;
  struct vec3 shoulder = pose->joint[skel_of(SKEL_SHOULDER_L, side)];
  struct vec3 elbow = pose->joint[skel_of(SKEL_ELBOW_L, side)];
  struct vec3 neck = vec3_mad(spine_at(pose, 2.86), pose->thorax.z, sign * 0.040);
  struct flesh collar[3] = {flesh_ball(neck, 0.86 * r), flesh_ball(vec3_lerp(neck, shoulder, 0.55), 0.98 * r),
                            flesh_ball(shoulder, r)};
  flesh_stroke(cam, collar, 3, &out->torso[PARTS_COLLAR_L + side]);
  double half = skel->chest_half_width_m;
  struct vec3 flank = vec3_mad(spine_at(pose, 1.92), pose->thorax.z, sign * 0.58 * half);
  struct vec3 pit = vec3_lerp(flank, shoulder, 0.60);
  struct flesh fold[3] = {flesh_ball(flank, 1.18 * r), flesh_ball(pit, 1.14 * r),
                          flesh_ball(vec3_lerp(shoulder, elbow, 0.16), 0.94 * r)};
  flesh_stroke(cam, fold, 3, &out->torso[PARTS_SIDE_L + side]);
  out->torso[PARTS_SIDE_L + side].flat_start = true; /* inside the trunk */
}

void figure_torso_build(const struct cam *cam, const struct skel *skel, const struct pose *pose,
                        struct parts *out) {
  struct flesh chain[STATIONS];
  for (int i = 0; i < STATIONS; i++) chain[i] = trunk_at(skel, pose, &trunk[i]);
  flesh_stroke(cam, chain, STATIONS, &out->torso[PARTS_TRUNK]);
  out->torso[PARTS_TRUNK].sections = out->torso[PARTS_TRUNK].flat_start = true;
  for (int side = 0; side < BODY_SIDES; side++) shoulder_build(cam, skel, pose, side, out);
  struct vec3 root = spine_at(pose, 2.85), head = pose->joint[SKEL_HEAD];
  double r = skel->neck_radius_m;
  struct flesh neck[3] = {flesh_ball(root, 1.08 * r), flesh_ball(vec3_lerp(root, head, 0.45), 0.88 * r),
                          flesh_ball(vec3_lerp(root, head, 0.85), 0.92 * r)};
  flesh_stroke(cam, neck, 3, &out->neck);
}
