/* What a correct figure shows: the positions a physiotherapist would look at, at every comfort range. */
#include "key_poses.h"

#define RANGE_STEP_DEG 5

static struct vec3 left_normal(const struct pose *p) {
  return p->hand[BODY_LEFT].palm;
}

static double forearm_tilt_deg(const struct pose *p, int side) {
  struct vec3 forearm =
      vec3_unit(vec3_sub(key_joint(p, SKEL_WRIST_L, side), key_joint(p, SKEL_ELBOW_L, side)));
  return vec_deg(acos(vec_clamp(forearm.y, -1, 1)));
}

/* Shoulder flexion as an onlooker measures it: the upper arm against the surface, from the side. */
static double seen_flexion_deg(const struct pose *p, int side) {
  struct vec3 arm = vec3_sub(key_joint(p, SKEL_ELBOW_L, side), key_joint(p, SKEL_SHOULDER_L, side));
  return vec_deg(atan2(arm.y, -arm.x));
}

/* The largest extension a routine asks for at this range: none at 90°, 13° at 180°. */
static double most_extension_deg(double range_deg) {
  return 13 * vec_clamp((range_deg - 90) / 90, 0, 1);
}

static void lying_has_the_hands_on_the_surface_beside_the_hips(void **state) {
  (void)state;
  const struct skel *skel = skel_adult();
  struct pose p = key_solve(angles_lying(), 0);
  for (int side = 0; side < BODY_SIDES; side++) {
    assert_near(vec_deg(p.angles.arm[side].shoulder_flexion_rad), 0, 10);
    assert_near(vec_deg(p.angles.arm[side].elbow_flexion_rad), 12, 8); /* loose, not locked */
    assert_near(p.contact_hand[side], 1, 0.05);
    assert_at_most(key_joint(&p, SKEL_WRIST_L, side).y - skel->wrist_radius_m, 0.010);
    assert_at_most(key_joint(&p, SKEL_HAND_L, side).y, 0.035);
    double hip_outside = fabs(key_joint(&p, SKEL_HIP_L, side).z) + skel->hip_radius_m;
    assert_at_least(fabs(key_joint(&p, SKEL_WRIST_L, side).z), hip_outside + 0.02);
    assert_at_most(p.hand[side].palm.y, -0.7); /* the palm lies down, */
    assert_at_most(p.hand[side].palm.z * (side == BODY_LEFT ? 1 : -1),
                   0); /* turned to the thigh rather than away */
  }
}

static void the_hand_rests_whatever_else_was_asked_of_the_arm(void **state) {
  (void)state;
  struct angles a = angles_lying();
  a.arm[BODY_LEFT].shoulder_flexion_rad = vec_rad(70);
  a.arm[BODY_LEFT].elbow_flexion_rad = vec_rad(50);
  for (int extension = -10; extension <= 15; extension += 5) {
    a.thorax_extension_rad = vec_rad(extension);
    struct pose p = key_solve(a, 0);
    assert_near(key_joint(&p, SKEL_WRIST_L, BODY_LEFT).y, key_joint(&p, SKEL_WRIST_L, BODY_RIGHT).y, 1e-9);
    assert_near(p.contact_hand[BODY_LEFT], 1, 0.1);
  }
}

static void knees_are_bent_square_and_the_soles_are_flat(void **state) {
  (void)state;
  struct pose p = key_solve(angles_lying(), 0);
  for (int side = 0; side < BODY_SIDES; side++) {
    struct vec3 hip = key_joint(&p, SKEL_HIP_L, side), knee = key_joint(&p, SKEL_KNEE_L, side);
    struct vec3 ankle = key_joint(&p, SKEL_ANKLE_L, side), toe = key_joint(&p, SKEL_TOE_L, side);
    assert_near(vec_deg(p.angles.leg[side].knee_flexion_rad), 90, 1);
    double seen = vec_deg(acos(vec3_dot(vec3_unit(vec3_sub(hip, knee)), vec3_unit(vec3_sub(ankle, knee)))));
    assert_near(seen, 90, 1);
    assert_near(ankle.y, skel_adult()->ankle_height_m, 0.001);
    assert_near(toe.y, 0.012, 0.005);
    assert_near(p.heel[side].y, 0.026, 0.005);
    assert_at_least(p.heel[side].x, ankle.x + 0.03);
    assert_at_most(toe.x, ankle.x - 0.15);
  }
}

static void the_back_lies_on_the_roll_and_the_head_on_the_pillow(void **state) {
  (void)state;
  const struct skel *skel = skel_adult();
  for (int extension = 0; extension <= 13; extension++) {
    struct angles a = angles_lying();
    a.thorax_extension_rad = vec_rad(extension);
    struct pose p = key_solve(a, 0);
    double under_back = p.joint[SKEL_CHEST].y - skel->chest_depth_m;
    assert_at_most(under_back, 2 * skel->roll_radius_m); /* not floating above it */
    assert_at_least(under_back, 0.030);                  /* nor pressing it flat */
    assert_near(p.roll_squash, 1 - under_back / (2 * skel->roll_radius_m), 1e-12);
    assert_near(p.joint[SKEL_HEAD].y, skel->pillow_height_m + skel->head_radius_m, 1e-9);
    assert_near(p.joint[SKEL_PELVIS].y, skel->pelvis_radius_m, 1e-9);
    assert_at_least(p.joint[SKEL_NECK].y, skel->neck_radius_m + 0.03); /* room for the pillow's edge */
  }
}

static void extension_is_the_angle_between_the_thoracic_segments(void **state) {
  (void)state;
  double straight = 0;
  for (int extension = 0; extension <= 13; extension++) {
    struct angles a = angles_lying();
    a.thorax_extension_rad = vec_rad(extension);
    struct pose p = key_solve(a, 0);
    struct vec3 lower = vec3_sub(p.joint[SKEL_CHEST], p.joint[SKEL_LUMBAR]);
    struct vec3 upper = vec3_sub(p.joint[SKEL_NECK], p.joint[SKEL_CHEST]);
    double bend = vec_deg(atan2(lower.y, lower.x) - atan2(upper.y, upper.x));
    if (extension == 0) straight = bend;
    assert_near(bend - straight, extension, 1e-9);
  }
}

static void hands_to_the_ceiling_stand_over_the_shoulders_palms_facing(void **state) {
  (void)state;
  struct pose p = key_solve(key_arms_up(), 1);
  for (int side = 0; side < BODY_SIDES; side++) {
    struct vec3 shoulder = key_joint(&p, SKEL_SHOULDER_L, side), wrist = key_joint(&p, SKEL_WRIST_L, side);
    assert_at_most(hypot(wrist.x - shoulder.x, wrist.z - shoulder.z), 0.05);
    assert_at_least(wrist.y, shoulder.y + 0.5);
    assert_at_most(vec_deg(p.angles.arm[side].elbow_flexion_rad), 10);
    assert_at_least(p.hand[side].palm.z * (side == BODY_LEFT ? -1 : 1), 0.95);
  }
}

static void overhead_the_flexion_is_the_comfort_range_and_nothing_touches_down(void **state) {
  (void)state;
  for (int range = 90; range <= 180; range += RANGE_STEP_DEG) {
    for (int part = 0; part <= 2; part++) {
      struct pose p = key_solve(key_overhead(range, most_extension_deg(range) * part / 2), 0);
      for (int side = 0; side < BODY_SIDES; side++) {
        assert_near(vec_deg(p.angles.arm[side].shoulder_flexion_rad), range, 1);
        assert_near(seen_flexion_deg(&p, side), range, 1);
        assert_at_least(key_joint(&p, SKEL_WRIST_L, side).y, 0.03);
        assert_at_least(p.hand[side].fingertip.y, 0.009);
        assert_at_least(p.hand[side].palm.z * (side == BODY_LEFT ? -1 : 1), 0.95);
        if (range >= 120)
          assert_at_most(p.hand[side].thumb_tip.y, p.hand[side].fingertip.y); /* thumb leads */
      }
    }
  }
}

/* Upper arms beside the head, not through it. */
static void the_arms_pass_the_head_at_its_sides(void **state) {
  (void)state;
  const struct skel *skel = skel_adult();
  for (int range = 90; range <= 180; range += RANGE_STEP_DEG) {
    struct pose p = key_solve(key_overhead(range, most_extension_deg(range)), 0);
    for (int side = 0; side < BODY_SIDES; side++)
      assert_at_least(fabs(key_joint(&p, SKEL_ELBOW_L, side).z),
                      skel->head_radius_m + skel->elbow_radius_m + 0.02);
  }
}

static void after_the_turn_the_palms_face_the_feet(void **state) {
  (void)state;
  struct pose p = key_solve(key_palms_to_feet(), 0.4);
  struct angles half = key_palms_to_feet(), up = key_arms_up();
  half = angles_mix(&up, &half, 0.5);
  struct pose between = key_solve(half, 0.4);
  assert_at_most(left_normal(&p).x, -0.99);
  assert_near(forearm_tilt_deg(&p, BODY_LEFT), 0, 4);
  assert_near(forearm_tilt_deg(&between, BODY_LEFT), 0, 4); /* only the hands turn */
  assert_near(left_normal(&between).x, -0.7, 0.15);
  assert_at_most(left_normal(&between).z, -0.5); /* by way of each other, not outwards */
}

static void all_the_way_down_palms_face_the_feet_and_forearms_stay_upright(void **state) {
  (void)state;
  struct angles top = key_palms_to_feet(), bottom = key_elbows_down();
  for (int step = 0; step <= 200; step++) {
    struct angles a = angles_mix(&top, &bottom, step / 200.0);
    struct pose p = key_solve(a, 0);
    for (int side = 0; side < BODY_SIDES; side++) {
      assert_at_least(-p.hand[side].palm.x, 0.97);
      assert_at_most(forearm_tilt_deg(&p, side), 3);
      assert_at_least(pose_upper_arm_underside_m(skel_adult(), &p, (enum body_side)side), -0.001);
      double outward = side == BODY_LEFT ? 1 : -1; /* elbows go out, never in over the chest */
      assert_at_least(outward * key_joint(&p, SKEL_ELBOW_L, side).z,
                      outward * key_joint(&p, SKEL_SHOULDER_L, side).z - 0.001);
    }
  }
}

static void at_the_bottom_the_upper_arms_lie_on_the_surface(void **state) {
  (void)state;
  for (int extension = 0; extension <= 13; extension++) {
    for (int abduction = 65; abduction <= 90; abduction += 5) {
      struct angles a = key_elbows_down();
      a.thorax_extension_rad = vec_rad(extension);
      for (int side = 0; side < BODY_SIDES; side++) a.arm[side].shoulder_abduction_rad = vec_rad(abduction);
      struct pose p = key_solve(a, 0);
      for (int side = 0; side < BODY_SIDES; side++) {
        assert_near(pose_upper_arm_underside_m(skel_adult(), &p, (enum body_side)side), 0.001, 0.004);
        assert_near(p.contact_upper_arm[side], 1, 0.01);
        assert_near(vec_deg(p.angles.arm[side].elbow_flexion_rad), 90, 10);
        assert_at_most(forearm_tilt_deg(&p, side), 10);
        assert_at_most(key_joint(&p, SKEL_ELBOW_L, side).y,
                       key_joint(&p, SKEL_SHOULDER_L, side).y); /* the stretch */
        assert_at_least(-p.hand[side].palm.x, 0.9);
      }
    }
  }
}

static void an_upper_arm_rests_even_when_the_command_holds_it_up(void **state) {
  (void)state;
  struct angles a = key_elbows_down();
  for (int side = 0; side < BODY_SIDES; side++) a.arm[side].shoulder_flexion_rad = vec_rad(12);
  struct pose p = key_solve(a, 0);
  assert_near(pose_upper_arm_underside_m(skel_adult(), &p, BODY_LEFT), 0.001, 0.004);
}

static void belly_rises_more_than_ribs_and_both_follow_the_breath(void **state) {
  (void)state;
  struct pose last = key_solve(angles_lying(), 0);
  assert_near(last.belly_rise_m + last.rib_rise_m + last.rib_widen_m, 0, 0);
  for (int tenth = 1; tenth <= 10; tenth++) {
    struct pose p = key_solve(angles_lying(), tenth / 10.0);
    assert_at_least(p.belly_rise_m, last.belly_rise_m + 0.001);
    assert_at_least(p.rib_rise_m, last.rib_rise_m + 0.0005);
    assert_at_least(p.rib_widen_m, last.rib_widen_m + 0.0003);
    assert_at_least(p.belly_rise_m, 2 * p.rib_rise_m);
    last = p;
  }
  assert_near(last.belly_rise_m, 0.025, 0.005);
  assert_near(key_solve(angles_lying(), 0.4).belly_rise_m, 0.010, 0.002);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lying_has_the_hands_on_the_surface_beside_the_hips),
      cmocka_unit_test(the_hand_rests_whatever_else_was_asked_of_the_arm),
      cmocka_unit_test(knees_are_bent_square_and_the_soles_are_flat),
      cmocka_unit_test(the_back_lies_on_the_roll_and_the_head_on_the_pillow),
      cmocka_unit_test(extension_is_the_angle_between_the_thoracic_segments),
      cmocka_unit_test(hands_to_the_ceiling_stand_over_the_shoulders_palms_facing),
      cmocka_unit_test(overhead_the_flexion_is_the_comfort_range_and_nothing_touches_down),
      cmocka_unit_test(the_arms_pass_the_head_at_its_sides),
      cmocka_unit_test(after_the_turn_the_palms_face_the_feet),
      cmocka_unit_test(all_the_way_down_palms_face_the_feet_and_forearms_stay_upright),
      cmocka_unit_test(at_the_bottom_the_upper_arms_lie_on_the_surface),
      cmocka_unit_test(an_upper_arm_rests_even_when_the_command_holds_it_up),
      cmocka_unit_test(belly_rises_more_than_ribs_and_both_follow_the_breath),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
