/* What the audio callback tells the rest about time: a seqlock of C11 atomics.
** One writer (the audio thread, or whoever stands in for it), any number of readers. No lock, no allocation.
*/
#ifndef SUPINE_ANCHOR_H
#define SUPINE_ANCHOR_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct anchor {
  int64_t frames;       /* mixed before this block */
  int64_t block_frames; /* length of this block */
  int64_t at_us;        /* monotonic clock when the callback began */
};

struct anchor_cell {
  atomic_uint sequence; /* odd while a write is under way */
  _Atomic int64_t frames, block_frames, at_us;
};

/* Publishes a. Audio thread only; never waits. */
void anchor_publish(struct anchor_cell *cell, struct anchor a);

/* Reads the newest whole anchor into *out. Returns false (and leaves *out) when nothing was published yet.
** Any thread; waits only while the writer is inside its few stores. */
bool anchor_read(struct anchor_cell *cell, struct anchor *out);

#endif
