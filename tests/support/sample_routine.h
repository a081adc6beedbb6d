/* The two stretches and the session of both, written in C for tests that have no script worker. The numbers
** are those of the shipped routine files. Strings are literals; struct sample must outlive whatever was made
** from it. */
#ifndef SUPINE_SAMPLE_ROUTINE_H
#define SUPINE_SAMPLE_ROUTINE_H

#include <string.h>

#include "routine.h"
#include "vec.h"

#define SAMPLE_REPS     5
#define SAMPLE_REPS_MAX 10

struct sample {
  struct routine overhead, elbows, session;
  struct routine_phase overhead_rep[4];
  struct routine_phase elbows_prepare[2], elbows_rep[2], elbows_finish[1];
  const struct routine *list[3];
  struct routine_catalog catalog;
};

/* Both arms with these angles, in degrees; the rest of the body as it lies. */
static inline struct routine_pose sample_pose(const char *name, double flexion, double abduction,
                                              double rotation, double elbow, double pronation) {
  struct routine_pose pose = {.name = name, .angles = angles_lying()};
  for (int side = 0; side < BODY_SIDES; side++) {
    pose.angles.arm[side] = (struct angles_arm){.shoulder_flexion_rad = vec_rad(flexion),
                                                .shoulder_abduction_rad = vec_rad(abduction),
                                                .shoulder_rotation_rad = vec_rad(rotation),
                                                .elbow_flexion_rad = vec_rad(elbow),
                                                .forearm_pronation_rad = vec_rad(pronation)};
  }
  return pose;
}

static inline struct routine_pose sample_lying(void) {
  return (struct routine_pose){.name = "lying", .angles = angles_lying()};
}

static inline struct routine_pose sample_overhead_pose(void) {
  struct routine_pose pose = sample_pose("overhead", ROUTINE_COMFORT_DEG, 0, 0, 0, 0);
  pose.comfort[BODY_LEFT] = pose.comfort[BODY_RIGHT] = true;
  pose.angles.thorax_extension_rad = vec_rad(12);
  return pose;
}

static inline struct routine_pose sample_palms_pose(void) {
  struct routine_pose pose = sample_pose("arms_up_palms_to_feet", 90, 0, 40, 0, 46);
  for (int side = 0; side < BODY_SIDES; side++) {
    pose.angles.arm[side].palm_to_feet = pose.angles.arm[side].forearm_upright = 1;
  }
  return pose;
}

static inline struct routine_pose sample_elbows_down_pose(void) {
  struct routine_pose pose = sample_pose("elbows_down", 0, 80, 0, 95, 8);
  for (int side = 0; side < BODY_SIDES; side++) {
    struct angles_arm *arm = &pose.angles.arm[side];
    arm->palm_to_feet = arm->forearm_upright = arm->upper_arm_rests = 1;
  }
  return pose;
}

static inline struct routine_phase sample_phase(const char *id, double seconds, enum routine_breath breath,
                                                struct routine_pose to, int line) {
  return (struct routine_phase){.id = id,
                                .seconds = seconds,
                                .breath = breath,
                                .to = to,
                                .words = {"Cue", "hint of the phase", "Now [go] on", "lane"},
                                .line = line};
}

static inline struct routine_phase sample_easy(struct routine_phase phase, double in_s, double out_s) {
  phase.easy[phase.easy_count++] = (struct routine_easy){ROUTINE_IN, in_s};
  if (out_s > 0) phase.easy[phase.easy_count++] = (struct routine_easy){ROUTINE_OUT, out_s};
  return phase;
}

static inline struct routine sample_exercise(const char *id, const char *file) {
  return (struct routine){.file = file,
                          .id = id,
                          .title = id,
                          .summary = "A stretch",
                          .author = "",
                          .reviewer = "",
                          .credit = "",
                          .api = ROUTINE_API,
                          .reps = SAMPLE_REPS,
                          .reps_max = SAMPLE_REPS_MAX,
                          .reps_reason = "",
                          .pace_in_s = 4,
                          .pace_out_s = 6,
                          .start = sample_lying()};
}

static inline void sample_fill_reps(struct routine *routine, struct routine_phase *phases, int count) {
  for (int rep = 0; rep < SAMPLE_REPS_MAX; rep++) routine->rep[rep] = (struct routine_phases){phases, count};
}

static inline void sample_init_overhead(struct sample *s) {
  s->overhead = sample_exercise("overhead-reach", "overhead-reach.lua");
  struct routine_phase *rep = s->overhead_rep;
  rep[0] = sample_phase("reach_up", 4, ROUTINE_IN, sample_pose("arms_up", 90, 0, 0, 0, 0), 10);
  rep[1] = sample_phase("reach_overhead", 6, ROUTINE_OUT, sample_overhead_pose(), 11);
  rep[2] = sample_easy(sample_phase("lower", 6, ROUTINE_FREE, sample_lying(), 12), 2.5, 3.5);
  rep[3] = sample_phase("settle", 1, ROUTINE_FREE, sample_lying(), 13);
  sample_fill_reps(&s->overhead, rep, 4);
}

static inline void sample_init_elbows(struct sample *s) {
  s->elbows = sample_exercise("elbow-lowering", "elbow-lowering.lua");
  struct routine_pose arms_up = sample_pose("arms_up", 90, 0, 0, 0, 0);
  s->elbows_prepare[0] = sample_easy(sample_phase("raise", 4, ROUTINE_FREE, arms_up, 20), 2, 2);
  s->elbows_prepare[1] = sample_easy(sample_phase("turn", 2, ROUTINE_FREE, sample_palms_pose(), 21), 2, 0);
  s->elbows_rep[0] = sample_phase("lower_elbows", 6, ROUTINE_OUT, sample_elbows_down_pose(), 22);
  s->elbows_rep[1] = sample_phase("reach_back_up", 4, ROUTINE_IN, sample_palms_pose(), 23);
  s->elbows_finish[0] = sample_phase("lower", 6, ROUTINE_FREE, sample_lying(), 24);
  s->elbows.prepare = (struct routine_phases){s->elbows_prepare, 2};
  sample_fill_reps(&s->elbows, s->elbows_rep, 2);
  s->elbows.finish = (struct routine_phases){s->elbows_finish, 1};
}

/* Fills s: both exercises (5 repetitions, at most 10, pace 4:6, range 165°), the session with 20 s of rest
** between them, and the catalog of all three. */
static inline void sample_init(struct sample *s) {
  memset(s, 0, sizeof *s);
  sample_init_overhead(s);
  sample_init_elbows(s);
  s->session = (struct routine){.file = "towel-roll.lua",
                                .id = "towel-roll",
                                .title = "Towel roll",
                                .summary = "Both stretches",
                                .api = ROUTINE_API,
                                .session = true,
                                .reps = SAMPLE_REPS};
  s->session.items[0] = (struct routine_item){.id = "overhead-reach", .rest_s = 20, .line = 5};
  s->session.items[1] = (struct routine_item){.id = "elbow-lowering", .line = 6};
  s->session.item_count = 2;
  s->list[0] = &s->overhead;
  s->list[1] = &s->elbows;
  s->list[2] = &s->session;
  s->catalog = (struct routine_catalog){s->list, 3};
}

#endif
