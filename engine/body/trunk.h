/* The part of the body that lies: pelvis on the surface, back over the roll, head on the pillow, breath
** inside. Private to the room: pose.h is what others see. */
#ifndef SUPINE_TRUNK_H
#define SUPINE_TRUNK_H

#include "pose.h"

/* Writes the joints pelvis to head, the three rotations, breath, roll and the spine's angles of out from the
** (already limited) angles and level. Only sagittal movement: the spine stays over the roll. */
void trunk_solve(const struct skel *skel, const struct angles *in, double level, struct pose *out);

#endif
