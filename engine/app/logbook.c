#include "logbook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "civil.h"
#include "log.h"
#include "prefs.h"
#include "store_facts.h"
#include "streak.h"
#include "utf8.h"

/* A job of its own memory: the storage thread may still work on it when the logbook has gone. */
struct logbook_offset {
  char device[256]; /* for sound */
  int offset_ms;
  int64_t ticket;
};

static struct stamp_clock clock_of(struct moment now, const struct settings *settings) {
  return (struct stamp_clock){now.utc_ms, now.offset_s, settings->day_start_h * 60};
}

int32_t logbook_day(struct moment moment, const struct settings *settings) {
  return civil_day_of(moment.utc_ms, moment.offset_s, settings->day_start_h * 60);
}

int logbook_open(struct logbook *logbook, struct store *store, const struct settings *settings,
                 struct moment now) {
  memset(logbook, 0, sizeof *logbook);
  store_device_id(store, logbook->device);
  logbook->last = store_last(store, logbook->device);
  struct stamp_clock clock = clock_of(now, settings);
  logbook->ask_clock = stamp(&clock, &logbook->last).ask;
  logbook->keeper = keeper_start(store, KEEPER_RETRY_MS);
  if (logbook->keeper) return 0;
  store_close(store);
  return ERR_MACHINE;
}

/* What a disk that hangs has not answered stays with the storage thread. */
int logbook_close(struct logbook *logbook) {
  int result = keeper_stop(logbook->keeper);
  logbook->keeper = NULL;
  if (result == 0) free(logbook->asked);
  logbook->asked = NULL;
  arena_clear(&logbook->arena);
  return result;
}

/* ---- what comes back ---------------------------------------------------------------------------------- */

static void take_hist(struct logbook *logbook, struct keeper_news *news) {
  arena_clear(&logbook->arena);
  logbook->arena = news->arena;
  logbook->hist = news->hist;
  logbook->version++;
}

static void saved(struct logbook *logbook, const struct keeper_news *news) {
  if (news->ticket == 0) return;
  log_line(LOG_INFO, "saved: ticket %lld", (long long)news->ticket);
  bool waited = logbook->saved == LOGBOOK_SAVING || logbook->saved == LOGBOOK_WAITING;
  if (waited && news->ticket >= logbook->ticket) logbook->saved = LOGBOOK_ON_DISK;
}

static struct logbook_news fail(struct logbook *logbook, const struct keeper_news *news) {
  utf8_copy(logbook->why, sizeof logbook->why, news->text);
  if (logbook->saved == LOGBOOK_SAVING && news->ticket > 0) logbook->saved = LOGBOOK_WAITING;
  return (struct logbook_news){.event = LOGBOOK_FAILED, .why = logbook->why};
}

struct logbook_news logbook_poll(struct logbook *logbook) {
  struct keeper_news news;
  while (logbook->keeper && keeper_poll(logbook->keeper, &news)) {
    switch (news.what) {
    case KEEPER_HIST:
      take_hist(logbook, &news);
      return (struct logbook_news){.event = LOGBOOK_HIST};
    case KEEPER_SAVED:
      saved(logbook, &news);
      break;
    case KEEPER_WAITS:
    case KEEPER_REFUSED:
    case KEEPER_DAMAGED:
      return fail(logbook, &news);
    case KEEPER_RAN:
      if (logbook->asked && news.ticket == logbook->asked->ticket) {
        logbook->offset_ms = logbook->asked->offset_ms;
        free(logbook->asked);
        logbook->asked = NULL;
        return (struct logbook_news){.event = LOGBOOK_OFFSET};
      }
      utf8_copy(logbook->why, sizeof logbook->why, news.text);
      return (struct logbook_news){LOGBOOK_RAN, news.ticket, news.code, logbook->why};
    }
  }
  return (struct logbook_news){.event = LOGBOOK_NONE};
}

/* ---- making facts ------------------------------------------------------------------------------------- */

static struct record fact(const struct logbook *logbook, enum record_kind kind, struct moment now,
                          const struct settings *settings) {
  struct record record = {.kind = kind};
  store_new_id(record.id);
  utf8_copy(record.device, sizeof record.device, logbook->device);
  struct stamp_clock clock = clock_of(now, settings);
  record.when = stamp(&clock, &logbook->last).when;
  return record;
}

static void hand_over(struct logbook *logbook, const struct record *records, int count) {
  int64_t ticket = logbook->keeper ? keeper_add(logbook->keeper, records, count) : ERR_MACHINE;
  if (ticket <= 0) {
    log_line(LOG_ERROR, "a fact was not kept: %s", err_text());
    logbook->saved = LOGBOOK_WAITING;
    utf8_copy(logbook->why, sizeof logbook->why, err_text());
    return;
  }
  logbook->ticket = ticket;
  logbook->saved = LOGBOOK_SAVING;
}

void logbook_begin(struct logbook *logbook, int feeling_before) {
  char session[RECORD_ID_SIZE];
  store_new_id(session);
  tally_begin(&logbook->tally, session);
  logbook->feeling_before = feeling_before;
  logbook->has_sets = false;
  logbook->saved = LOGBOOK_NOTHING;
}

static void feeling(struct logbook *logbook, bool after, int face, struct moment now,
                    const struct settings *settings, struct record *out) {
  *out = fact(logbook, RECORD_FEELING, now, settings);
  utf8_copy(out->as.feeling.session, sizeof out->as.feeling.session, logbook->tally.session);
  out->as.feeling.after = after;
  out->as.feeling.face = face;
}

void logbook_event(struct logbook *logbook, const struct ses *ses, const struct ses_event *event,
                   struct moment now, const struct settings *settings) {
  struct record records[2], *set = &records[0];
  if (!tally_event(&logbook->tally, ses, event, now, set)) return;
  struct moment begun = {set->when.utc_ms, set->when.offset_s};
  struct stamp_clock clock = clock_of(begun, settings);
  struct stamp stamped = stamp(&clock, &logbook->last);
  store_new_id(set->id);
  utf8_copy(set->device, sizeof set->device, logbook->device);
  set->when = stamped.when;
  set->as.set.doubtful = stamped.doubtful;
  set->as.set.day_start_min = clock.day_start_min;
  set->as.set.end_utc_ms = stamp_end(set->when.utc_ms, now.utc_ms);
  int count = 1;
  if (!logbook->has_sets && logbook->feeling_before > 0)
    feeling(logbook, false, logbook->feeling_before, begun, settings, &records[count++]);
  hand_over(logbook, records, count);
  logbook->has_sets = true;
  if (!stamped.doubtful || !logbook->last.known)
    logbook->last = (struct stamp_last){true, set->when.utc_ms, set->when.day};
  log_line(LOG_INFO, "set %d done: %d of %d repetitions, fact %s, ticket %lld", set->as.set.number,
           set->as.set.reps_done, set->as.set.reps_planned, set->id, (long long)logbook->ticket);
}

void logbook_feeling_after(struct logbook *logbook, int face, struct moment now,
                           const struct settings *settings) {
  struct record record;
  if (!logbook->has_sets || face < 1) return;
  feeling(logbook, true, face, now, settings, &record);
  hand_over(logbook, &record, 1);
}

void logbook_badge(struct logbook *logbook, const struct badge *badge, struct moment now,
                   const struct settings *settings) {
  struct record record = fact(logbook, RECORD_BADGE, now, settings);
  struct record_badge *earned = &record.as.badge;
  utf8_copy(earned->badge, sizeof earned->badge, badge->id);
  utf8_copy(earned->title, sizeof earned->title, badge->title);
  utf8_copy(earned->words, sizeof earned->words, badge->words);
  earned->emblem = badge->emblem;
  hand_over(logbook, &record, 1);
}

void logbook_leave(struct logbook *logbook, int days, struct moment now, const struct settings *settings) {
  struct record record = fact(logbook, RECORD_LEAVE, now, settings);
  if (days < 1 || days > RECORD_LEAVE_MAX) return;
  record.as.leave.from = record.when.day;
  record.as.leave.to = record.when.day + days - 1;
  hand_over(logbook, &record, 1);
}

void logbook_back(struct logbook *logbook, struct moment now, const struct settings *settings) {
  int32_t today = logbook_day(now, settings);
  for (int i = 0; i < logbook->hist.leave_count; i++) {
    const struct hist_leave *leave = &logbook->hist.leaves[i];
    if (leave->to < today) continue;
    struct record record = fact(logbook, RECORD_LEAVE_END, now, settings);
    utf8_copy(record.as.leave_end.leave, sizeof record.as.leave_end.leave, leave->id);
    record.as.leave_end.last = today - 1;
    hand_over(logbook, &record, 1);
  }
}

void logbook_keep(struct logbook *logbook, const char *key, const char *value) {
  if (!logbook->keeper || keeper_put(logbook->keeper, key, value) != 0)
    log_line(LOG_ERROR, "the setting %s was not kept: %s", key, err_text());
}

/* ---- a clock that was wrong --------------------------------------------------------------------------- */

#define ASTRAY_MAX 4096 /* sets moved at once; who has more moves the rest next time */

struct astray {
  struct stamp_clock clock;
  char device[RECORD_ID_SIZE];
  struct record *sets, *moves;
  int count;
  int32_t last_good_day;
};

static bool sort_out(void *context, const struct record *record) {
  struct astray *astray = context;
  if (stamp_astray(&astray->clock, record)) {
    if (astray->count < ASTRAY_MAX) astray->sets[astray->count++] = *record;
  } else if (record->when.day > astray->last_good_day) {
    astray->last_good_day = record->when.day;
  }
  return true;
}

/* On the storage thread. */
static int redate(struct store *store, void *context) {
  struct astray *astray = context;
  int result = ERR_MACHINE;
  astray->sets = calloc(ASTRAY_MAX, sizeof *astray->sets);
  astray->moves = calloc(ASTRAY_MAX, sizeof *astray->moves);
  if (astray->sets && astray->moves) {
    result = store_each_unmoved(store, astray->device, sort_out, astray);
    if (result == 0 && astray->count > 0) {
      stamp_redate(&astray->clock, astray->sets, astray->count, astray->last_good_day, astray->moves);
      for (int i = 0; i < astray->count; i++) {
        store_new_id(astray->moves[i].id);
        utf8_copy(astray->moves[i].device, sizeof astray->moves[i].device, astray->device);
      }
      result = store_add(store, astray->moves, astray->count, NULL);
    }
  }
  free(astray->sets);
  free(astray->moves);
  free(astray);
  return result;
}

void logbook_clock(struct logbook *logbook, bool today_is_right, struct moment now,
                   const struct settings *settings) {
  logbook->ask_clock = false;
  if (!today_is_right || !logbook->keeper) return;
  struct astray *astray = calloc(1, sizeof *astray);
  if (!astray) return;
  astray->clock = clock_of(now, settings);
  astray->last_good_day = CIVIL_DAY_MIN;
  utf8_copy(astray->device, sizeof astray->device, logbook->device);
  if (keeper_run(logbook->keeper, redate, astray) <= 0) {
    free(astray);
    return;
  }
  logbook->last.known = false; /* nothing lies ahead any more; the next set is the newest */
}

/* ---- the picture delay of a device -------------------------------------------------------------------- */

/* On the storage thread. */
static int look_up(struct store *store, void *context) {
  struct logbook_offset *asked = context;
  asked->offset_ms = prefs_offset(store, asked->device);
  return 0;
}

void logbook_find_offset(struct logbook *logbook, const char *device) {
  if (!logbook->keeper || logbook->asked) return;
  struct logbook_offset *asked = calloc(1, sizeof *asked);
  if (!asked) return;
  utf8_copy(asked->device, sizeof asked->device, device);
  asked->ticket = keeper_run(logbook->keeper, look_up, asked);
  if (asked->ticket > 0)
    logbook->asked = asked;
  else
    free(asked);
}
