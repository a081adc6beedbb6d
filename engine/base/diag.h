/* Findings about files that people write: routines, locale tables, mods. "file:line: message", one a row.
** Strings live in the list's own arena. Not thread-safe. */
#ifndef SUPINE_DIAG_H
#define SUPINE_DIAG_H

#include <stdbool.h>

#include "arena.h"

#define DIAG_MAX      100 /* rows kept of one check; the rest is counted */
#define DIAG_TEXT_MAX 300 /* bytes of one message; longer ones are cut */

struct diag {
  bool error;       /* false: a warning, the file can still be used */
  const char *file; /* as the user named it */
  int line;         /* from 1; 0 where there is none */
  const char *text; /* one sentence, printable, without the file and line */
};

struct diag_list {
  struct diag rows[DIAG_MAX];
  int count;   /* rows kept */
  int errors;  /* of all found, kept or not */
  int dropped; /* found but not kept */
  struct arena arena;
};

/* An empty list is {0}; clear it with diag_clear. */

/* Adds a row. Unprintable bytes of the finished message are escaped. Cannot fail: without memory it only counts. */
void diag_add(struct diag_list *list, bool error, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* The row as people read it, "file:line: message" or "file: message", cut to size - 1 bytes, never inside a character.
** Returns out. */
char *diag_line(const struct diag *row, char *out, size_t size);

/* Frees the rows; the list is empty again. */
void diag_clear(struct diag_list *list);

#endif
