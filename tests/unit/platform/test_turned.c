/* A turned list is the upright picture turned: words, shapes and clips alike, pixel by pixel. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "pl.h"
#include "shape.h"
#include "turn.h"

#define WIDTH  300
#define HEIGHT 180

static struct pl_fonts *fonts;

static int open_fonts(void **state) {
  (void)state;
  fonts = pl_fonts_open(NULL, NULL, NULL);
  return fonts ? 0 : -1;
}

static int close_fonts(void **state) {
  (void)state;
  pl_fonts_close(fonts);
  return 0;
}

static void draw(struct dl *dl, float w, float h) {
  dl_layer_begin(dl, 1);
  shape_gradient(dl, 0, 0, w, h, dl_rgb(0x203040), dl_rgb(0x402030));
  dl_layer_end(dl);
  shape_rect(dl, 20, 30, 60, 25, dl_rgb(0xe0a040));
  dl_text(dl, 14, 100, 44, DL_BOLD, dl_rgb(0xffffff), "Breathe");
  dl_clip(dl, 0, 110, 90, 40);
  dl_text(dl, 14, 140, 30, DL_REGULAR, dl_rgb(0xa0ffa0), "slowly, overhead");
  dl_clip(dl, 0, 0, 0, 0);
}

static uint8_t *picture(int turns, int frames) {
  struct turn_size window = {WIDTH, HEIGHT}, inner = turn_inner(turns, (struct turn_size){WIDTH, HEIGHT});
  uint8_t *copy = malloc((size_t)WIDTH * HEIGHT * 4);
  struct pl_canvas *canvas = pl_canvas_open(WIDTH, HEIGHT, fonts);
  struct dl dl = {0};
  assert_non_null(canvas);
  assert_non_null(copy);
  for (int i = 0; i < frames; i++) { /* from the second on, the layer is a kept one */
    dl_reset(&dl);
    draw(&dl, (float)inner.width_px, (float)inner.height_px);
    turn_list(&dl, turns, window);
    assert_int_equal(pl_canvas_draw(canvas, &dl), 0);
  }
  memcpy(copy, pl_canvas_pixels(canvas), (size_t)WIDTH * HEIGHT * 4);
  pl_canvas_close(canvas);
  dl_free(&dl);
  return copy;
}

static const uint8_t *at(const uint8_t *pixels, int x, int y) {
  return pixels + 4 * ((size_t)y * WIDTH + (size_t)x);
}

/* Half a turn keeps the sides: every pixel has its partner. One level is left to rounding along the gradient, and the
** pixels of an edge that falls on their centres. */
static void half_a_turn_shows_the_same_picture_upside_down(void **state) {
  (void)state;
  uint8_t *upright = picture(0, 1), *turned = picture(2, 1);
  int differ = 0;
  for (int y = 0; y < HEIGHT; y++) {
    for (int x = 0; x < WIDTH; x++) {
      const uint8_t *a = at(upright, x, y), *b = at(turned, WIDTH - 1 - x, HEIGHT - 1 - y);
      for (int k = 0; k < 3; k++) differ += abs(a[k] - b[k]) > 2;
    }
  }
  assert_int_equal(differ, 0);
  free(upright);
  free(turned);
}

/* A quarter turn of the taller inner picture: what it has at (x, y) is seen at (width − 1 − y, x). */
static void quarter_turns_are_mirrors_of_each_other_through_the_middle(void **state) {
  (void)state;
  uint8_t *right = picture(1, 1), *left = picture(3, 1);
  int differ = 0, lit = 0;
  for (int y = 0; y < HEIGHT; y++) {
    for (int x = 0; x < WIDTH; x++) {
      const uint8_t *a = at(right, x, y), *b = at(left, WIDTH - 1 - x, HEIGHT - 1 - y);
      for (int k = 0; k < 3; k++) differ += abs(a[k] - b[k]) > 2;
      lit += a[0] > 240 && a[1] > 240 && a[2] > 240;
    }
  }
  assert_int_equal(differ, 0);
  assert_true(lit > 200); /* the words are there */
  free(right);
  free(left);
}

/* The first word runs down the window, its capitals towards the right. */
static void words_of_a_quarter_turn_run_down_the_window(void **state) {
  (void)state;
  uint8_t *right = picture(1, 1);
  int x0 = WIDTH, x1 = 0, y0 = HEIGHT, y1 = 0;
  for (int y = 0; y < HEIGHT; y++) {
    for (int x = 0; x < WIDTH; x++) {
      const uint8_t *p = at(right, x, y);
      if (p[0] < 250 || p[1] < 250 || p[2] < 250) continue;
      x0 = x < x0 ? x : x0, x1 = x > x1 ? x : x1, y0 = y < y0 ? y : y0, y1 = y > y1 ? y : y1;
    }
  }
  assert_true(y1 - y0 > 2 * (x1 - x0));
  assert_true(x0 >= WIDTH - 100 - 1 && x1 <= WIDTH - 100 + 36); /* from the base line up to the capitals */
  assert_true(y0 >= 14);
  free(right);
}

static void a_kept_layer_turns_as_well(void **state) {
  (void)state;
  for (int turns = 0; turns < 4; turns++) {
    uint8_t *first = picture(turns, 1), *kept = picture(turns, 4);
    assert_memory_equal(first, kept, (size_t)WIDTH * HEIGHT * 4);
    free(first);
    free(kept);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(half_a_turn_shows_the_same_picture_upside_down),
      cmocka_unit_test(quarter_turns_are_mirrors_of_each_other_through_the_middle),
      cmocka_unit_test(words_of_a_quarter_turn_run_down_the_window),
      cmocka_unit_test(a_kept_layer_turns_as_well),
  };
  return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
