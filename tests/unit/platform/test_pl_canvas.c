/* Draw lists as pictures without a window: layers, clips, partial redrawing, text. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "err.h"
#include "pl.h"
#include "pl_soft.h"
#include "pl_text.h"

#define WIDTH  320
#define HEIGHT 200

static struct pl_fonts *fonts;
static struct dl list;

static int open_fonts(void **state) {
  (void)state;
  fonts = pl_fonts_open(NULL, NULL, NULL);
  return fonts ? 0 : -1;
}

static int close_fonts(void **state) {
  (void)state;
  pl_fonts_close(fonts);
  dl_free(&list);
  return 0;
}

static void add_rect(float x, float y, float w, float h, struct dl_color color) {
  int a = dl_vertex(&list, x, y, color), b = dl_vertex(&list, x + w, y, color);
  int c = dl_vertex(&list, x + w, y + h, color), d = dl_vertex(&list, x, y + h, color);
  dl_triangle(&list, a, b, c);
  dl_triangle(&list, a, c, d);
}

static int level(struct pl_canvas *canvas, int x, int y, int channel) {
  return pl_canvas_pixels(canvas)[(y * WIDTH + x) * 4 + channel];
}

static void bytes_are_red_green_blue_alpha_over_black(void **state) {
  (void)state;
  struct pl_canvas *canvas = pl_canvas_open(WIDTH, HEIGHT, fonts);
  dl_reset(&list);
  add_rect(10, 10, 20, 20, (struct dl_color){200, 100, 50, 255});
  assert_int_equal(pl_canvas_draw(canvas, &list), 0);
  static const int inside[4] = {200, 100, 50, 255}, outside[4] = {0, 0, 0, 255};
  for (int k = 0; k < 4; k++) {
    assert_int_equal(level(canvas, 15, 15, k), inside[k]);
    assert_int_equal(level(canvas, 31, 15, k), outside[k]);
  }
  pl_canvas_close(canvas);
}

static void a_clip_cuts_shapes_and_text_until_it_ends(void **state) {
  (void)state;
  struct pl_canvas *canvas = pl_canvas_open(WIDTH, HEIGHT, fonts);
  dl_reset(&list);
  dl_clip(&list, 50, 50, 10, 10);
  add_rect(0, 0, WIDTH, HEIGHT, dl_rgb(0xFFFFFF));
  dl_text(&list, 0, 150, 60, DL_BOLD, dl_rgb(0xFFFFFF), "MMMM");
  dl_clip(&list, 0, 0, 0, 0);
  add_rect(0, 0, 5, 5, dl_rgb(0xFFFFFF));
  pl_canvas_draw(canvas, &list);
  int lit = 0;
  for (int i = 0; i < WIDTH * HEIGHT; i++) lit += pl_canvas_pixels(canvas)[i * 4] != 0;
  assert_int_equal(lit, 10 * 10 + 5 * 5);
  pl_canvas_close(canvas);
}

/* A frame of something like the game: a keyed layer, moving shapes, words that change. */
static void build_frame(int frame, uint64_t key) {
  dl_reset(&list);
  dl_layer_begin(&list, key);
  add_rect(0, 0, WIDTH, HEIGHT, dl_rgb(0x203040 + (uint32_t)key * 0x101010));
  add_rect(0, 150, WIDTH, 50, dl_rgb(0x405060));
  dl_layer_end(&list);
  float x = 100 + 60 * sinf((float)frame * 0.3f), y = 90 + 40 * cosf((float)frame * 0.21f);
  struct dl_color half = {250, 240, 210, 128};
  add_rect(x, y, 40, 12, half);
  add_rect(x + 20, y - 30, 12, 60, half);
  dl_clip(&list, 20, 20, 200, 100);
  int a = dl_vertex(&list, 10, 10, half), b = dl_vertex(&list, x, 190, dl_rgb(0xFF8800)),
      c = dl_vertex(&list, 300, y, half);
  dl_triangle(&list, a, b, c);
  dl_clip(&list, 0, 0, 0, 0);
  dl_text(&list, 30, 180, 24, DL_MEDIUM, half, frame % 8 < 4 ? "Breathe in" : "Breathe out");
}

/* The one promise of partial redrawing: nobody can tell. */
static void a_canvas_drawn_many_times_equals_one_drawn_once(void **state) {
  (void)state;
  struct pl_canvas *used = pl_canvas_open(WIDTH, HEIGHT, fonts);
  for (int frame = 0; frame < 60; frame++) {
    build_frame(frame / 2 * 2,
                (uint64_t)(frame / 20)); /* every second frame unchanged, a new layer now and then */
    assert_int_equal(pl_canvas_draw(used, &list), 0);
    struct pl_canvas *fresh = pl_canvas_open(WIDTH, HEIGHT, fonts);
    pl_canvas_draw(fresh, &list);
    assert_memory_equal(pl_canvas_pixels(used), pl_canvas_pixels(fresh), (size_t)WIDTH * HEIGHT * 4);
    pl_canvas_close(fresh);
  }
  pl_canvas_close(used);
}

static void outline(const struct dl_paint *paint, float x0, float y0, float x1, float y1) {
  dl_outline_begin(&list, paint);
  dl_outline_to(&list, x0, y0);
  dl_outline_to(&list, x1, y0);
  dl_outline_to(&list, x1, y1);
  dl_outline_to(&list, x0, y1);
  dl_outline_close(&list);
  dl_outline_end(&list);
}

/* Nothing but upright edges crosses the middle rows of a panel: a panel that becomes narrower by less than the damage
** can tell apart in place must be told by its edges. Likewise a glow that only becomes flatter. */
static void what_only_changes_its_width_is_drawn_anew(void **state) {
  (void)state;
  static const float rights[] = {180, 161, 170, 161, 95, 96, 180},
                     flat[] = {1, 0.8f, 0.9f, 0.8f, 1, 0.85f, 1};
  struct pl_canvas *many = pl_canvas_open(WIDTH, HEIGHT, fonts);
  for (int i = 0; i < 7; i++) {
    struct dl_paint plain = {.first = dl_rgb(0x4060A0), .second = dl_rgb(0x4060A0)};
    struct dl_paint glow = {
        .first = dl_rgb(0xFFD58A), .x0_px = 250, .y0_px = 100, .x1_px = 310, .y1_px = 100, .glow = flat[i]};
    dl_reset(&list);
    outline(&plain, 10, 10, rights[i], 190);
    outline(&glow, 190, 55, 310, 145);
    struct pl_canvas *once = pl_canvas_open(WIDTH, HEIGHT, fonts);
    assert_int_equal(pl_canvas_draw(many, &list), 0);
    assert_int_equal(pl_canvas_draw(once, &list), 0);
    assert_memory_equal(pl_canvas_pixels(many), pl_canvas_pixels(once), WIDTH * HEIGHT * 4);
    pl_canvas_close(once);
  }
  pl_canvas_close(many);
}

static void an_unchanged_list_redraws_nothing_and_a_small_change_little(void **state) {
  (void)state;
  uint32_t *pixels = malloc((size_t)WIDTH * HEIGHT * 4);
  struct pl_target target = {pixels, WIDTH, HEIGHT, WIDTH, false};
  struct pl_soft *soft = pl_soft_create(fonts);
  struct pl_rect rects[PL_SOFT_RECTS];
  build_frame(0, 1);
  assert_int_equal(pl_soft_draw(soft, &target, &list, rects), 1);
  assert_int_equal(pl_soft_draw(soft, &target, &list, rects), 0);
  add_rect(200, 100, 4, 4, dl_rgb(0xFFFFFF));
  assert_int_equal(pl_soft_draw(soft, &target, &list, rects), 1);
  assert_true(rects[0].x1 - rects[0].x0 <= 64 && rects[0].y1 - rects[0].y0 <= 64);
  pl_soft_forget(soft);
  assert_int_equal(pl_soft_draw(soft, &target, &list, rects), 1);
  assert_int_equal((rects[0].x1 - rects[0].x0) * (rects[0].y1 - rects[0].y0), WIDTH * HEIGHT);
  pl_soft_destroy(soft);
  free(pixels);
}

static void sizes_that_cannot_be_are_refused_with_a_sentence(void **state) {
  (void)state;
  assert_null(pl_canvas_open(0, 10, fonts));
  assert_null(pl_canvas_open(10, -1, fonts));
  assert_null(pl_canvas_open(16385, 10, fonts));
  assert_true(strlen(err_text()) > 10);
  static const int small[][2] = {{1, 1}, {1, 200}, {16384, 1}};
  for (size_t i = 0; i < sizeof small / sizeof small[0]; i++) {
    struct pl_canvas *canvas = pl_canvas_open(small[i][0], small[i][1], fonts);
    build_frame(3, 1);
    assert_int_equal(pl_canvas_draw(canvas, &list), 0);
    pl_canvas_close(canvas);
  }
}

/* ---- text --------------------------------------------------------------------------------------------- */

static void width_is_the_sum_of_advances_and_kerning(void **state) {
  (void)state;
  assert_true(pl_text_width(fonts, 40, DL_REGULAR, NULL) == 0);
  assert_true(pl_text_width(fonts, 40, DL_REGULAR, "") == 0);
  float n = pl_text_width(fonts, 40, DL_REGULAR, "n"), nn = pl_text_width(fonts, 40, DL_REGULAR, "nn");
  assert_true(n > 10 && n < 40);
  assert_true(fabsf(nn - 2 * n) <= 1);
  float pair = pl_text_width(fonts, 200, DL_REGULAR, "AV");
  float apart = pl_text_width(fonts, 200, DL_REGULAR, "A") + pl_text_width(fonts, 200, DL_REGULAR, "V");
  assert_true(pair < apart - 4);
  assert_true(pl_text_width(fonts, 40, DL_BOLD, "Breathe") > pl_text_width(fonts, 40, DL_REGULAR, "Breathe"));
}

static void ink_lies_where_the_width_says(void **state) {
  (void)state;
  struct pl_canvas *canvas = pl_canvas_open(WIDTH, HEIGHT, fonts);
  dl_reset(&list);
  dl_text(&list, 50, 100, 48, DL_REGULAR, dl_rgb(0xFFFFFF), "HEH");
  pl_canvas_draw(canvas, &list);
  int left = WIDTH, right = 0, top = HEIGHT, bottom = 0;
  for (int i = 0; i < WIDTH * HEIGHT; i++) {
    if (pl_canvas_pixels(canvas)[i * 4] < 128) continue;
    int x = i % WIDTH, y = i / WIDTH;
    left = x < left ? x : left, right = x > right ? x : right, top = y < top ? y : top, bottom = y;
  }
  float width = pl_text_width(fonts, 48, DL_REGULAR, "HEH");
  assert_in_range(left, 50, 56);
  assert_in_range(right, 50 + (int)width - 8, 50 + (int)width);
  assert_in_range(bottom, 98, 100);
  assert_in_range(bottom - top, 33, 37); /* Inter's capitals are 0.727 em high */
  pl_canvas_close(canvas);
}

static void hostile_text_is_drawn_cut_off(void **state) {
  (void)state;
  struct pl_canvas *canvas = pl_canvas_open(WIDTH, HEIGHT, fonts);
  char *endless = malloc(20001);
  memset(endless, 'W', 20000);
  endless[20000] = '\0';
  assert_true(pl_text_width(fonts, 40, DL_REGULAR, endless) > 16384);
  const char *odd[] = {
      endless, "\xFF\xFE\x80", "a\xC3", "\n\t\x7F", "\xF0\x9F\x98\x80", "\xE2\x80\x8B\xCC\x81", " "};
  static const float sizes[] = {40, 0, -5, 1e9f, NAN, 0.2f, 719};
  for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++)
    for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; k++) {
      dl_reset(&list);
      dl_text(&list, -3, 100, sizes[k], DL_REGULAR, dl_rgb(0xFFFFFF), odd[i]);
      dl_text(&list, NAN, 1e20f, sizes[k], DL_BOLD, dl_rgb(0xFFFFFF), "x");
      assert_int_equal(pl_canvas_draw(canvas, &list), 0);
    }
  assert_true(pl_text_width(fonts, 40, DL_REGULAR, "\xFF") > 0); /* shown as U+FFFD */
  free(endless);
  pl_canvas_close(canvas);
}

static int evictions;

static void count_eviction(void *data) {
  (void)data;
  evictions++;
}

/* More glyphs than all pages hold: the oldest go, the picture stays right. */
static void a_full_cache_empties_its_oldest_page(void **state) {
  (void)state;
  struct pl_canvas *canvas = pl_canvas_open(WIDTH, HEIGHT, fonts),
                   *fresh = pl_canvas_open(WIDTH, HEIGHT, fonts);
  evictions = 0;
  pl_text_on_evict(fonts, count_eviction, NULL);
  for (int size = 60; size < 240; size += 3) {
    dl_reset(&list);
    dl_text(&list, 0, 150, (float)size, DL_BOLD, dl_rgb(0xFFFFFF), "abcdefghijklmnopqrstuvwxyz");
    dl_text(&list, -900, 150, (float)size, DL_BOLD, dl_rgb(0xFFFFFF), "abcdefghijklmnopqrstuvwxyz");
    pl_canvas_draw(canvas, &list);
  }
  pl_text_on_evict(fonts, NULL, NULL);
  assert_true(evictions > 0);
  pl_canvas_draw(fresh, &list);
  assert_memory_equal(pl_canvas_pixels(canvas), pl_canvas_pixels(fresh), (size_t)WIDTH * HEIGHT * 4);
  pl_canvas_close(canvas);
  pl_canvas_close(fresh);
}

static void a_missing_font_is_a_sentence(void **state) {
  (void)state;
  assert_null(pl_fonts_open("no-such-font.otf", NULL, NULL));
  assert_non_null(strstr(err_text(), "no-such-font.otf"));
  assert_null(pl_fonts_open(TEST_SOURCE_DIR "/CMakeLists.txt", NULL, NULL)); /* a file, but no font */
  assert_non_null(strstr(err_text(), "Install"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bytes_are_red_green_blue_alpha_over_black),
      cmocka_unit_test(a_clip_cuts_shapes_and_text_until_it_ends),
      cmocka_unit_test(a_canvas_drawn_many_times_equals_one_drawn_once),
      cmocka_unit_test(what_only_changes_its_width_is_drawn_anew),
      cmocka_unit_test(an_unchanged_list_redraws_nothing_and_a_small_change_little),
      cmocka_unit_test(sizes_that_cannot_be_are_refused_with_a_sentence),
      cmocka_unit_test(width_is_the_sum_of_advances_and_kerning),
      cmocka_unit_test(ink_lies_where_the_width_says),
      cmocka_unit_test(hostile_text_is_drawn_cut_off),
      cmocka_unit_test(a_full_cache_empties_its_oldest_page),
      cmocka_unit_test(a_missing_font_is_a_sentence),
  };
  return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
