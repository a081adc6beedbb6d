#include "note.h"

#include <string.h>

static bool is_breath(const struct note *note) {
  return note->cue.sound == MIX_BREATH_IN || note->cue.sound == MIX_BREATH_OUT;
}

static int64_t fade_frames(const struct note *note) {
  return note->cue.sound == MIX_BED ? MIX_BED_FADE_FRAMES : MIX_FADE_FRAMES;
}

void note_start(struct note *note, const struct mix_cue *cue, uint32_t serial, enum mix_voicing voicing,
                int64_t at) {
  note->cue = *cue;
  note->serial = serial;
  note->position = 0;
  note->fade_from = -1;
  if (is_breath(note)) {
    note->frames = cue->length_frames;
    breath_start(&note->made.breath, voicing, cue->sound == MIX_BREATH_OUT, cue->length_frames, cue->seed);
  } else if (cue->sound == MIX_BED) {
    note->frames = cue->length_frames;
    note->position = at > cue->start.v ? at - cue->start.v : 0;
    bed_start(&note->made.bed, note->frames, note->position, cue->seed);
  } else if (cue->sound == MIX_CLIP) {
    note->frames = cue->clip.frames;
  } else {
    note->frames = bell_frames(cue->sound);
    bell_start(&note->made.bell, cue->sound);
  }
}

bool note_sounds(const struct note *note) {
  return note->position < note->frames;
}

int64_t note_left_frames(const struct note *note) {
  return note_sounds(note) ? note->frames - note->position : 0;
}

void note_fade(struct note *note) {
  if (note->fade_from >= 0 || !note_sounds(note)) return;
  note->fade_from = note->position;
  if (note_left_frames(note) > fade_frames(note)) note->frames = note->position + fade_frames(note);
}

static void clip_render(const struct note *note, float *mono, int n) {
  int64_t there = note->cue.clip.frames - note->position;
  int copied = there <= 0 ? 0 : there < n ? (int)there : n;
  if (copied > 0) memcpy(mono, note->cue.clip.samples + note->position, (size_t)copied * sizeof *mono);
  memset(mono + copied, 0, (size_t)(n - copied) * sizeof *mono);
}

/* The gain, and the straight line of an early end over it. */
static void shape(const struct note *note, float *left, float *right, int n) {
  int64_t fade = fade_frames(note);
  for (int i = 0; i < n; i++) {
    int64_t at = note->position + i;
    float gain = at < note->frames ? note->cue.gain : 0;
    if (note->fade_from >= 0) {
      int64_t faded = at - note->fade_from;
      gain *= faded < fade ? 1.0f - (float)faded / (float)fade : 0;
    }
    left[i] *= gain;
    right[i] *= gain;
  }
}

void note_render(struct note *note, const float *swell, float *left, float *right, int n) {
  if (is_breath(note)) {
    breath_render(&note->made.breath, left, right, n);
  } else if (note->cue.sound == MIX_BED) {
    bed_render(&note->made.bed, swell, left, right, n);
  } else {
    if (note->cue.sound == MIX_CLIP)
      clip_render(note, left, n);
    else
      bell_render(&note->made.bell, left, n);
    memcpy(right, left, (size_t)n * sizeof *right);
  }
  shape(note, left, right, n);
  note->position += n;
}
