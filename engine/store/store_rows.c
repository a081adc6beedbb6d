/* A kind is a table of columns, each with where its member stands in struct record. Inserting, selecting and
** reading go through that table, so that a member is named once. */
#include "store_rows.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum type { END, ID, TEXT, EMBLEM, BOOL, INT, INT32, INT64, DOUBLE };

struct column {
  const char *name;
  enum type type;
  size_t at, size;
};

#define MEMBER(member) offsetof(struct record, member), sizeof(((struct record *)0)->member)
#define COLUMN(type, name, member)                                                                           \
  { name, type, MEMBER(member) }
#define OF(type, kind, name, member)                                                                         \
  { name, type, MEMBER(as.kind.member) }
#define COLUMNS_MAX 24

static const struct column common[] = {
    COLUMN(ID, "id", id),
    COLUMN(ID, "device", device),
    COLUMN(INT64, "utc_ms", when.utc_ms),
    COLUMN(INT32, "offset_s", when.offset_s),
    COLUMN(INT32, "day", when.day),
};

static const struct column set[] = {
    OF(ID, set, "session", session),
    OF(TEXT, set, "routine", routine),
    OF(TEXT, set, "version", version),
    OF(TEXT, set, "author", author),
    OF(BOOL, set, "own", own),
    OF(INT, set, "number", number),
    OF(INT, set, "reps_done", reps_done),
    OF(INT, set, "reps_planned", reps_planned),
    OF(DOUBLE, set, "pace_in_s", pace_in_s),
    OF(DOUBLE, set, "pace_out_s", pace_out_s),
    OF(DOUBLE, set, "range_deg", range_deg),
    OF(INT64, set, "end_utc_ms", end_utc_ms),
    OF(INT, set, "practised_s", practised_s),
    OF(INT, set, "breaths", breaths),
    OF(INT, set, "ease_offs", ease_offs),
    OF(INT, set, "pauses", pauses),
    OF(BOOL, set, "stopped", stopped),
    OF(BOOL, set, "doubtful", doubtful),
    OF(INT, set, "day_start_min", day_start_min),
    {NULL, END, 0, 0},
};

static const struct column feeling[] = {
    OF(ID, feeling, "session", session),
    OF(BOOL, feeling, "after", after),
    OF(INT, feeling, "face", face),
    {NULL, END, 0, 0},
};

static const struct column badge[] = {
    OF(TEXT, badge, "badge", badge),
    OF(TEXT, badge, "title", title),
    OF(TEXT, badge, "words", words),
    OF(EMBLEM, badge, "emblem", emblem),
    {NULL, END, 0, 0},
};

static const struct column leave[] = {
    OF(INT32, leave, "first", from),
    OF(INT32, leave, "last", to),
    {NULL, END, 0, 0},
};

static const struct column leave_end[] = {
    OF(ID, leave_end, "leave", leave),
    OF(INT32, leave_end, "last", last),
    {NULL, END, 0, 0},
};

static const struct column redate[] = {
    OF(ID, redate, "target", set),
    OF(INT32, redate, "new_day", day),
    {NULL, END, 0, 0},
};

static const struct {
  const char *table;
  const struct column *columns;
} kinds[RECORD_KINDS] = {
    [RECORD_SET] = {"fact_set", set},          [RECORD_FEELING] = {"fact_feeling", feeling},
    [RECORD_BADGE] = {"fact_badge", badge},    [RECORD_LEAVE] = {"fact_leave", leave},
    [RECORD_REDATE] = {"fact_redate", redate}, [RECORD_LEAVE_END] = {"fact_leave_end", leave_end},
};

const char *store_rows_table(enum record_kind kind) {
  return kinds[kind].table;
}

/* Every column of a kind in order; returns how many. */
static int columns_of(enum record_kind kind, const struct column *out[COLUMNS_MAX]) {
  int count = 0;
  for (size_t i = 0; i < sizeof common / sizeof common[0]; i++) out[count++] = &common[i];
  for (const struct column *c = kinds[kind].columns; c->type != END; c++) out[count++] = c;
  assert(count <= COLUMNS_MAX);
  return count;
}

/* ---- ids ---------------------------------------------------------------------------------------------- */

int store_rows_bind_id(sqlite3_stmt *statement, int at, const char digits[RECORD_ID_SIZE]) {
  unsigned char bytes[RECORD_ID_BYTES];
  record_id_pack(digits, bytes);
  return sqlite3_bind_blob(statement, at, bytes, sizeof bytes, SQLITE_TRANSIENT);
}

/* ---- writing ------------------------------------------------------------------------------------------ */

static int bind(sqlite3_stmt *statement, int at, const struct column *column, const struct record *record) {
  const void *member = (const char *)record + column->at;
  char text[EMBLEM_TEXT_SIZE];
  switch (column->type) {
  case ID:
    return store_rows_bind_id(statement, at, member);
  case TEXT:
    return sqlite3_bind_text(statement, at, member, -1, SQLITE_STATIC);
  case EMBLEM:
    return sqlite3_bind_text(statement, at, emblem_print(member, text, sizeof text), -1, SQLITE_TRANSIENT);
  case BOOL:
    return sqlite3_bind_int(statement, at, *(const bool *)member);
  case INT:
    return sqlite3_bind_int(statement, at, *(const int *)member);
  case INT32:
    return sqlite3_bind_int(statement, at, *(const int32_t *)member);
  case INT64:
    return sqlite3_bind_int64(statement, at, *(const int64_t *)member);
  case DOUBLE:
    return sqlite3_bind_double(statement, at, *(const double *)member);
  case END:
    break;
  }
  return SQLITE_MISUSE;
}

/* Of all constraints only an id that is there may be passed over: whatever else SQLite refuses is an error. */
static int prepare_insert(sqlite3 *db, enum record_kind kind, sqlite3_stmt **out) {
  const struct column *columns[COLUMNS_MAX];
  int count = columns_of(kind, columns);
  char sql[1024], names[512] = "", marks[2 * COLUMNS_MAX + 1] = "";
  size_t n = 0, m = 0;
  for (int i = 0; i < count; i++) {
    n += (size_t)snprintf(names + n, sizeof names - n, "%s%s", i ? "," : "", columns[i]->name);
    m += (size_t)snprintf(marks + m, sizeof marks - m, "%s?", i ? "," : "");
  }
  snprintf(sql, sizeof sql, "INSERT INTO %s(%s) VALUES(%s) ON CONFLICT(id) DO NOTHING", kinds[kind].table,
           names, marks);
  return sqlite3_prepare_v2(db, sql, -1, out, NULL);
}

int store_rows_add(struct store_rows *rows, const struct record *record, sqlite3_int64 *row) {
  const struct column *columns[COLUMNS_MAX];
  int count = columns_of(record->kind, columns), rc = SQLITE_OK;
  sqlite3_stmt **insert = &rows->insert[record->kind];
  *row = 0;
  if (!*insert) rc = prepare_insert(rows->db, record->kind, insert);
  for (int i = 0; rc == SQLITE_OK && i < count; i++) rc = bind(*insert, i + 1, columns[i], record);
  if (rc != SQLITE_OK) return rc;
  rc = sqlite3_step(*insert);
  if (rc == SQLITE_DONE && sqlite3_changes(rows->db) > 0) *row = sqlite3_last_insert_rowid(rows->db);
  sqlite3_reset(*insert);
  sqlite3_clear_bindings(*insert);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

void store_rows_close(struct store_rows *rows) {
  for (int i = 0; i < RECORD_KINDS; i++) sqlite3_finalize(rows->insert[i]);
  *rows = (struct store_rows){0};
}

/* ---- reading ------------------------------------------------------------------------------------------ */

int store_rows_select(sqlite3 *db, enum record_kind kind, const char *tail, sqlite3_stmt **out) {
  const struct column *columns[COLUMNS_MAX];
  int count = columns_of(kind, columns);
  char sql[1024];
  size_t n = (size_t)snprintf(sql, sizeof sql, "SELECT ");
  for (int i = 0; i < count; i++)
    n += (size_t)snprintf(sql + n, sizeof sql - n, "%s%s.%s", i ? "," : "", kinds[kind].table,
                          columns[i]->name);
  snprintf(sql + n, sizeof sql - n, ",%s.n FROM %s %s", kinds[kind].table, kinds[kind].table, tail);
  return sqlite3_prepare_v2(db, sql, -1, out, NULL);
}

static bool read_whole(sqlite3_int64 value, sqlite3_int64 least, sqlite3_int64 most) {
  return value >= least && value <= most;
}

static bool read_text(sqlite3_stmt *statement, int at, char *out, size_t size) {
  const char *text = (const char *)sqlite3_column_text(statement, at);
  size_t length = (size_t)sqlite3_column_bytes(statement, at);
  if (!text || length >= size || memchr(text, '\0', length)) return false;
  memcpy(out, text, length + 1);
  return true;
}

static bool read_column(sqlite3_stmt *statement, int at, const struct column *column, struct record *out) {
  void *member = (char *)out + column->at;
  sqlite3_int64 value = sqlite3_column_int64(statement, at);
  switch (column->type) {
  case ID:
    if (sqlite3_column_bytes(statement, at) != RECORD_ID_BYTES) return false;
    record_id_unpack(sqlite3_column_blob(statement, at), member);
    return true;
  case TEXT:
    return read_text(statement, at, member, column->size);
  case EMBLEM: {
    const char *text = (const char *)sqlite3_column_text(statement, at);
    return text && emblem_parse(text, member);
  }
  case BOOL:
    *(bool *)member = value != 0;
    return read_whole(value, 0, 1);
  case INT:
    *(int *)member = (int)value;
    return read_whole(value, INT32_MIN, INT32_MAX);
  case INT32:
    *(int32_t *)member = (int32_t)value;
    return read_whole(value, INT32_MIN, INT32_MAX);
  case INT64:
    *(int64_t *)member = value;
    return true;
  case DOUBLE:
    *(double *)member = sqlite3_column_double(statement, at);
    return true;
  case END:
    break;
  }
  return false;
}

bool store_rows_read(sqlite3_stmt *statement, enum record_kind kind, struct record *out) {
  const struct column *columns[COLUMNS_MAX];
  int count = columns_of(kind, columns);
  memset(out, 0, sizeof *out);
  out->kind = kind;
  for (int i = 0; i < count; i++)
    if (!read_column(statement, i, columns[i], out)) return false;
  return record_fault(out) == NULL;
}
