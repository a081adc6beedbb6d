/* The screens of days, streaks and badges: what they are given, and where their answers lead. Used by visit. */
#ifndef SUPINE_VISIT_PROGRESS_H
#define SUPINE_VISIT_PROGRESS_H

#include "game_state.h"

/* Whether the present screen is one of them. */
bool visit_progress_is(enum game_screen screen);

/* Draws it, between ui_begin and ui_end. */
struct scr_action visit_progress_draw(struct game *game, struct ui *ui, const char *banner);

/* Follows what the player did there. */
void visit_progress_follow(struct game *game, struct scr_action action);

/* The row of the catalog is to be practised: asks how the back feels where the player wants to be asked, or begins. */
void visit_progress_begin(struct game *game, int row);

/* The summary's view of what was saved and earned; earned: room for MEMORY_EARNED_MAX. */
void visit_progress_done(const struct game *game, struct scr_done_view *view, const struct badge **earned);

#endif
