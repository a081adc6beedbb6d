#include "host.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "child.h"
#include "err.h"
#include "lines.h"
#include "log.h"
#include "texts.h"
#include "utf8.h"
#include "wire.h"

#define START_US 5000000 /* a worker that is not ready by then will never be */
#define RETIRE_US                                                                                            \
  1000000 /* busy time after which a worker is replaced: the kernel ends it after 2 s of CPU */
#define UNREAPED 16
#define WAIT_MS  20

enum job_state { QUEUED, SENT, ANSWERED };

/* One request from host_request to host_take. */
struct job {
  struct job *next;
  int id;
  enum job_state state;
  struct arena arena; /* source, answer */
  struct source source;
  const char *group;
  int reps;
  int64_t sent_us;
  bool again; /* was sent before, to a worker that could not be asked */
  /* The answer: */
  bool ok;
  struct wire_data value; /* where ok */
  int line;               /* where not ok, 0 unknown */
  const char *text;
};

struct host {
  char *program;
  struct child child;
  bool ready;        /* the worker has said so */
  char *group;       /* whose files the worker has seen; NULL: nobody's */
  int64_t start_us;  /* when it was started */
  int64_t busy_us;   /* how long it has worked */
  struct job *first; /* oldest first */
  int last_id;
  pid_t unreaped[UNREAPED];
  struct host_state state;
};

/* ---- the worker ---- */

static void reap(struct host *host) {
  for (int i = 0; i < UNREAPED; i++)
    if (host->unreaped[i] != 0 && child_reap(host->unreaped[i])) host->unreaped[i] = 0;
}

static void stop_worker(struct host *host) {
  pid_t pid = child_stop(&host->child);
  host->ready = false;
  host->busy_us = 0;
  free(host->group);
  host->group = NULL;
  reap(host);
  for (int i = 0; i < UNREAPED && pid != 0; i++) {
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
    err_set(ERR_MACHINE, "no memory left to start the script worker");
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
    for (int i = 0; i < UNREAPED; i++) left = left || host->unreaped[i] != 0;
    if (!left) break;
    nanosleep(&pause, NULL);
  }
  for (struct job *job = host->first, *next; job; job = next) {
    next = job->next;
    free_job(job);
  }
  free(host->program);
  free(host);
}

struct host_state host_state(const struct host *host) {
  struct host_state state = host->state;
  state.worker_pid = (int)host->child.pid;
  return state;
}

/* ---- answers ---- */

static void fail(struct job *job, int line, const char *text) {
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
  if (line < 0 || line > WIRE_FILE_MAX || stage != WIRE_RUNNING) line = 0;
  if (!late)
    fail(job, line, "broke the script worker and was stopped; write this part in another way");
  else if (stage == WIRE_RUNNING)
    fail(job, line, "did not end in time and was stopped; look for a loop without end");
  else
    fail(job, 0, "takes too long to read and was stopped; make the file simpler");
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
    fail(job, 0, "the script worker's answer cannot be read; start Supine again");
    return;
  }
  if (line > WIRE_FILE_MAX) line = 0;
  if (fault == WIRE_FAULT_TIME)
    fail(job, (int)line, "ran longer than 500 ms; look for a loop without end");
  else if (fault == WIRE_FAULT_MEMORY)
    fail(job, (int)line, "needs more than 32 MiB; look for something that grows without end");
  else
    fail(job, fault == WIRE_FAULT_SHAPE ? 0 : (int)line, utf8_printable(bytes, n, text, sizeof text));
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
    fail(job, 0, "the script worker's answer cannot be read; start Supine again");
    return false;
  }
  log_printed(job, printed, n);
  if (kind == WIRE_FAILURE) {
    read_failure(job, in);
  } else if (wire_decode(in, &job->arena, &job->value) < 0) {
    fail(job, 0, err_text());
  } else {
    job->state = ANSWERED;
    job->ok = true;
  }
  return true;
}

/* ---- the queue ---- */

static struct job *find(const struct host *host, int id) {
  for (struct job *job = host->first; job; job = job->next)
    if (job->id == id) return job;
  return NULL;
}

static struct job *next_open(const struct host *host) {
  for (struct job *job = host->first; job; job = job->next)
    if (job->state != ANSWERED) return job;
  return NULL;
}

int host_request(struct host *host, const struct source *source, int reps, const char *group) {
  assert(reps >= 0 && reps <= ROUTINE_REPS_HARD_MAX);
  struct job *job = calloc(1, sizeof *job);
  if (!job) return err_set(ERR_MACHINE, "no memory left to read %s", source->file);
  char *bytes = arena_take(&job->arena, source->size + 1);
  job->source = (struct source){arena_copy(&job->arena, source->file), bytes, source->size, 0};
  job->group = arena_copy(&job->arena, group);
  if (!bytes || !job->source.file || !job->group) {
    free_job(job);
    return err_set(ERR_MACHINE, "no memory left to read %s", source->file);
  }
  memcpy(bytes, source->bytes, source->size);
  job->reps = reps;
  job->id = ++host->last_id;
  struct job **end = &host->first;
  while (*end) end = &(*end)->next;
  *end = job;
  return job->id;
}

/* A worker for job, ready or not yet. False: there can be none, and the job has failed. */
static bool provide_worker(struct host *host, struct job *job, int64_t now_us) {
  bool other = host->group && strcmp(host->group, job->group) != 0;
  if (host->child.pid != 0 && (other || host->busy_us > RETIRE_US)) stop_worker(host);
  if (host->child.pid != 0 || start_worker(host, now_us) == 0) return true;
  fail(job, 0, err_text());
  return false;
}

static void send_job(struct host *host, struct job *job, int64_t now_us) {
  struct wire_out out = {.limit = WIRE_REQUEST_MAX + 4};
  wire_begin(&out, WIRE_EVALUATE);
  wire_put_u32(&out, (uint32_t)job->id);
  wire_put_u32(&out, (uint32_t)job->reps);
  wire_put_bytes(&out, job->source.bytes, job->source.size);
  if (!host->group) host->group = strdup(job->group);
  if (!wire_end(&out) || !host->group) {
    wire_out_clear(&out);
    fail(job, 0, "no memory left to read it");
    return;
  }
  atomic_store(&host->child.page->stage, WIRE_IDLE);
  atomic_store(&host->child.page->line, 0);
  child_send(&host->child, &out);
  job->state = SENT;
  job->sent_us = now_us;
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
  fail(job, 0, "the script worker does not start on this machine; run supine doctor");
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

static bool step_answer(struct host *host, struct job *job, int64_t now_us) {
  struct wire_in frame;
  switch (child_pump(&host->child, &frame)) {
  case CHILD_FRAME:
    host->busy_us += now_us - job->sent_us;
    if (!read_answer(job, &frame)) {
      stop_worker(host);
      host->state.broken++;
    }
    return true;
  case CHILD_GONE:
    /* Ended from outside before it looked at the file: not the file's fault, so it is sent once more. */
    if (!job->again && atomic_load(&host->child.page->stage) == WIRE_IDLE)
      job->state = QUEUED;
    else
      fail_by_page(host, job, false);
    job->again = true;
    stop_worker(host);
    host->state.broken++;
    return true;
  case CHILD_WAIT:
    break;
  }
  /* The answer was looked for first: a game that was itself stopped for a while blames nobody. */
  if (now_us - job->sent_us < (int64_t)WIRE_HARD_MS * 1000) return false;
  fail_by_page(host, job, true);
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
  const struct job *job = find(host, id);
  return job && job->state == ANSWERED;
}

static int64_t now_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void host_wait(struct host *host, int id) {
  while (find(host, id) && host_poll(host, now_us()) > 0 && !host_answered(host, id))
    if (host->child.pid != 0) child_wait(&host->child, WAIT_MS);
}

static void unlink_job(struct host *host, struct job *job) {
  struct job **at = &host->first;
  while (*at != job) at = &(*at)->next;
  *at = job->next;
  free_job(job);
}

void host_drop(struct host *host, int id) {
  struct job *job = find(host, id);
  if (!job) return;
  if (job->state == SENT) stop_worker(host); /* its answer would be taken for the next one's */
  unlink_job(host, job);
}

/* ---- taking ---- */

/* The first error of the list from `from` on becomes the sentence of this thread. */
static int give_up(const struct diag_list *list, int from, const char *file) {
  for (int i = from; i < list->count; i++) {
    const struct diag *row = &list->rows[i];
    if (!row->error) continue;
    if (row->line > 0) return err_set(ERR_NO, "%s:%d: %s", row->file, row->line, row->text);
    return err_set(ERR_NO, "%s: %s", row->file, row->text);
  }
  return err_set(ERR_NO, "%s has errors; run supine check on it", file);
}

typedef bool take_kind(struct reader *r, const struct reader_at *root, void *result);

/* What all kinds of files share: find, report a failure, scan for lines, decode, forget. */
static int take(struct host *host, int id, struct arena *arena, struct diag_list *list, take_kind *decode,
                void *result) {
  struct job *job = find(host, id);
  assert(job && job->state == ANSWERED);
  int from = list->count, before = list->errors;
  bool ok = job->ok;
  if (!job->ok) {
    diag_add(list, true, job->source.file, job->line, "%s", job->text);
  } else {
    struct reader reader = {list, arena, job->source.file};
    const struct lines_node *node = lines_scan(job->source.bytes, job->source.size, &job->arena);
    struct reader_at root = reader_root(&job->value, node);
    ok = decode(&reader, &root, result);
  }
  int code = ok && list->errors == before ? 0 : give_up(list, from, job->source.file);
  unlink_job(host, job);
  return code;
}

struct routine_result {
  const struct decode_words *words;
  const struct routine *routine;
};

static bool take_routine(struct reader *r, const struct reader_at *root, void *result) {
  struct routine_result *out = result;
  out->routine = decode_routine(r, root, out->words);
  return out->routine != NULL;
}

int host_take_routine(struct host *host, int id, const struct decode_words *words, struct arena *arena,
                      struct diag_list *list, const struct routine **out) {
  struct routine_result result = {words, NULL};
  int code = take(host, id, arena, list, take_routine, &result);
  *out = code == 0 ? result.routine : NULL;
  return code;
}

static bool take_poses(struct reader *r, const struct reader_at *root, void *result) {
  const struct poses **out = result;
  *out = poses_read(r, root, NULL);
  return *out != NULL;
}

int host_take_poses(struct host *host, int id, struct arena *arena, struct diag_list *list,
                    const struct poses **out) {
  const struct poses *poses = NULL;
  int code = take(host, id, arena, list, take_poses, &poses);
  *out = code == 0 ? poses : NULL;
  return code;
}

struct locale_result {
  struct loc *loc;
  struct arena *arena;
};

static bool take_locale(struct reader *r, const struct reader_at *root, void *result) {
  struct locale_result *out = result;
  texts_read_locale(r, root, out->loc, out->arena);
  return true;
}

int host_take_locale(struct host *host, int id, struct loc *loc, struct arena *arena,
                     struct diag_list *list) {
  struct locale_result result = {loc, arena};
  return take(host, id, arena, list, take_locale, &result);
}

/* ---- in one go ---- */

/* Returns the id of an answered request, or a negative err_code with a finding and a sentence. */
static int ask(struct host *host, const char *path, int reps, const char *group, struct diag_list *list) {
  struct arena arena = {0};
  struct source source = {0};
  int code = source_read(path, &arena, &source);
  if (code == 0) code = host_request(host, &source, reps, group);
  int line = source.line;
  arena_clear(&arena);
  if (code < 0) {
    diag_add(list, true, path, line, "%s", err_text());
    return err_wrap(code, "%s", path);
  }
  host_wait(host, code);
  return code;
}

int host_load_routine(struct host *host, const char *path, int reps, const char *group,
                      const struct decode_words *words, struct arena *arena, struct diag_list *list,
                      const struct routine **out) {
  *out = NULL;
  int id = ask(host, path, reps, group, list);
  return id < 0 ? id : host_take_routine(host, id, words, arena, list, out);
}

int host_load_poses(struct host *host, const char *path, const char *group, struct arena *arena,
                    struct diag_list *list, const struct poses **out) {
  *out = NULL;
  int id = ask(host, path, 0, group, list);
  return id < 0 ? id : host_take_poses(host, id, arena, list, out);
}

int host_load_locale(struct host *host, const char *path, const char *group, struct loc *loc,
                     struct arena *arena, struct diag_list *list) {
  int id = ask(host, path, 0, group, list);
  return id < 0 ? id : host_take_locale(host, id, loc, arena, list);
}
