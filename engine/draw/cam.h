/* Cameras: metres of the stage to pixels of the picture. Pure.
** A gentle perspective, so that near limbs are larger; blends are made between camera poses, never between
** pictures. */
#ifndef SUPINE_CAM_H
#define SUPINE_CAM_H

#include <stdbool.h>

#include "vec.h"

/* SIDE, THREE_QUARTER and OVERHEAD show the figure lying across the picture, FEET and FACE upright in it. FACE is what
** a player who lies under the screen sees if the figure were their mirror above them: the head at the top, the eye in
** the body's own plane and a little towards the feet, so that palms and forearms stay readable. A mirror shows the left
** hand on the left: whoever uses FACE sets mirrored in cam_set, for all views of the same session, because a change of
** sides cannot be blended. */
enum cam_view { CAM_SIDE, CAM_THREE_QUARTER, CAM_OVERHEAD, CAM_FEET, CAM_FACE, CAM_VIEWS };

struct cam_pose { /* a place to look from */
  struct vec3 eye, target, up;
  double fov_rad; /* vertical */
};

struct cam_rect { /* the part of the picture that the stage may use, pixels */
  float x_px, y_px, w_px, h_px;
};

struct cam {
  struct cam_pose pose;
  struct vec3 right, above, ahead; /* unit axes of the eye */
  double focal_px;                 /* pixels of one metre at one metre of distance */
  double centre_x_px, centre_y_px;
  int quarter_turns; /* 0…3, clockwise: for watching while lying on one side */
  bool mirrored;     /* left and right exchanged */
};

struct cam_point {
  float x_px, y_px;
  float scale_px; /* pixels of a metre at this depth */
  float depth_m;  /* along the view, larger is farther */
};

struct cam_vector { /* a direction in the picture: y down, turned and mirrored as the camera is */
  double x, y;
};

/* Where each view looks from, fitted so that the lying adult with arms beyond the head, to the ceiling and with
** elbows on the surface fills a frame of aspect (width / height) with a margin. For a camera with an odd number of
** quarter turns ask for the aspect of the turned frame (height / width). A few microseconds: keep it per resize. */
struct cam_pose cam_view_pose(enum cam_view view, double aspect);

/* Whether the figure lies across the picture in a view; otherwise its head is at the top. */
bool cam_lies_across(enum cam_view view);

/* How much a view looks down: 0 sees the horizon, 1 the floor of a room. */
double cam_view_down(enum cam_view view);

/* Between two camera poses; u 0…1 is eased by the caller. */
struct cam_pose cam_blend(const struct cam_pose *a, const struct cam_pose *b, double u);

/* Ready to project into rect. */
void cam_set(struct cam *cam, const struct cam_pose *pose, struct cam_rect rect, int quarter_turns,
             bool mirrored);

/* Projects a point; one behind the eye is moved to 5 cm in front of it. */
struct cam_point cam_project(const struct cam *cam, struct vec3 p);

/* The part of a direction that lies in the picture, without perspective; metres stay metres. */
struct cam_vector cam_direction(const struct cam *cam, struct vec3 d);

/* Unit direction from p to the eye: what faces it is seen. */
struct vec3 cam_towards(const struct cam *cam, struct vec3 p);

#endif
