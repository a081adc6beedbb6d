/* The numbered steps from an empty file to the newest schema. Append; never change a step that was released. */
#ifndef SUPINE_STORE_SCHEMA_H
#define SUPINE_STORE_SCHEMA_H

#include <sqlite3.h>

#define STORE_SCHEMA_APPLICATION_ID                                                                          \
  0x5355504E /* "SUPN": which program's file this is, in the file's header */

/* The newest version this program knows: how many steps there are. */
int store_schema_newest(void);

/* Brings the open database from version `from` to the newest in one transaction. Returns an SQLite result
** code; on any but SQLITE_OK the file is as before. */
int store_schema_upgrade(sqlite3 *db, int from);

/* Whether the database holds every table and index of its version (1…newest), to the letter: a flipped byte
** in a table's definition is seen by no check of SQLite's. SQLITE_OK, SQLITE_CORRUPT, or what kept it from
** being read. */
int store_schema_check(sqlite3 *db, int version);

#endif
