/* The power goes at any call: what was not synced is lost, done or garbled, sector by sector. What was said
** to be saved is there, the file is sound, and nothing has to be recovered. */
#include "disk.h"
#include "place.h"
#include "store_backup.h"
#include "store_days.h"
#include "store_facts.h"

#define RUNS      100
#define CALLS_MAX 900
#define SETS_MAX  40

static bool count_fact(void *context, const struct record *record) {
  (void)record;
  ++*(int *)context;
  return true;
}

static struct record set_number(int number) {
  return make_set((uint64_t)number, (uint64_t)(number / 3), number % 4, number % 2,
                  FIRST_MS + number * DAY_MS / 2);
}

/* Opens the file on a sound disk and looks for sets 0…said−1. Returns how many there are. */
static int assert_kept(const char *path, int said, const char *setting) {
  struct store *store = opened(path, STORE_OK);
  struct arena arena = {0};
  struct hist before, after;
  int count = 0;
  assert_int_equal(store_each(store, NULL, count_fact, &count), 0);
  assert_true(count >= said && count <= said + 1); /* the one on its way may have arrived */
  if (setting[0]) assert_true(atoi(store_get(store, "number")) >= atoi(setting));
  assert_int_equal(store_hist(store, &arena, &before), 0);
  assert_int_equal(before.totals.sets, count);
  assert_int_equal(store_rebuild(store), 0);
  assert_int_equal(store_hist(store, &arena, &after), 0);
  assert_int_equal(before.day_count, after.day_count);
  assert_memory_equal(before.days, after.days, (size_t)before.day_count * sizeof *before.days);
  arena_clear(&arena);
  store_close(store);
  assert_sound(path);
  return count;
}

static void a_power_cut_takes_nothing_that_was_said_to_be_saved(void **state) {
  struct place *place = *state;
  int saved = 0, cut = 0;
  for (uint64_t seed = 1; seed <= RUNS; seed++) {
    struct dice dice = {seed};
    char path[700], number[16] = "";
    int said = 0;
    snprintf(path, sizeof path, "%s/%d.db", place->folder, (int)seed);
    disk_insert(seed);
    disk.power_off_at = 1 + below(&dice, CALLS_MAX);
    enum store_state opened_as;
    struct store *store = store_open(path, &opened_as);
    while (said < SETS_MAX) {
      struct record set = set_number(said);
      if (store_add(store, &set, 1, NULL) != 0) break;
      said++;
      char text[16];
      snprintf(text, sizeof text, "%d", said);
      if (store_put(store, "number", text) != 0) break;
      snprintf(number, sizeof number, "%s", text);
      if (said == 10) store_backup(store, 1700000000);
    }
    cut += disk.off;
    store_close(store);
    disk_remove();
    assert_kept(path, said, number);
    saved += said;
  }
  print_message("seeds 1 to %d: %d power cuts, %d sets said to be saved, 0 lost, all files sound\n", RUNS,
                cut, saved);
  assert_true(cut > RUNS / 2);
}

/* The schema that was released first, with two settings. */
static void make_version_1(const char *path) {
  unlink(path);
  run_sql(path, "CREATE TABLE setting( key TEXT PRIMARY KEY NOT NULL CHECK(length(key) BETWEEN 1 AND 200),"
                " value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
                "PRAGMA application_id=1398100046; PRAGMA user_version=1;"
                "INSERT INTO setting VALUES('volume','0.5'),('theme','paper');");
}

static void remove_beside(const char *path) {
  char command[1400];
  snprintf(command, sizeof command, "rm -f '%s' '%s'-* '%s'.*", path, path, path);
  assert_int_equal(system(command), 0);
}

static void assert_upgraded(const char *path) {
  struct store *store = opened(path, STORE_OK);
  assert_int_equal(store_schema(store), 2);
  assert_string_equal(store_get(store, "volume"), "0.5");
  assert_string_equal(store_get(store, "theme"), "paper");
  struct record set = set_number(1);
  assert_int_equal(store_add(store, &set, 1, NULL), 0);
  store_close(store);
  assert_sound(path);
}

/* Fails, or loses power, at each call in turn until none is left to fail. */
static int upgrade_failing_at_each_call(const char *path, bool power) {
  int n = 1;
  for (bool reached = true; reached; n++) {
    remove_beside(path);
    make_version_1(path);
    disk_insert((uint64_t)n);
    if (power)
      disk.power_off_at = n;
    else
      disk_fail(n, DISK_NEVER - 2, n % 2 ? DISK_FULL : DISK_IO_ERROR);
    enum store_state seen;
    struct store *store = store_open(path, &seen);
    reached = disk.calls >= n;
    const char *theme = store_get(store, "theme");
    if (seen == STORE_OK) assert_string_equal(theme, "paper");
    store_close(store);
    disk_remove();
    assert_upgraded(path);
    assert_true(n < 1000);
  }
  return n - 1;
}

static void an_upgrade_that_fails_anywhere_is_done_at_the_next_start(void **state) {
  struct place *place = *state;
  int faults = upgrade_failing_at_each_call(place->path, false);
  int cuts = upgrade_failing_at_each_call(place->path, true);
  print_message("upgrade 1 to 2: failed at each of %d calls, power cut at each of %d, 0 settings lost\n",
                faults, cuts);
  assert_true(faults > 10 && cuts > 10);
}

static void an_upgrade_keeps_a_copy_of_the_old_file(void **state) {
  struct place *place = *state;
  make_version_1(place->path);
  assert_upgraded(place->path);
  char copy[700];
  snprintf(copy, sizeof copy, "%s.before-v2", place->path);
  assert_sound(copy);
  sqlite3 *db = NULL;
  sqlite3_stmt *version = NULL;
  assert_int_equal(sqlite3_open(copy, &db), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &version, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(version), SQLITE_ROW);
  assert_int_equal(sqlite3_column_int(version, 0), 1);
  sqlite3_finalize(version);
  sqlite3_close(db);
}

/* Recovery itself, cut at each call: the damaged file or the new one is there, never neither. */
static void a_recovery_that_is_cut_short_is_done_at_the_next_start(void **state) {
  struct place *place = *state;
  char good[700];
  size_t size;
  snprintf(good, sizeof good, "%s/good.db", place->folder);
  struct store *store = opened(good, STORE_OK);
  for (int i = 0; i < 30; i++) {
    struct record set = set_number(i);
    assert_int_equal(store_add(store, &set, 1, NULL), 0);
  }
  store_close(store);
  unsigned char *bytes = read_bytes(good, &size);
  memset(bytes + size - 4096, 0, 4096);
  int least = SETS_MAX, n = 1;
  for (bool reached = true; reached; n += 3) {
    remove_beside(place->path);
    write_bytes(place->path, bytes, size);
    disk_insert((uint64_t)n);
    disk.power_off_at = n;
    enum store_state seen;
    store_close(store_open(place->path, &seen));
    reached = disk.off;
    disk_remove();
    store = store_open(place->path, &seen);
    assert_true(seen == STORE_OK || seen == STORE_RECOVERED);
    int count = 0;
    assert_int_equal(store_each(store, NULL, count_fact, &count), 0);
    if (count < least) least = count;
    store_close(store);
    assert_sound(place->path);
    assert_true(n < 3000);
  }
  free(bytes);
  print_message("recovery cut at every third of %d calls: at least %d of 30 sets after each\n", n, least);
  assert_in_range(least, 20, 30);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      CASE(a_power_cut_takes_nothing_that_was_said_to_be_saved),
      CASE(an_upgrade_keeps_a_copy_of_the_old_file),
      CASE(an_upgrade_that_fails_anywhere_is_done_at_the_next_start),
      CASE(a_recovery_that_is_cut_short_is_done_at_the_next_start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
