#include "flourish.h"

#include <math.h>
#include <stdint.h>

#include "ease.h"
#include "leaf.h"
#include "shape.h"
#include "vec.h"

#define REP_LEAVES  7
#define END_LEAVES  26
#define LEAF_LIFE_S 2.4
#define END_LIFE_S  4.2
#define LEAF_ALPHA  0.9

/* A number 0…1 that belongs to a leaf; the same for ever. */
static double chance(int seed, int leaf, int what) {
  uint32_t h = (uint32_t)seed * 0x9E3779B1u + (uint32_t)leaf * 0x85EBCA77u + (uint32_t)what * 0xC2B2AE3Du;
  h ^= h >> 15, h *= 0x2C1B3C6Du;
  h ^= h >> 12, h *= 0x297A2D39u;
  return (double)((h ^ h >> 15) >> 8) / 16777216.0;
}

/* Comes softly and goes more softly. */
static double seen(double u) {
  return u <= 0 || u >= 1 ? 0 : ease_raised_cosine(fmin(u * 6, 1)) * ease_raised_cosine(fmin((1 - u) * 2, 1));
}

static struct dl_color tint(const struct palette *p, int leaf) {
  const struct dl_color colors[3] = {p->accent, p->good, dl_blend(p->accent, p->pillow, 0.6)};
  return colors[leaf % 3];
}

/* One leaf, u 0…1 through its life, drifting from x, y: up by rise and aside by drift, swaying as it goes. */
static void drift(struct dl *dl, const struct palette *palette, int seed, int leaf, double u, float x,
                  float y, double rise, double aside, float size) {
  double strength = LEAF_ALPHA * seen(u);
  if (strength < 0.01) return;
  double sway = sin(2 * VEC_PI * (u * (0.8 + chance(seed, leaf, 1)) + chance(seed, leaf, 2)));
  double up = 1 - (1 - u) * (1 - u);
  struct dl_color color = dl_fade(tint(palette, leaf), strength);
  struct leaf out = {.x_px = x + (float)(aside * u + sway * rise * 0.09),
                     .y_px = y - (float)(rise * up),
                     .length_px = size * (float)(0.8 + 0.5 * chance(seed, leaf, 3)),
                     .turn_rad = (float)(2 * VEC_PI * chance(seed, leaf, 4) + sway * 0.7 +
                                         u * (chance(seed, leaf, 5) - 0.5) * 3),
                     .bend = (float)sin(2 * VEC_PI * (u * 0.9 + chance(seed, leaf, 6)))};
  leaf_fill(dl, &out, color, dl_fade(dl_blend(tint(palette, leaf), palette->ground_near, 0.22), strength),
            dl_fade(color, 0));
}

void flourish_rep(struct dl *dl, const struct palette *palette, float x_px, float y_px, float reach_px,
                  float size_px, int seed, double age_s) {
  if (!(age_s >= 0) || age_s > FLOURISH_REP_S) return;
  for (int i = 0; i < REP_LEAVES; i++) {
    double late_s = chance(seed, i, 7) * (FLOURISH_REP_S - LEAF_LIFE_S);
    double aside = ((i + 0.5) / REP_LEAVES - 0.5) * 2.2 + (chance(seed, i, 8) - 0.5) * 0.5;
    double rise = (double)reach_px * (0.55 + 0.45 * chance(seed, i, 9));
    drift(dl, palette, seed, i, (age_s - late_s) / LEAF_LIFE_S, x_px, y_px, rise, aside * (double)reach_px,
          size_px);
  }
}

void flourish_ring(struct dl *dl, const struct palette *palette, float x_px, float y_px, float radius_px,
                   double age_s) {
  double u = age_s / (FLOURISH_REP_S * 0.5);
  if (!(u >= 0) || u > 1) return;
  double strength = 0.6 * seen(u), open = 1 - (1 - u) * (1 - u);
  if (strength < 0.01) return;
  float radius = radius_px * (float)(0.9 + 0.3 * open), line = radius_px * (float)(0.05 - 0.03 * open);
  shape_arc(dl, x_px, y_px, radius, fmaxf(line, 1.2f), 0, 1, dl_fade(palette->accent, strength));
}

void flourish_end(struct dl *dl, const struct palette *palette, struct cam_rect rect, float size_px,
                  double age_s) {
  if (!(age_s >= 0) || age_s > FLOURISH_END_S) return;
  for (int i = 0; i < END_LEAVES; i++) {
    double late_s = chance(0, i, 7) * (FLOURISH_END_S - END_LIFE_S);
    float x = rect.x_px + rect.w_px * (float)((i + chance(0, i, 10)) / END_LEAVES);
    float y = rect.y_px + rect.h_px * (float)(1 - 0.10 * chance(0, i, 11));
    double rise = (double)rect.h_px * (0.16 + 0.20 * chance(0, i, 9));
    drift(dl, palette, 0, i, (age_s - late_s) / END_LIFE_S, x, y, rise, (chance(0, i, 8) - 0.35) * rise,
          size_px);
  }
}
