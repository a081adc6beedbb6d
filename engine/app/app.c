#include "app.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>

#include "args.h"
#include "commands.h"
#include "err.h"

#ifndef SUPINE_VERSION
#error "the build passes SUPINE_VERSION"
#endif

static int (*const commands[ARGS_COMMANDS])(const struct args *) = {
    [ARGS_PLAY] = play_command,    [ARGS_LIST] = list_command,         [ARGS_RENDER] = render_command,
    [ARGS_SHEET] = sheet_command,  [ARGS_TRACE] = trace_command,       [ARGS_CHECK] = check_command,
    [ARGS_NEW] = scaffold_command, [ARGS_PROGRESS] = progress_command, [ARGS_HISTORY] = archive_command,
    [ARGS_SYNC] = sync_command,    [ARGS_DOCTOR] = doctor_command,
};

int app_main(int argc, char **argv) {
  /* Numbers are read and written with a point everywhere; only characters follow the player's locale. */
  setlocale(LC_CTYPE, "");
  /* A reader that goes away and a file that may grow no more are errors of a write, not the end of us. */
  signal(SIGPIPE, SIG_IGN);
#ifdef SIGXFSZ
  signal(SIGXFSZ, SIG_IGN);
#endif
  struct args args;
  int result = args_parse(argc, argv, &args);
  if (result == 0 && args.help)
    args_help(stdout, args.named ? args.command : ARGS_COMMANDS);
  else if (result == 0 && args.version)
    printf("supine %s\n", SUPINE_VERSION);
  else if (result == 0)
    result = commands[args.command](&args);
  if (result == 0 && (fflush(stdout) != 0 || ferror(stdout)))
    result = err_set(ERR_MACHINE,
                     "what there is to say could not be written: is the disk full, or has the reader gone?");
  if (result != 0) fprintf(stderr, "supine: %s\n", err_text());
  return err_exit_code(result);
}
