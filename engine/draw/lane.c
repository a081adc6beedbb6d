#include "lane.h"

#include <math.h>
#include <stddef.h>

#include "shape.h"
#include "vec.h"

#define CREST_SHARE   0.16f /* of the lane's height: where a full lung's line runs */
#define TROUGH_SHARE  0.60f /* and an empty one's */
#define EDGE_SHARE    0.10f /* of the width: over this the line fades out at either end */
#define PAST_STRENGTH 0.72
#define AFTERGLOW_S   2.0   /* the line cools down over this behind the ball */
#define BLOOM_S       1.1   /* a ring opens where a mark is passed */
#define DIM_S         0.6   /* a word dims when the next one begins */
#define FILL_MIDDLE   0.45f /* of the way down from the crest: there the fill has */
#define FILL_HALF     0.60  /* of its strength left */
#define EDGE_PIECES   5     /* in which a strand fades at either end */
#define GLOW_LEAST    2.0f  /* widths of the line from which on a soft strand is more than a thin line */

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

/* Fullness at a moment, between samples a straight line. */
static double level_at(const struct lane *lane, double t_s) {
  double at = (t_s + lane->past_s) / (lane->past_s + lane->ahead_s) * (lane->count - 1);
  int i = (int)vec_clamp(floor(at), 0, lane->count - 2);
  double u = vec_clamp(at - i, 0, 1);
  return (double)lane->level[i] + ((double)lane->level[i + 1] - (double)lane->level[i]) * u;
}

static double t_of(const struct lane_frame *f, float x) {
  return (double)((x - f->now_x) / f->per_s);
}

/* What lies under the line fades towards the bottom by its height in the lane, wherever the line is. Soft at the top
** because the line itself covers its edge. */
struct fill {
  float top_px, middle_px, bottom_px;
};

static struct fill fill_of(const struct lane *lane) {
  float top = y_of(lane, 1), bottom = lane->rect.y_px + lane->rect.h_px;
  return (struct fill){top, roundf(top + (bottom - top) * FILL_MIDDLE), roundf(bottom)};
}

static double fill_strength(const struct fill *fill, float y) {
  double above = (double)((fill->middle_px - y) / (fill->middle_px - fill->top_px));
  double below = (double)((fill->bottom_px - y) / (fill->bottom_px - fill->middle_px));
  return y < fill->middle_px ? FILL_HALF + (1 - FILL_HALF) * above : FILL_HALF * below;
}

static void fill_below(struct dl *dl, const struct lane_frame *f, struct dl_color color) {
  const struct lane *lane = f->lane;
  struct fill fill = fill_of(lane);
  int last = -1;
  for (int k = 0; k < lane->count + 2; k += 3) { /* the line covers the chords' tops */
    int i = k < lane->count ? k : lane->count - 1;
    double t = -lane->past_s + (lane->past_s + lane->ahead_s) * i / (lane->count - 1);
    float x = x_of(f, t), y = y_of(lane, (double)lane->level[i]), middle = fmaxf(y, fill.middle_px);
    double strength = edge(lane, x) * (t < 0 ? PAST_STRENGTH : 1);
    int at = dl_vertex(dl, x, y, dl_fade(color, strength * fill_strength(&fill, y)));
    dl_vertex(dl, x, middle, dl_fade(color, strength * fill_strength(&fill, middle)));
    dl_vertex(dl, x, fill.bottom_px, dl_fade(color, 0));
    for (int part = 0; last >= 0 && at >= 0 && part < 2; part++) {
      dl_triangle(dl, last + part, at + part, last + part + 1);
      dl_triangle(dl, at + part, at + part + 1, last + part + 1);
    }
    last = at;
  }
}

/* ---- strands ------------------------------------------------------------------------------------------- */

struct strand {
  double spread;   /* of its waves, relative to the line's */
  float width;     /* where the lungs are half full, in widths of the line */
  double swell;    /* share by which it is wider when they are full, narrower when they are empty */
  double strength; /* of its colour */
  bool soft;       /* bright along its middle only */
  int steps;       /* sections over the lane's width */
};

/* The colour at x, on the past's side or on that of what comes. */
static struct dl_color strand_color(const struct lane_frame *f, const struct palette *palette,
                                    double strength, float x, bool past) {
  struct dl_color color = palette->lane_line;
  if (past) {
    double age = vec_clamp(-t_of(f, x) / AFTERGLOW_S, 0, 1);
    color = dl_blend(dl_blend(palette->lane_line, palette->lane_past, 0.35), palette->lane_past, age);
  }
  return dl_fade(color, strength * edge(f->lane, x));
}

/* One section across the strand: its outer edges are clear, its core has the colour. Returns the first of the four
** vertices (of a soft one the two of the core lie on each other). */
static int strand_section(struct dl *dl, const struct lane_frame *f, const struct palette *palette,
                          const struct strand *strand, float x, bool past) {
  const struct lane *lane = f->lane;
  float dx = lane->rect.w_px / (float)strand->steps * 0.5f;
  double level = vec_clamp(level_at(lane, t_of(f, x)), 0, 1);
  float y = y_of(lane, 0.5 + (level - 0.5) * strand->spread);
  float rise = (float)strand->spread *
               (y_of(lane, level_at(lane, t_of(f, x + dx))) - y_of(lane, level_at(lane, t_of(f, x - dx))));
  float n = hypotf(2 * dx, rise), nx = -rise / n, ny = 2 * dx / n;
  float half = strand->width * f->line_px * 0.5f * (float)(1 + strand->swell * (2 * level - 1));
  float core = strand->soft ? 0 : fmaxf(half - SHAPE_FEATHER_PX * 0.5f, 0);
  float outer = strand->soft ? fmaxf(half, 1) : core + SHAPE_FEATHER_PX;
  struct dl_color color = strand_color(f, palette, strand->strength, x, past), clear = dl_fade(color, 0);
  int first = dl_vertex(dl, x - nx * outer, y - ny * outer, clear);
  dl_vertex(dl, x - nx * core, y - ny * core, color);
  dl_vertex(dl, x + nx * core, y + ny * core, color);
  dl_vertex(dl, x + nx * outer, y + ny * outer, clear);
  return first;
}

static void strand_side(struct dl *dl, const struct lane_frame *f, const struct palette *palette,
                        const struct strand *strand, bool past) {
  float left = f->lane->rect.x_px, right = left + f->lane->rect.w_px;
  float from = past ? left : f->now_x, to = past ? f->now_x : right;
  int steps = (int)ceilf((to - from) / f->lane->rect.w_px * (float)strand->steps), last = -1;
  for (int i = 0; i <= steps && to > from; i++) {
    float x = from + (to - from) * (float)i / (float)steps;
    int at = strand_section(dl, f, palette, strand, x, past);
    for (int k = 0; last >= 0 && at >= 0 && k < 3; k++) {
      if (strand->soft && k == 1) continue;
      dl_triangle(dl, last + k, at + k, last + k + 1);
      dl_triangle(dl, at + k, at + k + 1, last + k + 1);
    }
    last = at;
  }
}

/* Colours change along the lane faster than one paint can tell, so that a strand becomes pieces that meet at whole
** pixels, where no seam shows. */
struct borders {
  float x[2 * EDGE_PIECES + 5];
  int count;
};

static void add_border(struct borders *borders, float x) {
  x = roundf(x);
  if (borders->count == 0 || x > borders->x[borders->count - 1]) borders->x[borders->count++] = x;
}

/* Now is one of them; of the afterglow only its end. */
static struct borders borders_of(const struct lane_frame *f) {
  const struct lane *lane = f->lane;
  struct borders borders = {.count = 0};
  float left = lane->rect.x_px, right = left + lane->rect.w_px, reach = lane->rect.w_px * EDGE_SHARE;
  float cooled = x_of(f, -AFTERGLOW_S);
  for (int i = 0; i <= EDGE_PIECES; i++) {
    float x = left + reach * (float)i / (float)EDGE_PIECES;
    if (x < f->now_x) add_border(&borders, x);
  }
  if (cooled > left + reach) add_border(&borders, cooled);
  add_border(&borders, f->now_x);
  for (int i = EDGE_PIECES; i >= 0; i--) add_border(&borders, right - reach * (float)i / (float)EDGE_PIECES);
  return borders;
}

/* A strand between two borders as one outline, its colour linear from one to the other. A thin soft one is as strong
** as an even one of half its width: finer than a pixel shows. */
static void strand_piece(struct dl *dl, const struct lane_frame *f, const struct palette *palette,
                         const struct strand *strand, float x0, float x1) {
  const struct lane *lane = f->lane;
  bool past = (x0 + x1) / 2 < f->now_x;
  const struct dl_paint paint = {.first = strand_color(f, palette, strand->strength, x0, past),
                                 .second = strand_color(f, palette, strand->strength, x1, past),
                                 .x0_px = x0,
                                 .x1_px = x1};
  float step = lane->rect.w_px / (float)strand->steps;
  int steps = (int)ceilf((x1 - x0) / step);
  dl_outline_begin(dl, &paint);
  for (int i = 0; i <= steps; i++) {
    float x = x0 + (x1 - x0) * (float)i / (float)steps;
    double level = vec_clamp(level_at(lane, t_of(f, x)), 0, 1);
    float y = y_of(lane, 0.5 + (level - 0.5) * strand->spread);
    float rise = (float)strand->spread * (y_of(lane, level_at(lane, t_of(f, x + step * 0.5f))) -
                                          y_of(lane, level_at(lane, t_of(f, x - step * 0.5f))));
    float half = strand->width * f->line_px * 0.5f * (float)(1 + strand->swell * (2 * level - 1));
    half *= (strand->soft ? 0.5f : 1) * sqrtf(1 + rise * rise / (step * step)); /* measured upright */
    dl_outline_to(dl, x, y - half);
    dl_outline_return(dl, x, y + half);
  }
  dl_outline_close(dl);
  dl_outline_end(dl);
}

static void strand_draw(struct dl *dl, const struct lane_frame *f, const struct palette *palette,
                        const struct strand *strand) {
  if (!dl->outlines || (strand->soft && strand->width > GLOW_LEAST)) {
    strand_side(dl, f, palette, strand, true);
    strand_side(dl, f, palette, strand, false);
    return;
  }
  struct borders borders = borders_of(f);
  for (int i = 0; i + 1 < borders.count; i++)
    strand_piece(dl, f, palette, strand, borders.x[i], borders.x[i + 1]);
}

/* ---- buds, ball, words --------------------------------------------------------------------------------- */

/* A bud where a word will happen; passed, a ring opens and fades. */
static void buds(struct dl *dl, const struct lane_frame *f, const struct palette *palette) {
  const struct lane *lane = f->lane;
  for (int i = 0; i < lane->mark_count; i++) {
    double t = lane->marks[i].t_s;
    float x = x_of(f, t), y = y_of(lane, level_at(lane, t)), r = f->line_px * 1.25f;
    double strength = edge(lane, x), open = vec_clamp(-t / BLOOM_S, 0, 1);
    if (strength <= 0) continue;
    struct dl_color color = dl_blend(palette->lane_line, palette->lane_past, t < 0 ? open : 0);
    shape_circle(dl, x, y, r, dl_fade(color, strength));
    if (t >= 0 || open >= 1 || lane->quiet) continue;
    shape_arc(dl, x, y, r * (float)(2 + 3.2 * open), fmaxf(f->line_px * 0.4f, 1.2f), 0, 1,
              dl_fade(palette->lane_line, strength * 0.7 * (1 - open) * fmin(open * 8, 1)));
  }
}

static void ball(struct dl *dl, const struct lane_frame *f, const struct palette *palette) {
  double level = vec_clamp(f->lane->level_now, 0, 1);
  float x = f->now_x, y = y_of(f->lane, level), r = f->line_px * 3.0f;
  float glow = r * (2.7f + 0.9f * (float)level); /* swells with the lungs */
  shape_glow(dl, x, y, glow, glow, 0, palette->ball_glow);
  shape_arc(dl, x, y, r * (1.42f + 0.30f * (float)level), fmaxf(f->line_px * 0.42f, 1.2f), 0, 1,
            dl_fade(palette->ball, 0.55));
  shape_circle(dl, x, y, r * 1.24f, dl_blend(palette->ground_near, palette->lane_line, 0.25));
  shape_circle(dl, x, y, r, palette->ball);
}

/* A word is bright from the moment it comes into view until the next one has begun. */
static struct dl_color word_color(const struct lane *lane, const struct palette *palette, int i) {
  if (i + 1 >= lane->mark_count) return palette->text;
  return dl_blend(palette->text, palette->text_dim, vec_clamp(-lane->marks[i + 1].t_s / DIM_S, 0, 1));
}

/* Words in the order of time. One that would run into the word before it waits until that one has left. */
static void words(struct dl *dl, const struct lane_frame *f, const struct palette *palette) {
  const struct lane *lane = f->lane;
  float em = lane->text_px, lead = em * 0.05f, pad = em * 0.5f, fade = em * 1.6f;
  float left = lane->rect.x_px + pad, right = lane->rect.x_px + lane->rect.w_px - pad;
  float base = lane->rect.y_px + lane->rect.h_px - em * 0.62f;
  float taken = -INFINITY, taken_from = -INFINITY; /* the last word that stands, and its start */
  for (int i = 0; i < lane->mark_count; i++) {
    const struct lane_mark *mark = &lane->marks[i];
    float x = x_of(f, mark->t_s), end = x + lead + mark->text_w_px;
    float room = fminf(x - left, right - end);
    if (x < taken + em * 0.7f) room = fminf(room, left - taken_from);
    double strength = vec_clamp((double)(room / fade), 0, 1);
    if (x >= taken + em * 0.7f) taken = end, taken_from = x;
    if (strength <= 0 || !(end > x)) continue;
    float line_y = y_of(lane, level_at(lane, mark->t_s)), stem = base - em * 0.92f;
    struct shape_point p[2] = {{x, line_y + f->line_px * 2.2f}, {x, stem}};
    if (p[1].y_px - p[0].y_px > f->line_px)
      shape_line(dl, p, 2, fmaxf(f->line_px * 0.28f, 1.0f), dl_fade(palette->lane_past, 0.7 * strength));
    dl_text(dl, x + lead, base, em, DL_MEDIUM, dl_fade(word_color(lane, palette, i), strength), mark->text);
  }
}

void lane_ball(const struct lane *lane, float *x_px, float *y_px) {
  double span = lane->past_s + lane->ahead_s;
  *x_px = lane->rect.x_px + lane->rect.w_px * (float)(span > 0 ? lane->past_s / span : 0);
  *y_px = y_of(lane, lane->level_now);
}

void lane_draw(struct dl *dl, const struct lane *lane, const struct palette *palette) {
  static const struct strand strands[] = {{0.30, 0.70f, 0, 0.55, true, 48},
                                          {0.66, 0.80f, 0, 0.70, true, 64},
                                          {1, 5.2f, 0.25, 0.30, true, 64},
                                          {1, 1.0f, 0.32, 1, false, 112}};
  double span = lane->past_s + lane->ahead_s;
  if (lane->count < 2 || !(span > 0) || !(lane->rect.w_px > 0) || !(lane->rect.h_px > 0)) return;
  struct lane_frame f = {.lane = lane, .per_s = lane->rect.w_px / (float)span};
  f.now_x = lane->rect.x_px + (float)lane->past_s * f.per_s;
  f.line_px = fmaxf(lane->rect.h_px * 0.034f, 2.0f);
  fill_below(dl, &f, palette->lane_fill);
  for (size_t i = 0; i < sizeof strands / sizeof strands[0]; i++) strand_draw(dl, &f, palette, &strands[i]);
  buds(dl, &f, palette);
  ball(dl, &f, palette);
  words(dl, &f, palette);
}
