/* Where the program begins: one press starts what is most wanted; below it everything else. */
#ifndef SUPINE_SCR_HOME_H
#define SUPINE_SCR_HOME_H

#include "scr.h"
#include "streak.h"

struct scr_home_view {
  int hour; /* 0…23, local, for the greeting */
  const struct routine_catalog *catalog;
  const double *seconds; /* how long each row of the catalog takes with these settings; 0: unknown */
  int start;             /* row that the big button starts; −1: there is none */
  const struct settings *settings;
  const char *banner; /* NULL: none */
  /* shown while settings.progress_shown is on */
  const struct streak *streak; /* NULL: the rule has not answered; then only the way to progress is shown */
  int32_t today;               /* civil day by the start of the day in force */
  int sessions_today;          /* from SCR_ENCOURAGED on, rest is suggested and nothing pushes */
};

/* SCR_PROGRESS, SCR_START, SCR_DETAILS, SCR_SETUP, SCR_SAFETY, SCR_SETTINGS, SCR_QUIT. Back asks nothing: it goes to the
** quit button, a second press there quits. */
struct scr_action scr_home(struct ui *ui, const struct scr_home_view *view);

#endif
