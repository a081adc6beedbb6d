/* Pictures that fail when the figure is wrong, not when a pixel is. Silhouettes are kept as text, 64 × 40 cells, in
** tests/golden/silhouettes; SUPINE_GOLDEN_UPDATE=1 writes them anew (then look at the difference). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "figure.h"
#include "picture.h"
#include "poses.h"

#define WIDTH          512
#define HEIGHT         320
#define CELL           8
#define COLUMNS        (WIDTH / CELL)
#define ROWS           (HEIGHT / CELL)
#define CELLS_MAY_VARY 5 /* of 2,560: roundings of other machines, not limbs */

static const char *const view_names[CAM_VIEWS] = {"side", "three-quarter", "overhead", "feet", "face"};

static const struct dl_color backdrop = {255, 0, 255, 255}; /* in no theme */

static struct cam view(enum cam_view which) {
  struct cam_pose eye = cam_view_pose(which, (double)WIDTH / HEIGHT);
  struct cam cam;
  cam_set(&cam, &eye, (struct cam_rect){0, 0, WIDTH, HEIGHT}, 0, false);
  return cam;
}

static struct raster picture_of(enum cam_view which, const struct pose *pose, const struct palette *palette) {
  struct cam cam = view(which);
  struct figure_look look = {.palette = palette};
  struct dl dl = {0};
  figure_draw(&dl, &cam, skel_adult(), pose, &look);
  assert_true(picture_finite(&dl));
  struct raster r = raster_open(WIDTH, HEIGHT, backdrop);
  raster_draw(&r, &dl);
  dl_free(&dl);
  return r;
}

static bool painted(const float *p) {
  return fabsf(p[0] - 255) + p[1] + fabsf(p[2] - 255) > 200;
}

/* One character a cell: '#' where half of it or more is covered. */
static void silhouette(const struct raster *r, char out[ROWS][COLUMNS + 2]) {
  for (int row = 0; row < ROWS; row++) {
    for (int column = 0; column < COLUMNS; column++) {
      int covered = 0;
      for (int i = 0; i < CELL * CELL; i++)
        covered += painted(raster_at(r, column * CELL + i % CELL, row * CELL + i / CELL));
      out[row][column] = covered * 2 >= CELL * CELL ? '#' : '.';
    }
    out[row][COLUMNS] = '\n';
    out[row][COLUMNS + 1] = '\0';
  }
}

static void check_silhouette(enum cam_view which, enum poses_key key) {
  struct pose pose = poses_at(key, 0.5);
  struct raster r = picture_of(which, &pose, palette_find("dusk"));
  char drawn[ROWS][COLUMNS + 2], line[COLUMNS + 8], path[512];
  silhouette(&r, drawn);
  raster_close(&r);
  snprintf(path, sizeof path, "%s/tests/golden/silhouettes/%s-%s.txt", TEST_SOURCE_DIR, view_names[which],
           poses_names[key]);
  const char *update = getenv("SUPINE_GOLDEN_UPDATE");
  FILE *file = fopen(path, update != NULL && update[0] == '1' ? "w" : "r");
  if (file == NULL) fail_msg("cannot open %s", path);
  if (update != NULL && update[0] == '1') {
    for (int row = 0; row < ROWS; row++) fputs(drawn[row], file);
    assert_int_equal(fclose(file), 0);
    return;
  }
  int different = 0, rows = 0;
  for (; rows < ROWS && fgets(line, sizeof line, file) != NULL; rows++) {
    for (int i = 0; i < COLUMNS; i++) different += line[i] != drawn[rows][i];
  }
  fclose(file);
  assert_int_equal(rows, ROWS);
  if (different <= CELLS_MAY_VARY) return;
  for (int row = 0; row < ROWS; row++) fputs(drawn[row], stderr);
  fail_msg("%s: %d cells differ from the drawing above", path, different);
}

static void silhouettes_are_those_that_were_approved(void **state) {
  (void)state;
  for (int which = 0; which < CAM_VIEWS; which++) {
    for (int key = 0; key < POSES_COUNT; key++) check_silhouette((enum cam_view)which, (enum poses_key)key);
  }
}

static int coral(enum cam_view which, enum poses_key key) {
  struct pose pose = poses_at(key, 0.5);
  const struct palette *dusk = palette_find("dusk");
  struct raster r = picture_of(which, &pose, dusk);
  int count = picture_count(&r, dusk->palm, 6);
  raster_close(&r);
  return count;
}

/* From the feet both palms of the turned arms are seen, each a mark on its own side of the picture. */
static void palms_that_face_the_feet_are_seen_from_there(void **state) {
  (void)state;
  static const enum poses_key turned[] = {POSES_TURNED, POSES_ELBOWS_DOWN};
  for (int k = 0; k < 2; k++) {
    struct pose pose = poses_at(turned[k], 0.5);
    const struct palette *dusk = palette_find("dusk");
    struct raster r = picture_of(CAM_FEET, &pose, dusk);
    struct cam cam = view(CAM_FEET);
    int middle = (int)cam_project(&cam, pose.joint[SKEL_NECK]).x_px, side[2] = {0, 0};
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      const float *p = r.rgb + 3 * i;
      bool mark =
          fabsf(p[0] - dusk->palm.r) < 6 && fabsf(p[1] - dusk->palm.g) < 6 && fabsf(p[2] - dusk->palm.b) < 6;
      if (mark) side[i % WIDTH > middle]++;
    }
    raster_close(&r);
    assert_true(side[0] >= 20 && side[1] >= 20);
  }
}

/* Palms that face each other: from the side only the far hand shows its palm, the near one its back. */
static void from_the_side_one_of_two_facing_palms_is_seen(void **state) {
  (void)state;
  struct pose pose = poses_at(POSES_CEILING, 0.5);
  const struct palette *dusk = palette_find("dusk");
  struct raster r = picture_of(CAM_SIDE, &pose, dusk);
  struct cam cam = view(CAM_SIDE);
  struct cam_point near = cam_project(&cam, pose.joint[SKEL_HAND_L]),
                   far = cam_project(&cam, pose.joint[SKEL_HAND_R]);
  int at_near = 0, at_far = 0;
  for (int i = 0; i < WIDTH * HEIGHT; i++) {
    const float *p = r.rgb + 3 * i;
    if (fabsf(p[0] - dusk->palm.r) + fabsf(p[1] - dusk->palm.g) + fabsf(p[2] - dusk->palm.b) > 18) continue;
    float x = (float)(i % WIDTH), y = (float)(i / WIDTH);
    at_near += hypotf(x - near.x_px, y - near.y_px) < hypotf(x - far.x_px, y - far.y_px);
    at_far += hypotf(x - near.x_px, y - near.y_px) >= hypotf(x - far.x_px, y - far.y_px);
  }
  raster_close(&r);
  assert_true(at_far >= 20);
  assert_int_equal(at_near, 0);
}

static void palms_that_lie_on_the_mat_are_not_seen_from_above(void **state) {
  (void)state;
  assert_int_equal(coral(CAM_OVERHEAD, POSES_LYING), 0);
}

/* Side view: the left arm is near and bright, the right one far and dim; mirrored poses do not change that. */
static void the_far_arm_is_dimmer_than_the_near_one(void **state) {
  (void)state;
  struct pose pose = poses_at(POSES_CEILING, 0.5);
  int count;
  const struct palette *all = palette_all(&count);
  for (int i = 0; i < count; i++) {
    struct raster r = picture_of(CAM_SIDE, &pose, &all[i]);
    struct cam cam = view(CAM_SIDE);
    struct dl_color tone[2];
    for (int side = 0; side < BODY_SIDES; side++) {
      struct vec3 middle =
          vec3_lerp(pose.joint[skel_of(SKEL_ELBOW_L, side)], pose.joint[skel_of(SKEL_WRIST_L, side)], 0.5);
      struct cam_point p = cam_project(&cam, middle);
      const float *rgb = raster_at(&r, (int)p.x_px, (int)p.y_px);
      tone[side] = (struct dl_color){(uint8_t)rgb[0], (uint8_t)rgb[1], (uint8_t)rgb[2], 255};
    }
    raster_close(&r);
    assert_true(palette_contrast(tone[BODY_LEFT], all[i].gap) >
                palette_contrast(tone[BODY_RIGHT], all[i].gap) * 1.3);
    assert_true(palette_contrast(tone[BODY_LEFT], all[i].body) < 1.1);
  }
}

/* Lowest row of the silhouette's upper edge over the belly, in pixels from the top. */
static float belly_top(double level) {
  struct pose pose = poses_at(POSES_OVERHEAD, level);
  struct raster r = picture_of(CAM_SIDE, &pose, palette_find("dusk"));
  struct cam cam = view(CAM_SIDE);
  int x = (int)cam_project(&cam, vec3_lerp(pose.joint[SKEL_LUMBAR], pose.joint[SKEL_CHEST], 0.4)).x_px;
  float edge = 0;
  for (int y = 0; y < HEIGHT; y++) { /* sums coverage, so that less than a pixel counts */
    const float *p = raster_at(&r, x, y);
    float cover = fminf((fabsf(p[0] - 255) + p[1] + fabsf(p[2] - 255)) / 400, 1);
    edge += 1 - cover;
    if (cover > 0.95f) break;
  }
  raster_close(&r);
  return edge;
}

static void the_belly_rises_with_the_breath(void **state) {
  (void)state;
  float empty = belly_top(0), half = belly_top(0.5), full = belly_top(1);
  assert_true(empty - half > 1 && half - full > 1); /* 2.5 cm are some five pixels in this small picture */
}

/* Every part, in every view and on the way between the poses. */
static void the_figure_lies_within_its_bounds(void **state) {
  (void)state;
  for (int which = 0; which < CAM_VIEWS; which++) {
    struct cam cam = view((enum cam_view)which);
    for (int key = 0; key < POSES_COUNT; key++) {
      struct pose pose = poses_at((enum poses_key)key, 1);
      struct figure_look look = {.palette = palette_find("paper"), .gap_px = 2};
      struct dl dl = {0};
      figure_draw(&dl, &cam, skel_adult(), &pose, &look);
      struct cam_rect b = figure_bounds(&cam, skel_adult(), &pose);
      float more = 2 + 2; /* the gap and the feather */
      assert_true(
          picture_within(&dl, b.x_px - more, b.y_px - more, b.x_px + b.w_px + more, b.y_px + b.h_px + more));
      assert_true(dl.index_count / 3 < 8000); /* most where arms point at the eye */
      dl_free(&dl);
    }
  }
}

static int by_size(const void *a, const void *b) {
  return *(const int *)a - *(const int *)b;
}

static void nothing_pops_from_one_frame_to_the_next(void **state) {
  (void)state;
  enum { STEPS = 12 };
  static const enum poses_key way[][2] = {{POSES_LYING, POSES_CEILING},
                                          {POSES_CEILING, POSES_OVERHEAD},
                                          {POSES_CEILING, POSES_TURNED},
                                          {POSES_TURNED, POSES_ELBOWS_DOWN}};
  for (int which = 0; which < CAM_VIEWS; which++) {
    for (int w = 0; w < 4; w++) {
      int changed[STEPS], sorted[STEPS];
      struct pose first = poses_between(way[w][0], way[w][1], 0.45, 0.5);
      struct raster last = picture_of((enum cam_view)which, &first, palette_find("dusk"));
      for (int i = 0; i < STEPS; i++) { /* small steps in the middle of the way */
        struct pose pose = poses_between(way[w][0], way[w][1], 0.45 + (i + 1) / 150.0, 0.5);
        struct raster now = picture_of((enum cam_view)which, &pose, palette_find("dusk"));
        changed[i] = 0;
        for (int p = 0; p < WIDTH * HEIGHT; p++) {
          changed[i] += painted(now.rgb + 3 * p) != painted(last.rgb + 3 * p);
        }
        sorted[i] = changed[i];
        raster_close(&last);
        last = now;
      }
      raster_close(&last);
      qsort(sorted, STEPS, sizeof sorted[0], by_size);
      for (int i = 0; i < STEPS; i++) { /* a limb that jumps in front or swells shows as one large change */
        if (changed[i] > 2 * sorted[STEPS / 2] + 60) {
          fail_msg("%s, way %d, step %d: %d pixels change", view_names[which], w, i, changed[i]);
        }
      }
    }
  }
}

/* Sum over the picture of how much two of it differ; black to white counts 3 a pixel. */
static double difference(const struct raster *a, const struct raster *b) {
  double sum = 0;
  for (int i = 0; i < 3 * WIDTH * HEIGHT; i++) sum += (double)fabsf(a->rgb[i] - b->rgb[i]) / 255;
  return sum;
}

/* On the way to the ceiling an arm comes to point at an eye above it: what then closes its end must grow, not appear. */
static void an_arm_that_comes_to_point_at_the_eye_does_not_pop(void **state) {
  (void)state;
  enum { STEPS = 40 };
  static const enum cam_view above[] = {CAM_OVERHEAD, CAM_FACE};
  for (size_t v = 0; v < sizeof above / sizeof above[0]; v++) {
    double changed[STEPS];
    struct pose first = poses_between(POSES_LYING, POSES_CEILING, 0.8, 0.5);
    struct raster last = picture_of(above[v], &first, palette_find("dusk"));
    for (int i = 0; i < STEPS; i++) {
      struct pose pose = poses_between(POSES_LYING, POSES_CEILING, 0.8 + 0.2 * (i + 1) / STEPS, 0.5);
      struct raster now = picture_of(above[v], &pose, palette_find("dusk"));
      changed[i] = difference(&now, &last);
      raster_close(&last);
      last = now;
    }
    raster_close(&last);
    for (int i = 2; i + 2 < STEPS; i++) {
      double around = (changed[i - 2] + changed[i - 1] + changed[i + 1] + changed[i + 2]) / 4;
      if (changed[i] > 1.8 * around + 60)
        fail_msg("%s, step %d: %.0f, around it %.0f", view_names[above[v]], i, changed[i], around);
    }
  }
}

static void a_ghost_is_arms_only_and_translucent(void **state) {
  (void)state;
  struct pose pose = poses_at(POSES_OVERHEAD, 0);
  struct cam cam = view(CAM_SIDE);
  const struct palette *dusk = palette_find("dusk");
  struct figure_look look = {.palette = dusk, .ghost = 0.3};
  struct dl dl = {0};
  figure_draw(&dl, &cam, skel_adult(), &pose, &look);
  float knee = cam_project(&cam, pose.joint[SKEL_CHEST]).x_px;
  for (int i = 0; i < dl.vertex_count; i++) {
    assert_true(dl.vertices[i].color.a <= 78);
    assert_true(dl.vertices[i].x_px > knee);
  }
  assert_true(dl.index_count > 0);
  dl_free(&dl);
}

/* What lies twice over the stage is seen twice: seams and edges may (2 % of the ghost), a finger or an arm may not. */
static void no_part_of_a_ghost_covers_another(void **state) {
  (void)state;
  static const enum poses_key poses[] = {POSES_CEILING, POSES_OVERHEAD, POSES_ELBOWS_DOWN};
  static const enum cam_view seen_from[] = {CAM_SIDE, CAM_FEET};
  struct palette white = *palette_find("dusk");
  white.ghost = dl_rgb(0xffffff);
  for (int i = 0; i < 3; i++) {
    for (int v = 0; v < 2; v++) {
      /* an arm whose forearm lies over its upper arm cannot but cover itself */
      if (poses[i] == POSES_ELBOWS_DOWN && seen_from[v] == CAM_SIDE) continue;
      struct pose pose = poses_at(poses[i], 0);
      struct cam cam = view(seen_from[v]);
      struct figure_look look = {.palette = &white, .ghost = 0.3};
      struct dl dl = {0};
      figure_draw(&dl, &cam, skel_adult(), &pose, &look);
      struct raster r = raster_open(WIDTH, HEIGHT, dl_rgb(0x000000));
      raster_draw(&r, &dl);
      int ghost = 0, twice = 0;
      for (int k = 0; k < WIDTH * HEIGHT; k++)
        ghost += r.rgb[3 * k] > 12, twice += r.rgb[3 * k] > 0.36f * 255;
      assert_true(ghost > 500);
      if (twice * 50 > ghost) fail_msg("pose %d, %s: %d of %d", i, view_names[seen_from[v]], twice, ghost);
      raster_close(&r);
      dl_free(&dl);
    }
  }
}

static void as_outlines_a_ghost_is_one_shape_for_each_arm(void **state) {
  (void)state;
  struct pose pose = poses_at(POSES_CEILING, 0);
  struct cam cam = view(CAM_SIDE);
  struct figure_look look = {.palette = palette_find("dusk"), .ghost = 0.3};
  struct dl dl = {.outlines = true};
  figure_draw(&dl, &cam, skel_adult(), &pose, &look);
  assert_int_equal(dl.command_count, BODY_SIDES);
  for (int i = 0; i < BODY_SIDES; i++) {
    assert_int_equal(dl.commands[i].kind, DL_OUTLINE);
    assert_true(dl.commands[i].outline.contours >= 6); /* arm, thumb and every finger */
  }
  dl_free(&dl);
}

static void a_pose_squeezed_to_a_point_stays_finite(void **state) {
  (void)state;
  struct pose pose = poses_at(POSES_LYING, 0);
  for (int i = 0; i < SKEL_JOINTS; i++) pose.joint[i] = vec3(0, 0, 0);
  pose.heel[0] = pose.heel[1] = vec3(0, 0, 0);
  for (int side = 0; side < BODY_SIDES; side++) pose.hand[side] = (struct pose_hand){.palm = {0, 0, 0}};
  for (int which = 0; which < CAM_VIEWS; which++) {
    struct raster r = picture_of((enum cam_view)which, &pose, palette_find("dusk"));
    raster_close(&r);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(silhouettes_are_those_that_were_approved),
      cmocka_unit_test(palms_that_face_the_feet_are_seen_from_there),
      cmocka_unit_test(from_the_side_one_of_two_facing_palms_is_seen),
      cmocka_unit_test(palms_that_lie_on_the_mat_are_not_seen_from_above),
      cmocka_unit_test(the_far_arm_is_dimmer_than_the_near_one),
      cmocka_unit_test(the_belly_rises_with_the_breath),
      cmocka_unit_test(the_figure_lies_within_its_bounds),
      cmocka_unit_test(nothing_pops_from_one_frame_to_the_next),
      cmocka_unit_test(an_arm_that_comes_to_point_at_the_eye_does_not_pop),
      cmocka_unit_test(a_ghost_is_arms_only_and_translucent),
      cmocka_unit_test(no_part_of_a_ghost_covers_another),
      cmocka_unit_test(as_outlines_a_ghost_is_one_shape_for_each_arm),
      cmocka_unit_test(a_pose_squeezed_to_a_point_stays_finite),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
