#include "scr_clock.h"

#include "day.h"

#define WIDEST_EM 40.0f

struct scr_action scr_clock(struct ui *ui, const struct scr_clock_view *view) {
  struct scr_action action = {SCR_NONE, 0};
  struct widget_button right = {.id = ui_id("clock.right", 0),
                                .text = ui_word(ui, "clock.right"),
                                .detail = ui_word(ui, "clock.right_detail"),
                                .size = UI_LARGE};
  struct widget_button wrong = {.id = ui_id("clock.wrong", 0),
                                .text = ui_word(ui, "clock.wrong"),
                                .detail = ui_word(ui, "clock.wrong_detail"),
                                .size = UI_LARGE};
  ui_screen(ui, "clock", right.id);
  scr_veil(ui);
  struct cam_rect rect = scr_window(ui, NULL);
  legend_usual(ui, &rect, NULL, ui_word(ui, "legend.back"));
  rect = scr_page(ui, rect, WIDEST_EM);
  if (rect.h_px > ui_px(ui, 640)) box_cut_top(&rect, rect.h_px * 0.1f);
  box_scroll_begin(ui, ui_id("clock.words", 0), rect);
  widget_text(ui, UI_HEADING, DL_BOLD, ui->frame.palette->text,
              ui_fill(ui, "clock.title", day_full(ui, view->today), NULL));
  widget_paragraph(ui, ui_fill(ui, "clock.words", day_full(ui, view->last), NULL));
  box_space(ui, ui_px(ui, 12));
  if (widget_button(ui, &right)) action.kind = SCR_CLOCK_RIGHT;
  if (widget_button(ui, &wrong)) action.kind = SCR_CLOCK_WRONG;
  box_scroll_end(ui);
  if (ui_took_back(ui)) action.kind = SCR_BACK;
  return action;
}
