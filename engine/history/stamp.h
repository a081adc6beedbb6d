/* The moment a fact is made: its civil day, and what a wrong clock may do to it. The clock, the zone and the
** start of the day are brought by whoever asks; what was settled once is never worked out again. Pure.
**
** A clock that stands earlier than this device's last set cannot be right about the order: the fact is kept,
** marked doubtful and counts for the day of that set, so that no day is lost or added. Where the last set lies
** more than a day ahead, either the clock is wrong now or it was wrong then; only the player knows, and is
** asked once. "The clock is wrong": nothing changes. "Today is right": the sets ahead are counted for other
** days by facts of their own, and are not the last set any more. */
#ifndef SUPINE_STAMP_H
#define SUPINE_STAMP_H

#include <stdbool.h>
#include <stdint.h>

#include "record.h"

#define STAMP_ASK_MS INT64_C(86400000) /* how far ahead the last set may lie without a question */

struct stamp_clock {
  int64_t utc_ms;    /* Unix time, milliseconds */
  int32_t offset_s;  /* of the zone at that moment, seconds east of Greenwich */
  int day_start_min; /* 0…1439: minutes after midnight at which a day begins for the player */
};

struct stamp_last { /* the set of this device with the greatest utc_ms that no redate names */
  bool known;       /* false: there is none */
  int64_t utc_ms;
  int32_t day;
};

struct stamp {
  struct record_when when; /* inside the limits of record_fault whatever the clock says */
  bool doubtful;
  bool ask; /* the last set lies more than STAMP_ASK_MS ahead */
};

/* What a fact made now is to carry. last may be NULL: none is known. */
struct stamp stamp(const struct stamp_clock *now, const struct stamp_last *last);

/* The end of a set for its fact: now_utc_ms, moved where the clock was set meanwhile so that it is neither
** before the begin nor more than a day after it. */
int64_t stamp_end(int64_t begin_utc_ms, int64_t now_utc_ms);

/* Whether a set, which no redate names, is for stamp_redate once today is known to be right: it lies ahead of
** the clock, or it is doubtful and counts for a day that has not come. */
bool stamp_astray(const struct stamp_clock *now, const struct record *set);

/* Writes one RECORD_REDATE for each of count astray sets, in their order, into out; the caller fills in id and
** device. last_good_day: the latest day of this device's other sets, or CIVIL_DAY_MIN where there are none.
** Sets ahead of the clock move back by one number of whole days, the smallest by which none is ahead any more:
** the latest comes to lie on today or the day before, and the time between them stays. A doubtful one counts
** for the day that the clock showed. No set moves to a day before last_good_day or after today. */
void stamp_redate(const struct stamp_clock *now, const struct record *sets, int count, int32_t last_good_day,
                  struct record *out);

#endif
