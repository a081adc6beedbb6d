/* The twelve forms of which emblems are composed. Used by emblem_draw only. Pixels. Pure. */
#ifndef SUPINE_EMBLEM_FORM_H
#define SUPINE_EMBLEM_FORM_H

#include "dl.h"
#include "emblem.h"

struct emblem_form_pen {
  struct dl *dl;
  float x_px, y_px, medal_px;                /* middle and radius of the medal */
  float edge;                                /* in radii: nothing is drawn beyond */
  struct dl_color color, shade, light, mark; /* the form, its side in shade and in light, lines upon it */
};

void emblem_form_draw(const struct emblem_form_pen *pen, const struct emblem_shape *shape);

#endif
