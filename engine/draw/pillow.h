/* The pillow, dented by the head that lies on it. Used by the stage only. Pure. */
#ifndef SUPINE_PILLOW_H
#define SUPINE_PILLOW_H

#include "cam.h"
#include "palette.h"
#include "pose.h"

void pillow_draw(struct dl *dl, const struct cam *cam, const struct palette *palette, const struct skel *skel,
                 const struct pose *pose);

#endif
