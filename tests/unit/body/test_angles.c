/* The table of clinical angles: names, places, limits, mixing. */
#include "key_poses.h"

static void every_field_is_found_by_its_name_and_only_once(void **state) {
  (void)state;
  int count;
  const struct angles_field *fields = angles_fields(&count);
  assert_int_equal(count, 13);
  for (int i = 0; i < count; i++)
    assert_ptr_equal(angles_find(fields[i].joint, fields[i].motion), &fields[i]);
}

static void a_name_that_no_joint_has_is_not_found(void **state) {
  (void)state;
  assert_null(angles_find("shoulder", "pronation"));
  assert_null(angles_find("Shoulder", "flexion"));
  assert_null(angles_find("", ""));
}

static void limits_contain_zero_and_the_norms_of_healthy_adults(void **state) {
  (void)state;
  int count;
  const struct angles_field *fields = angles_fields(&count);
  for (int i = 0; i < count; i++) {
    assert_at_most(fields[i].min_deg, 0);
    assert_at_least(fields[i].max_deg, 1);
  }
  assert_near(angles_find("shoulder", "flexion")->max_deg, 180, 0);
  assert_near(angles_find("elbow", "flexion")->max_deg, 150, 0);
  assert_near(angles_find("forearm", "pronation")->max_deg, 80, 0);
  assert_near(angles_find("forearm", "pronation")->min_deg, -82, 0);
}

/* Writing through the table changes that one number and no other. */
static void every_field_has_a_place_of_its_own(void **state) {
  (void)state;
  int count;
  const struct angles_field *fields = angles_fields(&count);
  struct angles a;
  memset(&a, 0, sizeof a);
  double next = 1;
  for (int pass = 0; pass < 2; pass++, next = 1) {
    for (int i = 0; i < count; i++) {
      for (int side = 0; side < (fields[i].part == ANGLES_OF_SPINE ? 1 : BODY_SIDES); side++, next++) {
        if (pass == 0)
          *angles_at(&a, &fields[i], (enum body_side)side) = next;
        else
          assert_near(angles_get(&a, &fields[i], (enum body_side)side), next, 0);
      }
    }
  }
  assert_near(a.arm[0].hand_rests + a.arm[1].palm_to_feet + a.leg[0].sole_rests, 0, 0);
  assert_near(a.arm[BODY_LEFT].shoulder_flexion_rad, 1, 0);
  assert_near(a.arm[BODY_RIGHT].shoulder_flexion_rad, 2, 0);
}

static void lying_rests_on_hands_and_soles_with_arms_at_zero(void **state) {
  (void)state;
  struct angles a = angles_lying();
  for (int side = 0; side < BODY_SIDES; side++) {
    assert_near(a.arm[side].hand_rests, 1, 0);
    assert_near(a.leg[side].sole_rests, 1, 0);
    assert_near(a.arm[side].shoulder_flexion_rad, 0, 0);
    assert_near(a.arm[side].upper_arm_rests + a.arm[side].forearm_upright + a.arm[side].palm_to_feet, 0, 0);
    assert_near(vec_deg(a.leg[side].knee_flexion_rad), 90, 1);
  }
}

static void a_mix_is_linear_in_every_angle_and_weight(void **state) {
  (void)state;
  uint64_t seed = 7;
  struct angles a = key_random_angles(&seed), b = key_random_angles(&seed);
  struct angles start = angles_mix(&a, &b, 0), end = angles_mix(&a, &b, 1),
                third = angles_mix(&a, &b, 1.0 / 3);
  const double *pa = (const double *)(const void *)&a, *pb = (const double *)(const void *)&b;
  const double *ps = (const double *)(const void *)&start, *pe = (const double *)(const void *)&end;
  const double *pt = (const double *)(const void *)&third;
  for (size_t i = 0; i < sizeof a / sizeof(double); i++) { /* struct angles is doubles throughout */
    assert_near(ps[i], pa[i], 0);
    assert_near(pe[i], pb[i], 1e-12);
    assert_near(pt[i], pa[i] + (pb[i] - pa[i]) / 3, 1e-12);
  }
}

static void distance_is_the_largest_angle_and_ignores_weights(void **state) {
  (void)state;
  struct angles a = angles_lying(), b = a;
  b.arm[BODY_LEFT].hand_rests = 0;
  assert_near(angles_distance_rad(&a, &b), 0, 0);
  b.arm[BODY_RIGHT].shoulder_flexion_rad = 1.5;
  b.neck_rotation_rad = -0.5;
  assert_near(angles_distance_rad(&a, &b), 1.5, 1e-15);
  assert_near(angles_distance_rad(&b, &a), 1.5, 1e-15);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_field_is_found_by_its_name_and_only_once),
      cmocka_unit_test(a_name_that_no_joint_has_is_not_found),
      cmocka_unit_test(limits_contain_zero_and_the_norms_of_healthy_adults),
      cmocka_unit_test(every_field_has_a_place_of_its_own),
      cmocka_unit_test(lying_rests_on_hands_and_soles_with_arms_at_zero),
      cmocka_unit_test(a_mix_is_linear_in_every_angle_and_weight),
      cmocka_unit_test(distance_is_the_largest_angle_and_ignores_weights),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
