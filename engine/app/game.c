#include "game.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "game_state.h"
#include "log.h"
#include "spoken.h"
#include "turn.h"

#define IDLE_WAIT_MS   1000 /* a menu in which nothing moves looks for the clock and the device this often */
#define SETTLE_MS      3000 /* most that an unseen game waits for what the rules say */
#define ANSWER_WAIT_MS 15   /* a menu to which something is on its way */

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
  struct keeper *keeper = game->memory.logbook.keeper;
  int result = of_device ? prefs_save_offset(keeper, device, game->settings.picture_offset_ms)
                         : prefs_save(keeper, &game->settings, field);
  if (result != 0) game_say(game, 8, err_text());
}

const char *game_banner(const struct game *game) {
  if (!game->banner[0]) return NULL;
  if (game->banner_until_us && game->last_us > game->banner_until_us) return NULL;
  return game->banner;
}

struct mix_frame game_shown(const struct game *game) {
  return (struct mix_frame){game->ear.heard.v + FRAMES_RATE_HZ / pl_refresh_hz(game->pl)};
}

struct moment game_now(const struct game *game) {
  return moment_at(&game->clock, game->last_us);
}

bool game_moves(const struct game *game) {
  return game->screen == GAME_SESSION && game->run && run_session(game->run)->state == SES_RUNNING;
}

/* ---- opening and closing ------------------------------------------------------------------------------ */

/* Whoever holds the store writes the log: a second instance beside it would mix its lines into the first one's. */
static struct store *open_home(struct game *game) {
  char path[GAME_PATH_MAX + 32], *home = game->home;
  enum store_state state;
  if (pl_home_dir(game->args->home, home, sizeof game->home) != 0) {
    home[0] = '\0';
    game_say(game, 20, err_text());
    return store_open("", &state); /* in memory: everything works, nothing is kept */
  }
  snprintf(path, sizeof path, "%s/supine.db", home);
  struct store *store = store_open(path, &state);
  if (state != STORE_OK || !store) game_say(game, 20, err_text());
  snprintf(path, sizeof path, "%s/supine.log", home);
  if (state != STORE_READ_ONLY && log_open(path) != 0) log_line(LOG_WARN, "%s", err_text());
  return store;
}

/* What the voice has said once it need not say again. */
static void keep_voice(const struct game *game) {
  char path[GAME_PATH_MAX];
  if (game->args->null_driver || !game->home[0]) return;
  if (pl_cache_dir(game->args->home, "voice", path, sizeof path) == 0)
    spoken_open(path);
  else
    log_line(LOG_WARN, "%s", err_text());
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
  if (!game->pl) return ERR_MACHINE;
  game->last_us = pl_now_us(); /* without a window it is another clock, which begins at 0 */
  moment_init(&game->clock, args, game->last_us);
  return 0;
}

void game_tell(struct game *game, const struct diag_list *list, int from, bool shown) {
  for (int i = from; i < list->count; i++) {
    char line[2 * DIAG_TEXT_MAX + 32];
    struct diag row = list->rows[i];
    if (!row.error) continue;
    log_line(LOG_WARN, "%s", diag_line(&row, line, sizeof line));
    if (!shown || game->banner[0]) continue;
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
  moment_init(&game->clock, args, game->last_us);
  log_set_level(LOG_ERROR); /* the banner tells the rest, and the log file */
  struct store *store = open_home(game);
  game->settings = prefs_load(store);
  if (args->theme) settings_parse(&game->settings, "theme", args->theme);
  if (args->camera) game->settings.camera = 1 + routine_camera_find(args->camera);
  if (args->plan.reps) game->settings.reps = args->plan.reps; /* as the menus show it */
  int result = catalog_open(&game->catalog, args->home);
  if (result == 0) {
    memory_open(game, store);
    game_tell(game, &game->catalog.findings, 0, true);
  } else {
    store_close(store);
  }
  if (result == 0) result = choose_routine(game);
  if (result == 0) result = open_window(game);
  if (result == 0) keep_voice(game);
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
  spoken_close();
  pl_close(game->pl);
  show_destroy(game->show);
  dl_free(&game->dl);
  memory_close(game);
  catalog_close(&game->catalog);
  arena_clear(&game->preview_arena);
  free(game->seconds);
  log_open(NULL);
  free(game);
}

/* ---- the loop ----------------------------------------------------------------------------------------- */

static bool in_session(const struct game *game) {
  return game->screen == GAME_SESSION || game->screen == GAME_PREPARING;
}

static struct turn_size window_size(const struct game *game) {
  struct turn_size size;
  pl_size(game->pl, &size.width_px, &size.height_px);
  return size;
}

/* Pointers are where the screens see them; a wheel has no place, and directions are the player's own: up is up for
** whoever lies as the picture does. */
static void push(struct game *game, enum ui_input_kind kind, const struct pl_event *event) {
  struct turn_point at = {event->x_px, event->y_px};
  if (kind != UI_WHEEL) at = turn_back(show_turns(&game->settings), window_size(game), at);
  ui_push(
      show_ui(game->show),
      (struct ui_input){.kind = kind, .touch = event->device == PL_TOUCH, .x_px = at.x_px, .y_px = at.y_px});
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
  int wait_ms = hz > 0 ? (int)(1000 / hz) : IDLE_WAIT_MS;
  if (memory_waits(game) && wait_ms > ANSWER_WAIT_MS) wait_ms = ANSWER_WAIT_MS;
  pl_wait(game->pl, wait_ms);
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
  if (ear_took_change(&game->ear)) logbook_find_offset(&game->memory.logbook, ear_name(&game->ear));
  music_update(&game->music, &game->ear, game_moves(game), (float)game->settings.volume_music / 100.0f,
               (double)passed_us / 1e6);
}

static void frame(struct game *game) {
  int64_t now_us = pl_now_us();
  hear(game, now_us);
  memory_update(game, in_session(game));
  take_events(game);
  game->dl.outlines = pl_wants_outlines(game->pl);
  struct show_frame look = {.dl = &game->dl,
                            .fonts = pl_fonts_of(game->pl),
                            .settings = &game->settings,
                            .loc = &game->catalog.loc,
                            .glyphs = glyphs(game),
                            .now_s = (double)now_us / 1e6,
                            .has_hour = true,
                            .hour_h = moment_hour(moment_at(&game->clock, now_us))};
  int turns = show_turns(&game->settings);
  struct turn_size window = window_size(game), inner = turn_inner(turns, window);
  look.width_px = inner.width_px, look.height_px = inner.height_px;
  if (in_session(game))
    practice_frame(game, &look);
  else
    visit_frame(game, &look);
  turn_list(&game->dl, turns, window);
  pl_present(game->pl, &game->dl);
  practice_tidy(game);
}

static void open_sound(struct game *game) {
  if (ear_open(&game->ear, game->last_us) != 0) game_say(game, 12, err_text());
}

/* Nobody sees it and no device drives it: time goes on by a tenth of a second a frame, and the end comes with the
** end of the session that was asked for. */
static void run_unseen(struct game *game) {
  int64_t now_us = pl_now_us();
  if (game->straight_in) practice_begin(game, game->catalog.list[game->chosen]);
  game->prepare_until_us = game->last_us; /* nobody waits for words that nobody hears */
  while (in_session(game) && !asked_to_end) {
    now_us += 100000;
    pl_set_now_us(now_us);
    frame(game);
  }
  if (!asked_to_end) memory_settle(game, SETTLE_MS);
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
