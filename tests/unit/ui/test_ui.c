/* The layer below the screens: focus, pointer, touch, wrapping, and what must not break it. */
#include "ui_fixture.h"

#include "focus.h"
#include "scr_home.h"
#include "scr_safety.h"
#include "scr_session.h"
#include "scr_settings.h"
#include "words.h"

struct bench { /* three buttons and a slider, in an area of a given height */
  struct fixture *f;
  float area_h_px;
  double value;
  int pressed; /* index of the button that was activated last; −1: none */
};

static uint32_t id(int i) {
  return ui_id("bench", i);
}

static void frame(struct bench *b) {
  struct ui *ui = b->f->ui;
  dl_reset(&b->f->dl);
  ui_begin(ui, &b->f->frame);
  ui_screen(ui, "bench", id(0));
  box_scroll_begin(ui, id(99), (struct cam_rect){0, 0, 800, b->area_h_px});
  for (int i = 0; i < 3; i++) {
    if (widget_press(ui, id(i), "Button")) b->pressed = i;
  }
  double u = b->value;
  int change = widget_slider(ui, id(3), "Slider", NULL, "5", &u);
  b->value = change == 2 ? u : b->value + 0.1 * change;
  box_scroll_end(ui);
  ui_end(ui);
}

static void settle(struct bench *b) {
  do frame(b);
  while (ui_again(b->f->ui));
}

static void open_bench(struct bench *b, float area_h_px) {
  *b = (struct bench){.f = fixture_open(), .area_h_px = area_h_px, .value = 0.5, .pressed = -1};
  settle(b);
}

static void send(struct bench *b, enum ui_input_kind kind, float x_px, float y_px, bool touch) {
  ui_push(b->f->ui, (struct ui_input){.kind = kind, .touch = touch, .x_px = x_px, .y_px = y_px});
  settle(b);
}

static struct cam_rect place(const struct bench *b, int i) {
  const struct ui *ui = b->f->ui;
  for (int n = 0; n < ui->item_count[ui->current]; n++) {
    if (ui->items[ui->current][n].id == id(i)) return ui->items[ui->current][n].rect;
  }
  fail_msg("no item %d", i);
  return (struct cam_rect){0};
}

static void a_button_acts_on_release_over_itself_only(void **state) {
  (void)state;
  struct bench b;
  open_bench(&b, 800);
  struct cam_rect one = place(&b, 1), two = place(&b, 2);
  send(&b, UI_POINTER_DOWN, one.x_px + 9, one.y_px + 9, false);
  assert_int_equal(b.pressed, -1);
  send(&b, UI_POINTER_UP, two.x_px + 9, two.y_px + 9, false); /* slid off: nothing */
  assert_int_equal(b.pressed, -1);
  send(&b, UI_POINTER_DOWN, one.x_px + 9, one.y_px + 9, false);
  send(&b, UI_POINTER_UP, one.x_px + 20, one.y_px + 9, false);
  assert_int_equal(b.pressed, 1);
  fixture_close(b.f);
}

static void hovering_moves_the_one_focus(void **state) {
  (void)state;
  struct bench b;
  open_bench(&b, 800);
  struct cam_rect two = place(&b, 2);
  send(&b, UI_POINTER_MOVE, two.x_px + 9, two.y_px + 9, false);
  assert_int_equal(b.f->ui->focus, id(2));
  send(&b, UI_UP, 0, 0, false); /* the d-pad goes on from there */
  assert_int_equal(b.f->ui->focus, id(1));
  send(&b, UI_ACCEPT, 0, 0, false);
  assert_int_equal(b.pressed, 1);
  fixture_close(b.f);
}

static void focus_wraps_at_both_ends(void **state) {
  (void)state;
  struct bench b;
  open_bench(&b, 800);
  send(&b, UI_UP, 0, 0, false);
  assert_int_equal(b.f->ui->focus, id(3));
  send(&b, UI_DOWN, 0, 0, false);
  assert_int_equal(b.f->ui->focus, id(0));
  fixture_close(b.f);
}

static void three_presses_in_one_frame_are_three_presses(void **state) {
  (void)state;
  struct bench b;
  open_bench(&b, 800);
  ui_push(b.f->ui, (struct ui_input){.kind = UI_DOWN});
  ui_push(b.f->ui, (struct ui_input){.kind = UI_DOWN});
  ui_push(b.f->ui, (struct ui_input){.kind = UI_ACCEPT});
  settle(&b);
  assert_int_equal(b.pressed, 2);
  fixture_close(b.f);
}

static void a_slider_takes_left_right_and_the_mouse(void **state) {
  (void)state;
  struct bench b;
  open_bench(&b, 800);
  struct cam_rect slider = place(&b, 3);
  send(&b, UI_UP, 0, 0, false);
  send(&b, UI_RIGHT, 0, 0, false);
  assert_true(fabs(b.value - 0.6) < 1e-9);
  float y = slider.y_px + slider.h_px / 2;
  send(&b, UI_POINTER_DOWN, slider.x_px + slider.w_px * 0.8f, y, false);
  double before = b.value;
  send(&b, UI_POINTER_MOVE, slider.x_px + slider.w_px * 0.6f, y, false);
  assert_true(b.value < before);
  send(&b, UI_POINTER_MOVE, slider.x_px + slider.w_px * 2, y, false); /* off its end: stays at its end */
  assert_true(b.value == 1);
  send(&b, UI_POINTER_UP, slider.x_px + slider.w_px * 2, y, false);
  send(&b, UI_POINTER_MOVE, slider.x_px + slider.w_px * 0.6f, y, false); /* let go */
  assert_true(b.value == 1);
  fixture_close(b.f);
}

static void a_finger_that_moves_scrolls_and_does_not_press(void **state) {
  (void)state;
  struct bench b;
  open_bench(&b, 150);
  struct cam_rect one = place(&b, 1);
  send(&b, UI_POINTER_DOWN, one.x_px + 50, one.y_px + 20, true);
  send(&b, UI_POINTER_MOVE, one.x_px + 50, one.y_px - 30, true);
  send(&b, UI_POINTER_UP, one.x_px + 50, one.y_px - 30, true);
  assert_int_equal(b.pressed, -1);
  assert_true(place(&b, 1).y_px < one.y_px - 40);
  fixture_close(b.f);
}

static void a_screen_that_was_left_gets_its_focus_back(void **state) {
  (void)state;
  struct bench b;
  open_bench(&b, 800);
  send(&b, UI_DOWN, 0, 0, false);
  struct settings settings = settings_default();
  dl_reset(&b.f->dl);
  ui_begin(b.f->ui, &b.f->frame);
  scr_settings(b.f->ui, &(struct scr_settings_view){0}, &settings);
  ui_end(b.f->ui);
  assert_int_not_equal(b.f->ui->focus, id(1));
  settle(&b);
  assert_int_equal(b.f->ui->focus, id(1));
  fixture_close(b.f);
}

static void a_press_on_one_screen_does_nothing_on_the_next(void **state) {
  (void)state;
  struct bench b;
  open_bench(&b, 800);
  ui_push(b.f->ui, (struct ui_input){.kind = UI_BACK});
  struct settings settings = settings_default();
  ui_begin(b.f->ui, &b.f->frame);
  assert_int_equal(scr_settings(b.f->ui, &(struct scr_settings_view){0}, &settings).kind, SCR_NONE);
  ui_end(b.f->ui);
  fixture_close(b.f);
}

/* ---- words ---------------------------------------------------------------------------------------------------- */

static void lines_break_at_spaces_and_never_grow_too_wide(void **state) {
  (void)state;
  struct bench b;
  open_bench(&b, 800);
  struct words words = {.text = "one two three four", .em_px = 20};
  float character = FIXTURE_CHAR_EM * 20, line = roundf(20 * UI_LINE_EM);
  assert_true(words_height(b.f->ui, &words, 18.1f * character) == line);
  assert_true(words_height(b.f->ui, &words, 13.1f * character) == 2 * line); /* one two three | four */
  assert_true(fabsf(words_widest(b.f->ui, &words, 13.1f * character) - 13 * character) < 0.01f);
  words.text = "one\ntwo\n\nthree";
  assert_true(words_height(b.f->ui, &words, 1000) == 4 * line);
  words.text = "abcdefghij"; /* no space: broken inside */
  assert_true(words_height(b.f->ui, &words, 4.1f * character) == 3 * line);
  words.text = NULL;
  assert_true(words_height(b.f->ui, &words, 100) == 0);
  fixture_close(b.f);
}

static void hostile_text_is_wrapped_all_the_same(void **state) {
  (void)state;
  struct bench b;
  open_bench(&b, 800);
  static char huge[5000];
  memset(huge, 'W', sizeof huge - 1);
  const char *const texts[] = {huge, "   ", "\n\n\n", "\xff\xfe\xfd \xc3", "a \xe2\x82", " lead and trail "};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    for (float w = 0; w < 400; w += 57) {
      struct words words = {.text = texts[i], .em_px = 20};
      float h = words_height(b.f->ui, &words, w);
      assert_true(h > 0 && h < 200000);
      dl_reset(&b.f->dl);
      assert_true(words_draw(b.f->ui, &words, 0, 0, w) == h);
    }
  }
  fixture_close(b.f);
}

static void placeholders_are_filled_and_cut_at_the_limit(void **state) {
  (void)state;
  struct bench b;
  open_bench(&b, 800);
  static char huge[UI_TEXT_MAX * 2];
  memset(huge, 'x', sizeof huge - 1);
  assert_string_equal(ui_count(b.f->ui, "unit.minutes", 1), "1 minute");
  assert_string_equal(ui_count(b.f->ui, "unit.minutes", 4), "4 minutes");
  assert_string_equal(ui_fill(b.f->ui, "session.of", NULL, NULL), "of ");
  assert_true(strlen(ui_fill(b.f->ui, "session.of", huge, NULL)) < UI_TEXT_MAX);
  assert_true(strlen(ui_format(b.f->ui, "%s", huge)) < UI_TEXT_MAX);
  assert_string_equal(ui_word(b.f->ui, "no.such.key"), "no.such.key");
  fixture_close(b.f);
}

/* ---- what must not break -------------------------------------------------------------------------------------- */

static void no_window_is_too_small_or_too_odd(void **state) {
  (void)state;
  static const float sizes[][2] = {{1, 1}, {0, 0}, {3, 2000}, {4000, 2}, {200, 100}, {16384, 16384}};
  struct fixture *f = fixture_open();
  struct settings settings = settings_default();
  struct scr_session_state session = {0};
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    f->frame.w_px = sizes[i][0], f->frame.h_px = sizes[i][1];
    for (int n = 0; n < 12; n++) {
      dl_reset(&f->dl);
      ui_push(f->ui, (struct ui_input){.kind = (enum ui_input_kind)n, .x_px = 1, .y_px = 1});
      ui_begin(f->ui, &f->frame);
      struct scr_home_view home = {.catalog = &f->catalog, .seconds = f->seconds, .settings = &settings};
      struct scr_session_view view = {.plan = f->plan, .now = {frames_of_s(20)}, .settings = &settings};
      if (n % 3 == 0)
        scr_home(f->ui, &home);
      else if (n % 3 == 1)
        scr_settings(f->ui, &(struct scr_settings_view){0}, &settings);
      else
        scr_session(f->ui, &view, &session);
      ui_end(f->ui);
      for (int v = 0; v < f->dl.vertex_count; v++) {
        assert_true(isfinite(f->dl.vertices[v].x_px) && isfinite(f->dl.vertices[v].y_px));
      }
    }
  }
  fixture_close(f);
}

static void a_home_without_routines_says_so(void **state) {
  (void)state;
  struct fixture *f = fixture_open();
  struct settings settings = settings_default();
  struct routine_catalog none = {NULL, 0};
  struct scr_home_view view = {.catalog = &none, .start = -1, .settings = &settings};
  for (int i = 0; i < 4; i++) {
    ui_begin(f->ui, &f->frame);
    assert_int_equal(scr_home(f->ui, &view).kind, SCR_NONE);
    ui_end(f->ui);
  }
  assert_int_not_equal(f->ui->focus, 0); /* settings and quit are still there */
  fixture_close(f);
}

static void a_flood_of_inputs_is_dropped_not_written_beyond_its_end(void **state) {
  (void)state;
  struct bench b;
  open_bench(&b, 800);
  for (int i = 0; i < 5 * UI_EVENTS_MAX; i++) ui_push(b.f->ui, (struct ui_input){.kind = UI_DOWN});
  assert_int_equal(b.f->ui->event_count, UI_EVENTS_MAX);
  settle(&b);
  assert_int_equal(b.f->ui->event_count, 0);
  fixture_close(b.f);
}

static void an_idle_menu_comes_to_rest(void **state) {
  (void)state;
  struct fixture *f = fixture_open();
  struct settings settings = settings_default();
  struct scr_home_view view = {.catalog = &f->catalog, .seconds = f->seconds, .settings = &settings};
  for (double now_s = 0; now_s <= 100; now_s += 1) {
    f->frame.now_s = now_s;
    dl_reset(&f->dl);
    ui_begin(f->ui, &f->frame);
    scr_home(f->ui, &view);
    ui_end(f->ui);
    if (now_s == 10) assert_true(ui_moving_hz(f->ui) > 0); /* the figure breathes */
  }
  assert_true(ui_moving_hz(f->ui) == 0);
  assert_false(ui_again(f->ui));
  fixture_close(f);
}

static void a_steady_frame_takes_no_more_memory(void **state) {
  (void)state;
  struct bench b;
  open_bench(&b, 800);
  int vertices = b.f->dl.vertex_capacity, commands = b.f->dl.command_capacity, chars = b.f->dl.char_capacity;
  for (int i = 0; i < 50; i++) frame(&b);
  assert_int_equal(b.f->dl.vertex_capacity, vertices);
  assert_int_equal(b.f->dl.command_capacity, commands);
  assert_int_equal(b.f->dl.char_capacity, chars);
  fixture_close(b.f);
}

static void a_toast_stays_inside_the_window(void **state) {
  (void)state;
  struct bench b;
  open_bench(&b, 800);
  b.f->frame.w_px = 600;
  dl_reset(&b.f->dl);
  ui_begin(b.f->ui, &b.f->frame);
  widget_toast(b.f->ui,
               "Smaller reach from here on, and a sentence that goes on beyond the width of the window", 1);
  ui_end(b.f->ui);
  assert_true(b.f->dl.vertex_count > 0);
  for (int v = 0; v < b.f->dl.vertex_count; v++) {
    assert_true(b.f->dl.vertices[v].x_px >= 0 && b.f->dl.vertices[v].x_px <= 600);
  }
  dl_reset(&b.f->dl);
  widget_toast(b.f->ui, "gone", 0);
  assert_int_equal(b.f->dl.vertex_count, 0);
  fixture_close(b.f);
}

/* WCAG 2.2: words on a panel 4.5:1 with and without the focus, the ring 3:1 on every fill; 7:1 in high contrast. */
static void words_on_panels_keep_their_contrast(void **state) {
  (void)state;
  int count;
  const struct palette *themes = palette_all(&count);
  for (int i = 0; i < count; i++) {
    const struct palette *p = &themes[i];
    double least = p->high_contrast ? 7 : 4.5;
    for (int focused = 0; focused < 2; focused++) {
      struct dl_color fill = widget_fill(p, focused);
      assert_true(palette_contrast(p->panel_text, fill) >= least);
      assert_true(palette_contrast(widget_dim(p, focused), fill) >= least);
      assert_true(palette_contrast(p->ring, fill) >= 3);
    }
    assert_true(palette_contrast(p->accent_text, p->accent) >= least);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_button_acts_on_release_over_itself_only),
      cmocka_unit_test(hovering_moves_the_one_focus),
      cmocka_unit_test(focus_wraps_at_both_ends),
      cmocka_unit_test(three_presses_in_one_frame_are_three_presses),
      cmocka_unit_test(a_slider_takes_left_right_and_the_mouse),
      cmocka_unit_test(a_finger_that_moves_scrolls_and_does_not_press),
      cmocka_unit_test(a_screen_that_was_left_gets_its_focus_back),
      cmocka_unit_test(a_press_on_one_screen_does_nothing_on_the_next),
      cmocka_unit_test(lines_break_at_spaces_and_never_grow_too_wide),
      cmocka_unit_test(hostile_text_is_wrapped_all_the_same),
      cmocka_unit_test(placeholders_are_filled_and_cut_at_the_limit),
      cmocka_unit_test(no_window_is_too_small_or_too_odd),
      cmocka_unit_test(a_home_without_routines_says_so),
      cmocka_unit_test(a_flood_of_inputs_is_dropped_not_written_beyond_its_end),
      cmocka_unit_test(an_idle_menu_comes_to_rest),
      cmocka_unit_test(a_steady_frame_takes_no_more_memory),
      cmocka_unit_test(a_toast_stays_inside_the_window),
      cmocka_unit_test(words_on_panels_keep_their_contrast),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
