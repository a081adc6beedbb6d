/* What a player can choose about the avatar: its build, its skin, its clothes. All of it is data: a build changes the
** flesh round the same bones, skin and clothes exchange colours of a theme. Pure. */
#ifndef SUPINE_FIGURE_STYLE_H
#define SUPINE_FIGURE_STYLE_H

#include "palette.h"
#include "skel.h"

enum figure_style_build { FIGURE_STYLE_SLIM, FIGURE_STYLE_MEDIUM, FIGURE_STYLE_BROAD, FIGURE_STYLE_BUILDS };

#define FIGURE_STYLE_SKINS   6 /* 0: as the theme draws it */
#define FIGURE_STYLE_CLOTHES 5 /* 0: as the theme draws them */

/* Names as settings are stored and words are keyed. */
const char *figure_style_build_name(int build);
const char *figure_style_skin_name(int skin);
const char *figure_style_clothes_name(int clothes);

/* The skeleton of a build: the default adult's bones with other flesh. Constant, never NULL. */
const struct skel *figure_style_skel(int build);

/* A theme in the colours of that skin and those clothes; every colour keeps the theme's contrast (a test checks it). */
struct palette figure_style_palette(const struct palette *theme, int skin, int clothes);

#endif
