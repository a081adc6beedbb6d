#include "portrait.h"

#include <math.h>

#include "figure_parts.h"
#include "ribbon.h"
#include "shape.h"
#include "vec.h"

#define TURN (2 * (float)VEC_PI)
#define EDGE 0.97f

struct face {
  struct dl *dl;
  float x, y, radius; /* of the picture */
  float tilt;         /* of the head, radians clockwise */
  float head_y;       /* below the picture's middle, radii */
};

static struct shape_point on_head(const struct face *f, float u, float v) {
  float c = cosf(f->tilt), s = sinf(f->tilt);
  return (struct shape_point){f->x + f->radius * (u * c - v * s),
                              f->y + f->radius * (f->head_y + u * s + v * c)};
}

/* A line on the head from (u0, v) to (u1, v1), bowed down by bow, thick in the middle as a brush leaves it. */
static void brush(const struct face *f, float u0, float v0, float u1, float v1, float bow, float half,
                  struct dl_color color) {
  struct ribbon_wash wash = ribbon_plain(color);
  struct ribbon ribbon;
  ribbon_begin(&ribbon, f->dl, &wash, false);
  for (int i = 0; i <= 12; i++) {
    float u = (float)i / 12, belly = 4 * u * (1 - u);
    struct shape_point p = on_head(f, u0 + (u1 - u0) * u, v0 + (v1 - v0) * u + bow * belly);
    ribbon_to(&ribbon, p.x_px, p.y_px, f->radius * half * (0.55f + 0.45f * belly));
  }
  ribbon_end(&ribbon);
}

/* From the neck over the shoulders down to the picture's edge. */
static void shoulders(const struct face *f, float ease, struct dl_color color) {
  struct shape_point p[64];
  int count = 0;
  float high = 0.26f + 0.32f * ease, wide = 0.60f + 0.22f * ease;
  for (int i = 0; i <= 40; i++) {
    float u = -1 + 2 * (float)i / 40, out = fabsf(u) / wide;
    float v = high - 0.10f + (0.16f - 0.04f * ease) * out * out +
              (out > 0.7f ? (2.3f - 1.1f * ease) * (out - 0.7f) * (out - 0.7f) : 0);
    float far = hypotf(u, v);
    if (far > EDGE) u *= EDGE / far, v *= EDGE / far;
    p[count++] = (struct shape_point){f->x + f->radius * u, f->y + f->radius * v};
  }
  float from = atan2f(p[count - 1].y_px - f->y, p[count - 1].x_px - f->x);
  float to = atan2f(p[0].y_px - f->y, p[0].x_px - f->x);
  for (int i = 1; i < 20; i++) {
    float t = from + (to - from) * (float)i / 20;
    p[count++] = (struct shape_point){f->x + f->radius * EDGE * cosf(t), f->y + f->radius * EDGE * sinf(t)};
  }
  shape_polygon(f->dl, p, count, color);
}

static void features(const struct face *f, const struct palette *p, float ease) {
  float tight = 1 - ease;
  for (int side = -1; side <= 1; side += 2) {
    float s = (float)side, eye = 0.175f;
    /* the inner ends of the brows come down and together */
    brush(f, s * (0.10f + 0.02f * ease), -0.115f + 0.014f * tight - 0.03f * ease, s * 0.27f,
          -0.115f + 0.004f * tight, -0.035f * ease - 0.008f, 0.024f, p->face);
    /* lids: squeezed flat, then resting in a bow */
    brush(f, s * (eye - 0.075f), 0.02f, s * (eye + 0.075f), 0.02f - 0.01f * tight, 0.018f + 0.05f * ease,
          0.023f, p->face);
    if (ease > 0.55f) {
      struct shape_point cheek = on_head(f, s * 0.26f, 0.15f);
      shape_glow(f->dl, cheek.x_px, cheek.y_px, f->radius * 0.11f, f->radius * 0.075f, 0,
                 dl_fade(p->palm, 0.55 * ((double)ease - 0.4)));
    }
  }
  float half = 0.085f + 0.035f * ease;
  brush(f, -half, 0.215f - 0.012f * ease, half, 0.215f + 0.004f * tight, -0.016f * tight + 0.058f * ease,
        0.025f, p->face);
}

void portrait_draw(struct dl *dl, const struct palette *palette, int feeling, float x_px, float y_px,
                   float radius_px) {
  float ease = (float)(feeling < 1 ? 0 : feeling > 5 ? 4 : feeling - 1) / 4;
  struct face f = {.dl = dl,
                   .x = x_px,
                   .y = y_px,
                   .radius = radius_px,
                   .tilt = 0.10f * ease - 0.02f,
                   .head_y = -0.13f + 0.03f * (1 - ease)};
  struct dl_color cool = dl_blend(palette->panel, palette->mat_border, 0.45);
  struct dl_color free = dl_blend(palette->panel, palette->good, 0.60);
  struct dl_color ground = dl_blend(cool, free, (double)ease);
  shape_circle(dl, x_px, y_px, radius_px, ground);
  if (!palette->high_contrast) /* whose sun is dark */
    shape_glow(dl, x_px, y_px - radius_px * 0.1f, radius_px * 0.9f, radius_px * 0.9f, 0,
               dl_fade(palette->sun, 0.10 + 0.28 * (double)ease));
  shoulders(&f, ease, dl_blend(palette->shirt, palette->gap, 0.06));
  /* neck: the higher the shoulders, the less is seen of it */
  struct shape_point chin = on_head(&f, 0, 0.2f);
  struct shape_point neck[2] = {chin, {x_px, y_px + radius_px * (0.26f + 0.28f * ease)}};
  shape_line(dl, neck, 2, radius_px * 0.27f, figure_shade(palette, palette->body, palette->body_far, 0.35));
  struct shape_point head = on_head(&f, 0, 0);
  float tilt = f.tilt;
  struct shape_point crown = on_head(&f, 0, -0.045f);
  shape_ellipse(dl, crown.x_px, crown.y_px, radius_px * 0.415f, radius_px * 0.425f, tilt, palette->hair);
  shape_ellipse(dl, head.x_px, head.y_px + radius_px * 0.045f, radius_px * 0.385f, radius_px * 0.385f, tilt,
                palette->body);
  features(&f, palette, ease);
}
