/* The log file: what goes in, repetitions, turning over. Files lie in the folder of the build. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "log.h"
#include "utf8.h"

static char path[512];

static int set_up(void **state) {
  (void)state;
  char folder[] = TEST_BINARY_DIR "/test_log.XXXXXX";
  if (!mkdtemp(folder)) return -1;
  snprintf(path, sizeof path, "%s/supine.log", folder);
  log_set_level((enum log_level)(LOG_ERROR + 1)); /* nothing on stderr */
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  log_open(NULL);
  char name[600];
  unlink(path);
  for (int i = 1; i <= 5; i++) {
    snprintf(name, sizeof name, "%s.%d", path, i);
    unlink(name);
  }
  *strrchr(path, '/') = '\0';
  return rmdir(path);
}

/* The whole file, "" where there is none. */
static const char *content(const char *name) {
  static char text[1 << 21];
  FILE *file = fopen(name, "r");
  size_t n = file ? fread(text, 1, sizeof text - 1, file) : 0;
  if (file) fclose(file);
  text[n] = '\0';
  return text;
}

static void lines_are_appended_with_their_level(void **state) {
  (void)state;
  assert_int_equal(log_open(path), 0);
  log_line(LOG_INFO, "first %d", 1);
  assert_int_equal(log_open(path), 0);
  log_line(LOG_ERROR, "second");
  log_line(LOG_DEBUG, "not in the file");
  assert_string_equal(content(path), "info: first 1\nerror: second\n");
}

static void a_repeated_line_is_written_once_and_counted(void **state) {
  (void)state;
  log_open(path);
  for (int i = 0; i < 50; i++) log_line(LOG_WARN, "the device is late");
  log_line(LOG_INFO, "something else");
  const char *text = content(path);
  const char *once = strstr(text, "the device is late");
  assert_non_null(once);
  assert_null(strstr(once + 1, "the device is late"));
  assert_non_null(strstr(text, "49 times"));
}

static void the_file_is_turned_over_and_three_are_kept(void **state) {
  (void)state;
  log_open(path);
  char filler[400];
  memset(filler, 'x', sizeof filler - 1);
  filler[sizeof filler - 1] = '\0';
  for (int i = 0; i < 15000; i++) log_line(LOG_INFO, "%d %s", i, filler); /* about 6 MB */
  assert_true(strlen(content(path)) <= 1 << 20);
  assert_non_null(strstr(content(path), "14999 x"));
  char name[600];
  for (int i = 1; i <= 4; i++) {
    snprintf(name, sizeof name, "%s.%d", path, i);
    assert_int_equal(access(name, F_OK) == 0, i <= 3);
    assert_true(strlen(content(name)) <= 1 << 20);
  }
}

static void a_long_line_ends_with_a_whole_character(void **state) {
  (void)state;
  assert_int_equal(log_open(path), 0);
  char filler[2000] = "";
  while (strlen(filler) + sizeof "ü…" <= sizeof filler) strcat(filler, "ü…");
  for (int shift = 0; shift < 5; shift++) log_line(LOG_INFO, "%.*s%s", shift, "xxxx", filler);
  const char *text = content(path);
  assert_true(utf8_valid(text, strlen(text)));
  assert_in_range(strlen(text), 5 * 580, 5 * 620);
}

static void a_file_that_cannot_be_opened_is_an_error_and_nothing_stops(void **state) {
  (void)state;
  char nowhere[600];
  snprintf(nowhere, sizeof nowhere, "%s/below/a/file", path);
  assert_true(log_open(nowhere) < 0);
  log_line(LOG_ERROR, "goes on");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(lines_are_appended_with_their_level),
      TEST(a_repeated_line_is_written_once_and_counted),
      TEST(the_file_is_turned_over_and_three_are_kept),
      TEST(a_long_line_ends_with_a_whole_character),
      TEST(a_file_that_cannot_be_opened_is_an_error_and_nothing_stops),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
