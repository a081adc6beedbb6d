/* Marks that explain: the way of the hands, contact with the surface. Used by the stage only. Pure. */
#ifndef SUPINE_MARKS_H
#define SUPINE_MARKS_H

#include "cam.h"
#include "palette.h"
#include "pose.h"

void marks_path(struct dl *dl, const struct cam *cam, const struct palette *palette,
                const struct vec3 *points, int count, double progress);

/* A soft ring on the surface where an upper arm with a bent elbow has come to rest. */
void marks_contact(struct dl *dl, const struct cam *cam, const struct palette *palette,
                   const struct pose *pose);

#endif
