/* The six steps from a folded towel to lying ready, with a moving picture of the step that has the focus. Up and down,
** left and right go from step to step; nothing goes on by itself. */
#ifndef SUPINE_SCR_SETUP_H
#define SUPINE_SCR_SETUP_H

#include "scr.h"

struct scr_setup_state { /* kept by the caller between frames; {0} before the first */
  bool begun;
  int step;       /* whose picture moves */
  double since_s; /* ui->frame.now_s when it began */
};

/* SCR_BACK. */
struct scr_action scr_setup(struct ui *ui, struct scr_setup_state *state);

#endif
