/* The constant background of the whole picture: sky, sun, hills and ground. Looking down, the horizon rises out of
** the picture and the ground becomes a floor. Used by the stage only. Pure. */
#ifndef SUPINE_SCENERY_H
#define SUPINE_SCENERY_H

#include "palette.h"

void scenery_draw(struct dl *dl, const struct palette *palette, float w_px, float h_px, double view_down);

#endif
