/* Findings about files that people write. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "diag.h"
#include "utf8.h"

static void a_row_keeps_where_and_what(void **state) {
  (void)state;
  static struct diag_list list;
  diag_add(&list, true, "a.lua", 12, "%s is %d", "reps", 11);
  diag_add(&list, false, NULL, 0, "a warning");
  assert_int_equal(list.count, 2);
  assert_int_equal(list.errors, 1);
  assert_string_equal(list.rows[0].file, "a.lua");
  assert_int_equal(list.rows[0].line, 12);
  assert_string_equal(list.rows[0].text, "reps is 11");
  assert_true(list.rows[0].error);
  assert_false(list.rows[1].error);
  assert_string_equal(list.rows[1].file, "?");
  diag_clear(&list);
  assert_int_equal(list.count, 0);
}

static void what_a_file_says_cannot_write_on_the_terminal(void **state) {
  (void)state;
  static struct diag_list list;
  diag_add(&list, true, "evil\x1B.lua", 1, "unknown key %s", "\x1B[2J\n");
  assert_string_equal(list.rows[0].file, "evil\\x1B.lua");
  assert_string_equal(list.rows[0].text, "unknown key \\x1B[2J\\x0A");
  diag_clear(&list);
}

static void long_messages_are_cut(void **state) {
  (void)state;
  static struct diag_list list;
  char text[5000];
  memset(text, 'x', sizeof text - 1);
  text[sizeof text - 1] = '\0';
  diag_add(&list, true, text, 1, "%s", text);
  assert_true(strlen(list.rows[0].text) < DIAG_TEXT_MAX);
  assert_true(strlen(list.rows[0].file) < DIAG_TEXT_MAX);
  assert_true(utf8_valid(list.rows[0].text, strlen(list.rows[0].text)));
  diag_clear(&list);
}

static void what_does_not_fit_is_counted(void **state) {
  (void)state;
  static struct diag_list list;
  for (int i = 0; i < DIAG_MAX + 20; i++) diag_add(&list, i % 2 == 0, "a.lua", i, "row");
  assert_int_equal(list.count, DIAG_MAX);
  assert_int_equal(list.dropped, 20);
  assert_int_equal(list.errors, (DIAG_MAX + 20) / 2);
  diag_clear(&list);
  assert_int_equal(list.errors + list.dropped, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_row_keeps_where_and_what),
      cmocka_unit_test(what_a_file_says_cannot_write_on_the_terminal),
      cmocka_unit_test(long_messages_are_cut),
      cmocka_unit_test(what_does_not_fit_is_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
