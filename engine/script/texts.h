/* Words: the locale file, and what a routine says with them. Pure; results live in the reader's arena. */
#ifndef SUPINE_TEXTS_H
#define SUPINE_TEXTS_H

#include "loc.h"
#include "reader.h"
#include "routine.h"

#define TEXTS_ENTRIES_MAX 4000 /* of one locale file */
#define TEXTS_BYTES_MAX   2000 /* bytes of one text of it */
#define TEXTS_CUE_MAX     24   /* characters of a cue: it is read from two metres */

/* Adds every text of the table at `at` to loc under its dotted key ("home.start"). Does not seal it. */
void texts_read_locale(struct reader *r, const struct reader_at *at, struct loc *loc, struct arena *arena);

/* What a phase says: a key into the locale's cues ("reach_up"), a table of cue, hint, say and lane, or such tables
** by language. Absent: no words. loc may be NULL; language: "en". */
void texts_read(struct reader *r, const struct reader_at *at, const struct loc *loc, const char *language,
                struct routine_words *out);

/* A text for the player: a key of loc, or otherwise the text itself. */
bool texts_read_title(struct reader *r, const struct reader_at *at, const struct loc *loc, size_t max,
                      const char **out);

/* The same, or a table of such texts by language: the player's, else English, else any. */
bool texts_read_line(struct reader *r, const struct reader_at *at, const struct loc *loc,
                     const char *language, size_t max, const char **out);

#endif
