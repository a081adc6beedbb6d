#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "picture.h"
#include "poses.h"
#include "stage.h"

#define WIDTH  640
#define HEIGHT 400

static struct cam view(enum cam_view which) {
  struct cam_rect rect = stage_rect(which, WIDTH, HEIGHT);
  struct cam_pose eye = cam_view_pose(which, (double)(rect.w_px / rect.h_px));
  struct cam cam;
  cam_set(&cam, &eye, rect, 0, false);
  return cam;
}

static void the_background_covers_every_pixel(void **state) {
  (void)state;
  int count;
  const struct palette *all = palette_all(&count);
  const double down[] = {0, 0.35, 0.7, 1};
  for (int i = 0; i < count; i++) {
    for (int k = 0; k < 4; k++) {
      struct dl dl = {0};
      stage_background(&dl, &all[i], WIDTH, HEIGHT, 0, down[k], false);
      assert_true(picture_finite(&dl));
      struct raster r = raster_open(WIDTH, HEIGHT, (struct dl_color){255, 0, 255, 255});
      raster_draw(&r, &dl);
      assert_int_equal(picture_count(&r, (struct dl_color){255, 0, 255, 255}, 1), 0);
      raster_close(&r);
      dl_free(&dl);
    }
  }
}

static void the_background_is_constant_for_its_arguments(void **state) {
  (void)state;
  struct dl a = {0}, b = {0};
  stage_background(&a, palette_find("dusk"), WIDTH, HEIGHT, 0, 0.4, false);
  stage_background(&b, palette_find("dusk"), WIDTH, HEIGHT, 0, 0.4, false);
  assert_int_equal(a.vertex_count, b.vertex_count);
  for (int i = 0; i < a.vertex_count; i++) {
    assert_true(a.vertices[i].x_px == b.vertices[i].x_px && a.vertices[i].y_px == b.vertices[i].y_px);
    assert_int_equal(a.vertices[i].color.r, b.vertices[i].color.r);
  }
  dl_free(&a);
  dl_free(&b);
}

static void the_view_from_the_feet_looks_down_and_the_side_does_not(void **state) {
  (void)state;
  struct cam_pose side = cam_view_pose(CAM_SIDE, 1.6), feet = cam_view_pose(CAM_FEET, 1.6);
  assert_true(stage_view_down(&side) < 0.05);
  assert_true(stage_view_down(&feet) > 0.9);
}

/* Cue (left of 560, above 180), repetitions and lane of a 1280 × 800 picture stay free of the figure. */
static void the_figure_keeps_clear_of_the_words(void **state) {
  (void)state;
  static const enum poses_key way[][2] = {{POSES_LYING, POSES_CEILING},
                                          {POSES_CEILING, POSES_OVERHEAD},
                                          {POSES_CEILING, POSES_TURNED},
                                          {POSES_TURNED, POSES_ELBOWS_DOWN}};
  for (int which = 0; which < CAM_VIEWS; which++) {
    struct cam_rect rect = stage_rect((enum cam_view)which, 1280, 800);
    struct cam_pose eye = cam_view_pose((enum cam_view)which, (double)(rect.w_px / rect.h_px));
    struct cam cam;
    cam_set(&cam, &eye, rect, 0, false);
    for (int i = 0; i < 4 * 16; i++) {
      struct pose pose = poses_between(way[i / 16][0], way[i / 16][1], (i % 16) / 15.0, 1);
      struct figure_look look = {.palette = palette_find("dusk")};
      struct dl dl = {0};
      figure_draw(&dl, &cam, skel_adult(), &pose, &look);
      for (int v = 0; v < dl.vertex_count; v++) {
        float x = dl.vertices[v].x_px, y = dl.vertices[v].y_px;
        if (x < 560 && y < 180)
          fail_msg("view %d, step %d touches the cue at %.0f, %.0f", which, i, (double)x, (double)y);
        if (x > 1085 && y < 170) fail_msg("view %d, step %d touches the repetitions", which, i);
        if (y > 645) fail_msg("view %d, step %d touches the lane", which, i);
      }
      dl_free(&dl);
    }
  }
}

static int visible(enum cam_view which, enum poses_key key, bool towel) {
  const struct palette *dusk = palette_find("dusk");
  struct cam cam = view(which);
  struct pose pose = poses_at(key, 0.5);
  struct dl dl = {0};
  stage_draw(&dl, &cam, dusk, skel_adult(), &pose, NULL, 0);
  assert_true(picture_finite(&dl));
  struct raster r = raster_open(WIDTH, HEIGHT, dl_rgb(0x101020));
  raster_draw(&r, &dl);
  int count = picture_count(&r, towel ? dusk->towel : dusk->pillow, 22);
  raster_close(&r);
  dl_free(&dl);
  return count;
}

static void towel_and_pillow_are_seen_from_every_view(void **state) {
  (void)state;
  for (int which = 0; which < CAM_VIEWS; which++) {
    assert_true(visible((enum cam_view)which, POSES_ELBOWS_DOWN, true) > 60);
    assert_true(visible((enum cam_view)which, POSES_ELBOWS_DOWN, false) > 200);
  }
}

/* What is drawn anew each frame; the mat and the room lie in a kept layer. As outlines it is a tenth of that. */
static void a_frame_stays_within_its_budget_of_triangles(void **state) {
  (void)state;
  for (int which = 0; which < CAM_VIEWS; which++) {
    struct cam cam = view((enum cam_view)which);
    for (int key = 0; key < POSES_COUNT; key++) {
      struct pose pose = poses_at((enum poses_key)key, 1);
      struct stage_marks marks = {.contact = 1};
      for (int outlines = 0; outlines < 2; outlines++) {
        struct dl dl = {.outlines = outlines != 0};
        stage_upon(&dl, &cam, palette_find("dusk"), skel_adult(), &pose, NULL, 0, &marks);
        if (dl.index_count / 3 >= (outlines ? 1200 : 10500))
          fail_msg("view %d, pose %d: %d triangles", which, key, dl.index_count / 3);
        dl_free(&dl);
      }
    }
  }
}

static int arc(struct vec3 out[20]) {
  for (int i = 0; i < 20; i++) {
    double t = VEC_PI / 2 * i / 19;
    out[i] = vec3(0.48 + 0.74 * sin(t), 0.11 + 0.74 * cos(t), 0.2);
  }
  return 20;
}

static void the_path_ahead_grows_shorter_and_ends_where_the_hand_will_be(void **state) {
  (void)state;
  struct vec3 points[20];
  int count = arc(points), last = 1 << 30;
  struct cam cam = view(CAM_SIDE);
  struct cam_point end = cam_project(&cam, points[count - 1]);
  for (int i = 0; i < 10; i++) {
    struct dl dl = {0};
    stage_path(&dl, &cam, palette_find("dusk"), points, count, i / 10.0);
    assert_true(picture_finite(&dl));
    assert_true(dl.index_count <= last && dl.index_count > 0);
    last = dl.index_count;
    float near = 1e9f;
    for (int v = 0; v < dl.vertex_count; v++) {
      near = fminf(near, hypotf(dl.vertices[v].x_px - end.x_px, dl.vertices[v].y_px - end.y_px));
    }
    assert_true(near < 12);
    dl_free(&dl);
  }
}

static void a_path_that_is_over_or_has_no_length_draws_nothing(void **state) {
  (void)state;
  struct vec3 points[20];
  int count = arc(points);
  struct cam cam = view(CAM_SIDE);
  struct dl dl = {0};
  stage_path(&dl, &cam, palette_find("dusk"), points, count, 1);
  stage_path(&dl, &cam, palette_find("dusk"), points, count, NAN);
  stage_path(&dl, &cam, palette_find("dusk"), points, 1, 0);
  for (int i = 0; i < 20; i++) points[i] = vec3(0.1, 0.1, 0.1);
  stage_path(&dl, &cam, palette_find("dusk"), points, count, 0);
  assert_int_equal(dl.index_count, 0);
  dl_free(&dl);
}

static void a_list_that_has_failed_is_left_alone(void **state) {
  (void)state;
  struct dl dl = {.failed = true};
  struct cam cam = view(CAM_FEET);
  struct pose pose = poses_at(POSES_ELBOWS_DOWN, 1);
  stage_background(&dl, palette_find("paper"), WIDTH, HEIGHT, 0, 1, false);
  stage_draw(&dl, &cam, palette_find("paper"), skel_adult(), &pose, &pose, 0.4);
  assert_int_equal(dl.vertex_count + dl.index_count + dl.command_count, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_background_covers_every_pixel),
      cmocka_unit_test(the_background_is_constant_for_its_arguments),
      cmocka_unit_test(the_view_from_the_feet_looks_down_and_the_side_does_not),
      cmocka_unit_test(the_figure_keeps_clear_of_the_words),
      cmocka_unit_test(towel_and_pillow_are_seen_from_every_view),
      cmocka_unit_test(a_frame_stays_within_its_budget_of_triangles),
      cmocka_unit_test(the_path_ahead_grows_shorter_and_ends_where_the_hand_will_be),
      cmocka_unit_test(a_path_that_is_over_or_has_no_length_draws_nothing),
      cmocka_unit_test(a_list_that_has_failed_is_left_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
