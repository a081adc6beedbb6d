/* The command line as plain data. One table says which option belongs to which command, what it takes and what it
** is for; parsing and --help are both made from it, so they cannot disagree. Main thread. */
#ifndef SUPINE_ARGS_H
#define SUPINE_ARGS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "plan.h"

enum args_command {
  ARGS_PLAY,
  ARGS_LIST,
  ARGS_RENDER,
  ARGS_SHEET,
  ARGS_TRACE,
  ARGS_CHECK,
  ARGS_NEW,
  ARGS_PROGRESS,
  ARGS_HISTORY,
  ARGS_SYNC,
  ARGS_DOCTOR,
  ARGS_COMMANDS
};

enum args_paper { ARGS_A4, ARGS_LETTER };

#define ARGS_PATHS_MAX 256

struct args {
  enum args_command command;
  const char *routine; /* id or path; NULL where none was given */
  const char *paths
      [ARGS_PATHS_MAX]; /* check: files and folders; new, sync: one folder; history: what to do, and a file */
  int path_count;
  struct plan_options plan; /* reps, pace, range as given; zero or negative where not */
  const char *out;          /* render, sheet */
  int width_px, height_px;  /* 0: the command's own */
  enum args_paper paper;    /* sheet, where no size is given */
  int fps;                  /* 0: the command's own */
  double hz;                /* trace; 0: 60 */
  int block_frames;         /* of the sound device; 0: its own */
  const char *camera, *theme;
  const char *home; /* --home or SUPINE_HOME; NULL: the system's own place */
  bool null_driver, windowed, fullscreen, sync_probe, json;
  bool now_given;       /* --now */
  int64_t now_unix_s;   /* that moment; −1 where not given */
  int32_t now_offset_s; /* the zone it was written with, seconds east */
  bool named;           /* a command was written, not just meant */
  bool help, version;
};

/* Reads the command line. Strings point into argv. Returns 0, or ERR_USAGE with a sentence. */
int args_parse(int argc, char **argv, struct args *out);

/* Prints help: of one command, or of all where command is ARGS_COMMANDS. */
void args_help(FILE *to, enum args_command command);

const char *args_command_name(enum args_command command);

#endif
