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

/* ---- whole sessions ------------------------------------------------------------------------------------------ */

#define FRAME_FRAMES (FRAMES_RATE_HZ / 60)

static const struct cam_rect place = {60, 40, 1100, 560}, place_down = {420, 20, 520, 620};

/* The largest way a joint may take in the picture in a sixtieth of a second, of the stage's height, while the camera
** stands and while it blends; the fastest hand of the session takes 0.008 a frame on a standing one. */
#define STEP_MOST       0.010
#define STEP_MOST_BLEND 0.016

static bool within(const struct cam *cam, const struct pose *pose, double slack_px) {
  for (int j = 0; j < SKEL_JOINTS; j++) {
    struct cam_point p = cam_project(cam, pose->joint[j]);
    double x = (double)p.x_px, y = (double)p.y_px;
    if (x < -slack_px || x > 1280 + slack_px || y < -slack_px || y > 800 + slack_px) return false;
  }
  return true;
}

/* Every view that a player can fix, and the routine's own, mirrored too: at no moment of a session does a joint jump,
** vanish or leave the picture, while cameras blend or not. */
static void no_joint_jumps_in_the_picture_over_a_whole_session(void **state) {
  (void)state;
  struct fixture *f = fixture_open();
  for (int how = 0; how < 2 * (CAM_VIEWS + 1); how++) {
    struct scene_look seen = look;
    seen.fixed_view = how % (CAM_VIEWS + 1) - 1;
    seen.mirrored = how > CAM_VIEWS;
    struct scene scene = {0};
    struct cam_point before[SKEL_JOINTS];
    double worst = 0;
    for (int64_t at = 0; at < f->plan->length_frames; at += FRAME_FRAMES) {
      scene_set(&scene, f->plan, (struct ses_frame){at}, place, place_down, &seen);
      assert_true(within(&scene.cam, &scene.drawn, 0));
      for (int j = 0; j < SKEL_JOINTS; j++) {
        struct cam_point now = cam_project(&scene.cam, scene.drawn.joint[j]);
        if (at > 0) {
          float way = hypotf(now.x_px - before[j].x_px, now.y_px - before[j].y_px);
          worst = fmax(worst, (double)way / 620);
        }
        before[j] = now;
      }
    }
    if (worst > (seen.fixed_view < 0 ? STEP_MOST_BLEND : STEP_MOST))
      fail_msg("view %d: a joint moves %.3f of the stage a frame", seen.fixed_view, worst);
  }
  fixture_close(f);
}

static void the_look_follows_the_settings(void **state) {
  (void)state;
  struct settings settings = settings_default();
  struct scene_look usual = scene_look_of(&settings, false, NULL);
  assert_true(usual.guide_path && usual.guide_ghost && usual.guide_turn && usual.guide_contact &&
              usual.guide_range);
  assert_int_equal(usual.fixed_view, -1);
  settings.guide_range = settings.guide_turn = 0;
  settings.camera = 1 + CAM_FACE;
  settings.mirrored = 1;
  struct scene_look own = scene_look_of(&settings, true, NULL);
  assert_false(own.guide_range || own.guide_turn);
  assert_true(own.guide_path && own.mirrored && own.cut);
  assert_int_equal(own.fixed_view, CAM_FACE);
}

static void over_the_face_the_whole_plan_is_a_mirror(void **state) {
  (void)state;
  struct fixture *f = fixture_open();
  struct scene_look face = look;
  assert_false(scene_mirrored(f->plan, &look));
  face.fixed_view = CAM_FACE;
  assert_true(scene_mirrored(f->plan, &face));
  face.mirrored = true;
  assert_false(scene_mirrored(f->plan, &face)); /* the player asked for the other side */
  f->elbow_phases[1].camera = ROUTINE_CAMERA_FACE;
  f->plan->segments[f->plan->segment_count - 2].camera = ROUTINE_CAMERA_FACE;
  assert_true(scene_mirrored(f->plan, &look)); /* one phase is enough, and all of them follow */
  fixture_close(f);
}

static int triangles_at(struct fixture *f, const char *id, int set, int rep, double at_s,
                        const struct scene_look *how) {
  struct scene scene = {0};
  struct dl dl = {0};
  scene_set(&scene, f->plan, fixture_moment(f, id, set, rep, at_s), place, place_down, how);
  scene_draw(&scene, &dl, palette_find("dusk"));
  int count = dl.index_count;
  dl_free(&dl);
  return count;
}

struct guide_case {
  const char *id;
  int set, rep;
  double at_s;
  size_t guide; /* offset of its switch in scene_look */
};

static void each_guide_shows_where_it_helps_and_only_while_it_is_on(void **state) {
  (void)state;
  static const struct guide_case cases[] = {
      {"reach_overhead", 1, 1, 1.5, offsetof(struct scene_look, guide_path)},
      {"reach_overhead", 1, 1, 2.5, offsetof(struct scene_look, guide_ghost)},
      {"reach_overhead", 1, 1, 3.0, offsetof(struct scene_look, guide_range)},
      {"raise", 2, 0, 3.5, offsetof(struct scene_look, guide_turn)},
      {"lower_elbows", 2, 1, 5.9, offsetof(struct scene_look, guide_contact)},
  };
  struct fixture *f = fixture_open();
  struct scene_look all = {true, true, true, true, true, -1, false, false, NULL};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const struct guide_case *c = &cases[i];
    struct scene_look without = all;
    *(bool *)((char *)&without + c->guide) = false;
    int with = triangles_at(f, c->id, c->set, c->rep, c->at_s, &all),
        less = triangles_at(f, c->id, c->set, c->rep, c->at_s, &without);
    if (with <= less) fail_msg("%s at %.1f s: its guide shows nothing", c->id, c->at_s);
  }
  fixture_close(f);
}

/* The turn is announced before it comes, not in the middle of the reach before it, and never in the other stretch. */
static void the_turn_is_announced_just_before_it(void **state) {
  (void)state;
  struct fixture *f = fixture_open();
  struct scene_look turn = {.guide_turn = true, .fixed_view = -1}, none = {.fixed_view = -1};
  assert_int_equal(triangles_at(f, "raise", 2, 0, 0.5, &turn), triangles_at(f, "raise", 2, 0, 0.5, &none));
  assert_int_equal(triangles_at(f, "reach_up", 1, 1, 3.9, &turn),
                   triangles_at(f, "reach_up", 1, 1, 3.9, &none));
  assert_true(triangles_at(f, "turn", 2, 0, 0.3, &turn) > triangles_at(f, "turn", 2, 0, 0.3, &none));
  assert_int_equal(triangles_at(f, "turn", 2, 0, 1.99, &turn), triangles_at(f, "turn", 2, 0, 1.99, &none));
  fixture_close(f);
}

/* Secondary motion belongs to the moment, not to the frames that were shown before it. */
static void a_moment_looks_the_same_however_it_was_reached(void **state) {
  (void)state;
  struct fixture *f = fixture_open();
  struct scene run = {0}, jump = {0};
  struct ses_frame at = fixture_moment(f, "lower", 1, 1, 1);
  for (int64_t k = at.v - 3 * FRAMES_RATE_HZ; k < at.v; k += FRAME_FRAMES)
    scene_set(&run, f->plan, (struct ses_frame){k}, place, place_down, &look);
  scene_set(&run, f->plan, at, place, place_down, &look);
  scene_set(&jump, f->plan, at, place, place_down, &look);
  for (int j = 0; j < SKEL_JOINTS; j++)
    assert_true(vec3_length(vec3_sub(run.drawn.joint[j], jump.drawn.joint[j])) < 1e-6);
  fixture_close(f);
}

static void reduced_motion_draws_the_exercise_and_nothing_more(void **state) {
  (void)state;
  struct fixture *f = fixture_open();
  struct scene_look cut = look;
  struct scene scene = {0};
  cut.cut = true;
  scene_set(&scene, f->plan, fixture_moment(f, "reach_overhead", 1, 1, 3), place, place_down, &cut);
  assert_memory_equal(&scene.pose.joint, &scene.drawn.joint, sizeof scene.pose.joint);
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
      cmocka_unit_test(no_joint_jumps_in_the_picture_over_a_whole_session),
      cmocka_unit_test(the_look_follows_the_settings),
      cmocka_unit_test(over_the_face_the_whole_plan_is_a_mirror),
      cmocka_unit_test(each_guide_shows_where_it_helps_and_only_while_it_is_on),
      cmocka_unit_test(the_turn_is_announced_just_before_it),
      cmocka_unit_test(a_moment_looks_the_same_however_it_was_reached),
      cmocka_unit_test(reduced_motion_draws_the_exercise_and_nothing_more),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
