/* One session in progress: plan, state machine, words, sounds and their clock, wired together. Knows no window and no
** device: time comes in as mix frames, sound goes out through a mixer. The game drives it with the device's clock,
** a film with a manual one; both show and sound the same. Main thread. */
#ifndef SUPINE_RUN_H
#define SUPINE_RUN_H

#include <stdbool.h>

#include "catalog.h"
#include "clk.h"
#include "cues.h"
#include "mix.h"
#include "plan.h"
#include "pose.h"
#include "ses.h"

struct run_desc {
  struct catalog *catalog; /* outlives the run */
  const struct routine *routine;
  struct plan_options options; /* loc is filled in by run_create */
  enum speech_level level;
  double voice_rate; /* 1 normal */
  bool probe;        /* the sync probe: a click and a square at every phase */
  bool bed;          /* our own music under it */
};

struct run;

/* Compiles the routine and starts speaking its words on a thread. Returns NULL with a sentence when the routine cannot
** be compiled. mixer may be NULL (no sound at all). */
struct run *run_create(const struct run_desc *desc, struct mixer *mixer);

/* Tells the voice to stop after the sentence it is in; nothing more will be said. */
void run_give_up(struct run *run);

/* Frees. The mixer must be idle or gone (clips are read until they have faded), and the voice finished, or this waits
** for it: run_ready tells. NULL is allowed. */
void run_destroy(struct run *run);

/* Whether every word is spoken; wait: wait for it. */
bool run_ready(struct run *run, bool wait);

/* Session frame 0 falls on mix frame at. Call once. Words that are not spoken yet are taken up when all are. */
void run_start(struct run *run, struct mix_frame at);

/* Time goes on. heard: the frame heard now. mixed: how far the device has mixed already (at least heard); sounds are
** posted CUES_AHEAD_FRAMES beyond it. Events that were passed wait for run_next_event. */
void run_update(struct run *run, struct mix_frame heard, struct mix_frame mixed);

/* A command of the player at this moment. Returns 0 or a negative err_code (the session then stands paused). */
int run_command(struct run *run, enum ses_command command, struct mix_frame heard, struct mix_frame mixed);

bool run_next_event(struct run *run, struct ses_event *out);

/* What is shown at the session's moment of mix frame seen; a pause stands on what was shown last. Never before the
** moment of the last resume or change. */
struct ses_frame run_frame(struct run *run, struct mix_frame seen);

/* What the hands feel when mix frame heard is heard. Asking does not change what a pause shows. */
struct ses_frame run_felt(const struct run *run, struct mix_frame heard);

const struct ses *run_session(const struct run *run);
const struct plan *run_plan(const struct run *run);

/* The sentence in the air at f without its marks, or "" (a static buffer of the run). */
const char *run_caption(struct run *run, struct ses_frame f);

/* Whether the sync probe's square shows at f. */
bool run_probe_lit(const struct run *run, struct ses_frame f);

#endif
