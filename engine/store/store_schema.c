#include "store_schema.h"

#include <stdio.h>

static const char *const steps[] = {
    /* 1: settings as text by key */
    "CREATE TABLE setting("
    " key TEXT PRIMARY KEY NOT NULL CHECK(length(key) BETWEEN 1 AND 200),"
    " value TEXT NOT NULL"
    ") STRICT, WITHOUT ROWID;",
};

const char *const store_schema_tables[] = {"setting", NULL};

int store_schema_newest(void) {
  return (int)(sizeof steps / sizeof steps[0]);
}

/* The pragmas' values are numbers of ours: pragmas take no bound parameters. */
static int mark(sqlite3 *db) {
  char sql[96];
  snprintf(sql, sizeof sql, "PRAGMA application_id=%d; PRAGMA user_version=%d;", STORE_SCHEMA_APPLICATION_ID,
           store_schema_newest());
  return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

int store_schema_upgrade(sqlite3 *db, int from) {
  int rc = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  for (int i = from; rc == SQLITE_OK && i < store_schema_newest(); i++)
    rc = sqlite3_exec(db, steps[i], NULL, NULL, NULL);
  if (rc == SQLITE_OK) rc = mark(db);
  if (rc == SQLITE_OK) rc = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
  if (rc != SQLITE_OK) sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
  return rc;
}
