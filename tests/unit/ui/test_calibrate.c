/* The screen that measures the picture delay: a pad's A taps, left and right are a millisecond, B leaves. */
#include "ui_stand.h"

static struct scr_action pressed(struct stand *s, enum screen screen, enum ui_input_kind kind) {
  settle(s, screen);
  ui_push(s->f->ui, (struct ui_input){.kind = kind});
  return settle(s, screen);
}

static void accept_taps_at_once_and_every_time(void **state) {
  (void)state;
  struct stand *s = open_stand();
  static const enum screen screens[] = {DELAY_SOUND, DELAY_UNEVEN, DELAY_LIGHT};
  for (int i = 0; i < 3; i++) {
    set_window(s, 0, 2);
    for (int tap = 0; tap < 24; tap++) {
      settle(s, screens[i]);
      ui_push(s->f->ui, (struct ui_input){.kind = UI_ACCEPT});
      dl_reset(&s->f->dl);
      ui_begin(s->f->ui, &s->f->frame);
      assert_int_equal(build(s, screens[i]).kind, SCR_TAP); /* in the very next frame */
      ui_end(s->f->ui);
    }
  }
  close_stand(s);
}

static void left_and_right_are_a_millisecond_and_stop_at_the_limits(void **state) {
  (void)state;
  struct stand *s = open_stand();
  set_window(s, 2, 0);
  struct scr_action action = pressed(s, DELAY_FINE, UI_RIGHT);
  int count;
  assert_int_equal(action.kind, SCR_CHANGED);
  assert_string_equal(settings_fields(&count)[action.index].key, "picture_offset_ms");
  assert_int_equal(s->settings.picture_offset_ms, 1);
  pressed(s, DELAY_FINE, UI_LEFT);
  pressed(s, DELAY_FINE, UI_LEFT);
  assert_int_equal(s->settings.picture_offset_ms, -1);
  s->settings.picture_offset_ms = 1000;
  assert_int_equal(pressed(s, DELAY_FINE, UI_RIGHT).kind, SCR_NONE);
  assert_int_equal(s->settings.picture_offset_ms, 1000);
  s->settings.picture_offset_ms = -200;
  assert_int_equal(pressed(s, DELAY_FINE, UI_LEFT).kind, SCR_NONE);
  assert_int_equal(s->settings.picture_offset_ms, -200);
  close_stand(s);
}

static void on_the_settings_screen_a_press_is_five(void **state) {
  (void)state;
  struct stand *s = open_stand();
  set_window(s, 2, 0);
  settle(s, SETTINGS);
  s->f->ui->focus = ui_id("picture_offset_ms", 0);
  s->f->ui->follow = true;
  pressed(s, SETTINGS, UI_RIGHT);
  assert_int_equal(s->settings.picture_offset_ms, 5);
  close_stand(s);
}

static void without_a_device_there_is_nothing_to_measure(void **state) {
  (void)state;
  struct stand *s = open_stand();
  set_window(s, 2, 0);
  for (int kind = UI_UP; kind <= UI_ACCEPT; kind++)
    assert_int_equal(pressed(s, DELAY_SILENT, (enum ui_input_kind)kind).kind, SCR_NONE);
  assert_int_equal(pressed(s, DELAY_SILENT, UI_BACK).kind, SCR_BACK);
  close_stand(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(accept_taps_at_once_and_every_time),
      cmocka_unit_test(left_and_right_are_a_millisecond_and_stop_at_the_limits),
      cmocka_unit_test(on_the_settings_screen_a_press_is_five),
      cmocka_unit_test(without_a_device_there_is_nothing_to_measure),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
