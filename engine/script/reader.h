/* Reading a decoded table field by field, with a finding (file, line, the value's place, what was expected) for
** everything that is wrong. Nothing here trusts the value: it came from a hostile process. Main thread. */
#ifndef SUPINE_READER_H
#define SUPINE_READER_H

#include <stdbool.h>

#include "diag.h"
#include "lines.h"
#include "wire.h"

struct reader {
  struct diag_list *list; /* receives the findings */
  struct arena *arena;    /* texts are copied here */
  const char *file;
};

/* A value and where it stands. Lives on the stack of who reads, below the place it is part of. */
struct reader_at {
  const struct reader_at *up; /* NULL: the returned table */
  const char *key;            /* NULL: a list entry */
  int index;
  const struct wire_data *value; /* NULL: absent */
  const struct lines_node *node; /* NULL: its place in the file is unknown */
  int line;                      /* its own, or the nearest known one around it; 0 unknown */
};

#define READER_KEY_MAX   200 /* bytes of a text that is a name; other texts have their own limit */
#define READER_SHOWN_MAX 80  /* bytes of it in a finding, with the end */

/* The returned table; the named field of a table; its list entry, from 1; whether a value is there at all. What is not
** there, or not in a table, is absent and keeps its place for findings. node may be NULL. */
struct reader_at reader_root(const struct wire_data *value, const struct lines_node *node);
struct reader_at reader_field(const struct reader_at *at, const char *key);
struct reader_at reader_item(const struct reader_at *at, int index);
bool reader_present(const struct reader_at *at);

/* Adds an error about the value: "reps: must be …". Returns false, so that failing is one statement. */
bool reader_fail(struct reader *r, const struct reader_at *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A word from the file as a finding shows it: one line, cut at a whole character, into out of READER_SHOWN_MAX bytes.
** Returns out. */
const char *reader_shown(const char *word, char out[READER_SHOWN_MAX]);

/* Whether the value is a table; otherwise a finding. what: "a table", "a list of phases". */
bool reader_table(struct reader *r, const struct reader_at *at, const char *what);

/* Number of entries of a list of at most max, or −1 and a finding when it is no list, has holes or is too long. */
int reader_list(struct reader *r, const struct reader_at *at, int max, const char *what);

/* Findings for every named key that known does not hold (a nearer one is suggested), and for list entries unless
** list is set. known ends with NULL; more, another such list, may be NULL. */
void reader_keys(struct reader *r, const struct reader_at *at, const char *const *known,
                 const char *const *more, bool list);

/* A number within min…max; *out is left alone when the value is absent (fine) or wrong (a finding, false). */
bool reader_number(struct reader *r, const struct reader_at *at, double min, double max, double *out);
bool reader_integer(struct reader *r, const struct reader_at *at, int min, int max, int *out);

/* true or false. Absent: left alone. */
bool reader_boolean(struct reader *r, const struct reader_at *at, bool *out);

/* One line of text of at most max bytes, copied into the reader's arena. Absent: left alone. */
bool reader_text(struct reader *r, const struct reader_at *at, size_t max, const char **out);

/* A name: lower-case letters, digits and _ (and - where dashes is set), at most 48. Absent is a finding too. */
bool reader_id(struct reader *r, const struct reader_at *at, bool dashes, const char **out);

/* One of the words (NULL ends them): *out receives its place from 0. Absent: left alone. */
bool reader_choice(struct reader *r, const struct reader_at *at, const char *const *words, int *out);

/* Number of errors found so far. */
int reader_errors(const struct reader *r);

#endif
