#include "tally.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "stamp.h"
#include "utf8.h"

void tally_begin(struct tally *tally, const char *session_id) {
  memset(tally, 0, sizeof *tally);
  snprintf(tally->session, sizeof tally->session, "%s", session_id);
}

/* Between the set's first moment and now. */
static void fill(const struct tally *tally, const struct ses *ses, const struct ses_event *event,
                 struct moment at, struct record_set *set) {
  const struct plan_set *planned = &ses->plan->sets[event->set - 1];
  const struct routine *exercise = planned->exercise, *whole = ses->plan->routine;
  const struct ses_result *now = &ses->result, *before = &tally->before;
  utf8_copy(set->session, sizeof set->session, tally->session);
  utf8_copy(set->routine, sizeof set->routine, exercise->id);
  utf8_copy(set->version, sizeof set->version, exercise->version);
  utf8_copy(set->author, sizeof set->author, exercise->author);
  set->own = exercise->own || whole->own;
  set->number = event->set;
  set->reps_done = event->rep;
  set->reps_planned = planned->reps;
  set->range_deg = planned->range_deg;
  set->end_utc_ms = stamp_end(tally->begun.utc_ms, at.utc_ms);
  set->practised_s = (int)fmax(1, round(now->practised_s - before->practised_s));
  set->breaths = now->breaths - before->breaths;
  bool guided = set->breaths > 0; /* easy breathing has no pace */
  set->pace_in_s = guided ? planned->pace_in_s : 0;
  set->pace_out_s = guided ? planned->pace_out_s : 0;
  set->ease_offs = now->ease_offs - tally->told_ease_offs; /* one in the rest before it was for its sake */
  set->pauses = now->pauses - before->pauses;
  set->stopped = event->rep < planned->reps;
}

bool tally_event(struct tally *tally, const struct ses *ses, const struct ses_event *event, struct moment at,
                 struct record *out) {
  if (event->kind == SES_EV_SEGMENT && event->set > tally->set) {
    tally->set = event->set;
    tally->begun = at;
    tally->before = ses->result;
  }
  if (event->kind != SES_EV_SET_DONE || event->rep < 1) return false;
  memset(out, 0, sizeof *out);
  out->kind = RECORD_SET;
  struct moment begun = tally->set == event->set ? tally->begun : at;
  out->when.utc_ms = begun.utc_ms;
  out->when.offset_s = begun.offset_s;
  fill(tally, ses, event, at, &out->as.set);
  tally->told_ease_offs = ses->result.ease_offs;
  return true;
}
