/* Closed contours of round things, corner by corner into the outline that a draw list has open: all of them turn the
** same way, so that they may share it. Used by the drawing room only. Pixels. Pure; allocates nothing. */
#ifndef SUPINE_CONTOUR_H
#define SUPINE_CONTOUR_H

#include "dl.h"

#define CONTOUR_STEPS_MAX 64

/* Into how many chords an arc is cut, so that none is farther than a quarter of a pixel from it: 2…CONTOUR_STEPS_MAX. */
int contour_steps(float radius_px, float angle_rad);

/* The corners of an arc about (x, y), from the unit vector (dx, dy) turned by angle_rad, both its ends included. */
void contour_arc(struct dl *dl, float x_px, float y_px, float radius_px, float dx, float dy, float angle_rad);

/* Whole contours, closed. Nothing where a radius is not positive or a number is none. */
void contour_disc(struct dl *dl, float x_px, float y_px, float radius_px);
void contour_ellipse(struct dl *dl, float x_px, float y_px, float rx_px, float ry_px, float angle_rad);

#endif
