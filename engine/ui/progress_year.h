/* The calendar page of the progress screen: a year as columns of weeks, each day toned by what was practised. */
#ifndef SUPINE_PROGRESS_YEAR_H
#define SUPINE_PROGRESS_YEAR_H

#include "scr_progress.h"

/* Fills the open column and moves the cursor in state: up and down by a day of the week, left and right by a week.
** Where height_px leaves room, the minutes of each month stand below the days. */
void progress_year(struct ui *ui, const struct scr_progress_view *view, struct scr_progress_state *state,
                   float height_px);

/* What is said about a day: "2 sessions, 9 minutes. Felt stiff before and loose after." */
const char *progress_year_sentence(struct ui *ui, const struct hist *hist, int32_t day, int32_t today);

#endif
