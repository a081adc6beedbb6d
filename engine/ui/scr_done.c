#include "scr_done.h"

#include <math.h>

#include "emblem_draw.h"
#include "flourish.h"
#include "portrait.h"
#include "record.h"
#include "week.h"

#define HOME_ID        ui_id("done.home", 0)
#define PROGRESS_SHARE 0.71f  /* of the stage's height */
#define ASIDE_UNITS    790.0f /* height of a window that has room for it there */
#define LEAF_UNITS     27.0f
#define LEAVES_HZ      60.0 /* how often they want to be drawn */
#define BESIDE_UNITS   14.0f
#define RING_UNITS     10.0f /* room for the focus ring */
#define FEW_BADGES     2     /* more are drawn closer */
#define MANY_BADGES    4     /* more may need to be scrolled through: the week stands before them */

static void number(struct ui *ui, int n, const char *key) {
  widget_text(ui, UI_TITLE, DL_BOLD, ui->frame.palette->text, ui_format(ui, "%d", n));
  box_space(ui, -ui_px(ui, 14));
  const char *full = ui_format(ui, "%s.%s", key, n == 1 ? "one" : "many");
  widget_text(ui, UI_SMALL, DL_REGULAR, ui->frame.palette->text, ui_word(ui, full));
}

static void numbers(struct ui *ui, const struct ses_result *result) {
  int minutes = (int)lround(result->practised_s / 60);
  bool guided = result->breaths > 0; /* easy breathing is not counted, and is no nought */
  int columns = box_width(ui) > ui_em(ui, UI_SMALL) * 18 ? 2 + guided : 1;
  box_columns(ui, columns, ui_px(ui, 14));
  number(ui, result->reps_total, "done.repetitions");
  if (columns > 1) box_next_column(ui);
  number(ui, minutes < 1 ? 1 : minutes, "done.minutes");
  if (guided && columns > 1) box_next_column(ui);
  if (guided) number(ui, result->breaths, "done.breaths");
  box_columns_end(ui);
}

/* A new badge: its medal, its name and, alone, what it is for. */
static void earned(struct ui *ui, const struct badge *badge, int of) {
  const struct palette *p = ui->frame.palette;
  bool alone = of == 1, few = of <= FEW_BADGES;
  float radius = fminf(ui_px(ui, few ? 40 : 26), box_width(ui) * 0.12f);
  float pad = widget_pad(ui) * (few ? 1 : 0.6f), pad_y = ui_px(ui, few ? 12 : 5);
  float left = 2 * radius + pad * 0.7f, w = box_width(ui) - 2 * pad - left;
  struct words title = widget_words(ui, few ? UI_BODY : UI_SMALL, DL_BOLD, p->panel_text, badge->title);
  struct words what = widget_words(ui, UI_SMALL, DL_REGULAR, p->panel_text, alone ? badge->words : "");
  float title_h = words_height(ui, &title, w), h = title_h + words_height(ui, &what, w);
  struct cam_rect rect = box_take(ui, fmaxf(h, 2 * radius) + 2 * pad_y);
  widget_ground(ui, rect);
  if (!box_seen(ui, rect.y_px, rect.h_px)) return;
  float x = rect.x_px + pad, y = rect.y_px + (rect.h_px - h) / 2;
  emblem_draw(ui->frame.dl, p, &badge->emblem, x + radius, rect.y_px + rect.h_px / 2, radius, true);
  words_draw(ui, &title, x + left, roundf(y), w);
  words_draw(ui, &what, x + left, roundf(y + title_h), w);
}

/* Both faces with an arrow between, and the two words. */
static void felt(struct ui *ui, int before, int after) {
  const struct palette *p = ui->frame.palette;
  float radius = ui_px(ui, 26), gap = ui_px(ui, 12);
  struct words words = widget_words(ui, UI_BODY, DL_REGULAR, p->text,
                                    ui_fill(ui, "done.felt", scr_face(ui, before), scr_face(ui, after)));
  float left = 4 * radius + 2 * gap, w = box_width(ui) - left, h = words_height(ui, &words, w);
  struct cam_rect rect = box_take(ui, fmaxf(2 * radius, h));
  if (!box_seen(ui, rect.y_px, rect.h_px)) return;
  float y = rect.y_px + rect.h_px / 2;
  portrait_draw(ui->frame.dl, p, before, rect.x_px + radius, y, radius);
  portrait_draw(ui->frame.dl, p, after, rect.x_px + 3 * radius + gap, y, radius);
  words_draw(ui, &words, rect.x_px + left, roundf(y - h / 2), w);
}

static void saved(struct ui *ui, const struct scr_done_view *view) {
  const char *text = NULL;
  if (view->saved == SCR_DONE_SAVING) text = ui_word(ui, "done.saving");
  if (view->saved == SCR_DONE_SAVED) text = ui_word(ui, "done.saved");
  if (view->saved == SCR_DONE_NOT_SAVED) text = ui_fill(ui, "done.not_saved", view->trouble, NULL);
  if (text) widget_text(ui, UI_SMALL, DL_MEDIUM, ui->frame.palette->text, text);
}

static bool told(const struct scr_done_view *view) {
  return view->felt_before > 0 && view->felt_after > 0;
}

static bool has_progress(const struct scr_done_view *view) {
  return told(view) || view->earned_count > 0 || view->streak;
}

static void new_badges(struct ui *ui, const struct scr_done_view *view) {
  int count = view->earned_count;
  if (count == 0) return;
  widget_heading(ui, ui_count(ui, "done.earned", count));
  int columns = count > 1 && box_width(ui) > ui_em(ui, UI_BODY) * 20 ? 2 : 1;
  for (int i = 0; i < count; i += columns) {
    box_columns(ui, columns, ui_px(ui, 12));
    earned(ui, view->earned[i], count);
    if (columns == 2) {
      box_next_column(ui);
      if (i + 1 < count) earned(ui, view->earned[i + 1], count);
    }
    box_columns_end(ui);
  }
}

/* What the session added to: beside the words where there is room, else below them. */
static void progress(struct ui *ui, const struct scr_done_view *view) {
  bool week_first = view->earned_count > MANY_BADGES;
  if (told(view)) felt(ui, view->felt_before, view->felt_after);
  if (view->streak && week_first) week_card(ui, 0, view->streak, view->today);
  new_badges(ui, view);
  if (view->streak && !week_first) week_card(ui, 0, view->streak, view->today);
}

/* The leaves of the session's end go on where the figure lies, and nowhere else: no word stands there. */
static void leaves(struct ui *ui, const struct scr_done_view *view, struct cam_rect stage) {
  double age_s = ui->frame.now_s - ui->screen_s;
  bool whole = view->result->reps_total > 0 && !view->result->stopped;
  if (!whole || ui->frame.reduced_motion || !(age_s >= 0) || age_s > FLOURISH_END_S) return;
  flourish_end(ui->frame.dl, ui->frame.palette, stage, ui_px(ui, LEAF_UNITS), age_s);
  ui_moves(ui, LEAVES_HZ);
}

static bool home_button(struct ui *ui) {
  return widget_button(
      ui, &(struct widget_button){
              .id = HOME_ID, .style = WIDGET_PRIMARY, .text = ui_word(ui, "done.home"), .size = UI_LARGE});
}

/* Words that fill the whole window scroll below the two ways on, which are seen from the beginning on. */
static bool ways_stay(struct ui *ui, struct scr_split split) {
  float half = (split.words.w_px - ui_px(ui, BESIDE_UNITS)) / 2 - ui_px(ui, RING_UNITS);
  return !split.has_stage && widget_button_width(ui, UI_LARGE, ui_word(ui, "done.home")) <= half &&
         widget_button_width(ui, UI_LARGE, ui_word(ui, "done.again")) <= half;
}

static enum scr_kind ways_below(struct ui *ui, struct cam_rect rect) {
  enum scr_kind kind = SCR_NONE;
  struct widget_button again = {
      .id = ui_id("done.again", 0), .text = ui_word(ui, "done.again"), .size = UI_LARGE};
  box_begin(ui, box_inset(rect, ui_px(ui, RING_UNITS), ui_px(ui, RING_UNITS)));
  box_columns(ui, 2, ui_px(ui, BESIDE_UNITS));
  if (home_button(ui)) kind = SCR_HOME;
  box_next_column(ui);
  if (widget_button(ui, &again)) kind = SCR_AGAIN;
  box_columns_end(ui);
  box_end(ui);
  return kind;
}

/* What was done, in words; the two ways on among them unless they stay below. */
static enum scr_kind words(struct ui *ui, const struct scr_done_view *view, bool with_ways) {
  enum scr_kind kind = SCR_NONE;
  const struct ses_result *result = view->result;
  bool nothing = result->reps_total == 0;
  const char *said = nothing ? "done.words_nothing" : result->stopped ? "done.words_stopped" : "done.words";
  widget_title(ui, ui_word(ui, nothing ? "done.title_nothing" : "done.title"));
  widget_paragraph(ui, ui_word(ui, said));
  if (!nothing) {
    box_space(ui, ui_px(ui, 8));
    numbers(ui, result);
    box_space(ui, ui_px(ui, 8));
  }
  if (result->ease_offs > 0) widget_paragraph(ui, ui_word(ui, "done.eased_off"));
  if (!nothing && view->sessions_today >= SCR_ENCOURAGED)
    widget_card(ui, ui_word(ui, "progress.rest"), ui_word(ui, "done.rest"), ui->frame.palette->good);
  saved(ui, view);
  if (!with_ways) return kind;
  if (home_button(ui)) kind = SCR_HOME;
  if (widget_press(ui, ui_id("done.again", 0), ui_word(ui, "done.again"))) kind = SCR_AGAIN;
  return kind;
}

/* Beside the words, above the figure. */
static void progress_aside(struct ui *ui, const struct scr_done_view *view, struct cam_rect *stage) {
  struct cam_rect top = box_cut_top(stage, stage->h_px * PROGRESS_SHARE);
  box_cut_top(&top, ui_margin(ui) * 0.7f);
  top = box_inset(top, ui_margin(ui), 0);
  box_scroll_begin(ui, ui_id("done.progress", 0), top);
  progress(ui, view);
  box_scroll_end(ui);
}

struct scr_action scr_done(struct ui *ui, const struct scr_done_view *view) {
  struct scr_action action = {SCR_NONE, 0};
  ui_screen(ui, "done", HOME_ID);
  scr_background(ui, 0, true);
  struct cam_rect rect = scr_window(ui, view->banner), whole = rect;
  legend_usual(ui, &rect, NULL, ui_word(ui, "legend.home"));
  struct scr_split split = scr_divide(ui, rect);
  bool aside = split.has_stage && split.stage.w_px < whole.w_px && has_progress(view) &&
               ui->frame.h_px >= ui_px(ui, ASIDE_UNITS) * (float)ui->frame.text_scale;
  if (aside)
    progress_aside(ui, view, &split.stage);
  else if (split.stage.w_px < whole.w_px)
    split.stage = box_inset(split.stage, ui_px(ui, 22), ui_px(ui, 60));
  if (split.has_stage) {
    leaves(ui, view, split.stage); /* behind the figure: its face stays free */
    scr_resting_figure(ui, split.stage);
  }
  bool stay = ways_stay(ui, split);
  struct cam_rect ways = {0, 0, 0, 0};
  if (stay)
    ways = box_cut_bottom(&split.words, widget_button_height(ui, UI_LARGE) + 2 * ui_px(ui, RING_UNITS));
  box_scroll_begin(ui, ui_id("done.list", 0), split.words);
  action.kind = words(ui, view, !stay);
  if (!aside) progress(ui, view);
  if (view->routine) widget_note(ui, view->routine->credit);
  box_scroll_end(ui);
  if (stay) action.kind = ways_below(ui, ways);
  if (ui_took_back(ui)) action.kind = SCR_HOME;
  return action;
}
