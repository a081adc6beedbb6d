/* The members of every kind of fact by the names they have in files, so that a line of JSON and a row of CSV
** say the same. Within the room. Any thread. */
#ifndef SUPINE_FIELD_H
#define SUPINE_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include "record.h"

#define FIELD_TEXT_SIZE EMBLEM_TEXT_SIZE /* of any member as text, with its end */

enum field_type {
  FIELD_TEXT,
  FIELD_INT,    /* an int or int32_t */
  FIELD_MS,     /* an int64_t */
  FIELD_NUMBER, /* a double */
  FIELD_FLAG,   /* true, false */
  FIELD_DAY,    /* 2026-03-29 */
  FIELD_EMBLEM, /* as emblem_print writes it */
};

struct field {
  const char *name;
  enum field_type type;
  unsigned kinds; /* bit k: facts of kind k have it */
  size_t offset, size;
};

/* Every member, "kind" aside, in the order of files. A name that several kinds keep in different places has
** several rows. */
extern const struct field field_table[];
extern const int field_count;

static inline bool field_has(const struct field *field, enum record_kind kind) {
  return (field->kinds >> kind & 1u) != 0;
}

/* The member of that name (n bytes) of a kind; NULL when the kind has none. */
const struct field *field_of(enum record_kind kind, const char *name, size_t n);

/* Whether any kind has a member of that name, or it is "kind". */
bool field_known(const char *name, size_t n);

/* The member as text; size: at least FIELD_TEXT_SIZE. Numbers have the fewest digits that read back exactly.
** Returns out. */
char *field_print(const struct field *field, const struct record *record, char *out, size_t size);

/* Puts n bytes of text into the member. Returns 0, or ERR_NO with a sentence that names it. Whether the value
** is inside its limits is for record_fault. */
int field_read(const struct field *field, const char *text, size_t n, struct record *record);

#endif
