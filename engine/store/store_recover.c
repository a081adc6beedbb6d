#include "store_recover.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "err.h"
#include "log.h"
#include "store_backup.h"
#include "store_derive.h"
#include "store_rows.h"
#include "store_schema.h"

#define MARK          ".corrupt-"
#define SAME_SECOND   100     /* copies put aside within one second that get names of their own */
#define ROWS_MAX      1000000 /* a damaged tree may run in a circle */
#define ROW_MIN_BYTES 40      /* of a fact: bounds the rowids that a file can hold */
#define TRIES_MAX     1000    /* ranges of rowids looked into, of one table */
#define PATH_SIZE     STORE_FILE_PATH_MAX

/* ---- damaged copies ----------------------------------------------------------------------------------- */

static void stamp(char *out, size_t size) {
  time_t now = time(NULL);
  struct tm utc;
  if (!gmtime_r(&now, &utc) || strftime(out, size, "%Y%m%dT%H%M%SZ", &utc) == 0)
    snprintf(out, size, "undated");
}

static bool is_copy_of(const char *name, const char *base) {
  size_t n = strlen(base), length = strlen(name);
  if (strncmp(name, base, n) != 0 || strncmp(name + n, MARK, strlen(MARK)) != 0) return false;
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
  char folder[PATH_SIZE], name[PATH_SIZE], oldest[PATH_SIZE], full[2 * PATH_SIZE + 16];
  store_file_split(path, folder, name);
  while (oldest_copy(folder, name, oldest, sizeof oldest) > STORE_RECOVER_KEPT) {
    snprintf(full, sizeof full, "%s/%s", folder, oldest);
    if (unlink(full) != 0) return;
    strncat(full, "-journal", sizeof full - strlen(full) - 1);
    unlink(full);
  }
}

static int name_aside(const char *path, char *aside) {
  char when[32];
  stamp(when, sizeof when);
  for (int i = 0; i < SAME_SECOND; i++) {
    int n = snprintf(aside, PATH_SIZE, "%s" MARK "%s-%02d", path, when, i);
    if (n < 0 || n >= PATH_SIZE - 16)
      return err_set(ERR_MACHINE, "The path %s is too long. Use --home.", path);
    if (access(aside, F_OK) != 0) break;
  }
  return 0;
}

void store_recover_name(const char *path, char *out) {
  snprintf(out, PATH_SIZE, "%.*s.recovering", PATH_SIZE - 16, path);
}

void store_recover_finish(const char *path) {
  char built[PATH_SIZE];
  struct stat info;
  store_recover_name(path, built);
  if (lstat(path, &info) == 0 || errno != ENOENT) return;
  if (lstat(built, &info) == 0 && S_ISREG(info.st_mode) && rename(built, path) == 0)
    store_file_sync_folder(path);
}

/* A second name for the damaged file first, so that at no moment there is none at its place; a file system
** without such links has to do with two renames. */
int store_recover_replace(const char *path, char *aside) {
  char built[PATH_SIZE], from[PATH_SIZE + 16], to[PATH_SIZE + 16];
  store_recover_name(path, built);
  aside[0] = '\0';
  if (access(path, F_OK) == 0) {
    if (name_aside(path, aside) < 0) return ERR_MACHINE;
    snprintf(from, sizeof from, "%s-journal", path);
    snprintf(to, sizeof to, "%s-journal", aside);
    rename(from, to); /* mostly there is none; it must not be played into the new file */
    if (link(path, aside) != 0 && rename(path, aside) != 0)
      return err_set(ERR_MACHINE, "The damaged file %s cannot be put aside (%s). Move it away by hand.", path,
                     strerror(errno));
  }
  if (rename(built, path) != 0)
    return err_set(ERR_MACHINE, "The file %s cannot be replaced (%s). Look at its folder.", path,
                   strerror(errno));
  store_file_sync_folder(path);
  drop_old_copies(path);
  return 0;
}

/* ---- reading what is left ----------------------------------------------------------------------------- */

struct salvage {
  sqlite3 *from, *to;
  struct store_rows rows;
  sqlite3_int64 top; /* no rowid of the file is greater */
  int kept, tries;
};

/* Steps through one range from one of its ends. Returns the last rowid that was read, `none` for none.
** *whole: the range came to its end. */
static sqlite3_int64 read_range(struct salvage *s, enum record_kind kind, sqlite3_int64 low,
                                sqlite3_int64 high, bool upwards, sqlite3_int64 none, bool *whole) {
  char tail[160];
  sqlite3_stmt *statement = NULL;
  sqlite3_int64 last = none;
  int rc = SQLITE_DONE;
  snprintf(tail, sizeof tail, "WHERE n BETWEEN %lld AND %lld ORDER BY n %s", (long long)low, (long long)high,
           upwards ? "" : "DESC");
  *whole = true; /* where there is no such table no other range will have rows either */
  if (store_rows_select(s->from, kind, tail, &statement) != SQLITE_OK) return none;
  for (int i = 0; i < ROWS_MAX && (rc = sqlite3_step(statement)) == SQLITE_ROW; i++) {
    struct record record;
    sqlite3_int64 row = 0;
    sqlite3_int64 n = sqlite3_column_int64(statement, sqlite3_column_count(statement) - 1);
    if (last != none && (upwards ? n <= last : n >= last)) break;
    last = n;
    /* A row that breaks a rule is one that the damage made up: it stays behind. */
    if (store_rows_read(statement, kind, &record) && store_rows_add(&s->rows, &record, &row) == SQLITE_OK &&
        row)
      s->kept++;
  }
  *whole = rc == SQLITE_DONE;
  sqlite3_finalize(statement);
  return last;
}

/* From both ends: what lies before the first damaged page and behind the last one. What lies between them is
** halved. */
static void read_facts(struct salvage *s, enum record_kind kind, sqlite3_int64 low, sqlite3_int64 high) {
  bool whole;
  if (low > high || s->tries++ > TRIES_MAX) return;
  sqlite3_int64 first = read_range(s, kind, low, high, true, low - 1, &whole);
  if (whole) return;
  sqlite3_int64 last = read_range(s, kind, first + 1, high, false, high + 1, &whole);
  if (whole || last - first < 3) return;
  sqlite3_int64 middle = first + (last - first) / 2;
  read_facts(s, kind, first + 1, middle);
  read_facts(s, kind, middle + 1, last - 1);
}

static int read_settings(struct salvage *s, const char *order) {
  sqlite3_stmt *read = NULL, *write = NULL;
  int kept = 0;
  char sql[96];
  snprintf(sql, sizeof sql, "SELECT key, value FROM setting ORDER BY key %s", order);
  if (sqlite3_prepare_v2(s->from, sql, -1, &read, NULL) == SQLITE_OK &&
      sqlite3_prepare_v2(s->to, "INSERT OR IGNORE INTO setting(key,value) VALUES(?1,?2)", -1, &write, NULL) ==
          SQLITE_OK) {
    for (int rows = 0; rows < ROWS_MAX && sqlite3_step(read) == SQLITE_ROW; rows++) {
      for (int i = 0; i < 2; i++) sqlite3_bind_value(write, i + 1, sqlite3_column_value(read, i));
      if (sqlite3_step(write) == SQLITE_DONE) kept += sqlite3_changes(s->to);
      sqlite3_reset(write);
    }
  }
  sqlite3_finalize(read);
  sqlite3_finalize(write);
  return kept;
}

static void read_file(sqlite3 *fresh, const char *path, bool damaged, int *rows) {
  struct salvage s = {.to = fresh, .rows = {.db = fresh}};
  struct stat info;
  bool usable = stat(path, &info) == 0 && store_file_open(path, false, &s.from) == SQLITE_OK;
  int64_t mark = 0;
  if (usable && !damaged)
    usable = store_file_number(s.from, "PRAGMA application_id", &mark) == SQLITE_OK &&
             mark == STORE_SCHEMA_APPLICATION_ID && store_file_check(s.from, true) == SQLITE_OK;
  if (usable) {
    s.top = info.st_size / ROW_MIN_BYTES + 1;
    s.kept += read_settings(&s, "");
    s.kept += read_settings(&s, "DESC");
    for (int kind = 0; kind < RECORD_KINDS; kind++) {
      s.tries = 0;
      read_facts(&s, (enum record_kind)kind, 1, s.top);
    }
  }
  store_rows_close(&s.rows);
  sqlite3_close(s.from);
  log_line(LOG_WARN, "carried over %d rows from %s", s.kept, path);
  *rows += s.kept;
}

int store_recover_fill(sqlite3 *fresh, const char *path, int *rows) {
  struct store_backup_list backups;
  *rows = 0;
  store_backup_find(path, &backups);
  int rc = sqlite3_exec(fresh, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  if (rc != SQLITE_OK) return rc;
  read_file(fresh, path, true, rows);
  for (int i = 0; i < backups.count; i++) read_file(fresh, backups.paths[i], false, rows);
  rc = store_derive_rebuild(fresh);
  if (rc == SQLITE_OK) rc = sqlite3_exec(fresh, "COMMIT", NULL, NULL, NULL);
  if (rc != SQLITE_OK && !sqlite3_get_autocommit(fresh)) sqlite3_exec(fresh, "ROLLBACK", NULL, NULL, NULL);
  return rc;
}
