#include "setup_hand.h"

#include <math.h>

#include "flesh.h"
#include "ribbon.h"
#include "shape.h"
#include "stroke.h"

#define FINGERS    4
#define JOINTS     11 /* points along a finger */
#define THUMB_SEEN 6  /* from this one on the thumb is in front of the roll */
#define MEET_DEG   92.0
#define GAP_M      0.0022
#define FOREARM_M  0.125
#define NAIL_LONG  0.0058
#define NAIL_WIDE  0.0048

/* Angles round the roll: 0 on top, 90 in front, 180 below. A finger runs from its knuckle to its tip; opened, it
** stands away from the roll, most at its tip. */
struct finger {
  double x, tip_x; /* across the hand at knuckle and tip, metres */
  double knuckle_deg, tip_deg;
  double thick, thin;       /* half widths at knuckle and tip */
  double away, shorter_deg; /* how far the tip stands off, and how much less far it reaches, when opened */
};

static const struct finger fingers[FINGERS] = {
    /* little, ring, middle, index */
    {-0.0430, -0.0370, -38, 56, 0.0082, 0.0064, 0.030, 20},
    {-0.0215, -0.0185, -44, 76, 0.0093, 0.0072, 0.034, 25},
    {0.0000, 0.0000, -46, MEET_DEG - 11, 0.0096, 0.0076, 0.036, 28},
    {0.0220, 0.0195, -44, 70, 0.0094, 0.0072, 0.034, 25},
};
static const struct finger thumb = {0.0540, 0.0025, 262, MEET_DEG + 12, 0.0150, 0.0092, 0.022, -24};

static struct vec3 round_roll(const struct setup_grip *g, double x, double deg, double radius) {
  double a = vec_rad(deg);
  return vec3(x, g->axis_y + radius * cos(a), radius * sin(a));
}

/* Point s (0 knuckle … 1 tip) of a finger's bone, and its half width. */
static struct vec3 bone(const struct setup_grip *g, const struct finger *f, double s, double *half) {
  double open = g->open, tip = f->tip_deg - open * f->shorter_deg;
  *half =
      vec_lerp(f->thick, f->thin, s) * (1 + 0.05 * sin(2 * VEC_PI * s)); /* a little fuller at the joints */
  double off = open * f->away * s * s;
  double sweep = flesh_step(0, 1, s);
  return round_roll(g, vec_lerp(f->x, f->tip_x, f == &thumb ? 0.35 * s + 0.65 * sweep : s),
                    vec_lerp(f->knuckle_deg, tip, s), g->radius_m + *half * 0.92 + off);
}

static void build(const struct setup_brush *b, const struct setup_grip *g, const struct finger *f,
                  struct stroke *out) {
  struct flesh chain[JOINTS];
  for (int i = 0; i < JOINTS; i++) {
    double half;
    struct vec3 at = bone(g, f, (double)i / (JOINTS - 1), &half);
    chain[i] = flesh_ball(at, half);
  }
  flesh_stroke(b->cam, chain, JOINTS, out);
}

/* A nail on the outside of the tip, where it faces the eye. */
static void nail(const struct setup_brush *b, const struct setup_grip *g, const struct finger *f) {
  double half, before;
  struct vec3 at = bone(g, f, 0.955, &half), back = bone(g, f, 0.82, &before);
  struct vec3 along = vec3_unit(vec3_sub(at, back)), wide = vec3(1, 0, 0);
  wide = vec3_unit(vec3_mad(wide, along, -vec3_dot(wide, along)));
  struct vec3 out = vec3_cross(wide, along);
  if (vec3_dot(out, vec3_sub(at, vec3(at.x, g->axis_y, 0))) < 0) out = vec3_scale(out, -1);
  double seen = flesh_step(0.05, 0.45, vec3_dot(out, cam_towards(b->cam, at)));
  if (seen <= 0) return;
  struct vec3 on = vec3_mad(at, out, 0.85 * half);
  struct flesh_ellipse e = flesh_ellipsoid(b->cam, on, vec3_scale(along, NAIL_LONG),
                                           vec3_scale(wide, NAIL_WIDE), vec3_scale(out, 0.0008));
  struct dl_color rim = dl_blend(b->palette->body, b->palette->body_far, 0.55);
  struct dl_color plate = dl_blend(b->palette->body, b->palette->palm, 0.22);
  shape_ellipse(b->dl, e.x_px, e.y_px,
                e.rx_px + 0.0011f * (float)g->radius_m / 0.034f * cam_project(b->cam, on).scale_px,
                e.ry_px + 0.0011f * cam_project(b->cam, on).scale_px, e.angle_rad, dl_fade(rim, seen));
  shape_ellipse(b->dl, e.x_px, e.y_px, e.rx_px, e.ry_px, e.angle_rad, dl_fade(plate, seen));
}

/* Light from above: the colour of what is high and low on the hand. */
static struct ribbon_wash light(const struct setup_brush *b, const struct setup_grip *g) {
  struct cam_point high = cam_project(b->cam, round_roll(g, 0, 0, g->radius_m + 0.012));
  struct cam_point low = cam_project(b->cam, round_roll(g, 0, 150, g->radius_m + 0.012));
  return (struct ribbon_wash){.first = b->palette->body,
                              .second = dl_blend(b->palette->body, b->palette->body_far, 0.55),
                              .x0_px = high.x_px,
                              .y0_px = high.y_px,
                              .x1_px = high.x_px,
                              .y1_px = low.y_px};
}

/* A finger with a gap round it that grows out of the hand, so that no line crosses the knuckle. */
static void draw(const struct setup_brush *b, const struct stroke *stroke, int first,
                 const struct ribbon_wash *skin) {
  float gap = (float)GAP_M * cam_project(b->cam, vec3(0, 0, 0)).scale_px;
  struct ribbon_wash line = ribbon_plain(b->palette->gap);
  struct stroke grown = *stroke;
  for (int i = 0; i < grown.count; i++)
    grown.points[i].half_px += gap * (float)(1.3 * flesh_step(first, first + 3, i) - 0.3);
  stroke_part(b->dl, &grown, first > 0 ? first + 1 : 0, stroke->count - 1, 0, &line);
  stroke_part(b->dl, stroke, first, stroke->count - 1, 0, skin);
}

/* The bones of the back of the hand, one towards each finger: together they are its broad back. */
static void back_of_hand(const struct setup_brush *b, const struct setup_grip *g, struct vec3 wrist,
                         const struct ribbon_wash *skin) {
  for (int i = 0; i < FINGERS; i++) {
    const struct finger *f = &fingers[i];
    struct vec3 knuckle = round_roll(g, f->x, f->knuckle_deg, g->radius_m + 0.010);
    struct vec3 over = round_roll(g, vec_lerp(f->x, wrist.x, 0.25), f->knuckle_deg - 34, g->radius_m + 0.022);
    struct flesh chain[4] = {flesh_ball(knuckle, 0.0122), flesh_ball(over, 0.0138),
                             flesh_ball(vec3_lerp(over, wrist, 0.6), 0.0165), flesh_ball(wrist, 0.017)};
    struct stroke stroke;
    flesh_stroke(b->cam, chain, 4, &stroke);
    stroke_wash(b->dl, &stroke, 0, skin);
  }
}

void setup_hand_behind(const struct setup_brush *b, const struct setup_grip *grip) {
  double r = grip->radius_m, lift = 0.006 * grip->open;
  struct vec3 wrist = vec3(-0.012, grip->axis_y + 0.085 + lift, -r - 0.052);
  struct vec3 elbow = vec3_mad(wrist, vec3_unit(vec3(-0.30, 0.86, -0.45)), FOREARM_M);
  struct vec3 palm = round_roll(grip, -0.011, -58, r + 0.026 + lift);
  struct flesh chain[5] = {flesh_ball(palm, 0.034), flesh_ball(vec3_lerp(palm, wrist, 0.62), 0.0305),
                           flesh_ball(wrist, 0.0262), flesh_ball(vec3_lerp(wrist, elbow, 0.5), 0.0300),
                           flesh_ball(elbow, 0.0350)};
  struct stroke arm;
  flesh_stroke(b->cam, chain, 5, &arm);
  struct cam_point a = cam_project(b->cam, vec3_lerp(wrist, elbow, 0.2)), c = cam_project(b->cam, elbow);
  struct ribbon_wash skin = {
      .first = b->palette->body, .x0_px = a.x_px, .y0_px = a.y_px, .x1_px = c.x_px, .y1_px = c.y_px};
  skin.second = dl_fade(skin.first, 0); /* the arm leaves the picture softly */
  stroke_wash(b->dl, &arm, 0, &skin);
  struct ribbon_wash back = light(b, grip);
  back_of_hand(b, grip, wrist, &back);
  struct stroke whole;
  build(b, grip, &thumb, &whole);
  struct flesh ball[3] = {flesh_ball(wrist, 0.020),
                          flesh_ball(round_roll(grip, 0.030, -78, r + 0.024), 0.019),
                          flesh_ball(round_roll(grip, thumb.x, thumb.knuckle_deg, r + 0.014), 0.0155)};
  struct stroke root;
  flesh_stroke(b->cam, ball, 3, &root);
  stroke_wash(b->dl, &root, 0, &back);
  draw(b, &whole, 0, &back);
}

void setup_hand_before(const struct setup_brush *b, const struct setup_grip *grip) {
  struct ribbon_wash skin = light(b, grip);
  struct stroke stroke;
  build(b, grip, &thumb, &stroke);
  draw(b, &stroke, THUMB_SEEN, &skin);
  nail(b, grip, &thumb);
  const int order[FINGERS] = {0, 1, 3, 2}; /* the middle finger last: it is what counts */
  for (int i = 0; i < FINGERS; i++) {
    build(b, grip, &fingers[order[i]], &stroke);
    draw(b, &stroke, 0, &skin);
    nail(b, grip, &fingers[order[i]]);
  }
}

struct vec3 setup_hand_meeting(const struct setup_grip *grip) {
  return round_roll(grip, 0, MEET_DEG, grip->radius_m + 0.010);
}
