/* Facts as rows of their tables, one table a kind. Ids stand there as the 16 bytes that their digits mean.
** Returns SQLite result codes; private to the room. */
#ifndef SUPINE_STORE_ROWS_H
#define SUPINE_STORE_ROWS_H

#include <sqlite3.h>
#include <stdbool.h>

#include "record.h"

struct store_rows { /* statements that insert, made when first needed. {0} with db set is a good start */
  sqlite3 *db;
  sqlite3_stmt *insert[RECORD_KINDS];
};

/* Writes a fact whose record_fault is NULL, unless its id is in its table. *row: its rowid, 0 when it was
** there. */
int store_rows_add(struct store_rows *rows, const struct record *record, sqlite3_int64 *row);
void store_rows_close(struct store_rows *rows);

/* "SELECT … FROM <table of the kind> <tail>" ready for stepping; its last column is the rowid. */
int store_rows_select(sqlite3 *db, enum record_kind kind, const char *tail, sqlite3_stmt **out);

/* The fact in the row that a statement of store_rows_select stands on. False when it holds what no fact may. */
bool store_rows_read(sqlite3_stmt *statement, enum record_kind kind, struct record *out);

/* The table of a kind; constant. */
const char *store_rows_table(enum record_kind kind);

/* Binds an id of 32 digits as its bytes. */
int store_rows_bind_id(sqlite3_stmt *statement, int at, const char digits[RECORD_ID_SIZE]);

#endif
