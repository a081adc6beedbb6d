#include "lane.h"

#include <math.h>

#include "ribbon.h"
#include "shape.h"
#include "vec.h"

#define CREST_SHARE   0.16f /* of the lane's height: where a full lung's line runs */
#define TROUGH_SHARE  0.60f /* and an empty one's */
#define EDGE_SHARE    0.10f /* of the width: over this the line fades out at either end */
#define PAST_STRENGTH 0.72

struct lane_frame {
  const struct lane *lane;
  float per_s, now_x, line_px;
};

static float x_of(const struct lane_frame *f, double t_s) {
  return f->now_x + (float)t_s * f->per_s;
}

static float y_of(const struct lane *lane, double level) {
  float crest = lane->rect.y_px + lane->rect.h_px * CREST_SHARE;
  float trough = lane->rect.y_px + lane->rect.h_px * TROUGH_SHARE;
  return trough + (crest - trough) * (float)vec_clamp(level, 0, 1);
}

/* Strength of what stands at x: nothing at the ends of the lane, whole inside. */
static double edge(const struct lane *lane, float x) {
  float reach = lane->rect.w_px * EDGE_SHARE;
  float inside = fminf(x - lane->rect.x_px, lane->rect.x_px + lane->rect.w_px - x);
  double u = vec_clamp((double)(inside / reach), 0, 1);
  return u * u * (3 - 2 * u);
}

static double sample_t(const struct lane *lane, int i) {
  return -lane->past_s + (lane->past_s + lane->ahead_s) * i / (lane->count - 1);
}

/* What lies under the line, fading towards the bottom. Soft at the top because the line itself covers its edge. */
static void fill_below(struct dl *dl, const struct lane_frame *f, const struct palette *palette) {
  const struct lane *lane = f->lane;
  float bottom = lane->rect.y_px + lane->rect.h_px;
  int last_top = -1, last_middle = -1, last_low = -1;
  for (int k = 0; k < lane->count + 2; k += 3) { /* the line covers the chords' tops */
    int i = k < lane->count ? k : lane->count - 1;
    double t = sample_t(lane, i);
    float x = x_of(f, t), y = y_of(lane, (double)lane->level[i]);
    double strength = edge(lane, x) * (t < 0 ? PAST_STRENGTH : 1);
    int top = dl_vertex(dl, x, y, dl_fade(palette->lane_fill, strength));
    int middle = dl_vertex(dl, x, y + (bottom - y) * 0.45f, dl_fade(palette->lane_fill, strength * 0.42));
    int low = dl_vertex(dl, x, bottom, dl_fade(palette->lane_fill, 0));
    if (k > 0) {
      dl_triangle(dl, last_top, top, last_middle);
      dl_triangle(dl, top, middle, last_middle);
      dl_triangle(dl, last_middle, middle, last_low);
      dl_triangle(dl, middle, low, last_low);
    }
    last_top = top, last_middle = middle, last_low = low;
  }
}

/* A part of the line, from_s to to_s; both its ends lie on the samples' line or at the ball. */
static void line_part(struct dl *dl, const struct lane_frame *f, bool past, struct dl_color color,
                      float width_px) {
  const struct lane *lane = f->lane;
  struct ribbon ribbon;
  struct ribbon_wash wash = ribbon_plain(color);
  ribbon_begin(&ribbon, dl, &wash, true);
  if (!past) ribbon_to(&ribbon, f->now_x, y_of(lane, lane->level_now), width_px * 0.5f);
  float least = f->line_px * 1.8f, last_x = -INFINITY; /* closer samples add corners and nothing to see */
  for (int i = 0; i < lane->count; i++) {
    double t = sample_t(lane, i);
    if (past ? t >= 0 : t <= 0) continue;
    float x = x_of(f, t);
    if (x - last_x < least || fabsf(x - f->now_x) < least * 0.5f) continue;
    last_x = x;
    ribbon.wash.first = dl_fade(color, edge(lane, x));
    ribbon_to(&ribbon, x, y_of(lane, (double)lane->level[i]), width_px * 0.5f);
  }
  if (past) ribbon_to(&ribbon, f->now_x, y_of(lane, lane->level_now), width_px * 0.5f);
  ribbon_end(&ribbon);
}

static void ball(struct dl *dl, const struct lane_frame *f, const struct palette *palette) {
  float x = f->now_x, y = y_of(f->lane, f->lane->level_now), r = f->line_px * 3.1f;
  float glow = r * (2.7f + 0.5f * (float)vec_clamp(f->lane->level_now, 0, 1)); /* swells with the lungs */
  shape_glow(dl, x, y, glow, glow, 0, palette->ball_glow);
  shape_circle(dl, x, y, r * 1.28f, dl_blend(palette->ground_near, palette->lane_line, 0.25));
  shape_circle(dl, x, y, r, palette->ball);
}

/* Words in the order of time. One that would run into the word before it waits until that one has left. */
static void words(struct dl *dl, const struct lane_frame *f, const struct palette *palette) {
  const struct lane *lane = f->lane;
  float em = lane->text_px, dot = em * 0.16f, lead = em * 0.62f, pad = em * 0.5f, fade = em * 1.6f;
  float left = lane->rect.x_px + pad, right = lane->rect.x_px + lane->rect.w_px - pad;
  float base = lane->rect.y_px + lane->rect.h_px - em * 0.62f;
  float taken = -INFINITY, taken_from = -INFINITY; /* the last word that stands, and its start */
  for (int i = 0; i < lane->mark_count; i++) {
    const struct lane_mark *mark = &lane->marks[i];
    float x = x_of(f, mark->t_s), end = x + lead + mark->text_w_px;
    float room = fminf(x - dot - left, right - end);
    if (x < taken + em * 0.7f) room = fminf(room, left - taken_from);
    double strength = vec_clamp((double)(room / fade), 0, 1);
    if (x >= taken + em * 0.7f) taken = end, taken_from = x - dot;
    if (strength <= 0 || !(end > x)) continue;
    struct dl_color color = mark->t_s < 0 ? palette->text_dim : palette->text;
    shape_circle(dl, x, base - em * 0.34f, dot,
                 dl_fade(mark->t_s < 0 ? palette->lane_past : palette->lane_line, strength));
    dl_text(dl, x + lead, base, em, DL_MEDIUM, dl_fade(color, strength), mark->text);
  }
}

void lane_draw(struct dl *dl, const struct lane *lane, const struct palette *palette) {
  double span = lane->past_s + lane->ahead_s;
  if (lane->count < 2 || !(span > 0) || !(lane->rect.w_px > 0) || !(lane->rect.h_px > 0)) return;
  struct lane_frame f = {.lane = lane, .per_s = lane->rect.w_px / (float)span};
  f.now_x = lane->rect.x_px + (float)lane->past_s * f.per_s;
  f.line_px = fmaxf(lane->rect.h_px * 0.034f, 2.0f);
  fill_below(dl, &f, palette);
  line_part(dl, &f, true, palette->lane_past, f.line_px * 0.8f);
  line_part(dl, &f, false, palette->lane_line, f.line_px);
  ball(dl, &f, palette);
  words(dl, &f, palette);
}
