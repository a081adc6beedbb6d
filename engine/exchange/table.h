/* The whole history as one file, for people and other programs, and back without loss. CSV: one flat table, a
** header row, a column `kind`; cells of columns that a kind does not have are empty. JSON:
** {"format":"supine-history","version":1,"records":[…]}, each record as line_print writes it. Any thread. */
#ifndef SUPINE_TABLE_H
#define SUPINE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "diag.h"
#include "record.h"

/* Of a file that is read: 100,000 sessions with all that is told of them are 100 MB. A row: 64 KiB. */
#define TABLE_BYTES_MAX (256u << 20)

enum table_form { TABLE_CSV, TABLE_JSON, TABLE_FORMS };

/* By the ending of a file name, in small or capital letters; TABLE_FORMS: neither. */
enum table_form table_form_of(const char *path);

/* ---- writing ---- */

struct table_out {
  FILE *file; /* the caller's, who closes it */
  enum table_form form;
  int count; /* facts written */
};

/* Begins a file; then each fact (inside its limits: record_fault); then the end. Faults of writing are kept by
** the file, so that only the end must be looked at: 0 once everything was handed to the system, else
** ERR_MACHINE with a sentence. Whether it survives a loss of power is for whoever opened the file. */
void table_begin(struct table_out *out, FILE *file, enum table_form form);
void table_put(struct table_out *out, const struct record *record);
int table_end(struct table_out *out);

/* ---- reading ---- */

struct table { /* empty: {0} */
  struct record *records;
  int count;
};

/* Reads n bytes that the user knows as `name` (for findings only). Every bad row is an error in list,
** "name:line: …". A fact that stands there twice in the same words is kept once; in other words, it is a bad
** row. Returns 0 and the facts, to be freed with table_free; or ERR_NO, and *out is empty, when anything was
** wrong; or ERR_MACHINE without memory. */
int table_read(const char *name, const char *bytes, size_t n, enum table_form form, struct table *out,
               struct diag_list *list);

/* The same for a file, by its ending. Also ERR_USAGE for another ending, and ERR_MACHINE when it cannot be
** read, is no ordinary file or is too large; err_text then has the sentence and list nothing. */
int table_load(const char *path, struct table *out, struct diag_list *list);

/* Frees the facts; the table is empty again. */
void table_free(struct table *table);

#endif
