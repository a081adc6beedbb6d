/* The end of a session: what was done, in warm words and true numbers. */
#ifndef SUPINE_SCR_DONE_H
#define SUPINE_SCR_DONE_H

#include "scr.h"
#include "ses.h"

struct scr_done_view {
  const struct ses_result *result;
  const struct routine *routine; /* that was practised, for the credit */
  const char *banner;            /* "This session could not be stored: …"; NULL: none */
};

/* SCR_HOME, SCR_AGAIN. Back is home. */
struct scr_action scr_done(struct ui *ui, const struct scr_done_view *view);

#endif
