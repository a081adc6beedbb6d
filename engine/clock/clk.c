#include "clk.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#define US_PER_S 1000000.0

static double frames_of_us(int64_t us) {
  return (double)us * (FRAMES_RATE_HZ / US_PER_S);
}

void clk_init(struct clk *clk, enum clk_source source, int64_t latency_frames, int64_t now_us) {
  memset(clk, 0, sizeof *clk);
  clk_switch(clk, source, latency_frames, now_us);
  clk->switched_us = INT64_MIN;
}

void clk_switch(struct clk *clk, enum clk_source source, int64_t latency_frames, int64_t now_us) {
  assert(latency_frames >= 0);
  clk->source = source;
  clk->latency_frames = latency_frames;
  clk->estimate_frames = (double)clk->heard;
  clk->base_us = now_us;
  clk->base_frames = clk->heard;
  clk->last_us = now_us;
  clk->switched_us = now_us;
  clk->running = false;
  clk->stalled = false;
}

double clk_raw(const struct anchor *a, int64_t latency_frames, int64_t now_us) {
  double elapsed = frames_of_us(now_us - a->at_us);
  if (elapsed < 0) elapsed = 0;
  if (elapsed > (double)a->block_frames) elapsed = (double)a->block_frames;
  return (double)a->frames + elapsed - (double)latency_frames;
}

/* One step of the estimate towards raw; both on the mix timeline. */
static void smooth(struct clk *clk, double raw, double block_end, double dt_s) {
  double estimate = clk->estimate_frames + dt_s * FRAMES_RATE_HZ;
  double limit = block_end + CLK_LATE_S * FRAMES_RATE_HZ;
  if (estimate > limit) estimate = fmax(limit, clk->estimate_frames);
  double error = raw - estimate;
  double error_s = fabs(error) / FRAMES_RATE_HZ;
  if (error_s > CLK_SNAP_S) {
    estimate = raw;
    clk->snaps++;
  } else {
    estimate += error * (1 - exp2(-dt_s / CLK_HALF_LIFE_S));
    if (error_s > clk->worst_error_s) clk->worst_error_s = error_s;
  }
  clk->estimate_frames = estimate;
}

static void follow_audio(struct clk *clk, const struct anchor *a, int64_t now_us, double dt_s) {
  if (!a || a->at_us < clk->switched_us) return;
  double raw = clk_raw(a, clk->latency_frames, now_us);
  double late_s = (double)(now_us - a->at_us) / US_PER_S - frames_to_s(a->block_frames);
  clk->stalled = late_s > CLK_STALL_S;
  double block_end = (double)(a->frames + a->block_frames - clk->latency_frames);
  if (clk->running)
    smooth(clk, raw, block_end, dt_s);
  else
    clk->estimate_frames = raw;
  clk->running = true;
}

struct mix_frame clk_update(struct clk *clk, const struct anchor *a, int64_t now_us) {
  int64_t passed_us = now_us > clk->last_us ? now_us - clk->last_us : 0;
  double dt_s = (double)passed_us / US_PER_S;
  clk->slept = dt_s > CLK_SLEPT_S;
  if (clk->source == CLK_AUDIO) {
    follow_audio(clk, a, now_us, dt_s);
  } else if (clk->source == CLK_MONOTONIC) {
    if (clk->slept) clk->base_us += passed_us;
    clk->estimate_frames = (double)clk->base_frames + frames_of_us(now_us - clk->base_us);
  }
  if (now_us > clk->last_us) clk->last_us = now_us;
  int64_t heard = (int64_t)floor(clk->estimate_frames);
  if (heard > clk->heard) clk->heard = heard;
  return (struct mix_frame){clk->heard};
}

void clk_set(struct clk *clk, struct mix_frame frame) {
  assert(clk->source == CLK_MANUAL);
  clk->heard = frame.v;
  clk->estimate_frames = (double)frame.v;
}

void clk_session_start(struct clk_session *s, struct mix_frame start) {
  *s = (struct clk_session){.base = start.v, .generation = s->generation + 1};
}

struct ses_frame clk_to_session(const struct clk_session *s, struct mix_frame m) {
  return (struct ses_frame){s->paused ? s->frozen_at : m.v - s->base};
}

struct mix_frame clk_to_mix(const struct clk_session *s, struct ses_frame f) {
  return (struct mix_frame){f.v + s->base};
}

void clk_session_pause(struct clk_session *s, struct mix_frame m) {
  if (s->paused) return;
  s->frozen_at = m.v - s->base;
  s->paused = true;
  s->generation++;
}

void clk_session_resume(struct clk_session *s, struct mix_frame m) {
  if (!s->paused) return;
  s->base = m.v - s->frozen_at;
  s->paused = false;
  s->generation++;
}

void clk_session_seek(struct clk_session *s, struct mix_frame m, struct ses_frame to) {
  s->base = m.v - to.v;
  s->frozen_at = to.v;
  s->generation++;
}

struct mix_frame clk_seen(struct mix_frame heard, int offset_ms) {
  if (offset_ms < CLK_OFFSET_MIN_MS) offset_ms = CLK_OFFSET_MIN_MS;
  if (offset_ms > CLK_OFFSET_MAX_MS) offset_ms = CLK_OFFSET_MAX_MS;
  return (struct mix_frame){heard.v - (int64_t)offset_ms * (FRAMES_RATE_HZ / 1000)};
}
