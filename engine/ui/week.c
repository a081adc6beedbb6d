#include "week.h"

#include <math.h>

#include "box.h"
#include "day.h"
#include "leaf.h"
#include "shape.h"
#include "vec.h"
#include "widget.h"

#define LEAF_UNITS  46.0f
#define LEAVES_HIGH 2.0f /* of their room, in leaves: one up, one down */
#define CARD_SCALE  0.86f
#define STEM_STEPS  40
#define LETTER_ROOM 1.5f /* em of the letters below the leaves */

float week_height(const struct ui *ui, float scale) {
  float leaf = ui_px(ui, LEAF_UNITS) * scale * (0.7f + 0.3f * (float)ui->frame.text_scale);
  return roundf(LEAVES_HIGH * leaf + ui_em(ui, UI_SMALL) * LETTER_ROOM);
}

static float stem_y(float u, float height) {
  return height * (0.16f * sinf(u * 5.2f + 0.4f) - 0.05f * u);
}

static void draw_stem(struct ui *ui, struct cam_rect rect, float middle, float height,
                      struct dl_color color) {
  struct shape_point p[STEM_STEPS + 1];
  for (int i = 0; i <= STEM_STEPS; i++) {
    float u = (float)i / STEM_STEPS;
    p[i] = (struct shape_point){rect.x_px + u * rect.w_px, middle + stem_y(u, height)};
  }
  shape_line(ui->frame.dl, p, STEM_STEPS + 1, fmaxf(height * 0.055f, 1.6f), color);
}

static void frost(struct dl *dl, struct shape_point at, float radius, float line, struct dl_color color) {
  for (int i = 0; i < 3; i++) {
    float t = (float)VEC_PI * ((float)i / 3 + 0.17f), c = radius * cosf(t), s = radius * sinf(t);
    struct shape_point ray[2] = {{at.x_px - c, at.y_px - s}, {at.x_px + c, at.y_px + s}};
    shape_line(dl, ray, 2, line, color);
  }
}

static void draw_leaf(struct ui *ui, const struct leaf *leaf, enum streak_leaf state) {
  const struct palette *p = ui->frame.palette;
  struct dl *dl = ui->frame.dl;
  float line = fmaxf(leaf->length_px * 0.045f, 1.4f);
  struct dl_color none = {0, 0, 0, 0}, soft = dl_blend(p->panel, p->pillow, 0.5);
  struct shape_point heart = leaf_at(leaf, 0.46f);
  switch (state) {
  case STREAK_DONE:
    leaf_fill(dl, leaf, p->good, dl_blend(p->good, p->gap, p->high_contrast ? 0.2 : 0.16),
              dl_blend(p->good, p->gap, 0.55));
    break;
  case STREAK_REST:
    leaf_fill(dl, leaf, soft, dl_blend(soft, p->panel, 0.35), none);
    leaf_line(dl, leaf, line, widget_warm(p));
    break;
  case STREAK_FROZEN:
    leaf_fill(dl, leaf, dl_blend(p->panel, p->mat_border, 0.7), dl_blend(p->panel, p->mat_border, 0.5), none);
    leaf_line(dl, leaf, line, p->text_dim);
    frost(dl, heart, leaf->length_px * 0.14f, line, p->panel_text);
    break;
  case STREAK_AWAY:
    leaf_line(dl, leaf, line, p->text_dim);
    shape_circle(dl, heart.x_px, heart.y_px, leaf->length_px * 0.085f, p->text_dim);
    break;
  default:
    leaf_line(dl, leaf, line, dl_fade(p->text_dim, p->high_contrast ? 1 : 0.75));
    break;
  }
}

void week_draw(struct ui *ui, struct cam_rect rect, const struct streak *streak, int32_t today) {
  if (!box_seen(ui, rect.y_px, rect.h_px)) return;
  const struct palette *p = ui->frame.palette;
  float step = rect.w_px / STREAK_LEAVES, em = ui_em(ui, UI_SMALL), room = rect.h_px - em * LETTER_ROOM;
  float length = fminf(room / LEAVES_HIGH, step * 0.82f), middle = rect.y_px + room / 2;
  draw_stem(ui, rect, middle, length, dl_blend(p->good, p->gap, 0.22));
  for (int i = 0; i < STREAK_LEAVES; i++) {
    float u = ((float)i + 0.5f) / STREAK_LEAVES, x = rect.x_px + u * rect.w_px;
    bool up = i % 2 == 0, now = streak->week_start + i == today;
    struct leaf leaf = {.x_px = x - length * 0.16f,
                        .y_px = middle + stem_y(u - 0.16f * length / rect.w_px, length),
                        .length_px = length * (now ? 1.06f : 0.97f),
                        .turn_rad = up ? 0.50f : 2.62f,
                        .bend = up ? 0.5f : -0.5f};
    draw_leaf(ui, &leaf, streak->week[i]);
    struct words letter = widget_words(ui, UI_SMALL, now ? DL_BOLD : DL_REGULAR, now ? p->text : p->text_dim,
                                       day_letter(ui, streak->week_start + i));
    letter.align = WORDS_CENTRE;
    float y = rect.y_px + rect.h_px - roundf(em * UI_LINE_EM);
    words_draw(ui, &letter, rect.x_px + step * (float)i, y, step);
    float dot = fmaxf(em * 0.09f, 1.5f);
    if (now) shape_round_rect(ui->frame.dl, x - em * 0.35f, y + em * 1.24f, em * 0.7f, dot, dot / 2, p->text);
  }
}

bool week_card(struct ui *ui, uint32_t id, const struct streak *streak, int32_t today) {
  const struct palette *p = ui->frame.palette;
  float pad = widget_pad(ui), pad_y = ui_px(ui, 12), gap = ui_px(ui, 6), w = box_width(ui) - 2 * pad;
  struct words head = widget_words(ui, UI_BODY, DL_BOLD, p->panel_text, streak->headline);
  struct dl_color dim = widget_dim(p, id != 0 && ui->focus == id);
  struct words note = widget_words(ui, UI_SMALL, DL_REGULAR, dim, streak->week_words);
  float leaves = week_height(ui, CARD_SCALE), head_h = words_height(ui, &head, w),
        note_h = words_height(ui, &note, w);
  struct cam_rect rect = box_take(ui, leaves + gap + head_h + note_h + 2 * pad_y);
  struct focus_state focus = {0};
  if (id != 0) focus = focus_item(ui, id, rect, 0);
  widget_panel(ui, rect, WIDGET_PLAIN, focus);
  float x = rect.x_px + pad, y = rect.y_px + pad_y;
  words_draw(ui, &head, x, y, w);
  words_draw(ui, &note, x, y + head_h, w);
  week_draw(ui, (struct cam_rect){x, y + head_h + note_h + gap, w, leaves}, streak, today);
  return focus.activated;
}
