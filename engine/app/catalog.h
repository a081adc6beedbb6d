/* Everything that scripts say, decoded: the words of the interface and all routines that can be named. Reads files
** through the script room's host; keeps plain data. Main thread. */
#ifndef SUPINE_CATALOG_H
#define SUPINE_CATALOG_H

#include "arena.h"
#include "diag.h"
#include "host.h"
#include "loc.h"
#include "plan.h"
#include "poses.h"
#include "routine.h"

struct catalog {
  struct host *host;
  struct arena arena;
  struct loc loc;
  const struct poses *poses; /* shared by all routines */
  const struct routine **list;
  int count, capacity;
  struct routine_catalog routines; /* what plan_compile and the screens see: list as it stands */
  struct diag_list findings;       /* about files that were left out or are doubtful */
  const char *scripts_dir;         /* owned by the arena */
  char language[16];               /* of the words: "en", or the player's where scripts/locale has it */
};

/* Starts the worker and reads words, shared poses, the built-in routines and those below <home>/routines (home may be
** NULL). A routine that has errors is left out and its findings are kept. Returns 0, or a negative err_code when not
** even the built-in ones can be read. */
int catalog_open(struct catalog *catalog, const char *home);
void catalog_close(struct catalog *catalog);

/* The routine of that id, or the one in that .lua file (read now, checked like the others and added to the list).
** NULL with a sentence: the id is unknown (the known ones are named), or the file has errors (the first is named). */
const struct routine *catalog_get(struct catalog *catalog, const char *id_or_path);

/* The plan of that id or file with these options and the catalog's words, in the arena. Returns 0, or a negative
** err_code as catalog_get and plan_compile say. */
int catalog_plan(struct catalog *catalog, const char *id_or_path, const struct plan_options *options,
                 struct arena *arena, struct plan **out);

/* How long a routine takes with these options, seconds; 0 where it cannot be compiled. */
double catalog_length_s(const struct catalog *catalog, const struct routine *routine,
                        const struct plan_options *options);

/* Reads one routine file and checks it; findings are added to list. Returns the routine, or NULL where it has errors. */
const struct routine *catalog_read(struct catalog *catalog, const char *path, struct diag_list *list);

/* Checks any script file as what its place says it is: poses.lua holds shared poses, files in locale/ hold words, those in
** streaks/ and badges/ rules, everything else is a routine. Findings are added to list. */
void catalog_check(struct catalog *catalog, const char *path, struct diag_list *list);

#endif
