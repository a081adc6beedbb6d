/* The light of the hour: a theme's sky, hills and ground as they look in the morning, by day, in the evening and at
** night, with slow passages between. The evening is the theme as it stands. Figure, props, marks and interface keep
** their colours, so every hour keeps the theme's contrast (a test checks it); the high-contrast theme has no hours. Pure.
*/
#ifndef SUPINE_HOUR_H
#define SUPINE_HOUR_H

#include "palette.h"

/* The light changes in steps too small to be seen, so that a picture can be kept from one to the next. */
#define HOUR_STEPS_A_DAY 1440

/* hour_h: local time, any number; taken modulo 24 and down to a step. NaN is the theme itself. */
struct palette hour_palette(const struct palette *theme, double hour_h);

#endif
