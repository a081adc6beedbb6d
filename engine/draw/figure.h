/* The figure: one pose of the body as brush strokes. Pure; allocates nothing. */
#ifndef SUPINE_FIGURE_H
#define SUPINE_FIGURE_H

#include "cam.h"
#include "life.h"
#include "palette.h"
#include "pose.h"

struct figure_look {
  const struct palette *palette;
  double ghost;  /* 0: the figure; above 0: a faint ghost of that opacity, arms only */
  double gap_px; /* width of the dark gap round near limbs; 0: a good one for the scale */
  const struct life_look
      *life; /* secondary motion to be added to the pose; NULL: none, or life_pose was called */
};

/* Draws the figure: what is far first, each group with its gap. */
void figure_draw(struct dl *dl, const struct cam *cam, const struct skel *skel, const struct pose *pose,
                 const struct figure_look *look);

/* The rectangle in pixels that the figure covers, strokes included. */
struct cam_rect figure_bounds(const struct cam *cam, const struct skel *skel, const struct pose *pose);

#endif
