/* supine-script-worker: reads script sources from its socket, evaluates each in a fresh Lua state and writes the
** value or the error back. The game starts it, and kills it when it is late. It knows no file and no path. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "eval.h"
#include "harden.h"
#include "wire.h"

static bool read_all(void *bytes, size_t n) {
  for (unsigned char *at = bytes; n > 0;) {
    ssize_t got = read(WIRE_WORKER_SOCKET, at, n);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    n -= (size_t)got;
  }
  return true;
}

static bool write_all(const struct wire_out *out) {
  for (size_t done = 0; done < out->size;) {
    ssize_t sent = write(WIRE_WORKER_SOCKET, out->bytes + done, out->size - done);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    done += (size_t)sent;
  }
  return true;
}

/* The next request's payload in request, its size in *n; false at the end of the stream. */
static bool next_request(unsigned char *request, size_t *n) {
  unsigned char head[4];
  if (!read_all(head, sizeof head)) return false;
  struct wire_in in = {head, head + sizeof head, false};
  *n = wire_get_u32(&in);
  return *n <= WIRE_REQUEST_MAX && read_all(request, *n);
}

static bool answer(const unsigned char *request, size_t n, struct wire_page *page) {
  struct wire_in in = {request, request + n, false};
  if (wire_get_u8(&in) != WIRE_EVALUATE) return false;
  uint32_t ticket = wire_get_u32(&in), reps = wire_get_u32(&in);
  if (in.broken || reps > WIRE_REPS_MAX) return false;
  struct wire_out reply = {.limit = WIRE_REPLY_MAX};
  eval_source((const char *)in.at, (size_t)(in.end - in.at), (int)reps, ticket, page, &reply);
  bool sent = reply.size > 0 && write_all(&reply);
  wire_out_clear(&reply);
  return sent;
}

int main(void) {
  static unsigned char request[WIRE_REQUEST_MAX];
  struct wire_page *page = mmap(NULL, sizeof *page, PROT_READ | PROT_WRITE, MAP_SHARED, WIRE_WORKER_PAGE, 0);
  if (page == MAP_FAILED) {
    fputs("supine-script-worker is started by supine; to check a routine, run: supine check FILE\n", stderr);
    return 2;
  }
  close(WIRE_WORKER_PAGE);
  if (!harden_enter()) _exit(3);
  struct wire_out ready = {.limit = WIRE_REPLY_MAX};
  wire_begin(&ready, WIRE_READY);
  bool going = wire_end(&ready) && write_all(&ready);
  wire_out_clear(&ready);
  for (size_t n; going && next_request(request, &n);) going = answer(request, n, page);
  _exit(0);
}
