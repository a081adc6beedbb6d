#include "leg.h"

#include <math.h>

#include "soft.h"

/* All of this is written for the left leg; the right one is mirrored at the end. The frame of a segment is
** the arm's: the segment points to −x, y is its front, z its outer side. */

#define STANCE_OUT_M    0.020 /* the feet stand this much wider than the hips */
#define STANCE_TOES_DEG 6.0   /* and turn out a little */
#define STANCE_KNEE_DEG 90.0
#define TOE_HEIGHT_M    0.012 /* middle of the toe's flesh above the sole */
#define HEEL_HEIGHT_M   0.026 /* middle of the heel's flesh above the sole */
#define GIVE_M          0.004

struct leg {
  struct vec3 hip, knee, ankle, toe, heel;
  struct vec3 thigh, shank; /* unit, away from the body */
  struct vec3 sole, rise;   /* unit: heel to toe along the sole, and out of the foot's back */
};

static struct vec3 blend(struct vec3 a, struct vec3 b, double u) {
  return vec3_unit(vec3_lerp(a, b, u));
}

static struct vec3 stance_ankle(const struct skel *skel, struct vec3 hip) {
  double bend = vec_rad(STANCE_KNEE_DEG);
  double reach2 = skel->thigh_m * skel->thigh_m + skel->shank_m * skel->shank_m +
                  2 * skel->thigh_m * skel->shank_m * cos(bend);
  double down = hip.y - skel->ankle_height_m;
  double ahead = sqrt(reach2 - down * down - STANCE_OUT_M * STANCE_OUT_M);
  return vec3(hip.x - ahead, skel->ankle_height_m, hip.z + STANCE_OUT_M);
}

/* The leg that its own angles make, hanging from the hip. */
static void free_leg(const struct angles_leg *in, struct leg *leg) {
  struct mat3 thigh = mat3_mul(mat3_about(vec3(0, 0, -1), in->hip_flexion_rad),
                               mat3_about(vec3(0, 1, 0), in->hip_abduction_rad));
  struct mat3 shank = mat3_mul(thigh, mat3_about(vec3(0, 0, 1), in->knee_flexion_rad));
  struct mat3 foot = mat3_mul(shank, mat3_about(vec3(0, 0, -1), in->ankle_dorsiflexion_rad));
  leg->thigh = vec3_scale(thigh.x, -1);
  leg->shank = vec3_scale(shank.x, -1);
  leg->sole = foot.y;
  leg->rise = foot.x;
}

/* Draws the free leg towards the one that stands on its sole. */
static void stand(const struct skel *skel, double weight, struct leg *leg) {
  struct vec3 ankle = stance_ankle(skel, leg->hip);
  struct vec3 pole = vec3(0, 1, 0.03);
  struct vec3 knee = pose_two_bone(leg->hip, ankle, skel->thigh_m, skel->shank_m, pole);
  double out = vec_rad(STANCE_TOES_DEG);
  leg->thigh = blend(leg->thigh, vec3_unit(vec3_sub(knee, leg->hip)), weight);
  leg->shank = blend(leg->shank, vec3_unit(vec3_sub(ankle, knee)), weight);
  leg->sole = blend(leg->sole, vec3(-cos(out), 0, sin(out)), weight);
  struct vec3 rise = blend(leg->rise, vec3(0, 1, 0), weight);
  leg->rise = vec3_unit(vec3_mad(rise, leg->sole, -vec3_dot(rise, leg->sole)));
}

static void place(const struct skel *skel, struct leg *leg) {
  double drop = skel->ankle_height_m - TOE_HEIGHT_M, ahead = sqrt(skel->foot_m * skel->foot_m - drop * drop);
  leg->knee = vec3_mad(leg->hip, leg->thigh, skel->thigh_m);
  leg->ankle = vec3_mad(leg->knee, leg->shank, skel->shank_m);
  leg->toe = vec3_mad(vec3_mad(leg->ankle, leg->sole, ahead), leg->rise, -drop);
  leg->heel = vec3_mad(vec3_mad(leg->ankle, leg->sole, -skel->heel_m), leg->rise,
                       HEEL_HEIGHT_M - skel->ankle_height_m);
}

static double rise_of(const struct leg *leg, struct vec3 at, double flesh_m) {
  return soft_rise(leg->hip.x - at.x, at.y - leg->hip.y, flesh_m - GIVE_M - leg->hip.y);
}

/* Whatever was commanded, the surface is there: a leg that would sink into it is lifted as a whole. The
** rounding is narrow enough to leave a standing sole alone. */
static void lift_off_surface(const struct skel *skel, struct leg *leg) {
  double knee = rise_of(leg, leg->knee, skel->knee_radius_m),
         ankle = rise_of(leg, leg->ankle, skel->ankle_radius_m);
  double toe = rise_of(leg, leg->toe, TOE_HEIGHT_M), heel = rise_of(leg, leg->heel, HEEL_HEIGHT_M);
  double rise = soft_max(soft_max(knee, ankle, 0.004), soft_max(toe, heel, 0.004), 0.004);
  rise = soft_max(0, rise, 0.004);
  if (rise <= 0) return;
  struct mat3 up = mat3_about(vec3(0, 0, -1), rise);
  leg->thigh = mat3_apply(up, leg->thigh);
  leg->shank = mat3_apply(up, leg->shank);
  leg->sole = mat3_apply(up, leg->sole);
  leg->rise = mat3_apply(up, leg->rise);
  place(skel, leg);
}

static double clamp_unit(double v) {
  return vec_clamp(v, -1, 1);
}

static void read_angles(const struct angles_leg *in, const struct leg *leg, struct angles_leg *out) {
  *out = *in;
  out->hip_abduction_rad = asin(clamp_unit(leg->thigh.z));
  out->hip_flexion_rad = atan2(leg->thigh.y, -leg->thigh.x);
  out->knee_flexion_rad = acos(clamp_unit(vec3_dot(leg->thigh, leg->shank)));
  out->ankle_dorsiflexion_rad = asin(clamp_unit(-vec3_dot(leg->sole, leg->shank)));
}

void leg_solve(const struct skel *skel, const struct angles_leg *in, enum body_side side, struct pose *out) {
  struct leg leg = {.hip = vec3(0, skel->pelvis_radius_m, skel->hip_half_m)};
  free_leg(in, &leg);
  if (in->sole_rests > 0) stand(skel, in->sole_rests, &leg);
  place(skel, &leg);
  lift_off_surface(skel, &leg);
  read_angles(in, &leg, &out->angles.leg[side]);
  struct vec3 joints[] = {leg.hip, leg.knee, leg.ankle, leg.toe};
  double sign = side == BODY_LEFT ? 1 : -1;
  for (int i = 0; i < 4; i++) {
    joints[i].z *= sign;
    out->joint[skel_of((enum skel_joint)(SKEL_HIP_L + i), side)] = joints[i];
  }
  out->heel[side] = vec3(leg.heel.x, leg.heel.y, leg.heel.z * sign);
}
