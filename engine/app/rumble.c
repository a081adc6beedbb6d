#include "rumble.h"

#include <math.h>

#include "ease.h"

#define PULSE_S     0.14  /* length of one pulse */
#define PULSE_GAP_S 0.34  /* from the start of the first to the start of the second */
#define FELT        0.02f /* of full power: smaller changes are not worth an order */
#define RENEW_US    (RUMBLE_MS * 1000 / 2)

struct rumble rumble_at(const struct plan *plan, struct ses_frame f, float strength) {
  struct rumble none = {0, 0};
  struct plan_sample sample;
  if (strength <= 0 || f.v < 0 || f.v >= plan->length_frames) return none;
  plan_at(plan, f, &sample);
  const struct plan_breath *b = sample.stretch;
  if (!b || b->easy || b->length_frames == 0) return none;
  double t_s = frames_to_s(f.v - b->start.v), u = (double)(f.v - b->start.v) / (double)b->length_frames;
  float most = RUMBLE_MOST * strength;
  if (b->breath == ROUTINE_IN)
    return (struct rumble){most * (float)ease_raised_cosine(u < 0.8 ? u / 0.8 : (1 - u) / 0.2), 0};
  if (b->breath == ROUTINE_OUT && (t_s < PULSE_S || (t_s >= PULSE_GAP_S && t_s < PULSE_GAP_S + PULSE_S)))
    return (struct rumble){0, most};
  return none;
}

bool rumble_due(struct rumble_order *order, struct rumble motors, int64_t now_us) {
  bool still = motors.low <= 0 && motors.high <= 0;
  bool was_still = order->motors.low <= 0 && order->motors.high <= 0;
  if (still && was_still) return false;
  bool differs =
      fabsf(motors.low - order->motors.low) >= FELT || fabsf(motors.high - order->motors.high) >= FELT;
  if (!differs && still == was_still && now_us - order->at_us < RENEW_US) return false;
  *order = (struct rumble_order){motors, now_us};
  return true;
}
