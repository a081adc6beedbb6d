/* Movement profiles: ends, middle, symmetry. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ease.h"
#include "near.h"

static void the_profile_goes_from_0_to_1_and_stays_there(void **state) {
  (void)state;
  assert_near(ease_raised_cosine(-3), 0, 0);
  assert_near(ease_raised_cosine(0), 0, 0);
  assert_near(ease_raised_cosine(0.25), 0.5 - sqrt(0.125), 1e-12);
  assert_near(ease_raised_cosine(0.5), 0.5, 1e-12);
  assert_near(ease_raised_cosine(1), 1, 0);
  assert_near(ease_raised_cosine(7), 1, 0);
}

static void it_is_the_same_forwards_and_backwards(void **state) {
  (void)state;
  for (double u = 0; u <= 1; u += 0.01) {
    assert_near(ease_raised_cosine(u) + ease_raised_cosine(1 - u), 1, 1e-12);
  }
}

static void mixing_meets_both_ends_exactly(void **state) {
  (void)state;
  assert_near(ease_mix(3, 10, 0), 3, 0);
  assert_near(ease_mix(3, 10, 1), 10, 0);
  assert_near(ease_mix(3, 10, 0.5), 6.5, 1e-12);
  assert_near(ease_mix(10, 3, 2), 3, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_profile_goes_from_0_to_1_and_stays_there),
      cmocka_unit_test(it_is_the_same_forwards_and_backwards),
      cmocka_unit_test(mixing_meets_both_ends_exactly),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
