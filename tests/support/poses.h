/* The key poses of the two stretches, for tests that look at pictures. */
#ifndef SUPINE_TEST_POSES_H
#define SUPINE_TEST_POSES_H

#include "pose.h"

enum poses_key { POSES_LYING, POSES_CEILING, POSES_OVERHEAD, POSES_TURNED, POSES_ELBOWS_DOWN, POSES_COUNT };

static const char *const poses_names[POSES_COUNT] = {"lying", "ceiling", "overhead", "turned", "elbows-down"};

static inline struct angles poses_angles(enum poses_key key) {
  struct angles a = angles_lying();
  struct angles_arm arm = {0};
  switch (key) {
  case POSES_CEILING:
    arm.shoulder_flexion_rad = vec_rad(90);
    break;
  case POSES_OVERHEAD:
    arm.shoulder_flexion_rad = vec_rad(165);
    a.thorax_extension_rad = vec_rad(12);
    break;
  case POSES_TURNED:
    arm.shoulder_flexion_rad = vec_rad(90);
    arm.shoulder_rotation_rad = vec_rad(40);
    arm.forearm_pronation_rad = vec_rad(46);
    arm.palm_to_feet = arm.forearm_upright = 1;
    break;
  case POSES_ELBOWS_DOWN:
    arm.shoulder_abduction_rad = vec_rad(80);
    arm.elbow_flexion_rad = vec_rad(95);
    arm.forearm_pronation_rad = vec_rad(8);
    arm.upper_arm_rests = arm.forearm_upright = arm.palm_to_feet = 1;
    break;
  default:
    return a;
  }
  a.arm[BODY_LEFT] = a.arm[BODY_RIGHT] = arm;
  return a;
}

/* u of the way from one key to another, lungs at level. */
static inline struct pose poses_between(enum poses_key from, enum poses_key to, double u, double level) {
  struct angles a = poses_angles(from), b = poses_angles(to), mixed = angles_mix(&a, &b, u);
  struct pose pose;
  pose_solve(skel_adult(), &mixed, level, &pose);
  return pose;
}

static inline struct pose poses_at(enum poses_key key, double level) {
  return poses_between(key, key, 0, level);
}

#endif
