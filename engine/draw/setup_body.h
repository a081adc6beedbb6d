/* The body on its way down: from sitting before the roll to lying on it, and from there to head on the pillow and knees
** bent. The spine is let down joint by joint; hands, feet and knees follow by the two-bone problem, so that bones keep
** their lengths. Used by the set-up only. Pure. */
#ifndef SUPINE_SETUP_BODY_H
#define SUPINE_SETUP_BODY_H

#include "pose.h"
#include "setup_parts.h"

/* u 0: sitting, knees bent, hands on the floor behind; 1: lying on the roll, legs long, head on the floor. */
void setup_body_lie_down(const struct skel *skel, double u, struct pose *out);

/* u 0: where the first ends; 1: the set-up position. slide_m: how far the pillow still is from its place. */
void setup_body_settle(const struct skel *skel, double u, struct pose *out, double *slide_m);

/* Shadows of pelvis, trunk, head, hands and feet where they are near the surface. */
void setup_body_shadow(const struct setup_brush *b, const struct pose *pose);

#endif
