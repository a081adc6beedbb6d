/* A large file that was closed in order opens without being looked through, and whatever else happened to it,
** it is. That no look was taken is seen by damage that a forged mark vouches for. */
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "keeper.h"
#include "made.h"
#include "place.h"
#include "store_backup.h"
#include "store_facts.h"
#include "store_mark.h"
#include "store_rows.h"

#define PAGE      4096
#define SETS      3000
#define MUTATIONS 60
#define DAY_S     INT64_C(86400)
#define LONG_MS   60000 /* longer than any machine takes */
#define NEVER_MS  100000000

static bool count_fact(void *context, const struct record *record) {
  (void)record;
  ++*(int *)context;
  return true;
}

static int64_t now_s(void) {
  return (int64_t)time(NULL);
}

/* SETS sets and settings enough to make the file large, closed in order: the lock file carries a mark. */
static void make_large(struct place *place) {
  struct record *sets = calloc(SETS, sizeof *sets);
  for (int i = 0; i < SETS; i++)
    sets[i] = make_set((uint64_t)i, (uint64_t)i / 2, i % 5, i % 2, FIRST_MS + i * DAY_MS / 2);
  struct store *store = opened(place->path, STORE_OK);
  assert_int_equal(store_add(store, sets, SETS, NULL), 0);
  store_close(store);
  free(sets);
  run_sql(place->path, "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c WHERE n<5000)"
                       " INSERT INTO setting SELECT printf('pad.%04d', n), printf('%0850d', n) FROM c");
  store_close(opened(place->path, STORE_OK));
}

/* The text in the lock file, "" for none. */
static const char *mark_of(const struct place *place) {
  static char mark[STORE_MARK_SIZE];
  char lock[700];
  snprintf(lock, sizeof lock, "%s.lock", place->path);
  FILE *file = fopen(lock, "r");
  size_t n = file ? fread(mark, 1, sizeof mark - 1, file) : 0;
  if (file) fclose(file);
  mark[n] = '\0';
  return mark;
}

static void put_mark(const struct place *place, const char *mark) {
  char lock[700];
  snprintf(lock, sizeof lock, "%s.lock", place->path);
  write_file(lock, mark);
}

/* Leaves the mark that this program would have left of the file as it is now. */
static void forge(const struct place *place, int64_t checked_s) {
  char mark[STORE_MARK_SIZE];
  assert_true(store_mark_text(place->path, checked_s, mark));
  put_mark(place, mark);
}

static void poke(const char *path, long at, const void *bytes, size_t count) {
  int file = open(path, O_WRONLY);
  assert_true(file >= 0);
  assert_int_equal(pwrite(file, bytes, count, at), (ssize_t)count);
  close(file);
}

/* Sets the place of the cells of a page of settings to nonsense; the start does not read there by itself. */
static void damage(const struct place *place) {
  size_t size, at = 0;
  unsigned char *bytes = read_bytes(place->path, &size), noise[64];
  while (at + 8 <= size && memcmp(bytes + at, "pad.2400", 8) != 0) at++;
  assert_true(at + 8 <= size);
  free(bytes);
  memset(noise, 0xEE, sizeof noise);
  poke(place->path, (long)(at / PAGE * PAGE), noise, sizeof noise);
}

static void assert_recovers(const struct place *place) {
  struct store *store = opened(place->path, STORE_RECOVERED);
  int facts = 0;
  assert_int_equal(store_each(store, NULL, count_fact, &facts), 0);
  assert_int_equal(facts, SETS);
  store_close(store);
  assert_sound(place->path);
}

/* ---- what a mark is believed -------------------------------------------------------------------------- */

static void a_large_file_that_was_closed_in_order_is_not_looked_through(void **state) {
  struct place *place = *state;
  make_large(place);
  char first[STORE_MARK_SIZE];
  snprintf(first, sizeof first, "%s", mark_of(place));
  assert_true(strlen(first) > 0);
  struct store *store = opened(place->path, STORE_OK);
  assert_string_equal(mark_of(place), ""); /* as long as it is open: nobody knows how it ends */
  store_close(store);
  assert_string_equal(mark_of(place), first); /* nothing was written and no look was taken */
  damage(place);
  forge(place, now_s());
  store_close(opened(place->path, STORE_OK));
}

static void damage_that_is_met_while_reading_takes_the_mark_away(void **state) {
  struct place *place = *state;
  make_large(place);
  damage(place);
  forge(place, now_s());
  struct store *store = opened(place->path, STORE_OK);
  for (int i = 2390; i < 2410; i++) {
    char key[16];
    snprintf(key, sizeof key, "pad.%04d", i);
    store_get(store, key);
  }
  assert_int_equal(store_mark_damage(store), ERR_MACHINE);
  store_close(store);
  assert_null(strstr(mark_of(place), "checked"));
  assert_recovers(place);
}

static void a_small_file_leaves_no_mark(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  assert_int_equal(store_put(store, "a", "1"), 0);
  store_close(store);
  store_close(opened(place->path, STORE_OK));
  assert_string_equal(mark_of(place), "");
}

/* ---- what it is not believed -------------------------------------------------------------------------- */

static void the_end_by_a_signal_leaves_no_mark(void **state) {
  struct place *place = *state;
  int answers[2], seen = -1;
  make_large(place);
  damage(place);
  forge(place, now_s());
  assert_int_equal(pipe(answers), 0);
  pid_t child = fork();
  if (child == 0) {
    enum store_state opened_as;
    struct store *store = store_open(place->path, &opened_as);
    seen = store ? (int)opened_as : -1;
    if (write(answers[1], &seen, sizeof seen) != sizeof seen) _exit(1);
    for (;;) pause();
  }
  close(answers[1]);
  assert_int_equal(read(answers[0], &seen, sizeof seen), sizeof seen);
  assert_int_equal(kill(child, SIGKILL), 0);
  waitpid(child, NULL, 0);
  close(answers[0]);
  assert_int_equal(seen, STORE_OK); /* the mark was believed once */
  assert_recovers(place);
}

static void a_look_that_is_long_ago_or_yet_to_come_is_none(void **state) {
  struct place *place = *state;
  make_large(place);
  damage(place);
  int64_t looks_s[] = {now_s() - (STORE_MARK_KEPT_DAYS + 1) * DAY_S, now_s() + 2 * DAY_S, 0};
  for (size_t i = 0; i < sizeof looks_s / sizeof looks_s[0]; i++) {
    char mark[STORE_MARK_SIZE];
    assert_true(store_mark_text(place->path, looks_s[i], mark));
    put_mark(place, mark);
    char lock[700];
    snprintf(lock, sizeof lock, "%s.lock", place->path);
    int file = open(lock, O_RDWR);
    assert_int_equal(store_mark_take(file, place->path, now_s()), -1);
    assert_int_equal(store_mark_take(file, place->path, now_s()), -1);
    close(file);
  }
  forge(place, now_s() - (STORE_MARK_KEPT_DAYS + 1) * DAY_S);
  assert_recovers(place);
}

static void any_other_mark_than_the_right_one_is_none(void **state) {
  struct place *place = *state;
  char mark[STORE_MARK_SIZE], other[STORE_MARK_SIZE], lock[700];
  make_large(place);
  snprintf(mark, sizeof mark, "%s", mark_of(place));
  snprintf(lock, sizeof lock, "%s.lock", place->path);
  int file = open(lock, O_RDWR), believed = 0;
  for (size_t i = 0; i < strlen(mark); i++) { /* each letter another, each length */
    snprintf(other, sizeof other, "%s", mark);
    other[i] = other[i] == '7' ? '3' : '7';
    put_mark(place, other);
    int64_t checked_s = store_mark_take(file, place->path, now_s());
    /* the day of the look is the one thing that the file itself does not tell */
    assert_true(checked_s == -1 || (i >= strlen("supine 1 checked ") && checked_s <= now_s()));
    believed += checked_s != -1;
    assert_string_equal(mark_of(place), "");
    snprintf(other, sizeof other, "%.*s", (int)i, mark);
    put_mark(place, other);
    assert_int_equal(store_mark_take(file, place->path, now_s()), -1);
  }
  assert_in_range(believed, 0, 6);
  put_mark(place, mark);
  assert_true(store_mark_take(file, place->path, now_s()) > 0);      /* the right one is */
  assert_int_equal(store_mark_take(file, place->path, now_s()), -1); /* once */
  close(file);
}

static void a_file_beside_a_journal_or_gone_has_no_state(void **state) {
  struct place *place = *state;
  char journal[700], mark[STORE_MARK_SIZE];
  make_large(place);
  snprintf(journal, sizeof journal, "%s-journal", place->path);
  write_file(journal, "");
  assert_true(store_mark_text(place->path, 1, mark));
  write_file(journal, "x");
  assert_false(store_mark_text(place->path, 1, mark));
  unlink(journal);
  unlink(place->path);
  assert_false(store_mark_text(place->path, 1, mark));
  assert_int_equal(mkdir(place->path, 0700), 0);
  assert_false(store_mark_text(place->path, 1, mark));
  rmdir(place->path);
}

/* ---- mutations ---------------------------------------------------------------------------------------- */

static bool sound(const char *path) {
  sqlite3 *db = NULL;
  sqlite3_stmt *check = NULL;
  bool ok = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
            sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &check, NULL) == SQLITE_OK &&
            sqlite3_step(check) == SQLITE_ROW &&
            strcmp((const char *)sqlite3_column_text(check, 0), "ok") == 0;
  sqlite3_finalize(check);
  sqlite3_close(db);
  return ok;
}

/* Damages the file where it lies, and half of the times says that it was written as long ago as before. */
static void mutate(const struct place *place, int n, size_t size) {
  struct dice dice = {(uint64_t)n + 1};
  struct stat before;
  unsigned char noise[PAGE] = {0};
  size_t page = (size_t)below(&dice, (int)(size / PAGE)) * PAGE;
  assert_int_equal(stat(place->path, &before), 0);
  switch (n % 5) {
  case 0:
    for (size_t i = 0; i < sizeof noise; i++) noise[i] = (unsigned char)roll(&dice);
    poke(place->path, (long)page, noise, 64 + (size_t)below(&dice, PAGE - 64));
    break;
  case 1:
    noise[0] = (unsigned char)roll(&dice);
    poke(place->path, (long)page + below(&dice, 16), noise, 1);
    break;
  case 2:
    poke(place->path, (long)page, noise, PAGE);
    break;
  case 3:
    noise[0] = (unsigned char)(1 + below(&dice, 255));
    poke(place->path, below(&dice, 100), noise, 1);
    break;
  default:
    assert_int_equal(truncate(place->path, (off_t)((size_t)below(&dice, (int)size))), 0);
  }
  struct timespec times[2] = {before.st_atim, before.st_mtim};
  if (n / 5 % 2) assert_int_equal(utimensat(AT_FDCWD, place->path, times, 0), 0);
}

static void a_large_file_with_a_mark_hides_no_mutation(void **state) {
  struct place *place = *state;
  size_t size;
  char command[700];
  int unsound = 0, recovered = 0;
  make_large(place);
  unsigned char *bytes = read_bytes(place->path, &size);
  for (int n = 0; n < MUTATIONS; n++) {
    snprintf(command, sizeof command, "rm -rf '%s'/*", place->folder);
    assert_int_equal(system(command), 0);
    write_bytes(place->path, bytes, size);
    store_close(opened(place->path, STORE_OK));
    assert_true(strlen(mark_of(place)) > 0);
    mutate(place, n, size);
    bool well = sound(place->path);
    enum store_state seen;
    struct store *store = store_open(place->path, &seen);
    if (!well && seen == STORE_OK) fail_msg("mutation %d was not noticed", n);
    int facts = 0;
    assert_int_equal(store_each(store, NULL, count_fact, &facts), 0);
    store_close(store);
    unsound += !well;
    recovered += seen == STORE_RECOVERED;
  }
  free(bytes);
  print_message("seeds 1 to %d on %zu KiB with a mark: %d unsound, all noticed, %d recovered\n", MUTATIONS,
                size / 1024, unsound, recovered);
  assert_true(unsound > MUTATIONS / 2);
}

static void another_file_in_its_place_is_looked_through(void **state) {
  struct place *place = *state;
  char command[1500];
  make_large(place);
  damage(place);
  forge(place, now_s());
  snprintf(command, sizeof command, "cp -p '%s' '%s.new' && mv '%s.new' '%s'", place->path, place->path,
           place->path, place->path);
  assert_int_equal(system(command), 0);
  assert_recovers(place);
}

/* ---- the look of the day ------------------------------------------------------------------------------ */

static bool stop_when(void *context) {
  int *questions = context;
  return --*questions < 0;
}

static void a_look_is_due_once_a_day_and_can_be_broken_off(void **state) {
  struct place *place = *state;
  int at_once = 0, never = 1 << 30;
  make_large(place);
  struct store *store = opened(place->path, STORE_OK);
  int64_t tomorrow_s = now_s() + DAY_S;
  assert_int_equal(store_mark_renew(store, tomorrow_s, stop_when, &at_once), 1);
  assert_int_equal(store_mark_renew(store, tomorrow_s, stop_when, &never), 0);
  assert_true(never < 1 << 30); /* it was taken */
  at_once = 0;
  assert_int_equal(store_mark_renew(store, tomorrow_s, stop_when, &at_once), 0); /* and is not due again */
  struct record set = make_set(SETS + 1, 1, 1, 1, FIRST_MS);
  assert_int_equal(store_add(store, &set, 1, NULL), 0); /* nothing of it stays behind */
  store_close(store);
}

static void a_backup_counts_as_a_look(void **state) {
  struct place *place = *state;
  int at_once = 0;
  make_large(place);
  struct store *store = opened(place->path, STORE_OK);
  int64_t tomorrow_s = now_s() + DAY_S;
  assert_int_equal(store_backup(store, tomorrow_s), 1);
  assert_int_equal(store_mark_renew(store, tomorrow_s, stop_when, &at_once), 0);
  store_close(store);
}

static int told_of_damage(struct keeper *keeper, char *text) {
  static struct keeper_news news;
  int told = 0;
  while (keeper_poll(keeper, &news)) {
    if (news.what == KEEPER_DAMAGED) {
      told++;
      snprintf(text, ERR_TEXT_MAX, "%s", news.text);
    }
    arena_clear(&news.arena);
  }
  return told;
}

/* Has a keeper run until it has nothing to do. Returns how often it told of damage. */
static int keep(const struct place *place, char *text) {
  struct keeper *keeper = keeper_start(opened(place->path, STORE_OK), NEVER_MS);
  assert_non_null(keeper);
  assert_true(keeper_idle(keeper, LONG_MS));
  int told = told_of_damage(keeper, text);
  assert_int_equal(keeper_stop(keeper), 0);
  return told;
}

/* With the backup of the day made already, which would count as a look. */
static void make_large_with_backup(struct place *place) {
  make_large(place);
  struct store *store = opened(place->path, STORE_OK);
  assert_int_equal(store_backup(store, now_s()), 1);
  store_close(store);
}

static void the_keeper_takes_the_look_of_a_new_day(void **state) {
  struct place *place = *state;
  char text[ERR_TEXT_MAX] = "";
  int64_t checked_s = 0, yesterday_s = now_s() - DAY_S;
  make_large_with_backup(place);
  forge(place, yesterday_s);
  assert_int_equal(keep(place, text), 0);
  assert_int_equal(sscanf(mark_of(place), "supine 1 checked %" SCNd64, &checked_s), 1);
  assert_true(checked_s > yesterday_s);
}

static void the_keeper_tells_of_damage_and_the_next_start_repairs(void **state) {
  struct place *place = *state;
  char text[ERR_TEXT_MAX] = "";
  make_large_with_backup(place);
  damage(place);
  forge(place, now_s() - DAY_S);
  assert_int_equal(keep(place, text), 1);
  assert_non_null(strstr(text, "start it again"));
  assert_null(strstr(mark_of(place), "checked"));
  assert_recovers(place);
}

/* Alters the id of set 1500 where it stands last: in an index, behind its table. */
static void damage_index(const struct place *place) {
  struct record set = make_set(1500, 1, 1, 0, FIRST_MS);
  unsigned char id[RECORD_ID_BYTES], device[RECORD_ID_BYTES];
  size_t size, found = 0;
  unsigned char *bytes = read_bytes(place->path, &size), other = 0;
  record_id_pack(set.id, id);
  record_id_pack(set.device, device);
  for (size_t at = 0; at + sizeof id + RECORD_ID_BYTES <= size; at++) {
    if (memcmp(bytes + at, id, sizeof id) == 0 && memcmp(bytes + at + sizeof id, device, sizeof device) != 0)
      found = at;
  }
  assert_true(found > 0);
  other = (unsigned char)(bytes[found + 15] ^ 1);
  free(bytes);
  poke(place->path, (long)found + 15, &other, 1);
}

/* The quick look does not compare an index with its table, the look at a backup does. */
static void a_damaged_index_that_a_backup_meets_is_repaired_at_the_next_start(void **state) {
  struct place *place = *state;
  char text[ERR_TEXT_MAX] = "";
  make_large(place);
  damage_index(place);
  assert_true(sound(place->path)); /* for a quick look */
  assert_int_equal(keep(place, text), 1);
  assert_int_equal(files_like(place->folder, "backup"), 0);
  assert_recovers(place);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      CASE(a_large_file_that_was_closed_in_order_is_not_looked_through),
      CASE(damage_that_is_met_while_reading_takes_the_mark_away),
      CASE(a_small_file_leaves_no_mark),
      CASE(the_end_by_a_signal_leaves_no_mark),
      CASE(a_look_that_is_long_ago_or_yet_to_come_is_none),
      CASE(any_other_mark_than_the_right_one_is_none),
      CASE(a_file_beside_a_journal_or_gone_has_no_state),
      CASE(a_large_file_with_a_mark_hides_no_mutation),
      CASE(another_file_in_its_place_is_looked_through),
      CASE(a_look_is_due_once_a_day_and_can_be_broken_off),
      CASE(a_backup_counts_as_a_look),
      CASE(the_keeper_takes_the_look_of_a_new_day),
      CASE(the_keeper_tells_of_damage_and_the_next_start_repairs),
      CASE(a_damaged_index_that_a_backup_meets_is_repaired_at_the_next_start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
