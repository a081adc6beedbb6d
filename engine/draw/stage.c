#include "stage.h"

#include <math.h>
#include <stddef.h>

#include "floor.h"
#include "marks.h"
#include "pillow.h"
#include "scenery.h"
#include "towel.h"

#define HORIZON_Z_M (-0.62) /* what lies behind the mat at this depth stands where the ground ends */

struct cam_rect stage_rect(enum cam_view view, float w_px, float h_px) {
  /* shares of the picture that keep clear of cue (top left), repetitions (top right) and lane (bottom) */
  static const struct cam_rect share[CAM_VIEWS] = {
      [CAM_SIDE] = {0.070f, 0.085f, 0.906f, 0.730f},  [CAM_THREE_QUARTER] = {0.145f, 0.04f, 0.80f, 0.77f},
      [CAM_OVERHEAD] = {0.06f, 0.14f, 0.90f, 0.655f}, [CAM_FEET] = {0.30f, 0.005f, 0.54f, 0.805f},
      [CAM_FACE] = {0.38f, 0.005f, 0.44f, 0.805f},
  };
  struct cam_rect r = share[view];
  return (struct cam_rect){r.x_px * w_px, r.y_px * h_px, r.w_px * w_px, r.h_px * h_px};
}

double stage_view_down(const struct cam_pose *pose) {
  double down = vec3_dot(vec3_unit(vec3_sub(pose->eye, pose->target)), vec3(0, 1, 0));
  return pow(vec_clamp((down - 0.21) / (0.72 - 0.21), 0, 1), 1.8);
}

float stage_horizon(struct cam_rect rect) {
  struct cam cam;
  struct cam_pose side = cam_view_pose(CAM_SIDE, fmax(rect.w_px, 1) / fmax(rect.h_px, 1));
  cam_set(&cam, &side, rect, 0, false);
  return cam_project(&cam, vec3(0, 0, HORIZON_Z_M)).y_px;
}

void stage_background(struct dl *dl, const struct palette *palette, float w_px, float h_px, float horizon_px,
                      double view_down, bool mirrored) {
  scenery_draw(dl, palette, w_px, h_px, horizon_px, view_down, mirrored);
}

void stage_mat(struct dl *dl, const struct cam *cam, const struct palette *palette) {
  floor_room(dl, cam, palette);
  floor_mat(dl, cam, palette);
}

void stage_shadow(struct dl *dl, const struct cam *cam, const struct palette *palette,
                  const struct pose *pose) {
  floor_shadow(dl, cam, palette, pose);
}

void stage_props(struct dl *dl, const struct cam *cam, const struct palette *palette, const struct skel *skel,
                 const struct pose *pose) {
  towel_draw(dl, cam, palette, skel, pose);
  pillow_draw(dl, cam, palette, skel, pose);
}

void stage_path(struct dl *dl, const struct cam *cam, const struct palette *palette,
                const struct vec3 *points, int count, double progress) {
  marks_path(dl, cam, palette, points, count, progress);
}

void stage_draw(struct dl *dl, const struct cam *cam, const struct palette *palette, const struct skel *skel,
                const struct pose *pose, const struct pose *ghost_pose, double ghost) {
  stage_mat(dl, cam, palette);
  stage_upon(dl, cam, palette, skel, pose, ghost_pose, ghost, &(struct stage_marks){.contact = 1});
}

void stage_upon(struct dl *dl, const struct cam *cam, const struct palette *palette, const struct skel *skel,
                const struct pose *pose, const struct pose *ghost_pose, double ghost,
                const struct stage_marks *marks) {
  stage_shadow(dl, cam, palette, pose);
  if (marks->contact > 0) marks_contact(dl, cam, palette, pose, marks->contact);
  stage_props(dl, cam, palette, skel, pose);
  for (int side = 0; marks->range > 0 && side < BODY_SIDES; side++) {
    if (!marks->range_side[side]) continue;
    marks_range(dl, cam, palette, skel, marks->range_pose, side, marks->range_deg, marks->range);
  }
  struct figure_look look = {.palette = palette};
  if (ghost_pose != NULL && ghost > 0) {
    look.ghost = ghost;
    figure_draw(dl, cam, skel, ghost_pose, &look);
    look.ghost = 0;
  }
  figure_draw(dl, cam, skel, pose, &look);
}
