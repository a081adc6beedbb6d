#include "skel.h"

#include <assert.h>
#include <stddef.h>

/* Standing height of the default adult; every length below is a share of it or is given in metres where
** flesh and bedding are meant, which do not scale with height. */
#define HEIGHT_M 1.70

/* Segment lengths as shares of standing height: R. Drillis and R. Contini, "Body segment parameters" (1966),
** as printed in D. A. Winter, "Biomechanics and Motor Control of Human Movement", chapter on anthropometry:
**   upper arm 0.186, forearm 0.146, hand 0.108; thigh 0.245, shank 0.246, ankle above the ground 0.039, foot
**   0.152; heights: hip 0.530, shoulder 0.818, chin 0.870.
** From those: hip to the base of the neck 0.310, base of the neck to the middle of the skull 0.090. The hand
** is 0.560 palm and 0.440 middle finger.
** The same figure's breadths are of the body's outline; the centres of the joints lie nearer the middle: the
** shoulder's about 3 cm inside the acromion, the hips' about 17 cm apart in an adult of this height.
** Of the foot a quarter lies behind the ankle. */
#define BONES                                                                                                \
  .height_m = HEIGHT_M, .pelvis_to_lumbar_m = 0.065 * HEIGHT_M, .lumbar_to_chest_m = 0.118 * HEIGHT_M,       \
  .chest_to_neck_m = 0.127 * HEIGHT_M, .neck_to_head_m = 0.090 * HEIGHT_M,                                   \
  .shoulder_half_m = 0.109 * HEIGHT_M, .hip_half_m = 0.051 * HEIGHT_M, .upper_arm_m = 0.186 * HEIGHT_M,      \
  .forearm_m = 0.146 * HEIGHT_M, .palm_m = 0.0605 * HEIGHT_M, .fingers_m = 0.0475 * HEIGHT_M,                \
  .thumb_m = 0.036 * HEIGHT_M, .thigh_m = 0.245 * HEIGHT_M, .shank_m = 0.246 * HEIGHT_M,                     \
  .foot_m = 0.118 * HEIGHT_M, .heel_m = 0.026 * HEIGHT_M, .ankle_height_m = 0.039 * HEIGHT_M,                \
  .head_radius_m = 0.098, .roll_radius_m = 0.0275, .pillow_height_m = 0.060

/* One set of bones; a build is the flesh round them. Chest and pelvis gain alike, so that the back keeps its place
** on the roll. */
static const struct skel builds[SKEL_BUILDS] = {
    [SKEL_SLIM] = {BONES, .neck_radius_m = 0.051, .chest_depth_m = 0.098, .chest_half_width_m = 0.138,
                   .belly_depth_m = 0.088, .pelvis_radius_m = 0.085, .shoulder_radius_m = 0.047,
                   .elbow_radius_m = 0.038, .wrist_radius_m = 0.0250, .hip_radius_m = 0.071,
                   .knee_radius_m = 0.050, .ankle_radius_m = 0.0335},
    [SKEL_MEDIUM] = {BONES, .neck_radius_m = 0.056, .chest_depth_m = 0.105, .chest_half_width_m = 0.150,
                     .belly_depth_m = 0.098, .pelvis_radius_m = 0.092, .shoulder_radius_m = 0.052,
                     .elbow_radius_m = 0.042, .wrist_radius_m = 0.027, .hip_radius_m = 0.078,
                     .knee_radius_m = 0.055, .ankle_radius_m = 0.036},
    [SKEL_BROAD] = {BONES, .neck_radius_m = 0.064, .chest_depth_m = 0.116, .chest_half_width_m = 0.172,
                    .belly_depth_m = 0.126, .pelvis_radius_m = 0.103, .shoulder_radius_m = 0.060,
                    .elbow_radius_m = 0.048, .wrist_radius_m = 0.0295, .hip_radius_m = 0.090,
                    .knee_radius_m = 0.062, .ankle_radius_m = 0.039},
};

struct joint_row {
  const char *name;
  int parent;
};

/* The shoulders hang on the base of the neck: the collar bone and shoulder blade glide round it at a constant
** distance. */
static const struct joint_row joints[SKEL_JOINTS] = {
    [SKEL_PELVIS] = {"pelvis", -1},
    [SKEL_LUMBAR] = {"lumbar", SKEL_PELVIS},
    [SKEL_CHEST] = {"chest", SKEL_LUMBAR},
    [SKEL_NECK] = {"neck", SKEL_CHEST},
    [SKEL_HEAD] = {"head", SKEL_NECK},
    [SKEL_SHOULDER_L] = {"shoulder_l", SKEL_NECK},
    [SKEL_ELBOW_L] = {"elbow_l", SKEL_SHOULDER_L},
    [SKEL_WRIST_L] = {"wrist_l", SKEL_ELBOW_L},
    [SKEL_HAND_L] = {"hand_l", SKEL_WRIST_L},
    [SKEL_SHOULDER_R] = {"shoulder_r", SKEL_NECK},
    [SKEL_ELBOW_R] = {"elbow_r", SKEL_SHOULDER_R},
    [SKEL_WRIST_R] = {"wrist_r", SKEL_ELBOW_R},
    [SKEL_HAND_R] = {"hand_r", SKEL_WRIST_R},
    [SKEL_HIP_L] = {"hip_l", SKEL_PELVIS},
    [SKEL_KNEE_L] = {"knee_l", SKEL_HIP_L},
    [SKEL_ANKLE_L] = {"ankle_l", SKEL_KNEE_L},
    [SKEL_TOE_L] = {"toe_l", SKEL_ANKLE_L},
    [SKEL_HIP_R] = {"hip_r", SKEL_PELVIS},
    [SKEL_KNEE_R] = {"knee_r", SKEL_HIP_R},
    [SKEL_ANKLE_R] = {"ankle_r", SKEL_KNEE_R},
    [SKEL_TOE_R] = {"toe_r", SKEL_ANKLE_R},
};

const struct skel *skel_adult(void) {
  return &builds[SKEL_MEDIUM];
}

const struct skel *skel_build(enum skel_build build) {
  assert(build >= 0 && build < SKEL_BUILDS);
  return &builds[build];
}

const char *skel_joint_name(enum skel_joint joint) {
  return joints[joint].name;
}

int skel_parent(enum skel_joint joint) {
  return joints[joint].parent;
}

/* Both limbs list their four joints in the same order, left limb first. */
enum skel_joint skel_of(enum skel_joint left, int side) {
  return side == 0 ? left : (enum skel_joint)(left + 4);
}
