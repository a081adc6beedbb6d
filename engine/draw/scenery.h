/* The constant background of the whole picture: sky, sun, hills and ground. Looking down, the horizon rises out of
** the picture and the ground becomes a floor. Used by the stage only. Pure. */
#ifndef SUPINE_SCENERY_H
#define SUPINE_SCENERY_H

#include "palette.h"

/* horizon_px: see stage_background. mirrored: left and right exchanged, so that the light stays behind the figure's head. */
void scenery_draw(struct dl *dl, const struct palette *palette, float w_px, float h_px, float horizon_px,
                  double view_down, bool mirrored);

#endif
