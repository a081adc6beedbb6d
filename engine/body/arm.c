#include "arm.h"

#include <math.h>

#include "soft.h"

/* All of this is written for the left arm; mirror() makes it a right one.
**
** Frame of a segment: x against the segment (the arm points to −x), y the side of the thumb, z away from the
** body, as in the anatomical position lying flat. The arm is measured against the thorax at rest, not
** against the bending one: a goniometer on a person who lies reads the same. */

/* Where the shoulder hangs from the base of the neck while the arm lies at the side. */
#define SHOULDER_DOWN_M 0.048 /* towards the feet */
#define SHOULDER_BACK_M 0.052 /* towards the surface, round the sides of the roll */

/* How far the shoulder blade glides: with the arm's reach, and back when the arm is let down on the surface.
 */
#define GLIDE_HEADWARD_M 0.024 /* arm beyond the head */
#define GLIDE_FORWARD_M  0.014 /* arm to the ceiling */
#define GLIDE_INWARD_M   0.005
#define SAG_HAND_M       0.020 /* the hand rests */
#define SAG_ELBOW_M      0.028 /* the upper arm rests */

/* A relaxed arm beside the body: the palm lies down, turned a little to the thigh, and the elbow is loose. */
#define REST_ABDUCTION_DEG 11.0
#define REST_ROTATION_DEG  72.0
#define REST_ELBOW_DEG     14.0
#define REST_PRONATION_DEG (-8.0)
#define REST_WRIST_M       0.031 /* height of the middle of the wrist above the surface */

#define SKIN_M          0.001 /* an upper arm that rests stays this far above the surface */
#define GIVE_M          0.004 /* flesh and bedding give this much before an arm is lifted */
#define FINGER_FLESH_M  0.009 /* half the thickness of a finger */
#define KNUCKLE_FLESH_M 0.014
#define FINGER_CURL_DEG 13.0

struct arm {
  struct angles_arm angles;
  struct vec3 shoulder, elbow, wrist, knuckle;
  struct mat3 humerus, forearm, palm; /* frames of the three segments */
  struct pose_hand hand;
};

static struct vec3 mirror(struct vec3 v) {
  return vec3(v.x, v.y, -v.z);
}

static struct vec3 forth(struct mat3 frame) { /* along a segment, away from the body */
  return vec3_scale(frame.x, -1);
}

/* The order of angles.h without the rotation: abduct, then horizontal, then flex. */
static struct mat3 elevation(const struct angles_arm *a) {
  struct mat3 abducted = mat3_about(vec3(0, 1, 0), a->shoulder_abduction_rad);
  struct mat3 horizontal = mat3_about(vec3(1, 0, 0), a->shoulder_horizontal_rad);
  struct mat3 flexed = mat3_about(vec3(0, 0, -1), a->shoulder_flexion_rad);
  return mat3_mul(flexed, mat3_mul(horizontal, abducted));
}

static struct mat3 turn(double rad) { /* about the segment: internal rotation, pronation */
  return mat3_about(vec3(-1, 0, 0), rad);
}

static struct mat3 hinge(double rad) { /* the elbow */
  return mat3_about(vec3(0, 0, -1), rad);
}

/* The shoulder glides on a sphere round the base of the neck: the collar bone keeps its length. */
static struct vec3 shoulder_place(const struct skel *skel, const struct angles_arm *in, double firm_hand,
                                  const struct pose *out) {
  struct vec3 hang = vec3(-SHOULDER_DOWN_M, -SHOULDER_BACK_M, skel->shoulder_half_m);
  struct angles_arm wanted = *in;
  wanted.shoulder_flexion_rad *= 1 - firm_hand;
  wanted.shoulder_abduction_rad *= 1 - firm_hand;
  wanted.shoulder_horizontal_rad *= 1 - firm_hand;
  struct vec3 arm = forth(elevation(&wanted));
  struct vec3 glide =
      vec3(0.5 * GLIDE_HEADWARD_M * (1 + arm.x), GLIDE_FORWARD_M * arm.y, -GLIDE_INWARD_M * arm.y);
  glide.y -= SAG_HAND_M * in->hand_rests + SAG_ELBOW_M * in->upper_arm_rests;
  struct vec3 neck = out->joint[SKEL_NECK], at = vec3_add(mat3_apply(out->thorax, hang), glide);
  double length = vec3_length(hang), floor_m = skel->shoulder_radius_m - GIVE_M;
  return vec3_mad(neck, soft_lift(vec3_unit(at), (floor_m - neck.y) / length, 0.03), length);
}

/* The angles of the arm that rests beside the body, its wrist on the surface: only the flexion depends on
** how high the shoulder is. */
static struct angles_arm resting(const struct skel *skel, double shoulder_y) {
  struct angles_arm rest = {.shoulder_abduction_rad = vec_rad(REST_ABDUCTION_DEG),
                            .shoulder_rotation_rad = vec_rad(REST_ROTATION_DEG),
                            .elbow_flexion_rad = vec_rad(REST_ELBOW_DEG),
                            .forearm_pronation_rad = vec_rad(REST_PRONATION_DEG)};
  struct mat3 upper = mat3_mul(elevation(&rest), turn(rest.shoulder_rotation_rad));
  struct mat3 fore = mat3_mul(upper, hinge(rest.elbow_flexion_rad));
  struct vec3 reach =
      vec3_add(vec3_scale(forth(upper), skel->upper_arm_m), vec3_scale(forth(fore), skel->forearm_m));
  double drop = (REST_WRIST_M - shoulder_y) / hypot(reach.x, reach.y);
  rest.shoulder_flexion_rad = asin(vec_clamp(drop, -1, 1)) - atan2(reach.y, -reach.x);
  return rest;
}

static void rest_hand(const struct skel *skel, double firm, struct arm *arm) {
  struct angles_arm *a = &arm->angles;
  struct angles_arm rest = resting(skel, arm->shoulder.y);
  double keep = 1 - firm, w = a->hand_rests;
  a->shoulder_flexion_rad = keep * a->shoulder_flexion_rad + w * rest.shoulder_flexion_rad;
  a->shoulder_abduction_rad = keep * a->shoulder_abduction_rad + w * rest.shoulder_abduction_rad;
  a->shoulder_horizontal_rad = keep * a->shoulder_horizontal_rad;
  a->shoulder_rotation_rad = keep * a->shoulder_rotation_rad + w * rest.shoulder_rotation_rad;
  a->elbow_flexion_rad = keep * a->elbow_flexion_rad + w * rest.elbow_flexion_rad;
  a->forearm_pronation_rad = keep * a->forearm_pronation_rad + w * rest.forearm_pronation_rad;
}

/* Horizontal abduction that lays the elbow on the surface. Away from full weight it is that of the arm
** abducted in the plane of the body, whatever the flexion still is (soft_firm says why). */
static void rest_upper_arm(const struct skel *skel, struct arm *arm) {
  struct angles_arm *a = &arm->angles;
  double w = a->upper_arm_rests, firm = soft_firm(w);
  double drop = (skel->elbow_radius_m + SKIN_M - arm->shoulder.y) / skel->upper_arm_m;
  double raised = firm * cos(a->shoulder_abduction_rad) * sin(a->shoulder_flexion_rad);
  double lever = sin(a->shoulder_abduction_rad) * (1 - firm + firm * cos(a->shoulder_flexion_rad));
  double solved = asin(vec_clamp((raised - drop) / soft_max(lever, 0.4, 0.1), -0.7, 0.7));
  a->shoulder_horizontal_rad = (1 - firm) * a->shoulder_horizontal_rad + w * solved;
}

/* Elbow and rotation that point the forearm to the ceiling. With a straight elbow the rotation does not
** matter and the commanded one stays; an arm that already leans beyond the head would have to bend the wrong
** way and is let be. */
static void raise_forearm(struct arm *arm) {
  struct angles_arm *a = &arm->angles;
  struct vec3 up = mat3_unapply(elevation(a), vec3(0, 1, 0));
  double across2 = up.y * up.y + up.z * up.z;
  double towards = up.y / sqrt(across2 + 1e-4);
  double can = soft_firm(a->forearm_upright) * soft_step(-1, 0, towards);
  double bent = across2 * across2 / (across2 * across2 + 0.0004); /* half at 8° of elbow flexion */
  double elbow = atan2(sqrt(across2), -up.x), rotation = across2 > 0 ? atan2(-up.z, up.y) : 0;
  a->elbow_flexion_rad = vec_lerp(a->elbow_flexion_rad, elbow, can);
  a->shoulder_rotation_rad = vec_lerp(a->shoulder_rotation_rad, rotation, can * bent);
}

/* Pronation that turns the palm to the feet as far as the forearm's direction lets it. */
static void turn_palm(struct arm *arm) {
  struct angles_arm *a = &arm->angles;
  struct vec3 feet = mat3_unapply(arm->forearm, vec3(-1, 0, 0));
  double across = sqrt(feet.y * feet.y + feet.z * feet.z);
  double towards = across > 0 ? -feet.z / across : 0; /* cosine of the pronation needed */
  double needed = across > 0 ? atan2(-feet.y, -feet.z) : 0;
  double can = soft_firm(a->palm_to_feet) * soft_step(0, 0.3, across) * soft_step(-1, -0.5, towards);
  a->forearm_pronation_rad = vec_lerp(a->forearm_pronation_rad, needed, can);
}

static void clamp_arm(struct angles_arm *a) {
  int count;
  const struct angles_field *fields = angles_fields(&count);
  for (int i = 0; i < count; i++) {
    if (fields[i].part != ANGLES_OF_ARM) continue;
    double *value = (double *)(void *)((char *)a + fields[i].offset);
    *value = vec_clamp(*value, vec_rad(fields[i].min_deg), vec_rad(fields[i].max_deg));
  }
}

/* Frames of upper arm and forearm from the angles, joints to the wrist from the frames. */
static void place_limb(const struct skel *skel, struct arm *arm) {
  arm->forearm = mat3_mul(arm->humerus, hinge(arm->angles.elbow_flexion_rad));
  arm->elbow = vec3_mad(arm->shoulder, forth(arm->humerus), skel->upper_arm_m);
  arm->wrist = vec3_mad(arm->elbow, forth(arm->forearm), skel->forearm_m);
}

/* Angles that describe the lifted humerus, horizontal abduction unchanged. */
static void read_shoulder(struct arm *arm) {
  struct angles_arm *a = &arm->angles;
  struct vec3 d = forth(arm->humerus);
  double h = a->shoulder_horizontal_rad;
  double abduction = asin(vec_clamp(d.z / cos(h), -1, 1));
  if (a->shoulder_abduction_rad > 0.5 * VEC_PI) abduction = VEC_PI - abduction;
  double flexion = atan2(-sin(abduction) * sin(h), -cos(abduction)) - atan2(d.y, d.x);
  if (flexion < -0.5 * VEC_PI) flexion += 2 * VEC_PI;
  if (flexion > 1.5 * VEC_PI) flexion -= 2 * VEC_PI;
  a->shoulder_abduction_rad = abduction;
  a->shoulder_flexion_rad = flexion;
  struct vec3 thumb = mat3_unapply(elevation(a), arm->humerus.y);
  a->shoulder_rotation_rad = atan2(-thumb.z, thumb.y);
  clamp_arm(a);
}

/* Whatever was commanded, the surface is there: an arm that would sink into it is lifted as a whole. */
static void lift_off_surface(const struct skel *skel, struct arm *arm) {
  struct vec3 d = forth(arm->humerus);
  /* Where it rises to must not flip as a command passes straight down through the surface: away from the
   * body. */
  double down = fmax(0, -d.y);
  struct vec3 outward = vec3_unit(vec3(d.x, 0, d.z + 0.5 * down * down + 1e-9));
  struct vec3 elbow_at = vec3_sub(arm->elbow, arm->shoulder), wrist_at = vec3_sub(arm->wrist, arm->shoulder);
  double elbow =
      soft_rise(vec3_dot(elbow_at, outward), elbow_at.y, skel->elbow_radius_m - GIVE_M - arm->shoulder.y);
  double wrist =
      soft_rise(vec3_dot(wrist_at, outward), wrist_at.y, skel->wrist_radius_m - GIVE_M - arm->shoulder.y);
  double rise = soft_max(0, soft_max(elbow, wrist, 0.01), 0.01);
  if (rise <= 0) return;
  arm->humerus = mat3_mul(mat3_about(vec3_cross(outward, vec3(0, 1, 0)), rise), arm->humerus);
  place_limb(skel, arm);
  read_shoulder(arm);
}

/* A direction turned upwards until a segment of length_m from root ends no lower than floor_m. */
static struct vec3 not_below(struct vec3 root, struct vec3 d, double length_m, double floor_m) {
  return soft_lift(d, (floor_m - root.y) / length_m, 0.05);
}

/* The hand goes straight on from the forearm and gives way at the wrist where the surface stops it. */
static void place_hand(const struct skel *skel, struct arm *arm) {
  arm->palm = mat3_mul(arm->forearm, turn(arm->angles.forearm_pronation_rad));
  struct vec3 straight = forth(arm->palm);
  struct vec3 along = not_below(arm->wrist, straight, skel->palm_m, KNUCKLE_FLESH_M);
  struct vec3 thumb = arm->palm.y, palm = vec3_scale(arm->palm.z, -1);
  struct vec3 bent = vec3_sub(along, straight);
  if (vec3_dot(bent, bent) > 0) { /* keep the three at right angles */
    palm = vec3_unit(vec3_mad(palm, along, -vec3_dot(palm, along)));
    thumb = vec3_cross(palm, along);
  }
  arm->knuckle = vec3_mad(arm->wrist, along, skel->palm_m);
  double curl = vec_rad(FINGER_CURL_DEG);
  struct vec3 finger = vec3_add(vec3_scale(along, cos(curl)), vec3_scale(palm, sin(curl)));
  finger = not_below(arm->knuckle, finger, skel->fingers_m, FINGER_FLESH_M);
  arm->hand.palm = palm;
  arm->hand.along = along;
  arm->hand.fingertip = vec3_mad(arm->knuckle, finger, skel->fingers_m);
  struct vec3 base = vec3_mad(vec3_mad(arm->wrist, along, 0.28 * skel->palm_m), thumb, 0.022);
  struct vec3 out = vec3_unit(vec3_add(vec3_add(along, vec3_scale(thumb, 0.75)), vec3_scale(palm, 0.25)));
  arm->hand.thumb_base = vec3(base.x, soft_max(base.y, FINGER_FLESH_M, 0.01), base.z);
  arm->hand.thumb_tip =
      vec3_mad(arm->hand.thumb_base, not_below(arm->hand.thumb_base, out, skel->thumb_m, FINGER_FLESH_M),
               skel->thumb_m);
}

static void write_arm(const struct skel *skel, const struct arm *arm, enum body_side side, struct pose *out) {
  struct vec3 joints[] = {arm->shoulder, arm->elbow, arm->wrist, arm->knuckle};
  for (int i = 0; i < 4; i++) {
    out->joint[skel_of((enum skel_joint)(SKEL_SHOULDER_L + i), side)] =
        side == BODY_LEFT ? joints[i] : mirror(joints[i]);
  }
  struct pose_hand hand = arm->hand;
  if (side == BODY_RIGHT) {
    hand.palm = mirror(hand.palm);
    hand.along = mirror(hand.along);
    hand.fingertip = mirror(hand.fingertip);
    hand.thumb_base = mirror(hand.thumb_base);
    hand.thumb_tip = mirror(hand.thumb_tip);
  }
  out->hand[side] = hand;
  out->angles.arm[side] = arm->angles;
  double hand_gap = fmin(arm->knuckle.y - KNUCKLE_FLESH_M, arm->hand.fingertip.y - FINGER_FLESH_M);
  out->contact_hand[side] = 1 - soft_step(0.010, 0.030, hand_gap);
  double elbow_gap = pose_upper_arm_underside_m(skel, out, side);
  out->contact_upper_arm[side] = 1 - soft_step(0.004, 0.020, elbow_gap);
}

void arm_solve(const struct skel *skel, const struct angles_arm *in, enum body_side side, struct pose *out) {
  struct arm arm = {.angles = *in};
  double firm_hand = soft_firm(in->hand_rests);
  arm.shoulder = shoulder_place(skel, in, firm_hand, out);
  rest_hand(skel, firm_hand, &arm);
  rest_upper_arm(skel, &arm);
  raise_forearm(&arm);
  clamp_arm(&arm.angles);
  arm.humerus = mat3_mul(elevation(&arm.angles), turn(arm.angles.shoulder_rotation_rad));
  place_limb(skel, &arm);
  lift_off_surface(skel, &arm);
  turn_palm(&arm);
  clamp_arm(&arm.angles);
  place_hand(skel, &arm);
  write_arm(skel, &arm, side, out);
}
