/* The test of the roll's thickness: a hand closes round it, and thumb and middle finger just touch. */
#include <math.h>

#include "setup_hand.h"
#include "shape.h"

#define ROUND     40
#define HALF_M    0.17 /* half the roll's length */
#define LOOSE_RAD 2.2  /* where the loose end lies, from the top towards the reader */

/* Around the grip's roll at x: angle 0 on top, growing towards the reader. */
static struct setup_round round_of(const struct setup_grip *g, double x) {
  return (struct setup_round){vec3(x, g->axis_y, 0), vec3(0, 1, 0), vec3(0, 0, 1), g->radius_m};
}

static void roll(const struct setup_brush *b, const struct setup_grip *g) {
  struct cloth_band plain = {0, 1, setup_tone(b->palette)}, stripe = {0, 1, setup_stripe(b->palette)};
  struct cloth cloth = {.count = ROUND, .across = vec3(2 * HALF_M, 0, 0)};
  struct setup_round left = round_of(g, -HALF_M), right = round_of(g, HALF_M);
  struct vec3 eye = cam_towards(b->cam, vec3(0, g->axis_y, 0));
  double front = atan2(eye.z, eye.y) - 0.475 * VEC_PI; /* only the half that is seen */
  for (int i = 0; i < ROUND; i++)
    cloth.at[i] = setup_round_at(&left, front + 0.95 * VEC_PI * i / (ROUND - 1), g->radius_m);
  cloth_draw(b->dl, b->cam, &cloth, 0, ROUND - 1, &plain, 1);
  cloth_draw(b->dl, b->cam, &cloth, 8, 11, &stripe, 1); /* the woven stripes near the loose end */
  cloth_draw(b->dl, b->cam, &cloth, 13, 15, &stripe, 1);
  right.from =
      setup_round_at(&(struct setup_round){.from = vec3(0, 1, 0), .towards = vec3(0, 0, 1)}, LOOSE_RAD, 1);
  right.towards = vec3_cross(vec3(1, 0, 0), right.from);
  setup_roll_end(b, &right, SETUP_TURNS);
}

/* Rings that open where thumb and finger meet. */
static void meeting(const struct setup_brush *b, const struct setup_grip *g) {
  double strength = 1 - vec_clamp(g->open / 0.12, 0, 1);
  if (!(strength > 0)) return;
  struct cam_point at = cam_project(b->cam, setup_hand_meeting(g));
  for (int ring = 0; ring < 2; ring++) {
    float r = (0.024f + 0.010f * (float)ring) * at.scale_px * (float)(0.7 + 0.3 * strength);
    shape_arc(b->dl, at.x_px, at.y_px, r, fmaxf(0.0022f * at.scale_px, 1.5f), 0, 1,
              dl_fade(b->palette->guide, strength * (ring == 0 ? 0.9 : 0.4)));
  }
}

void setup_grasp_draw(const struct setup_brush *b) {
  struct setup_grip grip = {.axis_y = SETUP_ROLL_M + 0.008, .radius_m = SETUP_ROLL_M, .open = 1 - b->u};
  setup_pool(b, 0, 0, 0.26, 0.20);
  setup_shadow(b, 0, 0.005, 0.24, 0.075, 0.75);
  setup_hand_behind(b, &grip);
  roll(b, &grip);
  setup_hand_before(b, &grip);
  meeting(b, &grip);
}
