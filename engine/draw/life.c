#include "life.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "soft.h"

/* How quickly each spring answers, 1/s: it stays 2 / rate seconds behind a steady movement. */
enum { QUICK, MIDDLE, SLOW };
static const double rate[LIFE_SPRINGS] = {[QUICK] = 14, [MIDDLE] = 8, [SLOW] = 5.5};

#define TICK_S (1.0 / 120)

/* What a tick remembers of a pose. */
enum {
  ALONG = 0,                     /* the hand's direction, of each side */
  PALM = ALONG + 3 * BODY_SIDES, /* its palm */
  TOUCH = PALM + 3 * BODY_SIDES, /* the hand on the surface */
  BLADE = TOUCH + BODY_SIDES,    /* shoulder from the base of the neck */
  LOAD = BLADE + 3 * BODY_SIDES, /* share of the arms' weight that the trunk carries */
  BEYOND,                        /* how far the arms lie beyond the head, 0…1 */
  BELLY,
  CHANNELS
};
_Static_assert(CHANNELS <= LIFE_CHANNELS, "a tick must have room for every channel");

#define FINGER_GAIN 1.4
#define BLADE_GAIN  2.6
#define CURL_RAD    0.65
#define SETTLE_M    0.0045
#define HEAD_M      0.0050
#define SQUASH      0.07
#define CLOTH_GAIN  1.3

/* What the surface leaves to flesh, as in the body's own hands. */
#define KNUCKLE_FLESH_M 0.014
#define FINGER_FLESH_M  0.009
#define GIVE_M          0.004
#define CORNER          0.01

static void put(float *channel, struct vec3 v) {
  channel[0] = (float)v.x, channel[1] = (float)v.y, channel[2] = (float)v.z;
}

static void remember(const struct pose *pose, float out[LIFE_CHANNELS]) {
  double carried = 0, beyond = 0;
  for (int side = 0; side < BODY_SIDES; side++) {
    struct vec3 shoulder = pose->joint[skel_of(SKEL_SHOULDER_L, side)];
    struct vec3 arm = vec3_unit(vec3_sub(pose->joint[skel_of(SKEL_ELBOW_L, side)], shoulder));
    put(out + ALONG + 3 * side, pose->hand[side].along);
    put(out + PALM + 3 * side, pose->hand[side].palm);
    put(out + BLADE + 3 * side, vec3_sub(shoulder, pose->joint[SKEL_NECK]));
    out[TOUCH + side] = (float)pose->contact_hand[side];
    carried += 0.5 * (1 - fmax(pose->contact_hand[side], pose->contact_upper_arm[side]));
    beyond += 0.25 * (1 + arm.x);
  }
  out[LOAD] = (float)carried;
  out[BEYOND] = (float)beyond;
  out[BELLY] = (float)pose->belly_rise_m;
}

/* Answers of critically damped springs to a moment's push, each of sum 1, so that a still body has no motion. */
static void work_out_kernels(struct life *life) {
  for (int spring = 0; spring < LIFE_SPRINGS; spring++) {
    double *h = life->kernel[spring], sum = 0;
    for (int i = 0; i <= LIFE_WINDOW; i++) {
      double t = rate[spring] * TICK_S * i;
      h[i] = t * exp(-t);
      sum += h[i];
    }
    for (int i = 0; i <= LIFE_WINDOW; i++) h[i] /= sum;
    h[LIFE_WINDOW + 1] = 0;
  }
}

static int slot(int64_t tick) {
  int at = (int)(tick % (LIFE_WINDOW + 2));
  return at < 0 ? at + LIFE_WINDOW + 2 : at;
}

/* Brings the ring up to tick: the newest LIFE_WINDOW + 2 ticks are there. */
static void fill(struct life *life, life_pose_fn *pose_at, const void *context, uint64_t version,
                 int64_t tick) {
  const int whole = LIFE_WINDOW + 2;
  bool usable =
      life->filled == whole && life->version == version && tick >= life->last && tick - life->last < whole;
  if (life->filled == 0) work_out_kernels(life);
  int64_t next = usable ? life->last + 1 : tick - whole + 1;
  for (; next <= tick; next++) {
    struct pose pose;
    pose_at(context, next * LIFE_TICK_FRAMES, &pose);
    remember(&pose, life->ring[slot(next)]);
  }
  life->version = version;
  life->last = tick;
  life->filled = whole;
}

/* All channels as a spring answers, at the share u of the way from the tick before the last to the last. */
static void answer(const struct life *life, int spring, double u, int first, int end,
                   double out[LIFE_CHANNELS]) {
  const double *h = life->kernel[spring];
  for (int c = first; c < end; c++) out[c] = 0;
  int at = slot(life->last);
  for (int age = 0; age<LIFE_WINDOW + 2; age++, at = at> 0 ? at - 1 : LIFE_WINDOW + 1) {
    double w = u * h[age] + (age > 0 ? (1 - u) * h[age - 1] : 0);
    const float *tick = life->ring[at];
    for (int c = first; c < end; c++) out[c] += w * (double)tick[c];
  }
}

static void present(const struct life *life, double u, double out[LIFE_CHANNELS]) {
  const float *a = life->ring[slot(life->last - 1)], *b = life->ring[slot(life->last)];
  for (int c = 0; c < CHANNELS; c++) out[c] = vec_lerp((double)a[c], (double)b[c], u);
}

static struct vec3 get(const double *channel) {
  return vec3(channel[0], channel[1], channel[2]);
}

/* The turn that leads from where the hand is to where it was: bent about the wrist, and twisted about its length. */
static struct vec3 lag_of(const double *now, const double *was, int side) {
  struct vec3 along = vec3_unit(get(now + ALONG + 3 * side)), palm = vec3_unit(get(now + PALM + 3 * side));
  struct vec3 bend = vec3_cross(along, vec3_unit(get(was + ALONG + 3 * side)));
  double twist = vec3_dot(vec3_cross(palm, vec3_unit(get(was + PALM + 3 * side))), along);
  return vec3_mad(bend, along, twist);
}

void life_at(struct life *life, life_pose_fn *pose_at, const void *context, uint64_t version, int64_t frame,
             struct life_look *out) {
  int64_t tick = frame / LIFE_TICK_FRAMES;
  if (tick * LIFE_TICK_FRAMES > frame) tick--;
  double u = (double)(frame - tick * LIFE_TICK_FRAMES) / LIFE_TICK_FRAMES;
  fill(life, pose_at, context, version, tick + 1);
  double now[LIFE_CHANNELS], quick[LIFE_CHANNELS], middle[LIFE_CHANNELS], slow[LIFE_CHANNELS];
  present(life, u, now);
  answer(life, QUICK, u, ALONG, BLADE, quick);
  answer(life, MIDDLE, u, ALONG, LOAD, middle);
  answer(life, SLOW, u, LOAD, CHANNELS, slow);
  for (int side = 0; side < BODY_SIDES; side++) {
    int at = BLADE + 3 * side;
    out->hand_lag_rad[side] = lag_of(now, quick, side);
    struct vec3 more = vec3_sub(lag_of(now, middle, side), out->hand_lag_rad[side]);
    out->finger_lag_rad[side] = vec3_scale(more, FINGER_GAIN);
    out->finger_curl_rad[side] = CURL_RAD * (middle[TOUCH + side] - quick[TOUCH + side]);
    out->blade_m[side] = vec3_scale(vec3_sub(get(middle + at), get(now + at)), BLADE_GAIN);
  }
  out->settle_m = -SETTLE_M * slow[LOAD];
  out->head_m = -HEAD_M * slow[BEYOND];
  out->towel_squash = SQUASH * slow[LOAD];
  out->cloth_m = CLOTH_GAIN * (slow[BELLY] - now[BELLY]);
}

static struct vec3 turned(struct vec3 rotation, struct vec3 v) {
  double angle = vec3_length(rotation);
  if (angle < 1e-9) return v;
  return mat3_apply(mat3_about(vec3_scale(rotation, 1 / angle), angle), v);
}

static struct vec3 above(struct vec3 p, double least_m) {
  return vec3(p.x, fmax(p.y, least_m), p.z);
}

static void trail_hand(const struct life_look *look, const struct skel *skel, const struct pose *pose,
                       int side, struct pose *out) {
  const struct pose_hand *hand = &pose->hand[side];
  struct vec3 lag = look->hand_lag_rad[side], wrist = pose->joint[skel_of(SKEL_WRIST_L, side)];
  struct vec3 knuckle = pose->joint[skel_of(SKEL_HAND_L, side)];
  struct vec3 along = turned(lag, hand->along);
  along = soft_lift(along, (KNUCKLE_FLESH_M - wrist.y) / skel->palm_m, CORNER);
  struct vec3 palm = turned(lag, hand->palm);
  palm = vec3_unit(vec3_mad(palm, along, -vec3_dot(palm, along)));
  struct vec3 finger = turned(lag, vec3_unit(vec3_sub(hand->fingertip, knuckle)));
  finger = turned(look->finger_lag_rad[side], finger);
  finger = turned(vec3_scale(vec3_cross(along, palm), look->finger_curl_rad[side]), finger);
  struct vec3 base = vec3_mad(wrist, along, skel->palm_m);
  finger = soft_lift(finger, (FINGER_FLESH_M - base.y) / skel->fingers_m, CORNER);
  out->joint[skel_of(SKEL_HAND_L, side)] = base;
  out->hand[side].along = along;
  out->hand[side].palm = palm;
  out->hand[side].fingertip = vec3_mad(base, finger, skel->fingers_m);
  struct vec3 thumb_base = vec3_add(wrist, turned(lag, vec3_sub(hand->thumb_base, wrist)));
  struct vec3 thumb_tip = vec3_add(wrist, turned(lag, vec3_sub(hand->thumb_tip, wrist)));
  out->hand[side].thumb_base = above(thumb_base, FINGER_FLESH_M);
  out->hand[side].thumb_tip = above(thumb_tip, FINGER_FLESH_M);
}

void life_pose(const struct life_look *look, const struct skel *skel, const struct pose *pose,
               struct pose *out) {
  static const struct life_look none = {.settle_m = 0};
  if (out != pose) *out = *pose;
  if (look == NULL || memcmp(look, &none, sizeof none) == 0) return;
  struct pose drawn = *pose;
  drawn.joint[SKEL_CHEST].y += look->settle_m;
  drawn.joint[SKEL_LUMBAR].y += 0.4 * look->settle_m;
  drawn.joint[SKEL_NECK].y += 0.8 * look->settle_m;
  drawn.joint[SKEL_HEAD].y += look->head_m;
  for (int side = 0; side < BODY_SIDES; side++) {
    enum skel_joint shoulder = skel_of(SKEL_SHOULDER_L, side);
    struct vec3 at = vec3_add(drawn.joint[shoulder], look->blade_m[side]);
    at.y += 0.8 * look->settle_m;
    drawn.joint[shoulder] = above(at, fmin(skel->shoulder_radius_m - GIVE_M, pose->joint[shoulder].y));
    trail_hand(look, skel, pose, side, &drawn);
  }
  drawn.belly_rise_m += look->cloth_m;
  drawn.roll_squash = vec_clamp(drawn.roll_squash + look->towel_squash, 0, 1);
  *out = drawn;
}
