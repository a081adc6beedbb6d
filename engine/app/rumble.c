#include "rumble.h"

#include "ease.h"

#define PULSE_S     0.14 /* length of one pulse */
#define PULSE_GAP_S 0.34 /* from the start of the first to the start of the second */

struct rumble rumble_at(const struct plan *plan, struct ses_frame f, float strength) {
  struct rumble none = {0, 0};
  struct plan_sample sample;
  if (strength <= 0 || f.v < 0 || f.v >= plan->length_frames) return none;
  plan_at(plan, f, &sample);
  const struct plan_breath *b = sample.stretch;
  if (!b || b->easy || b->length_frames == 0) return none;
  double t_s = frames_to_s(f.v - b->start.v), u = (double)(f.v - b->start.v) / (double)b->length_frames;
  float most = RUMBLE_MOST * strength;
  if (b->breath == ROUTINE_IN) return (struct rumble){most * (float)ease_raised_cosine(u < 0.8 ? u / 0.8 : (1 - u) / 0.2), 0};
  if (b->breath == ROUTINE_OUT && (t_s < PULSE_S || (t_s >= PULSE_GAP_S && t_s < PULSE_GAP_S + PULSE_S)))
    return (struct rumble){0, most};
  return none;
}
