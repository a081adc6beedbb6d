/* The history as the rules and the screens see it: days, and what was done on each. Made from facts by the
** store; everything points into the arena it was made in. Pure. */
#ifndef SUPINE_HIST_H
#define SUPINE_HIST_H

#include <stdbool.h>
#include <stdint.h>

#include "record.h"

#define HIST_BITS_MAX 32 /* routines and devices that a day's bits can name; the rest count in sums only */

struct hist_day { /* a day with at least one finished set */
  int32_t day;
  int sessions, sets, reps, breaths, ease_offs;
  int practised_s;
  double slowest_breath_s;    /* the longest in and out together of its sets; 0: none was guided */
  uint32_t hours;             /* bit h: a session began in local hour h */
  uint32_t routines, devices; /* bit i: of hist.routines, hist.devices */
  int before_sum, before_count, after_sum, after_count; /* of the faces */
  /* the first and the last set by the clock, for days that only travel took away; sets that were made under a
  ** wrong clock (doubtful or redated) only where the day has no others */
  int64_t first_utc_ms, last_utc_ms;
  int32_t first_offset_s, last_offset_s;
  int last_day_start_min;
  /* Days lie between this one and the one in the list before it, but only on the calendar: the date changed
  ** because the zone did. Such a gap breaks nothing. False where there is no gap. */
  bool bridged;
};

struct hist_routine {
  const char *id, *author;
  bool own;
  int sets;
  int32_t first_day, last_day;
};

struct hist_device {
  const char *id;
  int sets;
  int32_t first_day, last_day;
};

struct hist_leave { /* days away, as they came out; both inside */
  char id[RECORD_ID_SIZE];
  int32_t from, to;
};

struct hist_badge { /* earned; of several facts about one badge the earliest day */
  const char *id, *title, *words;
  struct emblem emblem;
  int32_t day;
};

struct hist_totals {
  int days, sessions, sets, ease_offs;
  int64_t reps, breaths, practised_s;
};

struct hist {
  const struct hist_day *days; /* in order, none twice */
  int day_count;
  const struct hist_routine *routines; /* by first day */
  int routine_count;
  const struct hist_device *devices;
  int device_count;
  const struct hist_leave *leaves; /* by first day; may overlap */
  int leave_count;
  const struct hist_badge *badges; /* by day */
  int badge_count;
  struct hist_totals totals;
};

/* The row of a day, or NULL. */
const struct hist_day *hist_find(const struct hist *hist, int32_t day);

/* Index of the first row whose day is not before `day`; day_count when there is none. */
int hist_from(const struct hist *hist, int32_t day);

/* Whether a leave covers the day. */
bool hist_away(const struct hist *hist, int32_t day);

/* The earned badge of that id, or NULL. */
const struct hist_badge *hist_earned(const struct hist *hist, const char *id);

/* Sets `bridged` of count rows in order, all others false: where days lie between two neighbours and the
** second's first set, seen from the zone and day start of the first's last set, would be no later than the very
** next day, at most 36 hours after that set. */
void hist_bridge(struct hist_day *days, int count);

#endif
