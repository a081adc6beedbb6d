#include "leaf.h"

#include <math.h>

#include "ribbon.h"
#include "vec.h"

#define STEPS     14     /* along each side */
#define WIDEST    0.235f /* half the width, in lengths */
#define HANG      0.16f  /* how far a whole bend moves the middle aside, in lengths */
#define VEIN_FROM 0.0f
#define VEIN_TO   0.82f

/* u along the midrib, side in half widths at u. */
static struct shape_point at(const struct leaf *leaf, float u, float side) {
  float swell = sinf((float)VEC_PI * powf(u, 0.82f));
  float half = WIDEST * powf(fmaxf(swell, 0), 0.9f);
  float across = side * half + leaf->bend * HANG * sinf((float)VEC_PI * u * 0.9f);
  float c = cosf(leaf->turn_rad), s = sinf(leaf->turn_rad);
  float along_px = u * leaf->length_px, across_px = across * leaf->length_px;
  return (struct shape_point){leaf->x_px + along_px * s + across_px * c,
                              leaf->y_px - along_px * c + across_px * s};
}

struct shape_point leaf_at(const struct leaf *leaf, float u) {
  return at(leaf, u, 0);
}

/* Both sides from the foot round the tip, or one side and the midrib. */
static int outline(const struct leaf *leaf, float left, float right, struct shape_point *out) {
  int count = 0;
  for (int i = 0; i <= STEPS; i++) out[count++] = at(leaf, (float)i / STEPS, left);
  for (int i = STEPS - 1; i > 0; i--) out[count++] = at(leaf, (float)i / STEPS, right);
  return count;
}

void leaf_fill(struct dl *dl, const struct leaf *leaf, struct dl_color color, struct dl_color shade,
               struct dl_color vein) {
  struct shape_point p[2 * STEPS + 2];
  shape_polygon(dl, p, outline(leaf, -1, 1, p), color);
  shape_polygon(dl, p, outline(leaf, 0, 0.94f, p), shade);
  if (vein.a == 0) return;
  struct ribbon_wash wash = ribbon_plain(vein);
  struct ribbon ribbon;
  ribbon_begin(&ribbon, dl, &wash, false);
  for (int i = 0; i <= STEPS; i++) {
    float u = VEIN_FROM + (VEIN_TO - VEIN_FROM) * (float)i / STEPS;
    struct shape_point q = at(leaf, u, 0);
    ribbon_to(&ribbon, q.x_px, q.y_px, leaf->length_px * (0.024f - 0.014f * u));
  }
  ribbon_end(&ribbon);
}

void leaf_line(struct dl *dl, const struct leaf *leaf, float line_px, struct dl_color color) {
  struct shape_point p[2 * STEPS + 3];
  int count = outline(leaf, -1, 1, p);
  p[count] = p[0];
  shape_line(dl, p, count + 1, line_px, color);
}
