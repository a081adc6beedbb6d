/* Every form is drawn in a square of −1…1, y up, turned and placed by `to`. Whatever would leave the medal's ground
** is drawn on to its edge, so that a hill ends with the ground. */
#include "emblem_form.h"

#include <math.h>

#include "leaf.h"
#include "ribbon.h"
#include "shape.h"
#include "vec.h"

#define POINTS_MAX 96
#define TURN       (2 * (float)VEC_PI)

struct place {
  const struct emblem_form_pen *pen;
  float x, y, half, c, s; /* of the form's square, in medal radii */
};

/* A point of the form's square, in medal radii, moved to the edge where it lies beyond. */
static struct shape_point to(const struct place *at, float u, float v) {
  const struct emblem_form_pen *pen = at->pen;
  float x = at->x + at->half * (u * at->c - v * at->s), y = at->y + at->half * (u * at->s + v * at->c);
  float far = hypotf(x, y);
  if (far > pen->edge) x *= pen->edge / far, y *= pen->edge / far;
  return (struct shape_point){pen->x_px + x * pen->medal_px, pen->y_px - y * pen->medal_px};
}

static float px(const struct place *at, float length) {
  return length * at->half * at->pen->medal_px;
}

struct pen_point {
  float u, v, half; /* half the width of the line here, in half squares */
};

static void draw_line(const struct place *at, const struct pen_point *p, int count, struct dl_color color) {
  struct ribbon_wash wash = ribbon_plain(color);
  struct ribbon ribbon;
  ribbon_begin(&ribbon, at->pen->dl, &wash, false);
  for (int i = 0; i < count; i++) {
    struct shape_point q = to(at, p[i].u, p[i].v);
    ribbon_to(&ribbon, q.x_px, q.y_px, fmaxf(px(at, p[i].half), 0.5f));
  }
  ribbon_end(&ribbon);
}

static void draw_round(const struct place *at, float u, float v, float radius, struct dl_color color) {
  struct shape_point p[48];
  for (int i = 0; i < 48; i++) {
    float t = TURN * (float)i / 48;
    p[i] = to(at, u + radius * cosf(t), v + radius * sinf(t));
  }
  shape_polygon(at->pen->dl, p, 48, color);
}

/* A disc of light has its brighter middle a little up and left. */
static void draw_disc(const struct place *at) {
  draw_round(at, 0, 0, 1, at->pen->shade);
  draw_round(at, -0.035f, 0.05f, 0.955f, at->pen->color);
  struct shape_point m = to(at, -0.22f, 0.28f);
  shape_glow(at->pen->dl, m.x_px, m.y_px, px(at, 0.62f), px(at, 0.62f), 0, dl_fade(at->pen->light, 0.75));
}

static void draw_ring(const struct place *at) {
  struct pen_point p[73];
  for (int i = 0; i <= 72; i++) {
    float t = TURN * (float)i / 72 + 0.9f; /* a brush that is pressed more on one side */
    p[i] = (struct pen_point){0.92f * cosf(t), 0.92f * sinf(t), 0.07f + 0.014f * sinf(t + 2.2f)};
  }
  draw_line(at, p, 73, at->pen->color);
}

static void draw_leaf(const struct place *at) {
  struct shape_point foot = to(at, 0, -1), tip = to(at, 0, 1);
  float dx = tip.x_px - foot.x_px, dy = tip.y_px - foot.y_px;
  struct leaf leaf = {foot.x_px, foot.y_px, hypotf(dx, dy), atan2f(dx, -dy), 0.35f};
  leaf_fill(at->pen->dl, &leaf, at->pen->color, at->pen->shade, at->pen->mark);
}

static void draw_drop(const struct place *at) {
  struct shape_point p[64], shade[64];
  for (int i = 0; i < 64; i++) {
    float t = TURN * (float)i / 64, side = sinf(t) * powf(fmaxf(sinf(t / 2), 0), 1.35f);
    p[i] = to(at, 0.86f * side, cosf(t));
    shade[i] = to(at, side > 0 ? 0.86f * side : -0.30f * side, cosf(t));
  }
  shape_polygon(at->pen->dl, p, 64, at->pen->color);
  shape_polygon(at->pen->dl, shade, 64, at->pen->shade);
  struct pen_point glint[9];
  for (int i = 0; i < 9; i++) {
    float t = 3.5f + 0.14f * (float)i;
    glint[i] =
        (struct pen_point){0.42f * cosf(t), -0.38f + 0.42f * sinf(t), 0.03f + 0.04f * sinf(0.39f * (float)i)};
  }
  draw_line(at, glint, 9, at->pen->light);
}

static void draw_wave(const struct place *at) {
  struct pen_point p[49];
  for (int i = 0; i <= 48; i++) {
    float u = -1 + 2 * (float)i / 48, thin = 1 - u * u * u * u;
    p[i] = (struct pen_point){u, 0.20f * sinf(u * TURN * 0.75f + 0.6f), 0.03f + 0.085f * thin};
  }
  draw_line(at, p, 49, at->pen->color);
}

/* A bow from the left over the top to the right, thickest at its top. */
static void draw_arc(const struct place *at) {
  struct pen_point p[41];
  for (int i = 0; i <= 40; i++) {
    float u = (float)i / 40, t = (float)VEC_PI * (0.98f - 0.96f * u);
    p[i] = (struct pen_point){0.92f * cosf(t), 0.92f * sinf(t) - 0.42f,
                              0.045f + 0.07f * sinf((float)VEC_PI * u)};
  }
  draw_line(at, p, 41, at->pen->color);
}

/* Five soft points: a star cut from felt. */
static void draw_star(const struct place *at) {
  struct shape_point p[11], lit[4];
  const float inset = 0.83f;
  for (int i = 0; i < 10; i++) {
    float t = TURN * (float)i / 10, r = (i & 1 ? 0.45f : 1.0f) * inset;
    p[i] = to(at, r * sinf(t), r * cosf(t));
  }
  p[10] = p[0];
  shape_polygon(at->pen->dl, p, 10, at->pen->color);
  shape_line(at->pen->dl, p, 11, px(at, 0.24f), at->pen->color);
  struct shape_point middle = to(at, 0, 0);
  for (int i = 0; i < 10; i += 2) {
    lit[0] = middle, lit[1] = p[i], lit[2] = p[i + 1];
    shape_polygon(at->pen->dl, lit, 3, at->pen->shade);
  }
}

#define BASE   (-0.03f) /* of a hill */
#define LIT_TO 0.05f    /* where the light ends there */

/* A slope that rises late and falls long: nothing in nature is even. */
static float ridge(float u) {
  float w = (u + 1) / 2, skew = powf(w, 0.86f);
  return 0.86f * powf(fmaxf(sinf((float)VEC_PI * skew), 0), 1.5f);
}

/* One hill from a foot to a foot, lit from the left; its base is the square's middle line. */
static void draw_hill(const struct place *at) {
  struct shape_point p[POINTS_MAX], shade[POINTS_MAX];
  int count = 0, dark = 0;
  for (int i = 0; i <= 40; i++) {
    float u = -1 + 2 * (float)i / 40;
    p[count++] = to(at, u, ridge(u));
  }
  for (int i = 40; i >= 0; i--) p[count++] = to(at, -1 + 2 * (float)i / 40, BASE);
  for (int i = 0; i <= 24; i++) { /* the far slope, its upper edge a little inside the ridge's */
    float u = -0.12f + 1.12f * (float)i / 24;
    shade[dark++] = to(at, u, ridge(u));
  }
  for (int i = 24; i > 0; i--) shade[dark++] = to(at, LIT_TO + (1 - LIT_TO) * (float)i / 24, BASE);
  for (int i = 0; i < 24; i++) { /* the light ends in a line that bends down to the left foot of the slope */
    float w = 1 - (float)i / 24;
    shade[dark++] =
        to(at, -0.12f + 0.42f * w + (LIT_TO + 0.12f - 0.42f) * w * w, ridge(-0.12f) * (1 - w) + BASE * w);
  }
  shape_polygon(at->pen->dl, p, count, at->pen->color);
  shape_polygon(at->pen->dl, shade, dark, at->pen->shade);
}

static void draw_moon(const struct place *at) {
  struct shape_point p[64];
  struct pen_point back[25];
  const float tip = 2.42f; /* radians from the moon's back to either tip */
  for (int i = 0; i < 32; i++) {
    float t = (float)VEC_PI - tip + 2 * tip * (float)i / 31;
    p[i] = to(at, cosf(t), sinf(t));
  }
  float tip_x = -cosf(tip), tip_y = sinf(tip), centre = 0.42f;
  /* of the bite, whose ends lie a little inside the tips: blunt, as a brush leaves them */
  float radius = hypotf(tip_x - centre, tip_y) * 0.97f, half = atan2f(tip_y, tip_x - centre) + 0.05f;
  for (int i = 0; i < 32; i++) {
    float t = half + (TURN - 2 * half) * (float)i / 31;
    p[63 - i] = to(at, centre + radius * cosf(t), radius * sinf(t));
  }
  shape_polygon(at->pen->dl, p, 64, at->pen->color);
  for (int i = 0; i <= 24; i++) { /* the night side of its back */
    float u = (float)i / 24, t = (float)VEC_PI - 1.7f + 3.4f * u;
    float thick = 0.075f * sinf((float)VEC_PI * u);
    back[i] = (struct pen_point){(1 - thick) * cosf(t), (1 - thick) * sinf(t), thick};
  }
  draw_line(at, back, 25, at->pen->shade);
}

/* The end of a rolled towel with its loose end. */
static void draw_roll(const struct place *at) {
  struct pen_point tail[9], spiral[57];
  for (int i = 0; i < 9; i++) {
    float u = (float)i / 8;
    tail[i] = (struct pen_point){-0.1f + 1.0f * u, -0.70f - 0.05f * sinf(3 * u), 0.12f - 0.02f * u};
  }
  draw_line(at, tail, 9, at->pen->shade);
  draw_round(at, -0.12f, 0, 0.82f, at->pen->shade);
  draw_round(at, -0.15f, 0.03f, 0.78f, at->pen->color);
  for (int i = 0; i <= 56; i++) {
    float u = (float)i / 56, t = -1.4f + u * TURN * 2.35f, r = 0.07f + 0.60f * u;
    spiral[i] = (struct pen_point){-0.15f + r * cosf(t), 0.03f + r * sinf(t), 0.034f + 0.018f * u};
  }
  draw_line(at, spiral, 57, at->pen->mark);
}

static void draw_bar(const struct place *at) {
  struct pen_point p[9];
  for (int i = 0; i < 9; i++) {
    float u = -0.89f + 1.78f * (float)i / 8;
    p[i] = (struct pen_point){u, 0, 0.135f + 0.015f * cosf(u * 2.4f)};
  }
  draw_line(at, p, 9, at->pen->color);
}

/* Somebody lying on the back, knees bent, one arm reaching up and back. */
static void draw_figure(const struct place *at) {
  static const struct pen_point shin[] = {
      {-0.93f, -0.34f, 0.075f}, {-0.82f, -0.33f, 0.085f}, {-0.70f, 0.0f, 0.09f}, {-0.53f, 0.30f, 0.115f}};
  static const struct pen_point thigh[] = {
      {-0.53f, 0.30f, 0.115f}, {-0.36f, 0.02f, 0.135f}, {-0.16f, -0.22f, 0.165f}};
  static const struct pen_point trunk[] = {{-0.16f, -0.22f, 0.165f},
                                           {0.02f, -0.24f, 0.15f},
                                           {0.20f, -0.19f, 0.17f},
                                           {0.38f, -0.17f, 0.165f},
                                           {0.52f, -0.19f, 0.09f}};
  static const struct pen_point arm[] = {
      {0.40f, -0.13f, 0.085f}, {0.50f, 0.12f, 0.078f}, {0.64f, 0.36f, 0.064f}, {0.74f, 0.52f, 0.07f}};
  draw_line(at, shin, 4, at->pen->color);
  draw_line(at, thigh, 3, at->pen->color);
  draw_line(at, trunk, 5, at->pen->color);
  draw_round(at, 0.74f, -0.14f, 0.2f, at->pen->color);
  draw_line(at, arm, 4, at->pen->color);
}

void emblem_form_draw(const struct emblem_form_pen *pen, const struct emblem_shape *shape) {
  static void (*const draws[EMBLEM_FORMS])(const struct place *) = {
      [EMBLEM_DISC] = draw_disc, [EMBLEM_RING] = draw_ring, [EMBLEM_LEAF] = draw_leaf,
      [EMBLEM_DROP] = draw_drop, [EMBLEM_WAVE] = draw_wave, [EMBLEM_ARC] = draw_arc,
      [EMBLEM_STAR] = draw_star, [EMBLEM_HILL] = draw_hill, [EMBLEM_MOON] = draw_moon,
      [EMBLEM_ROLL] = draw_roll, [EMBLEM_BAR] = draw_bar,   [EMBLEM_FIGURE] = draw_figure,
  };
  if ((unsigned)shape->form >= EMBLEM_FORMS || !isfinite(shape->x + shape->y + shape->size + shape->turn_deg))
    return;
  float turn = (float)vec_rad((double)shape->turn_deg);
  struct place at = {.pen = pen, .half = shape->size / 2, .c = cosf(turn), .s = sinf(turn)};
  /* the ground is the emblem's unit circle */
  at.x = shape->x * pen->edge;
  at.y = shape->y * pen->edge;
  at.half *= pen->edge;
  draws[shape->form](&at);
}
