/* The civil calendar as integers: the proleptic Gregorian calendar, days counted from 1970-01-01. Pure; no zones,
** no seconds of the system: whoever asks brings the offset. */
#ifndef SUPINE_CIVIL_H
#define SUPINE_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

struct civil {
  int year;       /* 1…9999 */
  int month, day; /* from 1 */
  int hour, minute, second;
};

/* Whether the date exists (29 February only in leap years) and the time is one of 00:00:00…23:59:59. */
bool civil_valid(const struct civil *c);

/* Days since 1970-01-01 of a valid date. */
int64_t civil_days(int year, int month, int day);

/* The date and time of a Unix time seen at offset_s seconds east of Greenwich. */
struct civil civil_of_unix(int64_t unix_s, int32_t offset_s);

/* Reads 2026-03-29T07:30[:00][Z|+02:00]; without a zone the offset is 0. Returns false when it is not of that form
** or does not exist. On success *unix_s and *offset_s are set; offset_s may be NULL. */
bool civil_parse(const char *text, int64_t *unix_s, int32_t *offset_s);

#endif
