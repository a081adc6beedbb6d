/* The streak rules that are shipped, asked about made-up histories by the real worker. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "histories.h"
#include "loading.h"

#define STREAKS TEST_SOURCE_DIR "/scripts/streaks/"

static const char *const shipped[] = {"weeks", "daily", "every-second-day", "three-a-week"};
#define SHIPPED (sizeof shipped / sizeof *shipped)

struct test {
  struct loading loading;
  struct histories made;
};

static int open_all(void **state) {
  struct test *test = calloc(1, sizeof *test);
  loading_open(&test->loading);
  histories_open(&test->made);
  *state = test;
  return 0;
}

static int close_all(void **state) {
  struct test *test = *state;
  loading_close(&test->loading);
  histories_close(&test->made);
  free(test);
  return 0;
}

/* An empty history for the next test. */
static struct histories *fresh(struct test *test) {
  histories_close(&test->made);
  histories_open(&test->made);
  return &test->made;
}

static const struct streak *ask(struct test *test, const char *rule, int32_t today) {
  struct loading *loading = &test->loading;
  const struct streak *streak = NULL;
  char path[512];
  snprintf(path, sizeof path, STREAKS "%s.lua", rule);
  diag_clear(&loading->list);
  assert_int_equal(host_set_history(loading->host, histories_finish(&test->made), today, &loading->words), 0);
  if (host_run_streak(loading->host, path, "", &loading->words, &loading->arena, &loading->list, &streak) !=
      0)
    fail_msg("%s: %s", rule, err_text());
  assert_int_equal(loading->list.count, 0);
  return streak;
}

/* The seven leaves as letters: open done rest frozen away. */
static const char *leaves(const struct streak *streak, char out[STREAK_LEAVES + 1]) {
  for (int i = 0; i < STREAK_LEAVES; i++) out[i] = "odrfa"[streak->week[i]];
  out[STREAK_LEAVES] = '\0';
  return out;
}

/* ---- tables ---- */

#define WEEKS_MAX 16

/* Weeks from Monday 2 March 2026 on; `today` is a day of them, 0 that Monday. away: the first and the last day,
** the same way, both 0 for none. NULL for what is not looked at. */
struct row {
  const char *what;
  const char *weeks[WEEKS_MAX];
  int today, away_from, away_to;
  int count, best, freezes;
  const char *leaves;
};

static void check_rows(struct test *test, const char *rule, const struct row *rows, size_t count) {
  int32_t monday = histories_date(2026, 3, 2);
  for (size_t i = 0; i < count; i++) {
    const struct row *row = &rows[i];
    struct histories *made = fresh(test);
    char seen[STREAK_LEAVES + 1];
    for (int week = 0; week < WEEKS_MAX && row->weeks[week]; week++)
      histories_week(made, monday + 7 * week, row->weeks[week]);
    if (row->away_to) histories_leave(made, monday + row->away_from, monday + row->away_to);
    const struct streak *streak = ask(test, rule, monday + row->today);
    leaves(streak, seen);
    bool right = streak->count == row->count && streak->best == row->best &&
                 streak->freezes == row->freezes && (!row->leaves || strcmp(seen, row->leaves) == 0);
    if (!right)
      print_error("%s, %s: count %d, best %d, freezes %d, leaves %s\n", rule, row->what, streak->count,
                  streak->best, streak->freezes, seen);
    assert_true(right);
    assert_int_equal(streak->week_start, monday + row->today / 7 * 7);
  }
}

static const struct row five_days[] = {
    {"nothing yet", {NULL}, 2, 0, 0, 0, 0, 0, "rrooooo"},
    {"the first day", {"x......"}, 0, 0, 0, 0, 0, 0, "doooorr"},
    {"five days make the week, on the fifth day", {"xxxxx.."}, 4, 0, 0, 1, 1, 0, "dddddrr"},
    {"rest days that are over come first", {"x.x.x.."}, 4, 0, 0, 0, 0, 0, "drdrdoo"},
    {"seven days are one week too", {"xxxxxxx"}, 6, 0, 0, 1, 1, 0, "ddddddd"},
    {"Sunday still belongs to its week", {"..xxxxx", ""}, 6, 0, 0, 1, 1, 0, "rrddddd"},
    {"the running week never ends a run", {"xxxxx..", "......."}, 13, 0, 0, 1, 1, 0, "rrooooo"},
    {"a week with four days does", {"xxxxx..", "xxxx...", "x......"}, 14, 0, 0, 0, 1, 0, NULL},
    {"and the run before it is kept as the best",
     {"xxxxx..", "xxxxx..", "xxxx...", "xxxxx.."},
     27,
     0,
     0,
     1,
     2,
     0,
     NULL},
    {"four full weeks earn a freeze", {"xxxxx..", "xxxxx..", "xxxxx..", "xxxxx.."}, 27, 0, 0, 4, 4, 1, NULL},
    {"which is used by itself",
     {"xxxxx..", "xxxxx..", "xxxxx..", "xxxxx..", "x......", "xxxxx.."},
     41,
     0,
     0,
     5,
     5,
     0,
     NULL},
    {"but not for two weeks",
     {"xxxxx..", "xxxxx..", "xxxxx..", "xxxxx..", ".......", ".......", "xxxxx.."},
     48,
     0,
     0,
     1,
     4,
     0,
     NULL},
    {"two are kept at most",
     {"xxxxx..", "xxxxx..", "xxxxx..", "xxxxx..", "xxxxx..", "xxxxx..", "xxxxx..", "xxxxx..", "xxxxx..",
      "xxxxx..", "xxxxx..", "xxxxx.."},
     83,
     0,
     0,
     12,
     12,
     2,
     NULL},
    {"a leave of two weeks is no gap",
     {"xxxxx..", ".......", ".......", "xxxxx.."},
     27,
     7,
     20,
     2,
     2,
     0,
     NULL},
    {"half a week away asks for fewer days", {"xxxxx..", "xx.....", "xxxxx.."}, 20, 9, 11, 3, 3, 0, NULL},
    {"days away are drawn so, and two days are enough", {"xx....."}, 3, 2, 4, 1, 1, 0, "ddaaarr"},
    {"practice on a day away counts", {"xxxxx..", "..x....", "xxxxx.."}, 20, 7, 13, 3, 3, 0, NULL},
};

static void test_weeks_with_five_days(void **state) {
  check_rows(*state, "weeks", five_days, sizeof five_days / sizeof *five_days);
}

static void test_days_in_a_row(void **state) {
  static const struct row rows[] = {
      {"nothing yet", {NULL}, 0, 0, 0, 0, 0, -1, "ooooooo"},
      {"the first day", {"x......"}, 0, 0, 0, 1, 1, -1, "doooooo"},
      {"today is never too late", {"xxx...."}, 3, 0, 0, 3, 3, -1, "dddoooo"},
      {"a day without practice begins a new run", {"xxx.x.."}, 4, 0, 0, 1, 3, -1, NULL},
      {"after it the count waits", {"xxx...."}, 5, 0, 0, 0, 3, -1, NULL},
      {"over the week's end", {"....xxx", "xx....."}, 8, 0, 0, 5, 5, -1, NULL},
      {"a leave is no gap", {"xxx....", "..xx..."}, 10, 3, 8, 5, 5, -1, NULL},
      {"and during it the run stays", {"xxx...."}, 6, 3, 20, 3, 3, -1, "dddaaaa"},
  };
  check_rows(*state, "daily", rows, sizeof rows / sizeof *rows);
}

static void test_every_second_day(void **state) {
  static const struct row rows[] = {
      {"nothing yet", {NULL}, 0, 0, 0, 0, 0, -1, "ooooooo"},
      {"one day of rest lies between", {"x.x.x.."}, 4, 0, 0, 3, 3, -1, "drdrdro"},
      {"two do not", {"x.x..x."}, 5, 0, 0, 1, 2, -1, NULL},
      {"today is never too late", {"x.x.x.."}, 6, 0, 0, 3, 3, -1, NULL},
      {"days away ask for nothing", {"x.x....", "x......"}, 7, 4, 6, 3, 3, -1, NULL},
  };
  check_rows(*state, "every-second-day", rows, sizeof rows / sizeof *rows);
}

static void test_weeks_with_three_days(void **state) {
  static const struct row rows[] = {
      {"nothing yet", {NULL}, 0, 0, 0, 0, 0, -1, "ooorrrr"},
      {"three days make the week", {"x.x.x.."}, 4, 0, 0, 1, 1, -1, "drdrdrr"},
      {"two do not", {"x.x....", "xxx...."}, 9, 0, 0, 1, 1, -1, NULL},
      {"weeks in a row", {"xxx....", "x.x.x..", "..xxx.."}, 18, 0, 0, 3, 3, -1, NULL},
      {"a week away is no gap", {"xxx....", ".......", "xxx...."}, 16, 7, 13, 2, 2, -1, NULL},
  };
  check_rows(*state, "three-a-week", rows, sizeof rows / sizeof *rows);
}

/* ---- dates ---- */

static void test_a_week_goes_over_the_end_of_a_year(void **state) {
  struct test *test = *state;
  struct histories *made = fresh(test);
  histories_week(made, histories_date(2025, 12, 29), "xxx.xx.");
  const struct streak *streak = ask(test, "weeks", histories_date(2026, 1, 4));
  assert_int_equal(streak->count, 1);
  assert_int_equal(streak->week_start, histories_date(2025, 12, 29));
}

static void test_a_leap_day_is_a_day(void **state) {
  struct test *test = *state;
  struct histories *made = fresh(test);
  for (int32_t day = histories_date(2024, 2, 27); day <= histories_date(2024, 3, 2); day++)
    histories_add(made, day, 8);
  assert_int_equal(ask(test, "daily", histories_date(2024, 3, 2))->count, 5);
}

static void test_a_date_that_travel_took_away_neither_ends_nor_adds(void **state) {
  struct test *test = *state;
  struct histories *made = fresh(test);
  int32_t skipped = histories_date(2011, 12, 30); /* a Friday that Samoa did not have */
  for (int32_t day = skipped - 4; day < skipped; day++) histories_add(made, day, 8);
  histories_add(made, skipped + 1, 8)->bridged = true;
  assert_int_equal(ask(test, "daily", skipped + 1)->count, 5);
  const struct streak *weeks = ask(test, "weeks", skipped + 2);
  char seen[STREAK_LEAVES + 1];
  assert_int_equal(weeks->count, 1);
  assert_string_equal(leaves(weeks, seen), "ddddadr");
  fresh(test);
  for (int32_t day = skipped - 4; day < skipped; day++) histories_add(&test->made, day, 8);
  histories_add(&test->made, skipped + 1, 8);
  assert_int_equal(ask(test, "daily", skipped + 1)->count, 1); /* the same without the bridge */
}

static void test_many_sessions_of_a_day_are_one_day(void **state) {
  struct test *test = *state;
  for (size_t i = 0; i < SHIPPED; i++) {
    struct histories *made = fresh(test);
    int32_t monday = histories_date(2026, 3, 2);
    histories_week(made, monday, "xxx....");
    struct streak once = *ask(test, shipped[i], monday + 3);
    for (int hour = 0; hour < 10; hour++) histories_add(made, monday + 1, 9 + hour);
    const struct streak *often = ask(test, shipped[i], monday + 3);
    assert_int_equal(often->count, once.count);
    assert_int_equal(often->best, once.best);
  }
}

static void test_a_day_after_today_does_no_harm(void **state) {
  struct test *test = *state;
  for (size_t i = 0; i < SHIPPED; i++) {
    struct histories *made = fresh(test);
    int32_t monday = histories_date(2026, 3, 2);
    histories_week(made, monday, "xxxxx..");
    histories_add(made, monday + 3650, 8); /* made under a wrong clock */
    assert_true(ask(test, shipped[i], monday + 4)->count >= 1);
  }
}

/* ---- what is said ---- */

static bool holds_word(const char *text, const char *word) {
  size_t n = strlen(word);
  for (; *text; text++) {
    size_t same = 0;
    while (same < n && tolower((unsigned char)text[same]) == word[same]) same++;
    if (same == n) return true;
  }
  return false;
}

/* In the file itself, so that no history need be found that makes a rule say it. */
static void check_kind_words(const char *path) {
  static const char *const unkind[] = {"lost",   "lose",  "loss",         "broke",         "fail",
                                       "missed", "miss ", "streak ended", "over the limit"};
  char line[512];
  FILE *in = fopen(path, "r");
  assert_non_null(in);
  while (fgets(line, sizeof line, in)) {
    if (strncmp(line, "--", 2) == 0) continue;
    for (size_t i = 0; i < sizeof unkind / sizeof *unkind; i++)
      if (holds_word(line, unkind[i])) fail_msg("%s speaks of loss: %s", path, line);
  }
  fclose(in);
}

static void test_no_rule_speaks_of_loss(void **state) {
  (void)state;
  static const char *const badges[] = {"beginnings", "breath", "days", "listening",
                                       "making",     "times",  "weeks"};
  char path[512];
  for (size_t i = 0; i < SHIPPED; i++) {
    snprintf(path, sizeof path, STREAKS "%s.lua", shipped[i]);
    check_kind_words(path);
  }
  for (size_t i = 0; i < sizeof badges / sizeof *badges; i++) {
    snprintf(path, sizeof path, TEST_SOURCE_DIR "/scripts/badges/%s.lua", badges[i]);
    check_kind_words(path);
  }
}

static void test_an_empty_history_is_welcomed(void **state) {
  struct test *test = *state;
  fresh(test);
  for (size_t i = 0; i < SHIPPED; i++) {
    const struct streak *streak = ask(test, shipped[i], histories_date(2026, 3, 4));
    assert_string_equal(streak->headline, "Welcome. Begin whenever it suits you.");
    assert_true(streak->line_count >= 1);
    assert_true(strncmp(streak->lines[0], "It is good that you are here.", 29) == 0);
    assert_int_equal(streak->span_count, 0);
    assert_string_equal(streak->rule, shipped[i]);
    assert_true(streak->title[0] && streak->summary[0]);
  }
}

static void test_the_number_is_explained_with_dates_and_days(void **state) {
  struct test *test = *state;
  struct histories *made = fresh(test);
  histories_week(made, histories_date(2026, 11, 9), "xx.xx.x");
  histories_week(made, histories_date(2026, 11, 16), "xxxx.x.");
  const struct streak *streak = ask(test, "weeks", histories_date(2026, 11, 22));
  assert_string_equal(streak->headline, "2 weeks in a row");
  assert_string_equal(streak->best_words, "Best run: 2 weeks");
  assert_string_equal(streak->lines[1], "2 weeks have been full since the week of 9 November 2026.");
  assert_string_equal(streak->lines[3], "You practised on 5 days in the week of 9 November.");
  assert_int_equal(streak->span_count, 2);
  assert_int_equal(streak->spans[0].from, histories_date(2026, 11, 16)); /* newest first */
  assert_int_equal(streak->spans[1].to, histories_date(2026, 11, 15));
  assert_string_equal(streak->spans[1].note, "5 days of 7");
}

/* A run that is over is not hidden: the explanation says that it stays, whatever the rule. */
static void test_the_best_run_is_explained_when_another_one_grows(void **state) {
  static const struct {
    const char *rule, *line;
  } rows[] = {{"weeks", "Your best run is 2 full weeks. It stays yours."},
              {"three-a-week", "Your best run is 2 full weeks. It stays yours."},
              {"daily", "Your best run is 5 days. It stays yours."},
              {"every-second-day", "Your best run is 11 days. It stays yours."}};
  struct test *test = *state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct histories *made = fresh(test);
    histories_week(made, histories_date(2026, 10, 5), "xxxxx.x");
    histories_week(made, histories_date(2026, 10, 12), ".xxxxx.");
    histories_add(made, histories_date(2026, 11, 10), 8);
    const struct streak *streak = ask(test, rows[i].rule, histories_date(2026, 11, 10));
    int said = 0;
    for (int k = 0; k < streak->line_count; k++) said += strcmp(streak->lines[k], rows[i].line) == 0;
    if (said != 1) fail_msg("%s does not say: %s", rows[i].rule, rows[i].line);
  }
}

/* ---- properties ---- */

static uint32_t next_random(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

static void make_random(struct histories *made, int32_t today, uint32_t *seed) {
  int density = 2 + (int)(next_random(seed) % 8);
  for (int32_t day = today - 120; day <= today; day++)
    if ((int)(next_random(seed) % 10) < density) histories_add(made, day, (int)(next_random(seed) % 24));
  for (int i = 0; i < 2; i++) {
    int32_t from = today - (int32_t)(next_random(seed) % 120);
    histories_leave(made, from, from + (int32_t)(next_random(seed) % 20));
  }
}

static void test_practice_never_lowers_a_number(void **state) {
  struct test *test = *state;
  uint32_t seed = 5;
  for (int round = 0; round < 60; round++) {
    int32_t today = histories_date(2026, 6, 1) + round;
    struct histories *made = fresh(test);
    make_random(made, today, &seed);
    struct streak before[SHIPPED];
    for (size_t i = 0; i < SHIPPED; i++) before[i] = *ask(test, shipped[i], today);
    histories_add(made, today - (int32_t)(next_random(&seed) % 125), 12);
    for (size_t i = 0; i < SHIPPED; i++) {
      const struct streak *after = ask(test, shipped[i], today);
      if (after->count < before[i].count || after->best < before[i].best)
        fail_msg("%s, round %d: %d and %d became %d and %d", shipped[i], round, before[i].count,
                 before[i].best, after->count, after->best);
    }
  }
}

static void test_the_best_run_never_falls_as_days_pass(void **state) {
  struct test *test = *state;
  uint32_t seed = 77;
  int32_t start = histories_date(2026, 6, 1);
  make_random(fresh(test), start, &seed);
  for (size_t i = 0; i < SHIPPED; i++) {
    int best = 0;
    for (int day = 0; day < 40; day += 3) {
      const struct streak *streak = ask(test, shipped[i], start + day);
      assert_true(streak->best >= best);
      best = streak->best;
    }
  }
}

static bool same_streak(const struct streak *a, const struct streak *b) {
  bool same = a->count == b->count && a->best == b->best && strcmp(a->headline, b->headline) == 0 &&
              strcmp(a->week_words, b->week_words) == 0 && a->line_count == b->line_count &&
              a->span_count == b->span_count && memcmp(a->week, b->week, sizeof a->week) == 0;
  for (int i = 0; i < a->line_count && same; i++) same = strcmp(a->lines[i], b->lines[i]) == 0;
  for (int i = 0; i < a->span_count && same; i++)
    same = a->spans[i].from == b->spans[i].from && a->spans[i].to == b->spans[i].to &&
           strcmp(a->spans[i].note, b->spans[i].note) == 0;
  return same;
}

static void test_the_same_history_gives_the_same_answer_from_any_worker(void **state) {
  struct test *test = *state;
  uint32_t seed = 9;
  int32_t today = histories_date(2026, 6, 1);
  make_random(fresh(test), today, &seed);
  for (size_t i = 0; i < SHIPPED; i++) {
    const struct streak *first = ask(test, shipped[i], today);
    char path[512];
    const struct streak *again = NULL;
    snprintf(path, sizeof path, STREAKS "%s.lua", shipped[i]);
    assert_int_equal(host_run_streak(test->loading.host, path, path, &test->loading.words,
                                     &test->loading.arena, &test->loading.list, &again),
                     0); /* another group: another process */
    assert_true(same_streak(first, again));
  }
}

static void test_ninety_years_of_days_are_answered(void **state) {
  struct test *test = *state;
  struct histories *made = fresh(test);
  int32_t today = histories_date(2026, 11, 22); /* a Sunday */
  for (int i = 0; i < HISTORIES_DAYS_MAX; i++) histories_add(made, today - HISTORIES_DAYS_MAX + 1 + i, 8);
  for (size_t i = 0; i < SHIPPED; i++)
    assert_true(ask(test, shipped[i], today)->count >= HISTORIES_DAYS_MAX / 7);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_weeks_with_five_days),
      cmocka_unit_test(test_days_in_a_row),
      cmocka_unit_test(test_every_second_day),
      cmocka_unit_test(test_weeks_with_three_days),
      cmocka_unit_test(test_a_week_goes_over_the_end_of_a_year),
      cmocka_unit_test(test_a_leap_day_is_a_day),
      cmocka_unit_test(test_a_date_that_travel_took_away_neither_ends_nor_adds),
      cmocka_unit_test(test_many_sessions_of_a_day_are_one_day),
      cmocka_unit_test(test_a_day_after_today_does_no_harm),
      cmocka_unit_test(test_no_rule_speaks_of_loss),
      cmocka_unit_test(test_an_empty_history_is_welcomed),
      cmocka_unit_test(test_the_number_is_explained_with_dates_and_days),
      cmocka_unit_test(test_the_best_run_is_explained_when_another_one_grows),
      cmocka_unit_test(test_practice_never_lowers_a_number),
      cmocka_unit_test(test_the_best_run_never_falls_as_days_pass),
      cmocka_unit_test(test_the_same_history_gives_the_same_answer_from_any_worker),
      cmocka_unit_test(test_ninety_years_of_days_are_answered),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
