/* The lungs of a whole plan. Guided phases say how they move; the gaps between are filled with easy, shallow
** breathing. A gap is a run of free segments. Inside it the phases that carry a list of easy breaths keep
** their own time; all others next to each other are one span. Every span knows the level at which it has to
** end, so that the guided breath after it finds empty lungs before an in-breath and full ones before an
** out-breath. */
#include "lungs.h"

#include <assert.h>
#include <string.h>

#include "err.h"

#define EMPTY       0.02 /* below it there is nothing to breathe out */
#define ANY         -1.0 /* a level that does not matter */
#define CYCLE_MIN_S 3.0  /* the quickest easy breath: 20 a minute */
#define CYCLE_S     (PLAN_EASY_IN_S + PLAN_EASY_OUT_S)
#define QUIET_S     0.5 /* too short for any breath */
#define TOP_UP_S    5.0 /* lungs that are full and must be full again sooner do not empty in between */
#define PIECES_MAX  (ROUTINE_EASY_MAX + 2)

struct lungs {
  struct plan *plan;
  int capacity;
  int64_t at; /* covered up to here */
  double level;
};

struct piece {
  enum routine_breath breath;
  double seconds, level_to;
};

static bool is_guided(const struct plan_segment *s) {
  return s->breath != ROUTINE_FREE;
}

static bool has_list(const struct plan_segment *s) {
  return s->phase && s->phase->easy_count > 0;
}

/* The lungs go to level_to by the frame `end`. Nothing happens where that is already past. An easy breath
** that moves nothing is not heard. */
static void stretch(struct lungs *lungs, int64_t end, enum routine_breath breath, double level_to,
                    bool easy) {
  if (end <= lungs->at) return;
  if (easy && level_to == lungs->level) breath = ROUTINE_FREE;
  struct plan *plan = lungs->plan;
  assert(plan->breath_count < lungs->capacity);
  plan->breaths[plan->breath_count++] = (struct plan_breath){.start = {lungs->at},
                                                             .length_frames = end - lungs->at,
                                                             .whole_frames = end - lungs->at,
                                                             .breath = breath,
                                                             .level_from = lungs->level,
                                                             .level_to = level_to,
                                                             .easy = easy};
  lungs->at = end;
  lungs->level = level_to;
}

static void quiet(struct lungs *lungs, int64_t end) {
  stretch(lungs, end, ROUTINE_FREE, lungs->level, true);
}

/* Whole easy breaths from empty to empty up to `end`, as near to their usual length as fits. */
static void cycles(struct lungs *lungs, int64_t end) {
  int64_t start = lungs->at;
  double length_s = frames_to_s(end - start);
  if (length_s < CYCLE_MIN_S) {
    quiet(lungs, end);
    return;
  }
  int count = (int)(length_s / CYCLE_S + 0.5);
  if (count < 1) count = 1;
  double cycle_s = length_s / count;
  for (int i = 0; i < count; i++) {
    int64_t turn = start + frames_of_s(cycle_s * (i + PLAN_EASY_IN_S / CYCLE_S));
    int64_t over = i == count - 1 ? end : start + frames_of_s(cycle_s * (i + 1));
    stretch(lungs, turn, ROUTINE_IN, PLAN_EASY_LEVEL, true);
    stretch(lungs, over, ROUTINE_OUT, 0, true);
  }
}

/* A span that breathes by itself and ends at `want`. */
static void easy_span(struct lungs *lungs, int64_t end, double want) {
  double length_s = frames_to_s(end - lungs->at);
  double out_s = lungs->level > PLAN_EASY_LEVEL + EMPTY ? PLAN_EASY_OUT_S
                 : lungs->level > EMPTY                 ? PLAN_EASY_OUT_S / 2
                                                        : 0;
  double in_s = want > EMPTY ? PLAN_EASY_IN_S : 0;
  if (length_s < QUIET_S) {
    quiet(lungs, end);
    return;
  }
  if (want > PLAN_EASY_LEVEL + EMPTY && lungs->level > PLAN_EASY_LEVEL && length_s < TOP_UP_S) {
    if (lungs->level < want - EMPTY)
      stretch(lungs, end, ROUTINE_IN, want, true);
    else
      quiet(lungs, end);
    return;
  }
  double scale = out_s + in_s > length_s ? length_s / (out_s + in_s) : 1;
  int64_t last = end - frames_of_s(in_s * scale);
  if (out_s > 0) {
    stretch(lungs, scale < 1 ? last : lungs->at + frames_of_s(out_s), ROUTINE_OUT, 0, true);
  }
  cycles(lungs, last);
  if (in_s > 0) stretch(lungs, end, ROUTINE_IN, want, true);
}

/* The phase's own list, with a breath before or after it where the level asks for one. Returns the count. */
static int pieces_of(const struct routine_phase *phase, double level, double want, struct piece *pieces) {
  int count = 0;
  if (phase->easy[0].breath == ROUTINE_IN && level > PLAN_EASY_LEVEL + EMPTY) {
    pieces[count++] = (struct piece){ROUTINE_OUT, PLAN_EASY_OUT_S, 0};
    level = 0;
  }
  for (int i = 0; i < phase->easy_count && i < ROUTINE_EASY_MAX; i++) {
    const struct routine_easy *easy = &phase->easy[i];
    if (easy->breath == ROUTINE_IN && level < PLAN_EASY_LEVEL) level = PLAN_EASY_LEVEL;
    if (easy->breath == ROUTINE_OUT) level = 0;
    pieces[count++] = (struct piece){easy->breath, easy->seconds, level};
  }
  if (want == ANY) return count;
  struct piece *last = &pieces[count - 1];
  if (want > level + EMPTY && last->breath == ROUTINE_IN)
    last->level_to = want;
  else if (want > level + EMPTY)
    pieces[count++] = (struct piece){ROUTINE_IN, PLAN_EASY_IN_S, want};
  else if (want < level - EMPTY)
    pieces[count++] = (struct piece){ROUTINE_OUT, PLAN_EASY_OUT_S, want};
  return count;
}

/* A free phase that says how it breathes. Too long a list is squeezed; time left over is quiet, before the
** last in-breath where that leads to a guided out-breath, else at the end. */
static void list_span(struct lungs *lungs, const struct routine_phase *phase, int64_t end, double want) {
  struct piece pieces[PIECES_MAX];
  int count = pieces_of(phase, lungs->level, want, pieces);
  int64_t start = lungs->at;
  double length_s = frames_to_s(end - start), total_s = 0;
  for (int i = 0; i < count; i++) total_s += pieces[i].seconds;
  double scale = total_s > length_s ? length_s / total_s : 1;
  double spare_s = length_s - total_s * scale;
  const struct piece *last = &pieces[count - 1];
  bool wait_first = last->breath == ROUTINE_IN && last->level_to > PLAN_EASY_LEVEL + EMPTY;
  double elapsed_s = 0;
  for (int i = 0; i < count; i++) {
    if (i == count - 1 && wait_first) {
      elapsed_s += spare_s;
      quiet(lungs, start + frames_of_s(elapsed_s));
    }
    elapsed_s += pieces[i].seconds * scale;
    int64_t to = start + frames_of_s(elapsed_s);
    if (to > end || (i == count - 1 && (wait_first || scale < 1))) to = end;
    stretch(lungs, to, pieces[i].breath, pieces[i].level_to, true);
  }
  quiet(lungs, end);
}

/* The level at which what comes before segment `index` should end. */
static double wanted_before(const struct plan *plan, int index) {
  const struct plan_segment *s = &plan->segments[index];
  if (s->kind == PLAN_DONE || s->breath == ROUTINE_IN) return 0;
  if (s->breath == ROUTINE_OUT) return 1;
  if (!is_guided(s) && has_list(s)) return s->phase->easy[0].breath == ROUTINE_OUT ? PLAN_EASY_LEVEL : 0;
  return ANY;
}

/* Fills the span that begins with free segment i; returns the index after it. */
static int free_span(struct lungs *lungs, int i) {
  const struct plan *plan = lungs->plan;
  const struct plan_segment *s = &plan->segments[i];
  bool list = has_list(s);
  int next = i + 1;
  while (!list && plan->segments[next].kind != PLAN_DONE && !is_guided(&plan->segments[next]) &&
         !has_list(&plan->segments[next])) {
    next++;
  }
  int64_t end = plan->segments[next].start.v;
  if (list)
    list_span(lungs, s->phase, end, wanted_before(plan, next));
  else
    easy_span(lungs, end, wanted_before(plan, next));
  return next;
}

/* One guided breath: phases of the same breath that follow each other are breathed in one go. */
static int guided_span(struct lungs *lungs, int i) {
  const struct plan *plan = lungs->plan;
  enum routine_breath breath = plan->segments[i].breath;
  int next = i + 1;
  while (plan->segments[next].kind != PLAN_DONE && plan->segments[next].breath == breath) next++;
  double level_to = breath == ROUTINE_IN ? 1 : breath == ROUTINE_OUT ? 0 : lungs->level;
  stretch(lungs, plan->segments[next].start.v, breath, level_to, false);
  return next;
}

int lungs_fill(struct plan *plan, int first, double level, struct arena *arena) {
  int done = plan->segment_count - 1;
  int64_t start = plan->segments[first].start.v;
  double length_s = frames_to_s(plan->length_frames - start);
  /* Two stretches an easy cycle, and what a span adds at its ends. */
  int capacity =
      plan->breath_count + (int)(length_s / CYCLE_MIN_S * 2) + (done - first) * (PIECES_MAX + 3) + 1;
  struct plan_breath *breaths = arena_array(arena, (size_t)capacity, sizeof *breaths);
  if (!breaths)
    return err_set(ERR_MACHINE, "no memory left for the breath of the session; close other programs");
  if (plan->breath_count > 0) memcpy(breaths, plan->breaths, (size_t)plan->breath_count * sizeof *breaths);
  plan->breaths = breaths;
  struct lungs lungs = {.plan = plan, .capacity = capacity, .at = start, .level = level};
  for (int i = first; i < done;)
    i = is_guided(&plan->segments[i]) ? guided_span(&lungs, i) : free_span(&lungs, i);
  return 0;
}
