/* The week as seven leaves on a stem. How a day was is told by the leaf's shape as well as by its colour: full
** (practised), in outline with a soft fill (one of the days off), with a star of frost (a freeze), with a dot
** (away), bare outline (nothing is asked). */
#ifndef SUPINE_WEEK_H
#define SUPINE_WEEK_H

#include "cam.h"
#include "streak.h"
#include "ui.h"

/* Height that leaves of that scale (1: usual) and the letters of their days need, pixels. */
float week_height(const struct ui *ui, float scale);

/* Draws them into rect, as large as its height allows. today gets a mark; outside the week it gets none. */
void week_draw(struct ui *ui, struct cam_rect rect, const struct streak *streak, int32_t today);

/* A panel in the open column with the headline, what is said of the week, and the leaves. id 0: only to be looked at;
** else it can be pressed: true once when it was. */
bool week_card(struct ui *ui, uint32_t id, const struct streak *streak, int32_t today);

#endif
