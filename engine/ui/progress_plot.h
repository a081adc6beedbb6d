/* The page of the progress screen that shows how the back felt before and after, over time. */
#ifndef SUPINE_PROGRESS_PLOT_H
#define SUPINE_PROGRESS_PLOT_H

#include "scr_progress.h"

enum progress_plot_range { PROGRESS_PLOT_WEEKS, PROGRESS_PLOT_YEAR, PROGRESS_PLOT_ALL, PROGRESS_PLOT_RANGES };

/* Fills the open column, height_px high if it can. */
void progress_plot(struct ui *ui, const struct scr_progress_view *view, struct scr_progress_state *state,
                   float height_px);

#endif
