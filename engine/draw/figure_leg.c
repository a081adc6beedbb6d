/* One leg: hip to ankle as a single stroke with the calf behind the bone, and a foot that stands on its sole. */
#include "figure_parts.h"

#define LEG_POINTS 9

/* Out of the front of the leg, at right angles to a bone. */
static struct vec3 front_of(struct vec3 bone, struct vec3 bulge) {
  struct vec3 d = vec3_unit(bone);
  return vec3_unit(vec3_mad(bulge, d, -vec3_dot(bulge, d)));
}

static void foot_build(const struct cam *cam, const struct skel *skel, const struct pose *pose, int side,
                       struct stroke out[PARTS_LEG_STROKES]) {
  struct vec3 ankle = pose->joint[skel_of(SKEL_ANKLE_L, side)], toe = pose->joint[skel_of(SKEL_TOE_L, side)];
  struct vec3 heel = pose->heel[side];
  struct vec3 ahead = vec3_unit(vec3_sub(toe, heel));
  struct vec3 rise = vec3_unit(vec3_sub(ankle, vec3_lerp(heel, toe, 0.2)));
  rise = vec3_unit(vec3_mad(rise, ahead, -vec3_dot(rise, ahead)));
  struct vec3 aside = vec3_cross(ahead, rise);
  struct vec3 ball = vec3_mad(vec3_lerp(heel, toe, 0.74), rise, 0.006);
  struct flesh sole[5] = {
      {.at = heel, .wide = vec3_scale(aside, 0.028), .deep = vec3_scale(rise, 0.026)},
      {.at = vec3_mad(vec3_lerp(heel, toe, 0.18), rise, 0.006),
       .wide = vec3_scale(aside, 0.031),
       .deep = vec3_scale(rise, 0.030)},
      {.at = vec3_mad(vec3_lerp(heel, toe, 0.48), rise, 0.010),
       .wide = vec3_scale(aside, 0.036),
       .deep = vec3_scale(rise, 0.029)},
      {.at = ball, .wide = vec3_scale(aside, 0.045), .deep = vec3_scale(rise, 0.0215)},
      {.at = vec3_mad(toe, ahead, -0.006),
       .wide = vec3_scale(aside, 0.036),
       .deep = vec3_scale(rise, 0.0135)},
  };
  flesh_stroke(cam, sole, 5, &out[PARTS_FOOT]);
  out[PARTS_FOOT].sections = true;
  double r = skel->ankle_radius_m;
  struct vec3 shin = vec3_lerp(ankle, pose->joint[skel_of(SKEL_KNEE_L, side)], 0.07);
  struct flesh instep[3] = {flesh_ball(shin, 0.92 * r),
                            flesh_ball(vec3_mad(vec3_lerp(ankle, ball, 0.42), rise, -0.004), 0.88 * r),
                            flesh_ball(vec3_lerp(ankle, ball, 0.92), 0.56 * r)};
  flesh_stroke(cam, instep, 3, &out[PARTS_INSTEP]);
  out[PARTS_INSTEP].flat_start = true; /* inside the leg */
}

void figure_leg_build(const struct cam *cam, const struct skel *skel, const struct pose *pose, int side,
                      struct stroke out[PARTS_LEG_STROKES]) {
  struct vec3 hip = pose->joint[skel_of(SKEL_HIP_L, side)], knee = pose->joint[skel_of(SKEL_KNEE_L, side)];
  struct vec3 ankle = pose->joint[skel_of(SKEL_ANKLE_L, side)];
  struct vec3 bulge = vec3_sub(knee, vec3_lerp(hip, ankle, 0.5));
  if (vec3_dot(bulge, bulge) < 1e-6) bulge = pose->pelvis.y; /* a straight leg bulges where the body faces */
  struct vec3 thigh = front_of(vec3_sub(knee, hip), bulge), shank = front_of(vec3_sub(ankle, knee), bulge);
  double rh = skel->hip_radius_m, rk = skel->knee_radius_m, ra = skel->ankle_radius_m;
  struct flesh chain[LEG_POINTS] = {
      flesh_ball(hip, rh),
      flesh_ball(vec3_mad(vec3_lerp(hip, knee, 0.30), thigh, 0.004), 0.99 * rh),
      flesh_ball(vec3_mad(vec3_lerp(hip, knee, 0.64), thigh, 0.004), 0.5 * (0.82 * rh + 1.14 * rk)),
      flesh_ball(vec3_lerp(hip, knee, 0.91), 1.00 * rk),
      flesh_ball(vec3_mad(knee, shank, -0.006), 0.95 * rk),
      flesh_ball(vec3_mad(vec3_lerp(knee, ankle, 0.11), shank, -0.006), 0.92 * rk),
      flesh_ball(vec3_mad(vec3_lerp(knee, ankle, 0.32), shank, -0.012), 0.97 * rk),
      flesh_ball(vec3_mad(vec3_lerp(knee, ankle, 0.68), shank, -0.005), 0.5 * (0.72 * rk + 1.05 * ra)),
      flesh_ball(ankle, 0.89 * ra),
  };
  flesh_stroke(cam, chain, LEG_POINTS, &out[PARTS_LEG]);
  foot_build(cam, skel, pose, side, out);
}
