/* What is worked out from the facts and kept beside them, so that a long history loads fast: for every set
** the day it counts for (place), for every day one row with its sums (practice_day, packed), and numbers for
** routines and devices that those rows use. Whoever adds facts notes each here and finishes in the same
** transaction.
**
** A day's row is always worked out anew from its sets, never added to: it cannot depend on the order in which
** facts arrived. No triggers: whatever triggers stand in a file stay off. Returns SQLite result codes;
** private to the room. */
#ifndef SUPINE_STORE_DERIVE_H
#define SUPINE_STORE_DERIVE_H

#include <sqlite3.h>

#include "store_rows.h"

enum store_derive_query {
  DERIVE_PLACE,
  DERIVE_NEWEST_REDATE,
  DERIVE_FIND_SET,
  DERIVE_ADD_ROUTINE,
  DERIVE_ADD_DEVICE,
  DERIVE_SESSION_DAYS,
  DERIVE_DAY_SETS,
  DERIVE_FIRST_DAY,
  DERIVE_FEELINGS,
  DERIVE_WRITE_DAY,
  DERIVE_DROP_DAY,
  DERIVE_QUERIES
};

struct store_derive { /* {0} with db set is a good start */
  sqlite3 *db;
  sqlite3_stmt *queries[DERIVE_QUERIES];
  unsigned char *sessions; /* RECORD_ID_BYTES each: days of theirs may have changed */
  int32_t *days;           /* that may have changed */
  size_t session_count, session_room, day_count, day_room;
};

/* Notes a fact that was just written with this rowid. */
int store_derive_note(struct store_derive *derive, const struct record *record, sqlite3_int64 row);

/* Works out every day that changed. Before COMMIT. */
int store_derive_finish(struct store_derive *derive);

/* Frees statements and lists; it may be used again once db is set. Cannot fail. */
void store_derive_close(struct store_derive *derive);

/* Throws away all that was worked out and does it again from the facts. Inside a transaction of the caller's. */
int store_derive_rebuild(sqlite3 *db);

#endif
