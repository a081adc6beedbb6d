/* Facts for tests, made from a seed: the same on every machine. */
#ifndef TEST_MADE_H
#define TEST_MADE_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "record.h"

#define DAY_MS   INT64_C(86400000)
#define FIRST_MS INT64_C(1700000000000) /* 2023-11-14 */

struct dice {
  uint64_t state;
};

/* splitmix64 */
static inline uint64_t roll(struct dice *dice) {
  uint64_t z = dice->state += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
  return z ^ z >> 31;
}

static inline int below(struct dice *dice, int count) {
  return (int)(roll(dice) % (uint64_t)count);
}

/* The same number gives the same id; kinds of ids do not meet. */
static inline void make_id(char out[RECORD_ID_SIZE], char kind, uint64_t number) {
  struct dice dice = {number * 256 + (unsigned char)kind};
  uint64_t high = roll(&dice), low = roll(&dice);
  snprintf(out, RECORD_ID_SIZE, "%016llx%016llx", (unsigned long long)high, (unsigned long long)low);
}

static inline struct record make_fact(enum record_kind kind, uint64_t number, int device, int64_t utc_ms) {
  struct record r;
  memset(&r, 0, sizeof r);
  r.kind = kind;
  make_id(r.id, (char)('A' + kind), number);
  make_id(r.device, 'd', (uint64_t)device);
  r.when = (struct record_when){utc_ms, 3600, (int32_t)((utc_ms + 3600000) / DAY_MS)};
  return r;
}

/* A set of the session of that number, begun at utc_ms on the day that this is one hour east of Greenwich. */
static inline struct record make_set(uint64_t number, uint64_t session, int routine, int device,
                                     int64_t utc_ms) {
  struct record r = make_fact(RECORD_SET, number, device, utc_ms);
  struct record_set *set = &r.as.set;
  make_id(set->session, 's', session);
  snprintf(set->routine, sizeof set->routine, "routine.%02d", routine);
  snprintf(set->version, sizeof set->version, "1.%d", routine);
  snprintf(set->author, sizeof set->author, "Autor \xC3\x9F %d", (int)(number % 3));
  set->own = number % 2;
  set->number = 1 + (int)(number % 4);
  set->reps_done = 1 + (int)(number % 10);
  set->reps_planned = 10;
  set->pace_in_s = 4 + 0.1 * (double)(number % 7);
  set->pace_out_s = 6.3;
  set->range_deg = 150;
  set->end_utc_ms = utc_ms + 120000;
  set->practised_s = 100 + (int)(number % 20);
  set->breaths = set->reps_done;
  set->ease_offs = number % 5 == 0;
  set->pauses = number % 7 == 0;
  set->stopped = number % 11 == 0;
  set->day_start_min = 240;
  return r;
}

static inline struct record make_feeling(uint64_t number, uint64_t session, bool after, int face,
                                         int64_t utc_ms) {
  struct record r = make_fact(RECORD_FEELING, number, 0, utc_ms);
  make_id(r.as.feeling.session, 's', session);
  r.as.feeling.after = after;
  r.as.feeling.face = face;
  return r;
}

static inline struct record make_badge(uint64_t number, const char *badge, const char *words,
                                       int64_t utc_ms) {
  struct record r = make_fact(RECORD_BADGE, number, 0, utc_ms);
  snprintf(r.as.badge.badge, sizeof r.as.badge.badge, "%s", badge);
  snprintf(r.as.badge.title, sizeof r.as.badge.title, "Title of %s", badge);
  snprintf(r.as.badge.words, sizeof r.as.badge.words, "%s", words);
  r.as.badge.emblem.count = 1;
  r.as.badge.emblem.shapes[0] = (struct emblem_shape){EMBLEM_LEAF, EMBLEM_GREEN, 0.1f, -0.25f, 0.8f, 30};
  return r;
}

static inline struct record make_leave(uint64_t number, int32_t from, int32_t to, int64_t utc_ms) {
  struct record r = make_fact(RECORD_LEAVE, number, 0, utc_ms);
  r.as.leave.from = from;
  r.as.leave.to = to;
  return r;
}

static inline struct record make_leave_end(uint64_t number, uint64_t leave, int32_t last, int64_t utc_ms) {
  struct record r = make_fact(RECORD_LEAVE_END, number, 0, utc_ms);
  make_id(r.as.leave_end.leave, 'A' + RECORD_LEAVE, leave);
  r.as.leave_end.last = last;
  return r;
}

static inline struct record make_redate(uint64_t number, uint64_t set, int32_t day, int64_t utc_ms) {
  struct record r = make_fact(RECORD_REDATE, number, 0, utc_ms);
  make_id(r.as.redate.set, 'A' + RECORD_SET, set);
  r.as.redate.day = day;
  return r;
}

/* Any kind of fact, of sessions, sets and leaves that others of the same range of numbers name too. */
static inline struct record make_any(struct dice *dice, int numbers) {
  uint64_t number = (uint64_t)below(dice, numbers);
  int64_t utc_ms = FIRST_MS + (int64_t)(number * 7 % 40) * DAY_MS / 2 + (int64_t)number * 1000;
  int32_t day = (int32_t)(utc_ms / DAY_MS);
  static const char *const badges[] = {"first", "week", "slow"};
  switch (below(dice, 10)) {
  case 0:
    return make_feeling(number, number / 3, number % 2, 1 + (int)(number % 5), utc_ms);
  case 1:
    return make_badge(number, badges[number % 3], number % 2 ? "one" : "other", utc_ms);
  case 2:
    return make_leave(number, day, day + (int)(number % 10), utc_ms);
  case 3:
    return make_leave_end(number, number * 3 % (uint64_t)numbers, day + (int)(number % 5) - 1, utc_ms);
  case 4:
    return make_redate(number, number * 7 % (uint64_t)numbers, day - (int)(number % 3), utc_ms);
  default: {
    struct record set = make_set(number, number / 3, (int)(number % 5), (int)(number % 3), utc_ms);
    set.as.set.doubtful = number % 13 == 0;
    return set;
  }
  }
}

#endif
