/* What is done about a damaged or missing file: everything that can still be read of it, and everything that
** the backups hold, goes into a new one. Facts are put together by their ids, so that no copy can take
** anything away from another. Private to the room. */
#ifndef SUPINE_STORE_RECOVER_H
#define SUPINE_STORE_RECOVER_H

#include <sqlite3.h>

#include "store_file.h"

#define STORE_RECOVER_KEPT 3 /* damaged copies that stay beside the file; older ones go */

/* Fills a fresh database of the newest schema with what the file at path and its backups hold, in one
** transaction, and works out what is kept beside the facts. *rows: settings and facts. Returns an SQLite
** result code; nothing that cannot be read is an error. */
int store_recover_fill(sqlite3 *fresh, const char *path, int *rows);

/* Name of the file that a recovery is built in, into STORE_FILE_PATH_MAX bytes. A power cut between the two
** steps of store_recover_replace may leave it where the file should be: store_recover_finish puts it there. */
void store_recover_name(const char *path, char *out);
void store_recover_finish(const char *path);

/* Puts the built file in the place of the damaged one, which is kept as path.corrupt-<UTC> with its journal.
** No connection may be open on either. aside: STORE_FILE_PATH_MAX bytes, receives the new name, "" where
** there was no file. Returns 0 or ERR_MACHINE. */
int store_recover_replace(const char *path, char *aside);

#endif
