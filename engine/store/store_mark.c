#include "store_mark.h"

#include <assert.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "err.h"
#include "store_facts.h"
#include "store_inside.h"

#define DAY_S      INT64_C(86400)
#define SECOND_NS  INT64_C(1000000000)
#define DAMAGED    "supine 1 damaged\n"
#define COUNTER_AT 24   /* in the header: goes up with every transaction that writes */
#define STOP_STEPS 5000 /* of SQLite's machine between two questions */

/* ---- the state of a file ------------------------------------------------------------------------------ */

/* A journal that is not empty belongs to a transaction that was cut short. */
static bool journal_waits(const char *path) {
  char journal[STORE_FILE_PATH_MAX + 16];
  struct stat info;
  snprintf(journal, sizeof journal, "%s-journal", path);
  return lstat(journal, &info) == 0 && info.st_size > 0;
}

static bool read_counter(const char *path, uint32_t *out) {
  unsigned char bytes[4];
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (file < 0) return false;
  bool read = pread(file, bytes, sizeof bytes, COUNTER_AT) == (ssize_t)sizeof bytes;
  close(file);
  *out = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
  return read;
}

/* A file system that counts whole seconds cannot tell two writes from one: nothing is said about its files. */
bool store_mark_text(const char *path, int64_t checked_s, char out[STORE_MARK_SIZE]) {
  struct stat info;
  uint32_t counter;
  if (journal_waits(path) || lstat(path, &info) != 0 || !S_ISREG(info.st_mode)) return false;
  if (info.st_mtim.tv_nsec == 0 || info.st_ctim.tv_nsec == 0 || !read_counter(path, &counter)) return false;
  int n = snprintf(out, STORE_MARK_SIZE,
                   "supine 1 checked %" PRId64 " size %" PRIdMAX " file %" PRIuMAX " written %" PRIdMAX
                   ".%09ld changed %" PRIdMAX ".%09ld counter %" PRIu32 "\n",
                   checked_s, (intmax_t)info.st_size, (uintmax_t)info.st_ino, (intmax_t)info.st_mtim.tv_sec,
                   info.st_mtim.tv_nsec, (intmax_t)info.st_ctim.tv_sec, info.st_ctim.tv_nsec, counter);
  return n > 0 && n < STORE_MARK_SIZE;
}

/* ---- the mark ----------------------------------------------------------------------------------------- */

/* The mark is off the disk before the file is written to: the end of the power cannot bring it back. */
int64_t store_mark_take(int lock, const char *path, int64_t now_s) {
  char mark[STORE_MARK_SIZE], same[STORE_MARK_SIZE];
  int64_t checked_s = -1;
  ssize_t n = pread(lock, mark, sizeof mark - 1, 0);
  if (n == 0) return STORE_LOOK;
  if (ftruncate(lock, 0) != 0 || fsync(lock) != 0 || n < 0) return STORE_LOOK;
  mark[n] = '\0';
  if (strcmp(mark, DAMAGED) == 0) return STORE_LOOK_WHOLE;
  if (sscanf(mark, "supine 1 checked %" SCNd64, &checked_s) != 1 || checked_s < 0) return STORE_LOOK;
  if (!store_mark_text(path, checked_s, same) || strcmp(mark, same) != 0) return STORE_LOOK;
  bool recent = checked_s <= now_s && now_s / DAY_S - checked_s / DAY_S <= STORE_MARK_KEPT_DAYS;
  return recent ? checked_s : STORE_LOOK;
}

static int64_t in_ns(struct timespec t) {
  return (int64_t)t.tv_sec * SECOND_NS + t.tv_nsec;
}

/* False when the last write lies in the future: the clock was set meanwhile and tells nothing. */
static bool wait_until_past(const struct stat *info) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  int64_t written_ns = in_ns(info->st_mtim), changed_ns = in_ns(info->st_ctim);
  int64_t age_ns = in_ns(now) - (written_ns > changed_ns ? written_ns : changed_ns);
  int64_t rest_ns = STORE_MARK_FRESH_MS * INT64_C(1000000) - age_ns;
  if (age_ns < 0) return false;
  struct timespec rest = {.tv_nsec = (long)rest_ns};
  return rest_ns <= 0 || nanosleep(&rest, NULL) == 0;
}

static bool vouch(const char *path, int64_t checked_s, char mark[STORE_MARK_SIZE]) {
  struct stat info;
  if (lstat(path, &info) != 0 || info.st_size <= STORE_MARK_LEAST_BYTES) return false;
  return wait_until_past(&info) && store_mark_text(path, checked_s, mark);
}

void store_mark_leave(int lock, const char *path, int64_t checked_s) {
  char mark[STORE_MARK_SIZE] = DAMAGED;
  if (checked_s == STORE_LOOK || (checked_s >= 0 && !vouch(path, checked_s, mark))) return;
  size_t size = strlen(mark);
  if (pwrite(lock, mark, size, 0) == (ssize_t)size) return;
  if (ftruncate(lock, 0) != 0) return; /* a part of a mark agrees with no file */
}

/* ---- the look of the day ------------------------------------------------------------------------------ */

struct asking {
  store_mark_stop *stop;
  void *context;
};

static int ask(void *context) {
  const struct asking *asking = context;
  return asking->stop(asking->context);
}

static bool due(const struct store *store, int64_t now_s) {
  struct stat info;
  if (!store_inside_writable(store) || store->checked_s < 0) return false;
  if (lstat(store->path, &info) != 0 || info.st_size <= STORE_MARK_LEAST_BYTES) return false;
  return store->checked_s / DAY_S != now_s / DAY_S;
}

int store_mark_renew(struct store *store, int64_t now_s, store_mark_stop *stop, void *context) {
  assert(store);
  struct asking asking = {stop, context};
  if (!due(store, now_s)) return 0;
  if (stop) sqlite3_progress_handler(store->db, STOP_STEPS, ask, &asking);
  int rc = store_file_check(store->db, false);
  sqlite3_progress_handler(store->db, 0, NULL, NULL);
  if (rc == SQLITE_INTERRUPT) return 1;
  if (rc != SQLITE_OK) return store_facts_unreadable(store, rc);
  store->checked_s = now_s;
  return 0;
}

int store_mark_damage(const struct store *store) {
  if (store->checked_s != STORE_LOOK_WHOLE) return 0;
  return err_set(ERR_MACHINE,
                 "The saved data seems to be damaged. Close Supine and start it again: what can be read "
                 "is carried over, with what the backups hold.");
}
