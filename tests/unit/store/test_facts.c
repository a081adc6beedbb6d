/* Facts: kept whole or not at all, once each, and read back as they were made and in the order of time. */
#include <errno.h>
#include <signal.h>
#include <sys/resource.h>

#include "made.h"
#include "place.h"
#include "store_days.h"
#include "store_facts.h"

#define MANY 64

struct seen {
  struct record records[MANY];
  int count, stop_after;
};

static bool see(void *context, const struct record *record) {
  struct seen *seen = context;
  assert_in_range(seen->count, 0, MANY - 1);
  seen->records[seen->count++] = *record;
  return seen->stop_after == 0 || seen->count < seen->stop_after;
}

static struct seen walk(struct store *store, const char *device) {
  struct seen seen = {.count = 0};
  assert_int_equal(store_each(store, device, see, &seen), 0);
  return seen;
}

static int sets_in(struct store *store) {
  struct arena arena = {0};
  struct hist hist;
  assert_int_equal(store_hist(store, &arena, &hist), 0);
  int sets = hist.totals.sets;
  arena_clear(&arena);
  return sets;
}

/* One of every kind, in the order of their moments. */
static void one_of_each(struct record out[RECORD_KINDS]) {
  out[0] = make_feeling(1, 1, false, 2, FIRST_MS);
  out[1] = make_set(2, 1, 3, 0, FIRST_MS + 1000);
  out[2] = make_badge(3, "first", "W\xC3\xB6rter; \"quoted\"", FIRST_MS + 2000);
  out[3] = make_leave(4, 19700, 19710, FIRST_MS + 3000);
  out[4] = make_leave_end(5, 4, 19705, FIRST_MS + 4000);
  out[5] = make_redate(6, 2, 19674, FIRST_MS + 5000);
}

static void every_kind_comes_back_to_the_bit(void **state) {
  struct place *place = *state;
  struct record made[RECORD_KINDS];
  one_of_each(made);
  made[1].as.set.pace_in_s = 0.1 + 0.2; /* 0.30000000000000004 */
  made[1].when.utc_ms = -1;
  made[1].as.set.end_utc_ms = 5;
  made[1].when.offset_s = -12345;
  struct store *store = opened(place->path, STORE_OK);
  int added = -1;
  assert_int_equal(store_add(store, made, RECORD_KINDS, &added), 0);
  assert_int_equal(added, RECORD_KINDS);
  store_close(store);

  store = opened(place->path, STORE_OK);
  struct seen seen = walk(store, NULL);
  assert_int_equal(seen.count, RECORD_KINDS);
  assert_int_equal(store_facts_count(store), RECORD_KINDS);
  assert_memory_equal(&seen.records[0], &made[1], sizeof made[1]); /* the set lies before 1970 now */
  assert_memory_equal(&seen.records[1], &made[0], sizeof made[0]);
  for (int i = 2; i < RECORD_KINDS; i++) assert_memory_equal(&seen.records[i], &made[i], sizeof made[i]);
  store_close(store);
}

static void a_fact_that_is_there_is_left_as_it_is(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  struct record set = make_set(1, 1, 1, 1, FIRST_MS),
                twice[3] = {set, set, make_set(2, 1, 1, 1, FIRST_MS + 1)};
  int added = -1;
  assert_int_equal(store_add(store, twice, 3, &added), 0);
  assert_int_equal(added, 2);
  struct record other = set;
  other.as.set.reps_done = 9;
  assert_int_equal(store_add(store, &other, 1, &added), 0);
  assert_int_equal(added, 0);
  assert_int_equal(store_add(store, &other, 1, NULL), 0);
  assert_int_equal(walk(store, NULL).records[0].as.set.reps_done, set.as.set.reps_done);
  assert_int_equal(sets_in(store), 2);
  assert_int_equal(store_add(store, NULL, 0, &added), 0);
  assert_int_equal(added, 0);
  store_close(store);
}

static void one_wrong_fact_keeps_out_all(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  struct record three[3] = {make_set(1, 1, 1, 1, FIRST_MS), make_set(2, 1, 1, 1, FIRST_MS),
                            make_set(3, 1, 1, 1, FIRST_MS)};
  int added = -1;
  three[2].as.set.reps_done = 0;
  assert_int_equal(store_add(store, three, 3, &added), ERR_USAGE);
  assert_non_null(strstr(err_text(), "reps_done"));
  assert_int_equal(added, 0);
  assert_int_equal(walk(store, NULL).count, 0);
  assert_int_equal(store_retry(store), 0); /* nothing waits */
  store_close(store);
}

static void a_walk_is_in_the_order_of_time_and_by_device(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  for (int i = 0; i < 30; i++) {
    struct record set = make_set((uint64_t)i, 1, 1, i % 3, FIRST_MS + (i * 7 % 10) * 1000);
    assert_int_equal(store_add(store, &set, 1, NULL), 0);
  }
  struct seen all = walk(store, NULL);
  assert_int_equal(all.count, 30);
  for (int i = 1; i < all.count; i++) {
    const struct record *a = &all.records[i - 1], *b = &all.records[i];
    assert_true(a->when.utc_ms < b->when.utc_ms ||
                (a->when.utc_ms == b->when.utc_ms && strcmp(a->id, b->id) < 0));
  }
  char device[RECORD_ID_SIZE];
  make_id(device, 'd', 2);
  struct seen own = walk(store, device);
  assert_int_equal(own.count, 10);
  for (int i = 0; i < own.count; i++) assert_string_equal(own.records[i].device, device);
  struct seen few = {.stop_after = 4};
  assert_int_equal(store_each(store, NULL, see, &few), 0);
  assert_int_equal(few.count, 4);
  store_close(store);
}

static void the_newest_set_of_a_device_is_one_that_no_redate_names(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  char mine[RECORD_ID_SIZE], other[RECORD_ID_SIZE];
  make_id(mine, 'd', 1);
  make_id(other, 'd', 9);
  assert_false(store_last(store, mine).known);
  struct record sets[] = {make_set(1, 1, 1, 1, FIRST_MS), make_set(2, 2, 1, 1, FIRST_MS + 3650 * DAY_MS),
                          make_set(3, 3, 1, 1, FIRST_MS + DAY_MS),
                          make_set(4, 4, 1, 2, FIRST_MS + 9 * DAY_MS)};
  assert_int_equal(store_add(store, sets, 4, NULL), 0);
  struct stamp_last last = store_last(store, mine);
  assert_true(last.known && last.utc_ms == sets[1].when.utc_ms && last.day == sets[1].when.day);
  assert_false(store_last(store, other).known);
  struct record redate = make_redate(5, 2, sets[2].when.day, FIRST_MS + 2 * DAY_MS);
  assert_int_equal(store_add(store, &redate, 1, NULL), 0);
  last = store_last(store, mine);
  assert_true(last.known && last.utc_ms == sets[2].when.utc_ms && last.day == sets[2].when.day);
  struct seen unmoved = {.count = 0};
  assert_int_equal(store_each_unmoved(store, mine, see, &unmoved), 0);
  assert_int_equal(unmoved.count, 2);
  store_close(store);
}

/* ---- what cannot be written --------------------------------------------------------------------------- */

static struct rlimit limit_files(rlim_t bytes) {
  struct rlimit old, tight;
  signal(SIGXFSZ, SIG_IGN);
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
  tight = old;
  tight.rlim_cur = bytes;
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
  return old;
}

static void on_a_full_disk_sets_count_at_once_and_are_written_once_there_is_room(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  struct record first = make_set(0, 0, 1, 1, FIRST_MS);
  assert_int_equal(store_add(store, &first, 1, NULL), 0);
  struct rlimit old = limit_files(4096);
  int answers[30], added = 0, counted = 0, waited = 0;
  for (int i = 1; i < 30; i++) {
    struct record set = make_set((uint64_t)i, (uint64_t)i, 1, 1, FIRST_MS + i * DAY_MS);
    answers[i] = store_add(store, &set, 1, &added);
    counted += added;
  }
  int again = store_retry(store), put = store_put(store, "a", "1");
  waited = sets_in(store);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
  for (int i = 1; i < 30; i++) assert_int_equal(answers[i], ERR_MACHINE);
  assert_int_equal(counted, 29);
  assert_int_equal(again, ERR_MACHINE);
  assert_int_equal(put, ERR_MACHINE);
  assert_int_equal(waited, 30);
  assert_int_equal(walk(store, NULL).count, 30);
  assert_int_equal(store_retry(store), 0);
  assert_int_equal(sets_in(store), 30);
  store_close(store);
  store = opened(place->path, STORE_OK);
  assert_int_equal(sets_in(store), 30);
  assert_string_equal(store_get(store, "a"), "1");
  store_close(store);
}

static void what_waits_goes_along_with_the_next_set_that_is_written(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  struct record a = make_set(1, 1, 1, 1, FIRST_MS), b = make_set(2, 1, 1, 1, FIRST_MS + 1000);
  struct rlimit old = limit_files(4096);
  int first = store_add(store, &a, 1, NULL), same = store_add(store, &a, 1, NULL);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
  assert_int_equal(first, ERR_MACHINE);
  assert_int_equal(same, ERR_MACHINE);
  int added = -1;
  assert_int_equal(store_add(store, &b, 1, &added), 0);
  assert_int_equal(added, 1);
  store_close(store);
  store = opened(place->path, STORE_OK);
  assert_int_equal(walk(store, NULL).count, 2);
  store_close(store);
}

static void without_a_file_sets_count_until_the_end(void **state) {
  (void)state;
  struct store *store = opened("", STORE_MEMORY);
  struct record made[RECORD_KINDS];
  one_of_each(made);
  int added = -1;
  assert_int_equal(store_add(store, made, RECORD_KINDS, &added), ERR_MACHINE);
  assert_int_equal(added, RECORD_KINDS);
  assert_int_equal(walk(store, NULL).count, RECORD_KINDS);
  assert_int_equal(sets_in(store), 1);
  assert_int_equal(store_retry(store), ERR_MACHINE);
  store_close(store);
}

/* ---- asking by id ------------------------------------------------------------------------------------- */

static void a_fact_of_any_kind_is_found_by_its_id(void **state) {
  struct place *place = *state;
  struct record other = make_set(99, 1, 1, 1, FIRST_MS);
  struct record all[] = {make_set(1, 1, 1, 1, FIRST_MS),     make_feeling(2, 1, true, 4, FIRST_MS),
                         make_badge(3, "a", "b", FIRST_MS),  make_leave(4, 19000, 19003, FIRST_MS),
                         make_redate(5, 1, 19000, FIRST_MS), make_leave_end(6, 4, 19001, FIRST_MS)};
  int count = (int)(sizeof all / sizeof all[0]);
  assert_int_equal(count, RECORD_KINDS);
  struct store *store = opened(place->path, STORE_OK);
  for (int i = 0; i < count; i++) { /* asked before and after each is written, and those before it */
    assert_false(store_has(store, all[i].id));
    assert_int_equal(store_add(store, &all[i], 1, NULL), 0);
    for (int k = 0; k <= i; k++) assert_true(store_has(store, all[k].id));
  }
  assert_false(store_has(store, other.id));
  assert_int_equal(store_put(store, "a", "1"), 0); /* asking keeps nothing from being written */
  assert_true(store_has(store, all[0].id));
  assert_int_equal(store_cache_put(store, "b", "2"), 0);
  assert_true(store_has(store, all[0].id));
  assert_int_equal(store_rebuild(store), 0);
  assert_true(store_has(store, all[0].id));
  store_close(store);
  store = opened(place->path, STORE_OK);
  for (int k = 0; k < count; k++) assert_true(store_has(store, all[k].id));
  store_has_end(store);
  store_has_end(store);
  assert_true(store_has(store, all[0].id));
  store_close(store);
  assert_sound(place->path);
}

static void after_the_last_question_others_may_write(void **state) {
  struct place *place = *state;
  struct record set = make_set(1, 1, 1, 1, FIRST_MS);
  struct store *store = opened(place->path, STORE_OK);
  assert_int_equal(store_add(store, &set, 1, NULL), 0);
  assert_true(store_has(store, set.id));
  store_has_end(store);
  run_sql(place->path, "INSERT INTO setting VALUES('theirs','1')");
  assert_string_equal(store_get(store, "theirs"), "1");
  store_close(store);
}

static void what_waits_or_is_kept_in_memory_is_found_by_its_id_too(void **state) {
  (void)state;
  struct record set = make_set(1, 1, 1, 1, FIRST_MS);
  struct store *store = opened("", STORE_MEMORY);
  assert_false(store_has(store, set.id));
  assert_int_equal(store_add(store, &set, 1, NULL), ERR_MACHINE);
  assert_true(store_has(store, set.id));
  store_close(store);
}

/* ---- ids and what rules said -------------------------------------------------------------------------- */

static void a_device_keeps_its_id_and_new_ids_differ(void **state) {
  struct place *place = *state;
  char first[RECORD_ID_SIZE], again[RECORD_ID_SIZE], ids[100][RECORD_ID_SIZE];
  struct store *store = opened(place->path, STORE_OK);
  store_device_id(store, first);
  assert_true(record_id_good(first));
  store_close(store);
  store = opened(place->path, STORE_OK);
  store_device_id(store, again);
  assert_string_equal(first, again);
  assert_int_equal(store_put(store, "device_id", "not an id"), 0);
  store_device_id(store, again);
  assert_true(record_id_good(again));
  store_close(store);
  for (int i = 0; i < 100; i++) {
    store_new_id(ids[i]);
    assert_true(record_id_good(ids[i]));
    for (int k = 0; k < i; k++) assert_string_not_equal(ids[i], ids[k]);
  }
}

static void what_a_rule_said_is_kept(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  assert_null(store_cache_get(store, "weekly@3"));
  assert_int_equal(store_cache_put(store, "weekly@3", "1"), 0);
  assert_int_equal(store_cache_put(store, "weekly@3", "2"), 0);
  store_close(store);
  store = opened(place->path, STORE_OK);
  assert_string_equal(store_cache_get(store, "weekly@3"), "2");
  store_close(store);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      CASE(every_kind_comes_back_to_the_bit),
      CASE(a_fact_that_is_there_is_left_as_it_is),
      CASE(one_wrong_fact_keeps_out_all),
      CASE(a_walk_is_in_the_order_of_time_and_by_device),
      CASE(the_newest_set_of_a_device_is_one_that_no_redate_names),
      CASE(on_a_full_disk_sets_count_at_once_and_are_written_once_there_is_room),
      CASE(what_waits_goes_along_with_the_next_set_that_is_written),
      CASE(without_a_file_sets_count_until_the_end),
      CASE(a_fact_of_any_kind_is_found_by_its_id),
      CASE(after_the_last_question_others_may_write),
      CASE(what_waits_or_is_kept_in_memory_is_found_by_its_id_too),
      CASE(a_device_keeps_its_id_and_new_ids_differ),
      CASE(what_a_rule_said_is_kept),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
