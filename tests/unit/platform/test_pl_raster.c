/* Triangles as pixels: where their edges lie, how their colours run, and that a clip never changes what it shows. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "pl_raster.h"

#define SIDE 64

static uint32_t pixels[SIDE * SIDE];
static const struct pl_target target = {pixels, SIDE, SIDE, SIDE, false};
static const struct pl_rect all = {0, 0, SIDE, SIDE};
static const struct dl_color white = {255, 255, 255, 255};

static int clear(void **state) {
  (void)state;
  pl_raster_clear(&target, all);
  return 0;
}

static struct dl_vertex at(float x_px, float y_px, struct dl_color color) {
  return (struct dl_vertex){x_px, y_px, color};
}

static void draw_in(const struct pl_target *into, struct pl_rect clip, struct dl_vertex a, struct dl_vertex b,
                    struct dl_vertex c) {
  struct pl_corner corners[3] = {pl_raster_corner(&a), pl_raster_corner(&b), pl_raster_corner(&c)};
  pl_raster_triangle(into, clip, &corners[0], &corners[1], &corners[2]);
}

static void draw(struct dl_vertex a, struct dl_vertex b, struct dl_vertex c) {
  draw_in(&target, all, a, b, c);
}

static void draw_quad(float x0, float y0, float x1, float y1, struct dl_color top, struct dl_color bottom) {
  draw(at(x0, y0, top), at(x1, y0, top), at(x1, y1, bottom));
  draw(at(x0, y0, top), at(x1, y1, bottom), at(x0, y1, bottom));
}

static int green(int x, int y) {
  return (int)(pixels[y * SIDE + x] >> 8 & 255);
}

static int lit(void) {
  int count = 0;
  for (int i = 0; i < SIDE * SIDE; i++) count += pixels[i] != 0xFF000000u;
  return count;
}

static void a_square_covers_the_pixels_whose_centres_it_holds(void **state) {
  (void)state;
  draw_quad(10, 20, 30, 25, white, white);
  assert_int_equal(lit(), 20 * 5);
  assert_int_equal(green(10, 20), 255);
  assert_int_equal(green(29, 24), 255);
  assert_int_equal(green(30, 24), 0);
  clear(NULL);
  draw_quad(10.6f, 20.4f, 12.4f, 21.4f, white, white); /* centres 11.5 and, of rows, 20.5 */
  assert_int_equal(lit(), 1);
  assert_int_equal(green(11, 20), 255);
}

static void either_winding_gives_the_same_picture(void **state) {
  (void)state;
  uint32_t first[SIDE * SIDE];
  draw(at(3, 5, white), at(50, 12, white), at(20, 60, white));
  memcpy(first, pixels, sizeof first);
  clear(NULL);
  draw(at(20, 60, white), at(50, 12, white), at(3, 5, white));
  assert_memory_equal(first, pixels, sizeof first);
}

/* Half-transparent, so that a pixel drawn twice is brighter and one left out is darker. */
static void a_fan_has_neither_gaps_nor_overlaps(void **state) {
  (void)state;
  struct dl_color half = {255, 255, 255, 128};
  const float centre_x = 31.3f, centre_y = 32.7f;
  for (int i = 0; i < 37; i++) {
    float a = (float)i * 6.2831853f / 37, b = (float)((i + 1) % 37) * 6.2831853f / 37;
    draw(at(centre_x, centre_y, half), at(centre_x + 25 * cosf(a), centre_y + 25 * sinf(a), half),
         at(centre_x + 25 * cosf(b), centre_y + 25 * sinf(b), half));
  }
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++) {
      float r = hypotf((float)x + 0.5f - centre_x, (float)y + 0.5f - centre_y);
      if (r < 24.5f) assert_int_equal(green(x, y), 128);
      if (r > 25.5f) assert_int_equal(green(x, y), 0);
    }
}

static void colours_run_evenly_between_corners(void **state) {
  (void)state;
  struct dl_color black = {0, 0, 0, 255};
  draw_quad(0, 0, SIDE, SIDE, black, white);
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x += 7) {
      int wanted = (int)lrintf(((float)y + 0.5f) * 255.0f / SIDE);
      assert_in_range(green(x, y) + 1, wanted, wanted + 2); /* ±1 level */
    }
}

static void a_fringe_fades_to_nothing(void **state) {
  (void)state;
  struct dl_color clear_white = {255, 255, 255, 0};
  draw_quad(0, 0, SIDE, SIDE, clear_white, white);
  assert_in_range(green(5, 0), 0, 3);
  assert_in_range(green(5, SIDE / 2), 126, 131);
  assert_in_range(green(5, SIDE - 1), 252, 255);
}

static uint32_t random_of(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

static struct dl_vertex random_vertex(uint32_t *seed, bool gradient) {
  struct dl_color c = {200, 100, 50, 180};
  if (gradient)
    c = (struct dl_color){(uint8_t)random_of(seed), (uint8_t)random_of(seed), 9, (uint8_t)random_of(seed)};
  return at((float)(random_of(seed) % 12000) / 100 - 28, (float)(random_of(seed) % 12000) / 100 - 28, c);
}

/* What partial redrawing stands on: quarter by quarter gives the bytes of all at once. */
static void drawing_in_parts_gives_the_bytes_of_drawing_the_whole(void **state) {
  (void)state;
  uint32_t seed = 7, whole[SIDE * SIDE];
  static const struct pl_rect parts[] = {
      {0, 0, 17, 40}, {17, 0, SIDE, 40}, {0, 40, 45, SIDE}, {45, 40, SIDE, SIDE}};
  for (int i = 0; i < 300; i++) {
    struct dl_vertex v[3] = {random_vertex(&seed, i % 3), random_vertex(&seed, i % 3),
                             random_vertex(&seed, i % 3)};
    clear(NULL);
    draw(v[0], v[1], v[2]);
    memcpy(whole, pixels, sizeof whole);
    clear(NULL);
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) draw_in(&target, parts[k], v[0], v[1], v[2]);
    assert_memory_equal(whole, pixels, sizeof whole);
  }
}

/* Rows are shaded in fours, and at the end of a picture there may be no fourth: every clip of a picture of its own
** size, guarded on both sides, must get the very pixels that a wide one gets and not touch another. */
static void a_picture_that_ends_with_its_clip_is_neither_left_nor_different(void **state) {
  (void)state;
  enum { GUARD = 8, MOST = 9 };
  uint32_t guarded[GUARD + MOST * MOST + GUARD], seed = 11;
  for (int i = 0; i < 900; i++) {
    int w = 1 + i % MOST, h = 1 + i / MOST % MOST;
    struct pl_target small = {guarded + GUARD, w, h, w, i % 2 != 0}, wide = target;
    wide.swap_rb = small.swap_rb;
    struct pl_rect clip = {0, 0, w, h};
    struct dl_vertex v[3];
    for (int k = 0; k < 3; k++) {
      v[k] = random_vertex(&seed, i % 5);
      v[k].x_px *= 0.3f, v[k].y_px *= 0.3f;
      if (i % 3 == 0) v[k].color.a = 255;
    }
    for (size_t k = 0; k < sizeof guarded / sizeof guarded[0]; k++) guarded[k] = 0xFF305070u;
    for (int k = 0; k < SIDE * SIDE; k++) pixels[k] = 0xFF305070u;
    draw_in(&small, clip, v[0], v[1], v[2]);
    draw_in(&wide, clip, v[0], v[1], v[2]);
    for (int k = 0; k < w * h; k++) assert_int_equal(guarded[GUARD + k], pixels[k / w * SIDE + k % w]);
    for (int k = 0; k < GUARD; k++) {
      assert_int_equal(guarded[k], 0xFF305070u);
      assert_int_equal(guarded[GUARD + w * h + k], 0xFF305070u);
    }
    for (int k = 0; k < SIDE * SIDE; k++)
      if (k % SIDE >= w || k / SIDE >= h) assert_int_equal(pixels[k], 0xFF305070u);
  }
}

/* The level of a channel is a plane through the corners, wherever a row of a triangle begins. */
static void a_gradient_is_the_plane_through_its_corners(void **state) {
  (void)state;
  const struct dl_color a = {0, 0, 0, 255}, b = {0, 252, 0, 255}, c = {0, 126, 0, 255};
  draw(at(0, 0, a), at(63, 0, b), at(0, 63, c));
  for (int y = 0; y < 60; y++)
    for (int x = 0; x + y < 60; x++) {
      float wanted = ((float)x + 0.5f) * 4 + ((float)y + 0.5f) * 2;
      assert_true(fabsf((float)green(x, y) - wanted) <= 1);
    }
}

/* Thinner than a pixel: colours between centres are far out of range, and must neither wrap nor leave the triangle's. */
static void slivers_keep_to_the_colours_of_their_corners(void **state) {
  (void)state;
  uint32_t seed = 5;
  const struct dl_color dark = {10, 40, 10, 255}, bright = {10, 200, 10, 255};
  for (int i = 0; i < 2000; i++) {
    struct dl_vertex v = random_vertex(&seed, false), w = random_vertex(&seed, false);
    v.color = dark, w.color = dark;
    draw(v, w, at((v.x_px + w.x_px) / 2 + 0.01f, (v.y_px + w.y_px) / 2, bright));
  }
  int seen = 0;
  for (int i = 0; i < SIDE * SIDE; i++) {
    if (pixels[i] == 0xFF000000u) continue;
    assert_in_range(pixels[i] >> 8 & 255, 40, 200);
    assert_int_equal(pixels[i] & 0xFFFF00FFu, 0xFF0A000Au);
    seen++;
  }
  assert_true(seen > 50);
}

static void hostile_corners_draw_nothing_outside(void **state) {
  (void)state;
  static const float odd[] = {0,         -1e30f, 1e30f,    NAN,   INFINITY,
                              -INFINITY, 1e-30f, 65535.5f, 31.5f, 31.500001f};
  const int n = sizeof odd / sizeof odd[0];
  for (int i = 0; i < n * n * n; i++) {
    struct dl_color c = {(uint8_t)i, 255, 0, (uint8_t)(i * 7)};
    draw(at(odd[i % n], odd[i / n % n], white), at(odd[i / n % n], odd[i / n / n], c),
         at(40, odd[i % n], white));
  }
  clear(NULL);
  draw(at(NAN, 0, white), at(50, 0, white), at(0, 50, white));
  draw(at(INFINITY, 0, white), at(50, 0, white), at(0, 50, white));
  draw(at(5, 5, white), at(5, 5, white), at(60, 60, white)); /* no area */
  assert_int_equal(lit(), 0);
}

static void a_mask_blends_its_coverage_and_is_cut_at_the_clip(void **state) {
  (void)state;
  static const uint8_t mask[4] = {0, 128, 255, 64};
  pl_raster_mask(&target, all, (struct pl_mask){mask, 1, 2}, SIDE - 1, 10, 2, 2,
                 white); /* its right column is outside */
  assert_int_equal(lit(), 1);
  assert_int_equal(green(SIDE - 1, 11), 255);
  pl_raster_mask(&target, all, (struct pl_mask){mask, 1, 2}, 5, 5, 2, 2,
                 (struct dl_color){255, 255, 255, 128});
  assert_int_equal(green(6, 5), 64);
  assert_int_equal(green(5, 6), 128);
}

static void alpha_stays_opaque_and_swapped_targets_swap_red_and_blue(void **state) {
  (void)state;
  struct pl_target swapped = target;
  swapped.swap_rb = true;
  struct dl_color c = {200, 100, 50, 255}, faint = {200, 100, 50, 100};
  struct dl_vertex v[3] = {at(0, 0, c), at(9, 0, c), at(0, 9, c)};
  draw_in(&swapped, all, v[0], v[1], v[2]);
  assert_int_equal(pixels[0], 0xFF3264C8u);
  for (int i = 0; i < 3; i++) v[i].color = faint;
  draw_in(&swapped, all, v[0], v[1], v[2]);
  assert_int_equal(pixels[0] >> 24, 255);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(a_square_covers_the_pixels_whose_centres_it_holds, clear),
      cmocka_unit_test_setup(either_winding_gives_the_same_picture, clear),
      cmocka_unit_test_setup(a_fan_has_neither_gaps_nor_overlaps, clear),
      cmocka_unit_test_setup(colours_run_evenly_between_corners, clear),
      cmocka_unit_test_setup(a_fringe_fades_to_nothing, clear),
      cmocka_unit_test_setup(drawing_in_parts_gives_the_bytes_of_drawing_the_whole, clear),
      cmocka_unit_test_setup(a_picture_that_ends_with_its_clip_is_neither_left_nor_different, clear),
      cmocka_unit_test_setup(a_gradient_is_the_plane_through_its_corners, clear),
      cmocka_unit_test_setup(slivers_keep_to_the_colours_of_their_corners, clear),
      cmocka_unit_test_setup(hostile_corners_draw_nothing_outside, clear),
      cmocka_unit_test_setup(a_mask_blends_its_coverage_and_is_cut_at_the_clip, clear),
      cmocka_unit_test_setup(alpha_stays_opaque_and_swapped_targets_swap_red_and_blue, clear),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
