#include "scr_feel.h"

#include <math.h>

#include "portrait.h"
#include "record.h"

#define WIDEST_EM   56.0f
#define FACE_UNITS  100.0f /* radius at most */
#define FIRST_FOCUS 3

static uint32_t face_id(int face) {
  return ui_id("feel.face", face);
}

/* Five beside each other with their names below. Returns the face that was pressed, or 0. */
static int faces_in_a_row(struct ui *ui, float w, float gap) {
  const struct palette *p = ui->frame.palette;
  float radius = fminf(ui_px(ui, FACE_UNITS), w * 0.43f), pad = roundf(radius * 0.16f), names = 0;
  struct words name = widget_words(ui, UI_BODY, DL_MEDIUM, p->panel_text, "");
  name.align = WORDS_CENTRE;
  for (int face = 1; face <= RECORD_FACES; face++) {
    name.text = scr_face(ui, face);
    names = fmaxf(names, words_height(ui, &name, w - pad));
  }
  struct cam_rect row = box_take(ui, 2 * radius + 3 * pad + names);
  int pressed = 0;
  for (int face = 1; face <= RECORD_FACES; face++) {
    struct cam_rect rect = {roundf(row.x_px + (float)(face - 1) * (w + gap)), row.y_px, floorf(w), row.h_px};
    struct focus_state focus = focus_item(ui, face_id(face), rect, 0);
    widget_panel(ui, rect, WIDGET_PLAIN, focus);
    if (box_seen(ui, rect.y_px, rect.h_px))
      portrait_draw(ui->frame.dl, p, face, rect.x_px + rect.w_px / 2, rect.y_px + pad + radius, radius);
    name.text = scr_face(ui, face);
    words_draw(ui, &name, rect.x_px + pad / 2, rect.y_px + 2 * pad + 2 * radius, rect.w_px - pad);
    if (focus.activated) pressed = face;
  }
  return pressed;
}

/* Below each other, the name beside its face. */
static int faces_in_a_column(struct ui *ui) {
  const struct palette *p = ui->frame.palette;
  int pressed = 0;
  for (int face = 1; face <= RECORD_FACES; face++) {
    struct words name = widget_words(ui, UI_BODY, DL_MEDIUM, p->panel_text, scr_face(ui, face));
    float radius = ui_px(ui, 40), pad = roundf(ui_px(ui, 8)), w = box_width(ui) - 4 * pad - 2 * radius;
    float h = words_height(ui, &name, w);
    struct cam_rect rect = box_take(ui, fmaxf(h, 2 * radius) + 2 * pad);
    struct focus_state focus = focus_item(ui, face_id(face), rect, 0);
    widget_panel(ui, rect, WIDGET_PLAIN, focus);
    if (box_seen(ui, rect.y_px, rect.h_px))
      portrait_draw(ui->frame.dl, p, face, rect.x_px + 2 * pad + radius, rect.y_px + rect.h_px / 2, radius);
    words_draw(ui, &name, rect.x_px + 3 * pad + 2 * radius, roundf(rect.y_px + (rect.h_px - h) / 2), w);
    if (focus.activated) pressed = face;
  }
  return pressed;
}

/* No wider than it needs to be: answering is what most want. */
static bool skip_button(struct ui *ui) {
  const char *text = ui_word(ui, "feel.skip");
  struct cam_rect rect = box_take(ui, 0);
  float w = fminf(widget_button_width(ui, UI_BODY, text) * 1.6f, rect.w_px);
  box_begin(ui, (struct cam_rect){rect.x_px + (rect.w_px - w) / 2, rect.y_px, w, rect.h_px});
  struct widget_button skip = {.id = ui_id("feel.skip", 0), .text = text, .centred = true, .size = UI_BODY};
  bool pressed = widget_button(ui, &skip);
  float h = box_end(ui);
  box_space(ui, h);
  return pressed;
}

struct scr_action scr_feel(struct ui *ui, const struct scr_feel_view *view) {
  struct scr_action action = {SCR_NONE, 0};
  ui_screen(ui, view->after ? "feel after" : "feel before", face_id(FIRST_FOCUS));
  scr_veil(ui);
  struct cam_rect rect = scr_window(ui, view->banner);
  legend_usual(ui, &rect, NULL, ui_word(ui, "feel.skip"));
  rect = scr_page(ui, rect, WIDEST_EM);
  float gap = roundf(ui_px(ui, 14)), ring = ui_px(ui, 12);
  float w = (rect.w_px - 2 * ring - 4 * gap) / RECORD_FACES;
  float title_em = ui_em(ui, UI_TITLE), needed = title_em * 1.3f + ui_px(ui, 3 * FACE_UNITS + 150);
  if (rect.h_px > needed * 1.15f) box_cut_top(&rect, (rect.h_px - needed) * 0.44f);
  box_scroll_begin(ui, ui_id("feel.faces", 0), rect);
  widget_title(ui, ui_word(ui, view->after ? "feel.after" : "feel.before"));
  widget_paragraph(ui, ui_word(ui, "feel.help"));
  box_space(ui, ui_px(ui, 14));
  /* side by side as long as the longest single word of a name fits */
  bool row = w > ui_em(ui, UI_BODY) * 4.4f;
  int face = row ? faces_in_a_row(ui, w, gap) : faces_in_a_column(ui);
  if (face > 0) action = (struct scr_action){SCR_FELT, face};
  box_space(ui, ui_px(ui, 6));
  if (skip_button(ui)) action = (struct scr_action){SCR_SKIP, 0};
  box_scroll_end(ui);
  if (ui_took_back(ui)) action = (struct scr_action){SCR_SKIP, 0};
  return action;
}
