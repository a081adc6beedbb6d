/* The history as one message for the worker; its form stands in wire.h. Pure. */
#ifndef SUPINE_PACK_H
#define SUPINE_PACK_H

#include "hist.h"
#include "loc.h"
#include "wire.h"

/* Appends the history as seen on the civil day today. The names of months and the way a date is written are the
** texts calendar.month.1 … 12, calendar.day_of_month and calendar.with_year of loc, numbers where it has none; loc
** may be NULL. */
void pack_history(const struct hist *hist, int32_t today, const struct loc *loc, const char *language,
                  struct wire_out *out);

#endif
