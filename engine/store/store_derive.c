#include "store_derive.h"

#include <stdlib.h>
#include <string.h>

#include "store_pack.h"

#define HOUR_S 3600
#define DAY_S  86400

static const char *const texts[DERIVE_QUERIES] = {
    [DERIVE_PLACE] =
        "INSERT INTO place(fact,day) VALUES(?1,?2) ON CONFLICT(fact) DO UPDATE SET day=excluded.day",
    [DERIVE_NEWEST_REDATE] =
        "SELECT new_day FROM fact_redate WHERE target=?1 ORDER BY utc_ms DESC, id DESC LIMIT 1",
    [DERIVE_FIND_SET] =
        "SELECT s.n, s.session, p.day FROM fact_set s JOIN place p ON p.fact=s.n WHERE s.id=?1",
    [DERIVE_ADD_ROUTINE] =
        "INSERT INTO practice_routine(id,author,own,utc_ms,fact) VALUES(?1,?2,?3,?4,?5) ON CONFLICT(id) DO "
        "UPDATE"
        " SET author=excluded.author, own=excluded.own, utc_ms=excluded.utc_ms, fact=excluded.fact"
        " WHERE (excluded.utc_ms, excluded.fact)>(practice_routine.utc_ms, practice_routine.fact)",
    [DERIVE_ADD_DEVICE] = "INSERT INTO practice_device(id) VALUES(?1) ON CONFLICT(id) DO NOTHING",
    [DERIVE_SESSION_DAYS] = "SELECT p.day FROM fact_set s JOIN place p ON p.fact=s.n WHERE s.session=?1",
    [DERIVE_DAY_SETS] =
        "SELECT s.session, s.utc_ms, s.offset_s, s.day, s.doubtful, s.reps_done, s.breaths, s.ease_offs,"
        " s.practised_s, s.pace_in_s+s.pace_out_s, s.day_start_min, r.number, d.number"
        " FROM place p JOIN fact_set s ON s.n=p.fact JOIN practice_routine r ON r.id=s.routine"
        " JOIN practice_device d ON d.id=s.device WHERE p.day=?1 ORDER BY s.session, s.utc_ms, s.id",
    [DERIVE_FIRST_DAY] = "SELECT p.day FROM fact_set s JOIN place p ON p.fact=s.n WHERE s.session=?1"
                         " ORDER BY s.utc_ms, s.id LIMIT 1",
    [DERIVE_FEELINGS] = "SELECT after, face FROM fact_feeling WHERE session=?1",
    [DERIVE_WRITE_DAY] = "INSERT INTO practice_day(day,packed) VALUES(?1,?2) ON CONFLICT(day) DO UPDATE"
                         " SET packed=excluded.packed",
    [DERIVE_DROP_DAY] = "DELETE FROM practice_day WHERE day=?1",
};

static sqlite3_stmt *query(struct store_derive *derive, enum store_derive_query which, int *rc) {
  sqlite3_stmt **statement = &derive->queries[which];
  if (!*statement)
    *rc = sqlite3_prepare_v3(derive->db, texts[which], -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
  return *rc == SQLITE_OK ? *statement : NULL;
}

/* Steps a statement that gives no rows. */
static int run(sqlite3_stmt *statement) {
  int rc = sqlite3_step(statement);
  sqlite3_reset(statement);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* Steps a statement of which one row is wanted. *found tells whether there is one; the caller resets. */
static int look(sqlite3_stmt *statement, bool *found) {
  int rc = sqlite3_step(statement);
  *found = rc == SQLITE_ROW;
  return rc == SQLITE_ROW || rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* ---- what changed ------------------------------------------------------------------------------------- */

static bool grow(void **items, size_t *room, size_t count, size_t size) {
  if (count < *room) return true;
  size_t more = *room ? 2 * *room : 32;
  void *grown = realloc(*items, more * size);
  if (!grown) return false;
  *items = grown;
  *room = more;
  return true;
}

static int day_changed(struct store_derive *derive, int32_t day) {
  void *items = derive->days;
  if (!grow(&items, &derive->day_room, derive->day_count, sizeof *derive->days)) return SQLITE_NOMEM;
  derive->days = items;
  derive->days[derive->day_count++] = day;
  return SQLITE_OK;
}

static int session_changed(struct store_derive *derive, const unsigned char session[RECORD_ID_BYTES]) {
  void *items = derive->sessions;
  if (!grow(&items, &derive->session_room, derive->session_count, RECORD_ID_BYTES)) return SQLITE_NOMEM;
  derive->sessions = items;
  memcpy(derive->sessions + RECORD_ID_BYTES * derive->session_count++, session, RECORD_ID_BYTES);
  return SQLITE_OK;
}

static int session_named(struct store_derive *derive, const char session[RECORD_ID_SIZE]) {
  unsigned char bytes[RECORD_ID_BYTES];
  record_id_pack(session, bytes);
  return session_changed(derive, bytes);
}

/* ---- noting facts ------------------------------------------------------------------------------------- */

/* The day that the newest redate of a set names; *day stays where there is none. */
static int redated(struct store_derive *derive, const char set[RECORD_ID_SIZE], int32_t *day) {
  int rc = SQLITE_OK;
  bool found = false;
  sqlite3_stmt *newest = query(derive, DERIVE_NEWEST_REDATE, &rc);
  if (!newest) return rc;
  store_rows_bind_id(newest, 1, set);
  rc = look(newest, &found);
  if (found) *day = sqlite3_column_int(newest, 0);
  sqlite3_reset(newest);
  return rc;
}

static int put_place(struct store_derive *derive, sqlite3_int64 row, int32_t day) {
  int rc = SQLITE_OK;
  sqlite3_stmt *place = query(derive, DERIVE_PLACE, &rc);
  if (!place) return rc;
  sqlite3_bind_int64(place, 1, row);
  sqlite3_bind_int(place, 2, day);
  return run(place);
}

static int add_names(struct store_derive *derive, const struct record *record) {
  int rc = SQLITE_OK;
  const struct record_set *set = &record->as.set;
  sqlite3_stmt *routine = query(derive, DERIVE_ADD_ROUTINE, &rc);
  sqlite3_stmt *device = query(derive, DERIVE_ADD_DEVICE, &rc);
  if (rc != SQLITE_OK) return rc;
  sqlite3_bind_text(routine, 1, set->routine, -1, SQLITE_STATIC);
  sqlite3_bind_text(routine, 2, set->author, -1, SQLITE_STATIC);
  sqlite3_bind_int(routine, 3, set->own);
  sqlite3_bind_int64(routine, 4, record->when.utc_ms);
  store_rows_bind_id(routine, 5, record->id);
  rc = run(routine);
  sqlite3_clear_bindings(routine);
  if (rc != SQLITE_OK) return rc;
  store_rows_bind_id(device, 1, record->device);
  return run(device);
}

static int note_set(struct store_derive *derive, const struct record *record, sqlite3_int64 row) {
  int32_t day = record->when.day;
  int rc = redated(derive, record->id, &day);
  if (rc == SQLITE_OK) rc = put_place(derive, row, day);
  if (rc == SQLITE_OK) rc = add_names(derive, record);
  return rc == SQLITE_OK ? session_named(derive, record->as.set.session) : rc;
}

static int note_redate(struct store_derive *derive, const char set[RECORD_ID_SIZE]) {
  int rc = SQLITE_OK;
  bool found = false;
  unsigned char session[RECORD_ID_BYTES];
  sqlite3_stmt *find = query(derive, DERIVE_FIND_SET, &rc);
  if (!find) return rc;
  store_rows_bind_id(find, 1, set);
  rc = look(find, &found);
  sqlite3_int64 row = found ? sqlite3_column_int64(find, 0) : 0;
  int32_t before = found ? sqlite3_column_int(find, 2) : 0, after = before;
  if (found && sqlite3_column_bytes(find, 1) == RECORD_ID_BYTES)
    memcpy(session, sqlite3_column_blob(find, 1), sizeof session);
  else
    found = false;
  sqlite3_reset(find);
  if (rc != SQLITE_OK || !found) return rc; /* the set may come later, from another device */
  rc = redated(derive, set, &after);
  if (rc == SQLITE_OK) rc = put_place(derive, row, after);
  if (rc == SQLITE_OK) rc = day_changed(derive, before);
  return rc == SQLITE_OK ? session_changed(derive, session) : rc;
}

int store_derive_note(struct store_derive *derive, const struct record *record, sqlite3_int64 row) {
  switch (record->kind) {
  case RECORD_SET:
    return note_set(derive, record, row);
  case RECORD_FEELING:
    return session_named(derive, record->as.feeling.session);
  case RECORD_REDATE:
    return note_redate(derive, record->as.redate.set);
  case RECORD_BADGE:
  case RECORD_LEAVE:
  case RECORD_LEAVE_END:
  case RECORD_KINDS:
    break;
  }
  return SQLITE_OK;
}

/* ---- one day ------------------------------------------------------------------------------------------ */

enum {
  SESSION,
  UTC_MS,
  OFFSET_S,
  DAY,
  DOUBTFUL,
  REPS,
  BREATHS,
  EASE_OFFS,
  PRACTISED_S,
  BREATH_S,
  DAY_START,
  ROUTINE,
  DEVICE
};

struct adding {
  struct store_pack_day day, devices; /* devices: its tallies only, put behind the routines' at the end */
  bool trusted;                       /* a set was seen whose clock was right */
  unsigned char session[RECORD_ID_BYTES];
  bool in_session;
};

static bool tally(struct store_pack_day *day, int *count, uint32_t number) {
  for (int i = 0; i < *count; i++) {
    if (day->tallies[i].number != number) continue;
    day->tallies[i].sets++;
    return true;
  }
  if (!store_pack_reserve(day, *count + 1)) return false;
  day->tallies[(*count)++] = (struct store_pack_tally){number, 1};
  return true;
}

/* The ends of the day in real time. A set made under a wrong clock says nothing about that unless all were. */
static void add_ends(struct adding *a, sqlite3_stmt *set, bool trusted) {
  struct hist_day *sums = &a->day.sums;
  int64_t utc_ms = sqlite3_column_int64(set, UTC_MS);
  if (a->trusted && !trusted) return;
  bool anew = sums->sets == 0 || (trusted && !a->trusted);
  a->trusted = trusted;
  if (anew || utc_ms < sums->first_utc_ms) {
    sums->first_utc_ms = utc_ms;
    sums->first_offset_s = sqlite3_column_int(set, OFFSET_S);
  }
  if (anew || utc_ms >= sums->last_utc_ms) {
    sums->last_utc_ms = utc_ms;
    sums->last_offset_s = sqlite3_column_int(set, OFFSET_S);
    sums->last_day_start_min = sqlite3_column_int(set, DAY_START);
  }
}

static uint32_t hour_bit(int64_t utc_ms, int32_t offset_s) {
  int64_t second = (utc_ms / 1000 + offset_s) % DAY_S;
  return UINT32_C(1) << ((second + DAY_S) % DAY_S / HOUR_S);
}

static int add_feelings(struct store_derive *derive, struct hist_day *sums, const unsigned char *session) {
  int rc = SQLITE_OK;
  sqlite3_stmt *feelings = query(derive, DERIVE_FEELINGS, &rc);
  if (!feelings) return rc;
  sqlite3_bind_blob(feelings, 1, session, RECORD_ID_BYTES, SQLITE_TRANSIENT);
  while ((rc = sqlite3_step(feelings)) == SQLITE_ROW) {
    bool after = sqlite3_column_int(feelings, 0) != 0;
    int face = sqlite3_column_int(feelings, 1);
    store_pack_add(after ? &sums->after_sum : &sums->before_sum, face);
    store_pack_add(after ? &sums->after_count : &sums->before_count, 1);
  }
  sqlite3_reset(feelings);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* The first of a session's sets on this day. Where it is the session's first of all, the session began here,
** and how the back felt belongs here. */
static int add_session(struct store_derive *derive, struct adding *a, sqlite3_stmt *set, bool trusted) {
  int rc = SQLITE_OK;
  bool found = false;
  store_pack_add(&a->day.sums.sessions, 1);
  sqlite3_stmt *first = query(derive, DERIVE_FIRST_DAY, &rc);
  if (!first) return rc;
  sqlite3_bind_blob(first, 1, a->session, sizeof a->session, SQLITE_TRANSIENT);
  rc = look(first, &found);
  bool here = found && sqlite3_column_int(first, 0) == a->day.sums.day;
  sqlite3_reset(first);
  if (rc != SQLITE_OK || !here) return rc;
  store_pack_add(&a->day.begun, 1);
  if (trusted)
    a->day.sums.hours |= hour_bit(sqlite3_column_int64(set, UTC_MS), sqlite3_column_int(set, OFFSET_S));
  return add_feelings(derive, &a->day.sums, a->session);
}

static int add_set(struct store_derive *derive, struct adding *a, sqlite3_stmt *set) {
  struct hist_day *sums = &a->day.sums;
  bool trusted = !sqlite3_column_int(set, DOUBTFUL) && sqlite3_column_int(set, DAY) == sums->day;
  const void *session = sqlite3_column_blob(set, SESSION);
  if (!session || sqlite3_column_bytes(set, SESSION) != RECORD_ID_BYTES) return SQLITE_CORRUPT;
  if (!a->in_session || memcmp(a->session, session, sizeof a->session) != 0) {
    memcpy(a->session, session, sizeof a->session);
    a->in_session = true;
    int rc = add_session(derive, a, set, trusted);
    if (rc != SQLITE_OK) return rc;
  }
  add_ends(a, set, trusted);
  store_pack_add(&sums->sets, 1);
  store_pack_add(&sums->reps, sqlite3_column_int(set, REPS));
  store_pack_add(&sums->breaths, sqlite3_column_int(set, BREATHS));
  store_pack_add(&sums->ease_offs, sqlite3_column_int(set, EASE_OFFS));
  store_pack_add(&sums->practised_s, sqlite3_column_int(set, PRACTISED_S));
  double breath_s = sqlite3_column_double(set, BREATH_S);
  if (breath_s > sums->slowest_breath_s) sums->slowest_breath_s = breath_s;
  bool kept = tally(&a->day, &a->day.routine_count, (uint32_t)sqlite3_column_int64(set, ROUTINE)) &&
              tally(&a->devices, &a->devices.device_count, (uint32_t)sqlite3_column_int64(set, DEVICE));
  return kept ? SQLITE_OK : SQLITE_NOMEM;
}

static int write_day(struct store_derive *derive, struct store_pack_day *day) {
  int rc = SQLITE_OK;
  sqlite3_stmt *write = query(derive, day->sums.sets ? DERIVE_WRITE_DAY : DERIVE_DROP_DAY, &rc);
  if (!write) return rc;
  sqlite3_bind_int(write, 1, day->sums.day);
  size_t size = store_pack_size(day);
  unsigned char *packed = day->sums.sets ? malloc(size) : NULL;
  if (day->sums.sets && !packed) return SQLITE_NOMEM;
  if (packed) {
    store_pack_write(day, packed);
    sqlite3_bind_blob64(write, 2, packed, size, free);
  }
  rc = run(write);
  sqlite3_clear_bindings(write);
  return rc;
}

static int work_out(struct store_derive *derive, int32_t day) {
  struct adding a = {.day.sums.day = day};
  int rc = SQLITE_OK;
  sqlite3_stmt *sets = query(derive, DERIVE_DAY_SETS, &rc);
  if (!sets) return rc;
  sqlite3_bind_int(sets, 1, day);
  while (rc == SQLITE_OK) {
    bool found;
    rc = look(sets, &found);
    if (!found) break;
    rc = add_set(derive, &a, sets);
  }
  sqlite3_reset(sets);
  int routines = a.day.routine_count, devices = a.devices.device_count;
  if (rc == SQLITE_OK && !store_pack_reserve(&a.day, routines + devices)) rc = SQLITE_NOMEM;
  if (rc == SQLITE_OK && devices > 0)
    memcpy(a.day.tallies + routines, a.devices.tallies, (size_t)devices * sizeof *a.devices.tallies);
  a.day.device_count = devices;
  if (rc == SQLITE_OK) rc = write_day(derive, &a.day);
  store_pack_free(&a.day);
  store_pack_free(&a.devices);
  return rc;
}

/* ---- all that changed --------------------------------------------------------------------------------- */

static int by_bytes(const void *a, const void *b) {
  return memcmp(a, b, RECORD_ID_BYTES);
}

static int by_number(const void *a, const void *b) {
  int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
  return (x > y) - (x < y);
}

static int days_of_session(struct store_derive *derive, const unsigned char *session) {
  int rc = SQLITE_OK;
  sqlite3_stmt *days = query(derive, DERIVE_SESSION_DAYS, &rc);
  if (!days) return rc;
  sqlite3_bind_blob(days, 1, session, RECORD_ID_BYTES, SQLITE_TRANSIENT);
  while (rc == SQLITE_OK) {
    bool found;
    rc = look(days, &found);
    if (!found) break;
    rc = day_changed(derive, sqlite3_column_int(days, 0));
  }
  sqlite3_reset(days);
  return rc;
}

int store_derive_finish(struct store_derive *derive) {
  int rc = SQLITE_OK;
  if (derive->session_count > 1) qsort(derive->sessions, derive->session_count, RECORD_ID_BYTES, by_bytes);
  for (size_t i = 0; rc == SQLITE_OK && i < derive->session_count; i++) {
    const unsigned char *session = derive->sessions + RECORD_ID_BYTES * i;
    if (i == 0 || by_bytes(session - RECORD_ID_BYTES, session) != 0) rc = days_of_session(derive, session);
  }
  if (derive->day_count > 1) qsort(derive->days, derive->day_count, sizeof *derive->days, by_number);
  for (size_t i = 0; rc == SQLITE_OK && i < derive->day_count; i++)
    if (i == 0 || derive->days[i] != derive->days[i - 1]) rc = work_out(derive, derive->days[i]);
  derive->session_count = derive->day_count = 0;
  return rc;
}

void store_derive_close(struct store_derive *derive) {
  for (int i = 0; i < DERIVE_QUERIES; i++) sqlite3_finalize(derive->queries[i]);
  free(derive->sessions);
  free(derive->days);
  *derive = (struct store_derive){0};
}

/* ---- from nothing ------------------------------------------------------------------------------------- */

int store_derive_rebuild(sqlite3 *db) {
  struct store_derive derive = {.db = db};
  sqlite3_stmt *days = NULL;
  int rc = sqlite3_exec(
      db,
      "DELETE FROM place; DELETE FROM practice_day; DELETE FROM practice_routine; DELETE FROM "
      "practice_device;"
      "INSERT INTO place(fact,day) SELECT n, coalesce((SELECT new_day FROM fact_redate r WHERE r.target=s.id"
      " ORDER BY r.utc_ms DESC, r.id DESC LIMIT 1), day) FROM fact_set s;"
      "INSERT INTO practice_routine(id,author,own,utc_ms,fact) SELECT routine,author,own,utc_ms,id FROM "
      "fact_set s"
      " WHERE true ON CONFLICT(id) DO UPDATE SET author=excluded.author, own=excluded.own,"
      " utc_ms=excluded.utc_ms, fact=excluded.fact"
      " WHERE (excluded.utc_ms, excluded.fact)>(practice_routine.utc_ms, practice_routine.fact);"
      "INSERT INTO practice_device(id) SELECT DISTINCT device FROM fact_set;",
      NULL, NULL, NULL);
  if (rc == SQLITE_OK) rc = sqlite3_prepare_v2(db, "SELECT DISTINCT day FROM place", -1, &days, NULL);
  while (rc == SQLITE_OK) {
    bool found;
    rc = look(days, &found);
    if (!found) break;
    rc = day_changed(&derive, sqlite3_column_int(days, 0));
  }
  sqlite3_finalize(days);
  if (rc == SQLITE_OK) rc = store_derive_finish(&derive);
  store_derive_close(&derive);
  return rc;
}
