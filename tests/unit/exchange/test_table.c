/* The whole history as CSV and as JSON: out and in again without loss; files of other programs' making; and
** what is wrong is named by file and line, with nothing imported. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdlib.h>
#include <unistd.h>

#include "err.h"
#include "facts.h"
#include "line.h"
#include "table.h"

#define COUNT 600

static const char device[] = "00112233445566778899aabbccddeeff";

struct text {
  char *bytes;
  size_t n;
};

static struct text written(const struct record *facts, int count, enum table_form form) {
  struct text text;
  FILE *file = open_memstream(&text.bytes, &text.n);
  struct table_out out;
  table_begin(&out, file, form);
  for (int i = 0; i < count; i++) table_put(&out, &facts[i]);
  assert_int_equal(table_end(&out), 0);
  assert_int_equal(out.count, count);
  fclose(file);
  return text;
}

static struct record *many(int count) {
  struct facts_dice dice = {5};
  struct record *facts = calloc((size_t)count, sizeof *facts);
  for (int i = 0; i < count; i++) facts[i] = facts_make(&dice, (enum record_kind)(i % RECORD_KINDS), device);
  return facts;
}

static void assert_reads(const char *bytes, size_t n, enum table_form form, const struct record *facts,
                         int count) {
  struct diag_list list = {0};
  struct table table;
  int result = table_read("history", bytes, n, form, &table, &list);
  if (result != 0) fail_msg("%s", list.count ? list.rows[0].text : err_text());
  assert_int_equal(table.count, count);
  for (int i = 0; i < count; i++) assert_true(line_same(&table.records[i], &facts[i]));
  assert_int_equal(list.count, 0);
  table_free(&table);
  diag_clear(&list);
}

static void every_kind_comes_back_in_both_forms(void **state) {
  (void)state;
  struct record *facts = many(COUNT);
  for (enum table_form form = TABLE_CSV; form < TABLE_FORMS; form++) {
    struct text text = written(facts, COUNT, form);
    assert_reads(text.bytes, text.n, form, facts, COUNT);
    free(text.bytes);
    text = written(facts, 0, form);
    assert_reads(text.bytes, text.n, form, facts, 0);
    free(text.bytes);
  }
  free(facts);
}

static void reading_a_file_twice_over_keeps_each_fact_once(void **state) {
  (void)state;
  struct record *facts = many(2 * 30);
  memcpy(facts + 30, facts, 30 * sizeof *facts);
  for (enum table_form form = TABLE_CSV; form < TABLE_FORMS; form++) {
    struct text text = written(facts, 60, form);
    assert_reads(text.bytes, text.n, form, facts, 30);
    free(text.bytes);
  }
  free(facts);
}

/* A leave, as little as a row can hold. */
#define HEAD "kind,id,device,utc_ms,offset_s,day,from,to"
#define ROW                                                                                                  \
  "leave,0123456789abcdef0123456789abcdef,00112233445566778899aabbccddeeff,0,0,1970-01-01,2026-01-01,2026-"  \
  "01-07"

static void what_spreadsheets_make_of_a_file_is_read(void **state) {
  (void)state;
  static const char *const files[] = {
      HEAD "\r\n" ROW "\r\n",
      HEAD "\n" ROW "\n",
      HEAD "\n" ROW,
      "\xEF\xBB\xBF" HEAD "\r\n" ROW "\r\n",
      HEAD "\n\n" ROW "\n\n\r\n",
      /* other columns, in another order, some quoted */
      "to,from,day,offset_s,utc_ms,device,id,kind,author,stopped\n2026-01-07,2026-01-01,\"1970-01-01\",0,"
      "\"0\","
      "00112233445566778899aabbccddeeff,\"0123456789abcdef0123456789abcdef\",leave,,\n",
  };
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    struct diag_list list = {0};
    struct table table;
    if (table_read("a.csv", files[i], strlen(files[i]), TABLE_CSV, &table, &list) != 0)
      fail_msg("%zu: %s", i, list.rows[0].text);
    assert_int_equal(table.count, 1);
    assert_int_equal(table.records[0].as.leave.to - table.records[0].as.leave.from, 6);
    table_free(&table);
    diag_clear(&list);
  }
}

static void a_line_break_inside_quotes_belongs_to_the_text(void **state) {
  (void)state;
  struct facts_dice dice = {3};
  struct record fact = facts_make(&dice, RECORD_BADGE, device);
  snprintf(fact.as.badge.title, sizeof fact.as.badge.title, "two\r\nlines, and \"more\"");
  struct text text = written(&fact, 1, TABLE_CSV);
  assert_non_null(strstr(text.bytes, "\"two\r\nlines, and \"\"more\"\"\""));
  assert_reads(text.bytes, text.n, TABLE_CSV, &fact, 1);
  free(text.bytes);
}

struct wrong {
  enum table_form form;
  const char *bytes;
  int line;
  const char *said;
};

static void assert_refused(const struct wrong *row, size_t n) {
  struct diag_list list = {0};
  struct table table;
  assert_int_equal(table_read("f", row->bytes, n, row->form, &table, &list), ERR_NO);
  assert_null(table.records);
  assert_int_equal(table.count, 0);
  assert_true(list.errors > 0);
  if (list.rows[0].line != row->line || !strstr(list.rows[0].text, row->said))
    fail_msg("%.300s\nf:%d: %s", row->bytes, list.rows[0].line, list.rows[0].text);
  diag_clear(&list);
}

#define JSON_HEAD "{\"format\":\"supine-history\",\"version\":1,\"records\":["
#define JSON_ROW                                                                                             \
  "{\"kind\":\"leave\",\"id\":\"0123456789abcdef0123456789abcdef\",\"device\":"                              \
  "\"00112233445566778899aabbccddeeff\","                                                                    \
  "\"utc_ms\":0,\"offset_s\":0,\"day\":\"1970-01-01\",\"from\":\"2026-01-01\",\"to\":\"2026-01-07\"}"

static void what_is_wrong_is_named_by_its_line_and_nothing_is_imported(void **state) {
  (void)state;
  static const struct wrong rows[] = {
      {TABLE_CSV, "", 1, "the file is empty"},
      {TABLE_CSV, "hello\n", 1, "there is no column \"hello\""},
      {TABLE_CSV, "id,device\n", 1, "one of them is kind"},
      {TABLE_CSV, "kind,id,id\n", 1, "\"id\" stands there twice"},
      {TABLE_CSV, HEAD "\n" ROW "\nmood,,,,,,,\n", 3, "kind \"mood\" is not known"},
      {TABLE_CSV, HEAD "\n" ROW "\nleave,0\n", 3, "the row has 2 cells, the header 8"},
      {TABLE_CSV, HEAD "\n" ROW ",\n", 2, "the row has 9 cells"},
      {TABLE_CSV, HEAD ",face\n" ROW ",3\n", 2, "a leave has no face"},
      {TABLE_CSV, "kind,id\nleave,0123456789abcdef0123456789abcdef\n", 2, "the column device is missing"},
      {TABLE_CSV, HEAD "\n\n\"leave\nx\",,,,,,,\n", 3, "is not known"},
      {TABLE_CSV, HEAD "\n" ROW "\n\"leave\"x,,\n", 3, "after a closing quotation mark"},
      {TABLE_CSV, HEAD "\nle\"ave,,\n", 2, "a quotation mark stands inside"},
      {TABLE_CSV, HEAD "\n\"leave,,,\n" ROW "\n", 2, "never closed"},
      {TABLE_CSV, HEAD "\n" ROW "\n" ROW "0\n", 3, "to must be a date"},
      {TABLE_JSON, "", 1, "not a history that Supine exported"},
      {TABLE_JSON, "[]", 1, "not a history that Supine exported"},
      {TABLE_JSON, "{}", 1, "not a history that Supine exported"},
      {TABLE_JSON, "{\"format\":\"other\"}", 1, "not a history that Supine exported"},
      {TABLE_JSON, "{\"format\":\"supine-history\",\n\"version\":2,\"records\":[]}", 2,
       "version 2 is not known"},
      {TABLE_JSON, "{\"format\":\"supine-history\",\"version\":1}", 1, "not a history that Supine exported"},
      {TABLE_JSON, JSON_HEAD "\n" JSON_ROW ",\n7]}", 3, "a record beginning with {"},
      {TABLE_JSON, JSON_HEAD "\n" JSON_ROW ",\n{\"kind\":\"set\"}]}", 3, "id is missing"},
      {TABLE_JSON, JSON_HEAD "\n" JSON_ROW "\n" JSON_ROW "]}", 3, "a comma or the closing ]"},
      {TABLE_JSON, JSON_HEAD "\n" JSON_ROW ",\n]}", 3, "a record beginning with {"},
      {TABLE_JSON, JSON_HEAD "\n{\"kind\":\"set\"", 2, "a record is not closed"},
      {TABLE_JSON, JSON_HEAD "]", 1, "a comma or the closing }"},
      {TABLE_JSON, JSON_HEAD "]} more", 1, "something follows"},
      {TABLE_JSON, JSON_HEAD "],\"more\":1}", 1, "\"more\" is not expected here"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) assert_refused(&rows[i], strlen(rows[i].bytes));
  const struct wrong nul = {TABLE_CSV, "kind\0,id\n", 1, "there is no column"};
  assert_refused(&nul, 9);
  const struct wrong longer = {TABLE_CSV, "kind,to\0and more than any name has\n", 1, "there is no column"};
  assert_refused(&longer, 35);
}

static void one_id_with_other_words_is_a_bad_row(void **state) {
  (void)state;
  struct record *facts = many(2);
  memcpy(facts[1].id, facts[0].id, sizeof facts[0].id);
  for (enum table_form form = TABLE_CSV; form < TABLE_FORMS; form++) {
    struct text text = written(facts, 2, form);
    struct diag_list list = {0};
    struct table table;
    assert_int_equal(table_read("f", text.bytes, text.n, form, &table, &list), ERR_NO);
    assert_non_null(strstr(list.rows[0].text, "stands on an earlier row"));
    diag_clear(&list);
    free(text.bytes);
  }
  free(facts);
}

static void a_row_without_an_end_is_refused_in_bounded_memory(void **state) {
  (void)state;
  size_t n = 1 << 20;
  char *bytes = malloc(n);
  int head = snprintf(bytes, n, HEAD "\n\"");
  memset(bytes + head, 'a', n - (size_t)head);
  const struct wrong row = {TABLE_CSV, bytes, 2, "longer than 65,536 bytes"};
  assert_refused(&row, n);
  free(bytes);
}

static void every_truncation_and_every_flipped_byte_is_survived(void **state) {
  (void)state;
  struct record *facts = many(12);
  int wrong = 0, tried = 0;
  for (enum table_form form = TABLE_CSV; form < TABLE_FORMS; form++) {
    struct text text = written(facts, 12, form);
    for (size_t at = 0; at < text.n; at += 3) {
      struct diag_list list = {0};
      struct table table;
      char kept = text.bytes[at];
      bool cut = at % 2 == 0;
      if (!cut) text.bytes[at] = (char)(kept ^ 0x55);
      int result = table_read("f", text.bytes, cut ? at : text.n, form, &table, &list);
      /* Either everything is in order, or nothing came and a finding says why. */
      if ((result == 0) != (list.errors == 0) || (result != 0 && table.count != 0)) wrong++;
      tried++;
      text.bytes[at] = kept;
      table_free(&table);
      diag_clear(&list);
    }
    free(text.bytes);
  }
  print_message("%d damaged files, %d wrong\n", tried, wrong);
  assert_int_equal(wrong, 0);
  free(facts);
}

static void a_file_is_read_by_its_ending(void **state) {
  (void)state;
  assert_int_equal(table_form_of("a/b.CSV"), TABLE_CSV);
  assert_int_equal(table_form_of("history.json"), TABLE_JSON);
  assert_int_equal(table_form_of("history.txt"), TABLE_FORMS);
  assert_int_equal(table_form_of(".csv"), TABLE_FORMS);
  struct diag_list list = {0};
  struct table table;
  assert_int_equal(table_load("history.txt", &table, &list), ERR_USAGE);
  assert_int_equal(table_load("there-is-no-such-file.csv", &table, &list), ERR_MACHINE);
  char path[] = "table-XXXXXX.json";
  int file = mkstemps(path, 5);
  struct record *facts = many(10);
  struct text text = written(facts, 10, TABLE_JSON);
  assert_int_equal(write(file, text.bytes, text.n), text.n);
  close(file);
  assert_int_equal(table_load(path, &table, &list), 0);
  assert_int_equal(table.count, 10);
  unlink(path);
  table_free(&table);
  free(text.bytes);
  free(facts);
}

static void a_full_disk_is_said_at_the_end(void **state) {
  (void)state;
  FILE *full = fopen("/dev/full", "w");
  if (!full) skip(); /* not every system has one */
  struct record *facts = many(50);
  struct table_out out;
  table_begin(&out, full, TABLE_CSV);
  for (int i = 0; i < 50; i++) table_put(&out, &facts[i]);
  assert_int_equal(table_end(&out), ERR_MACHINE);
  assert_non_null(strstr(err_text(), "could not be written"));
  fclose(full);
  free(facts);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_kind_comes_back_in_both_forms),
      cmocka_unit_test(reading_a_file_twice_over_keeps_each_fact_once),
      cmocka_unit_test(what_spreadsheets_make_of_a_file_is_read),
      cmocka_unit_test(a_line_break_inside_quotes_belongs_to_the_text),
      cmocka_unit_test(what_is_wrong_is_named_by_its_line_and_nothing_is_imported),
      cmocka_unit_test(one_id_with_other_words_is_a_bad_row),
      cmocka_unit_test(a_row_without_an_end_is_refused_in_bounded_memory),
      cmocka_unit_test(every_truncation_and_every_flipped_byte_is_survived),
      cmocka_unit_test(a_file_is_read_by_its_ending),
      cmocka_unit_test(a_full_disk_is_said_at_the_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
