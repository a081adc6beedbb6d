/* The set-up guide: which step it shows, how one goes on, and when its picture moves. */
#include "ui_fixture.h"

#include "scr_setup.h"
#include "setup.h"

struct guide {
  struct fixture *f;
  struct scr_setup_state state;
};

static enum scr_kind frame(struct guide *g) {
  enum scr_kind kind = SCR_NONE;
  do {
    dl_reset(&g->f->dl);
    ui_begin(g->f->ui, &g->f->frame);
    struct scr_action action = scr_setup(g->f->ui, &g->state);
    if (action.kind != SCR_NONE) kind = action.kind;
    ui_end(g->f->ui);
  } while (ui_again(g->f->ui));
  return kind;
}

static enum scr_kind press(struct guide *g, enum ui_input_kind kind) {
  ui_push(g->f->ui, (struct ui_input){.kind = kind});
  enum scr_kind answer = frame(g);
  enum scr_kind settled = frame(g); /* the picture follows the focus */
  return answer != SCR_NONE ? answer : settled;
}

static struct guide open_guide(void) {
  struct guide g = {.f = fixture_open()};
  g.f->frame.now_s = 1000;
  press(&g, UI_POINTER_MOVE);
  return g;
}

static bool says(const struct guide *g, const char *text) {
  const struct dl *dl = &g->f->dl;
  for (int i = 0; i < dl->command_count; i++) {
    if (dl->commands[i].kind == DL_TEXT && strstr(dl->chars + dl->commands[i].text.text, text)) return true;
  }
  return false;
}

static void every_step_has_a_title_and_words(void **state) {
  (void)state;
  struct guide g = open_guide();
  for (int i = 0; i < setup_count(); i++) {
    char key[64];
    snprintf(key, sizeof key, "setup.%s.title", setup_name(i));
    assert_non_null(loc_find(&g.f->loc, key));
    snprintf(key, sizeof key, "setup.%s.text", setup_name(i));
    const char *text = loc_find(&g.f->loc, key);
    assert_non_null(text);
    assert_true(strlen(text) > 20);
  }
  fixture_close(g.f);
}

static void right_and_down_go_on_left_and_up_go_back(void **state) {
  (void)state;
  struct guide g = open_guide();
  assert_int_equal(g.state.step, 0);
  const enum ui_input_kind way[] = {UI_RIGHT, UI_DOWN, UI_RIGHT, UI_LEFT, UI_UP, UI_LEFT};
  const int step[] = {1, 2, 3, 2, 1, 0};
  for (int i = 0; i < 6; i++) {
    press(&g, way[i]);
    assert_int_equal(g.state.step, step[i]);
  }
  press(&g, UI_LEFT); /* there is none before the first */
  assert_int_equal(g.state.step, 0);
  fixture_close(g.f);
}

static void accept_goes_on_and_after_the_last_step_leaves(void **state) {
  (void)state;
  struct guide g = open_guide();
  for (int i = 1; i < setup_count(); i++) {
    assert_int_equal(press(&g, UI_ACCEPT), SCR_NONE);
    assert_int_equal(g.state.step, i);
  }
  assert_int_equal(press(&g, UI_ACCEPT), SCR_BACK);
  fixture_close(g.f);
}

static void the_step_in_focus_says_what_to_do(void **state) {
  (void)state;
  struct guide g = open_guide();
  assert_true(says(&g, "half"));
  press(&g, UI_RIGHT);
  press(&g, UI_RIGHT);
  assert_false(says(&g, "half"));
  assert_true(says(&g, "Stop rolling"));
  fixture_close(g.f);
}

static void a_step_begins_when_it_is_chosen_and_nothing_goes_on_by_itself(void **state) {
  (void)state;
  struct guide g = open_guide();
  g.f->frame.now_s = 1003.5;
  press(&g, UI_RIGHT);
  assert_int_equal(g.state.step, 1);
  assert_true(g.state.since_s == 1003.5);
  for (int i = 1; i <= 50; i++) {
    g.f->frame.now_s = 1003.5 + i;
    frame(&g);
  }
  assert_int_equal(g.state.step, 1);
  assert_true(g.state.since_s == 1003.5);
  fixture_close(g.f);
}

/* It ends at the end of a loop: a minute after the last input, and at most the 8 s of a loop later. */
static void the_loop_comes_to_rest_a_minute_after_the_last_input(void **state) {
  (void)state;
  struct guide g = open_guide();
  g.f->frame.now_s = 1059;
  frame(&g);
  assert_true(ui_moving_hz(g.f->ui) > 0);
  g.f->frame.now_s = 1068.1;
  frame(&g);
  assert_true(ui_moving_hz(g.f->ui) == 0);
  press(&g, UI_POINTER_MOVE); /* and goes on with the next */
  assert_true(ui_moving_hz(g.f->ui) > 0);
  fixture_close(g.f);
}

static void reduced_motion_shows_a_still_picture(void **state) {
  (void)state;
  struct guide g = open_guide();
  g.f->frame.reduced_motion = true;
  frame(&g);
  assert_true(ui_moving_hz(g.f->ui) == 0);
  int vertices = g.f->dl.vertex_count;
  g.f->frame.now_s += 2.3;
  frame(&g);
  assert_int_equal(g.f->dl.vertex_count, vertices);
  fixture_close(g.f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_step_has_a_title_and_words),
      cmocka_unit_test(right_and_down_go_on_left_and_up_go_back),
      cmocka_unit_test(accept_goes_on_and_after_the_last_step_leaves),
      cmocka_unit_test(the_step_in_focus_says_what_to_do),
      cmocka_unit_test(a_step_begins_when_it_is_chosen_and_nothing_goes_on_by_itself),
      cmocka_unit_test(the_loop_comes_to_rest_a_minute_after_the_last_input),
      cmocka_unit_test(reduced_motion_shows_a_still_picture),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
