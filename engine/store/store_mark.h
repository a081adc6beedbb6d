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

/* Files of no more bytes are looked through at every start, indexes and all: a matter of milliseconds. */
#define STORE_MARK_LEAST_BYTES (4 << 20)

/* Where no keeper had the time for so long, the start looks by itself. */
#define STORE_MARK_KEPT_DAYS 7

struct store;

/* Whether the look is to end at once. Called every few thousand steps, on the same thread. */
typedef bool store_mark_stop(void *context);

/* Looks the open file through when it is large and the last look was not on the UTC day of now_s (Unix time).
** stop may be NULL. Returns 0 when there is nothing more to do today; 1 when stop ended it; ERR_MACHINE when
** the file is damaged (store_mark_damage) or cannot be read. */
int store_mark_renew(struct store *store, int64_t now_s, store_mark_stop *stop, void *context);

/* 0, or ERR_MACHINE with a sentence when anything that was read of the file since it was opened, or a copy of
** it, was damaged. When it is closed in order, it leaves word for the next start to look through all of it and
** to carry over what it can. */
int store_mark_damage(const struct store *store);

/* ---- inside the room ---------------------------------------------------------------------------------- */

#define STORE_MARK_SIZE 200 /* bytes of a mark with its NUL */

/* The mark that says that the file at path, which no connection is open on, was looked through at checked_s
** (Unix time) and is as it is now. False where its state cannot be told, or a journal waits to be played back. */
bool store_mark_text(const char *path, int64_t checked_s, char out[STORE_MARK_SIZE]);

/* Takes the mark out of the lock file, whose descriptor this is and which is held. Returns when the file at path
** was looked through last (Unix time), or STORE_LOOK or STORE_LOOK_WHOLE: it has to be now. Before a connection
** is opened. */
int64_t store_mark_take(int lock, const char *path, int64_t now_s);

/* Several times what a file system takes for one moment. */
#define STORE_MARK_FRESH_MS 20

/* After the last connection was closed: leaves a mark, unless the file is small; with STORE_LOOK nothing, with
** STORE_LOOK_WHOLE the word that damage was seen. May wait STORE_MARK_FRESH_MS, so that no later write can carry
** the time of the last one. What cannot be written is not left. */
void store_mark_leave(int lock, const char *path, int64_t checked_s);

#endif
