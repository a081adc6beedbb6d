/* A large file need not be looked through at every start. When it is closed in order, the lock file receives a
** mark: when the file was looked through last, and in which state this program left it. The next start takes
** the mark away and, where the file is in that state to the letter, does without the look. Whatever else
** happened (somebody wrote to it, another file lies there, the program was killed, the last look is long ago)
** leaves no such mark, and the file is looked through as ever.
**
** So that damage which nobody wrote (a disk that forgets) is found too, every new day asks for one look. It is
** the keeper's, when it has nothing else to do: no start waits for it. */
#ifndef SUPINE_STORE_MARK_H
#define SUPINE_STORE_MARK_H

#include <stdbool.h>
#include <stdint.h>

#define STORE_MARK_LEAST_BYTES                                                                               \
  (4 << 20)                    /* smaller files are looked through at every start, indexes and all */
#define STORE_MARK_KEPT_DAYS 7 /* where no keeper had the time for so long, the start looks by itself */

struct store;

/* Whether the look is to end at once. Called every few thousand steps, on the same thread. */
typedef bool store_mark_stop(void *context);

/* Looks the open file through when it is large and the last look was not on the UTC day of now_s (Unix time).
** stop may be NULL. Returns 0 when there is nothing more to do today; 1 when stop ended it; ERR_MACHINE when
** the file is damaged or cannot be read: the next start looks again and carries over what it can. */
int store_mark_renew(struct store *store, int64_t now_s, store_mark_stop *stop, void *context);

/* ---- inside the room ---------------------------------------------------------------------------------- */

#define STORE_MARK_SIZE 200 /* bytes of a mark with its NUL */

/* The mark that says that the file at path, which no connection is open on, was looked through at checked_s
** (Unix time) and is as it is now. False where its state cannot be told, or a journal waits to be played back. */
bool store_mark_text(const char *path, int64_t checked_s, char out[STORE_MARK_SIZE]);

/* Takes the mark out of the lock file, whose descriptor this is and which is held. When the file at path was
** looked through last, or −1: it has to be now. Before a connection is opened. */
int64_t store_mark_take(int lock, const char *path, int64_t now_s);

/* Leaves a mark, unless the file is small or checked_s is −1. After the last connection was closed. Where it
** cannot be written there is none. May wait STORE_MARK_FRESH_MS until a later write could not carry the time of
** the last one. */
void store_mark_leave(int lock, const char *path, int64_t checked_s);

#define STORE_MARK_FRESH_MS 20 /* several times what a file system takes for one moment */

#endif
