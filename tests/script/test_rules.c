/* Rules through the real worker: hostile ones are contained with file and line and take no other badge with them, late ones
** are stopped, files that go on being at fault are turned off; what editors read about rules is true.
** A file in rules/ has a badge "bad" and a badge "good", and says how the one finding may begin:
**   -- expect-any 4: [1].progress: ran longer   (line *: any). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "histories.h"
#include "loading.h"
#include "wire.h"

#define TODAY 20780 /* 23 November 2026, a Monday */

struct test {
  struct loading loading;
  struct histories made;
};

static int open_all(void **state) {
  struct test *test = calloc(1, sizeof *test);
  loading_open(&test->loading);
  histories_open(&test->made);
  histories_add(&test->made, TODAY - 1, 8);
  histories_add(&test->made, TODAY, 8);
  assert_int_equal(
      host_set_history(test->loading.host, histories_finish(&test->made), TODAY, &test->loading.words), 0);
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

/* Asks a text as a file of that name; findings of the time before are forgotten. Returns the request's id. */
static int request(struct test *test, const char *name, const char *text, bool call) {
  struct loading *loading = &test->loading;
  struct source source;
  char whole[4096];
  snprintf(whole, sizeof whole, "-- api-version: 1\n%s\n", text);
  diag_clear(&loading->list);
  assert_int_equal(source_take(name, whole, strlen(whole), &loading->arena, &source), 0);
  int id = host_request_rules(loading->host, &source, name, call);
  assert_true(id > 0);
  return id;
}

static int ask_badges(struct test *test, const char *name, const char *text, struct badge_list *out) {
  struct loading *loading = &test->loading;
  int id = request(test, name, text, true);
  host_wait(loading->host, id);
  return host_take_badges(loading->host, id, &loading->words, &loading->arena, &loading->list, out);
}

static const struct streak *ask_streak(struct test *test, const char *name, const char *text) {
  struct loading *loading = &test->loading;
  const struct streak *streak;
  int id = request(test, name, text, true);
  host_wait(loading->host, id);
  int code = host_take_streak(loading->host, id, &loading->words, &loading->arena, &loading->list, &streak);
  assert_true((code == 0) == (streak != NULL));
  return streak;
}

#define BADGE         "title = 'T', words = 'W', emblem = { { form = 'disc', tone = 'sun' } }"
#define STREAK(state) "return { id = 's', title = 'S', state = function(history) " state " end }"
#define WEEK          "week_start = history.today, week = { 'open', 'done', 'rest', 'frozen', 'away', 'open', 'open' }"

/* ---- hostile files ---- */

/* Whether the finding begins as one of the file's comments says. */
static bool is_expected(const char *path, const struct diag *row) {
  static const char mark[] = "-- expect-any ";
  char line[512], said[DIAG_TEXT_MAX + 32];
  bool found = false;
  FILE *in = fopen(path, "r");
  assert_non_null(in);
  while (fgets(line, sizeof line, in)) {
    if (strncmp(line, mark, sizeof mark - 1) != 0) continue;
    const char *expected = line + sizeof mark - 1;
    line[strcspn(line, "\r\n")] = '\0';
    if (expected[0] == '*')
      snprintf(said, sizeof said, "*: %s", row->text);
    else
      snprintf(said, sizeof said, "%d: %s", row->line, row->text);
    found = found || strncmp(said, expected, strlen(expected)) == 0;
  }
  fclose(in);
  return found;
}

static void check_contained(const char *path, void *user) {
  struct test *test = user;
  struct loading *loading = &test->loading;
  struct badge_list badges;
  diag_clear(&loading->list);
  int code =
      host_run_badges(loading->host, path, path, &loading->words, &loading->arena, &loading->list, &badges);
  bool right = code == 0 && badges.count == 1 && strcmp(badges.badges[0].id, "good") == 0 &&
               badges.badges[0].done == 1 && loading->list.count == 1 &&
               strcmp(loading->list.rows[0].file, path) == 0 && is_expected(path, &loading->list.rows[0]);
  for (int i = 0; i < loading->list.count && !right; i++)
    print_error("%s said: %d: %s\n", path, loading->list.rows[i].line, loading->list.rows[i].text);
  if (!right) print_error("%s: code %d, %d badges\n", path, code, badges.count);
  assert_true(right);
}

static void test_a_bad_badge_is_one_finding_and_the_good_one_beside_it_is_there(void **state) {
  assert_true(loading_each("rules", check_contained, *state) >= 20);
}

/* Lua itself is broken from inside: what the file says then cannot be foreseen, but nobody else is the worse
** for it. */
static void test_a_rule_that_breaks_lua_harms_only_its_own_file(void **state) {
  struct test *test = *state;
  struct loading *loading = &test->loading;
  struct badge_list badges;
  const struct streak *streak;
  const char *path = TEST_SOURCE_DIR "/tests/script/breaking/crash-concat.lua";
  diag_clear(&loading->list);
  host_run_badges(loading->host, path, path, &loading->words, &loading->arena, &loading->list, &badges);
  assert_true(loading->list.errors >= 1);
  for (int i = 0; i < loading->list.count; i++) assert_string_equal(loading->list.rows[i].file, path);
  assert_int_equal(host_run_streak(loading->host, TEST_SOURCE_DIR "/scripts/streaks/weeks.lua", "",
                                   &loading->words, &loading->arena, &loading->list, &streak),
                   0);
}

static void test_streaks_of_the_wrong_shape_are_findings_with_their_place(void **state) {
  static const struct {
    const char *text, *finding;
  } rows[] = {
      {"return {}", "title: is missing"},
      {"return { id = 's', title = 'S', state = 3 }", "state: must be a function of the history"},
      {STREAK("return 3"), "state: must be a function that returns a table, not a number"},
      {STREAK("return { best = 1, headline = 'H', " WEEK " }"), "state.count: is missing"},
      {STREAK("return { count = 2, best = 1, headline = 'H', " WEEK " }"),
       "state.best: is 1, but count is 2 already"},
      {STREAK("return { count = -1, best = 1, headline = 'H', " WEEK " }"),
       "state.count: is -1, but must be between 0 and 1e+06"},
      {STREAK("return { count = 1, best = 1, headlin = 'H', headline = 'H', " WEEK " }"),
       "state.headlin: unknown; did you mean 'headline'?"},
      {STREAK("return { count = 1, best = 1, headline = 'H', week_start = 1, week = { 'open' } }"),
       "state.week: has 1 leaves; a week has 7"},
      {STREAK("return { count = 1, best = 1, headline = 'H\\n', " WEEK " }"),
       "state.headline: must be one line without control characters"},
      {STREAK("return { count = 1, best = 1, headline = 'H', " WEEK ", spans = { { from = 3, to = 2 } } }"),
       "state.spans[1]: ends before it begins"},
      {STREAK("return { count = 1, best = 1, headline = 'H', " WEEK ", lines = { 1 } }"),
       "state.lines[1]: must be a text, not a number"},
      {STREAK("return history.today.x.y"), "state: attempt to index a number value (field 'today')"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct test *test = *state;
    bool said = false;
    assert_null(ask_streak(test, "wrong.lua", rows[i].text));
    for (int f = 0; f < test->loading.list.count; f++)
      said = said || strcmp(test->loading.list.rows[f].text, rows[i].finding) == 0;
    if (!said) fail_msg("row %zu said: %s", i, err_text());
  }
}

static void test_long_sentences_are_cut_and_texts_are_taken_by_language(void **state) {
  struct test *test = *state;
  const struct streak *streak =
      ask_streak(test, "long.lua",
                 STREAK("return { count = 1, best = 1, headline = { de = 'Woche', en = 'Week' }, " WEEK
                        ", lines = { ('\xC3\xA9'):rep(400) } }"));
  assert_non_null(streak);
  assert_string_equal(streak->headline, "Week");
  assert_int_equal(strlen(streak->lines[0]), 300);
  assert_int_equal(streak->freezes, -1);
  assert_int_equal(streak->week[3], STREAK_FROZEN);
}

static void test_a_rule_of_a_rule_file_is_described_without_being_called(void **state) {
  struct test *test = *state;
  struct streak_rule rule;
  int id =
      request(test, "described.lua",
              "return { id = 's', title = 'S', summary = 'Sum', state = function() error('no') end }", false);
  host_wait(test->loading.host, id);
  assert_int_equal(host_take_streak_rule(test->loading.host, id, &test->loading.words, &test->loading.arena,
                                         &test->loading.list, &rule),
                   0);
  assert_string_equal(rule.id, "s");
  assert_string_equal(rule.summary, "Sum");
  assert_string_equal(rule.file, "described.lua");
  assert_true(rule.own);
}

static void test_every_field_of_the_history_is_what_was_set(void **state) {
  struct test *test = *state;
  struct badge_list badges;
  static const char text[] =
      "return { id = 'b', " BADGE ", progress = function(history)\n"
      "  local d, r, v = history.days[2], history.routines[1], history.devices[1]\n"
      "  assert(d.day == history.today and d.sessions == 1 and d.sets == 1 and d.reps == 5 and d.breaths == "
      "10)\n"
      "  assert(d.ease_offs == 0 and d.minutes == 2 and d.slowest_breath == 10 and d.hours[1] == 8 and "
      "#d.hours == 1)\n"
      "  assert(d.routines[1] == 'overhead-reach' and d.devices == 1 and d.before == nil and d.bridged == "
      "false)\n"
      "  assert(history.language == 'en' and r.own == false and #v.id == 32 and next(history.leaves) == "
      "nil)\n"
      "  assert(history.totals.days == 2 and history.totals.minutes == 4 and next(history.badges) == nil)\n"
      "  assert(history.on(history.today - 1).day == history.today - 1 and history.on(3) == nil)\n"
      "  assert(history.excused(3) == false and history.days[3] == nil and history.days[0] == nil)\n"
      "  local n = 0\n"
      "  for i, day in pairs(history.days) do n = n + i assert(day.day == history.days[i].day) end\n"
      "  for i in ipairs(history.days) do n = n + i end\n"
      "  assert(date.weekday(d.day) == 1 and date.week_start(d.day + 6) == d.day and date.week_start(d.day, "
      "7) == d.day - 1)\n"
      "  local y, m, o = date.parts(d.day)\n"
      "  assert(y == 2026 and m == 11 and o == 23 and date.day(y, m, o) == d.day)\n"
      "  assert(not pcall(date.day, 2026, 2, 29) and not pcall(date.parts, 1e15))\n"
      "  return n, 6, date.text(d.day) .. ', ' .. date.text(d.day, true)\n"
      "end }";
  if (ask_badges(test, "fields.lua", text, &badges) != 0 || badges.count != 1)
    fail_msg("%d: %s", test->loading.list.rows[0].line, test->loading.list.rows[0].text);
  assert_true(badges.badges[0].done == 6);
  assert_string_equal(badges.badges[0].progress_words, "23 November, 23 November 2026");
}

/* ---- time ---- */

static void test_sixty_endless_badges_end_together_and_the_rest_of_the_program_goes_on(void **state) {
  struct test *test = *state;
  struct badge_list badges;
  static const char text[] =
      "local list = {}\n"
      "for i = 1, 60 do\n"
      "  list[i] = { id = 'b' .. i, " BADGE ", progress = function() while true do end end }\n"
      "end\nreturn list";
  assert_int_equal(ask_badges(test, "sixty.lua", text, &badges), 0);
  assert_int_equal(badges.count, 0);
  assert_int_equal(test->loading.list.errors, 60);
  const struct streak *streak;
  assert_int_equal(host_run_streak(test->loading.host, TEST_SOURCE_DIR "/scripts/streaks/weeks.lua", "",
                                   &test->loading.words, &test->loading.arena, &test->loading.list, &streak),
                   0);
}

static void test_a_group_has_half_a_second_in_ten(void **state) {
  struct test *test = *state;
  struct badge_list badges;
  static const char text[] =
      "local list = {}\n"
      "for i = 1, 20 do\n"
      "  list[i] = { id = 'b' .. i, " BADGE ", progress = function() while true do end end }\n"
      "end\nreturn list";
  ask_badges(test, "budget.lua", text, &badges); /* uses it up */
  assert_int_equal(ask_badges(test, "budget.lua", "return {}", &badges), ERR_NO);
  assert_true(strstr(err_text(), "has used its 500 ms of these 10 seconds") != NULL);
  assert_int_equal(host_strikes(test->loading.host, "budget.lua"), 1);
  assert_int_equal(ask_badges(test, "other.lua",
                              "return { id = 'o', " BADGE ", progress = function() return true end }",
                              &badges),
                   0); /* another group has its own */
}

/* The pattern cannot be interrupted: the worker must be killed, each time. */
static void test_a_file_that_must_be_stopped_three_times_is_off_until_it_is_turned_on(void **state) {
  struct test *test = *state;
  struct host *host = test->loading.host;
  struct badge_list badges;
  static const char text[] =
      "return { { id = 'k', " BADGE
      ",\n  progress = function() return ('a'):rep(30000):find(('.-'):rep(30) .. 'b') end } }";
  host_turn_off(host, "restored.lua");
  assert_string_equal(host_off_file(host, 0), "restored.lua");
  host_turn_on(host, "restored.lua");
  assert_null(host_off_file(host, 0));
  for (int strike = 1; strike <= HOST_STRIKES; strike++) {
    char name[] = "killer.lua";
    int id = request(test, name, text, true);
    host_wait(host, id);
    int result =
        host_take_badges(host, id, &test->loading.words, &test->loading.arena, &test->loading.list, &badges);
    assert_int_equal(badges.count, 0);
    assert_true(test->loading.list.count >= 1);
    if (result ==
        0) /* else two kills have used up the file's time on a slow machine, which is a strike as well */
      assert_int_equal(test->loading.list.rows[0].line, 3);
    else
      assert_non_null(strstr(err_text(), "has used its 500 ms"));
    assert_int_equal(host_strikes(host, name), strike);
  }
  assert_string_equal(host_off_file(host, 0), "killer.lua");
  int started = host_state(host).started;
  assert_int_equal(ask_badges(test, "killer.lua", text, &badges), ERR_NO);
  assert_true(strstr(err_text(), "is turned off because it had to be stopped three times") != NULL);
  assert_int_equal(host_state(host).started, started); /* nothing of it was run */
  host_turn_on(host, "killer.lua");
  assert_int_equal(ask_badges(test, "killer.lua",
                              "return { id = 'k', " BADGE ", progress = function() return true end }",
                              &badges),
                   0);
  assert_int_equal(badges.count, 1);
}

static void test_files_of_the_program_are_never_turned_off(void **state) {
  struct test *test = *state;
  struct loading *loading = &test->loading;
  struct badge_list badges;
  char path[] = TEST_SOURCE_DIR "/tests/script/rules/pattern-bomb.lua";
  for (int i = 0; i < HOST_STRIKES + 1; i++) {
    diag_clear(&loading->list);
    assert_int_equal(
        host_run_badges(loading->host, path, "", &loading->words, &loading->arena, &loading->list, &badges),
        0);
    assert_int_equal(badges.count, 1);
  }
}

/* Times are the caller's: nothing here waits for a clock. */
static void test_a_worker_that_stands_still_is_killed(void **state) {
  struct test *test = *state;
  struct host *host = test->loading.host;
  struct badge_list badges;
  static const char good[] = "return { id = 'g', " BADGE ", progress = function() return true end }";
  assert_int_equal(ask_badges(test, "still.lua", good, &badges), 0);
  int pid = host_state(host).worker_pid, killed = host_state(host).killed_late;
  kill(pid, SIGSTOP);
  int id = request(test, "still.lua", good, true);
  int64_t now_us = INT64_C(1000000000);
  host_poll(host, now_us);
  assert_int_equal(host_poll(host, now_us + 600000), 1);
  assert_int_equal(host_state(host).worker_pid, pid); /* it had no processor time to be late with */
  host_poll(host, now_us + 4000000);
  assert_true(host_state(host).killed_late == killed + 1 || host_state(host).worker_pid != pid);
  host_wait(host, id);
  host_drop(host, id);
}

static void test_the_history_is_sent_once_for_many_files(void **state) {
  struct test *test = *state;
  struct loading *loading = &test->loading;
  struct badge_list badges;
  const struct streak *streak;
  const char *weeks = TEST_SOURCE_DIR "/scripts/streaks/weeks.lua";
  assert_int_equal(
      host_run_streak(loading->host, weeks, "", &loading->words, &loading->arena, &loading->list, &streak),
      0);
  int pid = host_state(loading->host).worker_pid;
  assert_int_equal(host_run_badges(loading->host, TEST_SOURCE_DIR "/scripts/badges/days.lua", "",
                                   &loading->words, &loading->arena, &loading->list, &badges),
                   0);
  assert_int_equal(host_state(loading->host).worker_pid, pid);
  histories_add(&test->made, TODAY - 2, 8);
  host_set_history(loading->host, histories_finish(&test->made), TODAY, &loading->words);
  assert_int_equal(host_run_badges(loading->host, TEST_SOURCE_DIR "/scripts/badges/days.lua", "",
                                   &loading->words, &loading->arena, &loading->list, &badges),
                   0);
  assert_true(badges.badges[0].done == 3); /* and a new one reaches the same worker */
}

/* ---- what authors are given ---- */

/* Appends "local _ = NAME.field" for every field that the stub lists for the class. Returns how many. */
static int add_fields(char *text, size_t size, const char *class, const char *name) {
  char line[512], field[64], begin[64];
  bool inside = false;
  int count = 0;
  snprintf(begin, sizeof begin, "---@class %s\n", class);
  FILE *in = fopen(TEST_SOURCE_DIR "/scripts/api/rules.lua", "r");
  assert_non_null(in);
  while (fgets(line, sizeof line, in)) {
    if (strncmp(line, "---@class ", 10) == 0) inside = strcmp(line, begin) == 0;
    if (!inside || sscanf(line, "---@field %63[a-z_]", field) != 1) continue;
    size_t used = strlen(text);
    snprintf(text + used, size - used, "_ = %s.%s\n", name, field);
    count++;
  }
  fclose(in);
  return count;
}

static void test_the_stub_of_the_history_promises_what_there_is(void **state) {
  struct test *test = *state;
  struct badge_list badges;
  char text[2000] =
      "return { id = 'b', " BADGE ", progress = function(history)\nlocal _, day = 1, history.days[1]\n";
  assert_int_equal(add_fields(text, sizeof text, "supine.Day", "day"), 14);
  assert_int_equal(add_fields(text, sizeof text, "supine.History", "history"), 10);
  strcat(text, "return true end }");
  if (ask_badges(test, "stub.lua", text, &badges) != 0 || badges.count != 1)
    fail_msg("%s", test->loading.list.rows[0].text);
}

static void test_the_templates_are_rules(void **state) {
  struct test *test = *state;
  struct loading *loading = &test->loading;
  struct badge_list badges;
  const struct streak *streak;
  diag_clear(&loading->list);
  assert_int_equal(host_run_streak(loading->host, TEST_SOURCE_DIR "/scripts/template/streaks/my-streak.lua",
                                   "t", &loading->words, &loading->arena, &loading->list, &streak),
                   0);
  assert_string_equal(streak->rule, "my-streak");
  assert_int_equal(host_run_badges(loading->host, TEST_SOURCE_DIR "/scripts/template/badges/my-badges.lua",
                                   "t", &loading->words, &loading->arena, &loading->list, &badges),
                   0);
  assert_int_equal(badges.count, 2);
  assert_true(badges.badges[1].hidden_until_earned);
  assert_int_equal(loading->list.count, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_a_bad_badge_is_one_finding_and_the_good_one_beside_it_is_there),
      cmocka_unit_test(test_a_rule_that_breaks_lua_harms_only_its_own_file),
      cmocka_unit_test(test_streaks_of_the_wrong_shape_are_findings_with_their_place),
      cmocka_unit_test(test_long_sentences_are_cut_and_texts_are_taken_by_language),
      cmocka_unit_test(test_a_rule_of_a_rule_file_is_described_without_being_called),
      cmocka_unit_test(test_every_field_of_the_history_is_what_was_set),
      cmocka_unit_test(test_sixty_endless_badges_end_together_and_the_rest_of_the_program_goes_on),
      cmocka_unit_test(test_a_group_has_half_a_second_in_ten),
      cmocka_unit_test(test_a_file_that_must_be_stopped_three_times_is_off_until_it_is_turned_on),
      cmocka_unit_test(test_files_of_the_program_are_never_turned_off),
      cmocka_unit_test(test_a_worker_that_stands_still_is_killed),
      cmocka_unit_test(test_the_history_is_sent_once_for_many_files),
      cmocka_unit_test(test_the_stub_of_the_history_promises_what_there_is),
      cmocka_unit_test(test_the_templates_are_rules),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
