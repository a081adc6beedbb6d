/* Settings in the store: kept, found again, and never wrong whatever lies there. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "err.h"
#include "prefs.h"

static char folder[] = TEST_BINARY_DIR "/tests/prefs-XXXXXX";
static char path[sizeof folder + 16];
static struct store *store;

static int open_folder(void **state) {
  (void)state;
  if (!mkdtemp(folder)) return -1;
  snprintf(path, sizeof path, "%s/supine.db", folder);
  return 0;
}

static int open_store(void **state) {
  (void)state;
  enum store_state how;
  store = store_open(path, &how);
  return store && how == STORE_OK ? 0 : -1;
}

/* The database, its lock and its backups. */
static void empty_folder(void) {
  char file[sizeof folder + 300];
  DIR *dir = opendir(folder);
  for (struct dirent *entry; dir && (entry = readdir(dir)) != NULL;) {
    snprintf(file, sizeof file, "%s/%s", folder, entry->d_name);
    if (entry->d_name[0] != '.') remove(file);
  }
  if (dir) closedir(dir);
}

static int close_store(void **state) {
  (void)state;
  store_close(store);
  store = NULL;
  empty_folder();
  return 0;
}

static int take_away(void **state) {
  (void)state;
  empty_folder();
  return rmdir(folder);
}

/* Saving goes through the storage thread, which owns the store meanwhile. */
static struct keeper *hand_over(void) {
  struct keeper *keeper = keeper_start(store, KEEPER_RETRY_MS);
  assert_non_null(keeper);
  return keeper;
}

static void take_back(struct keeper *keeper) {
  enum store_state how;
  assert_true(keeper_idle(keeper, 60000));
  assert_int_equal(keeper_stop(keeper), 0);
  store = store_open(path, &how);
  assert_non_null(store);
  assert_int_equal(how, STORE_OK);
}

static void assert_same(const struct settings *a, const struct settings *b) {
  int count;
  const struct settings_field *fields = settings_fields(&count);
  for (int i = 0; i < count; i++)
    if (settings_get(a, &fields[i]) != settings_get(b, &fields[i]))
      fail_msg("%s: %d is not %d", fields[i].key, settings_get(a, &fields[i]), settings_get(b, &fields[i]));
}

static void an_empty_store_and_none_at_all_give_the_defaults(void **state) {
  (void)state;
  struct settings usual = settings_default(), empty = prefs_load(store), none = prefs_load(NULL);
  assert_same(&empty, &usual);
  assert_same(&none, &usual);
}

/* Every field at its lowest, its highest and its usual value, through a store that was closed in between. */
static void every_field_comes_back_from_disk(void **state) {
  (void)state;
  int count;
  const struct settings_field *fields = settings_fields(&count);
  for (int end = 0; end < 2; end++) {
    struct settings settings = settings_default();
    struct keeper *keeper = hand_over();
    for (int i = 0; i < count; i++) {
      settings_set(&settings, &fields[i], end ? fields[i].most : fields[i].least);
      assert_int_equal(prefs_save(keeper, &settings, &fields[i]), 0);
    }
    take_back(keeper);
    struct settings back = prefs_load(store);
    assert_same(&back, &settings);
  }
}

static void saving_one_field_leaves_the_others(void **state) {
  (void)state;
  struct settings settings = settings_default(), back;
  settings.reps = 3;
  settings.range_deg = 120;
  struct keeper *keeper = hand_over();
  assert_int_equal(prefs_save(keeper, &settings, settings_find("reps")), 0);
  take_back(keeper);
  back = prefs_load(store);
  assert_int_equal(back.reps, 3);
  assert_int_equal(back.range_deg, settings_default().range_deg);
}

static void what_is_damaged_in_the_store_gives_the_default_and_spares_the_rest(void **state) {
  (void)state;
  struct settings usual = settings_default(), back;
  assert_int_equal(store_put(store, "settings.reps", "many"), 0);
  assert_int_equal(store_put(store, "settings.range_deg", "720"), 0);
  assert_int_equal(store_put(store, "settings.theme", "neon"), 0);
  assert_int_equal(store_put(store, "settings.no_such_setting", "7"), 0);
  assert_int_equal(store_put(store, "settings.mono", "on"), 0);
  assert_int_equal(store_put(store, "captions", "off"), 0); /* without the prefix it is nobody's */
  back = prefs_load(store);
  assert_int_equal(back.mono, 1);
  back.mono = usual.mono;
  assert_same(&back, &usual);
}

static void without_a_store_saving_says_so(void **state) {
  (void)state;
  struct settings settings = settings_default();
  assert_int_equal(prefs_save(NULL, &settings, settings_find("reps")), ERR_MACHINE);
  assert_true(*err_text() != '\0');
}

static void the_picture_delay_is_kept_for_each_device(void **state) {
  (void)state;
  assert_int_equal(prefs_offset(store, "Speakers"), 0);
  struct keeper *keeper = hand_over();
  assert_int_equal(prefs_save_offset(keeper, "Headphones", 243), 0);
  assert_int_equal(prefs_save_offset(keeper, "Speakers", -7), 0);
  assert_int_equal(prefs_save_offset(keeper, "", 5), ERR_MACHINE);
  take_back(keeper);
  assert_int_equal(prefs_offset(store, "Headphones"), 243);
  assert_int_equal(prefs_offset(store, "Speakers"), -7);
  assert_int_equal(prefs_offset(store, "Television"), 0);
  assert_int_equal(store_put(store, "audio.offset.Television", "5000"), 0); /* out of range */
  assert_int_equal(prefs_offset(store, "Television"), 0);
  assert_int_equal(prefs_load(store).picture_offset_ms, 0); /* it is no device's until one is known */
  assert_int_equal(prefs_save_offset(NULL, "Speakers", 5), ERR_MACHINE);
  assert_int_equal(prefs_offset(NULL, "Speakers"), 0);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, open_store, close_store)

int main(void) {
  const struct CMUnitTest tests[] = {
      WITH_STORE(an_empty_store_and_none_at_all_give_the_defaults),
      WITH_STORE(every_field_comes_back_from_disk),
      WITH_STORE(saving_one_field_leaves_the_others),
      WITH_STORE(what_is_damaged_in_the_store_gives_the_default_and_spares_the_rest),
      WITH_STORE(the_picture_delay_is_kept_for_each_device),
      cmocka_unit_test(without_a_store_saving_says_so),
  };
  return cmocka_run_group_tests(tests, open_folder, take_away);
}
