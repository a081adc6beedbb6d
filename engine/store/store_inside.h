/* What the parts of the store share. Private to the room.
**
** db is the file. What could not be written waits: settings in a list, facts in `held`. While facts are held,
** or where no file can be used at all, `shadow` is a database in memory that is as the file would be if it
** could be written; everything is read from it (store_facts_reader), so that a set that is not saved yet
** counts all the same. */
#ifndef SUPINE_STORE_INSIDE_H
#define SUPINE_STORE_INSIDE_H

#include <sqlite3.h>

#include "record.h"
#include "store.h"
#include "store_file.h"

struct store_waiting {
  struct store_waiting *next;
  char *value;
  char key[]; /* and its value behind it */
};

#define STORE_LOOK       INT64_C(-1) /* instead of a time: the next start looks the file through, */
#define STORE_LOOK_WHOLE INT64_C(-2) /* its indexes too, because damage was seen */

struct store {
  sqlite3 *db;     /* NULL: in memory */
  sqlite3 *shadow; /* NULL: not needed */
  enum store_state state;
  int lock; /* file descriptor; −1: another instance has it, or it cannot be made */
  int schema;
  int64_t checked_s; /* when the file was looked through (Unix time), or one of STORE_LOOK_… */
  /* of store_has, NULL: not made; the second stands on a row all the time. Gone (store_has_end) before the database
  ** that they are of is written to or closed */
  sqlite3_stmt *has, *reading;
  struct store_waiting *waiting;
  struct record *held;
  int held_count;
  char *result; /* of the last store_get */
  char path[STORE_FILE_PATH_MAX];
};

/* Notes what a result code of the file says about it, and returns it: damage is looked for at the next start. */
static inline int store_inside_saw(struct store *store, int rc) {
  if (store_file_damage(rc)) store->checked_s = STORE_LOOK_WHOLE;
  return rc;
}

/* The same of a failure that leaves nobody sure of the file. */
static inline void store_inside_doubt(struct store *store, int rc) {
  if (store->checked_s >= 0) store->checked_s = STORE_LOOK;
  store_inside_saw(store, rc);
}

/* Whether the file may be written. */
static inline bool store_inside_writable(const struct store *store) {
  return store->db && store->state != STORE_READ_ONLY;
}

#endif
