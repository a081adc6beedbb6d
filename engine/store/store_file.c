#include "store_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store_schema.h"

#define BUSY_MS        2000
#define BUSY_READER_MS 300 /* the second instance had better say soon that it only reads */

bool store_file_damage(int rc) {
  return (rc & 0xFF) == SQLITE_CORRUPT || (rc & 0xFF) == SQLITE_NOTADB;
}

static int configure(sqlite3 *db, bool writing) {
  sqlite3_extended_result_codes(db, 1);
  sqlite3_busy_timeout(db, writing ? BUSY_MS : BUSY_READER_MS);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, STORE_FILE_LENGTH_MAX + 4096);
  sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 64 * 1024);
  sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  int rc = sqlite3_exec(db,
                        "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;"
                        "PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;",
                        NULL, NULL, NULL);
  if (rc == SQLITE_OK && writing) rc = sqlite3_exec(db, "PRAGMA journal_mode=TRUNCATE", NULL, NULL, NULL);
  return rc;
}

/* What stands at the path and is no file (a pipe, a device, a folder) could hold up whoever opens it for
** ever. */
static bool is_file_or_nothing(const char *path) {
  struct stat info;
  return lstat(path, &info) != 0 || S_ISREG(info.st_mode);
}

int store_file_open(const char *path, bool writing, sqlite3 **out) {
  *out = NULL;
  if (!is_file_or_nothing(path)) return SQLITE_CANTOPEN;
  int flags = (writing ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
              SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX;
  int rc = sqlite3_open_v2(path, out, flags, NULL);
  return rc == SQLITE_OK ? configure(*out, writing) : rc;
}

int store_file_memory(sqlite3 **out) {
  int rc = sqlite3_open_v2(":memory:", out, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                           NULL);
  if (rc == SQLITE_OK) rc = configure(*out, false);
  return rc == SQLITE_OK ? store_schema_upgrade(*out, 0) : rc;
}

int store_file_number(sqlite3 *db, const char *sql, int64_t *out) {
  sqlite3_stmt *statement = NULL;
  int rc = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
  if (rc == SQLITE_OK) {
    rc = sqlite3_step(statement);
    *out = rc == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    rc = rc == SQLITE_ROW ? SQLITE_OK : rc == SQLITE_DONE ? SQLITE_ERROR : rc;
  }
  sqlite3_finalize(statement);
  return rc;
}

int store_file_check(sqlite3 *db, bool whole) {
  sqlite3_stmt *statement = NULL;
  int rc = sqlite3_prepare_v2(db, whole ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)", -1,
                              &statement, NULL);
  if (rc == SQLITE_OK) {
    rc = sqlite3_step(statement);
    const char *said = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    if (rc == SQLITE_ROW) rc = said && strcmp(said, "ok") == 0 ? SQLITE_OK : SQLITE_CORRUPT;
  }
  sqlite3_finalize(statement);
  return rc;
}

int store_file_copy(sqlite3 *from, sqlite3 *to) {
  sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
  if (!backup) return sqlite3_errcode(to);
  int step = sqlite3_backup_step(backup, -1), end = sqlite3_backup_finish(backup);
  return step == SQLITE_DONE ? SQLITE_OK : end == SQLITE_OK ? step : end;
}

static bool sync_path(const char *path, int flags) {
  int file = open(path, flags | O_CLOEXEC);
  if (file < 0) return false;
  bool done = fsync(file) == 0;
  return close(file) == 0 && done;
}

bool store_file_sync(const char *path) {
  return sync_path(path, O_RDONLY | O_NOFOLLOW);
}

void store_file_split(const char *path, char *folder, char *name) {
  const char *slash = strrchr(path, '/');
  snprintf(name, STORE_FILE_PATH_MAX, "%s", slash ? slash + 1 : path);
  if (!slash)
    snprintf(folder, STORE_FILE_PATH_MAX, ".");
  else
    snprintf(folder, STORE_FILE_PATH_MAX, "%.*s", slash == path ? 1 : (int)(slash - path), path);
}

bool store_file_sync_folder(const char *path) {
  char folder[STORE_FILE_PATH_MAX], name[STORE_FILE_PATH_MAX];
  store_file_split(path, folder, name);
  return sync_path(folder, O_RDONLY | O_DIRECTORY);
}
