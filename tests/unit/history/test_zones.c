/* The days of real zones: every change of the clocks that is known to have cost somebody a streak. The offset
** comes from the system's zone database; what the day must be is said by hand, or worked out from the system's
** own broken-down local time, which the library never sees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "civil.h"
#include "hist.h"
#include "stamp.h"
#include "zones.h"

static int set_up(void **state) {
  (void)state;
  zones_demand();
  return 0;
}

static int32_t date(const char *text) {
  int32_t day;
  assert_true(civil_parse_day(text, &day));
  return day;
}

struct row {
  const char *zone, *utc;
  int day_start_min;
  const char *day;
};

static const struct row moments[] = {
    /* midnight to the second, winter and summer */
    {"Europe/Berlin", "2024-03-30T22:59:59", 0, "2024-03-30"},
    {"Europe/Berlin", "2024-03-30T23:00:00", 0, "2024-03-31"},
    {"Europe/Berlin", "2024-03-31T21:59:59", 0, "2024-03-31"},
    {"Europe/Berlin", "2024-03-31T22:00:00", 0, "2024-04-01"},
    /* 04:00 on the days of the change */
    {"Europe/Berlin", "2024-03-31T01:59:59", 240, "2024-03-30"},
    {"Europe/Berlin", "2024-03-31T02:00:00", 240, "2024-03-31"},
    {"Europe/Berlin", "2024-10-27T02:59:59", 240, "2024-10-26"},
    {"Europe/Berlin", "2024-10-27T03:00:00", 240, "2024-10-27"},
    /* a start in the hour that is left out: 02:30 is gone, 03:00 is after it */
    {"Europe/Berlin", "2024-03-31T00:59:59", 150, "2024-03-30"},
    {"Europe/Berlin", "2024-03-31T01:00:00", 150, "2024-03-31"},
    {"America/New_York", "2024-03-10T06:59:59", 120, "2024-03-09"},
    {"America/New_York", "2024-03-10T07:00:00", 120, "2024-03-10"},
    {"America/New_York", "2024-03-10T07:59:59", 240, "2024-03-09"},
    {"America/New_York", "2024-03-10T08:00:00", 240, "2024-03-10"},
    {"America/New_York", "2024-11-03T08:59:59", 240, "2024-11-02"},
    {"America/New_York", "2024-11-03T09:00:00", 240, "2024-11-03"},
    {"America/New_York", "2024-11-04T04:59:59", 0, "2024-11-03"},
    {"America/New_York", "2024-11-04T05:00:00", 0, "2024-11-04"},
    /* a day without a midnight: after 23:59:59 comes 01:00 */
    {"America/Sao_Paulo", "2018-11-04T02:59:59", 0, "2018-11-03"},
    {"America/Sao_Paulo", "2018-11-04T03:00:00", 0, "2018-11-04"},
    {"America/Sao_Paulo", "2018-11-04T05:59:59", 240, "2018-11-03"},
    {"America/Sao_Paulo", "2018-11-04T06:00:00", 240, "2018-11-04"},
    /* a date that never was; a player whose days begin at 04:00 had four hours of it */
    {"Pacific/Apia", "2011-12-30T09:59:59", 0, "2011-12-29"},
    {"Pacific/Apia", "2011-12-30T10:00:00", 0, "2011-12-31"},
    {"Pacific/Apia", "2011-12-30T13:59:59", 240, "2011-12-30"},
    {"Pacific/Apia", "2011-12-30T14:00:00", 240, "2011-12-31"},
    /* half an hour of summer */
    {"Australia/Lord_Howe", "2024-04-06T12:59:59", 0, "2024-04-06"},
    {"Australia/Lord_Howe", "2024-04-06T13:00:00", 0, "2024-04-07"},
    {"Australia/Lord_Howe", "2024-04-06T17:29:59", 240, "2024-04-06"},
    {"Australia/Lord_Howe", "2024-04-06T17:30:00", 240, "2024-04-07"},
    {"Asia/Kathmandu", "2026-01-31T18:14:59", 0, "2026-01-31"},
    {"Asia/Kathmandu", "2026-01-31T18:15:00", 0, "2026-02-01"},
    {"Pacific/Kiritimati", "2026-01-01T09:59:59", 0, "2026-01-01"},
    {"Pacific/Kiritimati", "2026-01-01T10:00:00", 0, "2026-01-02"},
    {"Pacific/Honolulu", "2026-01-01T09:59:59", 0, "2025-12-31"},
    {"Pacific/Honolulu", "2026-01-01T10:00:00", 0, "2026-01-01"},
    /* 29 February, the end of the year, 2038, 1970, and ten years and more ahead */
    {"Europe/Berlin", "2024-02-28T22:59:59", 0, "2024-02-28"},
    {"Europe/Berlin", "2024-02-28T23:00:00", 0, "2024-02-29"},
    {"Europe/Berlin", "2024-03-01T02:59:59", 240, "2024-02-29"},
    {"Europe/Berlin", "2023-02-28T23:00:00", 0, "2023-03-01"},
    {"Europe/Berlin", "2025-12-31T22:59:59", 0, "2025-12-31"},
    {"Europe/Berlin", "2025-12-31T23:00:00", 0, "2026-01-01"},
    {"Europe/Berlin", "2026-01-01T02:59:59", 240, "2025-12-31"},
    {"UTC", "2038-01-19T03:14:07", 0, "2038-01-19"},
    {"UTC", "2038-01-19T03:14:08", 0, "2038-01-19"},
    {"UTC", "2038-01-19T03:14:08", 240, "2038-01-18"},
    {"UTC", "1970-01-01T00:00:00", 0, "1970-01-01"},
    {"UTC", "1970-01-01T00:00:00", 240, "1969-12-31"},
    {"America/New_York", "1970-01-01T00:00:00", 0, "1969-12-31"},
    {"UTC", "2036-02-29T23:59:59", 0, "2036-02-29"},
    {"UTC", "2100-02-28T23:59:59", 0, "2100-02-28"},
    {"UTC", "2100-03-01T00:00:00", 0, "2100-03-01"},
};

static void known_moments_have_known_days(void **state) {
  (void)state;
  int wrong = 0, count = sizeof moments / sizeof *moments;
  for (int i = 0; i < count; i++) {
    int64_t at;
    zones_set(moments[i].zone);
    assert_true(civil_parse(moments[i].utc, &at, NULL));
    const struct stamp_clock now = {at * 1000, zones_offset_s(at), moments[i].day_start_min};
    if (stamp(&now, NULL).when.day == date(moments[i].day)) continue;
    print_message("%s %s from %d min: not %s\n", moments[i].zone, moments[i].utc, moments[i].day_start_min,
                  moments[i].day);
    wrong++;
  }
  print_message("%d moments, %d wrong\n", count, wrong);
  assert_int_equal(wrong, 0);
}

static const char *const zones[] = {
    "Europe/Berlin", "Europe/London", "Europe/Dublin", "America/New_York", "America/Sao_Paulo",
    "America/St_Johns", "America/Caracas", "America/Havana", "America/Asuncion", "Pacific/Apia",
    "Pacific/Kiritimati", "Pacific/Honolulu", "Pacific/Chatham", "Pacific/Fakaofo", "Australia/Lord_Howe",
    "Australia/Adelaide", "Asia/Kathmandu", "Asia/Pyongyang", "Asia/Tehran", "Asia/Gaza", "Africa/Casablanca",
    "Africa/Cairo", "Africa/Juba", "Antarctica/Troll", "Antarctica/Casey", "Atlantic/Azores", "Etc/GMT+12",
    "Etc/GMT-14", "UTC",
    /* none, nonsense, and zones only a hostile environment has */
    NULL, "", "Not/A_Zone", ":", "\xFF\xFE", "XYZ-24:59:59", "XYZ+24:59:59", "CET-1CEST,J1,J365",
    "../../../etc/passwd"};
#define ZONES ((int)(sizeof zones / sizeof *zones))

/* The day by the system's local date and time of day, one day back before the start of the day. */
static int32_t slow_day(int64_t unix_s, int day_start_min) {
  time_t at = (time_t)unix_s;
  struct tm local;
  assert_non_null(localtime_r(&at, &local));
  bool before = (local.tm_hour * 60 + local.tm_min) * 60 + local.tm_sec < day_start_min * 60;
  struct tm noon = {
      .tm_year = local.tm_year, .tm_mon = local.tm_mon, .tm_mday = local.tm_mday - before, .tm_hour = 12};
  return (int32_t)((timegm(&noon) - 43200) / 86400);
}

static const int starts_min[] = {0, 1, 150, 240, 720, 1439};

/* Counts the moments around `unix_s` whose day differs from the slow one. */
static int compare_around(int64_t unix_s, int *tried) {
  static const int near_s[] = {-86401, -86400, -3601, -3600, -1800, -1,   0,
                               1,      1799,   1800,  3599,  3600,  7200, 86399};
  int wrong = 0;
  for (size_t n = 0; n < sizeof near_s / sizeof *near_s; n++) {
    int64_t at = unix_s + near_s[n];
    for (int s = 0; s < 6; s++) {
      const struct stamp_clock now = {at * 1000 + 999, zones_offset_s(at), starts_min[s]};
      wrong += stamp(&now, NULL).when.day != slow_day(at, starts_min[s]);
      ++*tried;
    }
  }
  return wrong;
}

static void every_change_of_every_zone_agrees_with_the_systems_dates(void **state) {
  (void)state;
  int wrong = 0, tried = 0, changes = 0;
  for (int z = 0; z < ZONES; z++) {
    zones_set(zones[z]);
    int32_t before = zones_offset_s(1262304000);
    for (int64_t day = 1262304000; day < 1924992000; day += 86400) { /* 2010 to 2030 */
      if (zones_offset_s(day) == before) continue;
      int64_t low = day - 86400, high = day; /* to the second */
      while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        if (zones_offset_s(middle) == before)
          low = middle;
        else
          high = middle;
      }
      before = zones_offset_s(day);
      wrong += compare_around(high, &tried);
      changes++;
    }
    static const int64_t edges[] = {0, 2147483647, 2147483648, 951782400, 1735689600, 4107542400};
    for (int e = 0; e < 6; e++) wrong += compare_around(edges[e], &tried);
  }
  print_message("%d zones, %d changes, %d moments, %d wrong\n", ZONES, changes, tried, wrong);
  assert_true(changes > 500);
  assert_int_equal(wrong, 0);
}

/* Somebody who practises once a day at one local time, through a change of the clocks: every day counts once,
** and where the calendar leaves one out, the gap is bridged. Returns the days that are lost. */
static int practise_daily(const char *zone, const char *from, int hour, int minute, int second,
                          int start_min) {
  struct hist_day days[24];
  int count = 0, gaps = 0;
  zones_set(zone);
  struct civil first = civil_of_day(date(from));
  for (int i = 0; i < 24; i++) {
    struct tm wanted = {.tm_year = first.year - 1900,
                        .tm_mon = first.month - 1,
                        .tm_mday = first.day + i,
                        .tm_hour = hour,
                        .tm_min = minute,
                        .tm_sec = second,
                        .tm_isdst = -1};
    struct tm asked = wanted;
    int64_t at = mktime(&wanted);
    /* A time that does not exist on this date comes out on another: then as soon as the date begins, if it
    ** does. */
    asked.tm_hour = 12;
    asked.tm_isdst = -1;
    mktime(&asked);
    if (wanted.tm_mday != asked.tm_mday) at += 3600;
    struct hist_day day = {
        .first_utc_ms = at * 1000, .first_offset_s = zones_offset_s(at), .last_day_start_min = start_min};
    day.last_utc_ms = day.first_utc_ms;
    day.last_offset_s = day.first_offset_s;
    day.day = civil_day_of(day.first_utc_ms, day.first_offset_s, start_min);
    if (count > 0 && days[count - 1].day == day.day) continue; /* counts once */
    days[count++] = day;
  }
  hist_bridge(days, count);
  for (int i = 1; i < count; i++) gaps += days[i].day != days[i - 1].day + 1 && !days[i].bridged;
  return gaps + (count < 23 ? 23 - count : 0); /* one date at most is not on the calendar */
}

static void who_practises_daily_keeps_every_day_through_every_change(void **state) {
  (void)state;
  static const struct {
    const char *zone, *from;
  } rows[] = {{"Europe/Berlin", "2024-03-20"},       {"Europe/Berlin", "2024-10-16"},
              {"America/New_York", "2024-03-01"},    {"America/New_York", "2024-10-24"},
              {"America/Sao_Paulo", "2018-10-24"},   {"Pacific/Apia", "2011-12-18"},
              {"Australia/Lord_Howe", "2024-03-28"}, {"Australia/Lord_Howe", "2024-09-26"},
              {"Asia/Kathmandu", "2024-12-20"},      {"Pacific/Fakaofo", "2011-12-18"},
              {"Europe/Berlin", "2024-02-20"},       {"UTC", "2038-01-10"},
              {"Asia/Gaza", "2024-04-08"},           {"Not/A_Zone", "2024-03-20"}};
  static const int times[][3] = {{0, 0, 0}, {0, 0, 1}, {2, 30, 0}, {3, 59, 59},
                                 {4, 0, 0}, {8, 0, 0}, {12, 0, 0}, {23, 59, 59}};
  int wrong = 0, tried = 0;
  for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
    for (int t = 0; t < 8; t++) {
      for (int s = 0; s < 6; s++) {
        int gaps =
            practise_daily(rows[r].zone, rows[r].from, times[t][0], times[t][1], times[t][2], starts_min[s]);
        if (gaps)
          print_message("%s at %02d:%02d:%02d from %d min: %d\n", rows[r].zone, times[t][0], times[t][1],
                        times[t][2], starts_min[s], gaps);
        wrong += gaps;
        tried++;
      }
    }
  }
  print_message("%d people for 24 days, %d days lost\n", tried, wrong);
  assert_int_equal(wrong, 0);
}

static struct hist_day day_at(const char *zone, const char *local) {
  struct hist_day day = {.last_day_start_min = 240};
  int64_t at;
  zones_set(zone);
  assert_true(civil_parse(local, &at, NULL));
  day.first_offset_s = day.last_offset_s = zones_offset_s(at); /* neither zone ever changes */
  day.first_utc_ms = day.last_utc_ms = (at - day.first_offset_s) * 1000;
  day.day = civil_day_of(day.first_utc_ms, day.first_offset_s, 240);
  return day;
}

static void across_the_date_line_and_back_no_day_is_lost(void **state) {
  (void)state;
  struct hist_day days[] = {
      day_at("Pacific/Honolulu", "2026-05-01T08:00"), day_at("Pacific/Honolulu", "2026-05-02T08:00"),
      /* six hours in the air; the third is over before it began */
      day_at("Pacific/Kiritimati", "2026-05-04T08:00"), day_at("Pacific/Kiritimati", "2026-05-05T08:00")};
  hist_bridge(days, 4);
  assert_int_equal(days[2].day - days[1].day, 2);
  assert_true(days[2].bridged);
  assert_false(days[1].bridged || days[3].bridged);
  /* And back: the fifth is had twice and counts once, without a doubt about the clock. */
  struct hist_day home = day_at("Pacific/Honolulu", "2026-05-05T08:00");
  assert_int_equal(home.day, days[3].day);
  const struct stamp_last last = {true, days[3].last_utc_ms, days[3].day};
  const struct stamp_clock now = {home.first_utc_ms, home.first_offset_s, 240};
  assert_false(stamp(&now, &last).doubtful);
  assert_int_equal(stamp(&now, &last).when.day, days[3].day);
}

static void the_day_that_apia_left_out_is_bridged(void **state) {
  (void)state;
  struct hist_day days[2] = {{.day = date("2011-12-29"), .last_offset_s = -36000, .last_day_start_min = 240},
                             {.day = date("2011-12-31"), .first_offset_s = 50400}};
  int64_t at;
  civil_parse("2011-12-29T08:00-10:00", &at, NULL);
  days[0].last_utc_ms = at * 1000;
  civil_parse("2011-12-31T08:00+14:00", &at, NULL);
  days[1].first_utc_ms = at * 1000;
  hist_bridge(days, 2);
  assert_true(days[1].bridged);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_moments_have_known_days),
      cmocka_unit_test(every_change_of_every_zone_agrees_with_the_systems_dates),
      cmocka_unit_test(who_practises_daily_keeps_every_day_through_every_change),
      cmocka_unit_test(across_the_date_line_and_back_no_day_is_lost),
      cmocka_unit_test(the_day_that_apia_left_out_is_bridged),
  };
  return cmocka_run_group_tests(tests, set_up, NULL);
}
