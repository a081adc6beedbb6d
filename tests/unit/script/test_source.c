/* What lies in a mod folder is not always a file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "err.h"
#include "source.h"

#define HEAD "-- api-version: 1\n"

static char folder[] = TEST_BINARY_DIR "/source-XXXXXX";

static int make_folder(void **state) {
  (void)state;
  return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
  (void)state;
  return rmdir(folder);
}

static const char *in_folder(const char *name) {
  static char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static void write_file(const char *path, const char *bytes, size_t n) {
  FILE *out = fopen(path, "w");
  assert_non_null(out);
  assert_int_equal(fwrite(bytes, 1, n, out), n);
  fclose(out);
}

static void refused(const char *path, const char *sentence) {
  struct arena arena = {0};
  struct source source;
  assert_true(source_read(path, &arena, &source) < 0);
  assert_string_equal(err_text(), sentence);
  arena_clear(&arena);
}

static void test_odd_entries_are_refused_with_a_sentence(void **state) {
  (void)state;
  refused(in_folder("none.lua"), "there is no such file");
  refused(folder, "a folder, not a file");
  refused("/dev/null", "not a regular file");
  const char *fifo = in_folder("fifo.lua");
  assert_int_equal(mkfifo(fifo, 0600), 0);
  refused(fifo, "not a regular file");
  unlink(fifo);
  char target[300];
  snprintf(target, sizeof target, "%s/target.lua", folder);
  write_file(target, HEAD, strlen(HEAD));
  const char *link = in_folder("link.lua");
  assert_int_equal(symlink(target, link), 0);
  refused(link, "a symbolic link is not followed; copy the file there instead");
  unlink(link);
  unlink(target);
}

static void test_a_huge_sparse_file_is_refused_by_its_size(void **state) {
  (void)state;
  const char *path = in_folder("huge.lua");
  write_file(path, HEAD, strlen(HEAD));
  assert_int_equal(truncate(path, 1 << 30), 0);
  refused(path, "larger than 256 KiB; a script is a short file");
  unlink(path);
}

static void test_mark_and_first_hash_line_go_and_lines_stay(void **state) {
  (void)state;
  struct arena arena = {0};
  struct source source;
  const char text[] = "\xEF\xBB\xBF#!/usr/bin/supine\n" HEAD "return {}\n";
  assert_int_equal(source_take("x.lua", text, sizeof text - 1, &arena, &source), 0);
  assert_string_equal(source.bytes, "                 \n" HEAD "return {}\n");
  assert_int_equal(source.size, strlen(source.bytes));
  arena_clear(&arena);
}

static void test_version_lines(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int code;
  } cases[] = {
      {"-- api-version: 1\n", 0},
      {"-- api-version: 1", 0},
      {"-- api-version: 1  \r\nreturn", 0},
      {"--api-version: 1\n", 0},
      {"-- api-version: 2\n", ERR_NO},
      {"-- api-version: 1.0\n", ERR_NO},
      {"\n-- api-version: 1\n", ERR_NO},
      {"-- api-version:\n1\n", ERR_NO},
      {"-- api-version: 99999999999999\n", ERR_NO},
      {"", ERR_NO},
      {"#", ERR_NO},
      {"-- api-version: 1 x\n", ERR_NO},
      {"#\n-- api-version: 1\n", 0},
      {"-- api-version: 0\n", ERR_NO},
      {"-- api-version: -1\n", ERR_NO},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct arena arena = {0};
    struct source source;
    int code = source_take("x.lua", cases[i].text, strlen(cases[i].text), &arena, &source);
    if (code != cases[i].code) print_error("%s\n", cases[i].text);
    assert_int_equal(code, cases[i].code);
    arena_clear(&arena);
  }
}

static void test_compiled_lua_is_refused_also_behind_a_hash_line(void **state) {
  (void)state;
  struct arena arena = {0};
  struct source source;
  assert_int_equal(source_take("x.lua", "\x1bLua", 4, &arena, &source), ERR_NO);
  assert_string_equal(err_text(), "compiled Lua is not read; use the text it was made from");
  assert_int_equal(source_take("x.lua", "#\n\x1bLuaT", 7, &arena, &source), ERR_NO);
  assert_string_equal(err_text(), "compiled Lua is not read; use the text it was made from");
  arena_clear(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_odd_entries_are_refused_with_a_sentence),
      cmocka_unit_test(test_a_huge_sparse_file_is_refused_by_its_size),
      cmocka_unit_test(test_mark_and_first_hash_line_go_and_lines_stay),
      cmocka_unit_test(test_version_lines),
      cmocka_unit_test(test_compiled_lua_is_refused_also_behind_a_hash_line),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
