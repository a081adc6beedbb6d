#include "box.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>

#include "focus.h"
#include "shape.h"

#define GAP_UNITS  10.0f
#define RING_UNITS 10.0f /* room round an area's contents for the focus ring */
#define BAR_UNITS  7.0f
#define BAR_MIN_PX 24.0f

struct cam_rect box_cut_top(struct cam_rect *rect, float h_px) {
  float h = fminf(fmaxf(h_px, 0), rect->h_px);
  struct cam_rect cut = {rect->x_px, rect->y_px, rect->w_px, h};
  rect->y_px += h;
  rect->h_px -= h;
  return cut;
}

struct cam_rect box_cut_bottom(struct cam_rect *rect, float h_px) {
  float h = fminf(fmaxf(h_px, 0), rect->h_px);
  rect->h_px -= h;
  return (struct cam_rect){rect->x_px, rect->y_px + rect->h_px, rect->w_px, h};
}

struct cam_rect box_cut_left(struct cam_rect *rect, float w_px) {
  float w = fminf(fmaxf(w_px, 0), rect->w_px);
  struct cam_rect cut = {rect->x_px, rect->y_px, w, rect->h_px};
  rect->x_px += w;
  rect->w_px -= w;
  return cut;
}

struct cam_rect box_cut_right(struct cam_rect *rect, float w_px) {
  float w = fminf(fmaxf(w_px, 0), rect->w_px);
  rect->w_px -= w;
  return (struct cam_rect){rect->x_px + rect->w_px, rect->y_px, w, rect->h_px};
}

struct cam_rect box_inset(struct cam_rect rect, float dx_px, float dy_px) {
  float dx = fminf(dx_px, rect.w_px / 2), dy = fminf(dy_px, rect.h_px / 2);
  return (struct cam_rect){rect.x_px + dx, rect.y_px + dy, rect.w_px - 2 * dx, rect.h_px - 2 * dy};
}

static struct ui_box *top(struct ui *ui) {
  assert(ui->box_count > 0);
  return &ui->boxes[ui->box_count - 1];
}

static struct ui_box *push(struct ui *ui, struct cam_rect rect, int area) {
  assert(ui->box_count < UI_BOXES_MAX);
  struct ui_box *box = &ui->boxes[ui->box_count++];
  *box = (struct ui_box){.rect = rect,
                         .x_px = rect.x_px,
                         .w_px = rect.w_px,
                         .y_px = rect.y_px,
                         .gap_px = roundf(ui_px(ui, GAP_UNITS)),
                         .area = area};
  return box;
}

void box_begin(struct ui *ui, struct cam_rect rect) {
  push(ui, rect, ui->box_count > 0 ? top(ui)->area : -1);
}

float box_end(struct ui *ui) {
  struct ui_box *box = top(ui);
  assert(box->columns == 0);
  float used = fmaxf(box->y_px - box->rect.y_px - box->gap_px, 0);
  ui->box_count--;
  return used;
}

/* The area's place in the table; the one unseen for longest makes room. */
static int area_of(struct ui *ui, uint32_t id) {
  int oldest = 0;
  for (int i = 0; i < UI_AREAS_MAX; i++) {
    if (ui->areas[i].id == id) return i;
    if (ui->areas[i].seen_frame < ui->areas[oldest].seen_frame) oldest = i;
  }
  ui->areas[oldest] = (struct ui_area){.id = id};
  return oldest;
}

void box_scroll_begin(struct ui *ui, uint32_t id, struct cam_rect rect) {
  assert(ui->clip.w_px <= 0);
  int index = area_of(ui, id);
  struct ui_area *area = &ui->areas[index];
  area->view = rect;
  area->items = 0;
  area->seen_frame = ui->frame_number;
  float ring = roundf(ui_px(ui, RING_UNITS)), bar = area->content_px > rect.h_px + 0.5f ? 2 * ring : 0;
  struct cam_rect inner = {rect.x_px + ring, rect.y_px + ring - roundf(area->offset_px),
                           fmaxf(rect.w_px - 2 * ring - bar, 1), rect.h_px};
  ui->clip = rect;
  if (rect.w_px > 0) dl_clip(ui->frame.dl, rect.x_px, rect.y_px, rect.w_px, rect.h_px);
  push(ui, inner, index);
}

static void draw_bar(struct ui *ui, const struct ui_area *area) {
  float w = fmaxf(ui_px(ui, BAR_UNITS), 4), track = area->view.h_px;
  float h = fmaxf(track * track / area->content_px, fminf(BAR_MIN_PX, track));
  float u = area->offset_px / fmaxf(area->content_px - track, 1);
  float x = area->view.x_px + area->view.w_px - w;
  const struct palette *palette = ui->frame.palette;
  shape_round_rect(ui->frame.dl, x, area->view.y_px, w, track, w / 2, dl_fade(palette->text_dim, 0.25));
  shape_round_rect(ui->frame.dl, x, area->view.y_px + u * (track - h), w, h, w / 2, palette->text_dim);
}

void box_scroll_end(struct ui *ui) {
  struct ui_box *box = top(ui);
  assert(box->area >= 0 && box->columns == 0);
  struct ui_area *area = &ui->areas[box->area];
  float ring = roundf(ui_px(ui, RING_UNITS));
  float content = fmaxf(box->y_px - box->rect.y_px - box->gap_px, 0) + 2 * ring;
  if (fabsf(content - area->content_px) > 0.5f) ui->again = true;
  bool overflows = content > area->view.h_px + 0.5f;
  area->content_px = content;
  float offset = fminf(area->offset_px, fmaxf(content - area->view.h_px, 0));
  if (offset != area->offset_px) ui->again = true;
  area->offset_px = offset;
  if (overflows && area->items == 0) {
    struct focus_state state = focus_item(ui, area->id, area->view, FOCUS_IS_AREA);
    float line = fmaxf(ui_px(ui, 3), 2);
    struct cam_rect r = box_inset(area->view, line, line);
    if (state.focused && ui->follow) {
      shape_round_rect_line(ui->frame.dl, r.x_px, r.y_px, r.w_px, r.h_px, ui_px(ui, 12), line,
                            ui->frame.palette->ring);
    }
  }
  if (overflows) draw_bar(ui, area);
  ui->clip = (struct cam_rect){0, 0, 0, 0};
  dl_clip(ui->frame.dl, 0, 0, 0, 0);
  ui->box_count--;
}

struct cam_rect box_take(struct ui *ui, float h_px) {
  struct ui_box *box = top(ui);
  float h = roundf(h_px);
  struct cam_rect rect = {box->x_px, box->y_px, box->w_px, h};
  box->y_px += h + box->gap_px;
  return rect;
}

void box_space(struct ui *ui, float h_px) {
  top(ui)->y_px += roundf(h_px);
}

float box_width(const struct ui *ui) {
  assert(ui->box_count > 0);
  return ui->boxes[ui->box_count - 1].w_px;
}

void box_columns(struct ui *ui, int n, float gap_px) {
  struct ui_box *box = top(ui);
  assert(box->columns == 0 && n > 0);
  box->columns = n;
  box->column = 0;
  box->columns_top_px = box->columns_low_px = box->y_px;
  box->w_px = fmaxf(floorf((box->rect.w_px - (float)(n - 1) * gap_px) / (float)n), 1);
}

void box_next_column(struct ui *ui) {
  struct ui_box *box = top(ui);
  assert(box->column + 1 < box->columns);
  box->column++;
  box->columns_low_px = fmaxf(box->columns_low_px, box->y_px);
  box->y_px = box->columns_top_px;
  float step = (box->rect.w_px - box->w_px) / (float)(box->columns > 1 ? box->columns - 1 : 1);
  box->x_px = roundf(box->rect.x_px + (float)box->column * step);
}

void box_columns_end(struct ui *ui) {
  struct ui_box *box = top(ui);
  box->y_px = fmaxf(box->columns_low_px, box->y_px);
  box->columns = box->column = 0;
  box->x_px = box->rect.x_px;
  box->w_px = box->rect.w_px;
}

bool box_seen(const struct ui *ui, float y_px, float h_px) {
  if (ui->clip.w_px <= 0) return y_px < ui->frame.h_px && y_px + h_px > 0;
  return y_px < ui->clip.y_px + ui->clip.h_px && y_px + h_px > ui->clip.y_px;
}
