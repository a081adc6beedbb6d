/* Whatever build, skin and clothes a player chooses, the figure is as well seen as the theme promises. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "figure_style.h"
#include "hour.h"
#include "near.h"
#include "poses.h"

static void check(const struct palette *p, int skin, int clothes, const char *what, struct dl_color a,
                  struct dl_color b, double least) {
  double ratio = palette_contrast(a, b);
  if (ratio >= least) return;
  fail_msg("%s, %s skin, %s clothes: %s is %.2f : 1, wanted %.1f", p->name, figure_style_skin_name(skin),
           figure_style_clothes_name(clothes), what, ratio, least);
}

static void check_figure(const struct palette *p, int skin, int clothes) {
  double least = p->high_contrast ? 7 : 3;
  const struct dl_color behind[] = {p->mat,      p->ground_far, p->ground_near, p->hill_near,
                                    p->hill_far, p->sky_low,    p->sky_top};
  for (size_t k = 0; k < sizeof behind / sizeof behind[0]; k++) {
    check(p, skin, clothes, "skin on what lies behind", p->body, behind[k], least);
    check(p, skin, clothes, "shirt on what lies behind", p->shirt, behind[k], least);
  }
  check(p, skin, clothes, "trousers on the mat", p->trousers, p->mat, 3);
  check(p, skin, clothes, "a far arm on the sky", p->body_far, p->sky_top, 3);
  check(p, skin, clothes, "the gap", p->gap, p->body, 3);
  check(p, skin, clothes, "the gap on cloth", p->gap, p->shirt, 3);
  check(p, skin, clothes, "the palm", p->palm, p->body, 3);
  check(p, skin, clothes, "the palm of a far hand", p->palm, p->body_far, 1.5);
  check(p, skin, clothes, "the face", p->face, p->body, 4.5);
  check(p, skin, clothes, "near to far", p->body, p->body_far, 1.5);
  assert_true(palette_contrast(p->body_far, p->mat) < palette_contrast(p->body, p->mat));
}

static void every_choice_keeps_the_contrast_of_every_theme(void **state) {
  (void)state;
  int count;
  const struct palette *all = palette_all(&count);
  for (int i = 0; i < count; i++) {
    for (int skin = 0; skin < FIGURE_STYLE_SKINS; skin++) {
      for (int clothes = 0; clothes < FIGURE_STYLE_CLOTHES; clothes++) {
        struct palette p = figure_style_palette(&all[i], skin, clothes);
        check_figure(&p, skin, clothes);
      }
    }
  }
}

/* The hour changes sky, hills and ground: the figure keeps the theme's contrast before all of them. */
static void every_choice_is_seen_at_every_hour(void **state) {
  (void)state;
  int count;
  const struct palette *all = palette_all(&count);
  for (int i = 0; i < count; i++) {
    double least = all[i].high_contrast ? 7 : 3;
    for (int hour = 0; hour < 24; hour++) {
      struct palette at_hour = hour_palette(&all[i], hour);
      for (int skin = 0; skin < FIGURE_STYLE_SKINS; skin++) {
        int clothes = skin % FIGURE_STYLE_CLOTHES; /* the one does not bear on the other */
        struct palette p = figure_style_palette(&at_hour, skin, clothes);
        const struct dl_color ground[] = {p.mat, p.ground_far, p.ground_near};
        for (int k = 0; k < 3; k++) check(&p, skin, clothes, "skin on the ground", p.body, ground[k], least);
        const struct dl_color sky[] = {p.hill_near, p.hill_far, p.sky_low, p.sky_top};
        for (int k = 0; k < 4; k++) {
          check(&p, skin, clothes, "skin on the sky", p.body, sky[k], least);
          check(&p, skin, clothes, "shirt on the sky", p.shirt, sky[k], least);
        }
        check(&p, skin, clothes, "the line round the skin", p.gap, p.body, 3);
      }
    }
  }
}

static bool same(struct dl_color a, struct dl_color b) {
  return a.r == b.r && a.g == b.g && a.b == b.b && a.a == b.a;
}

static void the_themes_own_choice_changes_nothing_and_others_change_only_the_figure(void **state) {
  (void)state;
  int count;
  const struct palette *all = palette_all(&count);
  for (int i = 0; i < count; i++) {
    struct palette own = figure_style_palette(&all[i], 0, 0), other = figure_style_palette(&all[i], 3, 2);
    assert_memory_equal(&own, &all[i], sizeof own);
    assert_false(same(other.body, own.body) || same(other.shirt, own.shirt) || same(other.hair, own.hair));
    assert_true(same(other.mat, own.mat) && same(other.text, own.text) && same(other.guide, own.guide));
    struct palette dressed = figure_style_palette(&all[i], 0, 1);
    assert_true(same(dressed.body, own.body) && !same(dressed.trousers, own.trousers));
  }
}

static void no_two_choices_look_alike(void **state) {
  (void)state;
  const struct palette *dusk = palette_find("dusk");
  for (int a = 0; a < FIGURE_STYLE_SKINS; a++) {
    for (int b = a + 1; b < FIGURE_STYLE_SKINS; b++) {
      assert_false(same(figure_style_palette(dusk, a, 0).body, figure_style_palette(dusk, b, 0).body));
      assert_string_not_equal(figure_style_skin_name(a), figure_style_skin_name(b));
    }
  }
  for (int a = 0; a < FIGURE_STYLE_CLOTHES; a++) {
    for (int b = a + 1; b < FIGURE_STYLE_CLOTHES; b++) {
      assert_false(same(figure_style_palette(dusk, 0, a).shirt, figure_style_palette(dusk, 0, b).shirt));
      assert_string_not_equal(figure_style_clothes_name(a), figure_style_clothes_name(b));
    }
  }
}

/* Bones, clinical angles and key poses are the same whatever the build: only flesh differs. */
static void builds_share_their_bones_and_lie_soundly(void **state) {
  (void)state;
  for (int build = 0; build < FIGURE_STYLE_BUILDS; build++) {
    const struct skel *skel = figure_style_skel(build), *adult = skel_adult();
    assert_near(skel->upper_arm_m, adult->upper_arm_m, 0);
    assert_near(skel->thigh_m, adult->thigh_m, 0);
    assert_near(skel->shoulder_half_m, adult->shoulder_half_m, 0);
    for (int key = 0; key < POSES_COUNT; key++) {
      struct angles angles = poses_angles((enum poses_key)key);
      struct pose pose;
      const char *what;
      pose_solve(skel, &angles, 0.5, &pose);
      if (!pose_sound(skel, &pose, &what)) fail_msg("%s: %s", figure_style_build_name(build), what);
      for (int side = 0; side < BODY_SIDES;
           side++) { /* feet stand, and lowered elbows touch, in every build */
        assert_near(pose.heel[side].y, 0.025, 0.01);
        if (key == POSES_ELBOWS_DOWN) {
          assert_near(pose_upper_arm_underside_m(skel, &pose, (enum body_side)side), 0, 0.01);
          assert_near(pose.contact_upper_arm[side], 1, 0.01);
        }
      }
    }
  }
  assert_ptr_equal(figure_style_skel(FIGURE_STYLE_MEDIUM), skel_adult());
  const struct skel *slim = figure_style_skel(FIGURE_STYLE_SLIM),
                    *broad = figure_style_skel(FIGURE_STYLE_BROAD);
  assert_true(slim->chest_half_width_m < broad->chest_half_width_m &&
              slim->hip_radius_m < broad->hip_radius_m);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_choice_keeps_the_contrast_of_every_theme),
      cmocka_unit_test(every_choice_is_seen_at_every_hour),
      cmocka_unit_test(the_themes_own_choice_changes_nothing_and_others_change_only_the_figure),
      cmocka_unit_test(no_two_choices_look_alike),
      cmocka_unit_test(builds_share_their_bones_and_lie_soundly),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
