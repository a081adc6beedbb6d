/* What the buttons do, at the bottom right, in the signs of the device that was used last. The entries are
** buttons for a pointer as well, so that nothing needs a key. */
#ifndef SUPINE_LEGEND_H
#define SUPINE_LEGEND_H

#include "ui.h"

enum legend_sign { LEGEND_ACCEPT, LEGEND_BACK, LEGEND_MENU, LEGEND_ADJUST, LEGEND_SIGNS };

struct legend_entry {
  enum legend_sign sign;
  const char *text;
};

/* Takes the strip it needs off the bottom of rect and draws the entries there, first the rightmost dropped
** when they do not fit (order: most wanted first). count: at most LEGEND_SIGNS. */
void legend_draw(struct ui *ui, struct cam_rect *rect, const struct legend_entry *entries, int count);

/* The usual one: accept with that word (NULL: "Select") and, if back is not NULL, back with that word. */
void legend_usual(struct ui *ui, struct cam_rect *rect, const char *accept, const char *back);

/* Draws one sign of height h with its left edge at x, centred on y; returns its width. draw false: only
 * measures. */
float legend_sign(struct ui *ui, enum legend_sign sign, float x_px, float y_px, float h_px, bool draw);

#endif
