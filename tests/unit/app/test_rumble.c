/* The breath for the hands: what the motors do at each moment of a real plan. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app_catalog.h"
#include "near.h"
#include "rumble.h"

#define STEP_FRAMES 480 /* 10 ms */

static struct arena arena;

static struct rumble at(const struct plan *plan, int64_t frame) {
  return rumble_at(plan, (struct ses_frame){frame}, 1);
}

static bool still(struct rumble r) {
  return r.low == 0 && r.high == 0;
}

static void breathing_in_swells_and_is_gone_when_it_ends(void **state) {
  (void)state;
  const struct plan *plan = app_plan(&arena, "overhead-reach", 1, 4, 6, 165);
  int seen = 0;
  for (int i = 0; i < plan->breath_count; i++) {
    const struct plan_breath *b = &plan->breaths[i];
    if (b->breath != ROUTINE_IN || b->easy) continue;
    seen++;
    assert_true(at(plan, b->start.v).low < 0.02f * RUMBLE_MOST);
    float peak = 0, last = 0;
    bool fell = false;
    for (int64_t f = 0; f < b->length_frames; f += STEP_FRAMES) {
      struct rumble r = at(plan, b->start.v + f);
      assert_true(r.high == 0);
      assert_true(r.low >= 0 && r.low <= RUMBLE_MOST);
      assert_true(fabsf(r.low - last) < 0.06f * RUMBLE_MOST); /* a swell has no steps */
      if (r.low < last) fell = true;
      assert_true(!fell || r.low <= last + 1e-6f); /* once up, once down */
      last = r.low;
      if (r.low > peak) peak = r.low;
    }
    assert_near(peak, RUMBLE_MOST, 0.01 * RUMBLE_MOST);
    assert_true(last < 0.05f * RUMBLE_MOST);
  }
  assert_int_equal(seen, 1);
}

static void breathing_out_begins_with_two_short_pulses(void **state) {
  (void)state;
  const struct plan *plan = app_plan(&arena, "elbow-lowering", 2, 4, 6, 165);
  int seen = 0;
  for (int i = 0; i < plan->breath_count; i++) {
    const struct plan_breath *b = &plan->breaths[i];
    if (b->breath != ROUTINE_OUT || b->easy) continue;
    seen++;
    int pulses = 0;
    bool on = false;
    for (int64_t f = 0; f < b->length_frames; f += STEP_FRAMES) {
      struct rumble r = at(plan, b->start.v + f);
      assert_true(r.low == 0);
      assert_true(r.high == 0 || f < FRAMES_RATE_HZ);
      if (r.high > 0 && !on) pulses++;
      on = r.high > 0;
    }
    assert_int_equal(pulses, 2);
  }
  assert_int_equal(seen, 2);
}

static void waits_easy_breaths_and_what_lies_outside_are_still(void **state) {
  (void)state;
  const struct plan *plan = app_plan(&arena, "towel-roll", 1, 0, 0, 0);
  int moments = 0;
  for (int64_t f = 0; f < plan->length_frames; f += STEP_FRAMES) {
    struct plan_sample sample;
    plan_at(plan, (struct ses_frame){f}, &sample);
    if (sample.stretch && !sample.stretch->easy && sample.stretch->breath != ROUTINE_FREE) continue;
    assert_true(still(at(plan, f)));
    moments++;
  }
  assert_true(moments > 1000);
  assert_true(still(at(plan, -1)));
  assert_true(still(at(plan, plan->length_frames)));
  assert_true(still(at(plan, plan->length_frames + FRAMES_RATE_HZ)));
}

static void strength_scales_it_down_to_nothing(void **state) {
  (void)state;
  const struct plan *plan = app_plan(&arena, "overhead-reach", 1, 0, 0, 0);
  float sum = 0;
  for (int64_t f = 0; f < plan->length_frames; f += STEP_FRAMES) {
    struct rumble whole = at(plan, f), half = rumble_at(plan, (struct ses_frame){f}, 0.5f);
    assert_near(half.low, whole.low / 2, 1e-6);
    assert_near(half.high, whole.high / 2, 1e-6);
    assert_true(still(rumble_at(plan, (struct ses_frame){f}, 0)));
    sum += whole.low + whole.high;
  }
  assert_true(sum > 20 * RUMBLE_MOST);
}

static int close_all(void **state) {
  arena_clear(&arena);
  return app_catalog_close(state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(breathing_in_swells_and_is_gone_when_it_ends),
      cmocka_unit_test(breathing_out_begins_with_two_short_pulses),
      cmocka_unit_test(waits_easy_breaths_and_what_lies_outside_are_still),
      cmocka_unit_test(strength_scales_it_down_to_nothing),
  };
  return cmocka_run_group_tests(tests, app_catalog_open, close_all);
}
