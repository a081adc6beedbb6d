/* Copies of the whole file beside it: <path>.backup-<UTC day>. One is made at the first start of a day when
** something is new; three days and, of older ones, one for each of two weeks stay. Another,
** <path>.before-v<N>, is made before a schema is changed. A copy is checked and on disk before it gets its
** name. */
#ifndef SUPINE_STORE_BACKUP_H
#define SUPINE_STORE_BACKUP_H

#include <sqlite3.h>
#include <stdint.h>

#include "store_file.h"

#define STORE_BACKUP_DAYS  3
#define STORE_BACKUP_WEEKS 2
#define STORE_BACKUP_MAX   16 /* looked at in a recovery, the newest first */

struct store;

struct store_backup_list {
  char paths[STORE_BACKUP_MAX][STORE_FILE_PATH_MAX]; /* newest first */
  int count;
};

/* Makes a backup if one is due at now_s (Unix time). Returns 1 when one was made, 0 when none was due or the
** store does not write, or ERR_MACHINE: nothing changed then, and the old ones are there. */
int store_backup(struct store *store, int64_t now_s);

/* ---- inside the room ---------------------------------------------------------------------------------- */

/* A copy of the open database as <path>.before-v<version>. Returns an SQLite result code. */
int store_backup_before(sqlite3 *db, const char *path, int version);

/* Backups that lie beside path. */
void store_backup_find(const char *path, struct store_backup_list *out);

#endif
