#include "flesh.h"

#include <assert.h>
#include <math.h>

#define LEAST_HALF_PX 0.6f

#define SIN15 0.2588190451025207
#define SIN45 0.7071067811865475
#define SIN60 0.8660254037844386
#define SIN75 0.9659258262890683

const struct flesh_unit flesh_circle[FLESH_CIRCLE] = {
    {1, 0},  {SIN75, SIN15},   {SIN60, 0.5},   {SIN45, SIN45},   {0.5, SIN60},   {SIN15, SIN75},
    {0, 1},  {-SIN15, SIN75},  {-0.5, SIN60},  {-SIN45, SIN45},  {-SIN60, 0.5},  {-SIN75, SIN15},
    {-1, 0}, {-SIN75, -SIN15}, {-SIN60, -0.5}, {-SIN45, -SIN45}, {-0.5, -SIN60}, {-SIN15, -SIN75},
    {0, -1}, {SIN15, -SIN75},  {0.5, -SIN60},  {SIN45, -SIN45},  {SIN60, -0.5},  {SIN75, -SIN15}};

double flesh_step(double low, double high, double v) {
  double u = vec_clamp((v - low) / (high - low), 0, 1);
  return u * u * (3 - 2 * u);
}

/* Half extent of a station across the picture's direction (tx, ty), metres. side_on 0…1: how much of the chain's
** length is seen there. Of a chain that points at the eye the direction says nothing and turns round in no time:
** a flat section then counts as a round one of the same mean width. */
static double across(const struct cam *cam, const struct flesh *f, double tx, double ty, double side_on) {
  if (f->round_m > 0) return f->round_m;
  struct cam_vector w = cam_direction(cam, f->wide), d = cam_direction(cam, f->deep);
  double by_wide = -ty * w.x + tx * w.y, by_deep = -ty * d.x + tx * d.y;
  double flat = by_wide * by_wide + by_deep * by_deep;
  if (side_on >= 1) return sqrt(flat);
  return sqrt(vec_lerp(0.5 * (w.x * w.x + w.y * w.y + d.x * d.x + d.y * d.y), flat, side_on));
}

#define END_ON_FULL 0.06 /* shares of its length at which a chain is seen end-on, and from the side */
#define END_ON_NONE 0.45

void flesh_stroke(const struct cam *cam, const struct flesh *chain, int count, struct stroke *stroke) {
  assert(count >= 1 && count <= STROKE_POINTS_MAX);
  struct cam_point p[STROKE_POINTS_MAX];
  stroke->flat_start = stroke->sections = false;
  for (int i = 0; i < count; i++) p[i] = cam_project(cam, chain[i].at);
  double tx = 1, ty = 0;
  for (int i = 0; i < count; i++) {
    int a = i > 0 ? i - 1 : 0, b = i + 1 < count ? i + 1 : i;
    double dx = (double)(p[b].x_px - p[a].x_px), dy = (double)(p[b].y_px - p[a].y_px), n = hypot(dx, dy);
    if (n > 0.05) tx = dx / n, ty = dy / n; /* seen end-on: keep the last direction */
    double side_on = 1;
    if (!(chain[i].round_m > 0)) {
      double length = vec3_length(vec3_sub(chain[b].at, chain[a].at)) * (double)p[i].scale_px;
      side_on = length > 0 ? flesh_step(END_ON_FULL, END_ON_NONE, n / length) : 0;
    }
    float half = (float)across(cam, &chain[i], tx, ty, side_on) * p[i].scale_px;
    stroke->points[i] =
        (struct stroke_point){p[i].x_px, p[i].y_px, half > LEAST_HALF_PX ? half : LEAST_HALF_PX};
  }
  stroke->count = count;
  stroke->roundness = 1;
}

struct flesh_ellipse flesh_ellipsoid(const struct cam *cam, struct vec3 at, struct vec3 a, struct vec3 b,
                                     struct vec3 c) {
  struct cam_point p = cam_project(cam, at);
  struct vec3 half[3] = {a, b, c};
  double xx = 0, xy = 0, yy = 0; /* of the quadratic form whose square roots are the half axes */
  for (int i = 0; i < 3; i++) {
    struct cam_vector v = cam_direction(cam, half[i]);
    xx += v.x * v.x, xy += v.x * v.y, yy += v.y * v.y;
  }
  double mean = 0.5 * (xx + yy), spread = hypot(0.5 * (xx - yy), xy);
  float scale = p.scale_px;
  return (struct flesh_ellipse){p.x_px, p.y_px, (float)sqrt(mean + spread) * scale,
                                (float)sqrt(fmax(0, mean - spread)) * scale,
                                (float)(0.5 * atan2(2 * xy, xx - yy))};
}
