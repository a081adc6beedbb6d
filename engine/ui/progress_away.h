/* The page of the progress screen for illness and holidays. */
#ifndef SUPINE_PROGRESS_AWAY_H
#define SUPINE_PROGRESS_AWAY_H

#include "scr_progress.h"

/* Fills the open column. SCR_AWAY_BEGIN with the days; SCR_AWAY_END with the row of hist.leaves. */
struct scr_action progress_away(struct ui *ui, const struct scr_progress_view *view,
                                struct scr_progress_state *state);

#endif
