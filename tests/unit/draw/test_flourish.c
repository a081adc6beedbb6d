/* Leaves and rings reward and never flash. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "flourish.h"
#include "picture.h"

#define WIDTH  320
#define HEIGHT 200

static void draw_all(struct dl *dl, const struct palette *p, double age_s) {
  flourish_rep(dl, p, 80, 170, 32, 6, 3, age_s);
  flourish_ring(dl, p, 280, 20, 20, age_s);
  flourish_end(dl, p, (struct cam_rect){0, 0, WIDTH, HEIGHT}, 7, age_s);
}

static double mean_luminance(const struct palette *p, double age_s) {
  struct dl dl = {0};
  draw_all(&dl, p, age_s);
  assert_true(picture_finite(&dl));
  struct raster r = raster_open(WIDTH, HEIGHT, p->ground_near);
  raster_draw(&r, &dl);
  double sum = 0;
  for (int i = 0; i < WIDTH * HEIGHT; i++)
    sum +=
        0.2126 * (double)r.rgb[3 * i] + 0.7152 * (double)r.rgb[3 * i + 1] + 0.0722 * (double)r.rgb[3 * i + 2];
  raster_close(&r);
  dl_free(&dl);
  return sum / (255.0 * WIDTH * HEIGHT);
}

/* All three at once, every sixtieth of a second: the mean never moves by a hundredth, nor the whole of it by three. */
static void nothing_flashes(void **state) {
  (void)state;
  int count;
  const struct palette *all = palette_all(&count);
  for (int i = 0; i < count; i++) {
    double before = mean_luminance(&all[i], -0.02), rest = before;
    for (int frame = 0; frame < (int)(FLOURISH_END_S * 60) + 2; frame += 2) {
      double now = mean_luminance(&all[i], frame / 60.0);
      assert_true(fabs(now - before) < 0.01);
      assert_true(fabs(now - rest) < 0.03);
      before = now;
    }
    assert_true(fabs(before - rest) < 1e-9);
  }
}

static void there_is_something_to_see_in_between_and_nothing_outside(void **state) {
  (void)state;
  const struct palette *dusk = palette_find("dusk");
  const double none[] = {-1e9, -0.001, FLOURISH_END_S + 0.001, 1e9, NAN, INFINITY};
  for (int i = 0; i < 6; i++) {
    struct dl dl = {0};
    draw_all(&dl, dusk, none[i]);
    assert_int_equal(dl.command_count, 0);
    dl_free(&dl);
  }
  struct dl dl = {0};
  flourish_rep(&dl, dusk, 80, 170, 32, 6, 3, 1);
  int leaves = dl.index_count;
  flourish_ring(&dl, dusk, 280, 20, 20, 0.4);
  assert_true(leaves > 0 && dl.index_count > leaves);
  dl_free(&dl);
}

static void the_same_moment_is_the_same_picture(void **state) {
  (void)state;
  struct dl a = {0}, b = {0}, other = {0};
  const struct palette *dusk = palette_find("dusk");
  flourish_rep(&a, dusk, 80, 170, 32, 6, 2, 0.9);
  flourish_rep(&b, dusk, 80, 170, 32, 6, 2, 0.9);
  flourish_rep(&other, dusk, 80, 170, 32, 6, 3, 0.9);
  assert_int_equal(a.vertex_count, b.vertex_count);
  for (int i = 0; i < a.vertex_count; i++) assert_true(a.vertices[i].x_px == b.vertices[i].x_px);
  bool differs = a.vertex_count != other.vertex_count;
  for (int i = 0; !differs && i < a.vertex_count; i++) differs = a.vertices[i].x_px != other.vertices[i].x_px;
  assert_true(differs); /* no two repetitions are rewarded alike */
  dl_free(&a);
  dl_free(&b);
  dl_free(&other);
}

/* Leaves of a repetition stay near the lane: never above the stage's lower third. */
static void leaves_stay_near_their_place(void **state) {
  (void)state;
  for (int seed = 1; seed <= 20; seed++) {
    for (double age = 0; age < FLOURISH_REP_S; age += 0.05) {
      struct dl dl = {0};
      flourish_rep(&dl, palette_find("dusk"), 80, 170, 32, 6, seed, age);
      assert_true(picture_within(&dl, 80 - 60, 170 - 44, 80 + 60, 170 + 12));
      dl_free(&dl);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_flashes),
      cmocka_unit_test(there_is_something_to_see_in_between_and_nothing_outside),
      cmocka_unit_test(the_same_moment_is_the_same_picture),
      cmocka_unit_test(leaves_stay_near_their_place),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
