#include "pack.h"

#include <stdio.h>
#include <string.h>

/* A count as it crosses; nothing that a person does reaches the end of the range. */
static void put_count(struct wire_out *out, int64_t value) {
  wire_put_u32(out, value < 0 ? 0 : value > UINT32_MAX ? UINT32_MAX : (uint32_t)value);
}

static void put_day_number(struct wire_out *out, int32_t day) {
  wire_put_u32(out, (uint32_t)day);
}

static void put_line(struct wire_out *out, const char *text) {
  wire_put_text(out, text, strlen(text));
}

static const char *word(const struct loc *loc, const char *key, const char *otherwise) {
  const char *text = loc ? loc_find(loc, key) : NULL;
  return text ? text : otherwise;
}

static void put_names(struct wire_out *out, const struct loc *loc) {
  for (int month = 1; month <= 12; month++) {
    char key[32], number[8];
    snprintf(key, sizeof key, "calendar.month.%d", month);
    snprintf(number, sizeof number, "%d", month);
    put_line(out, word(loc, key, number));
  }
  put_line(out, word(loc, "calendar.day_of_month", "{2}-{1}"));
  put_line(out, word(loc, "calendar.with_year", "{2}-{1}"));
}

static void put_totals(struct wire_out *out, const struct hist_totals *totals) {
  const double values[WIRE_TOTALS_COUNT] = {
      [WIRE_TOTAL_DAYS] = totals->days,
      [WIRE_TOTAL_SESSIONS] = totals->sessions,
      [WIRE_TOTAL_SETS] = totals->sets,
      [WIRE_TOTAL_REPS] = (double)totals->reps,
      [WIRE_TOTAL_BREATHS] = (double)totals->breaths,
      [WIRE_TOTAL_EASE_OFFS] = totals->ease_offs,
      [WIRE_TOTAL_PRACTISED_S] = (double)totals->practised_s,
  };
  for (int i = 0; i < WIRE_TOTALS_COUNT; i++) wire_put_double(out, values[i]);
}

static void put_day(struct wire_out *out, const struct hist_day *day) {
  const int64_t row[WIRE_DAY_COLUMNS] = {
      [WIRE_DAY_SESSIONS] = day->sessions,
      [WIRE_DAY_SETS] = day->sets,
      [WIRE_DAY_REPS] = day->reps,
      [WIRE_DAY_BREATHS] = day->breaths,
      [WIRE_DAY_EASE_OFFS] = day->ease_offs,
      [WIRE_DAY_PRACTISED_S] = day->practised_s,
      [WIRE_DAY_SLOWEST_MS] = (int64_t)(day->slowest_breath_s * 1000 + 0.5),
      [WIRE_DAY_HOURS] = day->hours,
      [WIRE_DAY_ROUTINES] = day->routines,
      [WIRE_DAY_DEVICES] = day->devices,
      [WIRE_DAY_BEFORE_SUM] = day->before_sum,
      [WIRE_DAY_BEFORE_COUNT] = day->before_count,
      [WIRE_DAY_AFTER_SUM] = day->after_sum,
      [WIRE_DAY_AFTER_COUNT] = day->after_count,
      [WIRE_DAY_BRIDGED] = day->bridged,
  };
  put_day_number(out, day->day);
  for (int column = WIRE_DAY + 1; column < WIRE_DAY_COLUMNS; column++) put_count(out, row[column]);
}

static void put_lists(struct wire_out *out, const struct hist *hist) {
  put_count(out, hist->routine_count);
  for (int i = 0; i < hist->routine_count; i++) {
    const struct hist_routine *routine = &hist->routines[i];
    put_line(out, routine->id);
    put_count(out, routine->own);
    put_count(out, routine->sets);
    put_day_number(out, routine->first_day);
    put_day_number(out, routine->last_day);
  }
  put_count(out, hist->device_count);
  for (int i = 0; i < hist->device_count; i++) {
    const struct hist_device *device = &hist->devices[i];
    put_line(out, device->id);
    put_count(out, device->sets);
    put_day_number(out, device->first_day);
    put_day_number(out, device->last_day);
  }
  put_count(out, hist->leave_count);
  for (int i = 0; i < hist->leave_count; i++) {
    put_day_number(out, hist->leaves[i].from);
    put_day_number(out, hist->leaves[i].to);
  }
  put_count(out, hist->badge_count);
  for (int i = 0; i < hist->badge_count; i++) {
    put_line(out, hist->badges[i].id);
    put_day_number(out, hist->badges[i].day);
  }
}

void pack_history(const struct hist *hist, int32_t today, const struct loc *loc, const char *language,
                  struct wire_out *out) {
  put_day_number(out, today);
  put_line(out, language);
  put_names(out, loc);
  put_totals(out, &hist->totals);
  put_count(out, hist->day_count);
  for (int i = 0; i < hist->day_count; i++) put_day(out, &hist->days[i]);
  put_lists(out, hist);
}
