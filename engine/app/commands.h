/* The commands of the program, one file each. Each returns 0 or a negative err_code with its sentence in err_text;
** app turns that into the exit code and prints the sentence. Main thread. */
#ifndef SUPINE_COMMANDS_H
#define SUPINE_COMMANDS_H

#include "args.h"

int play_command(const struct args *args);
int list_command(const struct args *args);
int render_command(const struct args *args);
int sheet_command(const struct args *args);
int trace_command(const struct args *args);
int check_command(const struct args *args);
int scaffold_command(const struct args *args);
int progress_command(const struct args *args);
int archive_command(const struct args *args); /* history */
int sync_command(const struct args *args);
int doctor_command(const struct args *args);

#endif
