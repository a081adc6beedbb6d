#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "cam.h"
#include "figure.h"
#include "poses.h"

static const struct cam_rect frame = {0, 0, 1280, 800};

/* An eye 2 m above the feet's side, looking along z. */
static struct cam simple(int turns, bool mirrored) {
  struct cam_pose pose = {{0, 0, 2}, {0, 0, 0}, {0, 1, 0}, 2 * atan(0.5)};
  struct cam cam;
  cam_set(&cam, &pose, frame, turns, mirrored);
  return cam;
}

static void assert_at(const struct cam *cam, struct vec3 p, double x, double y) {
  struct cam_point q = cam_project(cam, p);
  if (fabs((double)q.x_px - x) > 0.01 || fabs((double)q.y_px - y) > 0.01) {
    fail_msg("projected to %.2f, %.2f, not %.2f, %.2f", (double)q.x_px, (double)q.y_px, x, y);
  }
}

/* Half the height is 0.5 m per metre of distance: at 2 m a metre is 400 px. */
static void known_points_fall_where_they_must(void **state) {
  (void)state;
  struct cam cam = simple(0, false);
  assert_at(&cam, vec3(0, 0, 0), 640, 400);
  assert_at(&cam, vec3(1, 0, 0), 1040, 400);
  assert_at(&cam, vec3(0, 0.5, 0), 640, 200);
  assert_at(&cam, vec3(0.5, 0, 1), 1040, 400);
  struct cam_point p = cam_project(&cam, vec3(0, 0, 1));
  assert_true(fabs((double)p.scale_px - 800) < 0.01 && fabs((double)p.depth_m - 1) < 1e-6);
}

static void a_mirror_exchanges_left_and_right_only(void **state) {
  (void)state;
  struct cam cam = simple(0, true);
  assert_at(&cam, vec3(1, 0.5, 0), 240, 200);
}

static void quarter_turns_go_clockwise(void **state) {
  (void)state;
  struct cam once = simple(1, false), twice = simple(2, false);
  double metre = 640 / 0.5 / 2; /* the frame's height is now the picture's width */
  assert_at(&once, vec3(0, 0.25, 0), 640 + 0.25 * metre, 400);
  assert_at(&once, vec3(0.25, 0, 0), 640, 400 + 0.25 * metre);
  assert_at(&twice, vec3(1, 0.5, 0), 240, 600);
}

static void what_lies_behind_the_eye_stays_finite(void **state) {
  (void)state;
  struct cam cam = simple(0, false);
  struct cam_point p = cam_project(&cam, vec3(0.1, 0, 5));
  assert_true(isfinite(p.x_px) && isfinite(p.y_px) && p.scale_px > 0);
  struct cam_pose degenerate = {{0, 0, 0}, {0, 0, 0}, {0, 1, 0}, 0.4};
  cam_set(&cam, &degenerate, frame, 0, false);
  p = cam_project(&cam, vec3(1, 1, 1));
  assert_true(isfinite(p.x_px) && isfinite(p.y_px));
}

static bool holds(struct cam_rect rect, struct cam_rect b) {
  return b.x_px >= rect.x_px && b.y_px >= rect.y_px && b.x_px + b.w_px <= rect.x_px + rect.w_px &&
         b.y_px + b.h_px <= rect.y_px + rect.h_px;
}

/* Every pose of both stretches, from every view, in every usual frame, turned and mirrored, its flesh included. */
static void every_view_holds_every_pose(void **state) {
  (void)state;
  static const float aspect[] = {16.0f / 10, 16.0f / 9, 4.0f / 3, 21.0f / 9, 9.0f / 16};
  static const enum poses_key way[][2] = {{POSES_LYING, POSES_CEILING},
                                          {POSES_CEILING, POSES_OVERHEAD},
                                          {POSES_CEILING, POSES_TURNED},
                                          {POSES_TURNED, POSES_ELBOWS_DOWN}};
  for (int how = 0; how < CAM_VIEWS * 5 * 4 * 2; how++) {
    int view = how % CAM_VIEWS, a = how / CAM_VIEWS % 5, turns = how / CAM_VIEWS / 5 % 4;
    bool mirrored = how / CAM_VIEWS / 20 != 0;
    struct cam_rect rect = {100, 50, 600 * aspect[a], 600};
    struct cam_pose eye =
        cam_view_pose((enum cam_view)view, (double)((turns & 1) != 0 ? 1 / aspect[a] : aspect[a]));
    struct cam cam;
    cam_set(&cam, &eye, rect, turns, mirrored);
    for (int i = 0; i < 4 * 5; i++) {
      struct pose pose = poses_between(way[i / 5][0], way[i / 5][1], (i % 5) / 4.0, 1);
      if (!holds(rect, figure_bounds(&cam, skel_adult(), &pose)))
        fail_msg("view %d, aspect %.2f, %d turns: step %d leaves the rectangle", view, (double)aspect[a],
                 turns, i);
    }
  }
}

/* Over the face a player sees a mirror: the left hand on the left, the head at the top. */
static void over_the_face_left_is_left(void **state) {
  (void)state;
  struct cam_pose eye = cam_view_pose(CAM_FACE, 0.8);
  struct cam cam;
  cam_set(&cam, &eye, (struct cam_rect){0, 0, 640, 800}, 0, true);
  struct pose pose = poses_at(POSES_ELBOWS_DOWN, 1);
  struct cam_point left = cam_project(&cam, pose.joint[SKEL_HAND_L]),
                   right = cam_project(&cam, pose.joint[SKEL_HAND_R]),
                   head = cam_project(&cam, pose.joint[SKEL_HEAD]),
                   toe = cam_project(&cam, pose.joint[SKEL_TOE_L]);
  assert_true(left.x_px < 320 && right.x_px > 320);
  assert_true(fabsf(left.x_px + right.x_px - 640) < 1); /* the eye is in the body's own plane */
  assert_true(head.y_px < toe.y_px - 200);
  assert_false(cam_lies_across(CAM_FACE));
}

static void the_figure_fills_its_rectangle(void **state) {
  (void)state;
  for (int view = 0; view < CAM_VIEWS; view++) {
    struct cam_pose eye = cam_view_pose((enum cam_view)view, 1.6);
    struct cam cam;
    cam_set(&cam, &eye, frame, 0, false);
    float left = 1e9f, right = 0, top = 1e9f, low = 0;
    for (int k = 0; k < POSES_COUNT; k++) {
      struct pose pose = poses_at((enum poses_key)k, 1);
      struct cam_rect b = figure_bounds(&cam, skel_adult(), &pose);
      left = fminf(left, b.x_px), right = fmaxf(right, b.x_px + b.w_px);
      top = fminf(top, b.y_px), low = fmaxf(low, b.y_px + b.h_px);
    }
    assert_true((right - left) / frame.w_px > 0.75f || (low - top) / frame.h_px > 0.75f);
  }
}

static void a_blend_begins_and_ends_at_its_views_and_keeps_its_distance(void **state) {
  (void)state;
  struct cam_pose a = cam_view_pose(CAM_SIDE, 1.6), b = cam_view_pose(CAM_FEET, 1.6);
  struct cam_pose start = cam_blend(&a, &b, 0), end = cam_blend(&a, &b, 1);
  assert_true(vec3_length(vec3_sub(start.eye, a.eye)) < 1e-9 && vec3_length(vec3_sub(end.eye, b.eye)) < 1e-9);
  double near = fmin(vec3_length(vec3_sub(a.eye, a.target)), vec3_length(vec3_sub(b.eye, b.target)));
  for (int i = 0; i <= 20; i++) {
    struct cam_pose m = cam_blend(&a, &b, i / 20.0);
    assert_true(vec3_length(vec3_sub(m.eye, m.target)) >= near - 1e-9);
    assert_true(m.eye.y > 0);
  }
}

static void a_strange_aspect_still_gives_a_camera(void **state) {
  (void)state;
  const double aspect[] = {0, -1, NAN, INFINITY, 1e-9};
  for (int i = 0; i < 5; i++) {
    struct cam_pose pose = cam_view_pose(CAM_SIDE, aspect[i]);
    assert_true(isfinite(pose.eye.x + pose.eye.y + pose.eye.z));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_points_fall_where_they_must),
      cmocka_unit_test(a_mirror_exchanges_left_and_right_only),
      cmocka_unit_test(quarter_turns_go_clockwise),
      cmocka_unit_test(what_lies_behind_the_eye_stays_finite),
      cmocka_unit_test(every_view_holds_every_pose),
      cmocka_unit_test(over_the_face_left_is_left),
      cmocka_unit_test(the_figure_fills_its_rectangle),
      cmocka_unit_test(a_blend_begins_and_ends_at_its_views_and_keeps_its_distance),
      cmocka_unit_test(a_strange_aspect_still_gives_a_camera),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
