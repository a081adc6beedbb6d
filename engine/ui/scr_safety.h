/* Who the stretches are for and who should ask first; what is needed; where the technique is from. Shown
** before the first session and, from home, at any time. */
#ifndef SUPINE_SCR_SAFETY_H
#define SUPINE_SCR_SAFETY_H

#include "scr.h"

struct scr_safety_view {
  bool first; /* the card must be understood before anything else: SCR_UNDERSTOOD, or SCR_QUIT; else SCR_BACK
               */
};

struct scr_action scr_safety(struct ui *ui, const struct scr_safety_view *view);

#endif
