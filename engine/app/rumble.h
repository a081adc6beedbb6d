/* The breath for the hands: a swell while breathing in, two soft pulses when breathing out begins. Pure: what both
** motors do at a moment of the plan. Never the only cue, and off for a pad without motors. */
#ifndef SUPINE_RUMBLE_H
#define SUPINE_RUMBLE_H

#include <stdbool.h>

#include "plan.h"

struct rumble {
  float low, high; /* motors, 0…1 */
};

/* At most this strong at full strength of the setting; the usual setting is half of it: a hint, not an alarm. */
#define RUMBLE_MOST 0.8f

/* How long an order lasts while the program looks at its events. Where it hangs nobody counts, and where it ends the
** kernel stills the motors. */
#define RUMBLE_MS 120

/* The motors at f. strength: the player's setting, 0…1. Easy breathing and holds are still. */
struct rumble rumble_at(const struct plan *plan, struct ses_frame f, float strength);

struct rumble_order { /* what the pad was told last; {0}: nothing, so its motors are still */
  struct rumble motors;
  int64_t at_us;
};

/* Whether the pad has to be told: the motors shall do something that can be felt to differ, or the last order is about
** to run out. Notes the order where it does. Ask every frame: an edge of a pulse goes out with the frame it falls on. */
bool rumble_due(struct rumble_order *order, struct rumble motors, int64_t now_us);

#endif
