#include "cues.h"

#include <stdlib.h>
#include <string.h>

#include "err.h"

#define EASY_GAIN  0.45f /* easy breaths are half as loud as guided ones */
#define BELL_GAIN  0.55f
#define TICK_GAIN  0.5f
#define VOICE_GAIN 0.9f

static struct cue_row *add(struct cues *cues, struct arena *arena, int64_t start) {
  if (cues->count == cues->capacity) {
    int capacity = cues->capacity ? 2 * cues->capacity : 256;
    struct cue_row *wider = arena_array(arena, (size_t)capacity, sizeof *wider);
    if (!wider) return NULL;
    if (cues->count) memcpy(wider, cues->rows, (size_t)cues->count * sizeof *wider);
    cues->rows = wider;
    cues->capacity = capacity;
  }
  struct cue_row *row = &cues->rows[cues->count++];
  memset(row, 0, sizeof *row);
  row->start.v = start;
  row->cue.gain = 1.0f;
  return row;
}

static int add_sound(struct cues *cues, struct arena *arena, int64_t start, enum mix_sound sound,
                     enum mix_bus bus, float gain) {
  struct cue_row *row = add(cues, arena, start);
  if (!row) return err_set(ERR_MACHINE, "no memory left for the sounds of the session");
  row->cue.sound = sound;
  row->cue.bus = bus;
  row->cue.gain = gain;
  return 0;
}

static int add_breaths(const struct plan *plan, struct arena *arena, struct cues *cues) {
  for (int i = 0; i < plan->breath_count; i++) {
    const struct plan_breath *b = &plan->breaths[i];
    if ((b->breath != ROUTINE_IN && b->breath != ROUTINE_OUT) || b->length_frames == 0) continue;
    struct cue_row *row = add(cues, arena, b->start.v);
    if (!row) return err_set(ERR_MACHINE, "no memory left for the sounds of the session");
    row->cue.sound = b->breath == ROUTINE_IN ? MIX_BREATH_IN : MIX_BREATH_OUT;
    row->cue.bus = MIX_BREATH;
    row->cue.length_frames = b->length_frames;
    row->cue.gain = b->easy ? EASY_GAIN : 1.0f;
    row->cue.seed = (uint32_t)i * 2654435761u + 1u; /* each breath its own, every run the same */
  }
  return 0;
}

/* Ticks at 3, 2, 1, a bell when a repetition is done, the end bells when a set is. */
static int add_bells(const struct plan *plan, struct arena *arena, struct cues *cues) {
  for (int i = 0; i < plan->segment_count; i++) {
    const struct plan_segment *s = &plan->segments[i];
    int result = 0;
    if (s->kind == PLAN_COUNT_IN) {
      for (int64_t at = 0; at + FRAMES_RATE_HZ / 2 <= s->length_frames && result == 0; at += FRAMES_RATE_HZ)
        result = add_sound(cues, arena, s->start.v + at, MIX_TICK, MIX_INTERFACE, TICK_GAIN);
    }
    const struct plan_segment *after = i + 1 < plan->segment_count ? s + 1 : NULL;
    int64_t end = s->start.v + s->length_frames;
    if (result == 0 && s->kind == PLAN_REP && after && (after->rep != s->rep || after->set != s->set)) {
      bool last = s->rep == s->reps;
      result = add_sound(cues, arena, end, last ? MIX_BELL_END : MIX_BELL, MIX_INTERFACE, BELL_GAIN);
    }
    if (result != 0) return result;
  }
  return 0;
}

static int add_probes(const struct plan *plan, struct arena *arena, struct cues *cues) {
  for (int i = 0; i + 1 < plan->segment_count; i++) {
    int result = add_sound(cues, arena, plan->segments[i].start.v, MIX_PROBE, MIX_INTERFACE, 1.0f);
    if (result != 0) return result;
  }
  return 0;
}

struct words { /* where a session's words come from */
  const struct plan *plan;
  struct speech *speech; /* NULL: nobody speaks */
  const struct loc *loc;
};

static bool first_of_rep(const struct plan *plan, int i) {
  const struct plan_segment *s = &plan->segments[i];
  return s->rep > 0 && (i == 0 || s[-1].rep != s->rep || s[-1].set != s->set);
}

/* The phrase of segment i at a level, spoken or as long as it would take, and where it would start so that its key word
** falls on the first frame. False where the segment says nothing. text: a buffer of its own. */
static bool phrase_of(const struct words *words, int i, enum speech_level level, char text[SPEECH_TEXT_MAX],
                      struct speech_phrase *phrase, int64_t *start) {
  const struct plan_segment *s = &words->plan->segments[i];
  speech_text(s, first_of_rep(words->plan, i), level, words->loc, text, SPEECH_TEXT_MAX);
  if (!*text) return false;
  const struct speech_phrase *spoken = words->speech ? speech_find(words->speech, text) : NULL;
  *phrase = spoken ? *spoken : speech_guess(text);
  *start = s->start.v - phrase->key_frames;
  return true;
}

/* Where the next sentence has to begin at the latest form, so that this one can be shortened in its favour. */
static int64_t next_start(const struct words *words, int i) {
  char text[SPEECH_TEXT_MAX];
  struct speech_phrase phrase;
  int64_t start;
  for (int k = i + 1; k < words->plan->segment_count; k++)
    if (phrase_of(words, k, SPEECH_SHORT, text, &phrase, &start)) return start;
  return INT64_MAX;
}

static int add_phrase(const struct speech_phrase *phrase, int64_t start, struct arena *arena,
                      struct cues *cues) {
  struct cue_row *row = add(cues, arena, start);
  char *text = row ? arena_copy(arena, phrase->text) : NULL;
  if (!text) return err_set(ERR_MACHINE, "no memory left for the sounds of the session");
  row->cue.sound = MIX_CLIP;
  row->cue.bus = MIX_VOICE;
  row->cue.gain = VOICE_GAIN;
  row->cue.length_frames = phrase->clip.frames;
  if (phrase->clip.samples) row->cue.clip = phrase->clip;
  row->text = text;
  return 0;
}

/* Words never overlap: a sentence that would run into the next one, or begin before the last has ended, gives way to
** its short form, and that to silence (the cue and the bell remain). */
static int add_words(const struct words *words, enum speech_level level, struct arena *arena,
                     struct cues *cues) {
  int64_t free_from = 0;
  for (int i = 0; i < words->plan->segment_count; i++) {
    int64_t limit = next_start(words, i);
    for (int form = (int)level; form >= SPEECH_SHORT; form--) {
      char text[SPEECH_TEXT_MAX];
      int64_t start = 0;
      struct speech_phrase phrase;
      if (!phrase_of(words, i, (enum speech_level)form, text, &phrase, &start)) continue;
      if (start < free_from && i == 0) start = free_from; /* the very first words may come late */
      int64_t end = start + phrase.clip.frames;
      bool fits_next = limit == INT64_MAX || end + CUES_WORD_GAP_FRAMES <= limit;
      if (start < free_from || !fits_next) continue;
      int result = add_phrase(&phrase, start, arena, cues);
      if (result != 0) return result;
      free_from = end + CUES_WORD_GAP_FRAMES;
      break;
    }
  }
  return 0;
}

/* From the first moment to the last; the same session has the same piece. */
static struct mix_cue bed_of(const struct plan *plan) {
  return (struct mix_cue){.length_frames = plan->length_frames,
                          .sound = MIX_BED,
                          .bus = MIX_MUSIC,
                          .gain = 1.0f,
                          .seed = (uint32_t)plan->set_count};
}

static int by_start(const void *a, const void *b) {
  const struct cue_row *x = a, *y = b;
  if (x->start.v != y->start.v) return x->start.v < y->start.v ? -1 : 1;
  return (int)x->cue.sound - (int)y->cue.sound; /* a fixed order, so that two builds agree */
}

int cues_build(const struct plan *plan, struct speech *speech, const struct loc *loc,
               const struct cues_options *options, struct arena *arena, struct cues *out) {
  memset(out, 0, sizeof *out);
  if (options->probe) return add_probes(plan, arena, out); /* plan order is time order */
  if (options->bed) out->bed.cue = bed_of(plan);
  int result = add_breaths(plan, arena, out);
  if (result == 0 && options->bells) result = add_bells(plan, arena, out);
  struct words words = {plan, speech, loc};
  if (result == 0 && options->level != SPEECH_BELL_ONLY)
    result = add_words(&words, options->level, arena, out);
  if (result == 0 && out->count) qsort(out->rows, (size_t)out->count, sizeof *out->rows, by_start);
  return result;
}

void cues_seek(struct cues *cues, struct ses_frame from) {
  cues->next = 0;
  cues->bed_posted = false;
  while (cues->next < cues->count && cues->rows[cues->next].start.v < from.v) cues->next++;
}

static bool post(const struct cue_row *row, struct mixer *mixer, const struct clk_session *session) {
  struct mix_cue cue = row->cue;
  cue.start = clk_to_mix(session, row->start);
  cue.generation = session->generation;
  return mix_post(mixer, &cue);
}

void cues_post(struct cues *cues, struct mixer *mixer, const struct clk_session *session,
               struct ses_frame until) {
  if (!cues->bed_posted && cues->bed.cue.length_frames > 0 && cues->bed.start.v < until.v)
    cues->bed_posted = post(&cues->bed, mixer, session);
  while (cues->next < cues->count && cues->rows[cues->next].start.v < until.v) {
    const struct cue_row *row = &cues->rows[cues->next];
    bool unspoken = row->text && !row->cue.clip.samples;
    if (!unspoken && !post(row, mixer, session))
      return; /* the ring is full: the rest goes out at the next call */
    cues->next++;
  }
}

const struct cue_row *cues_spoken_at(const struct cues *cues, struct ses_frame f) {
  for (int i = 0; i < cues->count && cues->rows[i].start.v <= f.v; i++) {
    const struct cue_row *row = &cues->rows[i];
    if (row->text && f.v < row->start.v + row->cue.length_frames) return row;
  }
  return NULL;
}
