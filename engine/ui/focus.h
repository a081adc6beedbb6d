/* Who has the focus, where it goes next, and what was done to it. Used by widgets; screens need only ui.h. */
#ifndef SUPINE_FOCUS_H
#define SUPINE_FOCUS_H

#include "ui.h"

enum focus_flag {
  FOCUS_ADJUSTS = 1,      /* left and right change its value instead of moving on */
  FOCUS_DRAGS = 2,        /* its value follows a dragging pointer */
  FOCUS_POINTER_ONLY = 4, /* the legend: keys have their own way to it */
  FOCUS_IS_ACCEPT = 8,    /* released on it: as if accept, back, menu had been pressed */
  FOCUS_IS_BACK = 16,
  FOCUS_IS_MENU = 32,
  FOCUS_IS_AREA = 64 /* an area of nothing but words: up and down scroll it */
};

struct focus_state {
  bool focused;
  bool pressed;    /* a pointer is down on it */
  bool activated;  /* accept, or a pointer went down and up on it */
  bool by_pointer; /* activated so, at ui->pointer_x_px */
  bool dragged;    /* its value shall follow ui->pointer_x_px */
  int adjust;      /* −1 left, +1 right, 0 */
};

/* Works off the queued inputs with the items of the last frame. Called by ui_begin. */
void focus_begin(struct ui *ui);

/* Gives the focus to something where its item is gone; keeps it in view. Called by ui_end. */
void focus_end(struct ui *ui);

/* Adds an item at rect of this frame (in the area that is open) and tells what was done to it. */
struct focus_state focus_item(struct ui *ui, uint32_t id, struct cam_rect rect, unsigned flags);

/* The part of an item's rectangle that can be seen, w_px 0 where nothing can. */
struct cam_rect focus_visible(const struct ui *ui, const struct ui_item *item);

#endif
