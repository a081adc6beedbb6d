#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "histories.h"

#include <stdlib.h>
#include <string.h>

#include "civil.h"

void histories_open(struct histories *h) {
  memset(h, 0, sizeof *h);
  h->days = calloc(HISTORIES_DAYS_MAX, sizeof *h->days);
  assert_non_null(h->days);
  h->routines[0] = (struct hist_routine){.id = "overhead-reach", .author = ""};
  h->devices[0] = (struct hist_device){.id = "00000000000000000000000000000001"};
}

void histories_close(struct histories *h) {
  free(h->days);
  memset(h, 0, sizeof *h);
}

int32_t histories_date(int year, int month, int day) {
  return (int32_t)civil_days(year, month, day);
}

struct hist_day *histories_add(struct histories *h, int32_t day, int hour) {
  int at = 0;
  while (at < h->day_count && h->days[h->day_count - 1 - at].day > day) at++;
  int place = h->day_count - at;
  struct hist_day *row = place > 0 ? &h->days[place - 1] : NULL;
  if (!row || row->day != day) {
    assert_true(h->day_count < HISTORIES_DAYS_MAX);
    row = &h->days[place];
    memmove(row + 1, row, (size_t)at * sizeof *row);
    *row = (struct hist_day){.day = day, .first_utc_ms = (int64_t)day * 86400000 + hour * 3600000};
    h->day_count++;
  }
  row->sessions++;
  row->sets++;
  row->reps += 5;
  row->breaths += 10;
  row->practised_s += 120;
  row->slowest_breath_s = 10;
  row->hours |= UINT32_C(1) << hour;
  row->routines |= 1;
  row->devices |= 1;
  row->last_utc_ms = (int64_t)day * 86400000 + hour * 3600000;
  return row;
}

void histories_week(struct histories *h, int32_t monday, const char *days) {
  for (int i = 0; i < 7 && days[i]; i++)
    if (days[i] == 'x') histories_add(h, monday + i, 8);
}

void histories_leave(struct histories *h, int32_t from, int32_t to) {
  assert_true(h->leave_count < HISTORIES_LEAVES_MAX);
  h->leaves[h->leave_count++] = (struct hist_leave){"", from, to};
}

const struct hist *histories_finish(struct histories *h) {
  struct hist_totals totals = {.days = h->day_count};
  for (int i = 0; i < h->day_count; i++) {
    const struct hist_day *day = &h->days[i];
    totals.sessions += day->sessions;
    totals.sets += day->sets;
    totals.ease_offs += day->ease_offs;
    totals.reps += day->reps;
    totals.breaths += day->breaths;
    totals.practised_s += day->practised_s;
  }
  if (h->day_count > 0 && h->routine_count == 0) h->routine_count = 1;
  if (h->day_count > 0 && h->device_count == 0) h->device_count = 1;
  h->hist =
      (struct hist){h->days,   h->day_count,   h->routines, h->routine_count, h->devices, h->device_count,
                    h->leaves, h->leave_count, h->badges,   h->badge_count,   totals};
  return &h->hist;
}
