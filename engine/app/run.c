#include "run.h"

#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "log.h"
#include "voice.h"

#define PROBE_FRAMES 4800 /* 100 ms */
#define LEAD_FRAMES                                                                                          \
  4800 /* what was remade begins this far behind what is already mixed, so that no cue is late */
#define CAPTION_MAX 512

struct run {
  struct catalog *catalog;
  struct mixer *mixer;
  struct arena arena;     /* plans: they live as long as the run */
  struct arena cue_arena; /* the present list of cues */
  struct ses ses;
  struct clk_session clock;
  struct speech *speech;
  struct cues cues;
  struct cues_options cue_options;
  struct ses_frame floor; /* the picture never shows less: the moment of the last resume or change */
  struct ses_event waiting[SES_EVENTS_MAX];
  int waiting_head, waiting_count;
  char caption[CAPTION_MAX];
  struct ses_frame shown; /* what the picture showed last while time went on: a pause stands on it */
  bool probe, started;
  bool spoken; /* the present cues were built with every word at hand */
};

static int rebuild_cues(struct run *run, struct ses_frame from) {
  arena_clear(&run->cue_arena);
  int result = cues_build(run->ses.plan, run->speech, &run->catalog->loc, &run->cue_options, &run->cue_arena,
                          &run->cues);
  if (result != 0) {
    memset(&run->cues, 0, sizeof run->cues);
    log_line(LOG_ERROR, "the session goes on without sound: %s", err_text());
  }
  cues_seek(&run->cues, from);
  return result;
}

struct run *run_create(const struct run_desc *desc, struct mixer *mixer) {
  struct run *run = calloc(1, sizeof *run);
  if (!run) {
    err_set(ERR_MACHINE, "no memory left for a session");
    return NULL;
  }
  struct plan *plan;
  struct plan_options options = desc->options;
  options.loc = &desc->catalog->loc;
  run->catalog = desc->catalog;
  run->mixer = mixer;
  run->probe = desc->probe;
  run->cue_options =
      (struct cues_options){.level = desc->level, .probe = desc->probe, .bells = true, .bed = desc->bed};
  if (plan_compile(desc->routine, &desc->catalog->routines, &options, &run->arena, &plan) != 0) {
    run_destroy(run);
    return NULL;
  }
  ses_init(&run->ses, plan, &run->arena);
  if (mixer && !desc->probe && desc->level != SPEECH_BELL_ONLY)
    run->speech = speech_create(plan, &desc->catalog->loc, desc->catalog->language, desc->voice_rate);
  return run;
}

void run_destroy(struct run *run) {
  if (!run) return;
  speech_destroy(run->speech);
  arena_clear(&run->cue_arena);
  arena_clear(&run->arena);
  free(run);
}

bool run_ready(struct run *run, bool wait) {
  return !run->speech || speech_ready(run->speech, wait);
}

void run_give_up(struct run *run) {
  if (run->speech) speech_give_up(run->speech);
}

void run_start(struct run *run, struct mix_frame at) {
  uint32_t generation = run->clock.generation;
  clk_session_start(&run->clock, at);
  run->clock.generation = generation + 1;
  if (run->mixer) mix_set_generation(run->mixer, run->clock.generation);
  run->started = true;
  run->spoken = run_ready(run, false);
  rebuild_cues(run, (struct ses_frame){INT64_MIN / 2});
}

/* Moves the session's events into our own queue and follows a change of plan with the sounds: the new part falls on
** frames that are not mixed yet, and until then the picture waits where it is. */
static void take_events(struct run *run, struct mix_frame mixed) {
  struct ses_event event;
  while (ses_next_event(&run->ses, &event)) {
    if (event.kind == SES_EV_REPLANNED && !run->clock.paused) {
      clk_session_seek(&run->clock, (struct mix_frame){mixed.v + LEAD_FRAMES}, event.at);
      run->floor = event.at;
    }
    if (event.kind == SES_EV_REPLANNED) rebuild_cues(run, event.at);
    if (event.kind == SES_EV_REPLANNED && run->mixer) mix_set_generation(run->mixer, run->clock.generation);
    if (run->waiting_count == SES_EVENTS_MAX)
      continue; /* nobody drains: the newest are dropped, the result holds all */
    run->waiting[(run->waiting_head + run->waiting_count++) % SES_EVENTS_MAX] = event;
  }
}

static void post(struct run *run, struct mix_frame mixed) {
  if (!run->mixer || run->clock.paused || run->ses.state != SES_RUNNING) return;
  struct ses_frame until = clk_to_session(&run->clock, (struct mix_frame){mixed.v + CUES_AHEAD_FRAMES});
  cues_post(&run->cues, run->mixer, &run->clock, until);
}

/* A slow voice may still speak when the session has begun: from then on its words are in the list, behind what was
** posted already. */
static void take_late_words(struct run *run, struct mix_frame mixed) {
  if (run->spoken || !run_ready(run, false)) return;
  bool bed_posted = run->cues.bed_posted;
  run->spoken = true;
  rebuild_cues(run, clk_to_session(&run->clock, (struct mix_frame){mixed.v + CUES_AHEAD_FRAMES}));
  run->cues.bed_posted = bed_posted;
}

void run_update(struct run *run, struct mix_frame heard, struct mix_frame mixed) {
  if (!run->started) return;
  struct ses_frame now = clk_to_session(&run->clock, heard);
  int64_t before;
  do { /* a full queue makes ses_advance stop early */
    before = run->ses.now.v;
    if (!run->clock.paused) ses_advance(&run->ses, now);
    take_events(run, mixed);
  } while (run->ses.now.v < now.v && run->ses.now.v > before && run->ses.state == SES_RUNNING);
  take_late_words(run, mixed);
  post(run, mixed);
}

int run_command(struct run *run, enum ses_command command, struct mix_frame heard, struct mix_frame mixed) {
  run_update(run, heard, mixed);
  bool was_paused = run->clock.paused;
  if (command == SES_PAUSE || command == SES_STOP) {
    clk_session_pause(&run->clock, heard);
    if (run->mixer) mix_set_generation(run->mixer, run->clock.generation);
  }
  int result = ses_command(&run->ses, command);
  if (result == 0 && was_paused && run->ses.state == SES_RUNNING) {
    run->floor.v = run->clock.frozen_at;
    clk_session_resume(&run->clock, (struct mix_frame){mixed.v + LEAD_FRAMES});
    if (run->mixer) mix_set_generation(run->mixer, run->clock.generation);
    cues_seek(&run->cues, run->floor); /* what was posted ahead of the pause is void */
  }
  take_events(run, mixed);
  post(run, mixed);
  return result;
}

bool run_next_event(struct run *run, struct ses_event *out) {
  if (run->waiting_count == 0) return false;
  *out = run->waiting[run->waiting_head];
  run->waiting_head = (run->waiting_head + 1) % SES_EVENTS_MAX;
  run->waiting_count--;
  return true;
}

struct ses_frame run_felt(const struct run *run, struct mix_frame heard) {
  struct ses_frame f = {0};
  if (!run->started) return f;
  f = clk_to_session(&run->clock, heard);
  if (f.v < run->floor.v) f = run->floor;
  if (f.v < 0) f.v = 0;
  return f;
}

struct ses_frame run_frame(struct run *run, struct mix_frame seen) {
  bool stands = run->started && run->clock.paused && run->ses.state == SES_PAUSED;
  if (!stands) run->shown = run_felt(run, seen);
  return run->shown;
}

const struct ses *run_session(const struct run *run) {
  return &run->ses;
}

const struct plan *run_plan(const struct run *run) {
  return run->ses.plan;
}

const char *run_caption(struct run *run, struct ses_frame f) {
  const struct cue_row *row = cues_spoken_at(&run->cues, f);
  if (!row) return "";
  return voice_caption(row->text, run->caption, sizeof run->caption);
}

bool run_probe_lit(const struct run *run, struct ses_frame f) {
  if (!run->probe || !run->started) return false;
  const struct plan_segment *s = &run->ses.plan->segments[plan_segment_at(run->ses.plan, f)];
  return s->kind != PLAN_DONE && f.v >= s->start.v && f.v < s->start.v + PROBE_FRAMES;
}
