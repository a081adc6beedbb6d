/* Memory that is given back all at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdalign.h>
#include <string.h>

#include "arena.h"

static void what_is_taken_is_zeroed_aligned_and_apart(void **state) {
  (void)state;
  struct arena arena = {0};
  unsigned char *before = NULL;
  for (size_t bytes = 0; bytes < 3000; bytes += 7) {
    unsigned char *p = arena_take(&arena, bytes);
    assert_non_null(p);
    assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
    assert_ptr_not_equal(p, before);
    for (size_t i = 0; i < bytes; i++) assert_int_equal(p[i], 0);
    memset(p, 0xAA, bytes);
    before = p;
  }
  arena_clear(&arena);
}

static void blocks_larger_than_usual_are_fine(void **state) {
  (void)state;
  struct arena arena = {0};
  char *small = arena_copy(&arena, "small");
  char *large = arena_take(&arena, 1 << 20);
  assert_non_null(large);
  memset(large, 1, 1 << 20);
  assert_string_equal(small, "small");
  assert_int_equal(arena.used_bytes, 6 + (1 << 20));
  arena_clear(&arena);
}

static void sizes_that_overflow_are_refused(void **state) {
  (void)state;
  struct arena arena = {0};
  assert_null(arena_take(&arena, SIZE_MAX));
  assert_null(arena_array(&arena, SIZE_MAX / 2, 3));
  assert_null(arena_array(&arena, SIZE_MAX / 8, 8));
  assert_non_null(arena_array(&arena, 0, 8));
  arena_clear(&arena);
}

static void text_is_copied_and_formatted(void **state) {
  (void)state;
  struct arena arena = {0};
  char text[] = "word";
  char *copy = arena_copy(&arena, text);
  text[0] = 'W';
  assert_string_equal(copy, "word");
  assert_null(arena_copy(&arena, NULL));
  assert_string_equal(arena_format(&arena, "%s %d", text, 42), "Word 42");
  assert_string_equal(arena_format(&arena, "%s", ""), "");
  arena_clear(&arena);
}

static void a_cleared_arena_may_be_used_again(void **state) {
  (void)state;
  struct arena arena = {0};
  arena_clear(&arena);
  for (int i = 0; i < 3; i++) {
    assert_non_null(arena_take(&arena, 40000));
    arena_clear(&arena);
    assert_int_equal(arena.used_bytes, 0);
    assert_null(arena.head);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_taken_is_zeroed_aligned_and_apart),
      cmocka_unit_test(blocks_larger_than_usual_are_fine),
      cmocka_unit_test(sizes_that_overflow_are_refused),
      cmocka_unit_test(text_is_copied_and_formatted),
      cmocka_unit_test(a_cleared_arena_may_be_used_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
