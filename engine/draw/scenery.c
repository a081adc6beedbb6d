#include "scenery.h"

#include <math.h>

#include "ribbon.h"
#include "shape.h"
#include "turn.h"
#include "vec.h"

#define HORIZON_SHARE 0.615 /* of the height, from the top, while looking straight ahead */
#define RISE_SHARE    1.05  /* of the height: how far it rises until the view is down */
#define HILL_STEPS    56
#define SUN_LOW       0.7    /* the disc melts into its glow before it stands behind hands or words */
#define MOON_X        0.605f /* between the words and the repetitions, above the hands */
#define MOON_HEIGHT   0.545f

struct hill {
  double height, base;                 /* shares of the picture's height above the horizon */
  double waves[3], turns[3], phase[3]; /* shares, turns over the width, turns */
};

static const struct hill hills[] = {
    {0.150, 0.0, {0.052, 0.020, 0.006}, {0.85, 1.9, 4.3}, {0.12, 0.55, 0.2}},
    {0.098, 0.0, {0.040, 0.022, 0.008}, {1.05, 2.3, 5.1}, {0.62, 0.10, 0.7}},
    {0.052, 0.0, {0.026, 0.016, 0.006}, {1.30, 2.9, 6.4}, {0.25, 0.85, 0.4}},
};

static double ridge(const struct hill *hill, double u) {
  double y = hill->height;
  for (int i = 0; i < 3; i++) y += hill->waves[i] * sin(2 * VEC_PI * (hill->turns[i] * u + hill->phase[i]));
  return fmax(y, 0.004);
}

/* A ridge whose foot drowns in haze. */
static void draw_hill(struct dl *dl, const struct hill *hill, float w, float h, float horizon,
                      struct dl_color top, struct dl_color foot) {
  const float soft = SHAPE_FEATHER_PX;
  struct dl_color clear = dl_fade(top, 0);
  int last[3] = {-1, -1, -1};
  for (int i = 0; i <= HILL_STEPS; i++) {
    float u = (float)i / HILL_STEPS, y = horizon - (float)ridge(hill, (double)u) * h;
    int at[3] = {dl_vertex(dl, u * w, y - soft * 0.5f, clear), dl_vertex(dl, u * w, y + soft * 0.5f, top),
                 dl_vertex(dl, u * w, horizon + 1, foot)};
    for (int k = 0; i > 0 && k < 2; k++) {
      dl_triangle(dl, last[k], at[k], last[k + 1]);
      dl_triangle(dl, at[k], at[k + 1], last[k + 1]);
    }
    for (int k = 0; k < 3; k++) last[k] = at[k];
  }
}

struct stop {
  double at; /* share of the way from the top of the sky (or ground) to the horizon (or bottom) */
  struct dl_color color;
};

static void bands(struct dl *dl, float w, float y, float h, const struct stop *stops, int count) {
  for (int i = 0; i + 1 < count; i++) {
    float from = y + h * (float)stops[i].at, to = y + h * (float)stops[i + 1].at;
    shape_gradient(dl, 0, from, w, to - from, stops[i].color, stops[i + 1].color);
  }
}

/* A few still stars, thinning out towards the horizon. */
static void stars(struct dl *dl, const struct palette *p, float w, float h, float top) {
  if (p->light.stars <= 0) return;
  uint32_t seed = 2463534242u;
  for (int i = 0; i < 44; i++) {
    float v[3];
    for (int k = 0; k < 3; k++) {
      seed ^= seed << 13, seed ^= seed >> 17, seed ^= seed << 5;
      v[k] = (float)(seed >> 8) / 16777216.0f;
    }
    float y = v[1] * v[1] * 0.36f;
    double strength = (0.16 + 0.5 * (double)v[2] * (double)v[2]) * (1 - (double)y / 0.42);
    shape_circle(dl, v[0] * w, top + y * h, h * (0.0010f + 0.0011f * v[2]),
                 dl_fade(p->text, strength * p->light.stars));
  }
}

static void sun(struct dl *dl, const struct palette *p, float w, float h, float horizon) {
  const struct palette_light *light = &p->light;
  float x = w * (float)light->sun_x, y = horizon - h * (float)light->sun_height;
  float size = fminf(h, w * 0.8f),
        r = size * 0.118f; /* in a high window it is no larger than in a wide one */
  shape_glow(dl, x, y, size * 0.62f, size * 0.44f, 0, dl_fade(p->sun, 0.30 * light->glow));
  shape_glow(dl, x, y, size * 0.30f, size * 0.27f, 0, dl_fade(p->sun, 0.34 * light->glow));
  double seen = vec_clamp((light->sun - SUN_LOW) / (1 - SUN_LOW), 0, 1);
  struct ribbon_wash disc = {.first = dl_fade(dl_blend(p->sun, p->horizon, 0.10), seen),
                             .second = dl_fade(dl_blend(p->sun, p->horizon, 0.72), seen)};
  disc.x0_px = x, disc.y0_px = y - r, disc.x1_px = x, disc.y1_px = y + r * 1.1f;
  if (seen > 0) ribbon_disc(dl, &disc, x, y, r);
}

/* A waning moon: the outer edge a half circle, the inner one a flatter one. */
static void moon(struct dl *dl, const struct palette *p, float w, float h, float horizon) {
  enum { STEPS = 24 };
  struct shape_point edge[2 * STEPS];
  double seen = p->light.moon;
  if (seen <= 0) return;
  float x = w * MOON_X, y = horizon - h * MOON_HEIGHT, size = fminf(h, w * 0.8f), r = size * 0.044f;
  shape_glow(dl, x, y, size * 0.34f, size * 0.30f, 0, dl_fade(p->sun, 0.20 * seen));
  shape_glow(dl, x, y, size * 0.11f, size * 0.11f, 0, dl_fade(p->sun, 0.24 * seen));
  for (int i = 0; i < 2 * STEPS; i++) {
    bool outer = i < STEPS;
    double t = VEC_PI * ((double)(outer ? i : 2 * STEPS - i) / STEPS - 0.5), flat = outer ? 1 : 0.38;
    float across = r * (float)(flat * cos(t)), along = r * (float)sin(t);
    edge[i] = (struct shape_point){x + across * 0.94f - along * 0.34f, y + across * 0.34f + along * 0.94f};
  }
  shape_polygon(dl, edge, 2 * STEPS, dl_fade(dl_blend(p->sun, p->sky_low, 0.06), seen));
}

static void sky(struct dl *dl, const struct palette *p, float w, float h, float horizon) {
  float top = horizon - h * (float)HORIZON_SHARE;
  const struct stop stops[] = {
      {0.00, p->sky_top},
      {0.28, dl_blend(p->sky_top, p->sky_low, 0.36)},
      {0.56, dl_blend(p->sky_top, p->sky_low, 0.84)},
      {0.74, dl_blend(p->sky_low, p->horizon, 0.24)},
      {0.88, dl_blend(p->sky_low, p->horizon, 0.66)},
      {1.00, p->horizon},
  };
  if (top > 0) shape_rect(dl, 0, 0, w, top + 1, p->sky_top);
  bands(dl, w, top, horizon - top + 1, stops, sizeof stops / sizeof stops[0]);
  stars(dl, p, w, h, top);
  sun(dl, p, w, h, horizon);
  moon(dl, p, w, h, horizon);
  /* long thin clouds */
  struct dl_color cloud = dl_blend(p->horizon, p->sky_low, 0.25);
  shape_glow(dl, w * 0.20f, horizon - h * 0.235f, w * 0.26f, h * 0.016f, -0.012f, dl_fade(cloud, 0.50));
  shape_glow(dl, w * 0.36f, horizon - h * 0.275f, w * 0.17f, h * 0.010f, -0.008f, dl_fade(cloud, 0.40));
  shape_glow(dl, w * 0.88f, horizon - h * 0.205f, w * 0.20f, h * 0.014f, 0.010f, dl_fade(cloud, 0.55));
  shape_glow(dl, w * 0.66f, horizon - h * 0.125f, w * 0.13f, h * 0.0085f, 0, dl_fade(cloud, 0.60));
}

/* h: the height whose share hills are; bottom: of the picture. */
static void land(struct dl *dl, const struct palette *p, float w, float h, float bottom, float horizon,
                 double down) {
  double depth[3] = {0.0, 0.5, 1.0};
  for (int i = 0; i < 3; i++) {
    struct dl_color top = dl_blend(p->hill_far, p->hill_near, depth[i]);
    struct dl_color foot = dl_blend(top, i < 2 ? p->horizon : p->ground_far, i < 2 ? 0.30 : 0.55);
    draw_hill(dl, &hills[i], w, h, horizon, top, foot);
  }
  float ground = bottom - horizon;
  const struct stop stops[] = {
      {0.00, dl_blend(p->ground_far, p->ground_near, 0.35 * down)},
      {0.22, dl_blend(p->ground_far, p->ground_near, 0.30)},
      {0.60, dl_blend(p->ground_far, p->ground_near, 0.68)},
      {1.00, p->ground_near},
  };
  bands(dl, w, horizon, ground, stops, sizeof stops / sizeof stops[0]);
  /* the sun's last light on the ground */
  if (down < 1)
    shape_glow(dl, w * (float)p->light.sun_x, horizon + h * 0.012f, w * 0.42f, h * 0.040f, 0,
               dl_fade(p->horizon, 0.26 * (1 - down)));
}

void scenery_draw(struct dl *dl, const struct palette *palette, float w_px, float h_px, float horizon_px,
                  double view_down, bool mirrored) {
  double down = vec_clamp(view_down, 0, 1);
  struct turn_mark first = turn_here(dl);
  if (!(w_px > 0) || !(h_px > 0)) return;
  float tall = horizon_px > 0 ? horizon_px / (float)HORIZON_SHARE : h_px;
  float horizon = tall * (float)(HORIZON_SHARE - RISE_SHARE * down);
  sky(dl, palette, w_px, tall, horizon);
  land(dl, palette, w_px, tall, h_px, horizon, down);
  if (down > 0) { /* a pool of light in the middle of the room */
    shape_glow(dl, w_px * 0.56f, h_px * 0.42f, w_px * 0.62f, h_px * 0.72f, 0,
               dl_fade(palette->mat, 0.42 * down));
  }
  if (mirrored) turn_mirror(dl, first, w_px);
}
