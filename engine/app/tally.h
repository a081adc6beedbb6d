/* From a session in progress to facts: one record for every finished set, with what belongs to that set alone. Knows no
** store and no clock. Main thread. */
#ifndef SUPINE_TALLY_H
#define SUPINE_TALLY_H

#include "moment.h"
#include "record.h"
#include "ses.h"

struct tally {
  char session[RECORD_ID_SIZE];
  struct ses_result before; /* as it stood when the set under way began */
  struct moment begun;      /* of the set under way */
  int told_ease_offs;       /* of the session, that records have told of */
  int set;                  /* under way, from 1; 0: none has begun */
};

/* A session begins; its sets will share the id. */
void tally_begin(struct tally *tally, const char *session_id);

/* Follows an event. True when it was the end of a set with at least one repetition: *out is then everything about it
** but id, device and the civil day, which whoever keeps it adds. event: taken from ses just now. at: the moment. */
bool tally_event(struct tally *tally, const struct ses *ses, const struct ses_event *event, struct moment at,
                 struct record *out);

#endif
