/* What stands in the room round the rug, for views that look down: a plant on one side, a floor cushion on the other.
** Quiet shapes in the floor's own tones, out of the figure's reach. Used by the stage only. Pure. */
#ifndef SUPINE_ROOM_H
#define SUPINE_ROOM_H

#include "cam.h"
#include "palette.h"

/* seen 0…1: how much of the room is there while the view turns down. */
void room_furnish(struct dl *dl, const struct cam *cam, const struct palette *palette, double seen);

#endif
