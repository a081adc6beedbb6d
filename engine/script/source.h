/* Script files as bytes, read by the game so that the worker needs no file at all. Built-in files and mods take
** the same way. Any thread. */
#ifndef SUPINE_SOURCE_H
#define SUPINE_SOURCE_H

#include <stddef.h>

#include "arena.h"

struct source {
  const char *file;  /* as the user named it; goes in front of every finding */
  const char *bytes; /* text, terminated; a byte order mark is gone, a first # line is blank */
  size_t size;
  int line; /* of a refused file: where it is wrong, 0 for nowhere in particular */
};

/* Opens and reads path. Refuses, with a sentence and without waiting: what is no regular file, symbolic links,
** more than 256 KiB, compiled Lua and zero bytes, and a file whose first line is not "-- api-version: 1".
** Returns 0 and *out, in the arena; or ERR_NO when the file is unfit, ERR_MACHINE when the machine is. The sentence
** does not name the file: whoever reports it does. */
int source_read(const char *path, struct arena *arena, struct source *out);

/* The same checks on n bytes that are already in memory. file and bytes are copied. */
int source_take(const char *file, const char *bytes, size_t n, struct arena *arena, struct source *out);

#endif
