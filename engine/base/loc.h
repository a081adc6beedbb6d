/* Words of the interface: a table from a dotted key to text in the player's language.
** Built once by whoever decoded scripts/locale/<language>.lua, then constant; read from any thread. */
#ifndef SUPINE_LOC_H
#define SUPINE_LOC_H

#include <stddef.h>

#include "arena.h"

struct loc_entry {
  const char *key, *text;
};

struct loc {
  struct loc_entry *entries; /* sorted by key after loc_seal */
  int count, capacity;
};

/* Adds key and text (copied into the arena; a later key wins over an earlier one). Returns 0 or ERR_MACHINE. */
int loc_add(struct loc *loc, struct arena *arena, const char *key, const char *text);

/* Sorts the table; call once after the last loc_add and before the first loc_get. */
void loc_seal(struct loc *loc);

/* The text of key, or NULL where the table has none. */
const char *loc_find(const struct loc *loc, const char *key);

/* The text of key, or the key itself, so that a missing word is seen and nothing breaks. loc may be NULL. */
const char *loc_get(const struct loc *loc, const char *key);

/* A text with one and two (NULL: "") in the places of {1} and {2}, cut to size - 1 bytes, never inside a character. Returns
** out. */
char *loc_fill(char *out, size_t size, const char *text, const char *one, const char *two);

#endif
