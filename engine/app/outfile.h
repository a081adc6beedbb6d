/* Files that are there whole or not at all: written under a name of their own and renamed when complete, so that a
** failure loses neither the old file nor leaves half a new one. What is no regular file (a device, a pipe, a link) is
** written straight into and never removed. */
#ifndef SUPINE_OUTFILE_H
#define SUPINE_OUTFILE_H

#include <stdbool.h>

#define OUTFILE_PATH_MAX 1024

struct outfile {
  char path[OUTFILE_PATH_MAX];      /* what was asked for */
  char work[OUTFILE_PATH_MAX + 16]; /* what to write to */
};

/* Chooses the name to write to. Returns 0, or ERR_USAGE for a name that is too long. */
int outfile_begin(struct outfile *file, const char *path);

/* The work is complete: it takes its place. 0 or ERR_MACHINE (the work is then removed). */
int outfile_commit(struct outfile *file);

/* The work failed: it is removed, and what was at path before is still there. */
void outfile_abort(struct outfile *file);

#endif
