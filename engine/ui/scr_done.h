/* The end of a session: what was done, in warm words and true numbers. */
#ifndef SUPINE_SCR_DONE_H
#define SUPINE_SCR_DONE_H

#include "scr.h"
#include "ses.h"
#include "streak.h"

enum scr_done_saved {
  SCR_DONE_QUIET,  /* nothing is said: there was nothing to save */
  SCR_DONE_SAVING, /* on its way */
  SCR_DONE_SAVED,  /* only after the commit */
  SCR_DONE_NOT_SAVED
};

struct scr_done_view {
  const struct ses_result *result;
  const struct routine *routine; /* that was practised, for the credit */
  const char *banner;            /* NULL: none */
  enum scr_done_saved saved;
  const char *trouble;         /* NOT_SAVED: why, one sentence */
  int felt_before, felt_after; /* faces, 1…RECORD_FACES; 0: not told */
  /* shown while progress is; the caller leaves them empty where it is hidden */
  const struct streak *streak;       /* with this session; NULL: not known (yet) */
  int32_t today;                     /* civil day by the start of the day in force */
  const struct badge *const *earned; /* by this session, borrowed for the frame */
  int earned_count;
  int sessions_today; /* with this one; from SCR_ENCOURAGED on, rest is suggested */
};

/* SCR_HOME, SCR_AGAIN. Back is home. */
struct scr_action scr_done(struct ui *ui, const struct scr_done_view *view);

#endif
