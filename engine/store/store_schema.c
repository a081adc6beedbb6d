#include "store_schema.h"

#include <stdio.h>

/* What every fact carries. Numbers are rowids: a salvage goes by ranges of them. */
#define FACT_COLUMNS                                                                                         \
  " n INTEGER PRIMARY KEY,"                                                                                  \
  " id BLOB NOT NULL UNIQUE CHECK(length(id)=16),"                                                           \
  " device BLOB NOT NULL CHECK(length(device)=16),"                                                          \
  " utc_ms INTEGER NOT NULL,"                                                                                \
  " offset_s INTEGER NOT NULL CHECK(abs(offset_s)<=93600),"                                                  \
  " day INTEGER NOT NULL CHECK(day BETWEEN -719162 AND 2932896),"

static const struct {
  int version; /* that the step leads to; several may lead to one, in this order */
  const char *sql;
} steps[] = {
    /* 1: settings as text by key */
    {1, "CREATE TABLE setting("
        " key TEXT PRIMARY KEY NOT NULL CHECK(length(key) BETWEEN 1 AND 200),"
        " value TEXT NOT NULL"
        ") STRICT, WITHOUT ROWID;"},

    /* 2: facts, one table a kind, never changed once written; what is worked out from them (place,
    ** practice_…); and what rules said about them (cache) */
    {2, "CREATE TABLE fact_set(" FACT_COLUMNS " session BLOB NOT NULL CHECK(length(session)=16),"
        " routine TEXT NOT NULL CHECK(length(routine) BETWEEN 1 AND 64),"
        " version TEXT NOT NULL,"
        " author TEXT NOT NULL,"
        " own INTEGER NOT NULL CHECK(own IN (0,1)),"
        " number INTEGER NOT NULL CHECK(number>=1),"
        " reps_done INTEGER NOT NULL CHECK(reps_done BETWEEN 1 AND 20),"
        " reps_planned INTEGER NOT NULL CHECK(reps_planned BETWEEN 1 AND 20),"
        " pace_in_s REAL NOT NULL CHECK(pace_in_s BETWEEN 0 AND 86400),"
        " pace_out_s REAL NOT NULL CHECK(pace_out_s BETWEEN 0 AND 86400),"
        " range_deg REAL NOT NULL CHECK(abs(range_deg)<=360),"
        " end_utc_ms INTEGER NOT NULL,"
        " practised_s INTEGER NOT NULL CHECK(practised_s BETWEEN 1 AND 86400),"
        " breaths INTEGER NOT NULL CHECK(breaths>=0),"
        " ease_offs INTEGER NOT NULL CHECK(ease_offs>=0),"
        " pauses INTEGER NOT NULL CHECK(pauses>=0),"
        " stopped INTEGER NOT NULL CHECK(stopped IN (0,1)),"
        " doubtful INTEGER NOT NULL CHECK(doubtful IN (0,1)),"
        " day_start_min INTEGER NOT NULL CHECK(day_start_min BETWEEN 0 AND 1439)"
        ") STRICT;"
        "CREATE INDEX fact_set_session ON fact_set(session,utc_ms,id);"
        "CREATE INDEX fact_set_device ON fact_set(device,utc_ms,id);"},
    {2, "CREATE TABLE fact_feeling(" FACT_COLUMNS " session BLOB NOT NULL CHECK(length(session)=16),"
        " after INTEGER NOT NULL CHECK(after IN (0,1)),"
        " face INTEGER NOT NULL CHECK(face BETWEEN 1 AND 5)"
        ") STRICT;"
        "CREATE INDEX fact_feeling_session ON fact_feeling(session);"
        "CREATE TABLE fact_badge(" FACT_COLUMNS " badge TEXT NOT NULL CHECK(length(badge) BETWEEN 1 AND 64),"
        " title TEXT NOT NULL,"
        " words TEXT NOT NULL,"
        " emblem TEXT NOT NULL"
        ") STRICT;"
        "CREATE TABLE fact_leave(" FACT_COLUMNS
        " first INTEGER NOT NULL CHECK(first BETWEEN -719162 AND 2932896),"
        " last INTEGER NOT NULL CHECK(last BETWEEN first AND first+89)"
        ") STRICT;"
        "CREATE TABLE fact_leave_end(" FACT_COLUMNS " leave BLOB NOT NULL CHECK(length(leave)=16),"
        " last INTEGER NOT NULL CHECK(last BETWEEN -719162 AND 2932896)"
        ") STRICT;"
        "CREATE INDEX fact_leave_end_leave ON fact_leave_end(leave);"
        "CREATE TABLE fact_redate(" FACT_COLUMNS " target BLOB NOT NULL CHECK(length(target)=16),"
        " new_day INTEGER NOT NULL CHECK(new_day BETWEEN -719162 AND 2932896)"
        ") STRICT;"
        "CREATE INDEX fact_redate_target ON fact_redate(target,utc_ms,id);"},
    {2, "CREATE TABLE place(fact INTEGER PRIMARY KEY, day INTEGER NOT NULL) STRICT;"
        "CREATE INDEX place_day ON place(day);"
        "CREATE TABLE practice_day(day INTEGER PRIMARY KEY, packed BLOB NOT NULL) STRICT;"
        "CREATE TABLE practice_routine("
        " number INTEGER PRIMARY KEY,"
        " id TEXT NOT NULL UNIQUE,"
        " author TEXT NOT NULL,"
        " own INTEGER NOT NULL,"
        " utc_ms INTEGER NOT NULL," /* and id of the set that author and own are from: the newest */
        " fact BLOB NOT NULL"
        ") STRICT;"
        "CREATE TABLE practice_device(number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE) STRICT;"
        "CREATE TABLE cache(key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"},
};

#define STEPS ((int)(sizeof steps / sizeof steps[0]))

int store_schema_newest(void) {
  return steps[STEPS - 1].version;
}

/* The pragmas' values are numbers of ours: pragmas take no bound parameters. */
static int mark(sqlite3 *db, int version) {
  char sql[96];
  snprintf(sql, sizeof sql, "PRAGMA application_id=%d; PRAGMA user_version=%d;", STORE_SCHEMA_APPLICATION_ID,
           version);
  return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

static int climb(sqlite3 *db, int from, int to) {
  int rc = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  for (int i = 0; rc == SQLITE_OK && i < STEPS; i++)
    if (steps[i].version > from && steps[i].version <= to)
      rc = sqlite3_exec(db, steps[i].sql, NULL, NULL, NULL);
  if (rc == SQLITE_OK) rc = mark(db, to);
  if (rc == SQLITE_OK) rc = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
  if (rc != SQLITE_OK && !sqlite3_get_autocommit(db)) sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
  return rc;
}

int store_schema_upgrade(sqlite3 *db, int from) {
  return climb(db, from, store_schema_newest());
}

/* What stands there beyond that (an index that somebody made by hand) does no harm. */
int store_schema_check(sqlite3 *db, int version) {
  sqlite3 *model = NULL;
  sqlite3_stmt *should = NULL, *is = NULL;
  int rc = sqlite3_open_v2(":memory:", &model, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  if (rc == SQLITE_OK) rc = climb(model, 0, version);
  if (rc == SQLITE_OK)
    rc = sqlite3_prepare_v2(model, "SELECT type, name, coalesce(sql,'') FROM sqlite_schema", -1, &should,
                            NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_prepare_v2(
        db, "SELECT count(*) FROM sqlite_schema WHERE type=?1 AND name=?2 AND coalesce(sql,'')=?3", -1, &is,
        NULL);
  while (rc == SQLITE_OK && sqlite3_step(should) == SQLITE_ROW) {
    for (int i = 0; i < 3; i++) sqlite3_bind_value(is, i + 1, sqlite3_column_value(should, i));
    rc = sqlite3_step(is);
    if (rc == SQLITE_ROW) rc = sqlite3_column_int(is, 0) == 1 ? SQLITE_OK : SQLITE_CORRUPT;
    sqlite3_reset(is);
  }
  sqlite3_finalize(should);
  sqlite3_finalize(is);
  sqlite3_close(model);
  return rc;
}
