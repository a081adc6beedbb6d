#include "trace_rules.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#define DEG (180 / 3.14159265358979323846)

/* Four decimals are printed: a coordinate is off by 0.05 mm at most, the distance of two points by less than this. */
#define ROUNDED_M 0.0002

/* Half thickness of the adult's arm at its two ends, as the body room's table has it. */
#define SHOULDER_RADIUS_M 0.052
#define ELBOW_RADIUS_M    0.042

static const char *const side_name[2] = {"left", "right"};

static bool broken(char *why, size_t size, const struct trace_row *row, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static bool broken(char *why, size_t size, const struct trace_row *row, const char *format, ...) {
  char what[200];
  va_list list;
  va_start(list, format);
  vsnprintf(what, sizeof what, format, list);
  va_end(list);
  snprintf(why, size, "at %.4f s (%s, set %d, repetition %d): %s", row->t_s, row->phase, row->set, row->rep,
           what);
  return false;
}

/* ---- geometry ---------------------------------------------------------------------------------------------- */

static double distance(const double a[3], const double b[3]) {
  return sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
}

/* The angle at b between a and c, degrees: 180 is straight. */
static double angle_at(const double a[3], const double b[3], const double c[3]) {
  double dot = 0;
  for (int k = 0; k < 3; k++) dot += (a[k] - b[k]) * (c[k] - b[k]);
  double cosine = dot / (distance(a, b) * distance(c, b));
  return acos(fmax(-1, fmin(1, cosine))) * DEG;
}

/* Degrees between the direction from a to b and straight up. */
static double off_vertical(const double a[3], const double b[3]) {
  return acos(fmax(-1, fmin(1, (b[TRACE_Y] - a[TRACE_Y]) / distance(a, b)))) * DEG;
}

/* ---- walking through a trace ------------------------------------------------------------------------------- */

static bool is(const struct trace_row *row, const char *phase) {
  return strcmp(row->phase, phase) == 0;
}

static bool same_phase(const struct trace_row *a, const struct trace_row *b) {
  return a->set == b->set && a->rep == b->rep && strcmp(a->phase, b->phase) == 0;
}

/* The last row of the phase that row i lies in. */
static int end_of(const struct trace *trace, int i) {
  while (i + 1 < trace->count && same_phase(&trace->rows[i], &trace->rows[i + 1])) i++;
  return i;
}

/* The next row from i on that is the last of a phase of that name, −1 where there is none. */
static int next_end(const struct trace *trace, int i, const char *phase) {
  for (; i < trace->count; i++) {
    if (!is(&trace->rows[i], phase)) continue;
    return end_of(trace, i);
  }
  return -1;
}

static bool in_a_set(const struct trace_row *row) {
  static const char *const waits[] = {"get_ready", "count_in", "rest", "return", "done"};
  for (int i = 0; i < 5; i++)
    if (is(row, waits[i])) return false;
  return row->set > 0;
}

static void spoil_joint(struct trace *trace, const char *phase, int joint, int axis, double by_m) {
  int i = next_end(trace, 0, phase);
  trace->rows[i].joint_m[joint][axis] += by_m;
}

static void spoil_angle(struct trace *trace, const char *phase, const char *name, double by_deg) {
  int i = next_end(trace, 0, phase), angle = trace_angle(trace, name);
  trace->rows[i].angle_deg[angle] += by_deg;
}

/* ---- always ------------------------------------------------------------------------------------------------ */

/* Bone lengths constant to 0.1 %. */
static bool bones(const struct trace *trace, const struct trace_asked *asked, char *why, size_t size) {
  (void)asked;
  static const int ends[][2] = {
      {TRACE_PELVIS, TRACE_LUMBAR},  {TRACE_LUMBAR, TRACE_CHEST},
      {TRACE_CHEST, TRACE_NECK},     {TRACE_NECK, TRACE_HEAD},
      {TRACE_NECK, TRACE_SHOULDER},  {TRACE_NECK, TRACE_SHOULDER + 1},
      {TRACE_SHOULDER, TRACE_ELBOW}, {TRACE_SHOULDER + 1, TRACE_ELBOW + 1},
      {TRACE_ELBOW, TRACE_WRIST},    {TRACE_ELBOW + 1, TRACE_WRIST + 1},
      {TRACE_WRIST, TRACE_HAND},     {TRACE_WRIST + 1, TRACE_HAND + 1},
      {TRACE_PELVIS, TRACE_HIP},     {TRACE_PELVIS, TRACE_HIP + 1},
      {TRACE_HIP, TRACE_KNEE},       {TRACE_HIP + 1, TRACE_KNEE + 1},
      {TRACE_KNEE, TRACE_ANKLE},     {TRACE_KNEE + 1, TRACE_ANKLE + 1},
      {TRACE_ANKLE, TRACE_TOE},      {TRACE_ANKLE + 1, TRACE_TOE + 1},
  };
  for (size_t b = 0; b < sizeof ends / sizeof *ends; b++) {
    double first = distance(trace->rows[0].joint_m[ends[b][0]], trace->rows[0].joint_m[ends[b][1]]);
    for (int i = 1; i < trace->count; i++) {
      const struct trace_row *row = &trace->rows[i];
      double length = distance(row->joint_m[ends[b][0]], row->joint_m[ends[b][1]]);
      if (fabs(length - first) <= 0.001 * first + ROUNDED_M) continue;
      return broken(why, size, row, "%s to %s is %.4f m, it was %.4f m", trace_joint_name(ends[b][0]),
                    trace_joint_name(ends[b][1]), length, first);
    }
  }
  return true;
}

static void spoil_bones(struct trace *trace) {
  struct trace_row *row = &trace->rows[trace->count / 2];
  for (int k = 0; k < 3; k++) /* 4 thousandths of a hand: what printing may have rounded, and one beyond */
    row->joint_m[TRACE_HAND][k] += 0.004 * (row->joint_m[TRACE_HAND][k] - row->joint_m[TRACE_WRIST][k]);
}

/* Nothing goes below the surface by more than 5 mm. */
static bool surface(const struct trace *trace, const struct trace_asked *asked, char *why, size_t size) {
  (void)asked;
  for (int i = 0; i < trace->count; i++) {
    const struct trace_row *row = &trace->rows[i];
    for (int j = 0; j < TRACE_JOINTS; j++)
      if (row->joint_m[j][TRACE_Y] < -0.005)
        return broken(why, size, row, "%s lies at %.4f m", trace_joint_name(j), row->joint_m[j][TRACE_Y]);
  }
  return true;
}

static void spoil_surface(struct trace *trace) {
  trace->rows[trace->count / 3].joint_m[TRACE_WRIST + 1][TRACE_Y] = -0.0051;
}

/* Feet, pelvis and head do not slide more than 1 cm during a set. */
static bool still(const struct trace *trace, const struct trace_asked *asked, char *why, size_t size) {
  (void)asked;
  static const int joints[] = {TRACE_HEAD,      TRACE_PELVIS, TRACE_ANKLE,
                               TRACE_ANKLE + 1, TRACE_TOE,    TRACE_TOE + 1};
  for (size_t k = 0; k < sizeof joints / sizeof *joints; k++) {
    double low[3] = {0}, high[3] = {0};
    int set = 0;
    for (int i = 0; i < trace->count; i++) {
      const struct trace_row *row = &trace->rows[i];
      if (!in_a_set(row)) continue;
      const double *at = row->joint_m[joints[k]];
      for (int axis = 0; axis < 3; axis++) {
        low[axis] = row->set != set ? at[axis] : fmin(low[axis], at[axis]);
        high[axis] = row->set != set ? at[axis] : fmax(high[axis], at[axis]);
      }
      set = row->set;
      if (distance(low, high) > 0.01) /* the box that holds all its places: at least as much as it slid */
        return broken(why, size, row, "%s has slid %.4f m", trace_joint_name(joints[k]), distance(low, high));
    }
  }
  return true;
}

static void spoil_still(struct trace *trace) {
  int last = next_end(trace, 0, "reach_back_up");
  for (int i = next_end(trace, 0, "lower_elbows"); i < last; i++)
    trace->rows[i].joint_m[TRACE_TOE][TRACE_X] += 0.0101;
}

/* Knees bent (about 90°), the sole between ankle and toe flat: both keep a foot's own height. */
static bool legs(const struct trace *trace, const struct trace_asked *asked, char *why, size_t size) {
  (void)asked;
  for (int i = 0; i < trace->count; i++) {
    const struct trace_row *row = &trace->rows[i];
    for (int side = 0; side < 2; side++) {
      double bent = 180 - angle_at(row->joint_m[TRACE_HIP + side], row->joint_m[TRACE_KNEE + side],
                                   row->joint_m[TRACE_ANKLE + side]);
      double ankle = row->joint_m[TRACE_ANKLE + side][TRACE_Y], toe = row->joint_m[TRACE_TOE + side][TRACE_Y];
      if (!(bent >= 80 && bent <= 100))
        return broken(why, size, row, "the %s knee is bent %.1f", side_name[side], bent);
      if (!(ankle >= 0.056 && ankle <= 0.076 && toe >= 0.002 && toe <= 0.022))
        return broken(why, size, row, "the %s sole is not flat: ankle %.4f, toe %.4f m", side_name[side],
                      ankle, toe);
    }
  }
  return true;
}

static void spoil_legs(struct trace *trace) {
  trace->rows[trace->count / 2].joint_m[TRACE_TOE + 1][TRACE_Y] += 0.02;
}

/* The head on its pillow: never lower than its own half thickness and the dented pillow, never off it. */
static bool head(const struct trace *trace, const struct trace_asked *asked, char *why, size_t size) {
  (void)asked;
  for (int i = 0; i < trace->count; i++) {
    const struct trace_row *row = &trace->rows[i];
    double height = row->joint_m[TRACE_HEAD][TRACE_Y];
    if (!(height >= 0.10 && height <= 0.19)) return broken(why, size, row, "the head lies at %.4f m", height);
    if (row->joint_m[TRACE_CHEST][TRACE_Y] <= row->joint_m[TRACE_PELVIS][TRACE_Y] + 0.02)
      return broken(why, size, row, "the roll does not lift the chest: %.4f m",
                    row->joint_m[TRACE_CHEST][TRACE_Y]);
  }
  return true;
}

static void spoil_head(struct trace *trace) {
  trace->rows[trace->count / 2].joint_m[TRACE_HEAD][TRACE_Y] = 0.2;
}

/* ---- movement ---------------------------------------------------------------------------------------------- */

/* Mean at most 45 degrees a second over a phase, at every angle. */
static bool mean_speed(const struct trace *trace, const struct trace_asked *asked, char *why, size_t size) {
  for (int i = 0; i < trace->count; i++) {
    int end = end_of(trace, i) + 1; /* where the next begins, this one has ended */
    if (end >= trace->count) break;
    double seconds = (end - i) / asked->hz;
    for (int a = 0; a < trace->angle_count; a++) {
      double moved = fabs(trace->rows[end].angle_deg[a] - trace->rows[i].angle_deg[a]);
      /* the phase may be two samples longer than what was seen of it */
      if (moved > 45 * (seconds + 1 / asked->hz))
        return broken(why, size, &trace->rows[i], "%s moves %.2f in %.3f s", trace->names[a], moved, seconds);
    }
    i = end - 1;
  }
  return true;
}

static void spoil_mean_speed(struct trace *trace) {
  int angle = trace_angle(trace, "neck.rotation");
  int i = next_end(trace, 0, "lower"), k = i;
  while (k > 0 && same_phase(&trace->rows[k - 1], &trace->rows[i])) k--;
  for (int from = k; k < trace->count; k++) {
    double at_s = fmin(trace->rows[k].t_s, trace->rows[i + 1].t_s) - trace->rows[from].t_s;
    trace->rows[k].angle_deg[angle] += 46 * at_s;
  }
}

/* Peak at most 70 degrees a second between any two samples, at every angle. */
static bool peak_speed(const struct trace *trace, const struct trace_asked *asked, char *why, size_t size) {
  for (int i = 1; i < trace->count; i++) {
    for (int a = 0; a < trace->angle_count; a++) {
      double speed = fabs(trace->rows[i].angle_deg[a] - trace->rows[i - 1].angle_deg[a]) * asked->hz;
      if (speed > 70 + 1e-4 * asked->hz)
        return broken(why, size, &trace->rows[i], "%s moves at %.2f a second", trace->names[a], speed);
    }
  }
  return true;
}

static void spoil_peak_speed(struct trace *trace) {
  int angle = trace_angle(trace, "elbow_l.flexion"), from = trace->count / 2;
  double dt_s = trace->rows[1].t_s - trace->rows[0].t_s;
  for (int i = from; i < from + 20; i++)
    trace->rows[i].angle_deg[angle] = trace->rows[from].angle_deg[angle] + 71 * dt_s * (i - from);
}

/* Velocity continuous: between neighbouring samples it changes by no more than an acceleration of 400 degrees a second
** squared allows. The steepest raised cosine of the exercise has some 150; an edge of linear movement is a jump. */
static bool smooth(const struct trace *trace, const struct trace_asked *asked, char *why, size_t size) {
  double dt_s = 1 / asked->hz;
  for (int i = 2; i < trace->count; i++) {
    for (int a = 0; a < trace->angle_count; a++) {
      double second =
          trace->rows[i].angle_deg[a] - 2 * trace->rows[i - 1].angle_deg[a] + trace->rows[i - 2].angle_deg[a];
      if (fabs(second) > 400 * dt_s * dt_s + 2e-4)
        return broken(why, size, &trace->rows[i - 1], "%s changes its speed by %.2f a second at once",
                      trace->names[a], second / dt_s);
    }
  }
  return true;
}

/* A slow movement, 15 degrees a second, that begins with an edge. */
static void spoil_smooth(struct trace *trace) {
  int angle = trace_angle(trace, "thorax.extension"), from = trace->count / 2;
  double dt_s = trace->rows[1].t_s - trace->rows[0].t_s;
  for (int i = from; i < trace->count; i++) trace->rows[i].angle_deg[angle] += 15 * dt_s * (i - from);
}

/* ---- breath ------------------------------------------------------------------------------------------------ */

/* Lungs: 0 to 1, full at the end of a guided in-breath, empty at the end of an out-breath, on one way between, and
** never a jump. */
static bool levels(const struct trace *trace, const struct trace_asked *asked, char *why, size_t size) {
  double most = 1.5708 / 1.9 /
                asked->hz; /* the peak of a raised cosine of 2 s, the shortest easy breath, and a little */
  for (int i = 0; i < trace->count; i++) {
    const struct trace_row *row = &trace->rows[i], *next = i + 1 < trace->count ? row + 1 : NULL;
    if (!(row->level >= 0 && row->level <= 1)) return broken(why, size, row, "the level is %.4f", row->level);
    if (!next) break;
    double change = next->level - row->level;
    if (fabs(change) > most) return broken(why, size, row, "the level jumps by %.4f", change);
    bool inside = same_phase(row, next);
    if (row->breath == TRACE_IN && inside && change < 0)
      return broken(why, size, row, "the level falls on the in-breath");
    if (row->breath == TRACE_OUT && inside && change > 0)
      return broken(why, size, row, "the level rises on the out-breath");
    if (row->breath == TRACE_IN && !inside && next->breath != TRACE_IN && row->level < 0.999)
      return broken(why, size, row, "the in-breath ends at %.4f", row->level);
    if (row->breath == TRACE_OUT && !inside && next->breath != TRACE_OUT && row->level > 0.001)
      return broken(why, size, row, "the out-breath ends at %.4f", row->level);
  }
  return true;
}

static void spoil_levels(struct trace *trace) {
  for (int i = 1; i < trace->count; i++)
    if (trace->rows[i].breath == TRACE_IN) trace->rows[i].level *= 0.99;
}

/* Movement and breath are one: half way through the in-breath the arm is half way up, and so all along, to a
** twentieth: where it starts the arm still rests on its hand. */
static bool together(const struct trace *trace, const struct trace_asked *asked, char *why, size_t size) {
  (void)asked;
  int flexion = trace_angle(trace, "shoulder_l.flexion");
  for (int i = 0; i < trace->count; i++) {
    if (!is(&trace->rows[i], "reach_up")) continue;
    int end = end_of(trace, i);
    double from = trace->rows[i].angle_deg[flexion], span = 90 - from;
    for (; i <= end; i++) {
      double up = (trace->rows[i].angle_deg[flexion] - from) / span;
      if (fabs(up - trace->rows[i].level) > 0.05)
        return broken(why, size, &trace->rows[i], "the arm is %.3f of the way up, the lungs are %.3f full",
                      up, trace->rows[i].level);
    }
  }
  return true;
}

static void spoil_together(struct trace *trace) {
  int flexion = trace_angle(trace, "shoulder_l.flexion");
  for (int i = 0; i < trace->count; i++)
    if (is(&trace->rows[i], "reach_up")) trace->rows[i].angle_deg[flexion] *= 0.94;
}

/* The player's own pace: guided phases last what was asked for, to one sample at each end. */
static bool pace(const struct trace *trace, const struct trace_asked *asked, char *why, size_t size) {
  int reps = 0;
  for (int i = 0; i < trace->count; i++) {
    const struct trace_row *row = &trace->rows[i];
    int end = end_of(trace, i) + 1;
    double wanted = row->breath == TRACE_IN ? asked->in_s : asked->out_s, is_s = (end - i) / asked->hz;
    if ((row->breath == TRACE_IN || row->breath == TRACE_OUT) && fabs(is_s - wanted) > 1.01 / asked->hz)
      return broken(why, size, row, "lasts %.3f s, not %.3f s", is_s, wanted);
    reps += is(row, "reach_up") || is(row, "lower_elbows");
    i = end - 1;
  }
  int sets = strcmp(asked->routine, "towel-roll") == 0 ? 2 : 1;
  if (reps != sets * asked->reps)
    return broken(why, size, &trace->rows[trace->count - 1], "%d repetitions, not %d", reps,
                  sets * asked->reps);
  return true;
}

static void spoil_pace(struct trace *trace) {
  for (int i = 0, cut = 0; i < trace->count && cut < 2; i++)
    if (trace->rows[i].breath == TRACE_OUT) {
      memmove(&trace->rows[i], &trace->rows[i + 1], (size_t)(trace->count - i - 1) * sizeof *trace->rows);
      trace->count--;
      cut++;
    }
}

/* ---- Stretch 1 --------------------------------------------------------------------------------------------- */

/* End of the in-breath: wrists above the shoulders within 5 cm, elbows within 10° of straight, palms facing each
** other. */
static bool hands_up(const struct trace *trace, const struct trace_asked *asked, char *why, size_t size) {
  (void)asked;
  for (int i = next_end(trace, 0, "reach_up"); i >= 0; i = next_end(trace, i + 1, "reach_up")) {
    const struct trace_row *row = &trace->rows[i];
    for (int side = 0; side < 2; side++) {
      const double *shoulder = row->joint_m[TRACE_SHOULDER + side], *wrist = row->joint_m[TRACE_WRIST + side];
      double off = hypot(wrist[TRACE_X] - shoulder[TRACE_X], wrist[TRACE_Z] - shoulder[TRACE_Z]);
      double bent = 180 - angle_at(shoulder, row->joint_m[TRACE_ELBOW + side], wrist);
      double inwards = side == 0 ? -row->palm[0][TRACE_Z] : row->palm[1][TRACE_Z];
      if (off > 0.05 || wrist[TRACE_Y] < shoulder[TRACE_Y] + 0.4)
        return broken(why, size, row, "the %s wrist is %.4f m off the shoulder", side_name[side], off);
      if (bent > 10) return broken(why, size, row, "the %s elbow is bent %.2f", side_name[side], bent);
      if (inwards < 0.95)
        return broken(why, size, row, "the %s palm looks inwards by %.3f", side_name[side], inwards);
    }
  }
  return true;
}

static void spoil_hands_up(struct trace *trace) {
  int i = next_end(trace, 0, "reach_up");
  trace->rows[i].palm[1][TRACE_Z] = 0.94;
}

static void spoil_wrist(struct trace *trace) {
  spoil_joint(trace, "reach_up", TRACE_WRIST, TRACE_X, 0.07);
}

/* End of the out-breath: shoulder flexion equals the comfort range within 1°, the wrist is above the surface, and at
** the usual range the thorax bends 10 to 13° over the roll. */
static bool overhead(const struct trace *trace, const struct trace_asked *asked, char *why, size_t size) {
  static const char *const names[2] = {"shoulder_l.flexion", "shoulder_r.flexion"};
  int thorax = trace_angle(trace, "thorax.extension");
  for (int i = next_end(trace, 0, "reach_overhead"); i >= 0; i = next_end(trace, i + 1, "reach_overhead")) {
    const struct trace_row *row = &trace->rows[i];
    for (int side = 0; side < 2; side++) {
      double flexion = row->angle_deg[trace_angle(trace, names[side])];
      if (fabs(flexion - asked->range_deg) > 1)
        return broken(why, size, row, "%s is %.2f, the range %.2f", names[side], flexion, asked->range_deg);
      if (row->joint_m[TRACE_WRIST + side][TRACE_Y] <= 0)
        return broken(why, size, row, "the %s wrist lies at %.4f m", side_name[side],
                      row->joint_m[TRACE_WRIST + side][TRACE_Y]);
    }
    double bent = row->angle_deg[thorax];
    if (fabs(asked->range_deg - 165) < 0.01 && !(bent >= 10 && bent <= 13))
      return broken(why, size, row, "the thorax bends %.2f over the roll", bent);
  }
  return true;
}

static void spoil_overhead(struct trace *trace) {
  spoil_angle(trace, "reach_overhead", "shoulder_r.flexion", -1.1);
}

/* ---- Stretch 2 --------------------------------------------------------------------------------------------- */

/* End of the out-breath: undersides of both upper arms on the surface within 1 cm, elbow 80 to 100°, forearm within
** 10° of vertical, the arm about 80° from the body. */
static bool elbows_down(const struct trace *trace, const struct trace_asked *asked, char *why, size_t size) {
  (void)asked;
  for (int i = next_end(trace, 0, "lower_elbows"); i >= 0; i = next_end(trace, i + 1, "lower_elbows")) {
    const struct trace_row *row = &trace->rows[i];
    for (int side = 0; side < 2; side++) {
      const double *shoulder = row->joint_m[TRACE_SHOULDER + side], *elbow = row->joint_m[TRACE_ELBOW + side];
      const double *wrist = row->joint_m[TRACE_WRIST + side];
      double under = fmin(shoulder[TRACE_Y] - SHOULDER_RADIUS_M, elbow[TRACE_Y] - ELBOW_RADIUS_M);
      double bent = 180 - angle_at(shoulder, elbow, wrist), lean = off_vertical(elbow, wrist);
      double away = atan2(fabs(elbow[TRACE_Z] - shoulder[TRACE_Z]), shoulder[TRACE_X] - elbow[TRACE_X]) * DEG;
      if (fabs(under) > 0.01)
        return broken(why, size, row, "the %s upper arm is %.4f m off", side_name[side], under);
      if (!(bent >= 80 && bent <= 100))
        return broken(why, size, row, "the %s elbow is bent %.2f", side_name[side], bent);
      if (lean > 10) return broken(why, size, row, "the %s forearm leans by %.2f", side_name[side], lean);
      if (!(away >= 70 && away <= 90))
        return broken(why, size, row, "the %s arm lies %.2f off the body", side_name[side], away);
    }
  }
  return true;
}

static void spoil_elbows_down(struct trace *trace) {
  spoil_joint(trace, "lower_elbows", TRACE_ELBOW + 1, TRACE_Y, 0.012);
}

static void spoil_forearm(struct trace *trace) {
  spoil_joint(trace, "lower_elbows", TRACE_WRIST, TRACE_X, 0.06);
}

/* Palms towards the feet, from the end of the turn to the end of the last repetition. */
static bool palms(const struct trace *trace, const struct trace_asked *asked, char *why, size_t size) {
  (void)asked;
  for (int i = 0; i < trace->count; i++) {
    const struct trace_row *row = &trace->rows[i];
    bool turned =
        is(row, "lower_elbows") || is(row, "reach_back_up") || (is(row, "turn") && end_of(trace, i) == i);
    for (int side = 0; turned && side < 2; side++)
      if (-row->palm[side][TRACE_X] < 0.9)
        return broken(why, size, row, "the %s palm looks to the feet by %.3f", side_name[side],
                      -row->palm[side][TRACE_X]);
  }
  return true;
}

static void spoil_palms(struct trace *trace) {
  int i = next_end(trace, 0, "reach_back_up");
  trace->rows[i - 30].palm[0][TRACE_X] = -0.89;
}

/* The top of each repetition: both arms towards the ceiling, elbows within 10° of straight. */
static bool back_up(const struct trace *trace, const struct trace_asked *asked, char *why, size_t size) {
  (void)asked;
  for (int i = next_end(trace, 0, "reach_back_up"); i >= 0; i = next_end(trace, i + 1, "reach_back_up")) {
    const struct trace_row *row = &trace->rows[i];
    for (int side = 0; side < 2; side++) {
      double bent = 180 - angle_at(row->joint_m[TRACE_SHOULDER + side], row->joint_m[TRACE_ELBOW + side],
                                   row->joint_m[TRACE_WRIST + side]);
      double lean = off_vertical(row->joint_m[TRACE_SHOULDER + side], row->joint_m[TRACE_WRIST + side]);
      if (bent > 10 || lean > 10)
        return broken(why, size, row, "the %s arm leans by %.2f and is bent %.2f", side_name[side], lean,
                      bent);
    }
  }
  return true;
}

static void spoil_back_up(struct trace *trace) {
  spoil_joint(trace, "reach_back_up", TRACE_WRIST, TRACE_X, 0.15);
}

const struct trace_rule trace_rules[] = {
    {"bone lengths", bones, spoil_bones, NULL},
    {"nothing below the surface", surface, spoil_surface, NULL},
    {"feet, pelvis and head stay", still, spoil_still, NULL},
    {"knees and soles", legs, spoil_legs, NULL},
    {"head on the pillow, chest on the roll", head, spoil_head, NULL},
    {"mean speed", mean_speed, spoil_mean_speed, "lower"},
    {"peak speed", peak_speed, spoil_peak_speed, NULL},
    {"velocity is continuous", smooth, spoil_smooth, NULL},
    {"fullness of the lungs", levels, spoil_levels, NULL},
    {"pace and repetitions", pace, spoil_pace, NULL},
    {"arm and breath are one movement", together, spoil_together, "reach_up"},
    {"hands to the ceiling: palms", hands_up, spoil_hands_up, "reach_up"},
    {"hands to the ceiling: wrists", hands_up, spoil_wrist, "reach_up"},
    {"arms overhead", overhead, spoil_overhead, "reach_overhead"},
    {"elbows down: upper arms", elbows_down, spoil_elbows_down, "lower_elbows"},
    {"elbows down: forearms", elbows_down, spoil_forearm, "lower_elbows"},
    {"palms to the feet", palms, spoil_palms, "reach_back_up"},
    {"arms back up", back_up, spoil_back_up, "reach_back_up"},
};
const int trace_rule_count = (int)(sizeof trace_rules / sizeof *trace_rules);
