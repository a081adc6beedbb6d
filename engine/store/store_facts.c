#include "store_facts.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "log.h"
#include "store_derive.h"
#include "store_inside.h"
#include "store_rows.h"

int store_facts_unwritable(void) {
  return err_set(ERR_MACHINE,
                 "Not saved: the saved data cannot be written. Look at its folder and start again.");
}

int store_facts_unreadable(struct store *store, int rc) {
  store_inside_doubt(store, rc);
  return err_set(ERR_MACHINE,
                 "The saved data cannot be read (%s). Start again: what can be read is carried over.",
                 sqlite3_errstr(rc));
}

int store_facts_not_saved(const char *why) {
  return err_set(ERR_MACHINE,
                 "Not saved (%s). Make room on the disk or look at its folder; it is tried again.", why);
}

/* ---- writing ------------------------------------------------------------------------------------------ */

static int write_all(sqlite3 *db, const struct record *records, int count, int *added) {
  struct store_rows rows = {.db = db};
  struct store_derive derive = {.db = db};
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < count; i++) {
    sqlite3_int64 row = 0;
    rc = store_rows_add(&rows, &records[i], &row);
    if (rc != SQLITE_OK || row == 0) continue;
    ++*added;
    rc = store_derive_note(&derive, &records[i], row);
  }
  if (rc == SQLITE_OK) rc = store_derive_finish(&derive);
  store_derive_close(&derive);
  store_rows_close(&rows);
  return rc;
}

/* What waits from before goes along, so that facts come to the file in the order in which they were made. A
** commit that failed may have done its work all the same but for the last sync: the facts are there then, but
** not for certain. Whatever waits is therefore committed by a transaction that does write (the version anew,
** if nothing else). *added is right after a failed commit too. */
static int transact(sqlite3 *db, const struct store *store, const struct record *records, int count,
                    int *added) {
  int waited = 0;
  char sql[48];
  *added = 0;
  int rc = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  if (rc == SQLITE_OK && store && store->held_count > 0) {
    snprintf(sql, sizeof sql, "PRAGMA user_version=%d", store->schema);
    rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
    if (rc == SQLITE_OK) rc = write_all(db, store->held, store->held_count, &waited);
  }
  if (rc == SQLITE_OK) rc = write_all(db, records, count, added);
  if (rc == SQLITE_OK) rc = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
  if (rc != SQLITE_OK && !sqlite3_get_autocommit(db)) sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
  return rc;
}

static void forget_held(struct store *store) {
  free(store->held);
  store->held = NULL;
  store->held_count = 0;
  if (!store->db) return; /* in memory the shadow is all there is */
  store_has_end(store);
  sqlite3_close(store->shadow);
  store->shadow = NULL;
}

/* The file as it is, in memory, with what is held. A disk that failed in the middle of a commit may not let
** the file be read either before that is undone: it is tried again when somebody reads. */
static int make_shadow(struct store *store) {
  int added = 0;
  if (store->shadow) return SQLITE_OK;
  int rc = store_file_memory(&store->shadow);
  if (rc == SQLITE_OK && store->db) rc = store_file_copy(store->db, store->shadow);
  if (rc == SQLITE_OK) rc = transact(store->shadow, NULL, store->held, store->held_count, &added);
  if (rc == SQLITE_OK) return rc;
  log_line(LOG_WARN, "what waits to be written is not counted: %s", sqlite3_errstr(rc));
  sqlite3_close(store->shadow);
  store->shadow = NULL;
  return rc;
}

sqlite3 *store_facts_reader(struct store *store) {
  int rc = store->held_count > 0 ? make_shadow(store) : SQLITE_OK;
  sqlite3 *db = rc != SQLITE_OK ? NULL : store->shadow ? store->shadow : store->db;
  if (!db) store_facts_unreadable(store, rc == SQLITE_OK ? SQLITE_NOMEM : rc);
  return db;
}

/* They wait, those too that seem to be there already. Nothing that the tables refuse may wait: it would keep
** everything behind it from being written for ever. */
static int hold(struct store *store, const struct record *records, int count, int *added) {
  int fresh = count;
  int rc = make_shadow(store);
  if (rc == SQLITE_OK) rc = transact(store->shadow, NULL, records, count, &fresh);
  if ((rc & 0xFF) == SQLITE_CONSTRAINT) return rc;
  if (fresh > *added) *added = fresh;
  size_t total = (size_t)store->held_count + (size_t)count;
  struct record *held = realloc(store->held, total * sizeof *held);
  if (!held) return SQLITE_NOMEM;
  memcpy(held + store->held_count, records, (size_t)count * sizeof *held);
  store->held = held;
  store->held_count = (int)total;
  return SQLITE_OK;
}

static int not_saved(struct store *store, const struct record *records, int count, int rc, int *added) {
  char why[160];
  store_inside_doubt(store, rc);
  snprintf(why, sizeof why, "%s",
           rc == SQLITE_READONLY ? "the file may not be written here" : sqlite3_errstr(rc));
  if ((rc & 0xFF) != SQLITE_CONSTRAINT) rc = hold(store, records, count, added);
  if (rc == SQLITE_OK) return store_facts_not_saved(why);
  *added = 0;
  if ((rc & 0xFF) == SQLITE_CONSTRAINT)
    return err_set(ERR_USAGE, "An entry is not allowed and none was kept (%s). Correct it.",
                   sqlite3_errstr(rc));
  return err_set(ERR_NO, "Not saved (%s), and there is no memory to try again. Close other programs.", why);
}

int store_add(struct store *store, const struct record *records, int count, int *added) {
  assert(store && (records || count == 0) && count >= 0);
  int fresh = 0, result = 0;
  store_has_end(store);
  for (int i = 0; i < count; i++) {
    const char *fault = record_fault(&records[i]);
    if (fault && added) *added = 0;
    if (fault)
      return err_set(ERR_USAGE, "Entry %d cannot be kept: its \"%s\" is not allowed. Correct it.", i + 1,
                     fault);
  }
  if (count > 0) {
    int rc =
        store_inside_writable(store) ? transact(store->db, store, records, count, &fresh) : SQLITE_READONLY;
    if (rc != SQLITE_OK)
      result = not_saved(store, records, count, rc, &fresh);
    else if (store->held_count > 0)
      forget_held(store);
  }
  if (added) *added = fresh;
  return result;
}

int store_facts_put_held(struct store *store) {
  int waited = 0;
  if (store->held_count == 0) return 0;
  if (!store_inside_writable(store)) return store_facts_unwritable();
  store_has_end(store);
  int rc = transact(store->db, store, NULL, 0, &waited);
  if (store_inside_saw(store, rc) != SQLITE_OK) return store_facts_not_saved(sqlite3_errstr(rc));
  forget_held(store);
  return 0;
}

/* ---- reading ------------------------------------------------------------------------------------------ */

struct stream { /* one kind's facts in order, and the next of them */
  sqlite3_stmt *statement;
  struct record next;
  bool more;
};

/* A row that holds what no fact may is passed over: no damage keeps the others from being read. */
static int advance(struct stream *stream, enum record_kind kind) {
  int rc;
  while ((rc = sqlite3_step(stream->statement)) == SQLITE_ROW) {
    stream->more = store_rows_read(stream->statement, kind, &stream->next);
    if (stream->more) return SQLITE_OK;
  }
  stream->more = false;
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static bool before(const struct record *a, const struct record *b) {
  if (a->when.utc_ms != b->when.utc_ms) return a->when.utc_ms < b->when.utc_ms;
  int order = strcmp(a->id, b->id);
  return order ? order < 0 : a->kind < b->kind;
}

static int merge(struct stream streams[RECORD_KINDS], store_visit *visit, void *context) {
  for (;;) {
    struct stream *first = NULL;
    for (int i = 0; i < RECORD_KINDS; i++)
      if (streams[i].more && (!first || before(&streams[i].next, &first->next))) first = &streams[i];
    if (!first || !visit(context, &first->next)) return SQLITE_OK;
    int rc = advance(first, first->next.kind);
    if (rc != SQLITE_OK) return rc;
  }
}

static int walk(struct store *store, const char *device, unsigned kinds, const char *where,
                store_visit *visit, void *context) {
  sqlite3 *db = store_facts_reader(store);
  if (!db) return ERR_MACHINE;
  struct stream *streams = calloc(RECORD_KINDS, sizeof *streams);
  if (!streams) return store_facts_unreadable(store, SQLITE_NOMEM);
  int rc = SQLITE_OK;
  for (int i = 0; rc == SQLITE_OK && i < RECORD_KINDS; i++) {
    char tail[256];
    if (!(kinds & 1U << i)) continue;
    snprintf(tail, sizeof tail, "WHERE %s%s ORDER BY utc_ms, id", device ? "device=?1" : "?1 IS NULL", where);
    rc = store_rows_select(db, (enum record_kind)i, tail, &streams[i].statement);
    if (rc == SQLITE_OK && device) rc = store_rows_bind_id(streams[i].statement, 1, device);
    if (rc == SQLITE_OK) rc = advance(&streams[i], (enum record_kind)i);
  }
  if (rc == SQLITE_OK) rc = merge(streams, visit, context);
  for (int i = 0; i < RECORD_KINDS; i++) sqlite3_finalize(streams[i].statement);
  free(streams);
  return rc == SQLITE_OK ? 0 : store_facts_unreadable(store, rc);
}

int store_each(struct store *store, const char *device, store_visit *visit, void *context) {
  assert(store && visit && (!device || record_id_good(device)));
  return walk(store, device, (1U << RECORD_KINDS) - 1, "", visit, context);
}

#define UNMOVED "NOT EXISTS(SELECT 1 FROM fact_redate r WHERE r.target=fact_set.id)"

int store_each_unmoved(struct store *store, const char *device, store_visit *visit, void *context) {
  assert(store && visit && device && record_id_good(device));
  return walk(store, device, 1U << RECORD_SET, " AND " UNMOVED, visit, context);
}

struct stamp_last store_last(struct store *store, const char *device) {
  assert(store && device && record_id_good(device));
  struct stamp_last last = {0};
  sqlite3 *db = store_facts_reader(store);
  sqlite3_stmt *newest = NULL;
  int rc = SQLITE_ERROR;
  if (db)
    rc = sqlite3_prepare_v2(db,
                            "SELECT utc_ms, day FROM fact_set WHERE device=?1 AND " UNMOVED
                            " ORDER BY utc_ms DESC, id DESC LIMIT 1",
                            -1, &newest, NULL);
  if (rc == SQLITE_OK) rc = store_rows_bind_id(newest, 1, device);
  if (rc == SQLITE_OK) rc = store_inside_saw(store, sqlite3_step(newest));
  if (rc == SQLITE_ROW) {
    last.known = true;
    last.utc_ms = sqlite3_column_int64(newest, 0);
    last.day = sqlite3_column_int(newest, 1);
  }
  sqlite3_finalize(newest);
  return last;
}

void store_has_end(struct store *store) {
  sqlite3_finalize(store->has);
  sqlite3_finalize(store->reading);
  store->has = store->reading = NULL;
}

/* One look into the index of ids of each table. As long as another statement stands on a row, the file need not be
** locked and looked at for changes by others at every question: that would take longer than to answer it. */
static int prepare_has(struct store *store, sqlite3 *db) {
  char sql[512] = "";
  size_t n = 0;
  if (store->has && sqlite3_db_handle(store->has) == db) return SQLITE_OK;
  store_has_end(store);
  for (int i = 0; i < RECORD_KINDS; i++)
    n += (size_t)snprintf(sql + n, sizeof sql - n, "%sSELECT 1 FROM %s WHERE id=?1", i ? " UNION ALL " : "",
                          store_rows_table((enum record_kind)i));
  assert(n < sizeof sql);
  int rc = sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &store->has, NULL);
  if (rc == SQLITE_OK) rc = sqlite3_prepare_v2(db, "SELECT 1 FROM sqlite_schema", -1, &store->reading, NULL);
  if (rc == SQLITE_OK && (rc = sqlite3_step(store->reading)) == SQLITE_ROW) rc = SQLITE_OK;
  if (rc != SQLITE_OK) store_has_end(store);
  return rc;
}

bool store_has(struct store *store, const char id[RECORD_ID_SIZE]) {
  assert(store && id && record_id_good(id));
  sqlite3 *db = store_facts_reader(store);
  int rc = db ? prepare_has(store, db) : SQLITE_ERROR;
  if (rc == SQLITE_OK) rc = store_rows_bind_id(store->has, 1, id);
  if (rc == SQLITE_OK) rc = sqlite3_step(store->has);
  sqlite3_reset(store->has);
  return store_inside_saw(store, rc) == SQLITE_ROW;
}

/* Rowids go up by one and no fact is ever deleted. */
int64_t store_facts_count(struct store *store) {
  assert(store);
  int64_t total = 0;
  sqlite3 *db = store_facts_reader(store);
  for (int i = 0; db && i < RECORD_KINDS; i++) {
    char sql[64];
    int64_t top = 0;
    snprintf(sql, sizeof sql, "SELECT max(n) FROM %s", store_rows_table((enum record_kind)i));
    if (store_inside_saw(store, store_file_number(db, sql, &top)) == SQLITE_OK) total += top;
  }
  return total;
}
