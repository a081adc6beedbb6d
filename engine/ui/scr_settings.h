/* All settings, from the table in settings.c; and what belongs beside those of progress. */
#ifndef SUPINE_SCR_SETTINGS_H
#define SUPINE_SCR_SETTINGS_H

#include "scr.h"

struct scr_settings_off { /* a file of rules that was turned off because it failed again and again */
  const char *file, *reason;
};

struct scr_settings_view {
  const char *rule; /* title of the rule that counts; NULL: none is known */
  const struct scr_settings_off *off;
  int off_count;
  const char *sync_folder; /* that was synchronised last; NULL: none yet */
  const char *sync_state; /* a sentence: "Two practices came in from another device."; NULL: nothing to say */
};

/* SCR_CHANGED with the row of settings_fields that was written to; SCR_CALIBRATE; SCR_WHY (to choose another rule);
** SCR_RULE_ON with the row of view.off; SCR_SYNC; SCR_BACK. */
struct scr_action scr_settings(struct ui *ui, const struct scr_settings_view *view,
                               struct settings *settings);

#endif
