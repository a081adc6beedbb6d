/* supine-script-worker: reads script sources from its socket, evaluates each in a fresh Lua state and writes the
** value or the error back. A history that was sent is kept for the rules that come after it. The game starts it, and
** kills it when it is late. It knows no file and no path. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "eval.h"
#include "harden.h"
#include "ledger.h"
#include "rules.h"
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

/* The next request's payload, malloc, its size in *n; NULL at the end of the stream. */
static unsigned char *next_request(size_t *n) {
  unsigned char head[4];
  if (!read_all(head, sizeof head)) return NULL;
  struct wire_in in = {head, head + sizeof head, false};
  *n = wire_get_u32(&in);
  if (*n == 0 || *n > WIRE_HISTORY_MAX) return NULL;
  unsigned char *request = malloc(*n);
  if (request && read_all(request, *n)) return request;
  free(request);
  return NULL;
}

struct worker {
  struct wire_page *page;
  unsigned char *kept; /* the message that the ledger reads from */
  struct ledger ledger;
};

static bool finish(struct wire_out *reply) {
  bool sent = reply->size > 0 && write_all(reply);
  wire_out_clear(reply);
  return sent;
}

static bool evaluate(struct worker *worker, struct wire_in *in) {
  struct wire_out reply = {.limit = WIRE_REPLY_MAX};
  uint32_t ticket = wire_get_u32(in), reps = wire_get_u32(in);
  if (in->broken || reps > WIRE_REPS_MAX) return false;
  eval_source((const char *)in->at, (size_t)(in->end - in->at), (int)reps, ticket, worker->page, &reply);
  return finish(&reply);
}

static bool apply_rules(struct worker *worker, struct wire_in *in) {
  struct wire_out reply = {.limit = WIRE_REPLY_MAX};
  struct rules_request request = {.ticket = wire_get_u32(in)};
  uint64_t low = wire_get_u32(in);
  request.left_out = low | (uint64_t)wire_get_u32(in) << 32;
  request.call = wire_get_u8(in) != 0;
  if (in->broken || (request.call && !worker->kept)) return false;
  request.source = (const char *)in->at;
  request.size = (size_t)(in->end - in->at);
  rules_evaluate(&request, &worker->ledger, worker->page, &reply);
  return finish(&reply);
}

/* The message stays. */
static bool keep(struct worker *worker, unsigned char *request, struct wire_in *in) {
  struct wire_out reply = {.limit = WIRE_REPLY_MAX};
  uint32_t ticket = wire_get_u32(in);
  free(worker->kept);
  worker->kept = request;
  if (!ledger_read(&worker->ledger, *in)) return false;
  wire_begin(&reply, WIRE_KEPT);
  wire_put_u32(&reply, ticket);
  return wire_end(&reply) && finish(&reply);
}

/* Takes the request; returns whether the worker can go on. */
static bool answer(struct worker *worker, unsigned char *request, size_t n) {
  struct wire_in in = {request, request + n, false};
  uint32_t kind = wire_get_u8(&in);
  if (kind == WIRE_HISTORY) return keep(worker, request, &in);
  bool fits = n <= WIRE_REQUEST_MAX, going = false;
  if (fits && kind == WIRE_EVALUATE) going = evaluate(worker, &in);
  if (fits && kind == WIRE_RULES) going = apply_rules(worker, &in);
  free(request);
  return going;
}

int main(void) {
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
  struct worker worker = {.page = page};
  unsigned char *request;
  for (size_t n; going && (request = next_request(&n)) != NULL;) going = answer(&worker, request, n);
  _exit(0);
}
