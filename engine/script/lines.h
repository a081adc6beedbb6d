/* Where things are written: a map from the place of a value in the table that a script returns to its line.
** Made from the source by looking at table constructors only, in one linear pass without Lua. It follows local
** names and functions that return a constructor; what it cannot follow has no node, and the reader then uses the
** line of the nearest value around it. Pure; built once, then constant; lives in the arena it was made in. */
#ifndef SUPINE_LINES_H
#define SUPINE_LINES_H

#include <stddef.h>

#include "arena.h"

#define LINES_DEPTH_MAX 24    /* constructors inside constructors that are followed */
#define LINES_NODES_MAX 30000 /* places remembered of one file */

struct lines_node {
  const char *key;                       /* NULL: a list entry */
  int index;                             /* from 1; 0 with a key */
  int line;                              /* from 1 */
  const struct lines_node *first, *next; /* children, and the next one of the same table */
};

/* Scans n bytes of source. Returns the node of the returned table, or NULL when none is found or memory is short. */
const struct lines_node *lines_scan(const char *source, size_t n, struct arena *arena);

/* The child with that key (or, key NULL, that index). NULL when unknown; node may be NULL. */
const struct lines_node *lines_child(const struct lines_node *node, const char *key, int index);

#endif
