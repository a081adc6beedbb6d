/* Which steps there are, how long each takes, and from where it is seen. A step is a way there and a quicker way back:
** so its loop has no seam, and the arrow tells which of the two is meant. */
#include "setup.h"

#include <assert.h>
#include <math.h>

#include "ease.h"
#include "flesh.h"
#include "setup_parts.h"
#include "shape.h"
#include "stage.h"

#define MARGIN   0.03 /* of the rectangle, on each side */
#define EYE_AWAY 3.0  /* its distance, in lengths of what it sees */
#define FOV_DEG  20.0

struct box { /* corners, metres */
  struct vec3 low, high;
};

static const struct step {
  const char *name;
  double lead_s, go_s, hold_s, back_s; /* at rest, the way there, done, the way back */
  double still;                        /* how far it is done in its most telling moment */
  double yaw_deg, pitch_deg;           /* where the eye is, as in cam.c */
  struct box begun, done;              /* what must be seen: the eye may come nearer on the way */
  void (*draw)(const struct setup_brush *b);
} steps[SETUP_STEPS] = {
    [SETUP_FOLD] = {.name = "fold",
                    .lead_s = 0.6,
                    .go_s = 2.4,
                    .hold_s = 1.1,
                    .back_s = 1.4,
                    .still = 0.50,
                    .yaw_deg = 22,
                    .pitch_deg = 36,
                    .begun = {{-0.64, 0, -0.42}, {0.64, 0.16, 0.42}},
                    .done = {{-0.64, 0, -0.20}, {0.64, 0.16, 0.42}},
                    .draw = setup_fold_draw},
    [SETUP_ROLL] = {.name = "roll",
                    .lead_s = 0.6,
                    .go_s = 3.2,
                    .hold_s = 1.2,
                    .back_s = 1.8,
                    .still = 0.62,
                    .yaw_deg = 16,
                    .pitch_deg = 32,
                    .begun = {{-0.64, 0, -0.28}, {0.64, 0.16, 0.28}},
                    .done = {{0.10, 0, -0.24}, {0.68, 0.16, 0.24}},
                    .draw = setup_roll_draw},
    [SETUP_GRASP] = {.name = "grasp",
                     .lead_s = 0.6,
                     .go_s = 1.5,
                     .hold_s = 1.9,
                     .back_s = 1.0,
                     .still = 1,
                     .yaw_deg = -34,
                     .pitch_deg = 9,
                     .begun = {{-0.19, -0.03, -0.09}, {0.19, 0.245, 0.09}},
                     .done = {{-0.19, -0.03, -0.09}, {0.19, 0.245, 0.09}},
                     .draw = setup_grasp_draw},
    [SETUP_PLACE] = {.name = "place",
                     .lead_s = 0.6,
                     .go_s = 2.6,
                     .hold_s = 1.4,
                     .back_s = 1.6,
                     .still = 0.80,
                     .yaw_deg = 16,
                     .pitch_deg = 31,
                     .begun = {{-0.94, 0, -0.40}, {1.05, 0.20, 0.40}},
                     .done = {{-0.94, 0, -0.40}, {1.05, 0.20, 0.40}},
                     .draw = setup_place_draw},
    [SETUP_LIE] = {.name = "lie",
                   .lead_s = 0.6,
                   .go_s = 3.8,
                   .hold_s = 1.4,
                   .back_s = 2.0,
                   .still = 0.56,
                   .yaw_deg = 14,
                   .pitch_deg = 14,
                   .begun = {{-0.94, 0, -0.38}, {1.05, 0.92, 0.38}},
                   .done = {{-0.94, 0, -0.38}, {1.05, 0.92, 0.38}},
                   .draw = setup_lie_draw},
    [SETUP_SETTLE] = {.name = "settle",
                      .lead_s = 0.6,
                      .go_s = 3.9,
                      .hold_s = 1.7,
                      .back_s = 1.8,
                      .still = 1,
                      .yaw_deg = 14,
                      .pitch_deg = 14,
                      .begun = {{-0.96, 0, -0.38}, {1.18, 0.60, 0.38}},
                      .done = {{-0.96, 0, -0.38}, {1.06, 0.60, 0.38}},
                      .draw = setup_settle_draw},
};

int setup_count(void) {
  return SETUP_STEPS;
}

static const struct step *step_at(int step) {
  assert(step >= 0 && step < SETUP_STEPS);
  return &steps[step];
}

const char *setup_name(int step) {
  return step_at(step)->name;
}

double setup_done_s(int step) {
  const struct step *s = step_at(step);
  return s->lead_s + s->go_s + s->hold_s;
}

double setup_loop_s(int step) {
  return setup_done_s(step) + step_at(step)->back_s;
}

/* ---- what the steps share --------------------------------------------------------------------------------- */

double setup_part(double u, double from, double to) {
  return ease_raised_cosine((u - from) / (to - from));
}

struct cloth_tone setup_tone(const struct palette *palette) {
  struct dl_color dark = palette->towel_dark;
  return (struct cloth_tone){dl_blend(dark, palette->shadow, 0.10), dl_blend(palette->towel, dark, 0.10),
                             dl_blend(palette->towel, palette->towel_light, 0.30)};
}

struct cloth_tone setup_stripe(const struct palette *palette) {
  return (struct cloth_tone){palette->towel, dl_blend(palette->towel, palette->towel_light, 0.80),
                             palette->towel_light};
}

struct cloth_tone setup_rib(const struct palette *palette) {
  struct dl_color faint = dl_fade(palette->towel_light, 0.16);
  return (struct cloth_tone){dl_fade(faint, 0.5), faint, faint};
}

void setup_bands(const struct palette *palette, struct cloth_band out[SETUP_BANDS]) {
  static const double stripe[4][2] = {{0.045, 0.058}, {0.070, 0.077}, {0.923, 0.930}, {0.942, 0.955}};
  int n = 0;
  out[n++] = (struct cloth_band){0, 1, setup_tone(palette)};
  for (int i = 1; i < SETUP_RIBS; i++) {
    double e = (double)i / SETUP_RIBS;
    out[n++] = (struct cloth_band){e - SETUP_RIB, e + SETUP_RIB, setup_rib(palette)};
  }
  for (int i = 0; i < 4; i++)
    out[n++] = (struct cloth_band){stripe[i][0], stripe[i][1], setup_stripe(palette)};
}

void setup_pool(const struct setup_brush *b, double x, double z, double rx_m, double rz_m) {
  struct flesh_ellipse e =
      flesh_ellipsoid(b->cam, vec3(x, 0, z), vec3(rx_m, 0, 0), vec3(0, 0, rz_m), vec3(0, 0, 0));
  shape_glow(b->dl, e.x_px, e.y_px, e.rx_px, e.ry_px, e.angle_rad, dl_fade(b->palette->mat, 0.9));
}

void setup_shadow(const struct setup_brush *b, double x, double z, double rx_m, double rz_m,
                  double strength) {
  struct flesh_ellipse e =
      flesh_ellipsoid(b->cam, vec3(x, 0, z), vec3(rx_m, 0, 0), vec3(0, 0, rz_m), vec3(0, 0, 0));
  shape_glow(b->dl, e.x_px, e.y_px, e.rx_px, e.ry_px, e.angle_rad, dl_fade(b->palette->shadow, strength));
}

void setup_arrow(const struct setup_brush *b, const struct vec3 *way, int count) {
  if (!(b->arrow > 0)) return;
  struct palette faint = *b->palette;
  faint.guide = dl_fade(faint.guide, b->arrow);
  stage_path(b->dl, b->cam, &faint, way, count, 0);
}

struct cam setup_moved(const struct cam *cam, struct vec3 pivot, double yaw_rad, struct vec3 way) {
  struct mat3 turn = mat3_about(vec3(0, 1, 0), yaw_rad);
  struct vec3 moved = vec3_add(vec3_sub(pivot, mat3_apply(turn, pivot)), way);
  struct cam out = *cam;
  out.pose.eye = mat3_unapply(turn, vec3_sub(cam->pose.eye, moved));
  out.pose.target = mat3_unapply(turn, vec3_sub(cam->pose.target, moved));
  out.pose.up = mat3_unapply(turn, cam->pose.up);
  out.right = mat3_unapply(turn, cam->right);
  out.above = mat3_unapply(turn, cam->above);
  out.ahead = mat3_unapply(turn, cam->ahead);
  return out;
}

/* ---- time and eye ----------------------------------------------------------------------------------------- */

static void moment(const struct step *s, double t_s, struct setup_brush *b) {
  double loop_s = s->lead_s + s->go_s + s->hold_s + s->back_s, t = isfinite(t_s) ? fmod(t_s, loop_s) : 0;
  if (t < 0) t += loop_s;
  double gone = (t - s->lead_s) / s->go_s, back = (t - s->lead_s - s->go_s - s->hold_s) / s->back_s;
  b->u = back > 0 ? 1 - ease_raised_cosine(back) : ease_raised_cosine(gone);
  b->arrow = ease_raised_cosine(t / s->lead_s) * (1 - ease_raised_cosine((gone - 0.55) / 0.35));
}

/* Sees the box of that moment from the step's side, as large as the rectangle allows, in its middle. */
static void look(const struct step *s, double u, struct cam_rect rect, struct cam *cam) {
  struct vec3 low = vec3_lerp(s->begun.low, s->done.low, u), high = vec3_lerp(s->begun.high, s->done.high, u);
  double yaw = vec_rad(s->yaw_deg), pitch = vec_rad(s->pitch_deg);
  struct cam_pose eye = {
      .target = vec3_lerp(low, high, 0.5), .up = vec3(0, 1, 0), .fov_rad = vec_rad(FOV_DEG)};
  double reach = vec3_length(vec3_sub(high, low));
  eye.eye =
      vec3_mad(eye.target, vec3(-sin(yaw) * cos(pitch), sin(pitch), cos(yaw) * cos(pitch)), EYE_AWAY * reach);
  cam_set(cam, &eye, rect, 0, false);
  double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
  for (int i = 0; i < 8; i++) {
    struct cam_point p = cam_project(cam, vec3((i & 1) != 0 ? high.x : low.x, (i & 2) != 0 ? high.y : low.y,
                                               (i & 4) != 0 ? high.z : low.z));
    left = fmin(left, (double)p.x_px), right = fmax(right, (double)p.x_px);
    top = fmin(top, (double)p.y_px), bottom = fmax(bottom, (double)p.y_px);
  }
  double wide = (double)rect.w_px * (1 - 2 * MARGIN), tall = (double)rect.h_px * (1 - 2 * MARGIN);
  double zoom = fmin(wide / fmax(right - left, 1), tall / fmax(bottom - top, 1));
  double middle_x = (double)rect.x_px + 0.5 * (double)rect.w_px,
         middle_y = (double)rect.y_px + 0.5 * (double)rect.h_px;
  cam->focal_px *= zoom;
  cam->centre_x_px = middle_x - zoom * (0.5 * (left + right) - cam->centre_x_px);
  cam->centre_y_px = middle_y - zoom * (0.5 * (top + bottom) - cam->centre_y_px);
}

void setup_draw(struct dl *dl, const struct palette *palette, const struct skel *skel, struct cam_rect rect,
                int step, double t_s, bool still) {
  const struct step *s = step_at(step);
  if (!(rect.w_px >= 1 && rect.h_px >= 1)) return;
  struct cam cam;
  struct setup_brush brush = {
      .dl = dl, .cam = &cam, .palette = palette, .skel = skel, .u = s->still, .arrow = 1};
  if (!still) moment(s, t_s, &brush);
  look(s, brush.u, rect, &cam);
  dl_clip(dl, rect.x_px, rect.y_px, rect.w_px, rect.h_px);
  s->draw(&brush);
  dl_clip(dl, 0, 0, 0, 0);
}
