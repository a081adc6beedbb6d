#include "args.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "civil.h"
#include "err.h"
#include "palette.h"

#define BIT(command) (1u << (command))
#define ALL          (BIT(ARGS_COMMANDS) - 1)
#define SHAPED       (BIT(ARGS_PLAY) | BIT(ARGS_RENDER) | BIT(ARGS_SHEET) | BIT(ARGS_TRACE))

struct command {
  const char *name, *operands, *purpose;
};

static const struct command commands[ARGS_COMMANDS] = {
    [ARGS_PLAY] = {"play", "[ROUTINE]", "start the game; with a routine, go straight into it"},
    [ARGS_LIST] = {"list", "", "the routines that can be named"},
    [ARGS_RENDER] =
        {"render", "ROUTINE --out PATH",
         "a film (.mp4, .webm), a folder of frames with its sound, or a sound file (.wav); of a routine, "
         "or of the six steps of setting up, which are named set-up"},
    [ARGS_SHEET] = {"sheet", "ROUTINE --out FILE.png", "one printable picture of every key position"},
    [ARGS_TRACE] = {"trace", "ROUTINE", "joints, angles and breath over time, as JSON Lines"},
    [ARGS_CHECK] = {"check", "PATH...", "routine files or folders: file:line: message"},
    [ARGS_NEW] = {"new", "DIR", "a commented routine to start from"},
    [ARGS_PROGRESS] = {"progress", "", "days, weeks and badges so far"},
    [ARGS_HISTORY] = {"history", "export|import FILE",
                      "all that is remembered, to or from a .csv or .json file"},
    [ARGS_SYNC] = {"sync", "[DIR]",
                   "bring devices together through a folder that a file synchroniser carries"},
    [ARGS_DOCTOR] = {"doctor", "", "what this machine has, and what is missing"},
};

struct option {
  const char *name, *value, *purpose;
  unsigned of;
  int (*take)(struct args *args, const char *name, const char *value);
};

/* A whole number within limits, or ERR_USAGE. */
static int whole(const char *name, const char *text, long least, long most, int *out) {
  char *end;
  errno = 0;
  long value = strtol(text, &end, 10);
  if (end == text || *end || errno || value < least || value > most)
    return err_set(ERR_USAGE, "%s takes a whole number from %ld to %ld, not \"%s\"", name, least, most, text);
  *out = (int)value;
  return 0;
}

static int number(const char *name, const char *text, double least, double most, double *out) {
  char *end;
  double value = strtod(text, &end);
  if (end == text || *end || !(value >= least && value <= most))
    return err_set(ERR_USAGE, "%s takes a number from %g to %g, not \"%s\"", name, least, most, text);
  *out = value;
  return 0;
}

static int take_reps(struct args *args, const char *name, const char *value) {
  return whole(name, value, 1, ROUTINE_REPS_MAX, &args->plan.reps);
}

static int take_pace(struct args *args, const char *name, const char *value) {
  char *end;
  double in = strtod(value, &end), out = 0;
  char *rest = end;
  if (end != value && *end == ':') out = strtod(end + 1, &rest);
  if (end == value || *end != ':' || rest == end + 1 || *rest || !isfinite(in) || !isfinite(out) || in <= 0 ||
      out <= 0)
    return err_set(ERR_USAGE, "%s takes seconds in and out as IN:OUT, such as 4:6, not \"%s\"", name, value);
  args->plan.pace_in_s = in;
  args->plan.pace_out_s = out;
  return plan_options_check(&args->plan);
}

static int take_range(struct args *args, const char *name, const char *value) {
  return number(name, value, PLAN_RANGE_MIN_DEG, PLAN_RANGE_MAX_DEG, &args->plan.range_deg);
}

static int take_ready(struct args *args, const char *name, const char *value) {
  return number(name, value, 0, 120, &args->plan.get_ready_s);
}

static int take_out(struct args *args, const char *name, const char *value) {
  if (!*value) return err_set(ERR_USAGE, "%s needs the name of a file", name);
  args->out = value;
  return 0;
}

static int take_size(struct args *args, const char *name, const char *value) {
  int wide, high, used = 0;
  if (sscanf(value, "%5dx%5d%n", &wide, &high, &used) != 2 || value[used] || wide < 64 || high < 64 ||
      wide > 7680 || high > 7680)
    return err_set(ERR_USAGE, "%s takes WIDTHxHEIGHT in pixels, 64 to 7680 each, not \"%s\"", name, value);
  args->width_px = wide;
  args->height_px = high;
  return 0;
}

static int take_paper(struct args *args, const char *name, const char *value) {
  args->paper = strcmp(value, "letter") == 0 ? ARGS_LETTER : ARGS_A4;
  if (args->paper == ARGS_A4 && strcmp(value, "a4") != 0)
    return err_set(ERR_USAGE, "%s is a4 or letter, not \"%s\"", name, value);
  return 0;
}

static int take_fps(struct args *args, const char *name, const char *value) {
  return whole(name, value, 1, 240, &args->fps);
}

static int take_block(struct args *args, const char *name, const char *value) {
  return whole(name, value, 64, 8192, &args->block_frames);
}

static int take_hz(struct args *args, const char *name, const char *value) {
  return number(name, value, 0.1, 1000, &args->hz);
}

static int take_camera(struct args *args, const char *name, const char *value) {
  if (routine_camera_find(value) < 0)
    return err_set(ERR_USAGE, "%s is side, three-quarter, overhead, feet or face, not \"%s\"", name, value);
  args->camera = value;
  return 0;
}

static int take_theme(struct args *args, const char *name, const char *value) {
  if (!palette_find(value))
    return err_set(ERR_USAGE, "%s is dusk, paper or high-contrast, not \"%s\"", name, value);
  args->theme = value;
  return 0;
}

static int take_home(struct args *args, const char *name, const char *value) {
  if (!*value) return err_set(ERR_USAGE, "%s needs the name of a folder", name);
  args->home = value;
  return 0;
}

static int take_now(struct args *args, const char *name, const char *value) {
  if (!civil_parse(value, &args->now_unix_s, &args->now_offset_s))
    return err_set(ERR_USAGE, "%s takes a moment such as 2026-03-29T07:30:00+02:00, not \"%s\"", name, value);
  args->now_given = true;
  return 0;
}

static int take_driver(struct args *args, const char *name, const char *value) {
  if (strcmp(value, "null") != 0)
    return err_set(ERR_USAGE, "%s knows only null (no window, no sound), not \"%s\"", name, value);
  args->null_driver = true;
  return 0;
}

static int take_flag(struct args *args, const char *name, const char *value) {
  (void)value;
  if (strcmp(name, "--windowed") == 0)
    args->windowed = true;
  else if (strcmp(name, "--fullscreen") == 0)
    args->fullscreen = true;
  else if (strcmp(name, "--sync-probe") == 0)
    args->sync_probe = true;
  else if (strcmp(name, "--json") == 0)
    args->json = true;
  else if (strcmp(name, "--help") == 0)
    args->help = true;
  else if (strcmp(name, "--version") == 0)
    args->version = true;
  return 0;
}

static const struct option options[] = {
    {"--reps", "N", "repetitions of each stretch, 1 to 10", SHAPED, take_reps},
    {"--pace", "IN:OUT", "seconds of the in-breath and the out-breath, such as 4:6", SHAPED, take_pace},
    {"--range", "DEG", "comfort range of the shoulders, 90 to 180 degrees", SHAPED, take_range},
    {"--get-ready", "S", "seconds to settle down before the start, 0 to 120",
     BIT(ARGS_PLAY) | BIT(ARGS_RENDER) | BIT(ARGS_TRACE), take_ready},
    {"--windowed", NULL, "in a window", BIT(ARGS_PLAY), take_flag},
    {"--fullscreen", NULL, "on the whole screen", BIT(ARGS_PLAY), take_flag},
    {"--sync-probe", NULL, "white square and click at each phase, to measure sound against picture",
     BIT(ARGS_PLAY) | BIT(ARGS_RENDER), take_flag},
    {"--block", "N", "frames in a block of sound, 64 to 8192 (default 512), to measure with", BIT(ARGS_PLAY),
     take_block},
    {"--out", "PATH", "what to write", BIT(ARGS_RENDER) | BIT(ARGS_SHEET), take_out},
    {"--size", "WxH", "pixels of the picture", BIT(ARGS_RENDER) | BIT(ARGS_PLAY) | BIT(ARGS_SHEET),
     take_size},
    {"--paper", "NAME", "a4 or letter, upright at 300 dots an inch (default a4)", BIT(ARGS_SHEET),
     take_paper},
    {"--fps", "N", "pictures a second, 1 to 240 (default 60)", BIT(ARGS_RENDER), take_fps},
    {"--camera", "NAME", "side, three-quarter, overhead, feet or face, instead of each phase's own",
     BIT(ARGS_RENDER) | BIT(ARGS_SHEET) | BIT(ARGS_PLAY), take_camera},
    {"--theme", "NAME", "dusk, paper or high-contrast", BIT(ARGS_RENDER) | BIT(ARGS_SHEET) | BIT(ARGS_PLAY),
     take_theme},
    {"--hz", "N", "samples a second, 0.1 to 1000 (default 60)", BIT(ARGS_TRACE), take_hz},
    {"--json", NULL, "as JSON", BIT(ARGS_LIST) | BIT(ARGS_CHECK) | BIT(ARGS_PROGRESS) | BIT(ARGS_DOCTOR),
     take_flag},
    {"--home", "DIR", "keep all data and settings below DIR (also SUPINE_HOME)", ALL, take_home},
    {"--now", "TIME", "pretend it is this moment (ISO 8601), for tests", ALL, take_now},
    {"--driver", "null", "no window and no sound, for tests", ALL, take_driver},
    {"--version", NULL, "print the version", ALL, take_flag},
    {"--help", NULL, "print this", ALL, take_flag},
};

#define OPTION_COUNT ((int)(sizeof options / sizeof *options))

const char *args_command_name(enum args_command command) {
  return command < ARGS_COMMANDS ? commands[command].name : "supine";
}

static int find_command(const char *name) {
  for (int i = 0; i < ARGS_COMMANDS; i++)
    if (strcmp(commands[i].name, name) == 0) return i;
  return -1;
}

/* The option a word names, with or without "=value"; NULL if there is none. */
static const struct option *find_option(const char *word) {
  size_t length = strcspn(word, "=");
  for (int o = 0; o < OPTION_COUNT; o++)
    if (strlen(options[o].name) == length && strncmp(options[o].name, word, length) == 0) return &options[o];
  return NULL;
}

static int take_option(struct args *args, int argc, char **argv, int *i) {
  const struct option *option = find_option(argv[*i]);
  if (!option) return err_set(ERR_USAGE, "there is no option %s; see supine --help", argv[*i]);
  const char *command = args_command_name(args->command);
  if (!(option->of & BIT(args->command)))
    return err_set(ERR_USAGE, "%s does not belong to \"supine %s\"; see supine %s --help", option->name,
                   command, command);
  const char *equals = strchr(argv[*i], '=');
  if (!option->value) {
    if (equals) return err_set(ERR_USAGE, "%s takes no value", option->name);
    return option->take(args, option->name, NULL);
  }
  if (equals) return option->take(args, option->name, equals + 1);
  if (*i + 1 >= argc)
    return err_set(ERR_USAGE, "%s needs a value: %s %s", option->name, option->name, option->value);
  return option->take(args, option->name, argv[++*i]);
}

/* How many words a command takes that name no routine. */
static int most_paths(enum args_command command) {
  switch (command) {
  case ARGS_CHECK:
    return ARGS_PATHS_MAX;
  case ARGS_NEW:
  case ARGS_SYNC:
    return 1;
  case ARGS_HISTORY:
    return 2;
  default:
    return 0;
  }
}

static int take_operand(struct args *args, const char *word) {
  int most = most_paths(args->command);
  if (most > 0) {
    if (args->path_count == most)
      return err_set(ERR_USAGE, "supine %s takes at most %d", args_command_name(args->command), most);
    args->paths[args->path_count++] = word;
    return 0;
  }
  bool takes_routine = SHAPED & BIT(args->command);
  if (!takes_routine || args->routine)
    return err_set(ERR_USAGE, "supine %s does not know what to do with \"%s\"; see supine %s --help",
                   args_command_name(args->command), word, args_command_name(args->command));
  args->routine = word;
  return 0;
}

static int complete(const struct args *args) {
  if (args->help || args->version) return 0;
  bool needs_routine =
      args->command == ARGS_RENDER || args->command == ARGS_SHEET || args->command == ARGS_TRACE;
  const char *name = args_command_name(args->command);
  if (needs_routine && !args->routine)
    return err_set(ERR_USAGE, "supine %s needs a routine: an id from \"supine list\" or a .lua file", name);
  if ((args->command == ARGS_RENDER || args->command == ARGS_SHEET) && !args->out)
    return err_set(ERR_USAGE, "supine %s needs --out PATH", name);
  if (args->command == ARGS_CHECK && args->path_count == 0)
    return err_set(ERR_USAGE, "supine check needs at least one routine file or folder");
  if (args->command == ARGS_NEW && args->path_count == 0)
    return err_set(ERR_USAGE, "supine new needs the name of a folder to make");
  if (args->command == ARGS_HISTORY && (args->path_count != 2 || (strcmp(args->paths[0], "export") != 0 &&
                                                                  strcmp(args->paths[0], "import") != 0)))
    return err_set(ERR_USAGE, "supine history takes export or import, and a .csv or .json file");
  if (args->windowed && args->fullscreen)
    return err_set(ERR_USAGE, "choose one of --windowed and --fullscreen");
  return plan_options_check(&args->plan);
}

/* Takes the command out of the words, wherever common options stand; play where there is none. */
static bool take_command(struct args *args, int *argc, char **argv) {
  for (int k = 1; k < *argc; k++) {
    if (argv[k][0] == '-') {
      const struct option *option = find_option(argv[k]);
      if (option && option->value && !strchr(argv[k], '=')) k++;
      continue;
    }
    int command = find_command(argv[k]);
    if (command < 0) return false;
    args->command = (enum args_command)command;
    for (int m = k; m + 1 < *argc; m++) argv[m] = argv[m + 1];
    (*argc)--;
    return true;
  }
  return false;
}

int args_parse(int argc, char **argv, struct args *out) {
  memset(out, 0, sizeof *out);
  out->command = ARGS_PLAY;
  out->now_unix_s = -1;
  out->plan.get_ready_s = -1;
  out->plan.rest_s = -1;
  const char *home = getenv("SUPINE_HOME");
  if (home && *home) out->home = home;
  bool named = take_command(out, &argc, argv), only_operands = false;
  out->named = named;
  for (int i = 1; i < argc; i++) {
    int result;
    if (!only_operands && strcmp(argv[i], "--") == 0) {
      only_operands = true;
      continue;
    }
    if (!only_operands && argv[i][0] == '-' && argv[i][1])
      result = take_option(out, argc, argv, &i);
    else if (!named)
      result = err_set(ERR_USAGE, "there is no command \"%s\"; see supine --help", argv[i]);
    else
      result = take_operand(out, argv[i]);
    if (result != 0) return result;
  }
  return complete(out);
}

void args_help(FILE *to, enum args_command command) {
  if (command == ARGS_COMMANDS) {
    fprintf(to, "supine: lie down and follow along: towel-roll stretches for a stiff upper back\n\n");
    for (int c = 0; c < ARGS_COMMANDS; c++)
      fprintf(to, "  supine %-8s %-24s %s\n", commands[c].name, commands[c].operands, commands[c].purpose);
    fprintf(to, "\nROUTINE is an id from \"supine list\" or a path to a .lua file.\nFor every command:\n");
  } else {
    fprintf(to, "usage: supine %s %s [OPTION...]\n%s\n\n", commands[command].name, commands[command].operands,
            commands[command].purpose);
  }
  for (int o = 0; o < OPTION_COUNT; o++) {
    bool shown = command == ARGS_COMMANDS ? options[o].of == ALL : (options[o].of & BIT(command)) != 0;
    if (!shown) continue;
    char left[40];
    snprintf(left, sizeof left, "%s %s", options[o].name, options[o].value ? options[o].value : "");
    fprintf(to, "  %-20s %s\n", left, options[o].purpose);
  }
  if (command == ARGS_COMMANDS)
    fprintf(to, "\n\"supine COMMAND --help\" tells the options of one command.\n");
  fprintf(to, "\nexit: 0 done, 1 the answer is no, 2 wrong usage, 3 this machine cannot\n");
}
