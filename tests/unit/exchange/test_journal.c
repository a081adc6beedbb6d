/* One device's journal and what reading a folder makes of it: whole, torn, damaged, copied, and foreign. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "err.h"
#include "facts.h"
#include "folder.h"
#include "line.h"
#include "scan.h"

#define FACTS 300

static const char desk[] = "00112233445566778899aabbccddeeff";
static const char deck[] = "ffeeddccbbaa99887766554433221100";
static const char desk_file[] = "00112233445566778899aabbccddeeff.jsonl";

struct frame {
  char dir[FOLDER_PATH];
  struct record facts[FACTS]; /* of desk */
  struct folder_pile pile;
  struct journal_count count;
  struct diag_list list;
};

static int set_up(void **state) {
  struct frame *frame = calloc(1, sizeof *frame);
  struct facts_dice dice = {11};
  folder_make(frame->dir);
  for (int i = 0; i < FACTS; i++)
    frame->facts[i] = facts_make(&dice, (enum record_kind)(i % RECORD_KINDS), desk);
  *state = frame;
  return 0;
}

static int tear_down(void **state) {
  struct frame *frame = *state;
  diag_clear(&frame->list);
  folder_remove(frame->dir);
  free(frame);
  return 0;
}

static int read_back(struct frame *frame) {
  diag_clear(&frame->list);
  return folder_read_all(frame->dir, &frame->pile, &frame->count, &frame->list);
}

static void append(struct frame *frame, int count, int expected) {
  int appended = -1;
  assert_int_equal(journal_append(frame->dir, desk, frame->facts, count, &appended), 0);
  assert_int_equal(appended, expected);
}

static void what_was_appended_is_read_in_its_order(void **state) {
  struct frame *frame = *state;
  append(frame, FACTS, FACTS);
  assert_int_equal(read_back(frame), 0);
  assert_int_equal(frame->pile.count, FACTS);
  for (int i = 0; i < FACTS; i++) assert_true(line_same(&frame->pile.facts[i], &frame->facts[i]));
  assert_int_equal(frame->count.files, 1);
  assert_int_equal(frame->count.facts, FACTS);
  assert_int_equal(frame->list.count, 0);
}

static void only_what_is_missing_is_appended(void **state) {
  struct frame *frame = *state;
  size_t before, after;
  append(frame, 10, 10);
  char *old = folder_read(frame->dir, desk_file, &before);
  append(frame, 10, 0);
  append(frame, 12, 2);
  char *new = folder_read(frame->dir, desk_file, &after);
  assert_true(after > before);
  assert_memory_equal(old, new, before); /* nothing that was there is changed */
  free(old);
  free(new);
}

static void facts_of_a_device_with_a_journal_of_its_own_are_left_to_it(void **state) {
  struct frame *frame = *state;
  memcpy(frame->facts[1].device, deck, sizeof deck);
  assert_int_equal(journal_append(frame->dir, deck, &frame->facts[1], 1, NULL), 0);
  append(frame, 3, 2);
}

/* They were imported: nobody else would bring them to the others. */
static void facts_of_a_device_without_a_journal_go_along(void **state) {
  struct frame *frame = *state;
  memcpy(frame->facts[1].device, deck, sizeof deck);
  append(frame, 3, 3);
  append(frame, 3, 0);
}

static void a_folder_nobody_wrote_to_has_no_facts(void **state) {
  struct frame *frame = *state;
  assert_int_equal(read_back(frame), 0);
  assert_int_equal(frame->count.files, 0);
}

static void a_folder_that_is_not_there_is_said(void **state) {
  struct frame *frame = *state;
  assert_int_equal(folder_read_all("/nonexistent/x", &frame->pile, &frame->count, &frame->list), ERR_MACHINE);
  assert_non_null(strstr(err_text(), "is it there"));
  assert_int_equal(journal_append("/nonexistent/x", desk, frame->facts, 1, NULL), ERR_MACHINE);
  assert_non_null(strstr(err_text(), "/nonexistent/x"));
}

/* At every length that a half-copied or torn file can have, the whole lines are read, and appending makes up
** the rest. */
static void a_file_torn_anywhere_loses_only_its_last_line(void **state) {
  struct frame *frame = *state;
  size_t n;
  append(frame, 2, 2);
  char *bytes = folder_read(frame->dir, desk_file, &n);
  size_t first = (size_t)(strchr(bytes, '\n') - bytes) + 1;
  for (size_t cut = 0; cut <= n; cut += 1 + (cut % 7 == 0) * 11) {
    folder_write(frame->dir, desk_file, bytes, cut);
    int whole = (cut >= first - 1) + (cut >= n - 1); /* the line break alone may be missing */
    assert_int_equal(read_back(frame), 0);
    assert_int_equal(frame->pile.count, whole);
    bool torn = cut > 0 && cut != first - 1 && cut != first && cut < n - 1;
    assert_int_equal(frame->count.damaged, torn);
    assert_int_equal(frame->list.count, torn);
    append(frame, 3, 3 - whole);
    assert_int_equal(read_back(frame), 0);
    assert_int_equal(frame->pile.count, 3);
  }
  free(bytes);
}

static void a_damaged_line_is_said_with_its_number_and_made_up_for(void **state) {
  struct frame *frame = *state;
  size_t n;
  append(frame, 5, 5);
  char *bytes = folder_read(frame->dir, desk_file, &n);
  strchr(bytes, '\n')[40] ^= 1; /* in the second line */
  folder_write(frame->dir, desk_file, bytes, n);
  free(bytes);
  assert_int_equal(read_back(frame), 0);
  assert_int_equal(frame->pile.count, 4);
  assert_int_equal(frame->list.rows[0].line, 2);
  assert_false(frame->list.rows[0].error);
  assert_non_null(strstr(frame->list.rows[0].text, "damaged"));
  append(frame, 5, 1);
  assert_int_equal(read_back(frame), 0);
  assert_int_equal(frame->pile.count, 5);
}

static void copies_made_of_a_conflict_are_read_and_count_once(void **state) {
  struct frame *frame = *state;
  size_t n;
  static const char *const copies[] = {
      "00112233445566778899aabbccddeeff.sync-conflict-20260329-073000-ABCDEFG.jsonl",
      "00112233445566778899aabbccddeeff (conflicted copy 2026-03-29 073000).jsonl",
      "00112233445566778899aabbccddeeff (Ann's conflicted copy).jsonl"};
  append(frame, 6, 6);
  char *bytes = folder_read(frame->dir, desk_file, &n);
  for (int i = 0; i < 3; i++) folder_write(frame->dir, copies[i], bytes, n);
  /* the device's own file has lost half of it meanwhile */
  folder_write(frame->dir, desk_file, bytes, n / 2);
  free(bytes);
  assert_int_equal(read_back(frame), 0);
  assert_int_equal(frame->count.files, 4);
  assert_int_equal(frame->pile.count, 6);
}

static void files_of_others_are_left_alone(void **state) {
  struct frame *frame = *state;
  char line[LINE_SIZE], target[2 * FOLDER_PATH];
  append(frame, 1, 1);
  line_seal(&frame->facts[1], line, sizeof line);
  static const char *const foreign[] = {"notes.txt",
                                        ".syncthing.00112233445566778899aabbccddeeff.jsonl.tmp",
                                        "00112233445566778899AABBCCDDEEFF.jsonl",
                                        "0011.jsonl",
                                        "00112233445566778899aabbccddeeffx.jsonl",
                                        "x.jsonl"};
  for (int i = 0; i < 6; i++) folder_write(frame->dir, foreign[i], line, strlen(line));
  snprintf(target, sizeof target, "%s", folder_file(frame->dir, "x.jsonl"));
  assert_int_equal(symlink(target, folder_file(frame->dir, "ffeeddccbbaa99887766554433221100.jsonl")), 0);
  assert_int_equal(mkfifo(folder_file(frame->dir, "ffeeddccbbaa99887766554433221101.jsonl"), 0600), 0);
  assert_int_equal(mkdir(folder_file(frame->dir, "ffeeddccbbaa99887766554433221102.jsonl"), 0700), 0);
  const char *huge = folder_file(frame->dir, "ffeeddccbbaa99887766554433221103.jsonl");
  fclose(fopen(huge, "w"));
  assert_int_equal(truncate(huge, JOURNAL_BYTES_MAX + 1), 0);
  assert_int_equal(read_back(frame), 0);
  assert_int_equal(frame->pile.count, 1);
  assert_int_equal(frame->count.skipped, 4);
  assert_int_equal(frame->list.count, 4);
}

static void a_link_in_place_of_the_own_file_is_not_written_through(void **state) {
  struct frame *frame = *state;
  size_t n;
  char target[2 * FOLDER_PATH];
  folder_write(frame->dir, "x", "", 0);
  snprintf(target, sizeof target, "%s", folder_file(frame->dir, "x"));
  assert_int_equal(symlink(target, folder_file(frame->dir, desk_file)), 0);
  assert_int_equal(journal_append(frame->dir, desk, frame->facts, 1, NULL), ERR_MACHINE);
  free(folder_read(frame->dir, "x", &n));
  assert_int_equal(n, 0);
}

static void of_two_facts_with_one_id_the_devices_own_holds_and_it_is_said(void **state) {
  struct frame *frame = *state;
  char line[LINE_SIZE];
  append(frame, 1, 1);
  struct record other = frame->facts[0];
  other.when.offset_s += 60;
  line_seal(&other, line, sizeof line);
  folder_write(frame->dir, "00112233445566778899aabbccddeeff (copy).jsonl", line, strlen(line));
  assert_int_equal(read_back(frame), 0);
  assert_int_equal(frame->pile.count, 1);
  assert_true(line_same(&frame->pile.facts[0], &frame->facts[0]));
  assert_int_equal(frame->count.other, 1);
  assert_non_null(strstr(frame->list.rows[0].text, "something else"));
}

static void a_fact_in_another_devices_file_is_accepted(void **state) {
  struct frame *frame = *state;
  char line[LINE_SIZE];
  line_seal(&frame->facts[0], line, sizeof line);
  folder_write(frame->dir, "ffeeddccbbaa99887766554433221100.jsonl", line, strlen(line));
  assert_int_equal(read_back(frame), 0);
  assert_int_equal(frame->pile.count, 1);
}

static void lines_of_any_bytes_and_lengths_are_stepped_over(void **state) {
  struct frame *frame = *state;
  size_t n = 0;
  char *bytes = calloc(1, 6 * LINE_SIZE), line[LINE_SIZE];
  line_seal(&frame->facts[0], line, sizeof line);
  memset(bytes, 'x', 3 * LINE_SIZE); /* longer than any line */
  n = 3 * LINE_SIZE;
  bytes[n++] = '\n';
  n += 100; /* zeros, as after a loss of power */
  bytes[n++] = '\n';
  n += (size_t)snprintf(bytes + n, LINE_SIZE, "\r\n\n%s\r\n", line); /* a carrier changed the line breaks */
  folder_write(frame->dir, desk_file, bytes, n);
  free(bytes);
  assert_int_equal(read_back(frame), 0);
  assert_int_equal(frame->pile.count, 1);
  assert_int_equal(frame->count.damaged, 2);
  assert_int_equal(frame->list.rows[0].line, 1);
  assert_int_equal(frame->list.rows[1].line, 2);
}

/* One file of rubbish must not drown what is said of the others. */
static void of_many_damaged_lines_the_first_are_said_and_the_rest_counted(void **state) {
  struct frame *frame = *state;
  static const char *const rubbish = "ffeeddccbbaa99887766554433221100.jsonl";
  char bytes[800];
  append(frame, 5, 5);
  for (int i = 0; i < 400; i++) memcpy(bytes + 2 * i, "x\n", 2);
  folder_write(frame->dir, rubbish, bytes, sizeof bytes);
  assert_int_equal(read_back(frame), 0);
  assert_int_equal(frame->pile.count, 5);
  assert_int_equal(frame->count.damaged, 400);
  assert_int_equal(frame->count.files, 1); /* the other speaks for no device */
  assert_int_equal(frame->list.count, SCAN_TOLD_MAX + 1);
  assert_non_null(strstr(frame->list.rows[SCAN_TOLD_MAX].text, "397 more"));
  assert_non_null(strstr(frame->list.rows[SCAN_TOLD_MAX].file, rubbish));
}

static int stop(void *user, const struct record *records, int count) {
  (void)records;
  *(int *)user += count;
  return ERR_NO;
}

static void whoever_takes_them_can_end_the_reading(void **state) {
  struct frame *frame = *state;
  int seen = 0;
  const struct journal_reader reader = {.take = stop, .user = &seen};
  append(frame, FACTS, FACTS);
  assert_int_equal(journal_read_folder(frame->dir, &reader, &frame->count, &frame->list), ERR_NO);
  assert_int_equal(seen, JOURNAL_BATCH);
}

static bool is_even(void *user, const char id[RECORD_ID_SIZE]) {
  const struct frame *frame = user;
  for (int i = 0; i < FACTS; i++) {
    if (strcmp(frame->facts[i].id, id) == 0) return i % 2 == 0;
  }
  return false;
}

static int take_odd(void *user, const struct record *records, int count) {
  struct frame *frame = user;
  for (int i = 0; i < count; i++)
    assert_true(line_same(&records[i], &frame->facts[2 * frame->pile.count++ + 1]));
  return 0;
}

static void what_is_known_is_not_handed_over(void **state) {
  struct frame *frame = *state;
  const struct journal_reader reader = {.take = take_odd, .known = is_even, .user = frame};
  append(frame, FACTS, FACTS);
  assert_int_equal(journal_read_folder(frame->dir, &reader, &frame->count, &frame->list), 0);
  assert_int_equal(frame->count.known, FACTS / 2);
  assert_int_equal(frame->pile.count, FACTS / 2);
}

static void a_whole_line_of_a_newer_version_is_skipped_and_said(void **state) {
  struct frame *frame = *state;
  static const char fact[] = "{\"kind\":\"dream\",\"id\":\"0123456789abcdef0123456789abcdef\"}";
  char line[LINE_SIZE];
  int n = snprintf(line, sizeof line, "{\"crc\":\"%08x\",\"fact\":%s}\n",
                   (unsigned)line_crc(fact, strlen(fact)), fact);
  folder_write(frame->dir, desk_file, line, (size_t)n);
  assert_int_equal(read_back(frame), 0);
  assert_int_equal(frame->pile.count, 0);
  assert_int_equal(frame->count.damaged, 1);
  assert_non_null(strstr(frame->list.rows[0].text, "newer version"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(what_was_appended_is_read_in_its_order),
      TEST(only_what_is_missing_is_appended),
      TEST(facts_of_a_device_with_a_journal_of_its_own_are_left_to_it),
      TEST(facts_of_a_device_without_a_journal_go_along),
      TEST(a_folder_nobody_wrote_to_has_no_facts),
      TEST(a_folder_that_is_not_there_is_said),
      TEST(a_file_torn_anywhere_loses_only_its_last_line),
      TEST(a_damaged_line_is_said_with_its_number_and_made_up_for),
      TEST(copies_made_of_a_conflict_are_read_and_count_once),
      TEST(files_of_others_are_left_alone),
      TEST(a_link_in_place_of_the_own_file_is_not_written_through),
      TEST(of_two_facts_with_one_id_the_devices_own_holds_and_it_is_said),
      TEST(a_fact_in_another_devices_file_is_accepted),
      TEST(lines_of_any_bytes_and_lengths_are_stepped_over),
      TEST(of_many_damaged_lines_the_first_are_said_and_the_rest_counted),
      TEST(whoever_takes_them_can_end_the_reading),
      TEST(what_is_known_is_not_handed_over),
      TEST(a_whole_line_of_a_newer_version_is_skipped_and_said),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
