/* Settings kept in the store: read at the start, written one by one as they change. */
#ifndef SUPINE_PREFS_H
#define SUPINE_PREFS_H

#include "settings.h"
#include "store.h"

/* Defaults, with every stored value that is good put over them. store may be NULL. */
struct settings prefs_load(struct store *store);

/* Keeps one field. 0, or ERR_MACHINE when it is not on disk (the value stays in force for this run). */
int prefs_save(struct store *store, const struct settings *settings, const struct settings_field *field);

#endif
