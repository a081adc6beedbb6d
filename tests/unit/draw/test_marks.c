/* Marks appear where they mean something, in every view, and fade to nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "marks.h"
#include "near.h"
#include "picture.h"
#include "poses.h"

#define WIDTH  512
#define HEIGHT 320

static struct cam view(enum cam_view which, bool mirrored) {
  struct cam_pose eye = cam_view_pose(which, (double)WIDTH / HEIGHT);
  struct cam cam;
  cam_set(&cam, &eye, (struct cam_rect){0, 0, WIDTH, HEIGHT}, 0, mirrored);
  return cam;
}

enum mark { CONTACT, TURN, RANGE, MARKS };

static struct raster picture_of_mark(enum mark mark, const struct cam *cam, const struct pose *pose,
                                     double turn_deg, double strength) {
  const struct palette *dusk = palette_find("dusk");
  struct dl dl = {0};
  if (mark == CONTACT) marks_contact(&dl, cam, dusk, pose, strength);
  if (mark == TURN) marks_turn(&dl, cam, dusk, pose, BODY_LEFT, 0, turn_deg, strength);
  if (mark == RANGE) marks_range(&dl, cam, dusk, skel_adult(), pose, BODY_LEFT, 165, strength);
  assert_true(picture_finite(&dl));
  struct raster r = raster_open(WIDTH, HEIGHT, dl_rgb(0x000000));
  raster_draw(&r, &dl);
  dl_free(&dl);
  return r;
}

static double painted(enum mark mark, enum cam_view which, enum poses_key key, double turn_deg,
                      double strength) {
  struct cam cam = view(which, false);
  struct pose pose = poses_at(key, 0.5);
  struct raster r = picture_of_mark(mark, &cam, &pose, turn_deg, strength);
  double sum = 0;
  for (int i = 0; i < 3 * WIDTH * HEIGHT; i++) sum += (double)r.rgb[i] / 255;
  raster_close(&r);
  return sum;
}

static void each_mark_is_seen_from_every_camera_and_fades(void **state) {
  (void)state;
  static const enum poses_key at[MARKS] = {POSES_ELBOWS_DOWN, POSES_CEILING, POSES_OVERHEAD};
  for (int mark = 0; mark < MARKS; mark++) {
    for (int which = 0; which < CAM_VIEWS; which++) {
      double full = painted((enum mark)mark, (enum cam_view)which, at[mark], 86, 1);
      double half = painted((enum mark)mark, (enum cam_view)which, at[mark], 86, 0.5);
      assert_true(full > 60); /* of 512 × 320 */
      assert_true(half > 0.25 * full && half < 0.8 * full);
      assert_near(painted((enum mark)mark, (enum cam_view)which, at[mark], 86, 0), 0, 0);
    }
  }
}

static void contact_is_marked_only_where_a_bent_arm_touches(void **state) {
  (void)state;
  assert_near(painted(CONTACT, CAM_FEET, POSES_LYING, 0, 1), 0, 0); /* straight arms rest too */
  assert_near(painted(CONTACT, CAM_FEET, POSES_TURNED, 0, 1), 0, 0);
  assert_true(painted(CONTACT, CAM_FEET, POSES_ELBOWS_DOWN, 0, 1) > 60);
}

static void a_turn_too_small_to_see_has_no_sign(void **state) {
  (void)state;
  assert_near(painted(TURN, CAM_FEET, POSES_CEILING, 10, 1), 0, 0);
  assert_near(painted(TURN, CAM_FEET, POSES_CEILING, NAN, 1), 0, 0);
  assert_true(painted(TURN, CAM_FEET, POSES_CEILING, -20, 1) > 20);
}

/* The figure's two arms turn as mirror images, and so do their signs: seen from straight above the head of the stage
** they have their masses on opposite sides. */
static void both_arms_turn_alike(void **state) {
  (void)state;
  struct pose from = poses_at(POSES_CEILING, 0.5), to = poses_at(POSES_TURNED, 0.5);
  double turn[BODY_SIDES];
  for (int side = 0; side < BODY_SIDES; side++)
    turn[side] = marks_palm_deg(&to, side) - marks_palm_deg(&from, side);
  assert_near(turn[BODY_LEFT], turn[BODY_RIGHT], 1e-9);
  assert_true(turn[BODY_LEFT] > 75 && turn[BODY_LEFT] < 100); /* from facing each other to facing the feet */
}

/* The first arrow leads from where the palm faces to where it will face: there lies its head, the heavier end. */
static void the_arrow_leads_to_where_the_palm_will_face(void **state) {
  (void)state;
  struct pose pose = poses_at(POSES_CEILING, 0.5), turned = poses_at(POSES_TURNED, 0.5);
  for (int side = 0; side < BODY_SIDES; side++) {
    struct vec3 axis = pose.hand[side].along, palm = pose.hand[side].palm, wanted = turned.hand[side].palm;
    double deg = marks_palm_deg(&turned, side) - marks_palm_deg(&pose, side);
    double sign = side == BODY_LEFT ? 1 : -1;
    struct vec3 led = mat3_apply(mat3_about(axis, vec_rad(sign * deg)), palm);
    assert_true(vec3_dot(led, wanted) > 0.97);
  }
}

static void the_stop_stands_at_the_fingertips_of_the_range(void **state) {
  (void)state;
  struct pose pose = poses_at(POSES_OVERHEAD, 0.5);
  struct cam cam = view(CAM_SIDE, false);
  struct raster r = picture_of_mark(RANGE, &cam, &pose, 0, 1);
  double sum = 0, x = 0, y = 0;
  for (int i = 0; i < WIDTH * HEIGHT; i++) {
    double v = (double)r.rgb[3 * i];
    sum += v, x += v * (i % WIDTH), y += v * (i / WIDTH);
  }
  raster_close(&r);
  struct cam_point tip = cam_project(&cam, pose.hand[BODY_LEFT].fingertip);
  assert_true(hypot(x / sum - (double)tip.x_px, y / sum - (double)tip.y_px) < 0.09 * (double)tip.scale_px);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_mark_is_seen_from_every_camera_and_fades),
      cmocka_unit_test(contact_is_marked_only_where_a_bent_arm_touches),
      cmocka_unit_test(a_turn_too_small_to_see_has_no_sign),
      cmocka_unit_test(both_arms_turn_alike),
      cmocka_unit_test(the_arrow_leads_to_where_the_palm_will_face),
      cmocka_unit_test(the_stop_stands_at_the_fingertips_of_the_range),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
