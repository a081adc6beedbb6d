#include "idset.h"

#include <stdlib.h>
#include <string.h>

#define ROOM_LEAST 256

/* FNV-1a: ids are random, but those of a hostile file need not be. They only make it slow for its owner. */
static uint32_t hash(const unsigned char key[RECORD_ID_BYTES]) {
  uint32_t sum = 2166136261u;
  for (int i = 0; i < RECORD_ID_BYTES; i++) sum = (sum ^ key[i]) * 16777619u;
  return sum;
}

/* The slot of the key, or the free one where it belongs. */
static struct idset_slot *slot_of(struct idset_slot *slots, uint32_t room,
                                  const unsigned char key[RECORD_ID_BYTES]) {
  uint32_t at = hash(key) & (room - 1);
  while (slots[at].used && memcmp(slots[at].key, key, RECORD_ID_BYTES) != 0) at = (at + 1) & (room - 1);
  return &slots[at];
}

static bool grow(struct idset *set) {
  uint32_t room = set->room ? set->room * 2 : ROOM_LEAST;
  struct idset_slot *slots = room > set->room ? calloc(room, sizeof *slots) : NULL;
  if (!slots) return false;
  for (uint32_t i = 0; i < set->room; i++) {
    if (set->slots[i].used) *slot_of(slots, room, set->slots[i].key) = set->slots[i];
  }
  free(set->slots);
  set->slots = slots;
  set->room = room;
  return true;
}

int idset_put(struct idset *set, const char id[RECORD_ID_SIZE], uint32_t *number) {
  unsigned char key[RECORD_ID_BYTES];
  record_id_pack(id, key);
  if (set->count >= set->room / 2 && !grow(set)) return -1;
  struct idset_slot *slot = slot_of(set->slots, set->room, key);
  if (slot->used) {
    *number = slot->number;
    return 0;
  }
  memcpy(slot->key, key, sizeof key);
  slot->number = *number;
  slot->used = true;
  set->count++;
  return 1;
}

bool idset_has(const struct idset *set, const char id[RECORD_ID_SIZE]) {
  unsigned char key[RECORD_ID_BYTES];
  record_id_pack(id, key);
  return set->room > 0 && slot_of(set->slots, set->room, key)->used;
}

void idset_clear(struct idset *set) {
  free(set->slots);
  *set = (struct idset){0};
}
