/* Settings kept in the store: read at the start, written one by one as they change. */
#ifndef SUPINE_PREFS_H
#define SUPINE_PREFS_H

#include "settings.h"
#include "store.h"

/* Defaults, with every stored value that is good put over them. store may be NULL. */
struct settings prefs_load(struct store *store);

/* Keeps one field. 0, or ERR_MACHINE when it is not on disk (the value stays in force for this run). */
int prefs_save(struct store *store, const struct settings *settings, const struct settings_field *field);

/* Heard minus seen belongs to the device that sounds. prefs_offset gives what was kept for it, milliseconds, 0 where
** nothing (good) was; the other keeps it. 0 or ERR_MACHINE, as above. */
int prefs_offset(struct store *store, const char *device);
int prefs_save_offset(struct store *store, const char *device, int offset_ms);

#endif
