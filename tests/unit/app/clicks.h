/* Where sounds begin in what a mixer gives out, to the frame. Fed block by block; one mixer at a time. */
#ifndef SUPINE_TEST_CLICKS_H
#define SUPINE_TEST_CLICKS_H

#include <string.h>

#include "mix.h"

#define CLICKS_MAX 4096
#define CLICKS_QUIET_FRAMES                                                                                  \
  400 /* so long has it been silent before a beginning; a click has no such gap in itself */
#define CLICKS_APART_FRAMES                                                                                  \
  1400 /* a click (960 frames) and the silence after it: closer ones cannot be told apart */
#define CLICKS_BLOCK_MAX 4096

struct clicks {
  int64_t at[CLICKS_MAX]; /* mix frames */
  int count;
  int64_t quiet_frames; /* silent so far */
  int64_t shift_frames; /* from where a click begins to its first sample that is not 0 */
};

/* Mixes the next frames and notes what begins in them. frames: at most CLICKS_BLOCK_MAX. */
static inline void clicks_mix(struct clicks *clicks, struct mixer *mixer, int frames, int64_t first) {
  int16_t block[2 * CLICKS_BLOCK_MAX];
  memset(block, 0, sizeof *block * 2 * (size_t)frames);
  mix_block(mixer, block, frames, (struct mix_frame){first});
  for (int i = 0; i < frames; i++) {
    bool quiet = block[2 * i] == 0 && block[2 * i + 1] == 0;
    if (!quiet && clicks->quiet_frames >= CLICKS_QUIET_FRAMES) {
      assert_true(clicks->count < CLICKS_MAX);
      clicks->at[clicks->count++] = first + i - clicks->shift_frames;
    }
    clicks->quiet_frames = quiet ? clicks->quiet_frames + 1 : 0;
  }
}

/* An empty record that knows how a click begins. */
static inline struct clicks clicks_open(void) {
  struct clicks clicks = {.quiet_frames = CLICKS_QUIET_FRAMES};
  struct mixer *mixer = mix_create();
  assert_non_null(mixer);
  struct mix_cue cue = {.sound = MIX_PROBE, .bus = MIX_INTERFACE, .gain = 1, .start = {1000}};
  assert_true(mix_post(mixer, &cue));
  for (int64_t at = 0; at < 3000; at += 500) clicks_mix(&clicks, mixer, 500, at);
  mix_destroy(mixer);
  assert_int_equal(clicks.count, 1);
  int64_t shift = clicks.at[0] - 1000;
  assert_true(shift >= 0 && shift <= 2); /* a sine begins at 0 */
  return (struct clicks){.quiet_frames = CLICKS_QUIET_FRAMES, .shift_frames = shift};
}

#endif
