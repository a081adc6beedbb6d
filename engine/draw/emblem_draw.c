/* The colours are mixed here from the theme's, so that a new theme has medals without saying a word about them. */
#include "emblem_draw.h"

#include <math.h>
#include <stdint.h>

#include "emblem_form.h"
#include "ribbon.h"
#include "shape.h"
#include "vec.h"

#define GROUND      0.875f /* radius of the ground, in those of the medal */
#define EDGE        0.835f /* where shapes end */
#define ROUND_STEPS 72
#define WOBBLE      0.012f /* how far the hand that pressed the rim left the circle */
#define GROUNDS     5

struct tone {
  uint32_t rgb;
  double own; /* share of the theme's colour in it */
};

static const struct tone tones[EMBLEM_TONES] = {
    [EMBLEM_WARM] = {0xf2a27f, 0.35}, [EMBLEM_COOL] = {0xa9b8f2, 0.15}, [EMBLEM_GREEN] = {0x8fdcb9, 0.40},
    [EMBLEM_SUN] = {0xffd079, 0.30},  [EMBLEM_PALE] = {0xfff3e2, 0.25}, [EMBLEM_DARK] = {0x261f43, 0.35},
};

static bool is_light(struct dl_color c) {
  return 0.3 * c.r + 0.59 * c.g + 0.11 * c.b > 127;
}

static struct dl_color light_of(const struct palette *p) {
  return is_light(p->text) ? p->text : p->sky_top;
}

static struct dl_color dark_of(const struct palette *p) {
  return is_light(p->text) ? p->gap : p->text;
}

struct dl_color emblem_draw_tone(const struct palette *palette, enum emblem_tone tone) {
  const struct dl_color theme[EMBLEM_TONES] = {
      [EMBLEM_WARM] = palette->pillow,       [EMBLEM_COOL] = light_of(palette),
      [EMBLEM_GREEN] = palette->towel_light, [EMBLEM_SUN] = palette->pillow,
      [EMBLEM_PALE] = light_of(palette),     [EMBLEM_DARK] = dark_of(palette),
  };
  struct dl_color base = dl_rgb(tones[tone].rgb);
  if (tone == EMBLEM_SUN && is_light(palette->accent)) return dl_blend(base, palette->accent, 0.6);
  return dl_blend(base, theme[tone], tones[tone].own);
}

static uint32_t fingerprint(const struct emblem *emblem) {
  uint32_t hash = 2166136261u; /* FNV-1a */
  for (int i = 0; i < emblem->count; i++) {
    const struct emblem_shape *s = &emblem->shapes[i];
    int parts[4] = {(int)s->form, (int)s->tone, (int)(s->x * 100), (int)(s->size * 100)};
    for (int k = 0; k < 4; k++) hash = (hash ^ (uint32_t)(parts[k] & 255)) * 16777619u;
  }
  return hash ^ hash >> 15;
}

static void grounds_of(const struct palette *p, struct dl_color out[GROUNDS]) {
  struct dl_color dark = dark_of(p);
  out[0] = dl_blend(p->towel_dark, dark, 0.12);
  out[1] = dl_blend(dl_rgb(0x5b4f96), p->mat, is_light(p->text) ? 0.5 : 0.12);
  out[2] = dl_blend(p->pillow_dark, dark, 0.22);
  out[3] = dl_blend(dl_rgb(0x3f6796), dark, 0.25);
  out[4] = dl_blend(dl_rgb(0xf6dfb9), p->pillow, 0.15);
}

/* How well the shapes show on a ground: the contrast of the one that shows worst, large ones counting fully. */
static double shows(const struct palette *p, const struct emblem *emblem, struct dl_color ground) {
  double least = 21;
  for (int i = 0; i < emblem->count; i++) {
    double contrast = palette_contrast(emblem_draw_tone(p, emblem->shapes[i].tone), ground);
    least = fmin(least, contrast);
  }
  return least;
}

struct dl_color emblem_draw_ground(const struct palette *palette, const struct emblem *emblem) {
  struct dl_color grounds[GROUNDS];
  grounds_of(palette, grounds);
  uint32_t first = fingerprint(emblem) % (GROUNDS - 1);
  int best = (int)first;
  double most = 0;
  for (int i = 0; i < GROUNDS; i++) { /* any that shows well will do: variety; else the one that shows best */
    int at = i < GROUNDS - 1 ? (int)((first + (uint32_t)i) % (GROUNDS - 1)) : i;
    double contrast = fmin(shows(palette, emblem, grounds[at]), 2.6);
    if (contrast > most + 0.01) most = contrast, best = at;
  }
  return grounds[best];
}

/* A circle as a hand presses it into clay. */
static int pressed(float x, float y, float radius, uint32_t seed, struct shape_point *out) {
  float a = (float)(seed & 255) / 40, b = (float)(seed >> 8 & 255) / 40;
  for (int i = 0; i < ROUND_STEPS; i++) {
    float t = 2 * (float)VEC_PI * (float)i / ROUND_STEPS;
    float r = radius * (1 + WOBBLE * (0.6f * sinf(2 * t + a) + 0.4f * sinf(5 * t + b)));
    out[i] = (struct shape_point){x + r * cosf(t), y + r * sinf(t)};
  }
  return ROUND_STEPS;
}

static void draw_earned(struct dl *dl, const struct palette *p, const struct emblem *emblem, float x, float y,
                        float radius) {
  struct dl_color ground = emblem_draw_ground(p, emblem), light = light_of(p), dark = dark_of(p);
  struct dl_color rim = dl_blend(ground, emblem_draw_tone(p, EMBLEM_SUN), 0.45);
  struct shape_point round[ROUND_STEPS];
  shape_glow(dl, x, y + radius * 0.16f, radius * 1.16f, radius * 1.12f, 0, dl_fade(p->shadow, 0.55));
  uint32_t seed = fingerprint(emblem);
  shape_polygon(dl, round, pressed(x, y + radius * 0.022f, radius, seed, round), dl_blend(rim, dark, 0.45));
  shape_polygon(dl, round, pressed(x, y - radius * 0.012f, radius * 0.985f, seed, round), rim);
  /* the light comes from the upper left, as on the stage */
  float g = radius * GROUND;
  ribbon_disc(dl, &(struct ribbon_wash){.first = dl_blend(ground, dark, 0.34), .plain = true}, x, y, g);
  struct ribbon_wash wash = {.first = dl_blend(ground, light, 0.16),
                             .second = dl_blend(ground, dark, 0.16),
                             .x0_px = x - g * 0.6f,
                             .y0_px = y - g * 0.8f,
                             .x1_px = x + g * 0.5f,
                             .y1_px = y + g * 0.9f};
  ribbon_disc(dl, &wash, x, y + radius * 0.018f, g * 0.975f);
  shape_arc(dl, x, y, radius * 0.935f, fmaxf(radius * 0.018f, 1), 0.70f, 0.98f, dl_fade(light, 0.42));
  for (int i = 0; i < emblem->count; i++) {
    const struct emblem_shape *s = &emblem->shapes[i];
    struct dl_color color = emblem_draw_tone(p, s->tone);
    struct emblem_form_pen pen = {.dl = dl,
                                  .x_px = x,
                                  .y_px = y,
                                  .medal_px = radius,
                                  .edge = EDGE,
                                  .color = color,
                                  .shade = dl_blend(color, dl_blend(ground, dark, 0.5), 0.26),
                                  .light = dl_blend(color, light, 0.45),
                                  .mark = is_light(color) ? dl_blend(color, dark, 0.42)
                                                          : dl_blend(color, light, 0.45)};
    emblem_form_draw(&pen, s);
  }
}

static void draw_pale(struct dl *dl, const struct palette *p, const struct emblem *emblem, float x, float y,
                      float radius) {
  struct shape_point round[ROUND_STEPS + 1];
  struct dl_color ground = dl_blend(p->panel, p->text_dim, 0.06);
  int count = pressed(x, y, radius * 0.97f, fingerprint(emblem), round);
  shape_polygon(dl, round, count, ground);
  round[count] = round[0];
  shape_line(dl, round, count + 1, fmaxf(radius * 0.03f, 1.2f), dl_blend(ground, p->text_dim, 0.55));
  for (int i = 0; i < emblem->count; i++) {
    const struct emblem_shape *s = &emblem->shapes[i];
    /* neighbours of different tones stay apart */
    double strength = s->tone == EMBLEM_DARK ? 0.16 : s->tone == EMBLEM_PALE ? 0.50 : 0.36;
    struct dl_color color = dl_blend(ground, p->text_dim, strength);
    struct emblem_form_pen pen = {.dl = dl,
                                  .x_px = x,
                                  .y_px = y,
                                  .medal_px = radius,
                                  .edge = EDGE,
                                  .color = color,
                                  .shade = dl_blend(color, ground, 0.14),
                                  .light = color,
                                  .mark = dl_blend(color, ground, 0.6)};
    emblem_form_draw(&pen, s);
  }
}

void emblem_draw(struct dl *dl, const struct palette *palette, const struct emblem *emblem, float x_px,
                 float y_px, float radius_px, bool earned) {
  if (!(radius_px > 0)) return;
  if (earned)
    draw_earned(dl, palette, emblem, x_px, y_px, radius_px);
  else
    draw_pale(dl, palette, emblem, x_px, y_px, radius_px);
}
