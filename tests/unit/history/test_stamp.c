/* The day of a fact when the clock is right, wrong, and right again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdlib.h>

#include "facts.h"
#include "stamp.h"

#define HOUR_MS INT64_C(3600000)
#define START   240 /* 04:00 */

/* A moment as people write it, with days that begin at 04:00. */
static struct stamp_clock at(const char *text) {
  struct stamp_clock clock = {.day_start_min = START};
  assert_true(civil_parse(text, &clock.utc_ms, &clock.offset_s));
  clock.utc_ms *= 1000;
  return clock;
}

static int32_t date(const char *text) {
  int32_t day;
  assert_true(civil_parse_day(text, &day));
  return day;
}

static struct stamp_last last_at(const char *text) {
  struct stamp_clock clock = at(text);
  return (struct stamp_last){true, clock.utc_ms, civil_day_of(clock.utc_ms, clock.offset_s, START)};
}

static void without_an_earlier_set_the_clock_is_believed(void **state) {
  (void)state;
  struct stamp_clock now = at("2026-11-22T03:59:59+01:00");
  struct stamp made = stamp(&now, NULL);
  assert_int_equal(made.when.day, date("2026-11-21"));
  assert_int_equal(made.when.utc_ms, now.utc_ms);
  assert_int_equal(made.when.offset_s, 3600);
  assert_false(made.doubtful || made.ask);
  const struct stamp_last none = {false, INT64_MAX, 0};
  assert_false(stamp(&now, &none).doubtful);
}

static void one_second_decides_the_day(void **state) {
  (void)state;
  struct stamp_clock now = at("2026-11-22T04:00:00+01:00");
  assert_int_equal(stamp(&now, NULL).when.day, date("2026-11-22"));
  now.utc_ms -= 1;
  assert_int_equal(stamp(&now, NULL).when.day, date("2026-11-21"));
}

static void the_same_moment_is_not_earlier(void **state) {
  (void)state;
  struct stamp_last last = last_at("2026-11-22T08:00:00+01:00");
  struct stamp_clock now = {last.utc_ms, 3600, START};
  assert_false(stamp(&now, &last).doubtful);
  now.utc_ms--;
  assert_true(stamp(&now, &last).doubtful);
}

static void a_later_set_is_not_doubtful_even_on_an_earlier_date(void **state) {
  (void)state;
  /* From Kiritimati to Honolulu the date goes back while the clock goes on. */
  struct stamp_last last = last_at("2026-05-02T10:00:00+14:00");
  struct stamp_clock now = at("2026-05-01T20:00:00-10:00");
  struct stamp made = stamp(&now, &last);
  assert_false(made.doubtful);
  assert_int_equal(made.when.day, date("2026-05-01"));
}

static void an_earlier_clock_counts_for_the_day_of_the_last_set(void **state) {
  (void)state;
  struct stamp_last last = last_at("2026-11-22T08:00:00+01:00");
  static const struct {
    const char *now;
    bool ask;
  } rows[] = {{"2026-11-22T07:59:59+01:00", false},
              {"2026-11-21T08:00:00+01:00", false}, /* exactly a day */
              {"2026-11-21T07:59:59+01:00", true},
              {"1970-01-01T00:00:00Z", true}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct stamp_clock now = at(rows[i].now);
    struct stamp made = stamp(&now, &last);
    assert_true(made.doubtful);
    assert_int_equal(made.ask, rows[i].ask);
    assert_int_equal(made.when.day, date("2026-11-22"));
    assert_int_equal(made.when.utc_ms, now.utc_ms); /* kept as the clock said */
  }
}

static void whatever_the_clock_says_the_fact_is_good(void **state) {
  (void)state;
  static const int64_t moments[] = {
      INT64_MIN, INT64_MAX, 0, -1, INT64_C(253402300800000), INT64_C(-62135596800001)};
  static const int32_t offsets[] = {INT32_MIN, INT32_MAX, 0, 50400};
  struct facts_dice dice = {4};
  struct record fact = facts_make(&dice, RECORD_SET, "00112233445566778899aabbccddeeff");
  for (int m = 0; m < 6; m++) {
    for (int o = 0; o < 4; o++) {
      const struct stamp_clock now = {moments[m], offsets[o], START};
      fact.when = stamp(&now, NULL).when;
      fact.as.set.end_utc_ms = stamp_end(fact.when.utc_ms, moments[m]);
      assert_null(record_fault(&fact));
    }
  }
}

static void an_end_is_never_before_its_begin(void **state) {
  (void)state;
  assert_int_equal(stamp_end(1000, 5000), 5000);
  assert_int_equal(stamp_end(1000, -5000), 1000);
  assert_int_equal(stamp_end(1000, 1000 + 9 * CIVIL_DAY_MS), 1000 + CIVIL_DAY_MS);
}

/* A set as stamp makes it. */
static struct record set_at(const char *text, int id, const struct stamp_last *last) {
  struct record set;
  struct stamp_clock clock = at(text);
  struct stamp made = stamp(&clock, last);
  memset(&set, 0, sizeof set);
  set.kind = RECORD_SET;
  snprintf(set.id, sizeof set.id, "%032x", (unsigned)id);
  set.when = made.when;
  set.as.set.doubtful = made.doubtful;
  set.as.set.day_start_min = START;
  return set;
}

static void sets_ahead_move_to_today_in_their_order_and_spacing(void **state) {
  (void)state;
  /* For three days the clock was ten years ahead; on the third evening it is put right. */
  const struct record sets[] = {set_at("2036-11-20T08:00:00+01:00", 1, NULL),
                                set_at("2036-11-21T08:00:00+01:00", 2, NULL),
                                set_at("2036-11-22T08:00:00+01:00", 3, NULL)};
  struct record moved[3];
  struct stamp_clock now = at("2026-11-22T19:00:00+01:00");
  stamp_redate(&now, sets, 3, date("2026-11-19"), moved);
  static const char *const days[] = {"2026-11-20", "2026-11-21", "2026-11-22"};
  for (int i = 0; i < 3; i++) {
    assert_int_equal(moved[i].kind, RECORD_REDATE);
    assert_string_equal(moved[i].as.redate.set, sets[i].id);
    assert_int_equal(moved[i].as.redate.day, date(days[i]));
    assert_int_equal(moved[i].when.day, date("2026-11-22"));
    assert_string_equal(moved[i].id, "");
    memcpy(moved[i].id, sets[i].id, sizeof moved[i].id);
    memcpy(moved[i].device, sets[i].id, sizeof moved[i].device);
    assert_null(record_fault(&moved[i]));
  }
}

static void a_set_later_in_the_day_than_now_was_made_yesterday(void **state) {
  (void)state;
  const struct record set = set_at("2036-11-22T21:00:00+01:00", 1, NULL);
  struct record moved;
  struct stamp_clock now = at("2026-11-22T19:00:00+01:00");
  stamp_redate(&now, &set, 1, CIVIL_DAY_MIN, &moved);
  assert_int_equal(moved.as.redate.day, date("2026-11-21"));
}

static void no_set_moves_before_the_last_good_day_or_after_today(void **state) {
  (void)state;
  const struct record sets[] = {set_at("2036-01-01T08:00:00Z", 1, NULL),
                                set_at("2036-11-21T08:00:00Z", 2, NULL),
                                set_at("2036-11-22T08:00:00Z", 3, NULL)};
  struct record moved[3];
  struct stamp_clock now = at("2026-11-22T19:00:00Z");
  stamp_redate(&now, sets, 3, date("2026-11-21"), moved);
  assert_int_equal(moved[0].as.redate.day, date("2026-11-21"));
  assert_int_equal(moved[1].as.redate.day, date("2026-11-21"));
  assert_int_equal(moved[2].as.redate.day, date("2026-11-22"));
  /* The last good day may lie after today, where the player has flown west. */
  stamp_redate(&now, sets, 3, date("2026-11-23"), moved);
  for (int i = 0; i < 3; i++) assert_int_equal(moved[i].as.redate.day, date("2026-11-22"));
}

static void a_doubtful_set_between_gets_the_day_its_clock_showed(void **state) {
  (void)state;
  /* The clock is put right, the player practises before answering, and answers the day after. */
  const struct record ahead = set_at("2036-11-20T08:00:00Z", 1, NULL);
  const struct stamp_last last = {true, ahead.when.utc_ms, ahead.when.day};
  const struct record sets[] = {ahead, set_at("2026-11-21T08:00:00Z", 2, &last)};
  struct record moved[2];
  struct stamp_clock now = at("2026-11-22T19:00:00Z");
  assert_int_equal(sets[1].when.day, date("2036-11-20"));
  assert_true(stamp_astray(&now, &sets[0]) && stamp_astray(&now, &sets[1]));
  stamp_redate(&now, sets, 2, date("2026-11-19"), moved);
  assert_int_equal(moved[1].as.redate.day, date("2026-11-21"));
}

static void good_sets_are_not_astray(void **state) {
  (void)state;
  struct stamp_clock now = at("2026-11-22T19:00:00Z");
  struct record set = set_at("2026-11-22T19:00:00Z", 1, NULL);
  assert_false(stamp_astray(&now, &set));
  set = set_at("2026-11-22T19:00:01Z", 1, NULL);
  assert_true(stamp_astray(&now, &set));
  /* The date of a place farther east is no fault of the clock. */
  set = set_at("2026-11-23T08:00:00+14:00", 1, NULL);
  assert_true(set.when.day > civil_day_of(now.utc_ms, 0, START));
  assert_false(stamp_astray(&now, &set));
}

static void after_the_answer_days_go_on_by_the_clock(void **state) {
  (void)state;
  /* The redated set is the last one no more; the one before it is. */
  struct stamp_last last = last_at("2026-11-19T08:00:00Z");
  struct stamp_clock now = at("2026-11-23T08:00:00Z");
  struct stamp made = stamp(&now, &last);
  assert_false(made.doubtful || made.ask);
  assert_int_equal(made.when.day, date("2026-11-23"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_an_earlier_set_the_clock_is_believed),
      cmocka_unit_test(one_second_decides_the_day),
      cmocka_unit_test(the_same_moment_is_not_earlier),
      cmocka_unit_test(a_later_set_is_not_doubtful_even_on_an_earlier_date),
      cmocka_unit_test(an_earlier_clock_counts_for_the_day_of_the_last_set),
      cmocka_unit_test(whatever_the_clock_says_the_fact_is_good),
      cmocka_unit_test(an_end_is_never_before_its_begin),
      cmocka_unit_test(sets_ahead_move_to_today_in_their_order_and_spacing),
      cmocka_unit_test(a_set_later_in_the_day_than_now_was_made_yesterday),
      cmocka_unit_test(no_set_moves_before_the_last_good_day_or_after_today),
      cmocka_unit_test(a_doubtful_set_between_gets_the_day_its_clock_showed),
      cmocka_unit_test(good_sets_are_not_astray),
      cmocka_unit_test(after_the_answer_days_go_on_by_the_clock),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
