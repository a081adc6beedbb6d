#include "contour.h"

#include <math.h>

#include "vec.h"

int contour_steps(float radius_px, float angle_rad) {
  float step = radius_px > 4 ? 1.5f / sqrtf(radius_px) : radius_px > 2 ? 0.8f : 1.6f;
  int n = (int)ceilf(fabsf(angle_rad) / step);
  return n < 2 ? 2 : n > CONTOUR_STEPS_MAX ? CONTOUR_STEPS_MAX : n;
}

void contour_arc(struct dl *dl, float x_px, float y_px, float radius_px, float dx, float dy,
                 float angle_rad) {
  int steps = contour_steps(radius_px, angle_rad);
  float c = cosf(angle_rad / (float)steps), s = sinf(angle_rad / (float)steps);
  for (int i = 0; i <= steps; i++) {
    dl_outline_to(dl, x_px + dx * radius_px, y_px + dy * radius_px);
    float turned = dx * c - dy * s;
    dy = dx * s + dy * c;
    dx = turned;
  }
}

void contour_disc(struct dl *dl, float x_px, float y_px, float radius_px) {
  if (!(radius_px > 0) || !isfinite(x_px + y_px + radius_px)) return;
  contour_arc(dl, x_px, y_px, radius_px, 1, 0, -2 * (float)VEC_PI);
  dl_outline_close(dl);
}

void contour_ellipse(struct dl *dl, float x_px, float y_px, float rx_px, float ry_px, float angle_rad) {
  if (!(rx_px > 0) || !(ry_px > 0) || !isfinite(x_px + y_px + rx_px + ry_px + angle_rad)) return;
  int steps = 2 * contour_steps(rx_px > ry_px ? rx_px : ry_px, (float)VEC_PI);
  float ca = cosf(angle_rad), sa = sinf(angle_rad);
  float c = cosf(2 * (float)VEC_PI / (float)steps), s = -sinf(2 * (float)VEC_PI / (float)steps);
  float dx = 1, dy = 0;
  for (int i = 0; i < steps; i++) {
    dl_outline_to(dl, x_px + rx_px * dx * ca - ry_px * dy * sa, y_px + rx_px * dx * sa + ry_px * dy * ca);
    float turned = dx * c - dy * s;
    dy = dx * s + dy * c;
    dx = turned;
  }
  dl_outline_close(dl);
}
