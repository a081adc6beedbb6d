/* The command line: every option, every wrong form, and the exit code it leads to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "args.h"
#include "err.h"
#include "near.h"

#define WORDS_MAX 300

/* Cuts a line at its blanks and parses it; "" in the line stands for an empty word. */
static int parse(const char *line, struct args *out) {
  static char text[4096], program[] = "supine";
  char *words[WORDS_MAX] = {program};
  int count = 1;
  snprintf(text, sizeof text, "%s", line);
  for (char *word = strtok(text, " "); word; word = strtok(NULL, " ")) {
    assert_true(count < WORDS_MAX);
    if (strcmp(word, "\"\"") == 0) *word = '\0';
    words[count++] = word;
  }
  return args_parse(count, words, out);
}

static struct args accepted(const char *line) {
  struct args args;
  if (parse(line, &args) != 0) fail_msg("\"%s\" was refused: %s", line, err_text());
  return args;
}

/* Refused as wrong usage (exit 2), in one sentence that holds every word of `names`. */
static void refused(const char *line, const char *name) {
  struct args args;
  err_set(ERR_NO, "nothing was said");
  int result = parse(line, &args);
  if (result != ERR_USAGE) fail_msg("\"%s\" gave %d", line, result);
  assert_int_equal(err_exit_code(result), 2);
  if (!strstr(err_text(), name)) fail_msg("\"%s\" is answered without \"%s\": %s", line, name, err_text());
  assert_null(strchr(err_text(), '\n'));
}

static void nothing_at_all_is_play_with_everything_left_open(void **state) {
  (void)state;
  struct args args = accepted("");
  assert_int_equal(args.command, ARGS_PLAY);
  assert_false(args.named);
  assert_null(args.routine);
  assert_null(args.out);
  assert_null(args.home);
  assert_int_equal(args.plan.reps, 0);
  assert_near(args.plan.pace_in_s, 0, 0);
  assert_near(args.plan.range_deg, 0, 0);
  assert_true(args.plan.get_ready_s < 0 && args.plan.rest_s < 0);
  assert_int_equal(args.now_unix_s, -1);
  assert_false(args.null_driver || args.json || args.help || args.version || args.sync_probe);
}

static void every_command_is_known_by_its_name(void **state) {
  (void)state;
  static const char *const lines[ARGS_COMMANDS] = {
      [ARGS_PLAY] = "play",
      [ARGS_LIST] = "list",
      [ARGS_RENDER] = "render a --out b",
      [ARGS_SHEET] = "sheet a --out b",
      [ARGS_TRACE] = "trace a",
      [ARGS_CHECK] = "check a",
      [ARGS_NEW] = "new a",
      [ARGS_PROGRESS] = "progress",
      [ARGS_HISTORY] = "history export a.csv",
      [ARGS_SYNC] = "sync a",
      [ARGS_DOCTOR] = "doctor",
  };
  for (int c = 0; c < ARGS_COMMANDS; c++) {
    struct args args = accepted(lines[c]);
    assert_int_equal(args.command, c);
    assert_true(args.named);
    size_t length = strlen(args_command_name((enum args_command)c));
    assert_memory_equal(args_command_name((enum args_command)c), lines[c], length);
  }
  assert_string_equal(args_command_name(ARGS_COMMANDS), "supine");
}

static void paper_is_a4_unless_it_is_letter(void **state) {
  (void)state;
  assert_int_equal(accepted("sheet x --out y").paper, ARGS_A4);
  assert_int_equal(accepted("sheet x --out y --paper a4").paper, ARGS_A4);
  assert_int_equal(accepted("sheet x --out y --paper letter").paper, ARGS_LETTER);
}

static void options_arrive_as_they_were_written(void **state) {
  (void)state;
  struct args args =
      accepted("render towel-roll --out film.mp4 --size 1920x1080 --fps 30 --reps 3 --pace 3.5:7 "
               "--range 142.5 --get-ready 0 --camera feet --theme paper --sync-probe --home h");
  assert_string_equal(args.routine, "towel-roll");
  assert_string_equal(args.out, "film.mp4");
  assert_string_equal(args.camera, "feet");
  assert_string_equal(args.theme, "paper");
  assert_string_equal(args.home, "h");
  assert_int_equal(args.width_px, 1920);
  assert_int_equal(args.height_px, 1080);
  assert_int_equal(args.fps, 30);
  assert_int_equal(args.plan.reps, 3);
  assert_near(args.plan.pace_in_s, 3.5, 0);
  assert_near(args.plan.pace_out_s, 7, 0);
  assert_near(args.plan.range_deg, 142.5, 0);
  assert_near(args.plan.get_ready_s, 0, 0);
  assert_true(args.sync_probe);
  args = accepted("play x --windowed --driver null --now 2026-03-29T07:30:00+02:00");
  assert_true(args.windowed && args.null_driver && !args.fullscreen);
  assert_int_equal(args.now_unix_s, 1774762200);
  assert_int_equal(args.now_offset_s, 7200);
  assert_true(accepted("play --fullscreen").fullscreen);
  assert_near(accepted("trace x --hz 0.1").hz, 0.1, 0);
  assert_true(accepted("list --json").json);
  assert_true(accepted("check --json x").json);
  assert_true(accepted("doctor --json").json);
}

static void an_option_may_hold_its_value_behind_an_equals_sign(void **state) {
  (void)state;
  struct args args = accepted("trace x --reps=10 --pace=4:6 --hz=25");
  assert_int_equal(args.plan.reps, 10);
  assert_near(args.plan.pace_out_s, 6, 0);
  assert_near(args.hz, 25, 0);
  assert_string_equal(accepted("render a --out=x=y").out, "x=y");
}

static void common_options_may_stand_before_the_command(void **state) {
  (void)state;
  struct args args = accepted("--home h --driver null trace towel-roll --hz 5");
  assert_int_equal(args.command, ARGS_TRACE);
  assert_string_equal(args.routine, "towel-roll");
  assert_string_equal(args.home, "h");
  /* the value of an option is no command, even where it reads like one */
  args = accepted("--home list trace x");
  assert_int_equal(args.command, ARGS_TRACE);
  assert_string_equal(args.home, "list");
}

static void after_two_dashes_everything_is_an_operand(void **state) {
  (void)state;
  struct args args = accepted("check -- --odd.lua -x");
  assert_int_equal(args.path_count, 2);
  assert_string_equal(args.paths[0], "--odd.lua");
  assert_string_equal(args.paths[1], "-x");
}

static void help_and_version_need_nothing_else(void **state) {
  (void)state;
  assert_true(accepted("render --help").help);
  assert_true(accepted("--help").help);
  assert_true(accepted("--version").version);
  assert_true(accepted("trace --version").version);
}

static void limits_belong_to_the_range_and_their_neighbours_do_not(void **state) {
  (void)state;
  static const char *const good[] = {
      "--reps 1",   "--reps 10",   "--range 90", "--range 180",     "--pace 2.5:3.5", "--pace 6:9",
      "--pace 3:3", "--pace 5:10", "--pace 6:3", "--get-ready 120", "--pace 2.5:10",
  };
  static const char *const bad[] = {
      "--reps 0",
      "--reps 11",
      "--reps -1",
      "--reps 2.5",
      "--reps 3x",
      "--reps \"\"",
      "--reps 99999999999999999999",
      "--range 89.9",
      "--range 180.1",
      "--range nan",
      "--range inf",
      "--range wide",
      "--range \"\"",
      "--pace 4",
      "--pace 4:",
      "--pace :6",
      "--pace 4:6:1",
      "--pace 4;6",
      "--pace nan:6",
      "--pace 4:inf",
      "--pace -4:6",
      "--pace 0:6",
      "--pace 2.4:6",
      "--pace 6.1:6",
      "--pace 4:2.9",
      "--pace 4:10.1",
      "--pace 6:9.1",
      "--pace 2.5:3.4",
      "--pace \"\"",
      "--get-ready -1",
      "--get-ready 121",
      "--get-ready x",
  };
  char line[200];
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    snprintf(line, sizeof line, "trace x %s", good[i]);
    accepted(line);
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    snprintf(line, sizeof line, "trace x %s", bad[i]);
    refused(line, "");
  }
}

static void other_values_are_held_to_their_form(void **state) {
  (void)state;
  static const char *const bad[] = {
      "render x --out \"\"",
      "render x --out y --size 1280",
      "render x --out y --size 1280x",
      "render x --out y --size 63x800",
      "render x --out y --size 1280x7681",
      "render x --out y --size 1280x800x2",
      "render x --out y --size -1280x800",
      "render x --out y --fps 0",
      "render x --out y --fps 241",
      "render x --out y --camera top",
      "render x --out y --theme neon",
      "sheet x --out y --paper a5",
      "trace x --hz 0",
      "trace x --hz 1001",
      "trace x --hz -1",
      "list --home \"\"",
      "list --driver opengl",
      "list --now yesterday",
      "list --now 2026-02-29T00:00:00",
      "list --now 2026-03-29T25:00:00",
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) refused(bad[i], "--");
}

static void a_wrong_call_is_told_what_to_do(void **state) {
  (void)state;
  refused("dance", "there is no command \"dance\"");
  refused("play --fly", "there is no option --fly");
  refused("play -x", "there is no option -x");
  refused("trace", "needs a routine");
  refused("render x", "needs --out");
  refused("render --out y", "needs a routine");
  refused("sheet x", "needs --out");
  refused("check", "needs at least one");
  refused("new", "needs the name of a folder");
  refused("new a b", "at most 1");
  refused("list towel-roll", "does not know what to do with \"towel-roll\"");
  refused("doctor x", "does not know what to do with \"x\"");
  refused("trace a b", "does not know what to do with \"b\"");
  refused("trace a --fps 60", "--fps does not belong to \"supine trace\"");
  refused("list --reps 3", "--reps does not belong to \"supine list\"");
  refused("play --windowed --fullscreen", "choose one of");
  refused("play --windowed=yes", "takes no value");
  refused("trace x --reps", "needs a value");
}

static void more_paths_than_there_is_room_for_are_refused(void **state) {
  (void)state;
  char line[32 + 6 * (ARGS_PATHS_MAX + 1)] = "check";
  struct args args;
  for (int i = 0; i < ARGS_PATHS_MAX; i++) strcat(line, " x.lua");
  assert_int_equal(parse(line, &args), 0);
  assert_int_equal(args.path_count, ARGS_PATHS_MAX);
  strcat(line, " x.lua");
  refused(line, "at most 256");
}

static void the_environment_names_a_home_and_the_option_wins(void **state) {
  (void)state;
  setenv("SUPINE_HOME", "from-environment", 1);
  assert_string_equal(accepted("list").home, "from-environment");
  assert_string_equal(accepted("list --home mine").home, "mine");
  setenv("SUPINE_HOME", "", 1);
  assert_null(accepted("list").home);
  unsetenv("SUPINE_HOME");
}

/* Help of `command` as text. */
static void help_of(enum args_command command, char *out, size_t size) {
  FILE *file = tmpfile();
  assert_non_null(file);
  args_help(file, command);
  rewind(file);
  out[fread(out, 1, size - 1, file)] = '\0';
  fclose(file);
}

static void help_names_exactly_the_options_that_are_taken(void **state) {
  (void)state;
  static const char *const samples[] = {
      "--reps 2",
      "--pace 4:6",
      "--range 120",
      "--get-ready 1",
      "--windowed",
      "--fullscreen",
      "--sync-probe",
      "--out x",
      "--size 640x400",
      "--fps 30",
      "--camera side",
      "--theme dusk",
      "--paper letter",
      "--hz 30",
      "--json",
      "--home x",
      "--driver null",
      "--version",
      "--now 2026-01-01T00:00:00Z",
  };
  char text[8192], line[200];
  for (int c = 0; c < ARGS_COMMANDS; c++) {
    help_of((enum args_command)c, text, sizeof text);
    assert_non_null(strstr(text, "usage: supine"));
    assert_non_null(strstr(text, "--help"));
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
      struct args args;
      char name[40];
      snprintf(line, sizeof line, "%s --help %s", args_command_name((enum args_command)c), samples[i]);
      snprintf(name, sizeof name, "  %.*s ", (int)strcspn(samples[i], " "), samples[i]);
      bool taken = parse(line, &args) == 0, shown = strstr(text, name) != NULL;
      if (taken != shown) fail_msg("%s: taken %d, shown in help %d", line, taken, shown);
    }
  }
  help_of(ARGS_COMMANDS, text, sizeof text);
  for (int c = 0; c < ARGS_COMMANDS; c++)
    assert_non_null(strstr(text, args_command_name((enum args_command)c)));
}

static int clean_environment(void **state) {
  (void)state;
  unsetenv("SUPINE_HOME");
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_at_all_is_play_with_everything_left_open),
      cmocka_unit_test(every_command_is_known_by_its_name),
      cmocka_unit_test(paper_is_a4_unless_it_is_letter),
      cmocka_unit_test(options_arrive_as_they_were_written),
      cmocka_unit_test(an_option_may_hold_its_value_behind_an_equals_sign),
      cmocka_unit_test(common_options_may_stand_before_the_command),
      cmocka_unit_test(after_two_dashes_everything_is_an_operand),
      cmocka_unit_test(help_and_version_need_nothing_else),
      cmocka_unit_test(limits_belong_to_the_range_and_their_neighbours_do_not),
      cmocka_unit_test(other_values_are_held_to_their_form),
      cmocka_unit_test(a_wrong_call_is_told_what_to_do),
      cmocka_unit_test(more_paths_than_there_is_room_for_are_refused),
      cmocka_unit_test(the_environment_names_a_home_and_the_option_wins),
      cmocka_unit_test(help_names_exactly_the_options_that_are_taken),
  };
  return cmocka_run_group_tests(tests, clean_environment, NULL);
}
