#include "kill_run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

void kill_fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fprintf(stderr, "FAILED: ");
  vfprintf(stderr, format, arguments);
  fprintf(stderr, "\n");
  va_end(arguments);
  exit(1);
}

/* splitmix64 */
static uint64_t roll(void) {
  static uint64_t state = 20261122;
  uint64_t z = state += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
  return z ^ z >> 31;
}

int kill_chance(int least, int most) {
  return most <= least ? least : least + (int)(roll() % (uint64_t)(most - least + 1));
}

void kill_new_id(char out[KILL_ID]) {
  uint64_t high = roll(), low = roll();
  snprintf(out, KILL_ID, "%016llx%016llx", (unsigned long long)high, (unsigned long long)low);
}

void kill_sleep_ms(int ms) {
  struct timespec time = {ms / 1000, ms % 1000 * 1000000L};
  while (nanosleep(&time, &time) != 0 && errno == EINTR) {
  }
}

int64_t kill_now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- the program -------------------------------------------------------------------------------------- */

pid_t kill_start(const char *const *arguments, const char *out) {
  char err[KILL_PATH + 8];
  posix_spawn_file_actions_t actions;
  pid_t pid = 0;
  snprintf(err, sizeof err, "%s.err", out ? out : "");
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, out ? out : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_addopen(&actions, 2, out ? err : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0600);
  int why = posix_spawn(&pid, arguments[0], &actions, NULL, (char *const *)(uintptr_t)arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (why != 0) kill_fail("%s cannot be started: %s", arguments[0], strerror(why));
  return pid;
}

int kill_wait(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool kill_after(const char *const *arguments, int ms) {
  pid_t pid = kill_start(arguments, NULL);
  kill_sleep_ms(ms);
  kill(pid, SIGKILL);
  return kill_wait(pid) < 0;
}

int kill_whole(const char *const *arguments, const char *out) {
  char err[KILL_PATH + 8];
  int64_t begun_ms = kill_now_ms();
  snprintf(err, sizeof err, "%s.err", out);
  int status = kill_wait(kill_start(arguments, out));
  int took_ms = (int)(kill_now_ms() - begun_ms);
  char *said = kill_read(err);
  if (status != 0 || (said && *said))
    kill_fail("%s %s ended with %d: %s", arguments[0], arguments[1], status, said ? said : "");
  free(said);
  return took_ms;
}

/* ---- files -------------------------------------------------------------------------------------------- */

char *kill_read(const char *path) {
  struct stat info;
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  char *bytes = fstat(fileno(file), &info) == 0 ? calloc(1, (size_t)info.st_size + 1) : NULL;
  if (bytes && fread(bytes, 1, (size_t)info.st_size, file) != (size_t)info.st_size)
    kill_fail("%s cannot be read", path);
  fclose(file);
  return bytes;
}

bool kill_same(const char *a, const char *b) {
  char *left = kill_read(a), *right = kill_read(b);
  bool same = left && right && strcmp(left, right) == 0;
  free(left);
  free(right);
  return same;
}

static void run(const char *const *arguments) {
  pid_t pid;
  if (posix_spawnp(&pid, arguments[0], NULL, NULL, (char *const *)(uintptr_t)arguments, environ) != 0 ||
      kill_wait(pid) != 0)
    kill_fail("%s %s did not work", arguments[0], arguments[2]);
}

void kill_remove(const char *folder) {
  run((const char *const[]){"rm", "-rf", folder, NULL});
}

/* ---- databases ---------------------------------------------------------------------------------------- */

static sqlite3 *opened(const char *path) {
  sqlite3 *db = NULL;
  if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK)
    kill_fail("%s cannot be opened: %s", path, sqlite3_errmsg(db));
  return db;
}

void kill_sql(const char *path, const char *sql) {
  sqlite3 *db = opened(path);
  if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
    kill_fail("%s: %s: %s", path, sql, sqlite3_errmsg(db));
  sqlite3_close(db);
}

int64_t kill_number(const char *path, const char *sql) {
  sqlite3 *db = opened(path);
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK || sqlite3_step(statement) != SQLITE_ROW)
    kill_fail("%s: %s: %s", path, sql, sqlite3_errmsg(db));
  int64_t number = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return number;
}

void kill_check(const char *path) {
  sqlite3 *db = opened(path);
  sqlite3_stmt *statement = NULL;
  const char *said = NULL;
  if (sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW)
    said = (const char *)sqlite3_column_text(statement, 0);
  if (!said || strcmp(said, "ok") != 0) kill_fail("%s: integrity_check: %s", path, said ? said : "no answer");
  sqlite3_finalize(statement);
  sqlite3_close(db);
}

int64_t kill_facts(const char *path) {
  return kill_number(path, "SELECT (SELECT count(*) FROM fact_set)+(SELECT count(*) FROM fact_feeling)"
                           "+(SELECT count(*) FROM fact_badge)+(SELECT count(*) FROM fact_leave)"
                           "+(SELECT count(*) FROM fact_leave_end)+(SELECT count(*) FROM fact_redate)");
}
