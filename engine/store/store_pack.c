#include "store_pack.h"

#include <stdlib.h>
#include <string.h>

#include "civil.h"

#define WORDS       17 /* of 32 bits, then three of 64, then the tallies */
#define FIXED_BYTES (4 * WORDS + 3 * 8)
#define TALLY_BYTES 8
#define TALLIES_MAX 1000000 /* more were never done on one day */

static unsigned char *put(unsigned char *at, uint64_t value, int bytes) {
  for (int i = 0; i < bytes; i++) at[i] = (unsigned char)(value >> 8 * i);
  return at + bytes;
}

static uint64_t get(const unsigned char **at, int bytes) {
  uint64_t value = 0;
  for (int i = 0; i < bytes; i++) value |= (uint64_t)(*at)[i] << 8 * i;
  *at += bytes;
  return value;
}

size_t store_pack_size(const struct store_pack_day *day) {
  return FIXED_BYTES + TALLY_BYTES * ((size_t)day->routine_count + (size_t)day->device_count);
}

void store_pack_write(const struct store_pack_day *day, unsigned char *out) {
  const struct hist_day *s = &day->sums;
  const int64_t words[WORDS] = {
      day->begun,         s->sessions,      s->sets,           s->reps,          s->breaths,
      s->ease_offs,       s->practised_s,   s->hours,          s->before_sum,    s->before_count,
      s->after_sum,       s->after_count,   s->first_offset_s, s->last_offset_s, s->last_day_start_min,
      day->routine_count, day->device_count};
  uint64_t slowest;
  memcpy(&slowest, &s->slowest_breath_s, sizeof slowest);
  for (int i = 0; i < WORDS; i++) out = put(out, (uint64_t)words[i], 4);
  out = put(out, slowest, 8);
  out = put(out, (uint64_t)s->first_utc_ms, 8);
  out = put(out, (uint64_t)s->last_utc_ms, 8);
  for (int i = 0; i < day->routine_count + day->device_count; i++) {
    out = put(out, day->tallies[i].number, 4);
    out = put(out, day->tallies[i].sets, 4);
  }
}

bool store_pack_reserve(struct store_pack_day *day, int tallies) {
  if (tallies <= day->room) return true;
  int room = tallies + 16;
  struct store_pack_tally *grown = realloc(day->tallies, (size_t)room * sizeof *grown);
  if (!grown) return false;
  day->tallies = grown;
  day->room = room;
  return true;
}

static void bound(int64_t *value, int64_t least, int64_t most) {
  if (*value < least) *value = least;
  if (*value > most) *value = most;
}

static void bound_int(int *value, int least, int most) {
  int64_t wide = *value;
  bound(&wide, least, most);
  *value = (int)wide;
}

/* A flipped byte, here or in the facts, costs a wrong number and no more: whoever reads it may rely on the limits
** that facts have. */
static void tame(struct store_pack_day *day) {
  struct hist_day *s = &day->sums;
  int *const counts[] = {&day->begun,   &s->sessions,     &s->sets,        &s->reps,
                         &s->breaths,   &s->ease_offs,    &s->practised_s, &s->before_sum,
                         &s->after_sum, &s->before_count, &s->after_count};
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) bound_int(counts[i], 0, INT_MAX);
  bound_int(&s->first_offset_s, -RECORD_OFFSET_MAX_S, RECORD_OFFSET_MAX_S);
  bound_int(&s->last_offset_s, -RECORD_OFFSET_MAX_S, RECORD_OFFSET_MAX_S);
  bound_int(&s->last_day_start_min, 0, 1439);
  bound(&s->first_utc_ms, CIVIL_DAY_MIN * CIVIL_DAY_MS, CIVIL_DAY_MAX * CIVIL_DAY_MS);
  bound(&s->last_utc_ms, s->first_utc_ms, (CIVIL_DAY_MAX + 1) * CIVIL_DAY_MS - 1);
  if (!(s->slowest_breath_s >= 0 && s->slowest_breath_s <= 2 * RECORD_PACE_MAX_S)) s->slowest_breath_s = 0;
}

bool store_pack_read(struct store_pack_day *day, const unsigned char *bytes, size_t count) {
  if (!bytes || count < FIXED_BYTES) return false;
  struct hist_day *s = &day->sums;
  int32_t words[WORDS];
  for (int i = 0; i < WORDS; i++) words[i] = (int32_t)(uint32_t)get(&bytes, 4);
  uint64_t slowest = get(&bytes, 8);
  *s = (struct hist_day){.sessions = words[1],
                         .sets = words[2],
                         .reps = words[3],
                         .breaths = words[4],
                         .ease_offs = words[5],
                         .practised_s = words[6],
                         .hours = (uint32_t)words[7],
                         .before_sum = words[8],
                         .before_count = words[9],
                         .after_sum = words[10],
                         .after_count = words[11],
                         .first_offset_s = words[12],
                         .last_offset_s = words[13],
                         .last_day_start_min = words[14]};
  memcpy(&s->slowest_breath_s, &slowest, sizeof slowest);
  s->first_utc_ms = (int64_t)get(&bytes, 8);
  s->last_utc_ms = (int64_t)get(&bytes, 8);
  day->begun = words[0];
  day->routine_count = words[15];
  day->device_count = words[16];
  if (day->routine_count < 0 || day->device_count < 0 || day->routine_count > TALLIES_MAX ||
      day->device_count > TALLIES_MAX || store_pack_size(day) != count ||
      !store_pack_reserve(day, day->routine_count + day->device_count))
    return false;
  for (int i = 0; i < day->routine_count + day->device_count; i++) {
    day->tallies[i].number = (uint32_t)get(&bytes, 4);
    uint32_t sets = (uint32_t)get(&bytes, 4);
    day->tallies[i].sets = sets < TALLIES_MAX ? sets : TALLIES_MAX;
  }
  tame(day);
  return true;
}

void store_pack_free(struct store_pack_day *day) {
  free(day->tallies);
  *day = (struct store_pack_day){0};
}
