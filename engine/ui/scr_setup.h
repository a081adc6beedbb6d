/* The six steps from a folded towel to lying ready, with a picture of the step that has the focus. */
#ifndef SUPINE_SCR_SETUP_H
#define SUPINE_SCR_SETUP_H

#include "scr.h"

#define SCR_SETUP_STEPS 6

/* SCR_BACK. */
struct scr_action scr_setup(struct ui *ui);

#endif
