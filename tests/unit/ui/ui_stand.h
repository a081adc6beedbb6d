/* Every screen, ready to be built in any window: what the tests of layout and of reach walk through. */
#ifndef UI_STAND_H
#define UI_STAND_H

#include "ui_fixture.h"

#include "focus.h"
#include "scr_badges.h"
#include "scr_calibrate.h"
#include "scr_clock.h"
#include "scr_done.h"
#include "scr_feel.h"
#include "scr_home.h"
#include "scr_progress.h"
#include "scr_routine.h"
#include "scr_safety.h"
#include "scr_session.h"
#include "scr_settings.h"
#include "scr_setup.h"
#include "scr_why.h"
#include "ui_history.h"

enum screen {
  HOME,
  HOME_BANNER,
  HOME_PLAIN, /* progress is hidden */
  HOME_RESTED,
  ROUTINE,
  FOREIGN_ROUTINE,
  SAFETY,
  SETUP,
  SETTINGS,
  DELAY,
  DELAY_SILENT,
  DELAY_SOUND,
  DELAY_UNEVEN,
  DELAY_LIGHT,
  DELAY_FINE,
  GET_READY,
  COUNT_IN,
  BREATHE_IN,
  BREATHE_OUT,
  LOWER,
  TURN,
  ELBOWS,
  REST,
  PAUSED,
  DONE,
  NOTHING_DONE,
  DONE_EARNED,
  DONE_UNSAVED,
  OVERVIEW,
  OVERVIEW_NEW,
  CALENDAR,
  FEELING,
  FEELING_NEW,
  AWAY,
  AWAY_NOW,
  WHY,
  WHY_NEW,
  BADGES,
  BADGE,
  BADGE_KEPT,
  FEEL_BEFORE,
  FEEL_AFTER,
  CLOCK,
  SETTINGS_MORE,
  SCREENS
};

static const char *const screen_names[SCREENS] = {"home",
                                                  "home with a banner",
                                                  "home without progress",
                                                  "home after three sessions",
                                                  "routine",
                                                  "foreign routine",
                                                  "safety",
                                                  "setup",
                                                  "settings",
                                                  "delay",
                                                  "no sound",
                                                  "tap to the sound",
                                                  "uneven taps",
                                                  "tap to the light",
                                                  "fine delay",
                                                  "get ready",
                                                  "count in",
                                                  "breathe in",
                                                  "breathe out",
                                                  "lower",
                                                  "turn",
                                                  "elbows",
                                                  "rest",
                                                  "paused",
                                                  "done",
                                                  "nothing done",
                                                  "done with a badge",
                                                  "not saved",
                                                  "overview",
                                                  "first overview",
                                                  "calendar",
                                                  "feeling",
                                                  "no feeling",
                                                  "away",
                                                  "away now",
                                                  "why",
                                                  "why nothing",
                                                  "badges",
                                                  "badge",
                                                  "badge without a rule",
                                                  "feel before",
                                                  "feel after",
                                                  "clock",
                                                  "settings with more"};

static const struct {
  float w_px, h_px;
} windows[] = {{640, 360}, {800, 480}, {1280, 800}, {1920, 1080}, {3840, 2160}, {600, 1000}, {2560, 1080}};
#define WINDOWS ((int)(sizeof windows / sizeof windows[0]))

static const double scales[] = {1, 1.5, 2};
#define SCALES 3

struct stand { /* a screen and what it is given */
  struct fixture *f;
  struct settings settings;
  struct scr_session_state session;
  struct scene scene;
  struct scr_setup_state setup;
  struct history history;
  struct scr_progress_state progress;
  struct scr_badges_state badges;
};

static inline struct scr_action session(struct stand *s, const char *id, int set, int rep, double at_s,
                                        const char *caption, bool paused) {
  struct scr_session_view view = {.plan = s->f->plan,
                                  .now = fixture_moment(s->f, id, set, rep, at_s),
                                  .paused = paused,
                                  .range_deg = 165,
                                  .settings = &s->settings,
                                  .caption = caption};
  return scr_session(s->f->ui, &view, &s->session);
}

static inline struct scr_action home(struct stand *s, enum screen screen) {
  struct scr_home_view view = {
      .hour = 19,
      .catalog = &s->f->catalog,
      .seconds = s->f->seconds,
      .start = 0,
      .settings = &s->settings,
      .banner = screen == HOME_BANNER ? "There is no sound device. Everything else works." : NULL,
      .streak = screen == HOME_BANNER ? NULL : &s->history.streak,
      .today = s->history.today,
      .sessions_today = screen == HOME_RESTED ? SCR_ENCOURAGED : 1};
  s->settings.progress_shown = screen != HOME_PLAIN;
  return scr_home(s->f->ui, &view);
}

static inline struct scr_action done(struct stand *s, enum screen screen) {
  struct ses_result result = {.reps_total = 10, .practised_s = 231, .breaths = 25, .ease_offs = 1};
  if (screen == NOTHING_DONE) result = (struct ses_result){.stopped = true};
  const struct badge *earned[] = {&s->history.badges[1], &s->history.badges[5]};
  struct scr_done_view view = {.result = &result, .routine = &s->f->session};
  if (screen == DONE_EARNED || screen == DONE_UNSAVED) {
    view.saved = screen == DONE_EARNED ? SCR_DONE_SAVED : SCR_DONE_NOT_SAVED;
    view.trouble = "The disk is full. Free some space; this practice is kept until then.";
    view.felt_before = 2, view.felt_after = 4;
    view.streak = &s->history.streak;
    view.today = s->history.today;
    view.earned = earned, view.earned_count = screen == DONE_EARNED ? 2 : 0;
    view.sessions_today = SCR_ENCOURAGED;
  }
  return scr_done(s->f->ui, &view);
}

static inline struct scr_action progress(struct stand *s, enum screen screen) {
  static const struct hist nothing;
  bool new_here = screen == OVERVIEW_NEW || screen == FEELING_NEW;
  struct scr_progress_view view = {.hist = new_here ? &nothing : &s->history.hist,
                                   .streak = new_here ? NULL : &s->history.streak,
                                   .badges = &s->history.list,
                                   .today = s->history.today};
  struct hist away = s->history.hist;
  struct hist_leave leave = {.from = view.today - 3, .to = view.today + 20};
  if (screen == AWAY_NOW) {
    away.leaves = &leave;
    view.hist = &away;
  }
  return scr_progress(s->f->ui, &view, &s->progress);
}

static inline struct scr_action badges(struct stand *s) {
  struct scr_badges_view view = {
      .hist = &s->history.hist, .list = &s->history.list, .today = s->history.today};
  return scr_badges(s->f->ui, &view, &s->badges);
}

static inline struct scr_action why(struct stand *s, enum screen screen) {
  struct scr_why_view view = {.streak = screen == WHY ? &s->history.streak : NULL,
                              .today = s->history.today,
                              .rules = s->history.rules,
                              .rule_count = 4};
  return scr_why(s->f->ui, &view);
}

static inline struct scr_action settings(struct stand *s, enum screen screen) {
  static const struct scr_settings_off off[] = {
      {"streaks/own.lua", "It took longer than 250 ms three times."}};
  struct scr_settings_view view = {.rule = "Weeks with five days"};
  if (screen == SETTINGS_MORE) {
    view.off = off, view.off_count = 1;
    view.sync_folder = "/media/somebody/A stick with a rather long name/Sync/Supine";
    view.sync_state = "Two practices came in from another device.";
  }
  return scr_settings(s->f->ui, &view, &s->settings);
}

static inline struct scr_action delay(struct stand *s, enum screen screen) {
  struct scr_calibrate_view view = {.step = CALIBRATE_INTRO,
                                    .device = "Wireless Headphones with a Rather Long Name (A2DP Sink)",
                                    .taps = 23,
                                    .taps_wanted = 24,
                                    .uneven_most_ms = 30,
                                    .lit = 1,
                                    .measured = true,
                                    .measured_ms = 1000,
                                    .before_ms = -200};
  if (screen == DELAY_SILENT) view.device = "";
  if (screen == DELAY_SOUND || screen == DELAY_UNEVEN) view.step = CALIBRATE_SOUND;
  if (screen == DELAY_UNEVEN) view.uneven_ms = 148;
  if (screen == DELAY_LIGHT) view.step = CALIBRATE_FLASH;
  if (screen == DELAY_FINE) view.step = CALIBRATE_FINE;
  return scr_calibrate(s->f->ui, &view, &s->settings);
}

static inline struct scr_action build(struct stand *s, enum screen screen) {
  struct ui *ui = s->f->ui;
  switch (screen) {
  case HOME:
  case HOME_BANNER:
  case HOME_PLAIN:
  case HOME_RESTED:
    return home(s, screen);
  case ROUTINE:
  case FOREIGN_ROUTINE: {
    struct scr_routine_view view = {&s->f->catalog, screen == ROUTINE ? 0 : 3, 255, s->f->plan};
    return scr_routine(ui, &view, &s->settings, &s->scene);
  }
  case SAFETY:
    return scr_safety(ui, &(struct scr_safety_view){true});
  case SETUP:
    return scr_setup(ui, &s->setup);
  case SETTINGS:
  case SETTINGS_MORE:
    return settings(s, screen);
  case DELAY:
  case DELAY_SILENT:
  case DELAY_SOUND:
  case DELAY_UNEVEN:
  case DELAY_LIGHT:
  case DELAY_FINE:
    return delay(s, screen);
  case GET_READY:
    return session(s, "get_ready", 0, 0, 2, "Get ready", false);
  case COUNT_IN:
    return session(s, "count_in", 0, 0, 0.4, NULL, false);
  case BREATHE_IN:
    return session(s, "reach_up", 1, 1, 2, "Breathe in, and reach for the ceiling", false);
  case BREATHE_OUT:
    return session(s, "reach_overhead", 1, 5, 3, "And out, slowly, over your head", false);
  case LOWER:
    return session(s, "lower", 1, 2, 3, NULL, false);
  case TURN:
    return session(s, "turn", 2, 0, 1, NULL, false);
  case ELBOWS:
    return session(s, "lower_elbows", 2, 2, 3, "Breathe out, and let the elbows sink", false);
  case REST:
    return session(s, "rest", 0, 0, 5, NULL, false);
  case PAUSED:
    return session(s, "reach_overhead", 1, 3, 2, NULL, true);
  case OVERVIEW:
  case OVERVIEW_NEW:
  case CALENDAR:
  case FEELING:
  case FEELING_NEW:
  case AWAY:
  case AWAY_NOW:
    return progress(s, screen);
  case WHY:
  case WHY_NEW:
    return why(s, screen);
  case BADGES:
  case BADGE:
  case BADGE_KEPT:
    return badges(s);
  case FEEL_BEFORE:
  case FEEL_AFTER:
    return scr_feel(ui, &(struct scr_feel_view){.after = screen == FEEL_AFTER});
  case CLOCK:
    return scr_clock(ui, &(struct scr_clock_view){s->history.today, s->history.today + 40});
  default:
    return done(s, screen);
  }
}

/* What a screen keeps between frames, as if the player had just come to it. */
static inline void enter(struct stand *s, enum screen screen) {
  static const struct {
    enum screen screen;
    enum scr_progress_page page;
  } pages[] = {{CALENDAR, SCR_PROGRESS_YEAR},
               {FEELING, SCR_PROGRESS_FEELING},
               {FEELING_NEW, SCR_PROGRESS_FEELING},
               {AWAY, SCR_PROGRESS_AWAY},
               {AWAY_NOW, SCR_PROGRESS_AWAY}};
  s->progress = (struct scr_progress_state){0};
  for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
    if (pages[i].screen == screen) s->progress.page = pages[i].page;
  s->badges.open = screen == BADGE ? HISTORY_EARNED + 1 : screen == BADGE_KEPT ? HISTORY_EARNED - 4 : 0;
}

/* Frames until nothing settles any more; returns the last action that was not none. */
static inline struct scr_action settle(struct stand *s, enum screen screen) {
  struct scr_action action = {SCR_NONE, 0};
  for (int i = 0; i < 40; i++) {
    dl_reset(&s->f->dl);
    ui_begin(s->f->ui, &s->f->frame);
    struct scr_action now = build(s, screen);
    ui_end(s->f->ui);
    if (now.kind != SCR_NONE) action = now;
    if (!ui_again(s->f->ui)) return action;
  }
  fail_msg("%s never settles", screen_names[screen]);
  return action;
}

static inline struct stand *open_stand(void) {
  struct stand *s = calloc(1, sizeof *s);
  assert_non_null(s);
  s->f = fixture_open();
  s->settings = settings_default();
  history_make(&s->history);
  return s;
}

static inline void close_stand(struct stand *s) {
  fixture_close(s->f);
  free(s);
}

static inline void set_window(struct stand *s, int window, int scale) {
  memset(s->f->ui, 0, sizeof *s->f->ui);
  s->f->frame.w_px = windows[window].w_px;
  s->f->frame.h_px = windows[window].h_px;
  s->f->frame.text_scale = scales[scale];
}

typedef void check(struct stand *s, enum screen screen);

static inline void every_screen_everywhere(check *look) {
  struct stand *s = open_stand();
  for (int window = 0; window < WINDOWS; window++) {
    for (int scale = 0; scale < SCALES; scale++) {
      for (int screen = 0; screen < SCREENS; screen++) {
        set_window(s, window, scale);
        enter(s, (enum screen)screen);
        settle(s, (enum screen)screen);
        look(s, (enum screen)screen);
      }
    }
  }
  close_stand(s);
}

#define WHERE_FORMAT "%s, %g x %g at %g: "
#define WHERE(s, screen)                                                                                     \
  screen_names[screen], (double)(s)->f->frame.w_px, (double)(s)->f->frame.h_px, (s)->f->frame.text_scale

/* ---- text runs of a draw list -------------------------------------------------------------------------------- */

struct run {
  float x0, y0, x1, y1; /* of the letters from cap height to base line, cut by the clip */
  float cut_x;          /* pixels that the clip or the window cuts off at the sides */
  float em_px;
  bool whole; /* not cut above or below */
  const char *text;
};

#define RUNS_MAX 400

static inline int runs_of(const struct stand *s, struct run *out) {
  const struct dl *dl = &s->f->dl;
  float w = s->f->frame.w_px, h = s->f->frame.h_px;
  float cx0 = 0, cy0 = 0, cx1 = w, cy1 = h;
  int count = 0;
  for (int i = 0; i < dl->command_count; i++) {
    const struct dl_command *c = &dl->commands[i];
    if (c->kind == DL_CLIP) {
      bool none = c->clip.w_px <= 0;
      cx0 = none ? 0 : c->clip.x_px, cy0 = none ? 0 : c->clip.y_px;
      cx1 = none ? w : c->clip.x_px + c->clip.w_px, cy1 = none ? h : c->clip.y_px + c->clip.h_px;
    }
    if (c->kind != DL_TEXT || c->text.color.a < 16) continue;
    const char *text = dl->chars + c->text.text;
    float x0 = c->text.x_px, x1 = x0 + fixture_width(NULL, c->text.size_px, c->text.weight, text);
    float y1 = c->text.y_px, y0 = y1 - c->text.size_px * UI_CAP_EM;
    if (y1 <= cy0 || y0 >= cy1) continue;
    assert_true(count < RUNS_MAX);
    out[count++] = (struct run){.x0 = x0,
                                .y0 = fmaxf(y0, cy0),
                                .x1 = x1,
                                .y1 = fminf(y1, cy1),
                                .cut_x = fmaxf(fmaxf(fmaxf(cx0, 0) - x0, x1 - fminf(cx1, w)), 0),
                                .em_px = c->text.size_px,
                                .whole = y0 >= cy0 - 0.5f && y1 <= cy1 + 0.5f,
                                .text = text};
  }
  return count;
}

#endif
