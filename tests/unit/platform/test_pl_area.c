/* The part of a picture that is drawn anew, and that what is drawn in it gives the bytes of the whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "pl_area.h"
#include "pl_outline.h"

#define CELL     PL_AREA_CELL_PX
#define WIDTH_PX (6 * CELL + 5)
#define HIGH_PX  (4 * CELL + 3)

static void mark_parts(const struct pl_area *area, struct pl_rect rect, uint8_t seen[HIGH_PX][WIDTH_PX]) {
  struct pl_area_parts parts = pl_area_parts(area, rect);
  for (struct pl_rect part; pl_area_next(&parts, &part);)
    for (int y = part.y0; y < part.y1; y++)
      for (int x = part.x0; x < part.x1; x++) seen[y][x]++;
}

/* Two runs in the second row, one in each of the next two. */
static void fill_some(struct pl_area *area) {
  assert_true(pl_area_make(area, WIDTH_PX, HIGH_PX));
  pl_area_add(area, 1, 0, 2);
  pl_area_add(area, 1, 4, area->columns);
  pl_area_add(area, 2, 1, 5);
  pl_area_add(area, 3, 1, 5);
}

static int in_some(int x, int y) {
  int column = x / CELL, row = y / CELL;
  if (row == 1) return column < 2 || column >= 4;
  return (row == 2 || row == 3) && column >= 1 && column < 5;
}

static void a_new_area_is_empty(void **state) {
  (void)state;
  struct pl_area area = {0};
  uint8_t seen[HIGH_PX][WIDTH_PX] = {{0}}, none[HIGH_PX][WIDTH_PX] = {{0}};
  assert_true(pl_area_make(&area, WIDTH_PX, HIGH_PX));
  mark_parts(&area, (struct pl_rect){0, 0, WIDTH_PX, HIGH_PX}, seen);
  assert_memory_equal(seen, none, sizeof seen);
  pl_area_free(&area);
}

static void a_full_area_is_the_picture_in_one_part(void **state) {
  (void)state;
  struct pl_area area = {0};
  struct pl_rect part;
  assert_true(pl_area_make(&area, WIDTH_PX, HIGH_PX));
  pl_area_fill(&area);
  struct pl_area_parts parts = pl_area_parts(&area, (struct pl_rect){-9, -9, WIDTH_PX + 9, HIGH_PX + 9});
  assert_true(pl_area_next(&parts, &part));
  assert_int_equal(part.x1 - part.x0, WIDTH_PX);
  assert_int_equal(part.y1 - part.y0, HIGH_PX);
  assert_false(pl_area_next(&parts, &part));
  pl_area_free(&area);
}

static void parts_hold_each_pixel_of_the_area_once(void **state) {
  (void)state;
  struct pl_area area = {0};
  fill_some(&area);
  const struct pl_rect rects[] = {{0, 0, WIDTH_PX, HIGH_PX},
                                  {CELL + 3, CELL - 2, 4 * CELL + 7, 3 * CELL + 1},
                                  {2 * CELL, 2 * CELL, 3 * CELL, 4 * CELL},
                                  {7, 7, 7, 60}};
  for (size_t i = 0; i < sizeof rects / sizeof rects[0]; i++) {
    uint8_t seen[HIGH_PX][WIDTH_PX] = {{0}};
    mark_parts(&area, rects[i], seen);
    for (int y = 0; y < HIGH_PX; y++)
      for (int x = 0; x < WIDTH_PX; x++) {
        struct pl_rect r = rects[i];
        bool inside = x >= r.x0 && x < r.x1 && y >= r.y0 && y < r.y1 && in_some(x, y);
        assert_int_equal(seen[y][x], inside ? 1 : 0);
      }
  }
  pl_area_free(&area);
}

static uint32_t random_next(uint32_t *seed) {
  return *seed = *seed * 1664525u + 1013904223u;
}

/* Random polygons, plain, washed and glowing: inside the area the whole's bytes, outside what was there. */
static void an_outline_in_an_area_has_the_bytes_of_the_whole(void **state) {
  (void)state;
  static uint32_t whole[HIGH_PX * WIDTH_PX], some[HIGH_PX * WIDTH_PX];
  struct pl_target target = {whole, WIDTH_PX, HIGH_PX, WIDTH_PX, false}, other = target;
  struct pl_outliner *outliner = pl_outliner_create();
  struct pl_area area = {0};
  uint32_t seed = 7;
  int drawn = 0;
  other.pixels = some;
  assert_non_null(outliner);
  fill_some(&area);
  for (int round = 0; round < 200; round++) {
    struct pl_outline_point points[7];
    const int ends[1] = {7};
    for (int i = 0; i < 7; i++)
      points[i] = (struct pl_outline_point){(int32_t)(random_next(&seed) >> 8) % (WIDTH_PX * 384) - 40 * 256,
                                            (int32_t)(random_next(&seed) >> 8) % (HIGH_PX * 384) - 40 * 256};
    struct dl_paint paint = {.first = {250, 120, 30, 255}, .second = {20, 200, 90, 120}};
    if (round % 3 != 0) paint.x1_px = WIDTH_PX, paint.y1_px = 31;
    if (round % 3 == 2) paint.glow = 0.6f;
    struct pl_outline outline = {points, ends, 0, 1, &paint};
    for (int i = 0; i < HIGH_PX * WIDTH_PX; i++) whole[i] = some[i] = 0xFF203040u;
    struct pl_rect all = {0, 0, WIDTH_PX, HIGH_PX};
    assert_true(pl_outline_draw(outliner, &target, all, &outline));
    assert_true(pl_outline_draw_in(outliner, &other, &area, all, &outline));
    for (int i = 0; i < HIGH_PX * WIDTH_PX; i++) {
      bool inside = in_some(i % WIDTH_PX, i / WIDTH_PX) != 0;
      assert_int_equal(some[i], inside ? whole[i] : 0xFF203040u);
      drawn += inside && some[i] != 0xFF203040u;
    }
  }
  assert_true(drawn > 100000);
  pl_area_free(&area);
  pl_outliner_destroy(outliner);
}

/* Words below and beside a picture of one pixel must not ask for rows that it does not have. */
static void a_rectangle_outside_the_picture_has_no_parts(void **state) {
  (void)state;
  static const struct pl_rect outside[] = {{40, 100, 60, 120}, {0, 100, 1, 120}, {40, 0, 60, 1},
                                           {-9, -9, 0, 0},     {0, 5, 1, 5},     {5, 0, 2, 1}};
  struct pl_area area = {0};
  struct pl_rect part;
  assert_true(pl_area_make(&area, 1, 1));
  pl_area_fill(&area);
  for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
    struct pl_area_parts parts = pl_area_parts(&area, outside[i]);
    assert_false(pl_area_next(&parts, &part));
  }
  pl_area_free(&area);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_new_area_is_empty),
      cmocka_unit_test(a_full_area_is_the_picture_in_one_part),
      cmocka_unit_test(a_rectangle_outside_the_picture_has_no_parts),
      cmocka_unit_test(parts_hold_each_pixel_of_the_area_once),
      cmocka_unit_test(an_outline_in_an_area_has_the_bytes_of_the_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
