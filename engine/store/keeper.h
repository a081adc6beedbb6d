/* The thread that owns the store once it is open, so that no write ever holds up a picture. What is to be
** kept is handed over as copies and answered later: keeper_poll, once a frame, tells what became of it and
** hands over the history anew whenever it changed. What could not be written is tried again by itself.
**
** Threads: all functions belong to one thread, the main one; none of them waits for the disk but keeper_idle
** and keeper_stop. Between keeper_start and keeper_stop nobody else may touch the store. Jobs of keeper_run
** are called on the keeper's thread; their context must stay until they are answered. */
#ifndef SUPINE_KEEPER_H
#define SUPINE_KEEPER_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "err.h"
#include "hist.h"
#include "record.h"

#define KEEPER_RETRY_MS 5000
#define KEEPER_STOP_MS  1000

struct store;
struct keeper;

enum keeper_what {
  KEEPER_SAVED, /* on disk. ticket 0: the settings that waited */
  KEEPER_WAITS, /* could not be written: text says why. It counts, and KEEPER_SAVED follows once it is written */
  KEEPER_REFUSED, /* never will be written: text says why */
  KEEPER_RAN,     /* a job of keeper_run ended */
  KEEPER_DAMAGED, /* the file was found damaged: text says what to do. Told once */
  KEEPER_HIST     /* hist is new */
};

struct keeper_news {
  enum keeper_what what;
  int64_t ticket;
  int added;               /* SAVED: facts that were new */
  int code;                /* RAN: what the job returned */
  char text[ERR_TEXT_MAX]; /* WAITS, REFUSED, DAMAGED, and RAN where code is not 0 */
  struct hist hist;        /* HIST: in arena, which is the receiver's now (arena_clear) */
  struct arena arena;
};

/* Work on the store's own thread. Returns 0 or a negative err_code with its sentence. */
typedef int keeper_job(struct store *store, void *context);

/* Starts the thread and makes the first history. The store is the keeper's from then on, and is closed by it.
** retry_ms between two tries to write what waits: KEEPER_RETRY_MS. It also makes the backup of the day and
** looks a large file through (store_mark.h), when it has nothing else to do; a job ends the look, which begins
** again later. NULL (ERR_MACHINE) without memory or thread; the store is the caller's then. */
struct keeper *keeper_start(struct store *store, int retry_ms);

/* Keeps a setting, or what a rule said (store_cache_put). Only a setting that cannot be written is told, with
** ticket 0. Returns 0 or ERR_MACHINE without memory. */
int keeper_put(struct keeper *keeper, const char *key, const char *value);
int keeper_cache(struct keeper *keeper, const char *key, const char *value);

/* Keeps facts (store_add): all or none. Returns a ticket above 0, or ERR_MACHINE without memory. */
int64_t keeper_add(struct keeper *keeper, const struct record *records, int count);

/* Has a job run. Returns a ticket above 0, or ERR_MACHINE without memory. */
int64_t keeper_run(struct keeper *keeper, keeper_job *job, void *context);

/* The next piece of news. False when there is none. */
bool keeper_poll(struct keeper *keeper, struct keeper_news *out);

/* Waits at most ms until all that was handed over was carried out. False: it was not. */
bool keeper_idle(struct keeper *keeper, int ms);

/* Carries out what was handed over, closes the store, ends the thread. Waits KEEPER_STOP_MS at most; a disk
** that hangs longer is left to the thread, which goes on as long as the process does. Returns 0, or
** ERR_MACHINE when something was not saved. The keeper is gone in any case. NULL is nothing. */
int keeper_stop(struct keeper *keeper);

#endif
