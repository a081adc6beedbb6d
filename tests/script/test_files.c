/* Whole files through the real worker: those shipped, wrong ones, heavy but honest ones, hostile ones.
** A file in wrong/ says what it is wrong about, one comment line a finding:   -- expect 12: the sentence
** (line 0: the finding has none). A file in hostile/ says how its one finding may begin, depending on how far the Lua
** of this machine gets:   -- expect-any 12: did not end   (line *: any). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "envelope.h"
#include "loading.h"

#define SHIPPED TEST_SOURCE_DIR "/scripts/routines/"

static int open_all(void **state) {
  struct loading *loading = calloc(1, sizeof *loading);
  loading_open(loading);
  *state = loading;
  return 0;
}

static int close_all(void **state) {
  loading_close(*state);
  free(*state);
  return 0;
}

static void print_findings(const char *path, const struct diag_list *list) {
  for (int i = 0; i < list->count; i++)
    print_error("%s said: %s:%d: %s\n", path, list->rows[i].file, list->rows[i].line, list->rows[i].text);
}

/* ---- shipped files ---- */

static void test_shipped_routines_load_without_a_finding(void **state) {
  static const char *const files[] = {"overhead-reach", "elbow-lowering", "towel-roll"};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    char path[512];
    snprintf(path, sizeof path, SHIPPED "%s.lua", files[i]);
    const struct routine *routine = loading_routine(*state, path, "");
    print_findings(path, &((struct loading *)*state)->list);
    assert_non_null(routine);
    assert_string_equal(routine->id, files[i]);
    assert_string_equal(routine->version, "1");
    assert_int_equal(routine->reps, 5);
    assert_int_equal(routine->reps_max, 10);
  }
}

static void test_the_published_breath_and_order_are_shipped(void **state) {
  const struct routine *one = loading_routine(*state, SHIPPED "overhead-reach.lua", "");
  assert_non_null(one);
  assert_int_equal(one->rep[0].count, 4);
  const struct routine_phase *up = &one->rep[0].phases[0], *over = &one->rep[0].phases[1];
  assert_true(up->breath == ROUTINE_IN && up->seconds == 4);
  assert_true(over->breath == ROUTINE_OUT && over->seconds == 6);
  assert_true(over->to.comfort[BODY_LEFT] && over->to.comfort[BODY_RIGHT]);
  assert_float_equal(over->to.angles.arm[BODY_LEFT].shoulder_flexion_rad, 165 * 3.14159265358979 / 180, 1e-9);
  assert_string_equal(up->words.cue, "Breathe in");
  assert_int_equal(one->rep[0].phases[2].easy_count, 2);
  const struct routine *two = loading_routine(*state, SHIPPED "elbow-lowering.lua", "");
  assert_non_null(two);
  assert_string_equal(two->prepare.phases[1].id, "turn");
  assert_true(two->rep[9].phases[0].breath == ROUTINE_OUT && two->rep[9].phases[1].breath == ROUTINE_IN);
  assert_float_equal(two->rep[0].phases[0].to.angles.arm[BODY_RIGHT].upper_arm_rests, 1, 0);
}

static void test_shipped_routines_stay_inside_the_envelope(void **state) {
  const struct routine *all[3];
  all[0] = loading_routine(*state, SHIPPED "overhead-reach.lua", "");
  all[1] = loading_routine(*state, SHIPPED "elbow-lowering.lua", "");
  all[2] = loading_routine(*state, SHIPPED "towel-roll.lua", "");
  const struct routine_catalog catalog = {all, 3};
  for (int i = 0; i < 3; i++) {
    struct diag_list list = {0};
    assert_non_null(all[i]);
    envelope_check(all[i], &catalog, &list);
    print_findings(all[i]->id, &list);
    assert_int_equal(list.errors, 0);
    diag_clear(&list);
  }
}

/* ---- wrong files ---- */

struct expectations {
  char rows[16][512];
  int count;
};

static void read_expectations(const char *path, const char *mark, struct expectations *out) {
  char line[1024];
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  out->count = 0;
  while (fgets(line, sizeof line, file)) {
    char *at = strstr(line, mark);
    if (!at) continue;
    at[strcspn(at, "\r\n")] = '\0';
    assert_true(out->count < 16);
    snprintf(out->rows[out->count++], sizeof out->rows[0], "%.500s", at + strlen(mark));
  }
  fclose(file);
}

static bool has_row(const struct diag_list *list, const char *expected) {
  for (int i = 0; i < list->count; i++) {
    char row[DIAG_TEXT_MAX + 32];
    snprintf(row, sizeof row, "%d: %s", list->rows[i].line, list->rows[i].text);
    if (strcmp(row, expected) == 0) return true;
  }
  return false;
}

static void check_wrong(const char *path, void *user) {
  struct loading *loading = user;
  struct expectations expected;
  read_expectations(path, "-- expect ", &expected);
  const struct routine *routine = loading_routine(loading, path, "wrong");
  bool right = routine == NULL && expected.count > 0 && loading->list.count == expected.count;
  for (int i = 0; i < expected.count; i++) {
    bool found = has_row(&loading->list, expected.rows[i]);
    if (!found) print_error("%s should say: %s\n", path, expected.rows[i]);
    right = right && found;
  }
  if (!right) print_findings(path, &loading->list);
  assert_true(right);
}

static void test_wrong_files_are_answered_with_line_and_sentence(void **state) {
  assert_true(loading_each("wrong", check_wrong, *state) >= 20);
}

/* ---- honest files ---- */

static void check_honest(const char *path, void *user) {
  struct loading *loading = user;
  const struct routine *routine = loading_routine(loading, path, path);
  print_findings(path, &loading->list);
  assert_non_null(routine);
}

static void test_heavy_but_honest_files_load(void **state) {
  assert_true(loading_each("honest", check_honest, *state) >= 3);
}

/* ---- hostile files ---- */

struct siege {
  struct loading *loading;
  const struct routine *before; /* the victim, loaded before any attack */
};

/* expected: "LINE: the sentence begins so", with * for any line. */
static bool begins(const struct diag *row, const char *expected) {
  char said[DIAG_TEXT_MAX + 32];
  if (expected[0] == '*')
    snprintf(said, sizeof said, "*: %s", row->text);
  else
    snprintf(said, sizeof said, "%d: %s", row->line, row->text);
  return strncmp(said, expected, strlen(expected)) == 0;
}

static void check_hostile(const char *path, void *user) {
  struct siege *siege = user;
  struct loading *loading = siege->loading;
  struct expectations any;
  read_expectations(path, "-- expect-any ", &any);
  const struct routine *routine = loading_routine(loading, path, "mods/hostile");
  bool right = routine == NULL && any.count > 0 && loading->list.count == 1 &&
               strcmp(loading->list.rows[0].file, path) == 0;
  bool said = false;
  for (int i = 0; i < any.count && right; i++) {
    said = said || begins(&loading->list.rows[0], any.rows[i]);
  }
  if (!right || !said) print_findings(path, &loading->list);
  assert_true(right && said);
  /* The same group, so the same worker where it is still alive: nothing may have stuck to it. */
  const struct routine *after = loading_routine(loading, SHIPPED "overhead-reach.lua", "mods/hostile");
  assert_non_null(after);
  assert_true(loading_same(siege->before, after));
}

static void test_hostile_files_end_with_a_finding_and_the_next_file_loads(void **state) {
  struct siege siege = {*state, loading_routine(*state, SHIPPED "overhead-reach.lua", "")};
  assert_non_null(siege.before);
  assert_true(loading_each("hostile", check_hostile, &siege) >= 20);
}

/* ---- the worker ---- */

static void test_a_killed_worker_is_replaced(void **state) {
  struct loading *loading = *state;
  assert_non_null(loading_routine(loading, SHIPPED "overhead-reach.lua", "a"));
  int pid = host_state(loading->host).worker_pid;
  assert_true(pid > 0);
  kill(pid, SIGKILL);
  assert_non_null(loading_routine(loading, SHIPPED "overhead-reach.lua", "a"));
  assert_true(host_state(loading->host).worker_pid != pid);
}

#ifdef __linux__

/* The number behind "Name:" in /proc/PID/status. */
static int status_number(int pid, const char *name) {
  char path[64], line[256];
  int number = -1;
  snprintf(path, sizeof path, "/proc/%d/status", pid);
  FILE *in = fopen(path, "r");
  assert_non_null(in);
  while (fgets(line, sizeof line, in))
    if (strncmp(line, name, strlen(name)) == 0 && line[strlen(name)] == ':')
      number = atoi(line + strlen(name) + 1);
  fclose(in);
  return number;
}

static void test_the_worker_has_given_up_what_a_script_has_no_business_with(void **state) {
  struct loading *loading = *state;
  assert_non_null(loading_routine(loading, SHIPPED "overhead-reach.lua", "a"));
  int pid = host_state(loading->host).worker_pid;
  assert_int_equal(status_number(pid, "NoNewPrivs"), 1);
  assert_int_equal(status_number(pid, "Seccomp"), 2); /* a filter */
  assert_int_equal(status_number(pid, "Threads"), 1);
}

#endif

static void test_files_of_one_group_share_a_worker_and_groups_do_not(void **state) {
  struct loading *loading = *state;
  assert_non_null(loading_routine(loading, SHIPPED "overhead-reach.lua", "a"));
  int pid = host_state(loading->host).worker_pid;
  assert_non_null(loading_routine(loading, SHIPPED "elbow-lowering.lua", "a"));
  assert_int_equal(host_state(loading->host).worker_pid, pid);
  assert_non_null(loading_routine(loading, SHIPPED "elbow-lowering.lua", "b"));
  assert_int_not_equal(host_state(loading->host).worker_pid, pid);
}

static void test_a_stopped_worker_is_killed_at_the_deadline_given_by_the_caller(void **state) {
  struct loading *loading = *state;
  struct arena arena = {0};
  struct source source;
  const struct routine *routine;
  assert_non_null(loading_routine(loading, SHIPPED "overhead-reach.lua", "a"));
  int pid = host_state(loading->host).worker_pid, late = host_state(loading->host).killed_late;
  kill(pid, SIGSTOP);
  assert_int_equal(source_read(SHIPPED "overhead-reach.lua", &arena, &source), 0);
  int id = host_request(loading->host, &source, 0, "a");
  assert_true(id > 0);
  assert_int_equal(host_poll(loading->host, 1000000), 1);
  assert_int_equal(host_poll(loading->host, 1000000 + 799000), 1);
  assert_int_equal(host_poll(loading->host, 1000000 + 800000), 0);
  assert_true(host_answered(loading->host, id));
  diag_clear(&loading->list);
  assert_int_equal(host_take_routine(loading->host, id, &loading->words, &arena, &loading->list, &routine),
                   -1);
  assert_null(routine);
  assert_int_equal(host_state(loading->host).killed_late, late + 1);
  assert_int_equal(host_state(loading->host).worker_pid, 0);
  arena_clear(&arena);
}

static void test_many_requests_are_answered_in_any_order_of_taking(void **state) {
  enum { MANY = 50 };
  struct loading *loading = *state;
  struct arena arena = {0};
  struct source source;
  int ids[MANY];
  assert_int_equal(source_read(SHIPPED "elbow-lowering.lua", &arena, &source), 0);
  for (int i = 0; i < MANY; i++) ids[i] = host_request(loading->host, &source, 0, "");
  host_drop(loading->host, ids[7]);
  for (int i = MANY - 1; i >= 0; i--) {
    const struct routine *routine;
    if (i == 7) continue;
    host_wait(loading->host, ids[i]);
    assert_true(host_answered(loading->host, ids[i]));
    assert_int_equal(
        host_take_routine(loading->host, ids[i], &loading->words, &arena, &loading->list, &routine), 0);
  }
  arena_clear(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_shipped_routines_load_without_a_finding),
      cmocka_unit_test(test_the_published_breath_and_order_are_shipped),
      cmocka_unit_test(test_shipped_routines_stay_inside_the_envelope),
      cmocka_unit_test(test_wrong_files_are_answered_with_line_and_sentence),
      cmocka_unit_test(test_heavy_but_honest_files_load),
      cmocka_unit_test(test_hostile_files_end_with_a_finding_and_the_next_file_loads),
      cmocka_unit_test(test_a_killed_worker_is_replaced),
#ifdef __linux__
      cmocka_unit_test(test_the_worker_has_given_up_what_a_script_has_no_business_with),
#endif
      cmocka_unit_test(test_files_of_one_group_share_a_worker_and_groups_do_not),
      cmocka_unit_test(test_a_stopped_worker_is_killed_at_the_deadline_given_by_the_caller),
      cmocka_unit_test(test_many_requests_are_answered_in_any_order_of_taking),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
