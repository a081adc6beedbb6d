#include "legend.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>

#include "box.h"
#include "focus.h"
#include "shape.h"
#include "words.h"

#define SIGN_EM 1.45f /* height of a sign, in em of the words beside it */

static const char *const key_names[LEGEND_SIGNS] = {"keys.accept", "keys.back", "keys.menu", NULL};
static const char *const pad_letters[LEGEND_SIGNS] = {"A", "B", NULL, NULL};

static void letter(struct ui *ui, const char *text, float x_px, float y_px, float em_px,
                   struct dl_color color) {
  float w = words_width(ui, em_px, DL_BOLD, text);
  dl_text(ui->frame.dl, roundf(x_px - w / 2), roundf(y_px + em_px * UI_CAP_EM / 2), em_px, DL_BOLD, color,
          text);
}

static void arrows(struct ui *ui, float x_px, float y_px, float r_px, struct dl_color color) {
  for (int way = -1; way <= 1; way += 2) {
    float d = (float)way * r_px;
    struct shape_point points[3] = {{x_px + d * 0.25f, y_px - r_px * 0.4f},
                                    {x_px + d * 0.72f, y_px},
                                    {x_px + d * 0.25f, y_px + r_px * 0.4f}};
    shape_polygon(ui->frame.dl, points, 3, color);
  }
}

static void bars(struct ui *ui, float x_px, float y_px, float r_px, struct dl_color color) {
  for (int i = -1; i <= 1; i++) {
    struct shape_point points[2] = {{x_px - r_px * 0.42f, y_px + (float)i * r_px * 0.36f},
                                    {x_px + r_px * 0.42f, y_px + (float)i * r_px * 0.36f}};
    shape_line(ui->frame.dl, points, 2, r_px * 0.16f, color);
  }
}

/* PlayStation's cross and circle are shapes; everybody else's are letters. */
static void pad_face(struct ui *ui, enum legend_sign sign, float x_px, float y_px, float r_px,
                     struct dl_color color) {
  if (ui->frame.glyphs != UI_PLAYSTATION) {
    letter(ui, pad_letters[sign], x_px, y_px, roundf(r_px * 1.2f), color);
  } else if (sign == LEGEND_ACCEPT) {
    float d = r_px * 0.4f, line = r_px * 0.18f;
    struct shape_point a[2] = {{x_px - d, y_px - d}, {x_px + d, y_px + d}};
    struct shape_point b[2] = {{x_px - d, y_px + d}, {x_px + d, y_px - d}};
    shape_line(ui->frame.dl, a, 2, line, color);
    shape_line(ui->frame.dl, b, 2, line, color);
  } else {
    shape_arc(ui->frame.dl, x_px, y_px, r_px * 0.46f, r_px * 0.18f, 0, 1, color);
  }
}

static float key_cap(struct ui *ui, const char *name, float x_px, float y_px, float h_px, bool draw) {
  float em = roundf(h_px * 0.62f), w = fmaxf(words_width(ui, em, DL_BOLD, name) + h_px * 0.6f, h_px);
  if (draw) {
    const struct palette *p = ui->frame.palette;
    shape_round_rect(ui->frame.dl, x_px, y_px - h_px / 2, w, h_px, h_px * 0.25f, p->text);
    letter(ui, name, x_px + w / 2, y_px, em, p->gap);
  }
  return w;
}

float legend_sign(struct ui *ui, enum legend_sign sign, float x_px, float y_px, float h_px, bool draw) {
  if (ui->frame.glyphs == UI_KEYBOARD && key_names[sign]) {
    return key_cap(ui, ui_word(ui, key_names[sign]), x_px, y_px, h_px, draw);
  }
  if (!draw) return h_px;
  const struct palette *p = ui->frame.palette;
  float r = h_px / 2, x = x_px + r;
  shape_circle(ui->frame.dl, x, y_px, r, p->text);
  if (sign == LEGEND_ADJUST)
    arrows(ui, x, y_px, r, p->gap);
  else if (sign == LEGEND_MENU && ui->frame.glyphs == UI_NINTENDO)
    letter(ui, "+", x, y_px, roundf(r * 1.4f), p->gap);
  else if (sign == LEGEND_MENU)
    bars(ui, x, y_px, r, p->gap);
  else
    pad_face(ui, sign, x, y_px, r, p->gap);
  return h_px;
}

static unsigned flags_of(enum legend_sign sign) {
  switch (sign) {
  case LEGEND_ACCEPT:
    return FOCUS_POINTER_ONLY | FOCUS_IS_ACCEPT;
  case LEGEND_BACK:
    return FOCUS_POINTER_ONLY | FOCUS_IS_BACK;
  case LEGEND_MENU:
    return FOCUS_POINTER_ONLY | FOCUS_IS_MENU;
  default:
    return FOCUS_POINTER_ONLY;
  }
}

void legend_draw(struct ui *ui, struct cam_rect *rect, const struct legend_entry *entries, int count) {
  assert(count <= LEGEND_SIGNS);
  float em = ui_em(ui, UI_SMALL), sign_h = roundf(em * SIGN_EM), gap = roundf(em * 0.45f),
        apart = roundf(em * 1.1f);
  float margin = ui_margin(ui), h = sign_h + 2 * roundf(ui_px(ui, 14));
  struct cam_rect strip = box_cut_bottom(rect, h);
  float widths[LEGEND_SIGNS] = {0}, total = 0;
  int shown = 0;
  for (; shown < count; shown++) {
    float w = legend_sign(ui, entries[shown].sign, 0, 0, sign_h, false) + gap +
              words_width(ui, em, DL_REGULAR, entries[shown].text);
    if (total + w + (shown > 0 ? apart : 0) > strip.w_px - 2 * margin) break;
    total += w + (shown > 0 ? apart : 0);
    widths[shown] = w;
  }
  float x = roundf(strip.x_px + strip.w_px - margin - total), y = strip.y_px + strip.h_px / 2;
  for (int i = 0; i < shown; i++) {
    float sign_w = legend_sign(ui, entries[i].sign, x, y, sign_h, true);
    dl_text(ui->frame.dl, roundf(x + sign_w + gap), roundf(y + em * UI_CAP_EM / 2), em, DL_REGULAR,
            ui->frame.palette->text, entries[i].text);
    struct cam_rect hit = {x - apart / 2, strip.y_px, widths[i] + apart, strip.h_px};
    if (entries[i].sign != LEGEND_ADJUST) {
      focus_item(ui, ui_id("legend", (int)entries[i].sign), hit, flags_of(entries[i].sign));
    }
    x += widths[i] + apart;
  }
}

void legend_usual(struct ui *ui, struct cam_rect *rect, const char *accept, const char *back) {
  struct legend_entry entries[2] = {{LEGEND_ACCEPT, accept ? accept : ui_word(ui, "legend.select")},
                                    {LEGEND_BACK, back}};
  legend_draw(ui, rect, entries, back ? 2 : 1);
}
