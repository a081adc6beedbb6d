/* What outlives the program, in SQLite: settings as text by key. The only room with SQL. One connection,
** one thread. journal_mode=TRUNCATE, synchronous=FULL: what store_* said is saved is saved. */
#ifndef SUPINE_STORE_H
#define SUPINE_STORE_H

#include <stdbool.h>

struct store;

enum store_state {
  STORE_OK,
  STORE_RECOVERED, /* the file was damaged: a copy was kept aside, and what could be read was carried over */
  STORE_READ_ONLY, /* no writes here, another instance has the file, or a newer version wrote it */
  STORE_MEMORY     /* nothing on disk can be used; everything works, nothing is kept */
};

/* Only one instance writes: it holds a lock on <path>.lock while it runs (a lock a process, not a thread:
** open a path once). The folder must exist. A damaged file is renamed to <path>.corrupt-<UTC>; three such
** copies are kept.
**
** Opens (or makes) the database at path; never fails for good: at worst it works in memory. Says what
** happened in *state and, where that is not STORE_OK, in err_text. NULL only without memory. */
struct store *store_open(const char *path, enum store_state *state);
void store_close(struct store *store);

/* The value of a setting, or NULL. Valid until the next call with this store. */
const char *store_get(struct store *store, const char *key);

/* Keeps a setting; key 1 to 200 bytes, value at most 1 MiB, else ERR_USAGE. 0 once it is on disk;
** ERR_MACHINE when it could not be written (disk full, read-only): the value is then remembered for this
** run and written with the next put that succeeds. */
int store_put(struct store *store, const char *key, const char *value);

/* Tries again to write what could not be written. 0 when nothing waits any more, else ERR_MACHINE. To be
** called every few seconds after a store_put has failed, so that saving goes on by itself once there is
** room. */
int store_retry(struct store *store);

/* Schema version of the file; 0: in memory. */
int store_schema(struct store *store);

#endif
