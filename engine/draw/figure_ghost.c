/* The ghost of a pose: both arms as one translucent shape each. Nothing of it may lie twice over the stage, where it would
** be seen twice. A list of outlines takes each arm as one outline; in a list of triangles every digit is cut to what stands
** out of the rest of the hand. */
#include <math.h>

#include "figure_parts.h"
#include "shape.h"

#define GHOST_ROOT     0.25   /* of its opacity at the shoulder */
#define GHOST_SPREAD_M 0.027f /* half width of its knuckles as they are seen, from which fingers are apart */

#define DIGIT_SIDE    24 /* corners along one side of a digit, and round its tip */
#define DIGIT_CAP     8
#define DIGIT_CORNERS (2 * (DIGIT_SIDE + 2) + DIGIT_CAP + 1)

/* What of a ghost's hand is there already: palm and digits, each as the discs of a stroke. */
struct ghost_hand {
  struct {
    struct stroke_point at[STROKE_SAMPLES_MAX];
    int count;
    bool flat_end;
  } part[1 + PARTS_FINGERS];
  int count;
};

static void add_part(struct ghost_hand *hand, const struct stroke *stroke, bool flat_end) {
  int i = hand->count++;
  hand->part[i].count = stroke_sample(stroke, hand->part[i].at, STROKE_SAMPLES_MAX);
  hand->part[i].flat_end = flat_end;
}

static bool in_hand(const struct ghost_hand *hand, struct shape_point p) {
  for (int i = 0; i < hand->count; i++) {
    const struct stroke_point *at = hand->part[i].at;
    int n = hand->part[i].count;
    if (hand->part[i].flat_end && n > 1) {
      float dx = at[n - 1].x_px - at[n - 2].x_px, dy = at[n - 1].y_px - at[n - 2].y_px;
      if ((p.x_px - at[n - 1].x_px) * dx + (p.y_px - at[n - 1].y_px) * dy > 0) continue;
    }
    for (int k = 0; k < n; k++)
      if (hypotf(p.x_px - at[k].x_px, p.y_px - at[k].y_px) < at[k].half_px) return true;
  }
  return false;
}

/* Where a contour crosses the edge of the hand, between a corner inside it and one outside. */
static struct shape_point on_edge(const struct ghost_hand *hand, struct shape_point inside,
                                  struct shape_point outside) {
  for (int i = 0; i < 8; i++) {
    struct shape_point middle = {0.5f * (inside.x_px + outside.x_px), 0.5f * (inside.y_px + outside.y_px)};
    if (in_hand(hand, middle))
      inside = middle;
    else
      outside = middle;
  }
  return inside;
}

/* The contour of a digit from its root round the tip and back; returns how many corners. */
static int digit_contour(const struct stroke *digit, struct shape_point out[DIGIT_CORNERS]) {
  struct stroke_point at[STROKE_SAMPLES_MAX];
  int n = stroke_sample(digit, at, STROKE_SAMPLES_MAX), every = n / DIGIT_SIDE + 1, count = 0;
  if (n < 2) return 0;
  const struct stroke_point *tip = &at[n - 1], *before = &at[n - 2];
  float turn = atan2f(tip->y_px - before->y_px, tip->x_px - before->x_px);
  for (int pass = 0; pass < 2; pass++) {
    float sign = pass == 0 ? 1 : -1;
    for (int k = 0; k < n; k += every) {
      int i = pass == 0 ? k : (n - 1) / every * every - k, a = i > 0 ? i - 1 : i, b = i + 1 < n ? i + 1 : i;
      float dx = at[b].x_px - at[a].x_px, dy = at[b].y_px - at[a].y_px, d = fmaxf(hypotf(dx, dy), 1e-3f);
      float half = sign * at[i].half_px / d;
      out[count++] = (struct shape_point){at[i].x_px - dy * half, at[i].y_px + dx * half};
    }
    for (int k = 0; pass == 0 && k <= DIGIT_CAP; k++) {
      float t = turn + (float)VEC_PI * (0.5f - (float)k / DIGIT_CAP);
      out[count++] =
          (struct shape_point){tip->x_px + tip->half_px * cosf(t), tip->y_px + tip->half_px * sinf(t)};
    }
  }
  return count;
}

/* A finger that leaves the palm at its side, below the knuckles, goes round the palm's corner: that one. False where p is
** at the knuckles or beyond. */
static bool palm_corner(const struct ghost_hand *hand, struct shape_point p, struct shape_point *corner) {
  int n = hand->part[0].count;
  if (n < 2) return false;
  const struct stroke_point *end = &hand->part[0].at[n - 1];
  float dx = end->x_px - end[-1].x_px, dy = end->y_px - end[-1].y_px, d = fmaxf(hypotf(dx, dy), 1e-3f);
  float along = ((p.x_px - end->x_px) * dx + (p.y_px - end->y_px) * dy) / d;
  float aside = ((p.y_px - end->y_px) * dx - (p.x_px - end->x_px) * dy) / d;
  float half = (aside < 0 ? -end->half_px : end->half_px) / d;
  *corner = (struct shape_point){end->x_px - dy * half, end->y_px + dx * half};
  return along < -0.5f;
}

/* In a list of triangles what lies twice over the stage is seen twice: of a digit only what stands out of the rest of
** the hand is drawn, up to its very edge. */
static void ghost_digit(struct dl *dl, const struct ghost_hand *hand, const struct stroke *digit,
                        bool at_knuckles, struct dl_color color) {
  struct shape_point contour[DIGIT_CORNERS], out[DIGIT_CORNERS + 4];
  int n = digit_contour(digit, contour), first = 0, last = n - 1, count = 0;
  while (first < n && in_hand(hand, contour[first])) first++;
  while (last > first && in_hand(hand, contour[last])) last--;
  if (last - first < 2) return;
  struct shape_point p = first > 0 ? on_edge(hand, contour[first - 1], contour[first]) : contour[0];
  if (at_knuckles && palm_corner(hand, p, &out[count])) count++;
  if (first > 0) out[count++] = p;
  for (int i = first; i <= last; i++) out[count++] = contour[i];
  if (last + 1 < n) out[count++] = on_edge(hand, contour[last + 1], contour[last]);
  if (at_knuckles && palm_corner(hand, out[count - 1], &out[count])) count++;
  shape_polygon(dl, out, count, color);
}

/* A hand that is seen edge-on has its fingers behind each other: there they are one. */
static void ghost_in_triangles(struct dl *dl, const struct stroke arm[PARTS_ARM_STROKES], float scale_px,
                               const struct ribbon_wash *wash, struct dl_color color) {
  struct ghost_hand hand;
  bool spread = arm[PARTS_ARM].points[PARTS_KNUCKLE].half_px > GHOST_SPREAD_M * scale_px;
  int last = spread ? PARTS_KNUCKLE : arm[PARTS_ARM].count - 1;
  struct stroke palm = figure_piece(&arm[PARTS_ARM], 0, last);
  hand.count = 0;
  stroke_part(dl, &arm[PARTS_ARM], 0, last, 0, wash);
  add_part(&hand, &palm, spread);
  for (int i = 0; spread && i < PARTS_FINGERS; i++) {
    ghost_digit(dl, &hand, &arm[PARTS_FINGER + i], true, color);
    add_part(&hand, &arm[PARTS_FINGER + i], false);
  }
  ghost_digit(dl, &hand, &arm[PARTS_THUMB], false, color);
}

/* Faint where it leaves the body, whole from the elbow on: an arm that begins nowhere would look cut off. */
static struct ribbon_wash ghost_wash(const struct stroke *arm, struct dl_color color) {
  const struct stroke_point *from = &arm->points[0], *to = &arm->points[PARTS_ELBOW];
  struct ribbon_wash wash = ribbon_plain(color);
  if (hypotf(to->x_px - from->x_px, to->y_px - from->y_px) < 2 * from->half_px) return wash;
  wash.first = dl_fade(color, GHOST_ROOT), wash.second = color, wash.plain = false;
  wash.x0_px = from->x_px, wash.y0_px = from->y_px, wash.x1_px = to->x_px, wash.y1_px = to->y_px;
  return wash;
}

void figure_ghost_draw(struct dl *dl, const struct parts *parts, struct dl_color color) {
  for (int side = 0; side < BODY_SIDES; side++) {
    const struct stroke *arm = parts->arm[side];
    struct ribbon_wash wash = ghost_wash(&arm[PARTS_ARM], color);
    if (dl->outlines) { /* one shape with every finger */
      struct dl_paint paint = ribbon_paint(&wash);
      dl_outline_begin(dl, &paint);
      stroke_part(dl, &arm[PARTS_ARM], 0, PARTS_KNUCKLE, 0, &wash);
      stroke_part(dl, &arm[PARTS_ARM], PARTS_WRIST, PARTS_KNUCKLE, 0, &wash);
      for (int i = PARTS_THUMB; i < PARTS_ARM_STROKES; i++) stroke_wash(dl, &arm[i], 0, &wash);
      dl_outline_end(dl);
    } else {
      ghost_in_triangles(dl, arm, parts->scale_px, &wash, color);
    }
  }
}
