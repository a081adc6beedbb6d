/* The six steps from a towel to lying ready, each as a short picture in motion: folding, rolling, the test with thumb
** and middle finger, laying the roll along the spine, lying down on it, pillow and knees. Each step is a loop that
** begins and ends at rest in the same picture. Pure; allocates nothing beyond the list's own growth; any thread. */
#ifndef SUPINE_SETUP_H
#define SUPINE_SETUP_H

#include "cam.h"
#include "dl.h"
#include "palette.h"
#include "skel.h"

enum setup_step {
  SETUP_FOLD,
  SETUP_ROLL,
  SETUP_GRASP,
  SETUP_PLACE,
  SETUP_LIE,
  SETUP_SETTLE, /* the pillow, then the knees */
  SETUP_STEPS
};

/* How many steps there are; steps count from 0. */
int setup_count(void);

/* "fold", "roll", "grasp", "place", "lie", "settle": the part of a key under which the step's words stand
** ("setup.fold.title"). Constant. step: 0 … setup_count() − 1, here and below. */
const char *setup_name(int step);

/* Length of the step's loop, seconds: 4 to 8. */
double setup_loop_s(int step);

/* The moment of the loop up to which the step is done and rests; from there it goes back to its beginning. What shows a
** step once ends here. Every step begins as the one before is left. */
double setup_done_s(int step);

/* Draws a step at t_s seconds after the loop began (any time: it repeats) into rect, fitted to it whatever its shape
** and clipped to it; no background. still: t_s does not count, and its most telling moment is drawn. Clipping is off
** afterwards. */
void setup_draw(struct dl *dl, const struct palette *palette, const struct skel *skel, struct cam_rect rect,
                int step, double t_s, bool still);

#endif
