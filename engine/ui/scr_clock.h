/* Asked once, when practice is noted for days that lie ahead of the clock: is the clock right? */
#ifndef SUPINE_SCR_CLOCK_H
#define SUPINE_SCR_CLOCK_H

#include "scr.h"

struct scr_clock_view {
  int32_t today; /* civil day as the clock says */
  int32_t last;  /* the latest day that practice is noted for */
};

/* SCR_CLOCK_RIGHT, SCR_CLOCK_WRONG; back leaves it open: SCR_BACK. */
struct scr_action scr_clock(struct ui *ui, const struct scr_clock_view *view);

#endif
