/* The sealed lines of one open file, one after the other, in bounded memory; what is damaged is stepped over.
** Within the room; one owner. */
#ifndef SUPINE_SCAN_H
#define SUPINE_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "diag.h"
#include "line.h"

#define SCAN_TOLD_MAX 3 /* damaged lines of one file that are said each; the others are counted */

struct scan {
  int file;               /* the caller's, read from where it stands */
  const char *name;       /* as findings name it */
  struct diag_list *list; /* warnings about damaged lines; NULL: nobody wants them */
  int line;               /* of the fact read last, from 1 */
  int damaged;            /* lines stepped over so far */
  /* the fact read last, until the next is read */
  const char *fact; /* fact_size bytes, for line_parse; its checksum is right */
  size_t fact_size;
  uint32_t sum; /* its checksum: another sum, other words */
  char id[RECORD_ID_SIZE];
  size_t at, have;      /* of bytes */
  bool ended, skipping; /* no more can be read; inside a line that is too long */
  char bytes[2 * LINE_SIZE];
};

/* Begins where the file stands. name and list outlive the scan. */
void scan_begin(struct scan *scan, int file, const char *name, struct diag_list *list);

/* Finds the next whole line. Returns true, or false at the end of the file. A last line without a line break
** counts when its checksum is right. */
bool scan_next(struct scan *scan);

/* Reads the fact found last. False when it is none after all, which is said as a damaged line is. */
bool scan_read(struct scan *scan, struct record *out);

/* At the end of a file: says how many damaged lines there were beyond those that were said. */
void scan_end(struct scan *scan);

#endif
