#include "figure_style.h"

#include <assert.h>

const char *figure_style_build_name(int build) {
  static const char *const names[FIGURE_STYLE_BUILDS] = {"slim", "medium", "broad"};
  assert(build >= 0 && build < FIGURE_STYLE_BUILDS);
  return names[build];
}

const char *figure_style_skin_name(int skin) {
  static const char *const names[FIGURE_STYLE_SKINS] = {"theme", "porcelain", "honey",
                                                        "olive", "umber",     "ebony"};
  assert(skin >= 0 && skin < FIGURE_STYLE_SKINS);
  return names[skin];
}

const char *figure_style_clothes_name(int clothes) {
  static const char *const names[FIGURE_STYLE_CLOTHES] = {"theme", "moss", "sea", "rose", "ink"};
  assert(clothes >= 0 && clothes < FIGURE_STYLE_CLOTHES);
  return names[clothes];
}

const struct skel *figure_style_skel(int build) {
  static const enum skel_build builds[FIGURE_STYLE_BUILDS] = {SKEL_SLIM, SKEL_MEDIUM, SKEL_BROAD};
  assert(build >= 0 && build < FIGURE_STYLE_BUILDS);
  return skel_build(builds[build]);
}

/* A theme lights the figure in one of three ways: bright on a dark stage, as ink on a bright one, or with the most
** contrast. Each skin and each suit of clothes is drawn for each of them. */
enum light { BRIGHT, INK, STARK, LIGHTS };

struct skin {
  unsigned body, hair, palm, face;
};

static const struct skin skins[LIGHTS][FIGURE_STYLE_SKINS - 1] = {
    [BRIGHT] = {{0xfbe2d8, 0x9a5a44, 0xd95334, 0x4a3552},
                {0xf3cd9f, 0x5d3b34, 0xc8481f, 0x4a2f3c},
                {0xe5c495, 0x43302f, 0xb23c1a, 0x402a34},
                {0xdcae84, 0x33262e, 0x9c2d14, 0x33202c},
                {0xd29d84, 0x251d2b, 0x88210f, 0x281a26}},
    [INK] = {{0x834a41, 0x5f2b20, 0xffab8c, 0xfbe6d0},
             {0x7a4820, 0x46281a, 0xffa67f, 0xfbe6d0},
             {0x5c4a24, 0x33271c, 0xff9a70, 0xfbe6d0},
             {0x512f22, 0x2b1a18, 0xff8d66, 0xfbe6d0},
             {0x33211f, 0x1d1416, 0xff8a68, 0xfbe6d0}},
    [STARK] = {{0xffeade, 0xa86a52, 0xd03a00, 0x000000},
               {0xf8d3a6, 0x8a5f4a, 0xbf3400, 0x000000},
               {0xe6c595, 0x735a46, 0xae2e00, 0x000000},
               {0xdeae84, 0x6a5048, 0x962600, 0x000000},
               {0xd9a182, 0x5c4850, 0x8a2200, 0x000000}},
};

struct clothes {
  unsigned shirt, trousers;
};

static const struct clothes clothes_of[LIGHTS][FIGURE_STYLE_CLOTHES - 1] = {
    [BRIGHT] = {{0xbcd3a6, 0x86a57c}, {0xa9d2e4, 0x78a4c4}, {0xf0bcc2, 0xd08c9c}, {0xc6c9d8, 0x9699b0}},
    [INK] = {{0x415c37, 0x2f4231}, {0x1f5a72, 0x23415c}, {0x8a3550, 0x5c2d45}, {0x33353f, 0x23252e}},
    [STARK] = {{0xc6e6ae, 0x93bb83}, {0xa8dcf5, 0x78b0d8}, {0xffc4cd, 0xe094a6}, {0xdfe1ea, 0xacb1c2}},
};

/* How far a far limb goes towards what lies behind it. */
static const double far_share[LIGHTS] = {[BRIGHT] = 0.34, [INK] = 0.34, [STARK] = 0.30};

static int brightness(struct dl_color c) {
  return 2 * c.r + 3 * c.g + c.b;
}

static enum light light_of(const struct palette *theme) {
  if (theme->high_contrast) return STARK;
  return brightness(theme->body) > brightness(theme->mat) ? BRIGHT : INK;
}

struct palette figure_style_palette(const struct palette *theme, int skin, int clothes) {
  assert(skin >= 0 && skin < FIGURE_STYLE_SKINS && clothes >= 0 && clothes < FIGURE_STYLE_CLOTHES);
  struct palette out = *theme;
  enum light light = light_of(theme);
  if (skin > 0) {
    const struct skin *s = &skins[light][skin - 1];
    out.body = dl_rgb(s->body), out.hair = dl_rgb(s->hair);
    out.palm = dl_rgb(s->palm), out.face = dl_rgb(s->face);
    out.body_far = dl_blend(out.body, out.gap, far_share[light]);
  }
  if (clothes > 0) {
    const struct clothes *c = &clothes_of[light][clothes - 1];
    out.shirt = dl_rgb(c->shirt), out.trousers = dl_rgb(c->trousers);
    out.shirt_far = dl_blend(out.shirt, out.gap, far_share[light]);
    out.trousers_far = dl_blend(out.trousers, out.gap, far_share[light]);
  }
  return out;
}
