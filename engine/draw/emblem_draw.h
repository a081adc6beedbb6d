/* A badge as a medal: a rim and a ground, pressed a little by hand, and on it the emblem's shapes in the theme's
** colours. The ground is the one of the theme's that shows the shapes best. Pixels. Pure; the same emblem always
** gives the same picture. */
#ifndef SUPINE_EMBLEM_DRAW_H
#define SUPINE_EMBLEM_DRAW_H

#include "dl.h"
#include "emblem.h"
#include "palette.h"

/* Draws the medal round (x, y). Shapes that would leave the ground end at its edge. earned false: only outlined,
** and pale. */
void emblem_draw(struct dl *dl, const struct palette *palette, const struct emblem *emblem, float x_px,
                 float y_px, float radius_px, bool earned);

/* The colour of a tone in a theme. */
struct dl_color emblem_draw_tone(const struct palette *palette, enum emblem_tone tone);

/* The colour that an earned medal's ground has. */
struct dl_color emblem_draw_ground(const struct palette *palette, const struct emblem *emblem);

#endif
