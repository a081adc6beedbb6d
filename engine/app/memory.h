/* Progress in the game: the history as it comes back from the logbook, what the rules say about it, the badges that were
** earned, and the devices brought together. Main thread. */
#ifndef SUPINE_MEMORY_H
#define SUPINE_MEMORY_H

#include "logbook.h"
#include "rules.h"
#include "scr_badges.h"
#include "scr_progress.h"
#include "scr_settings.h"

#define MEMORY_EARNED_MAX 32
#define MEMORY_OFF_KEY    "rules.off" /* setting: files of rules that are off, one a line */
#define MEMORY_FOLDER_MAX 4096

struct memory {
  struct logbook logbook;
  struct rules rules;
  bool has_rules;
  int asked_version; /* of the history that the rules were asked about; −1: ask again */
  int32_t today;     /* civil day, as of the last look */
  int64_t looked_us, opened_us;
  const struct rules_result *answer;                /* NULL: none yet */
  int told;                                         /* findings about files that were told */
  uint32_t told_answer;                             /* a sum of the answer's findings told last */
  char rule[RECORD_NAME_SIZE];                      /* that the player chose; "": the default */
  char earned[MEMORY_EARNED_MAX][RECORD_NAME_SIZE]; /* badges since the session began */
  int earned_count;
  char handed[MEMORY_EARNED_MAX][RECORD_NAME_SIZE]; /* earned, and not in the history yet */
  int handed_count;
  /* devices */
  char folder[MEMORY_FOLDER_MAX]; /* synchronised last; "": none */
  struct memory_sync *sync;       /* under way */
  char sync_said[300];
  /* screens */
  struct scr_progress_state progress;
  struct scr_badges_state badges;
  struct scr_settings_off off[16];
  int off_count;
};

struct game;

/* Reads what the store keeps for it, takes the store over and begins to read the rules. Without a store or memory there is
** an empty history, and everything else works. */
void memory_open(struct game *game, struct store *store);

/* Says goodbye to the other devices, carries out what waits, closes. */
void memory_close(struct game *game);

/* Once a frame: takes what has come back. busy: a session moves, and the rules wait for its end. */
void memory_update(struct game *game, bool busy);

/* Whether an answer is on its way that a resting menu should soon show. */
bool memory_waits(const struct game *game);

/* Waits at most ms until all is saved and the rules have answered. For a game that nobody sees. */
void memory_settle(struct game *game, int ms);

/* A session begins: what is earned from now on belongs to it. */
void memory_begin(struct game *game, int feeling_before);

/* The streak, when it is to be shown; else NULL. */
const struct streak *memory_streak(const struct game *game);

/* Sessions of today. */
int memory_sessions_today(const struct game *game);

/* The badge of that id in the newest answer, or NULL. */
const struct badge *memory_badge(const struct game *game, const char *id);

/* Counts by the rule of that row of rules.list. */
void memory_choose_rule(struct game *game, int row);

/* Turns a file of rules on again; row of off. */
void memory_rule_on(struct game *game, int row);

/* Begins to bring devices together, where a folder is known and none is under way. */
void memory_sync(struct game *game);

#endif
