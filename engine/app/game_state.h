/* What the parts of the game share: game (opening, the loop), visit and visit_progress (the screens), practice (the
** session), memory (days, streaks, badges). Main thread. */
#ifndef SUPINE_GAME_STATE_H
#define SUPINE_GAME_STATE_H

#include "calibrate.h"
#include "catalog.h"
#include "ear.h"
#include "game.h"
#include "memory.h"
#include "moment.h"
#include "music.h"
#include "prefs.h"
#include "rumble.h"
#include "run.h"
#include "scr_done.h"
#include "scr_setup.h"
#include "show.h"

#define GAME_RETIRED_MAX 8 /* sessions that a player can leave before the sound of the first has faded */
#define GAME_BANNER_MAX  400
#define GAME_PATH_MAX    1024

enum game_screen {
  GAME_SAFETY,
  GAME_HOME,
  GAME_ROUTINE,
  GAME_SETUP,
  GAME_SETTINGS,
  GAME_CALIBRATE,
  GAME_PREPARING, /* the words are being spoken; a second or two */
  GAME_SESSION,
  GAME_DONE,
  GAME_FEEL_BEFORE,
  GAME_FEEL_AFTER,
  GAME_PROGRESS,
  GAME_WHY,
  GAME_BADGES,
  GAME_CLOCK /* the last practice lies ahead of today */
};

struct game {
  const struct args *args;
  struct pl *pl;
  struct show *show;
  struct dl dl;
  struct moment_clock clock; /* what time of the day it is */
  struct catalog catalog;
  struct memory memory;
  struct settings settings;
  struct ear ear;
  struct music music;
  struct calibrate calibrate;
  struct speech *sample;    /* what the voice says while its volume is set; NULL: not asked for yet */
  char home[GAME_PATH_MAX]; /* folder of the player's data; "" where there is none */
  struct scr_setup_state setup;
  enum game_screen why_from;
  enum game_screen screen, back_to; /* back_to: where settings, set-up and the card were opened from */
  int chosen;                       /* row of the catalog */
  double *seconds;                  /* of each row, with the present settings; owned */
  struct arena preview_arena;       /* of the plan shown on a routine's own screen */
  struct plan *preview;
  bool preview_failed; /* its plan cannot be compiled */
  bool seconds_stale;
  /* the session */
  struct run *run;
  struct run *retired[GAME_RETIRED_MAX]; /* still sounding or speaking; freed when they are not */
  int retired_count;
  bool skip_at_start; /* "I am ready" was pressed before the words were spoken */
  enum game_screen begun_from;
  const struct routine *practised;
  struct ses_result result;
  int felt_before, felt_after;   /* faces, 1…RECORD_FACES; 0: not told */
  struct plan_options overrides; /* of the command line */
  const char *pause_reason;
  int64_t prepare_until_us;   /* the session begins without words that are not spoken by then */
  struct rumble_order rumble; /* what the pad was told last */
  int64_t last_us;
  bool straight_in; /* a routine was named on the command line */
  bool quit;
  bool lost_said; /* the banner says that the sound device is gone */
  char banner[GAME_BANNER_MAX];
  int64_t banner_until_us; /* 0: stays until something replaces it */
};

/* ---- game ---- */

/* Shows a sentence at the top; for_s 0: until the next one. */
void game_say(struct game *game, double for_s, const char *sentence);

/* Tells what could not be used, from that row of the list on: all of it to the log and, where shown, the first at the top
** unless something stands there, without the folders before its name. */
void game_tell(struct game *game, const struct diag_list *list, int from, bool shown);

/* Keeps a setting; where that fails it is said, and tried again. */
void game_save(struct game *game, const struct settings_field *field);

/* The mix frame whose picture is drawn now: on the screen about one refresh later. Without the player's offset. */
struct mix_frame game_shown(const struct game *game);

/* The moment of this frame: what time of which day. */
struct moment game_now(const struct game *game);

/* Whether a session moves right now. */
bool game_moves(const struct game *game);

/* What the banner shows now, or NULL. */
const char *game_banner(const struct game *game);

/* ---- visit: menus ---- */

/* Draws the present menu screen into game->dl and follows what the player did there. */
void visit_frame(struct game *game, const struct show_frame *frame);

/* Opens a screen with the settings, set-up and card returning to where they were opened. */
void visit_open(struct game *game, enum game_screen screen);

/* ---- practice: the session ---- */

/* Begins routine: compiles, speaks its words, then shows it. False, with a banner, when it cannot be compiled. */
bool practice_begin(struct game *game, const struct routine *routine);

/* One frame of preparing or of the session: time goes on, the picture is drawn, commands are followed. */
void practice_frame(struct game *game, const struct show_frame *frame);

/* Pauses for a reason of the machine (focus lost, pad unplugged, machine slept). key: loc key of the reason. */
void practice_interrupt(struct game *game, const char *key);

/* Once a frame, on any screen: frees what an ended session left behind as soon as its last sound has faded. */
void practice_tidy(struct game *game);

/* Ends whatever runs, at once. */
void practice_end(struct game *game);

/* Options of a plan from settings and command line. */
struct plan_options practice_options(const struct game *game);

#endif
