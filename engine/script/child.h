/* The script worker as a process: started, written to, read from without waiting, killed, reaped.
** Knows frames but not what they mean. One thread: the kernel ends the worker when the thread that started it does. */
#ifndef SUPINE_CHILD_H
#define SUPINE_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

#include "wire.h"

struct child {
  pid_t pid;              /* 0: none is running */
  int socket;             /* ours, non-blocking; -1 without a process */
  struct wire_page *page; /* shared with it; NULL without a process */
  struct wire_out out;    /* what is still to be written, from sent on */
  size_t sent;
  unsigned char *in; /* WIRE_REPLY_MAX + 4 bytes, malloc */
  size_t received;
};

enum child_news { CHILD_WAIT, CHILD_FRAME, CHILD_GONE };

/* An empty child is {.socket = -1}. Starts program with an empty environment and two descriptors only.
** Returns 0, or ERR_MACHINE with a sentence and nothing left behind. */
int child_start(struct child *child, const char *program);

/* Queues a finished frame for the worker; takes its bytes (out is empty afterwards). Nothing may be queued. */
void child_send(struct child *child, struct wire_out *out);

/* Writes and reads what is possible now. CHILD_FRAME: *frame spans a whole message (kind and payload) until the
** next child_pump. CHILD_GONE: it ended, broke the protocol or sent too much; call child_stop. */
enum child_news child_pump(struct child *child, struct wire_in *frame);

/* Waits until child_pump has something to do, at most timeout_ms. */
void child_wait(const struct child *child, int timeout_ms);

/* Processor time that the worker has used, microseconds; −1 where the system does not tell. */
int64_t child_cpu_us(const struct child *child);

/* Kills the worker. Returns its pid, still to be reaped, and forgets everything else. */
pid_t child_stop(struct child *child);

/* Tries to reap pid. Returns whether it is gone. */
bool child_reap(pid_t pid);

#endif
