#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "lines.h"

/* The line of a place such as "repetition", 2, "seconds": names, or numbers as text. 0: unknown. */
static int line_of(const char *source, const char *const *place) {
  struct arena arena = {0};
  const struct lines_node *node = lines_scan(source, strlen(source), &arena);
  for (; node && *place; place++) {
    int index = atoi(*place);
    node = lines_child(node, index > 0 ? NULL : *place, index);
  }
  int line = node ? node->line : 0;
  arena_clear(&arena);
  return line;
}

#define LINE_OF(source, ...) line_of((source), (const char *const[]){__VA_ARGS__, NULL})

static void test_nothing_found_is_unknown_and_not_a_crash(void **state) {
  (void)state;
  static const char *const sources[] = {"",
                                        "return",
                                        "return nil",
                                        "return {",
                                        "{",
                                        "local",
                                        "local t =",
                                        "return f({ a = 1 })",
                                        "return {{{{",
                                        "\"",
                                        "[[",
                                        "--[[",
                                        "[==",
                                        "return { [",
                                        "return { [\"a",
                                        "function"};
  for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) assert_int_equal(LINE_OF(sources[i], "a"), 0);
  assert_null(lines_child(NULL, "a", 0));
}

static void test_names_and_list_entries_have_their_lines(void **state) {
  (void)state;
  const char *source = "-- a comment\n"
                       "return {\n"
                       "  id = 'x', title = \"y\",\n"
                       "  phases = {\n"
                       "    { id = 'a',\n"
                       "      seconds = 4 },\n"
                       "    { id = 'b' },\n"
                       "  },\n"
                       "  [\"quoted\"] = 1,\n"
                       "  [3] = 2;\n"
                       "}\n";
  assert_int_equal(LINE_OF(source, "title"), 3);
  assert_int_equal(LINE_OF(source, "phases"), 4);
  assert_int_equal(LINE_OF(source, "phases", "1", "seconds"), 6);
  assert_int_equal(LINE_OF(source, "phases", "2"), 7);
  assert_int_equal(LINE_OF(source, "phases", "3"), 0);
  assert_int_equal(LINE_OF(source, "quoted"), 9);
  assert_int_equal(LINE_OF(source, "3"), 10);
}

static void test_comments_and_long_texts_do_not_confuse(void **state) {
  (void)state;
  const char *source = "--[==[ return { wrong = 1 }\n"
                       "]] still ]==]\n"
                       "return {\n"
                       "  text = [[ } \n"
                       "  ]],\n"
                       "  quote = \"} \\\" {\",\n"
                       "  -- gone = 1,\n"
                       "  last = 1,\n"
                       "}\n";
  assert_int_equal(LINE_OF(source, "text"), 4);
  assert_int_equal(LINE_OF(source, "quote"), 6);
  assert_int_equal(LINE_OF(source, "gone"), 0);
  assert_int_equal(LINE_OF(source, "last"), 8);
  assert_int_equal(LINE_OF(source, "wrong"), 0);
}

static void test_local_tables_and_functions_are_followed(void **state) {
  (void)state;
  const char *source = "local phases = {\n"
                       "  { seconds = 1 },\n"
                       "}\n"
                       "local function one(rep)\n"
                       "  if rep > 1 then local x = function() return 1 end end\n"
                       "  return {\n"
                       "    { id = 'a' },\n"
                       "  }\n"
                       "end\n"
                       "for i = 1, 3 do phases[i] = {} end\n"
                       "return {\n"
                       "  prepare = phases,\n"
                       "  repetition = one,\n"
                       "  finish = function(rep)\n"
                       "    return {\n"
                       "      { id = 'b' } } end,\n"
                       "  after = 1,\n"
                       "}\n";
  assert_int_equal(LINE_OF(source, "prepare"), 12);
  assert_int_equal(LINE_OF(source, "prepare", "1", "seconds"), 2);
  assert_int_equal(LINE_OF(source, "repetition", "1", "id"), 7);
  assert_int_equal(LINE_OF(source, "finish", "1", "id"), 16);
  assert_int_equal(LINE_OF(source, "after"), 17);
}

static void test_expressions_are_stepped_over(void **state) {
  (void)state;
  const char *source = "return {\n"
                       "  a = f({ x = 1 }, 2)[3] + #\"}\",\n"
                       "  b = (function() if true then return 1 end end)(),\n"
                       "  c = { 1 }, d = x == y,\n"
                       "  e = 1 }\n";
  assert_int_equal(LINE_OF(source, "b"), 3);
  assert_int_equal(LINE_OF(source, "c"), 4);
  assert_int_equal(LINE_OF(source, "d"), 4);
  assert_int_equal(LINE_OF(source, "e"), 5);
  assert_int_equal(LINE_OF(source, "a", "x"), 0);
}

static void test_very_deep_and_very_long_files_end(void **state) {
  (void)state;
  enum { MANY = 200000 };
  struct arena arena = {0};
  static char source[MANY + 16];
  strcpy(source, "return ");
  memset(source + 7, '{', MANY);
  assert_non_null(lines_scan(source, strlen(source), &arena));
  strcpy(source, "return {");
  for (size_t i = 8; i + 2 < MANY; i += 2) memcpy(source + i, "1,", 3);
  const struct lines_node *root = lines_scan(source, strlen(source), &arena);
  assert_non_null(lines_child(root, NULL, 1));
  assert_null(lines_child(root, NULL, LINES_NODES_MAX + 1));
  arena_clear(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_nothing_found_is_unknown_and_not_a_crash),
      cmocka_unit_test(test_names_and_list_entries_have_their_lines),
      cmocka_unit_test(test_comments_and_long_texts_do_not_confuse),
      cmocka_unit_test(test_local_tables_and_functions_are_followed),
      cmocka_unit_test(test_expressions_are_stepped_over),
      cmocka_unit_test(test_very_deep_and_very_long_files_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
