/* What surrounds the figure: sky, hills, ground, mat, towel roll, pillow, shadows, and the marks that explain the
** movement. Pure; allocates nothing. */
#ifndef SUPINE_STAGE_H
#define SUPINE_STAGE_H

#include "cam.h"
#include "figure.h"
#include "palette.h"
#include "pose.h"

/* Where the stage lies in a session's picture of w × h pixels, so that the figure is as large as it can be and its
** hands keep clear of a cue at the top left, the repetitions at the top right and a lane along the bottom fifth. */
struct cam_rect stage_rect(enum cam_view view, float w_px, float h_px);

/* How far a camera looks down, as stage_background wants it: 0 sees the horizon, 1 a floor. */
double stage_view_down(const struct cam_pose *pose);

/* Where the horizon of stage_background must be, pixels from the top, so that whoever is seen from the side in that
** part of the picture lies on the ground and not in the sky. Some microseconds. */
float stage_horizon(struct cam_rect rect);

/* Background of the whole picture (w × h pixels): sky, sun, hills and ground for views from the side; a calm room
** floor for views from above and from the feet (view_down 0…1 blends). horizon_px: from the top, of a view straight
** ahead; sky and hills are as large as suits it; 0: where a wide picture has it. mirrored: left and right exchanged.
** Constant while its arguments are. */
void stage_background(struct dl *dl, const struct palette *palette, float w_px, float h_px, float horizon_px,
                      double view_down, bool mirrored);

/* Mat on the ground, in the camera's perspective. */
void stage_mat(struct dl *dl, const struct cam *cam, const struct palette *palette);

/* Contact shadows of the body on the mat. */
void stage_shadow(struct dl *dl, const struct cam *cam, const struct palette *palette,
                  const struct pose *pose);

/* Towel roll (spiral and fringe at its ends, squashed by the body) and the dented pillow. */
void stage_props(struct dl *dl, const struct cam *cam, const struct palette *palette, const struct skel *skel,
                 const struct pose *pose);

/* A dotted arc with an arrowhead: the way the hands will go, through count points of each hand's path (metres), from
** now to the phase's end. progress 0…1: the part already gone is left out. */
void stage_path(struct dl *dl, const struct cam *cam, const struct palette *palette,
                const struct vec3 *points, int count, double progress);

/* The whole stage with the figure, in the right order for the camera: mat, shadow, what is behind, figure, what is
** in front. ghost_pose may be NULL. */
void stage_draw(struct dl *dl, const struct cam *cam, const struct palette *palette, const struct skel *skel,
                const struct pose *pose, const struct pose *ghost_pose, double ghost);

/* Marks that lie behind the figure; strengths 0…1. */
struct stage_marks {
  double contact; /* rings where an upper arm rests */
  double range;   /* the soft stop at range_deg of shoulder flexion, on every side in range_side */
  bool range_side[BODY_SIDES]; /* which arms show it */
  double range_deg;
  const struct pose *range_pose; /* of the phase's end; NULL where range is 0 */
};

/* The same without the mat, which stays as it is as long as the camera does and may lie in a kept layer. */
void stage_upon(struct dl *dl, const struct cam *cam, const struct palette *palette, const struct skel *skel,
                const struct pose *pose, const struct pose *ghost_pose, double ghost,
                const struct stage_marks *marks);

#endif
