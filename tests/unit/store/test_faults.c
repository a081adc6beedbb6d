/* The n-th write, sync or truncate fails, for every n: what was said to be saved is, the rest waits and is
** written once the disk works again, and nothing is counted twice. */
#include <signal.h>
#include <sys/wait.h>

#include "disk.h"
#include "place.h"
#include "store_backup.h"
#include "store_days.h"
#include "store_facts.h"

#define CALLS 200
#define SETS  8

static bool count_fact(void *context, const struct record *record) {
  (void)record;
  ++*(int *)context;
  return true;
}

static struct record set_number(int number) {
  return make_set((uint64_t)number, (uint64_t)number, number % 4, number % 2, FIRST_MS + number * DAY_MS);
}

static int facts_in(struct store *store) {
  int count = 0;
  assert_int_equal(store_each(store, NULL, count_fact, &count), 0);
  return count;
}

/* A disk that failed in the middle of a commit need not let the file be read; but it never shows less than
** there is. */
static void assert_none_missing(struct store *store, int facts) {
  int count = 0;
  if (store_each(store, NULL, count_fact, &count) == 0) assert_int_equal(count, facts);
}

static void assert_all_there(const char *path, int facts) {
  struct store *store = opened(path, STORE_OK);
  struct arena arena = {0};
  struct hist hist;
  assert_int_equal(facts_in(store), facts);
  assert_int_equal(store_hist(store, &arena, &hist), 0);
  assert_int_equal(hist.totals.sets, facts);
  assert_string_equal(store_get(store, "a"), "2");
  arena_clear(&arena);
  store_close(store);
  assert_sound(path);
}

/* Saves sets while calls first…last fail, then lets everything be written. Returns how many had to wait. */
static int save_with_faults(const char *path, long first, long last, enum disk_fault fault) {
  int waited = 0;
  struct store *store = opened(path, STORE_OK);
  disk_fail(first, last, fault);
  for (int i = 0; i < SETS; i++) {
    struct record set = set_number(i);
    assert_false(store_has(store, set.id)); /* and what it keeps open is in nobody's way */
    int added = 0, answer = store_add(store, &set, 1, &added);
    assert_true(answer == 0 || answer == ERR_MACHINE);
    assert_int_equal(added, 1);
    waited += answer != 0;
    assert_none_missing(store, i + 1); /* saved or not, it counts */
    store_put(store, "a", i % 2 ? "2" : "1");
  }
  disk_heal();
  assert_int_equal(store_retry(store), 0);
  for (int i = 0; i < SETS; i++) assert_true(store_has(store, set_number(i).id));
  assert_int_equal(facts_in(store), SETS);
  store_close(store);
  return waited;
}

static void any_call_may_fail_once_or_from_then_on(void **state) {
  struct place *place = *state;
  int runs = 0, waited = 0;
  for (int n = 1; n <= CALLS; n++) {
    for (int way = n % 3; way < 3; way += 3) { /* once; for good, no space; ten times */
      char path[700];
      snprintf(path, sizeof path, "%s/%d-%d.db", place->folder, n, way);
      disk_insert((uint64_t)n);
      waited += save_with_faults(path, n,
                                 way == 0   ? n
                                 : way == 1 ? DISK_NEVER - 2
                                            : n + 9,
                                 way == 1 ? DISK_FULL : DISK_IO_ERROR);
      disk_remove();
      assert_all_there(path, SETS);
      unlink(path);
      runs++;
    }
  }
  print_message("%d runs, the n-th call failing for n = 1 to %d: %d sets waited, 0 lost, 0 counted twice\n",
                runs, CALLS, waited);
  assert_true(waited > CALLS);
}

static void opening_may_fail_at_any_call_and_works_again_later(void **state) {
  struct place *place = *state;
  disk_insert(1);
  save_with_faults(place->path, DISK_NEVER, DISK_NEVER, DISK_FULL);
  disk_remove();
  char path[700];
  int n = 1;
  for (bool reached = true; reached; n++) {
    snprintf(path, sizeof path, "%s/new-%d.db", place->folder, n);
    disk_insert((uint64_t)n);
    disk_fail(n, DISK_NEVER - 2, DISK_FULL);
    enum store_state seen;
    struct store *store = store_open(path, &seen);
    struct record set = set_number(0);
    int answer = store_add(store, &set, 1, NULL);
    assert_true(answer == 0 || answer == ERR_MACHINE);
    assert_none_missing(store, 1);
    reached = disk.calls >= n;
    disk_heal();
    store_close(store);
    disk_remove();
    store = opened(path, STORE_OK);
    if (answer == 0) assert_int_equal(facts_in(store), 1);
    store_close(store);
    assert_true(n < 500);
  }
  assert_true(n > 20);
}

static void a_backup_that_fails_leaves_the_old_ones(void **state) {
  struct place *place = *state;
  disk_insert(1);
  save_with_faults(place->path, DISK_NEVER, DISK_NEVER, DISK_FULL);
  struct store *store = opened(place->path, STORE_OK);
  assert_int_equal(store_backup(store, 1700000000), 1);
  struct record set = set_number(20);
  assert_int_equal(store_add(store, &set, 1, NULL), 0);
  int n = 1, answer = ERR_MACHINE;
  for (; answer != 1; n++) {
    disk_fail(n, n, DISK_FULL);
    answer = store_backup(store, 1700000000 + 86400);
    assert_true(answer == 1 || answer == ERR_MACHINE);
    assert_int_equal(files_like(place->folder, "backup-"), answer == 1 ? 2 : 1);
    assert_int_equal(files_like(place->folder, "backup~"), 0);
    assert_true(n < 500);
  }
  store_close(store);
  disk_remove();
  assert_true(n > 3);
}

/* ---- two at once -------------------------------------------------------------------------------------- */

/* The second process reads the first one's sets, counts its own, and saves none. Exit code: 0 as it should
** be. */
static int second_instance(const char *path) {
  pid_t child = fork();
  if (child == 0) {
    enum store_state state;
    int before = 0, after = 0;
    struct store *store = store_open(path, &state);
    struct record set = set_number(100);
    store_each(store, NULL, count_fact, &before);
    int answer = store_add(store, &set, 1, NULL);
    store_each(store, NULL, count_fact, &after);
    _exit(state == STORE_READ_ONLY && answer == ERR_MACHINE && before == 3 && after == 4 ? 0 : 1);
  }
  int status = 0;
  assert_int_equal(waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

static void a_second_instance_counts_its_sets_but_saves_none(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  for (int i = 0; i < 3; i++) {
    struct record set = set_number(i);
    assert_int_equal(store_add(store, &set, 1, NULL), 0);
  }
  assert_int_equal(second_instance(place->path), 0);
  struct record set = set_number(3);
  assert_int_equal(store_add(store, &set, 1, NULL), 0);
  store_close(store);
  store = opened(place->path, STORE_OK);
  assert_int_equal(facts_in(store), 4);
  store_close(store);
}

/* The process is killed while it saves sets; those that it reported are there. */
static void save_until_killed(const char *path, int answers) {
  struct store *store = store_open(path, NULL);
  for (int n = 0;; n++) {
    struct record set = set_number(n);
    if (!store || store_add(store, &set, 1, NULL) != 0) _exit(1);
    if (write(answers, &n, sizeof n) != sizeof n) _exit(1);
  }
}

static void killing_the_process_loses_no_set_that_was_said_to_be_saved(void **state) {
  struct place *place = *state;
  int total = 0;
  for (int round = 1; round <= 10; round++) {
    int answers[2], said = -1, n;
    unlink(place->path);
    assert_int_equal(pipe(answers), 0);
    pid_t child = fork();
    if (child == 0) save_until_killed(place->path, answers[1]);
    close(answers[1]);
    while (said < round - 1 && read(answers[0], &n, sizeof n) == sizeof n) said = n;
    kill(child, SIGKILL);
    while (read(answers[0], &n, sizeof n) == sizeof n) said = n;
    close(answers[0]);
    waitpid(child, NULL, 0);
    struct store *store = opened(place->path, STORE_OK);
    int facts = facts_in(store);
    assert_true(facts >= said + 1 && facts <= said + 2);
    total += said + 1;
    store_close(store);
    assert_sound(place->path);
  }
  print_message("10 kills: %d sets said to be saved, 0 lost\n", total);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      CASE(any_call_may_fail_once_or_from_then_on),
      CASE(opening_may_fail_at_any_call_and_works_again_later),
      CASE(a_backup_that_fails_leaves_the_old_ones),
      CASE(a_second_instance_counts_its_sets_but_saves_none),
      CASE(killing_the_process_loses_no_set_that_was_said_to_be_saved),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
