/* The rule files of the program and of a player's folder, asked about a history through the real worker. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app_catalog.h"
#include "rules.h"

#define TODAY 20780 /* 23 November 2026, a Monday */

#define EMBLEM "emblem = { { form = 'disc', tone = 'sun' } }"
#define BADGE(id, what)                                                                                      \
  "return { id = '" id "', title = 'T', words = 'W', " EMBLEM ", progress = function(history) " what " end " \
  "}"
#define STREAK(id, what) "return { id = '" id "', title = 'My rule', state = function(history) " what " end }"
#define SEVEN            "week_start = history.today, week = { 'open', 'open', 'open', 'open', 'open', 'rest', 'rest' }"

static char home[64];

static void make_folder(const char *name) {
  char path[128];
  snprintf(path, sizeof path, "%s/%s", home, name);
  assert_int_equal(mkdir(path, 0700), 0);
}

static void write_file(const char *name, const char *text) {
  char path[128];
  snprintf(path, sizeof path, "%s/%s", home, name);
  FILE *out = fopen(path, "w");
  assert_non_null(out);
  fprintf(out, "-- api-version: 1\n%s\n", text);
  assert_int_equal(fclose(out), 0);
}

static int make_home(void **state) {
  (void)state;
  strcpy(home, "/tmp/supine-rules-XXXXXX");
  if (!mkdtemp(home)) return -1;
  make_folder("streaks");
  make_folder("badges");
  return 0;
}

static int remove_home(void **state) {
  (void)state;
  char command[128];
  snprintf(command, sizeof command, "rm -rf '%s'", home);
  return system(command);
}

static int open_all(void **state) {
  return app_catalog_open(state);
}

static int close_all(void **state) {
  return app_catalog_close(state);
}

/* Five days with practice before TODAY. */
static struct hist five_days(struct hist_day days[5]) {
  for (int i = 0; i < 5; i++)
    days[i] = (struct hist_day){.day = TODAY - 7 + i, .sessions = 1, .sets = 1, .reps = 5, .hours = 0x100};
  return (struct hist){.days = days, .day_count = 5, .totals = {5, 5, 5, 0, 25, 50, 600}};
}

static const struct rules_result *ask(struct rules *rules, const char *streak_id) {
  struct hist_day days[5];
  const struct hist hist = five_days(days);
  assert_int_equal(rules_update(rules, &hist, TODAY, streak_id), 0);
  return rules_wait(rules);
}

static const struct badge *find_badge(const struct rules_result *result, const char *id) {
  for (int i = 0; i < result->badges.count; i++)
    if (strcmp(result->badges.badges[i].id, id) == 0) return &result->badges.badges[i];
  return NULL;
}

static bool says(const struct diag_list *list, const char *file, const char *text) {
  for (int i = 0; i < list->count; i++)
    if (strstr(list->rows[i].file, file) && strstr(list->rows[i].text, text)) return true;
  return false;
}

static void test_the_shipped_rules_answer(void **state) {
  (void)state;
  struct rules rules;
  assert_int_equal(rules_open(&rules, &app_catalog, home), 0);
  const struct rules_result *result = ask(&rules, "");
  assert_non_null(result->streak);
  assert_string_equal(result->streak->rule, RULES_DEFAULT);
  assert_int_equal(result->streak->count, 1);
  assert_true(result->badges.count >= 24);
  assert_true(find_badge(result, "first-full-week")->done == 5);
  assert_int_equal(result->findings.count + rules.findings.count, 0);
  assert_int_equal(rules.list_count, 4);
  for (int i = 0; i < rules.list_count; i++) assert_false(rules.list[i].own);
  rules_close(&rules);
}

static void test_another_rule_can_be_chosen_and_an_unknown_one_is_the_default(void **state) {
  (void)state;
  struct rules rules;
  assert_int_equal(rules_open(&rules, &app_catalog, home), 0);
  assert_string_equal(ask(&rules, "daily")->streak->rule, "daily");
  assert_string_equal(ask(&rules, "gone")->streak->rule, RULES_DEFAULT);
  rules_close(&rules);
}

static void test_a_players_rules_come_after_those_of_the_program(void **state) {
  (void)state;
  struct rules rules;
  write_file("streaks/mine.lua",
             STREAK("mine", "return { count = 7, best = 9, headline = 'Seven', " SEVEN " }"));
  write_file("streaks/weeks.lua", STREAK("weeks", "return {}")); /* an id that is taken */
  write_file("badges/mine.lua", BADGE("mine", "return #history.days, 10"));
  write_file("badges/taken.lua", BADGE("first-set", "return true"));
  assert_int_equal(rules_open(&rules, &app_catalog, home), 0);
  const struct rules_result *result = ask(&rules, "mine");
  assert_string_equal(result->streak->headline, "Seven");
  assert_int_equal(rules.list_count, 5);
  assert_true(rules.list[4].own);
  assert_true(says(&rules.findings, "streaks/weeks.lua", "another streak rule already has the id \"weeks\""));
  assert_string_equal(result->badges.badges[result->badges.count - 1].id, "mine");
  assert_true(find_badge(result, "mine")->done == 5);
  assert_true(says(&result->findings, "badges/taken.lua", "another badge already has the id \"first-set\""));
  assert_string_equal(ask(&rules, "weeks")->streak->headline, "1 week in a row"); /* the program's */
  rules_close(&rules);
}

/* Each would have to be killed, one after the other: more of them than there is patience for. */
static void test_many_endless_files_do_not_keep_the_others_away(void **state) {
  (void)state;
  enum { FILES = 24 };
  struct rules rules;
  for (int i = 0; i < FILES; i++) {
    char name[64];
    snprintf(name, sizeof name, "badges/slow-%02d.lua", i);
    write_file(name, BADGE("slow", "return ('a'):rep(30000):find(('.-'):rep(30) .. 'b')"));
  }
  assert_int_equal(rules_open(&rules, &app_catalog, home), 0);
  const struct rules_result *result = ask(&rules, "");
  assert_string_equal(result->streak->rule, RULES_DEFAULT);
  assert_true(result->badges.count >= 24);
  assert_null(find_badge(result, "slow"));
  assert_int_equal(result->findings.count, FILES); /* each of them is named */
  assert_true(says(&result->findings, "badges/slow-23.lua", "was left out"));
  assert_null(rules_memory(&rules)); /* asked again the next time */
  rules_close(&rules);
}

static void test_bad_files_leave_the_others_and_the_default_standing(void **state) {
  (void)state;
  struct rules rules;
  write_file("streaks/bad.lua", STREAK("bad", "error('on purpose')"));
  write_file("streaks/syntax.lua", "return {");
  write_file("badges/endless.lua", BADGE("endless", "while true do end"));
  write_file("badges/good.lua", BADGE("good", "return true"));
  assert_int_equal(rules_open(&rules, &app_catalog, home), 0);
  const struct rules_result *result = ask(&rules, "bad");
  assert_string_equal(result->streak->rule, RULES_DEFAULT);
  assert_true(says(&result->findings, "streaks/bad.lua", "on purpose"));
  assert_true(says(&rules.findings, "streaks/syntax.lua", "unexpected symbol"));
  assert_true(says(&result->findings, "badges/endless.lua", "ran longer than 50 ms"));
  assert_null(find_badge(result, "endless"));
  assert_true(find_badge(result, "good")->done == 1);
  assert_non_null(find_badge(result, "hundred-days"));
  rules_close(&rules);
}

/* What is wrong with a file is told at every start; a remembered answer would keep it quiet. */
static void test_where_a_file_cannot_be_used_nothing_is_remembered(void **state) {
  (void)state;
  struct rules rules;
  assert_int_equal(rules_open(&rules, &app_catalog, home), 0);
  ask(&rules, "");
  char *memory = rules_memory(&rules);
  assert_non_null(memory);
  free(memory);
  rules_close(&rules);
  write_file("streaks/syntax.lua", "return {");
  assert_int_equal(rules_open(&rules, &app_catalog, home), 0);
  assert_int_equal(ask(&rules, "")->findings.count, 0);
  assert_int_equal(rules.findings.count, 1);
  assert_null(rules_memory(&rules));
  rules_close(&rules);
}

static void test_an_odd_folder_entry_is_one_finding(void **state) {
  (void)state;
  struct rules rules;
  char target[128], link[128];
  snprintf(target, sizeof target, "%s/outside.lua", home);
  snprintf(link, sizeof link, "%s/badges/link.lua", home);
  write_file("outside.lua", BADGE("out", "return true"));
  make_folder("badges/folder.lua");
  assert_int_equal(symlink(target, link), 0);
  assert_int_equal(rules_open(&rules, &app_catalog, home), 0);
  assert_int_equal(rules.findings.count, 2);
  assert_null(find_badge(ask(&rules, ""), "out"));
  rules_close(&rules);
}

/* The answer of an update that was overtaken is never taken for that of the next. */
static void test_only_the_last_update_is_answered(void **state) {
  (void)state;
  struct rules rules;
  struct hist_day days[5];
  struct hist hist = five_days(days);
  assert_int_equal(rules_open(&rules, &app_catalog, home), 0);
  assert_int_equal(rules_update(&rules, &hist, TODAY, ""), 0);
  for (int i = 0; i < 3; i++) rules_poll(&rules);
  const struct hist empty = {0};
  assert_int_equal(rules_update(&rules, &empty, TODAY, ""), 0);
  const struct rules_result *result = rules_wait(&rules);
  assert_int_equal(result->streak->count, 0);
  assert_true(find_badge(result, "first-full-week")->done == 0);
  assert_ptr_equal(rules_take(&rules), result); /* it stays */
  assert_int_equal(result->streak->count, 0);
  rules_close(&rules);
}

static void test_nothing_is_there_before_the_first_answer(void **state) {
  (void)state;
  struct rules rules;
  assert_int_equal(rules_open(&rules, &app_catalog, home), 0);
  assert_null(rules_take(&rules)->streak);
  assert_int_equal(rules_take(&rules)->badges.count, 0);
  rules_close(&rules);
}

#define AT_HOME(test) cmocka_unit_test_setup_teardown(test, make_home, remove_home)

int main(void) {
  const struct CMUnitTest tests[] = {
      AT_HOME(test_the_shipped_rules_answer),
      AT_HOME(test_another_rule_can_be_chosen_and_an_unknown_one_is_the_default),
      AT_HOME(test_a_players_rules_come_after_those_of_the_program),
      AT_HOME(test_many_endless_files_do_not_keep_the_others_away),
      AT_HOME(test_bad_files_leave_the_others_and_the_default_standing),
      AT_HOME(test_where_a_file_cannot_be_used_nothing_is_remembered),
      AT_HOME(test_an_odd_folder_entry_is_one_finding),
      AT_HOME(test_only_the_last_update_is_answered),
      AT_HOME(test_nothing_is_there_before_the_first_answer),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
