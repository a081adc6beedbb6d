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

/* Names of the tables a salvage carries over, NULL at the end. Each has an integer or text primary key. */
extern const char *const store_schema_tables[];

#endif
