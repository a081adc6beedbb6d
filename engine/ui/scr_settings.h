/* All settings, from the table in settings.c. */
#ifndef SUPINE_SCR_SETTINGS_H
#define SUPINE_SCR_SETTINGS_H

#include "scr.h"

/* SCR_CHANGED with the row of settings_fields that was written to; SCR_CALIBRATE; SCR_BACK. */
struct scr_action scr_settings(struct ui *ui, struct settings *settings);

#endif
