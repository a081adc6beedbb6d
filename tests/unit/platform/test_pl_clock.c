/* The program's clock beside a machine that sleeps: this program's own clock_gettime lets it. */
#ifdef __linux__
#define _GNU_SOURCE 1
#endif

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "pl.h"

#ifdef CLOCK_BOOTTIME

#include <sys/syscall.h>
#include <unistd.h>

static int asleep_s; /* how long it has slept, which only the clock since booting counts */

int clock_gettime(clockid_t id, struct timespec *now) {
  int result = (int)syscall(SYS_clock_gettime, id, now);
  if (id == CLOCK_BOOTTIME) now->tv_sec += asleep_s;
  return result;
}

static void time_asleep_is_time_that_passed(void **state) {
  (void)state;
  int64_t before_us = pl_now_us();
  asleep_s = 3600;
  int64_t after_us = pl_now_us();
  assert_true(after_us - before_us >= INT64_C(3600) * 1000000);
  int64_t later_us = pl_now_us();
  assert_true(later_us >= after_us && later_us - after_us < INT64_C(3600) * 1000000);
}

#else

static void time_asleep_is_time_that_passed(void **state) {
  (void)state;
  skip(); /* this system has no such clock */
}

#endif

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(time_asleep_is_time_that_passed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
