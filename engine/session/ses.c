/* Boundaries are found by interval: `next` is the segment to be announced next, and everything in [now, to)
** is announced before now moves on. What ends at a boundary (a repetition, a set) is announced apart from
** what begins there, because a command may come between the two and change what begins. */
#include "ses.h"

#include <assert.h>
#include <string.h>

#include "err.h"

#define EVENTS_OF_COMMAND 6 /* the most that one command or one boundary leaves */

/* ---- events ---- */

static void emit(struct ses *ses, enum ses_event_kind kind, int index, int set, int rep) {
  assert(ses->event_count < SES_EVENTS_MAX);
  int slot = (ses->event_head + ses->event_count++) % SES_EVENTS_MAX;
  ses->events[slot] = (struct ses_event){ses->now, kind, index, set, rep};
}

static void emit_here(struct ses *ses, enum ses_event_kind kind) {
  int index = plan_segment_at(ses->plan, ses->now);
  const struct plan_segment *s = &ses->plan->segments[index];
  emit(ses, kind, index, s->set, s->rep);
}

static bool has_room(const struct ses *ses, int events) {
  return ses->event_count + events <= SES_EVENTS_MAX;
}

bool ses_next_event(struct ses *ses, struct ses_event *out) {
  if (ses->event_count == 0) return false;
  *out = ses->events[ses->event_head];
  ses->event_head = (ses->event_head + 1) % SES_EVENTS_MAX;
  ses->event_count--;
  return true;
}

/* ---- time goes on ---- */

void ses_init(struct ses *ses, const struct plan *plan, struct arena *arena) {
  memset(ses, 0, sizeof *ses);
  ses->plan = plan;
  ses->arena = arena;
  ses->state = SES_RUNNING;
  ses->result.range_deg = plan->segments[0].range_deg;
}

static void count_set(struct ses *ses, int index, int set) {
  if (ses->set_counted >= set || ses->result.reps_done[set - 1] < 1) return;
  ses->set_counted = set;
  ses->result.sets_done++;
  emit(ses, SES_EV_SET_DONE, index, set, ses->result.reps_done[set - 1]);
}

/* Announces what ends at the next boundary, which now has reached. */
static void close_boundary(struct ses *ses) {
  if (ses->closed || ses->next == 0) return;
  ses->closed = true;
  const struct plan_segment *before = &ses->plan->segments[ses->next - 1];
  if (!before->ends_rep) return;
  ses->result.reps_done[before->set - 1]++;
  ses->result.reps_total++;
  emit(ses, SES_EV_REP_DONE, ses->next - 1, before->set, before->rep);
  if (before->rep == before->reps) count_set(ses, ses->next - 1, before->set);
}

static void open_boundary(struct ses *ses) {
  const struct plan_segment *s = &ses->plan->segments[ses->next];
  emit(ses, SES_EV_SEGMENT, ses->next, s->set, s->rep);
  ses->result.range_deg = s->range_deg;
  if (s->kind == PLAN_DONE) {
    ses->state = SES_DONE;
    emit(ses, SES_EV_DONE, ses->next, s->set, 0);
    return;
  }
  ses->next++;
  ses->closed = false;
}

static bool is_practice(enum plan_kind kind) {
  return kind == PLAN_PREPARE || kind == PLAN_REP || kind == PLAN_FINISH;
}

/* Moves now to `to`, which no unannounced boundary lies before, and counts what was practised. */
static void move(struct ses *ses, struct ses_frame to) {
  const struct plan *plan = ses->plan;
  if (to.v <= ses->now.v) return;
  if (ses->next > 0 && is_practice(plan->segments[ses->next - 1].kind)) {
    ses->practised_frames += to.v - ses->now.v;
    ses->result.practised_s = frames_to_s(ses->practised_frames);
  }
  for (int i = 0; i < plan->breath_count; i++) {
    const struct plan_breath *b = &plan->breaths[i];
    int64_t end = b->start.v + b->length_frames;
    if (end > to.v) break;
    if (end > ses->now.v && b->breath == ROUTINE_OUT && !b->easy && b->length_frames >= b->whole_frames) {
      ses->result.breaths++;
    }
  }
  ses->now = to;
}

void ses_advance(struct ses *ses, struct ses_frame to) {
  while (ses->state == SES_RUNNING && to.v > ses->now.v) {
    struct ses_frame boundary = ses->plan->segments[ses->next].start;
    if (boundary.v >= to.v) {
      move(ses, to);
      return;
    }
    move(ses, boundary);
    /* One command must always find room after it. */
    if (!has_room(ses, 2 * EVENTS_OF_COMMAND)) return;
    close_boundary(ses);
    open_boundary(ses);
  }
}

/* ---- new plans ---- */

/* What is under way, as commands see it. */
struct aim {
  enum { AIM_GET_READY, AIM_WAIT, AIM_PREPARE, AIM_REP, AIM_FINISH, AIM_NOTHING } what;
  bool returning; /* on the way there */
  int set, rep;   /* that it leads to */
};

static struct aim aim_at(const struct ses *ses) {
  const struct plan *plan = ses->plan;
  int here = plan_segment_at(plan, ses->now), i = here;
  const struct plan_segment *now = &plan->segments[here];
  while (i < plan->segment_count - 1 && !is_practice(plan->segments[i].kind)) i++;
  const struct plan_segment *next = &plan->segments[i];
  struct aim aim = {.returning = now->kind == PLAN_RETURN, .set = next->set, .rep = 1};
  if (now->kind == PLAN_DONE) {
    aim.what = AIM_NOTHING;
  } else if (now->kind == PLAN_GET_READY) {
    aim.what = AIM_GET_READY;
  } else if (next->kind == PLAN_DONE) { /* returning, with nothing more to do */
    aim.what = AIM_FINISH;
    aim.rep = plan->sets[next->set - 1].reps + 1;
  } else if (i != here && (!aim.returning || next->set != now->set)) {
    aim.what = AIM_WAIT;
  } else if (next->kind == PLAN_FINISH) {
    aim.what = AIM_FINISH;
    aim.rep = plan->sets[next->set - 1].reps + 1;
  } else {
    aim.what = next->kind == PLAN_REP ? AIM_REP : AIM_PREPARE;
    while (plan->segments[i].kind != PLAN_REP) i++;
    aim.rep = plan->segments[i].rep;
  }
  return aim;
}

/* Room for `count` things in a buffer that has room for *capacity; the old ones need not be kept. */
static void *roomy(struct arena *arena, void *old, int *capacity, int count, size_t size) {
  if (count <= *capacity) return old;
  int wider = *capacity > 0 ? *capacity : 64;
  while (wider < count) wider *= 2;
  void *fresh = arena_array(arena, (size_t)wider, size);
  if (fresh) *capacity = wider;
  return fresh;
}

/* Copies a plan into the buffer that is not in force and makes it the plan in force. */
static int adopt(struct ses *ses, const struct plan *plan) {
  struct ses_buffer *buffer = &ses->buffers[1 - ses->newest];
  struct plan_segment *segments = roomy(ses->arena, buffer->plan.segments, &buffer->segment_capacity,
                                        plan->segment_count, sizeof *segments);
  if (segments) buffer->plan.segments = segments;
  struct plan_breath *breaths =
      roomy(ses->arena, buffer->plan.breaths, &buffer->breath_capacity, plan->breath_count, sizeof *breaths);
  if (breaths) buffer->plan.breaths = breaths;
  if (!segments || !breaths) return err_set(ERR_MACHINE, "no memory left to go on; close other programs");
  memcpy(segments, plan->segments, (size_t)plan->segment_count * sizeof *segments);
  memcpy(breaths, plan->breaths, (size_t)plan->breath_count * sizeof *breaths);
  buffer->plan = *plan;
  buffer->plan.segments = segments;
  buffer->plan.breaths = breaths;
  ses->newest = 1 - ses->newest;
  ses->plan = &buffer->plan;
  return 0;
}

/* Makes the plan that leads from now to aim. rest_first: by way of the rest position. range_deg: 0 as it was.
 */
static int replan(struct ses *ses, struct aim aim, bool rest_first, double range_deg) {
  struct arena scratch = {0};
  struct plan *plan = NULL;
  int result;
  if (aim.what == AIM_WAIT || aim.what == AIM_GET_READY) {
    result = plan_count_in(ses->plan, ses->now, aim.set, range_deg, &scratch, &plan);
  } else {
    result = plan_return(ses->plan, ses->now, aim.set, aim.rep, range_deg, rest_first, &scratch, &plan);
  }
  if (result == 0) result = adopt(ses, plan);
  arena_clear(&scratch);
  if (result < 0) return result;
  emit_here(ses, SES_EV_REPLANNED);
  return 0;
}

static int replan_range(struct ses *ses, double range_deg) {
  struct arena scratch = {0};
  struct plan *plan = NULL;
  int result = plan_range(ses->plan, ses->now, range_deg, &scratch, &plan);
  if (result == 0) result = adopt(ses, plan);
  arena_clear(&scratch);
  if (result < 0) return result;
  emit_here(ses, SES_EV_REPLANNED);
  return 0;
}

/* ---- commands ---- */

static int lead_back(struct ses *ses, struct aim aim, double range_deg) {
  bool rest_first = range_deg > 0 || aim.what != AIM_REP;
  return replan(ses, aim, rest_first, range_deg);
}

static int resume(struct ses *ses, struct aim aim) {
  ses->state = SES_RUNNING;
  emit_here(ses, SES_EV_RESUMED);
  return aim.what == AIM_GET_READY ? 0 : lead_back(ses, aim, 0);
}

static int ease_off(struct ses *ses, struct aim aim, bool was_paused) {
  double range_deg = ses->plan->sets[aim.set - 1].range_deg - SES_EASE_STEP_DEG;
  if (range_deg < PLAN_RANGE_MIN_DEG) range_deg = PLAN_RANGE_MIN_DEG;
  ses->state = SES_RUNNING;
  if (was_paused) emit_here(ses, SES_EV_RESUMED);
  bool waits = aim.what == AIM_GET_READY || (aim.what == AIM_WAIT && !was_paused);
  int result = waits ? replan_range(ses, range_deg) : lead_back(ses, aim, range_deg);
  if (result < 0) return result;
  ses->result.ease_offs++;
  ses->result.range_deg = range_deg;
  emit_here(ses, SES_EV_EASED_OFF);
  return 0;
}

static void stop(struct ses *ses) {
  for (int set = ses->plan->set_count; set > ses->set_counted; set--) {
    if (ses->result.reps_done[set - 1] < 1) continue;
    count_set(ses, plan_segment_at(ses->plan, ses->now), set);
    break;
  }
  ses->result.stopped = true;
  ses->state = SES_STOPPED;
  emit_here(ses, SES_EV_STOPPED);
}

/* Whether a command means anything now. */
static bool has_meaning(const struct ses *ses, enum ses_command command, struct aim aim) {
  if (ses->state != SES_RUNNING && ses->state != SES_PAUSED) return false;
  if (command == SES_STOP) return true;
  if (aim.what == AIM_NOTHING) return false;
  bool paused = ses->state == SES_PAUSED;
  switch (command) {
  case SES_PAUSE:
    return !paused;
  case SES_RESUME:
    return paused;
  case SES_EASE_OFF:
    return true;
  case SES_RESTART_REP:
    return aim.what == AIM_REP && (paused || !aim.returning);
  case SES_SKIP:
    return !paused && (aim.what == AIM_GET_READY ||
                       ses->plan->segments[plan_segment_at(ses->plan, ses->now)].kind == PLAN_REST);
  default:
    return false;
  }
}

static int apply(struct ses *ses, enum ses_command command, struct aim aim) {
  bool was_paused = ses->state == SES_PAUSED;
  switch (command) {
  case SES_PAUSE:
    ses->state = SES_PAUSED;
    ses->result.pauses++;
    emit_here(ses, SES_EV_PAUSED);
    return 0;
  case SES_RESUME:
    return resume(ses, aim);
  case SES_EASE_OFF:
    return ease_off(ses, aim, was_paused);
  case SES_RESTART_REP:
    return was_paused ? resume(ses, aim) : replan(ses, aim, false, 0);
  case SES_SKIP:
    return replan(ses, aim, true, 0);
  case SES_STOP:
    stop(ses);
    return 0;
  }
  return 0;
}

int ses_command(struct ses *ses, enum ses_command command) {
  struct aim aim = aim_at(ses);
  if (!has_meaning(ses, command, aim)) return 0;
  bool is_stop = command == SES_STOP;
  if (!has_room(ses, is_stop ? EVENTS_OF_COMMAND : 2 * EVENTS_OF_COMMAND) ||
      ses->log_count >= SES_LOG_MAX - (is_stop ? 0 : 1)) {
    return err_set(ERR_NO, "too many commands in this session; stop it and start again");
  }
  if (ses->plan->segments[ses->next].start.v == ses->now.v) close_boundary(ses);
  int result = apply(ses, command, aim);
  if (result == 0) {
    ses->log[ses->log_count++] = (struct ses_input){ses->now, command};
  } else {
    ses->state = SES_PAUSED;
    emit_here(ses, SES_EV_PAUSED);
  }
  return result;
}

/* ---- replay ---- */

static void drain(struct ses *ses, struct ses_event *out, int max, int *count) {
  struct ses_event event;
  while (ses_next_event(ses, &event)) {
    if (*count < max) out[*count] = event;
    ++*count;
  }
}

static void run_to(struct ses *ses, struct ses_frame to, struct ses_event *out, int max, int *count) {
  while (ses->state == SES_RUNNING && ses->now.v < to.v) {
    ses_advance(ses, to);
    drain(ses, out, max, count);
  }
}

int ses_replay(const struct plan *plan, const struct ses_input *log, int log_count, struct arena *arena,
               struct ses_event *out, int max) {
  struct ses *ses = arena_take(arena, sizeof *ses);
  if (!ses) return err_set(ERR_MACHINE, "no memory left to replay the session; close other programs");
  ses_init(ses, plan, arena);
  int count = 0;
  for (int i = 0; i < log_count; i++) {
    bool known = log[i].command >= SES_PAUSE && log[i].command <= SES_STOP;
    if (!known || log[i].at.v < 0 || (i > 0 && log[i].at.v < log[i - 1].at.v)) {
      return err_set(ERR_NO, "row %d of the input log is damaged; record the session again", i + 1);
    }
    run_to(ses, log[i].at, out, max, &count);
    int result = ses_command(ses, log[i].command);
    if (result < 0) return result;
    drain(ses, out, max, &count);
  }
  if (ses->state == SES_RUNNING) run_to(ses, (struct ses_frame){INT64_MAX}, out, max, &count);
  return count;
}
