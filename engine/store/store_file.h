/* One database file: opened with the settings that everything here relies on, checked, copied. Returns SQLite
** result codes; private to the room. */
#ifndef SUPINE_STORE_FILE_H
#define SUPINE_STORE_FILE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#define STORE_FILE_LENGTH_MAX (1 << 20) /* bytes of one value */
#define STORE_FILE_PATH_MAX   1200

/* Whether a result code says that the file is damaged or no database. All others pass or are the machine's. */
bool store_file_damage(int rc);

/* Opens path; writing: it is made where there is none. Neither a symbolic link nor what is no file is opened.
** *out may be non-NULL after a failure too and is to be closed. */
int store_file_open(const char *path, bool writing, sqlite3 **out);

/* A database in memory with the newest schema. */
int store_file_memory(sqlite3 **out);

/* The first column of the first row; SQLITE_ERROR when there is none. */
int store_file_number(sqlite3 *db, const char *sql, int64_t *out);

/* quick_check, or the whole integrity_check. SQLITE_OK, SQLITE_CORRUPT, or what kept it from being read. */
int store_file_check(sqlite3 *db, bool whole);

/* Makes the content of `to` that of `from`, page by page. */
int store_file_copy(sqlite3 *from, sqlite3 *to);

/* fsync of a file that no connection is open on, or of the folder a path lies in. False: it could not be
** done. */
bool store_file_sync(const char *path);
bool store_file_sync_folder(const char *path);

/* The folder of a path (without its last slash) and the name in it, each into STORE_FILE_PATH_MAX bytes. */
void store_file_split(const char *path, char *folder, char *name);

#endif
