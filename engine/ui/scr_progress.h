/* What has come together: four pages under one title. Overview (the number that the streak rule counts, the week,
** lifetime totals, badges), calendar (a year by the day), how the back felt, and being away. */
#ifndef SUPINE_SCR_PROGRESS_H
#define SUPINE_SCR_PROGRESS_H

#include "hist.h"
#include "scr.h"
#include "streak.h"

struct scr_progress_view {
  const struct hist *hist;         /* never NULL; may be empty */
  const struct streak *streak;     /* NULL: the rule has not answered (yet) */
  const struct badge_list *badges; /* rules as they answered; NULL: none yet. Earned ones come from hist */
  int32_t today;                   /* civil day by the start of the day in force */
  const char *banner;              /* NULL: none */
};

enum scr_progress_page {
  SCR_PROGRESS_OVERVIEW,
  SCR_PROGRESS_YEAR,
  SCR_PROGRESS_FEELING,
  SCR_PROGRESS_AWAY,
  SCR_PROGRESS_PAGES
};

struct scr_progress_state { /* kept by the caller as long as it likes; zeroed before the first call */
  enum scr_progress_page page;
  int year;      /* shown; 0: that of today */
  int32_t day;   /* under the cursor; meaningless while year is 0 */
  int range;     /* of the plot: enum progress_plot_range */
  int away_days; /* 0: not chosen so far */
};

/* SCR_BADGES, SCR_WHY, SCR_AWAY_BEGIN (days), SCR_AWAY_END (row of hist.leaves), SCR_BACK. Back leads to the overview
** first. */
struct scr_action scr_progress(struct ui *ui, const struct scr_progress_view *view,
                               struct scr_progress_state *state);

#endif
