/* What the system knows about time zones, for tests: the library itself takes an offset and asks nobody. */
#ifndef SUPINE_TEST_ZONES_H
#define SUPINE_TEST_ZONES_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Makes a zone the system's; NULL: none is set. */
static inline void zones_set(const char *name) {
  if (name)
    setenv("TZ", name, 1);
  else
    unsetenv("TZ");
  tzset();
}

/* Seconds east of Greenwich in the system's zone, as a program asks for them. */
static inline int32_t zones_offset_s(int64_t unix_s) {
  time_t at = (time_t)unix_s;
  struct tm local;
  return localtime_r(&at, &local) ? (int32_t)local.tm_gmtoff : 0;
}

/* Without the zone database every zone would quietly be Greenwich, and every test of dates would mean nothing.
** */
static inline void zones_demand(void) {
  zones_set("Asia/Kathmandu");
  if (zones_offset_s(1700000000) != 20700)
    fail_msg("the time zone database is missing; install tzdata to test dates");
  zones_set("Pacific/Apia");
  if (zones_offset_s(1325239200 - 1) != -36000 || zones_offset_s(1325239200) != 50400)
    fail_msg("the time zone database does not know Apia's 30 December 2011; install tzdata to test dates");
}

#endif
