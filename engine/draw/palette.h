/* The colours of a theme as the drawing rooms need them; constant data. Themes themselves are listed here so that
** figure, stage and interface can never disagree. */
#ifndef SUPINE_PALETTE_H
#define SUPINE_PALETTE_H

#include <stdbool.h>

#include "dl.h"

/* What shines in the sky. Places are shares of the picture's width, and of its height above the horizon. */
struct palette_light {
  double sun_x, sun_height;
  double sun;  /* 0…1: how much of the disc is seen */
  double glow; /* 0…1: of the light round it */
  double moon, stars;
};

struct palette {
  const char *name; /* "dusk", "paper", "high-contrast" */
  bool high_contrast;
  /* sky and ground */
  struct dl_color sky_top, sky_low, horizon, hill_far, hill_near, sun, ground_far, ground_near;
  struct palette_light light;
  struct dl_color mat, mat_border, shadow;
  /* figure */
  struct dl_color body, body_far, gap, face, palm, ghost;
  struct dl_color hair, shirt, shirt_far, trousers, trousers_far;
  /* props */
  struct dl_color towel, towel_dark, towel_light, pillow, pillow_dark;
  /* marks */
  struct dl_color guide, lane_line, lane_past, lane_fill, ball, ball_glow, contact;
  /* interface */
  struct dl_color text, text_dim, panel, panel_focus, panel_text, accent, accent_text, ring, good, scrim;
};

/* All themes; *count receives how many. The first is the default. Contrast of each is checked by a test:
** text 4.5:1, figure and focus ring 3:1, high contrast 7:1 (WCAG 2.2). */
const struct palette *palette_all(int *count);

/* The theme of that name, or NULL. */
const struct palette *palette_find(const char *name);

/* WCAG 2.2 contrast ratio of two opaque colours, 1…21. */
double palette_contrast(struct dl_color a, struct dl_color b);

#endif
