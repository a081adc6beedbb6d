/* The breath for the hands: a swell while breathing in, two soft pulses when breathing out begins. Pure: what both
** motors do at a moment of the plan. Never the only cue, and off for a pad without motors. */
#ifndef SUPINE_RUMBLE_H
#define SUPINE_RUMBLE_H

#include "plan.h"

struct rumble {
  float low, high; /* motors, 0…1 */
};

/* At most this strong at full strength of the setting: a hint, not an alarm. */
#define RUMBLE_MOST 0.4f

/* The motors at f. strength: the player's setting, 0…1. Easy breathing and holds are still. */
struct rumble rumble_at(const struct plan *plan, struct ses_frame f, float strength);

#endif
