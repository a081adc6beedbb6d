/* Key moments of both stretches against stored grids (tests/golden/pictures). A picture test fails when the figure, a
** prop, a word or the lane is wrong, not when a pixel is: that is shown by leaving each of them out, and by drawing
** the same moment with other edges.
**
** After a change of the drawing that is meant: run this program with SUPINE_GOLDEN_UPDATE=1, look at the pictures that
** it leaves in <build>/tests/golden-*.png, and commit the grids that changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "frames.h"

/* In levels of 255, of all cells and of the worst one. */
#define MEAN_MOST 0.6
#define CELL_MOST 12.0

static const struct frames_moment moments[] = {
    {"get-ready", "get_ready", 0, 0, 0.5, "dusk", NULL},
    {"count-in", "count_in", 0, 0, 0.5, "dusk", NULL},
    {"reach-up", "reach_up", 1, 1, 0.5, "dusk", NULL},
    {"hands-to-the-ceiling", "reach_up", 1, 1, 1, "dusk", NULL},
    {"reach-overhead", "reach_overhead", 1, 1, 0.5, "dusk", NULL},
    {"overhead", "reach_overhead", 1, 2, 1, "dusk", NULL},
    {"lower", "lower", 1, 1, 0.5, "dusk", NULL},
    {"settle", "settle", 1, 2, 0.5, "dusk", NULL},
    {"rest", "rest", 1, 0, 0.5, "dusk", NULL},
    {"raise", "raise", 2, 0, 0.6, "dusk", NULL},
    {"palms-turned", "turn", 2, 0, 1, "dusk", NULL},
    {"lower-elbows", "lower_elbows", 2, 1, 0.5, "dusk", NULL},
    {"elbows-down", "lower_elbows", 2, 2, 1, "dusk", NULL},
    {"reach-back-up", "reach_back_up", 2, 1, 0.5, "dusk", NULL},
    {"lower-to-rest", "lower", 2, 0, 0.5, "dusk", NULL},
    {"overhead-three-quarter", "reach_overhead", 1, 1, 0.9, "dusk", "three-quarter"},
    {"elbows-down-from-above", "lower_elbows", 2, 1, 0.9, "dusk", "overhead"},
    {"overhead-paper", "reach_overhead", 1, 1, 0.8, "paper", NULL},
    {"elbows-down-paper", "lower_elbows", 2, 1, 1, "paper", NULL},
    {"overhead-high-contrast", "reach_overhead", 1, 1, 0.8, "high-contrast", NULL},
};
#define MOMENTS ((int)(sizeof moments / sizeof *moments))

static const struct frames_moment *moment_of(const char *name) {
  for (int i = 0; i < MOMENTS; i++)
    if (strcmp(moments[i].name, name) == 0) return &moments[i];
  fail_msg("there is no moment %s", name);
  return NULL;
}

static struct dl *list_of(const struct frames_moment *moment) {
  struct dl *list = frames_list(moment);
  if (!list) fail_msg("%s: the session has no such phase", moment->name);
  return list;
}

static bool alike(struct grid_difference d) {
  return d.mean <= MEAN_MOST && d.most <= CELL_MOST;
}

static void every_moment_looks_as_it_did(void **state) {
  (void)state;
  bool update = getenv("SUPINE_GOLDEN_UPDATE") != NULL;
  int wrong = 0;
  for (int i = 0; i < MOMENTS; i++) {
    char path[512];
    struct grid now, golden;
    snprintf(path, sizeof path, TEST_SOURCE_DIR "/tests/golden/pictures/%s.txt", moments[i].name);
    list_of(&moments[i]);
    now = frames_grid();
    if (update) {
      assert_true(grid_write(path, &now));
      print_message("%s\n", frames_keep(moments[i].name));
      continue;
    }
    if (!grid_read(path, &golden))
      fail_msg("%s is missing: run this program with SUPINE_GOLDEN_UPDATE=1", path);
    struct grid_difference d = grid_compare(&now, &golden);
    if (alike(d)) continue;
    wrong++;
    print_error(
        "%s: differs by %.2f on average (at most %.2f) and by %.1f (at most %.1f) at %d, %d px; see %s\n",
        moments[i].name, d.mean, MEAN_MOST, d.most, CELL_MOST, d.x * FRAMES_WIDTH_PX / GRID_WIDE,
        d.y * FRAMES_HEIGHT_PX / GRID_HIGH, frames_keep(moments[i].name));
  }
  if (wrong) fail_msg("%d of %d pictures are wrong", wrong, MOMENTS);
}

/* What a GPU is given and what is drawn without one. */
static void outlines_and_triangles_look_the_same(void **state) {
  (void)state;
  for (int i = 0; i < MOMENTS; i++) {
    list_of(&moments[i]);
    struct grid triangles = frames_grid();
    frames_outlines(true);
    list_of(&moments[i]);
    struct grid outlines = frames_grid();
    frames_outlines(false);
    struct grid_difference d = grid_compare(&triangles, &outlines);
    if (!alike(d)) fail_msg("%s: %.2f on average, %.1f at %d, %d", moments[i].name, d.mean, d.most, d.x, d.y);
  }
}

/* ---- what must not be noticed ------------------------------------------------------------------------------ */

/* Everything half a pixel further: every edge falls on other samples. */
static void other_sampling_of_edges_is_not_noticed(void **state) {
  (void)state;
  for (int i = 0; i < MOMENTS; i++) {
    list_of(&moments[i]);
    struct grid plain = frames_grid();
    struct dl *list = list_of(&moments[i]);
    for (int v = 0; v < list->vertex_count; v++) {
      list->vertices[v].x_px += 0.5f;
      list->vertices[v].y_px += 0.5f;
    }
    struct grid moved = frames_grid();
    struct grid_difference d = grid_compare(&plain, &moved);
    if (!alike(d)) fail_msg("%s: %.2f on average, %.1f at %d, %d", moments[i].name, d.mean, d.most, d.x, d.y);
  }
}

/* Edges, letters among them, twice as soft. */
static void softer_edges_are_not_noticed(void **state) {
  (void)state;
  for (int i = 0; i < MOMENTS; i++) {
    list_of(&moments[i]);
    struct grid plain = frames_grid(), soft = frames_soft_grid();
    struct grid_difference d = grid_compare(&plain, &soft);
    assert_true(d.most > 0.5); /* there was something to soften */
    if (!alike(d)) fail_msg("%s: %.2f on average, %.1f at %d, %d", moments[i].name, d.mean, d.most, d.x, d.y);
  }
}

/* ---- what must be noticed ---------------------------------------------------------------------------------- */

/* Compares the last list, which was spoilt, with the moment as it should be. */
static void noticed(const struct frames_moment *moment, const struct grid *good, const char *what) {
  struct grid bad = frames_grid();
  struct grid_difference d = grid_compare(good, &bad);
  if (alike(d))
    fail_msg("%s: nobody notices %s: %.2f on average, %.1f at most; see %s", moment->name, what, d.mean,
             d.most, frames_keep("unnoticed"));
}

/* Takes out every triangle that lies within radius of the line from a to b: strokes, not what they lie on. Returns how
** many. */
static int leave_out(struct dl *list, struct cam_point a, struct cam_point b, float radius_px) {
  int out = 0;
  float dx = b.x_px - a.x_px, dy = b.y_px - a.y_px, square = dx * dx + dy * dy;
  for (int i = 0; i + 2 < list->index_count; i += 3) {
    bool inside = true;
    for (int k = 0; k < 3 && inside; k++) {
      const struct dl_vertex *v = &list->vertices[list->indices[i + k]];
      float u = square > 0 ? ((v->x_px - a.x_px) * dx + (v->y_px - a.y_px) * dy) / square : 0;
      u = u < 0 ? 0 : u > 1 ? 1 : u;
      float ox = v->x_px - a.x_px - u * dx, oy = v->y_px - a.y_px - u * dy;
      inside = ox * ox + oy * oy <= radius_px * radius_px;
    }
    if (!inside) continue;
    list->indices[i + 1] = list->indices[i + 2] = list->indices[i];
    out++;
  }
  return out;
}

static struct cam_point seen(struct vec3 p) {
  return cam_project(&frames_scene()->cam, p);
}

struct limb {
  const char *moment;
  enum skel_joint from, to;
  double radius_m;
};

/* From the side both arms and both legs lie on each other: then both are left out. */
static void a_missing_limb_is_noticed(void **state) {
  (void)state;
  static const struct limb limbs[] = {
      {"reach-up", SKEL_ELBOW_L, SKEL_HAND_L, 0.08},
      {"overhead", SKEL_SHOULDER_L, SKEL_ELBOW_L, 0.08},
      {"overhead", SKEL_KNEE_L, SKEL_ANKLE_L, 0.09},
      {"settle", SKEL_NECK, SKEL_HEAD, 0.14},
      {"elbows-down", SKEL_ELBOW_L, SKEL_HAND_L, 0.08},
      {"elbows-down", SKEL_ELBOW_R, SKEL_HAND_R, 0.08},
      {"palms-turned", SKEL_WRIST_R, SKEL_HAND_R, 0.09},
      {"elbows-down-from-above", SKEL_HIP_L, SKEL_KNEE_L, 0.11},
      {"overhead-paper", SKEL_ELBOW_L, SKEL_HAND_L, 0.08},
      {"overhead-high-contrast", SKEL_ELBOW_L, SKEL_HAND_L, 0.08},
  };
  for (size_t i = 0; i < sizeof limbs / sizeof *limbs; i++) {
    const struct frames_moment *moment = moment_of(limbs[i].moment);
    list_of(moment);
    struct grid good = frames_grid();
    struct dl *list = list_of(moment);
    const struct pose *pose = &frames_scene()->pose;
    struct cam_point a = seen(pose->joint[limbs[i].from]), b = seen(pose->joint[limbs[i].to]);
    assert_true(leave_out(list, a, b, (float)limbs[i].radius_m * a.scale_px) > 10);
    noticed(moment, &good, skel_joint_name(limbs[i].to));
  }
}

static void a_pose_15_degrees_off_is_noticed(void **state) {
  (void)state;
  static const char *const names[] = {"hands-to-the-ceiling",  "overhead",       "elbows-down",
                                      "lower-elbows",          "overhead-paper", "overhead-high-contrast",
                                      "overhead-three-quarter"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const struct frames_moment *moment = moment_of(names[i]);
    list_of(moment);
    struct grid good = frames_grid();
    struct plan_segment *segment = frames_segment(moment), kept = *segment;
    for (int side = 0; side < BODY_SIDES; side++) {
      struct angles_arm *arms[2] = {&segment->from.arm[side], &segment->to.arm[side]};
      for (int k = 0; k < 2; k++) {
        bool raised = arms[k]->shoulder_flexion_rad > 0.5;
        if (raised)
          arms[k]->shoulder_flexion_rad -= vec_rad(15);
        else
          arms[k]->shoulder_abduction_rad -= vec_rad(15);
      }
    }
    list_of(moment);
    noticed(moment, &good, "a pose that is 15 degrees off");
    *segment = kept;
  }
}

/* Takes out every triangle painted in one of the colours, to within `near` of red, green and blue together. Returns
** how many. */
static int leave_out_paint(struct dl *list, const struct dl_color *colors, int count, int near) {
  int out = 0;
  for (int i = 0; i + 2 < list->index_count; i += 3) {
    bool painted = true;
    for (int k = 0; k < 3 && painted; k++) {
      struct dl_color c = list->vertices[list->indices[i + k]].color;
      painted = false;
      for (int n = 0; n < count; n++)
        painted = painted || abs(c.r - colors[n].r) + abs(c.g - colors[n].g) + abs(c.b - colors[n].b) < near;
    }
    if (!painted) continue;
    list->indices[i + 1] = list->indices[i + 2] = list->indices[i];
    out++;
  }
  return out;
}

static void a_missing_towel_or_pillow_is_noticed(void **state) {
  (void)state;
  static const char *const names[] = {"reach-up", "overhead", "elbows-down", "overhead-paper"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const struct frames_moment *moment = moment_of(names[i]);
    const struct palette *p = palette_find(moment->theme);
    const struct dl_color towel[] = {p->towel, p->towel_dark, p->towel_light},
                          pillow[] = {p->pillow, p->pillow_dark};
    list_of(moment);
    struct grid good = frames_grid();
    assert_true(leave_out_paint(list_of(moment), towel, 3, 90) > 10);
    noticed(moment, &good, "that there is no towel");
    assert_true(leave_out_paint(list_of(moment), pillow, 2, 40) > 10);
    noticed(moment, &good, "that there is no pillow");
  }
}

/* Takes out the texts that read so. Returns how many. */
static int hush(struct dl *list, const char *text) {
  int out = 0;
  for (int i = 0; i < list->command_count; i++) {
    struct dl_command *c = &list->commands[i];
    if (c->kind != DL_TEXT || strcmp(list->chars + c->text.text, text) != 0) continue;
    c->text.color.a = 0;
    out++;
  }
  return out;
}

static void a_missing_cue_is_noticed(void **state) {
  (void)state;
  for (int i = 0; i < MOMENTS; i++) {
    const struct plan_segment *segment = frames_segment(&moments[i]);
    list_of(&moments[i]);
    struct grid good = frames_grid();
    struct dl *list = list_of(&moments[i]);
    if (segment->breath == ROUTINE_FREE) continue;
    assert_true(hush(list, segment->words.cue) >= 1);
    noticed(&moments[i], &good, "that the cue is missing");
  }
}

static void a_missing_lane_is_noticed(void **state) {
  (void)state;
  static const char *const names[] = {"reach-up", "overhead", "elbows-down", "overhead-paper",
                                      "overhead-high-contrast"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const struct frames_moment *moment = moment_of(names[i]);
    list_of(moment);
    struct grid good = frames_grid();
    struct dl *list = list_of(moment);
    float y = 0.87f * FRAMES_HEIGHT_PX;
    struct cam_point left = {.x_px = 0, .y_px = y}, right = {.x_px = FRAMES_WIDTH_PX, .y_px = y};
    assert_true(leave_out(list, left, right, 0.13f * FRAMES_HEIGHT_PX) > 50);
    noticed(moment, &good, "that there is no lane");
  }
}

/* ---- the measure itself ------------------------------------------------------------------------------------ */

static void a_grid_comes_back_from_its_file_to_half_a_level(void **state) {
  (void)state;
  const char *path = TEST_BINARY_DIR "/tests/test-grid.txt";
  struct grid back, grid;
  for (int i = 0; i < GRID_WIDE * GRID_HIGH; i++)
    grid.cell[i / GRID_WIDE][i % GRID_WIDE] = (float)(i % 2551) / 10.0f;
  assert_true(grid_write(path, &grid));
  assert_true(grid_read(path, &back));
  assert_true(grid_compare(&grid, &back).most <= 0.51);
  FILE *file = fopen(path, "a");
  assert_non_null(file);
  fputs("00\n", file);
  fclose(file);
  assert_false(grid_read(path, &back)); /* one cell too many */
  remove(path);
  assert_false(grid_read(path, &back));
}

static int open_all(void **state) {
  (void)state;
  return frames_open() ? 0 : -1;
}

static int close_all(void **state) {
  (void)state;
  frames_close();
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_moment_looks_as_it_did),
      cmocka_unit_test(outlines_and_triangles_look_the_same),
      cmocka_unit_test(other_sampling_of_edges_is_not_noticed),
      cmocka_unit_test(softer_edges_are_not_noticed),
      cmocka_unit_test(a_missing_limb_is_noticed),
      cmocka_unit_test(a_pose_15_degrees_off_is_noticed),
      cmocka_unit_test(a_missing_towel_or_pillow_is_noticed),
      cmocka_unit_test(a_missing_cue_is_noticed),
      cmocka_unit_test(a_missing_lane_is_noticed),
      cmocka_unit_test(a_grid_comes_back_from_its_file_to_half_a_level),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
