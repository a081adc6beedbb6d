#include "host.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "err.h"
#include "host_queue.h"
#include "log.h"
#include "utf8.h"

#define START_US 5000000 /* a worker that is not ready by then will never be */
#define WAIT_MS  20

/* Busy time after which a worker is replaced: the kernel ends it after 2 s of processor time. */
#define RETIRE_US 1000000

/* ---- the worker ---- */

static void reap(struct host *host) {
  for (int i = 0; i < HOST_UNREAPED; i++)
    if (host->unreaped[i] != 0 && child_reap(host->unreaped[i])) host->unreaped[i] = 0;
}

static void stop_worker(struct host *host) {
  pid_t pid = child_stop(&host->child);
  host->ready = false;
  host->busy_us = 0;
  host->worker_history = 0;
  free(host->group);
  host->group = NULL;
  reap(host);
  for (int i = 0; i < HOST_UNREAPED && pid != 0; i++) {
    if (host->unreaped[i] != 0) continue;
    host->unreaped[i] = pid;
    pid = 0;
  }
  reap(host);
}

static int start_worker(struct host *host, int64_t now_us) {
  int code = child_start(&host->child, host->program);
  if (code < 0) return code;
  host->start_us = now_us;
  host->state.started++;
  return 0;
}

struct host *host_create(const char *worker_path) {
  if (access(worker_path, X_OK) != 0) {
    err_set(ERR_MACHINE, "the script worker %s is missing; install Supine again", worker_path);
    return NULL;
  }
  struct host *host = calloc(1, sizeof *host);
  char *program = host ? strdup(worker_path) : NULL;
  if (!program) {
    free(host);
    err_set(ERR_MACHINE, "no memory left to start the script worker; close other programs");
    return NULL;
  }
  host->program = program;
  host->child.socket = -1;
  return host;
}

static void free_job(struct job *job) {
  struct arena arena = job->arena;
  arena_clear(&arena);
  free(job);
}

void host_destroy(struct host *host) {
  if (!host) return;
  stop_worker(host);
  const struct timespec pause = {.tv_nsec = 2000000};
  for (int tries = 0; tries < 400; tries++) {
    bool left = false;
    reap(host);
    for (int i = 0; i < HOST_UNREAPED; i++) left = left || host->unreaped[i] != 0;
    if (!left) break;
    nanosleep(&pause, NULL);
  }
  for (struct job *job = host->first, *next; job; job = next) {
    next = job->next;
    free_job(job);
  }
  for (int i = 0; i < host->group_count; i++) free(host->groups[i].group);
  for (int i = 0; i < host->offender_count; i++) free(host->offenders[i].file);
  wire_out_clear(&host->history);
  free(host->program);
  free(host);
}

struct host_state host_state(const struct host *host) {
  struct host_state state = host->state;
  state.worker_pid = (int)host->child.pid;
  return state;
}

/* ---- answers ---- */

void host_fail(struct job *job, int line, const char *text) {
  job->state = ANSWERED;
  job->ok = false;
  job->line = line;
  job->text = arena_copy(&job->arena, text);
  if (!job->text) job->text = "no memory left to read it";
}

/* A worker that had to be killed, or died: the shared page tells where the script was. */
static void fail_by_page(struct host *host, struct job *job, bool late) {
  const struct wire_page *page = host->child.page;
  int32_t stage = atomic_load(&page->stage), line = atomic_load(&page->line);
  if (line < 0 || line > WIRE_FILE_MAX || stage < WIRE_RUNNING) line = 0;
  if (!late)
    host_fail(job, line, "broke the script worker and was stopped; write this part in another way");
  else if (stage >= WIRE_RUNNING)
    host_fail(job, line, "did not end in time and was stopped; look for a loop without end");
  else
    host_fail(job, 0, "takes too long to read and was stopped; make the file simpler");
}

static void log_printed(const struct job *job, const char *bytes, size_t n) {
  char line[WIRE_PRINT_MAX];
  if (n == 0) return;
  while (n > 0 && bytes[n - 1] == '\n') n--;
  log_line(LOG_INFO, "%s prints: %s", job->source.file, utf8_printable(bytes, n, line, sizeof line));
}

static void read_failure(struct job *job, struct wire_in *in) {
  uint32_t fault = wire_get_u8(in), line = wire_get_u32(in);
  size_t n;
  const char *bytes = wire_get_text(in, &n);
  char text[DIAG_TEXT_MAX];
  if (!bytes || in->at != in->end || fault >= WIRE_FAULT_KINDS) {
    host_fail(job, 0, "the script worker's answer cannot be read; start Supine again");
    return;
  }
  if (line > WIRE_FILE_MAX) line = 0;
  if (fault == WIRE_FAULT_TIME)
    host_fail(job, (int)line, "ran longer than 500 ms; look for a loop without end");
  else if (fault == WIRE_FAULT_MEMORY)
    host_fail(job, (int)line, "needs more than 32 MiB; look for something that grows without end");
  else
    host_fail(job, fault == WIRE_FAULT_SHAPE ? 0 : (int)line, utf8_printable(bytes, n, text, sizeof text));
}

/* Not this file's fault: once more, to another worker. Returns false when that has been tried. */
static bool ask_again(struct job *job) {
  if (job->again) return false;
  job->again = true;
  job->state = QUEUED;
  return true;
}

/* Returns false when the worker broke the protocol: it is not to be trusted with another file. */
static bool read_answer(struct job *job, struct wire_in *in) {
  uint32_t kind = wire_get_u8(in);
  bool answer = kind == WIRE_VALUE || kind == WIRE_FAILURE,
       stale = answer && wire_get_u32(in) != (uint32_t)job->id;
  size_t n;
  const char *printed = wire_get_text(in, &n);
  if (stale && ask_again(job)) return false;
  if (!answer || stale || !printed || n > WIRE_PRINT_MAX) {
    host_fail(job, 0, "the script worker's answer cannot be read; start Supine again");
    return false;
  }
  log_printed(job, printed, n);
  if (kind == WIRE_FAILURE) {
    read_failure(job, in);
  } else if (wire_decode(in, &job->arena, &job->value) < 0) {
    host_fail(job, 0, err_text());
  } else {
    job->state = ANSWERED;
    job->ok = true;
  }
  return true;
}

/* ---- the queue ---- */

struct job *host_find(const struct host *host, int id) {
  for (struct job *job = host->first; job; job = job->next)
    if (job->id == id) return job;
  return NULL;
}

static struct job *next_open(const struct host *host) {
  for (struct job *job = host->first; job; job = job->next)
    if (job->state != ANSWERED) return job;
  return NULL;
}

struct job *host_add(struct host *host, const struct source *source, const char *group) {
  struct job *job = calloc(1, sizeof *job);
  char *bytes = job ? arena_take(&job->arena, source->size + 1) : NULL;
  if (job) {
    job->source = (struct source){arena_copy(&job->arena, source->file), bytes, source->size, 0};
    job->group = arena_copy(&job->arena, group);
  }
  if (!job || !bytes || !job->source.file || !job->group) {
    if (job) free_job(job);
    err_set(ERR_MACHINE, "no memory left to read %s; close other programs", source->file);
    return NULL;
  }
  memcpy(bytes, source->bytes, source->size);
  job->id = ++host->last_id;
  struct job **end = &host->first;
  while (*end) end = &(*end)->next;
  *end = job;
  return job;
}

int host_request(struct host *host, const struct source *source, int reps, const char *group) {
  assert(reps >= 0 && reps <= ROUTINE_REPS_HARD_MAX);
  struct job *job = host_add(host, source, group);
  if (!job) return ERR_MACHINE;
  job->reps = reps;
  return job->id;
}

/* A worker for job, ready or not yet. False: there can be none, and the job has failed. */
static bool provide_worker(struct host *host, struct job *job, int64_t now_us) {
  bool other = host->group && strcmp(host->group, job->group) != 0;
  if (host->child.pid != 0 && (other || host->busy_us > RETIRE_US)) stop_worker(host);
  if (host->child.pid != 0 || start_worker(host, now_us) == 0) return true;
  host_fail(job, 0, err_text());
  return false;
}

static void put_request(struct job *job, struct wire_out *out) {
  wire_begin(out, job->rules ? WIRE_RULES : WIRE_EVALUATE);
  wire_put_u32(out, (uint32_t)job->id);
  if (job->rules) {
    wire_put_u32(out, (uint32_t)job->left_out);
    wire_put_u32(out, (uint32_t)(job->left_out >> 32));
    wire_put_u8(out, job->call);
  } else {
    wire_put_u32(out, (uint32_t)job->reps);
  }
  wire_put_bytes(out, job->source.bytes, job->source.size);
}

/* Rules are sent only to a worker that has the history of now. */
static void send_job(struct host *host, struct job *job, int64_t now_us) {
  bool history = job->rules && job->call && host->worker_history != host->history_version;
  struct wire_out out = {.limit = history ? WIRE_HISTORY_MAX + 4 : WIRE_REQUEST_MAX + 4};
  if (history) {
    wire_begin(&out, WIRE_HISTORY);
    wire_put_u32(&out, (uint32_t)job->id);
    wire_put_bytes(&out, host->history.bytes, host->history.size);
  } else {
    put_request(job, &out);
  }
  if (!host->group) host->group = strdup(job->group);
  if (!wire_end(&out) || !host->group) {
    wire_out_clear(&out);
    host_fail(job, 0, "no memory left to read it");
    return;
  }
  if (history) host->worker_history = host->history_version;
  atomic_store(&host->child.page->stage, WIRE_IDLE);
  atomic_store(&host->child.page->line, 0);
  job->state = history ? SENT_HISTORY : SENT;
  job->sent_us = now_us;
  job->sent_cpu_us = child_cpu_us(&host->child);
  job->call_us = now_us;
  job->call_cpu_us = job->sent_cpu_us;
  job->calls = atomic_load(&host->child.page->calls);
  child_send(&host->child, &out);
}

/* Waiting for the worker's first word. Returns whether something changed. */
static bool step_start(struct host *host, struct job *job, int64_t now_us) {
  struct wire_in frame;
  enum child_news news = child_pump(&host->child, &frame);
  if (news == CHILD_FRAME && wire_get_u8(&frame) == WIRE_READY) {
    host->ready = true;
    return true;
  }
  if (news == CHILD_WAIT && now_us - host->start_us < START_US) return false;
  stop_worker(host);
  host->state.broken++;
  host_fail(job, 0, "the script worker does not start on this machine; run supine doctor");
  return true;
}

/* Before a file is sent nothing may come from the worker: it would be taken for the answer. */
static bool step_send(struct host *host, struct job *job, int64_t now_us) {
  struct wire_in frame;
  if (child_pump(&host->child, &frame) == CHILD_WAIT) {
    send_job(host, job, now_us);
  } else {
    stop_worker(host);
    host->state.broken++;
  }
  return true;
}

/* The worker is reading the history; it answers when it has it. */
static bool step_history(struct host *host, struct job *job, int64_t now_us) {
  struct wire_in frame;
  enum child_news news = child_pump(&host->child, &frame);
  if (news == CHILD_WAIT && now_us - job->sent_us < START_US) return false;
  if (news == CHILD_FRAME && wire_get_u8(&frame) == WIRE_KEPT && wire_get_u32(&frame) == (uint32_t)job->id &&
      !frame.broken) {
    send_job(host, job, now_us);
    return true;
  }
  if (!ask_again(job)) host_fail(job, 0, "the script worker does not take the history; start Supine again");
  stop_worker(host);
  host->state.broken++;
  return true;
}

/* The worker ended by itself while it had the file. */
static void step_gone(struct host *host, struct job *job, int64_t now_us) {
  /* Ended from outside before it looked at the file: not the file's fault, so it is sent once more. */
  if (!job->again && atomic_load(&host->child.page->stage) == WIRE_IDLE) {
    job->state = QUEUED;
    job->again = true;
  } else {
    if (job->rules) host_rules_spent(host, job, now_us);
    if (!job->rules || !host_rules_go_on(host, job, false)) fail_by_page(host, job, false);
  }
  stop_worker(host);
  host->state.broken++;
}

static bool step_answer(struct host *host, struct job *job, int64_t now_us) {
  struct wire_in frame;
  switch (child_pump(&host->child, &frame)) {
  case CHILD_FRAME:
    host->busy_us += now_us - job->sent_us;
    if (job->rules) host_rules_spent(host, job, now_us);
    if (!read_answer(job, &frame)) {
      stop_worker(host);
      host->state.broken++;
    }
    return true;
  case CHILD_GONE:
    step_gone(host, job, now_us);
    return true;
  case CHILD_WAIT:
    break;
  }
  /* The answer was looked for first: a game that was itself stopped for a while blames nobody. */
  bool late =
      job->rules ? host_rules_late(host, job, now_us) : now_us - job->sent_us >= (int64_t)WIRE_HARD_MS * 1000;
  if (!late) return false;
  if (job->rules) host_rules_spent(host, job, now_us);
  if (!job->rules || !host_rules_go_on(host, job, true)) fail_by_page(host, job, true);
  stop_worker(host);
  host->state.killed_late++;
  return true;
}

int host_poll(struct host *host, int64_t now_us) {
  reap(host);
  for (bool changed = true; changed;) {
    struct job *job = next_open(host);
    if (!job) return 0;
    if (job->state == SENT)
      changed = step_answer(host, job, now_us);
    else if (job->state == SENT_HISTORY)
      changed = step_history(host, job, now_us);
    else if (job->rules && !host_rules_may_run(host, job, now_us))
      changed = true;
    else if (!provide_worker(host, job, now_us))
      changed = true;
    else if (!host->ready)
      changed = step_start(host, job, now_us);
    else
      changed = step_send(host, job, now_us);
  }
  int open = 0;
  for (struct job *job = host->first; job; job = job->next) open += job->state != ANSWERED;
  return open;
}

bool host_answered(const struct host *host, int id) {
  const struct job *job = host_find(host, id);
  return job && job->state == ANSWERED;
}

static int64_t now_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void host_wait(struct host *host, int id) {
  while (host_find(host, id) && host_poll(host, now_us()) > 0 && !host_answered(host, id))
    if (host->child.pid != 0) child_wait(&host->child, WAIT_MS);
}

void host_forget(struct host *host, struct job *job) {
  struct job **at = &host->first;
  while (*at != job) at = &(*at)->next;
  *at = job->next;
  free_job(job);
}

void host_drop(struct host *host, int id) {
  struct job *job = host_find(host, id);
  if (!job) return;
  if (job->state == SENT || job->state == SENT_HISTORY)
    stop_worker(host); /* its answer would be taken for the next one's */
  host_forget(host, job);
}
