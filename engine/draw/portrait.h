/* How a back feels, as a drawn person: head and shoulders in a round picture. The stiffer, the higher the shoulders
** and the tighter the brows; the freer, the lower and wider. Pixels. Pure. */
#ifndef SUPINE_PORTRAIT_H
#define SUPINE_PORTRAIT_H

#include "dl.h"
#include "palette.h"

/* feeling: 1 (stiff) … 5 (free). */
void portrait_draw(struct dl *dl, const struct palette *palette, int feeling, float x_px, float y_px,
                   float radius_px);

#endif
