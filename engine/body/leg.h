/* One leg, from the hip to the toes. Private to the room: pose.h is what others see. */
#ifndef SUPINE_LEG_H
#define SUPINE_LEG_H

#include "pose.h"

/* Writes the joints, heel and angles of one side of out, whose trunk has been solved, from the (already
** limited) angles. The right leg is the left one's mirror image. */
void leg_solve(const struct skel *skel, const struct angles_leg *in, enum body_side side, struct pose *out);

#endif
