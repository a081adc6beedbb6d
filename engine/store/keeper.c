/* One lock guards the queue of jobs, the list of news and the flags; it is never held while the store works. */
#include "keeper.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "log.h"
#include "store.h"
#include "store_backup.h"
#include "store_days.h"
#include "store_facts.h"
#include "store_mark.h"

/* A clock that somebody sets must not put off a try by a year; not every system lets a condition wait by
** another. */
#if defined(_POSIX_CLOCK_SELECTION) && _POSIX_CLOCK_SELECTION > 0
#define WAIT_CLOCK CLOCK_MONOTONIC
#else
#define WAIT_CLOCK CLOCK_REALTIME
#endif

enum kind { PUT, CACHE, ADD, RUN };

struct job {
  struct job *next;
  enum kind kind;
  int64_t ticket;
  char *key, *value;
  struct record *records;
  int count;
  keeper_job *run;
  void *context;
};

struct note {
  struct note *next;
  struct keeper_news news;
};

struct unsaved {
  int64_t ticket;
  int added;
};

struct keeper {
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t wake, done; /* something to do; nothing to do any more, or ended */
  struct job *first, **last;
  struct note *notes, **notes_last;
  struct note *hist; /* the newest history, not fetched yet */
  bool busy, quit, ended, left;
  int64_t tickets; /* given out. Main thread */

  /* the keeper's thread only */
  struct store *store;
  int retry_ms;
  struct unsaved *unsaved;
  int unsaved_count;
  bool setting_waits, backed_up, looked, told_damage;
  int64_t facts;
  int end; /* of the store: 0, or ERR_MACHINE when something was not saved */
};

static void free_job(struct job *job) {
  if (!job) return;
  free(job->key);
  free(job->value);
  free(job->records);
  free(job);
}

static void free_note(struct note *note) {
  if (!note) return;
  arena_clear(&note->news.arena);
  free(note);
}

/* ---- news --------------------------------------------------------------------------------------------- */

/* News that finds no memory is lost; what it told of is kept all the same. */
static void tell(struct keeper *keeper, enum keeper_what what, int64_t ticket, int added, int code) {
  struct note *note = calloc(1, sizeof *note);
  if (!note) return;
  note->news = (struct keeper_news){.what = what, .ticket = ticket, .added = added, .code = code};
  if (code != 0) snprintf(note->news.text, sizeof note->news.text, "%s", err_text());
  pthread_mutex_lock(&keeper->lock);
  *keeper->notes_last = note;
  keeper->notes_last = &note->next;
  pthread_mutex_unlock(&keeper->lock);
}

/* Makes the history when facts came since the last one. Only the newest is of use. */
static void tell_hist(struct keeper *keeper) {
  int64_t facts = store_facts_count(keeper->store);
  if (facts == keeper->facts) return;
  struct note *note = calloc(1, sizeof *note);
  if (!note) return;
  note->news.what = KEEPER_HIST;
  if (store_hist(keeper->store, &note->news.arena, &note->news.hist) != 0) {
    log_line(LOG_WARN, "%s", err_text());
    free_note(note);
    return;
  }
  keeper->facts = facts;
  pthread_mutex_lock(&keeper->lock);
  struct note *old = keeper->hist;
  keeper->hist = note;
  pthread_mutex_unlock(&keeper->lock);
  free_note(old);
}

/* ---- jobs, on the keeper's thread --------------------------------------------------------------------- */

/* Where there is no memory for it, it is tried again all the same, and told without its ticket. */
static void remember_unsaved(struct keeper *keeper, int64_t ticket, int added) {
  struct unsaved *grown = realloc(keeper->unsaved, (size_t)(keeper->unsaved_count + 1) * sizeof *grown);
  if (!grown) {
    keeper->setting_waits = true;
    return;
  }
  keeper->unsaved = grown;
  keeper->unsaved[keeper->unsaved_count++] = (struct unsaved){ticket, added};
}

/* Everything that waited is on disk. */
static void tell_saved(struct keeper *keeper) {
  for (int i = 0; i < keeper->unsaved_count; i++)
    tell(keeper, KEEPER_SAVED, keeper->unsaved[i].ticket, keeper->unsaved[i].added, 0);
  if (keeper->setting_waits) tell(keeper, KEEPER_SAVED, 0, 0, 0);
  keeper->unsaved_count = 0;
  keeper->setting_waits = false;
}

static bool something_waits(const struct keeper *keeper) {
  return keeper->unsaved_count > 0 || keeper->setting_waits;
}

static void retry(struct keeper *keeper) {
  if (something_waits(keeper) && store_retry(keeper->store) == 0) tell_saved(keeper);
}

static void do_put(struct keeper *keeper, const struct job *job) {
  int bad = store_put(keeper->store, job->key, job->value);
  if (bad == 0) {
    retry(keeper);
  } else if (bad == ERR_USAGE) {
    tell(keeper, KEEPER_REFUSED, 0, 0, bad);
  } else {
    if (!keeper->setting_waits) tell(keeper, KEEPER_WAITS, 0, 0, bad);
    keeper->setting_waits = true;
  }
}

static void do_add(struct keeper *keeper, const struct job *job) {
  int added = 0, bad = store_add(keeper->store, job->records, job->count, &added);
  if (bad == 0) {
    tell(keeper, KEEPER_SAVED, job->ticket, added, 0);
    retry(keeper);
  } else if (bad == ERR_USAGE || bad == ERR_NO) {
    tell(keeper, KEEPER_REFUSED, job->ticket, 0, bad);
  } else {
    tell(keeper, KEEPER_WAITS, job->ticket, added, bad);
    remember_unsaved(keeper, job->ticket, added);
  }
}

static void carry_out(struct keeper *keeper, const struct job *job) {
  switch (job->kind) {
  case PUT:
    do_put(keeper, job);
    break;
  case CACHE:
    store_cache_put(keeper->store, job->key, job->value);
    return; /* no fact */
  case ADD:
    do_add(keeper, job);
    break;
  case RUN:
    tell(keeper, KEEPER_RAN, job->ticket, 0, job->run(keeper->store, job->context));
    break;
  }
  tell_hist(keeper);
}

static void back_up(struct keeper *keeper) {
  keeper->backed_up = true;
  if (store_backup(keeper->store, (int64_t)time(NULL)) < 0) log_line(LOG_WARN, "%s", err_text());
}

static bool wanted(void *context) {
  struct keeper *keeper = context;
  pthread_mutex_lock(&keeper->lock);
  bool wanted = keeper->first || keeper->quit;
  pthread_mutex_unlock(&keeper->lock);
  return wanted;
}

static void look_through(struct keeper *keeper) {
  keeper->looked = store_mark_renew(keeper->store, (int64_t)time(NULL), wanted, keeper) <= 0;
}

/* Whatever came upon it. Once is enough. */
static void tell_damage(struct keeper *keeper) {
  int bad = keeper->told_damage ? 0 : store_mark_damage(keeper->store);
  if (bad == 0) return;
  tell(keeper, KEEPER_DAMAGED, 0, 0, bad);
  keeper->told_damage = true;
}

/* ---- the thread --------------------------------------------------------------------------------------- */

static struct timespec moment_in(int ms) {
  struct timespec t;
  clock_gettime(WAIT_CLOCK, &t);
  t.tv_sec += ms / 1000;
  t.tv_nsec += ms % 1000 * 1000000L;
  if (t.tv_nsec >= 1000000000L) {
    t.tv_sec++;
    t.tv_nsec -= 1000000000L;
  }
  return t;
}

/* The next job, NULL when there is none. Under the lock. */
static struct job *take(struct keeper *keeper) {
  struct job *job = keeper->first;
  if (!job) return NULL;
  keeper->first = job->next;
  if (!keeper->first) keeper->last = &keeper->first;
  return job;
}

/* Waits for a job, for the end, or for the next try. Under the lock, which it gives up meanwhile. */
static void rest(struct keeper *keeper) {
  keeper->busy = false;
  pthread_cond_broadcast(&keeper->done);
  struct timespec until = moment_in(keeper->retry_ms);
  while (!keeper->first && !keeper->quit) {
    if (!something_waits(keeper))
      pthread_cond_wait(&keeper->wake, &keeper->lock);
    else if (pthread_cond_timedwait(&keeper->wake, &keeper->lock, &until) == ETIMEDOUT)
      break;
  }
  keeper->busy = true;
}

static void destroy(struct keeper *keeper) {
  while (keeper->notes) {
    struct note *next = keeper->notes->next;
    free_note(keeper->notes);
    keeper->notes = next;
  }
  free_note(keeper->hist);
  pthread_cond_destroy(&keeper->wake);
  pthread_cond_destroy(&keeper->done);
  pthread_mutex_destroy(&keeper->lock);
  free(keeper);
}

static void work(struct keeper *keeper) {
  tell_hist(keeper);
  pthread_mutex_lock(&keeper->lock);
  for (;;) {
    struct job *job = take(keeper);
    bool quit = keeper->quit;
    if (!job && quit) break;
    if (!job && keeper->backed_up && keeper->looked) {
      rest(keeper);
      job = take(keeper);
    }
    pthread_mutex_unlock(&keeper->lock);
    if (job)
      carry_out(keeper, job);
    else if (!keeper->backed_up)
      back_up(keeper);
    else if (!keeper->looked)
      look_through(keeper);
    else
      retry(keeper);
    tell_damage(keeper);
    free_job(job);
    pthread_mutex_lock(&keeper->lock);
  }
  pthread_mutex_unlock(&keeper->lock);
}

static void *run_thread(void *argument) {
  struct keeper *keeper = argument;
  work(keeper);
  int end = something_waits(keeper) ? store_retry(keeper->store) : 0;
  store_close(keeper->store);
  free(keeper->unsaved);
  pthread_mutex_lock(&keeper->lock);
  keeper->end = end;
  keeper->ended = true;
  bool left = keeper->left;
  pthread_cond_broadcast(&keeper->done);
  pthread_mutex_unlock(&keeper->lock);
  if (left) destroy(keeper);
  return NULL;
}

/* ---- the main thread's side --------------------------------------------------------------------------- */

/* Lock, conditions and thread; false: none of them is left. */
static bool set_up(struct keeper *keeper) {
  pthread_condattr_t how;
  if (pthread_condattr_init(&how) != 0) return false;
#if defined(_POSIX_CLOCK_SELECTION) && _POSIX_CLOCK_SELECTION > 0
  pthread_condattr_setclock(&how, WAIT_CLOCK);
#endif
  bool lock = pthread_mutex_init(&keeper->lock, NULL) == 0;
  bool wake = lock && pthread_cond_init(&keeper->wake, &how) == 0;
  bool done = wake && pthread_cond_init(&keeper->done, &how) == 0;
  pthread_condattr_destroy(&how);
  if (done && pthread_create(&keeper->thread, NULL, run_thread, keeper) == 0) return true;
  if (done) pthread_cond_destroy(&keeper->done);
  if (wake) pthread_cond_destroy(&keeper->wake);
  if (lock) pthread_mutex_destroy(&keeper->lock);
  return false;
}

struct keeper *keeper_start(struct store *store, int retry_ms) {
  assert(store && retry_ms > 0);
  struct keeper *keeper = calloc(1, sizeof *keeper);
  if (keeper) {
    keeper->store = store;
    keeper->retry_ms = retry_ms;
    keeper->last = &keeper->first;
    keeper->notes_last = &keeper->notes;
    keeper->busy = true;
    keeper->facts = -1;
    if (set_up(keeper)) return keeper;
  }
  free(keeper);
  err_set(ERR_MACHINE, "There is no memory to save in the background. Close other programs and try again.");
  return NULL;
}

static int64_t hand_over(struct keeper *keeper, struct job *job) {
  if (!job || (job->key && !job->value)) {
    free_job(job);
    return err_set(ERR_MACHINE, "There is no memory to save this. Close other programs and try again.");
  }
  int64_t ticket = job->ticket = ++keeper->tickets;
  pthread_mutex_lock(&keeper->lock);
  *keeper->last = job;
  keeper->last = &job->next;
  pthread_cond_signal(&keeper->wake);
  pthread_mutex_unlock(&keeper->lock);
  return ticket;
}

static char *copy_text(const char *text) {
  size_t size = strlen(text) + 1;
  char *copy = malloc(size);
  return copy ? memcpy(copy, text, size) : NULL;
}

static int hand_over_text(struct keeper *keeper, enum kind kind, const char *key, const char *value) {
  assert(keeper && key && value);
  struct job *job = calloc(1, sizeof *job);
  if (job) {
    job->kind = kind;
    job->key = copy_text(key);
    job->value = job->key ? copy_text(value) : NULL;
    if (!job->value) {
      free_job(job);
      job = NULL;
    }
  }
  return hand_over(keeper, job) > 0 ? 0 : ERR_MACHINE;
}

int keeper_put(struct keeper *keeper, const char *key, const char *value) {
  return hand_over_text(keeper, PUT, key, value);
}

int keeper_cache(struct keeper *keeper, const char *key, const char *value) {
  return hand_over_text(keeper, CACHE, key, value);
}

int64_t keeper_add(struct keeper *keeper, const struct record *records, int count) {
  assert(keeper && records && count > 0);
  struct job *job = calloc(1, sizeof *job);
  if (job) {
    job->kind = ADD;
    job->count = count;
    job->records = malloc((size_t)count * sizeof *records);
    if (job->records) {
      memcpy(job->records, records, (size_t)count * sizeof *records);
    } else {
      free_job(job);
      job = NULL;
    }
  }
  return hand_over(keeper, job);
}

int64_t keeper_run(struct keeper *keeper, keeper_job *run, void *context) {
  assert(keeper && run);
  struct job *job = calloc(1, sizeof *job);
  if (job) {
    job->kind = RUN;
    job->run = run;
    job->context = context;
  }
  return hand_over(keeper, job);
}

bool keeper_poll(struct keeper *keeper, struct keeper_news *out) {
  assert(keeper && out);
  pthread_mutex_lock(&keeper->lock);
  struct note *note = keeper->notes;
  if (note) {
    keeper->notes = note->next;
    if (!keeper->notes) keeper->notes_last = &keeper->notes;
  } else {
    note = keeper->hist;
    keeper->hist = NULL;
  }
  pthread_mutex_unlock(&keeper->lock);
  if (!note) return false;
  *out = note->news;
  free(note); /* its arena is the receiver's */
  return true;
}

bool keeper_idle(struct keeper *keeper, int ms) {
  assert(keeper);
  struct timespec until = moment_in(ms);
  pthread_mutex_lock(&keeper->lock);
  while ((keeper->first || keeper->busy) &&
         pthread_cond_timedwait(&keeper->done, &keeper->lock, &until) != ETIMEDOUT) {
  }
  bool idle = !keeper->first && !keeper->busy;
  pthread_mutex_unlock(&keeper->lock);
  return idle;
}

int keeper_stop(struct keeper *keeper) {
  if (!keeper) return 0;
  struct timespec until = moment_in(KEEPER_STOP_MS);
  pthread_mutex_lock(&keeper->lock);
  keeper->quit = true;
  pthread_cond_signal(&keeper->wake);
  while (!keeper->ended && pthread_cond_timedwait(&keeper->done, &keeper->lock, &until) != ETIMEDOUT) {
  }
  bool ended = keeper->ended;
  keeper->left = !ended;
  int end = keeper->end;
  pthread_t thread = keeper->thread;
  pthread_mutex_unlock(&keeper->lock);
  if (!ended) {
    pthread_detach(thread);
    return err_set(ERR_MACHINE,
                   "The disk does not answer: what was done last may not be saved. Look at the disk.");
  }
  pthread_join(thread, NULL);
  destroy(keeper);
  return end == 0
             ? 0
             : err_set(ERR_MACHINE, "Not everything was saved. Make room on the disk or look at its folder.");
}
