/* Corners taken off: what contacts and limits use so that a blended pose never jerks. Pure, inline. */
#ifndef SUPINE_SOFT_H
#define SUPINE_SOFT_H

#include <math.h>

#include "vec.h"

/* The greater of a and b, rounded where they are within width of each other and exact elsewhere. Never less
** than the greater, and never more than it by over width / 4. width > 0, in the unit of a and b. */
static inline double soft_max(double a, double b, double width) {
  double near = fmax(0, 1 - fabs(a - b) / width);
  return fmax(a, b) + 0.25 * width * near * near;
}

/* 0 below low, 1 above high, the smoothstep cubic between. */
static inline double soft_step(double low, double high, double v) {
  double u = fmin(1, fmax(0, (v - low) / (high - low)));
  return u * u * (3 - 2 * u);
}

/* The unit direction d turned upwards, in its own vertical plane, until it rises at least `least` (the sine
** of its slope); exact where it does already. width: of the corner, as in soft_max. One that points straight
** down turns towards the feet. */
static inline struct vec3 soft_lift(struct vec3 d, double least, double width) {
  double y = fmin(soft_max(d.y, vec_clamp(least, -1, 1), width), 1);
  double across = sqrt(d.x * d.x + d.z * d.z);
  if (y <= d.y) return d;
  if (across < 1e-9) return vec3(-sqrt(1 - y * y), y, 0);
  double scale = sqrt(1 - y * y) / across;
  return vec3(d.x * scale, y, d.z * scale);
}

/* The angle in radians by which a limb must rise about its root until a point of it, out_m away along the
** surface and up_m above the root, is floor_m above the root (usually negative: the surface lies lower).
** Negative when it is high enough already, or so close to the root that it cannot touch. */
static inline double soft_rise(double out_m, double up_m, double floor_m) {
  double reach = hypot(out_m, up_m);
  if (reach <= fabs(floor_m)) return -1;
  return asin(floor_m / reach) - atan2(up_m, out_m);
}

/* How firmly a contact of this weight overrules the commanded angle: only close to its full weight. A blend
** from a resting pose to a free one is then the straight line between their solved ends, with their profile
** of speed, and not a curve that bulges because the command and the weight change together. */
static inline double soft_firm(double weight) {
  double w2 = weight * weight, w4 = w2 * w2;
  return w4 * w4;
}

#endif
