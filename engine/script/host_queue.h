/* What the files of the host share: a request's state and the host's. For them only; everybody else sees
** host.h. */
#ifndef SUPINE_HOST_QUEUE_H
#define SUPINE_HOST_QUEUE_H

#include "child.h"
#include "host.h"

#define HOST_UNREAPED   16
#define HOST_LOST_MAX   3 /* rules of one file whose worker is killed before the file is given up */
#define HOST_BUDGET_S   10
#define HOST_OFF_MAX    256 /* files that have a count of faults */
#define HOST_GROUPS_MAX 64  /* groups whose processor time is watched */

enum job_state { QUEUED, SENT_HISTORY, SENT, ANSWERED };

/* A rule that had to be stopped by force. */
struct lost_rule {
  int call, line;
  const char *text;
};

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
  /* Of rules: */
  bool rules, call;    /* call: with the history; else only what the file says about itself */
  int64_t sent_cpu_us; /* of the worker when it was sent, −1 unknown */
  int64_t call_us;     /* when a call was first seen to run */
  int64_t call_cpu_us; /* of the worker then */
  int32_t calls;       /* how many had begun then */
  uint64_t left_out;   /* bit i: call i was lost */
  struct lost_rule lost[HOST_LOST_MAX];
  int lost_count;
  bool blamed; /* once for all that happens to one request */
  /* The answer: */
  bool ok;
  struct wire_data value; /* where ok */
  int line;               /* where not ok, 0 unknown */
  const char *text;
};

/* Processor time of a group in each of the last seconds. */
struct group_budget {
  char *group;
  int64_t second[HOST_BUDGET_S]; /* that the entry is about */
  int64_t used_us[HOST_BUDGET_S];
};

struct offender {
  char *file;
  int strikes; /* HOST_STRIKES and more: turned off */
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
  pid_t unreaped[HOST_UNREAPED];
  struct host_state state;
  struct wire_out history; /* packed, without its frame */
  int history_version;     /* counts up with each history; 0: none yet */
  int worker_history;      /* the version that the worker has */
  struct group_budget groups[HOST_GROUPS_MAX];
  int group_count;
  struct offender offenders[HOST_OFF_MAX];
  int offender_count;
};

/* The request of that id, or NULL. */
struct job *host_find(const struct host *host, int id);

/* Queues a copy of the source; NULL and a sentence without memory. */
struct job *host_add(struct host *host, const struct source *source, const char *group);

/* Ends a request: its answer is this sentence. */
void host_fail(struct job *job, int line, const char *text);

/* Takes an answered request out of the queue and frees it. */
void host_forget(struct host *host, struct job *job);

/* Decodes the value of an answered request, whatever it is; false: it cannot be used. */
typedef bool host_decode(struct reader *r, const struct reader_at *root, void *result);

/* What all kinds of files share: find, report a failure, scan for lines, decode, forget. Returns 0, or ERR_NO
** with a sentence. With partly set, findings alone do not make it fail: decode says whether there is a
** result. */
int host_take_with(struct host *host, int id, struct arena *arena, struct diag_list *list,
                   host_decode *decode, void *result, bool partly);

/* Queues a request for a file that was read: host_request, or a like of it for rules. */
typedef int host_queue(struct host *host, const struct source *source, int reps, const char *group);

/* Reads the file, queues it and waits. Returns the id of the answered request, or a negative err_code with a finding and
** a sentence. */
int host_ask(struct host *host, const char *path, host_queue *queue, int reps, const char *group,
             struct diag_list *list);

/* ---- rules (host_rules.c) ---- */

/* Whether the group of a rule request has processor time left; otherwise the request is ended and the file
** blamed. */
bool host_rules_may_run(struct host *host, struct job *job, int64_t now_us);

/* Notes what a request cost its group since it was sent. */
void host_rules_spent(struct host *host, const struct job *job, int64_t now_us);

/* Whether a rule request that has no answer yet must be stopped by force. */
bool host_rules_late(struct host *host, struct job *job, int64_t now_us);

/* The worker is gone or to be killed because of this request: blames the file, and the rule where that is
** known, and either queues the request once more without that rule or returns false: then it is to be ended. */
bool host_rules_go_on(struct host *host, struct job *job, bool late);

#endif
