/* The key poses of both stretches and small helpers, shared by the tests of the body. */
#ifndef TESTS_KEY_POSES_H
#define TESTS_KEY_POSES_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ease.h"
#include "pose.h"

#define assert_near(value, wanted, tolerance)                                                                \
  do {                                                                                                       \
    double value_ = (value), wanted_ = (wanted), tolerance_ = (tolerance);                                   \
    if (!(fabs(value_ - wanted_) <= tolerance_))                                                             \
      fail_msg("%s is %.6f, wanted %.6f within %g", #value, value_, wanted_, tolerance_);                    \
  } while (0)

#define assert_at_most(value, limit)                                                                         \
  do {                                                                                                       \
    double value_ = (value), limit_ = (limit);                                                               \
    if (!(value_ <= limit_)) fail_msg("%s is %.6f, more than %.6f", #value, value_, limit_);                 \
  } while (0)

#define assert_at_least(value, limit)                                                                        \
  do {                                                                                                       \
    double value_ = (value), limit_ = (limit);                                                               \
    if (!(value_ >= limit_)) fail_msg("%s is %.6f, less than %.6f", #value, value_, limit_);                 \
  } while (0)

/* Both arms as given, the rest of the body as in the set-up position. */
static inline struct angles key_arms(struct angles_arm arm, double thorax_extension_deg) {
  struct angles a = angles_lying();
  a.arm[BODY_LEFT] = a.arm[BODY_RIGHT] = arm;
  a.thorax_extension_rad = vec_rad(thorax_extension_deg);
  return a;
}

static inline struct angles key_arms_up(void) {
  return key_arms((struct angles_arm){.shoulder_flexion_rad = vec_rad(90)}, 2);
}

static inline struct angles key_overhead(double range_deg, double thorax_extension_deg) {
  return key_arms((struct angles_arm){.shoulder_flexion_rad = vec_rad(range_deg)}, thorax_extension_deg);
}

static inline struct angles key_palms_to_feet(void) {
  return key_arms((struct angles_arm){.shoulder_flexion_rad = vec_rad(90),
                                      .shoulder_abduction_rad = vec_rad(4),
                                      .shoulder_rotation_rad = vec_rad(46),
                                      .elbow_flexion_rad = vec_rad(4),
                                      .forearm_pronation_rad = vec_rad(42),
                                      .forearm_upright = 1,
                                      .palm_to_feet = 1},
                  2);
}

static inline struct angles key_elbows_down(void) {
  return key_arms((struct angles_arm){.shoulder_abduction_rad = vec_rad(78),
                                      .elbow_flexion_rad = vec_rad(95),
                                      .forearm_pronation_rad = vec_rad(12),
                                      .upper_arm_rests = 1,
                                      .forearm_upright = 1,
                                      .palm_to_feet = 1},
                  6);
}

static inline struct pose key_solve(struct angles angles, double level) {
  struct pose pose;
  pose_solve(skel_adult(), &angles, level, &pose);
  return pose;
}

static inline struct vec3 key_joint(const struct pose *pose, enum skel_joint left, int side) {
  return pose->joint[skel_of(left, side)];
}

static inline double key_distance(struct vec3 a, struct vec3 b) {
  return vec3_length(vec3_sub(a, b));
}

/* The same small generator everywhere (xorshift64*), so that a failing sweep fails again. Uniform in
 * low…high. */
static inline double key_random(uint64_t *state, double low, double high) {
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  double u = (double)((*state * UINT64_C(2685821657736338717)) >> 11) / 9007199254740992.0;
  return low + (high - low) * u;
}

/* Any angles at all, a little beyond the limits too, with any weights. */
static inline struct angles key_random_angles(uint64_t *state) {
  struct angles a = angles_lying();
  int count;
  const struct angles_field *fields = angles_fields(&count);
  for (int i = 0; i < count; i++) {
    for (int side = 0; side < (fields[i].part == ANGLES_OF_SPINE ? 1 : BODY_SIDES); side++)
      *angles_at(&a, &fields[i], (enum body_side)side) =
          vec_rad(key_random(state, fields[i].min_deg - 10, fields[i].max_deg + 10));
  }
  for (int side = 0; side < BODY_SIDES; side++) {
    double *weights[] = {&a.arm[side].hand_rests, &a.arm[side].upper_arm_rests, &a.arm[side].forearm_upright,
                         &a.arm[side].palm_to_feet, &a.leg[side].sole_rests};
    for (int i = 0; i < 5; i++) *weights[i] = vec_clamp(key_random(state, -1, 2), 0, 1);
  }
  return a;
}

#endif
