/* What the screens of days, weeks and badges say and do: with a made-up history, as the player sees it. */
#include "ui_stand.h"

#include "day.h"
#include "progress_year.h"

static bool shows(struct stand *s, const char *text) {
  const struct dl *dl = &s->f->dl;
  for (int i = 0; i < dl->command_count; i++) {
    const struct dl_command *c = &dl->commands[i];
    if (c->kind == DL_TEXT && strstr(dl->chars + c->text.text, text)) return true;
  }
  return false;
}

static struct stand *open_at(enum screen screen) {
  struct stand *s = open_stand();
  set_window(s, 2, 0);
  enter(s, screen);
  settle(s, screen);
  return s;
}

static struct scr_action press(struct stand *s, enum screen screen, enum ui_input_kind kind) {
  ui_push(s->f->ui, (struct ui_input){.kind = kind});
  return settle(s, screen);
}

static void give_focus(struct stand *s, enum screen screen, uint32_t id) {
  s->f->ui->focus = id;
  s->f->ui->follow = true;
  settle(s, screen);
}

/* ---- home -------------------------------------------------------------------------------------------------- */

static void home_shows_the_week_and_leads_on(void **state) {
  (void)state;
  struct stand *s = open_at(HOME);
  assert_true(shows(s, "6 weeks in a row"));
  assert_false(shows(s, "Rest suits you now"));
  close_stand(s);
}

static void one_switch_hides_days_and_weeks_at_home(void **state) {
  (void)state;
  struct stand *s = open_at(HOME_PLAIN);
  assert_false(shows(s, "weeks"));
  assert_false(shows(s, "Progress"));
  const struct ui *ui = s->f->ui;
  for (int i = 0; i < ui->item_count[ui->current]; i++)
    assert_int_not_equal(ui->items[ui->current][i].id, ui_id("home.progress", 0));
  close_stand(s);
}

static void after_three_sessions_rest_is_suggested(void **state) {
  (void)state;
  struct stand *s = open_at(HOME_RESTED);
  assert_true(shows(s, "Rest suits you now"));
  assert_true(shows(s, "Start")); /* nobody is kept from it */
  close_stand(s);
}

/* ---- the closing screen --------------------------------------------------------------------------------------- */

static void saved_is_said_only_when_it_is(void **state) {
  (void)state;
  struct stand *s = open_at(DONE);
  assert_false(shows(s, "Saved"));
  enter(s, DONE_EARNED);
  settle(s, DONE_EARNED);
  assert_true(shows(s, "Saved."));
  settle(s, DONE_UNSAVED);
  assert_false(shows(s, "Saved."));
  assert_true(shows(s, "Not saved: The disk is full."));
  close_stand(s);
}

static void new_badges_are_named(void **state) {
  (void)state;
  struct stand *s = open_at(DONE_EARNED);
  assert_true(shows(s, "2 new badges"));
  assert_true(shows(s, "First full")); /* it may wrap */
  close_stand(s);
}

/* ---- progress -------------------------------------------------------------------------------------------------- */

static void an_empty_history_is_met_with_a_kind_word(void **state) {
  (void)state;
  struct stand *s = open_at(OVERVIEW_NEW);
  assert_true(shows(s, "Your first leaf is waiting."));
  enter(s, FEELING_NEW);
  settle(s, FEELING_NEW);
  assert_true(shows(s, "Nothing to draw yet"));
  close_stand(s);
}

static void back_leads_from_a_page_to_the_overview_first(void **state) {
  (void)state;
  struct stand *s = open_at(CALENDAR);
  assert_int_equal(press(s, CALENDAR, UI_BACK).kind, SCR_NONE);
  assert_int_equal(s->progress.page, SCR_PROGRESS_OVERVIEW);
  assert_int_equal(press(s, CALENDAR, UI_BACK).kind, SCR_BACK);
  close_stand(s);
}

static void the_calendar_begins_today_and_is_walked_by_days_and_weeks(void **state) {
  (void)state;
  struct stand *s = open_at(CALENDAR);
  int32_t today = s->history.today; /* a Tuesday */
  assert_int_equal(s->progress.day, today);
  give_focus(s, CALENDAR, ui_id("progress.row", (int)civil_weekday(today)));
  press(s, CALENDAR, UI_LEFT);
  assert_int_equal(s->progress.day, today - 7);
  press(s, CALENDAR, UI_DOWN);
  assert_int_equal(s->progress.day, today - 6);
  press(s, CALENDAR, UI_UP);
  press(s, CALENDAR, UI_UP);
  assert_int_equal(s->progress.day, today - 8);
  press(s, CALENDAR, UI_RIGHT);
  assert_int_equal(s->progress.day, today - 1);
  assert_true(shows(s, "Monday, 23 November 2026"));
  close_stand(s);
}

static void the_cursor_stays_inside_the_year(void **state) {
  (void)state;
  struct stand *s = open_at(CALENDAR);
  for (int weekday = 0; weekday < 7; weekday++) {
    give_focus(s, CALENDAR, ui_id("progress.row", weekday));
    for (int i = 0; i < 60; i++) press(s, CALENDAR, UI_RIGHT);
    assert_int_equal(civil_of_day(s->progress.day).year, 2026);
    assert_int_equal((int)civil_weekday(s->progress.day), weekday);
    for (int i = 0; i < 60; i++) press(s, CALENDAR, UI_LEFT);
    assert_int_equal(civil_of_day(s->progress.day).year, 2026);
    assert_true(s->progress.day < (int32_t)civil_days(2026, 1, 8));
  }
  close_stand(s);
}

static void years_end_where_the_history_does(void **state) {
  (void)state;
  struct stand *s = open_at(CALENDAR);
  give_focus(s, CALENDAR, ui_id("progress.year", 0));
  press(s, CALENDAR, UI_RIGHT);
  assert_int_equal(s->progress.year, 2026);
  for (int i = 0; i < 3; i++) press(s, CALENDAR, UI_LEFT);
  assert_int_equal(s->progress.year, 2025); /* 400 days ago */
  assert_int_equal(civil_of_day(s->progress.day).year, 2025);
  close_stand(s);
}

static void a_pointer_asks_for_a_day(void **state) {
  (void)state;
  struct stand *s = open_at(CALENDAR);
  struct ui *ui = s->f->ui;
  uint32_t row = ui_id("progress.row", CIVIL_FRIDAY);
  struct cam_rect rect = {0, 0, 0, 0};
  for (int i = 0; i < ui->item_count[ui->current]; i++)
    if (ui->items[ui->current][i].id == row) rect = ui->items[ui->current][i].rect;
  ui_push(ui, (struct ui_input){.kind = UI_POINTER_MOVE,
                                .x_px = rect.x_px + rect.w_px * 0.5f,
                                .y_px = rect.y_px + rect.h_px * 0.5f});
  settle(s, CALENDAR);
  assert_int_equal((int)civil_weekday(s->progress.day), CIVIL_FRIDAY);
  assert_true(abs(s->progress.day - (int32_t)civil_days(2026, 7, 1)) < 21); /* the middle of the year */
  close_stand(s);
}

static void a_day_is_told_in_a_sentence(void **state) {
  (void)state;
  struct stand *s = open_at(CALENDAR);
  struct ui *ui = s->f->ui;
  const struct hist_day rows[] = {{.day = 100,
                                   .sessions = 2,
                                   .practised_s = 540,
                                   .breaths = 25,
                                   .before_sum = 3,
                                   .before_count = 2,
                                   .after_sum = 8,
                                   .after_count = 2},
                                  {.day = 101, .sessions = 1, .practised_s = 10}};
  const struct hist_leave leave = {.from = 103, .to = 104};
  const struct hist hist = {.days = rows, .day_count = 2, .leaves = &leave, .leave_count = 1};
  assert_string_equal(progress_year_sentence(ui, &hist, 100, 110),
                      "2 sessions, 9 minutes, 25 breaths. Felt a little stiff before and loose after.");
  assert_string_equal(progress_year_sentence(ui, &hist, 101, 110), "1 session, 1 minute.");
  assert_string_equal(progress_year_sentence(ui, &hist, 102, 110), "A free day.");
  assert_string_equal(progress_year_sentence(ui, &hist, 103, 110), "Away. Nothing was asked.");
  assert_string_equal(progress_year_sentence(ui, &hist, 110, 110), "Today. It is yours.");
  assert_string_equal(progress_year_sentence(ui, &hist, 111, 110), "Still ahead.");
  close_stand(s);
}

static void days_are_named_as_people_name_them(void **state) {
  (void)state;
  struct stand *s = open_at(OVERVIEW);
  struct ui *ui = s->f->ui;
  int32_t leap = (int32_t)civil_days(2028, 2, 29);
  assert_string_equal(day_full(ui, leap), "Tuesday, 29 February 2028");
  assert_string_equal(day_words(ui, leap, leap), "29 February");
  assert_string_equal(day_words(ui, leap, leap + 366), "29 February 2028");
  assert_string_equal(day_span(ui, leap, leap + 1, leap), "29 February to 1 March");
  assert_string_equal(day_span(ui, leap, leap, leap), "29 February");
  close_stand(s);
}

static void numbers_have_their_marks(void **state) {
  (void)state;
  struct stand *s = open_at(OVERVIEW);
  struct ui *ui = s->f->ui;
  assert_string_equal(scr_number(ui, 0), "0");
  assert_string_equal(scr_number(ui, 999), "999");
  assert_string_equal(scr_number(ui, 1000), "1,000");
  assert_string_equal(scr_number(ui, 1060005), "1,060,005");
  close_stand(s);
}

/* ---- away --------------------------------------------------------------------------------------------------------- */

static void a_leave_is_chosen_by_days_and_weeks_up_to_90(void **state) {
  (void)state;
  struct stand *s = open_at(AWAY);
  assert_int_equal(s->progress.away_days, 7);
  give_focus(s, AWAY, ui_id("progress.away.days", 0));
  press(s, AWAY, UI_RIGHT);
  assert_int_equal(s->progress.away_days, 8);
  give_focus(s, AWAY, ui_id("progress.away.weeks", 0));
  for (int i = 0; i < 20; i++) press(s, AWAY, UI_RIGHT);
  assert_int_equal(s->progress.away_days, 90);
  for (int i = 0; i < 20; i++) press(s, AWAY, UI_LEFT);
  assert_int_equal(s->progress.away_days, 1);
  give_focus(s, AWAY, ui_id("progress.away.begin", 0));
  struct scr_action action = press(s, AWAY, UI_ACCEPT);
  assert_int_equal(action.kind, SCR_AWAY_BEGIN);
  assert_int_equal(action.index, 1);
  close_stand(s);
}

static void somebody_away_can_come_back(void **state) {
  (void)state;
  struct stand *s = open_at(AWAY_NOW);
  assert_true(shows(s, "You are away until 14 December"));
  give_focus(s, AWAY_NOW, ui_id("progress.away.back", 0));
  struct scr_action action = press(s, AWAY_NOW, UI_ACCEPT);
  assert_int_equal(action.kind, SCR_AWAY_END);
  assert_int_equal(action.index, 0);
  close_stand(s);
}

/* ---- badges ---------------------------------------------------------------------------------------------------------- */

static void a_badge_stays_when_its_rule_is_gone(void **state) {
  (void)state;
  struct stand *s = open_at(BADGE_KEPT);
  assert_true(shows(s, "Eased off"));
  assert_true(shows(s, "The badge stays yours."));
  close_stand(s);
}

static void a_badge_opens_and_closes_with_the_focus_where_it_was(void **state) {
  (void)state;
  struct stand *s = open_at(BADGES);
  give_focus(s, BADGES, ui_id("badges.card", 2));
  press(s, BADGES, UI_ACCEPT);
  assert_int_equal(s->badges.open, 3);
  assert_int_equal(press(s, BADGES, UI_BACK).kind, SCR_NONE);
  assert_int_equal(s->badges.open, 0);
  assert_int_equal(s->f->ui->focus, ui_id("badges.card", 2));
  close_stand(s);
}

static void hidden_badges_are_not_shown_before_they_are_earned(void **state) {
  (void)state;
  struct stand *s = open_stand();
  s->history.badges[20].hidden_until_earned = true;
  set_window(s, 2, 0);
  const char *title = s->history.badges[20].title;
  s->f->frame.h_px = 4000; /* the whole gallery at once */
  settle(s, BADGES);
  assert_false(shows(s, title));
  s->history.badges[20].hidden_until_earned = false;
  settle(s, BADGES);
  assert_true(shows(s, title));
  close_stand(s);
}

/* ---- the tone ----------------------------------------------------------------------------------------------------------- */

static void no_word_of_loss_stands_on_these_screens(void **state) {
  (void)state;
  static const char *const never[] = {"lost",   "lose",   "broken",    "broke",
                                      "failed", "missed", "streak is", "hurry"};
  struct stand *s = open_stand();
  for (int i = 0; i < s->f->loc.count; i++) {
    const char *key = s->f->loc.entries[i].key, *text = s->f->loc.entries[i].text;
    bool mine = strncmp(key, "progress.", 9) == 0 || strncmp(key, "why.", 4) == 0 ||
                strncmp(key, "badges.", 7) == 0 || strncmp(key, "feel.", 5) == 0;
    for (size_t k = 0; mine && k < sizeof never / sizeof never[0]; k++)
      if (strstr(text, never[k])) fail_msg("%s says \"%s\"", key, text);
  }
  close_stand(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(home_shows_the_week_and_leads_on),
      cmocka_unit_test(one_switch_hides_days_and_weeks_at_home),
      cmocka_unit_test(after_three_sessions_rest_is_suggested),
      cmocka_unit_test(saved_is_said_only_when_it_is),
      cmocka_unit_test(new_badges_are_named),
      cmocka_unit_test(an_empty_history_is_met_with_a_kind_word),
      cmocka_unit_test(back_leads_from_a_page_to_the_overview_first),
      cmocka_unit_test(the_calendar_begins_today_and_is_walked_by_days_and_weeks),
      cmocka_unit_test(the_cursor_stays_inside_the_year),
      cmocka_unit_test(years_end_where_the_history_does),
      cmocka_unit_test(a_pointer_asks_for_a_day),
      cmocka_unit_test(a_day_is_told_in_a_sentence),
      cmocka_unit_test(days_are_named_as_people_name_them),
      cmocka_unit_test(numbers_have_their_marks),
      cmocka_unit_test(a_leave_is_chosen_by_days_and_weeks_up_to_90),
      cmocka_unit_test(somebody_away_can_come_back),
      cmocka_unit_test(a_badge_stays_when_its_rule_is_gone),
      cmocka_unit_test(a_badge_opens_and_closes_with_the_focus_where_it_was),
      cmocka_unit_test(hidden_badges_are_not_shown_before_they_are_earned),
      cmocka_unit_test(no_word_of_loss_stands_on_these_screens),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
