/* What time it is: the machine's, or the one that --now pretends, which then goes on with the program's clock. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "moment.h"
#include "near.h"

#define AT_S    INT64_C(1795158000) /* 2026-11-20T07:00:00Z */
#define BASE_US INT64_C(5000000)

static struct moment_clock pretended(int64_t unix_s, int32_t offset_s) {
  struct args args = {.now_given = true, .now_unix_s = unix_s, .now_offset_s = offset_s};
  struct moment_clock clock;
  moment_init(&clock, &args, BASE_US);
  return clock;
}

static void a_pretended_moment_goes_on_with_the_programs_clock(void **state) {
  (void)state;
  struct moment_clock clock = pretended(AT_S, 3600);
  assert_int_equal(moment_at(&clock, BASE_US).utc_ms, AT_S * 1000);
  assert_int_equal(moment_at(&clock, BASE_US + 90500000).utc_ms, AT_S * 1000 + 90500);
}

static void a_pretended_zone_holds_whatever_the_machines_is(void **state) {
  (void)state;
  static const char *const zones[] = {"Europe/Berlin", "Pacific/Kiritimati", "UTC", "no such zone"};
  struct moment_clock clock = pretended(AT_S, -36000);
  for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
    setenv("TZ", zones[i], 1);
    assert_int_equal(moment_at(&clock, BASE_US + 1000000).offset_s, -36000);
  }
}

/* The offset of that moment, not of now: each of these changed it within the hours around. */
static void the_offset_is_that_of_the_moment(void **state) {
  (void)state;
  static const struct {
    const char *zone;
    int64_t utc_s;
    int32_t offset_s;
  } rows[] = {
      {"Europe/Berlin", 1711846799, 3600},
      {"Europe/Berlin", 1711846800, 7200}, /* 2024-03-31 01:00 UTC */
      {"Europe/Berlin", 1729990799, 7200},
      {"Europe/Berlin", 1729990800, 3600},
      {"America/New_York", 1710053999, -18000},
      {"America/New_York", 1710054000, -14400},
      {"America/Sao_Paulo", 1541300399, -10800},
      {"America/Sao_Paulo", 1541300400, -7200},
      {"Pacific/Apia", 1325239199, -36000},
      {"Pacific/Apia", 1325239200, 50400}, /* no 30 December */
      {"Australia/Lord_Howe", 1712415599, 39600},
      {"Australia/Lord_Howe", 1712415600, 37800},
      {"Asia/Kathmandu", AT_S, 20700},
      {"Pacific/Kiritimati", AT_S, 50400},
      {"Pacific/Honolulu", AT_S, -36000},
      {"UTC", 0, 0},
      {"UTC", -1, 0},
      {"no such zone", AT_S, 0},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    setenv("TZ", rows[i].zone, 1);
    if (moment_offset_s(rows[i].utc_s) != rows[i].offset_s)
      fail_msg("%s at %lld: %d", rows[i].zone, (long long)rows[i].utc_s, (int)moment_offset_s(rows[i].utc_s));
  }
}

/* Whoever travels with a running program takes it along. */
static void the_machines_zone_is_asked_anew_each_time(void **state) {
  (void)state;
  struct args args = {.null_driver = true};
  struct moment_clock clock;
  moment_init(&clock, &args, BASE_US);
  setenv("TZ", "Pacific/Kiritimati", 1);
  assert_int_equal(moment_at(&clock, BASE_US).offset_s, 50400);
  setenv("TZ", "Pacific/Honolulu", 1);
  assert_int_equal(moment_at(&clock, BASE_US).offset_s, -36000);
}

/* Without a device time runs ahead of the machine's: it goes on from where the machine was at the start. */
static void an_unseen_game_follows_the_programs_clock(void **state) {
  (void)state;
  struct args args = {.null_driver = true};
  struct moment_clock clock;
  int64_t before_ms = (int64_t)time(NULL) * 1000 - 1000;
  moment_init(&clock, &args, BASE_US);
  struct moment begin = moment_at(&clock, BASE_US);
  assert_true(begin.utc_ms >= before_ms);
  assert_int_equal(moment_at(&clock, BASE_US + 3600000000).utc_ms, begin.utc_ms + 3600000);
}

static void the_hour_is_the_local_one(void **state) {
  (void)state;
  assert_near(moment_hour((struct moment){AT_S * 1000, 3600}), 8, 1e-9);
  assert_near(moment_hour((struct moment){AT_S * 1000 + 1800000, -36000}), 21.5, 1e-9);
  assert_near(moment_hour((struct moment){-1, 0}), 24, 1e-6);
  assert_true(moment_hour((struct moment){-1, 0}) < 24);
  assert_near(moment_hour((struct moment){0, -3600}), 23, 1e-9);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_pretended_moment_goes_on_with_the_programs_clock),
      cmocka_unit_test(a_pretended_zone_holds_whatever_the_machines_is),
      cmocka_unit_test(the_offset_is_that_of_the_moment),
      cmocka_unit_test(the_machines_zone_is_asked_anew_each_time),
      cmocka_unit_test(an_unseen_game_follows_the_programs_clock),
      cmocka_unit_test(the_hour_is_the_local_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
