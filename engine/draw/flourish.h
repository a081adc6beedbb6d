/* Small rewards: leaves that drift up from the breath lane when a repetition is done, a soft ring round its number, and
** more leaves at a session's end. Functions of the time since it happened and of a seed, so that a film shows what the
** game shows. Small, faint at both ends and slow: never a flash. Whoever draws leaves them out under reduced motion.
** Pure; allocates nothing. */
#ifndef SUPINE_FLOURISH_H
#define SUPINE_FLOURISH_H

#include "cam.h"
#include "palette.h"

#define FLOURISH_REP_S 3.0 /* after it nothing is left of a repetition's flourish */
#define FLOURISH_END_S 6.5 /* of a session's end */

/* Leaves from the place x_px, y_px (the ball of the lane), rising about reach_px; size_px: length of a leaf. seed: the
** number of the repetition. Nothing outside 0…FLOURISH_REP_S. */
void flourish_rep(struct dl *dl, const struct palette *palette, float x_px, float y_px, float reach_px,
                  float size_px, int seed, double age_s);

/* A ring that opens round x_px, y_px from radius_px and fades, within half of FLOURISH_REP_S. */
void flourish_ring(struct dl *dl, const struct palette *palette, float x_px, float y_px, float radius_px,
                   double age_s);

/* Leaves that rise all along the bottom of rect to about a third of its height. Nothing outside 0…FLOURISH_END_S. */
void flourish_end(struct dl *dl, const struct palette *palette, struct cam_rect rect, float size_px,
                  double age_s);

#endif
