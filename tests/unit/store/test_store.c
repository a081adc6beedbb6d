/* The store's promises: what was said to be saved is saved, and whatever the file looks like, the program
** starts. Every case works in a folder of its own. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "place.h"

#define NOBODY 65534

static void fill(const char *path, int count) {
  struct store *store = opened(path, STORE_OK);
  char key[32], value[200];
  for (int i = 0; i < count; i++) {
    snprintf(key, sizeof key, "key.%04d", i);
    snprintf(value, sizeof value, "value %d %0150d", i, i);
    assert_int_equal(store_put(store, key, value), 0);
  }
  store_close(store);
}

/* ---- what is saved ------------------------------------------------------------------------------------ */

static void a_value_is_there_after_a_restart(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  assert_null(store_get(store, "sound.volume"));
  assert_int_equal(store_put(store, "sound.volume", "0.5"), 0);
  assert_int_equal(store_put(store, "sound.volume", "0.75"), 0);
  assert_int_equal(store_put(store, "name", "J\xC3\xB6rg'; DROP TABLE setting; --"), 0);
  assert_int_equal(store_put(store, "empty", ""), 0);
  store_close(store);

  store = opened(place->path, STORE_OK);
  assert_string_equal(store_get(store, "sound.volume"), "0.75");
  assert_string_equal(store_get(store, "name"), "J\xC3\xB6rg'; DROP TABLE setting; --");
  assert_string_equal(store_get(store, "empty"), "");
  assert_null(store_get(store, "unknown"));
  assert_int_equal(store_schema(store), 2);
  store_close(store);
}

static void a_value_may_have_a_mebibyte_and_no_more(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  size_t most = 1 << 20;
  char *value = malloc(most + 2);
  memset(value, 'a', most + 1);
  value[most + 1] = '\0';
  assert_int_equal(store_put(store, "big", value), ERR_USAGE);
  assert_null(store_get(store, "big"));
  value[most] = '\0';
  assert_int_equal(store_put(store, "big", value), 0);
  assert_int_equal(strlen(store_get(store, "big")), most);
  assert_int_equal(store_put(store, "", "x"), ERR_USAGE);
  free(value);
  store_close(store);
}

static void the_file_carries_our_mark_and_strict_tables(void **state) {
  struct place *place = *state;
  fill(place->path, 1);
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  assert_int_equal(sqlite3_open(place->path, &db), SQLITE_OK);
  assert_int_equal(
      sqlite3_prepare_v2(db,
                         "SELECT application_id, user_version, strict FROM pragma_application_id,"
                         " pragma_user_version, pragma_table_list WHERE name='setting'",
                         -1, &statement, NULL),
      SQLITE_OK);
  assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
  assert_int_equal(sqlite3_column_int(statement, 0), 0x5355504E);
  assert_int_equal(sqlite3_column_int(statement, 1), 2);
  assert_int_equal(sqlite3_column_int(statement, 2), 1);
  sqlite3_finalize(statement);
  sqlite3_close(db);
}

/* ---- who may write ------------------------------------------------------------------------------------ */

/* Runs in a process of its own, because the lock belongs to one. Exit code: the state it saw, + 10 for a
** wrong value. */
static int second_instance(const char *path) {
  pid_t child = fork();
  if (child == 0) {
    enum store_state state;
    struct store *store = store_open(path, &state);
    const char *value = store_get(store, "a");
    int code = (int)state + (value && strcmp(value, "1") == 0 ? 0 : 10);
    if (state == STORE_READ_ONLY && store_put(store, "a", "2") != ERR_MACHINE) code += 20;
    if (state == STORE_READ_ONLY && strcmp(store_get(store, "a"), "2") != 0) code += 40;
    _exit(code);
  }
  int status = 0;
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFEXITED(status));
  return WEXITSTATUS(status);
}

static void a_second_instance_reads_but_does_not_write(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  assert_int_equal(store_put(store, "a", "1"), 0);
  assert_int_equal(second_instance(place->path), STORE_READ_ONLY);
  assert_string_equal(store_get(store, "a"), "1");
  assert_int_equal(store_put(store, "b", "1"), 0); /* the first goes on writing */
  store_close(store);
  assert_int_equal(second_instance(place->path), STORE_OK); /* and once it is gone another takes over */
}

static void a_folder_without_write_permission_is_read(void **state) {
  struct place *place = *state;
  fill(place->path, 1);
  assert_int_equal(chmod(place->path, 0444), 0);
  assert_int_equal(chmod(place->folder, 0555), 0);
  char lock[700];
  snprintf(lock, sizeof lock, "%s.lock", place->path);
  unlink(lock);
  bool root = geteuid() == 0;
  if (root && seteuid(NOBODY) != 0) skip();
  if (access(place->path, R_OK) != 0 && root && faccessat(AT_FDCWD, place->path, R_OK, AT_EACCESS) != 0) {
    assert_int_equal(seteuid(0), 0);
    skip(); /* the build folder itself is closed to others */
  }
  struct store *store = opened(place->path, STORE_READ_ONLY);
  assert_non_null(store_get(store, "key.0000"));
  assert_int_equal(store_put(store, "key.0000", "new"), ERR_MACHINE);
  assert_string_equal(store_get(store, "key.0000"), "new"); /* for this run */
  store_close(store);
  if (root) assert_int_equal(seteuid(0), 0);
}

static void without_a_folder_everything_works_in_memory(void **state) {
  struct place *place = *state;
  char path[700];
  snprintf(path, sizeof path, "%s/missing/supine.db", place->folder);
  const char *hopeless[] = {path, NULL, "", place->folder};
  for (size_t i = 0; i < sizeof hopeless / sizeof hopeless[0]; i++) {
    struct store *store = opened(hopeless[i], STORE_MEMORY);
    assert_int_equal(store_put(store, "a", "1"), ERR_MACHINE);
    assert_string_equal(store_get(store, "a"), "1");
    assert_int_equal(store_schema(store), 0);
    store_close(store);
  }
}

static void a_symbolic_link_in_place_of_the_file_is_not_followed(void **state) {
  struct place *place = *state;
  char other[700];
  snprintf(other, sizeof other, "%s/other.db", place->folder);
  fill(other, 1);
  assert_int_equal(symlink(other, place->path), 0);
  store_close(opened(place->path, STORE_MEMORY));
}

/* ---- full disk ---------------------------------------------------------------------------------------- */

static void a_full_disk_keeps_what_was_saved_and_saves_again_later(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  assert_int_equal(store_put(store, "before", "1"), 0);
  signal(SIGXFSZ, SIG_IGN);
  struct rlimit old, tight;
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
  tight = old;
  tight.rlim_cur = 16 * 1024;
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
  char *big = malloc(64 * 1024);
  memset(big, 'b', 64 * 1024 - 1);
  big[64 * 1024 - 1] = '\0';
  int put = store_put(store, "big", big), again = store_retry(store);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
  assert_int_equal(put, ERR_MACHINE);
  assert_int_equal(again, ERR_MACHINE);
  assert_string_equal(store_get(store, "before"), "1");
  assert_string_equal(store_get(store, "big"), big);
  assert_int_equal(store_put(store, "after", "1"), 0); /* takes the waiting one along */
  store_close(store);

  store = opened(place->path, STORE_OK);
  assert_string_equal(store_get(store, "before"), "1");
  assert_string_equal(store_get(store, "big"), big);
  assert_string_equal(store_get(store, "after"), "1");
  store_close(store);
  free(big);
}

/* ---- damaged, foreign and newer files ----------------------------------------------------------------- */

static void another_programs_file_is_left_alone(void **state) {
  struct place *place = *state;
  run_sql(place->path, "CREATE TABLE theirs(x); INSERT INTO theirs VALUES(1); PRAGMA application_id=77;");
  struct store *store = opened(place->path, STORE_MEMORY);
  assert_int_equal(store_put(store, "a", "1"), ERR_MACHINE);
  store_close(store);
  run_sql(place->path, "INSERT INTO theirs SELECT x FROM theirs");
  assert_int_equal(files_like(place->folder, "corrupt"), 0);
}

static void a_newer_versions_file_is_read_and_never_written(void **state) {
  struct place *place = *state;
  fill(place->path, 1);
  run_sql(place->path, "PRAGMA user_version=3; CREATE TABLE later(x);");
  struct store *store = opened(place->path, STORE_READ_ONLY);
  assert_non_null(strstr(err_text(), "newer"));
  assert_non_null(store_get(store, "key.0000"));
  assert_int_equal(store_put(store, "key.0000", "x"), ERR_MACHINE);
  assert_int_equal(store_schema(store), 3);
  store_close(store);
  run_sql(place->path, "INSERT INTO later VALUES(1)");
}

static void overwrite(const char *path, long at, const void *bytes, size_t n) {
  FILE *file = fopen(path, "r+b");
  assert_non_null(file);
  assert_int_equal(fseek(file, at, SEEK_SET), 0);
  assert_int_equal(fwrite(bytes, 1, n, file), n);
  fclose(file);
}

static void a_damaged_page_costs_its_own_rows_only(void **state) {
  struct place *place = *state;
  fill(place->path, 200);
  size_t size, at = 0;
  unsigned char *bytes = read_bytes(place->path, &size);
  while (at + 8 <= size && memcmp(bytes + at, "key.0100", 8) != 0) at++;
  assert_true(at + 8 <= size);
  free(bytes);
  char zeros[4096] = {0};
  overwrite(place->path, (long)(at / 4096 * 4096), zeros, sizeof zeros);
  struct store *store = opened(place->path, STORE_RECOVERED);
  int found = 0;
  for (int i = 0; i < 200; i++) {
    char key[32];
    snprintf(key, sizeof key, "key.%04d", i);
    found += store_get(store, key) != NULL;
  }
  assert_in_range(found, 120, 199); /* about 20 rows a page */
  assert_int_equal(store_put(store, "new", "1"), 0);
  store_close(store);
  assert_int_equal(files_like(place->folder, "corrupt-.*-[0-9][0-9]$"), 1);
  store_close(opened(place->path, STORE_OK));
}

static void a_file_that_is_no_database_is_kept_aside_at_most_three_times(void **state) {
  struct place *place = *state;
  for (int i = 0; i < 5; i++) {
    FILE *file = fopen(place->path, "w");
    for (int line = 0; line < 200; line++) fprintf(file, "this is a shopping list\n");
    fclose(file);
    struct store *store = opened(place->path, STORE_RECOVERED);
    assert_int_equal(store_put(store, "a", "1"), 0);
    store_close(store);
  }
  assert_int_equal(files_like(place->folder, "corrupt-.*-[0-9][0-9]$"), 3);
}

static void any_cut_of_the_file_starts(void **state) {
  struct place *place = *state;
  static const long lengths[] = {0, 1, 15, 16, 99, 100, 101, 2048, 4095, 4096, 4097, 8192, 12288};
  for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
    unlink(place->path);
    fill(place->path, 60);
    assert_int_equal(truncate(place->path, lengths[i]), 0);
    enum store_state seen;
    struct store *store = store_open(place->path, &seen);
    assert_true(seen == STORE_OK || seen == STORE_RECOVERED);
    assert_int_equal(store_put(store, "a", "1"), 0);
    assert_string_equal(store_get(store, "a"), "1");
    store_close(store);
  }
}

/* Bytes of the header and of every page, flipped one place a time. Whatever the store then says, it
** starts, answers, and a file it calls its own takes and gives back a value. */
static void any_flipped_byte_starts(void **state) {
  struct place *place = *state;
  for (long at = 0; at < 100 * 8192; at = at < 100 ? at + 4 : at + 1777) {
    unlink(place->path);
    fill(place->path, at < 100 ? 1 : 40);
    struct stat s;
    assert_int_equal(stat(place->path, &s), 0);
    if (at >= s.st_size) break;
    overwrite(place->path, at, "\xA5", 1);
    enum store_state seen;
    struct store *store = store_open(place->path, &seen);
    assert_non_null(store);
    store_get(store, "key.0000");
    int put = store_put(store, "a", "1");
    assert_string_equal(store_get(store, "a"), "1");
    if (seen == STORE_RECOVERED) assert_int_equal(put, 0);
    store_close(store);
  }
}

/* ---- the end of the process at any moment ------------------------------------------------------------- */

static void write_until_killed(const char *path, int answers) {
  struct store *store = store_open(path, NULL);
  for (int n = 1;; n++) {
    char text[32];
    snprintf(text, sizeof text, "%d", n);
    if (!store || store_put(store, "count", text) != 0) _exit(1);
    if (write(answers, &n, sizeof n) != sizeof n) _exit(1);
  }
}

static void killing_the_process_loses_nothing_that_was_said_to_be_saved(void **state) {
  struct place *place = *state;
  for (int round = 1; round <= 20; round++) {
    int answers[2], said = 0, n;
    assert_int_equal(pipe(answers), 0);
    pid_t child = fork();
    if (child == 0) write_until_killed(place->path, answers[1]);
    close(answers[1]);
    while (said < round && read(answers[0], &n, sizeof n) == sizeof n)
      said = n; /* killed at another place each time */
    kill(child, SIGKILL);
    while (read(answers[0], &n, sizeof n) == sizeof n) said = n;
    close(answers[0]);
    waitpid(child, NULL, 0);
    struct store *store = opened(place->path, STORE_OK);
    assert_true(atoi(store_get(store, "count")) >= said);
    assert_true(said >= round);
    store_close(store);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_value_is_there_after_a_restart, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_value_may_have_a_mebibyte_and_no_more, set_up, tear_down),
      cmocka_unit_test_setup_teardown(the_file_carries_our_mark_and_strict_tables, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_second_instance_reads_but_does_not_write, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_folder_without_write_permission_is_read, set_up, tear_down),
      cmocka_unit_test_setup_teardown(without_a_folder_everything_works_in_memory, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_symbolic_link_in_place_of_the_file_is_not_followed, set_up,
                                      tear_down),
      cmocka_unit_test_setup_teardown(a_full_disk_keeps_what_was_saved_and_saves_again_later, set_up,
                                      tear_down),
      cmocka_unit_test_setup_teardown(another_programs_file_is_left_alone, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_newer_versions_file_is_read_and_never_written, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_damaged_page_costs_its_own_rows_only, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_file_that_is_no_database_is_kept_aside_at_most_three_times, set_up,
                                      tear_down),
      cmocka_unit_test_setup_teardown(any_cut_of_the_file_starts, set_up, tear_down),
      cmocka_unit_test_setup_teardown(any_flipped_byte_starts, set_up, tear_down),
      cmocka_unit_test_setup_teardown(killing_the_process_loses_nothing_that_was_said_to_be_saved, set_up,
                                      tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
