#include "stage.h"

#include <math.h>
#include <stddef.h>

#include "floor.h"
#include "marks.h"
#include "pillow.h"
#include "scenery.h"
#include "towel.h"

struct cam_rect stage_rect(enum cam_view view, float w_px, float h_px) {
  /* shares of the picture that keep clear of cue (top left), repetitions (top right) and lane (bottom) */
  static const struct cam_rect share[CAM_VIEWS] = {
      [CAM_SIDE] = {0.070f, 0.085f, 0.906f, 0.730f},
      [CAM_THREE_QUARTER] = {0.145f, 0.04f, 0.80f, 0.77f},
      [CAM_OVERHEAD] = {0.06f, 0.14f, 0.90f, 0.655f},
      [CAM_FEET] = {0.30f, 0.005f, 0.54f, 0.805f},
  };
  struct cam_rect r = share[view];
  return (struct cam_rect){r.x_px * w_px, r.y_px * h_px, r.w_px * w_px, r.h_px * h_px};
}

double stage_view_down(const struct cam_pose *pose) {
  double down = vec3_dot(vec3_unit(vec3_sub(pose->eye, pose->target)), vec3(0, 1, 0));
  return pow(vec_clamp((down - 0.21) / (0.72 - 0.21), 0, 1), 1.8);
}

void stage_background(struct dl *dl, const struct palette *palette, float w_px, float h_px,
                      double view_down) {
  scenery_draw(dl, palette, w_px, h_px, view_down);
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
  stage_upon(dl, cam, palette, skel, pose, ghost_pose, ghost);
}

void stage_upon(struct dl *dl, const struct cam *cam, const struct palette *palette, const struct skel *skel,
                const struct pose *pose, const struct pose *ghost_pose, double ghost) {
  stage_shadow(dl, cam, palette, pose);
  marks_contact(dl, cam, palette, pose);
  stage_props(dl, cam, palette, skel, pose);
  struct figure_look look = {.palette = palette};
  if (ghost_pose != NULL && ghost > 0) {
    look.ghost = ghost;
    figure_draw(dl, cam, skel, ghost_pose, &look);
    look.ghost = 0;
  }
  figure_draw(dl, cam, skel, pose, &look);
}
