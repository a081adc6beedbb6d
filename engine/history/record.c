#include "record.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "civil.h"
#include "utf8.h"

static const char *const kinds[RECORD_KINDS] = {"set", "feeling", "badge", "leave", "leave_end", "redate"};

const char *record_kind_name(enum record_kind kind) {
  assert(kind >= 0 && kind < RECORD_KINDS);
  return kinds[kind];
}

enum record_kind record_kind_of(const char *name) {
  int kind = 0;
  while (kind < RECORD_KINDS && strcmp(kinds[kind], name) != 0) kind++;
  return (enum record_kind)kind;
}

bool record_id_good(const char id[RECORD_ID_SIZE]) {
  for (int i = 0; i < RECORD_ID_SIZE - 1; i++) {
    if (!((id[i] >= '0' && id[i] <= '9') || (id[i] >= 'a' && id[i] <= 'f'))) return false;
  }
  return id[RECORD_ID_SIZE - 1] == '\0';
}

static unsigned nibble(char digit) {
  return (unsigned)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

void record_id_pack(const char id[RECORD_ID_SIZE], unsigned char out[RECORD_ID_BYTES]) {
  assert(record_id_good(id));
  for (int i = 0; i < RECORD_ID_BYTES; i++)
    out[i] = (unsigned char)(nibble(id[2 * i]) << 4 | nibble(id[2 * i + 1]));
}

void record_id_unpack(const unsigned char bytes[RECORD_ID_BYTES], char out[RECORD_ID_SIZE]) {
  static const char digits[] = "0123456789abcdef";
  for (int i = 0; i < RECORD_ID_BYTES; i++) {
    out[2 * i] = digits[bytes[i] >> 4];
    out[2 * i + 1] = digits[bytes[i] & 15];
  }
  out[RECORD_ID_SIZE - 1] = '\0';
}

static bool text_good(const char *text, size_t size, size_t least) {
  const char *end = memchr(text, '\0', size);
  return end && (size_t)(end - text) >= least && utf8_valid(text, (size_t)(end - text));
}

static bool day_good(int32_t day) {
  return day >= CIVIL_DAY_MIN && day <= CIVIL_DAY_MAX;
}

static bool moment_good(int64_t utc_ms) {
  return utc_ms >= CIVIL_DAY_MIN * CIVIL_DAY_MS && utc_ms < (CIVIL_DAY_MAX + 1) * CIVIL_DAY_MS;
}

static bool whole(int value, int least, int most) {
  return value >= least && value <= most;
}

/* Written so that a number that is none fails. */
static bool number(double value, double least, double most) {
  return value >= least && value <= most;
}

/* One row a member: the first that is wrong gives its name. */
#define CHECK(good, name)                                                                                    \
  if (!(good)) return name

static const char *set_fault(const struct record_set *set, int64_t utc_ms) {
  CHECK(record_id_good(set->session), "session");
  CHECK(text_good(set->routine, sizeof set->routine, 1), "routine");
  CHECK(text_good(set->version, sizeof set->version, 0), "version");
  CHECK(text_good(set->author, sizeof set->author, 0), "author");
  CHECK(whole(set->number, 1, RECORD_COUNT_MAX), "number");
  CHECK(whole(set->reps_done, 1, RECORD_REPS_MAX), "reps_done");
  CHECK(whole(set->reps_planned, 1, RECORD_REPS_MAX), "reps_planned");
  CHECK(number(set->pace_in_s, 0, RECORD_PACE_MAX_S), "pace_in_s");
  CHECK(number(set->pace_out_s, 0, RECORD_PACE_MAX_S), "pace_out_s");
  CHECK(number(set->range_deg, -360, 360), "range_deg");
  CHECK(moment_good(set->end_utc_ms) && set->end_utc_ms >= utc_ms && set->end_utc_ms - utc_ms <= CIVIL_DAY_MS,
        "end_utc_ms");
  CHECK(whole(set->practised_s, 1, 86400), "practised_s");
  CHECK(whole(set->breaths, 0, RECORD_COUNT_MAX), "breaths");
  CHECK(whole(set->ease_offs, 0, RECORD_COUNT_MAX), "ease_offs");
  CHECK(whole(set->pauses, 0, RECORD_COUNT_MAX), "pauses");
  CHECK(whole(set->day_start_min, 0, 1439), "day_start_min");
  return NULL;
}

static const char *badge_fault(const struct record_badge *badge) {
  CHECK(text_good(badge->badge, sizeof badge->badge, 1), "badge");
  CHECK(text_good(badge->title, sizeof badge->title, 1), "title");
  CHECK(text_good(badge->words, sizeof badge->words, 0), "words");
  CHECK(emblem_good(&badge->emblem), "emblem");
  return NULL;
}

static const char *kind_fault(const struct record *record) {
  switch (record->kind) {
  case RECORD_SET:
    return set_fault(&record->as.set, record->when.utc_ms);
  case RECORD_FEELING:
    CHECK(record_id_good(record->as.feeling.session), "session");
    CHECK(whole(record->as.feeling.face, 1, RECORD_FACES), "face");
    return NULL;
  case RECORD_BADGE:
    return badge_fault(&record->as.badge);
  case RECORD_LEAVE:
    CHECK(day_good(record->as.leave.from), "from");
    CHECK(day_good(record->as.leave.to) && record->as.leave.to >= record->as.leave.from &&
              record->as.leave.to - record->as.leave.from < RECORD_LEAVE_MAX,
          "to");
    return NULL;
  case RECORD_LEAVE_END:
    CHECK(record_id_good(record->as.leave_end.leave), "leave");
    CHECK(day_good(record->as.leave_end.last), "last");
    return NULL;
  case RECORD_REDATE:
    CHECK(record_id_good(record->as.redate.set), "set");
    CHECK(day_good(record->as.redate.day), "new_day");
    return NULL;
  case RECORD_KINDS:
    break;
  }
  return "kind";
}

const char *record_fault(const struct record *record) {
  CHECK(record_id_good(record->id), "id");
  CHECK(record_id_good(record->device), "device");
  CHECK((int)record->kind >= 0 && record->kind < RECORD_KINDS, "kind");
  CHECK(moment_good(record->when.utc_ms), "utc_ms");
  CHECK(whole(record->when.offset_s, -RECORD_OFFSET_MAX_S, RECORD_OFFSET_MAX_S), "offset_s");
  CHECK(day_good(record->when.day), "day");
  return kind_fault(record);
}
