#include "widget.h"

#include <math.h>
#include <stddef.h>

#include "box.h"
#include "shape.h"

#define PAD_X_UNITS  26.0f
#define PAD_Y_UNITS  12.0f
#define RADIUS_UNITS 18.0f
#define RING_UNITS   4.0f
#define FOCUS_TINT   0.12  /* of the accent in the fill of what has the focus */
#define TOUCH_UNITS  60.0f /* least height of anything to be pressed */
#define BAR_UNITS    10.0f

static const struct palette *colors(const struct ui *ui) {
  return ui->frame.palette;
}

struct dl_color widget_fill(const struct palette *palette, bool focused) {
  return focused ? dl_blend(palette->panel, palette->panel_focus, FOCUS_TINT) : palette->panel;
}

struct dl_color widget_dim(const struct palette *palette, bool focused) {
  return focused ? dl_blend(palette->text_dim, palette->panel_text, 0.5) : palette->text_dim;
}

struct dl_color widget_warm(const struct palette *palette) {
  bool light = palette_contrast(palette->pillow, palette->panel) >=
               palette_contrast(palette->pillow_dark, palette->panel);
  return light ? palette->pillow : palette->pillow_dark;
}

float widget_button_width(const struct ui *ui, enum ui_size size, const char *text) {
  return ceilf(words_width(ui, ui_em(ui, size), DL_BOLD, text)) + 2 * ui_px(ui, PAD_X_UNITS) + 2;
}

float widget_button_height(const struct ui *ui, enum ui_size size) {
  float line = roundf(ui_em(ui, size) * UI_LINE_EM);
  return roundf(fmaxf(line + 2 * ui_px(ui, PAD_Y_UNITS), ui_px(ui, TOUCH_UNITS)));
}

void widget_panel(struct ui *ui, struct cam_rect rect, enum widget_style style, struct focus_state state) {
  if (!box_seen(ui, rect.y_px, rect.h_px)) return;
  const struct palette *p = colors(ui);
  struct dl *dl = ui->frame.dl;
  float radius = ui_px(ui, RADIUS_UNITS), line = fmaxf(ui_px(ui, RING_UNITS), 2);
  struct dl_color fill = style == WIDGET_PRIMARY ? p->accent : widget_fill(p, state.focused);
  if (state.pressed) fill = dl_blend(fill, p->ring, 0.15);
  shape_round_rect(dl, rect.x_px, rect.y_px, rect.w_px, rect.h_px, radius, fill);
  if (!state.focused) return;
  /* outside the fill, with a breath of air between, so that it is seen on the accent as well */
  float out = style == WIDGET_PRIMARY ? line * 1.6f : line * 0.5f;
  shape_round_rect_line(dl, rect.x_px - out, rect.y_px - out, rect.w_px + 2 * out, rect.h_px + 2 * out,
                        radius + out, line, p->ring);
}

struct words widget_words(const struct ui *ui, enum ui_size size, enum dl_weight weight,
                          struct dl_color color, const char *text) {
  return (struct words){.text = text, .em_px = ui_em(ui, size), .weight = weight, .color = color};
}

bool widget_button(struct ui *ui, const struct widget_button *button) {
  const struct palette *p = colors(ui);
  bool primary = button->style == WIDGET_PRIMARY;
  struct dl_color ink = primary ? p->accent_text : p->panel_text;
  struct dl_color dim = primary ? ink : widget_dim(p, ui->focus == button->id);
  struct words text = widget_words(ui, button->size == UI_SMALL ? UI_BODY : button->size,
                                   primary ? DL_BOLD : DL_MEDIUM, ink, button->text);
  struct words detail = widget_words(ui, primary ? UI_BODY : UI_SMALL, DL_REGULAR, dim, button->detail);
  struct words aside = widget_words(ui, UI_SMALL, DL_MEDIUM, dim, button->aside);
  aside.align = WORDS_RIGHT;
  float pad_x = fminf(ui_px(ui, PAD_X_UNITS), box_width(ui) * 0.08f), pad_y = ui_px(ui, PAD_Y_UNITS);
  float inner = box_width(ui) - 2 * pad_x;
  float aside_w = words_width(ui, aside.em_px, aside.weight, aside.text);
  bool beside = aside_w > 0 && aside_w < inner * 0.3f;
  float text_w = beside ? inner - aside_w - pad_x / 2 : inner;
  float text_h = words_height(ui, &text, text_w), detail_h = words_height(ui, &detail, inner);
  float aside_h = beside ? 0 : words_height(ui, &aside, inner);
  float gap = detail_h > 0 ? roundf(ui_px(ui, 2)) : 0, needed = text_h + gap + detail_h + aside_h;
  float h = roundf(fmaxf(needed + 2 * pad_y, ui_px(ui, TOUCH_UNITS)));
  struct cam_rect rect = box_take(ui, h);
  struct focus_state state = focus_item(ui, button->id, rect, 0);
  widget_panel(ui, rect, button->style, state);
  float x = rect.x_px + pad_x, y = roundf(rect.y_px + (h - needed) / 2);
  if (button->centred) text.align = WORDS_CENTRE;
  words_draw(ui, &text, x, y, text_w);
  float text_line = roundf(text.em_px * UI_LINE_EM), aside_line = roundf(aside.em_px * UI_LINE_EM);
  if (beside)
    words_draw(ui, &aside, x + inner - aside_w, y + roundf((text_line - aside_line) / 2), aside_w + 1);
  words_draw(ui, &detail, x, y + text_h + gap, inner);
  aside.align = WORDS_LEFT;
  if (!beside) words_draw(ui, &aside, x, y + text_h + gap + detail_h, inner);
  return state.activated;
}

bool widget_press(struct ui *ui, uint32_t id, const char *text) {
  return widget_button(ui, &(struct widget_button){.id = id, .text = text, .size = UI_BODY});
}

float widget_pad(const struct ui *ui) {
  return fminf(ui_px(ui, PAD_X_UNITS), box_width(ui) * 0.08f);
}

void widget_ground(struct ui *ui, struct cam_rect rect) {
  if (!box_seen(ui, rect.y_px, rect.h_px)) return;
  shape_round_rect(ui->frame.dl, rect.x_px, rect.y_px, rect.w_px, rect.h_px, ui_px(ui, RADIUS_UNITS),
                   colors(ui)->panel);
}

void widget_text(struct ui *ui, enum ui_size size, enum dl_weight weight, struct dl_color color,
                 const char *text) {
  struct words words = widget_words(ui, size, weight, color, text);
  if (size >= UI_HEADING) words.line_em = 1.15f;
  float w = box_width(ui), h = words_height(ui, &words, w);
  if (h <= 0) return;
  struct cam_rect rect = box_take(ui, h);
  words_draw(ui, &words, rect.x_px, rect.y_px, w);
}

void widget_title(struct ui *ui, const char *text) {
  widget_text(ui, UI_TITLE, DL_BOLD, colors(ui)->text, text);
}

void widget_heading(struct ui *ui, const char *text) {
  widget_text(ui, UI_LARGE, DL_BOLD, colors(ui)->text, text);
}

void widget_paragraph(struct ui *ui, const char *text) {
  widget_text(ui, UI_BODY, DL_REGULAR, colors(ui)->text, text);
}

void widget_note(struct ui *ui, const char *text) {
  widget_text(ui, UI_SMALL, DL_REGULAR, colors(ui)->text_dim, text);
}

void widget_card(struct ui *ui, const char *heading, const char *text, struct dl_color mark) {
  const struct palette *p = colors(ui);
  struct words head = widget_words(ui, UI_BODY, DL_BOLD, p->panel_text, heading);
  struct words body = widget_words(ui, UI_BODY, DL_REGULAR, p->panel_text, text);
  float pad_x = fminf(ui_px(ui, PAD_X_UNITS), box_width(ui) * 0.08f), pad_y = ui_px(ui, PAD_Y_UNITS);
  float inner = box_width(ui) - 2 * pad_x;
  float head_h = words_height(ui, &head, inner), body_h = words_height(ui, &body, inner);
  struct cam_rect rect = box_take(ui, head_h + body_h + 2 * pad_y);
  if (!box_seen(ui, rect.y_px, rect.h_px)) return;
  shape_round_rect(ui->frame.dl, rect.x_px, rect.y_px, rect.w_px, rect.h_px, ui_px(ui, RADIUS_UNITS),
                   p->panel);
  if (mark.a > 0) {
    float w = fmaxf(ui_px(ui, 5), 3);
    shape_round_rect(ui->frame.dl, rect.x_px + pad_x * 0.35f, rect.y_px + pad_y, w, rect.h_px - 2 * pad_y,
                     w / 2, mark);
  }
  words_draw(ui, &head, rect.x_px + pad_x, rect.y_px + pad_y, inner);
  words_draw(ui, &body, rect.x_px + pad_x, rect.y_px + pad_y + head_h, inner);
}

/* ---- rows with a value -------------------------------------------------------------------------------- */

struct row {
  struct focus_state state;
  struct cam_rect rect, control; /* control: where the value is shown and changed */
};

/* The panel, the label and its help; the control lies to the right, or below where there is no room. */
static struct row begin_row(struct ui *ui, uint32_t id, const char *label, const char *help, unsigned flags) {
  const struct palette *p = colors(ui);
  struct words name = widget_words(ui, UI_BODY, DL_MEDIUM, p->panel_text, label);
  struct words note = widget_words(ui, UI_SMALL, DL_REGULAR, widget_dim(p, ui->focus == id), help);
  float pad_x = fminf(ui_px(ui, PAD_X_UNITS), box_width(ui) * 0.06f), pad_y = ui_px(ui, PAD_Y_UNITS) * 0.8f;
  float inner = box_width(ui) - 2 * pad_x;
  float control_h = fmaxf(roundf(name.em_px * 1.8f), ui_px(ui, 44));
  bool beside = inner > name.em_px * 24;
  float control_w = beside ? roundf(inner * 0.42f) : inner;
  float text_w = beside ? inner - control_w - pad_x / 2 : inner;
  float name_h = words_height(ui, &name, text_w), note_h = words_height(ui, &note, text_w);
  float words_h = name_h + note_h;
  float h = roundf((beside ? fmaxf(words_h, control_h) : words_h + control_h) + 2 * pad_y);
  struct row row = {.rect = box_take(ui, h)};
  row.state = focus_item(ui, id, row.rect, flags);
  widget_panel(ui, row.rect, WIDGET_PLAIN, row.state);
  float x = row.rect.x_px + pad_x, y = row.rect.y_px + pad_y;
  if (beside) y = roundf(row.rect.y_px + (h - words_h) / 2);
  words_draw(ui, &name, x, y, text_w);
  words_draw(ui, &note, x, y + name_h, text_w);
  float control_y = beside ? row.rect.y_px + (h - control_h) / 2 : row.rect.y_px + h - pad_y - control_h;
  row.control = (struct cam_rect){x + inner - control_w, roundf(control_y), control_w, control_h};
  return row;
}

static void draw_arrow(struct ui *ui, float x_px, float y_px, float size_px, int way, struct dl_color color) {
  float dx = size_px * 0.5f * (float)way;
  struct shape_point points[3] = {{x_px - dx * 0.6f, y_px - size_px * 0.6f},
                                  {x_px + dx * 0.6f, y_px},
                                  {x_px - dx * 0.6f, y_px + size_px * 0.6f}};
  shape_line(ui->frame.dl, points, 3, fmaxf(size_px * 0.2f, 2), color);
}

static void draw_value(struct ui *ui, struct cam_rect rect, const char *value, enum words_align align) {
  float em = words_fit(ui, ui_em(ui, UI_BODY), ui_em(ui, UI_SMALL) * 0.84f, DL_MEDIUM, value, rect.w_px);
  struct words words = {
      .text = value, .em_px = em, .weight = DL_MEDIUM, .color = colors(ui)->panel_text, .align = align};
  float h = roundf(em * UI_LINE_EM);
  words_draw(ui, &words, rect.x_px, rect.y_px + roundf((rect.h_px - h) / 2), rect.w_px + 1);
}

int widget_choice(struct ui *ui, uint32_t id, const char *label, const char *help, const char *value,
                  bool first, bool last) {
  struct row row = begin_row(ui, id, label, help, FOCUS_ADJUSTS);
  const struct palette *p = colors(ui);
  float arrow = row.control.h_px, y = row.control.y_px + row.control.h_px / 2;
  if (box_seen(ui, row.rect.y_px, row.rect.h_px)) {
    float left = row.control.x_px + arrow / 2, right = row.control.x_px + row.control.w_px - arrow / 2;
    draw_arrow(ui, left, y, arrow * 0.36f, -1, dl_fade(p->panel_text, first ? 0.25 : 1));
    draw_arrow(ui, right, y, arrow * 0.36f, 1, dl_fade(p->panel_text, last ? 0.25 : 1));
  }
  draw_value(ui, box_inset(row.control, arrow, 0), value, WORDS_CENTRE);
  int step = row.state.adjust;
  if (row.state.activated) {
    bool on_left = row.state.by_pointer && ui->pointer_x_px < row.control.x_px + row.control.w_px / 2 &&
                   ui->pointer_x_px >= row.control.x_px;
    step = on_left ? -1 : 1;
  }
  return step;
}

bool widget_switch(struct ui *ui, uint32_t id, const char *label, const char *help, const char *value,
                   bool on) {
  struct row row = begin_row(ui, id, label, help, FOCUS_ADJUSTS);
  const struct palette *p = colors(ui);
  float h = roundf(row.control.h_px * 0.66f), w = h * 1.8f;
  float x = row.control.x_px + row.control.w_px - w,
        y = roundf(row.control.y_px + (row.control.h_px - h) / 2);
  if (box_seen(ui, row.rect.y_px, row.rect.h_px)) {
    struct dl *dl = ui->frame.dl;
    float line = fmaxf(ui_px(ui, 2.5f), 2);
    if (on)
      shape_round_rect(dl, x, y, w, h, h / 2, p->accent);
    else
      shape_round_rect_line(dl, x, y, w, h, h / 2, line, p->text_dim);
    shape_circle(dl, on ? x + w - h / 2 : x + h / 2, y + h / 2, h * 0.32f, on ? p->accent_text : p->text_dim);
  }
  struct cam_rect words = row.control;
  words.w_px -= w + h * 0.4f;
  draw_value(ui, words, value, WORDS_RIGHT);
  return row.state.activated || (row.state.adjust < 0 && on) || (row.state.adjust > 0 && !on);
}

int widget_slider(struct ui *ui, uint32_t id, const char *label, const char *help, const char *value,
                  double *u) {
  struct row row = begin_row(ui, id, label, help, FOCUS_ADJUSTS | FOCUS_DRAGS);
  const struct palette *p = colors(ui);
  float value_w = fminf(ui_em(ui, UI_BODY) * 3.4f, row.control.w_px * 0.4f),
        bar = fmaxf(ui_px(ui, BAR_UNITS), 6);
  float knob = bar * 1.35f, gap = knob * 1.2f;
  struct cam_rect track = {row.control.x_px + knob, row.control.y_px + (row.control.h_px - bar) / 2,
                           fmaxf(row.control.w_px - value_w - gap - 2 * knob, 1), bar};
  int change = row.state.adjust;
  bool set = row.state.dragged || (row.state.activated && row.state.by_pointer);
  if (set && ui->pointer_x_px >= track.x_px - 2 * knob) {
    *u = fmin(fmax((ui->pointer_x_px - track.x_px) / track.w_px, 0), 1);
    change = 2;
  }
  if (box_seen(ui, row.rect.y_px, row.rect.h_px)) {
    float at = track.w_px * (float)*u;
    shape_round_rect(ui->frame.dl, track.x_px, track.y_px, track.w_px, bar, bar / 2,
                     dl_fade(p->text_dim, 0.45));
    shape_round_rect(ui->frame.dl, track.x_px, track.y_px, fmaxf(at, bar), bar, bar / 2, p->accent);
    shape_circle(ui->frame.dl, track.x_px + at, track.y_px + bar / 2, knob, p->panel_text);
  }
  struct cam_rect words = {row.control.x_px + row.control.w_px - value_w, row.control.y_px, value_w,
                           row.control.h_px};
  draw_value(ui, words, value, WORDS_RIGHT);
  return change;
}

/* ---- messages ----------------------------------------------------------------------------------------- */

float widget_banner(struct ui *ui, const char *text) {
  if (!text || !*text) return 0;
  const struct palette *p = colors(ui);
  struct words words = widget_words(ui, UI_SMALL, DL_MEDIUM, p->accent_text, text);
  float margin = ui_margin(ui), pad = roundf(ui_px(ui, 9));
  float w = ui->frame.w_px - 2 * margin, h = words_height(ui, &words, w) + 2 * pad;
  shape_rect(ui->frame.dl, 0, 0, ui->frame.w_px, h, p->accent);
  words_draw(ui, &words, margin, pad, w);
  return h;
}

void widget_toast(struct ui *ui, const char *text, double opacity) {
  if (!text || !*text || opacity <= 0) return;
  const struct palette *p = colors(ui);
  struct words words = widget_words(ui, UI_BODY, DL_MEDIUM, dl_fade(p->accent_text, opacity), text);
  words.align = WORDS_CENTRE;
  float pad = roundf(ui_px(ui, 16)), limit = ui->frame.w_px - 2 * ui_margin(ui) - 2 * pad;
  float w = ceilf(words_widest(ui, &words, limit)) + 1, h = words_height(ui, &words, w);
  float x = roundf((ui->frame.w_px - w) / 2), y = roundf(ui->frame.h_px * 0.86f - h - 2 * pad);
  shape_round_rect(ui->frame.dl, x - pad, y, w + 2 * pad, h + 2 * pad, ui_px(ui, RADIUS_UNITS),
                   dl_fade(p->accent, opacity));
  words_draw(ui, &words, x, y + pad, w);
}
