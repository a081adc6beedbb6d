/* Facts in the store: written once, all of a call or none, and read back in the order of time. */
#ifndef SUPINE_STORE_FACTS_H
#define SUPINE_STORE_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "record.h"
#include "stamp.h"

struct store;

/* Keeps facts. One whose id is there already (of its kind) is left as it is. *added, which may be NULL: how
** many were new. Returns 0 once all are on disk. ERR_USAGE when one has a record_fault; nothing is kept then.
** ERR_MACHINE when they could not be written: they are then remembered, count in everything that is read, and
** store_retry writes them. ERR_NO when there was no memory for that either. */
int store_add(struct store *store, const struct record *records, int count, int *added);

/* Called for one fact; false ends the walk. Must not write to the store. */
typedef bool store_visit(void *context, const struct record *record);

/* Visits the facts that a device made, or all where device is NULL, in the order of (utc_ms, id, kind).
** Returns 0, also when the visitor ended it, or ERR_MACHINE when the file cannot be read. */
int store_each(struct store *store, const char *device, store_visit *visit, void *context);

/* Visits the sets of a device that no redate names, in the same order: those that a wrong clock may have led
** astray. */
int store_each_unmoved(struct store *store, const char *device, store_visit *visit, void *context);

/* The newest of those sets, by utc_ms; known is false when there is none or the file cannot be read. */
struct stamp_last store_last(struct store *store, const char *device);

/* Whether there is a fact of this id, of whatever kind; those that wait to be written are there. The id is a good
** one. False also when the file cannot be read. Made for asking for many: from the first question on the file
** stays open for reading, until something is written or store_has_end says that there are no more. */
bool store_has(struct store *store, const char id[RECORD_ID_SIZE]);
void store_has_end(struct store *store);

/* How many facts there are. Grows with every new one, and with nothing else. */
int64_t store_facts_count(struct store *store);

/* ---- inside the room ---------------------------------------------------------------------------------- */

/* The database to read from: as the file would be if everything could be written. NULL (ERR_MACHINE) when
** that cannot be had: what waits must not be missing from an answer. */
struct sqlite3 *store_facts_reader(struct store *store);

/* Writes what store_add could not. 0 when nothing waits, else ERR_MACHINE. */
int store_facts_put_held(struct store *store);

/* Say that the file cannot be read, with SQLite's reason; that it may not be written; that writing failed, why, and is
** tried again. Return ERR_MACHINE. What cannot be read is looked through at the next start. */
int store_facts_unreadable(struct store *store, int rc);
int store_facts_unwritable(void);
int store_facts_not_saved(const char *why);

#endif
