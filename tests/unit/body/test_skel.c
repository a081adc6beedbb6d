/* Proportions of the adult and the tree of joints. */
#include "key_poses.h"

static void parents_come_before_their_children(void **state) {
  (void)state;
  assert_int_equal(skel_parent(SKEL_PELVIS), -1);
  for (int joint = 1; joint < SKEL_JOINTS; joint++) {
    assert_in_range(skel_parent((enum skel_joint)joint), 0, joint - 1);
  }
}

static void names_are_those_that_trace_prints(void **state) {
  (void)state;
  static const char *const centre[] = {"pelvis", "lumbar", "chest", "neck", "head"};
  static const char *const limb[] = {"shoulder", "elbow", "wrist", "hand", "hip", "knee", "ankle", "toe"};
  for (int i = 0; i < 5; i++) assert_string_equal(skel_joint_name((enum skel_joint)i), centre[i]);
  for (int i = 0; i < 8; i++) {
    enum skel_joint left = (enum skel_joint)(i < 4 ? SKEL_SHOULDER_L + i : SKEL_HIP_L + i - 4);
    char name[16];
    snprintf(name, sizeof name, "%s_l", limb[i]);
    assert_string_equal(skel_joint_name(skel_of(left, BODY_LEFT)), name);
    snprintf(name, sizeof name, "%s_r", limb[i]);
    assert_string_equal(skel_joint_name(skel_of(left, BODY_RIGHT)), name);
  }
}

/* Laid flat end to end the segments make the height of the whole person (1 %), with the arms' known shares.
 */
static void segments_add_up_to_an_adult_of_1_70_m(void **state) {
  (void)state;
  const struct skel *s = skel_adult();
  double height = s->ankle_height_m + s->shank_m + s->thigh_m + s->pelvis_to_lumbar_m + s->lumbar_to_chest_m +
                  s->chest_to_neck_m + s->neck_to_head_m +
                  0.065 * s->height_m; /* middle of the skull to crown */
  assert_near(s->height_m, 1.70, 0);
  assert_near(height, s->height_m, 0.01 * s->height_m);
  assert_near(s->upper_arm_m, 0.316, 0.001);
  assert_near(s->forearm_m, 0.248, 0.001);
  assert_near(s->palm_m + s->fingers_m, 0.184, 0.001);
  double span = 2 * (s->shoulder_half_m + s->upper_arm_m + s->forearm_m + s->palm_m + s->fingers_m);
  assert_near(span / s->height_m, 1.08, 0.05); /* fingertip to fingertip, about the standing height */
}

static void the_roll_and_pillow_are_those_of_the_set_up(void **state) {
  (void)state;
  assert_near(2 * skel_adult()->roll_radius_m, 0.055, 0.001);
  assert_near(skel_adult()->pillow_height_m, 0.06, 0.01);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(parents_come_before_their_children),
      cmocka_unit_test(names_are_those_that_trace_prints),
      cmocka_unit_test(segments_add_up_to_an_adult_of_1_70_m),
      cmocka_unit_test(the_roll_and_pillow_are_those_of_the_set_up),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
