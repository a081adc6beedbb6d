/* A leaf: round towards its foot, pointed at its tip, a little bent, with a midrib. Weeks and emblems are made of
** it. Pixels. Pure. */
#ifndef SUPINE_LEAF_H
#define SUPINE_LEAF_H

#include "dl.h"
#include "shape.h"

struct leaf {
  float x_px, y_px; /* of its foot */
  float length_px;
  float turn_rad; /* where the tip points: 0 up, clockwise */
  float bend;     /* −1…1: to which side the tip hangs */
};

/* Filled, with one half in shade and the midrib in vein (alpha 0: none). */
void leaf_fill(struct dl *dl, const struct leaf *leaf, struct dl_color color, struct dl_color shade,
               struct dl_color vein);

/* Its outline. */
void leaf_line(struct dl *dl, const struct leaf *leaf, float line_px, struct dl_color color);

/* The point at share u (0 foot, 1 tip) of the midrib. */
struct shape_point leaf_at(const struct leaf *leaf, float u);

#endif
