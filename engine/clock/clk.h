/* From anchors to a smooth "frame heard now" and on to session time.
** All of it is a pure function of (state, anchor, now): nothing here reads a clock. Main thread.
**
** source     audio: anchors of the mixer. monotonic: no device; heard = now. manual: the caller sets the
**            frame (tests, render, replay).
** smoothing  est += dt; err = raw - est; est += err × (1 − 2^(−dt / 0.25 s)); an error above 50 ms snaps;
**            never backwards without a seek. (osu-framework's interpolating clock with a longer half-life.)
** stall      without a new block the raw position stops at the end of the last one; the estimate runs at most
**            CLK_LATE_S beyond it, which covers a late callback, and then stands still.
** restart    a device that comes back goes on with the mix timeline: its first block begins where the mixer
**            stands, so that a mix frame means the same before and after.
** picture    the seen frame is the heard frame minus the calibrated offset "heard minus seen": a positive
**            offset means that sound arrives late, so the picture is held back by as much. */
#ifndef SUPINE_CLK_H
#define SUPINE_CLK_H

#include <stdbool.h>
#include <stdint.h>

#include "anchor.h"
#include "frames.h"

#define CLK_HALF_LIFE_S   0.25
#define CLK_SNAP_S        0.050
#define CLK_LATE_S        0.025 /* how late a callback may be before the clock waits for it */
#define CLK_STALL_S       0.100 /* beyond its block: the device counts as stalled */
#define CLK_OFFSET_MIN_MS (-200)
#define CLK_OFFSET_MAX_MS 1000
#define CLK_SLEPT_S       2.0 /* a jump of the monotonic clock between two updates that means the machine slept */

enum clk_source { CLK_AUDIO, CLK_MONOTONIC, CLK_MANUAL };

struct clk {
  enum clk_source source;
  int64_t latency_frames; /* estimated output latency, taken off the raw position; at least 0 */
  int64_t last_us;        /* of the update before; 0: none yet */
  double estimate_frames; /* smoothed heard position; double holds frames exactly for centuries */
  int64_t heard;          /* last value given out */
  int64_t base_us;        /* monotonic: the moment of frame base_frames */
  int64_t base_frames;
  int64_t switched_us;  /* anchors from before this moment belong to the device before */
  bool running;         /* audio: an anchor has set the estimate */
  bool stalled;         /* audio: no new anchor for longer than its block plus CLK_STALL_S */
  bool slept;           /* this update came more than CLK_SLEPT_S after the one before: pause the session */
  int64_t snaps;        /* how often an error above CLK_SNAP_S was jumped over */
  double worst_error_s; /* largest |raw − estimate| that was smoothed, not snapped */
};

/* Starts at mix frame 0 with the given source. now_us: monotonic, microseconds, above 0. latency_frames: 0
** unless audio. */
void clk_init(struct clk *clk, enum clk_source source, int64_t latency_frames, int64_t now_us);

/* Goes over to another source without a step: the heard frame continues from its present value. Used when the
** device dies (audio → monotonic) or comes back (→ audio: time stands still until its first anchor). */
void clk_switch(struct clk *clk, enum clk_source source, int64_t latency_frames, int64_t now_us);

/* Raw position of the ear before smoothing: anchor.frames + min(elapsed, block) − latency, so that it stops
** when the device stalls. now_us: same origin as a->at_us. May be negative in the first block. */
double clk_raw(const struct anchor *a, int64_t latency_frames, int64_t now_us);

/* The frame heard now. Call once a video frame. a: newest anchor, NULL where none was published yet (audio:
** time stands still). Never less than the value before. manual: returns what clk_set gave. monotonic: a
** sleep of the machine does not count as time. */
struct mix_frame clk_update(struct clk *clk, const struct anchor *a, int64_t now_us);

/* manual source: sets the heard frame; it may go back (seek). */
void clk_set(struct clk *clk, struct mix_frame frame);

/* The mapping between mix frames and session frames: a base that moves on pause and seek. */
struct clk_session {
  int64_t base;      /* mix frame of session frame 0, were it never paused */
  int64_t frozen_at; /* session frame shown while paused */
  bool paused;
  uint32_t generation; /* +1 at every pause, resume and seek; queued sounds of an older one are dropped */
};

/* Session frame 0 falls on mix frame start. s is {0} before its first use; sounds queued for the session
** before it are dropped (generation + 1). */
void clk_session_start(struct clk_session *s, struct mix_frame start);

/* Session frame at mix frame m; before the start it is negative; while paused it is frozen_at. */
struct ses_frame clk_to_session(const struct clk_session *s, struct mix_frame m);

/* Mix frame at which session frame f is due, as things stand (not meaningful while paused). */
struct mix_frame clk_to_mix(const struct clk_session *s, struct ses_frame f);

/* Freezes session time at the given mix frame. A second call does nothing. */
void clk_session_pause(struct clk_session *s, struct mix_frame m);

/* Goes on: session frame frozen_at falls on mix frame m. */
void clk_session_resume(struct clk_session *s, struct mix_frame m);

/* Session frame to falls on mix frame m from now on, paused or not. */
void clk_session_seek(struct clk_session *s, struct mix_frame m, struct ses_frame to);

/* The mix frame the picture shows when `heard` is heard and sound arrives offset_ms after the picture
** (clamped to CLK_OFFSET_MIN_MS…MAX_MS). */
struct mix_frame clk_seen(struct mix_frame heard, int offset_ms);

#endif
