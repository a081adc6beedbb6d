#include "pose.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "arm.h"
#include "leg.h"
#include "trunk.h"

#define SINK_MAX_M 0.005 /* how far flesh may press into the surface */
#define LENGTH_TOL 0.001 /* of a bone's length */
#define UNIT_TOL   1e-6

static double unit_weight(double w) {
  return w >= 0 && w <= 1 ? w : w > 1 ? 1 : 0; /* NaN is no contact */
}

/* Everything within limits; what is not a number becomes the angle nearest to zero. */
static struct angles limited(const struct angles *in) {
  struct angles a = *in;
  int count;
  const struct angles_field *fields = angles_fields(&count);
  for (int i = 0; i < count; i++) {
    double low = vec_rad(fields[i].min_deg), high = vec_rad(fields[i].max_deg);
    for (int side = 0; side < (fields[i].part == ANGLES_OF_SPINE ? 1 : BODY_SIDES); side++) {
      double *value = angles_at(&a, &fields[i], (enum body_side)side);
      *value = vec_clamp(isnan(*value) ? 0 : *value, low, high);
    }
  }
  for (int side = 0; side < BODY_SIDES; side++) {
    struct angles_arm *arm = &a.arm[side];
    arm->hand_rests = unit_weight(arm->hand_rests);
    arm->upper_arm_rests = unit_weight(arm->upper_arm_rests);
    arm->forearm_upright = unit_weight(arm->forearm_upright);
    arm->palm_to_feet = unit_weight(arm->palm_to_feet);
    a.leg[side].sole_rests = unit_weight(a.leg[side].sole_rests);
  }
  return a;
}

void pose_solve(const struct skel *skel, const struct angles *in, double level, struct pose *out) {
  struct angles wanted = limited(in);
  memset(out, 0, sizeof *out);
  trunk_solve(skel, &wanted, unit_weight(level), out);
  for (int side = 0; side < BODY_SIDES; side++) {
    arm_solve(skel, &wanted.arm[side], (enum body_side)side, out);
    leg_solve(skel, &wanted.leg[side], (enum body_side)side, out);
  }
}

double pose_upper_arm_underside_m(const struct skel *skel, const struct pose *pose, enum body_side side) {
  double shoulder = pose->joint[skel_of(SKEL_SHOULDER_L, side)].y - skel->shoulder_radius_m;
  double elbow = pose->joint[skel_of(SKEL_ELBOW_L, side)].y - skel->elbow_radius_m;
  return fmin(shoulder, elbow);
}

struct vec3 pose_two_bone(struct vec3 root, struct vec3 end, double first_m, double second_m,
                          struct vec3 pole) {
  struct vec3 span = vec3_sub(end, root);
  double distance = vec3_length(span);
  struct vec3 forth = distance > 1e-9 ? vec3_scale(span, 1 / distance) : vec3(-1, 0, 0);
  double d = vec_clamp(distance, fabs(first_m - second_m) + 1e-9, first_m + second_m);
  double along = (d * d + first_m * first_m - second_m * second_m) / (2 * d);
  double off = sqrt(fmax(0, first_m * first_m - along * along));
  struct vec3 aside = vec3_unit(vec3_mad(pole, forth, -vec3_dot(pole, forth)));
  if (vec3_dot(aside, aside) <
      0.5) { /* the pole lies along the limb: any side will do, always the same one */
    aside = fabs(forth.y) < 0.9 ? vec3(0, 1, 0) : vec3(1, 0, 0);
    aside = vec3_unit(vec3_mad(aside, forth, -vec3_dot(aside, forth)));
  }
  return vec3_mad(vec3_mad(root, forth, along), aside, off);
}

struct bone {
  enum skel_joint joint; /* the far end; the near one is its parent */
  size_t length;         /* of the double in struct skel */
};

#define BONE(joint, field)                                                                                   \
  { joint, offsetof(struct skel, field) }
static const struct bone bones[] = {
    BONE(SKEL_LUMBAR, pelvis_to_lumbar_m),
    BONE(SKEL_CHEST, lumbar_to_chest_m),
    BONE(SKEL_NECK, chest_to_neck_m),
    BONE(SKEL_HEAD, neck_to_head_m),
    BONE(SKEL_ELBOW_L, upper_arm_m),
    BONE(SKEL_ELBOW_R, upper_arm_m),
    BONE(SKEL_WRIST_L, forearm_m),
    BONE(SKEL_WRIST_R, forearm_m),
    BONE(SKEL_HAND_L, palm_m),
    BONE(SKEL_HAND_R, palm_m),
    BONE(SKEL_HIP_L, hip_half_m),
    BONE(SKEL_HIP_R, hip_half_m),
    BONE(SKEL_KNEE_L, thigh_m),
    BONE(SKEL_KNEE_R, thigh_m),
    BONE(SKEL_ANKLE_L, shank_m),
    BONE(SKEL_ANKLE_R, shank_m),
    BONE(SKEL_TOE_L, foot_m),
    BONE(SKEL_TOE_R, foot_m),
};

static bool length_holds(struct vec3 a, struct vec3 b, double length_m) {
  return fabs(vec3_length(vec3_sub(a, b)) - length_m) <= LENGTH_TOL * length_m; /* false for NaN */
}

static bool is_unit(struct vec3 v) {
  return fabs(vec3_dot(v, v) - 1) <= UNIT_TOL;
}

static const char *lengths_fault(const struct skel *skel, const struct pose *pose) {
  for (size_t i = 0; i < sizeof bones / sizeof bones[0]; i++) {
    double length = *(const double *)(const void *)((const char *)skel + bones[i].length);
    int parent = skel_parent(bones[i].joint);
    if (!length_holds(pose->joint[bones[i].joint], pose->joint[parent], length))
      return skel_joint_name(bones[i].joint);
  }
  for (int side = 0; side < BODY_SIDES; side++) {
    const struct pose_hand *hand = &pose->hand[side];
    if (!length_holds(hand->fingertip, pose->joint[skel_of(SKEL_HAND_L, side)], skel->fingers_m))
      return "fingers";
    if (!length_holds(hand->thumb_tip, hand->thumb_base, skel->thumb_m)) return "thumb";
  }
  return NULL;
}

/* Flesh round a joint against the surface. */
static bool sinks(struct vec3 at, double radius_m) {
  return !(at.y - radius_m >= -SINK_MAX_M);
}

static const char *surface_fault(const struct skel *skel, const struct pose *pose) {
  for (int side = 0; side < BODY_SIDES; side++) {
    const struct vec3 *joint = pose->joint;
    if (sinks(joint[skel_of(SKEL_SHOULDER_L, side)], skel->shoulder_radius_m))
      return "shoulder below the surface";
    if (sinks(joint[skel_of(SKEL_ELBOW_L, side)], skel->elbow_radius_m)) return "elbow below the surface";
    if (sinks(joint[skel_of(SKEL_WRIST_L, side)], skel->wrist_radius_m)) return "wrist below the surface";
    if (sinks(joint[skel_of(SKEL_HAND_L, side)], 0)) return "hand below the surface";
    if (sinks(pose->hand[side].fingertip, 0)) return "fingertip below the surface";
    if (sinks(pose->hand[side].thumb_tip, 0)) return "thumb below the surface";
    if (sinks(joint[skel_of(SKEL_KNEE_L, side)], skel->knee_radius_m)) return "knee below the surface";
    if (sinks(joint[skel_of(SKEL_ANKLE_L, side)], skel->ankle_radius_m)) return "ankle below the surface";
    if (sinks(joint[skel_of(SKEL_TOE_L, side)], 0)) return "toe below the surface";
    if (sinks(pose->heel[side], 0)) return "heel below the surface";
  }
  if (sinks(pose->joint[SKEL_PELVIS], skel->pelvis_radius_m)) return "pelvis below the surface";
  if (sinks(pose->joint[SKEL_NECK], skel->neck_radius_m)) return "neck below the surface";
  if (sinks(pose->joint[SKEL_HEAD], skel->head_radius_m)) return "head below the surface";
  return NULL;
}

bool pose_sound(const struct skel *skel, const struct pose *pose, const char **what) {
  *what = lengths_fault(skel, pose);
  if (!*what) *what = surface_fault(skel, pose);
  for (int side = 0; side < BODY_SIDES && !*what; side++) {
    const struct pose_hand *hand = &pose->hand[side];
    if (!is_unit(hand->palm) || !is_unit(hand->along)) *what = "a hand's normal is not a unit vector";
    if (!*what && fabs(vec3_dot(hand->palm, hand->along)) > 1e-6)
      *what = "a palm is not at right angles to its hand";
  }
  return !*what;
}
