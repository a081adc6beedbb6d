/* One run of a plan: inputs in, events out. A pure function of (plan, inputs, time): the same log of inputs
** gives the same events on any machine. No clock, no allocation but the arena's; main thread.
**
** The player can pause, resume, ease off, restart a repetition, skip a wait, and stop, at any moment. Nobody
** who pauses is dropped back into the middle of a breath: resuming leads slowly to the start of the
** repetition.
**
** What a command does depends on what is under way:
**   get ready         resume goes on where it was (the count-in still follows); skip goes to the count-in
**   count-in, rest    resume and skip (rest only) go to a new count-in before the set that is due
**   prepare           resume returns to rest and prepares again
**   repetition        resume and restart return to its start; easing off returns to rest, prepares and
**                     repeats it
**   finish            resume and easing off return straight to rest; the set is done already
** Easing off during a wait only makes the range of what follows smaller. While paused it is a resume as well.
**
** Memory: plans made on the way live in two buffers that take turns and grow by doubling, so that the arena
** holds at most a few times the longest plan, however often the player pauses. */
#ifndef SUPINE_SES_H
#define SUPINE_SES_H

#include <stdbool.h>

#include "plan.h"

enum ses_state { SES_RUNNING, SES_PAUSED, SES_DONE, SES_STOPPED };

enum ses_command {
  SES_PAUSE,
  SES_RESUME,   /* from pause: return to the start of the repetition, then go on */
  SES_EASE_OFF, /* "that is too much": back to rest, then on with a smaller range */
  SES_RESTART_REP,
  SES_SKIP, /* the rest of a wait: get ready, rest */
  SES_STOP
};

struct ses_input { /* a row of the input log */
  struct ses_frame at;
  enum ses_command command;
};

enum ses_event_kind {
  SES_EV_SEGMENT,  /* a segment begins; index names it */
  SES_EV_REP_DONE, /* rep of set was finished */
  SES_EV_SET_DONE, /* set was finished with reps repetitions: this is what counts as practice */
  SES_EV_PAUSED,
  SES_EV_RESUMED,
  SES_EV_EASED_OFF,
  SES_EV_REPLANNED, /* plan changed from `at` on: sounds that were posted ahead are void */
  SES_EV_DONE,
  SES_EV_STOPPED
};

struct ses_event {
  struct ses_frame at;
  enum ses_event_kind kind;
  int index; /* of the segment in the plan in force */
  int set,
      rep; /* from 1, 0 where there is none. SES_EV_SET_DONE: rep is the number of repetitions finished */
};

#define SES_EVENTS_MAX 64
#define SES_LOG_MAX    4096 /* the last row is kept for SES_STOP */

/* An easing off takes this much off the range, never below PLAN_RANGE_MIN_DEG. */
#define SES_EASE_STEP_DEG 10.0

struct ses_result {
  int sets_done;
  int reps_done[ROUTINE_ITEMS_MAX]; /* by set, from index 0 */
  int reps_total;
  int ease_offs, pauses;
  bool stopped;       /* by the player, before the end; a set with a finished repetition counts */
  double practised_s; /* time in prepare, repetitions and finish; no pause, no wait */
  double range_deg;   /* in force at the end */
  int breaths;        /* guided breaths finished: their out-breaths are counted */
};

struct ses_buffer { /* one of the two places for plans made on the way */
  struct plan plan;
  int segment_capacity, breath_capacity;
};

struct ses {
  const struct plan *plan; /* in force; changes at SES_EV_REPLANNED; valid until the second one after it */
  struct arena *arena;     /* for plans made on the way */
  struct ses_buffer buffers[2];
  int newest;      /* buffer that was written last */
  int next;        /* segment to be announced next */
  bool closed;     /* what ends where it begins has been announced */
  int set_counted; /* the last set that SES_EV_SET_DONE was given for */
  int64_t practised_frames;
  enum ses_state state;
  struct ses_frame now;
  struct ses_event events[SES_EVENTS_MAX];
  int event_head, event_count;
  struct ses_input log[SES_LOG_MAX];
  int log_count;
  struct ses_result result;
};

/* Starts at frame 0 of plan, before its first segment has been announced. plan and arena outlive the
** session. A struct ses is large (about 80 KB): keep it off small stacks. */
void ses_init(struct ses *ses, const struct plan *plan, struct arena *arena);

/* Time goes on to `to` (less than now: nothing happens): announces everything in [now, to) in order; a
** repetition that ends at the frame at which the next begins is announced before it. SES_EV_DONE comes with
** the first `to` beyond the end. Paused or ended sessions do not move. When the event queue is full it stops
** early; drain and call again. */
void ses_advance(struct ses *ses, struct ses_frame to);

/* Applies a command at ses->now and logs it. A command that has no meaning in this state is ignored and not
** logged. Returns 0, or a negative err_code: ERR_MACHINE when the plan could not be remade (the session is
** then paused), ERR_NO when the event queue or the log is full. SES_STOP is always accepted. */
int ses_command(struct ses *ses, enum ses_command command);

/* Takes the oldest event. Returns false when there is none. */
bool ses_next_event(struct ses *ses, struct ses_event *out);

/* Runs a whole log from the start and, where it leaves the session running, on to the end of the plan. The
** first max events go into out. Returns how many there were, or a negative err_code: ERR_NO for a log whose
** rows are not in order or name no command. */
int ses_replay(const struct plan *plan, const struct ses_input *log, int log_count, struct arena *arena,
               struct ses_event *out, int max);

#endif
