#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "picture.h"
#include "setup.h"
#include "setup_body.h"
#include "setup_hand.h"

#define WIDTH  320
#define HEIGHT 200

static const struct cam_rect sizes[] = {{0, 0, 640, 480},     {37, 91, 640, 320}, {12.5f, 3, 64, 64},
                                        {100, 50, 1280, 800}, {0, 0, 3840, 2160}, {5, 5, 90, 300}};

#define SIZES ((int)(sizeof sizes / sizeof sizes[0]))

static struct dl drawn(const struct palette *palette, struct cam_rect rect, int step, double t_s,
                       bool still) {
  struct dl dl = {0};
  setup_draw(&dl, palette, skel_adult(), rect, step, t_s, still);
  return dl;
}

static struct dl in_dusk(int step, double t_s) {
  return drawn(palette_find("dusk"), (struct cam_rect){0, 0, WIDTH, HEIGHT}, step, t_s, false);
}

/* The largest distance of a vertex from its counterpart; both lists must be built alike. */
static double apart_px(const struct dl *a, const struct dl *b) {
  assert_int_equal(a->vertex_count, b->vertex_count);
  double most = 0;
  for (int i = 0; i < a->vertex_count; i++)
    most = fmax(most, (double)hypotf(a->vertices[i].x_px - b->vertices[i].x_px,
                                     a->vertices[i].y_px - b->vertices[i].y_px));
  return most;
}

/* Difference of two pictures over a grey ground, mean of a pixel and channel, 0…255. */
static double difference(const struct dl *a, const struct dl *b, int w, int h) {
  struct raster ra = raster_open(w, h, dl_rgb(0x808080)), rb = raster_open(w, h, dl_rgb(0x808080));
  raster_draw(&ra, a);
  raster_draw(&rb, b);
  double sum = 0;
  for (int i = 0; i < 3 * w * h; i++) sum += fabs((double)(ra.rgb[i] - rb.rgb[i]));
  raster_close(&ra);
  raster_close(&rb);
  return sum / (3.0 * w * h);
}

/* ---- validity: every step, theme and size ----------------------------------------------------------------- */

static void every_step_has_a_name_of_its_own_and_a_loop_of_4_to_8_seconds(void **state) {
  (void)state;
  assert_int_equal(setup_count(), 6);
  for (int i = 0; i < setup_count(); i++) {
    assert_true(setup_loop_s(i) >= 4 && setup_loop_s(i) <= 8);
    assert_true(setup_done_s(i) > 2 && setup_done_s(i) < setup_loop_s(i));
    assert_true(strlen(setup_name(i)) > 0);
    for (int k = 0; k < i; k++) assert_string_not_equal(setup_name(i), setup_name(k));
  }
}

/* What is opaque lies inside the rectangle (1.2 px of feather more); soft shadows may reach its edge and are clipped. */
static void is_inside(const struct dl *dl, struct cam_rect r, int step) {
  for (int i = 0; i < dl->vertex_count; i++) {
    const struct dl_vertex *v = &dl->vertices[i];
    if (v->color.a < 250) continue;
    if (!(v->x_px >= r.x_px - 1.2f && v->x_px <= r.x_px + r.w_px + 1.2f && v->y_px >= r.y_px - 1.2f &&
          v->y_px <= r.y_px + r.h_px + 1.2f))
      fail_msg("step %s at %g × %g: a point at %g, %g", setup_name(step), (double)r.w_px, (double)r.h_px,
               (double)(v->x_px - r.x_px), (double)(v->y_px - r.y_px));
  }
}

static void nothing_is_painted_outside_its_rectangle(void **state) {
  (void)state;
  for (int step = 0; step < setup_count(); step++) {
    for (int size = 0; size < SIZES; size++) {
      for (int i = 0; i <= 6; i++) {
        struct dl dl = drawn(palette_find("dusk"), sizes[size], step, setup_loop_s(step) * i / 9, i == 6);
        assert_true(picture_finite(&dl));
        is_inside(&dl, sizes[size], step);
        const struct dl_command *first = &dl.commands[0], *last = &dl.commands[dl.command_count - 1];
        assert_true(first->kind == DL_CLIP && first->clip.x_px == sizes[size].x_px &&
                    first->clip.w_px == sizes[size].w_px && first->clip.h_px == sizes[size].h_px);
        assert_true(last->kind == DL_CLIP && !(last->clip.w_px > 0));
        for (int k = 1; k + 1 < dl.command_count; k++) assert_int_equal(dl.commands[k].kind, DL_TRIANGLES);
        dl_free(&dl);
      }
    }
  }
}

/* At least a twentieth of a picture in its shape is covered: it does not shrink to a corner. */
static void every_step_is_seen_in_every_theme_and_size(void **state) {
  (void)state;
  int themes;
  const struct palette *all = palette_all(&themes);
  for (int theme = 0; theme < themes; theme++) {
    for (int step = 0; step < setup_count(); step++) {
      struct cam_rect r = {0, 0, 320, 200};
      struct dl nothing = {0}, dl = drawn(&all[theme], r, step, 0, true);
      assert_true(difference(&dl, &nothing, 320, 200) > 2);
      dl_free(&dl);
    }
  }
}

static void a_rectangle_without_room_draws_nothing(void **state) {
  (void)state;
  const struct cam_rect none[] = {{0, 0, 0, 0}, {10, 10, -5, 40}, {0, 0, 40, 0}, {0, 0, NAN, NAN}};
  for (int i = 0; i < 4; i++) {
    struct dl dl = drawn(palette_find("dusk"), none[i], SETUP_LIE, 1, false);
    assert_int_equal(dl.vertex_count, 0);
    dl_free(&dl);
  }
}

/* ---- time ------------------------------------------------------------------------------------------------- */

static void a_loop_ends_in_the_picture_in_which_it_begins(void **state) {
  (void)state;
  for (int step = 0; step < setup_count(); step++) {
    struct dl a = in_dusk(step, 0), b = in_dusk(step, setup_loop_s(step) - 1e-6);
    if (a.vertex_count == b.vertex_count) assert_true(apart_px(&a, &b) < 0.1);
    assert_true(difference(&a, &b, WIDTH, HEIGHT) < 0.01);
    dl_free(&a);
    dl_free(&b);
  }
}

/* At 60 pictures a second on 320 × 200 a picture differs from the one before by less than a third of what the whole
** step changes: nothing pops in or out. */
static void nothing_jumps_from_one_picture_to_the_next(void **state) {
  (void)state;
  for (int step = 0; step < setup_count(); step++) {
    struct dl start = in_dusk(step, 0),
              done = drawn(palette_find("dusk"), (struct cam_rect){0, 0, WIDTH, HEIGHT}, step, 0, true);
    double whole = difference(&start, &done, WIDTH, HEIGHT);
    assert_true(whole > 0.5); /* the step does show something */
    for (int i = 0; i < 12; i++) {
      double t = setup_loop_s(step) * i / 11;
      struct dl a = in_dusk(step, t), b = in_dusk(step, t + 1.0 / 60);
      double step_px = difference(&a, &b, WIDTH, HEIGHT);
      if (step_px > whole / 3)
        fail_msg("%s at %.2f s changes by %.2f of %.2f", setup_name(step), t, step_px, whole);
      dl_free(&a);
      dl_free(&b);
    }
    dl_free(&start);
    dl_free(&done);
  }
}

static void any_time_is_a_time_of_the_loop(void **state) {
  (void)state;
  for (int step = 0; step < setup_count(); step++) {
    double loop_s = setup_loop_s(step);
    struct dl once = in_dusk(step, 1.7), later = in_dusk(step, 1.7 + 1000 * loop_s),
              before = in_dusk(step, 1.7 - 3 * loop_s);
    assert_true(apart_px(&once, &later) < 0.01);
    assert_true(apart_px(&once, &before) < 0.01);
    struct dl odd = in_dusk(step, NAN), endless = in_dusk(step, INFINITY);
    assert_true(picture_finite(&odd) && picture_finite(&endless));
    dl_free(&once), dl_free(&later), dl_free(&before), dl_free(&odd), dl_free(&endless);
  }
}

static void a_still_does_not_move(void **state) {
  (void)state;
  struct cam_rect r = {0, 0, 300, 200};
  for (int step = 0; step < setup_count(); step++) {
    struct dl a = drawn(palette_find("paper"), r, step, 0, true),
              b = drawn(palette_find("paper"), r, step, 3.3, true);
    assert_true(apart_px(&a, &b) == 0);
    dl_free(&a);
    dl_free(&b);
  }
}

/* ---- the body --------------------------------------------------------------------------------------------- */

/* The lying-down and the settling, at `u`. */
static struct pose body_at(int which, double u) {
  struct pose pose;
  double slide_m;
  if (which == 0) setup_body_lie_down(skel_adult(), u, &pose);
  if (which == 1) setup_body_settle(skel_adult(), u, &pose, &slide_m);
  return pose;
}

static void bones_keep_their_lengths_and_nothing_sinks_on_the_way_down(void **state) {
  (void)state;
  for (int which = 0; which < 2; which++) {
    for (int i = 0; i <= 100; i++) {
      struct pose pose = body_at(which, i / 100.0);
      const char *what;
      if (!pose_sound(skel_adult(), &pose, &what)) fail_msg("way %d at %d %%: %s", which, i, what);
    }
  }
}

/* In hundredths of the way no joint goes farther than 6 cm: a head on a way of a metre at its peak makes 4. */
static void no_joint_jumps_on_the_way_down(void **state) {
  (void)state;
  for (int which = 0; which < 2; which++) {
    struct pose before = body_at(which, 0);
    for (int i = 1; i <= 100; i++) {
      struct pose now = body_at(which, i / 100.0);
      for (int k = 0; k < SKEL_JOINTS; k++) {
        double far = vec3_length(vec3_sub(now.joint[k], before.joint[k]));
        if (far > 0.06)
          fail_msg("way %d at %d %%: %s goes %.3f m", which, i, skel_joint_name((enum skel_joint)k), far);
      }
      before = now;
    }
  }
}

static void lying_down_ends_where_settling_begins_and_settling_in_the_set_up_position(void **state) {
  (void)state;
  struct pose lain = body_at(0, 1), begun = body_at(1, 0), settled = body_at(1, 1), home;
  struct angles angles = angles_lying();
  pose_solve(skel_adult(), &angles, 0.3, &home);
  for (int k = 0; k < SKEL_JOINTS; k++) {
    assert_true(vec3_length(vec3_sub(lain.joint[k], begun.joint[k])) < 0.002);
    assert_true(vec3_length(vec3_sub(settled.joint[k], home.joint[k])) < 0.002);
  }
}

static void it_begins_upright_before_the_roll(void **state) {
  (void)state;
  struct pose pose = body_at(0, 0);
  assert_true(pose.joint[SKEL_HEAD].y > 0.7);
  assert_true(fabs(pose.joint[SKEL_HEAD].x - pose.joint[SKEL_PELVIS].x) < 0.2);
  assert_true(pose.head.y.x < -0.9); /* looks towards the feet */
}

/* ---- the hand --------------------------------------------------------------------------------------------- */

/* Thumb and middle finger meet in front of the roll, where the reader sees it, not behind or below. */
static void thumb_and_finger_meet_in_front_of_the_roll(void **state) {
  (void)state;
  struct setup_grip grip = {.axis_y = 0.05, .radius_m = SETUP_ROLL_M};
  struct vec3 at = setup_hand_meeting(&grip);
  assert_true(at.z > grip.radius_m);
  assert_true(fabs(at.y - grip.axis_y) < 0.5 * grip.radius_m);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_step_has_a_name_of_its_own_and_a_loop_of_4_to_8_seconds),
      cmocka_unit_test(nothing_is_painted_outside_its_rectangle),
      cmocka_unit_test(every_step_is_seen_in_every_theme_and_size),
      cmocka_unit_test(a_rectangle_without_room_draws_nothing),
      cmocka_unit_test(a_loop_ends_in_the_picture_in_which_it_begins),
      cmocka_unit_test(nothing_jumps_from_one_picture_to_the_next),
      cmocka_unit_test(any_time_is_a_time_of_the_loop),
      cmocka_unit_test(a_still_does_not_move),
      cmocka_unit_test(bones_keep_their_lengths_and_nothing_sinks_on_the_way_down),
      cmocka_unit_test(no_joint_jumps_on_the_way_down),
      cmocka_unit_test(lying_down_ends_where_settling_begins_and_settling_in_the_set_up_position),
      cmocka_unit_test(it_begins_upright_before_the_roll),
      cmocka_unit_test(thumb_and_finger_meet_in_front_of_the_roll),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
