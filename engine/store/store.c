/* A value that could not be written waits in a list (struct store_waiting), is read from there, and goes out
** with the next transaction that succeeds. Without a usable file that list is all there is: the program
** works, nothing is kept.
**
** Who may write is settled by a lock on <path>.lock for the length of the run, not by SQLite's own locks, so
** that a second instance can still read. While a connection is open nothing here opens the database file
** itself but SQLite: closing it by other means would drop its locks. */
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
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "err.h"
#include "log.h"
#include "store_backup.h"
#include "store_facts.h"
#include "store_file.h"
#include "store_inside.h"
#include "store_mark.h"
#include "store_recover.h"
#include "store_rows.h"
#include "store_schema.h"

#define KEY_MAX_BYTES 200
#define DEVICE_KEY    "device_id"

/* What a file turned out to be. */
enum verdict { FILE_FINE, FILE_EMPTY, FILE_OLD, FILE_NEWER, FILE_FOREIGN, FILE_DAMAGED, FILE_UNUSABLE };

/* ---- opening ------------------------------------------------------------------------------------------ */

/* The folder may be reached over symbolic links (many homes are); the file itself may not be one. */
static bool resolve(const char *path, char out[STORE_FILE_PATH_MAX]) {
  char folder[PATH_MAX], real[PATH_MAX];
  int n = snprintf(folder, sizeof folder, "%s", path);
  if (n < 1 || (size_t)n >= sizeof folder) return false;
  char *slash = strrchr(folder, '/');
  const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
  if (slash) *(slash == folder ? slash + 1 : slash) = '\0';
  if (!realpath(slash ? folder : ".", real)) return false;
  n = snprintf(out, STORE_FILE_PATH_MAX, "%s/%s", strcmp(real, "/") == 0 ? "" : real, base);
  return n > 0 && n < STORE_FILE_PATH_MAX - 64;
}

/* 1: ours now, 0: another instance has it, −1: it cannot be made here. */
static int take_lock(struct store *store) {
  char name[STORE_FILE_PATH_MAX];
  snprintf(name, sizeof name, "%.*s.lock", STORE_FILE_PATH_MAX - 8, store->path);
  store->lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (store->lock < 0) return -1;
  struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  if (fcntl(store->lock, F_SETLK, &whole) == 0) return 1;
  int why = errno;
  close(store->lock);
  store->lock = -1;
  return why == EACCES || why == EAGAIN ? 0 : -1;
}

static bool close_db(struct store *store) {
  store_has_end(store);
  bool closed = sqlite3_close(store->db) == SQLITE_OK;
  store->db = NULL;
  return closed;
}

static void close_shadow(struct store *store) {
  store_has_end(store);
  sqlite3_close(store->shadow);
  store->shadow = NULL;
}

static enum verdict verdict_of(int rc) {
  return rc == SQLITE_OK                               ? FILE_FINE
         : store_file_damage(rc) || rc == SQLITE_ERROR ? FILE_DAMAGED
                                                       : FILE_UNUSABLE;
}

static bool has_backups(const char *path) {
  struct store_backup_list list;
  store_backup_find(path, &list);
  return list.count > 0;
}

/* A file too short to be one, or an empty one beside backups, has lost everything. */
static bool emptied(const char *path) {
  struct stat info;
  return (lstat(path, &info) == 0 && info.st_size > 0) || has_backups(path);
}

/* The whole check, of indexes too, as long as it is a matter of milliseconds, and where damage was seen. A large
** file that a mark vouches for needs none. */
static int check(struct store *store) {
  struct stat info;
  bool small = lstat(store->path, &info) == 0 && info.st_size <= STORE_MARK_LEAST_BYTES;
  if (!small && store->checked_s >= 0) return SQLITE_OK;
  int rc = store_file_check(store->db, small || store->checked_s == STORE_LOOK_WHOLE);
  store->checked_s = rc == SQLITE_OK ? (int64_t)time(NULL) : STORE_LOOK;
  return rc;
}

static enum verdict judge(struct store *store, bool writing) {
  int64_t id = 0, version = 0, objects = 0;
  int rc = store_file_number(store->db, "PRAGMA application_id", &id);
  if (rc == SQLITE_OK) rc = store_file_number(store->db, "PRAGMA user_version", &version);
  if (rc == SQLITE_OK) rc = store_file_number(store->db, "SELECT count(*) FROM sqlite_schema", &objects);
  if (rc != SQLITE_OK) return store_file_damage(rc) ? FILE_DAMAGED : FILE_UNUSABLE;
  bool empty = id == 0 && version == 0 && objects == 0;
  if (empty) return emptied(store->path) ? FILE_DAMAGED : FILE_EMPTY;
  bool known = version >= 1 && version <= store_schema_newest();
  if (id !=
      STORE_SCHEMA_APPLICATION_ID) /* with our tables to the letter it is only the mark that was damaged */
    return known && store_schema_check(store->db, (int)version) == SQLITE_OK ? FILE_DAMAGED : FILE_FOREIGN;
  store->schema = (int)version;
  if (version > store_schema_newest()) return FILE_NEWER;
  if (version < 1) return FILE_DAMAGED;
  rc = store_schema_check(store->db, (int)version);
  if (rc == SQLITE_OK) rc = check(store);
  enum verdict verdict = verdict_of(rc);
  /* A header that forbids writing where the file's permissions do not is no writing of ours. */
  if (verdict == FILE_FINE && writing && sqlite3_db_readonly(store->db, "main") != 0)
    return access(store->path, W_OK) == 0 ? FILE_DAMAGED : FILE_UNUSABLE;
  return verdict == FILE_FINE && version < store_schema_newest() ? FILE_OLD : verdict;
}

/* Makes the tables of an empty file, and those that an old one lacks; of an old one a copy is kept as it was. */
static enum verdict bring_up(struct store *store, enum verdict verdict) {
  int rc = SQLITE_OK;
  if (verdict == FILE_OLD) rc = store_backup_before(store->db, store->path, store_schema_newest());
  if (rc == SQLITE_OK) rc = store_schema_upgrade(store->db, verdict == FILE_OLD ? store->schema : 0);
  if (rc == SQLITE_OK) store->schema = store_schema_newest();
  if (rc == SQLITE_OK && verdict == FILE_EMPTY) store->checked_s = (int64_t)time(NULL); /* all of it is new */
  return rc == SQLITE_OK ? FILE_FINE : store_file_damage(rc) ? FILE_DAMAGED : FILE_UNUSABLE;
}

static enum verdict open_db(struct store *store, bool writing) {
  int rc = store_file_open(store->path, writing, &store->db);
  enum verdict verdict = rc == SQLITE_OK         ? judge(store, writing)
                         : store_file_damage(rc) ? FILE_DAMAGED
                                                 : FILE_UNUSABLE;
  if (writing && (verdict == FILE_OLD || verdict == FILE_EMPTY)) verdict = bring_up(store, verdict);
  if (verdict != FILE_FINE) close_db(store);
  return verdict;
}

/* A database in memory takes the place of one that cannot be used; with what can be read of it. */
static void in_memory(struct store *store, bool salvage, const char *why) {
  int rows = 0;
  close_db(store);
  close_shadow(store);
  store->state = STORE_MEMORY;
  if (store_file_memory(&store->shadow) != SQLITE_OK) close_shadow(store);
  if (salvage && store->shadow) store_recover_fill(store->shadow, store->path, &rows);
  err_set(ERR_MACHINE, "%s Nothing is saved until the folder can be used; choose another one with --home.",
          why);
}

/* A file of an older version is read through a copy in memory, which gets the tables it lacks. */
static bool read_old(struct store *store) {
  int rc = store_file_open(store->path, false, &store->db);
  if (rc == SQLITE_OK) rc = store_file_memory(&store->shadow);
  if (rc == SQLITE_OK) rc = store_file_copy(store->db, store->shadow);
  if (rc == SQLITE_OK) rc = store_schema_upgrade(store->shadow, store->schema);
  if (rc != SQLITE_OK) close_shadow(store);
  return rc == SQLITE_OK;
}

static void reading_only(struct store *store, const char *why) {
  enum verdict verdict = open_db(store, false);
  bool read = verdict == FILE_FINE;
  if (verdict == FILE_NEWER) /* open_db closes what it would not write; reading is safe */
    read = store_file_open(store->path, false, &store->db) == SQLITE_OK;
  if (verdict == FILE_OLD) read = read_old(store);
  if (!read) {
    in_memory(store, verdict == FILE_DAMAGED, why);
    return;
  }
  store->state = STORE_READ_ONLY;
  err_set(ERR_MACHINE, "%s What you do now is not saved.", why);
}

/* The new file is complete and checked before it takes the place of the damaged one: the end of the process
** or of the power at any moment leaves one of the two. */
static int build(const char *path, int *rows) {
  char name[STORE_FILE_PATH_MAX], journal[STORE_FILE_PATH_MAX + 16];
  sqlite3 *fresh = NULL;
  store_recover_name(path, name);
  snprintf(journal, sizeof journal, "%s-journal", name);
  unlink(name);
  unlink(journal);
  int rc = store_file_open(name, true, &fresh);
  if (rc == SQLITE_OK) rc = store_schema_upgrade(fresh, 0);
  if (rc == SQLITE_OK) rc = store_recover_fill(fresh, path, rows);
  if (rc == SQLITE_OK) rc = store_file_check(fresh, true);
  int closed = sqlite3_close(fresh);
  unlink(journal);
  return rc == SQLITE_OK ? closed : rc;
}

static void recover(struct store *store) {
  char aside[STORE_FILE_PATH_MAX];
  int rows = 0;
  store->checked_s = STORE_LOOK;
  if (build(store->path, &rows) != SQLITE_OK || store_recover_replace(store->path, aside) < 0 ||
      open_db(store, true) != FILE_FINE) {
    in_memory(store, true, "The saved data is damaged and cannot be replaced.");
    return;
  }
  store->state = STORE_RECOVERED;
  if (aside[0])
    err_set(ERR_MACHINE,
            "The saved data was damaged: %d entries were carried over, the damaged file is kept as %s.", rows,
            aside);
  else
    err_set(ERR_MACHINE, "The saved data was gone: %d entries were brought back from its backups.", rows);
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
    in_memory(store, false, "The file for the saved data belongs to another program and is left alone.");
    break;
  case FILE_EMPTY:
  case FILE_OLD:
  case FILE_UNUSABLE:
    reading_only(store, "The saved data cannot be written: look at the disk and its folder.");
    break;
  }
}

/* Looked at before SQLite makes an empty file there. */
static bool lost(const char *path) {
  struct stat info;
  store_recover_finish(path);
  return lstat(path, &info) != 0 && errno == ENOENT && has_backups(path);
}

struct store *store_open(const char *path, enum store_state *state) {
  struct store *store = calloc(1, sizeof *store);
  if (!store) {
    err_set(ERR_MACHINE, "There is no memory for the saved data. Close other programs and try again.");
    return NULL;
  }
  store->lock = -1;
  store->checked_s = STORE_LOOK;
  if (!path || !*path || !resolve(path, store->path)) {
    in_memory(store, false, "The folder for the saved data does not exist.");
  } else {
    int mine = take_lock(store);
    if (mine > 0) store->checked_s = store_mark_take(store->lock, store->path, (int64_t)time(NULL));
    if (mine == 0)
      reading_only(store, "Supine is already running: close the other window first.");
    else if (mine < 0)
      reading_only(store, "The folder of the saved data cannot be written: look at its permissions.");
    else
      settle(store, lost(store->path) ? FILE_DAMAGED : open_db(store, true));
  }
  if (store->state == STORE_MEMORY) store->schema = 0;
  if (state) *state = store->state;
  if (store->state != STORE_OK) log_line(LOG_WARN, "%s", err_text());
  return store;
}

static void forget_waiting(struct store *store) {
  while (store->waiting) {
    struct store_waiting *next = store->waiting->next;
    free(store->waiting);
    store->waiting = next;
  }
}

void store_close(struct store *store) {
  if (!store) return;
  if (store->waiting || store->held_count > 0) store_retry(store);
  bool in_order = store_inside_writable(store) && !store->waiting && store->held_count == 0;
  if (!close_db(store)) in_order = false;
  close_shadow(store);
  free(store->held);
  forget_waiting(store);
  if (in_order) store_mark_leave(store->lock, store->path, store->checked_s);
  if (store->lock >= 0) close(store->lock); /* the file stays: removing it would race with another start */
  free(store->result);
  free(store);
}

/* ---- settings ----------------------------------------------------------------------------------------- */

static const struct store_waiting *find_waiting(const struct store *store, const char *key) {
  for (const struct store_waiting *w = store->waiting; w; w = w->next)
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

/* The one value that a statement with one parameter gives. */
static const char *look_up(struct store *store, sqlite3 *db, const char *sql, const char *key) {
  sqlite3_stmt *get = NULL;
  int rc = db ? sqlite3_prepare_v2(db, sql, -1, &get, NULL) : SQLITE_ERROR;
  if (rc == SQLITE_OK) rc = sqlite3_bind_text(get, 1, key, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK) rc = store_inside_saw(store, sqlite3_step(get));
  const char *value = keep_result(store, rc == SQLITE_ROW ? (const char *)sqlite3_column_text(get, 0) : NULL);
  sqlite3_finalize(get);
  return value;
}

/* From the file where there is one: what could not be written stands in the list, not in the shadow. */
const char *store_get(struct store *store, const char *key) {
  assert(store && key);
  const struct store_waiting *w = find_waiting(store, key);
  if (w) return keep_result(store, w->value);
  sqlite3 *db = store->db ? store->db : store->shadow;
  return look_up(store, db, "SELECT value FROM setting WHERE key=?1", key);
}

/* Puts key and value into the list, over an older value. False without memory. */
static bool remember(struct store *store, const char *key, const char *value) {
  size_t key_size = strlen(key) + 1, value_size = strlen(value) + 1;
  struct store_waiting *w = malloc(sizeof *w + key_size + value_size);
  if (!w) return false;
  memcpy(w->key, key, key_size);
  w->value = w->key + key_size;
  memcpy(w->value, value, value_size);
  for (struct store_waiting **at = &store->waiting; *at; at = &(*at)->next) {
    if (strcmp((*at)->key, key) != 0) continue;
    struct store_waiting *old = *at;
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
  for (const struct store_waiting *w = store->waiting; rc == SQLITE_OK && w; w = w->next)
    rc = write_one(put, w->key, w->value);
  sqlite3_finalize(put);
  if (rc == SQLITE_OK) rc = sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
  if (store_inside_saw(store, rc) == SQLITE_OK) return 0;
  store_facts_not_saved(sqlite3_errmsg(store->db));
  if (!sqlite3_get_autocommit(store->db)) sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
  return ERR_MACHINE;
}

static int put_waiting(struct store *store) {
  if (!store->waiting) return 0;
  if (!store_inside_writable(store)) return store_facts_unwritable();
  store_has_end(store);
  int bad = write_waiting(store);
  if (bad == 0) forget_waiting(store);
  return bad;
}

int store_retry(struct store *store) {
  assert(store);
  int settings = put_waiting(store), facts = store_facts_put_held(store);
  return settings ? settings : facts;
}

int store_put(struct store *store, const char *key, const char *value) {
  assert(store && key && value);
  size_t length = strlen(key);
  if (length < 1 || length > KEY_MAX_BYTES || strlen(value) > STORE_FILE_LENGTH_MAX)
    return err_set(ERR_USAGE, "A setting's name has 1 to %d bytes and its value at most %d. Shorten it.",
                   KEY_MAX_BYTES, STORE_FILE_LENGTH_MAX);
  if (!remember(store, key, value))
    return err_set(ERR_MACHINE, "There is no memory to save a setting. Close other programs and try again.");
  return put_waiting(store);
}

int store_schema(struct store *store) {
  return store->schema;
}

/* ---- what rules said ---------------------------------------------------------------------------------- */

const char *store_cache_get(struct store *store, const char *key) {
  assert(store && key);
  return look_up(store, store_facts_reader(store), "SELECT value FROM cache WHERE key=?1", key);
}

int store_cache_put(struct store *store, const char *key, const char *value) {
  assert(store && key && value);
  sqlite3 *db = store->shadow ? store->shadow : store_inside_writable(store) ? store->db : NULL;
  sqlite3_stmt *put = NULL;
  int rc = SQLITE_READONLY;
  store_has_end(store);
  if (db)
    rc = sqlite3_prepare_v2(db,
                            "INSERT INTO cache(key,value) VALUES(?1,?2)"
                            " ON CONFLICT(key) DO UPDATE SET value=excluded.value",
                            -1, &put, NULL);
  if (rc == SQLITE_OK) rc = write_one(put, key, value);
  sqlite3_finalize(put);
  store_inside_saw(store, rc);
  return rc == SQLITE_OK ? 0 : err_set(ERR_MACHINE, "A result was not kept (%s).", sqlite3_errstr(rc));
}

/* ---- ids ---------------------------------------------------------------------------------------------- */

void store_new_id(char out[RECORD_ID_SIZE]) {
  unsigned char bytes[RECORD_ID_BYTES];
  if (getentropy(bytes, sizeof bytes) != 0) sqlite3_randomness(sizeof bytes, bytes); /* an old kernel */
  record_id_unpack(bytes, out);
}

void store_device_id(struct store *store, char out[RECORD_ID_SIZE]) {
  assert(store);
  const char *kept = store_get(store, DEVICE_KEY);
  if (kept && strlen(kept) == RECORD_ID_SIZE - 1 && record_id_good(kept)) {
    memcpy(out, kept, RECORD_ID_SIZE);
    return;
  }
  store_new_id(out);
  store_put(store, DEVICE_KEY, out); /* where it cannot be written it holds for this run */
}
