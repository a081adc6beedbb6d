/* Phases are walked in the order in which they are performed, each from the pose in which the one before
** ended, so that the step from the last phase of a repetition to the first of the next is checked like any
** other. What a repetition shares with the one before it is reported once. */
#include "envelope.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plan.h"
#include "vec.h"

#define LIMIT_SLACK_DEG 0.05 /* a file's decimals may be rounded */
#define SPEED_SLACK_DEG 0.05
#define TIME_SLACK_S    1e-6
#define PEAK_OF_MEAN    (VEC_PI / 2) /* raised cosine */

struct walk {
  const struct routine *routine;
  struct diag_list *list;
  struct angles pose;
  double total_s;
  enum routine_breath breath; /* of the breath under way, and how long it has lasted */
  double breath_s;
  double before_s; /* the guided breath right before it, 0 where there was none */
  int changes;     /* of breath since this repetition began */
  bool alike;      /* this repetition is written like the one before */
  bool steady;     /* and that one like the one before it: nothing new is left */
};

static const char *const side_names[BODY_SIDES] = {"left ", "right "};

/* A finding in a phase, or in the routine where phase is NULL. */
#define FIND(walk, phase, ...)                                                                               \
  diag_add((walk)->list, true, (walk)->routine->file, (phase) ? (phase)->line : 0, __VA_ARGS__)

static bool within(double value, double least, double most) {
  return value >= least - TIME_SLACK_S && value <= most + TIME_SLACK_S; /* false for what is no number */
}

/* ---- one field of a pose
 * -------------------------------------------------------------------------------------- */

static int sides_of(const struct angles_field *field) {
  return field->part == ANGLES_OF_SPINE ? 1 : BODY_SIDES;
}

/* "" where both sides say the same, else which side. */
static const char *side_word(const struct angles_field *field, int side, bool both) {
  return field->part == ANGLES_OF_SPINE || both ? "" : side_names[side];
}

static void check_limits(struct walk *walk, const char *where, int line, const struct angles *pose) {
  int count;
  const struct angles_field *fields = angles_fields(&count);
  for (int i = 0; i < count; i++) {
    const struct angles_field *field = &fields[i];
    double left = angles_get(pose, field, BODY_LEFT);
    for (int side = 0; side < sides_of(field); side++) {
      double rad = angles_get(pose, field, (enum body_side)side);
      double deg = vec_deg(rad);
      bool both = field->part != ANGLES_OF_SPINE && left == angles_get(pose, field, BODY_RIGHT);
      if (deg >= field->min_deg - LIMIT_SLACK_DEG && deg <= field->max_deg + LIMIT_SLACK_DEG) continue;
      if (both && side > 0) continue;
      diag_add(walk->list, true, walk->routine->file, line,
               "%s: %s%s %s of %.4g degrees is outside %.4g to %.4g", where, side_word(field, side, both),
               field->joint, field->motion, deg, field->min_deg, field->max_deg);
    }
  }
}

static void check_speed(struct walk *walk, const struct routine_phase *phase, const struct angles *to) {
  int count;
  const struct angles_field *fields = angles_fields(&count);
  for (int i = 0; i < count; i++) {
    const struct angles_field *field = &fields[i];
    double speeds[BODY_SIDES] = {0};
    for (int side = 0; side < sides_of(field); side++) {
      double way =
          angles_get(to, field, (enum body_side)side) - angles_get(&walk->pose, field, (enum body_side)side);
      speeds[side] = fabs(vec_deg(way)) / phase->seconds;
    }
    bool both = fabs(speeds[0] - speeds[1]) < SPEED_SLACK_DEG;
    for (int side = 0; side < sides_of(field); side++) {
      double mean = speeds[side], peak = mean * PEAK_OF_MEAN;
      const char *which = side_word(field, side, both);
      if (both && side > 0) continue;
      if (mean > ENVELOPE_MEAN_SPEED_DEG + SPEED_SLACK_DEG) {
        FIND(walk, phase,
             "phase %s: %s%s %s moves at %.1f degrees a second on average, at most %.0f is safe; give it "
             "more seconds",
             phase->id, which, field->joint, field->motion, mean, ENVELOPE_MEAN_SPEED_DEG);
      } else if (peak > ENVELOPE_PEAK_SPEED_DEG + SPEED_SLACK_DEG) {
        FIND(walk, phase,
             "phase %s: %s%s %s reaches %.1f degrees a second, at most %.0f is safe; give it more seconds",
             phase->id, which, field->joint, field->motion, peak, ENVELOPE_PEAK_SPEED_DEG);
      }
    }
  }
}

/* ---- breath
 * --------------------------------------------------------------------------------------------------- */

/* A breath is over. In a repetition that is written like the one before only what crosses the border is new.
 */
static void check_breath(struct walk *walk, const struct routine_phase *phase) {
  bool in = walk->breath == ROUTINE_IN;
  double least = in ? PLAN_PACE_IN_MIN_S : PLAN_PACE_OUT_MIN_S,
         most = in ? PLAN_PACE_IN_MAX_S : PLAN_PACE_OUT_MAX_S;
  bool new_length = !walk->alike || (!walk->steady && walk->changes == 0);
  if (new_length && !within(walk->breath_s, least, most)) {
    FIND(walk, phase, "phase %s: a breath %s of %.4g s is outside %.4g to %.4g s", phase->id,
         routine_breath_name(walk->breath), walk->breath_s, least, most);
  }
  bool new_pair = !walk->alike || (!walk->steady && walk->changes <= 1);
  if (walk->before_s <= 0 || !new_pair) return;
  double per_minute = 60.0 / (walk->before_s + walk->breath_s);
  if (!within(per_minute, PLAN_BREATHS_MIN_PER_MINUTE, PLAN_BREATHS_MAX_PER_MINUTE)) {
    FIND(walk, phase, "phase %s: with the breath before it makes %.1f breaths a minute, outside %.0f to %.0f",
         phase->id, per_minute, PLAN_BREATHS_MIN_PER_MINUTE, PLAN_BREATHS_MAX_PER_MINUTE);
  }
}

/* Follows the breath through a phase; next is the phase after it, NULL where there is none. Phases of the
** same breath in a row are one breath. */
static void follow_breath(struct walk *walk, const struct routine_phase *phase,
                          const struct routine_phase *next) {
  bool guided = phase->breath == ROUTINE_IN || phase->breath == ROUTINE_OUT;
  if (phase->breath != walk->breath) {
    bool after_breath = walk->breath == ROUTINE_IN || walk->breath == ROUTINE_OUT;
    walk->before_s = guided && after_breath ? walk->breath_s : 0;
    walk->breath_s = 0;
    walk->breath = phase->breath;
    walk->changes++;
  }
  walk->breath_s += phase->seconds;
  if (guided && (!next || next->breath != phase->breath)) check_breath(walk, phase);
}

static void check_easy(struct walk *walk, const struct routine_phase *phase) {
  if (phase->easy_count > 0 && phase->breath != ROUTINE_FREE) {
    FIND(walk, phase, "phase %s: easy breathing belongs to a free phase, and its breath is %s", phase->id,
         routine_breath_name(phase->breath));
  }
  double easy_s = 0;
  for (int i = 0; i < phase->easy_count && i < ROUTINE_EASY_MAX; i++) {
    const struct routine_easy *easy = &phase->easy[i];
    easy_s += easy->seconds;
    if (!within(easy->seconds, ENVELOPE_PHASE_MIN_S, PLAN_PACE_OUT_MAX_S)) {
      FIND(walk, phase, "phase %s: an easy breath of %.4g s is outside %.4g to %.4g s", phase->id,
           easy->seconds, ENVELOPE_PHASE_MIN_S, PLAN_PACE_OUT_MAX_S);
    }
    if (easy->breath == ROUTINE_HOLD) {
      FIND(walk, phase, "phase %s: easy breathing has no holds; leave the time free", phase->id);
    }
  }
  if (easy_s > phase->seconds + 1e-9) {
    FIND(walk, phase, "phase %s: its easy breaths take %.4g s and the phase only %.4g s", phase->id, easy_s,
         phase->seconds);
  }
}

/* ---- one phase
 * ------------------------------------------------------------------------------------------------ */

static bool is_empty(const char *text) {
  return !text || text[0] == '\0';
}

static void check_words(struct walk *walk, const struct routine_phase *phase) {
  const struct routine_words *words = &phase->words;
  struct {
    const char *name, *text;
  } const all[] = {
      {"cue", words->cue}, {"hint", words->hint}, {"lane", words->lane}}; /* silence is allowed */
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    if (!is_empty(all[i].text)) continue;
    diag_add(walk->list, false, walk->routine->file, phase->line, "phase %s: has no words for \"%s\"",
             phase->id, all[i].name);
  }
  if (is_empty(words->say)) return;
  const char *open = strchr(words->say, '['), *close = strchr(words->say, ']');
  if ((open || close) &&
      !(open && close && open + 1 < close && !strchr(open + 1, '[') && !strchr(close + 1, ']'))) {
    diag_add(walk->list, false, walk->routine->file, phase->line,
             "phase %s: \"say\" marks its key word with one pair of [brackets]", phase->id);
  }
}

static void check_phase(struct walk *walk, const struct routine_phase *phase, const struct angles *to) {
  char where[96];
  snprintf(where, sizeof where, "phase %s", phase->id);
  check_limits(walk, where, phase->line, to);
  if (!within(phase->seconds, ENVELOPE_PHASE_MIN_S, ENVELOPE_PHASE_MAX_S)) {
    FIND(walk, phase, "phase %s: lasts %.4g s, outside %.4g to %.4g s", phase->id, phase->seconds,
         ENVELOPE_PHASE_MIN_S, ENVELOPE_PHASE_MAX_S);
  }
  if (phase->seconds > 0) check_speed(walk, phase, to);
  if (phase->breath == ROUTINE_HOLD && !(phase->seconds <= ENVELOPE_HOLD_MAX_S)) {
    FIND(walk, phase, "phase %s: holds the breath for %.4g s, and at most %.4g s is allowed; make it free",
         phase->id, phase->seconds, ENVELOPE_HOLD_MAX_S);
  }
  check_easy(walk, phase);
  check_words(walk, phase);
}

static bool same_text(const char *a, const char *b) {
  return a == b || (a && b && strcmp(a, b) == 0);
}

/* Whether both would be reported alike. */
static bool same_phase(const struct routine_phase *a, const struct routine_phase *b) {
  bool words = same_text(a->words.cue, b->words.cue) && same_text(a->words.hint, b->words.hint) &&
               same_text(a->words.say, b->words.say) && same_text(a->words.lane, b->words.lane);
  return words && same_text(a->id, b->id) && a->seconds == b->seconds && a->breath == b->breath &&
         a->easy_count == b->easy_count && memcmp(a->to.comfort, b->to.comfort, sizeof a->to.comfort) == 0 &&
         angles_distance_rad(&a->to.angles, &b->to.angles) == 0;
}

static void check_ids(struct walk *walk, const struct routine_phases *phases) {
  for (int i = 0; i < phases->count; i++) {
    const struct routine_phase *phase = &phases->phases[i];
    if (is_empty(phase->id)) FIND(walk, phase, "phase %d has no id; give it one", i + 1);
    for (int before = 0; before < i; before++) {
      if (!same_text(phase->id, phases->phases[before].id)) continue;
      FIND(walk, phase, "phase %s: another phase of the same repetition has this id already", phase->id);
      break;
    }
  }
}

/* Walks phases. before: those of the repetition before, NULL where there is none; next: what follows the
 * last. */
static void check_phases(struct walk *walk, const struct routine_phases *phases,
                         const struct routine_phases *before, const struct routine_phase *next) {
  walk->steady = walk->alike;
  walk->changes = 0;
  walk->alike = before && before->count == phases->count;
  for (int i = 0; walk->alike && i < phases->count; i++) {
    walk->alike = same_phase(&phases->phases[i], &before->phases[i]);
  }
  if (!walk->alike) check_ids(walk, phases);
  for (int i = 0; i < phases->count; i++) {
    const struct routine_phase *phase = &phases->phases[i];
    struct angles to = routine_pose_angles(&phase->to, routine_range_deg(walk->routine));
    follow_breath(walk, phase, i + 1 < phases->count ? phase + 1 : next);
    if (!walk->alike)
      check_phase(walk, phase, &to);
    else if (i == 0 && !walk->steady && phase->seconds > 0)
      check_speed(walk, phase, &to);
    walk->total_s += phase->seconds;
    walk->pose = to;
  }
}

/* ---- whole routines
 * ------------------------------------------------------------------------------------------- */

/* A finding about the routine as a whole. */
#define FIND_WHOLE(routine, list, ...) diag_add((list), true, (routine)->file, (routine)->line, __VA_ARGS__)

static void check_reps(const struct routine *r, struct diag_list *list) {
  if (r->reps_max < 1 || r->reps_max > ROUTINE_REPS_HARD_MAX) {
    FIND_WHOLE(r, list, "%d repetitions at most is outside 1 to %d", r->reps_max, ROUTINE_REPS_HARD_MAX);
  } else if (r->reps_max > ROUTINE_REPS_MAX && is_empty(r->reps_reason)) {
    FIND_WHOLE(r, list, "allows %d repetitions; more than %d need a reason (reps_reason)", r->reps_max,
               ROUTINE_REPS_MAX);
  }
  if (r->reps < 1 || r->reps > r->reps_max) {
    FIND_WHOLE(r, list, "%d repetitions by default is outside 1 to %d", r->reps, r->reps_max);
  }
}

/* Pace and range. A session may leave them to its exercises: 0. */
static void check_pace(const struct routine *r, struct diag_list *list) {
  bool own = !r->session || r->pace_in_s != 0 || r->pace_out_s != 0;
  if (own && !within(r->pace_in_s, PLAN_PACE_IN_MIN_S, PLAN_PACE_IN_MAX_S)) {
    diag_add(list, true, r->file, r->pace_line, "a pace of %.4g s in is outside %.4g to %.4g s", r->pace_in_s,
             PLAN_PACE_IN_MIN_S, PLAN_PACE_IN_MAX_S);
  }
  if (own && !within(r->pace_out_s, PLAN_PACE_OUT_MIN_S, PLAN_PACE_OUT_MAX_S)) {
    diag_add(list, true, r->file, r->pace_line, "a pace of %.4g s out is outside %.4g to %.4g s",
             r->pace_out_s, PLAN_PACE_OUT_MIN_S, PLAN_PACE_OUT_MAX_S);
  }
  double per_minute = 60.0 / (r->pace_in_s + r->pace_out_s);
  if (own && !within(per_minute, PLAN_BREATHS_MIN_PER_MINUTE, PLAN_BREATHS_MAX_PER_MINUTE)) {
    diag_add(list, true, r->file, r->pace_line, "its pace makes %.1f breaths a minute, outside %.0f to %.0f",
             per_minute, PLAN_BREATHS_MIN_PER_MINUTE, PLAN_BREATHS_MAX_PER_MINUTE);
  }
  if (r->range_deg == 0) return;
  if (!within(r->range_deg, PLAN_RANGE_MIN_DEG, PLAN_RANGE_MAX_DEG)) {
    diag_add(list, true, r->file, r->range_line, "a comfort range of %.4g degrees is outside %.4g to %.4g",
             r->range_deg, PLAN_RANGE_MIN_DEG, PLAN_RANGE_MAX_DEG);
  }
}

static void check_rest(const struct routine *r, double rest_s, int line, struct diag_list *list) {
  if (within(rest_s, 0, ENVELOPE_REST_MAX_S)) return;
  diag_add(list, true, r->file, line, "a rest of %.4g s is outside 0 to %.4g s", rest_s, ENVELOPE_REST_MAX_S);
}

static void check_total(const struct routine *r, double total_s, struct diag_list *list) {
  if (total_s <= ENVELOPE_TOTAL_MAX_S) return;
  FIND_WHOLE(r, list, "takes %.0f s with all its repetitions, at most %.0f s is allowed", total_s,
             ENVELOPE_TOTAL_MAX_S);
}

/* Whether the counts allow a walk; reports the one that does not. */
static bool check_counts(const struct routine *r, const struct routine_phases *phases, int least,
                         const char *what, struct diag_list *list) {
  if (phases->count >= least && phases->count <= ROUTINE_PHASES_MAX) return true;
  FIND_WHOLE(r, list, "%s has %d phases, outside %d to %d", what, phases->count, least, ROUTINE_PHASES_MAX);
  return false;
}

static const struct routine_phase *first_of(const struct routine_phases *phases) {
  return phases->count > 0 ? phases->phases : NULL;
}

static void check_exercise(const struct routine *r, struct diag_list *list) {
  check_reps(r, list);
  check_pace(r, list);
  check_rest(r, r->rest_s, 0, list);
  int reps = r->reps_max < 1 ? 0 : r->reps_max > ROUTINE_REPS_HARD_MAX ? ROUTINE_REPS_HARD_MAX : r->reps_max;
  if (!check_counts(r, &r->prepare, 0, "prepare", list) || !check_counts(r, &r->finish, 0, "finish", list))
    return;
  for (int rep = 0; rep < reps; rep++) {
    char what[32];
    snprintf(what, sizeof what, "repetition %d", rep + 1);
    if (!check_counts(r, &r->rep[rep], 1, what, list)) return;
  }
  struct walk walk = {
      .routine = r, .list = list, .pose = routine_pose_angles(&r->start, routine_range_deg(r))};
  check_limits(&walk, "start pose", r->start.line, &walk.pose);
  check_phases(&walk, &r->prepare, NULL, reps > 0 ? first_of(&r->rep[0]) : NULL);
  for (int rep = 0; rep < reps; rep++) {
    const struct routine_phase *next = first_of(rep + 1 < reps ? &r->rep[rep + 1] : &r->finish);
    check_phases(&walk, &r->rep[rep], rep > 0 ? &r->rep[rep - 1] : NULL, next);
  }
  check_phases(&walk, &r->finish, NULL, NULL);
  check_total(r, walk.total_s, list);
}

/* ---- sessions
 * ------------------------------------------------------------------------------------------------- */

static double length_s(const struct routine *exercise) {
  double total_s = 0;
  for (int i = 0; i < exercise->prepare.count; i++) total_s += exercise->prepare.phases[i].seconds;
  for (int rep = 0; rep < exercise->reps_max && rep < ROUTINE_REPS_HARD_MAX; rep++) {
    for (int i = 0; i < exercise->rep[rep].count; i++) total_s += exercise->rep[rep].phases[i].seconds;
  }
  for (int i = 0; i < exercise->finish.count; i++) total_s += exercise->finish.phases[i].seconds;
  return total_s;
}

static double check_item(const struct routine *r, const struct routine_item *item,
                         const struct routine_catalog *catalog, struct diag_list *list) {
  check_rest(r, item->rest_s, item->line, list);
  const struct routine *exercise = routine_find(catalog, item->id);
  if (!exercise) {
    diag_add(list, true, r->file, item->line, "names the exercise %s, which does not exist", item->id);
    return item->rest_s;
  }
  if (exercise->session) {
    diag_add(list, true, r->file, item->line, "names %s, which is a session; a session holds exercises only",
             item->id);
    return item->rest_s;
  }
  if (item->reps < 0 || item->reps > exercise->reps_max) {
    diag_add(list, true, r->file, item->line, "asks for %d repetitions of %s, outside 1 to %d", item->reps,
             item->id, exercise->reps_max);
  }
  return length_s(exercise) + item->rest_s;
}

static void check_session(const struct routine *r, const struct routine_catalog *catalog,
                          struct diag_list *list) {
  if (r->item_count < 1 || r->item_count > ROUTINE_ITEMS_MAX) {
    FIND_WHOLE(r, list, "has %d exercises, outside 1 to %d", r->item_count, ROUTINE_ITEMS_MAX);
    return;
  }
  double total_s = 0;
  for (int i = 0; i < r->item_count; i++) total_s += check_item(r, &r->items[i], catalog, list);
  if (r->reps < 0 || r->reps > ROUTINE_REPS_HARD_MAX) {
    FIND_WHOLE(r, list, "%d repetitions is outside 1 to %d", r->reps, ROUTINE_REPS_HARD_MAX);
  }
  check_pace(r, list);
  check_total(r, total_s, list);
}

int envelope_check(const struct routine *routine, const struct routine_catalog *catalog,
                   struct diag_list *list) {
  int before = list->errors;
  if (routine->session)
    check_session(routine, catalog, list);
  else
    check_exercise(routine, list);
  return list->errors - before;
}
