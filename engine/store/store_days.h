/* The history as rules and screens see it, read from what the store keeps worked out. */
#ifndef SUPINE_STORE_DAYS_H
#define SUPINE_STORE_DAYS_H

#include "arena.h"
#include "hist.h"

struct store;

/* Makes the history of all facts, those that wait to be written included, in the arena. What it counts:
** - a set counts for the day of its newest redate, else for its own;
** - a day's sessions are those with a set on it; the total counts each session once. A session's hour and how
**   the back felt before and after it belong to the day on which its first set counts; a session without a
**   set counts nowhere;
** - a set made under a wrong clock (doubtful or redated) gives no hour, and a day's first and last moments leave
**   it out where the day has others;
** - author and own of a routine are those of its newest set; a badge's words those of the fact with the
**   earliest day;
** - a leave ends with the day of its newest leave_end where that is earlier, and is left out where nothing
**   remains.
** Where what is kept worked out was damaged, it is worked out anew, and the next start looks the file through. Returns
** 0, or ERR_MACHINE with an empty history when the file cannot be read or without memory. */
int store_hist(struct store *store, struct arena *arena, struct hist *out);

/* Works out anew, from the facts, all that is kept beside them. 0 or ERR_MACHINE: all is as before. */
int store_rebuild(struct store *store);

#endif
