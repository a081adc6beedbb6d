/* Cues on their way from the main thread to the audio thread: one producer, one consumer, no lock.
**
** serial    every cue gets the next number, from 0, wrapping at 2^32; compare serials by their difference
** taken     the consumer has copied the cue out
** released  the producer may use its place again; whoever sees the release also sees whatever the consumer
**           stored before it */
#ifndef SUPINE_RING_H
#define SUPINE_RING_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "mix.h"

#define RING_LINE_BYTES 64 /* keeps the two counters on cache lines of their own */

/* All zero is an empty ring. released <= taken <= written, and written - released <= MIX_RING_CUES. */
struct ring {
  _Atomic uint32_t written;
  char apart_1[RING_LINE_BYTES];
  _Atomic uint32_t released;
  char apart_2[RING_LINE_BYTES];
  uint32_t taken; /* consumer only */
  struct mix_cue cues[MIX_RING_CUES];
};

/* Copies the cue in. False when the ring is full. Producer only. */
bool ring_push(struct ring *ring, const struct mix_cue *cue);

/* Copies the oldest cue that was not yet taken into *out and its number into *serial. False when there
** is none. Consumer only. */
bool ring_take(struct ring *ring, struct mix_cue *out, uint32_t *serial);

/* Gives the places of all taken cues back; everything stored before becomes visible to whoever sees that the
** ring is empty. Consumer only. */
void ring_release(struct ring *ring);

/* Whether every cue was taken and released. Producer only. */
bool ring_empty(const struct ring *ring);

/* Number that the next pushed cue will get. Producer only. */
uint32_t ring_next_serial(const struct ring *ring);

#endif
