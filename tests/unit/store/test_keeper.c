/* The storage thread: what is handed over is answered, the history follows, a full disk is waited out, and
** the end saves what it can. Build with the thread sanitizer to look for races. */
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>

#include "keeper.h"
#include "made.h"
#include "place.h"
#include "store_facts.h"

#define LONG_MS  60000 /* longer than any machine takes */
#define NEVER_MS 100000000

struct answers { /* of keeper_poll, by ticket */
  int saved[100], waits, refused, damaged, ran, code, settings_saved, added;
  int sets, hists; /* of the newest history */
  char text[ERR_TEXT_MAX];
};

static void poll_all(struct keeper *keeper, struct answers *answers) {
  static struct keeper_news news;
  while (keeper_poll(keeper, &news)) {
    switch (news.what) {
    case KEEPER_SAVED:
      assert_in_range(news.ticket, 0, 99);
      answers->saved[news.ticket]++;
      answers->added += news.added;
      answers->settings_saved += news.ticket == 0;
      break;
    case KEEPER_WAITS:
      answers->waits++;
      snprintf(answers->text, sizeof answers->text, "%s", news.text);
      break;
    case KEEPER_REFUSED:
      answers->refused++;
      snprintf(answers->text, sizeof answers->text, "%s", news.text);
      break;
    case KEEPER_DAMAGED:
      answers->damaged++;
      snprintf(answers->text, sizeof answers->text, "%s", news.text);
      break;
    case KEEPER_RAN:
      answers->ran++;
      answers->code = news.code;
      break;
    case KEEPER_HIST:
      answers->hists++;
      answers->sets = news.hist.totals.sets;
      break;
    }
    arena_clear(&news.arena);
  }
}

static struct keeper *started(const char *path, int retry_ms) {
  struct keeper *keeper = keeper_start(opened(path, STORE_OK), retry_ms);
  assert_non_null(keeper);
  return keeper;
}

static bool count_fact(void *context, const struct record *record) {
  (void)record;
  ++*(int *)context;
  return true;
}

static int facts_on_disk(const char *path) {
  struct store *store = opened(path, STORE_OK);
  int count = 0;
  assert_int_equal(store_each(store, NULL, count_fact, &count), 0);
  store_close(store);
  return count;
}

static struct record set_number(int number) {
  return make_set((uint64_t)number, (uint64_t)number, 1, 1, FIRST_MS + number * DAY_MS);
}

static void sets_are_answered_and_the_history_follows(void **state) {
  struct place *place = *state;
  struct keeper *keeper = started(place->path, NEVER_MS);
  struct answers answers = {.added = 0};
  assert_true(keeper_idle(keeper, LONG_MS));
  poll_all(keeper, &answers);
  assert_int_equal(answers.hists, 1); /* the first one comes unasked */
  for (int i = 1; i <= 20; i++) {
    struct record set = set_number(i);
    assert_int_equal(keeper_add(keeper, &set, 1), i);
  }
  assert_int_equal(keeper_put(keeper, "a", "1"), 0);
  assert_int_equal(keeper_cache(keeper, "b", "2"), 0);
  assert_true(keeper_idle(keeper, LONG_MS));
  poll_all(keeper, &answers);
  for (int i = 1; i <= 20; i++) assert_int_equal(answers.saved[i], 1);
  assert_int_equal(answers.added, 20);
  assert_int_equal(answers.sets, 20);
  assert_int_equal(answers.waits + answers.refused, 0);
  assert_int_equal(keeper_stop(keeper), 0);
  assert_int_equal(facts_on_disk(place->path), 20);
  struct store *store = opened(place->path, STORE_OK);
  assert_string_equal(store_get(store, "a"), "1");
  assert_string_equal(store_cache_get(store, "b"), "2");
  store_close(store);
}

static void the_end_saves_what_was_handed_over(void **state) {
  struct place *place = *state;
  struct keeper *keeper = started(place->path, NEVER_MS);
  for (int i = 1; i <= 10; i++) {
    struct record set = set_number(i);
    assert_true(keeper_add(keeper, &set, 1) > 0);
  }
  assert_int_equal(keeper_stop(keeper), 0);
  assert_int_equal(facts_on_disk(place->path), 10);
  assert_int_equal(keeper_stop(NULL), 0);
}

static void what_no_fact_may_say_is_refused(void **state) {
  struct place *place = *state;
  struct keeper *keeper = started(place->path, NEVER_MS);
  struct answers answers = {.added = 0};
  struct record set = set_number(1);
  set.as.set.practised_s = 0;
  assert_int_equal(keeper_add(keeper, &set, 1), 1);
  assert_true(keeper_idle(keeper, LONG_MS));
  poll_all(keeper, &answers);
  assert_int_equal(answers.refused, 1);
  assert_non_null(strstr(answers.text, "practised_s"));
  assert_int_equal(answers.saved[1], 0);
  assert_int_equal(keeper_stop(keeper), 0);
}

static int add_three(struct store *store, void *context) {
  struct record sets[] = {set_number(1), set_number(2), set_number(3)};
  *(bool *)context = true;
  return store_add(store, sets, 3, NULL) == 0 ? ERR_NO : ERR_MACHINE;
}

static void a_job_runs_beside_and_its_facts_are_seen(void **state) {
  struct place *place = *state;
  struct keeper *keeper = started(place->path, NEVER_MS);
  struct answers answers = {.added = 0};
  bool called = false;
  assert_int_equal(keeper_run(keeper, add_three, &called), 1);
  assert_true(keeper_idle(keeper, LONG_MS));
  poll_all(keeper, &answers);
  assert_true(called);
  assert_int_equal(answers.ran, 1);
  assert_int_equal(answers.code, ERR_NO);
  assert_int_equal(answers.sets, 3);
  assert_int_equal(keeper_stop(keeper), 0);
}

/* ---- full disk ---------------------------------------------------------------------------------------- */

static struct rlimit limit_files(rlim_t bytes) {
  struct rlimit old, tight;
  signal(SIGXFSZ, SIG_IGN);
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
  tight = old;
  tight.rlim_cur = bytes;
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
  return old;
}

static void a_full_disk_is_waited_out(void **state) {
  struct place *place = *state;
  struct keeper *keeper = started(place->path, 1);
  struct answers answers = {.added = 0};
  assert_true(keeper_idle(keeper, LONG_MS));
  struct rlimit old = limit_files(4096);
  struct record first = set_number(1), second = set_number(2);
  int64_t a = keeper_add(keeper, &first, 1), b = keeper_add(keeper, &second, 1);
  int put = keeper_put(keeper, "a", "1");
  for (int i = 0; i < 100000 && answers.waits < 3; i++) {
    keeper_idle(keeper, 10);
    poll_all(keeper, &answers);
  }
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
  assert_int_equal(a, 1);
  assert_int_equal(b, 2);
  assert_int_equal(put, 0);
  assert_int_equal(answers.waits, 3);
  assert_int_equal(answers.saved[1] + answers.saved[2], 0);
  assert_int_equal(answers.sets, 2); /* they count all the same */
  assert_non_null(strstr(answers.text, "Not saved"));
  for (int i = 0; i < 100000 && !answers.settings_saved; i++) { /* it tries by itself */
    keeper_idle(keeper, 10);
    poll_all(keeper, &answers);
  }
  assert_int_equal(answers.saved[1], 1);
  assert_int_equal(answers.saved[2], 1);
  assert_int_equal(answers.settings_saved, 1);
  assert_int_equal(keeper_stop(keeper), 0);
  assert_int_equal(facts_on_disk(place->path), 2);
}

static void what_is_not_saved_at_the_end_is_said(void **state) {
  (void)state;
  struct keeper *keeper = keeper_start(opened("", STORE_MEMORY), NEVER_MS);
  struct answers answers = {.added = 0};
  struct record set = set_number(1);
  assert_int_equal(keeper_add(keeper, &set, 1), 1);
  assert_true(keeper_idle(keeper, LONG_MS));
  poll_all(keeper, &answers);
  assert_int_equal(answers.waits, 1);
  assert_int_equal(answers.sets, 1);
  assert_int_equal(keeper_stop(keeper), ERR_MACHINE);
}

/* ---- a disk that hangs -------------------------------------------------------------------------------- */

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static int hang(struct store *store, void *context) {
  (void)store, (void)context;
  pthread_mutex_lock(&gate);
  pthread_mutex_unlock(&gate);
  return 0;
}

static void a_disk_that_hangs_does_not_hold_up_the_end(void **state) {
  struct place *place = *state;
  assert_int_equal(pthread_mutex_lock(&gate), 0);
  struct keeper *keeper = started(place->path, NEVER_MS);
  struct record set = set_number(1);
  assert_int_equal(keeper_run(keeper, hang, NULL), 1);
  assert_int_equal(keeper_add(keeper, &set, 1), 2);
  assert_false(keeper_idle(keeper, 1));
  assert_int_equal(keeper_stop(keeper), ERR_MACHINE);
  pthread_mutex_unlock(&gate); /* it answers after all: the set is written */
  int facts = 0;
  for (int i = 0; i < 1000000 && facts == 0; i++) {
    sqlite3 *db = NULL;
    sqlite3_stmt *count = NULL;
    assert_int_equal(sqlite3_open_v2(place->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    sqlite3_busy_timeout(db, LONG_MS);
    if (sqlite3_prepare_v2(db, "SELECT count(*) FROM fact_set", -1, &count, NULL) == SQLITE_OK &&
        sqlite3_step(count) == SQLITE_ROW)
      facts = sqlite3_column_int(count, 0);
    sqlite3_finalize(count);
    sqlite3_close(db);
  }
  assert_int_equal(facts, 1);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      CASE(sets_are_answered_and_the_history_follows),
      CASE(the_end_saves_what_was_handed_over),
      CASE(what_no_fact_may_say_is_refused),
      CASE(a_job_runs_beside_and_its_facts_are_seen),
      CASE(a_full_disk_is_waited_out),
      CASE(what_is_not_saved_at_the_end_is_said),
      CASE(a_disk_that_hangs_does_not_hold_up_the_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
