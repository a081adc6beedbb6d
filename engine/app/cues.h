/* From a plan to what is heard, at exact session frames: one sorted list, posted ahead by interval. The same list
** drives the device, the rendered film and the tests. Pure but for the speech it borrows; main thread. */
#ifndef SUPINE_CUES_H
#define SUPINE_CUES_H

#include <stdbool.h>

#include "clk.h"
#include "mix.h"
#include "plan.h"
#include "speech.h"

#define CUES_AHEAD_FRAMES    24000 /* half a second: posted this far ahead of what is mixed */
#define CUES_WORD_GAP_FRAMES 7200  /* 150 ms of quiet between two sentences */

struct cue_row {
  struct ses_frame start;
  struct mix_cue cue; /* start and generation are filled in when it is posted */
  const char
      *text; /* of a row of words: for captions, with its [key] marks; lives as long as the arena; NULL:
                           ** other sounds. Words that nobody speaks keep their row: cue.clip.samples is NULL, the times are
                           ** those that speaking would take, and nothing is posted. */
};

struct cues_options {
  enum speech_level level;
  bool probe; /* the sync probe's click at every phase, and nothing else, so that it can be measured */
  bool bells;
  bool bed; /* music under the whole session */
};

struct cues {
  struct cue_row *rows;
  int count, capacity;
  int next;           /* first row that is not posted yet */
  struct cue_row bed; /* length 0: none. It has no row: it is taken up again in its middle, rows are not */
  bool bed_posted;
};

/* Builds the list of a plan. speech may be NULL or not yet ready: words that are not spoken are captions only. loc:
** numbers. Everything is taken from the arena. 0 or ERR_MACHINE. */
int cues_build(const struct plan *plan, struct speech *speech, const struct loc *loc,
               const struct cues_options *options, struct arena *arena, struct cues *out);

/* Rows before `from` count as posted: used after a change of plan or a resume. A breath or sentence that began before
** is not taken up in its middle; the bed is. */
void cues_seek(struct cues *cues, struct ses_frame from);

/* Posts every row that starts before `until`, in order. */
void cues_post(struct cues *cues, struct mixer *mixer, const struct clk_session *session,
               struct ses_frame until);

/* The row of words that is in the air at f, or would be if somebody spoke; NULL: none. For the caption. */
const struct cue_row *cues_spoken_at(const struct cues *cues, struct ses_frame f);

#endif
