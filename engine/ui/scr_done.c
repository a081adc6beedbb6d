#include "scr_done.h"

#include <math.h>

#define HOME_ID ui_id("done.home", 0)

static void number(struct ui *ui, int n, const char *key) {
  widget_text(ui, UI_TITLE, DL_BOLD, ui->frame.palette->text, ui_format(ui, "%d", n));
  box_space(ui, -ui_px(ui, 14));
  const char *full = ui_format(ui, "%s.%s", key, n == 1 ? "one" : "many");
  widget_text(ui, UI_SMALL, DL_REGULAR, ui->frame.palette->text, ui_word(ui, full));
}

static void numbers(struct ui *ui, const struct ses_result *result) {
  int minutes = (int)lround(result->practised_s / 60);
  int columns = box_width(ui) > ui_em(ui, UI_SMALL) * 18 ? 3 : 1;
  box_columns(ui, columns, ui_px(ui, 14));
  number(ui, result->reps_total, "done.repetitions");
  if (columns > 1) box_next_column(ui);
  number(ui, minutes < 1 ? 1 : minutes, "done.minutes");
  if (columns > 1) box_next_column(ui);
  number(ui, result->breaths, "done.breaths");
  box_columns_end(ui);
}

struct scr_action scr_done(struct ui *ui, const struct scr_done_view *view) {
  struct scr_action action = {SCR_NONE, 0};
  ui_screen(ui, "done", HOME_ID);
  scr_background(ui, 0, true);
  struct cam_rect rect = scr_window(ui, view->banner), whole = rect;
  legend_usual(ui, &rect, NULL, ui_word(ui, "legend.home"));
  struct scr_split split = scr_divide(ui, rect);
  if (split.stage.w_px < whole.w_px) split.stage = box_inset(split.stage, ui_px(ui, 22), ui_px(ui, 60));
  if (split.has_stage) scr_resting_figure(ui, split.stage);
  const struct ses_result *result = view->result;
  bool nothing = result->reps_total == 0;
  box_scroll_begin(ui, ui_id("done.list", 0), split.words);
  widget_title(ui, ui_word(ui, nothing ? "done.title_nothing" : "done.title"));
  const char *words = nothing ? "done.words_nothing" : result->stopped ? "done.words_stopped" : "done.words";
  widget_paragraph(ui, ui_word(ui, words));
  if (!nothing) {
    box_space(ui, ui_px(ui, 8));
    numbers(ui, result);
    box_space(ui, ui_px(ui, 8));
  }
  if (result->ease_offs > 0) widget_paragraph(ui, ui_word(ui, "done.eased_off"));
  struct widget_button home = {
      .id = HOME_ID, .style = WIDGET_PRIMARY, .text = ui_word(ui, "done.home"), .size = UI_LARGE};
  if (widget_button(ui, &home)) action.kind = SCR_HOME;
  if (widget_press(ui, ui_id("done.again", 0), ui_word(ui, "done.again"))) action.kind = SCR_AGAIN;
  if (view->routine) widget_note(ui, view->routine->credit);
  box_scroll_end(ui);
  if (ui_took_back(ui)) action.kind = SCR_HOME;
  return action;
}
