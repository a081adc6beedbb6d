#include "loc.h"

#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "utf8.h"

static int no_memory(void) {
  return err_set(ERR_MACHINE, "no memory left for the words of the interface; close other programs");
}

int loc_add(struct loc *loc, struct arena *arena, const char *key, const char *text) {
  for (int i = 0; i < loc->count; i++) {
    if (strcmp(loc->entries[i].key, key) != 0) continue;
    loc->entries[i].text = arena_copy(arena, text);
    return loc->entries[i].text ? 0 : no_memory();
  }
  if (loc->count == loc->capacity) {
    int capacity = loc->capacity ? 2 * loc->capacity : 128;
    struct loc_entry *wider = arena_array(arena, (size_t)capacity, sizeof *wider);
    if (!wider) return no_memory();
    if (loc->count) memcpy(wider, loc->entries, (size_t)loc->count * sizeof *wider);
    loc->entries = wider;
    loc->capacity = capacity;
  }
  struct loc_entry entry = {arena_copy(arena, key), arena_copy(arena, text)};
  if (!entry.key || !entry.text) return no_memory();
  loc->entries[loc->count++] = entry;
  return 0;
}

static int by_key(const void *a, const void *b) {
  return strcmp(((const struct loc_entry *)a)->key, ((const struct loc_entry *)b)->key);
}

void loc_seal(struct loc *loc) {
  if (loc->count) qsort(loc->entries, (size_t)loc->count, sizeof *loc->entries, by_key);
}

const char *loc_find(const struct loc *loc, const char *key) {
  if (!loc || loc->count == 0) return NULL;
  struct loc_entry probe = {key, NULL};
  struct loc_entry *hit = bsearch(&probe, loc->entries, (size_t)loc->count, sizeof probe, by_key);
  return hit ? hit->text : NULL;
}

const char *loc_get(const struct loc *loc, const char *key) {
  const char *text = loc_find(loc, key);
  return text ? text : key;
}

char *loc_fill(char *out, size_t size, const char *text, const char *one, const char *two) {
  size_t n = 0;
  while (*text && n < size - 1) {
    const char *value = NULL;
    if (strncmp(text, "{1}", 3) == 0) value = one ? one : "";
    if (strncmp(text, "{2}", 3) == 0) value = two ? two : "";
    if (!value) {
      out[n++] = *text++;
      continue;
    }
    while (*value && n < size - 1) out[n++] = *value++;
    text += 3;
  }
  out[n] = '\0';
  utf8_cut(out, n);
  return out;
}
