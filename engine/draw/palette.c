#include "palette.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#define RGB(hex)                                                                                             \
  { ((hex) >> 16) & 255, ((hex) >> 8) & 255, (hex)&255, 255 }
#define RGBA(hex, alpha)                                                                                     \
  { ((hex) >> 16) & 255, ((hex) >> 8) & 255, (hex)&255, (alpha) }

static const struct palette themes[] = {
    {
        .name = "dusk",
        .sky_top = RGB(0x171a36),
        .sky_low = RGB(0x54406a),
        .horizon = RGB(0xd98a72),
        .hill_far = RGB(0x594668),
        .hill_near = RGB(0x30284d),
        .sun = RGB(0xffd9a0),
        .ground_far = RGB(0x2c2549),
        .ground_near = RGB(0x17142d),
        .light = {0.70, 0.135, 1, 1, 0, 1},
        .mat = RGB(0x46407c),
        .mat_border = RGB(0x6a61a6),
        .shadow = RGBA(0x0b0920, 190),
        .body = RGB(0xfdeedd),
        .body_far = RGB(0xc0a2a5),
        .gap = RGB(0x261f43),
        .face = RGB(0x4a3552),
        .palm = RGB(0xe05c39),
        .ghost = RGB(0xffe0b8),
        .hair = RGB(0x7a4f55),
        .shirt = RGB(0xd9cdf0),
        .shirt_far = RGB(0x93849f),
        .trousers = RGB(0xa59bd6),
        .trousers_far = RGB(0x6f669c),
        .towel = RGB(0x5fb8ad),
        .towel_dark = RGB(0x2f7f7c),
        .towel_light = RGB(0xa5e0d3),
        .pillow = RGB(0xf0b694),
        .pillow_dark = RGB(0xb9775f),
        .guide = RGB(0xffd58a),
        .lane_line = RGB(0xffd58a),
        .lane_past = RGB(0x9a7f70),
        .lane_fill = RGBA(0xd6a878, 96),
        .ball = RGB(0xfff4e0),
        .ball_glow = RGBA(0xffd58a, 190),
        .contact = RGB(0x8fe3c8),
        .text = RGB(0xfff1e0),
        .text_dim = RGB(0xc3b3c9),
        .panel = RGB(0x373154),
        .panel_focus = RGB(0xffd58a),
        .panel_text = RGB(0xfff1e0),
        .accent = RGB(0xffd58a),
        .accent_text = RGB(0x1c1836),
        .ring = RGB(0xfff1e0),
        .good = RGB(0x6cc9ba),
        .scrim = RGBA(0x100d24, 200),
    },
    {
        .name = "paper",
        .sky_top = RGB(0xf9f3e5),
        .sky_low = RGB(0xf6e6cb),
        .horizon = RGB(0xf4c9a6),
        .hill_far = RGB(0xeed7b6),
        .hill_near = RGB(0xdfbf97),
        .sun = RGB(0xe98267),
        .ground_far = RGB(0xe8d2ad),
        .ground_near = RGB(0xdcc096),
        .light = {0.70, 0.135, 1, 1, 0, 0},
        .mat = RGB(0xcfae80),
        .mat_border = RGB(0xb8925f),
        .shadow = RGBA(0x5b3d20, 150),
        .body = RGB(0x2c3348),
        .body_far = RGB(0x777489),
        .gap = RGB(0xf7e9d0),
        .face = RGB(0xf5d9bd),
        .palm = RGB(0xff8a68),
        .ghost = RGB(0x9a4a3a),
        .hair = RGB(0x77443b),
        .shirt = RGB(0x3f4d70),
        .shirt_far = RGB(0x80829a),
        .trousers = RGB(0x3d3a58),
        .trousers_far = RGB(0x7a7890),
        .towel = RGB(0x3f988e),
        .towel_dark = RGB(0x22645f),
        .towel_light = RGB(0x86c8bb),
        .pillow = RGB(0xe09672),
        .pillow_dark = RGB(0xa95f43),
        .guide = RGB(0xb4452f),
        .lane_line = RGB(0xb4452f),
        .lane_past = RGB(0xb98f78),
        .lane_fill = RGBA(0xc9694e, 90),
        .ball = RGB(0x2c3348),
        .ball_glow = RGBA(0xd9593f, 150),
        .contact = RGB(0x1f7a70),
        .text = RGB(0x2a3046),
        .text_dim = RGB(0x544952),
        .panel = RGB(0xe9d7b6),
        .panel_focus = RGB(0xb4452f),
        .panel_text = RGB(0x2a3046),
        .accent = RGB(0xb4452f),
        .accent_text = RGB(0xfffaf0),
        .ring = RGB(0x2a3046),
        .good = RGB(0x26786f),
        .scrim = RGBA(0xf6ead2, 214),
    },
    {
        .name = "high-contrast",
        .high_contrast = true,
        .sky_top = RGB(0x000000),
        .sky_low = RGB(0x05060c),
        .horizon = RGB(0x0a0c16),
        .hill_far = RGB(0x0b0d18),
        .hill_near = RGB(0x07080f),
        .sun = RGB(0x1a1d2c),
        .ground_far = RGB(0x06070d),
        .ground_near = RGB(0x000000),
        .light = {0.70, 0.135, 1, 1, 0, 0},
        .mat = RGB(0x14182a),
        .mat_border = RGB(0x8e9ac2),
        .shadow = RGBA(0x000000, 220),
        .body = RGB(0xffffff),
        .body_far = RGB(0xb2b9cc),
        .gap = RGB(0x000000),
        .face = RGB(0x000000),
        .palm = RGB(0xd03a00),
        .ghost = RGB(0xffe14d),
        .hair = RGB(0x7d88ad),
        .shirt = RGB(0xe4e8f6),
        .shirt_far = RGB(0x9aa3ba),
        .trousers = RGB(0xb9c4ea),
        .trousers_far = RGB(0x858fb0),
        .towel = RGB(0x2fc9b8),
        .towel_dark = RGB(0x0c6f66),
        .towel_light = RGB(0x9ff5ea),
        .pillow = RGB(0xe8a07c),
        .pillow_dark = RGB(0x9a5a3c),
        .guide = RGB(0xffe14d),
        .lane_line = RGB(0xffe14d),
        .lane_past = RGB(0xa9a179),
        .lane_fill = RGBA(0xffe14d, 34),
        .ball = RGB(0xffffff),
        .ball_glow = RGBA(0xffe14d, 120),
        .contact = RGB(0x6dffdf),
        .text = RGB(0xffffff),
        .text_dim = RGB(0xd5d9e6),
        .panel = RGB(0x10131f),
        .panel_focus = RGB(0xffe14d),
        .panel_text = RGB(0xffffff),
        .accent = RGB(0xffe14d),
        .accent_text = RGB(0x000000),
        .ring = RGB(0xffffff),
        .good = RGB(0x6dffdf),
        .scrim = RGBA(0x000000, 230),
    },
};

const struct palette *palette_all(int *count) {
  *count = (int)(sizeof themes / sizeof themes[0]);
  return themes;
}

const struct palette *palette_find(const char *name) {
  int count;
  const struct palette *all = palette_all(&count);
  for (int i = 0; name != NULL && i < count; i++) {
    if (strcmp(all[i].name, name) == 0) return &all[i];
  }
  return NULL;
}

static double linear(uint8_t byte) {
  double v = byte / 255.0;
  return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double luminance(struct dl_color c) {
  return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

double palette_contrast(struct dl_color a, struct dl_color b) {
  double la = luminance(a) + 0.05, lb = luminance(b) + 0.05;
  return la > lb ? la / lb : lb / la;
}
