/* Medals, leaves and portraits: seen in every theme, inside their circle, told apart, and the same each time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "emblem_draw.h"
#include "leaf.h"
#include "portrait.h"

#define X_PX      200.0f
#define Y_PX      150.0f
#define RADIUS_PX 60.0f

static struct emblem one(enum emblem_form form, enum emblem_tone tone, float x, float y, float size) {
  return (struct emblem){1, {{form, tone, x, y, size, 0}}};
}

static void draw(struct dl *dl, const struct palette *palette, const struct emblem *emblem, bool earned) {
  dl_reset(dl);
  emblem_draw(dl, palette, emblem, X_PX, Y_PX, RADIUS_PX, earned);
  assert_false(dl->failed);
}

/* Farthest vertex that can be seen, in radii from the middle; fails on a vertex that is no number. */
static float reach(const struct dl *dl) {
  float far = 0;
  for (int i = 0; i < dl->vertex_count; i++) {
    const struct dl_vertex *v = &dl->vertices[i];
    assert_true(isfinite(v->x_px) && isfinite(v->y_px));
    if (v->color.a > 60) far = fmaxf(far, hypotf(v->x_px - X_PX, v->y_px - Y_PX) / RADIUS_PX);
  }
  return far;
}

static void every_form_in_every_tone_is_drawn_in_every_theme(void **state) {
  (void)state;
  struct dl dl = {0};
  int themes;
  const struct palette *all = palette_all(&themes);
  for (int theme = 0; theme < themes; theme++) {
    struct emblem none = {0};
    draw(&dl, &all[theme], &none, true);
    int empty = dl.vertex_count;
    for (int form = 0; form < EMBLEM_FORMS; form++) {
      for (int tone = 0; tone < EMBLEM_TONES; tone++) {
        struct emblem emblem = one((enum emblem_form)form, (enum emblem_tone)tone, 0, 0, 1.2f);
        draw(&dl, &all[theme], &emblem, true);
        assert_true(dl.vertex_count > empty);
        assert_true(reach(&dl) < 1.2f);
        draw(&dl, &all[theme], &emblem, false);
        assert_true(reach(&dl) < 1.05f); /* no shadow */
      }
    }
  }
  dl_free(&dl);
}

/* Hills and waves end with the ground, however large they are and wherever they lie. */
static void shapes_never_leave_the_medal(void **state) {
  (void)state;
  static const enum emblem_form cut[] = {EMBLEM_DISC, EMBLEM_HILL, EMBLEM_WAVE, EMBLEM_ARC,   EMBLEM_MOON,
                                         EMBLEM_DROP, EMBLEM_BAR,  EMBLEM_RING, EMBLEM_FIGURE};
  struct dl dl = {0};
  const struct palette *palette = palette_find("dusk");
  for (size_t i = 0; i < sizeof cut / sizeof cut[0]; i++) {
    struct emblem emblem = one(cut[i], EMBLEM_PALE, 1, -1, 2);
    draw(&dl, palette, &emblem, false);
    assert_true(reach(&dl) < 1.12f); /* half a line's width over the edge at most */
  }
  dl_free(&dl);
}

static void shapes_stand_out_from_the_ground(void **state) {
  (void)state;
  int themes;
  const struct palette *all = palette_all(&themes);
  for (int theme = 0; theme < themes; theme++) {
    for (int tone = 0; tone < EMBLEM_TONES; tone++) {
      struct emblem emblem = one(EMBLEM_LEAF, (enum emblem_tone)tone, 0, 0, 1);
      struct dl_color ground = emblem_draw_ground(&all[theme], &emblem);
      double ratio = palette_contrast(emblem_draw_tone(&all[theme], (enum emblem_tone)tone), ground);
      if (ratio < 2.2) fail_msg("%s: tone %d on its ground is %.2f : 1", all[theme].name, tone, ratio);
    }
  }
}

static void an_earned_medal_differs_from_one_that_is_not(void **state) {
  (void)state;
  struct dl dl = {0};
  struct emblem emblem = one(EMBLEM_STAR, EMBLEM_SUN, 0, 0, 1);
  const struct palette *palette = palette_find("paper");
  draw(&dl, palette, &emblem, true);
  int earned = dl.vertex_count;
  draw(&dl, palette, &emblem, false);
  assert_int_not_equal(dl.vertex_count, earned);
  dl_free(&dl);
}

static void the_same_emblem_gives_the_same_picture(void **state) {
  (void)state;
  struct dl a = {0}, b = {0};
  struct emblem emblem = {
      2, {{EMBLEM_ROLL, EMBLEM_GREEN, 0, 0, 1.2f, 0}, {EMBLEM_RING, EMBLEM_PALE, 0, 0, 1.8f, 0}}};
  draw(&a, palette_find("dusk"), &emblem, true);
  draw(&b, palette_find("dusk"), &emblem, true);
  assert_int_equal(a.vertex_count, b.vertex_count);
  assert_memory_equal(a.vertices, b.vertices, (size_t)a.vertex_count * sizeof *a.vertices);
  dl_free(&a);
  dl_free(&b);
}

static void unknown_forms_and_sizes_that_are_no_numbers_draw_nothing(void **state) {
  (void)state;
  struct dl dl = {0};
  struct emblem none = {0}, bad = one(EMBLEM_FORMS, EMBLEM_PALE, 0, 0, 1),
                nan = one(EMBLEM_DISC, EMBLEM_PALE, NAN, 0, 1);
  draw(&dl, palette_find("dusk"), &none, false);
  int empty = dl.vertex_count;
  draw(&dl, palette_find("dusk"), &bad, false);
  assert_int_equal(dl.vertex_count, empty);
  draw(&dl, palette_find("dusk"), &nan, false);
  assert_int_equal(dl.vertex_count, empty);
  emblem_draw(&dl, palette_find("dusk"), &none, X_PX, Y_PX, 0, true);
  assert_int_equal(dl.vertex_count, empty);
  dl_free(&dl);
}

static void a_leaf_lies_between_foot_and_tip(void **state) {
  (void)state;
  struct dl dl = {0};
  struct leaf leaf = {X_PX, Y_PX, 40, 0, 0.5f};
  leaf_fill(&dl, &leaf, dl_rgb(0xffffff), dl_rgb(0x808080), dl_rgb(0x000000));
  for (int i = 0; i < dl.vertex_count; i++) {
    assert_true(dl.vertices[i].y_px > Y_PX - 42 && dl.vertices[i].y_px < Y_PX + 2);
    assert_true(fabsf(dl.vertices[i].x_px - X_PX) < 20);
  }
  struct shape_point tip = leaf_at(&leaf, 1);
  assert_true(fabsf(tip.y_px - (Y_PX - 40)) < 0.01f);
  dl_free(&dl);
}

static void every_feeling_has_a_face_of_its_own(void **state) {
  (void)state;
  struct dl last = {0}, now = {0};
  for (int feeling = 1; feeling <= 5; feeling++) {
    dl_reset(&now);
    portrait_draw(&now, palette_find("dusk"), feeling, X_PX, Y_PX, RADIUS_PX);
    assert_true(reach(&now) < 1.05f);
    bool same = now.vertex_count == last.vertex_count &&
                memcmp(now.vertices, last.vertices, (size_t)now.vertex_count * sizeof *now.vertices) == 0;
    assert_false(same);
    struct dl kept = last;
    last = now, now = kept;
  }
  dl_free(&last);
  dl_free(&now);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_form_in_every_tone_is_drawn_in_every_theme),
      cmocka_unit_test(shapes_never_leave_the_medal),
      cmocka_unit_test(shapes_stand_out_from_the_ground),
      cmocka_unit_test(an_earned_medal_differs_from_one_that_is_not),
      cmocka_unit_test(the_same_emblem_gives_the_same_picture),
      cmocka_unit_test(unknown_forms_and_sizes_that_are_no_numbers_draw_nothing),
      cmocka_unit_test(a_leaf_lies_between_foot_and_tip),
      cmocka_unit_test(every_feeling_has_a_face_of_its_own),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
