/* Words of the interface. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "loc.h"

static void words_are_found_after_sealing(void **state) {
  (void)state;
  struct arena arena = {0};
  struct loc loc = {0};
  for (int i = 999; i >= 0; i--) {
    char *key = arena_format(&arena, "key.%d", i);
    assert_int_equal(loc_add(&loc, &arena, key, arena_format(&arena, "text %d", i)), 0);
  }
  loc_seal(&loc);
  for (int i = 0; i < 1000; i++) {
    assert_string_equal(loc_find(&loc, arena_format(&arena, "key.%d", i)),
                        arena_format(&arena, "text %d", i));
  }
  arena_clear(&arena);
}

static void a_later_word_wins(void **state) {
  (void)state;
  struct arena arena = {0};
  struct loc loc = {0};
  loc_add(&loc, &arena, "home.start", "Start");
  loc_add(&loc, &arena, "home.start", "Begin");
  loc_seal(&loc);
  assert_int_equal(loc.count, 1);
  assert_string_equal(loc_get(&loc, "home.start"), "Begin");
  arena_clear(&arena);
}

static void a_missing_word_shows_its_key(void **state) {
  (void)state;
  struct arena arena = {0};
  struct loc loc = {0};
  assert_null(loc_find(&loc, "a"));
  assert_string_equal(loc_get(&loc, "a"), "a");
  assert_string_equal(loc_get(NULL, "a"), "a");
  loc_add(&loc, &arena, "b", "");
  loc_seal(&loc);
  assert_null(loc_find(&loc, "a"));
  assert_string_equal(loc_get(&loc, "b"), "");
  arena_clear(&arena);
}

static void the_table_keeps_copies(void **state) {
  (void)state;
  struct arena arena = {0};
  struct loc loc = {0};
  char key[] = "k", text[] = "t";
  loc_add(&loc, &arena, key, text);
  key[0] = text[0] = 'x';
  loc_seal(&loc);
  assert_string_equal(loc_get(&loc, "k"), "t");
  arena_clear(&arena);
}

static void values_take_their_places(void **state) {
  (void)state;
  char out[32];
  assert_string_equal(loc_fill(out, sizeof out, "{1} of {2} days", "3", "5"), "3 of 5 days");
  assert_string_equal(loc_fill(out, sizeof out, "{2}-{1}", "29", "3"), "3-29");
  assert_string_equal(loc_fill(out, sizeof out, "[{1}]", NULL, NULL), "[]");
}

static void what_just_fits_is_whole_and_what_does_not_ends_with_a_character(void **state) {
  (void)state;
  char out[8];
  assert_string_equal(loc_fill(out, sizeof out, "day {1}", "123", NULL), "day 123");
  assert_string_equal(loc_fill(out, sizeof out, "{1}", "Übungen", NULL), "Übunge");
  assert_string_equal(loc_fill(out, sizeof out, "{1}", "langes…", NULL), "langes");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_are_found_after_sealing),
      cmocka_unit_test(a_later_word_wins),
      cmocka_unit_test(a_missing_word_shows_its_key),
      cmocka_unit_test(the_table_keeps_copies),
      cmocka_unit_test(values_take_their_places),
      cmocka_unit_test(what_just_fits_is_whole_and_what_does_not_ends_with_a_character),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
