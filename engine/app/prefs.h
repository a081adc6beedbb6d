/* Settings kept in the store: read at the start, written one by one as they change. */
#ifndef SUPINE_PREFS_H
#define SUPINE_PREFS_H

#include "keeper.h"
#include "settings.h"
#include "store.h"

/* Defaults, with every stored value that is good put over them. store may be NULL. */
struct settings prefs_load(struct store *store);

/* Hands one field to the storage thread, which tells when it cannot be written. 0, or ERR_MACHINE without memory. */
int prefs_save(struct keeper *keeper, const struct settings *settings, const struct settings_field *field);

/* Heard minus seen belongs to the device that sounds. prefs_offset gives what was kept for it, milliseconds, 0 where
** nothing (good) was (on the thread that has the store); the other keeps it: 0 or ERR_MACHINE, as above. */
int prefs_offset(struct store *store, const char *device);
int prefs_save_offset(struct keeper *keeper, const char *device, int offset_ms);

#endif
