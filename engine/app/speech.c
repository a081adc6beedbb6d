#include "speech.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "loc.h"
#include "log.h"
#include "pl.h"
#include "spoken.h"
#include "utf8.h"
#include "voice.h"

#define SPEECH_PHRASES_MAX 160
#define GUESS_CHARACTER_S  0.062 /* what flite's voice takes on average; a test holds the two together */
#define GUESS_LEAST_S      0.5

struct entry {
  struct speech_phrase phrase;
  struct voice_clip clip;
  char *text;
  atomic_bool done; /* set by the speaking thread after phrase is whole */
};

struct speech {
  struct entry entries[SPEECH_PHRASES_MAX];
  int count;
  char language[16];
  double rate;
  atomic_bool give_up; /* asks the thread to stop after the phrase it is in */
  atomic_bool finished;
  struct pl_thread *thread;
};

/* "two" from session.numbers.2; the digits where the words are missing. */
static void number_words(const struct loc *loc, int n, char *out, size_t size) {
  char key[32];
  snprintf(key, sizeof key, "session.numbers.%d", n);
  const char *text = loc_find(loc, key);
  if (text)
    snprintf(out, size, "%s", text);
  else
    snprintf(out, size, "%d", n);
}

char *speech_text(const struct plan_segment *segment, bool first_of_rep, enum speech_level level,
                  const struct loc *loc, char *out, unsigned long size) {
  out[0] = '\0';
  const char *say = segment->words.say;
  if (level == SPEECH_BELL_ONLY || !say || !*say) return out; /* a phase without words is meant to be quiet */
  if (level == SPEECH_SHORT) { /* the bare cue, its last word the key: "Breathe [in]" */
    const char *cue = segment->words.cue;
    const char *last = cue ? strrchr(cue, ' ') : NULL;
    if (last)
      snprintf(out, size, "%.*s [%s]", (int)(last - cue), cue, last + 1);
    else if (cue)
      snprintf(out, size, "%s", cue);
    return out;
  }
  if (first_of_rep && segment->rep > 1) {
    char number[64];
    const char *last = loc_find(loc, "session.last_rep");
    if (segment->rep == segment->reps && last)
      snprintf(number, sizeof number, "%s", last);
    else
      number_words(loc, segment->rep, number, sizeof number);
    snprintf(out, size, "%s. %s", number, say);
  } else {
    snprintf(out, size, "%s", say);
  }
  utf8_cut(out, size - 1);
  return out;
}

struct speech_phrase speech_guess(const char *text) {
  int characters = 0, key = 0;
  for (const char *at = text; *at;) {
    if (*at == '[') key = characters;
    bool mark = *at == '[' || *at == ']';
    utf8_next(&at);
    characters += !mark;
  }
  double length_s = characters * GUESS_CHARACTER_S;
  return (struct speech_phrase){
      .text = text,
      .clip = {NULL, frames_of_s(length_s > GUESS_LEAST_S ? length_s : GUESS_LEAST_S)},
      .key_frames = frames_of_s(key * GUESS_CHARACTER_S)};
}

static void add_text(struct speech *speech, const char *text) {
  if (!*text || speech->count == SPEECH_PHRASES_MAX) return;
  for (int i = 0; i < speech->count; i++)
    if (strcmp(speech->entries[i].text, text) == 0) return;
  size_t bytes = strlen(text) + 1;
  char *copy = malloc(bytes);
  if (!copy) return;
  memcpy(copy, text, bytes);
  speech->entries[speech->count++].text = copy;
}

/* The voice takes one call at a time, and a session that was left may still be speaking when the next one begins. */
static pthread_mutex_t one_voice = PTHREAD_MUTEX_INITIALIZER;

static int say(const struct speech *speech, const char *text, struct voice_clip *clip) {
  if (spoken_find(speech->language, text, speech->rate, clip)) return 0;
  pthread_mutex_lock(&one_voice);
  int result = voice_say_in(speech->language, text, speech->rate, clip);
  pthread_mutex_unlock(&one_voice);
  if (result == 0) spoken_keep(speech->language, text, speech->rate, clip);
  return result;
}

static void speak_all(void *data) {
  struct speech *speech = data;
  bool speaks = voice_speaks(speech->language); /* may ask another program */
  for (int i = 0; speaks && i < speech->count && !atomic_load(&speech->give_up); i++) {
    struct entry *e = &speech->entries[i];
    if (say(speech, e->text, &e->clip) == 0) {
      e->phrase.text = e->text;
      e->phrase.clip = (struct mix_clip){e->clip.samples, e->clip.frames};
      e->phrase.key_frames = e->clip.key_frames;
      atomic_store_explicit(&e->done, true, memory_order_release);
    } else {
      log_line(LOG_WARN, "\"%s\" could not be spoken: %s", e->text, err_text());
    }
  }
  atomic_store(&speech->finished, true);
}

static struct speech *begin(struct speech *speech) {
  speech->thread = pl_thread_start(speak_all, speech, "speech");
  if (speech->thread) return speech;
  speech_destroy(speech);
  return NULL;
}

static struct speech *empty(const char *language, double rate) {
  struct speech *speech = calloc(1, sizeof *speech);
  if (!speech) return NULL;
  snprintf(speech->language, sizeof speech->language, "%s", language);
  speech->rate = rate;
  return speech;
}

struct speech *speech_create_one(const char *text, const char *language, double rate) {
  struct speech *speech = empty(language, rate);
  if (!speech) return NULL;
  add_text(speech, text);
  return begin(speech);
}

struct speech *speech_create(const struct plan *plan, const struct loc *loc, const char *language,
                             double rate) {
  struct speech *speech = empty(language, rate);
  if (!speech) return NULL;
  /* The short form comes right after the full one, so that the beginning of a session is ready first. */
  for (int i = 0; i < plan->segment_count; i++) {
    const struct plan_segment *s = &plan->segments[i];
    bool first = s->rep > 0 && (i == 0 || s[-1].rep != s->rep || s[-1].set != s->set);
    char text[SPEECH_TEXT_MAX];
    add_text(speech, speech_text(s, first, SPEECH_FULL, loc, text, sizeof text));
    add_text(speech, speech_text(s, first, SPEECH_SHORT, loc, text, sizeof text));
  }
  const char *back =
      loc_find(loc, "session.return.say"); /* a return is in no plan until the player asks for it */
  if (back) add_text(speech, back);
  return begin(speech);
}

void speech_destroy(struct speech *speech) {
  if (!speech) return;
  atomic_store(&speech->give_up, true);
  if (speech->thread) pl_thread_join(speech->thread);
  for (int i = 0; i < speech->count; i++) {
    voice_free(&speech->entries[i].clip);
    free(speech->entries[i].text);
  }
  free(speech);
}

void speech_give_up(struct speech *speech) {
  atomic_store(&speech->give_up, true);
}

bool speech_ready(struct speech *speech, bool wait) {
  if (wait && speech->thread) {
    pl_thread_join(speech->thread);
    speech->thread = NULL;
  }
  return atomic_load(&speech->finished);
}

const struct speech_phrase *speech_find(struct speech *speech, const char *text) {
  for (int i = 0; i < speech->count; i++) {
    struct entry *e = &speech->entries[i];
    if (strcmp(e->text, text) != 0) continue;
    return atomic_load_explicit(&e->done, memory_order_acquire) ? &e->phrase : NULL;
  }
  return NULL;
}
