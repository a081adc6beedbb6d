#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "palette.h"

static void assert_contrast(const struct palette *p, const char *what, struct dl_color a, struct dl_color b,
                            double least) {
  double ratio = palette_contrast(a, b);
  if (ratio < least) fail_msg("%s: %s is %.2f : 1, wanted %.1f", p->name, what, ratio, least);
}

static void contrast_is_that_of_wcag(void **state) {
  (void)state;
  assert_true(fabs(palette_contrast(dl_rgb(0x000000), dl_rgb(0xffffff)) - 21) < 1e-6);
  assert_true(fabs(palette_contrast(dl_rgb(0x777777), dl_rgb(0xffffff)) - 4.48) < 0.01);
  assert_true(fabs(palette_contrast(dl_rgb(0x123456), dl_rgb(0x123456)) - 1) < 1e-9);
}

static void text_can_be_read_on_everything_it_stands_on(void **state) {
  (void)state;
  int count;
  const struct palette *all = palette_all(&count);
  for (int i = 0; i < count; i++) {
    const struct palette *p = &all[i];
    double least = p->high_contrast ? 7 : 4.5;
    assert_contrast(p, "text on the sky", p->text, p->sky_top, least);
    assert_contrast(p, "text on the low sky", p->text, p->sky_low, least);
    assert_contrast(p, "text on the far ground", p->text, p->ground_far, least);
    assert_contrast(p, "text on the near ground", p->text, p->ground_near, least);
    assert_contrast(p, "dim text on the sky", p->text_dim, p->sky_top, least);
    assert_contrast(p, "dim text on the near ground", p->text_dim, p->ground_near, least);
    assert_contrast(p, "text on a panel", p->panel_text, p->panel, least);
    assert_contrast(p, "dim text on a panel", p->text_dim, p->panel, least);
    assert_contrast(p, "text on the accent", p->accent_text, p->accent, least);
    assert_contrast(p, "text on a focused panel", p->accent_text, p->panel_focus, least);
    assert_contrast(p, "text on the scrim", p->text, p->scrim, least);
  }
}

static void the_figure_stands_out(void **state) {
  (void)state;
  int count;
  const struct palette *all = palette_all(&count);
  for (int i = 0; i < count; i++) {
    const struct palette *p = &all[i];
    double least = p->high_contrast ? 7 : 3;
    const struct dl_color behind[] = {p->mat,      p->ground_far, p->ground_near, p->hill_near,
                                      p->hill_far, p->sky_low,    p->sky_top};
    for (size_t k = 0; k < sizeof behind / sizeof behind[0]; k++) {
      assert_contrast(p, "skin on what lies behind", p->body, behind[k], least);
      assert_contrast(p, "shirt on what lies behind", p->shirt, behind[k], least);
    }
    assert_contrast(p, "trousers on the mat", p->trousers, p->mat, 3);
    assert_contrast(p, "a far arm on the sky", p->body_far, p->sky_top, 3);
    assert_contrast(p, "the gap", p->gap, p->body, 3);
    assert_contrast(p, "the palm", p->palm, p->body, 3);
    assert_contrast(p, "the face", p->face, p->body, 4.5);
  }
}

static void marks_and_focus_can_be_seen(void **state) {
  (void)state;
  int count;
  const struct palette *all = palette_all(&count);
  for (int i = 0; i < count; i++) {
    const struct palette *p = &all[i];
    assert_contrast(p, "focus ring on the sky", p->ring, p->sky_top, 3);
    assert_contrast(p, "focus ring on a panel", p->ring, p->panel, 3);
    assert_contrast(p, "guide on the sky", p->guide, p->sky_top, 3);
    assert_contrast(p, "guide on the low sky", p->guide, p->sky_low, 3);
    assert_contrast(p, "lane on the ground", p->lane_line, p->ground_near, 3);
    assert_contrast(p, "ball on the ground", p->ball, p->ground_near, 3);
    assert_contrast(p, "contact on the mat", p->contact, p->mat, p->high_contrast ? 7 : 2.4);
    assert_contrast(p, "accent on the sky", p->accent, p->sky_top, 3);
  }
}

static void near_and_far_differ_in_tone_the_same_way_in_every_theme(void **state) {
  (void)state;
  int count;
  const struct palette *all = palette_all(&count);
  for (int i = 0; i < count; i++) {
    const struct palette *p = &all[i]; /* the far tone lies between the near one and what is behind */
    assert_true(palette_contrast(p->body_far, p->mat) < palette_contrast(p->body, p->mat));
    assert_contrast(p, "near to far", p->body, p->body_far, 1.5);
  }
}

static void themes_are_found_by_name(void **state) {
  (void)state;
  int count;
  const struct palette *all = palette_all(&count);
  assert_string_equal(all[0].name, "dusk");
  for (int i = 0; i < count; i++) assert_ptr_equal(palette_find(all[i].name), &all[i]);
  assert_non_null(palette_find("paper"));
  assert_true(palette_find("high-contrast")->high_contrast);
  assert_null(palette_find("no such theme"));
  assert_null(palette_find(NULL));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(contrast_is_that_of_wcag),
      cmocka_unit_test(text_can_be_read_on_everything_it_stands_on),
      cmocka_unit_test(the_figure_stands_out),
      cmocka_unit_test(marks_and_focus_can_be_seen),
      cmocka_unit_test(near_and_far_differ_in_tone_the_same_way_in_every_theme),
      cmocka_unit_test(themes_are_found_by_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
