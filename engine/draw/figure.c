/* Order of drawing: far limbs in the far tone; the gap round everything near; trunk and head; legs and arms, each
** with a gap of its own that grows out of the joint, so that no edge of it begins abruptly. */
#include "figure.h"

#include <math.h>
#include <stddef.h>

#include "figure_parts.h"

#define FAR_M        0.07   /* a shoulder this much behind the chest is drawn behind the body */
#define GAP_M        0.0085 /* a good gap, in metres at the chest */
#define GAP_LEAST_PX 1.6
#define SHADE        0.36 /* how far the underside goes towards the far tone */
#define SHADE_TOP_M  0.30 /* height from which the light is full */

void figure_parts(const struct cam *cam, const struct skel *skel, const struct pose *pose,
                  struct parts *out) {
  figure_torso_build(cam, skel, pose, out);
  figure_head_build(cam, skel, pose, out);
  struct cam_point l = cam_project(cam, pose->joint[SKEL_SHOULDER_L]);
  struct cam_point r = cam_project(cam, pose->joint[SKEL_SHOULDER_R]);
  for (int side = 0; side < BODY_SIDES; side++) {
    figure_leg_build(cam, skel, pose, side, out->leg[side]);
    figure_arm_build(cam, skel, pose, side, out->arm[side]);
    double half = 0.5 * (double)(l.depth_m - r.depth_m);
    out->far[side] = side == BODY_LEFT ? half : -half;
  }
  out->scale_px = cam_project(cam, pose->joint[SKEL_CHEST]).scale_px;
}

struct dl_color figure_shade(const struct palette *palette, struct dl_color lit, struct dl_color far_tone,
                             double u) {
  static const struct dl_color darkness = {10, 12, 24, 255};
  bool ink =
      palette->body.r + palette->body.g + palette->body.b < palette->mat.r + palette->mat.g + palette->mat.b;
  return dl_blend(lit, ink ? darkness : far_tone, ink ? 0.8 * u : u);
}

/* Light from above: full at SHADE_TOP_M, a little of the far tone at the surface. Seen from above it is even. */
static struct ribbon_wash light(const struct cam *cam, const struct pose *pose, struct dl_color lit,
                                struct dl_color shaded) {
  struct vec3 low = pose->joint[SKEL_CHEST];
  low.y = 0;
  struct vec3 high = low;
  high.y = SHADE_TOP_M;
  struct cam_point a = cam_project(cam, high), b = cam_project(cam, low);
  struct ribbon_wash wash = {.first = lit, .second = shaded};
  wash.x0_px = a.x_px, wash.y0_px = a.y_px, wash.x1_px = b.x_px, wash.y1_px = b.y_px;
  wash.plain = hypotf(a.x_px - b.x_px, a.y_px - b.y_px) < 0.5f * (float)SHADE_TOP_M * a.scale_px;
  return wash;
}

/* A limb grown by a gap that is nothing at the joint of the trunk and whole from the point `whole` on. */
static void growing_gap(struct dl *dl, const struct stroke *limb, int last, float gap_px, int whole,
                        const struct ribbon_wash *wash) {
  struct stroke first = *limb;
  first.count = last + 1;
  for (int i = 0; i < first.count; i++) {
    double u = flesh_step(0, 1, (double)i / whole);
    first.points[i].half_px +=
        gap_px * (float)(1.35 * u - 0.35); /* below zero: hidden under the limb itself */
  }
  stroke_wash(dl, &first, 0, wash);
}

static void fill(struct dl *dl, const struct stroke *strokes, int count, float grow_px,
                 const struct ribbon_wash *wash) {
  for (int i = 0; i < count; i++) stroke_wash(dl, &strokes[i], grow_px, wash);
}

struct brush {
  struct dl *dl;
  const struct cam *cam;
  const struct skel *skel;
  const struct pose *pose;
  const struct palette *palette;
  const struct parts *parts;
  struct ribbon_wash gap;
  float gap_px;
};

/* Skin and clothes of one side or of the trunk, lit. */
struct tones {
  struct ribbon_wash skin, shirt, trousers;
};

/* One colour of near tone and far tone, lit; far 0: near, 1: far. */
static struct ribbon_wash tone(const struct brush *b, struct dl_color near_tone, struct dl_color far_tone,
                               double far) {
  struct dl_color lit = dl_blend(near_tone, far_tone, far);
  struct dl_color dim = dl_blend(far_tone, b->palette->gap, 0.35 * far);
  return light(b->cam, b->pose, lit, figure_shade(b->palette, lit, dim, SHADE));
}

/* The far tone fades into the near one as the camera comes round. */
static struct tones tones_of(const struct brush *b, double far) {
  const struct palette *p = b->palette;
  return (struct tones){tone(b, p->body, p->body_far, far), tone(b, p->shirt, p->shirt_far, far),
                        tone(b, p->trousers, p->trousers_far, far)};
}

struct stroke figure_piece(const struct stroke *stroke, int first, int last) {
  struct stroke rest = {.count = last - first + 1, .roundness = stroke->roundness};
  for (int i = 0; i < rest.count; i++) rest.points[i] = stroke->points[first + i];
  return rest;
}

/* How far the knee of a side comes towards the eye, 0…0.5: by so much its thigh is shaded. */
static double knee_lean(const struct brush *b, int side) {
  struct cam_point hip = cam_project(b->cam, b->pose->joint[skel_of(SKEL_HIP_L, side)]);
  struct cam_point knee = cam_project(b->cam, b->pose->joint[skel_of(SKEL_KNEE_L, side)]);
  return 0.5 * flesh_step(0.20, 0.40, (double)(hip.depth_m - knee.depth_m));
}

static void draw_leg(const struct brush *b, const struct stroke leg[PARTS_LEG_STROKES], const struct tones *t,
                     double lean) {
  stroke_part(b->dl, &leg[PARTS_LEG], PARTS_CUFF, leg[PARTS_LEG].count - 1, 0, &t->skin);
  fill(b->dl, &leg[PARTS_FOOT], PARTS_LEG_STROKES - PARTS_FOOT, 0, &t->skin);
  if (!(lean > 0)) {
    stroke_part(b->dl, &leg[PARTS_LEG], 0, PARTS_CUFF, 0, &t->trousers);
    return;
  }
  /* a knee that points at the eye: the thigh lies in the shade behind the shin */
  struct ribbon_wash thigh = t->trousers;
  const struct stroke_point *hip = &leg[PARTS_LEG].points[0], *knee = &leg[PARTS_LEG].points[PARTS_KNEE];
  thigh.first =
      ribbon_color(&t->trousers, hip->x_px, hip->y_px); /* no edge where the hip lies on the trunk */
  thigh.second = figure_shade(b->palette, thigh.first, b->palette->trousers_far, 1.5 * lean);
  thigh.x0_px = hip->x_px, thigh.y0_px = hip->y_px, thigh.x1_px = knee->x_px, thigh.y1_px = knee->y_px;
  thigh.plain = false;
  stroke_part(b->dl, &leg[PARTS_LEG], 0, PARTS_KNEE, 0, &thigh);
  struct stroke shin = figure_piece(&leg[PARTS_LEG], PARTS_KNEE, leg[PARTS_LEG].count - 1);
  stroke_part(b->dl, &shin, 0, PARTS_CUFF - PARTS_KNEE, 0, &t->trousers);
}

/* Palm, thumb and fingers. */
static void draw_hand(struct dl *dl, const struct stroke arm[PARTS_ARM_STROKES], float grow_px,
                      const struct ribbon_wash *wash) {
  stroke_part(dl, &arm[PARTS_ARM], PARTS_WRIST, PARTS_KNUCKLE, grow_px, wash);
  fill(dl, &arm[PARTS_THUMB], PARTS_ARM_STROKES - PARTS_THUMB, grow_px, wash);
}

/* The arm from a point on to the fingertips. Where the upper arm comes to point at the eye, its round end comes into view:
** an ellipse as wide as the arm, which opens from a line to a disc. The stroke's own discs, which come and go at once,
** are left to the forearm. */
static void draw_bare(const struct brush *b, const struct stroke arm[PARTS_ARM_STROKES], int first,
                      float grow_px, const struct ribbon_wash *wash) {
  struct stroke fore = figure_piece(&arm[PARTS_ARM], PARTS_ELBOW, PARTS_PALM);
  const struct stroke_point *from = &arm[PARTS_ARM].points[first],
                            *elbow = &arm[PARTS_ARM].points[PARTS_ELBOW];
  float length_px = (float)b->skel->upper_arm_m * b->parts->scale_px * (first > 0 ? 0.42f : 1);
  float seen = hypotf(elbow->x_px - from->x_px, elbow->y_px - from->y_px) / fmaxf(length_px, 1e-3f);
  float closed = (float)flesh_step(0, 1, (double)(0.50f - seen) / 0.35);
  stroke_part(b->dl, &arm[PARTS_ARM], first, PARTS_ELBOW, grow_px, wash);
  float half_px = from->half_px + grow_px;
  if (closed > 0)
    ribbon_ellipse(b->dl, wash, from->x_px, from->y_px, closed * half_px, half_px,
                   atan2f(elbow->y_px - from->y_px, elbow->x_px - from->x_px));
  fill(b->dl, &fore, 1, grow_px, wash);
  draw_hand(b->dl, arm, grow_px, wash);
}

/* An arm that points at the eye lies over its own sleeve: a gap of its own there, nothing where it is seen from the
** side. towards: how far the elbow is nearer to the eye than the shoulder, as a share of the upper arm. */
static void gap_over_sleeve(const struct brush *b, const struct stroke arm[PARTS_ARM_STROKES],
                            double towards) {
  float gap_px = b->gap_px * (float)flesh_step(0.55, 0.85, towards);
  if (gap_px < 0.05f) return;
  draw_bare(b, arm, PARTS_SLEEVE, gap_px, &b->gap);
}

/* What of sleeve and arm is nearer to the eye comes last. */
static void draw_arm(const struct brush *b, int side, const struct tones *t) {
  const struct stroke *arm = b->parts->arm[side];
  float elbow = cam_project(b->cam, b->pose->joint[skel_of(SKEL_ELBOW_L, side)]).depth_m;
  float shoulder = cam_project(b->cam, b->pose->joint[skel_of(SKEL_SHOULDER_L, side)]).depth_m;
  for (int i = 0; i < 2; i++) {
    if ((i == 0) == (elbow < shoulder)) {
      stroke_part(b->dl, &arm[PARTS_ARM], 0, PARTS_SLEEVE, b->gap_px * 0.3f, &t->shirt);
    } else {
      if (i == 1) gap_over_sleeve(b, arm, (double)(shoulder - elbow) / b->skel->upper_arm_m);
      draw_bare(b, arm, PARTS_SLEEVE, 0, &t->skin);
    }
  }
}

static void far_limbs(const struct brush *b, int side) {
  const struct parts *p = b->parts;
  struct tones t = tones_of(b, flesh_step(0.045, FAR_M, p->far[side]));
  draw_leg(b, p->leg[side], &t, knee_lean(b, side));
  const struct stroke shoulder[2] = {p->torso[PARTS_COLLAR_L + side], p->torso[PARTS_SIDE_L + side]};
  fill(b->dl, shoulder, 2, b->gap_px * 0.6f, &b->gap);
  draw_bare(b, p->arm[side], 0, b->gap_px * 0.6f, &b->gap);
  fill(b->dl, shoulder, 2, 0, &t.shirt);
  draw_arm(b, side, &t);
  figure_palm_draw(b->dl, b->cam, b->skel, b->pose, side, b->palette);
}

/* The trunk with the shoulders of those arms that are drawn in front of it. */
static void torso(const struct brush *b, const bool front[BODY_SIDES], float grow_px,
                  const struct ribbon_wash *wash) {
  const struct stroke *part = b->parts->torso;
  fill(b->dl, &part[PARTS_TRUNK], 1, grow_px, wash);
  for (int side = 0; side < BODY_SIDES; side++) {
    if (!front[side]) continue;
    fill(b->dl, &part[PARTS_COLLAR_L + side], 1, grow_px, wash);
    fill(b->dl, &part[PARTS_SIDE_L + side], 1, grow_px, wash);
  }
}

static void trunk(const struct brush *b, const bool front[BODY_SIDES]) {
  const struct parts *p = b->parts;
  struct tones t = tones_of(b, 0);
  torso(b, front, b->gap_px, &b->gap);
  fill(b->dl, &p->neck, 1, b->gap_px, &b->gap);
  figure_head_draw(b->dl, &p->head, b->gap_px, &b->gap, &b->gap);
  for (int side = 0; side < BODY_SIDES; side++) {
    if (!front[side]) continue;
    /* only where their own gap is still growing; stations beyond are drawn with it */
    stroke_part(b->dl, &p->leg[side][PARTS_LEG], 0, PARTS_KNEE, b->gap_px, &b->gap);
    stroke_part(b->dl, &p->arm[side][PARTS_ARM], 0, PARTS_SLEEVE + 2, b->gap_px, &b->gap);
  }
  /* the neck lies in the shade of the chin */
  struct ribbon_wash neck = {.first = t.skin.plain ? t.skin.first : t.skin.second,
                             .second =
                                 figure_shade(b->palette, b->palette->body, b->palette->body_far, 0.55)};
  neck.x0_px = p->neck.points[0].x_px, neck.y0_px = p->neck.points[0].y_px;
  neck.x1_px = p->neck.points[2].x_px, neck.y1_px = p->neck.points[2].y_px;
  fill(b->dl, &p->neck, 1, 0, &neck);
  torso(b, front, 0, &t.shirt);
  stroke_part(b->dl, &p->torso[PARTS_TRUNK], 0, PARTS_WAIST, 0, &t.trousers);
  struct ribbon_wash hair = light(
      b->cam, b->pose, b->palette->hair,
      figure_shade(b->palette, b->palette->hair, dl_blend(b->palette->hair, b->palette->gap, 0.7), SHADE));
  figure_head_draw(b->dl, &p->head, 0, &t.skin, &hair);
  figure_head_marks(b->dl, b->cam, b->skel, b->pose, b->palette, b->palette->body);
}

static void near_limbs(const struct brush *b, const int order[BODY_SIDES], const bool front[BODY_SIDES]) {
  const struct parts *p = b->parts;
  for (int i = 0; i < BODY_SIDES; i++) {
    int side = order[i];
    if (!front[side]) continue;
    struct tones t = tones_of(b, flesh_step(0.045, FAR_M, p->far[side]));
    growing_gap(b->dl, &p->leg[side][PARTS_LEG], p->leg[side][PARTS_LEG].count - 1, b->gap_px, 3, &b->gap);
    fill(b->dl, &p->leg[side][PARTS_FOOT], PARTS_LEG_STROKES - PARTS_FOOT, b->gap_px, &b->gap);
    draw_leg(b, p->leg[side], &t, knee_lean(b, side));
  }
  for (int i = 0; i < BODY_SIDES; i++) {
    int side = order[i];
    if (!front[side]) continue;
    struct tones t = tones_of(b, flesh_step(0.045, FAR_M, p->far[side]));
    growing_gap(b->dl, &p->arm[side][PARTS_ARM], PARTS_PALM, b->gap_px, 2, &b->gap);
    draw_hand(b->dl, p->arm[side], b->gap_px, &b->gap);
    draw_arm(b, side, &t);
    figure_palm_draw(b->dl, b->cam, b->skel, b->pose, side, b->palette);
  }
}

void figure_draw(struct dl *dl, const struct cam *cam, const struct skel *skel, const struct pose *pose,
                 const struct figure_look *look) {
  struct parts parts;
  struct pose drawn;
  if (look->life != NULL) {
    life_pose(look->life, skel, pose, &drawn);
    pose = &drawn;
  }
  figure_parts(cam, skel, pose, &parts);
  if (look->ghost > 0) {
    figure_ghost_draw(dl, &parts, dl_fade(look->palette->ghost, look->ghost));
    return;
  }
  double gap = look->gap_px > 0 ? look->gap_px : fmax(GAP_M * (double)parts.scale_px, GAP_LEAST_PX);
  struct brush b = {.dl = dl,
                    .cam = cam,
                    .skel = skel,
                    .pose = pose,
                    .palette = look->palette,
                    .parts = &parts,
                    .gap = ribbon_plain(look->palette->gap),
                    .gap_px = (float)gap};
  const int order[BODY_SIDES] = {parts.far[BODY_LEFT] > 0 ? BODY_LEFT : BODY_RIGHT,
                                 parts.far[BODY_LEFT] > 0 ? BODY_RIGHT : BODY_LEFT};
  const bool front[BODY_SIDES] = {parts.far[BODY_LEFT] < FAR_M, parts.far[BODY_RIGHT] < FAR_M};
  for (int i = 0; i < BODY_SIDES; i++) {
    if (!front[order[i]]) far_limbs(&b, order[i]);
  }
  trunk(&b, front);
  near_limbs(&b, order, front);
}

static void widen(struct cam_rect *r, float x, float y, float half) {
  float left = fminf(r->x_px, x - half), top = fminf(r->y_px, y - half);
  r->w_px = fmaxf(r->x_px + r->w_px, x + half) - left, r->h_px = fmaxf(r->y_px + r->h_px, y + half) - top;
  r->x_px = left, r->y_px = top;
}

static void widen_by(struct cam_rect *r, const struct stroke *strokes, int count) {
  struct stroke_point at[STROKE_SAMPLES_MAX];
  for (int i = 0; i < count; i++) {
    int n = stroke_sample(&strokes[i], at, STROKE_SAMPLES_MAX);
    for (int k = 0; k < n; k++) widen(r, at[k].x_px, at[k].y_px, at[k].half_px);
  }
}

struct cam_rect figure_bounds(const struct cam *cam, const struct skel *skel, const struct pose *pose) {
  struct parts parts;
  figure_parts(cam, skel, pose, &parts);
  const struct flesh_ellipse *skull = &parts.head.skull, *face = &parts.head.jaw;
  struct cam_rect r = {skull->x_px, skull->y_px, 0, 0};
  widen(&r, skull->x_px, skull->y_px, fmaxf(skull->rx_px, skull->ry_px));
  widen(&r, face->x_px, face->y_px, fmaxf(face->rx_px, face->ry_px));
  widen_by(&r, &parts.head.nose, 1);
  widen_by(&r, parts.torso, PARTS_TORSO);
  for (int side = 0; side < BODY_SIDES; side++) {
    widen_by(&r, parts.leg[side], PARTS_LEG_STROKES);
    widen_by(&r, parts.arm[side], PARTS_ARM_STROKES);
  }
  return r;
}
