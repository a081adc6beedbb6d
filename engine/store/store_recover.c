#include "store_recover.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "err.h"
#include "log.h"
#include "store_schema.h"

#define MARK        ".corrupt-"
#define SAME_SECOND 100     /* copies put aside within one second that get names of their own */
#define ROWS_MAX    1000000 /* a damaged tree may run in a circle */

static void stamp(char *out, size_t size) {
  time_t now = time(NULL);
  struct tm utc;
  if (!gmtime_r(&now, &utc) || strftime(out, size, "%Y%m%dT%H%M%SZ", &utc) == 0)
    snprintf(out, size, "undated");
}

static int is_copy_of(const char *name, const char *base) {
  size_t n = strlen(base), length = strlen(name);
  if (strncmp(name, base, n) != 0 || strncmp(name + n, MARK, strlen(MARK)) != 0) return 0;
  return length < 8 || strcmp(name + length - 8, "-journal") != 0;
}

/* The copies' names sort by their age. Finds the oldest and counts all. */
static int oldest_copy(const char *folder, const char *base, char *oldest, size_t size) {
  DIR *dir = opendir(folder);
  if (!dir) return 0;
  int count = 0;
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    if (!is_copy_of(entry->d_name, base)) continue;
    if (count++ == 0 || strcmp(entry->d_name, oldest) < 0) snprintf(oldest, size, "%s", entry->d_name);
  }
  closedir(dir);
  return count;
}

static void drop_old_copies(const char *path) {
  char folder[STORE_RECOVER_PATH_MAX], oldest[STORE_RECOVER_PATH_MAX], full[2 * STORE_RECOVER_PATH_MAX];
  snprintf(folder, sizeof folder, "%s", path);
  char *slash = strrchr(folder, '/');
  const char *base = slash ? slash + 1 : path;
  char name[STORE_RECOVER_PATH_MAX];
  snprintf(name, sizeof name, "%s", base);
  if (slash) *slash = '\0';
  const char *where = slash ? (*folder ? folder : "/") : ".";
  while (oldest_copy(where, name, oldest, sizeof oldest) > STORE_RECOVER_KEPT) {
    snprintf(full, sizeof full, "%s/%s", where, oldest);
    if (unlink(full) != 0) return;
    strncat(full, "-journal", sizeof full - strlen(full) - 1);
    unlink(full);
  }
}

int store_recover_put_aside(const char *path, char aside[STORE_RECOVER_PATH_MAX]) {
  char when[32], from[STORE_RECOVER_PATH_MAX], to[STORE_RECOVER_PATH_MAX];
  stamp(when, sizeof when);
  for (int i = 0; i < SAME_SECOND; i++) {
    int n = snprintf(aside, STORE_RECOVER_PATH_MAX, "%s" MARK "%s-%02d", path, when, i);
    if (n < 0 || n >= STORE_RECOVER_PATH_MAX - 16)
      return err_set(ERR_MACHINE, "The path %s is too long. Use --home.", path);
    if (access(aside, F_OK) != 0) break;
  }
  if (rename(path, aside) != 0)
    return err_set(ERR_MACHINE, "The damaged file %s cannot be put aside (%s). Move it away by hand.", path,
                   strerror(errno));
  snprintf(from, sizeof from, "%s-journal", path);
  snprintf(to, sizeof to, "%s-journal", aside);
  rename(from, to); /* mostly there is none */
  drop_old_copies(path);
  return 0;
}

/* A row that breaks a rule of the table is one that the damage made up: it stays behind. */
static int copy_rows(sqlite3 *from, sqlite3 *to, const char *table, const char *order) {
  char sql[256], marks[128] = "?";
  sqlite3_stmt *read = NULL, *write = NULL;
  int copied = 0;
  snprintf(sql, sizeof sql, "SELECT * FROM %s %s", table, order);
  if (sqlite3_prepare_v2(from, sql, -1, &read, NULL) != SQLITE_OK) return 0;
  int columns = sqlite3_column_count(read);
  for (int i = 1; i < columns && strlen(marks) + 3 < sizeof marks; i++) strcat(marks, ",?");
  snprintf(sql, sizeof sql, "INSERT OR IGNORE INTO %s VALUES(%s)", table, marks);
  if (sqlite3_prepare_v2(to, sql, -1, &write, NULL) == SQLITE_OK &&
      sqlite3_bind_parameter_count(write) == columns) {
    for (int rows = 0; rows < ROWS_MAX && sqlite3_step(read) == SQLITE_ROW; rows++) {
      for (int i = 0; i < columns; i++) sqlite3_bind_value(write, i + 1, sqlite3_column_value(read, i));
      if (sqlite3_step(write) == SQLITE_DONE) copied += sqlite3_changes(to);
      sqlite3_reset(write);
    }
  }
  sqlite3_finalize(read);
  sqlite3_finalize(write);
  return copied;
}

/* From both ends: what lies before the first damaged page and what lies behind the last one. */
int store_recover_rows(sqlite3 *fresh, const char *aside) {
  sqlite3 *damaged = NULL;
  int copied = 0;
  if (sqlite3_open_v2(aside, &damaged, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW, NULL) == SQLITE_OK) {
    sqlite3_db_config(damaged, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_exec(damaged, "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;", NULL,
                 NULL, NULL);
    sqlite3_exec(fresh, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    for (int i = 0; store_schema_tables[i]; i++) {
      copied += copy_rows(damaged, fresh, store_schema_tables[i], "");
      copied += copy_rows(damaged, fresh, store_schema_tables[i], "ORDER BY 1 DESC");
    }
    if (sqlite3_exec(fresh, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) {
      sqlite3_exec(fresh, "ROLLBACK", NULL, NULL, NULL);
      copied = 0;
    }
  }
  sqlite3_close(damaged);
  log_line(LOG_WARN, "carried over %d rows from %s", copied, aside);
  return copied;
}
