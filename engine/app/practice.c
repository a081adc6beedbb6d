#include <string.h>

#include "err.h"
#include "game_state.h"
#include "log.h"

#define PREPARE_MOST_US 6000000 /* words that take longer are left to the captions */
#define LEAD_FRAMES     9600 /* 200 ms between "begin" and session frame 0, so that its first cue is not late */
#define NUDGE_PER_FRAME 1.04 /* µs: a twentieth of the way to the middle at a time */

struct plan_options practice_options(const struct game *game) {
  const struct settings *s = &game->settings;
  int count;
  const struct settings_pace *paces = settings_paces(&count);
  const struct settings_pace *pace = &paces[s->pace >= 0 && s->pace < count ? s->pace : 0];
  struct plan_options options = {.reps = s->reps,
                                 .pace_in_s = pace->in_s,
                                 .pace_out_s = pace->out_s,
                                 .range_deg = s->range_deg,
                                 .get_ready_s = s->get_ready_s,
                                 .rest_s = s->rest_s == SETTINGS_REST_OWN ? -1 : s->rest_s,
                                 .loc = &game->catalog.loc};
  const struct plan_options *over = &game->overrides;
  if (over->reps) options.reps = over->reps;
  if (over->pace_in_s > 0) {
    options.pace_in_s = over->pace_in_s;
    options.pace_out_s = over->pace_out_s;
  }
  if (over->range_deg > 0) options.range_deg = over->range_deg;
  if (over->get_ready_s >= 0) options.get_ready_s = over->get_ready_s;
  return options;
}

/* A run whose sounds are still in the air is kept until the mixer has let go of its clips. One that came to its end may
** ring out; one that was left is faded. */
static void retire(struct game *game, bool ring_out) {
  if (!game->run) return;
  if (!ring_out) mix_silence(game->ear.mixer);
  run_give_up(game->run);
  if (game->retired_count < GAME_RETIRED_MAX)
    game->retired[game->retired_count++] = game->run;
  else
    log_line(LOG_ERROR, "a session is still sounding; its memory is not given back");
  game->run = NULL;
}

void practice_tidy(struct game *game) {
  if (game->retired_count == 0 || !mix_idle(game->ear.mixer)) return;
  int kept = 0;
  for (int i = 0; i < game->retired_count; i++) {
    if (run_ready(game->retired[i], false))
      run_destroy(game->retired[i]);
    else
      game->retired[kept++] = game->retired[i]; /* its voice ends after the sentence it is in */
  }
  game->retired_count = kept;
}

/* For whoever looks for a fault; a session that never began has nothing to tell. */
static void log_sound(struct game *game) {
  struct ear_tally tally = ear_tally(&game->ear);
  log_line(LOG_INFO, "sound of the session: %lld late cues, %lld snaps of the clock, worst error %.1f ms",
           (long long)tally.late, (long long)tally.snaps, tally.worst_error_s * 1000);
}

static void still_motors(struct game *game) {
  game->rumble = (struct rumble_order){{0, 0}, 0};
  if (game->pl) pl_rumble(game->pl, 0, 0, 0);
}

bool practice_begin(struct game *game, const struct routine *routine) {
  static const enum speech_level levels[] = {[SETTINGS_VOICE_FULL] = SPEECH_FULL,
                                             [SETTINGS_VOICE_SHORT] = SPEECH_SHORT,
                                             [SETTINGS_VOICE_BELL] = SPEECH_BELL_ONLY};
  struct run_desc desc = {.catalog = &game->catalog,
                          .routine = routine,
                          .options = practice_options(game),
                          .level = levels[game->settings.voice],
                          .voice_rate = 1,
                          .probe = game->args->sync_probe};
  practice_end(game);
  game->begun_from =
      game->screen == GAME_SAFETY || game->screen == GAME_FEEL_BEFORE ? GAME_HOME : game->screen;
  game->skip_at_start = false;
  const char *mod_file = routine->own ? routine->file : NULL;
  if (music_look(&game->music, game->home, mod_file, &game->ear) != 0) game_say(game, 12, err_text());
  desc.bed = !game->music.there;
  game->run = run_create(&desc, game->ear.mixer);
  if (!game->run) {
    game_say(game, 12, err_text());
    if (game->screen == GAME_FEEL_BEFORE) game->screen = GAME_HOME;
    return false;
  }
  memory_begin(game, game->felt_before);
  game->felt_after = 0;
  show_forget(game->show);
  game->practised = routine;
  game->pause_reason = NULL;
  game->prepare_until_us = game->last_us + PREPARE_MOST_US;
  game->screen = GAME_PREPARING;
  return true;
}

static void leave(struct game *game, bool ring_out) {
  if (game->run && game->screen != GAME_PREPARING) log_sound(game);
  retire(game, ring_out);
  still_motors(game);
  if (game->pl) pl_keep_awake(game->pl, false);
}

void practice_interrupt(struct game *game, const char *key) {
  if (game->screen != GAME_SESSION || !game->run || run_session(game->run)->state != SES_RUNNING) return;
  if (run_command(game->run, SES_PAUSE, game->ear.heard, game->ear.mixed) != 0)
    log_line(LOG_ERROR, "pausing failed: %s", err_text());
  game->pause_reason = loc_get(&game->catalog.loc, key);
  still_motors(game);
  log_line(LOG_INFO, "paused: %s", game->pause_reason);
}

static void command(struct game *game, enum ses_command what) {
  if (run_command(game->run, what, game->ear.heard, game->ear.mixed) != 0) game_say(game, 12, err_text());
  if (what == SES_PAUSE) game->pause_reason = NULL;
  if (!game_moves(game)) still_motors(game);
}

static void follow(struct game *game, struct scr_action action) {
  switch (action.kind) {
  case SCR_PAUSE:
    command(game, SES_PAUSE);
    break;
  case SCR_RESUME:
    command(game, SES_RESUME);
    break;
  case SCR_EASE_OFF:
    command(game, SES_EASE_OFF);
    break;
  case SCR_RESTART:
    command(game, SES_RESTART_REP);
    break;
  case SCR_SKIP:
    command(game, SES_SKIP);
    break;
  case SCR_STOP:
    command(game, SES_STOP);
    break;
  case SCR_SETTINGS:
    visit_open(game, GAME_SETTINGS);
    break;
  default:
    break;
  }
}

static void finish(struct game *game) {
  game->result = run_session(game->run)->result;
  log_line(LOG_INFO, "session over: %d sets, %d repetitions%s", game->result.sets_done,
           game->result.reps_total, game->result.stopped ? ", stopped by the player" : "");
  leave(game, !game->result.stopped); /* the last bell and the last words are heard to their end */
  ui_forget(show_ui(game->show), "done");
  bool ask = game->memory.logbook.has_sets && game->settings.progress_shown && game->settings.ask_feeling;
  game->screen = game->result.practised_s > 0 ? ask ? GAME_FEEL_AFTER : GAME_DONE : GAME_HOME;
}

/* Announces what was passed: the log is what tests and people who look for a fault read. */
static void hear_events(struct game *game) {
  struct ses_event event;
  while (run_next_event(game->run, &event)) {
    const struct plan *plan = run_plan(game->run);
    logbook_event(&game->memory.logbook, run_session(game->run), &event, game_now(game), &game->settings);
    if (event.kind == SES_EV_SEGMENT && event.index < plan->segment_count) {
      const struct plan_segment *s = &plan->segments[event.index];
      log_line(LOG_INFO, "at %.3f s: %s (%s), set %d, repetition %d", frames_to_s(event.at.v), s->id,
               plan_kind_name(s->kind), s->set, s->rep);
    } else if (event.kind == SES_EV_REP_DONE) {
      log_line(LOG_INFO, "at %.3f s: repetition %d of set %d done", frames_to_s(event.at.v), event.rep,
               event.set);
    } else if (event.kind == SES_EV_PAUSED) {
      ui_forget(show_ui(game->show), "pause"); /* the next press goes on, whatever was chosen last time */
      log_line(LOG_INFO, "at %.3f s: paused", frames_to_s(event.at.v));
    } else if (event.kind == SES_EV_EASED_OFF) {
      log_line(LOG_INFO, "at %.3f s: eased off", frames_to_s(event.at.v));
    }
  }
}

/* A set that is left in the middle counts with the repetitions that were done, also from a screen that a pause leads to. */
void practice_end(struct game *game) {
  if (game->run && game->screen != GAME_PREPARING) {
    if (run_command(game->run, SES_STOP, game->ear.heard, game->ear.mixed) != 0)
      log_line(LOG_ERROR, "stopping failed: %s", err_text());
    hear_events(game);
  }
  leave(game, false);
}

/* The hands feel what is heard, not what is seen: the offset moves the picture alone. */
static void rumble(struct game *game) {
  struct rumble motors = {0, 0};
  if (!pl_has_rumble(game->pl)) return;
  if (game_moves(game))
    motors = rumble_at(run_plan(game->run), run_felt(game->run, game->ear.heard),
                       (float)game->settings.rumble / 100.0f);
  if (rumble_due(&game->rumble, motors, game->last_us))
    pl_rumble(game->pl, motors.low, motors.high, RUMBLE_MS);
}

/* Phases mostly last whole frames of the display. Frames that fall on their edges would show them now in time and now
** one frame later; where we set the beat of frames ourselves, it is moved until the edges lie between two of them. */
static void keep_off_edges(struct game *game, struct ses_frame now) {
  int64_t hz = pl_refresh_hz(game->pl), period = FRAMES_RATE_HZ / hz;
  if (FRAMES_RATE_HZ % hz == 0 && game_moves(game))
    pl_nudge(game->pl, (int)((double)(period / 2 - now.v % period) * NUDGE_PER_FRAME));
}

static void start_when_spoken(struct game *game) {
  if (!run_ready(game->run, false) && game->last_us < game->prepare_until_us) return;
  run_start(game->run, (struct mix_frame){game->ear.mixed.v + LEAD_FRAMES});
  ear_tally_begin(&game->ear);
  pl_keep_awake(game->pl, true);
  game->screen = GAME_SESSION;
  if (game->skip_at_start) command(game, SES_SKIP);
}

void practice_frame(struct game *game, const struct show_frame *frame) {
  struct ear *ear = &game->ear;
  if (game->screen == GAME_PREPARING) start_when_spoken(game);
  run_update(game->run, ear->heard, ear->mixed);
  hear_events(game);
  struct mix_frame seen = clk_seen(game_shown(game), game->settings.picture_offset_ms);
  struct ses_frame now = run_frame(game->run, seen);
  struct scr_action action =
      show_run(game->show, frame, game->run, now, game->pause_reason, game_banner(game));
  rumble(game);
  keep_off_edges(game, now);
  if (game->screen == GAME_PREPARING) {
    if (action.kind == SCR_SKIP) game->skip_at_start = true;
    if (action.kind == SCR_PAUSE) { /* one press of anything leaves; nothing has begun yet */
      practice_end(game);
      game->screen = game->begun_from;
    }
    return;
  }
  follow(game, action);
  hear_events(game);
  enum ses_state state = run_session(game->run)->state;
  if (state == SES_DONE || state == SES_STOPPED) finish(game);
}
