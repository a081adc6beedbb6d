/* The first page of the progress screen. */
#ifndef SUPINE_PROGRESS_OVERVIEW_H
#define SUPINE_PROGRESS_OVERVIEW_H

#include "scr_progress.h"

/* Fills the open column, generously where height_px allows. SCR_BADGES, SCR_WHY. */
struct scr_action progress_overview(struct ui *ui, const struct scr_progress_view *view, float height_px);

#endif
