/* A hand that grasps a roll: it comes from behind and above, four fingers over the top and down the front, the thumb
** from below. All five are seen, and so is whether the tips of thumb and middle finger meet. Used by the set-up only.
** Pure. */
#ifndef SUPINE_SETUP_HAND_H
#define SUPINE_SETUP_HAND_H

#include "setup_parts.h"

/* A roll along x of this radius with its axis at a height; the hand's middle finger at x = 0. */
struct setup_grip {
  double axis_y, radius_m;
  double open; /* 0: closed round it, thumb and middle finger touch; 1: fingers and thumb stand away */
};

/* What lies behind the roll: forearm and back of the hand. Draw it first. */
void setup_hand_behind(const struct setup_brush *b, const struct setup_grip *grip);

/* Thumb and fingers in front of the roll. Draw them last. */
void setup_hand_before(const struct setup_brush *b, const struct setup_grip *grip);

/* Where thumb and middle finger meet when the hand is closed. */
struct vec3 setup_hand_meeting(const struct setup_grip *grip);

#endif
