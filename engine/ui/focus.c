/* Spatial navigation: from the focused rectangle the nearest item ahead in the wanted direction wins,
** sideways distance counting double. Items of the same area come before others, so that a list is walked to
** its end before the focus leaves it. Where the next item is more than a page away the area scrolls by most
** of a page instead: words between two items can be read with the d-pad. With nothing ahead the focus wraps
** to the far side. */
#include "focus.h"

#include <math.h>
#include <stddef.h>

#define DRAG_UNITS    14.0f /* a finger that moved farther scrolls; it does not tap */
#define WHEEL_UNITS   90.0f
#define SIDEWAYS      2.0f
#define WORDS_LAST_PX 1e6f /* wrapping leads to what can be pressed rather than to words */
#define TOUCHING_PX   2.0f /* rectangles may overlap by this much and still follow each other */

static struct ui_item *last_items(struct ui *ui, int *count) {
  *count = ui->item_count[1 - ui->current];
  return ui->items[1 - ui->current];
}

static const struct ui_item *find(const struct ui_item *items, int count, uint32_t id) {
  for (int i = 0; i < count; i++) {
    if (items[i].id == id) return &items[i];
  }
  return NULL;
}

static struct cam_rect cross(struct cam_rect a, struct cam_rect b) {
  float x0 = fmaxf(a.x_px, b.x_px), x1 = fminf(a.x_px + a.w_px, b.x_px + b.w_px);
  float y0 = fmaxf(a.y_px, b.y_px), y1 = fminf(a.y_px + a.h_px, b.y_px + b.h_px);
  if (x1 <= x0 || y1 <= y0) return (struct cam_rect){x0, y0, 0, 0};
  return (struct cam_rect){x0, y0, x1 - x0, y1 - y0};
}

struct cam_rect focus_visible(const struct ui *ui, const struct ui_item *item) {
  struct cam_rect window = {0, 0, ui->frame.w_px, ui->frame.h_px};
  struct cam_rect seen = cross(item->rect, window);
  return item->area >= 0 ? cross(seen, ui->areas[item->area].view) : seen;
}

static bool inside(struct cam_rect r, float x_px, float y_px) {
  return x_px >= r.x_px && x_px < r.x_px + r.w_px && y_px >= r.y_px && y_px < r.y_px + r.h_px;
}

static const struct ui_item *item_under(struct ui *ui, float x_px, float y_px) {
  int count;
  const struct ui_item *items = last_items(ui, &count);
  for (int i = count - 1; i >= 0; i--) {
    if (inside(focus_visible(ui, &items[i]), x_px, y_px)) return &items[i];
  }
  return NULL;
}

static int area_under(const struct ui *ui, float x_px, float y_px) {
  for (int i = 0; i < UI_AREAS_MAX; i++) {
    const struct ui_area *area = &ui->areas[i];
    if (area->id && area->seen_frame + 1 >= ui->frame_number && inside(area->view, x_px, y_px)) return i;
  }
  return -1;
}

static float scroll_end(const struct ui_area *area) {
  return fmaxf(area->content_px - area->view.h_px, 0);
}

static bool scroll_to(struct ui_area *area, float offset_px) {
  float before = area->offset_px;
  area->offset_px = fminf(fmaxf(offset_px, 0), scroll_end(area));
  return fabsf(area->offset_px - before) > 0.5f;
}

/* How far an area must scroll (positive: down) to show an item whole. */
static float scroll_needed(const struct ui *ui, const struct ui_item *item) {
  if (item->area < 0 || item->flags & FOCUS_IS_AREA) return 0;
  const struct cam_rect *view = &ui->areas[item->area].view;
  float room = fminf(ui_px(ui, 12), view->h_px / 8); /* for the ring and a glimpse of what follows */
  float above = item->rect.y_px - room - view->y_px;
  float below = item->rect.y_px + item->rect.h_px + room - (view->y_px + view->h_px);
  if (above < 0) return above;
  return below > 0 ? fminf(below, above) : 0;
}

/* ---- directions --------------------------------------------------------------------------------------- */

struct span { /* a rectangle as seen along a direction */
  float near_px, far_px, side0_px, side1_px;
};

static struct span span_of(struct cam_rect r, enum ui_input_kind way) {
  switch (way) {
  case UI_UP:
    return (struct span){-r.y_px - r.h_px, -r.y_px, r.x_px, r.x_px + r.w_px};
  case UI_DOWN:
    return (struct span){r.y_px, r.y_px + r.h_px, r.x_px, r.x_px + r.w_px};
  case UI_LEFT:
    return (struct span){-r.x_px - r.w_px, -r.x_px, r.y_px, r.y_px + r.h_px};
  default:
    return (struct span){r.x_px, r.x_px + r.w_px, r.y_px, r.y_px + r.h_px};
  }
}

static float sideways(struct span a, struct span b) {
  float apart = fmaxf(b.side0_px - a.side1_px, a.side0_px - b.side1_px);
  float edges = fabsf(a.side0_px - b.side0_px); /* of two that are as near, the one that begins alike */
  return fmaxf(apart, 0) * SIDEWAYS + edges * 0.01f;
}

/* Where an item counts to be for somebody outside its area: at the edge where it would come into view. */
static struct cam_rect seen_from_outside(const struct ui *ui, const struct ui_item *item) {
  struct cam_rect r = item->rect;
  if (item->area < 0) return r;
  const struct cam_rect *view = &ui->areas[item->area].view;
  r.y_px = fminf(fmaxf(r.y_px, view->y_px), view->y_px + fmaxf(view->h_px - r.h_px, 0));
  r.h_px = fminf(r.h_px, view->h_px);
  return r;
}

enum search { SAME_AREA, OTHER_AREAS, WRAP };

static const struct ui_item *nearest(struct ui *ui, const struct ui_item *from, enum ui_input_kind way,
                                     enum search search) {
  int count;
  const struct ui_item *items = last_items(ui, &count), *best = NULL;
  float best_score = 0;
  bool within = search == SAME_AREA;
  struct span here = span_of(within ? from->rect : seen_from_outside(ui, from), way);
  for (int i = 0; i < count; i++) {
    const struct ui_item *item = &items[i];
    if (item->id == from->id || item->flags & FOCUS_POINTER_ONLY) continue;
    if (within != (item->area == from->area && !(item->flags & FOCUS_IS_AREA)) && search != WRAP) continue;
    struct cam_rect rect = within ? item->rect : seen_from_outside(ui, item);
    struct span there = span_of(rect, way);
    float score = sideways(here, there);
    float shift = fabsf(rect.y_px - item->rect.y_px) * 0.001f;
    if (search == WRAP) {
      struct span true_place = span_of(item->rect, way);
      if (true_place.near_px >= span_of(from->rect, way).near_px) continue;
      score = true_place.near_px + score + (item->flags & FOCUS_IS_AREA ? WORDS_LAST_PX : 0);
    } else {
      float ahead = there.near_px - here.far_px;
      if (ahead < -TOUCHING_PX) continue;
      score += fmaxf(ahead, 0) + shift;
      /* sideways moves stay in their row; what lies in another row is no neighbour */
      if ((way == UI_LEFT || way == UI_RIGHT) && sideways(here, there) > ui_px(ui, 60)) continue;
    }
    if (!best || score < best_score) best = item, best_score = score;
  }
  return best;
}

static void set_focus(struct ui *ui, const struct ui_item *item) {
  if (ui->focus != item->id) ui->again = true;
  ui->focus = item->id;
}

static void focus_first(struct ui *ui) {
  int count;
  const struct ui_item *items = last_items(ui, &count);
  const struct ui_item *first = find(items, count, ui->first_focus);
  for (int i = 0; !first && i < count; i++) {
    if (!(items[i].flags & FOCUS_POINTER_ONLY)) first = &items[i];
  }
  if (first) set_focus(ui, first);
}

/* Nobody presses or adjusts what cannot be seen: the first press brings it back into view. */
static bool hidden(const struct ui *ui, const struct ui_item *item) {
  struct cam_rect seen = focus_visible(ui, item);
  return seen.h_px < item->rect.h_px * 0.4f && seen.h_px < ui_px(ui, 24);
}

static void go(struct ui *ui, enum ui_input_kind way) {
  int count;
  const struct ui_item *items = last_items(ui, &count);
  const struct ui_item *from = find(items, count, ui->focus);
  ui->follow = true;
  if (!from) {
    focus_first(ui);
    return;
  }
  bool horizontal = way == UI_LEFT || way == UI_RIGHT;
  if (horizontal && hidden(ui, from)) {
    ui->again = true;
    return;
  }
  if (horizontal && from->flags & FOCUS_ADJUSTS) {
    ui->adjusted = from->id;
    ui->adjust = way == UI_LEFT ? -1 : 1;
    return;
  }
  float sign = way == UI_UP ? -1 : 1;
  struct ui_area *area = from->area >= 0 ? &ui->areas[from->area] : NULL;
  const struct ui_item *to = from->flags & FOCUS_IS_AREA ? NULL : nearest(ui, from, way, SAME_AREA);
  if (area && !horizontal) {
    float page = area->view.h_px * 0.8f;
    if (!to || fabsf(scroll_needed(ui, to)) > page) {
      ui->follow = false;
      if (scroll_to(area, area->offset_px + sign * page)) {
        ui->again = true;
        return;
      }
      ui->follow = true;
    }
  }
  if (!to) to = nearest(ui, from, way, OTHER_AREAS);
  if (!to && !horizontal) to = nearest(ui, from, way, WRAP);
  if (!to && !horizontal && from->flags & FOCUS_IS_AREA) { /* words as high as the window keep nobody */
    to = nearest(ui, from, UI_RIGHT, OTHER_AREAS);
    if (!to) to = nearest(ui, from, UI_LEFT, OTHER_AREAS);
  }
  if (to) set_focus(ui, to);
}

/* ---- inputs ------------------------------------------------------------------------------------------- */

static void activate(struct ui *ui, const struct ui_item *item, bool by_pointer) {
  if (item->flags & FOCUS_IS_BACK) {
    ui->back = true;
  } else if (item->flags & FOCUS_IS_MENU) {
    ui->menu = true;
  } else {
    ui->activated = item->flags & FOCUS_IS_ACCEPT ? ui->focus : item->id;
    ui->by_pointer = by_pointer && !(item->flags & FOCUS_IS_ACCEPT);
  }
}

static void accept(struct ui *ui) {
  int count;
  const struct ui_item *items = last_items(ui, &count), *item = find(items, count, ui->focus);
  ui->any = true;
  if (!item) return;
  ui->follow = true;
  if (hidden(ui, item)) {
    ui->again = true;
    return;
  }
  if (item->flags & FOCUS_IS_AREA) {
    go(ui, UI_DOWN);
    return;
  }
  activate(ui, item, false);
}

static void pointer_moved(struct ui *ui, const struct ui_input *in) {
  struct ui_press *press = &ui->press;
  ui->pointer_x_px = in->x_px;
  ui->pointer_y_px = in->y_px;
  if (!press->down) {
    const struct ui_item *item = item_under(ui, in->x_px, in->y_px);
    if (item && !(item->flags & FOCUS_POINTER_ONLY)) {
      set_focus(ui, item);
      ui->follow = false;
    }
    return;
  }
  int count;
  const struct ui_item *items = last_items(ui, &count), *item = find(items, count, press->id);
  float dx = in->x_px - press->x_px, dy = in->y_px - press->y_px, far = ui_px(ui, DRAG_UNITS);
  if (!press->scrolling && !press->dragging) {
    bool drags = item && item->flags & FOCUS_DRAGS;
    if (drags && (!press->touch || (fabsf(dx) > far && fabsf(dx) > fabsf(dy))))
      press->dragging = true;
    else if (fabsf(dy) > far && press->area >= 0)
      press->scrolling = true, press->id = 0;
  }
  if (press->dragging) ui->dragged = press->id;
  if (press->scrolling && scroll_to(&ui->areas[press->area], press->offset_px - dy)) {
    ui->follow = false;
    ui->again = true;
  }
}

static void pointer_down(struct ui *ui, const struct ui_input *in) {
  const struct ui_item *item = item_under(ui, in->x_px, in->y_px);
  int area = area_under(ui, in->x_px, in->y_px);
  ui->pointer_x_px = in->x_px;
  ui->pointer_y_px = in->y_px;
  ui->press = (struct ui_press){.down = true,
                                .touch = in->touch,
                                .id = item ? item->id : 0,
                                .area = area,
                                .x_px = in->x_px,
                                .y_px = in->y_px,
                                .offset_px = area >= 0 ? ui->areas[area].offset_px : 0};
  ui->again = true;
  if (!item || item->flags & FOCUS_POINTER_ONLY) return;
  set_focus(ui, item);
  ui->follow = false;
  if (item->flags & FOCUS_DRAGS && !in->touch) {
    ui->press.dragging = true;
    ui->dragged = item->id;
  }
}

static void pointer_up(struct ui *ui, const struct ui_input *in) {
  struct ui_press press = ui->press;
  const struct ui_item *item = item_under(ui, in->x_px, in->y_px);
  ui->pointer_x_px = in->x_px;
  ui->pointer_y_px = in->y_px;
  ui->press = (struct ui_press){.area = -1};
  ui->again = true;
  if (!press.down || press.scrolling) return;
  ui->any = true;
  if (press.dragging)
    ui->dragged = press.id;
  else if (item && item->id == press.id)
    activate(ui, item, true);
}

/* Returns whether the frame should be built before the next input is looked at. */
static bool take(struct ui *ui, const struct ui_input *in) {
  switch (in->kind) {
  case UI_UP:
  case UI_DOWN:
  case UI_LEFT:
  case UI_RIGHT:
    ui->any = true;
    go(ui, in->kind);
    return true;
  case UI_ACCEPT:
    accept(ui);
    return true;
  case UI_BACK:
    ui->back = ui->any = true;
    return true;
  case UI_MENU:
    ui->menu = ui->any = true;
    return true;
  case UI_ANY:
    ui->any = true;
    return true;
  case UI_POINTER_MOVE:
    pointer_moved(ui, in);
    return false;
  case UI_POINTER_DOWN:
    pointer_down(ui, in);
    return true;
  case UI_POINTER_UP:
    pointer_up(ui, in);
    return true;
  case UI_WHEEL: {
    int area = area_under(ui, ui->pointer_x_px, ui->pointer_y_px);
    ui->follow = false;
    if (area >= 0 &&
        scroll_to(&ui->areas[area], ui->areas[area].offset_px - in->y_px * ui_px(ui, WHEEL_UNITS))) {
      ui->again = true;
    }
    return false;
  }
  }
  return false;
}

void focus_begin(struct ui *ui) {
  ui->activated = ui->adjusted = ui->dragged = 0;
  ui->adjust = 0;
  ui->by_pointer = ui->back = ui->menu = ui->any = false;
  if (ui->event_count > 0) ui->last_input_s = ui->frame.now_s;
  ui->current = 1 - ui->current;
  ui->item_count[ui->current] = 0;
  int taken = 0;
  while (taken < ui->event_count) {
    if (take(ui, &ui->events[taken++])) break;
  }
  for (int i = taken; i < ui->event_count; i++) ui->events[i - taken] = ui->events[i];
  ui->event_count -= taken;
}

void focus_end(struct ui *ui) {
  int count = ui->item_count[ui->current];
  const struct ui_item *items = ui->items[ui->current];
  const struct ui_item *item = find(items, count, ui->focus);
  if (!item) {
    item = find(items, count, ui->first_focus);
    for (int i = 0; !item && i < count; i++) {
      if (!(items[i].flags & FOCUS_POINTER_ONLY)) item = &items[i];
    }
    if (item) set_focus(ui, item);
  }
  if (!item || !ui->follow) return;
  float needed = scroll_needed(ui, item);
  if (needed != 0 && scroll_to(&ui->areas[item->area], ui->areas[item->area].offset_px + needed))
    ui->again = true;
}

struct focus_state focus_item(struct ui *ui, uint32_t id, struct cam_rect rect, unsigned flags) {
  int *count = &ui->item_count[ui->current];
  int area = ui->box_count > 0 ? ui->boxes[ui->box_count - 1].area : -1;
  if (*count < UI_ITEMS_MAX) {
    ui->items[ui->current][(*count)++] = (struct ui_item){id, rect, area, flags};
    if (area >= 0) ui->areas[area].items++;
  }
  return (struct focus_state){.focused = ui->focus == id,
                              .pressed = ui->press.down && ui->press.id == id,
                              .activated = ui->activated == id,
                              .by_pointer = ui->activated == id && ui->by_pointer,
                              .dragged = ui->dragged == id,
                              .adjust = ui->adjusted == id ? ui->adjust : 0};
}
