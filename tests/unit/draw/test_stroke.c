#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "picture.h"
#include "stroke.h"

#define SIZE 260
#define PI   3.14159265358979

static const struct dl_color white = {255, 255, 255, 255};

static double drawn_area(const struct stroke *stroke, float grow) {
  struct dl dl = {0};
  stroke_draw(&dl, stroke, grow, white);
  assert_true(picture_finite(&dl));
  double area = picture_area(&dl, SIZE, SIZE);
  dl_free(&dl);
  return area;
}

static void assert_near(double value, double expected, double share) {
  if (fabs(value - expected) > share * expected) fail_msg("%.1f, not %.1f", value, expected);
}

/* Areas to 2 %. */
static void a_straight_stroke_covers_a_capsule(void **state) {
  (void)state;
  struct stroke s = {.points = {{40, 60, 12}, {200, 180, 12}}, .count = 2, .roundness = 1};
  assert_near(drawn_area(&s, 0), 200 * 24 + PI * 144, 0.02);
  assert_near(drawn_area(&s, 4), 200 * 32 + PI * 256, 0.02);
  assert_near(drawn_area(&s, -4), 200 * 16 + PI * 64, 0.02);
}

static void a_tapering_stroke_covers_its_taper(void **state) {
  (void)state;
  struct stroke s = {.points = {{30, 130, 24}, {220, 130, 6}}, .count = 2};
  assert_near(drawn_area(&s, 0), 190 * 30 + PI * (24 * 24 + 36) / 2, 0.02);
}

static void one_point_is_a_disc(void **state) {
  (void)state;
  struct stroke s = {.points = {{100, 100, 30}}, .count = 1};
  assert_near(drawn_area(&s, 0), PI * 900, 0.02);
}

/* Whatever the bend, a pixel well inside any disc along the centre line is painted: no hole at joints. */
static void bends_have_no_holes(void **state) {
  (void)state;
  for (int deg = 0; deg <= 175; deg += 25) {
    for (int round = 0; round <= 1; round++) {
      float a = (float)(deg * PI / 180);
      struct stroke s = {
          .points = {{40, 130, 26}, {130, 130, 20}, {130 - 80 * cosf(a), 130 - 80 * sinf(a), 12}},
          .count = 3,
          .roundness = (float)round};
      struct dl dl = {0};
      stroke_draw(&dl, &s, 0, white);
      struct raster r = raster_open(SIZE, SIZE, dl_rgb(0x000000));
      raster_draw(&r, &dl);
      struct stroke_point at[STROKE_SAMPLES_MAX];
      int n = stroke_sample(&s, at, STROKE_SAMPLES_MAX);
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < 16; k++) {
          float t = (float)(k * PI / 8), reach = at[i].half_px - 2;
          if (i == 0 || i == n - 1) reach *= 0.8f;
          int x = (int)(at[i].x_px + reach * 0.96f * cosf(t)),
              y = (int)(at[i].y_px + reach * 0.96f * sinf(t));
          if (raster_at(&r, x, y)[0] < 250)
            fail_msg("hole at %d, %d: bend %d, roundness %d", x, y, deg, round);
        }
      }
      raster_close(&r);
      dl_free(&dl);
    }
  }
}

static void nothing_is_painted_beyond_the_widths(void **state) {
  (void)state;
  struct stroke s = {.points = {{60, 60, 10}, {160, 70, 16}, {150, 180, 8}}, .count = 3, .roundness = 1};
  struct stroke_point at[STROKE_SAMPLES_MAX];
  int n = stroke_sample(&s, at, STROKE_SAMPLES_MAX);
  struct dl dl = {0};
  stroke_draw(&dl, &s, 0, white);
  for (int v = 0; v < dl.vertex_count; v++) {
    float least = 1e9f;
    for (int i = 0; i < n; i++) {
      float d = hypotf(dl.vertices[v].x_px - at[i].x_px, dl.vertices[v].y_px - at[i].y_px) - at[i].half_px;
      least = fminf(least, d);
    }
    assert_true(least < 1.0f); /* half the feather, and the chord of a sample */
    if (least > 0.3f) assert_int_equal(dl.vertices[v].color.a, 0);
  }
  dl_free(&dl);
}

static void a_curve_goes_through_its_points(void **state) {
  (void)state;
  struct stroke s = {
      .points = {{20, 100, 5}, {80, 40, 9}, {140, 120, 7}, {200, 60, 5}}, .count = 4, .roundness = 1};
  struct stroke_point at[STROKE_SAMPLES_MAX];
  int n = stroke_sample(&s, at, STROKE_SAMPLES_MAX);
  for (int p = 0; p < 4; p++) {
    float least = 1e9f;
    for (int i = 0; i < n; i++)
      least = fminf(least, hypotf(at[i].x_px - s.points[p].x_px, at[i].y_px - s.points[p].y_px));
    assert_true(least < 1e-3f);
  }
  assert_true(stroke_sample(&s, at, 3) == 3);
}

static void a_group_is_one_silhouette_with_a_gap_round_it(void **state) {
  (void)state;
  struct stroke s[2] = {{.points = {{60, 130, 20}, {140, 130, 20}}, .count = 2},
                        {.points = {{130, 130, 20}, {200, 130, 20}}, .count = 2}};
  struct dl dl = {0};
  stroke_group(&dl, s, 2, 6, dl_rgb(0xff0000), white);
  struct raster r = raster_open(SIZE, SIZE, dl_rgb(0x000000));
  raster_draw(&r, &dl);
  for (int x = 50; x < 210; x++) assert_true(raster_at(&r, x, 130)[1] > 250); /* no seam where the two meet */
  const float *gap = raster_at(&r, 130, 130 + 23);
  assert_true(gap[0] > 250 && gap[1] < 5);
  assert_true(raster_at(&r, 130, 130 + 28)[0] < 5);
  raster_close(&r);
  dl_free(&dl);
}

static void a_part_is_cut_where_the_stroke_goes_on(void **state) {
  (void)state;
  struct stroke s = {.points = {{30, 130, 15}, {110, 130, 15}, {220, 130, 15}}, .count = 3, .roundness = 1};
  struct ribbon_wash wash = ribbon_plain(white);
  struct dl dl = {0};
  stroke_part(&dl, &s, 0, 1, 0, &wash);
  assert_near(picture_area(&dl, SIZE, SIZE), 80 * 30 + PI * 225 / 2, 0.02);
  dl_free(&dl);
}

static void a_translucent_straight_stroke_has_no_darker_beads(void **state) {
  (void)state;
  struct stroke s = {
      .points = {{40, 130, 12}, {90, 130, 14}, {150, 130, 12}, {210, 130, 10}}, .count = 4, .roundness = 1};
  struct dl dl = {0};
  stroke_draw(&dl, &s, 0, (struct dl_color){255, 255, 255, 100});
  struct raster r = raster_open(SIZE, SIZE, dl_rgb(0x000000));
  raster_draw(&r, &dl);
  for (int i = 0; i < SIZE * SIZE; i++) assert_true(r.rgb[3 * i] < 101.5f);
  raster_close(&r);
  dl_free(&dl);
}

/* Bent at a right angle over itself, at most a sliver of the inner corner is painted twice. */
static void a_translucent_bend_is_painted_once(void **state) {
  (void)state;
  struct stroke s = {.points = {{50, 60, 16}, {120, 60, 18}, {150, 64, 17}, {156, 95, 16}, {156, 200, 12}},
                     .count = 5,
                     .roundness = 1};
  struct dl dl = {0};
  stroke_draw(&dl, &s, 0, (struct dl_color){255, 255, 255, 100});
  struct raster r = raster_open(SIZE, SIZE, dl_rgb(0x000000));
  raster_draw(&r, &dl);
  int once = 0, twice = 0;
  for (int i = 0; i < SIZE * SIZE; i++) once += r.rgb[3 * i] > 90, twice += r.rgb[3 * i] > 104;
  assert_true(once > 5000);
  if (twice > once / 200) fail_msg("%d of %d pixels are painted twice", twice, once);
  raster_close(&r);
  dl_free(&dl);
}

static void points_that_coincide_or_are_no_numbers_do_no_harm(void **state) {
  (void)state;
  struct stroke same = {.points = {{50, 50, 8}, {50, 50, 12}, {50, 50, 8}}, .count = 3, .roundness = 1};
  assert_near(drawn_area(&same, 0), PI * 144, 0.03);
  struct stroke back = {.points = {{50, 50, 8}, {90, 50, 8}, {50, 50, 8}}, .count = 3, .roundness = 1};
  assert_true(drawn_area(&back, 0) > 40 * 16);
  struct stroke broken = {
      .points = {{50, 50, 8}, {NAN, 50, 8}, {90, INFINITY, 8}}, .count = 3, .roundness = 1};
  drawn_area(&broken, 0);
  struct stroke thin = {.points = {{50, 50, 0}, {90, 50, 0}}, .count = 2};
  assert_true(drawn_area(&thin, 0) < 1);
  assert_true(drawn_area(&thin, -3) < 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_straight_stroke_covers_a_capsule),
      cmocka_unit_test(a_tapering_stroke_covers_its_taper),
      cmocka_unit_test(one_point_is_a_disc),
      cmocka_unit_test(bends_have_no_holes),
      cmocka_unit_test(nothing_is_painted_beyond_the_widths),
      cmocka_unit_test(a_curve_goes_through_its_points),
      cmocka_unit_test(a_group_is_one_silhouette_with_a_gap_round_it),
      cmocka_unit_test(a_part_is_cut_where_the_stroke_goes_on),
      cmocka_unit_test(a_translucent_straight_stroke_has_no_darker_beads),
      cmocka_unit_test(a_translucent_bend_is_painted_once),
      cmocka_unit_test(points_that_coincide_or_are_no_numbers_do_no_harm),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
