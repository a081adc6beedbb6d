/* Several devices, one history: the facts of the others come in from a folder, this one's go out to it. Runs wherever
** the store is: on the command line, or as a job of the storage thread. */
#ifndef SUPINE_SYNC_H
#define SUPINE_SYNC_H

#include "diag.h"
#include "store.h"

struct sync_report {
  int devices;  /* journals read */
  int came_in;  /* facts that were new here */
  int went_out; /* facts that were new in the folder */
  int damaged;  /* lines that were skipped, and files */
};

/* Brings store and folder together. What was skipped is a warning in list. Returns 0, or ERR_MACHINE with a sentence; what
** came in until then stays. */
int sync_run(struct store *store, const char *dir, struct sync_report *report, struct diag_list *list);

#endif
