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

struct store {
  sqlite3 *db;     /* NULL: in memory */
  sqlite3 *shadow; /* NULL: not needed */
  enum store_state state;
  int lock; /* file descriptor; −1: another instance has it, or it cannot be made */
  int schema;
  int64_t checked_s; /* when the file was looked through, Unix seconds; −1: it has to be at the next start */
  /* of store_has, NULL: not made; the second stands on a row all the time. Gone (store_has_end) before the database
  ** that they are of is written to or closed */
  sqlite3_stmt *has, *reading;
  struct store_waiting *waiting;
  struct record *held;
  int held_count;
  char *result; /* of the last store_get */
  char path[STORE_FILE_PATH_MAX];
};

/* Notes what a result code of the file says about it, and returns it: damage is looked into at the next start. */
static inline int store_inside_saw(struct store *store, int rc) {
  if (store_file_damage(rc)) store->checked_s = -1;
  return rc;
}

/* Whether the file may be written. */
static inline bool store_inside_writable(const struct store *store) {
  return store->db && store->state != STORE_READ_ONLY;
}

#endif
