#include "civil.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define DAY_S 86400

static int month_days(int year, int month) {
  static const int lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  assert(month >= 1 && month <= 12);
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return lengths[month - 1] + (month == 2 && leap);
}

bool civil_valid(const struct civil *c) {
  if (c->year < 1 || c->year > 9999 || c->month < 1 || c->month > 12 || c->day < 1) return false;
  return c->day <= month_days(c->year, c->month) && c->hour >= 0 && c->hour < 24 && c->minute >= 0 &&
         c->minute < 60 && c->second >= 0 && c->second < 60;
}

/* Years are counted from March, so that the leap day is the last of its year, in eras of 400 years. */
int64_t civil_days(int year, int month, int day) {
  int64_t y = month <= 2 ? year - 1 : year;
  int64_t era = (y >= 0 ? y : y - 399) / 400;
  int64_t of_era = y - era * 400;
  int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct civil civil_of_unix(int64_t unix_s, int32_t offset_s) {
  int64_t local = unix_s + offset_s;
  int64_t days = (local >= 0 ? local : local - (DAY_S - 1)) / DAY_S;
  int64_t of_day = local - days * DAY_S;
  int64_t shifted = days + 719468;
  int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  int64_t of_era = shifted - era * 146097;
  int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
  int64_t march = (5 * of_year + 2) / 153;
  int month = (int)(march < 10 ? march + 3 : march - 9);
  return (struct civil){.year = (int)(year + era * 400 + (month <= 2)),
                        .month = month,
                        .day = (int)(of_year - (153 * march + 2) / 5 + 1),
                        .hour = (int)(of_day / 3600),
                        .minute = (int)(of_day / 60 % 60),
                        .second = (int)(of_day % 60)};
}

struct civil civil_of_day(int32_t day) {
  return civil_of_unix((int64_t)day * DAY_S, 0);
}

/* Divides downwards: −1 / 7 is −1. */
static int64_t floor_div(int64_t a, int64_t b) {
  int64_t q = a / b;
  return q * b > a ? q - 1 : q;
}

static int32_t cut_day(int64_t day) {
  if (day < CIVIL_DAY_MIN) return CIVIL_DAY_MIN;
  return day > CIVIL_DAY_MAX ? CIVIL_DAY_MAX : (int32_t)day;
}

int32_t civil_day_of(int64_t utc_ms, int32_t offset_s, int day_start_min) {
  assert(day_start_min >= 0 && day_start_min < 1440);
  int64_t local_s = floor_div(utc_ms, 1000) + offset_s - day_start_min * 60;
  return cut_day(floor_div(local_s, DAY_S));
}

enum civil_weekday civil_weekday(int32_t day) {
  int64_t monday_based = (int64_t)day + CIVIL_THURSDAY; /* 1970-01-01 was a Thursday */
  return (enum civil_weekday)(monday_based - floor_div(monday_based, 7) * 7);
}

int32_t civil_week_start(int32_t day, enum civil_weekday first) {
  return day - ((int)civil_weekday(day) - (int)first + 7) % 7;
}

char *civil_print_day(int32_t day, char *out, size_t size) {
  assert(size >= CIVIL_DAY_SIZE && day >= CIVIL_DAY_MIN && day <= CIVIL_DAY_MAX);
  struct civil c = civil_of_day(day);
  snprintf(out, size, "%04d-%02d-%02d", c.year, c.month, c.day);
  return out;
}

bool civil_parse_day(const char *text, int32_t *day) {
  if (strspn(text, "0123456789-") != CIVIL_DAY_SIZE - 1 || strlen(text) != CIVIL_DAY_SIZE - 1) return false;
  struct civil c = {0};
  int used = 0;
  if (sscanf(text, "%4d-%2d-%2d%n", &c.year, &c.month, &c.day, &used) != 3 || used != CIVIL_DAY_SIZE - 1)
    return false;
  if (!civil_valid(&c)) return false;
  *day = (int32_t)civil_days(c.year, c.month, c.day);
  return true;
}

/* "Z", "+02:00" or nothing; false for anything else. */
static bool parse_zone(const char *text, int32_t *offset_s) {
  *offset_s = 0;
  if (*text == '\0' || strcmp(text, "Z") == 0) return true;
  char sign;
  int hours, minutes, used = 0;
  if (sscanf(text, "%c%2d:%2d%n", &sign, &hours, &minutes, &used) != 3 || text[used]) return false;
  if ((sign != '+' && sign != '-') || hours < 0 || hours > 14 || minutes < 0 || minutes > 59) return false;
  *offset_s = (hours * 60 + minutes) * 60 * (sign == '-' ? -1 : 1);
  return true;
}

bool civil_parse(const char *text, int64_t *unix_s, int32_t *offset_s) {
  struct civil c = {0};
  int used = 0, more = 0;
  if (sscanf(text, "%4d-%2d-%2dT%2d:%2d%n", &c.year, &c.month, &c.day, &c.hour, &c.minute, &used) != 5)
    return false;
  if (sscanf(text + used, ":%2d%n", &c.second, &more) == 1) used += more;
  int32_t offset;
  if (!parse_zone(text + used, &offset) || !civil_valid(&c)) return false;
  *unix_s = civil_days(c.year, c.month, c.day) * DAY_S + c.hour * 3600 + c.minute * 60 + c.second - offset;
  if (offset_s) *offset_s = offset;
  return true;
}
