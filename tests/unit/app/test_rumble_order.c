/* When the pad is told something: at once where it can be felt, again before the order runs out, and never more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rumble.h"

#define FRAME_US 16667

static void still_motors_are_told_nothing(void **state) {
  (void)state;
  struct rumble_order order = {0};
  for (int64_t at = 1; at < 5000000; at += FRAME_US)
    assert_false(rumble_due(&order, (struct rumble){0, 0}, at));
}

static void the_edge_of_a_pulse_goes_out_with_its_frame(void **state) {
  (void)state;
  struct rumble_order order = {0};
  int64_t now = 1000;
  for (int pulse = 0; pulse < 10; pulse++) {
    assert_true(rumble_due(&order, (struct rumble){0, 0.4f}, now += FRAME_US));
    assert_true(rumble_due(&order, (struct rumble){0, 0}, now += FRAME_US)); /* the end as well */
    assert_false(rumble_due(&order, (struct rumble){0, 0}, now += FRAME_US));
  }
}

static void a_steady_order_is_renewed_before_it_runs_out(void **state) {
  (void)state;
  struct rumble_order order = {0};
  int64_t told = 0, now = 1000000;
  int orders = 0;
  for (int frame = 0; frame < 600; frame++, now += FRAME_US) {
    if (rumble_due(&order, (struct rumble){0.3f, 0}, now)) told = now, orders++;
    assert_true(now - told < RUMBLE_MS * 1000 - FRAME_US);
  }
  assert_in_range(orders, 100, 170); /* not one a frame */
}

static void a_swell_follows_in_steps_that_nobody_feels(void **state) {
  (void)state;
  struct rumble_order order = {0};
  for (int frame = 0; frame < 240; frame++) {
    struct rumble motors = {0.4f * (float)frame / 240, 0};
    rumble_due(&order, motors, (int64_t)frame * FRAME_US + 1);
    assert_true(motors.low - order.motors.low < 0.025f);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(still_motors_are_told_nothing),
      cmocka_unit_test(the_edge_of_a_pulse_goes_out_with_its_frame),
      cmocka_unit_test(a_steady_order_is_renewed_before_it_runs_out),
      cmocka_unit_test(a_swell_follows_in_steps_that_nobody_feels),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
