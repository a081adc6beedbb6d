/* The towel roll under the spine, with its loose fringed end. Used by the stage only. Pure. */
#ifndef SUPINE_TOWEL_H
#define SUPINE_TOWEL_H

#include "cam.h"
#include "palette.h"
#include "pose.h"

void towel_draw(struct dl *dl, const struct cam *cam, const struct palette *palette, const struct skel *skel,
                const struct pose *pose);

#endif
