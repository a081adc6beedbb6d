/* Every screen in every window shape and text size: nothing clipped, nothing overlapping, nothing too small. Looks at
** the finished draw list, as the player does. */
#include "ui_stand.h"

static void inside(struct stand *s, enum screen screen) {
  struct run runs[RUNS_MAX];
  int count = runs_of(s, runs);
  assert_true(count > 0);
  for (int i = 0; i < count; i++) {
    if (runs[i].cut_x > 1.5f)
      fail_msg(WHERE_FORMAT "\"%s\" is cut at the side", WHERE(s, screen), runs[i].text);
    bool scrolls = false;
    for (int a = 0; a < UI_AREAS_MAX; a++)
      scrolls = scrolls || s->f->ui->areas[a].seen_frame == s->f->ui->frame_number;
    if (!runs[i].whole && !scrolls) fail_msg(WHERE_FORMAT "\"%s\" is cut", WHERE(s, screen), runs[i].text);
  }
}

static void text_stays_inside_the_window_and_its_clip(void **state) {
  (void)state;
  every_screen_everywhere(inside);
}

static void buttons_inside(struct stand *s, enum screen screen) {
  const struct ui *ui = s->f->ui;
  for (int i = 0; i < ui->item_count[ui->current]; i++) {
    const struct ui_item *item = &ui->items[ui->current][i];
    struct cam_rect seen = focus_visible(ui, item);
    bool whole = seen.w_px > item->rect.w_px - 1 && (item->area >= 0 || seen.h_px > item->rect.h_px - 1);
    bool below = item->area >= 0 && seen.h_px <= 0;
    if (!whole && !below) fail_msg(WHERE_FORMAT "item %d is cut", WHERE(s, screen), i);
  }
}

static void buttons_stay_inside_the_window(void **state) {
  (void)state;
  every_screen_everywhere(buttons_inside);
}

static void apart(struct stand *s, enum screen screen) {
  struct run runs[RUNS_MAX];
  int count = runs_of(s, runs);
  for (int i = 0; i < count; i++) {
    for (int j = 0; j < i; j++) {
      float dx = fminf(runs[i].x1, runs[j].x1) - fmaxf(runs[i].x0, runs[j].x0);
      float dy = fminf(runs[i].y1, runs[j].y1) - fmaxf(runs[i].y0, runs[j].y0);
      if (dx > 1 && dy > 1) {
        fail_msg(WHERE_FORMAT "\"%s\" lies over \"%s\"", WHERE(s, screen), runs[i].text, runs[j].text);
      }
    }
  }
}

static void no_two_texts_overlap(void **state) {
  (void)state;
  every_screen_everywhere(apart);
}

static void large_enough(struct stand *s, enum screen screen) {
  struct run runs[RUNS_MAX];
  int count = runs_of(s, runs);
  float shorter = fminf(s->f->frame.w_px, s->f->frame.h_px),
        longer = fmaxf(s->f->frame.w_px, s->f->frame.h_px);
  float least = 12 * fminf(shorter / 800, longer / 1280); /* 12 px cap height at 1280 × 800 */
  for (int i = 0; i < count; i++) {
    if (runs[i].em_px * UI_CAP_EM < least - 0.4f) {
      fail_msg(WHERE_FORMAT "\"%s\" is %g px high", WHERE(s, screen), runs[i].text,
               (double)(runs[i].em_px * UI_CAP_EM));
    }
  }
}

static void every_text_is_large_enough(void **state) {
  (void)state;
  every_screen_everywhere(large_enough);
}

static float em_of(const struct stand *s, const char *text) {
  struct run runs[RUNS_MAX];
  int count = runs_of(s, runs);
  for (int i = 0; i < count; i++) {
    if (strcmp(runs[i].text, text) == 0) return runs[i].em_px;
  }
  fail_msg("\"%s\" is not on the screen", text);
  return 0;
}

static void cue_and_number_can_be_read_from_two_metres(void **state) {
  (void)state;
  struct stand *s = open_stand();
  settle(s, BREATHE_IN);
  assert_true(em_of(s, "Breathe in") * UI_CAP_EM >= 64);
  assert_true(em_of(s, "1") * UI_CAP_EM >= 96);
  close_stand(s);
}

static void has_words(struct stand *s, enum screen screen) {
  struct run runs[RUNS_MAX];
  int count = runs_of(s, runs);
  for (int i = 0; i < count; i++) {
    const char *dot = strchr(runs[i].text, '.');
    bool key = dot && dot > runs[i].text && islower((unsigned char)dot[-1]) &&
               islower((unsigned char)dot[1]) && !strchr(runs[i].text, ' ');
    if (key) fail_msg(WHERE_FORMAT "\"%s\" has no words", WHERE(s, screen), runs[i].text);
    if (strchr(runs[i].text, '{'))
      fail_msg(WHERE_FORMAT "\"%s\" is not filled in", WHERE(s, screen), runs[i].text);
  }
}

static void every_key_has_words(void **state) {
  (void)state;
  every_screen_everywhere(has_words);
}

/* In a window so high that nothing is scrolled out of sight, with every switch off and then on. */
static void every_setting_has_words(void **state) {
  (void)state;
  struct stand *s = open_stand();
  int count;
  const struct settings_field *fields = settings_fields(&count);
  s->f->frame.w_px = 1280, s->f->frame.h_px = 16000;
  for (int on = 0; on < 2; on++) {
    for (int i = 0; i < count; i++)
      if (fields[i].type == SETTINGS_SWITCH) settings_set(&s->settings, &fields[i], on);
    settle(s, SETTINGS_MORE);
    has_words(s, SETTINGS_MORE);
    assert_true(em_of(s, on ? "On" : "Off") > 0);
  }
  close_stand(s);
}

/* ---- the figure's own place ------------------------------------------------------------------------------------ */

static void hands_never_meet_the_words(void **state) {
  (void)state;
  struct stand *s = open_stand();
  for (int window = 0; window < WINDOWS; window++) {
    set_window(s, window, 0);
    for (double at_s = 12; at_s < 200; at_s += 1.7) {
      struct scr_session_view view = {
          .plan = s->f->plan, .now = {frames_of_s(at_s)}, .settings = &s->settings};
      dl_reset(&s->f->dl);
      ui_begin(s->f->ui, &s->f->frame);
      scr_session(s->f->ui, &view, &s->session);
      ui_end(s->f->ui);
      struct run runs[RUNS_MAX];
      int count = runs_of(s, runs);
      for (int side = 0; side < BODY_SIDES; side++) {
        struct cam_point hand =
            cam_project(&s->session.scene.cam, s->session.scene.pose.hand[side].fingertip);
        float room = 0.05f * hand.scale_px;
        for (int i = 0; i < count; i++) {
          bool over = hand.x_px > runs[i].x0 - room && hand.x_px < runs[i].x1 + room &&
                      hand.y_px > runs[i].y0 - room && hand.y_px < runs[i].y1 + room;
          if (over)
            fail_msg("%g x %g at %g s: a hand meets \"%s\"", (double)s->f->frame.w_px,
                     (double)s->f->frame.h_px, at_s, runs[i].text);
        }
      }
    }
  }
  close_stand(s);
}

static void the_stage_keeps_its_place_from_phase_to_phase(void **state) {
  (void)state;
  struct stand *s = open_stand();
  settle(s, BREATHE_IN);
  struct cam_rect stage = s->session.hud.stage;
  settle(s, BREATHE_OUT);
  assert_memory_equal(&stage, &s->session.hud.stage, sizeof stage);
  settle(s, REST);
  assert_memory_equal(&stage, &s->session.hud.stage, sizeof stage);
  close_stand(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_stays_inside_the_window_and_its_clip),
      cmocka_unit_test(buttons_stay_inside_the_window),
      cmocka_unit_test(no_two_texts_overlap),
      cmocka_unit_test(every_text_is_large_enough),
      cmocka_unit_test(cue_and_number_can_be_read_from_two_metres),
      cmocka_unit_test(every_key_has_words),
      cmocka_unit_test(every_setting_has_words),
      cmocka_unit_test(hands_never_meet_the_words),
      cmocka_unit_test(the_stage_keeps_its_place_from_phase_to_phase),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
