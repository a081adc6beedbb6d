/* bench_history: how long a history of 1,000, 10,000 and 100,000 sessions takes to open and to load, at three
** sessions a day over years, with the feelings before and after each. Nothing here passes or fails. Run it
** alone, in a release build.
**
** look: opening a file that has to be looked through, as after a kill; open: one that was closed in order.
** known: asking for each fact by its id; again: adding all that is there, as a sync would that does not ask. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "arena.h"
#include "err.h"
#include "log.h"
#include "store.h"
#include "store_days.h"
#include "store_facts.h"

#define DAY_MS     INT64_C(86400000)
#define FIRST_MS   INT64_C(946684800000) /* 2000-01-01 */
#define A_DAY      3
#define BATCH      3000
#define TRIES      5
#define SETS       15 /* saved one by one; the middle one counts */
#define ROUTINES   12
#define SYNC_BATCH 128 /* as the journals hand them over */
#define PATH_SIZE  300

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static void fail(const char *what) {
  fprintf(stderr, "bench_history: %s: %s\n", what, err_text());
  exit(1);
}

static struct record fact(enum record_kind kind, const char *device, int64_t utc_ms) {
  struct record r;
  memset(&r, 0, sizeof r);
  r.kind = kind;
  store_new_id(r.id);
  memcpy(r.device, device, sizeof r.device);
  r.when = (struct record_when){utc_ms, 0, (int32_t)(utc_ms / DAY_MS)};
  return r;
}

/* A session: how it felt before, one set, how it felt after. */
static void session(int number, const char *device, struct record out[3]) {
  int64_t utc_ms = FIRST_MS + number / A_DAY * DAY_MS + (8 + 5 * (number % A_DAY)) * INT64_C(3600000);
  for (int i = 0; i < 3; i++)
    out[i] = fact(i == 1 ? RECORD_SET : RECORD_FEELING, device, utc_ms + (i - 1) * INT64_C(60000));
  struct record_set *set = &out[1].as.set;
  store_new_id(set->session);
  memcpy(out[0].as.feeling.session, set->session, sizeof set->session);
  memcpy(out[2].as.feeling.session, set->session, sizeof set->session);
  out[0].as.feeling.face = 2 + number % 3;
  out[2].as.feeling.face = 3 + number % 3;
  out[2].as.feeling.after = true;
  snprintf(set->routine, sizeof set->routine, "routine-%d", number % ROUTINES);
  snprintf(set->version, sizeof set->version, "1");
  snprintf(set->author, sizeof set->author, "Supine");
  set->number = 1;
  set->reps_done = set->reps_planned = 10;
  set->pace_in_s = 4;
  set->pace_out_s = 6;
  set->range_deg = 150;
  set->end_utc_ms = utc_ms + 120000;
  set->practised_s = 110;
  set->breaths = 10;
  set->day_start_min = 240;
}

static double fill(struct store *store, int from, int to, char devices[2][RECORD_ID_SIZE]) {
  struct record *records = malloc(3 * BATCH * sizeof *records);
  double start = now_ms();
  for (int at = from; at < to;) {
    int count = 0;
    for (; at < to && count < 3 * BATCH; at++, count += 3) session(at, devices[at % 2], records + count);
    if (!records || store_add(store, records, count, NULL) != 0) fail("filling");
  }
  free(records);
  return now_ms() - start;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Saves the sessions from…from+SETS−1, each with its feelings. */
static double one_ms(struct store *store, int from, const char *device) {
  double took[SETS];
  for (int i = 0; i < SETS; i++) {
    struct record one[3];
    session(from + i, device, one);
    double start = now_ms();
    if (store_add(store, one, 3, NULL) != 0) fail("one set");
    took[i] = now_ms() - start;
  }
  qsort(took, SETS, sizeof took[0], by_size);
  return took[SETS / 2];
}

/* Without the mark that the lock file carries the file is looked through. */
static double open_ms(const char *path, bool marked, struct store **store) {
  char lock[PATH_SIZE + 8];
  snprintf(lock, sizeof lock, "%s.lock", path);
  if (!marked && truncate(lock, 0) != 0) fail("the lock file");
  double start = now_ms();
  *store = store_open(path, NULL);
  return now_ms() - start;
}

struct facts {
  struct record *all;
  int count, room;
};

static bool collect(void *context, const struct record *record) {
  struct facts *facts = context;
  if (facts->count == facts->room)
    facts->all = realloc(facts->all, (size_t)(facts->room += 65536) * sizeof *record);
  if (!facts->all) fail("memory");
  facts->all[facts->count++] = *record;
  return true;
}

/* What a sync with nothing new costs the store, asking first and not asking. */
static void again_ms(struct store *store, double *known, double *again) {
  struct facts facts = {0};
  if (store_each(store, NULL, collect, &facts) != 0) fail("reading");
  double start = now_ms();
  for (int i = 0; i < facts.count; i++)
    if (!store_has(store, facts.all[i].id)) fail("a fact is missing");
  *known = now_ms() - start;
  start = now_ms();
  for (int i = 0; i < facts.count; i += SYNC_BATCH) {
    int count = facts.count - i < SYNC_BATCH ? facts.count - i : SYNC_BATCH;
    if (store_add(store, facts.all + i, count, NULL) != 0) fail("adding again");
  }
  *again = now_ms() - start;
  free(facts.all);
}

static double load_ms(struct store *store) {
  double best = 1e9;
  for (int i = 0; i < TRIES; i++) {
    struct arena arena = {0};
    struct hist hist;
    double start = now_ms();
    if (store_hist(store, &arena, &hist) != 0) fail("loading");
    double took = now_ms() - start;
    if (took < best) best = took;
    arena_clear(&arena);
  }
  return best;
}

int main(void) {
  static const int sizes[] = {1000, 10000, 100000};
  char folder[] = BENCH_DIR "/history-XXXXXX", path[PATH_SIZE], devices[2][RECORD_ID_SIZE];
  int filled = 0;
  log_set_level(LOG_ERROR);
  if (!mkdtemp(folder)) fail("a folder");
  snprintf(path, sizeof path, "%s/supine.db", folder);
  store_new_id(devices[0]);
  store_new_id(devices[1]);
  printf("%10s %8s %10s %8s %8s %8s %8s %10s %10s %10s\n", "sessions", "MiB", "fill ms", "set ms", "look ms",
         "open ms", "hist ms", "rebuild ms", "known ms", "again ms");
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    struct stat info;
    struct store *store = store_open(path, NULL);
    double again, known, fill_ms = fill(store, filled, sizes[i] - SETS, devices);
    filled = sizes[i];
    double set_ms = one_ms(store, filled - SETS, devices[0]);
    store_close(store);
    double look_ms = open_ms(path, false, &store);
    store_close(store);
    double marked_ms = open_ms(path, true, &store), hist_ms = load_ms(store);
    double start = now_ms();
    if (store_rebuild(store) != 0) fail("working out anew");
    double rebuild_ms = now_ms() - start;
    again_ms(store, &known, &again);
    stat(path, &info);
    printf("%10d %8.1f %10.1f %8.2f %8.1f %8.1f %8.2f %10.1f %10.1f %10.1f\n", filled,
           (double)info.st_size / (1 << 20), fill_ms, set_ms, look_ms, marked_ms, hist_ms, rebuild_ms, known,
           again);
    fflush(stdout);
    store_close(store);
  }
  char command[PATH_SIZE + 16];
  snprintf(command, sizeof command, "rm -rf '%s'", folder);
  return system(command) == 0 ? 0 : 1;
}
