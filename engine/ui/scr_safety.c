#include "scr_safety.h"

#include <math.h>

static void card(struct ui *ui, const char *what, struct dl_color mark) {
  widget_card(ui, ui_word(ui, ui_format(ui, "safety.%s.title", what)),
              ui_word(ui, ui_format(ui, "safety.%s.text", what)), mark);
}

static void cards(struct ui *ui) {
  const struct palette *p = ui->frame.palette;
  bool two = box_width(ui) > ui_em(ui, UI_BODY) * 32;
  if (two) box_columns(ui, 2, ui_px(ui, 20));
  card(ui, "for", p->good);
  card(ui, "always", p->good);
  card(ui, "equipment", p->good);
  if (two) box_next_column(ui);
  card(ui, "not_for", p->accent);
  card(ui, "ask", p->accent);
  card(ui, "stop", p->accent);
  if (two) box_columns_end(ui);
}

struct scr_action scr_safety(struct ui *ui, const struct scr_safety_view *view) {
  struct scr_action action = {SCR_NONE, 0};
  uint32_t button = ui_id("safety.button", 0);
  ui_screen(ui, view->first ? "safety.first" : "safety", button);
  scr_veil(ui);
  const char *text = ui_word(ui, view->first ? "safety.understood" : "safety.close");
  float margin = ui_margin(ui), widest = ui_px(ui, 1180) * fmaxf((float)ui->frame.text_scale * 0.7f, 1);
  float button_w = widget_button_width(ui, UI_BODY, text);
  float button_h = fmaxf(ui_px(ui, 64), ui_em(ui, UI_BODY) * 1.35f + ui_px(ui, 28));
  struct cam_rect rect = scr_window(ui, NULL);
  /* the button beside the legend, or above it where the window is narrow */
  bool beside = rect.w_px > button_w + ui_em(ui, UI_SMALL) * 18;
  const char *leave = ui_word(ui, view->first ? "legend.quit" : "legend.back");
  if (!beside) legend_usual(ui, &rect, NULL, leave);
  struct cam_rect strip = box_cut_bottom(&rect, button_h + ui_px(ui, 28)), legend = strip;
  if (beside) legend_usual(ui, &legend, NULL, leave);
  float side = fmaxf(margin * 0.8f, (rect.w_px - widest) / 2);
  rect = box_inset(rect, side, 0);
  box_cut_top(&rect, margin * 0.4f);

  box_scroll_begin(ui, ui_id("safety.text", 0), rect);
  widget_title(ui, ui_word(ui, "safety.title"));
  widget_paragraph(ui, ui_word(ui, "safety.intro"));
  cards(ui);
  widget_note(ui, ui_word(ui, "safety.credit"));
  box_scroll_end(ui);

  struct cam_rect pinned = box_inset(strip, side + ui_px(ui, 10), ui_px(ui, 10));
  pinned.w_px = fminf(pinned.w_px, button_w);
  box_begin(ui, pinned);
  struct widget_button understood = {
      .id = button, .style = WIDGET_PRIMARY, .text = text, .centred = true, .size = UI_BODY};
  if (widget_button(ui, &understood)) action.kind = view->first ? SCR_UNDERSTOOD : SCR_BACK;
  box_end(ui);
  if (ui_took_back(ui)) action.kind = view->first ? SCR_QUIT : SCR_BACK;
  return action;
}
