/* The badges that are shipped, asked about made-up histories by the real worker. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "histories.h"
#include "loading.h"
#include "record.h"

#define BADGES TEST_SOURCE_DIR "/scripts/badges/"
#define MAX    64

static const char *const files[] = {"beginnings", "weeks", "days", "breath", "listening", "times", "making"};
#define FILES (sizeof files / sizeof *files)

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

static struct histories *fresh(struct test *test) {
  histories_close(&test->made);
  histories_open(&test->made);
  return &test->made;
}

/* All badges of all files. Returns how many. */
static int ask(struct test *test, int32_t today, struct badge out[MAX]) {
  struct loading *loading = &test->loading;
  int count = 0;
  diag_clear(&loading->list);
  assert_int_equal(host_set_history(loading->host, histories_finish(&test->made), today, &loading->words), 0);
  for (size_t i = 0; i < FILES; i++) {
    char path[512];
    struct badge_list list;
    snprintf(path, sizeof path, BADGES "%s.lua", files[i]);
    if (host_run_badges(loading->host, path, "", &loading->words, &loading->arena, &loading->list, &list) !=
        0)
      fail_msg("%s: %s", path, err_text());
    for (int b = 0; b < loading->list.count; b++) print_error("%s: %s\n", path, loading->list.rows[b].text);
    assert_int_equal(loading->list.count, 0);
    for (int b = 0; b < list.count && count < MAX; b++) out[count++] = list.badges[b];
  }
  return count;
}

static double done(struct test *test, int32_t today, const char *id) {
  struct badge all[MAX];
  int count = ask(test, today, all);
  for (int i = 0; i < count; i++)
    if (strcmp(all[i].id, id) == 0) return all[i].done;
  fail_msg("there is no badge %s", id);
  return -1;
}

static bool earned(struct test *test, int32_t today, const char *id) {
  struct badge all[MAX];
  int count = ask(test, today, all);
  for (int i = 0; i < count; i++)
    if (strcmp(all[i].id, id) == 0) return all[i].done >= all[i].goal;
  fail_msg("there is no badge %s", id);
  return false;
}

/* ---- what every badge is ---- */

static void test_there_are_many_and_each_is_whole_and_its_own(void **state) {
  struct test *test = *state;
  struct badge all[MAX];
  fresh(test);
  int count = ask(test, histories_date(2026, 3, 4), all);
  assert_true(count >= 24);
  for (int i = 0; i < count; i++) {
    assert_true(all[i].title[0] && all[i].words[0]);
    assert_true(strlen(all[i].title) < RECORD_TEXT_SIZE && strlen(all[i].words) < RECORD_TEXT_SIZE);
    assert_true(all[i].emblem.count >= 2 && emblem_good(&all[i].emblem));
    assert_true(all[i].done == 0 && all[i].goal > 0); /* nobody has practised yet */
    for (int other = 0; other < i; other++) {
      assert_string_not_equal(all[i].id, all[other].id);
      assert_string_not_equal(all[i].title, all[other].title);
      assert_true(all[i].emblem.count != all[other].emblem.count ||
                  memcmp(all[i].emblem.shapes, all[other].emblem.shapes,
                         (size_t)all[i].emblem.count * sizeof *all[i].emblem.shapes) != 0);
    }
  }
}

/* A shape's reach from its own middle is taken as half its width: no corner is to leave the medal by much. */
static void test_emblems_stay_on_the_medal(void **state) {
  struct test *test = *state;
  struct badge all[MAX];
  fresh(test);
  int count = ask(test, histories_date(2026, 3, 4), all);
  for (int i = 0; i < count; i++)
    for (int s = 0; s < all[i].emblem.count; s++) {
      const struct emblem_shape *shape = &all[i].emblem.shapes[s];
      if (shape->x * shape->x + shape->y * shape->y > 0.65 * 0.65) assert_true(shape->size <= 0.6f);
      assert_true(shape->size <= 1.8f);
    }
}

/* ---- one by one ---- */

static void test_first_things(void **state) {
  struct test *test = *state;
  int32_t monday = histories_date(2026, 3, 2);
  struct histories *made = fresh(test);
  histories_add(made, monday, 8);
  assert_true(earned(test, monday, "first-set"));
  assert_true(done(test, monday, "both-stretches") == 1);
  made->routines[1] = (struct hist_routine){.id = "elbow-lowering", .author = ""};
  made->routine_count = 2;
  assert_true(earned(test, monday, "both-stretches"));
  histories_add(made, monday + 2, 8);
  histories_add(made, monday + 4, 8);
  assert_true(earned(test, monday + 4, "three-in-a-week"));
  assert_false(earned(test, monday + 4, "first-full-week"));
  histories_add(made, monday + 5, 8);
  histories_add(made, monday + 6, 8);
  assert_true(earned(test, monday + 6, "first-full-week"));
}

static void test_days_of_two_weeks_are_no_full_week(void **state) {
  struct test *test = *state;
  int32_t monday = histories_date(2026, 3, 2);
  struct histories *made = fresh(test);
  histories_week(made, monday, "....xxx");
  histories_week(made, monday + 7, "xx.....");
  assert_true(done(test, monday + 8, "first-full-week") == 3);
}

static void test_full_weeks_need_not_follow_each_other(void **state) {
  struct test *test = *state;
  int32_t monday = histories_date(2025, 12, 29);
  struct histories *made = fresh(test);
  for (int i = 0; i < 4; i++) histories_week(made, monday + 21 * i, "xxx.xx.");
  assert_true(earned(test, monday + 200, "four-full-weeks"));
  assert_true(done(test, monday + 200, "twelve-full-weeks") == 4);
}

static void test_slow_breathing(void **state) {
  struct test *test = *state;
  int32_t day = histories_date(2026, 3, 2);
  struct histories *made = fresh(test);
  histories_add(made, day, 8)->slowest_breath_s = 8;
  assert_false(earned(test, day, "slow-breath"));
  histories_add(made, day + 1, 8)->slowest_breath_s = 10;
  assert_true(earned(test, day + 1, "slow-breath"));
  assert_false(earned(test, day + 1, "very-slow-breath"));
  histories_add(made, day + 2, 8)->slowest_breath_s = 12;
  assert_true(earned(test, day + 2, "very-slow-breath"));
}

static void test_easing_off_and_telling_are_honoured(void **state) {
  struct test *test = *state;
  int32_t day = histories_date(2026, 3, 2);
  struct histories *made = fresh(test);
  struct hist_day *row = histories_add(made, day, 8);
  assert_false(earned(test, day, "eased-off"));
  row->ease_offs = 1;
  row->before_sum = 2;
  row->before_count = 1;
  assert_true(earned(test, day, "eased-off"));
  assert_false(earned(test, day, "told-before-and-after"));
  row->after_sum = 2; /* no better: telling is what is honoured */
  row->after_count = 1;
  assert_true(earned(test, day, "told-before-and-after"));
}

static void test_coming_back_is_welcomed_and_stays_earned(void **state) {
  struct test *test = *state;
  int32_t day = histories_date(2026, 3, 2);
  struct histories *made = fresh(test);
  histories_add(made, day, 8);
  assert_false(earned(test, day + 40, "welcome-back")); /* being away earns nothing, coming back does */
  histories_add(made, day + 13, 8);
  assert_false(earned(test, day + 13, "welcome-back"));
  histories_add(made, day + 27, 8);
  assert_true(earned(test, day + 27, "welcome-back"));
  histories_add(made, day + 20, 8); /* another device's history fills the gap */
  assert_false(earned(test, day + 27, "welcome-back"));
  made->badges[made->badge_count++] =
      (struct hist_badge){.id = "welcome-back", .title = "", .words = "", .day = day + 27};
  assert_true(earned(test, day + 27, "welcome-back"));
}

static void test_intervals_through_one_day_count_three_at_most(void **state) {
  struct test *test = *state;
  int32_t day = histories_date(2026, 3, 2);
  struct histories *made = fresh(test);
  histories_add(made, day, 8);
  histories_add(made, day, 8); /* the same hour is no interval */
  assert_true(done(test, day, "through-the-day") == 1);
  histories_add(made, day, 13);
  assert_true(done(test, day, "through-the-day") == 2);
  histories_add(made, day, 19);
  assert_true(earned(test, day, "through-the-day"));
  histories_add(made, day, 21);
  assert_true(done(test, day, "through-the-day") == 3);
}

static void test_mornings_evenings_and_seasons(void **state) {
  struct test *test = *state;
  struct histories *made = fresh(test);
  for (int month = 1; month <= 12; month++) {
    histories_add(made, histories_date(2025, month, 28), 7);
    histories_add(made, histories_date(2025, month, 28), 19);
  }
  int32_t today = histories_date(2026, 1, 1);
  assert_true(earned(test, today, "mornings") && earned(test, today, "evenings"));
  assert_true(earned(test, today, "four-seasons") && earned(test, today, "twelve-months"));
}

static void test_own_routines_and_devices(void **state) {
  struct test *test = *state;
  int32_t day = histories_date(2026, 3, 2);
  struct histories *made = fresh(test);
  histories_add(made, day, 8);
  assert_false(earned(test, day, "own-routine") || earned(test, day, "two-devices"));
  made->routines[1] = (struct hist_routine){.id = "mine", .author = "", .own = true};
  made->routine_count = 2;
  made->devices[1] = (struct hist_device){.id = "00000000000000000000000000000002"};
  made->device_count = 2;
  assert_true(earned(test, day, "own-routine") && earned(test, day, "two-devices"));
}

/* ---- properties ---- */

static uint32_t next_random(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

static void test_practice_never_lowers_a_badge(void **state) {
  struct test *test = *state;
  uint32_t seed = 11;
  struct badge before[MAX], after[MAX];
  for (int round = 0; round < 30; round++) {
    struct histories *made = fresh(test);
    int32_t today = histories_date(2026, 1, 1) + 13 * round;
    for (int32_t day = today - 200; day <= today; day++)
      if (next_random(&seed) % 10 < 4) histories_add(made, day, (int)(next_random(&seed) % 24));
    int count = ask(test, today, before);
    histories_add(made, today - (int32_t)(next_random(&seed) % 210), (int)(next_random(&seed) % 24));
    assert_int_equal(ask(test, today, after), count);
    for (int i = 0; i < count; i++) {
      if (strcmp(before[i].id, "welcome-back") == 0)
        continue; /* a day inside the gap shows that there was none */
      if (after[i].done < before[i].done || after[i].goal > before[i].goal)
        fail_msg("%s: %g of %g became %g of %g", before[i].id, before[i].done, before[i].goal, after[i].done,
                 after[i].goal);
    }
  }
}

/* Ten sessions on a day bring no badge nearer than three do, but for sums over a life. */
static void test_overdoing_it_earns_nothing(void **state) {
  static const char *const sums[] = {"thousand-breaths", "ten-thousand-breaths"};
  struct test *test = *state;
  struct badge three[MAX], ten[MAX];
  int32_t day = histories_date(2026, 3, 2);
  struct histories *made = fresh(test);
  for (int i = 0; i < 3; i++) histories_add(made, day, 7 + 6 * i);
  int count = ask(test, day, three);
  for (int i = 0; i < 7; i++) histories_add(made, day, 8 + i);
  assert_int_equal(ask(test, day, ten), count);
  for (int i = 0; i < count; i++) {
    bool sum = strcmp(three[i].id, sums[0]) == 0 || strcmp(three[i].id, sums[1]) == 0;
    if (!sum && ten[i].done != three[i].done)
      fail_msg("%s: %g became %g", three[i].id, three[i].done, ten[i].done);
  }
}

static void test_ten_years_of_days_earn_what_they_should(void **state) {
  struct test *test = *state;
  struct histories *made = fresh(test);
  int32_t today = histories_date(2026, 11, 22);
  for (int i = 0; i < 3650; i++) histories_add(made, today - i, 8);
  assert_true(earned(test, today, "five-hundred-days") && earned(test, today, "a-year-of-weeks"));
  assert_true(earned(test, today, "ten-thousand-breaths") && earned(test, today, "twelve-months"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_there_are_many_and_each_is_whole_and_its_own),
      cmocka_unit_test(test_emblems_stay_on_the_medal),
      cmocka_unit_test(test_first_things),
      cmocka_unit_test(test_days_of_two_weeks_are_no_full_week),
      cmocka_unit_test(test_full_weeks_need_not_follow_each_other),
      cmocka_unit_test(test_slow_breathing),
      cmocka_unit_test(test_easing_off_and_telling_are_honoured),
      cmocka_unit_test(test_coming_back_is_welcomed_and_stays_earned),
      cmocka_unit_test(test_intervals_through_one_day_count_three_at_most),
      cmocka_unit_test(test_mornings_evenings_and_seasons),
      cmocka_unit_test(test_own_routines_and_devices),
      cmocka_unit_test(test_practice_never_lowers_a_badge),
      cmocka_unit_test(test_overdoing_it_earns_nothing),
      cmocka_unit_test(test_ten_years_of_days_earn_what_they_should),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
