/* From flesh round a bone to a stroke in the picture: a chain of stations, each an ellipse across the chain, seen
** by a camera. Also ellipsoids (skulls, shadows). Used by the drawing room only. Pure. */
#ifndef SUPINE_FLESH_H
#define SUPINE_FLESH_H

#include "cam.h"
#include "stroke.h"

struct flesh { /* one station of a chain, metres */
  struct vec3 at;
  struct vec3 wide, deep; /* the half axes of the cross section; both zero: a ball of `round_m` */
  double round_m;
};

/* A ball on the chain. */
static inline struct flesh flesh_ball(struct vec3 at, double radius_m) {
  return (struct flesh){.at = at, .round_m = radius_m};
}

/* The chain as it is seen: centres projected, half widths those of the ellipses across the projected chain.
** Fills stroke (roundness 1). count: at most STROKE_POINTS_MAX. */
void flesh_stroke(const struct cam *cam, const struct flesh *chain, int count, struct stroke *stroke);

struct flesh_ellipse { /* outline of an ellipsoid in the picture */
  float x_px, y_px, rx_px, ry_px, angle_rad;
};

/* The outline of the ellipsoid with those half axes (metres, mutually at right angles; one may be zero: a disc). */
struct flesh_ellipse flesh_ellipsoid(const struct cam *cam, struct vec3 at, struct vec3 a, struct vec3 b,
                                     struct vec3 c);

#define FLESH_CIRCLE 24
/* cos and sin of FLESH_CIRCLE equal steps round a full turn, kept so that no frame works them out. Constant. */
extern const struct flesh_unit { double c, s; } flesh_circle[FLESH_CIRCLE];

/* 0 below low, 1 above high, smooth between. */
double flesh_step(double low, double high, double v);

#endif
