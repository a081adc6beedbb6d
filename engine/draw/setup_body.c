#include "setup_body.h"

#include <math.h>
#include <stddef.h>

#include "flesh.h"

#define SPINE      4
#define PILLOW_OFF 0.34 /* from here the pillow comes */
#define HEAD_LIFT  0.34 /* radians: to let the pillow in */
#define GAZE_DEG   97.0 /* how far the head is turned up from lying while sitting: it looks at the feet */
#define ELBOW_M    0.043

static const enum skel_joint spine[SPINE + 1] = {SKEL_PELVIS, SKEL_LUMBAR, SKEL_CHEST, SKEL_NECK, SKEL_HEAD};

/* How each part of the spine stands while sitting, and when on the way down it is let down. */
static const struct vertebra {
  double sitting_deg, from, to;
} vertebrae[SPINE] = {{72, 0.06, 0.62}, {82, 0.14, 0.74}, {93, 0.28, 0.88}, {97, 0.42, 1.00}};

static double slope(struct vec3 a, struct vec3 b) {
  return atan2(b.y - a.y, b.x - a.x);
}

/* Lying on the roll with long legs; the pillow has not come yet, or not all of it. */
static void lying(const struct skel *skel, double pillow, double nod_rad, struct pose *out) {
  struct skel on = *skel;
  struct angles angles = angles_lying();
  on.pillow_height_m *= pillow;
  angles.neck_flexion_rad += nod_rad;
  for (int side = 0; side < BODY_SIDES; side++)
    angles.leg[side] = (struct angles_leg){.hip_abduction_rad = vec_rad(4)};
  pose_solve(&on, &angles, 0.3, out);
}

/* ---- trunk ------------------------------------------------------------------------------------------------ */

static void raise_trunk(double u, struct pose *pose) {
  double lie[SPINE], now[SPINE];
  struct vec3 old_neck = pose->joint[SKEL_NECK];
  struct mat3 old_thorax = pose->thorax;
  for (int i = 0; i < SPINE; i++) {
    const struct vertebra *v = &vertebrae[i];
    lie[i] = slope(pose->joint[spine[i]], pose->joint[spine[i + 1]]);
    now[i] = vec_lerp(vec_rad(v->sitting_deg), lie[i], setup_part(u, v->from, v->to));
  }
  double length[SPINE];
  for (int i = 0; i < SPINE; i++)
    length[i] = vec3_length(vec3_sub(pose->joint[spine[i + 1]], pose->joint[spine[i]]));
  for (int i = 0; i < SPINE; i++) {
    struct vec3 along = vec3(cos(now[i]), sin(now[i]), 0);
    pose->joint[spine[i + 1]] = vec3_mad(pose->joint[spine[i]], along, length[i]);
  }
  struct vec3 aside = vec3(0, 0, 1);
  pose->pelvis = mat3_mul(mat3_about(aside, now[0] - lie[0]), pose->pelvis);
  pose->thorax = mat3_mul(mat3_about(aside, now[2] - lie[2]), pose->thorax);
  double gaze = vec_rad(GAZE_DEG) * (1 - setup_part(u, vertebrae[3].from, vertebrae[3].to));
  pose->head = mat3_mul(mat3_about(aside, gaze), pose->head);
  for (int side = 0; side < BODY_SIDES; side++) {
    enum skel_joint shoulder = skel_of(SKEL_SHOULDER_L, side);
    struct vec3 hang = mat3_unapply(old_thorax, vec3_sub(pose->joint[shoulder], old_neck));
    pose->joint[shoulder] = vec3_add(pose->joint[SKEL_NECK], mat3_apply(pose->thorax, hang));
  }
}

/* ---- arms ------------------------------------------------------------------------------------------------- */

/* Columns: along the hand, out of the palm, across. */
static struct mat3 hand_frame(struct vec3 along, struct vec3 palm) {
  struct vec3 x = vec3_unit(along), y = vec3_unit(vec3_mad(palm, x, -vec3_dot(palm, x)));
  return (struct mat3){x, y, vec3_cross(x, y)};
}

static void move_point(struct vec3 *p, struct vec3 old_root, struct mat3 old, struct vec3 root,
                       struct mat3 now) {
  *p = vec3_add(root, mat3_apply(now, mat3_unapply(old, vec3_sub(*p, old_root))));
}

static void place_hand(struct pose *pose, int side, struct vec3 wrist, struct vec3 along, struct vec3 palm) {
  struct pose_hand *hand = &pose->hand[side];
  struct mat3 old = hand_frame(hand->along, hand->palm), now = hand_frame(along, palm);
  struct vec3 old_wrist = pose->joint[skel_of(SKEL_WRIST_L, side)];
  struct vec3 *points[] = {&pose->joint[skel_of(SKEL_HAND_L, side)], &hand->fingertip, &hand->thumb_base,
                           &hand->thumb_tip};
  for (size_t i = 0; i < sizeof points / sizeof points[0]; i++)
    move_point(points[i], old_wrist, old, wrist, now);
  pose->joint[skel_of(SKEL_WRIST_L, side)] = wrist;
  hand->along = now.x;
  hand->palm = now.y;
}

/* The hands support the trunk from behind, then slide along the body to where they rest. */
static void reach_floor(const struct skel *skel, double u, const struct pose *rest, struct pose *pose) {
  for (int side = 0; side < BODY_SIDES; side++) {
    double sign = side == BODY_LEFT ? 1 : -1, slide = setup_part(u, 0.30, 0.98);
    const struct pose_hand *lain = &rest->hand[side];
    struct vec3 shoulder = pose->joint[skel_of(SKEL_SHOULDER_L, side)];
    struct vec3 wrist =
        vec3_lerp(vec3(0.205, 0.060, sign * 0.285), rest->joint[skel_of(SKEL_WRIST_L, side)], slide);
    struct vec3 along = vec3_lerp(vec3(-0.80, -0.13, sign * 0.52), lain->along, slide);
    struct vec3 palm = vec3_lerp(vec3(-0.2, -1, 0), lain->palm, slide);
    struct vec3 rest_middle = vec3_lerp(rest->joint[skel_of(SKEL_SHOULDER_L, side)],
                                        rest->joint[skel_of(SKEL_WRIST_L, side)], 0.56);
    struct vec3 rest_pole = vec3_unit(vec3_sub(rest->joint[skel_of(SKEL_ELBOW_L, side)], rest_middle));
    struct vec3 pole = vec3_lerp(vec3(0.85, 0.15, sign * 0.45), rest_pole, setup_part(u, 0.72, 1));
    double reach = skel->upper_arm_m + skel->forearm_m;
    struct vec3 span = vec3_sub(wrist, shoulder);
    double far = vec3_length(span);
    if (far > reach) wrist = vec3_mad(shoulder, span, reach / far);
    struct vec3 elbow = pose_two_bone(shoulder, wrist, skel->upper_arm_m, skel->forearm_m, pole);
    for (int i = 0; i < 12 && elbow.y < ELBOW_M; i++) { /* an elbow that would sink turns outwards and up */
      pole.y += 0.12;
      elbow = pose_two_bone(shoulder, wrist, skel->upper_arm_m, skel->forearm_m, pole);
    }
    pose->joint[skel_of(SKEL_ELBOW_L, side)] = elbow;
    place_hand(pose, side, wrist, along, palm);
  }
}

/* ---- legs ------------------------------------------------------------------------------------------------- */

/* From long (bent 0) to the sole flat in its place (bent 1); stand: the pose in which it stands. */
static void bend_leg(const struct skel *skel, int side, double bent, const struct pose *stand,
                     struct pose *pose) {
  enum skel_joint hip = skel_of(SKEL_HIP_L, side), knee = skel_of(SKEL_KNEE_L, side);
  enum skel_joint ankle = skel_of(SKEL_ANKLE_L, side), toe = skel_of(SKEL_TOE_L, side);
  struct vec3 at = vec3_lerp(pose->joint[ankle], stand->joint[ankle], bent);
  struct mat3 pitch = mat3_about(vec3(0, 0, -1), 0.5 * VEC_PI * (1 - setup_part(bent, 0, 0.8)));
  struct vec3 pole = vec3(0.05, 1, 0.03 * (side == BODY_LEFT ? 1 : -1));
  pose->joint[knee] = pose_two_bone(pose->joint[hip], at, skel->thigh_m, skel->shank_m, pole);
  struct vec3 span = vec3_sub(at, pose->joint[hip]);
  double far = vec3_length(span), reach = skel->thigh_m + skel->shank_m;
  if (far > reach) at = vec3_mad(pose->joint[hip], span, reach / far);
  struct vec3 foot = vec3_sub(stand->joint[toe], stand->joint[ankle]);
  struct vec3 heel = vec3_sub(stand->heel[side], stand->joint[ankle]);
  pose->joint[ankle] = at;
  pose->joint[toe] = vec3_add(at, mat3_apply(pitch, foot));
  pose->heel[side] = vec3_add(at, mat3_apply(pitch, heel));
}

static struct pose standing(const struct skel *skel) {
  struct angles angles = angles_lying();
  struct pose pose;
  pose_solve(skel, &angles, 0, &pose);
  return pose;
}

/* ---- the two ways ----------------------------------------------------------------------------------------- */

void setup_body_lie_down(const struct skel *skel, double u, struct pose *out) {
  struct pose stand = standing(skel);
  lying(skel, 0, 0, out);
  struct pose rest = *out;
  raise_trunk(u, out);
  reach_floor(skel, u, &rest, out);
  for (int side = 0; side < BODY_SIDES; side++)
    bend_leg(skel, side, 1 - setup_part(u, side == BODY_LEFT ? 0.55 : 0.48, side == BODY_LEFT ? 1 : 0.93),
             &stand, out);
  out->roll_squash = rest.roll_squash * setup_part(u, 0.62, 0.95);
}

void setup_body_settle(const struct skel *skel, double u, struct pose *out, double *slide_m) {
  struct pose stand = standing(skel);
  double nod = HEAD_LIFT * setup_part(u, 0.02, 0.20) * (1 - setup_part(u, 0.34, 0.52));
  lying(skel, setup_part(u, 0.10, 0.34), nod, out);
  *slide_m = PILLOW_OFF * (1 - setup_part(u, 0.06, 0.36));
  for (int side = 0; side < BODY_SIDES; side++) {
    double from = side == BODY_LEFT ? 0.52 : 0.66;
    bend_leg(skel, side, setup_part(u, from, from + 0.34), &stand, out);
  }
}

static void blob(const struct setup_brush *b, struct vec3 at, double low_m, double rx, double rz,
                 double strength) {
  double lift = vec_clamp((at.y - low_m) / 0.45, 0, 1);
  if (lift < 1)
    setup_shadow(b, at.x, at.z, rx * (1 + 0.9 * lift), rz * (1 + 0.9 * lift),
                 strength * (1 - lift) * (1 - 0.4 * lift));
}

void setup_body_shadow(const struct setup_brush *b, const struct pose *pose) {
  const struct vec3 *joint = pose->joint;
  blob(b, joint[SKEL_PELVIS], 0.09, 0.24, 0.27, 0.85);
  blob(b, vec3_lerp(joint[SKEL_LUMBAR], joint[SKEL_CHEST], 0.6), 0.13, 0.26, 0.27, 0.75);
  blob(b, joint[SKEL_NECK], 0.13, 0.24, 0.27, 0.7);
  blob(b, joint[SKEL_HEAD], 0.12, 0.22, 0.20, 0.75);
  for (int side = 0; side < BODY_SIDES; side++) {
    struct vec3 foot = vec3_lerp(pose->heel[side], joint[skel_of(SKEL_TOE_L, side)], 0.4);
    blob(b, foot, 0.03, 0.19, 0.085, 0.9);
    blob(b, joint[skel_of(SKEL_KNEE_L, side)], 0.05, 0.20, 0.09, 0.8);
    blob(b, joint[skel_of(SKEL_ELBOW_L, side)], 0.04, 0.13, 0.10, 0.8);
    blob(b, joint[skel_of(SKEL_HAND_L, side)], 0.02, 0.12, 0.08, 0.85);
  }
}
