/* Movement profiles. u: 0 at the start of a phase, 1 at its end; values outside are clamped. Pure. */
#ifndef SUPINE_EASE_H
#define SUPINE_EASE_H

/* Raised cosine (1 − cos πu) / 2: no velocity at either end, its peak π/2 times the mean. The breath's own
** envelope, so that the figure and the breath are one movement. */
double ease_raised_cosine(double u);

/* a at u = 0, b at u = 1, raised cosine between. */
double ease_mix(double a, double b, double u);

#endif
