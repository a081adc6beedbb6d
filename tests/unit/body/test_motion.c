/* The movement between key poses: unbroken, slow, nothing slides that should lie still. */
#include "key_poses.h"

#define STEPS 240 /* a phase of 4 s at 60 pictures a second */

/* Largest step of any point of the body and largest change of that step, in metres, with a raised cosine over
** STEPS. The longest way is that of the fingertip from beyond the head to the hip: half a circle of 0.75 m,
** 2.4 m; its raised cosine steps π/2 · 2.4/240 = 16 mm at most and changes them by π²/2 · 2.4/240² = 0.2 mm.
** What more is allowed is for paths that bend. */
#define STEP_MAX_M 0.018
#define JERK_MAX_M 0.0005

/* The same for every reported angle, in degrees: 180° in 240 steps is 1.18° and 0.015°. */
#define TURN_MAX_DEG      1.5
#define TURN_JERK_MAX_DEG 0.08

struct phase {
  const char *name;
  struct angles from, to;
  double seconds; /* at the fastest pace that is accepted (in 2.5 s, out 3 s) */
};

#define PHASES 8

/* Every pair of key poses that follow each other in the two stretches, for one comfort range. */
static void list_phases(double range_deg, struct phase phases[PHASES]) {
  double extension = 13 * vec_clamp((range_deg - 90) / 90, 0, 1);
  struct angles over = key_overhead(range_deg, fmax(2, extension)), lying = angles_lying(),
                up = key_arms_up();
  struct angles feet = key_palms_to_feet(), down = key_elbows_down();
  phases[0] = (struct phase){"reach up", lying, up, 2.5};
  phases[1] = (struct phase){"reach overhead", up, over, 3};
  phases[2] = (struct phase){"lower from overhead", over, lying, 6};
  phases[3] = (struct phase){"turn", up, feet, 2};
  phases[4] = (struct phase){"lower the elbows", feet, down, 3};
  phases[5] = (struct phase){"reach back up", down, feet, 2.5};
  phases[6] = (struct phase){"lower with palms turned", feet, lying, 6};
  phases[7] = (struct phase){"stop at the bottom", down, lying, 6};
}

static struct pose at(const struct phase *phase, double u) {
  struct angles a = angles_mix(&phase->from, &phase->to, ease_raised_cosine(u));
  return key_solve(a, u);
}

#define POINTS (SKEL_JOINTS + 6)

static struct vec3 point(const struct pose *p, int i) {
  if (i < SKEL_JOINTS) return p->joint[i];
  int side = (i - SKEL_JOINTS) % 2, which = (i - SKEL_JOINTS) / 2;
  return which == 0 ? p->hand[side].fingertip : which == 1 ? p->hand[side].thumb_tip : p->heel[side];
}

static void check_points(const struct phase *phase, double range) {
  struct pose before = at(phase, -1.0 / STEPS), now = at(phase, 0);
  for (int step = 1; step <= STEPS + 1; step++) {
    struct pose next = at(phase, (double)step / STEPS);
    for (int i = 0; i < POINTS; i++) {
      struct vec3 move = vec3_sub(point(&next, i), point(&now, i));
      struct vec3 moved = vec3_sub(point(&now, i), point(&before, i));
      if (vec3_length(move) > STEP_MAX_M || key_distance(move, moved) > JERK_MAX_M)
        fail_msg("%s to %g°, step %d: point %d moves %.2f mm, %.3f mm unlike the step before", phase->name,
                 range, step, i, 1e3 * vec3_length(move), 1e3 * key_distance(move, moved));
    }
    before = now;
    now = next;
  }
}

static void check_angles(const struct phase *phase, double range) {
  int count;
  const struct angles_field *fields = angles_fields(&count);
  for (int i = 0; i < count; i++) {
    double before = 0, now = 0;
    for (int step = -1; step <= STEPS + 1; step++) {
      struct pose p = at(phase, (double)step / STEPS);
      double next = vec_deg(angles_get(&p.angles, &fields[i], BODY_LEFT));
      double turn = next - now, turned = now - before;
      if (step > 0 && (fabs(turn) > TURN_MAX_DEG || fabs(turn - turned) > TURN_JERK_MAX_DEG))
        fail_msg("%s to %g°, step %d: %s %s turns %.3f°, before %.3f°", phase->name, range, step,
                 fields[i].joint, fields[i].motion, turn, turned);
      before = step <= 0 ? next : now;
      now = next;
    }
  }
}

static void for_each_phase(void (*check)(const struct phase *, double)) {
  for (int range = 90; range <= 180; range += 15) {
    struct phase phases[PHASES];
    list_phases(range, phases);
    for (int i = 0; i < PHASES; i++) check(&phases[i], range);
  }
}

static void every_point_of_the_body_moves_without_a_jerk(void **state) {
  (void)state;
  for_each_phase(check_points);
}

static void every_reported_angle_turns_without_a_jerk(void **state) {
  (void)state;
  for_each_phase(check_angles);
}

/* Mean at most 45° a second and peak at most 70°, of the angles that the figure shows, solved ones too. */
static void check_speed(const struct phase *phase, double range) {
  int count;
  const struct angles_field *fields = angles_fields(&count);
  struct pose first = at(phase, 0), last = at(phase, 1);
  for (int i = 0; i < count; i++) {
    double from = angles_get(&first.angles, &fields[i], BODY_LEFT), now = from, peak = 0;
    for (int step = 1; step <= STEPS; step++) {
      struct pose p = at(phase, (double)step / STEPS);
      double next = angles_get(&p.angles, &fields[i], BODY_LEFT);
      peak = fmax(peak, vec_deg(fabs(next - now)) * STEPS / phase->seconds);
      now = next;
    }
    double mean = vec_deg(fabs(angles_get(&last.angles, &fields[i], BODY_LEFT) - from)) / phase->seconds;
    if (mean > 45 || peak > 70)
      fail_msg("%s to %g°: %s %s turns %.1f°/s in the mean and %.1f°/s at most", phase->name, range,
               fields[i].joint, fields[i].motion, mean, peak);
  }
}

static void no_joint_is_faster_than_the_safe_speed_at_the_fastest_pace(void **state) {
  (void)state;
  for_each_phase(check_speed);
}

static struct pose lying_still;

static void check_still(const struct phase *phase, double range) {
  static const enum skel_joint still[] = {SKEL_PELVIS,  SKEL_HEAD,    SKEL_HIP_L, SKEL_HIP_R,
                                          SKEL_ANKLE_L, SKEL_ANKLE_R, SKEL_TOE_L, SKEL_TOE_R};
  for (int step = 0; step <= STEPS; step += 4) {
    struct pose p = at(phase, (double)step / STEPS);
    const char *what;
    if (!pose_sound(skel_adult(), &p, &what)) fail_msg("%s to %g°: %s", phase->name, range, what);
    for (size_t i = 0; i < sizeof still / sizeof still[0]; i++)
      assert_at_most(key_distance(p.joint[still[i]], lying_still.joint[still[i]]), 0.008);
    for (int side = 0; side < BODY_SIDES; side++) { /* the collar bone keeps its length */
      double collar = key_distance(key_joint(&p, SKEL_SHOULDER_L, side), p.joint[SKEL_NECK]);
      assert_near(collar, key_distance(lying_still.joint[SKEL_SHOULDER_L], lying_still.joint[SKEL_NECK]),
                  1e-4);
    }
  }
}

static void feet_pelvis_and_head_stay_in_their_places(void **state) {
  (void)state;
  lying_still = key_solve(angles_lying(), 0);
  for_each_phase(check_still);
}

/* The distance between the palms on the way up and over: the hands never cross or touch. */
static void check_apart(const struct phase *phase, double range) {
  for (int step = 0; step <= STEPS; step += 4) {
    struct pose p = at(phase, (double)step / STEPS);
    if (p.joint[SKEL_HAND_L].z < 0.08 || p.hand[BODY_LEFT].fingertip.z < 0.08)
      fail_msg("%s to %g°: the left hand crosses the middle", phase->name, range);
  }
}

static void hands_keep_to_their_own_sides(void **state) {
  (void)state;
  for_each_phase(check_apart);
}

/* Weights alone, and angles far from the exercise's: never a jump, however a routine blends them. A step of
** 1/2000 may move a hand a few millimetres, a flip would move it decimetres. */
static void any_blend_of_any_two_poses_is_unbroken(void **state) {
  (void)state;
  uint64_t seed = 99;
  int broken = 0;
  for (int pair = 0; pair < 100; pair++) {
    struct angles from = key_random_angles(&seed), to = key_random_angles(&seed);
    struct pose last = key_solve(from, 0);
    for (int step = 1; step <= 2000; step++) {
      struct pose p = key_solve(angles_mix(&from, &to, step / 2000.0), 0);
      for (int i = 0; i < SKEL_JOINTS; i++) {
        if (key_distance(p.joint[i], last.joint[i]) > 0.05) broken++;
      }
      last = p;
    }
  }
  assert_int_equal(broken, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_point_of_the_body_moves_without_a_jerk),
      cmocka_unit_test(every_reported_angle_turns_without_a_jerk),
      cmocka_unit_test(no_joint_is_faster_than_the_safe_speed_at_the_fastest_pace),
      cmocka_unit_test(feet_pelvis_and_head_stay_in_their_places),
      cmocka_unit_test(hands_keep_to_their_own_sides),
      cmocka_unit_test(any_blend_of_any_two_poses_is_unbroken),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
