#include "scr_home.h"

#include <string.h>

#include "week.h"

#define START_ID ui_id("home.start", 0)
#define QUIT_ID  ui_id("home.quit", 0)

static const char *greeting(int hour) {
  if (hour >= 4 && hour < 6) return "greeting.early";
  if (hour >= 6 && hour < 11) return "greeting.morning";
  if (hour >= 11 && hour < 14) return "greeting.day";
  if (hour >= 14 && hour < 18) return "greeting.afternoon";
  if (hour >= 18 && hour < 22) return "greeting.evening";
  return "greeting.night";
}

/* The summary, and whose it is: who reviewed it, or who designed it if that is somebody else than for the first. */
static const char *about(struct ui *ui, const struct scr_home_view *view, const struct routine *routine) {
  const char *usual = view->catalog->routines[0]->author, *summary = routine->summary ? routine->summary : "";
  bool reviewed = routine->reviewer && *routine->reviewer;
  const char *by = reviewed ? routine->reviewer : routine->author;
  if (!by || !*by || (!reviewed && usual && strcmp(by, usual) == 0)) return summary;
  const char *whose = ui_fill(ui, reviewed ? "routine.reviewed_by" : "routine.designed_by", by, NULL);
  return ui_format(ui, "%s%s%s", summary, *summary ? "\n" : "", whose);
}

static bool rest_suits(const struct scr_home_view *view) {
  return view->settings->progress_shown && view->sessions_today >= SCR_ENCOURAGED;
}

/* The week and what it amounts to: one press leads on to progress. */
static bool week(struct ui *ui, const struct scr_home_view *view) {
  uint32_t id = ui_id("home.progress", 0);
  if (view->streak) return week_card(ui, id, view->streak, view->today);
  return widget_press(ui, id, ui_word(ui, "home.progress"));
}

static void start_button(struct ui *ui, const struct scr_home_view *view, struct scr_action *action) {
  if (view->start < 0 || view->start >= view->catalog->count) {
    widget_paragraph(ui, ui_word(ui, "home.no_routines"));
    return;
  }
  const struct routine *routine = view->catalog->routines[view->start];
  const char *detail = scr_contents(ui, view->catalog, routine, view->settings->reps);
  double seconds = view->seconds ? view->seconds[view->start] : 0;
  struct widget_button start = {.id = START_ID,
                                .style = rest_suits(view) ? WIDGET_PLAIN : WIDGET_PRIMARY,
                                .text = ui_word(ui, "home.start"),
                                .detail = detail,
                                .aside = seconds > 0 ? scr_minutes(ui, seconds) : NULL,
                                .size = UI_HEADING};
  if (widget_button(ui, &start)) *action = (struct scr_action){SCR_START, view->start};
}

static void routines(struct ui *ui, const struct scr_home_view *view, struct scr_action *action) {
  if (view->catalog->count == 0) return;
  box_space(ui, ui_px(ui, 8));
  for (int i = 0; i < view->catalog->count; i++) {
    const struct routine *routine = view->catalog->routines[i];
    double seconds = view->seconds ? view->seconds[i] : 0;
    struct widget_button row = {.id = ui_id("home.routine", i),
                                .text = routine->title,
                                .detail = about(ui, view, routine),
                                .aside = seconds > 0 ? scr_minutes(ui, seconds) : NULL,
                                .size = UI_BODY};
    if (widget_button(ui, &row)) *action = (struct scr_action){SCR_DETAILS, i};
  }
}

static void others(struct ui *ui, struct scr_action *action) {
  static const struct {
    const char *key;
    enum scr_kind kind;
  } rows[] = {{"home.setup", SCR_SETUP},
              {"home.settings", SCR_SETTINGS},
              {"home.safety", SCR_SAFETY},
              {"home.quit", SCR_QUIT}};
  bool two = box_width(ui) > ui_em(ui, UI_BODY) * 17;
  box_space(ui, ui_px(ui, 8));
  if (two) box_columns(ui, 2, ui_px(ui, 14));
  for (int i = 0; i < 4; i++) {
    uint32_t id = i == 3 ? QUIT_ID : ui_id("home.other", i);
    if (widget_press(ui, id, ui_word(ui, rows[i].key))) action->kind = rows[i].kind;
    if (two && i == 1) box_next_column(ui);
  }
  if (two) box_columns_end(ui);
}

struct scr_action scr_home(struct ui *ui, const struct scr_home_view *view) {
  struct scr_action action = {SCR_NONE, 0};
  ui_screen(ui, "home", START_ID);
  scr_background(ui, 0, true);
  struct cam_rect rect = scr_window(ui, view->banner);
  struct cam_rect whole = rect;
  legend_usual(ui, &rect, NULL, ui_word(ui, "legend.quit"));
  struct scr_split split = scr_divide(ui, rect);
  if (split.has_stage) {
    if (split.stage.w_px < whole.w_px) split.stage = box_inset(split.stage, ui_px(ui, 22), ui_px(ui, 60));
    scr_resting_figure(ui, split.stage);
  }
  box_scroll_begin(ui, ui_id("home.list", 0), split.words);
  widget_title(ui, ui_word(ui, greeting(view->hour)));
  if (rest_suits(view)) {
    widget_card(ui, ui_word(ui, "progress.rest"), ui_word(ui, "progress.rest_words"),
                ui->frame.palette->good);
  } else if (!view->settings->progress_shown || !view->streak) {
    widget_text(ui, UI_BODY, DL_REGULAR, ui->frame.palette->text, ui_word(ui, "home.subtitle"));
  }
  if (view->settings->progress_shown && week(ui, view)) action.kind = SCR_PROGRESS;
  box_space(ui, ui_px(ui, 4));
  start_button(ui, view, &action);
  routines(ui, view, &action);
  others(ui, &action);
  box_scroll_end(ui);
  if (ui_took_back(ui)) {
    if (ui->focus == QUIT_ID) action.kind = SCR_QUIT;
    ui->focus = QUIT_ID;
    ui->follow = ui->again = true;
  }
  return action;
}
