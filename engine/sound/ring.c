#include "ring.h"

_Static_assert((MIX_RING_CUES & (MIX_RING_CUES - 1)) == 0, "serials wrap at 2^32, so places must divide it");

bool ring_push(struct ring *ring, const struct mix_cue *cue) {
  uint32_t written = atomic_load_explicit(&ring->written, memory_order_relaxed);
  uint32_t released = atomic_load_explicit(&ring->released, memory_order_acquire);
  if (written - released == MIX_RING_CUES) return false;
  ring->cues[written % MIX_RING_CUES] = *cue;
  atomic_store_explicit(&ring->written, written + 1, memory_order_release);
  return true;
}

bool ring_take(struct ring *ring, struct mix_cue *out, uint32_t *serial) {
  if (ring->taken == atomic_load_explicit(&ring->written, memory_order_acquire)) return false;
  *out = ring->cues[ring->taken % MIX_RING_CUES];
  *serial = ring->taken++;
  return true;
}

void ring_release(struct ring *ring) {
  atomic_store_explicit(&ring->released, ring->taken, memory_order_release);
}

bool ring_empty(const struct ring *ring) {
  return atomic_load_explicit(&ring->written, memory_order_relaxed) ==
         atomic_load_explicit(&ring->released, memory_order_acquire);
}

uint32_t ring_next_serial(const struct ring *ring) {
  return atomic_load_explicit(&ring->written, memory_order_relaxed);
}
