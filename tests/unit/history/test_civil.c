/* The calendar: every day of four centuries there and back, and moments as people write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "civil.h"

static void every_day_of_four_centuries_comes_back(void **state) {
  (void)state;
  int64_t days = civil_days(1900, 1, 1);
  for (int year = 1900; year < 2300; year++) {
    for (int month = 1; month <= 12; month++) {
      for (int day = 1; day <= 31; day++) {
        struct civil c = {.year = year, .month = month, .day = day};
        if (!civil_valid(&c)) continue;
        assert_int_equal(civil_days(year, month, day), days);
        struct civil back = civil_of_unix(days * 86400 + 86399, 0);
        assert_int_equal(back.year, year);
        assert_int_equal(back.month, month);
        assert_int_equal(back.day, day);
        assert_int_equal(back.hour, 23);
        days++;
      }
    }
  }
  assert_int_equal(days, civil_days(2300, 1, 1));
}

static void known_days_have_known_numbers(void **state) {
  (void)state;
  assert_int_equal(civil_days(1970, 1, 1), 0);
  assert_int_equal(civil_days(2000, 2, 29), 11016);
  assert_int_equal(civil_days(2038, 1, 19), 24855);
  assert_int_equal(civil_days(1, 1, 1), -719162);
}

static void a_leap_day_exists_only_in_leap_years(void **state) {
  (void)state;
  assert_true(civil_valid(&(struct civil){.year = 2024, .month = 2, .day = 29}));
  assert_false(civil_valid(&(struct civil){.year = 2023, .month = 2, .day = 29}));
  assert_false(civil_valid(&(struct civil){.year = 1900, .month = 2, .day = 29}));
  assert_true(civil_valid(&(struct civil){.year = 2000, .month = 2, .day = 29}));
}

static void an_offset_moves_the_day(void **state) {
  (void)state;
  struct civil west = civil_of_unix(0, -3600);
  assert_int_equal(west.year, 1969);
  assert_int_equal(west.day, 31);
  assert_int_equal(west.hour, 23);
  struct civil kathmandu = civil_of_unix(0, 20700);
  assert_int_equal(kathmandu.hour, 5);
  assert_int_equal(kathmandu.minute, 45);
}

static void moments_read_as_they_are_written(void **state) {
  (void)state;
  int64_t at;
  int32_t offset;
  assert_true(civil_parse("2026-03-29T07:30:00+02:00", &at, &offset));
  assert_int_equal(at, civil_days(2026, 3, 29) * 86400 + 5 * 3600 + 30 * 60);
  assert_int_equal(offset, 7200);
  assert_true(civil_parse("1970-01-01T00:00Z", &at, NULL));
  assert_int_equal(at, 0);
  assert_true(civil_parse("2026-11-22T23:59:59", &at, &offset));
  assert_int_equal(offset, 0);
}

static void what_is_no_moment_is_refused(void **state) {
  (void)state;
  static const char *const wrong[] = {"",
                                      "now",
                                      "2026-11-22",
                                      "2026-13-01T00:00",
                                      "2026-02-30T00:00",
                                      "2026-11-22T24:00",
                                      "2026-11-22T10:00:61",
                                      "2026-11-22T10:00+15:00",
                                      "2026-11-22T10:00 CET",
                                      "2026-11-22T10:00Zx"};
  int64_t at = 7;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) assert_false(civil_parse(wrong[i], &at, NULL));
  assert_int_equal(at, 7);
}

static void a_day_is_printed_as_it_is_read(void **state) {
  (void)state;
  char text[CIVIL_DAY_SIZE];
  int32_t day;
  for (int32_t d = CIVIL_DAY_MIN; d <= CIVIL_DAY_MAX; d += 997) {
    assert_true(civil_parse_day(civil_print_day(d, text, sizeof text), &day));
    assert_int_equal(day, d);
  }
  assert_string_equal(civil_print_day(CIVIL_DAY_MIN, text, sizeof text), "0001-01-01");
  assert_string_equal(civil_print_day(CIVIL_DAY_MAX, text, sizeof text), "9999-12-31");
}

static void what_is_no_day_is_refused(void **state) {
  (void)state;
  static const char *const wrong[] = {"",           "2026-3-29",  "26-03-29",    "2026-02-29",
                                      "2026-00-10", "2026-13-01", "2026-03-32",  "2026-03-29 ",
                                      " 026-03-29", "2026/03/29", "2026-+3-29",  "0000-01-01",
                                      "-026-03-29", "20260329",   "2026-03-291", "2026--3-29"};
  int32_t day = 7;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    if (civil_parse_day(wrong[i], &day)) fail_msg("%s", wrong[i]);
  }
  assert_int_equal(day, 7);
}

static void weekdays_follow_each_other_from_a_known_monday(void **state) {
  (void)state;
  int32_t monday = (int32_t)civil_days(2026, 11, 23);
  for (int32_t i = -400 * 7; i < 400 * 7; i++) {
    int32_t day = monday + i;
    int weekday = (i + 400 * 7) % 7;
    assert_int_equal(civil_weekday(day), weekday);
    for (enum civil_weekday first = CIVIL_MONDAY; first <= CIVIL_SUNDAY; first++) {
      int32_t start = civil_week_start(day, first);
      assert_int_equal(civil_weekday(start), first);
      assert_in_range(day - start, 0, 6);
    }
  }
  assert_int_equal(civil_weekday(CIVIL_DAY_MIN), CIVIL_MONDAY); /* 0001-01-01 of the proleptic calendar */
}

static void a_day_begins_to_the_second_where_the_player_says(void **state) {
  (void)state;
  int32_t day = (int32_t)civil_days(2026, 11, 22);
  static const int starts_min[] = {0, 1, 240, 720, 1439};
  static const int32_t offsets_s[] = {0, 3600, -36000, 50400, 20700, -12600};
  for (int s = 0; s < 5; s++) {
    for (int o = 0; o < 6; o++) {
      int64_t begin_ms = day * CIVIL_DAY_MS + starts_min[s] * 60000 - offsets_s[o] * INT64_C(1000);
      assert_int_equal(civil_day_of(begin_ms, offsets_s[o], starts_min[s]), day);
      assert_int_equal(civil_day_of(begin_ms - 1, offsets_s[o], starts_min[s]), day - 1);
      assert_int_equal(civil_day_of(begin_ms + CIVIL_DAY_MS - 1, offsets_s[o], starts_min[s]), day);
      assert_int_equal(civil_day_of(begin_ms + CIVIL_DAY_MS, offsets_s[o], starts_min[s]), day + 1);
    }
  }
  assert_int_equal(civil_day_of(INT64_MAX, 0, 0), CIVIL_DAY_MAX);
  assert_int_equal(civil_day_of(INT64_MIN, 0, 0), CIVIL_DAY_MIN);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_day_of_four_centuries_comes_back),
      cmocka_unit_test(known_days_have_known_numbers),
      cmocka_unit_test(a_leap_day_exists_only_in_leap_years),
      cmocka_unit_test(an_offset_moves_the_day),
      cmocka_unit_test(moments_read_as_they_are_written),
      cmocka_unit_test(what_is_no_moment_is_refused),
      cmocka_unit_test(a_day_is_printed_as_it_is_read),
      cmocka_unit_test(what_is_no_day_is_refused),
      cmocka_unit_test(weekdays_follow_each_other_from_a_known_monday),
      cmocka_unit_test(a_day_begins_to_the_second_where_the_player_says),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
