/* What is done about a damaged file: put it aside under a new name, carry over what can still be read. */
#ifndef SUPINE_STORE_RECOVER_H
#define SUPINE_STORE_RECOVER_H

#include <sqlite3.h>

#define STORE_RECOVER_PATH_MAX 1200
#define STORE_RECOVER_KEPT     3 /* damaged copies that stay beside the file; older ones go */

/* Renames path (no connection may be open on it) and its journal to path.corrupt-<UTC>. aside receives
** the new name. Returns 0 or ERR_MACHINE. */
int store_recover_put_aside(const char *path, char aside[STORE_RECOVER_PATH_MAX]);

/* Copies the readable rows of every table of the damaged file into the fresh database. Returns how many. */
int store_recover_rows(sqlite3 *fresh, const char *aside);

#endif
