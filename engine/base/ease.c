#include "ease.h"

#include <math.h>

#include "vec.h"

double ease_raised_cosine(double u) {
  if (u <= 0) return 0;
  if (u >= 1) return 1;
  return 0.5 - 0.5 * cos(VEC_PI * u);
}

double ease_mix(double a, double b, double u) {
  return a + (b - a) * ease_raised_cosine(u);
}
