/* The history as a message: what is put in stands where wire.h says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "pack.h"

static void assert_text(struct wire_in *in, const char *expected) {
  size_t n;
  const char *text = wire_get_text(in, &n);
  assert_non_null(text);
  assert_int_equal(n, strlen(expected));
  assert_memory_equal(text, expected, n);
}

static void test_everything_stands_in_its_place(void **state) {
  (void)state;
  const struct hist_day day = {.day = -3,
                               .sessions = 1,
                               .sets = 2,
                               .reps = 10,
                               .breaths = 20,
                               .ease_offs = 1,
                               .practised_s = 240,
                               .slowest_breath_s = 10.5,
                               .hours = 0x80000001u,
                               .routines = 3,
                               .devices = 1,
                               .before_sum = 7,
                               .before_count = 2,
                               .after_sum = 4,
                               .after_count = 1,
                               .bridged = true};
  const uint32_t row[] = {(uint32_t)-3, 1, 2, 10, 20, 1, 240, 10500, 0x80000001u, 3, 1, 7, 2, 4, 1, 1};
  const struct hist_routine routine = {"a", "somebody", true, 5, -3, 9};
  const struct hist_device device = {"d", 6, -4, 8};
  const struct hist_leave leave = {"", 10, 12};
  const struct hist_badge badge = {.id = "b", .title = "", .words = "", .day = 11};
  const struct hist hist = {
      &day, 1, &routine, 1, &device, 1, &leave, 1, &badge, 1, {1, 1, 2, 1, 10, 20, 240}};
  struct wire_out out = {.limit = 4096};
  pack_history(&hist, 20780, NULL, "de", &out);
  assert_false(out.failed);
  struct wire_in in = {out.bytes, out.bytes + out.size, false};
  assert_int_equal(wire_get_u32(&in), 20780);
  assert_text(&in, "de");
  for (int month = 1; month <= 12; month++)
    assert_true(wire_get_u32(&in) >= 1 && (in.at += month < 10 ? 1 : 2));
  assert_text(&in, "{2}-{1}");
  assert_text(&in, "{2}-{1}");
  const double totals[WIRE_TOTALS_COUNT] = {1, 1, 2, 10, 20, 1, 240};
  for (int i = 0; i < WIRE_TOTALS_COUNT; i++) assert_true(wire_get_double(&in) == totals[i]);
  assert_int_equal(wire_get_u32(&in), 1);
  for (int i = 0; i < WIRE_DAY_COLUMNS; i++) assert_int_equal(wire_get_u32(&in), row[i]);
  assert_int_equal(wire_get_u32(&in), 1);
  assert_text(&in, "a");
  for (int i = 0; i < 4; i++) assert_int_equal(wire_get_u32(&in), ((uint32_t[]){1, 5, (uint32_t)-3, 9})[i]);
  assert_int_equal(wire_get_u32(&in), 1);
  assert_text(&in, "d");
  for (int i = 0; i < 3; i++) assert_int_equal(wire_get_u32(&in), ((uint32_t[]){6, (uint32_t)-4, 8})[i]);
  for (int i = 0; i < 3; i++) assert_int_equal(wire_get_u32(&in), ((uint32_t[]){1, 10, 12})[i]);
  assert_int_equal(wire_get_u32(&in), 1);
  assert_text(&in, "b");
  assert_int_equal(wire_get_u32(&in), 11);
  assert_true(!in.broken && in.at == in.end);
  wire_out_clear(&out);
}

static void test_ninety_years_fit(void **state) {
  (void)state;
  static struct hist_day days[33000];
  const struct hist hist = {.days = days, .day_count = 33000};
  struct wire_out out = {.limit = WIRE_HISTORY_MAX};
  pack_history(&hist, 0, NULL, "en", &out);
  assert_false(out.failed);
  assert_in_range(out.size, 33000 * 4 * WIRE_DAY_COLUMNS, 33000 * 4 * WIRE_DAY_COLUMNS + 1024);
  wire_out_clear(&out);
}

static void test_what_does_not_fit_is_marked_so(void **state) {
  (void)state;
  const struct hist_day day = {.day = 1};
  const struct hist hist = {.days = &day, .day_count = 1};
  struct wire_out out = {.limit = 100};
  pack_history(&hist, 0, NULL, "en", &out);
  assert_true(out.failed);
  wire_out_clear(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_everything_stands_in_its_place),
      cmocka_unit_test(test_ninety_years_fit),
      cmocka_unit_test(test_what_does_not_fit_is_marked_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
