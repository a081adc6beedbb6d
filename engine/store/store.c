/* A value that could not be written waits in a list (struct waiting), is read from there, and goes out
** with the next transaction that succeeds. Without a usable file that list is all there is: the program
** works, nothing is kept.
**
** Who may write is settled by a lock on <path>.lock for the length of the run, not by SQLite's own locks,
** so that a second instance can still read. Nothing here opens the database file itself but SQLite:
** closing it by other means would drop its locks. */
#include "store.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "err.h"
#include "log.h"
#include "store_recover.h"
#include "store_schema.h"

#define VALUE_MAX_BYTES (1 << 20)
#define KEY_MAX_BYTES   200
#define BUSY_MS         2000
#define BUSY_READER_MS  300 /* the second instance had better say soon that it only reads */

struct waiting {
  struct waiting *next;
  char *value;
  char key[]; /* and its value behind it */
};

struct store {
  sqlite3 *db; /* NULL: in memory */
  sqlite3_stmt *get;
  enum store_state state;
  int lock; /* file descriptor; −1: another instance has it, or it cannot be made */
  int schema;
  struct waiting *waiting;
  char *result; /* of the last store_get */
  char path[STORE_RECOVER_PATH_MAX];
};

/* What a file turned out to be. */
enum verdict { FILE_FINE, FILE_OLD, FILE_NEWER, FILE_FOREIGN, FILE_DAMAGED, FILE_UNUSABLE };

static bool damage(int rc) {
  return (rc & 0xFF) == SQLITE_CORRUPT || (rc & 0xFF) == SQLITE_NOTADB;
}

/* ---- opening ------------------------------------------------------------------------------------------ */

/* The folder may be reached over symbolic links (many homes are); the file itself may not be one. */
static bool resolve(const char *path, char out[STORE_RECOVER_PATH_MAX]) {
  char folder[PATH_MAX], real[PATH_MAX];
  int n = snprintf(folder, sizeof folder, "%s", path);
  if (n < 1 || (size_t)n >= sizeof folder) return false;
  char *slash = strrchr(folder, '/');
  const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
  if (slash) *(slash == folder ? slash + 1 : slash) = '\0';
  if (!realpath(slash ? folder : ".", real)) return false;
  n = snprintf(out, STORE_RECOVER_PATH_MAX, "%s/%s", strcmp(real, "/") == 0 ? "" : real, base);
  return n > 0 && n < STORE_RECOVER_PATH_MAX - 64;
}

/* 1: ours now, 0: another instance has it, −1: it cannot be made here. */
static int take_lock(struct store *store) {
  char name[STORE_RECOVER_PATH_MAX];
  snprintf(name, sizeof name, "%.*s.lock", STORE_RECOVER_PATH_MAX - 8, store->path);
  store->lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (store->lock < 0) return -1;
  struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  if (fcntl(store->lock, F_SETLK, &whole) == 0) return 1;
  int why = errno;
  close(store->lock);
  store->lock = -1;
  return why == EACCES || why == EAGAIN ? 0 : -1;
}

static void close_db(struct store *store) {
  sqlite3_finalize(store->get);
  sqlite3_close(store->db);
  store->get = NULL;
  store->db = NULL;
}

static int configure(sqlite3 *db, bool writing) {
  sqlite3_extended_result_codes(db, 1);
  sqlite3_busy_timeout(db, writing ? BUSY_MS : BUSY_READER_MS);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, VALUE_MAX_BYTES + 4096);
  sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 64 * 1024);
  sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  int rc = sqlite3_exec(db,
                        "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;"
                        "PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL;",
                        NULL, NULL, NULL);
  if (rc == SQLITE_OK && writing) rc = sqlite3_exec(db, "PRAGMA journal_mode=TRUNCATE", NULL, NULL, NULL);
  return rc;
}

static int number_of(sqlite3 *db, const char *sql, int64_t *out) {
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

static int check(sqlite3 *db) {
  sqlite3_stmt *statement = NULL;
  int rc = sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &statement, NULL);
  if (rc == SQLITE_OK) {
    rc = sqlite3_step(statement);
    const char *said = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    if (rc == SQLITE_ROW) rc = said && strcmp(said, "ok") == 0 ? SQLITE_OK : SQLITE_CORRUPT;
  }
  sqlite3_finalize(statement);
  return rc;
}

static enum verdict judge(struct store *store) {
  int64_t id = 0, version = 0, objects = 0, tables = 0;
  int rc = number_of(store->db, "PRAGMA application_id", &id);
  if (rc == SQLITE_OK) rc = number_of(store->db, "PRAGMA user_version", &version);
  if (rc == SQLITE_OK) rc = number_of(store->db, "SELECT count(*) FROM sqlite_schema", &objects);
  if (rc != SQLITE_OK) return damage(rc) ? FILE_DAMAGED : FILE_UNUSABLE;
  bool empty = id == 0 && version == 0 && objects == 0;
  if (!empty && id != STORE_SCHEMA_APPLICATION_ID) return FILE_FOREIGN;
  store->schema = (int)version;
  if (version > store_schema_newest()) return FILE_NEWER;
  rc = check(store->db);
  if (rc != SQLITE_OK) return damage(rc) ? FILE_DAMAGED : FILE_UNUSABLE;
  if (version < store_schema_newest()) return empty ? FILE_OLD : version > 0 ? FILE_OLD : FILE_DAMAGED;
  rc = number_of(store->db, "SELECT count(*) FROM setting",
                 &tables); /* a marked file must hold what its mark says */
  return rc == SQLITE_OK ? FILE_FINE : damage(rc) || rc == SQLITE_ERROR ? FILE_DAMAGED : FILE_UNUSABLE;
}

/* What stands at the path and is no file (a pipe, a device, a folder) could hold up whoever opens it for ever. */
static bool is_file_or_nothing(const char *path) {
  struct stat info;
  return lstat(path, &info) != 0 || S_ISREG(info.st_mode);
}

static enum verdict open_db(struct store *store, bool writing) {
  if (!is_file_or_nothing(store->path)) return FILE_UNUSABLE;
  int flags = (writing ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
              SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_FULLMUTEX;
  int rc = sqlite3_open_v2(store->path, &store->db, flags, NULL);
  if (rc == SQLITE_OK) rc = configure(store->db, writing);
  enum verdict verdict = rc == SQLITE_OK ? judge(store) : damage(rc) ? FILE_DAMAGED : FILE_UNUSABLE;
  if (writing && verdict == FILE_OLD) {
    rc = store_schema_upgrade(store->db, store->schema);
    verdict = rc == SQLITE_OK ? FILE_FINE : damage(rc) ? FILE_DAMAGED : FILE_UNUSABLE;
    if (rc == SQLITE_OK) store->schema = store_schema_newest();
  }
  if (verdict != FILE_FINE) close_db(store);
  return verdict;
}

static void in_memory(struct store *store, const char *why) {
  close_db(store);
  store->state = STORE_MEMORY;
  err_set(ERR_MACHINE, "%s Nothing is saved until the folder can be used; choose another one with --home.",
          why);
}

static void reading_only(struct store *store, const char *why) {
  enum verdict verdict = open_db(store, false);
  if (verdict == FILE_NEWER) { /* open_db closes what it would not write; reading is safe */
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_FULLMUTEX;
    if (sqlite3_open_v2(store->path, &store->db, flags, NULL) == SQLITE_OK &&
        configure(store->db, false) == SQLITE_OK)
      verdict = FILE_FINE;
  }
  if (verdict != FILE_FINE) {
    in_memory(store, why);
    return;
  }
  store->state = STORE_READ_ONLY;
  err_set(ERR_MACHINE, "%s What you do now is not saved.", why);
}

static void recover(struct store *store) {
  char aside[STORE_RECOVER_PATH_MAX];
  if (store_recover_put_aside(store->path, aside) < 0 || open_db(store, true) != FILE_FINE) {
    in_memory(store, "The saved data is damaged and cannot be replaced.");
    return;
  }
  int rows = store_recover_rows(store->db, aside);
  store->state = STORE_RECOVERED;
  err_set(ERR_MACHINE,
          "The saved data was damaged: %d entries were carried over, the damaged file is kept as %s.", rows,
          aside);
}

static void settle(struct store *store, enum verdict verdict) {
  switch (verdict) {
  case FILE_FINE:
    store->state = STORE_OK;
    break;
  case FILE_DAMAGED:
    recover(store);
    break;
  case FILE_NEWER:
    reading_only(store, "A newer version of Supine wrote the saved data: update this one.");
    break;
  case FILE_FOREIGN:
    in_memory(store, "The file for the saved data belongs to another program and is left alone.");
    break;
  case FILE_OLD:
  case FILE_UNUSABLE:
    reading_only(store, "The saved data cannot be written: look at the disk and its folder.");
    break;
  }
}

struct store *store_open(const char *path, enum store_state *state) {
  struct store *store = calloc(1, sizeof *store);
  if (!store) {
    err_set(ERR_MACHINE, "There is no memory for the saved data. Close other programs and try again.");
    return NULL;
  }
  store->lock = -1;
  if (!path || !*path || !resolve(path, store->path)) {
    in_memory(store, "The folder for the saved data does not exist.");
  } else {
    int mine = take_lock(store);
    if (mine == 0)
      reading_only(store, "Supine is already running: close the other window first.");
    else if (mine < 0)
      reading_only(store, "The folder of the saved data cannot be written: look at its permissions.");
    else
      settle(store, open_db(store, true));
  }
  if (state) *state = store->state;
  if (store->state != STORE_OK) log_line(LOG_WARN, "%s", err_text());
  return store;
}

static void forget_waiting(struct store *store) {
  while (store->waiting) {
    struct waiting *next = store->waiting->next;
    free(store->waiting);
    store->waiting = next;
  }
}

void store_close(struct store *store) {
  if (!store) return;
  if (store->waiting) store_retry(store);
  close_db(store);
  forget_waiting(store);
  if (store->lock >= 0) close(store->lock); /* the file stays: removing it would race with another start */
  free(store->result);
  free(store);
}

/* ---- settings ----------------------------------------------------------------------------------------- */

static const struct waiting *find_waiting(const struct store *store, const char *key) {
  for (const struct waiting *w = store->waiting; w; w = w->next)
    if (strcmp(w->key, key) == 0) return w;
  return NULL;
}

static const char *keep_result(struct store *store, const char *value) {
  free(store->result);
  size_t size = value ? strlen(value) + 1 : 0;
  store->result = value ? malloc(size) : NULL;
  if (store->result) memcpy(store->result, value, size);
  return store->result;
}

const char *store_get(struct store *store, const char *key) {
  assert(store && key);
  const struct waiting *w = find_waiting(store, key);
  if (w || !store->db) return keep_result(store, w ? w->value : NULL);
  if (!store->get && sqlite3_prepare_v2(store->db, "SELECT value FROM setting WHERE key=?1", -1, &store->get,
                                        NULL) != SQLITE_OK)
    return keep_result(store, NULL);
  sqlite3_bind_text(store->get, 1, key, -1, SQLITE_TRANSIENT);
  bool found = sqlite3_step(store->get) == SQLITE_ROW;
  const char *value = keep_result(store, found ? (const char *)sqlite3_column_text(store->get, 0) : NULL);
  sqlite3_reset(store->get);
  return value;
}

/* Puts key and value into the list, over an older value. False without memory. */
static bool remember(struct store *store, const char *key, const char *value) {
  size_t key_size = strlen(key) + 1, value_size = strlen(value) + 1;
  struct waiting *w = malloc(sizeof *w + key_size + value_size);
  if (!w) return false;
  memcpy(w->key, key, key_size);
  w->value = w->key + key_size;
  memcpy(w->value, value, value_size);
  for (struct waiting **at = &store->waiting; *at; at = &(*at)->next) {
    if (strcmp((*at)->key, key) != 0) continue;
    struct waiting *old = *at;
    *at = old->next;
    free(old);
    break;
  }
  w->next = store->waiting;
  store->waiting = w;
  return true;
}

static int write_one(sqlite3_stmt *put, const char *key, const char *value) {
  sqlite3_bind_text(put, 1, key, -1, SQLITE_STATIC);
  sqlite3_bind_text(put, 2, value, -1, SQLITE_STATIC);
  int rc = sqlite3_step(put);
  sqlite3_reset(put);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* Everything in the list in one transaction; the list stays as it is when that fails. */
static int write_waiting(struct store *store) {
  sqlite3_stmt *put = NULL;
  int rc = sqlite3_prepare_v2(store->db,
                              "INSERT INTO setting(key,value) VALUES(?1,?2)"
                              " ON CONFLICT(key) DO UPDATE SET value=excluded.value",
                              -1, &put, NULL);
  if (rc == SQLITE_OK) rc = sqlite3_exec(store->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  for (const struct waiting *w = store->waiting; rc == SQLITE_OK && w; w = w->next)
    rc = write_one(put, w->key, w->value);
  sqlite3_finalize(put);
  if (rc == SQLITE_OK) rc = sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
  if (rc == SQLITE_OK) return 0;
  err_set(ERR_MACHINE, "Not saved (%s). Make room on the disk or look at its folder; it is tried again.",
          sqlite3_errmsg(store->db));
  if (!sqlite3_get_autocommit(store->db)) sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
  return ERR_MACHINE;
}

int store_retry(struct store *store) {
  assert(store);
  if (!store->waiting) return 0;
  if (!store->db || store->state == STORE_READ_ONLY)
    return err_set(ERR_MACHINE,
                   "Not saved: the saved data cannot be written. Look at its folder and start again.");
  int bad = write_waiting(store);
  if (bad == 0) forget_waiting(store);
  return bad;
}

int store_put(struct store *store, const char *key, const char *value) {
  assert(store && key && value);
  size_t length = strlen(key);
  if (length < 1 || length > KEY_MAX_BYTES || strlen(value) > VALUE_MAX_BYTES)
    return err_set(ERR_USAGE, "A setting's name has 1 to %d bytes and its value at most %d. Shorten it.",
                   KEY_MAX_BYTES, VALUE_MAX_BYTES);
  if (!remember(store, key, value))
    return err_set(ERR_MACHINE, "There is no memory to save a setting. Close other programs and try again.");
  return store_retry(store);
}

int store_schema(struct store *store) {
  return store->schema;
}
