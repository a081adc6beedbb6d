/* Other programs, started so that they know of us only what they are given. Any thread. */
#ifndef SUPINE_PROGRAM_H
#define SUPINE_PROGRAM_H

#include <sys/types.h>

#define PROGRAM_NOTHING   (-1) /* instead of a descriptor: /dev/null */
#define PROGRAM_FILES_MAX 8

/* Starts a program: a path, or a name that is looked for along PATH. args: the first is its own name, NULL ends them.
** environment: likewise, NULL for ours. Its descriptor i is files[i], for count (3…PROGRAM_FILES_MAX) of them from 0;
** /dev/null for one of ours that is not open. Of our others it has those that are not close-on-exec. It finds all
** signals as a new program does: a game that ignores SIGPIPE must not teach it to. Returns 0 and *pid, which the caller
** waits for, or an errno value and no process. */
int program_start(const char *program, const char *const *args, const char *const *environment,
                  const int *files, int count, pid_t *pid);

/* A pipe: ends[0] to read from, ends[1] to write to, both close-on-exec. Returns 0, or −1 with errno. */
int program_pipe(int ends[2]);

#endif
