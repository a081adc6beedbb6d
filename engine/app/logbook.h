/* What the game remembers: facts of the session in progress go to the storage thread, the history comes back whenever it
** changed. Nothing here waits for a disk but opening and closing. Main thread. */
#ifndef SUPINE_LOGBOOK_H
#define SUPINE_LOGBOOK_H

#include <stdbool.h>

#include "keeper.h"
#include "moment.h"
#include "settings.h"
#include "stamp.h"
#include "store.h"
#include "tally.h"

#define LOGBOOK_RULE_KEY "streak.rule" /* setting: id of the streak rule that the player chose */
#define LOGBOOK_SYNC_KEY "sync.folder" /* setting: the folder that was synchronised last */

enum logbook_saved {
  LOGBOOK_NOTHING, /* nothing was to be saved in this session yet */
  LOGBOOK_SAVING,
  LOGBOOK_ON_DISK, /* all of it, committed */
  LOGBOOK_WAITING  /* could not be written; tried again by itself: why tells */
};

struct logbook {
  struct keeper *keeper;
  char device[RECORD_ID_SIZE];
  struct stamp_last last; /* this device's newest set that is where its clock said */
  bool ask_clock;         /* it lies more than a day ahead of today: the player knows which clock is right */
  struct hist hist;       /* newest; in arena */
  struct arena arena;
  int version; /* grows with every new history; 0: none has come yet */
  /* the session in progress */
  struct tally tally;
  int feeling_before; /* 0: not told */
  bool has_sets;      /* a set of it was handed over */
  int64_t ticket;     /* of the newest facts */
  enum logbook_saved saved;
  char why[ERR_TEXT_MAX];
  struct logbook_offset *asked; /* the picture delay that is being looked up; NULL: none is */
  int offset_ms;
};

/* Takes the store over. now: to find out whether the last set lies ahead. Returns 0, or ERR_MACHINE, and the store is
** closed then. */
int logbook_open(struct logbook *logbook, struct store *store, const struct settings *settings,
                 struct moment now);

/* Carries out what waits and closes. Returns 0, or ERR_MACHINE with a sentence when something was not saved. */
int logbook_close(struct logbook *logbook);

enum logbook_event {
  LOGBOOK_NONE,
  LOGBOOK_HIST,   /* the history is new */
  LOGBOOK_FAILED, /* something cannot be saved now, or the file is damaged: why, to be shown */
  LOGBOOK_OFFSET, /* logbook->offset_ms is the picture delay of the device asked for */
  LOGBOOK_RAN     /* a job ended: ticket, code and why */
};

struct logbook_news {
  enum logbook_event event;
  int64_t ticket;
  int code;
  const char *why; /* valid until the next call */
};

/* The next piece of news; LOGBOOK_NONE: there is none. */
struct logbook_news logbook_poll(struct logbook *logbook);

/* ---- the session in progress ---- */

/* A session begins. feeling_before: 1…RECORD_FACES, 0 not told: it is kept with the first finished set, so that a
** session of which nothing remains leaves nothing. */
void logbook_begin(struct logbook *logbook, int feeling_before);

/* Follows an event of the session; a finished set is handed to the storage thread. */
void logbook_event(struct logbook *logbook, const struct ses *ses, const struct ses_event *event,
                   struct moment now, const struct settings *settings);

/* How the back feels after it. */
void logbook_feeling_after(struct logbook *logbook, int face, struct moment now,
                           const struct settings *settings);

/* ---- other facts ---- */

struct badge;

/* A badge was earned today. */
void logbook_badge(struct logbook *logbook, const struct badge *badge, struct moment now,
                   const struct settings *settings);

/* Away from today for that many days (1…RECORD_LEAVE_MAX). */
void logbook_leave(struct logbook *logbook, int days, struct moment now, const struct settings *settings);

/* Back today: every leave that covers today ended yesterday. */
void logbook_back(struct logbook *logbook, struct moment now, const struct settings *settings);

/* The player's answer to ask_clock. today_is_right: the sets ahead count for other days from now on. Asked no more. */
void logbook_clock(struct logbook *logbook, bool today_is_right, struct moment now,
                   const struct settings *settings);

/* ---- settings ---- */

/* Keeps a setting. One that cannot be handed over is told in the log. */
void logbook_keep(struct logbook *logbook, const char *key, const char *value);

/* Looks up the picture delay of a sound device; LOGBOOK_OFFSET answers. */
void logbook_find_offset(struct logbook *logbook, const char *device);

/* The civil day of a moment, with the player's start of the day. */
int32_t logbook_day(struct moment moment, const struct settings *settings);

#endif
