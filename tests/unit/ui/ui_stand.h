/* Every screen, ready to be built in any window: what the tests of layout and of reach walk through. */
#ifndef UI_STAND_H
#define UI_STAND_H

#include "ui_fixture.h"

#include "focus.h"
#include "scr_calibrate.h"
#include "scr_done.h"
#include "scr_home.h"
#include "scr_routine.h"
#include "scr_safety.h"
#include "scr_session.h"
#include "scr_settings.h"
#include "scr_setup.h"

enum screen {
  HOME,
  HOME_BANNER,
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
  SCREENS
};

static const char *const screen_names[SCREENS] = {"home",        "home with a banner",
                                                  "routine",     "foreign routine",
                                                  "safety",      "setup",
                                                  "settings",    "delay",
                                                  "no sound",    "tap to the sound",
                                                  "uneven taps", "tap to the light",
                                                  "fine delay",  "get ready",
                                                  "count in",    "breathe in",
                                                  "breathe out", "lower",
                                                  "turn",        "elbows",
                                                  "rest",        "paused",
                                                  "done",        "nothing done"};

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

static inline struct scr_action home(struct stand *s, const char *banner) {
  struct scr_home_view view = {.hour = 19,
                               .catalog = &s->f->catalog,
                               .seconds = s->f->seconds,
                               .start = 0,
                               .settings = &s->settings,
                               .banner = banner};
  return scr_home(s->f->ui, &view);
}

static inline struct scr_action done(struct stand *s, bool nothing) {
  struct ses_result result = {.reps_total = 10, .practised_s = 231, .breaths = 25, .ease_offs = 1};
  if (nothing) result = (struct ses_result){.stopped = true};
  struct scr_done_view view = {&result, &s->f->session, NULL};
  return scr_done(s->f->ui, &view);
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
    return home(s, NULL);
  case HOME_BANNER:
    return home(s, "There is no sound device. Everything else works.");
  case ROUTINE:
  case FOREIGN_ROUTINE: {
    struct scr_routine_view view = {&s->f->catalog, screen == ROUTINE ? 0 : 3, 255, s->f->plan};
    return scr_routine(ui, &view, &s->settings, &s->scene);
  }
  case SAFETY:
    return scr_safety(ui, &(struct scr_safety_view){true});
  case SETUP:
    return scr_setup(ui);
  case SETTINGS:
    return scr_settings(ui, &s->settings);
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
  case DONE:
    return done(s, false);
  default:
    return done(s, true);
  }
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
