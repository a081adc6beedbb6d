#include "visit_progress.h"

#include <string.h>

#include "err.h"
#include "scr_clock.h"
#include "scr_feel.h"
#include "scr_why.h"

static const struct badge_list *badges_of(const struct game *game) {
  return game->memory.answer ? &game->memory.answer->badges : NULL;
}

bool visit_progress_is(enum game_screen screen) {
  switch (screen) {
  case GAME_FEEL_BEFORE:
  case GAME_FEEL_AFTER:
  case GAME_PROGRESS:
  case GAME_WHY:
  case GAME_BADGES:
  case GAME_CLOCK:
    return true;
  default:
    return false;
  }
}

static struct scr_action why(const struct game *game, struct ui *ui) {
  const struct memory *memory = &game->memory;
  struct scr_why_view view = {.streak = memory->answer ? memory->answer->streak : NULL,
                              .today = memory->today,
                              .rules = memory->rules.list,
                              .rule_count = memory->rules.list_count,
                              .chosen = -1};
  const char *counts = view.streak ? view.streak->rule : memory->rule;
  for (int i = 0; i < view.rule_count; i++)
    if (strcmp(view.rules[i].id, counts) == 0) view.chosen = i;
  return scr_why(ui, &view);
}

struct scr_action visit_progress_draw(struct game *game, struct ui *ui, const char *banner) {
  struct memory *memory = &game->memory;
  const struct hist *hist = &memory->logbook.hist;
  switch (game->screen) {
  case GAME_FEEL_BEFORE:
  case GAME_FEEL_AFTER:
    return scr_feel(ui, &(struct scr_feel_view){.after = game->screen == GAME_FEEL_AFTER, .banner = banner});
  case GAME_PROGRESS:
    return scr_progress(ui,
                        &(struct scr_progress_view){.hist = hist,
                                                    .streak = memory_streak(game),
                                                    .badges = badges_of(game),
                                                    .today = memory->today,
                                                    .banner = banner},
                        &memory->progress);
  case GAME_WHY:
    return why(game, ui);
  case GAME_BADGES:
    return scr_badges(
        ui, &(struct scr_badges_view){.hist = hist, .list = badges_of(game), .today = memory->today},
        &memory->badges);
  default:
    return scr_clock(ui, &(struct scr_clock_view){.today = memory->today, .last = memory->logbook.last.day});
  }
}

static void felt(struct game *game, int face) {
  if (game->screen == GAME_FEEL_BEFORE) {
    game->felt_before = face;
    practice_begin(game, game->catalog.list[game->chosen]);
    return;
  }
  game->felt_after = face;
  logbook_feeling_after(&game->memory.logbook, face, game_now(game), &game->settings);
  game->screen = GAME_DONE;
}

void visit_progress_follow(struct game *game, struct scr_action action) {
  struct logbook *logbook = &game->memory.logbook;
  switch (action.kind) {
  case SCR_PROGRESS:
    memset(&game->memory.progress, 0, sizeof game->memory.progress);
    game->screen = GAME_PROGRESS;
    break;
  case SCR_WHY:
    game->why_from = game->screen;
    game->screen = GAME_WHY;
    break;
  case SCR_BADGES:
    memset(&game->memory.badges, 0, sizeof game->memory.badges);
    game->screen = GAME_BADGES;
    break;
  case SCR_RULE:
    memory_choose_rule(game, action.index);
    break;
  case SCR_RULE_ON:
    memory_rule_on(game, action.index);
    break;
  case SCR_AWAY_BEGIN:
    logbook_leave(logbook, action.index, game_now(game), &game->settings);
    break;
  case SCR_AWAY_END:
    logbook_back(logbook, game_now(game), &game->settings);
    break;
  case SCR_FELT:
    felt(game, action.index);
    break;
  case SCR_SKIP:
    felt(game, 0);
    break;
  case SCR_CLOCK_RIGHT:
  case SCR_CLOCK_WRONG:
    logbook_clock(logbook, action.kind == SCR_CLOCK_RIGHT, game_now(game), &game->settings);
    game->screen = GAME_HOME;
    break;
  case SCR_SYNC:
    memory_sync(game);
    break;
  case SCR_BACK:
    if (game->screen == GAME_CLOCK) logbook->ask_clock = false; /* asked once a start */
    game->screen = game->screen == GAME_WHY      ? game->why_from
                   : game->screen == GAME_BADGES ? GAME_PROGRESS
                                                 : GAME_HOME;
    break;
  default:
    break;
  }
}

void visit_progress_begin(struct game *game, int row) {
  game->chosen = row;
  game->felt_before = 0;
  if (game->settings.progress_shown && game->settings.ask_feeling)
    game->screen = GAME_FEEL_BEFORE;
  else
    practice_begin(game, game->catalog.list[row]);
}

void visit_progress_done(const struct game *game, struct scr_done_view *view, const struct badge **earned) {
  static const enum scr_done_saved saved[] = {[LOGBOOK_NOTHING] = SCR_DONE_QUIET,
                                              [LOGBOOK_SAVING] = SCR_DONE_SAVING,
                                              [LOGBOOK_ON_DISK] = SCR_DONE_SAVED,
                                              [LOGBOOK_WAITING] = SCR_DONE_NOT_SAVED};
  const struct memory *memory = &game->memory;
  view->saved = saved[memory->logbook.saved];
  view->trouble = memory->logbook.why;
  view->felt_before = game->felt_before;
  view->felt_after = game->felt_after;
  view->today = memory->today;
  if (!game->settings.progress_shown) return;
  view->streak = memory_streak(game);
  view->sessions_today = memory_sessions_today(game);
  for (int i = 0; i < memory->earned_count; i++) {
    const struct badge *badge = memory_badge(game, memory->earned[i]);
    if (badge) earned[view->earned_count++] = badge;
  }
  view->earned = earned;
}
