/* The menus: which screen shows, what it is given, and where its answers lead. */
#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "game_state.h"
#include "log.h"
#include "scr_calibrate.h"
#include "scr_done.h"
#include "scr_home.h"
#include "scr_routine.h"
#include "scr_safety.h"
#include "scr_settings.h"
#include "scr_setup.h"
#include "visit_progress.h"

#define START_ID   "towel-roll" /* what the big button starts */
#define OFFSET_KEY "picture_offset_ms"

static void measure(struct game *game) {
  if (!game->seconds_stale && game->seconds) return;
  if (!game->seconds) game->seconds = calloc((size_t)game->catalog.count + 1, sizeof *game->seconds);
  struct plan_options options = practice_options(game);
  for (int i = 0; game->seconds && i < game->catalog.count; i++)
    game->seconds[i] = catalog_length_s(&game->catalog, game->catalog.list[i], &options);
  game->seconds_stale = false;
}

static int start_row(const struct game *game) {
  for (int i = 0; i < game->catalog.count; i++)
    if (routine_find(&game->catalog.routines, START_ID) == game->catalog.list[i]) return i;
  return game->catalog.count ? 0 : -1;
}

/* What the voice says while its volume is set is spoken once, when somebody may set it. */
static void prepare_sample(struct game *game) {
  const char *text = loc_find(&game->catalog.loc, "settings.sample");
  if (!game->sample && text) game->sample = speech_create_one(text, game->catalog.language, 1);
}

/* Lets the bus of a volume be heard while it is set. */
static void sound_sample(struct game *game, const struct settings_field *field) {
  static const struct {
    const char *key;
    enum mix_bus bus;
  } rows[] = {{"volume_voice", MIX_VOICE},
              {"volume_breath", MIX_BREATH},
              {"voicing", MIX_BREATH},
              {"volume_music", MIX_MUSIC},
              {"volume_interface", MIX_INTERFACE}};
  const char *text = loc_find(&game->catalog.loc, "settings.sample");
  const struct speech_phrase *phrase = game->sample && text ? speech_find(game->sample, text) : NULL;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (strcmp(field->key, rows[i].key) == 0)
      ear_sample(&game->ear, rows[i].bus, phrase ? &phrase->clip : NULL);
}

void visit_open(struct game *game, enum game_screen screen) {
  if (screen == GAME_SETTINGS) prepare_sample(game);
  if (screen == GAME_CALIBRATE)
    calibrate_begin(&game->calibrate, &game->ear, game->settings.picture_offset_ms);
  if (screen == GAME_SETTINGS || screen == GAME_SETUP || screen == GAME_SAFETY) game->back_to = game->screen;
  game->screen = screen;
}

/* The plan that moves on a routine's own screen, made anew when a setting or the row changed. */
static void make_preview(struct game *game) {
  if (game->preview || game->preview_failed) return;
  struct plan_options options = practice_options(game);
  options.get_ready_s = 0;
  if (plan_compile(game->catalog.list[game->chosen], &game->catalog.routines, &options, &game->preview_arena,
                   &game->preview) == 0)
    return;
  game->preview = NULL;
  game->preview_failed = true; /* until something changes */
}

static void drop_preview(struct game *game) {
  show_forget(game->show); /* it may point into the plan */
  arena_clear(&game->preview_arena);
  game->preview = NULL;
  game->preview_failed = false;
}

/* What the command line asked for holds until the player sets the same thing. */
static void drop_override(struct game *game, const char *key) {
  struct plan_options *over = &game->overrides;
  if (strcmp(key, "reps") == 0) over->reps = 0;
  if (strcmp(key, "pace") == 0) over->pace_in_s = over->pace_out_s = 0;
  if (strcmp(key, "range_deg") == 0) over->range_deg = 0;
  if (strcmp(key, "get_ready_s") == 0) over->get_ready_s = -1;
}

static void changed(struct game *game, int row) {
  int count;
  const struct settings_field *fields = settings_fields(&count);
  if (row >= 0 && row < count) {
    game_save(game, &fields[row]);
    drop_override(game, fields[row].key);
  }
  if (game->screen != GAME_CALIBRATE) ear_apply(&game->ear, &game->settings);
  if (row >= 0 && row < count) sound_sample(game, &fields[row]);
  if (pl_fullscreen(game->pl) != (game->settings.fullscreen != 0))
    pl_set_fullscreen(game->pl, game->settings.fullscreen != 0);
  game->seconds_stale = true;
  drop_preview(game);
}

static void understood(struct game *game) {
  game->settings.safety_seen = SETTINGS_SAFETY_VERSION;
  game_save(game, settings_find("safety_seen"));
  game->screen = GAME_HOME;
  if (game->straight_in) practice_begin(game, game->catalog.list[game->chosen]);
}

/* What was measured is in force at once, and kept. */
static void follow_calibration(struct game *game, struct scr_action action) {
  const struct settings_field *field = settings_find(OFFSET_KEY);
  if (action.kind == SCR_BACK) {
    calibrate_end(&game->calibrate, &game->ear);
    game->screen = GAME_SETTINGS;
    ear_apply(&game->ear, &game->settings);
  } else if (action.kind == SCR_CHANGED) {
    game_save(game, field);
  } else if (calibrate_follow(&game->calibrate, &game->ear, action.kind)) {
    settings_set(&game->settings, field, game->calibrate.measured_ms);
    game_save(game, field);
    log_line(LOG_INFO,
             "picture delay of %s: %d ms; taps to the sound %.1f ms after it (deviation %.1f), to the light "
             "%.1f ms (%.1f)",
             ear_name(&game->ear), game->calibrate.measured_ms, game->calibrate.heard.delay_ms,
             game->calibrate.heard.deviation_ms, game->calibrate.seen.delay_ms,
             game->calibrate.seen.deviation_ms);
  }
}

static void follow_menu(struct game *game, struct scr_action action) {
  switch (action.kind) {
  case SCR_QUIT:
    game->quit = true;
    break;
  case SCR_START:
    visit_progress_begin(game, action.index);
    break;
  case SCR_DETAILS:
    game->chosen = action.index;
    drop_preview(game);
    visit_open(game, GAME_ROUTINE);
    break;
  case SCR_SETUP:
    visit_open(game, GAME_SETUP);
    break;
  case SCR_SAFETY:
    visit_open(game, GAME_SAFETY);
    break;
  case SCR_SETTINGS:
    visit_open(game, GAME_SETTINGS);
    break;
  case SCR_CALIBRATE:
    visit_open(game, GAME_CALIBRATE);
    break;
  case SCR_UNDERSTOOD:
    understood(game);
    break;
  case SCR_CHANGED:
    changed(game, action.index);
    break;
  case SCR_AGAIN: /* how it felt after the last one is how it feels before this one */
    game->felt_before = game->felt_after;
    practice_begin(game, game->practised);
    break;
  case SCR_HOME:
    game->screen = GAME_HOME;
    break;
  case SCR_BACK:
    game->screen = game->screen == GAME_ROUTINE || game->screen == GAME_DONE ? GAME_HOME : game->back_to;
    break;
  default:
    visit_progress_follow(game, action);
    break;
  }
}

static void follow(struct game *game, struct scr_action action) {
  if (game->screen == GAME_CALIBRATE) {
    follow_calibration(game, action);
    return;
  }
  if (visit_progress_is(game->screen))
    visit_progress_follow(game, action);
  else
    follow_menu(game, action);
  if (action.kind != SCR_NONE && action.kind != SCR_CHANGED)
    pl_audio_interface(game->ear.audio, action.kind == SCR_BACK ? 2 : 1,
                       (float)game->settings.volume_interface / 100.0f);
}
static struct scr_action draw_home(struct game *game, struct ui *ui, const char *banner) {
  struct scr_home_view view = {.hour = (int)moment_hour(game_now(game)),
                               .catalog = &game->catalog.routines,
                               .seconds = game->seconds,
                               .start = start_row(game),
                               .settings = &game->settings,
                               .banner = banner,
                               .streak = memory_streak(game),
                               .today = game->memory.today,
                               .sessions_today = memory_sessions_today(game)};
  return scr_home(ui, &view);
}

static struct scr_action draw_routine(struct game *game, struct ui *ui) {
  struct scr_routine_view view = {.catalog = &game->catalog.routines,
                                  .index = game->chosen,
                                  .seconds = game->seconds ? game->seconds[game->chosen] : 0,
                                  .plan = game->preview};
  return scr_routine(ui, &view, &game->settings, show_scene(game->show));
}

static struct scr_action draw_settings(struct game *game, struct ui *ui) {
  const struct memory *memory = &game->memory;
  const struct streak *streak = memory_streak(game); /* what is hidden is hidden here as well */
  struct scr_settings_view view = {.rule = streak ? streak->title : NULL,
                                   .off = memory->off,
                                   .off_count = game->settings.progress_shown ? memory->off_count : 0,
                                   .sync_folder = *memory->folder ? memory->folder : NULL,
                                   .sync_state = *memory->sync_said ? memory->sync_said : NULL};
  return scr_settings(ui, &view, &game->settings);
}

static struct scr_action draw_calibrate(struct game *game, struct ui *ui) {
  calibrate_update(&game->calibrate, &game->ear);
  struct scr_calibrate_view view =
      calibrate_view(&game->calibrate, &game->ear, game_shown(game), game->settings.picture_offset_ms);
  return scr_calibrate(ui, &view, &game->settings);
}

static struct scr_action draw_done(struct game *game, struct ui *ui, const char *banner) {
  const struct badge *earned[MEMORY_EARNED_MAX];
  struct scr_done_view view = {.result = &game->result, .routine = game->practised, .banner = banner};
  visit_progress_done(game, &view, earned);
  return scr_done(ui, &view);
}

static struct scr_action draw(struct game *game, struct ui *ui) {
  const char *banner = game_banner(game);
  switch (game->screen) {
  case GAME_SAFETY:
    return scr_safety(
        ui, &(struct scr_safety_view){.first = game->settings.safety_seen < SETTINGS_SAFETY_VERSION});
  case GAME_HOME:
    return draw_home(game, ui, banner);
  case GAME_ROUTINE:
    return draw_routine(game, ui);
  case GAME_SETUP:
    return scr_setup(ui, &game->setup);
  case GAME_SETTINGS:
    return draw_settings(game, ui);
  case GAME_CALIBRATE:
    return draw_calibrate(game, ui);
  case GAME_DONE:
    return draw_done(game, ui, banner);
  default:
    return visit_progress_draw(game, ui, banner);
  }
}

void visit_frame(struct game *game, const struct show_frame *frame) {
  struct ui *ui = show_ui(game->show);
  struct ui_frame ui_frame = show_begin(game->show, frame);
  if (game->screen == GAME_HOME && game->memory.logbook.ask_clock) game->screen = GAME_CLOCK;
  if (game->screen == GAME_HOME || game->screen == GAME_ROUTINE) measure(game);
  if (game->screen == GAME_ROUTINE) make_preview(game);
  ui_begin(ui, &ui_frame);
  struct scr_action action = draw(game, ui);
  ui_end(ui);
  follow(game, action);
}
