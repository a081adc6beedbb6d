/* Rows of comma-separated values (RFC 4180), read from memory and written to a file. Within the room; one
** owner. */
#ifndef SUPINE_CSV_H
#define SUPINE_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define CSV_CELLS_MAX 64
#define CSV_ROW_MAX   65536 /* bytes of a row's cells */

struct csv_cell {
  const char *text; /* not terminated */
  size_t n;
};

struct csv { /* over bytes that the caller keeps; large: not for the stack */
  const char *at, *end;
  int line; /* that comes next, from 1 */
  /* the row read last; cells point into text */
  int row_line, count;
  struct csv_cell cells[CSV_CELLS_MAX];
  char text[CSV_ROW_MAX];
};

/* Begins at the first row; a UTF-8 byte order mark is stepped over. */
void csv_open(struct csv *csv, const char *bytes, size_t n);

/* Reads the next row, which ends at CR LF, LF or the end of the bytes; empty lines are stepped over. Returns 1,
** or 0 at the end, or ERR_NO with a sentence when the row is not well formed: reading goes on after it. */
int csv_next(struct csv *csv);

/* Writes a cell, quoted where it must be, with a comma before it unless it is the first of its row. Faults of
** the file stay in ferror. */
void csv_put(FILE *file, const char *text, bool first);

/* Ends a row, with CR LF. */
void csv_end_row(FILE *file);

#endif
