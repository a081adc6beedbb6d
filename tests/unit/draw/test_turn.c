/* A finished frame turned for a player who lies on one side, and places turned back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "turn.h"

static const struct turn_size window = {1280, 800};
static const struct dl_color white = {255, 255, 255, 255};

static void odd_turns_exchange_the_sides(void **state) {
  (void)state;
  for (int turns = -4; turns <= 8; turns++) {
    struct turn_size inner = turn_inner(turns, window);
    bool odd = (turns & 1) != 0;
    assert_int_equal(inner.width_px, odd ? 800 : 1280);
    assert_int_equal(inner.height_px, odd ? 1280 : 800);
  }
}

/* Clockwise: what is at the top left of the inner picture comes to the top right of the window. */
static void the_first_corner_goes_clockwise(void **state) {
  (void)state;
  static const float at[4][2] = {{0, 0}, {1280, 0}, {1280, 800}, {0, 800}};
  for (int turns = 0; turns < 4; turns++) {
    struct dl dl = {0};
    dl_vertex(&dl, 0, 0, white);
    turn_list(&dl, turns, window);
    assert_true(dl.vertices[0].x_px == at[turns][0] && dl.vertices[0].y_px == at[turns][1]);
    dl_free(&dl);
  }
}

static void a_pointer_finds_what_is_drawn_under_it(void **state) {
  (void)state;
  for (int turns = 0; turns < 4; turns++) {
    struct dl dl = {0};
    dl_vertex(&dl, 37, 411, white);
    turn_list(&dl, turns, window);
    struct turn_point back =
        turn_back(turns, window, (struct turn_point){dl.vertices[0].x_px, dl.vertices[0].y_px});
    assert_true(fabsf(back.x_px - 37) < 1e-3f && fabsf(back.y_px - 411) < 1e-3f);
    dl_free(&dl);
  }
}

static void four_turns_are_none(void **state) {
  (void)state;
  struct dl dl = {0};
  dl_vertex(&dl, 12, 34, white);
  turn_list(&dl, 4, window);
  turn_list(&dl, -4, window);
  assert_true(dl.vertices[0].x_px == 12 && dl.vertices[0].y_px == 34);
  dl_free(&dl);
}

static void words_and_clips_turn_with_the_shapes(void **state) {
  (void)state;
  struct dl dl = {0};
  dl_clip(&dl, 10, 20, 100, 50);
  dl_text(&dl, 10, 60, 24, DL_BOLD, white, "Breathe in");
  dl_clip(&dl, 0, 0, 0, 0);
  turn_list(&dl, 1, window);
  const struct dl_command *clip = &dl.commands[0], *text = &dl.commands[1], *off = &dl.commands[2];
  assert_true(clip->clip.x_px == 1280 - 70 && clip->clip.y_px == 10);
  assert_true(clip->clip.w_px == 50 && clip->clip.h_px == 100);
  assert_true(text->text.x_px == 1280 - 60 && text->text.y_px == 10);
  assert_int_equal(text->text.quarter_turns, 1);
  assert_false(off->clip.w_px > 0); /* still the end of clipping */
  dl_free(&dl);
}

static void a_kept_layer_of_another_turn_is_another_layer(void **state) {
  (void)state;
  uint64_t keys[4];
  for (int turns = 0; turns < 4; turns++) {
    struct dl dl = {0};
    dl_layer_begin(&dl, 7);
    dl_layer_end(&dl);
    turn_list(&dl, turns, window);
    keys[turns] = dl.commands[0].layer.key;
    for (int k = 0; k < turns; k++) assert_true(keys[k] != keys[turns]);
    dl_free(&dl);
  }
  assert_int_equal(keys[0], 7);
}

static void a_mirror_exchanges_the_sides_of_what_was_put_down_since(void **state) {
  (void)state;
  struct dl dl = {0};
  dl_vertex(&dl, 100, 5, white);
  struct turn_mark since = turn_here(&dl);
  dl_vertex(&dl, 100, 5, white);
  turn_mirror(&dl, since, 1280);
  assert_true(dl.vertices[0].x_px == 100 && dl.vertices[1].x_px == 1180 && dl.vertices[1].y_px == 5);
  dl_free(&dl);
}

static void outlines_and_their_paint_turn_too(void **state) {
  (void)state;
  struct dl dl = {.outlines = true};
  struct dl_paint paint = {.first = white, .second = white, .x0_px = 0, .y0_px = 0, .x1_px = 0, .y1_px = 90};
  dl_outline_begin(&dl, &paint);
  dl_outline_to(&dl, 0, 0);
  dl_outline_to(&dl, 50, 0);
  dl_outline_to(&dl, 0, 90);
  dl_outline_close(&dl);
  dl_outline_end(&dl);
  turn_list(&dl, 3, window);
  assert_true(dl.points[1].x_px == 0 && dl.points[1].y_px == 750);
  assert_true(dl.commands[0].outline.paint.x1_px == 90 && dl.commands[0].outline.paint.y1_px == 800);
  dl_free(&dl);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(odd_turns_exchange_the_sides),
      cmocka_unit_test(the_first_corner_goes_clockwise),
      cmocka_unit_test(a_pointer_finds_what_is_drawn_under_it),
      cmocka_unit_test(four_turns_are_none),
      cmocka_unit_test(words_and_clips_turn_with_the_shapes),
      cmocka_unit_test(a_kept_layer_of_another_turn_is_another_layer),
      cmocka_unit_test(a_mirror_exchanges_the_sides_of_what_was_put_down_since),
      cmocka_unit_test(outlines_and_their_paint_turn_too),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
