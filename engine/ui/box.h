/* Layout: rectangles that are cut, columns that are filled from the top, areas that scroll. Pixels. */
#ifndef SUPINE_BOX_H
#define SUPINE_BOX_H

#include "ui.h"

/* Takes a strip off rect (at most what is left of it) and returns it. */
struct cam_rect box_cut_top(struct cam_rect *rect, float h_px);
struct cam_rect box_cut_bottom(struct cam_rect *rect, float h_px);
struct cam_rect box_cut_left(struct cam_rect *rect, float w_px);
struct cam_rect box_cut_right(struct cam_rect *rect, float w_px);

/* rect made smaller by dx and dy on both sides; never negative. */
struct cam_rect box_inset(struct cam_rect rect, float dx_px, float dy_px);

/* Opens a column. Every box_begin has its box_end, which returns how much height was used. */
void box_begin(struct ui *ui, struct cam_rect rect);
float box_end(struct ui *ui);

/* Opens a column whose contents scroll when they are higher than rect. */
void box_scroll_begin(struct ui *ui, uint32_t id, struct cam_rect rect);
void box_scroll_end(struct ui *ui);

/* The next rectangle of that height in the open column, in its whole width. */
struct cam_rect box_take(struct ui *ui, float h_px);

/* Leaves some room. */
void box_space(struct ui *ui, float h_px);

/* Width that is there in the open column. */
float box_width(const struct ui *ui);

/* Splits the open column into n columns of equal width, filled one after the other: box_columns,
** box_next_column n − 1 times, box_columns_end. */
void box_columns(struct ui *ui, int n, float gap_px);
void box_next_column(struct ui *ui);
void box_columns_end(struct ui *ui);

/* Whether something of that place can be seen: what cannot need not be drawn. */
bool box_seen(const struct ui *ui, float y_px, float h_px);

#endif
