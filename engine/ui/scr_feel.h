/* "How does your back feel?" Five drawn faces; one press answers, another skips. */
#ifndef SUPINE_SCR_FEEL_H
#define SUPINE_SCR_FEEL_H

#include "scr.h"

struct scr_feel_view {
  bool after;         /* a session; false: before it */
  const char *banner; /* NULL: none */
};

/* SCR_FELT with the face, 1 (stiff) … RECORD_FACES (free); SCR_SKIP. Back skips. */
struct scr_action scr_feel(struct ui *ui, const struct scr_feel_view *view);

#endif
