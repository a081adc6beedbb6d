/* The rows of {"format":"supine-history","version":1,"records":[{…},…]} one by one with their lines, so that a
** fault is named where it stands and a large file needs no tree in memory. Within the room; one owner. */
#ifndef SUPINE_JSONROWS_H
#define SUPINE_JSONROWS_H

#include <stdbool.h>
#include <stddef.h>

#define JSONROWS_FORMAT  "supine-history"
#define JSONROWS_VERSION "1"

struct jsonrows { /* over bytes that the caller keeps */
  const char *at, *end;
  int line;                              /* of at, from 1 */
  bool inside, format, version, records; /* inside the array of records; what was there of the members */
  const char *row;                       /* the row read last, row_size bytes */
  size_t row_size;
  int row_line;
};

/* Begins before the first row; a UTF-8 byte order mark is stepped over. */
void jsonrows_open(struct jsonrows *rows, const char *bytes, size_t n);

/* Finds the next row, from its { to its }. Returns 1; or 0 at the end of a file whose frame was whole and
** right; or ERR_NO with a sentence about `line`, after which nothing more can be read. */
int jsonrows_next(struct jsonrows *rows);

#endif
