/* The one way to report an expected failure. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <string.h>

#include "err.h"
#include "utf8.h"

static void setting_returns_the_code_and_keeps_the_sentence(void **state) {
  (void)state;
  assert_int_equal(err_set(ERR_NO, "no routine %s; see %d", "x", 3), ERR_NO);
  assert_string_equal(err_text(), "no routine x; see 3");
  assert_int_equal(err_set(ERR_MACHINE, "disk full"), ERR_MACHINE);
  assert_string_equal(err_text(), "disk full");
}

static void wrapping_puts_a_sentence_in_front(void **state) {
  (void)state;
  err_set(ERR_MACHINE, "disk full");
  assert_int_equal(err_wrap(ERR_NO, "could not save %s", "a.csv"), ERR_NO);
  assert_string_equal(err_text(), "could not save a.csv: disk full");
}

static void a_sentence_may_quote_the_one_before(void **state) {
  (void)state;
  err_set(ERR_NO, "inner");
  err_set(ERR_NO, "outer: %s", err_text());
  assert_string_equal(err_text(), "outer: inner");
}

static void long_sentences_are_cut_at_a_character(void **state) {
  (void)state;
  for (int shift = 0; shift < 3; shift++) {
    char text[3 * ERR_TEXT_MAX] = "";
    for (int i = 0; i < shift; i++) strcat(text, "a");
    while (strlen(text) < 2 * ERR_TEXT_MAX) strcat(text, "\xE2\x80\xA6"); /* three bytes each */
    err_set(ERR_NO, "%s", text);
    assert_true(strlen(err_text()) < ERR_TEXT_MAX && strlen(err_text()) > ERR_TEXT_MAX - 5);
    assert_true(utf8_valid(err_text(), strlen(err_text())));
    err_wrap(ERR_NO, "%s", text);
    assert_true(strlen(err_text()) < ERR_TEXT_MAX);
    assert_true(utf8_valid(err_text(), strlen(err_text())));
  }
}

static void *other_thread(void *seen_empty) {
  *(int *)seen_empty = err_text()[0] == '\0';
  err_set(ERR_NO, "theirs");
  return NULL;
}

static void each_thread_has_its_own_sentence(void **state) {
  (void)state;
  pthread_t thread;
  int seen_empty = 0;
  err_set(ERR_NO, "ours");
  assert_int_equal(pthread_create(&thread, NULL, other_thread, &seen_empty), 0);
  assert_int_equal(pthread_join(thread, NULL), 0);
  assert_true(seen_empty);
  assert_string_equal(err_text(), "ours");
}

static void exit_codes_follow_the_contract(void **state) {
  (void)state;
  assert_int_equal(err_exit_code(ERR_OK), 0);
  assert_int_equal(err_exit_code(ERR_NO), 1);
  assert_int_equal(err_exit_code(ERR_USAGE), 2);
  assert_int_equal(err_exit_code(ERR_MACHINE), 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(setting_returns_the_code_and_keeps_the_sentence),
      cmocka_unit_test(wrapping_puts_a_sentence_in_front),
      cmocka_unit_test(a_sentence_may_quote_the_one_before),
      cmocka_unit_test(long_sentences_are_cut_at_a_character),
      cmocka_unit_test(each_thread_has_its_own_sentence),
      cmocka_unit_test(exit_codes_follow_the_contract),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
