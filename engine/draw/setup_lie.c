/* The two steps of the body: lying down on the roll, then pillow and knees. */
#include <math.h>

#include "figure.h"
#include "floor.h"
#include "pillow.h"
#include "setup_body.h"
#include "towel.h"

#define ARROW 12

/* ---- lying down ------------------------------------------------------------------------------------------- */

static void body(const struct setup_brush *b, const struct pose *pose) {
  struct figure_look look = {.palette = b->palette};
  figure_draw(b->dl, b->cam, b->skel, pose, &look);
}

/* The way of the head. */
static void head_arrow(const struct setup_brush *b) {
  struct vec3 way[ARROW];
  struct pose pose;
  for (int i = 0; i < ARROW; i++) {
    setup_body_lie_down(b->skel, 0.30 + 0.60 * i / (ARROW - 1), &pose);
    struct vec3 out = vec3_unit(vec3_sub(pose.joint[SKEL_HEAD], pose.joint[SKEL_LUMBAR]));
    way[i] = vec3_mad(pose.joint[SKEL_HEAD], out, 0.16);
  }
  setup_arrow(b, way, ARROW);
}

void setup_lie_draw(const struct setup_brush *b) {
  struct pose pose;
  setup_body_lie_down(b->skel, b->u, &pose);
  floor_mat(b->dl, b->cam, b->palette);
  setup_body_shadow(b, &pose);
  struct pose lying;
  setup_body_lie_down(b->skel, 1, &lying); /* the towel lies where the back will be */
  lying.roll_squash = pose.roll_squash;
  towel_draw(b->dl, b->cam, b->palette, b->skel, &lying);
  body(b, &pose);
  head_arrow(b);
}

/* ---- pillow and knees ------------------------------------------------------------------------------------- */

/* The pillow keeps its shape until the head comes down on it. */
static void pillow(const struct setup_brush *b, const struct pose *pose, double slide_m) {
  struct pose on = *pose;
  double whole = b->skel->pillow_height_m + b->skel->head_radius_m + 0.025;
  on.joint[SKEL_HEAD].y =
      fmax(pose->joint[SKEL_HEAD].y, vec_lerp(pose->joint[SKEL_HEAD].y, whole, fmin(slide_m / 0.05, 1)));
  struct angles angles = angles_lying();
  struct pose home;
  pose_solve(b->skel, &angles, 0, &home);
  on.joint[SKEL_HEAD].x = home.joint[SKEL_HEAD].x;
  setup_shadow(b, on.joint[SKEL_HEAD].x + 0.055 + slide_m, 0, 0.27, 0.34, 0.7);
  struct cam cam = setup_moved(b->cam, vec3(0, 0, 0), 0, vec3(slide_m, 0, 0));
  pillow_draw(b->dl, &cam, b->palette, b->skel, &on);
}

static void knee_arrow(const struct setup_brush *b) {
  struct vec3 way[ARROW];
  struct pose pose;
  double slide_m;
  for (int i = 0; i < ARROW; i++) {
    setup_body_settle(b->skel, 0.55 + 0.29 * i / (ARROW - 1), &pose, &slide_m);
    way[i] = vec3_mad(pose.joint[SKEL_KNEE_L], vec3(-0.5, 0.86, 0), 0.12);
  }
  setup_arrow(b, way, ARROW);
}

static void pillow_arrow(const struct setup_brush *b) {
  struct vec3 way[ARROW];
  for (int i = 0; i < ARROW; i++) {
    double s = (double)i / (ARROW - 1);
    way[i] = vec3(1.06 - 0.34 * s, 0.16 + 0.16 * sin(VEC_PI * (0.25 + 0.60 * s)), 0);
  }
  setup_arrow(b, way, ARROW);
}

void setup_settle_draw(const struct setup_brush *b) {
  struct pose pose;
  double slide_m;
  setup_body_settle(b->skel, b->u, &pose, &slide_m);
  floor_mat(b->dl, b->cam, b->palette);
  setup_body_shadow(b, &pose);
  towel_draw(b->dl, b->cam, b->palette, b->skel, &pose);
  pillow(b, &pose, slide_m);
  body(b, &pose);
  struct setup_brush first = *b, second = *b;
  first.arrow *= 1 - setup_part(b->u, 0.12, 0.30);
  second.arrow *= setup_part(b->u, 0.24, 0.42);
  pillow_arrow(&first);
  knee_arrow(&second);
}
