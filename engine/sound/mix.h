/* Everything that is heard of a session, mixed block by block at exact frames.
**
** THREADS. Two meet here and nowhere else in the room; everything else is pure and belongs to whoever calls it.
** The audio thread calls mix_block and may: read the ring, read atomics, add samples, count. Nothing else: it
**   does not allocate, free, lock, wait, log or call the system. Everything it needs is in struct mixer, whose
**   size is fixed. (test_mix_callback counts such calls; they must be 0.)
** The main thread calls everything else. A clip it posts stays valid until mix_idle says so. What it sets is
**   taken up with the next block, a voicing with the next breath.
** What they share is atomic, or lies in the ring between them. (test_mix_threads under ThreadSanitizer.)
**
** Cues are posted ahead by the main thread into a single-producer single-consumer ring; the callback starts
** each inside the block at its own frame. A breath is synthesised where it sounds and lasts exactly its
** length. Words make room for themselves: while a MIX_VOICE cue sounds, everything else falls by 8 dB. */
#ifndef SUPINE_MIX_H
#define SUPINE_MIX_H

#include <stdbool.h>
#include <stdint.h>

#include "frames.h"

enum mix_bus { MIX_VOICE, MIX_BREATH, MIX_MUSIC, MIX_INTERFACE, MIX_BUSES };

enum mix_sound {
  MIX_BREATH_IN,  /* brighter, rising */
  MIX_BREATH_OUT, /* darker, longer, falling */
  MIX_BELL,       /* a repetition */
  MIX_BELL_END,   /* the end of a set or session: two bells, lower */
  MIX_TICK,       /* the count-in */
  MIX_PROBE,      /* 20 ms of 1 kHz: the sync probe; never ducked */
  MIX_BED,        /* music that swells with the breath cues, as deep as their gain says, heard or not */
  MIX_CLIP        /* samples: spoken words */
};

/* What breaths are made of: see voicing.h. */
enum mix_voicing { MIX_AIR, MIX_OCEAN, MIX_TONE, MIX_VOICINGS };

struct mix_clip { /* mono float at 48 kHz, −1…1; owned by whoever posts it */
  const float *samples;
  int64_t frames;
};

struct mix_cue {
  uint32_t generation; /* of clk_session; one of another generation than the mixer's is dropped */
  struct mix_frame
      start; /* a past one starts at once, and is counted as late; a bed is taken up where it would be */
  int64_t length_frames; /* breaths and beds: exactly so long; others: ignored */
  enum mix_sound sound;
  enum mix_bus bus;
  float gain; /* 0…1 */
  uint32_t
      seed; /* breaths: which of its slight variations; beds: which piece; the same seed sounds the same */
  struct mix_clip clip; /* MIX_CLIP only */
};

#define MIX_RING_CUES   256 /* power of two; a session posts about 3 a phase, 250 ms ahead */
#define MIX_VOICES      24  /* sounding at the same time */
#define MIX_FADE_FRAMES 960 /* 20 ms: how a dropped voice ends, so that it does not click, */
#define MIX_BED_FADE_FRAMES                                                                                  \
  24000 /* and 0.5 s: how a dropped bed does. It comes in over 3 s, and out at its end. */

struct mix_counters {
  int64_t started, late, dropped_generation, dropped_full;
  float peak; /* largest absolute sample before the limiter since it was last read */
};

struct mixer;

/* One mixer, zeroed and ready, all buses at 1, generation 0. NULL when there is no memory. */
struct mixer *mix_create(void);

/* Frees it. The audio thread must have stopped calling mix_block. NULL is allowed. */
void mix_destroy(struct mixer *mixer);

/* Posts a cue. false when the ring is full (counted). Main thread. */
bool mix_post(struct mixer *mixer, const struct mix_cue *cue);

/* From now on only cues of this generation count; what sounds of others fades out within 20 ms, beds within
** 0.5 s. Set it before posting cues of it. Main thread. */
void mix_set_generation(struct mixer *mixer, uint32_t generation);

/* Volume of a bus, 0…1 (squared inside, as ears expect). Glides within 20 ms. Main thread. */
void mix_set_volume(struct mixer *mixer, enum mix_bus bus, float volume);

/* What the breaths that begin from now on are made of; MIX_AIR before the first call. Main thread. */
void mix_set_voicing(struct mixer *mixer, enum mix_voicing voicing);

/* Mono: both channels carry the mean. Glides within 20 ms. Main thread. */
void mix_set_mono(struct mixer *mixer, bool mono);

/* Fades everything out within 20 ms (beds: 0.5 s) and forgets what is queued; what is posted afterwards sounds.
** Main thread. */
void mix_silence(struct mixer *mixer);

/* True when nothing sounds and nothing is queued: clips may be freed. Main thread. */
bool mix_idle(const struct mixer *mixer);

/* Adds frames stereo frames, whose first is mix frame first, to the interleaved samples already in `stereo`
** (what SDL2_mixer mixed), through ducking and a limiter at −1 dBFS. Audio thread, or offline from any one
** thread: the result depends only on the cues and on `first`, not on how the time is cut into blocks. */
void mix_block(struct mixer *mixer, int16_t *stereo, int frames, struct mix_frame first);

/* A copy of the counters; peak is reset. Main thread. */
struct mix_counters mix_counters(struct mixer *mixer);

#endif
