/* Secondary motion is a function of the time alone: which frames were shown before must not be seen in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "ease.h"
#include "life.h"
#include "near.h"
#include "poses.h"

#define SECOND 48000

/* Lying, up to the ceiling in 4 s, beyond the head in 6 s, back to the mat in 6 s, and again. */
struct day {
  int asked; /* how often a pose was wanted */
};

static void stretch_at(const void *context, int64_t frame, struct pose *out) {
  struct day *day = (struct day *)(uintptr_t)context;
  if (day != NULL) day->asked++;
  double t = fmod((double)frame / SECOND + 1700, 17);
  enum poses_key from = POSES_LYING, to = POSES_LYING;
  double u = 0, level = 0;
  if (t < 4)
    from = POSES_LYING, to = POSES_CEILING, u = t / 4, level = ease_raised_cosine(u);
  else if (t < 10)
    from = POSES_CEILING, to = POSES_OVERHEAD, u = (t - 4) / 6, level = 1 - ease_raised_cosine(u);
  else if (t < 16)
    from = POSES_OVERHEAD, to = POSES_LYING, u = (t - 10) / 6;
  *out = poses_between(from, to, ease_raised_cosine(u), level);
}

static void hold_at(const void *context, int64_t frame, struct pose *out) {
  (void)frame;
  const enum poses_key *key = context;
  *out = poses_at(*key, 0.5);
}

static double difference(const struct life_look *a, const struct life_look *b) {
  const double *x = (const double *)(const void *)a, *y = (const double *)(const void *)b;
  double most = 0;
  for (size_t i = 0; i < sizeof *a / sizeof *x; i++) most = fmax(most, fabs(x[i] - y[i]));
  return most;
}

/* The look at `end`, having shown frames `step` apart (or at random steps up to it) from `start` on. */
static struct life_look shown(int64_t start, int64_t end, int64_t step, bool random) {
  struct life life = {0};
  struct life_look look;
  uint32_t chance = 12345;
  for (int64_t f = start; f < end;) {
    life_at(&life, stretch_at, NULL, 1, f, &look);
    chance = chance * 1664525u + 1013904223u;
    f += random ? 1 + (int64_t)(chance >> 8) % step : step;
  }
  life_at(&life, stretch_at, NULL, 1, end, &look);
  return look;
}

static void the_frames_shown_before_are_not_seen(void **state) {
  (void)state;
  static const double ends_s[] = {1.0, 3.9, 4.2, 7.77, 15.95, 16.3};
  for (size_t i = 0; i < sizeof ends_s / sizeof ends_s[0]; i++) {
    int64_t end = (int64_t)(ends_s[i] * SECOND) + 137, start = end - 2 * SECOND;
    struct life_look jump = shown(end, end, 1, false);
    assert_true(difference(&jump, &(struct life_look){.settle_m = 0}) > 1e-6); /* there is something to see */
    const struct life_look other[] = {shown(start, end, SECOND / 30, false),
                                      shown(start, end, SECOND / 60, false),
                                      shown(start, end, SECOND / 144, false), shown(start, end, 3001, true),
                                      shown(start - 20 * SECOND, end, 9 * SECOND, false)};
    for (size_t k = 0; k < sizeof other / sizeof other[0]; k++)
      assert_true(difference(&jump, &other[k]) <= 1e-6);
  }
}

static void going_back_gives_the_same_as_going_on(void **state) {
  (void)state;
  struct life life = {0};
  struct life_look late, early, fresh = shown(5 * SECOND, 5 * SECOND, 1, false);
  life_at(&life, stretch_at, NULL, 1, 9 * SECOND, &late);
  life_at(&life, stretch_at, NULL, 1, 5 * SECOND, &early);
  assert_true(difference(&early, &fresh) <= 1e-6);
}

static void another_source_is_not_mixed_with_the_one_before(void **state) {
  (void)state;
  static const enum poses_key lying = POSES_LYING;
  struct life life = {0};
  struct life_look look;
  life_at(&life, stretch_at, NULL, 1, 7 * SECOND, &look);
  life_at(&life, hold_at, &lying, 2, 7 * SECOND + 400, &look);
  assert_near(vec3_length(look.hand_lag_rad[BODY_LEFT]), 0, 1e-6);
}

static void at_60_hz_two_poses_a_frame_are_asked_for(void **state) {
  (void)state;
  struct day day = {0};
  struct life life = {0};
  struct life_look look;
  life_at(&life, stretch_at, &day, 1, 0, &look);
  day.asked = 0;
  for (int i = 1; i <= 60; i++) life_at(&life, stretch_at, &day, 1, i * SECOND / 60, &look);
  assert_int_equal(day.asked, 120);
}

/* A body that holds still has settled: hands, fingers, blades and cloth are where the joints say. */
static void where_nothing_moves_nothing_lags(void **state) {
  (void)state;
  for (int key = 0; key < POSES_COUNT; key++) {
    enum poses_key held = (enum poses_key)key;
    struct life life = {0};
    struct life_look look;
    life_at(&life, hold_at, &held, 1, 1000, &look);
    for (int side = 0; side < BODY_SIDES; side++) {
      assert_near(vec3_length(look.hand_lag_rad[side]), 0, 1e-6);
      assert_near(vec3_length(look.finger_lag_rad[side]), 0, 1e-6);
      assert_near(look.finger_curl_rad[side], 0, 1e-6);
      assert_near(vec3_length(look.blade_m[side]), 0, 1e-6);
    }
    assert_near(look.cloth_m, 0, 1e-6);
  }
}

/* In the middle of the way up the hand hangs back by some degrees; both hands alike, mirrored. */
static void hands_stay_behind_the_forearm(void **state) {
  (void)state;
  struct pose pose, drawn;
  struct life_look look = shown(2 * SECOND, 2 * SECOND, 1, false);
  stretch_at(NULL, 2 * SECOND, &pose);
  life_pose(&look, skel_adult(), &pose, &drawn);
  for (int side = 0; side < BODY_SIDES; side++) {
    double lag_deg = vec_deg(vec3_length(look.hand_lag_rad[side]));
    assert_true(lag_deg > 2 && lag_deg < 14);
    assert_true(drawn.hand[side].fingertip.x <
                pose.hand[side].fingertip.x); /* the arm goes towards the head */
  }
  struct vec3 l = drawn.hand[BODY_LEFT].fingertip, r = drawn.hand[BODY_RIGHT].fingertip;
  assert_near(l.x, r.x, 1e-6);
  assert_near(l.z, -r.z, 1e-6);
}

static void weight_settles_after_the_arms_have_been_raised(void **state) {
  (void)state;
  struct life_look lying = shown(0, 0, 1, false), raised = shown(4 * SECOND, 4 * SECOND, 1, false);
  struct life_look beyond = shown(10 * SECOND, 10 * SECOND, 1, false);
  assert_near(lying.settle_m, 0, 1e-4);
  assert_true(raised.settle_m < -0.003 && raised.towel_squash > 0.04);
  assert_true(beyond.head_m < raised.head_m - 0.001);
}

static void bones_keep_their_length_and_nothing_sinks(void **state) {
  (void)state;
  const struct skel *skel = skel_adult();
  struct life life = {0};
  for (int64_t f = 0; f < 34 * SECOND; f += SECOND / 30) {
    struct life_look look;
    struct pose pose, drawn;
    life_at(&life, stretch_at, NULL, 1, f, &look);
    stretch_at(NULL, f, &pose);
    life_pose(&look, skel, &pose, &drawn);
    for (int side = 0; side < BODY_SIDES; side++) {
      struct vec3 wrist = drawn.joint[skel_of(SKEL_WRIST_L, side)],
                  knuckle = drawn.joint[skel_of(SKEL_HAND_L, side)];
      const struct pose_hand *hand = &drawn.hand[side];
      assert_near(vec3_length(vec3_sub(knuckle, wrist)), skel->palm_m, 1e-6);
      assert_near(vec3_length(vec3_sub(hand->fingertip, knuckle)), skel->fingers_m, 1e-6);
      assert_near(vec3_dot(hand->palm, hand->along), 0, 1e-6);
      assert_true(knuckle.y > 0.012 && hand->fingertip.y > 0.007 && hand->thumb_tip.y > 0.007);
      assert_true(drawn.joint[skel_of(SKEL_SHOULDER_L, side)].y > skel->shoulder_radius_m - 0.006);
    }
    assert_true(drawn.roll_squash >= 0 && drawn.roll_squash <= 1);
  }
}

static void without_life_the_pose_stays_as_it_is(void **state) {
  (void)state;
  struct pose pose = poses_at(POSES_ELBOWS_DOWN, 0.3), drawn;
  const struct life_look still = {.settle_m = 0};
  life_pose(NULL, skel_adult(), &pose, &drawn);
  assert_memory_equal(&pose, &drawn, sizeof pose);
  life_pose(&still, skel_adult(), &pose, &drawn);
  assert_memory_equal(&pose, &drawn, sizeof pose);
}

static void a_look_never_jumps_between_ticks(void **state) {
  (void)state;
  struct life life = {0};
  struct life_look last, now;
  life_at(&life, stretch_at, NULL, 1, -3 * SECOND, &last);
  for (int64_t f = -3 * SECOND + 100; f < 18 * SECOND;
       f += 100) { /* four times a tick; most moved in 1/480 s */
    life_at(&life, stretch_at, NULL, 1, f, &now);
    assert_true(difference(&last, &now) < 0.004);
    last = now;
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_frames_shown_before_are_not_seen),
      cmocka_unit_test(going_back_gives_the_same_as_going_on),
      cmocka_unit_test(another_source_is_not_mixed_with_the_one_before),
      cmocka_unit_test(at_60_hz_two_poses_a_frame_are_asked_for),
      cmocka_unit_test(where_nothing_moves_nothing_lags),
      cmocka_unit_test(hands_stay_behind_the_forearm),
      cmocka_unit_test(weight_settles_after_the_arms_have_been_raised),
      cmocka_unit_test(bones_keep_their_length_and_nothing_sinks),
      cmocka_unit_test(without_life_the_pose_stays_as_it_is),
      cmocka_unit_test(a_look_never_jumps_between_ticks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
