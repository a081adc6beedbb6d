/* Damage of every kind: whatever stands at the path, the program starts and saves; the damaged file is kept;
** what can be read comes back, from the file or from its backup. */
#include "made.h"
#include "place.h"
#include "store_backup.h"
#include "store_days.h"
#include "store_facts.h"

#define MUTATIONS 200
#define BACKED_UP 150 /* sets in the backup, of SETS in the file */
#define SETS      200
#define PAGE      4096

static bool note_fact(void *context, const struct record *record) {
  (void)record;
  ++*(int *)context;
  return true;
}

struct master {
  unsigned char *bytes;
  size_t size;
  char backup[700];
};

static struct master make_master(struct place *place) {
  struct master master;
  struct store *store = opened(place->path, STORE_OK);
  for (int i = 0; i < SETS; i++) {
    struct record set = make_set((uint64_t)i, (uint64_t)i / 2, i % 5, i % 2, FIRST_MS + i * DAY_MS / 2);
    assert_int_equal(store_add(store, &set, 1, NULL), 0);
    if (i == BACKED_UP - 1) assert_int_equal(store_backup(store, FIRST_MS / 1000), 1);
  }
  assert_int_equal(store_put(store, "theme", "paper"), 0);
  store_close(store);
  snprintf(master.backup, sizeof master.backup, "%s.backup-20231114", place->path);
  master.bytes = read_bytes(place->path, &master.size);
  return master;
}

/* The n-th kind of damage. Returns the length of what is left. */
static size_t damage(struct dice *dice, int n, unsigned char *bytes, size_t size) {
  size_t pages = size / PAGE, page = (size_t)below(dice, (int)pages) * PAGE;
  static const size_t cuts[] = {1, 15, 16, 99, 100, 101, 512, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE};
  if (n < 100) { /* each byte of the header */
    bytes[n] ^= (unsigned char)(1 + below(dice, 255));
    return size;
  }
  switch (n % 6) {
  case 0: /* noise in one page */
    for (int i = 0; i < 64; i++) bytes[page + (size_t)below(dice, PAGE)] = (unsigned char)roll(dice);
    return size;
  case 1: /* one bit */
    bytes[page + (size_t)below(dice, PAGE)] ^= (unsigned char)(1 << below(dice, 8));
    return size;
  case 2: /* a page of zeros */
    memset(bytes + page, 0, PAGE);
    return size;
  case 3: /* a page in the place of another */
    memmove(bytes + page, bytes + (size_t)below(dice, (int)pages) * PAGE, PAGE);
    return size;
  case 4: /* cut anywhere */
    return (size_t)below(dice, (int)size);
  default:
    return n % 12 == 5 ? cuts[(size_t)n / 12 % (sizeof cuts / sizeof cuts[0])] : size - 1;
  }
}

struct tally {
  int recovered, fine, others, least;
};

/* Whatever the damage: it starts, it answers, it saves. A file that SQLite finds nothing wrong with is one in
** which no more than values were touched. */
static void open_damaged(struct place *place, struct tally *tally, bool with_backup, int n) {
  enum store_state seen;
  struct store *store = store_open(place->path, &seen);
  struct arena arena = {0};
  struct hist hist;
  int facts = 0;
  assert_non_null(store);
  if (store_each(store, NULL, note_fact, &facts) || store_hist(store, &arena, &hist))
    fail_msg("damage %d, state %d: %s", n, (int)seen, err_text());
  arena_clear(&arena);
  struct record set = make_set(5000, 5000, 1, 1, FIRST_MS);
  int answer = store_add(store, &set, 1, NULL);
  assert_int_equal(answer, seen == STORE_OK || seen == STORE_RECOVERED ? 0 : ERR_MACHINE);
  if (seen == STORE_RECOVERED) {
    tally->recovered++;
    assert_int_equal(files_like(place->folder, "corrupt-.*-[0-9][0-9]$"), 1);
    if (with_backup && facts < BACKED_UP) fail_msg("damage %d: %d sets only", n, facts);
    if (facts < tally->least) tally->least = facts;
  } else if (seen == STORE_OK) {
    tally->fine++;
    if (facts < SETS - 1) fail_msg("damage %d: %d sets and nothing said", n, facts);
  } else {
    tally->others++; /* another program's mark, or a version to come: left alone */
    assert_int_equal(files_like(place->folder, "corrupt-"), 0);
  }
  store_close(store);
  if (seen == STORE_RECOVERED) assert_sound(place->path);
}

static void clean(struct place *place) {
  char command[700];
  snprintf(command, sizeof command, "rm -rf '%s'/*", place->folder);
  assert_int_equal(system(command), 0);
}

static void mutate(struct place *place, bool with_backup) {
  struct master master = make_master(place);
  size_t backup_size;
  unsigned char *backup = read_bytes(master.backup, &backup_size), *bytes = malloc(master.size);
  struct tally tally = {.least = SETS};
  for (int n = 0; n < MUTATIONS; n++) {
    struct dice dice = {(uint64_t)n + 1};
    clean(place);
    memcpy(bytes, master.bytes, master.size);
    write_bytes(place->path, bytes, damage(&dice, n, bytes, master.size));
    if (with_backup) write_bytes(master.backup, backup, backup_size);
    open_damaged(place, &tally, with_backup, n);
  }
  print_message(
      "seeds 1 to %d, %s: all started; %d recovered (of %d sets at least %d), %d unharmed, %d left alone\n",
      MUTATIONS, with_backup ? "with a backup" : "without one", tally.recovered, SETS, tally.least,
      tally.fine, tally.others);
  assert_true(tally.recovered > MUTATIONS / 4);
  free(bytes);
  free(backup);
  free(master.bytes);
}

static void two_hundred_mutations_start_and_bring_back_the_backup_at_least(void **state) {
  mutate(*state, true);
}

static void the_same_without_a_backup_start_too(void **state) {
  mutate(*state, false);
}

static void a_folder_in_place_of_the_file_is_left_alone(void **state) {
  struct place *place = *state;
  assert_int_equal(mkdir(place->path, 0700), 0);
  struct store *store = opened(place->path, STORE_MEMORY);
  store_close(store);
  assert_int_equal(rmdir(place->path), 0);
}

static void a_definition_that_was_changed_by_one_letter_is_noticed(void **state) {
  struct place *place = *state;
  struct master master = make_master(place);
  static const char name[] = "practised_s INTEGER";
  size_t at = 0;
  while (at + sizeof name <= master.size && memcmp(master.bytes + at, name, sizeof name - 1) != 0) at++;
  assert_true(at + sizeof name <= master.size);
  master.bytes[at] = 'q';
  write_bytes(place->path, master.bytes, master.size);
  struct tally tally = {.least = SETS};
  open_damaged(place, &tally, true, 0);
  assert_int_equal(tally.recovered, 1);
  free(master.bytes);
}

static void a_damaged_file_that_may_not_be_written_is_read_all_the_same(void **state) {
  struct place *place = *state;
  struct master master = make_master(place);
  memset(master.bytes + master.size - PAGE, 0xA5, PAGE);
  write_bytes(place->path, master.bytes, master.size);
  free(master.bytes);
  char lock[700];
  snprintf(lock, sizeof lock, "%s.lock", place->path);
  unlink(lock);
  assert_int_equal(mkdir(lock, 0700), 0); /* no lock can be had, so nothing is written */
  struct store *store = opened(place->path, STORE_MEMORY);
  int facts = 0;
  assert_int_equal(store_each(store, NULL, note_fact, &facts), 0);
  assert_in_range(facts, BACKED_UP, SETS);
  assert_string_equal(store_get(store, "theme"), "paper");
  store_close(store);
  assert_int_equal(files_like(place->folder, "corrupt-"), 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      CASE(two_hundred_mutations_start_and_bring_back_the_backup_at_least),
      CASE(the_same_without_a_backup_start_too),
      CASE(a_folder_in_place_of_the_file_is_left_alone),
      CASE(a_definition_that_was_changed_by_one_letter_is_noticed),
      CASE(a_damaged_file_that_may_not_be_written_is_read_all_the_same),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
