/* Comparing doubles; this cmocka knows only floats. Include after cmocka.h. */
#ifndef SUPINE_NEAR_H
#define SUPINE_NEAR_H

#include <math.h>

static inline void near_check(double got, double wanted, double tolerance, const char *file, int line) {
  if (fabs(got - wanted) <= tolerance) return; /* false for what is no number */
  print_error("%.9g is not within %.3g of %.9g\n", got, tolerance, wanted);
  _fail(file, line);
}

#define assert_near(got, wanted, tolerance) near_check((got), (wanted), (tolerance), __FILE__, __LINE__)

#endif
