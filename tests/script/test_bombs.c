/* Sources too large or too regular to be kept as files: made here and sent to the real worker. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "loading.h"
#include "wire.h"

static int open_all(void **state) {
  struct loading *loading = calloc(1, sizeof *loading);
  loading_open(loading);
  *state = loading;
  return 0;
}

static int close_all(void **state) {
  loading_close(*state);
  free(*state);
  return 0;
}

struct bomb {
  char bytes[WIRE_FILE_MAX + 64];
  size_t size;
};

static void add(struct bomb *bomb, const char *text) {
  size_t n = strlen(text);
  assert_true(bomb->size + n < sizeof bomb->bytes);
  memcpy(bomb->bytes + bomb->size, text, n + 1);
  bomb->size += n;
}

static struct bomb *start(void) {
  struct bomb *bomb = calloc(1, sizeof *bomb);
  assert_non_null(bomb);
  add(bomb, "-- api-version: 1\n");
  return bomb;
}

/* Whatever Lua makes of it: one finding of the file, and the next file loads. */
static void explode(struct loading *loading, struct bomb *bomb) {
  struct arena arena = {0};
  struct source source;
  const struct routine *routine;
  diag_clear(&loading->list);
  assert_int_equal(source_take("bomb.lua", bomb->bytes, bomb->size, &arena, &source), 0);
  free(bomb);
  int id = host_request(loading->host, &source, 0, "bombs");
  host_wait(loading->host, id);
  assert_true(host_answered(loading->host, id));
  int code = host_take_routine(loading->host, id, &loading->words, &arena, &loading->list, &routine);
  assert_int_equal(code, ERR_NO);
  assert_null(routine);
  assert_int_equal(loading->list.count, 1);
  assert_string_equal(loading->list.rows[0].file, "bomb.lua");
  assert_true(strlen(loading->list.rows[0].text) > 0);
  assert_non_null(loading_routine(loading, TEST_SOURCE_DIR "/scripts/routines/overhead-reach.lua", "bombs"));
  arena_clear(&arena);
}

static void repeat(struct bomb *bomb, const char *text, int times) {
  for (int i = 0; i < times; i++) add(bomb, text);
}

static void test_nested_parentheses(void **state) {
  struct bomb *bomb = start();
  add(bomb, "return ");
  repeat(bomb, "(", 100000);
  explode(*state, bomb);
}

static void test_nested_tables(void **state) {
  struct bomb *bomb = start();
  add(bomb, "return ");
  repeat(bomb, "{", 100000);
  repeat(bomb, "}", 100000);
  explode(*state, bomb);
}

static void test_nested_scopes(void **state) {
  struct bomb *bomb = start();
  repeat(bomb, "do local a ", 190);
  repeat(bomb, "do local b end ", 10000);
  explode(*state, bomb);
}

static void test_many_branches(void **state) {
  struct bomb *bomb = start();
  add(bomb, "local a\nif a then\n");
  repeat(bomb, "elseif a then\n", 16000);
  add(bomb, "end\nerror('the end')\n");
  explode(*state, bomb);
}

static void test_many_breaks(void **state) {
  struct bomb *bomb = start();
  add(bomb, "while true do ");
  repeat(bomb, "do break end ", 18000);
  add(bomb, "end\nerror('the end')\n");
  explode(*state, bomb);
}

static void test_a_long_chain_of_fields_on_nil(void **state) {
  struct bomb *bomb = start();
  add(bomb, "local t = {} t.b = t\nlocal x = t");
  repeat(bomb, ".b", 60000);
  add(bomb, ".c.d\n");
  explode(*state, bomb);
}

static void test_a_long_concatenation(void **state) {
  struct bomb *bomb = start();
  add(bomb, "local s = ''");
  repeat(bomb, "..''", 60000);
  explode(*state, bomb);
}

static void test_a_file_of_nothing_but_zeros_of_meaning(void **state) {
  struct bomb *bomb = start();
  repeat(bomb, ";", 250000);
  explode(*state, bomb);
}

static void test_a_file_over_the_limit_never_reaches_the_worker(void **state) {
  (void)state;
  struct arena arena = {0};
  struct source source;
  struct bomb *bomb = start();
  repeat(bomb, "-", WIRE_FILE_MAX);
  assert_int_equal(source_take("bomb.lua", bomb->bytes, bomb->size, &arena, &source), ERR_NO);
  assert_string_equal(err_text(), "larger than 256 KiB; a script is a short file");
  free(bomb);
  arena_clear(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_nested_parentheses),
      cmocka_unit_test(test_nested_tables),
      cmocka_unit_test(test_nested_scopes),
      cmocka_unit_test(test_many_branches),
      cmocka_unit_test(test_many_breaks),
      cmocka_unit_test(test_a_long_chain_of_fields_on_nil),
      cmocka_unit_test(test_a_long_concatenation),
      cmocka_unit_test(test_a_file_of_nothing_but_zeros_of_meaning),
      cmocka_unit_test(test_a_file_over_the_limit_never_reaches_the_worker),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
