#include "build.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "err.h"
#include "loc.h"
#include "lungs.h"
#include "vec.h"

#define SAME_POSE_RAD 1e-6

static int phases_of(const struct routine *exercise, int reps) {
  int count = exercise->prepare.count + exercise->finish.count;
  for (int rep = 0; rep < reps; rep++) count += exercise->rep[rep].count;
  return count;
}

int build_start(struct build *build, const struct plan *from, int kept, struct arena *arena) {
  int capacity = kept + 4; /* get ready or a return, count-in, and done, one to spare */
  for (int i = 0; i < from->set_count; i++) {
    capacity += phases_of(from->sets[i].exercise, from->sets[i].reps) + 2; /* and a return and a rest */
  }
  struct plan *plan = arena_take(arena, sizeof *plan);
  struct plan_segment *segments = arena_array(arena, (size_t)capacity, sizeof *segments);
  if (!plan || !segments)
    return err_set(ERR_MACHINE, "no memory left for the plan of the session; close other programs");
  *plan = *from;
  plan->segments = segments;
  plan->segment_count = 0;
  plan->breaths = NULL;
  plan->breath_count = 0;
  *build = (struct build){.plan = plan, .capacity = capacity};
  return 0;
}

/* Appends s, which has its kind, set, words and the like, as the next `seconds`. */
static void append(struct build *build, struct plan_segment s, double seconds, const struct angles *to) {
  struct plan *plan = build->plan;
  assert(plan->segment_count < build->capacity);
  int64_t start = build->base.v + frames_of_s(build->elapsed_s);
  build->elapsed_s += seconds;
  s.start = (struct ses_frame){start};
  s.length_frames = build->base.v + frames_of_s(build->elapsed_s) - start;
  if (s.length_frames == 0 && s.kind != PLAN_DONE) return;
  s.whole_frames = s.length_frames;
  s.from = build->pose;
  s.to = build->pose = *to;
  s.sets = plan->set_count;
  if (s.set > 0) s.exercise = plan->sets[s.set - 1].exercise;
  s.range_deg = plan->sets[s.set > 0 ? s.set - 1 : 0].range_deg;
  plan->segments[plan->segment_count++] = s;
}

static const char *word(const struct loc *loc, const char *id, const char *which) {
  char key[64] = "session.";
  strcat(strcat(strcat(key, id), "."), which);
  const char *text = loc_find(loc, key);
  return text ? text : "";
}

/* A segment that no routine wrote. */
static struct plan_segment own(const struct build *build, enum plan_kind kind, int set) {
  const char *id = plan_kind_name(kind);
  const struct loc *loc = build->plan->options.loc;
  return (struct plan_segment){
      .kind = kind,
      .id = id,
      .set = set,
      .breath = ROUTINE_FREE,
      .words = {word(loc, id, "cue"), word(loc, id, "hint"), word(loc, id, "say"), word(loc, id, "lane")}};
}

void build_wait(struct build *build, enum plan_kind kind, int set, double seconds, const struct angles *to) {
  append(build, own(build, kind, set), seconds, to);
}

static bool same_pose(const struct angles *a, const struct angles *b) {
  if (angles_distance_rad(a, b) > SAME_POSE_RAD) return false;
  for (int side = 0; side < BODY_SIDES; side++) {
    const struct angles_arm *p = &a->arm[side], *q = &b->arm[side];
    double most = fabs(p->hand_rests - q->hand_rests);
    most = fmax(most, fabs(p->upper_arm_rests - q->upper_arm_rests));
    most = fmax(most, fabs(p->forearm_upright - q->forearm_upright));
    most = fmax(most, fabs(p->palm_to_feet - q->palm_to_feet));
    most = fmax(most, fabs(a->leg[side].sole_rests - b->leg[side].sole_rests));
    if (most > SAME_POSE_RAD) return false;
  }
  return true;
}

static double return_s(const struct angles *from, const struct angles *to) {
  return fmax(PLAN_RETURN_MIN_S, vec_deg(angles_distance_rad(from, to)) / PLAN_RETURN_SPEED_DEG);
}

bool build_return(struct build *build, int set, const struct angles *to) {
  if (same_pose(&build->pose, to)) return false;
  append(build, own(build, PLAN_RETURN, set), return_s(&build->pose, to), to);
  return true;
}

static double phase_s(const struct plan_set *set, const struct routine_phase *phase, double distance_deg) {
  const struct routine *exercise = set->exercise;
  double seconds = phase->seconds;
  if (phase->breath == ROUTINE_IN && exercise->pace_in_s > 0) seconds *= set->pace_in_s / exercise->pace_in_s;
  if (phase->breath == ROUTINE_OUT && exercise->pace_out_s > 0)
    seconds *= set->pace_out_s / exercise->pace_out_s;
  return fmax(seconds, distance_deg / PLAN_SPEED_MAX_DEG);
}

/* A key pose of a set's repetitions for this player. */
static struct angles key_pose(const struct plan_set *set, const struct routine_pose *pose) {
  struct angles to = routine_pose_angles(pose, set->range_deg);
  if (set->amplitude >= 1 || set->follows_comfort) return to;
  struct angles centre = build_rep_pose(set, 1);
  return angles_mix(&centre, &to, set->amplitude);
}

static void append_phases(struct build *build, enum plan_kind kind, int set, int rep,
                          const struct routine_phases *phases) {
  const struct plan_set *of = &build->plan->sets[set - 1];
  for (int i = 0; i < phases->count; i++) {
    const struct routine_phase *phase = &phases->phases[i];
    struct angles to = rep > 0 ? key_pose(of, &phase->to) : routine_pose_angles(&phase->to, of->range_deg);
    struct plan_segment s = {.kind = kind,
                             .id = phase->id,
                             .set = set,
                             .rep = rep,
                             .reps = rep > 0 ? of->reps : 0,
                             .ends_rep = rep > 0 && i == phases->count - 1,
                             .phase = phase,
                             .breath = phase->breath,
                             .words = phase->words,
                             .camera = phase->camera};
    append(build, s, phase_s(of, phase, vec_deg(angles_distance_rad(&build->pose, &to))), &to);
  }
}

void build_prepare(struct build *build, int set) {
  append_phases(build, PLAN_PREPARE, set, 0, &build->plan->sets[set - 1].exercise->prepare);
}

void build_reps(struct build *build, int set, int first_rep) {
  const struct plan_set *of = &build->plan->sets[set - 1];
  for (int rep = first_rep; rep <= of->reps; rep++) {
    append_phases(build, PLAN_REP, set, rep, &of->exercise->rep[rep - 1]);
  }
  append_phases(build, PLAN_FINISH, set, 0, &of->exercise->finish);
}

void build_rest_of_session(struct build *build, int set) {
  struct plan *plan = build->plan;
  for (int next = set + 1; next <= plan->set_count; next++) {
    double rest_s = plan->sets[next - 2].rest_s;
    struct angles to = build_start_pose(&plan->sets[next - 1]);
    if (rest_s < return_s(&build->pose, &to)) build_return(build, next - 1, &to);
    build_wait(build, PLAN_REST, next - 1, rest_s, &to);
    build_prepare(build, next);
    build_reps(build, next, 1);
  }
}

int build_end(struct build *build, struct arena *arena) {
  struct plan *plan = build->plan;
  append(build, own(build, PLAN_DONE, plan->set_count), 0, &build->pose);
  plan->length_frames = plan->segments[plan->segment_count - 1].start.v;
  int last = plan->segment_count - 1;
  for (int i = last; i >= build->first; i--) {
    struct plan_segment *s = &plan->segments[i];
    if (s->phase) continue;
    if (i < last) s->camera = plan->segments[i + 1].camera;
    for (int before = i; i == last && before >= 0; before--) {
      if (!plan->segments[before].phase) continue;
      s->camera = plan->segments[before].camera;
      break;
    }
  }
  return lungs_fill(plan, build->first, build->level, arena);
}

struct angles build_start_pose(const struct plan_set *set) {
  return routine_pose_angles(&set->exercise->start, set->range_deg);
}

static const struct routine_pose *last_of(const struct routine_phases *phases) {
  return phases->count > 0 ? &phases->phases[phases->count - 1].to : NULL;
}

struct angles build_rep_pose(const struct plan_set *set, int rep) {
  const struct routine *exercise = set->exercise;
  if (rep > 1) return key_pose(set, last_of(&exercise->rep[rep - 2]));
  const struct routine_pose *pose = last_of(&exercise->prepare);
  return routine_pose_angles(pose ? pose : &exercise->start, set->range_deg);
}

struct angles build_end_pose(const struct plan_set *set) {
  const struct routine_pose *pose = last_of(&set->exercise->finish);
  return pose ? routine_pose_angles(pose, set->range_deg) : build_rep_pose(set, set->reps + 1);
}
