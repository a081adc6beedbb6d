/* Rolling up: the roll starts at the left end of the folded towel and runs to the right; what it takes up makes it
** thicker, and a loose end is left. Its end towards the reader shows the layers as a spiral. */
#include <math.h>

#include "ribbon.h"
#include "setup_parts.h"
#include "shape.h"

#define ROUND   40 /* points of the roll's round */
#define SPIRAL  120
#define THIN_M  0.011 /* radius of the first curl */
#define ARROW   10
#define DEPTH_M (0.5 * SETUP_TOWEL_WIDE_M)

struct roll {
  double x, radius, turns; /* where it touches the floor; how often it has turned */
};

static struct roll roll_of(double u) {
  double way = SETUP_TOWEL_LONG_M - SETUP_LOOSE_M;
  struct roll r = {.x = -0.5 * SETUP_TOWEL_LONG_M + 0.012 + u * (way - 0.012)};
  r.radius = sqrt(THIN_M * THIN_M + u * (SETUP_ROLL_M * SETUP_ROLL_M - THIN_M * THIN_M));
  r.turns = 0.75 + u * (SETUP_TURNS - 0.75);
  return r;
}

/* A band across the flat part, from where the roll does not cover it. x0, x1: as shares of the towel's length. */
static void flat_band(const struct setup_brush *b, const struct roll *r, double x0, double x1,
                      const struct cloth_tone *tone) {
  double from = fmax((x0 - 0.5) * SETUP_TOWEL_LONG_M, r->x), to = (x1 - 0.5) * SETUP_TOWEL_LONG_M;
  if (to <= from) return;
  struct cloth cloth = {.count = 2, .across = vec3(0, 0, -DEPTH_M)};
  cloth.at[0] = vec3(from, SETUP_LAYER_M, 0.5 * DEPTH_M),
  cloth.at[1] = vec3(to, SETUP_LAYER_M, 0.5 * DEPTH_M);
  struct cloth_band band = {0, 1, *tone};
  cloth_draw(b->dl, b->cam, &cloth, 0, 1, &band, 1);
}

static void flat_part(const struct setup_brush *b, const struct roll *r) {
  double end = 0.5 * SETUP_TOWEL_LONG_M;
  struct cloth cloth = {.count = 2, .across = vec3(0, 0, -DEPTH_M)};
  cloth.at[0] = vec3(r->x, SETUP_LAYER_M, 0.5 * DEPTH_M),
  cloth.at[1] = vec3(end, SETUP_LAYER_M, 0.5 * DEPTH_M);
  struct dl_color hem = dl_blend(b->palette->towel_dark, b->palette->towel, 0.25);
  cloth_fringe(b->dl, b->cam, cloth.at[1], cloth.across, vec3(1, 0, 0), 18, 0.030, b->palette->towel_light);
  cloth_hem(b->dl, b->cam, &cloth, 0, 1, 0, SETUP_LAYER_M, hem);
  struct cloth_band bands[SETUP_BANDS];
  setup_bands(b->palette, bands);
  for (int i = 0; i < SETUP_BANDS; i++) flat_band(b, r, bands[i].e0, bands[i].e1, &bands[i].tone);
}

struct vec3 setup_round_at(const struct setup_round *round, double angle_rad, double radius_m) {
  return vec3_mad(vec3_mad(round->middle, round->from, radius_m * cos(angle_rad)), round->towards,
                  radius_m * sin(angle_rad));
}

void setup_roll_end(const struct setup_brush *b, const struct setup_round *round, double turns) {
  struct shape_point rim[ROUND];
  for (int i = 0; i < ROUND; i++) {
    struct cam_point p = cam_project(b->cam, setup_round_at(round, 2 * VEC_PI * i / ROUND, round->radius_m));
    rim[i] = (struct shape_point){p.x_px, p.y_px};
  }
  shape_polygon(b->dl, rim, ROUND, dl_blend(b->palette->towel, b->palette->towel_light, 0.85));
  struct ribbon_wash wash = ribbon_plain(b->palette->towel_dark);
  struct ribbon ribbon;
  ribbon_begin(&ribbon, b->dl, &wash, false);
  double pitch = round->radius_m / (turns + 0.35), half = fmin(0.17 * pitch, 0.0016);
  for (int i = 0; i < SPIRAL; i++) {
    double s = (double)i / (SPIRAL - 1);
    double radius = vec_lerp(round->radius_m - 0.5 * pitch, 0.25 * pitch, s);
    struct cam_point p = cam_project(b->cam, setup_round_at(round, 2 * VEC_PI * turns * s, radius));
    ribbon_to(&ribbon, p.x_px, p.y_px, (float)half * p.scale_px);
  }
  ribbon_end(&ribbon);
}

static void round_part(const struct setup_brush *b, const struct roll *r) {
  /* the outermost layer comes up from the floor at the right */
  struct setup_round round = {.middle = vec3(r->x, r->radius + 0.3 * SETUP_LAYER_M, 0.5 * DEPTH_M),
                              .from = vec3(0, -1, 0),
                              .towards = vec3(1, 0, 0),
                              .radius_m = r->radius};
  struct cloth_band band = {0, 1, setup_tone(b->palette)};
  struct cloth cloth = {.count = ROUND, .across = vec3(0, 0, -DEPTH_M)};
  for (int i = 0; i < ROUND; i++)
    cloth.at[i] = setup_round_at(&round, 2 * VEC_PI * (i - 1) / (ROUND - 3), r->radius);
  cloth_draw(b->dl, b->cam, &cloth, 0, ROUND - 1, &band, 1);
  setup_roll_end(b, &round, r->turns);
}

static void arrow(const struct setup_brush *b, const struct roll *r) {
  struct vec3 way[ARROW];
  double from = r->x + 0.10, to = 0.5 * SETUP_TOWEL_LONG_M - SETUP_LOOSE_M;
  if (to - from < 0.06) return;
  for (int i = 0; i < ARROW; i++) {
    double s = (double)i / (ARROW - 1);
    way[i] = vec3(vec_lerp(from, to, s), 0.02 + 0.05 * sin(VEC_PI * s), 0);
  }
  setup_arrow(b, way, ARROW);
}

void setup_roll_draw(const struct setup_brush *b) {
  struct roll r = roll_of(b->u);
  double end = 0.5 * SETUP_TOWEL_LONG_M, middle = 0.5 * (r.x + end);
  setup_pool(b, vec_lerp(0, 0.39, b->u), 0, vec_lerp(0.80, 0.42, b->u), 0.36);
  setup_shadow(b, middle, 0, 0.62 * (end - r.x) + 0.06, 0.29, 0.50);
  setup_shadow(b, r.x, 0.01, 0.10 + r.radius, 0.28, 0.55);
  flat_part(b, &r);
  setup_shadow(b, r.x + 0.6 * r.radius, 0, 2.2 * r.radius, 0.21, 0.45);
  round_part(b, &r);
  arrow(b, &r);
}
