#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dl.h"

static const struct dl_color red = {255, 0, 0, 255}, blue = {0, 0, 255, 128};

static void triangles_in_a_row_are_one_command(void **state) {
  (void)state;
  struct dl dl = {0};
  for (int i = 0; i < 10; i++) dl_vertex(&dl, (float)i, 0, red);
  dl_triangle(&dl, 0, 1, 2);
  dl_triangle(&dl, 3, 4, 5);
  dl_text(&dl, 0, 0, 12, DL_BOLD, red, "in between");
  dl_triangle(&dl, 6, 7, 8);
  assert_int_equal(dl.command_count, 3);
  assert_int_equal(dl.commands[0].triangles.count, 6);
  assert_int_equal(dl.commands[1].kind, DL_TEXT);
  assert_int_equal(dl.commands[2].triangles.first_index, 6);
  assert_int_equal(dl.commands[2].triangles.count, 3);
  dl_free(&dl);
}

static void growing_keeps_what_was_there(void **state) {
  (void)state;
  struct dl dl = {0};
  for (int i = 0; i < 5000; i++) {
    int v = dl_vertex(&dl, (float)i, (float)-i, blue);
    assert_int_equal(v, i);
    dl_triangle(&dl, v, 0, v / 2);
  }
  for (int i = 0; i < 5000; i++) {
    assert_true(dl.vertices[i].x_px == (float)i && dl.vertices[i].color.b == 255);
    assert_int_equal(dl.indices[3 * i], i);
  }
  dl_free(&dl);
}

static void a_reset_keeps_the_memory(void **state) {
  (void)state;
  struct dl dl = {0};
  for (int i = 0; i < 1000; i++) dl_vertex(&dl, 0, 0, red);
  const void *memory = dl.vertices;
  int capacity = dl.vertex_capacity;
  dl_reset(&dl);
  assert_int_equal(dl.vertex_count, 0);
  for (int i = 0; i < 1000; i++) dl_vertex(&dl, 0, 0, red);
  assert_ptr_equal(dl.vertices, memory);
  assert_int_equal(dl.vertex_capacity, capacity);
  dl_free(&dl);
  assert_null(dl.vertices);
}

static void text_is_copied_and_empty_text_is_nothing(void **state) {
  (void)state;
  struct dl dl = {0};
  char text[] = "Breathe in";
  dl_text(&dl, 1, 2, 64, DL_BOLD, red, text);
  memset(text, 'x', sizeof text - 1);
  dl_text(&dl, 1, 2, 64, DL_BOLD, red, "");
  dl_text(&dl, 1, 2, 64, DL_BOLD, red, NULL);
  assert_int_equal(dl.command_count, 1);
  assert_string_equal(dl.chars + dl.commands[0].text.text, "Breathe in");
  dl_free(&dl);
}

static void beyond_its_limit_the_list_fails_and_recovers_with_a_reset(void **state) {
  (void)state;
  struct dl dl = {0};
  size_t half = DL_ITEMS_MAX / 2 + 1;
  char *text = malloc(half);
  assert_non_null(text);
  memset(text, 'a', half - 1);
  text[half - 1] = '\0';
  dl_text(&dl, 0, 0, 12, DL_REGULAR, red, text);
  assert_false(dl.failed);
  dl_text(&dl, 0, 0, 12, DL_REGULAR, red, text);
  assert_true(dl.failed);
  assert_int_equal(dl.command_count, 1);
  assert_int_equal(dl_vertex(&dl, 0, 0, red), -1);
  dl_triangle(&dl, -1, -1, -1); /* as a shape does that could not add its corners */
  assert_int_equal(dl.index_count, 0);
  dl_reset(&dl);
  assert_int_equal(dl_vertex(&dl, 0, 0, red), 0);
  assert_false(dl.failed);
  free(text);
  dl_free(&dl);
}

static void clips_and_layers_keep_their_order(void **state) {
  (void)state;
  struct dl dl = {0};
  dl_layer_begin(&dl, UINT64_C(0x123456789abcdef));
  dl_layer_end(&dl);
  dl_clip(&dl, 1, 2, 3, 4);
  assert_int_equal(dl.commands[0].kind, DL_LAYER);
  assert_true(dl.commands[0].layer.key == UINT64_C(0x123456789abcdef) && !dl.commands[0].layer.end);
  assert_true(dl.commands[1].layer.end);
  assert_true(dl.commands[2].kind == DL_CLIP && dl.commands[2].clip.h_px == 4);
  dl_free(&dl);
}

static void colours_mix_and_fade_within_their_ends(void **state) {
  (void)state;
  struct dl_color half = dl_blend(red, blue, 0.5);
  assert_in_range(half.r, 127, 128);
  assert_in_range(half.b, 127, 128);
  struct dl_color end = dl_blend(red, blue, 7), start = dl_blend(red, blue, NAN);
  assert_memory_equal(&end, &blue, sizeof end);
  assert_memory_equal(&start, &red, sizeof start);
  assert_int_equal(dl_fade(blue, 0.5).a, 64);
  assert_int_equal(dl_fade(blue, -1).a, 0);
}

static const struct dl_paint paint = {.first = {1, 2, 3, 255}, .second = {1, 2, 3, 255}};

static void an_outline_holds_its_contours_and_walks_back_along_their_far_side(void **state) {
  (void)state;
  struct dl dl = {.outlines = true};
  dl_outline_begin(&dl, &paint);
  for (int i = 0; i < 3; i++) {
    dl_outline_to(&dl, (float)i, 0);
    dl_outline_return(&dl, (float)i, 1);
  }
  dl_outline_close(&dl);
  dl_outline_begin(&dl, &paint); /* joins it */
  dl_outline_to(&dl, 5, 5);
  dl_outline_to(&dl, 6, 5);
  dl_outline_to(&dl, 6, 6);
  dl_outline_close(&dl);
  dl_outline_end(&dl);
  dl_outline_end(&dl);
  assert_int_equal(dl.command_count, 1);
  assert_int_equal(dl.commands[0].kind, DL_OUTLINE);
  assert_int_equal(dl.commands[0].outline.contours, 2);
  assert_int_equal(dl.commands[0].outline.points, 9);
  assert_int_equal(dl.ends[0], 6);
  assert_int_equal(dl.ends[1], 9);
  static const float x[6] = {0, 1, 2, 2, 1, 0}, y[6] = {0, 0, 0, 1, 1, 1};
  for (int i = 0; i < 6; i++) {
    assert_true(dl.points[i].x_px == x[i] && dl.points[i].y_px == y[i]);
  }
  dl_reset(&dl);
  assert_true(dl.outlines);
  assert_int_equal(dl.point_count, 0);
  dl_free(&dl);
}

static void an_outline_without_an_inside_is_no_command(void **state) {
  (void)state;
  struct dl dl = {.outlines = true};
  dl_outline_begin(&dl, &paint);
  dl_outline_close(&dl);
  dl_outline_to(&dl, 1, 1);
  dl_outline_to(&dl, 2, 1);
  dl_outline_close(&dl);
  dl_outline_end(&dl);
  assert_int_equal(dl.command_count, 0);
  assert_int_equal(dl.point_count, 0);
  dl_free(&dl);
}

static void a_full_list_of_outlines_fails_and_recovers_with_a_reset(void **state) {
  (void)state;
  struct dl dl = {.outlines = true};
  dl_outline_begin(&dl, &paint);
  for (int i = 0; i <= DL_ITEMS_MAX && !dl.failed; i++) dl_outline_to(&dl, (float)i, 0);
  assert_true(dl.failed);
  dl_outline_close(&dl);
  dl_outline_end(&dl);
  dl_reset(&dl);
  assert_false(dl.failed);
  dl_outline_begin(&dl, &paint);
  for (int i = 0; i < 3; i++) dl_outline_to(&dl, (float)i, (float)(i * i));
  dl_outline_close(&dl);
  dl_outline_end(&dl);
  assert_int_equal(dl.command_count, 1);
  dl_free(&dl);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(triangles_in_a_row_are_one_command),
      cmocka_unit_test(growing_keeps_what_was_there),
      cmocka_unit_test(a_reset_keeps_the_memory),
      cmocka_unit_test(text_is_copied_and_empty_text_is_nothing),
      cmocka_unit_test(beyond_its_limit_the_list_fails_and_recovers_with_a_reset),
      cmocka_unit_test(an_outline_holds_its_contours_and_walks_back_along_their_far_side),
      cmocka_unit_test(an_outline_without_an_inside_is_no_command),
      cmocka_unit_test(a_full_list_of_outlines_fails_and_recovers_with_a_reset),
      cmocka_unit_test(clips_and_layers_keep_their_order),
      cmocka_unit_test(colours_mix_and_fade_within_their_ends),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
