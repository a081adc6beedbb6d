/* Backups: one a day when something is new, three days and two weeks kept; and what is brought back from
** them. */
#include "made.h"
#include "place.h"
#include "store_backup.h"
#include "store_days.h"
#include "store_facts.h"

#define DAY_S        INT64_C(86400)
#define TUESDAY_S    INT64_C(1699920000) /* 2023-11-14 00:00 */
#define FACTS_BEFORE 20

static bool count_fact(void *context, const struct record *record) {
  (void)record;
  ++*(int *)context;
  return true;
}

static int facts_in(struct store *store) {
  int count = 0;
  assert_int_equal(store_each(store, NULL, count_fact, &count), 0);
  return count;
}

static void add_sets(struct store *store, int from, int to) {
  for (int i = from; i < to; i++) {
    struct record set = make_set((uint64_t)i, (uint64_t)i, 1, 1, FIRST_MS + i * DAY_MS);
    assert_int_equal(store_add(store, &set, 1, NULL), 0);
  }
}

static void one_is_made_on_a_new_day_with_something_new(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  add_sets(store, 0, 1);
  assert_int_equal(store_backup(store, TUESDAY_S), 1);
  assert_int_equal(files_like(place->folder, "backup-20231114$"), 1);
  add_sets(store, 1, 2);
  assert_int_equal(store_backup(store, TUESDAY_S + DAY_S - 1), 0); /* the same day */
  assert_int_equal(store_backup(store, TUESDAY_S + DAY_S), 1);
  assert_int_equal(store_backup(store, TUESDAY_S + 2 * DAY_S), 0); /* nothing new */
  store_close(store);
  char backup[700];
  snprintf(backup, sizeof backup, "%s.backup-20231115", place->path);
  assert_sound(backup);
  assert_int_equal(files_like(place->folder, "backup"), 2);
}

static void three_days_and_two_weeks_stay(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  for (int day = 0; day < 40; day++) {
    add_sets(store, day, day + 1);
    assert_int_equal(store_backup(store, TUESDAY_S + day * DAY_S), 1);
    assert_in_range(files_like(place->folder, "backup-"), day < 4 ? day + 1 : 4, 5);
  }
  store_close(store);
  static const char *const stay[] = {"20231223", "20231222", "20231221", "20231218",
                                     "20231211"}; /* two Mondays */
  assert_int_equal(files_like(place->folder, "backup-"), 5);
  for (int i = 0; i < 5; i++) assert_int_equal(files_like(place->folder, stay[i]), 1);
}

static void a_clock_that_is_years_off_costs_no_backup_of_the_right_days(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  add_sets(store, 0, 1);
  assert_int_equal(store_backup(store, TUESDAY_S + 3650 * DAY_S), 1);
  for (int day = 0; day < 3; day++) {
    add_sets(store, day + 1, day + 2);
    assert_int_equal(store_backup(store, TUESDAY_S + day * DAY_S), 1);
  }
  assert_int_equal(files_like(place->folder, "backup-202311"), 3);
  add_sets(store, 9, 10);
  assert_int_equal(store_backup(store, 0), 1); /* 1970 */
  assert_int_equal(files_like(place->folder, "backup-20231116"), 1);
  store_close(store);
}

static void a_store_that_does_not_write_makes_none(void **state) {
  (void)state;
  struct store *store = opened("", STORE_MEMORY);
  assert_int_equal(store_backup(store, TUESDAY_S), 0);
  store_close(store);
}

/* ---- what is brought back ----------------------------------------------------------------------------- */

static void fill_and_back_up(struct place *place) {
  struct store *store = opened(place->path, STORE_OK);
  add_sets(store, 0, FACTS_BEFORE);
  assert_int_equal(store_put(store, "theme", "paper"), 0);
  assert_int_equal(store_backup(store, TUESDAY_S), 1);
  store_close(store);
}

static void assert_brought_back(struct place *place, int least, int most) {
  struct store *store = opened(place->path, STORE_RECOVERED);
  struct arena arena = {0};
  struct hist hist;
  int facts = facts_in(store);
  assert_in_range(facts, least, most);
  assert_int_equal(store_hist(store, &arena, &hist), 0);
  assert_int_equal(hist.totals.sets, facts);
  assert_string_equal(store_get(store, "theme"), "paper");
  arena_clear(&arena);
  store_close(store);
  assert_sound(place->path);
  store_close(opened(place->path, STORE_OK));
}

static void a_lost_file_is_brought_back(void **state) {
  struct place *place = *state;
  fill_and_back_up(place);
  assert_int_equal(unlink(place->path), 0);
  assert_brought_back(place, FACTS_BEFORE, FACTS_BEFORE);
  assert_int_equal(files_like(place->folder, "corrupt"), 0);
}

static void an_emptied_or_foreign_text_is_replaced_and_kept(void **state) {
  struct place *place = *state;
  fill_and_back_up(place);
  write_file(place->path, "");
  assert_brought_back(place, FACTS_BEFORE, FACTS_BEFORE);
  write_file(place->path,
             "this is a shopping list, and a long one: it has to be longer than a header of a database is.\n"
             "bread, milk, butter, towels");
  assert_brought_back(place, FACTS_BEFORE, FACTS_BEFORE);
  assert_int_equal(files_like(place->folder, "corrupt-.*-[0-9][0-9]$"), 2);
}

/* The file is damaged in the middle and has newer sets than the backup, and the backup has some that the
** damage took. */
static void what_the_damaged_file_and_the_backup_hold_is_put_together(void **state) {
  struct place *place = *state;
  fill_and_back_up(place);
  struct store *store = opened(place->path, STORE_OK);
  add_sets(store, FACTS_BEFORE, 300);
  store_close(store);
  size_t size, at = 0;
  unsigned char *bytes = read_bytes(place->path, &size), id[16];
  struct record early = make_set(3, 3, 1, 1, FIRST_MS);
  for (int i = 0; i < 16; i++) {
    unsigned int value = 0;
    assert_int_equal(sscanf(early.as.set.session + 2 * i, "%2x", &value), 1);
    id[i] = (unsigned char)value;
  }
  int pages = 0; /* wherever set 3 stands, in its table and in an index */
  for (at = 0; at + 16 <= size; at++) {
    if (memcmp(bytes + at, id, 16) != 0) continue;
    size_t page = at / 4096 * 4096;
    memset(bytes + page, 0, 4096);
    at = page + 4095;
    pages++;
  }
  assert_true(pages > 0);
  write_bytes(place->path, bytes, size);
  free(bytes);
  assert_brought_back(place, 280, 299); /* the page had newer sets too, about thirty stand on one */
}

static void damaged_backups_are_passed_over(void **state) {
  struct place *place = *state;
  fill_and_back_up(place);
  char newer[700], before[700];
  snprintf(newer, sizeof newer, "%s.backup-20231201", place->path);
  snprintf(before, sizeof before, "%s.before-v9", place->path);
  write_file(newer, "no backup at all");
  assert_int_equal(mkdir(before, 0700), 0);
  assert_int_equal(unlink(place->path), 0);
  assert_brought_back(place, FACTS_BEFORE, FACTS_BEFORE);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      CASE(one_is_made_on_a_new_day_with_something_new),
      CASE(three_days_and_two_weeks_stay),
      CASE(a_clock_that_is_years_off_costs_no_backup_of_the_right_days),
      CASE(a_store_that_does_not_write_makes_none),
      CASE(a_lost_file_is_brought_back),
      CASE(an_emptied_or_foreign_text_is_replaced_and_kept),
      CASE(what_the_damaged_file_and_the_backup_hold_is_put_together),
      CASE(damaged_backups_are_passed_over),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
