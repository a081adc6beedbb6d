/* Names of breaths and cameras, the catalog, and poses that follow the player's comfort range. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "sample_routine.h"

static void names_and_numbers_agree_both_ways(void **state) {
  (void)state;
  for (int i = ROUTINE_CAMERA_SIDE; i < ROUTINE_CAMERAS; i++) {
    assert_int_equal(routine_camera_find(routine_camera_name((enum routine_camera)i)), i);
  }
  assert_string_equal(routine_breath_name(ROUTINE_OUT), "out");
  assert_string_equal(routine_camera_name(ROUTINE_CAMERA_THREE_QUARTER), "three-quarter");
}

static void unknown_names_are_not_found(void **state) {
  (void)state;
  assert_int_equal(routine_camera_find(""), -1);
  assert_int_equal(routine_camera_find("Side"), -1);
}

static void the_catalog_finds_by_id(void **state) {
  (void)state;
  struct sample s;
  sample_init(&s);
  assert_ptr_equal(routine_find(&s.catalog, "elbow-lowering"), &s.elbows);
  assert_null(routine_find(&s.catalog, "elbow"));
  assert_null(routine_find(NULL, "elbow-lowering"));
}

static double flexion_deg(struct angles a) {
  return vec_deg(a.arm[BODY_LEFT].shoulder_flexion_rad);
}

static void comfort_poses_take_the_players_range(void **state) {
  (void)state;
  struct routine_pose pose = sample_overhead_pose();
  for (double range = 90; range <= 180; range += 15) {
    struct angles a = routine_pose_angles(&pose, range);
    assert_near(flexion_deg(a), range, 1e-9);
    double share = vec_clamp((range - 90) / 75, 0, 1.08);
    assert_near(vec_deg(a.thorax_extension_rad), 12 * share, 1e-9);
  }
}

static void a_comfort_on_one_side_leaves_the_other_arm(void **state) {
  (void)state;
  struct routine_pose pose = sample_overhead_pose();
  pose.comfort[BODY_RIGHT] = false;
  struct angles a = routine_pose_angles(&pose, 120);
  assert_near(flexion_deg(a), 120, 1e-9);
  assert_near(vec_deg(a.arm[BODY_RIGHT].shoulder_flexion_rad), ROUTINE_COMFORT_DEG, 1e-9);
}

static void other_poses_do_not_change(void **state) {
  (void)state;
  struct routine_pose pose = sample_palms_pose();
  struct angles a = routine_pose_angles(&pose, 120);
  assert_true(angles_distance_rad(&a, &pose.angles) == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_and_numbers_agree_both_ways),
      cmocka_unit_test(unknown_names_are_not_found),
      cmocka_unit_test(the_catalog_finds_by_id),
      cmocka_unit_test(comfort_poses_take_the_players_range),
      cmocka_unit_test(a_comfort_on_one_side_leaves_the_other_arm),
      cmocka_unit_test(other_poses_do_not_change),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
