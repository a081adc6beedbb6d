/* One arm, from the base of the neck to the fingertips. Private to the room: pose.h is what others see. */
#ifndef SUPINE_ARM_H
#define SUPINE_ARM_H

#include "pose.h"

/* Writes the joints, hand, angles and contacts of one side of out, whose trunk has been solved, from the
** (already limited) angles. The right arm is the left arm's mirror image, so that both are alike to the last
** bit. */
void arm_solve(const struct skel *skel, const struct angles_arm *in, enum body_side side, struct pose *out);

#endif
