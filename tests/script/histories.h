/* Made-up histories for tests of rules: days are added in any order, sorted and bridged like the store does it.
** */
#ifndef SUPINE_TEST_HISTORIES_H
#define SUPINE_TEST_HISTORIES_H

#include "hist.h"

#define HISTORIES_DAYS_MAX   33000
#define HISTORIES_LEAVES_MAX 8
#define HISTORIES_BADGES_MAX 64

struct histories {
  struct hist hist; /* filled by histories_finish */
  struct hist_day *days;
  int day_count;
  struct hist_leave leaves[HISTORIES_LEAVES_MAX];
  int leave_count;
  struct hist_routine routines[3];
  int routine_count;
  struct hist_device devices[2];
  int device_count;
  struct hist_badge badges[HISTORIES_BADGES_MAX];
  int badge_count;
};

void histories_open(struct histories *h);
void histories_close(struct histories *h);

/* The day number of a date. */
int32_t histories_date(int year, int month, int day);

/* One session more on a day: a set of five repetitions at that hour, at ten seconds a breath. Returns the day's
** row, valid until the next add. */
struct hist_day *histories_add(struct histories *h, int32_t day, int hour);

/* One session on each day of a word of seven letters for a week that begins on `monday`: "x.xxx.x", shorter
** where the rest is free. */
void histories_week(struct histories *h, int32_t monday, const char *days);

void histories_leave(struct histories *h, int32_t from, int32_t to);

/* Sums and bridges everything; h->hist is whole then. More may be added after it, before the next. */
const struct hist *histories_finish(struct histories *h);

#endif
