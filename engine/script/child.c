/* memfd_create and MSG_NOSIGNAL are Linux; elsewhere POSIX shared memory and a socket option do the same. */
#ifdef __linux__
#define _GNU_SOURCE 1
#elif defined(__APPLE__)
#define _DARWIN_C_SOURCE 1
#endif

#include "child.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "err.h"
#include "program.h"

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

#define FIRST_FREE 10 /* our ends stay clear of the numbers that the worker's ends are moved to */

/* Moves a descriptor above the worker's own numbers and marks it close-on-exec; −1 on failure, file closed. */
static int lift(int file) {
  if (file < 0) return -1;
  int lifted = fcntl(file, F_DUPFD_CLOEXEC, FIRST_FREE);
  close(file);
  return lifted;
}

/* A page of memory that a descriptor stands for and no name. */
static int open_page(void) {
#ifdef __linux__
  int file = lift(memfd_create("supine-script", MFD_CLOEXEC));
#else
  char name[32];
  snprintf(name, sizeof name, "/supine-script-%ld", (long)getpid());
  int file = lift(shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600));
  shm_unlink(name);
#endif
  if (file >= 0 && ftruncate(file, (off_t)sizeof(struct wire_page)) != 0) {
    close(file);
    return -1;
  }
  return file;
}

static int open_pair(int ends[2]) {
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return -1;
  ends[0] = lift(ends[0]);
  ends[1] = lift(ends[1]);
  bool ok = ends[0] >= 0 && ends[1] >= 0 && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0;
#ifdef SO_NOSIGPIPE
  int on = 1;
  ok = ok && setsockopt(ends[0], SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on) == 0;
#endif
  if (ok) return 0;
  if (ends[0] >= 0) close(ends[0]);
  if (ends[1] >= 0) close(ends[1]);
  return -1;
}

/* Returns 0 or an errno. */
static int start(const char *program, int socket_end, int page, pid_t *pid) {
  static const char *const args[] = {"supine-script-worker", NULL}, *const environment[] = {NULL};
  const int files[] = {[0] = PROGRAM_NOTHING,
                       [1] = PROGRAM_NOTHING,
                       [2] = PROGRAM_NOTHING,
                       [WIRE_WORKER_SOCKET] = socket_end,
                       [WIRE_WORKER_PAGE] = page};
  return program_start(program, args, environment, files, (int)(sizeof files / sizeof *files), pid);
}

int child_start(struct child *child, const char *program) {
  assert(child->pid == 0);
  *child = (struct child){.socket = -1};
  int ends[2] = {-1, -1}, page = open_page(), error = 0;
  if (page < 0 || open_pair(ends) != 0) error = errno;
  child->in = malloc(WIRE_REPLY_MAX + 4);
  if (!error && !child->in) error = ENOMEM;
  if (!error) {
    void *shared = mmap(NULL, sizeof *child->page, PROT_READ | PROT_WRITE, MAP_SHARED, page, 0);
    if (shared == MAP_FAILED)
      error = errno;
    else
      child->page = shared;
  }
  if (!error) error = start(program, ends[1], page, &child->pid);
  if (page >= 0) close(page);
  if (ends[1] >= 0) close(ends[1]);
  child->socket = ends[0];
  if (!error) return 0;
  child->pid = 0;
  child_stop(child);
  return err_set(ERR_MACHINE, "the script worker %s cannot be started (%s); install Supine again", program,
                 strerror(error));
}

void child_send(struct child *child, struct wire_out *out) {
  assert(child->out.size == child->sent);
  free(child->out.bytes);
  child->out = *out;
  child->sent = 0;
  *out = (struct wire_out){.limit = out->limit};
}

static bool pump_out(struct child *child) {
  while (child->sent < child->out.size) {
    ssize_t n =
        send(child->socket, child->out.bytes + child->sent, child->out.size - child->sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
    child->sent += (size_t)n;
  }
  return true;
}

/* Bytes of the frame at the start of `in`, with its size field; 0 while the size is not there. A size that no
** frame has, however large, is one beyond the limit. */
static size_t frame_size(const struct child *child) {
  if (child->received < 4) return 0;
  struct wire_in head = {child->in, child->in + 4, false};
  uint32_t size = wire_get_u32(&head);
  return 4 + (size_t)(size <= WIRE_REPLY_MAX ? size : WIRE_REPLY_MAX + 1);
}

enum child_news child_pump(struct child *child, struct wire_in *frame) {
  assert(child->pid != 0);
  bool alive = pump_out(child);
  for (;;) {
    size_t wanted = frame_size(child);
    if (wanted > WIRE_REPLY_MAX + 4 || wanted == 4) return CHILD_GONE;
    if (wanted != 0 && child->received >= wanted) {
      *frame = (struct wire_in){child->in + 4, child->in + wanted, false};
      child->received = 0;
      return CHILD_FRAME;
    }
    /* Never beyond this frame: an answer nobody asked for stays in the socket and is found there. */
    size_t want_now = (wanted ? wanted : 4) - child->received;
    ssize_t n = recv(child->socket, child->in + child->received, want_now, 0);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return alive ? CHILD_WAIT : CHILD_GONE;
    if (n <= 0) return CHILD_GONE;
    child->received += (size_t)n;
  }
}

void child_wait(const struct child *child, int timeout_ms) {
  struct pollfd watched = {.fd = child->socket, .events = POLLIN};
  if (child->sent < child->out.size) watched.events |= POLLOUT;
  poll(&watched, 1, timeout_ms);
}

int64_t child_cpu_us(const struct child *child) {
#ifdef __linux__
  clockid_t clock;
  struct timespec used;
  if (child->pid == 0 || clock_getcpuclockid(child->pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
    return -1;
  return (int64_t)used.tv_sec * 1000000 + used.tv_nsec / 1000;
#else
  (void)child;
  return -1;
#endif
}

pid_t child_stop(struct child *child) {
  pid_t pid = child->pid;
  if (pid != 0) kill(pid, SIGKILL);
  if (child->socket >= 0) close(child->socket);
  if (child->page) munmap(child->page, sizeof *child->page);
  free(child->in);
  free(child->out.bytes);
  *child = (struct child){.socket = -1};
  return pid;
}

bool child_reap(pid_t pid) {
  pid_t got = waitpid(pid, NULL, WNOHANG);
  return got == pid || (got < 0 && errno != EINTR);
}
