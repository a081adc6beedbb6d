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

static void draw(struct dl_vertex a, struct dl_vertex b, struct dl_vertex c) {
  pl_raster_triangle(&target, all, &a, &b, &c);
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
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++)
      pl_raster_triangle(&target, parts[k], &v[0], &v[1], &v[2]);
    assert_memory_equal(whole, pixels, sizeof whole);
  }
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
  pl_raster_mask(&target, all, mask, 2, SIDE - 1, 10, 2, 2, white); /* its right column is outside */
  assert_int_equal(lit(), 1);
  assert_int_equal(green(SIDE - 1, 11), 255);
  pl_raster_mask(&target, all, mask, 2, 5, 5, 2, 2, (struct dl_color){255, 255, 255, 128});
  assert_int_equal(green(6, 5), 64);
  assert_int_equal(green(5, 6), 128);
}

static void alpha_stays_opaque_and_swapped_targets_swap_red_and_blue(void **state) {
  (void)state;
  struct pl_target swapped = target;
  swapped.swap_rb = true;
  struct dl_color c = {200, 100, 50, 255}, faint = {200, 100, 50, 100};
  struct dl_vertex v[3] = {at(0, 0, c), at(9, 0, c), at(0, 9, c)};
  pl_raster_triangle(&swapped, all, &v[0], &v[1], &v[2]);
  assert_int_equal(pixels[0], 0xFF3264C8u);
  for (int i = 0; i < 3; i++) v[i].color = faint;
  pl_raster_triangle(&swapped, all, &v[0], &v[1], &v[2]);
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
      cmocka_unit_test_setup(hostile_corners_draw_nothing_outside, clear),
      cmocka_unit_test_setup(a_mask_blends_its_coverage_and_is_cut_at_the_clip, clear),
      cmocka_unit_test_setup(alpha_stays_opaque_and_swapped_targets_swap_red_and_blue, clear),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
