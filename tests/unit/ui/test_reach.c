/* Everything is within reach: of the d-pad alone, of a pointer alone; back goes back, and any press pauses. */
#include "ui_stand.h"

static int focusable(const struct ui *ui, struct ui_item *out) {
  int n = 0, count = ui->item_count[ui->current];
  for (int i = 0; i < count; i++) {
    if (!(ui->items[ui->current][i].flags & FOCUS_POINTER_ONLY)) out[n++] = ui->items[ui->current][i];
  }
  return n;
}

static void press(struct stand *s, enum screen screen, enum ui_input_kind kind) {
  ui_push(s->f->ui, (struct ui_input){.kind = kind});
  settle(s, screen);
}

static struct cam_rect seen_of(struct stand *s, uint32_t id) {
  const struct ui *ui = s->f->ui;
  for (int i = 0; i < ui->item_count[ui->current]; i++) {
    const struct ui_item *item = &ui->items[ui->current][i];
    if (item->id == id) return focus_visible(ui, item);
  }
  return (struct cam_rect){0, 0, 0, 0};
}

static struct cam_rect rect_of(struct stand *s, uint32_t id) {
  const struct ui *ui = s->f->ui;
  for (int i = 0; i < ui->item_count[ui->current]; i++) {
    const struct ui_item *item = &ui->items[ui->current][i];
    if (item->id == id) return item->rect;
  }
  return (struct cam_rect){0, 0, 0, 0};
}

/* Whether something else that can have the focus stands in the same row. */
static bool has_neighbour(struct stand *s, uint32_t id) {
  static struct ui_item items[UI_ITEMS_MAX];
  struct cam_rect here = rect_of(s, id);
  int count = focusable(s->f->ui, items);
  for (int i = 0; i < count; i++) {
    struct cam_rect there = items[i].rect;
    float shared = fminf(here.y_px + here.h_px, there.y_px + there.h_px) - fmaxf(here.y_px, there.y_px);
    if (items[i].id == id) continue;
    if (shared > 0.1f * fminf(here.h_px, there.h_px)) return true;
  }
  return false;
}

static int index_of(const struct ui_item *items, int count, uint32_t id) {
  for (int i = 0; i < count; i++) {
    if (items[i].id == id) return i;
  }
  return -1;
}

/* What is beside the focus is not below it: right and left lead there, and the focus is back afterwards. */
static void look_aside(struct stand *s, enum screen screen, const struct ui_item *items, int count,
                       bool aside[64]) {
  struct ui *ui = s->f->ui;
  uint32_t here = ui->focus;
  int at = index_of(items, count, here);
  if (at < 0 || !has_neighbour(s, here)) return;
  for (int sideways = 0; sideways < 2; sideways++) {
    for (int far = 0; far < 8; far++) {
      uint32_t last = ui->focus;
      press(s, screen, sideways == 0 ? UI_RIGHT : UI_LEFT);
      int beside = index_of(items, count, ui->focus);
      if (beside >= 0) aside[beside] = true;
      if (ui->focus == last) break;
    }
    if (items[at].flags & FOCUS_IS_AREA && ui->focus != here) break; /* on from there */
    ui->focus = here;
    settle(s, screen);
  }
}

/* Down alone goes round through every item of a list, and up as well, with steps to the sides where there is something
** beside: so each is reached from each. */
static void go_round(struct stand *s, enum screen screen, enum ui_input_kind way) {
  static struct ui_item items[UI_ITEMS_MAX];
  struct ui *ui = s->f->ui;
  int count = focusable(ui, items);
  bool reached[64] = {false}, aside[64] = {false};
  if (count < 2) return;
  assert_true(count <= 64);
  look_aside(s, screen, items, count, aside); /* a single row has nothing below it */
  for (int step = 0; step < count * 8 + 40; step++) {
    uint32_t before = ui->focus;
    press(s, screen, way);
    int at = index_of(items, count, ui->focus);
    if (at < 0 || (ui->focus == before && !(items[at].flags & FOCUS_IS_AREA)))
      continue; /* words were scrolled */
    if (!reached[at]) look_aside(s, screen, items, count, aside);
    reached[at] = true;
  }
  for (int i = 0; i < count; i++) {
    if (!reached[i] && !aside[i])
      fail_msg(WHERE_FORMAT "item %d of %d cannot be reached", WHERE(s, screen), i, count);
  }
}

static void d_pad_reaches(struct stand *s, enum screen screen) {
  if (screen >= GET_READY && screen <= REST) return; /* any press pauses */
  struct settings before = s->settings;
  go_round(s, screen, UI_DOWN);
  go_round(s, screen, UI_UP);
  s->settings = before;
}

static void every_widget_is_reached_with_the_d_pad_alone(void **state) {
  (void)state;
  struct stand *s = open_stand();
  static const int tried[] = {0, 2, 5};
  for (int i = 0; i < 3; i++) {
    for (int scale = 0; scale < SCALES; scale += 2) {
      for (int screen = 0; screen < SCREENS; screen++) {
        set_window(s, tried[i], scale);
        enter(s, (enum screen)screen);
        settle(s, (enum screen)screen);
        d_pad_reaches(s, (enum screen)screen);
      }
    }
  }
  close_stand(s);
}

static void focus_seen(struct stand *s, enum screen screen) {
  static struct ui_item items[UI_ITEMS_MAX];
  struct ui *ui = s->f->ui;
  int count = focusable(ui, items);
  for (int step = 0; step < count * 3 && !(screen >= GET_READY && screen <= REST); step++) {
    uint32_t before = ui->focus;
    press(s, screen, UI_DOWN);
    if (ui->focus == before) continue; /* words were scrolled */
    for (int i = 0; i < ui->item_count[ui->current]; i++) {
      const struct ui_item *item = &ui->items[ui->current][i];
      if (item->id != ui->focus || item->flags & FOCUS_IS_AREA) continue;
      struct cam_rect seen = focus_visible(ui, item);
      float wanted = item->rect.h_px;
      if (item->area >= 0) wanted = fminf(wanted, ui->areas[item->area].view.h_px * 0.7f);
      if (seen.h_px < wanted - 1) {
        fail_msg(WHERE_FORMAT "focus shows %g of %g px", WHERE(s, screen), (double)seen.h_px, (double)wanted);
      }
    }
  }
}

static void focus_is_always_scrolled_into_view(void **state) {
  (void)state;
  struct stand *s = open_stand();
  for (int window = 0; window < WINDOWS; window += 2) {
    for (int screen = 0; screen < SCREENS; screen++) {
      set_window(s, window, 2);
      enter(s, (enum screen)screen);
      settle(s, (enum screen)screen);
      focus_seen(s, (enum screen)screen);
    }
  }
  close_stand(s);
}

static void point(struct stand *s, enum ui_input_kind kind, struct cam_rect at) {
  ui_push(s->f->ui,
          (struct ui_input){.kind = kind, .x_px = at.x_px + at.w_px / 2, .y_px = at.y_px + at.h_px / 2});
}

/* Where the wheel scrolls the item. */
static struct cam_rect area_of(struct stand *s, uint32_t id) {
  const struct ui *ui = s->f->ui;
  for (int i = 0; i < ui->item_count[ui->current]; i++) {
    const struct ui_item *item = &ui->items[ui->current][i];
    if (item->id == id && item->area >= 0) return ui->areas[item->area].view;
  }
  return (struct cam_rect){0, 0, s->f->frame.w_px * 0.6f, s->f->frame.h_px};
}

/* Scrolls with the wheel until the item can be seen, then presses and releases on it. */
static struct scr_action click(struct stand *s, enum screen screen, uint32_t id) {
  point(s, UI_POINTER_MOVE, area_of(s, id));
  settle(s, screen);
  for (int turn = 0; turn < 150 && seen_of(s, id).h_px < 20; turn++) {
    ui_push(s->f->ui, (struct ui_input){.kind = UI_WHEEL, .y_px = -1});
    settle(s, screen);
  }
  struct cam_rect rect = seen_of(s, id);
  if (rect.h_px <= 4 || rect.w_px <= 4)
    fail_msg(WHERE_FORMAT "an item cannot be brought into view", WHERE(s, screen));
  point(s, UI_POINTER_DOWN, rect);
  struct scr_action early = settle(s, screen);
  assert_int_equal(early.kind, SCR_NONE); /* it acts on release */
  point(s, UI_POINTER_UP, rect);
  return settle(s, screen);
}

static void every_action_is_reached_with_a_pointer_alone(void **state) {
  (void)state;
  static const struct {
    enum screen screen;
    const char *id;
    int index;
    enum scr_kind kind;
  } rows[] = {
      {HOME, "home.start", 0, SCR_START},
      {HOME, "home.routine", 2, SCR_DETAILS},
      {HOME, "home.other", 0, SCR_SETUP},
      {HOME, "home.other", 1, SCR_SETTINGS},
      {HOME, "home.other", 2, SCR_SAFETY},
      {HOME, "home.quit", 0, SCR_QUIT},
      {SAFETY, "safety.button", 0, SCR_UNDERSTOOD},
      {ROUTINE, "routine.start", 0, SCR_START},
      {ROUTINE, "legend", LEGEND_BACK, SCR_BACK},
      {SETTINGS, "mono", 0, SCR_CHANGED},
      {SETTINGS, "legend", LEGEND_BACK, SCR_BACK},
      {SETUP, "legend", LEGEND_BACK, SCR_BACK},
      {SETTINGS, "settings.calibrate", 0, SCR_CALIBRATE},
      {DELAY, "calibrate.start", 0, SCR_START},
      {DELAY, "calibrate.by_hand", 0, SCR_SKIP},
      {DELAY_SOUND, "calibrate.tap", 0, SCR_TAP},
      {DELAY_LIGHT, "calibrate.tap", 0, SCR_TAP},
      {DELAY_LIGHT, "legend", LEGEND_BACK, SCR_BACK},
      {DELAY_FINE, "calibrate.offset", 0, SCR_CHANGED},
      {DELAY_FINE, "legend", LEGEND_BACK, SCR_BACK},
      {DELAY_FINE, "calibrate.again", 0, SCR_START},
      {PAUSED, "pause.row", 0, SCR_RESUME},
      {PAUSED, "pause.row", 1, SCR_EASE_OFF},
      {PAUSED, "pause.row", 2, SCR_RESTART},
      {PAUSED, "pause.row", 3, SCR_SETTINGS},
      {PAUSED, "pause.row", 4, SCR_STOP},
      {GET_READY, "session.ready", 0, SCR_SKIP},
      {HOME, "home.progress", 0, SCR_PROGRESS},
      {HOME_BANNER, "home.progress", 0, SCR_PROGRESS},
      {HOME_RESTED, "home.start", 0, SCR_START},
      {OVERVIEW, "progress.badges", 0, SCR_BADGES},
      {OVERVIEW, "progress.why", 0, SCR_WHY},
      {OVERVIEW, "legend", LEGEND_BACK, SCR_BACK},
      {AWAY, "progress.away.begin", 0, SCR_AWAY_BEGIN},
      {AWAY_NOW, "progress.away.back", 0, SCR_AWAY_END},
      {WHY, "why.rule", 2, SCR_RULE},
      {WHY, "legend", LEGEND_BACK, SCR_BACK},
      {BADGES, "legend", LEGEND_BACK, SCR_BACK},
      {FEEL_BEFORE, "feel.face", 4, SCR_FELT},
      {FEEL_AFTER, "feel.skip", 0, SCR_SKIP},
      {CLOCK, "clock.right", 0, SCR_CLOCK_RIGHT},
      {CLOCK, "clock.wrong", 0, SCR_CLOCK_WRONG},
      {SETTINGS, "settings.rule", 0, SCR_WHY},
      {SETTINGS_MORE, "settings.off", 0, SCR_RULE_ON},
      {SETTINGS_MORE, "settings.sync", 0, SCR_SYNC},
      {DONE_EARNED, "done.home", 0, SCR_HOME},
      {DONE, "done.home", 0, SCR_HOME},
      {DONE, "done.again", 0, SCR_AGAIN},
  };
  struct stand *s = open_stand();
  static const int tried[] = {0, 2};
  for (int window = 0; window < 2; window++) {
    for (int scale = 0; scale < SCALES; scale += 2) {
      for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        set_window(s, tried[window], scale);
        enter(s, rows[i].screen);
        settle(s, rows[i].screen);
        struct scr_action action = click(s, rows[i].screen, ui_id(rows[i].id, rows[i].index));
        if (action.kind != rows[i].kind) {
          fail_msg(WHERE_FORMAT "%s %d gave %d", WHERE(s, rows[i].screen), rows[i].id, rows[i].index,
                   (int)action.kind);
        }
      }
    }
  }
  close_stand(s);
}

static void back_leads_back_everywhere(void **state) {
  (void)state;
  static const struct {
    enum screen screen;
    enum scr_kind kind;
  } rows[] = {{ROUTINE, SCR_BACK},     {SAFETY, SCR_QUIT},      {SETUP, SCR_BACK},
              {SETTINGS, SCR_BACK},    {PAUSED, SCR_RESUME},    {DONE, SCR_HOME},
              {BREATHE_IN, SCR_PAUSE}, {GET_READY, SCR_PAUSE},  {DELAY, SCR_BACK},
              {DELAY_SOUND, SCR_BACK}, {DELAY_LIGHT, SCR_BACK}, {DELAY_FINE, SCR_BACK},
              {OVERVIEW, SCR_BACK},    {WHY, SCR_BACK},         {BADGES, SCR_BACK},
              {CLOCK, SCR_BACK},       {FEEL_BEFORE, SCR_SKIP}};
  struct stand *s = open_stand();
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    set_window(s, 2, 0);
    enter(s, rows[i].screen);
    settle(s, rows[i].screen);
    ui_push(s->f->ui, (struct ui_input){.kind = UI_BACK});
    assert_int_equal(settle(s, rows[i].screen).kind, rows[i].kind);
  }
  set_window(s, 2, 0);
  settle(s, HOME);
  press(s, HOME, UI_BACK); /* goes to the quit button; only a second press leaves */
  ui_push(s->f->ui, (struct ui_input){.kind = UI_BACK});
  assert_int_equal(settle(s, HOME).kind, SCR_QUIT);
  close_stand(s);
}

static void any_press_pauses_a_session(void **state) {
  (void)state;
  static const enum ui_input_kind kinds[] = {UI_UP, UI_LEFT, UI_ACCEPT, UI_BACK, UI_MENU, UI_ANY};
  struct stand *s = open_stand();
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    set_window(s, 2, 0);
    settle(s, BREATHE_OUT);
    ui_push(s->f->ui, (struct ui_input){.kind = kinds[i]});
    assert_int_equal(settle(s, BREATHE_OUT).kind, SCR_PAUSE);
  }
  struct cam_rect middle = {0, 0, 1280, 800};
  settle(s, BREATHE_OUT);
  point(s, UI_POINTER_DOWN, middle);
  settle(s, BREATHE_OUT);
  point(s, UI_POINTER_UP, middle);
  assert_int_equal(settle(s, BREATHE_OUT).kind, SCR_PAUSE);
  close_stand(s);
}

static void a_pad_never_sees_the_names_of_keys(void **state) {
  (void)state;
  struct stand *s = open_stand();
  for (int glyphs = UI_XBOX; glyphs <= UI_DECK; glyphs++) {
    for (int screen = 0; screen < SCREENS; screen++) {
      set_window(s, 2, 0);
      enter(s, (enum screen)screen);
      s->f->frame.glyphs = (enum ui_glyphs)glyphs;
      settle(s, (enum screen)screen);
      struct run runs[RUNS_MAX];
      int count = runs_of(s, runs);
      for (int i = 0; i < count; i++) {
        assert_string_not_equal(runs[i].text, "Enter");
        assert_string_not_equal(runs[i].text, "Esc");
        assert_string_not_equal(runs[i].text, "F10");
      }
    }
  }
  close_stand(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_widget_is_reached_with_the_d_pad_alone),
      cmocka_unit_test(focus_is_always_scrolled_into_view),
      cmocka_unit_test(every_action_is_reached_with_a_pointer_alone),
      cmocka_unit_test(back_leads_back_everywhere),
      cmocka_unit_test(any_press_pauses_a_session),
      cmocka_unit_test(a_pad_never_sees_the_names_of_keys),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
