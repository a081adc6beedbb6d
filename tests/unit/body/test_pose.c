/* What must hold for every pose, whatever is asked: validity, round trips, symmetry, hostile numbers. */
#include "key_poses.h"

#include <float.h>

static void assert_sound(const struct pose *pose, const char *where) {
  const char *what;
  if (!pose_sound(skel_adult(), pose, &what)) fail_msg("%s: %s", where, what);
}

static void any_angles_and_weights_make_a_sound_pose(void **state) {
  (void)state;
  uint64_t seed = 2026;
  for (int i = 0; i < 20000; i++) {
    struct pose pose = key_solve(key_random_angles(&seed), key_random(&seed, -0.5, 1.5));
    char where[32];
    snprintf(where, sizeof where, "random pose %d", i);
    assert_sound(&pose, where);
  }
}

static void numbers_that_are_none_make_a_sound_pose(void **state) {
  (void)state;
  const double bad[] = {(double)NAN, (double)INFINITY, -(double)INFINITY, DBL_MAX, -DBL_MAX, DBL_MIN};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    struct angles a;
    double *all = (double *)(void *)&a;
    for (size_t k = 0; k < sizeof a / sizeof(double); k++) all[k] = bad[i];
    struct pose pose = key_solve(a, bad[i]);
    assert_sound(&pose, "hostile angles");
    assert_true(pose.level >= 0 && pose.level <= 1);
  }
}

/* pose_sound must be able to say no. */
static void a_stretched_bone_a_sunk_hand_and_a_bent_normal_are_unsound(void **state) {
  (void)state;
  const char *what = NULL;
  struct pose pose = key_solve(key_arms_up(), 0), good = pose;
  assert_true(pose_sound(skel_adult(), &pose, &what));
  assert_null(what);
  pose.joint[SKEL_WRIST_R].y += 0.002;
  assert_false(pose_sound(skel_adult(), &pose, &what));
  assert_string_equal(what, "wrist_r");
  pose = good;
  for (int i = 0; i < SKEL_JOINTS; i++) pose.joint[i].y -= 0.07;
  for (int side = 0; side < BODY_SIDES; side++) {
    struct pose_hand *hand = &pose.hand[side];
    hand->fingertip.y -= 0.07;
    hand->thumb_base.y -= 0.07;
    hand->thumb_tip.y -= 0.07;
  }
  assert_false(pose_sound(skel_adult(), &pose, &what));
  assert_non_null(strstr(what, "below the surface"));
  pose = good;
  pose.hand[BODY_LEFT].palm.x += 0.1;
  assert_false(pose_sound(skel_adult(), &pose, &what));
  pose = good;
  pose.joint[SKEL_HEAD].x = (double)NAN;
  assert_false(pose_sound(skel_adult(), &pose, &what));
}

static void left_and_right_are_mirror_images(void **state) {
  (void)state;
  uint64_t seed = 11;
  for (int i = 0; i < 500; i++) {
    struct angles a = key_random_angles(&seed), swapped = a;
    swapped.arm[BODY_LEFT] = a.arm[BODY_RIGHT];
    swapped.arm[BODY_RIGHT] = a.arm[BODY_LEFT];
    swapped.leg[BODY_LEFT] = a.leg[BODY_RIGHT];
    swapped.leg[BODY_RIGHT] = a.leg[BODY_LEFT];
    struct pose p = key_solve(a, 0.3), q = key_solve(swapped, 0.3);
    for (int k = 0; k < 4; k++) {
      for (int leg = 0; leg < 2; leg++) {
        enum skel_joint left = (enum skel_joint)((leg ? SKEL_HIP_L : SKEL_SHOULDER_L) + k);
        struct vec3 l = key_joint(&p, left, BODY_LEFT), r = key_joint(&q, left, BODY_RIGHT);
        assert_near(l.x, r.x, 0);
        assert_near(l.y, r.y, 0);
        assert_near(l.z, -r.z, 0);
      }
    }
    assert_near(p.hand[BODY_LEFT].palm.z, -q.hand[BODY_RIGHT].palm.z, 0);
    assert_near(p.hand[BODY_LEFT].thumb_tip.y, q.hand[BODY_RIGHT].thumb_tip.y, 0);
  }
}

struct free_range {
  const char *joint, *motion;
  double low_deg, high_deg; /* where nothing touches the surface */
};

/* Without contact and aims every angle is reported as commanded, and only that one. */
static void every_field_is_reported_as_commanded(void **state) {
  (void)state;
  static const struct free_range ranges[] = {
      {"shoulder", "flexion", 30, 170},    {"shoulder", "abduction", 0, 60},
      {"shoulder", "horizontal", -40, 30}, {"shoulder", "rotation", -90, 90},
      {"elbow", "flexion", 0, 150},        {"forearm", "pronation", -82, 80},
      {"hip", "flexion", 50, 110},         {"hip", "abduction", -30, 45},
      {"knee", "flexion", 0, 80},          {"ankle", "dorsiflexion", -50, 25},
      {"thorax", "extension", -20, 25},    {"neck", "flexion", -45, 50},
      {"neck", "rotation", -80, 80},
  };
  struct angles base = key_arms((struct angles_arm){.shoulder_flexion_rad = vec_rad(100),
                                                    .shoulder_abduction_rad = vec_rad(20),
                                                    .elbow_flexion_rad = vec_rad(20)},
                                0);
  for (int side = 0; side < BODY_SIDES; side++)
    base.leg[side] = (struct angles_leg){.hip_flexion_rad = vec_rad(70), .knee_flexion_rad = vec_rad(60)};
  int count;
  const struct angles_field *fields = angles_fields(&count);
  assert_int_equal(count, sizeof ranges / sizeof ranges[0]);
  for (int i = 0; i < count; i++) {
    const struct angles_field *field = angles_find(ranges[i].joint, ranges[i].motion);
    for (int step = 0; step <= 20; step++) {
      struct angles a = base;
      double wanted = vec_rad(ranges[i].low_deg + (ranges[i].high_deg - ranges[i].low_deg) * step / 20);
      *angles_at(&a, field, BODY_RIGHT) = wanted;
      struct pose pose = key_solve(a, 0);
      for (int k = 0; k < count; k++) {
        for (int side = 0; side < BODY_SIDES; side++)
          assert_near(angles_get(&pose.angles, &fields[k], (enum body_side)side),
                      angles_get(&a, &fields[k], (enum body_side)side), 1e-7);
      }
    }
  }
}

static void angles_beyond_a_joint_stop_at_its_limit(void **state) {
  (void)state;
  struct angles a = key_arms_up();
  a.arm[BODY_LEFT].elbow_flexion_rad = vec_rad(400);
  a.arm[BODY_LEFT].forearm_pronation_rad = vec_rad(-400);
  struct pose pose = key_solve(a, 3);
  assert_near(vec_deg(pose.angles.arm[BODY_LEFT].elbow_flexion_rad), 150, 1e-9);
  assert_near(vec_deg(pose.angles.arm[BODY_LEFT].forearm_pronation_rad), -82, 1e-9);
  assert_near(pose.level, 1, 0);
}

/* The signs of angles.h, each seen on one arm: metres and unit vectors. */
static void signs_are_those_of_a_clinic(void **state) {
  (void)state;
  struct angles_arm arm = {.shoulder_flexion_rad = vec_rad(90)};
  struct pose up = key_solve(key_arms(arm, 0), 0);
  assert_near(key_joint(&up, SKEL_WRIST_L, 0).y - key_joint(&up, SKEL_SHOULDER_L, 0).y, 0.5644, 1e-3);
  assert_at_least(up.hand[BODY_LEFT].thumb_tip.x,
                  key_joint(&up, SKEL_WRIST_L, 0).x + 0.03); /* thumb to the head */
  arm.forearm_pronation_rad = vec_rad(80);
  up = key_solve(key_arms(arm, 0), 0);
  assert_at_most(up.hand[BODY_LEFT].palm.x, -0.98); /* pronation turns the palm to the feet */
  assert_at_most(up.hand[BODY_RIGHT].palm.x, -0.98);

  arm = (struct angles_arm){.shoulder_abduction_rad = vec_rad(85), .elbow_flexion_rad = vec_rad(90)};
  struct pose out = key_solve(key_arms(arm, 0), 0);
  assert_at_least(key_joint(&out, SKEL_ELBOW_L, 0).z - key_joint(&out, SKEL_SHOULDER_L, 0).z, 0.31);
  assert_near(key_joint(&out, SKEL_WRIST_L, 0).y - key_joint(&out, SKEL_ELBOW_L, 0).y, 0.2482, 1e-3);
  assert_at_most(out.hand[BODY_LEFT].palm.x, -0.99);
  double elbow_y = key_joint(&out, SKEL_ELBOW_L, 0).y;
  arm.shoulder_rotation_rad = vec_rad(40); /* internal: the forearm falls towards the feet */
  out = key_solve(key_arms(arm, 0), 0);
  assert_at_most(key_joint(&out, SKEL_WRIST_L, 0).x, key_joint(&out, SKEL_ELBOW_L, 0).x - 0.1);
  arm.shoulder_horizontal_rad = vec_rad(5); /* the elbow drops behind the body */
  arm.shoulder_rotation_rad = 0;
  out = key_solve(key_arms(arm, 0), 0);
  assert_at_most(key_joint(&out, SKEL_ELBOW_L, 0).y, elbow_y - 0.02);
}

static void the_middle_joint_of_two_bones_keeps_both_lengths(void **state) {
  (void)state;
  uint64_t seed = 5;
  for (int i = 0; i < 1000; i++) {
    struct vec3 root = vec3(key_random(&seed, -1, 1), key_random(&seed, -1, 1), key_random(&seed, -1, 1));
    struct vec3 way =
        vec3_unit(vec3(key_random(&seed, -1, 1), key_random(&seed, -1, 1), key_random(&seed, -1, 1)));
    struct vec3 end = vec3_mad(root, way, key_random(&seed, 0.11, 0.69));
    struct vec3 pole = vec3(key_random(&seed, -1, 1), 1, 0);
    struct vec3 middle = pose_two_bone(root, end, 0.4, 0.3, pole);
    assert_near(key_distance(root, middle), 0.4, 1e-9);
    assert_near(key_distance(middle, end), 0.3, 1e-9);
    assert_at_least(vec3_dot(vec3_sub(middle, root), vec3_mad(pole, way, -vec3_dot(pole, way))), 0);
  }
}

static void two_bones_that_cannot_reach_make_a_straight_limb(void **state) {
  (void)state;
  struct vec3 far = pose_two_bone(vec3(0, 0, 0), vec3(0, 0, 5), 0.4, 0.3, vec3(0, 1, 0));
  assert_near(key_distance(far, vec3(0, 0, 0.4)), 0, 1e-6);
  struct vec3 same = pose_two_bone(vec3(1, 2, 3), vec3(1, 2, 3), 0.4, 0.3, vec3(0, 1, 0));
  assert_near(key_distance(same, vec3(1, 2, 3)), 0.4, 1e-6);
  struct vec3 along =
      pose_two_bone(vec3(0, 0, 0), vec3(0.5, 0, 0), 0.4, 0.3, vec3(1, 0, 0)); /* pole on the limb */
  assert_near(vec3_length(along), 0.4, 1e-9);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_angles_and_weights_make_a_sound_pose),
      cmocka_unit_test(numbers_that_are_none_make_a_sound_pose),
      cmocka_unit_test(a_stretched_bone_a_sunk_hand_and_a_bent_normal_are_unsound),
      cmocka_unit_test(left_and_right_are_mirror_images),
      cmocka_unit_test(every_field_is_reported_as_commanded),
      cmocka_unit_test(angles_beyond_a_joint_stop_at_its_limit),
      cmocka_unit_test(signs_are_those_of_a_clinic),
      cmocka_unit_test(the_middle_joint_of_two_bones_keeps_both_lengths),
      cmocka_unit_test(two_bones_that_cannot_reach_make_a_straight_limb),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
