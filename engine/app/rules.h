/* Streak and badge rules: the files of the program and those in <home>/streaks and <home>/badges, asked about
** the history whenever it has changed. Built on the catalog's host; nothing here waits but rules_wait. Main
** thread. */
#ifndef SUPINE_RULES_H
#define SUPINE_RULES_H

#include "catalog.h"
#include "hist.h"
#include "streak.h"

#define RULES_DEFAULT                                                                                        \
  "weeks" /* id of the streak rule where none was chosen, or the chosen one cannot be used */
#define RULES_FILES_MAX 100 /* of one folder; more are left alone */
#define RULES_PATIENCE_US                                                                                    \
  2000000 /* for all files of the player together, each time; what has no answer then is left out, and said */

struct rules_result {
  struct arena arena;          /* everything below lies in it */
  const struct streak *streak; /* NULL: not even the default rule could be asked */
  struct badge_list badges;    /* those of the program first */
  struct diag_list findings;   /* about files and rules that could not be used */
};

struct rules_file;

struct rules {
  struct catalog *catalog;
  struct arena arena;
  struct rules_file *files; /* in the order in which they count: the program's first */
  int file_count;
  struct streak_rule *list; /* streak rules that can be chosen; grows while files are still read */
  int list_count;
  struct diag_list findings; /* about files that cannot be read or chosen */
  char chosen[RECORD_NAME_SIZE];
  bool wanted;      /* a history was given that has not been answered for yet */
  bool asked;       /* its requests are on their way */
  bool again;       /* the chosen rule failed: the default is asked in its place */
  bool ready;       /* an answer is there to be taken */
  bool hurried;     /* files were left out of it: it is not worth remembering */
  int64_t since_us; /* when the files were last asked, for whatever it was */
  bool known;       /* that answer was remembered, not asked for */
  int shown;        /* which of the results was taken last */
  char *memory;     /* the answer that rules_remember gave; owned */
  char *question;   /* that the result in the making answers; owned */
  struct rules_result results[2];
};

/* Finds the files of the program and of home (NULL: the usual place), built-in ones first, and begins to read
** them. A file that cannot be read is a finding. The catalog must outlive the rules. Returns 0 or
** ERR_MACHINE. */
int rules_open(struct rules *rules, struct catalog *catalog, const char *home);

/* Forgets all requests and frees what was answered. The catalog must still be there. */
void rules_close(struct rules *rules);

/* Gives back an answer that rules_memory gave earlier, perhaps in another run of the program (NULL: there is none). Where
** the same is asked again, it is the answer. Copied. */
void rules_remember(struct rules *rules, const char *memory);

/* The answer taken last as text for rules_remember, to be freed; NULL where it is known already or is not to be kept. */
char *rules_memory(struct rules *rules);

/* Asks the streak rule of that id ("" or unknown: the default) and all badges about a history as of the civil
** day today. The history is copied. What was asked before and has no answer yet is forgotten. Returns 0 or
** ERR_MACHINE. */
int rules_update(struct rules *rules, const struct hist *hist, int32_t today, const char *streak_id);

/* Moves on what can move; call it every frame (it polls the host as well). Returns whether an answer to the
** last update is there to be taken. */
bool rules_poll(struct rules *rules);

/* The newest answer, which stays until the next rules_take; streak NULL and no badges before the first. */
const struct rules_result *rules_take(struct rules *rules);

/* Waits until the last update is answered, and takes it. For the command line. */
const struct rules_result *rules_wait(struct rules *rules);

/* Checks one file of streak or badge rules: what it says about itself, and its answers to an empty and a
** made-up history. Findings are added to list. The host's history is another one afterwards. */
void rules_check(struct catalog *catalog, const char *path, bool badges, struct diag_list *list);

#endif
