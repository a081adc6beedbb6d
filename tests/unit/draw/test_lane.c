#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "lane.h"
#include "picture.h"

static const char *const words[] = {"In · reach up", "Out · reach overhead", "Easy · lower", "Rest"};
static const double word_at_s[] = {0, 4, 10, 16};

/* A lane of 1280 × 150 px as it looks t_s after the start of a repetition of 17 s that goes on for ever. */
static struct lane lane_at(double t_s) {
  struct lane lane = {.rect = {0, 650, 1280, 150}, .past_s = 4, .ahead_s = 12, .count = 160, .text_px = 24};
  for (int i = 0; i < lane.count; i++) {
    double t = t_s - 4 + 16.0 * i / (lane.count - 1);
    lane.level[i] = (float)(0.5 - 0.5 * cos(t * 0.6));
  }
  lane.level_now = 0.5 - 0.5 * cos(t_s * 0.6);
  for (int rep = -1; rep <= 2; rep++) {
    for (int i = 0; i < 4 && lane.mark_count < LANE_MARKS_MAX; i++) {
      double t = 17 * rep + word_at_s[i] - t_s;
      if (t < -8 || t > 14) continue;
      lane.marks[lane.mark_count++] = (struct lane_mark){t, words[i], 11.0f * (float)strlen(words[i])};
    }
  }
  return lane;
}

static const struct palette *dusk(void) {
  return palette_find("dusk");
}

/* Over 20 s in steps of a frame: no word leaves the picture, none lies over another. */
static void words_never_leave_and_never_overlap(void **state) {
  (void)state;
  struct dl dl = {0};
  int seen = 0;
  for (int frame = 0; frame < 1200; frame++) {
    struct lane lane = lane_at(frame / 60.0);
    dl_reset(&dl);
    lane_draw(&dl, &lane, dusk());
    float taken = -1;
    for (int i = 0; i < dl.command_count; i++) {
      if (dl.commands[i].kind != DL_TEXT) continue;
      float x = dl.commands[i].text.x_px, w = 11.0f * (float)strlen(dl.chars + dl.commands[i].text.text);
      assert_true(x >= lane.rect.x_px && x + w <= lane.rect.x_px + lane.rect.w_px);
      assert_true(dl.commands[i].text.y_px > 650 && dl.commands[i].text.y_px < 800);
      assert_true(x > taken);
      taken = x + w;
      seen++;
    }
  }
  assert_true(seen > 1200); /* more than one at a time, on the whole */
  dl_free(&dl);
}

static void words_crowded_together_give_way(void **state) {
  (void)state;
  struct dl dl = {0};
  struct lane lane = lane_at(0);
  lane.mark_count = 8;
  for (int i = 0; i < 8; i++) lane.marks[i] = (struct lane_mark){0.4 * i, "Out · lower elbows", 210};
  lane_draw(&dl, &lane, dusk());
  int shown = 0;
  for (int i = 0; i < dl.command_count; i++) shown += dl.commands[i].kind == DL_TEXT;
  assert_int_equal(shown, 1);
  dl_free(&dl);
}

static void a_word_appears_and_goes_without_a_jump(void **state) {
  (void)state;
  struct dl dl = {0};
  int last = 0;
  for (int frame = 0; frame < 1020; frame++) {
    struct lane lane = lane_at(frame / 60.0);
    lane.mark_count = 1;
    lane.marks[0] = (struct lane_mark){13 - frame / 60.0, "Rest", 44};
    dl_reset(&dl);
    lane_draw(&dl, &lane, dusk());
    int alpha = 0;
    for (int i = 0; i < dl.command_count; i++) {
      if (dl.commands[i].kind == DL_TEXT) alpha = dl.commands[i].text.color.a;
    }
    assert_true(abs(alpha - last) <= 24);
    last = alpha;
  }
  assert_int_equal(last, 0);
  dl_free(&dl);
}

static float mean_y(const struct raster *r, int x, int from_y, int to_y, struct dl_color c, float tolerance) {
  float sum = 0, n = 0;
  for (int y = from_y; y < to_y; y++) {
    const float *p = raster_at(r, x, y);
    if (fabsf(p[0] - c.r) + fabsf(p[1] - c.g) + fabsf(p[2] - c.b) > tolerance) continue;
    sum += (float)y, n += 1;
  }
  return n > 0 ? sum / n : -1;
}

/* The ball stands at the share of past in the whole, and its middle on the line: breathing in moves it up. */
static void the_ball_rides_the_line_at_now(void **state) {
  (void)state;
  float full = 0, empty = 0;
  for (int k = 0; k < 2; k++) {
    struct dl dl = {0};
    struct lane lane = lane_at(k == 0 ? 0 : 5.236); /* cos 0, cos π */
    lane.mark_count = 0;
    lane_draw(&dl, &lane, dusk());
    assert_true(picture_finite(&dl));
    struct raster r = raster_open(1280, 800, dl_rgb(0x101020));
    raster_draw(&r, &dl);
    *(k == 0 ? &empty : &full) = mean_y(&r, 320, 650, 800, dusk()->ball, 12);
    raster_close(&r);
    dl_free(&dl);
  }
  assert_true(full > 650 && empty < 780 && empty - full > 40);
}

static void the_past_is_dimmer_than_what_comes(void **state) {
  (void)state;
  struct dl dl = {0};
  struct lane lane = lane_at(3);
  for (int i = 0; i < lane.count; i++) lane.level[i] = 0.5f;
  lane.level_now = 0.5;
  lane.mark_count = 0;
  lane_draw(&dl, &lane, dusk());
  struct raster r = raster_open(1280, 800, dl_rgb(0x101020));
  raster_draw(&r, &dl);
  float line_y = mean_y(&r, 700, 650, 800, dusk()->lane_line, 12);
  assert_true(line_y > 0);
  const float *past = raster_at(&r, 200, (int)line_y), *next = raster_at(&r, 700, (int)line_y);
  assert_true(past[0] + past[1] + past[2] < next[0] + next[1] + next[2] - 100);
  raster_close(&r);
  dl_free(&dl);
}

static void a_lane_without_samples_or_room_draws_nothing(void **state) {
  (void)state;
  struct dl dl = {0};
  struct lane lane = lane_at(0);
  lane.count = 1;
  lane_draw(&dl, &lane, dusk());
  lane = lane_at(0);
  lane.rect.w_px = 0;
  lane_draw(&dl, &lane, dusk());
  lane = lane_at(0);
  lane.past_s = lane.ahead_s = 0;
  lane_draw(&dl, &lane, dusk());
  assert_int_equal(dl.command_count, 0);
  dl_free(&dl);
}

static void nothing_is_drawn_outside_the_lane_but_the_glow(void **state) {
  (void)state;
  struct dl dl = {0};
  struct lane lane = lane_at(2);
  for (int i = 0; i < lane.count; i++) lane.level[i] = i % 2 == 0 ? 7.0f : -7.0f; /* beyond what lungs hold */
  lane.level_now = 9;
  lane_draw(&dl, &lane, dusk());
  assert_true(picture_finite(&dl));
  assert_true(picture_within(&dl, -20, 600, 1300, 801));
  dl_free(&dl);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_never_leave_and_never_overlap),
      cmocka_unit_test(words_crowded_together_give_way),
      cmocka_unit_test(a_word_appears_and_goes_without_a_jump),
      cmocka_unit_test(the_ball_rides_the_line_at_now),
      cmocka_unit_test(the_past_is_dimmer_than_what_comes),
      cmocka_unit_test(a_lane_without_samples_or_room_draws_nothing),
      cmocka_unit_test(nothing_is_drawn_outside_the_lane_but_the_glow),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
