#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "picture.h"
#include "shape.h"

#define SIZE 220
#define PI   3.14159265358979

static const struct dl_color white = {255, 255, 255, 255};

static void assert_area(struct dl *dl, double expected, double tolerance) {
  assert_true(picture_finite(dl));
  double area = picture_area(dl, SIZE, SIZE);
  if (fabs(area - expected) > tolerance * expected) fail_msg("area %.1f, not %.1f", area, expected);
  dl_free(dl);
}

/* Areas to 1 %: the feather lies half inside and half outside, so that it neither grows nor shrinks a shape. */
static void shapes_cover_their_area(void **state) {
  (void)state;
  struct dl dl = {0};
  shape_rect(&dl, 20.3f, 30.7f, 120.5f, 80.25f, white);
  assert_area(&dl, 120.5 * 80.25, 0.01);
  shape_circle(&dl, 110.2f, 108.9f, 70, white);
  assert_area(&dl, PI * 70 * 70, 0.01);
  shape_ellipse(&dl, 110, 110, 80, 22, 0.7f, white);
  assert_area(&dl, PI * 80 * 22, 0.01);
  shape_round_rect(&dl, 20, 20, 150, 90, 24, white);
  assert_area(&dl, 150 * 90 - (4 - PI) * 24 * 24, 0.01);
  shape_round_rect(&dl, 20, 20, 150, 60, 500, white); /* radius cut to half the shorter side */
  assert_area(&dl, 90 * 60 + PI * 30 * 30, 0.01);
  shape_round_rect_line(&dl, 20, 20, 150, 90, 0, 6, white);
  assert_area(&dl, 6 * 2 * (150 + 90), 0.03);
}

static void lines_and_arcs_cover_theirs(void **state) {
  (void)state;
  struct dl dl = {0};
  const struct shape_point corner[3] = {{30, 30}, {160, 30}, {160, 180}};
  shape_line(&dl, corner, 3, 8, white);
  /* two legs, two round ends, a quarter disc outside the corner less the square counted twice inside it */
  assert_area(&dl, 8 * (130 + 150) + PI * 16 + PI * 4 - 16, 0.015);
  shape_arc(&dl, 110, 110, 70, 10, 0.1f, 0.85f, white);
  assert_area(&dl, 0.75 * 2 * PI * 70 * 10 + PI * 25, 0.015);
}

static void polygons_that_are_not_convex_are_filled_once(void **state) {
  (void)state;
  struct dl dl = {0};
  const struct shape_point ell[6] = {{20, 20}, {180, 20}, {180, 70}, {80, 70}, {80, 190}, {20, 190}};
  struct dl_color half = {255, 255, 255, 128}; /* painted twice it would be too bright */
  shape_polygon(&dl, ell, 6, half);
  assert_area(&dl, (160 * 50 + 60 * 120) * (128.0 / 255), 0.01);
}

static void the_winding_of_a_polygon_does_not_matter(void **state) {
  (void)state;
  struct dl dl = {0};
  const struct shape_point kite[4] = {{20, 100}, {100, 180}, {180, 100}, {100, 20}};
  shape_polygon(&dl, kite, 4, white);
  assert_area(&dl, 160 * 160 / 2.0, 0.01);
}

static void edges_fade_to_nothing_within_the_feather(void **state) {
  (void)state;
  struct dl dl = {0};
  shape_circle(&dl, 100, 100, 50, white);
  for (int i = 0; i < dl.vertex_count; i++) {
    double r = hypot((double)dl.vertices[i].x_px - 100, (double)dl.vertices[i].y_px - 100);
    assert_true(r < 50 + (double)SHAPE_FEATHER_PX);
    if (r > 50) assert_int_equal(dl.vertices[i].color.a, 0);
  }
  dl_free(&dl);
}

static void a_glow_ends_at_its_rim(void **state) {
  (void)state;
  struct dl dl = {0};
  shape_glow(&dl, 100, 100, 60, 30, 0, white);
  assert_true(picture_within(&dl, 39.9f, 69.9f, 160.1f, 130.1f));
  int clear = 0;
  for (int i = 0; i < dl.vertex_count; i++) clear += dl.vertices[i].color.a == 0;
  assert_true(clear >= 16);
  dl_free(&dl);
}

static void what_has_no_extent_draws_nothing(void **state) {
  (void)state;
  struct dl dl = {0};
  shape_rect(&dl, 0, 0, 0, 10, white);
  shape_rect(&dl, 0, 0, NAN, 10, white);
  shape_gradient(&dl, 0, 0, -3, 10, white, white);
  shape_round_rect(&dl, 0, 0, 10, -1, 3, white);
  shape_round_rect_line(&dl, 0, 0, 10, 10, 3, 0, white);
  shape_circle(&dl, 0, 0, 0, white);
  shape_ellipse(&dl, NAN, 0, 4, 4, 0, white);
  shape_glow(&dl, 0, 0, 0, 4, 0, white);
  shape_arc(&dl, 0, 0, 0, 4, 0, 1, white);
  shape_line(&dl, NULL, 0, 3, white);
  const struct shape_point same[4] = {{5, 5}, {5, 5}, {5, 5}, {5, 5}}, flat[3] = {{0, 0}, {5, 5}, {10, 10}};
  shape_polygon(&dl, same, 4, white);
  shape_polygon(&dl, flat, 3, white);
  assert_int_equal(dl.index_count, 0);
  dl_free(&dl);
}

static void hostile_polygons_stay_finite_and_end(void **state) {
  (void)state;
  struct dl dl = {0};
  const struct shape_point bow[4] = {{0, 0}, {50, 50}, {50, 0}, {0, 60}}; /* crosses itself */
  shape_polygon(&dl, bow, 4, white);
  struct shape_point spike[5] = {{0, 0}, {100, 0}, {100, 0.06f}, {50, 0.1f}, {0, 0.12f}};
  shape_polygon(&dl, spike, 5, white);
  const struct shape_point broken[3] = {{0, 0}, {NAN, 5}, {10, 0}};
  shape_polygon(&dl, broken, 3, white);
  assert_true(picture_finite(&dl));
  assert_true(picture_within(&dl, -5, -5, 105, 65));
  dl_free(&dl);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shapes_cover_their_area),
      cmocka_unit_test(lines_and_arcs_cover_theirs),
      cmocka_unit_test(polygons_that_are_not_convex_are_filled_once),
      cmocka_unit_test(the_winding_of_a_polygon_does_not_matter),
      cmocka_unit_test(edges_fade_to_nothing_within_the_feather),
      cmocka_unit_test(a_glow_ends_at_its_rim),
      cmocka_unit_test(what_has_no_extent_draws_nothing),
      cmocka_unit_test(hostile_polygons_stay_finite_and_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
