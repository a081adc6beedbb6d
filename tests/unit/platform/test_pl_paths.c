/* Where things are found and kept, and threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "err.h"
#include "pl.h"

static void a_build_tree_finds_its_scripts(void **state) {
  (void)state;
  const char *dir = pl_data_dir();
  assert_non_null(dir);
  assert_string_equal(dir, TEST_SOURCE_DIR);
  assert_ptr_equal(dir, pl_data_dir());
}

static void home_is_made_with_all_its_folders_for_the_player_alone(void **state) {
  (void)state;
  char root[400], home[500], out[600];
  snprintf(root, sizeof root, "%s/home-XXXXXX", TEST_BINARY_DIR);
  assert_non_null(mkdtemp(root));
  snprintf(home, sizeof home, "%s/a/b c/", root);
  assert_int_equal(pl_home_dir(home, out, sizeof out), 0);
  struct stat s;
  assert_int_equal(stat(out, &s), 0);
  assert_int_equal(s.st_mode & 0777, 0700);
  assert_int_equal(out[strlen(out) - 1], 'c');             /* no slash at the end */
  assert_int_equal(pl_home_dir(home, out, sizeof out), 0); /* again is fine */

  setenv("SUPINE_HOME", root, 1);
  assert_int_equal(pl_home_dir(NULL, out, sizeof out), 0);
  assert_string_equal(out, root);
  unsetenv("SUPINE_HOME");

  snprintf(home, sizeof home, "%s/data", root);
  setenv("XDG_DATA_HOME", home, 1);
  assert_int_equal(pl_home_dir(NULL, out, sizeof out), 0);
  assert_non_null(strstr(out, "/data/supine"));

  assert_int_equal(pl_home_dir(root, out, 4), ERR_MACHINE);
  snprintf(home, sizeof home, "rm -r '%s'", root);
  assert_int_equal(system(home), 0);
}

static void a_home_that_cannot_be_is_a_sentence(void **state) {
  (void)state;
  char out[600];
  assert_int_equal(pl_home_dir(TEST_SOURCE_DIR "/CMakeLists.txt/home", out, sizeof out), ERR_MACHINE);
  assert_non_null(strstr(err_text(), "--home"));
}

static void a_program_beside_this_one_is_found_and_a_missing_one_named(void **state) {
  (void)state;
  char out[1200];
  assert_int_equal(pl_beside("no-such-program", out, sizeof out), ERR_MACHINE);
  assert_non_null(strstr(err_text(), "no-such-program"));
  assert_int_equal(pl_beside("platform_test_pl_paths", out, sizeof out), 0);
  assert_int_equal(access(out, X_OK), 0);
}

static void fonts_are_found_without_being_named(void **state) {
  (void)state;
  const char *files[3];
  pl_font_files(files);
  for (int i = 0; i < 3; i++) assert_int_equal(access(files[i], R_OK), 0);
}

static void count(void *data) {
  atomic_fetch_add((atomic_int *)data, 1);
}

static void threads_have_done_their_job_when_they_are_joined(void **state) {
  (void)state;
  atomic_int counter = 0;
  struct pl_thread *threads[8];
  for (int i = 0; i < 8; i++) assert_non_null(threads[i] = pl_thread_start(count, &counter, "count"));
  for (int i = 0; i < 8; i++) pl_thread_join(threads[i]);
  pl_thread_join(NULL);
  assert_int_equal(atomic_load(&counter), 8);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_build_tree_finds_its_scripts),
      cmocka_unit_test(home_is_made_with_all_its_folders_for_the_player_alone),
      cmocka_unit_test(a_home_that_cannot_be_is_a_sentence),
      cmocka_unit_test(a_program_beside_this_one_is_found_and_a_missing_one_named),
      cmocka_unit_test(fonts_are_found_without_being_named),
      cmocka_unit_test(threads_have_done_their_job_when_they_are_joined),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
