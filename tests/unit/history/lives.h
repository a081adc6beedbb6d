/* Made-up lives for tests of dates: somebody practises on several devices, flies between zones, moves the start
** of the day, and has clocks that go wrong and are put right. Every set is stamped by the library as the
** program would do it. */
#ifndef SUPINE_TEST_LIVES_H
#define SUPINE_TEST_LIVES_H

#include "civil.h"
#include "facts.h"
#include "stamp.h"
#include "zones.h"

#define LIVES_SETS    60
#define LIVES_DEVICES 3
#define LIVES_ZONES   12
#define LIVES_PIECES  128
#define LIVES_DAY_MS  INT64_C(86400000)

/* A zone as a list of moments from which an offset holds: asking the system half a million times would take
** long. */
struct lives_zone {
  int64_t from_s[LIVES_PIECES];
  int32_t offset_s[LIVES_PIECES];
  int count;
};

struct life_set {
  int64_t true_ms;          /* when it really was */
  struct stamp_clock clock; /* what the device showed */
  int device;
  struct record fact;
  int32_t day; /* for which it counts: as stamped, or redated */
  bool redated;
};

struct life {
  struct facts_dice dice;
  struct life_set sets[LIVES_SETS];
  int count;
  int64_t error_ms[LIVES_DEVICES]; /* shown minus true */
  struct stamp_last last[LIVES_DEVICES];
  bool faults; /* whether any clock was ever wrong */
  int wrong;   /* what the slow rules found while it was lived */
};

/* The offset in a zone from 1960 to 2050. */
static inline int32_t lives_offset_s(const struct lives_zone *zone, int64_t unix_s) {
  int i = zone->count - 1;
  while (i > 0 && zone->from_s[i] > unix_s) i--;
  return zone->offset_s[i];
}

static inline void lives_learn(struct lives_zone *zone, const char *name) {
  const int64_t first_s = -315619200, end_s = INT64_C(2524608000);
  zones_set(name);
  *zone = (struct lives_zone){.from_s = {first_s}, .offset_s = {zones_offset_s(first_s)}, .count = 1};
  for (int64_t day = first_s; day < end_s; day += 86400) {
    int32_t before = zone->offset_s[zone->count - 1], offset = zones_offset_s(day);
    /* Before 2009 only what a battery's 1970 shows is wanted. */
    if (offset == before || (day > 31536000 && day < 1230768000)) continue;
    int64_t low = day - 86400, high = day;
    while (high - low > 1 && day > 1230768000 + 86400) {
      int64_t middle = low + (high - low) / 2;
      if (zones_offset_s(middle) == before)
        low = middle;
      else
        high = middle;
    }
    assert_true(zone->count < LIVES_PIECES);
    zone->from_s[zone->count] = high;
    zone->offset_s[zone->count++] = offset;
  }
}

#endif
