/* Memory that is freed all at once: a compiled plan, a decoded routine, a catalog.
** Not thread-safe; one owner. Memory is zeroed and aligned for any type. */
#ifndef SUPINE_ARENA_H
#define SUPINE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
  struct arena_block *head; /* newest first */
  size_t used_bytes;        /* sum of what was asked for */
};

/* An empty arena is {0}. */

/* Zeroed bytes, or NULL when the machine has no memory left. Lives until arena_clear. */
void *arena_take(struct arena *arena, size_t bytes);

/* count × size with overflow checked; NULL on overflow or no memory. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* A copy of text (NULL stays NULL); NULL also when there is no memory. */
char *arena_copy(struct arena *arena, const char *text);

/* A printf-style string; NULL when there is no memory. */
char *arena_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Frees everything taken from the arena; it may be used again. */
void arena_clear(struct arena *arena);

#endif
