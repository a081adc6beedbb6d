#include "arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_BLOCK_MIN 16384

struct arena_block {
  struct arena_block *next;
  size_t size, used;
  alignas(max_align_t) unsigned char bytes[];
};

void *arena_take(struct arena *arena, size_t bytes) {
  size_t align = alignof(max_align_t);
  if (bytes > SIZE_MAX / 2) return NULL;
  size_t need = (bytes + align - 1) / align * align;
  if (need == 0) need = align;
  struct arena_block *block = arena->head;
  if (!block || block->size - block->used < need) {
    size_t size = need > ARENA_BLOCK_MIN ? need : ARENA_BLOCK_MIN;
    block = calloc(1, sizeof *block + size);
    if (!block) return NULL;
    block->size = size;
    block->next = arena->head;
    arena->head = block;
  }
  void *result = block->bytes + block->used;
  block->used += need;
  arena->used_bytes += bytes;
  return result;
}

void *arena_array(struct arena *arena, size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) return NULL;
  return arena_take(arena, count * size);
}

char *arena_copy(struct arena *arena, const char *text) {
  if (!text) return NULL;
  size_t bytes = strlen(text) + 1;
  char *copy = arena_take(arena, bytes);
  if (copy) memcpy(copy, text, bytes);
  return copy;
}

char *arena_format(struct arena *arena, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int length = vsnprintf(NULL, 0, format, args);
  va_end(args);
  char *text = length < 0 ? NULL : arena_take(arena, (size_t)length + 1);
  if (text) vsnprintf(text, (size_t)length + 1, format, again);
  va_end(again);
  return text;
}

void arena_clear(struct arena *arena) {
  while (arena->head) {
    struct arena_block *next = arena->head->next;
    free(arena->head);
    arena->head = next;
  }
  arena->used_bytes = 0;
}
