/* Several devices, one history, by way of a folder that any file synchroniser carries. In DIR/supine every
** device has one file, <device id>.jsonl, that it alone writes and only appends to: its own facts, each a
** sealed line (line.h). Reading takes the union by id of all files, so that there is no conflict, no order, and
** nothing is counted twice. A line that was damaged or copied by halves is skipped and said; it comes with a
** later sync. Copies that a synchroniser made of a conflict ("<id>.sync-conflict-….jsonl", "<id> (conflicted
** copy).jsonl") are read too.
**
** A fact that names another device than its file does is accepted: what is well formed is never thrown away,
** and by its id it counts once wherever it stands. One owner a journal; any thread. */
#ifndef SUPINE_JOURNAL_H
#define SUPINE_JOURNAL_H

#include <stdbool.h>

#include "diag.h"
#include "record.h"

#define JOURNAL_FOLDER    "supine"
#define JOURNAL_FILES_MAX 1000 /* files that are read; a warning names the folder when there are more */
#define JOURNAL_BYTES_MAX (256L << 20) /* of one file */
#define JOURNAL_BATCH     128

struct journal_count {
  int files;   /* with at least one whole line */
  int skipped; /* files of that name that are links, no ordinary files, too large, or not to be opened */
  int facts;   /* handed over, each id once */
  int known;   /* not handed over: they were there */
  int again;   /* the same fact in another line */
  int other;   /* an id that came before with other words: the first holds */
  int damaged; /* lines */
};

/* What a reading asks of its caller. */
struct journal_reader {
  /* Takes 1…JOURNAL_BATCH facts, each of an id not handed over before in this reading; they are only lent. Not
  ** 0: a negative err_code that ends the reading. */
  int (*take)(void *user, const struct record *records, int count);
  /* Whether a fact of this id need not be handed over: it is there. May be NULL. Spares most of the work. */
  bool (*known)(void *user, const char id[RECORD_ID_SIZE]);
  void *user;
};

/* Hands over every fact of every device's file below dir, this device's included (that restores what a lost or
** older database misses). Everything that was skipped is a warning in list. Returns 0; what take returned; or
** ERR_MACHINE with a sentence when dir cannot be read. A folder that no device has written to yet has no facts.
** */
int journal_read_folder(const char *dir, const struct journal_reader *reader, struct journal_count *count,
                        struct diag_list *list);

struct journal;

/* Opens this device's file below dir for appending and finds out what stands in it whole. dir must exist; the
** rest is made. device: its id. NULL with a sentence in err_text when it cannot be written. */
struct journal *journal_open(const char *dir, const char *device);

/* Appends a fact (inside its limits: record_fault) of this device that does not stand in the file yet; others
** are left out. Nothing that is in the file is ever changed; a torn last line is ended first. Returns 0, or
** ERR_MACHINE with a sentence; nothing more is then written. */
int journal_put(struct journal *journal, const struct record *record);

/* Writes what waits, brings it to the disk and frees the journal. Returns 0 and how many facts were appended
** (appended may be NULL), or ERR_MACHINE with a sentence: what is missing is appended by the next one. */
int journal_close(struct journal *journal, int *appended);

/* Opens, puts count facts and closes: all three in one. Returns as journal_close does. */
int journal_append(const char *dir, const char *device, const struct record *records, int count,
                   int *appended);

#endif
