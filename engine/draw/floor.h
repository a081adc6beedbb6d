/* What lies flat: boards, rug and window light of the room (seen from above only), the mat, contact shadows.
** Used by the stage only. Pure. */
#ifndef SUPINE_FLOOR_H
#define SUPINE_FLOOR_H

#include "cam.h"
#include "palette.h"
#include "pose.h"

/* Boards and rug; they fade in as the camera looks down. */
void floor_room(struct dl *dl, const struct cam *cam, const struct palette *palette);

/* The mat with its border, and on it the light that falls through a window. */
void floor_mat(struct dl *dl, const struct cam *cam, const struct palette *palette);

void floor_shadow(struct dl *dl, const struct cam *cam, const struct palette *palette,
                  const struct pose *pose);

#endif
