/* pipe2 keeps our ends out of every program that another thread starts meanwhile; elsewhere fcntl has to do. */
#ifdef __linux__
#define _GNU_SOURCE 1
#endif

#include "program.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <unistd.h>

extern char **environ;

int program_pipe(int ends[2]) {
#ifdef __linux__
  return pipe2(ends, O_CLOEXEC);
#else
  if (pipe(ends) != 0) return -1;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  return 0;
#endif
}

static int reset_signals(posix_spawnattr_t *how) {
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  sigdelset(&all, SIGKILL);
  sigdelset(&all, SIGSTOP);
  int error = posix_spawnattr_setflags(how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  if (!error) error = posix_spawnattr_setsigmask(how, &none);
  return error ? error : posix_spawnattr_setsigdefault(how, &all);
}

/* Copies, above the numbers that the new program's descriptors take, of those that lie among them: one would
** be overwritten before it is given. One that is not open (−1 from fcntl) becomes PROGRAM_NOTHING. Returns 0 or
** an errno. */
static int lift(const int *files, int count, int lifted[PROGRAM_FILES_MAX]) {
  int error = 0;
  for (int i = 0; i < count; i++) {
    lifted[i] = files[i];
    if (error || files[i] == PROGRAM_NOTHING || files[i] >= count) continue;
    lifted[i] = fcntl(files[i], F_DUPFD_CLOEXEC, count);
    if (lifted[i] < 0 && errno != EBADF) error = errno;
  }
  return error;
}

static void drop(const int *files, int count, const int lifted[PROGRAM_FILES_MAX]) {
  for (int i = 0; i < count; i++)
    if (lifted[i] >= 0 && lifted[i] != files[i]) close(lifted[i]);
}

static int give_files(posix_spawn_file_actions_t *actions, const int *files, int count) {
  int error = 0;
  for (int i = 0; i < count && !error; i++)
    error = files[i] == PROGRAM_NOTHING ? posix_spawn_file_actions_addopen(actions, i, "/dev/null", O_RDWR, 0)
                                        : posix_spawn_file_actions_adddup2(actions, files[i], i);
  return error;
}

int program_start(const char *program, const char *const *args, const char *const *environment,
                  const int *files, int count, pid_t *pid) {
  assert(program && args && args[0] && count >= 3 && count <= PROGRAM_FILES_MAX);
  /* The interface is older than const; nothing is written through these. */
  char *const *arguments = (char *const *)(uintptr_t)args;
  char *const *variables = environment ? (char *const *)(uintptr_t)environment : environ;
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t how;
  int lifted[PROGRAM_FILES_MAX];
  int error = posix_spawn_file_actions_init(&actions);
  if (error) return error;
  error = posix_spawnattr_init(&how);
  if (error) {
    posix_spawn_file_actions_destroy(&actions);
    return error;
  }
  error = lift(files, count, lifted);
  if (!error) error = reset_signals(&how);
  if (!error) error = give_files(&actions, lifted, count);
  if (!error) error = posix_spawnp(pid, program, &actions, &how, arguments, variables);
  drop(files, count, lifted);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&how);
  return error;
}
