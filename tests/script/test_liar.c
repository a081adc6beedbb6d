/* The game against a worker that is not what it should be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "err.h"
#include "host.h"

/* One request whose text asks for a lie ("" for none), taken as a locale file. Returns what host_take returned. */
static int ask(struct host *host, const char *lie, struct diag_list *list) {
  struct arena arena = {0};
  struct loc loc = {0};
  struct source source;
  char text[128];
  snprintf(text, sizeof text, "-- api-version: 1\n%s%s\nreturn {}\n", lie[0] ? "-- lie: " : "", lie);
  assert_int_equal(source_take("liar.lua", text, strlen(text), &arena, &source), 0);
  int id = host_request(host, &source, 0, "liar");
  assert_true(id > 0);
  host_wait(host, id);
  assert_true(host_answered(host, id));
  int code = host_take_locale(host, id, &loc, &arena, list);
  arena_clear(&arena);
  return code;
}

static void test_every_lie_ends_as_one_finding_and_the_next_worker_is_new(void **state) {
  (void)state;
  static const char *const lies[] = {"ready",       "no-kind",  "too-long", "print-too-much",
                                     "odd-failure", "odd-line", "page",     "half"};
  struct host *host = host_create(TEST_LIAR);
  assert_non_null(host);
  for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
    struct diag_list list = {0};
    int code = ask(host, lies[i], &list);
    if (code != ERR_NO || list.count != 1) print_error("lie: %s\n", lies[i]);
    assert_int_equal(code, ERR_NO);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.rows[0].file, "liar.lua");
    assert_int_equal(list.rows[0].line, 0);
    for (const char *at = list.rows[0].text; *at; at++) assert_true((unsigned char)*at >= 0x20);
    diag_clear(&list);
    assert_int_equal(ask(host, "", &list), 0);
  }
  host_destroy(host);
}

static void test_an_answer_too_many_is_not_taken_for_the_next_file(void **state) {
  (void)state;
  struct diag_list list = {0};
  struct host *host = host_create(TEST_LIAR);
  assert_non_null(host);
  assert_int_equal(ask(host, "twice", &list), 0);
  int pid = host_state(host).worker_pid;
  assert_int_equal(ask(host, "", &list), 0);
  assert_int_equal(host_state(host).broken, 1);
  assert_true(host_state(host).worker_pid != pid);
  host_destroy(host);
}

static void test_a_worker_that_does_not_take_the_history_is_one_finding(void **state) {
  (void)state;
  static const char text[] = "-- api-version: 1\nreturn {}\n";
  const struct hist empty = {0};
  const struct decode_words words = {NULL, NULL, "en"};
  struct diag_list list = {0};
  struct arena arena = {0};
  struct source source;
  struct badge_list badges;
  struct host *host = host_create(TEST_LIAR);
  assert_non_null(host);
  assert_int_equal(host_set_history(host, &empty, 20000, &words), 0);
  assert_int_equal(source_take("liar.lua", text, strlen(text), &arena, &source), 0);
  int id = host_request_rules(host, &source, "liar", true);
  host_wait(host, id);
  assert_int_equal(host_take_badges(host, id, &words, &arena, &list, &badges), ERR_NO);
  assert_int_equal(badges.count, 0);
  assert_int_equal(list.count, 1);
  assert_true(strstr(list.rows[0].text, "does not take the history") != NULL);
  assert_int_equal(ask(host, "", &list), 0);
  diag_clear(&list);
  arena_clear(&arena);
  host_destroy(host);
}

static void test_a_program_that_is_no_worker_is_said_to_be_none(void **state) {
  (void)state;
  struct diag_list list = {0};
  struct host *host = host_create("/bin/sh");
  assert_non_null(host);
  assert_int_equal(ask(host, "", &list), ERR_NO);
  assert_string_equal(list.rows[0].text,
                      "the script worker does not start on this machine; run supine doctor");
  diag_clear(&list);
  host_destroy(host);
}

static void test_no_program_is_no_host(void **state) {
  (void)state;
  assert_null(host_create(TEST_SOURCE_DIR "/no-such-program"));
  assert_true(strstr(err_text(), "is missing; install Supine again") != NULL);
  host_destroy(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_lie_ends_as_one_finding_and_the_next_worker_is_new),
      cmocka_unit_test(test_an_answer_too_many_is_not_taken_for_the_next_file),
      cmocka_unit_test(test_a_worker_that_does_not_take_the_history_is_one_finding),
      cmocka_unit_test(test_a_program_that_is_no_worker_is_said_to_be_none),
      cmocka_unit_test(test_no_program_is_no_host),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
