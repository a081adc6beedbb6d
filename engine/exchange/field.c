#include "field.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "civil.h"
#include "err.h"
#include "utf8.h"

#define KIND(k)  (1u << RECORD_##k)
#define EVERY    ((1u << RECORD_KINDS) - 1)
#define AT(path) offsetof(struct record, path), sizeof(((struct record *)0)->path)

const struct field field_table[] = {
    {"id", FIELD_TEXT, EVERY, AT(id)},
    {"device", FIELD_TEXT, EVERY, AT(device)},
    {"utc_ms", FIELD_MS, EVERY, AT(when.utc_ms)},
    {"offset_s", FIELD_INT, EVERY, AT(when.offset_s)},
    {"day", FIELD_DAY, EVERY, AT(when.day)},
    {"session", FIELD_TEXT, KIND(SET), AT(as.set.session)},
    {"session", FIELD_TEXT, KIND(FEELING), AT(as.feeling.session)},
    {"routine", FIELD_TEXT, KIND(SET), AT(as.set.routine)},
    {"version", FIELD_TEXT, KIND(SET), AT(as.set.version)},
    {"author", FIELD_TEXT, KIND(SET), AT(as.set.author)},
    {"own", FIELD_FLAG, KIND(SET), AT(as.set.own)},
    {"number", FIELD_INT, KIND(SET), AT(as.set.number)},
    {"reps_done", FIELD_INT, KIND(SET), AT(as.set.reps_done)},
    {"reps_planned", FIELD_INT, KIND(SET), AT(as.set.reps_planned)},
    {"pace_in_s", FIELD_NUMBER, KIND(SET), AT(as.set.pace_in_s)},
    {"pace_out_s", FIELD_NUMBER, KIND(SET), AT(as.set.pace_out_s)},
    {"range_deg", FIELD_NUMBER, KIND(SET), AT(as.set.range_deg)},
    {"end_utc_ms", FIELD_MS, KIND(SET), AT(as.set.end_utc_ms)},
    {"practised_s", FIELD_INT, KIND(SET), AT(as.set.practised_s)},
    {"breaths", FIELD_INT, KIND(SET), AT(as.set.breaths)},
    {"ease_offs", FIELD_INT, KIND(SET), AT(as.set.ease_offs)},
    {"pauses", FIELD_INT, KIND(SET), AT(as.set.pauses)},
    {"stopped", FIELD_FLAG, KIND(SET), AT(as.set.stopped)},
    {"doubtful", FIELD_FLAG, KIND(SET), AT(as.set.doubtful)},
    {"day_start_min", FIELD_INT, KIND(SET), AT(as.set.day_start_min)},
    {"after", FIELD_FLAG, KIND(FEELING), AT(as.feeling.after)},
    {"face", FIELD_INT, KIND(FEELING), AT(as.feeling.face)},
    {"badge", FIELD_TEXT, KIND(BADGE), AT(as.badge.badge)},
    {"title", FIELD_TEXT, KIND(BADGE), AT(as.badge.title)},
    {"words", FIELD_TEXT, KIND(BADGE), AT(as.badge.words)},
    {"emblem", FIELD_EMBLEM, KIND(BADGE), AT(as.badge.emblem)},
    {"from", FIELD_DAY, KIND(LEAVE), AT(as.leave.from)},
    {"to", FIELD_DAY, KIND(LEAVE), AT(as.leave.to)},
    {"leave", FIELD_TEXT, KIND(LEAVE_END), AT(as.leave_end.leave)},
    {"last", FIELD_DAY, KIND(LEAVE_END), AT(as.leave_end.last)},
    {"set", FIELD_TEXT, KIND(REDATE), AT(as.redate.set)},
    {"new_day", FIELD_DAY, KIND(REDATE), AT(as.redate.day)},
};
const int field_count = (int)(sizeof field_table / sizeof *field_table);

static bool named(const struct field *field, const char *name, size_t n) {
  return strlen(field->name) == n && memcmp(field->name, name, n) == 0;
}

const struct field *field_of(enum record_kind kind, const char *name, size_t n) {
  for (int i = 0; i < field_count; i++) {
    if (field_has(&field_table[i], kind) && named(&field_table[i], name, n)) return &field_table[i];
  }
  return NULL;
}

bool field_known(const char *name, size_t n) {
  if (n == 4 && memcmp(name, "kind", 4) == 0) return true;
  for (int i = 0; i < field_count; i++) {
    if (named(&field_table[i], name, n)) return true;
  }
  return false;
}

static void print_number(double value, char *out, size_t size) {
  if (value == 0) value = 0; /* minus zero is zero, in every format */
  for (int digits = 15; digits <= 17; digits++) {
    snprintf(out, size, "%.*g", digits, value);
    if (strtod(out, NULL) == value) return;
  }
}

char *field_print(const struct field *field, const struct record *record, char *out, size_t size) {
  assert(size >= FIELD_TEXT_SIZE && field_has(field, record->kind));
  const void *at = (const char *)record + field->offset;
  switch (field->type) {
  case FIELD_TEXT:
    memcpy(out, at, field->size);
    break;
  case FIELD_INT:
    snprintf(out, size, "%d", *(const int *)at);
    break;
  case FIELD_MS:
    snprintf(out, size, "%" PRId64, *(const int64_t *)at);
    break;
  case FIELD_NUMBER:
    print_number(*(const double *)at, out, size);
    break;
  case FIELD_FLAG:
    snprintf(out, size, "%s", *(const bool *)at ? "true" : "false");
    break;
  case FIELD_DAY:
    civil_print_day(*(const int32_t *)at, out, size);
    break;
  case FIELD_EMBLEM:
    emblem_print(at, out, size);
    break;
  }
  return out;
}

static bool read_whole(const char *text, int64_t least, int64_t most, int64_t *value) {
  const char *digits = text + (*text == '-');
  if (!*digits || digits[strspn(digits, "0123456789")]) return false;
  errno = 0;
  *value = strtoll(text, NULL, 10);
  return errno == 0 && *value >= least && *value <= most;
}

static bool read_number(const char *text, double *value) {
  char *end;
  if (!*text || text[strspn(text, "+-.0123456789eE")]) return false;
  *value = strtod(text, &end);
  return *end == '\0' && isfinite(*value);
}

/* Spreadsheets write flags in capitals when they keep a file. */
static bool read_flag(const char *text, bool *value) {
  char small[6] = "";
  for (int i = 0; i < 5 && text[i]; i++) small[i] = (char)tolower((unsigned char)text[i]);
  *value = strcmp(small, "true") == 0;
  return strlen(text) < sizeof small && (*value || strcmp(small, "false") == 0);
}

static bool take(const struct field *field, const char *text, void *at) {
  int64_t whole;
  switch (field->type) {
  case FIELD_TEXT:
    if (strlen(text) >= field->size) return false;
    memset(at, 0, field->size);
    memcpy(at, text, strlen(text));
    return true;
  case FIELD_INT:
    if (!read_whole(text, INT_MIN, INT_MAX, &whole)) return false;
    *(int *)at = (int)whole;
    return true;
  case FIELD_MS:
    return read_whole(text, INT64_MIN, INT64_MAX, at);
  case FIELD_NUMBER:
    return read_number(text, at);
  case FIELD_FLAG:
    return read_flag(text, at);
  case FIELD_DAY:
    return civil_parse_day(text, at);
  case FIELD_EMBLEM:
    return emblem_parse(text, at);
  }
  return false;
}

int field_read(const struct field *field, const char *text, size_t n, struct record *record) {
  static const char *const wanted[] = {"a shorter text",        "a whole number",
                                       "a whole number",        "a number",
                                       "true or false",         "a date such as 2026-03-29",
                                       "a list of known shapes"};
  char copy[FIELD_TEXT_SIZE], shown[48];
  if (n < sizeof copy && !memchr(text, '\0', n)) {
    memcpy(copy, text, n);
    copy[n] = '\0';
    if (take(field, copy, (char *)record + field->offset)) return 0;
  }
  return err_set(ERR_NO, "%s must be %s, not \"%s\"", field->name, wanted[field->type],
                 utf8_printable(text, n, shown, sizeof shown));
}
