#include "game.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "game_state.h"
#include "log.h"

#define IDLE_WAIT_MS   1000 /* a menu in which nothing moves looks for the clock and the device this often */
#define STORE_RETRY_US 5000000 /* how often a setting that could not be written is tried again */

static volatile sig_atomic_t asked_to_end;

static void on_signal(int number) {
  (void)number;
  asked_to_end = 1;
}

void game_say(struct game *game, double for_s, const char *sentence) {
  snprintf(game->banner, sizeof game->banner, "%s", sentence);
  game->banner_until_us = for_s > 0 ? game->last_us + (int64_t)(for_s * 1e6) : 0;
  log_line(LOG_WARN, "%s", sentence);
}

void game_save(struct game *game, const struct settings_field *field) {
  const char *device = ear_name(&game->ear);
  bool of_device = field == settings_find("picture_offset_ms") && *device;
  int result = of_device ? prefs_save_offset(game->store, device, game->settings.picture_offset_ms)
                         : prefs_save(game->store, &game->settings, field);
  if (result == 0) return;
  game->unsaved = true;
  game_say(game, 8, err_text());
}

const char *game_banner(const struct game *game) {
  if (!game->banner[0]) return NULL;
  if (game->banner_until_us && game->last_us > game->banner_until_us) return NULL;
  return game->banner;
}

struct mix_frame game_shown(const struct game *game) {
  return (struct mix_frame){game->ear.heard.v + FRAMES_RATE_HZ / pl_refresh_hz(game->pl)};
}

bool game_moves(const struct game *game) {
  return game->screen == GAME_SESSION && game->run && run_session(game->run)->state == SES_RUNNING;
}

/* ---- opening and closing ------------------------------------------------------------------------------ */

static enum store_state open_store(struct game *game, const char *home) {
  char path[GAME_PATH_MAX + 32];
  enum store_state state;
  snprintf(path, sizeof path, "%s/supine.db", home);
  game->store = store_open(path, &state);
  if (state != STORE_OK || !game->store) game_say(game, 20, err_text());
  return state;
}

/* Whoever holds the store writes the log: a second instance beside it would mix its lines into the first one's. */
static void open_home(struct game *game) {
  char path[GAME_PATH_MAX + 32], *home = game->home;
  if (pl_home_dir(game->args->home, home, sizeof game->home) != 0) {
    home[0] = '\0';
    game_say(game, 20, err_text());
    enum store_state state;
    game->store = store_open("", &state); /* in memory: everything works, nothing is kept */
    return;
  }
  enum store_state state = open_store(game, home);
  snprintf(path, sizeof path, "%s/supine.log", home);
  if (state != STORE_READ_ONLY && log_open(path) != 0) log_line(LOG_WARN, "%s", err_text());
}

static int open_window(struct game *game) {
  const struct args *args = game->args;
  bool full = args->fullscreen || (!args->windowed && game->settings.fullscreen);
  struct pl_desc desc = {.title = "Supine",
                         .width_px = args->width_px,
                         .height_px = args->height_px,
                         .fullscreen = full,
                         .null_driver = args->null_driver,
                         .no_audio = args->null_driver};
  game->settings.fullscreen = full;
  game->pl = pl_open(&desc);
  return game->pl ? 0 : ERR_MACHINE;
}

/* What was left out of the catalog goes to the log; the first is shown, without the folders before its name. */
static void tell_findings(struct game *game) {
  const struct diag_list *list = &game->catalog.findings;
  for (int i = 0; i < list->count; i++) {
    char line[2 * DIAG_TEXT_MAX + 32];
    struct diag row = list->rows[i];
    if (!row.error) continue;
    log_line(LOG_WARN, "%s", diag_line(&row, line, sizeof line));
    if (game->banner[0]) continue;
    if (strrchr(row.file, '/')) row.file = strrchr(row.file, '/') + 1;
    game_say(game, 20, diag_line(&row, line, sizeof line));
  }
}

static int choose_routine(struct game *game) {
  game->screen = game->settings.safety_seen < SETTINGS_SAFETY_VERSION ? GAME_SAFETY : GAME_HOME;
  if (!game->args->routine) return 0;
  const struct routine *routine = catalog_get(&game->catalog, game->args->routine);
  if (!routine) return ERR_NO;
  for (int i = 0; i < game->catalog.count; i++)
    if (game->catalog.list[i] == routine) game->chosen = i;
  game->straight_in = true;
  return 0;
}

struct game *game_open(const struct args *args, int *why) {
  struct game *game = calloc(1, sizeof *game);
  if (!game) {
    *why = err_set(ERR_MACHINE, "no memory left for the game");
    return NULL;
  }
  game->args = args;
  game->overrides = args->plan;
  game->last_us = pl_now_us();
  log_set_level(LOG_ERROR); /* the banner tells the rest, and the log file */
  open_home(game);
  game->settings = prefs_load(game->store);
  if (args->theme) settings_parse(&game->settings, "theme", args->theme);
  if (args->camera) game->settings.camera = 1 + routine_camera_find(args->camera);
  if (args->plan.reps) game->settings.reps = args->plan.reps; /* as the menus show it */
  int result = catalog_open(&game->catalog, args->home);
  if (result == 0) tell_findings(game);
  if (result == 0) result = choose_routine(game);
  if (result == 0) result = open_window(game);
  if (result == 0) result = ear_init(&game->ear, !args->null_driver, game->last_us);
  game->ear.block_frames = args->block_frames;
  game->show = show_create();
  if (result == 0 && game->show) {
    ear_apply(&game->ear, &game->settings);
    return game;
  }
  *why = result ? result : err_set(ERR_MACHINE, "no memory left for the game");
  game_close(game);
  return NULL;
}

void game_close(struct game *game) {
  if (!game) return;
  if (game->ear.mixer) {
    practice_end(game);
    ear_close(&game->ear); /* from here on nobody reads the clips of a run */
  }
  run_destroy(game->run);
  for (int i = 0; i < game->retired_count; i++) run_destroy(game->retired[i]);
  speech_destroy(game->sample);
  pl_close(game->pl);
  show_destroy(game->show);
  dl_free(&game->dl);
  catalog_close(&game->catalog);
  arena_clear(&game->preview_arena);
  store_close(game->store);
  free(game->seconds);
  log_open(NULL);
  free(game);
}

/* ---- the loop ----------------------------------------------------------------------------------------- */

static bool in_session(const struct game *game) {
  return game->screen == GAME_SESSION || game->screen == GAME_PREPARING;
}

static void push(struct game *game, enum ui_input_kind kind, const struct pl_event *event) {
  ui_push(show_ui(game->show),
          (struct ui_input){
              .kind = kind, .touch = event->device == PL_TOUCH, .x_px = event->x_px, .y_px = event->y_px});
}

static void take_machine_event(struct game *game, const struct pl_event *event) {
  switch (event->kind) {
  case PL_EV_QUIT:
    game->quit = true;
    break;
  case PL_EV_FULLSCREEN:
    game->settings.fullscreen = !game->settings.fullscreen;
    pl_set_fullscreen(game->pl, game->settings.fullscreen);
    game_save(game, settings_find("fullscreen"));
    break;
  case PL_EV_PAD_LOST:
    practice_interrupt(game, "pause.pad_lost");
    break;
  case PL_EV_HIDDEN: /* minimised: the voice goes on leading, as with eyes closed */
  case PL_EV_SHOWN:
  case PL_EV_RESIZED:
  case PL_EV_FOCUS_LOST:
    break;
  case PL_EV_AUDIO_LOST:
    ear_device_lost(&game->ear, game->last_us);
    break;
  case PL_EV_AUDIO_FOUND:
    ear_device_found(&game->ear, game->last_us);
    break;
  default:
    break;
  }
}

static void take_events(struct game *game) {
  static const struct {
    enum pl_event_kind from;
    enum ui_input_kind to;
  } inputs[] = {{PL_EV_UP, UI_UP},
                {PL_EV_DOWN, UI_DOWN},
                {PL_EV_LEFT, UI_LEFT},
                {PL_EV_RIGHT, UI_RIGHT},
                {PL_EV_ACCEPT, UI_ACCEPT},
                {PL_EV_BACK, UI_BACK},
                {PL_EV_MENU, UI_MENU},
                {PL_EV_ANY, UI_ANY},
                {PL_EV_POINTER_MOVE, UI_POINTER_MOVE},
                {PL_EV_POINTER_DOWN, UI_POINTER_DOWN},
                {PL_EV_POINTER_UP, UI_POINTER_UP},
                {PL_EV_WHEEL, UI_WHEEL}};
  struct pl_event event;
  while (pl_poll(game->pl, &event)) {
    bool input = false;
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs && !input; i++) {
      if (inputs[i].from != event.kind) continue;
      input = true;
      push(game, inputs[i].to, &event);
    }
    if (!input) take_machine_event(game, &event);
  }
}

/* Menus are drawn when something happens or moves; a session always. */
static void wait_for_next(struct game *game) {
  bool resting = game->run && run_session(game->run)->state == SES_PAUSED; /* a pause is a menu */
  if (in_session(game) && !resting) return;
  const struct ui *ui = show_ui(game->show);
  double hz = ui_moving_hz(ui);
  bool steady = hz >= pl_refresh_hz(game->pl); /* presenting sets the pace */
  if (ui_again(ui) || game->retired_count > 0 || steady || music_fades(&game->music, false)) return;
  pl_wait(game->pl, hz > 0 ? (int)(1000 / hz) : IDLE_WAIT_MS);
}

static enum ui_glyphs glyphs(const struct game *game) {
  switch (pl_glyphs(game->pl)) {
  case PL_GLYPHS_XBOX:
    return UI_XBOX;
  case PL_GLYPHS_PLAYSTATION:
    return UI_PLAYSTATION;
  case PL_GLYPHS_NINTENDO:
    return UI_NINTENDO;
  case PL_GLYPHS_DECK:
    return UI_DECK;
  default:
    return UI_KEYBOARD;
  }
}

/* A disk that was full has room again one day. */
static void retry_store(struct game *game) {
  if (!game->store || game->last_us < game->store_retry_us) return;
  game->store_retry_us = game->last_us + STORE_RETRY_US;
  if (game->unsaved && store_retry(game->store) == 0) game->unsaved = false;
}

/* The clock goes on; what has happened to the machine meanwhile is followed. */
static void hear(struct game *game, int64_t now_us) {
  int64_t passed_us = now_us - game->last_us;
  bool slept = passed_us > (int64_t)(CLK_SLEPT_S * 1e6) && in_session(game);
  game->last_us = now_us;
  ear_update(&game->ear, now_us);
  if (slept) practice_interrupt(game, "pause.slept");
  if (ear_took_loss(&game->ear)) {
    game_say(game, 12, loc_get(&game->catalog.loc, "error.sound_lost"));
    game->lost_said = true;
  }
  if (game->lost_said && game->ear.audio) { /* it is back: what the banner says is over */
    game->banner[0] = '\0';
    game->lost_said = false;
  }
  if (ear_took_change(&game->ear))
    game->settings.picture_offset_ms = prefs_offset(game->store, ear_name(&game->ear));
  music_update(&game->music, &game->ear, game_moves(game), (float)game->settings.volume_music / 100.0f,
               (double)passed_us / 1e6);
}

static void frame(struct game *game) {
  int64_t now_us = pl_now_us();
  hear(game, now_us);
  take_events(game);
  struct show_frame look = {.dl = &game->dl,
                            .fonts = pl_fonts_of(game->pl),
                            .settings = &game->settings,
                            .loc = &game->catalog.loc,
                            .glyphs = glyphs(game),
                            .now_s = (double)now_us / 1e6};
  pl_size(game->pl, &look.width_px, &look.height_px);
  if (in_session(game))
    practice_frame(game, &look);
  else
    visit_frame(game, &look);
  pl_present(game->pl, &game->dl);
  practice_tidy(game);
  retry_store(game);
}

static void open_sound(struct game *game) {
  if (ear_open(&game->ear, game->last_us) != 0) game_say(game, 12, err_text());
}

/* Nobody sees it and no device drives it: time goes on by a tenth of a second a frame, and the end comes with the
** end of the session that was asked for. */
static void run_unseen(struct game *game) {
  int64_t now_us = pl_now_us();
  if (game->straight_in) practice_begin(game, game->catalog.list[game->chosen]);
  while (in_session(game) && !asked_to_end) {
    now_us += 100000;
    pl_set_now_us(now_us);
    frame(game);
  }
}

int game_run(struct game *game) {
  signal(SIGTERM, on_signal);
  signal(SIGINT, on_signal);
  signal(SIGHUP, on_signal);
  frame(game); /* the first picture is there before the sound device is asked for */
  if (game->args->null_driver) {
    run_unseen(game);
    return 0;
  }
  open_sound(game);
  if (game->straight_in && game->screen == GAME_HOME) practice_begin(game, game->catalog.list[game->chosen]);
  while (!game->quit && !asked_to_end) {
    frame(game);
    wait_for_next(game);
  }
  return 0;
}
