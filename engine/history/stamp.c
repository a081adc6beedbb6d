#include "stamp.h"

#include <assert.h>

#include "civil.h"

#define MOMENT_MIN (CIVIL_DAY_MIN * CIVIL_DAY_MS)
#define MOMENT_MAX ((CIVIL_DAY_MAX + 1) * CIVIL_DAY_MS - 1)

static int64_t cut(int64_t value, int64_t least, int64_t most) {
  if (value < least) return least;
  return value > most ? most : value;
}

static struct record_when when_of(const struct stamp_clock *now) {
  struct record_when when = {
      .utc_ms = cut(now->utc_ms, MOMENT_MIN, MOMENT_MAX),
      .offset_s = (int32_t)cut(now->offset_s, -RECORD_OFFSET_MAX_S, RECORD_OFFSET_MAX_S),
  };
  when.day = civil_day_of(when.utc_ms, when.offset_s, now->day_start_min);
  return when;
}

struct stamp stamp(const struct stamp_clock *now, const struct stamp_last *last) {
  struct stamp made = {.when = when_of(now)};
  if (!last || !last->known || last->utc_ms <= made.when.utc_ms) return made;
  made.doubtful = true;
  made.when.day = last->day;
  made.ask = last->utc_ms - made.when.utc_ms > STAMP_ASK_MS;
  return made;
}

int64_t stamp_end(int64_t begin_utc_ms, int64_t now_utc_ms) {
  int64_t latest = begin_utc_ms > MOMENT_MAX - CIVIL_DAY_MS ? MOMENT_MAX : begin_utc_ms + CIVIL_DAY_MS;
  return cut(now_utc_ms, begin_utc_ms, latest);
}

bool stamp_astray(const struct stamp_clock *now, const struct record *set) {
  assert(set->kind == RECORD_SET);
  struct record_when today = when_of(now);
  return set->when.utc_ms > today.utc_ms || (set->as.set.doubtful && set->when.day > today.day);
}

/* Whole days by which the sets ahead move back. */
static int64_t shift_days(int64_t now_utc_ms, const struct record *sets, int count) {
  int64_t ahead_ms = 0;
  for (int i = 0; i < count; i++) {
    int64_t this_ms = sets[i].when.utc_ms - now_utc_ms;
    if (this_ms > ahead_ms) ahead_ms = this_ms;
  }
  return (ahead_ms + CIVIL_DAY_MS - 1) / CIVIL_DAY_MS;
}

void stamp_redate(const struct stamp_clock *now, const struct record *sets, int count, int32_t last_good_day,
                  struct record *out) {
  struct record_when today = when_of(now);
  int64_t shift = shift_days(today.utc_ms, sets, count);
  int32_t least = last_good_day < today.day ? last_good_day : today.day;
  for (int i = 0; i < count; i++) {
    const struct record *set = &sets[i];
    assert(stamp_astray(now, set));
    int64_t day = set->when.utc_ms > today.utc_ms
                      ? set->when.day - shift
                      : civil_day_of(set->when.utc_ms, set->when.offset_s, set->as.set.day_start_min);
    out[i] = (struct record){.kind = RECORD_REDATE, .when = today};
    for (int c = 0; c < RECORD_ID_SIZE; c++) out[i].as.redate.set[c] = set->id[c];
    out[i].as.redate.day = (int32_t)cut(day, least, today.day);
  }
}
