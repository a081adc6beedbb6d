/* Starting other programs: what they are given, and what they are not. The programs are those of every POSIX system. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "program.h"

/* Runs a line of shell with its output in `said`; returns its exit status. */
static int run(const char *line, const char *const *environment, int input, int extra, char said[256]) {
  const char *const args[] = {"sh", "-c", line, NULL};
  int ends[2], status = -1;
  pid_t pid = 0;
  assert_int_equal(program_pipe(ends), 0);
  const int files[] = {input, ends[1], PROGRAM_NOTHING, extra};
  assert_int_equal(program_start("sh", args, environment, files, 4, &pid), 0);
  close(ends[1]);
  size_t used = 0;
  for (ssize_t n; used < 255 && (n = read(ends[0], said + used, 255 - used)) > 0;) used += (size_t)n;
  said[used] = '\0';
  close(ends[0]);
  assert_int_equal(waitpid(pid, &status, 0), pid);
  assert_true(WIFEXITED(status));
  return WEXITSTATUS(status);
}

static void a_program_is_found_and_speaks_into_its_pipe(void **state) {
  (void)state;
  char said[256];
  assert_int_equal(run("echo heard; exit 7", NULL, PROGRAM_NOTHING, PROGRAM_NOTHING, said), 7);
  assert_string_equal(said, "heard\n");
}

static void nothing_reads_as_nothing(void **state) {
  (void)state;
  char said[256];
  assert_int_equal(run("cat; cat <&3", NULL, PROGRAM_NOTHING, PROGRAM_NOTHING, said), 0);
  assert_string_equal(said, "");
}

/* cat fails where its input is not open at all. */
static void a_descriptor_that_is_not_open_reads_as_nothing(void **state) {
  (void)state;
  const char *const args[] = {"cat", NULL};
  const int files[] = {STDIN_FILENO, PROGRAM_NOTHING, PROGRAM_NOTHING};
  int kept = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 10), status = -1;
  pid_t pid = 0;
  close(STDIN_FILENO);
  int result = program_start(args[0], args, NULL, files, 3, &pid);
  if (kept >= 0) dup2(kept, STDIN_FILENO);
  if (kept >= 0) close(kept);
  assert_int_equal(result, 0);
  assert_int_equal(waitpid(pid, &status, 0), pid);
  assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* Each would be overwritten by the one before it, were it not moved out of the way. */
static void descriptors_may_change_places(void **state) {
  (void)state;
  char said[256];
  int in[2], kept = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 10);
  assert_int_equal(program_pipe(in), 0);
  assert_int_equal(write(in[1], "from the pipe", 13), 13);
  close(in[1]);
  dup2(in[0], STDIN_FILENO);
  close(in[0]);
  int result = run("cat <&3", NULL, PROGRAM_NOTHING, STDIN_FILENO, said);
  if (kept >= 0) dup2(kept, STDIN_FILENO);
  if (kept >= 0) close(kept);
  assert_int_equal(result, 0);
  assert_string_equal(said, "from the pipe");
}

static void an_environment_replaces_ours(void **state) {
  (void)state;
  char said[256];
  const char *const environment[] = {"SUPINE_TEST=given", NULL};
  assert_int_equal(run("echo \"$SUPINE_TEST$HOME\"", environment, PROGRAM_NOTHING, PROGRAM_NOTHING, said), 0);
  assert_string_equal(said, "given\n");
}

static void an_ignored_signal_is_not_handed_down(void **state) {
  (void)state;
  char said[256];
  struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
  sigaction(SIGTERM, &ignore, &before);
  int result =
      run("sh -c 'kill -TERM $$; echo survived'; true", NULL, PROGRAM_NOTHING, PROGRAM_NOTHING, said);
  sigaction(SIGTERM, &before, NULL);
  assert_int_equal(result, 0);
  assert_string_equal(said, "");
}

static void a_program_that_is_not_there_is_an_errno(void **state) {
  (void)state;
  const char *const args[] = {"no-such-program-here", NULL};
  const int files[] = {PROGRAM_NOTHING, PROGRAM_NOTHING, PROGRAM_NOTHING};
  pid_t pid = 0;
  assert_int_equal(program_start(args[0], args, NULL, files, 3, &pid), ENOENT);
}

static void both_ends_of_a_pipe_stay_with_us(void **state) {
  (void)state;
  int ends[2];
  assert_int_equal(program_pipe(ends), 0);
  for (int i = 0; i < 2; i++) {
    assert_true(fcntl(ends[i], F_GETFD) & FD_CLOEXEC);
    close(ends[i]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_program_is_found_and_speaks_into_its_pipe),
      cmocka_unit_test(nothing_reads_as_nothing),
      cmocka_unit_test(a_descriptor_that_is_not_open_reads_as_nothing),
      cmocka_unit_test(descriptors_may_change_places),
      cmocka_unit_test(an_environment_replaces_ours),
      cmocka_unit_test(an_ignored_signal_is_not_handed_down),
      cmocka_unit_test(a_program_that_is_not_there_is_an_errno),
      cmocka_unit_test(both_ends_of_a_pipe_stay_with_us),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
