/* What outlives the program, in SQLite: settings as text by key here, facts and the history made of them in
** store_facts.h and store_days.h, backups in store_backup.h. The only room with SQL. One connection, one
** thread at a time (keeper.h is that thread in the game). journal_mode=TRUNCATE, synchronous=FULL: what
** store_* said is saved is saved. */
#ifndef SUPINE_STORE_H
#define SUPINE_STORE_H

#include <stdbool.h>

#include "record.h"

struct store;

enum store_state {
  STORE_OK,
  STORE_RECOVERED, /* the file was damaged or gone: a copy was kept aside, and what that copy and the backups hold was
                   ** carried over */
  STORE_READ_ONLY, /* no writes here, another instance has the file, or a newer version wrote it */
  STORE_MEMORY     /* nothing on disk can be used; everything works, nothing is kept */
};

/* Opening looks through the file, but for a large one that this program closed in order and nobody has touched
** since (store_mark.h): that takes no longer however long the history is.
**
** Only one instance writes: it holds a lock on <path>.lock while it runs (a lock a process, not a thread:
** open a path once). The folder must exist. A damaged file is kept as <path>.corrupt-<UTC>; three such
** copies are kept. A file of an older version is brought up after a copy of it was made.
**
** Opens (or makes) the database at path; never fails for good: at worst it works in memory. Says what
** happened in *state and, where that is not STORE_OK, in err_text. NULL only without memory. */
struct store *store_open(const char *path, enum store_state *state);

/* Tries once more to write what waits, closes the file and frees. NULL is nothing. */
void store_close(struct store *store);

/* The value of a setting, or NULL. Valid until the next call with this store. */
const char *store_get(struct store *store, const char *key);

/* Keeps a setting; key 1 to 200 bytes, value at most 1 MiB, else ERR_USAGE. 0 once it is on disk;
** ERR_MACHINE when it could not be written (disk full, read-only): the value is then remembered for this
** run and written with the next put that succeeds. */
int store_put(struct store *store, const char *key, const char *value);

/* Tries again to write what could not be written, settings and facts. 0 when nothing waits any more, else
** ERR_MACHINE. To be called every few seconds after a store_put or store_add has failed, so that saving goes
** on by itself once there is room. */
int store_retry(struct store *store);

/* Schema version of the file; 0: in memory. */
int store_schema(struct store *store);

/* What rules said, kept so that they need not be asked again; nothing is lost with it. Whoever keeps
** something names in the key what it was made from (store_facts_count). get: NULL when there is none, else
** valid until the next call with this store. put: 0, or ERR_MACHINE. */
const char *store_cache_get(struct store *store, const char *key);
int store_cache_put(struct store *store, const char *key, const char *value);

/* A new id: 128 random bits as 32 digits. Any thread. */
void store_new_id(char out[RECORD_ID_SIZE]);

/* The id of this device: made once for a database and kept in it. A copy of the database on another machine
** has the same; the two then count as one device, and nothing else depends on it: facts have ids of their
** own. */
void store_device_id(struct store *store, char out[RECORD_ID_SIZE]);

#endif
