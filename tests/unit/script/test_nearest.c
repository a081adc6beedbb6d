#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "nearest.h"

static const char *nearest(const char *word, const char *const *candidates) {
  struct nearest search = {.word = word};
  for (; *candidates; candidates++) nearest_offer(&search, *candidates);
  return search.best;
}

static const char *const fields[] = {"seconds", "breath", "words", "easy", "id", "to", "camera", NULL};

static void test_slips_of_the_finger_are_understood(void **state) {
  (void)state;
  assert_string_equal(nearest("second", fields), "seconds");
  assert_string_equal(nearest("braeth", fields), "breath");
  assert_string_equal(nearest("camara", fields), "camera");
  assert_string_equal(nearest("esay", fields), "easy");
  assert_string_equal(nearest("word", fields), "words");
}

static void test_other_words_are_not(void **state) {
  (void)state;
  assert_null(nearest("colour", fields));
  assert_null(nearest("", fields));
  assert_null(nearest("a-word-that-is-so-long-that-nobody-can-have-meant-any", fields));
}

static void test_the_nearest_wins(void **state) {
  (void)state;
  static const char *const poses[] = {"arms_down", "arms_up", "arms_out", NULL};
  assert_string_equal(nearest("arm_up", poses), "arms_up");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_slips_of_the_finger_are_understood),
      cmocka_unit_test(test_other_words_are_not),
      cmocka_unit_test(test_the_nearest_wins),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
