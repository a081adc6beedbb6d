/* The light of the hour keeps what a theme promises. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hour.h"
#include "picture.h"
#include "stage.h"

#define STEPS HOUR_STEPS_A_DAY

static void assert_contrast(const struct palette *p, double hour, const char *what, struct dl_color a,
                            struct dl_color b, double least) {
  double ratio = palette_contrast(a, b);
  if (ratio < least) fail_msg("%s at %.2f h: %s is %.2f : 1, wanted %.1f", p->name, hour, what, ratio, least);
}

static void check(const struct palette *p, double hour) {
  double text = p->high_contrast ? 7 : 4.5, figure = p->high_contrast ? 7 : 3;
  const struct dl_color under_words[] = {p->sky_top, p->sky_low, p->ground_far, p->ground_near};
  for (int i = 0; i < 4; i++) assert_contrast(p, hour, "text", p->text, under_words[i], text);
  assert_contrast(p, hour, "dim text on the sky", p->text_dim, p->sky_top, text);
  assert_contrast(p, hour, "dim text on the ground", p->text_dim, p->ground_near, text);
  const struct dl_color behind[] = {p->ground_far, p->ground_near, p->hill_near,
                                    p->hill_far,   p->sky_low,     p->sky_top};
  for (int i = 0; i < 6; i++) {
    assert_contrast(p, hour, "skin", p->body, behind[i], figure);
    assert_contrast(p, hour, "shirt", p->shirt, behind[i], figure);
  }
  assert_contrast(p, hour, "a far arm on the sky", p->body_far, p->sky_top, 3);
  assert_contrast(p, hour, "guide on the sky", p->guide, p->sky_low, 3);
  assert_contrast(p, hour, "lane on the ground", p->lane_line, p->ground_near, 3);
  assert_contrast(p, hour, "ball on the ground", p->ball, p->ground_near, 3);
  assert_contrast(p, hour, "focus ring on the sky", p->ring, p->sky_top, 3);
}

static void every_hour_keeps_the_contrast_of_its_theme(void **state) {
  (void)state;
  int count;
  const struct palette *all = palette_all(&count);
  for (int i = 0; i < count; i++) {
    for (int k = 0; k < STEPS; k++) {
      double hour = 24.0 * k / STEPS;
      struct palette p = hour_palette(&all[i], hour);
      check(&p, hour);
    }
  }
}

static void the_evening_is_the_theme_itself(void **state) {
  (void)state;
  int count;
  const struct palette *all = palette_all(&count);
  for (int i = 0; i < count; i++) {
    struct palette p = hour_palette(&all[i], 19), unknown = hour_palette(&all[i], NAN);
    assert_memory_equal(&p.sky_top, &all[i].sky_top, sizeof p.sky_top);
    assert_memory_equal(&p.horizon, &all[i].horizon, sizeof p.horizon);
    assert_true(p.light.sun_x == all[i].light.sun_x && p.light.sun == all[i].light.sun);
    assert_memory_equal(&unknown.sky_top, &all[i].sky_top, sizeof p.sky_top);
  }
}

static void high_contrast_has_no_hours(void **state) {
  (void)state;
  const struct palette *theme = palette_find("high-contrast");
  struct palette noon = hour_palette(theme, 12), night = hour_palette(theme, 1);
  assert_memory_equal(&noon.sky_top, &theme->sky_top, sizeof noon.sky_top);
  assert_memory_equal(&night.horizon, &theme->horizon, sizeof night.horizon);
}

static int distance(struct dl_color a, struct dl_color b) {
  return abs(a.r - b.r) + abs(a.g - b.g) + abs(a.b - b.b);
}

static void morning_noon_evening_and_night_look_different(void **state) {
  (void)state;
  const char *const names[] = {"dusk", "paper"};
  const double hours[] = {7, 13, 19, 1};
  for (int n = 0; n < 2; n++) {
    for (int a = 0; a < 4; a++) {
      for (int b = 0; b < a; b++) {
        struct palette p = hour_palette(palette_find(names[n]), hours[a]),
                       q = hour_palette(palette_find(names[n]), hours[b]);
        int apart = distance(p.horizon, q.horizon) + distance(p.sky_low, q.sky_low);
        assert_true(apart > 24);
      }
    }
  }
}

static int moved(struct dl_color a, struct dl_color b) {
  int r = abs(a.r - b.r), g = abs(a.g - b.g), blue = abs(a.b - b.b);
  return r > g ? (r > blue ? r : blue) : (g > blue ? g : blue);
}

/* From one step to the next, midnight included: at most three or four levels of 255 in any channel. */
static void the_light_changes_in_steps_too_small_to_be_seen(void **state) {
  (void)state;
  int count;
  const struct palette *all = palette_all(&count);
  for (int i = 0; i < count; i++) {
    for (int k = 0; k < STEPS; k++) {
      struct palette p = hour_palette(&all[i], 24.0 * k / STEPS),
                     q = hour_palette(&all[i], 24.0 * ((k + 1) % STEPS) / STEPS);
      assert_true(moved(p.sky_top, q.sky_top) <= 3 && moved(p.sky_low, q.sky_low) <= 3);
      assert_true(moved(p.horizon, q.horizon) <= 4 && moved(p.ground_near, q.ground_near) <= 3);
      assert_true(fabs(p.light.sun_height - q.light.sun_height) < 0.02);
    }
  }
}

static void any_number_is_an_hour(void **state) {
  (void)state;
  const struct palette *dusk = palette_find("dusk");
  const double same[][2] = {{25, 1}, {-1, 23}, {24, 0}, {-48, 0}, {1e6, 16}};
  for (int i = 0; i < 5; i++) {
    struct palette p = hour_palette(dusk, same[i][0]), q = hour_palette(dusk, same[i][1]);
    assert_memory_equal(&p.sky_top, &q.sky_top, sizeof p.sky_top);
  }
  struct palette p = hour_palette(dusk, INFINITY);
  assert_memory_equal(&p.sky_top, &dusk->sky_top, sizeof p.sky_top);
}

static void figure_and_interface_keep_their_colours(void **state) {
  (void)state;
  const struct palette *dusk = palette_find("dusk");
  struct palette p = hour_palette(dusk, 12);
  assert_memory_equal(&p.body, &dusk->body, sizeof p.body);
  assert_memory_equal(&p.text, &dusk->text, sizeof p.text);
  assert_memory_equal(&p.mat, &dusk->mat, sizeof p.mat);
  assert_memory_equal(&p.panel, &dusk->panel, sizeof p.panel);
}

/* Where cue, hint and repetitions stand: shares of the picture. */
static const float under_text[2][4] = {{0.03f, 0.04f, 0.47f, 0.24f}, {0.84f, 0.04f, 0.98f, 0.22f}};

/* The sky as it is drawn, its glow included, at every half hour: the worst pixel under the words. */
static void words_stand_out_from_the_drawn_sky_at_every_hour(void **state) {
  (void)state;
  enum { W = 160, H = 100 };
  const char *const names[] = {"dusk", "paper", "high-contrast"};
  for (int n = 0; n < 3; n++) {
    for (int k = 0; k < 48; k++) {
      struct palette p = hour_palette(palette_find(names[n]), k * 0.5);
      double least = p.high_contrast ? 7 : 4.5;
      struct dl dl = {0};
      struct raster r = raster_open(W, H, dl_rgb(0));
      stage_background(&dl, &p, W, H, 0, 0, false);
      raster_draw(&r, &dl);
      for (int y = 0; y < H; y++) {
        for (int x = 0; x < W; x++) {
          bool under = false;
          for (int i = 0; i < 2; i++) {
            const float *t = under_text[i];
            under = under || (x >= t[0] * W && x <= t[2] * W && y >= t[1] * H && y <= t[3] * H);
          }
          const float *c = raster_at(&r, x, y);
          struct dl_color behind = {(uint8_t)c[0], (uint8_t)c[1], (uint8_t)c[2], 255};
          if (under) assert_contrast(&p, k * 0.5, "a word on the drawn sky", p.text, behind, least);
        }
      }
      raster_close(&r);
      dl_free(&dl);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_hour_keeps_the_contrast_of_its_theme),
      cmocka_unit_test(the_evening_is_the_theme_itself),
      cmocka_unit_test(high_contrast_has_no_hours),
      cmocka_unit_test(morning_noon_evening_and_night_look_different),
      cmocka_unit_test(the_light_changes_in_steps_too_small_to_be_seen),
      cmocka_unit_test(any_number_is_an_hour),
      cmocka_unit_test(figure_and_interface_keep_their_colours),
      cmocka_unit_test(words_stand_out_from_the_drawn_sky_at_every_hour),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
