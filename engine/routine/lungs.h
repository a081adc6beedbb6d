/* How full the lungs are at every frame of a plan. Private to this room. */
#ifndef SUPINE_LUNGS_H
#define SUPINE_LUNGS_H

#include "plan.h"

/* Appends to plan->breaths the stretches that cover the segments from index `first` to the end, beginning at
** `level`. The array is replaced by one from the arena that has room for them. Returns 0 or ERR_MACHINE. */
int lungs_fill(struct plan *plan, int first, double level, struct arena *arena);

#endif
