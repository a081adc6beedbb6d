#include "stroke.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>

#include "ribbon.h"

#define CHORD_PX  0.22f
#define STEPS_MAX 10
#define STEEP                                                                                                \
  0.75f /* change of the half width per length from which a disc is wanted to close the silhouette */

/* Knot distance of the centripetal spline. */
static float knot(const struct stroke_point *a, const struct stroke_point *b) {
  float d = sqrtf(hypotf(b->x_px - a->x_px, b->y_px - a->y_px));
  return d > 1e-3f ? d : 1e-3f;
}

/* Tangent at b of the spline through a, b, c, for a parameter that runs 0…1 over a knot distance of `over`. */
static float tangent(float a, float b, float c, float ab, float bc, float over) {
  return ((b - a) / ab - (c - a) / (ab + bc) + (c - b) / bc) * over;
}

static float hermite(float p0, float m0, float p1, float m1, float u) {
  float u2 = u * u, u3 = u2 * u;
  return (2 * u3 - 3 * u2 + 1) * p0 + (u3 - 2 * u2 + u) * m0 + (3 * u2 - 2 * u3) * p1 + (u3 - u2) * m1;
}

/* The two ends of one span and its tangents: x, y, half width. */
struct span {
  float p0[3], p1[3], m0[3], m1[3];
};

static void unpack(const struct stroke_point *p, float out[3]) {
  out[0] = p->x_px, out[1] = p->y_px, out[2] = p->half_px;
}

static struct span span_of(const struct stroke *s, int i) {
  const struct stroke_point *b = &s->points[i], *c = &s->points[i + 1];
  const struct stroke_point *a = i > 0 ? b - 1 : NULL, *d = i + 2 < s->count ? c + 1 : NULL;
  struct span out;
  float pa[3], pd[3];
  unpack(b, out.p0);
  unpack(c, out.p1);
  float bc = knot(b, c), ab = a != NULL ? knot(a, b) : bc, cd = d != NULL ? knot(c, d) : bc;
  for (int k = 0; k < 3; k++) { /* beyond the ends the line goes straight on */
    pa[k] = 2 * out.p0[k] - out.p1[k];
    pd[k] = 2 * out.p1[k] - out.p0[k];
  }
  if (a != NULL) unpack(a, pa);
  if (d != NULL) unpack(d, pd);
  for (int k = 0; k < 3; k++) {
    out.m0[k] = tangent(pa[k], out.p0[k], out.p1[k], ab, bc, bc);
    out.m1[k] = tangent(out.p0[k], out.p1[k], pd[k], bc, cd, bc);
  }
  return out;
}

static struct stroke_point span_at(const struct span *s, float roundness, float u) {
  float v[3];
  for (int k = 0; k < 3; k++) {
    float straight = s->p0[k] + (s->p1[k] - s->p0[k]) * u;
    float curved = hermite(s->p0[k], s->m0[k], s->p1[k], s->m1[k], u);
    v[k] = straight + (curved - straight) * roundness;
  }
  float least = s->p0[2] < s->p1[2] ? s->p0[2] : s->p1[2];
  return (struct stroke_point){v[0], v[1], v[2] < least * 0.8f ? least * 0.8f : v[2]};
}

/* Steps of one span, so that no chord is farther from the curve or from its edges than CHORD_PX. */
static int span_steps(const struct span *s, float roundness) {
  float dev = 0;
  for (int k = 0; k < 3; k++) dev += fabsf(s->m1[k] - s->m0[k]) * 0.125f;
  int n = (int)ceilf(sqrtf(dev * roundness / CHORD_PX));
  return n < 1 ? 1 : n > STEPS_MAX ? STEPS_MAX : n;
}

static int sample(const struct stroke *stroke, int first, int last, struct stroke_point *out, int max) {
  assert(stroke->count >= 1 && stroke->count <= STROKE_POINTS_MAX && max >= 1);
  assert(first >= 0 && first <= last && last < stroke->count);
  int n = 0;
  out[n++] = stroke->points[first];
  for (int i = first; i < last; i++) {
    struct span span = span_of(stroke, i);
    int steps = span_steps(&span, stroke->roundness);
    for (int k = 1; k <= steps && n < max; k++) {
      out[n++] = span_at(&span, stroke->roundness, (float)k / (float)steps);
    }
  }
  return n;
}

int stroke_sample(const struct stroke *stroke, struct stroke_point *out, int max) {
  return sample(stroke, 0, stroke->count - 1, out, max);
}

/* Where the width changes faster than the way goes on, a band alone leaves the silhouette of its discs open. */
static void close_steep(struct dl *dl, const struct ribbon_wash *wash, const struct stroke *s,
                        float grow_px) {
  const struct stroke_point *last = NULL; /* a disc that stands close by does for this point too */
  for (int i = 0; i < s->count; i++) {
    const struct stroke_point *p = &s->points[i];
    bool steep = false;
    if (last != NULL &&
        hypotf(p->x_px - last->x_px, p->y_px - last->y_px) + p->half_px < last->half_px * 1.04f)
      continue;
    for (int k = i - 1; k <= i + 1; k += 2) {
      if (k < 0 || k >= s->count) continue;
      const struct stroke_point *q = &s->points[k];
      steep |= p->half_px - q->half_px > STEEP * hypotf(p->x_px - q->x_px, p->y_px - q->y_px);
      /* a bend seen end-on leaves its outer side to the disc */
      steep |= hypotf(p->x_px - q->x_px, p->y_px - q->y_px) < p->half_px * 0.35f;
    }
    if (!steep) continue;
    ribbon_disc(dl, wash, p->x_px, p->y_px, p->half_px + grow_px);
    last = p;
  }
}

void stroke_wash(struct dl *dl, const struct stroke *stroke, float grow_px, const struct ribbon_wash *wash) {
  struct stroke_point at[STROKE_SAMPLES_MAX];
  int n = stroke_sample(stroke, at, STROKE_SAMPLES_MAX);
  bool closes = stroke->count > 1 && !stroke->sections && (wash->first.a == 255 || dl->outlines);
  struct dl_paint paint = ribbon_paint(wash);
  struct ribbon ribbon;
  if (dl->outlines) dl_outline_begin(dl, &paint); /* band and discs are one shape */
  ribbon_begin(&ribbon, dl, wash, stroke->flat_start);
  for (int i = 0; i < n; i++) ribbon_to(&ribbon, at[i].x_px, at[i].y_px, at[i].half_px + grow_px);
  ribbon.flat_ends = false;
  ribbon_end(&ribbon);
  if (closes) close_steep(dl, wash, stroke, grow_px);
  if (dl->outlines) dl_outline_end(dl);
}

void stroke_part(struct dl *dl, const struct stroke *stroke, int first, int last, float grow_px,
                 const struct ribbon_wash *wash) {
  struct stroke_point at[STROKE_SAMPLES_MAX];
  int n = sample(stroke, first, last, at, STROKE_SAMPLES_MAX);
  struct ribbon ribbon;
  ribbon_begin(&ribbon, dl, wash, first > 0 || stroke->flat_start);
  for (int i = 0; i < n; i++) ribbon_to(&ribbon, at[i].x_px, at[i].y_px, at[i].half_px + grow_px);
  ribbon.flat_ends = last < stroke->count - 1;
  ribbon_end(&ribbon);
}

void stroke_draw(struct dl *dl, const struct stroke *stroke, float grow_px, struct dl_color color) {
  struct ribbon_wash wash = ribbon_plain(color);
  stroke_wash(dl, stroke, grow_px, &wash);
}

void stroke_group(struct dl *dl, const struct stroke *strokes, int count, float gap_px, struct dl_color gap,
                  struct dl_color color) {
  if (gap_px > 0) {
    for (int i = 0; i < count; i++) stroke_draw(dl, &strokes[i], gap_px, gap);
  }
  for (int i = 0; i < count; i++) stroke_draw(dl, &strokes[i], 0, color);
}
