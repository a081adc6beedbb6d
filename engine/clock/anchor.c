#include "anchor.h"

/* The sequence is odd while the fields change. Every field is stored with release after the odd number and
** loaded with acquire before the second look at the sequence: a reader that meets a new field therefore also
** meets the odd or a later number, and reads again. 0 means "nothing yet", so the number steps over it when
** it wraps. */

void anchor_publish(struct anchor_cell *cell, struct anchor a) {
  unsigned sequence = atomic_load_explicit(&cell->sequence, memory_order_relaxed);
  atomic_store_explicit(&cell->sequence, sequence + 1, memory_order_relaxed);
  atomic_store_explicit(&cell->frames, a.frames, memory_order_release);
  atomic_store_explicit(&cell->block_frames, a.block_frames, memory_order_release);
  atomic_store_explicit(&cell->at_us, a.at_us, memory_order_release);
  unsigned next = sequence + 2;
  atomic_store_explicit(&cell->sequence, next == 0 ? 2 : next, memory_order_release);
}

bool anchor_read(struct anchor_cell *cell, struct anchor *out) {
  for (;;) {
    unsigned before = atomic_load_explicit(&cell->sequence, memory_order_acquire);
    if (before == 0) return false;
    if (before & 1) {
      if (before == 1) return false; /* the very first write is not whole yet */
      continue;
    }
    struct anchor a = {atomic_load_explicit(&cell->frames, memory_order_acquire),
                       atomic_load_explicit(&cell->block_frames, memory_order_acquire),
                       atomic_load_explicit(&cell->at_us, memory_order_acquire)};
    if (atomic_load_explicit(&cell->sequence, memory_order_relaxed) != before) continue;
    *out = a;
    return true;
  }
}
