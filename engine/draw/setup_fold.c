/* Folding lengthways: the far half of the towel is peeled off the floor from its edge and comes down over the near
** half. The towel is long in x; its profile runs across, from the near edge to the far one. */
#include <math.h>

#include "setup_parts.h"

#define POINTS    48 /* of the half that moves */
#define WAVE_WIDE 0.75
#define WAVE_FOLD 0.075 /* shares of the half's breadth over which it turns over, under way and when folded */
#define ARROW     12

/* The half that moves: point i of the profile from the fold to its free edge. The turn runs through it as a wave. */
static void peel(double u, struct cloth *cloth) {
  double half = 0.5 * SETUP_TOWEL_WIDE_M, step = half / (POINTS - 1);
  double width = vec_lerp(WAVE_WIDE, WAVE_FOLD, setup_part(u, 0.35, 1)), front = 1 - u;
  struct vec3 at = vec3(-0.5 * SETUP_TOWEL_LONG_M, 0.5 * SETUP_LAYER_M, 0);
  cloth->count = POINTS;
  cloth->across = vec3(SETUP_TOWEL_LONG_M, 0, 0);
  for (int i = 0; i < POINTS; i++) {
    cloth->at[i] = at;
    double s = (i + 0.5) / (POINTS - 1), v = vec_clamp((s - front) / width, 0, 1);
    double turn = VEC_PI * v * v * (3 - 2 * v);
    at.z -= step * cos(turn);
    at.y += step * sin(turn);
  }
}

static void flat_half(struct cloth *cloth) {
  cloth->count = 2;
  cloth->across = vec3(SETUP_TOWEL_LONG_M, 0, 0);
  cloth->at[0] = vec3(-0.5 * SETUP_TOWEL_LONG_M, 0.5 * SETUP_LAYER_M, 0.5 * SETUP_TOWEL_WIDE_M);
  cloth->at[1] =
      vec3(-0.5 * SETUP_TOWEL_LONG_M, 0.5 * SETUP_LAYER_M, -0.008); /* under the other half: no seam shows */
}

/* Fringe at both short ends, along one straight piece of the profile after another. */
static void fringes(const struct setup_brush *b, const struct cloth *cloth, int step, int threads) {
  for (int i = 0; i + step < cloth->count; i += step) {
    struct vec3 along = vec3_sub(cloth->at[i + step], cloth->at[i]);
    for (int end = 0; end < 2; end++) {
      struct vec3 from = vec3_mad(cloth->at[i], cloth->across, end);
      cloth_fringe(b->dl, b->cam, from, along, vec3(end == 0 ? -1 : 1, 0, 0), threads, 0.030,
                   b->palette->towel_light);
    }
  }
}

static void half(const struct setup_brush *b, const struct cloth *cloth, int threads) {
  struct cloth_band bands[SETUP_BANDS];
  setup_bands(b->palette, bands);
  fringes(b, cloth, threads > 1 ? 1 : 4, threads);
  cloth_draw(b->dl, b->cam, cloth, 0, cloth->count - 1, bands, SETUP_BANDS);
}

static void edge(const struct setup_brush *b, const struct cloth *cloth, int i, struct dl_color color) {
  struct cloth line = {.count = 2};
  line.at[0] = cloth->at[i];
  line.at[1] = vec3_add(cloth->at[i], cloth->across);
  cloth_hem(b->dl, b->cam, &line, 0, 1, 0, 0.5 * SETUP_LAYER_M, color);
}

static void arrow(const struct setup_brush *b) {
  struct vec3 way[ARROW];
  for (int i = 0; i < ARROW; i++) {
    double t = VEC_PI * (0.06 + 0.84 * i / (ARROW - 1));
    way[i] = vec3(0, 0.01 + 0.21 * sin(t), -0.36 * cos(t));
  }
  setup_arrow(b, way, ARROW);
}

void setup_fold_draw(const struct setup_brush *b) {
  struct cloth near, far;
  flat_half(&near);
  peel(b->u, &far);
  setup_pool(b, 0, 0.04, 0.80, 0.52);
  setup_shadow(b, 0, vec_lerp(0, 0.19, b->u), 0.80, vec_lerp(0.52, 0.34, b->u), 0.55);
  struct dl_color hem = dl_blend(b->palette->towel_dark, b->palette->towel, 0.25);
  edge(b, &near, 0, hem);
  half(b, &near, 11);
  edge(b, &far, far.count - 1, hem);
  double over = setup_part(b->u, 0.25, 0.9); /* the shadow of what comes over */
  struct vec3 brim = far.at[far.count - 1];
  if (over > 0 && brim.z > 0) setup_shadow(b, 0, 0.5 * brim.z, 0.66, 0.10 + 0.5 * brim.z, 0.5 * over);
  half(b, &far, 1);
  edge(b, &far, far.count - 1, dl_blend(hem, b->palette->towel_light, 0.35 * over));
  arrow(b);
}
