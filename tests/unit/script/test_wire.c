/* The decoder that reads a hostile process: limits, truncation, every single-byte corruption. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

#include "err.h"
#include "wire_sample.h"

static int decode(const unsigned char *bytes, size_t n, struct arena *arena, struct wire_data *out) {
  struct wire_in in = {bytes, bytes + n, false};
  return wire_decode(&in, arena, out);
}

static void test_values_come_back_as_they_were_put(void **state) {
  (void)state;
  struct wire_out out = {.limit = 1000};
  struct arena arena = {0};
  struct wire_data data;
  size_t root = wire_put_table(&out);
  sample_key(&out, "yes");
  wire_put_boolean(&out, true);
  sample_number(&out, "pi", 3.141592653589793);
  sample_text(&out, "text", "Rücken");
  wire_put_index(&out, 7);
  wire_put_other(&out, "function");
  sample_number(&out, "nan", NAN);
  wire_patch_table(&out, root, 5);
  assert_int_equal(decode(out.bytes, out.size, &arena, &data), 0);
  assert_int_equal(data.count, 5);
  assert_true(wire_find(&data, "yes", 0)->boolean);
  assert_float_equal(wire_find(&data, "pi", 0)->number, 3.141592653589793, 0);
  assert_string_equal(wire_find(&data, "text", 0)->text, "Rücken");
  assert_true(wire_find(&data, NULL, 7)->type == WIRE_OTHER);
  assert_true(isnan(wire_find(&data, "nan", 0)->number));
  assert_null(wire_find(&data, "no", 0));
  assert_null(wire_find(&data, NULL, 1));
  wire_out_clear(&out);
  arena_clear(&arena);
}

static void test_a_frame_carries_its_size(void **state) {
  (void)state;
  struct wire_out out = {.limit = 100};
  wire_begin(&out, WIRE_READY);
  wire_put_text(&out, "abc", 3);
  assert_true(wire_end(&out));
  struct wire_in in = {out.bytes, out.bytes + out.size, false};
  size_t n;
  assert_int_equal(wire_get_u32(&in), out.size - 4);
  assert_int_equal(wire_get_u8(&in), WIRE_READY);
  assert_memory_equal(wire_get_text(&in, &n), "abc", 3);
  assert_int_equal(n, 3);
  assert_int_equal(wire_get_u8(&in), 0);
  assert_true(in.broken);
  wire_out_clear(&out);
}

static void test_writing_stops_at_the_limit(void **state) {
  (void)state;
  struct wire_out out = {.limit = 8};
  wire_begin(&out, WIRE_READY);
  wire_put_text(&out, "abc", 3);
  assert_false(wire_end(&out));
  assert_true(out.size <= 8);
  wire_out_clear(&out);
}

static void test_every_cut_is_refused(void **state) {
  (void)state;
  struct wire_out out = {.limit = 100000};
  sample_exercise(&out);
  for (size_t n = 0; n < out.size; n++) {
    struct arena arena = {0};
    struct wire_data data;
    unsigned char *exact = malloc(n + 1); /* so that a sanitizer sees a read beyond the end */
    memcpy(exact, out.bytes, n);
    assert_int_equal(decode(exact, n, &arena, &data), ERR_NO);
    free(exact);
    arena_clear(&arena);
  }
  wire_out_clear(&out);
}

static void test_bytes_left_over_are_refused(void **state) {
  (void)state;
  struct wire_out out = {.limit = 1000};
  struct arena arena = {0};
  struct wire_data data;
  wire_put_boolean(&out, true);
  wire_put_boolean(&out, true);
  assert_int_equal(decode(out.bytes, out.size, &arena, &data), ERR_NO);
  wire_out_clear(&out);
  arena_clear(&arena);
}

static void test_every_changed_byte_decodes_or_is_refused(void **state) {
  (void)state;
  static const unsigned char replacements[] = {0, 1, 0x7F, 0x80, 0xFF, '{', 'S', 'k', 'i', 'N'};
  struct wire_out out = {.limit = 100000};
  int refused = 0;
  sample_exercise(&out);
  for (size_t at = 0; at < out.size; at++) {
    unsigned char kept = out.bytes[at];
    for (size_t i = 0; i < sizeof replacements; i++) {
      struct arena arena = {0};
      struct wire_data data;
      out.bytes[at] = replacements[i];
      refused += decode(out.bytes, out.size, &arena, &data) < 0;
      arena_clear(&arena);
    }
    out.bytes[at] = kept;
  }
  assert_true(refused > (int)out.size);
  wire_out_clear(&out);
}

static void test_nesting_beyond_the_limit_is_refused(void **state) {
  (void)state;
  for (int depth = WIRE_DEPTH_MAX - 1; depth <= WIRE_DEPTH_MAX + 1; depth++) {
    struct wire_out out = {.limit = 1000};
    struct arena arena = {0};
    struct wire_data data;
    size_t marks[WIRE_DEPTH_MAX + 2];
    for (int i = 0; i < depth; i++) {
      marks[i] = i == 0 ? wire_put_table(&out) : sample_item(&out, 1);
      if (i > 0) wire_patch_table(&out, marks[i - 1], 1);
    }
    assert_int_equal(decode(out.bytes, out.size, &arena, &data), depth <= WIRE_DEPTH_MAX ? 0 : ERR_NO);
    wire_out_clear(&out);
    arena_clear(&arena);
  }
}

static void test_a_count_that_cannot_be_there_allocates_nothing(void **state) {
  (void)state;
  struct wire_out out = {.limit = 1000};
  struct arena arena = {0};
  struct wire_data data;
  size_t root = wire_put_table(&out);
  wire_patch_table(&out, root, 0xFFFFFFFFu);
  assert_int_equal(decode(out.bytes, out.size, &arena, &data), ERR_NO);
  assert_int_equal(arena.used_bytes, 0);
  wire_out_clear(&out);
  arena_clear(&arena);
}

static void test_a_name_twice_in_one_table_is_refused(void **state) {
  (void)state;
  struct wire_out out = {.limit = 1000};
  struct arena arena = {0};
  struct wire_data data;
  size_t root = wire_put_table(&out);
  sample_number(&out, "reps", 5);
  sample_number(&out, "reps", 6);
  wire_patch_table(&out, root, 2);
  assert_int_equal(decode(out.bytes, out.size, &arena, &data), ERR_NO);
  wire_out_clear(&out);
  arena_clear(&arena);
}

static void test_text_that_is_no_utf8_or_holds_a_zero_is_marked_and_empty(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    size_t n;
  } bad[] = {{"\xFC", 1}, {"a\0b", 3}, {"\xC0\x80", 2}, {"\xED\xA0\x80", 3}};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    struct wire_out out = {.limit = 1000};
    struct arena arena = {0};
    struct wire_data data;
    wire_put_string(&out, bad[i].bytes, bad[i].n);
    assert_int_equal(decode(out.bytes, out.size, &arena, &data), 0);
    assert_true(data.malformed);
    assert_string_equal(data.text, "");
    wire_out_clear(&out);
    arena_clear(&arena);
  }
}

static void test_too_much_text_and_too_many_values_are_refused(void **state) {
  (void)state;
  struct wire_out out = {.limit = 1 << 20};
  struct arena arena = {0};
  struct wire_data data;
  char *text = calloc(1, WIRE_TEXT_MAX + 1);
  memset(text, 'x', WIRE_TEXT_MAX + 1);
  wire_put_string(&out, text, WIRE_TEXT_MAX + 1);
  assert_int_equal(decode(out.bytes, out.size, &arena, &data), ERR_NO);
  wire_out_clear(&out);
  size_t root = wire_put_table(&out);
  for (uint32_t i = 1; i <= WIRE_NODES_MAX + 1; i++) {
    wire_put_index(&out, i);
    wire_put_boolean(&out, true);
  }
  wire_patch_table(&out, root, WIRE_NODES_MAX + 1);
  assert_int_equal(decode(out.bytes, out.size, &arena, &data), ERR_NO);
  wire_out_clear(&out);
  arena_clear(&arena);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_values_come_back_as_they_were_put),
      cmocka_unit_test(test_a_frame_carries_its_size),
      cmocka_unit_test(test_writing_stops_at_the_limit),
      cmocka_unit_test(test_every_cut_is_refused),
      cmocka_unit_test(test_bytes_left_over_are_refused),
      cmocka_unit_test(test_every_changed_byte_decodes_or_is_refused),
      cmocka_unit_test(test_nesting_beyond_the_limit_is_refused),
      cmocka_unit_test(test_a_count_that_cannot_be_there_allocates_nothing),
      cmocka_unit_test(test_a_name_twice_in_one_table_is_refused),
      cmocka_unit_test(test_text_that_is_no_utf8_or_holds_a_zero_is_marked_and_empty),
      cmocka_unit_test(test_too_much_text_and_too_many_values_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
