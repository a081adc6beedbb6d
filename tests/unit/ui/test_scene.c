/* One moment of a plan as a picture: cameras, the way of the hands, the lane. */
#include "ui_fixture.h"

#include "ease.h"
#include "scene.h"

static const struct scene_look look = {.guide_path = true, .guide_ghost = true, .fixed_view = -1};
static const struct cam_rect rect = {0, 0, 1280, 480};
static const double aspects[2] = {1280.0 / 480, 1280.0 / 480};

static struct cam_pose camera(const struct fixture *f, struct ses_frame at, const struct scene_look *how,
                              double *down) {
  struct cam_pose pose;
  bool still;
  scene_camera(f->plan, at, how, aspects, &pose, down, &still);
  return pose;
}

static void the_camera_never_jumps(void **state) {
  (void)state;
  struct fixture *f = fixture_open();
  double down, before_down = 0;
  struct cam_pose before = camera(f, (struct ses_frame){0}, &look, &before_down);
  for (int64_t at = 0; at < f->plan->length_frames; at += FRAMES_RATE_HZ / 60) {
    struct cam_pose now = camera(f, (struct ses_frame){at}, &look, &down);
    assert_true(vec3_length(vec3_sub(now.eye, before.eye)) < 0.2); /* metres in a sixtieth of a second */
    assert_true(fabs(down - before_down) < 0.05);
    before = now, before_down = down;
  }
  fixture_close(f);
}

static void with_reduced_motion_the_camera_cuts(void **state) {
  (void)state;
  struct fixture *f = fixture_open();
  struct scene_look cut = look;
  cut.cut = true;
  double down;
  camera(f, fixture_moment(f, "raise", 2, 0, 0.01), &cut, &down);
  assert_true(down == 1);
  fixture_close(f);
}

static void a_fixed_camera_stays(void **state) {
  (void)state;
  struct fixture *f = fixture_open();
  struct scene_look fixed = look;
  fixed.fixed_view = CAM_OVERHEAD;
  double down;
  struct cam_pose first = camera(f, (struct ses_frame){0}, &fixed, &down);
  for (double at_s = 0; at_s < 200; at_s += 7) {
    struct cam_pose now = camera(f, (struct ses_frame){frames_of_s(at_s)}, &fixed, &down);
    assert_memory_equal(&now, &first, sizeof now);
  }
  fixture_close(f);
}

static void the_path_ends_where_the_hand_will_be(void **state) {
  (void)state;
  struct fixture *f = fixture_open();
  struct scene scene = {0};
  scene_set(&scene, f->plan, fixture_moment(f, "reach_overhead", 1, 1, 0), rect, rect, &look);
  assert_true(scene.has_path);
  struct vec3 end = scene.path[BODY_LEFT][SCENE_PATH_POINTS - 1];
  scene_set(&scene, f->plan, fixture_moment(f, "reach_overhead", 1, 1, 5.9999), rect, rect, &look);
  /* the breath moves the shoulders by a few millimetres */
  assert_true(vec3_length(vec3_sub(end, scene.pose.hand[BODY_LEFT].fingertip)) < 0.02);
  fixture_close(f);
}

static void resting_shows_no_arc(void **state) {
  (void)state;
  struct fixture *f = fixture_open();
  struct scene scene = {0};
  scene_set(&scene, f->plan, fixture_moment(f, "settle", 1, 1, 0.5), rect, rect, &look);
  assert_false(scene.has_path);
  fixture_close(f);
}

static void the_lane_shows_the_breath_of_the_plan(void **state) {
  (void)state;
  struct fixture *f = fixture_open();
  struct ses_frame at = fixture_moment(f, "reach_overhead", 1, 2, 1);
  struct lane lane = {.past_s = 3.5, .ahead_s = 10.5};
  scene_lane(f->plan, at, &lane);
  assert_true(lane.count > 60 && lane.count <= LANE_SAMPLES_MAX);
  struct plan_sample sample;
  plan_at(f->plan, at, &sample);
  assert_true(fabs(lane.level_now - sample.level) < 1e-6);
  for (int i = 0; i < lane.count; i += 9) {
    double t_s = -lane.past_s + (lane.past_s + lane.ahead_s) * i / (lane.count - 1);
    plan_at(f->plan, (struct ses_frame){at.v + frames_of_s(t_s)}, &sample);
    assert_true(fabs(lane.level[i] - sample.level) < 0.002);
  }
  bool found = false;
  for (int i = 0; i < lane.mark_count; i++) found = found || fabs(lane.marks[i].t_s + 1) < 1e-6;
  assert_true(found); /* the phase that began a second ago */
  fixture_close(f);
}

static void the_lane_is_whole_at_both_ends_of_the_plan(void **state) {
  (void)state;
  struct fixture *f = fixture_open();
  const int64_t ends[] = {0, f->plan->length_frames, f->plan->length_frames + FRAMES_RATE_HZ,
                          -FRAMES_RATE_HZ};
  for (int e = 0; e < 4; e++) {
    struct lane lane = {.past_s = 3.5, .ahead_s = 10.5};
    scene_lane(f->plan, (struct ses_frame){ends[e]}, &lane);
    for (int i = 0; i < lane.count; i++) assert_true(lane.level[i] >= 0 && lane.level[i] <= 1);
  }
  fixture_close(f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_camera_never_jumps),
      cmocka_unit_test(with_reduced_motion_the_camera_cuts),
      cmocka_unit_test(a_fixed_camera_stays),
      cmocka_unit_test(the_path_ends_where_the_hand_will_be),
      cmocka_unit_test(resting_shows_no_arc),
      cmocka_unit_test(the_lane_shows_the_breath_of_the_plan),
      cmocka_unit_test(the_lane_is_whole_at_both_ends_of_the_plan),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
