/* A set of fact ids with a number each, for finding what is there twice. Within the room; one owner. */
#ifndef SUPINE_IDSET_H
#define SUPINE_IDSET_H

#include <stdint.h>

#include "record.h"

struct idset_slot {
  unsigned char key[RECORD_ID_BYTES];
  uint32_t number;
  bool used;
};

struct idset { /* empty: {0} */
  struct idset_slot *slots;
  uint32_t room, count; /* room: a power of two, or 0 */
};

/* Puts a well-formed id in. Returns 1 when it is new, 0 when it was there and *number is what was kept with it,
** −1 without memory. */
int idset_put(struct idset *set, const char id[RECORD_ID_SIZE], uint32_t *number);

/* Whether a well-formed id is in it. */
bool idset_has(const struct idset *set, const char id[RECORD_ID_SIZE]);

/* Frees what the set holds; it is empty again. */
void idset_clear(struct idset *set);

#endif
