/* A mod to start from: it is made whole, it is found right by the check, and nothing that is there is written
** over. */
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

#include "app_catalog.h"
#include "commands.h"

static char folder[64];

static int make_folder(void **state) {
  (void)state;
  strcpy(folder, "/tmp/supine-scaffold-XXXXXX");
  return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
  (void)state;
  char command[128];
  snprintf(command, sizeof command, "rm -rf '%s'", folder);
  return system(command);
}

static int scaffold(const char *target) {
  struct args args;
  memset(&args, 0, sizeof args);
  args.paths[0] = target;
  args.path_count = 1;
  return scaffold_command(&args);
}

/* Number of errors that the check finds in a file below the folder. */
static int errors_of(const char *file) {
  struct diag_list list = {0};
  char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, file);
  assert_int_equal(access(path, R_OK), 0);
  catalog_check(&app_catalog, path, &list);
  for (int i = 0; i < list.count; i++)
    print_message("%s:%d: %s\n", file, list.rows[i].line, list.rows[i].text);
  int errors = list.errors;
  diag_clear(&list);
  return errors;
}

static void test_a_new_mod_has_one_of_each_and_no_error(void **state) {
  (void)state;
  char mod[128];
  snprintf(mod, sizeof mod, "%s/mod", folder);
  assert_int_equal(scaffold(mod), 0);
  assert_int_equal(errors_of("mod/routines/my-stretch.lua"), 0);
  assert_int_equal(errors_of("mod/streaks/my-streak.lua"), 0);
  assert_int_equal(errors_of("mod/badges/my-badges.lua"), 0);
}

static void test_a_folder_that_is_there_is_left_alone(void **state) {
  (void)state;
  assert_int_equal(scaffold(folder), ERR_NO);
  assert_true(strstr(err_text(), "is there already") != NULL);
}

static void write_file(const char *name, const char *text) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *out = fopen(path, "w");
  assert_non_null(out);
  fputs(text, out);
  assert_int_equal(fclose(out), 0);
}

static void test_the_check_asks_rules_by_their_folder(void **state) {
  (void)state;
  char path[128];
  snprintf(path, sizeof path, "%s/streaks", folder);
  assert_int_equal(mkdir(path, 0700), 0);
  snprintf(path, sizeof path, "%s/badges", folder);
  assert_int_equal(mkdir(path, 0700), 0);
  write_file("streaks/a.lua",
             "-- api-version: 1\nreturn { id = 'a', title = 'A', state = function() return {} end }\n");
  assert_int_equal(errors_of("streaks/a.lua"), 5); /* count, best or what else must be there */
  write_file(
      "badges/late.lua",
      "-- api-version: 1\nreturn { id = 'b', title = 'B', words = 'W', emblem = { { form = 'disc', tone = "
      "'sun' } },\n"
      "  progress = function(history) return #history.days > 0 and error('with days') or 0, 1 end }\n");
  assert_int_equal(errors_of("badges/late.lua"), 1); /* an empty history would not have shown it */
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void) {
  const struct CMUnitTest tests[] = {
      IN_FOLDER(test_a_new_mod_has_one_of_each_and_no_error),
      IN_FOLDER(test_a_folder_that_is_there_is_left_alone),
      IN_FOLDER(test_the_check_asks_rules_by_their_folder),
  };
  return cmocka_run_group_tests(tests, app_catalog_open, app_catalog_close);
}
