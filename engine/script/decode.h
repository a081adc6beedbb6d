/* The table that a routine file returns, checked field by field and turned into a struct routine.
** Degrees and seconds outside, radians and seconds inside. What a body may be asked to do is not judged here:
** that is routine/envelope.h. Pure. */
#ifndef SUPINE_DECODE_H
#define SUPINE_DECODE_H

#include "loc.h"
#include "poses.h"
#include "reader.h"
#include "routine.h"

#define DECODE_PHASES_MAX  2000 /* of one file, all repetitions together */
#define DECODE_REST_S      20.0 /* rest after an exercise where a file says nothing */
#define DECODE_REPS        5
#define DECODE_SECONDS_MAX 3600.0

struct decode_words {
  const struct poses *poses; /* shared poses; may be NULL */
  const struct loc *loc;     /* sealed; may be NULL */
  const char *language;      /* "en" */
};

/* Reads the routine or session at `at`. Everything is in the reader's arena. Returns NULL when there was any error;
** each one is a finding. */
const struct routine *decode_routine(struct reader *r, const struct reader_at *at,
                                     const struct decode_words *words);

#endif
