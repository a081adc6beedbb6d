/* Whether something is new since a backup is told by the time at which the file was last changed: a backup is
** given its original's. Names sort by day. Nothing is deleted because of today's date alone: a clock that is
** years off only makes one copy more or less. */
#include "store_backup.h"

#include <assert.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "civil.h"
#include "err.h"
#include "store_inside.h"

#define DAILY     ".backup-"
#define BEFORE    ".before-v"
#define UNNAMED   ".backup~" /* while it is written; sorts with none of the others */
#define DAY_CHARS 8
#define SEEN_MAX  64
#define PATH_SIZE STORE_FILE_PATH_MAX

/* ---- making one --------------------------------------------------------------------------------------- */

/* The copy as a database of its own, no journal: until it has its name nobody looks at it. */
static int write_copy(sqlite3 *db, const char *to) {
  char journal[PATH_SIZE + 16];
  sqlite3 *copy = NULL;
  snprintf(journal, sizeof journal, "%s-journal", to);
  unlink(to);
  int rc = store_file_open(to, true, &copy);
  if (rc == SQLITE_OK) rc = sqlite3_exec(copy, "PRAGMA journal_mode=OFF", NULL, NULL, NULL);
  if (rc == SQLITE_OK) rc = store_file_copy(db, copy);
  if (rc == SQLITE_OK) rc = store_file_check(copy, true);
  int closed = sqlite3_close(copy);
  unlink(journal);
  return rc == SQLITE_OK ? closed : rc;
}

/* Copies the database and gives the copy the name and the time of last change of its original. */
static int make(sqlite3 *db, const char *path, const char *name) {
  char unnamed[PATH_SIZE];
  struct stat info;
  snprintf(unnamed, sizeof unnamed, "%.*s" UNNAMED, PATH_SIZE - 16, path);
  int rc = stat(path, &info) == 0 ? write_copy(db, unnamed) : SQLITE_CANTOPEN;
  if (rc == SQLITE_OK) {
    struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, info.st_mtim};
    bool named = utimensat(AT_FDCWD, unnamed, times, AT_SYMLINK_NOFOLLOW) == 0 && store_file_sync(unnamed) &&
                 rename(unnamed, name) == 0;
    if (named) store_file_sync_folder(path);
    rc = named ? SQLITE_OK : SQLITE_IOERR;
  }
  if (rc != SQLITE_OK) unlink(unnamed);
  return rc;
}

int store_backup_before(sqlite3 *db, const char *path, int version) {
  char name[PATH_SIZE + 32];
  snprintf(name, sizeof name, "%s" BEFORE "%d", path, version);
  return make(db, path, name);
}

/* ---- those that are there ----------------------------------------------------------------------------- */

static int newest_first(const void *a, const void *b) {
  return strcmp(b, a);
}

/* digits: how many end the name, 0 for any number. */
static bool is_backup(const char *name, const char *base, const char *mark, size_t digits) {
  size_t n = strlen(base), m = strlen(mark);
  if (strncmp(name, base, n) != 0 || strncmp(name + n, mark, m) != 0) return false;
  const char *end = name + n + m;
  size_t found = strspn(end, "0123456789");
  return found > 0 && end[found] == '\0' && (digits == 0 || found == digits);
}

/* Files of that kind, newest first; with more than there is room for the oldest are left out. */
static int find(const char *path, const char *mark, size_t digits, char out[][PATH_SIZE], int room) {
  char folder[PATH_SIZE], base[PATH_SIZE], all[SEEN_MAX][PATH_SIZE];
  int count = 0;
  store_file_split(path, folder, base);
  DIR *dir = opendir(folder);
  if (!dir) return 0;
  for (struct dirent *entry; count < SEEN_MAX && (entry = readdir(dir)) != NULL;) {
    if (!is_backup(entry->d_name, base, mark, digits)) continue;
    int n = snprintf(all[count], PATH_SIZE, "%s/%s", folder, entry->d_name);
    if (n > 0 && n < PATH_SIZE) count++;
  }
  closedir(dir);
  qsort(all, (size_t)count, sizeof all[0], newest_first);
  if (count > room) count = room;
  memcpy(out, all, (size_t)count * sizeof all[0]);
  return count;
}

void store_backup_find(const char *path, struct store_backup_list *out) {
  out->count = find(path, DAILY, DAY_CHARS, out->paths, STORE_BACKUP_MAX);
  out->count += find(path, BEFORE, 0, out->paths + out->count, STORE_BACKUP_MAX - out->count);
}

/* ---- which stay --------------------------------------------------------------------------------------- */

/* Weeks since some Monday, from the day in a name. */
static int32_t week_of(const char *name) {
  int year = 1, month = 1, day = 1;
  if (sscanf(name + strlen(name) - DAY_CHARS, "%4d%2d%2d", &year, &month, &day) != 3) return 0;
  struct civil date = {.year = year, .month = month, .day = day};
  return civil_valid(&date) ? civil_week_start((int32_t)civil_days(year, month, day), CIVIL_MONDAY) : 0;
}

/* Of those older than the newest three the first of a week stands for its week. */
static void drop_old(const char *path) {
  char names[SEEN_MAX][PATH_SIZE];
  int count = find(path, DAILY, DAY_CHARS, names, SEEN_MAX), weeks = 0;
  for (int i = STORE_BACKUP_DAYS; i < count; i++) {
    bool first = i + 1 == count || week_of(names[i + 1]) != week_of(names[i]);
    if (!first || weeks++ >= STORE_BACKUP_WEEKS) unlink(names[i]);
  }
}

static bool same_change(const struct stat *a, const char *name) {
  struct stat b;
  return stat(name, &b) == 0 && a->st_mtim.tv_sec == b.st_mtim.tv_sec &&
         a->st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

static bool due(const char *path, const char *name) {
  struct store_backup_list list;
  struct stat info;
  if (stat(path, &info) != 0 || access(name, F_OK) == 0) return false;
  store_backup_find(path, &list);
  for (int i = 0; i < list.count; i++)
    if (same_change(&info, list.paths[i])) return false;
  return true;
}

int store_backup(struct store *store, int64_t now_s) {
  assert(store);
  char name[PATH_SIZE + 32], day[16];
  struct tm utc;
  time_t now = (time_t)now_s;
  if (!store_inside_writable(store)) return 0;
  if (!gmtime_r(&now, &utc) || strftime(day, sizeof day, "%Y%m%d", &utc) != DAY_CHARS) return 0;
  snprintf(name, sizeof name, "%s" DAILY "%s", store->path, day);
  if (!due(store->path, name)) return 0;
  int rc = make(store->db, store->path, name);
  if (store_inside_saw(store, rc) != SQLITE_OK) /* where its copy was not sound, perhaps it is not itself */
    return err_set(ERR_MACHINE, "No backup could be made (%s). Make room on the disk or look at its folder.",
                   sqlite3_errstr(rc));
  if (store->checked_s >= 0)
    store->checked_s = now_s; /* the copy was looked through, and is the same page by page */
  drop_old(store->path);
  return 1;
}
