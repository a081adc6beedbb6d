#include "hour.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "ease.h"

struct mood {
  uint32_t sky_top, sky_low, horizon, hill_far, hill_near, sun, ground_far, ground_near;
  struct palette_light light;
};

enum moods { NIGHT, MORNING, DAY, EVENING, MOODS = EVENING };

struct moods_of {
  const char *theme;
  struct mood moods[MOODS];
};

/* The sun rises behind the feet and sets behind the head. Between, its disc and most of its glow melt into the day: they
** would pass behind words and hands. */
static const struct moods_of themes[] = {
    {"dusk",
     {[NIGHT] = {0x0b1026,
                 0x1f2a52,
                 0x3c4a7c,
                 0x28325c,
                 0x171c3d,
                 0xcfd8f0,
                 0x1a1f42,
                 0x0e1128,
                 {0.78, -0.20, 0, 0.25, 1, 1}},
      [MORNING] = {0x223058,
                   0x624f78,
                   0xe8a68c,
                   0x604b6e,
                   0x382f57,
                   0xffe2b4,
                   0x332c52,
                   0x1b1833,
                   {0.20, 0.115, 1, 1, 0, 0.25}},
      [DAY] = {0x1d3a60,
               0x3a597b,
               0x7a9bab,
               0x3c5771,
               0x2a405c,
               0xfff0d0,
               0x2a3f58,
               0x1a2a40,
               {0.50, 0.24, 0, 0.15, 0, 0}}}},
    {"paper",
     {[NIGHT] = {0xe3dfe6,
                 0xdcd3dc,
                 0xcdbcc8,
                 0xcabccb,
                 0xb9a9bc,
                 0xfaf5ea,
                 0xd3c3ba,
                 0xd2c0b2,
                 {0.78, -0.20, 0, 0.25, 1, 0}},
      [MORNING] = {0xf4f1ec,
                   0xf7e4dc,
                   0xf3bfb0,
                   0xe9d0c8,
                   0xd8b5a8,
                   0xee8f7c,
                   0xe4cbbb,
                   0xd8bba6,
                   {0.20, 0.115, 1, 1, 0, 0}},
      [DAY] = {0xeef4f4,
               0xe6eee6,
               0xcfe0d8,
               0xd9dfc4,
               0xc2cda8,
               0xf3b45f,
               0xe6dcc0,
               0xd9c9a6,
               {0.50, 0.24, 0, 0.15, 0, 0}}}},
};

/* From one mark to the next the mood passes over, or stays where both are the same. */
static const struct {
  double at_h;
  enum moods mood;
} marks[] = {{0, NIGHT},  {4, NIGHT},    {6.25, MORNING}, {7.5, MORNING}, {10, DAY},
             {15.5, DAY}, {18, EVENING}, {20, EVENING},   {22, NIGHT},    {24, NIGHT}};

static void apply(struct palette *p, const struct mood *mood) {
  p->sky_top = dl_rgb(mood->sky_top), p->sky_low = dl_rgb(mood->sky_low);
  p->horizon = dl_rgb(mood->horizon), p->sun = dl_rgb(mood->sun);
  p->hill_far = dl_rgb(mood->hill_far), p->hill_near = dl_rgb(mood->hill_near);
  p->ground_far = dl_rgb(mood->ground_far), p->ground_near = dl_rgb(mood->ground_near);
  p->light = mood->light;
}

static double mixed(double a, double b, double u) {
  return a + (b - a) * u;
}

static void pass(struct palette *a, const struct palette *b, double u) {
  a->sky_top = dl_blend(a->sky_top, b->sky_top, u), a->sky_low = dl_blend(a->sky_low, b->sky_low, u);
  a->horizon = dl_blend(a->horizon, b->horizon, u), a->sun = dl_blend(a->sun, b->sun, u);
  a->hill_far = dl_blend(a->hill_far, b->hill_far, u), a->hill_near = dl_blend(a->hill_near, b->hill_near, u);
  a->ground_far = dl_blend(a->ground_far, b->ground_far, u);
  a->ground_near = dl_blend(a->ground_near, b->ground_near, u);
  struct palette_light *x = &a->light;
  const struct palette_light *y = &b->light;
  x->sun_x = mixed(x->sun_x, y->sun_x, u), x->sun_height = mixed(x->sun_height, y->sun_height, u);
  x->sun = mixed(x->sun, y->sun, u), x->glow = mixed(x->glow, y->glow, u);
  x->moon = mixed(x->moon, y->moon, u), x->stars = mixed(x->stars, y->stars, u);
}

struct palette hour_palette(const struct palette *theme, double hour_h) {
  const struct moods_of *of = NULL;
  for (size_t i = 0; i < sizeof themes / sizeof themes[0]; i++)
    if (strcmp(themes[i].theme, theme->name) == 0) of = &themes[i];
  struct palette from = *theme, to = *theme;
  if (of == NULL || !isfinite(hour_h)) return from;
  double hour = fmod(fmod(hour_h, 24) + 24, 24);
  hour = floor(hour * HOUR_STEPS_A_DAY / 24 + 1e-9) * 24 / HOUR_STEPS_A_DAY;
  int i = 0;
  while (hour >= marks[i + 1].at_h && marks[i + 1].at_h < 24) i++;
  if (marks[i].mood != EVENING) apply(&from, &of->moods[marks[i].mood]);
  if (marks[i + 1].mood != EVENING) apply(&to, &of->moods[marks[i + 1].mood]);
  pass(&from, &to, ease_raised_cosine((hour - marks[i].at_h) / (marks[i + 1].at_h - marks[i].at_h)));
  return from;
}
