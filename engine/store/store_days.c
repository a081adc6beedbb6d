/* Days come in order, so whatever is met first is older: routines and devices get their places in the
** history, and with it their bits, on the day they are first met. */
#include "store_days.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "civil.h"
#include "err.h"
#include "store_derive.h"
#include "store_facts.h"
#include "store_inside.h"
#include "store_pack.h"
#include "store_rows.h"

#define NUMBERS_MAX 1000000 /* of routines or devices; more is damage */

struct name { /* a row of practice_routine or practice_device */
  char *id, *author;
  bool own;
  int place; /* in the history, −1: not met yet */
  int sets;
  int32_t first_day, last_day;
};

struct names {
  struct name *rows; /* by number, from 0 */
  int count;
  int *order; /* numbers as they were met */
  int met;
};

struct loading {
  sqlite3 *db;
  struct arena *arena;
  struct names routines, devices;
};

static int prepare(sqlite3 *db, const char *sql, sqlite3_stmt **out) {
  *out = NULL;
  return sqlite3_prepare_v2(db, sql, -1, out, NULL);
}

/* Memory for as many rows as `counting` counts, and one; NULL and *rc when it cannot be had. */
static void *room_for(struct loading *l, const char *counting, size_t size, int64_t *count, int *rc) {
  *count = 0;
  *rc = store_file_number(l->db, counting, count);
  void *rows = *rc == SQLITE_OK ? arena_array(l->arena, (size_t)*count + 1, size) : NULL;
  if (*rc == SQLITE_OK && !rows) *rc = SQLITE_NOMEM;
  return rows;
}

/* ---- names -------------------------------------------------------------------------------------------- */

static char *copy_column(struct arena *arena, sqlite3_stmt *statement, int column) {
  const char *text = (const char *)sqlite3_column_text(statement, column);
  return arena_copy(arena, text ? text : "");
}

static int load_names(struct loading *l, struct names *names, const char *sql, bool digits) {
  sqlite3_stmt *statement = NULL;
  int rc = prepare(l->db, sql, &statement);
  while (rc == SQLITE_OK && (rc = sqlite3_step(statement)) == SQLITE_ROW) {
    sqlite3_int64 number = sqlite3_column_int64(statement, 0);
    rc = SQLITE_OK;
    if (number < 0 || number > NUMBERS_MAX) continue;
    if (!names->rows) { /* the greatest number comes first */
      names->count = (int)number + 1;
      names->rows = calloc((size_t)names->count, sizeof *names->rows);
      names->order = calloc((size_t)names->count, sizeof *names->order);
      if (!names->rows || !names->order) rc = SQLITE_NOMEM;
    }
    if (rc != SQLITE_OK) break;
    struct name *name = &names->rows[number];
    name->place = -1;
    if (digits && sqlite3_column_bytes(statement, 1) == RECORD_ID_BYTES) {
      name->id = arena_take(l->arena, RECORD_ID_SIZE);
      if (name->id) record_id_unpack(sqlite3_column_blob(statement, 1), name->id);
    } else {
      name->id = copy_column(l->arena, statement, 1);
      name->author = copy_column(l->arena, statement, 2);
      name->own = sqlite3_column_int(statement, 3) != 0;
    }
    if (!name->id) rc = SQLITE_NOMEM;
  }
  sqlite3_finalize(statement);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* Counts a day's tallies and gives places to those met for the first time, in the order of their ids. */
static void meet(struct names *names, const struct store_pack_tally *tallies, int count, int32_t day) {
  int before = names->met;
  for (int i = 0; i < count; i++) {
    if (tallies[i].number >= (uint32_t)names->count || !names->rows[tallies[i].number].id) continue;
    struct name *name = &names->rows[tallies[i].number];
    store_pack_add(&name->sets, (int)tallies[i].sets);
    name->last_day = day;
    if (name->place >= 0) continue;
    name->first_day = day;
    int at = names->met++;
    for (; at > before && strcmp(names->rows[names->order[at - 1]].id, name->id) > 0; at--)
      names->order[at] = names->order[at - 1];
    names->order[at] = (int)tallies[i].number;
    name->place = 0;
  }
  for (int i = before; i < names->met; i++) names->rows[names->order[i]].place = i;
}

static uint32_t bits(const struct names *names, const struct store_pack_tally *tallies, int count) {
  uint32_t mask = 0;
  for (int i = 0; i < count; i++) {
    if (tallies[i].number >= (uint32_t)names->count || !names->rows[tallies[i].number].id) continue;
    int place = names->rows[tallies[i].number].place;
    if (place < HIST_BITS_MAX) mask |= UINT32_C(1) << place;
  }
  return mask;
}

/* ---- days --------------------------------------------------------------------------------------------- */

static void add_totals(struct hist_totals *totals, const struct store_pack_day *day) {
  totals->days++;
  store_pack_add(&totals->sessions, day->begun);
  store_pack_add(&totals->sets, day->sums.sets);
  store_pack_add(&totals->ease_offs, day->sums.ease_offs);
  totals->reps += day->sums.reps;
  totals->breaths += day->sums.breaths;
  totals->practised_s += day->sums.practised_s;
}

static int load_days(struct loading *l, struct hist *out) {
  int64_t count;
  int rc;
  struct store_pack_day packed = {0};
  sqlite3_stmt *statement = NULL;
  struct hist_day *days = room_for(l, "SELECT count(*) FROM practice_day", sizeof *days, &count, &rc);
  if (rc == SQLITE_OK) rc = prepare(l->db, "SELECT day, packed FROM practice_day ORDER BY day", &statement);
  while (rc == SQLITE_OK && out->day_count < count && (rc = sqlite3_step(statement)) == SQLITE_ROW) {
    const void *bytes = sqlite3_column_blob(statement, 1);
    sqlite3_int64 number = sqlite3_column_int64(statement, 0);
    rc = SQLITE_CORRUPT;
    if (!store_pack_read(&packed, bytes, (size_t)sqlite3_column_bytes(statement, 1))) break;
    rc = SQLITE_OK;
    if (number < CIVIL_DAY_MIN || number > CIVIL_DAY_MAX) continue; /* no day that there is */
    struct hist_day *day = &days[out->day_count++];
    const struct store_pack_tally *routines = packed.tallies,
                                  *devices = packed.tallies + packed.routine_count;
    *day = packed.sums;
    day->day = (int32_t)number;
    meet(&l->routines, routines, packed.routine_count, day->day);
    meet(&l->devices, devices, packed.device_count, day->day);
    day->routines = bits(&l->routines, routines, packed.routine_count);
    day->devices = bits(&l->devices, devices, packed.device_count);
    add_totals(&out->totals, &packed);
  }
  sqlite3_finalize(statement);
  store_pack_free(&packed);
  if (rc != SQLITE_OK && rc != SQLITE_DONE) return rc;
  hist_bridge(days, out->day_count);
  out->days = days;
  return SQLITE_OK;
}

static int give_names(struct loading *l, struct hist *out) {
  struct hist_routine *routines = arena_array(l->arena, (size_t)l->routines.met + 1, sizeof *routines);
  struct hist_device *devices = arena_array(l->arena, (size_t)l->devices.met + 1, sizeof *devices);
  if (!routines || !devices) return SQLITE_NOMEM;
  for (int i = 0; i < l->routines.met; i++) {
    const struct name *n = &l->routines.rows[l->routines.order[i]];
    routines[i] = (struct hist_routine){n->id, n->author, n->own, n->sets, n->first_day, n->last_day};
  }
  for (int i = 0; i < l->devices.met; i++) {
    const struct name *n = &l->devices.rows[l->devices.order[i]];
    devices[i] = (struct hist_device){n->id, n->sets, n->first_day, n->last_day};
  }
  out->routines = routines;
  out->routine_count = l->routines.met;
  out->devices = devices;
  out->device_count = l->devices.met;
  return SQLITE_OK;
}

/* ---- leaves and badges -------------------------------------------------------------------------------- */

static int load_leaves(struct loading *l, struct hist *out) {
  int64_t count;
  int rc;
  sqlite3_stmt *statement = NULL;
  struct hist_leave *leaves = room_for(l, "SELECT count(*) FROM fact_leave", sizeof *leaves, &count, &rc);
  if (rc == SQLITE_OK)
    rc =
        prepare(l->db,
                "SELECT id, first, min(last, coalesce((SELECT e.last FROM fact_leave_end e WHERE e.leave=v.id"
                " ORDER BY e.utc_ms DESC, e.id DESC LIMIT 1), last)) AS until FROM fact_leave v"
                " WHERE until>=first ORDER BY first, id",
                &statement);
  while (rc == SQLITE_OK && out->leave_count < count && (rc = sqlite3_step(statement)) == SQLITE_ROW) {
    struct hist_leave *leave = &leaves[out->leave_count];
    rc = SQLITE_OK;
    if (sqlite3_column_bytes(statement, 0) != RECORD_ID_BYTES) continue;
    record_id_unpack(sqlite3_column_blob(statement, 0), leave->id);
    leave->from = sqlite3_column_int(statement, 1);
    leave->to = sqlite3_column_int(statement, 2);
    out->leave_count++;
  }
  sqlite3_finalize(statement);
  out->leaves = leaves;
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int load_badges(struct loading *l, struct hist *out) {
  int64_t count;
  int rc;
  sqlite3_stmt *statement = NULL;
  struct hist_badge *badges =
      room_for(l, "SELECT count(DISTINCT badge) FROM fact_badge", sizeof *badges, &count, &rc);
  if (rc == SQLITE_OK)
    rc = prepare(l->db,
                 "SELECT badge, title, words, emblem, day FROM (SELECT *, row_number() OVER"
                 " (PARTITION BY badge ORDER BY day, utc_ms, id) AS place FROM fact_badge)"
                 " WHERE place=1 ORDER BY day, badge",
                 &statement);
  while (rc == SQLITE_OK && out->badge_count < count && (rc = sqlite3_step(statement)) == SQLITE_ROW) {
    struct hist_badge *badge = &badges[out->badge_count++];
    const char *emblem = (const char *)sqlite3_column_text(statement, 3);
    badge->id = copy_column(l->arena, statement, 0);
    badge->title = copy_column(l->arena, statement, 1);
    badge->words = copy_column(l->arena, statement, 2);
    badge->day = sqlite3_column_int(statement, 4);
    if (emblem) emblem_parse(emblem, &badge->emblem); /* what is no emblem is shown as a bare medal */
    rc = badge->id && badge->title && badge->words ? SQLITE_OK : SQLITE_NOMEM;
  }
  sqlite3_finalize(statement);
  out->badges = badges;
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* ---- the whole ---------------------------------------------------------------------------------------- */

static int load(sqlite3 *db, struct arena *arena, struct hist *out) {
  struct loading l = {.db = db, .arena = arena};
  *out = (struct hist){0};
  int rc = load_names(&l, &l.routines,
                      "SELECT number, id, author, own FROM practice_routine ORDER BY number DESC", false);
  if (rc == SQLITE_OK)
    rc = load_names(&l, &l.devices, "SELECT number, id FROM practice_device ORDER BY number DESC", true);
  if (rc == SQLITE_OK) rc = load_days(&l, out);
  if (rc == SQLITE_OK) rc = give_names(&l, out);
  if (rc == SQLITE_OK) rc = load_leaves(&l, out);
  if (rc == SQLITE_OK) rc = load_badges(&l, out);
  free(l.routines.rows);
  free(l.routines.order);
  free(l.devices.rows);
  free(l.devices.order);
  return rc;
}

/* What is kept beside the facts can be worked out from them again, whatever became of it. */
int store_hist(struct store *store, struct arena *arena, struct hist *out) {
  assert(store && arena && out);
  *out = (struct hist){0};
  sqlite3 *db = store_facts_reader(store);
  if (!db) return ERR_MACHINE;
  int rc = store_inside_saw(store, load(db, arena, out));
  if (store_file_damage(rc) && store_rebuild(store) == 0) rc = load(db, arena, out);
  if (rc == SQLITE_OK) return 0;
  *out = (struct hist){0};
  return store_facts_unreadable(store, rc);
}

int store_rebuild(struct store *store) {
  assert(store);
  sqlite3 *db = store_facts_reader(store);
  store_has_end(store);
  int rc = db ? sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) : SQLITE_READONLY;
  if (rc == SQLITE_OK) rc = store_derive_rebuild(db);
  if (rc == SQLITE_OK) rc = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
  if (store_inside_saw(store, rc) == SQLITE_OK) return 0;
  if (db && !sqlite3_get_autocommit(db)) sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
  return err_set(ERR_MACHINE, "The history was not worked out anew (%s). Look at the disk and its folder.",
                 sqlite3_errstr(rc));
}
