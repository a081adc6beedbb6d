/* Every sentence of a session, spoken before it starts: synthesis happens on a thread of its own, once (what was spoken
** in an earlier session comes from disk, see spoken.h), and never while the session runs. A phrase that is not ready when it is due is simply not spoken; its caption is there. */
#ifndef SUPINE_SPEECH_H
#define SUPINE_SPEECH_H

#include <stdbool.h>
#include <stdint.h>

#include "mix.h"
#include "plan.h"

/* How much is said. */
enum speech_level { SPEECH_BELL_ONLY, SPEECH_SHORT, SPEECH_FULL };

#define SPEECH_TEXT_MAX 512 /* bytes of a sentence with its NUL */

struct speech;

struct speech_phrase { /* borrowed from the speech; valid until speech_destroy */
  const char *text;    /* with its [key] marks */
  struct mix_clip clip;
  int64_t key_frames; /* from the clip's start to the key word */
};

/* Collects every text the plan could say (full and short forms, numbers) and starts speaking them, in the order in
** which they are due. loc: words of the numbers. language: of the words, "en"; where no voice speaks it, nothing is
** spoken. NULL without memory or thread. */
struct speech *speech_create(const struct plan *plan, const struct loc *loc, const char *language,
                             double rate);

/* Speaks one sentence, on a thread of its own: for a sample. As above. */
struct speech *speech_create_one(const char *text, const char *language, double rate);

/* Waits for the rest where it is still speaking, and frees. NULL is allowed. No clip may sound any more. */
void speech_destroy(struct speech *speech);

/* Waits until everything is spoken (rendering) or give it as false when not (playing polls). */
bool speech_ready(struct speech *speech, bool wait);

/* Ends the speaking after the sentence under way; speech_ready then comes true. */
void speech_give_up(struct speech *speech);

/* The phrase of that text, or NULL where it is not spoken (yet, or no voice). */
const struct speech_phrase *speech_find(struct speech *speech, const char *text);

/* A phrase without samples that takes as long as the voice would, roughly: for captions where nobody speaks. text stays
** the caller's. */
struct speech_phrase speech_guess(const char *text);

/* What a segment says, into out: full ("Two. Breathe [in], …") or short (the bare cue). "" for nothing. Returns out. */
char *speech_text(const struct plan_segment *segment, bool first_of_rep, enum speech_level level,
                  const struct loc *loc, char *out, unsigned long size);

#endif
