/* Text: measured, wrapped at spaces (inside a word only where a whole line cannot hold it), drawn. Pixels. */
#ifndef SUPINE_WORDS_H
#define SUPINE_WORDS_H

#include "ui.h"

enum words_align { WORDS_LEFT, WORDS_CENTRE, WORDS_RIGHT };

struct words {
  const char *text; /* NULL is ""; '\n' begins a new line */
  float em_px;
  enum dl_weight weight;
  struct dl_color color;
  enum words_align align;
  float line_em; /* 0: UI_LINE_EM */
};

/* Width of one line of text. */
float words_width(const struct ui *ui, float em_px, enum dl_weight weight, const char *text);

/* Height that the words need in lines of at most w_px; 0 for none. */
float words_height(const struct ui *ui, const struct words *words, float w_px);

/* Draws them from (x, y), the top left of the first line. Lines that the open area hides are left out.
** Returns the height. */
float words_draw(struct ui *ui, const struct words *words, float x_px, float y_px, float w_px);

/* Width of the widest line when wrapped to w_px. */
float words_widest(const struct ui *ui, const struct words *words, float w_px);

/* The largest em, whole pixels from em_px down to least_px, at which text fits one line of w_px. */
float words_fit(const struct ui *ui, float em_px, float least_px, enum dl_weight weight, const char *text,
                float w_px);

#endif
