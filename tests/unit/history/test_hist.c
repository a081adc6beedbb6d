/* Finding days, days away, and gaps that only the calendar has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "civil.h"
#include "hist.h"

#define HOUR_MS INT64_C(3600000)

static void days_are_found_or_the_one_behind_them(void **state) {
  (void)state;
  const struct hist_day days[] = {{.day = -5}, {.day = 3}, {.day = 4}, {.day = 900}};
  for (int count = 0; count <= 4; count++) {
    const struct hist hist = {.days = days, .day_count = count};
    for (int32_t day = -10; day < 910; day++) {
      int expected = 0; /* the slow way */
      while (expected < count && days[expected].day < day) expected++;
      assert_int_equal(hist_from(&hist, day), expected);
      bool there = expected < count && days[expected].day == day;
      assert_ptr_equal(hist_find(&hist, day), there ? &days[expected] : NULL);
    }
  }
}

static void overlapping_leaves_cover_their_days(void **state) {
  (void)state;
  const struct hist_leave leaves[] = {{.from = 0, .to = 20}, {.from = 5, .to = 6}, {.from = 30, .to = 30}};
  const struct hist hist = {.leaves = leaves, .leave_count = 3};
  for (int32_t day = -3; day < 40; day++)
    assert_int_equal(hist_away(&hist, day), (day >= 0 && day <= 20) || day == 30);
}

/* A day with one set at a local hour (it may lie beyond 24) of a date, seen at an offset. */
static struct hist_day row(int32_t date, int hour, int offset_h, int day_start_min) {
  struct hist_day day = {.first_offset_s = offset_h * 3600,
                         .last_offset_s = offset_h * 3600,
                         .last_day_start_min = day_start_min};
  day.first_utc_ms = day.last_utc_ms = date * CIVIL_DAY_MS + (hour - offset_h) * HOUR_MS;
  day.day = civil_day_of(day.first_utc_ms, day.first_offset_s, day_start_min);
  return day;
}

static bool bridged(struct hist_day a, struct hist_day b) {
  struct hist_day days[2] = {a, b};
  days[0].bridged = true; /* of the first row it is always taken away */
  hist_bridge(days, 2);
  assert_false(days[0].bridged);
  return days[1].bridged;
}

static void a_date_that_a_flight_took_away_is_bridged(void **state) {
  (void)state;
  /* 10:00 in Honolulu (−10), then 10:00 of the date after the next in Kiritimati (+14): 24 hours later. */
  assert_true(bridged(row(100, 10, -10, 240), row(102, 10, 14, 240)));
  /* At 22:00 it is 36 hours later, and the last moment of what is bridged. */
  assert_true(bridged(row(100, 10, -10, 240), row(102, 22, 14, 240)));
  assert_false(bridged(row(100, 10, -10, 240), row(102, 23, 14, 240)));
}

static void a_day_that_was_really_there_is_not_bridged(void **state) {
  (void)state;
  /* No zone changed: 23:00 and, 28 hours later, 03:00 of the date after the next. */
  assert_false(bridged(row(100, 23, 1, 0), row(102, 3, 1, 0)));
  /* Flying west gives hours: seen from where the player was, a whole day lies between. */
  assert_false(bridged(row(100, 20, 14, 0), row(102, 1, 10, 0)));
  /* Two dates are gone, and more than a day with them. */
  assert_false(bridged(row(100, 1, -10, 0), row(103, 20, 14, 0)));
}

static void neighbours_on_the_calendar_need_no_bridge(void **state) {
  (void)state;
  assert_false(bridged(row(100, 10, 1, 0), row(101, 10, 1, 0)));
  assert_false(bridged(row(100, 10, -10, 0), row(101, 20, 14, 0)));
}

static void a_clock_that_ran_back_bridges_nothing(void **state) {
  (void)state;
  struct hist_day a = row(100, 10, 0, 0), b = row(102, 10, 0, 0);
  b.first_utc_ms = b.last_utc_ms = a.last_utc_ms - 1;
  assert_false(bridged(a, b));
}

static void the_last_set_of_the_first_day_and_the_first_of_the_second_decide(void **state) {
  (void)state;
  struct hist_day a = row(100, 10, -10, 0), b = row(102, 23, 14, 0);
  assert_false(bridged(a, b));
  a.last_utc_ms += 2 * HOUR_MS; /* practised again at noon */
  assert_true(bridged(a, b));
  b.last_utc_ms += 5 * HOUR_MS;
  assert_true(bridged(a, b));
}

static void the_start_of_the_day_is_that_of_the_first_day(void **state) {
  (void)state;
  /* Moving the start from noon back to midnight takes a date away, as a flight does. */
  struct hist_day a = row(100, 11, 0, 720), b = row(101, 13, 0, 0);
  assert_int_equal(a.day, 99);
  assert_int_equal(b.day, 101);
  assert_false(
      bridged(a, b)); /* by the old start there was a day in between: the 100th, from noon, was this one's */
  b = row(101, 11, 0, 0);
  assert_true(bridged(a, b)); /* still the 100th by the old start */
}

static void an_earned_badge_is_found_by_its_id(void **state) {
  (void)state;
  const struct hist_badge badges[] = {{.id = "first-day", .day = 100}, {.id = "first-week", .day = 106}};
  const struct hist hist = {.badges = badges, .badge_count = 2}, empty = {0};
  assert_ptr_equal(hist_earned(&hist, "first-week"), &badges[1]);
  assert_null(hist_earned(&hist, "first"));
  assert_null(hist_earned(&empty, "first-day"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(days_are_found_or_the_one_behind_them),
      cmocka_unit_test(overlapping_leaves_cover_their_days),
      cmocka_unit_test(a_date_that_a_flight_took_away_is_bridged),
      cmocka_unit_test(a_day_that_was_really_there_is_not_bridged),
      cmocka_unit_test(neighbours_on_the_calendar_need_no_bridge),
      cmocka_unit_test(a_clock_that_ran_back_bridges_nothing),
      cmocka_unit_test(the_last_set_of_the_first_day_and_the_first_of_the_second_decide),
      cmocka_unit_test(the_start_of_the_day_is_that_of_the_first_day),
      cmocka_unit_test(an_earned_badge_is_found_by_its_id),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
