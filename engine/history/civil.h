/* The civil calendar as integers: the proleptic Gregorian calendar, days counted from 1970-01-01. Pure; no
** zones, no seconds of the system: whoever asks brings the offset. */
#ifndef SUPINE_CIVIL_H
#define SUPINE_CIVIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CIVIL_DAY_MS   INT64_C(86400000)
#define CIVIL_DAY_MIN  (-719162) /* 0001-01-01 */
#define CIVIL_DAY_MAX  2932896   /* 9999-12-31 */
#define CIVIL_DAY_SIZE 11        /* of "2026-03-29", with its end */

enum civil_weekday {
  CIVIL_MONDAY,
  CIVIL_TUESDAY,
  CIVIL_WEDNESDAY,
  CIVIL_THURSDAY,
  CIVIL_FRIDAY,
  CIVIL_SATURDAY,
  CIVIL_SUNDAY
};

struct civil {
  int year;       /* 1…9999 */
  int month, day; /* from 1 */
  int hour, minute, second;
};

/* Whether the date exists (29 February only in leap years) and the time is one of 00:00:00…23:59:59. */
bool civil_valid(const struct civil *c);

/* Days since 1970-01-01 of a valid date. */
int64_t civil_days(int year, int month, int day);

/* The date of a day number from CIVIL_DAY_MIN to CIVIL_DAY_MAX, at 00:00:00. */
struct civil civil_of_day(int32_t day);

/* The civil day of a Unix time in milliseconds, seen at offset_s seconds east of Greenwich, for somebody whose
** days begin day_start_min (0…1439) minutes after midnight. Cut to CIVIL_DAY_MIN…CIVIL_DAY_MAX. */
int32_t civil_day_of(int64_t utc_ms, int32_t offset_s, int day_start_min);

/* Day of the week, and the first day of the week that a day lies in for weeks that begin on `first`. */
enum civil_weekday civil_weekday(int32_t day);
int32_t civil_week_start(int32_t day, enum civil_weekday first);

/* A day as 2026-03-29. size: at least CIVIL_DAY_SIZE. Returns out. */
char *civil_print_day(int32_t day, char *out, size_t size);

/* Reads exactly 2026-03-29. False, with *day untouched, when it is not of that form or does not exist. */
bool civil_parse_day(const char *text, int32_t *day);

/* The date and time of a Unix time seen at offset_s seconds east of Greenwich. */
struct civil civil_of_unix(int64_t unix_s, int32_t offset_s);

/* Reads 2026-03-29T07:30[:00][Z|+02:00]; without a zone the offset is 0. Returns false when it is not of that
** form or does not exist. On success *unix_s and *offset_s are set; offset_s may be NULL. */
bool civil_parse(const char *text, int64_t *unix_s, int32_t *offset_s);

#endif
