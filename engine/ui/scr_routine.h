/* One routine: what it does, whose it is, how long it takes, the three settings that change it, and the
 * start. */
#ifndef SUPINE_SCR_ROUTINE_H
#define SUPINE_SCR_ROUTINE_H

#include "scene.h"
#include "scr.h"

struct scr_routine_view {
  const struct routine_catalog *catalog;
  int index;               /* row of the catalog */
  double seconds;          /* with these settings; 0: unknown */
  const struct plan *plan; /* shown moving, from its first repetition on; NULL: the figure lies at rest */
};

/* SCR_START, SCR_CHANGED (settings was written to: compile the plan anew), SCR_BACK. */
struct scr_action scr_routine(struct ui *ui, const struct scr_routine_view *view, struct settings *settings,
                              struct scene *scene);

#endif
