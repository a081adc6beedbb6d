/* The writing half of journal.h. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "err.h"
#include "idset.h"
#include "journal.h"
#include "scan.h"

#define BUFFER_BYTES 65536

struct journal {
  int file;
  int folder; /* in which it lies */
  char device[RECORD_ID_SIZE];
  char asked[RECORD_ID_SIZE]; /* another device, and */
  bool orphan;                /* whether it has no journal */
  struct idset there;         /* whole facts of the file, and those that wait */
  bool torn;                  /* the file does not end with a line break */
  bool failed;
  int waiting, appended; /* facts in the buffer, and on their way to the disk */
  size_t used;
  char buffer[BUFFER_BYTES];
};

/* The folder of the journals, made where it is missing; −1 with errno. */
static int open_folder(const char *dir) {
  int outer = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (outer < 0) return -1;
  bool made = mkdirat(outer, JOURNAL_FOLDER, 0755) == 0;
  if (made) fsync(outer);
  int inner = made || errno == EEXIST
                  ? openat(outer, JOURNAL_FOLDER, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                  : -1;
  int why = errno;
  close(outer);
  errno = why;
  return inner;
}

/* The device's own file; −1 with errno. */
static int open_own(int folder, const char *device) {
  char name[RECORD_ID_SIZE + 8];
  snprintf(name, sizeof name, "%s.jsonl", device);
  const int flags = O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;
  int file = openat(folder, name, flags);
  if (file < 0 && errno == ENOENT) {
    file = openat(folder, name, flags | O_CREAT | O_EXCL, 0644);
    if (file >= 0) fsync(folder);
  }
  struct stat about = {0};
  if (file < 0) return -1;
  if (fstat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_size <= JOURNAL_BYTES_MAX) return file;
  close(file);
  errno = S_ISREG(about.st_mode) ? EFBIG : EINVAL;
  return -1;
}

/* Learns what stands in the file. False without memory. */
static bool learn(struct journal *journal) {
  struct scan *scan = malloc(sizeof *scan);
  bool memory = scan != NULL;
  if (memory) scan_begin(scan, journal->file, journal->device, NULL);
  while (memory && scan_next(scan)) {
    uint32_t unused = 0;
    memory = idset_put(&journal->there, scan->id, &unused) >= 0;
  }
  free(scan);
  char last = '\n';
  off_t end = lseek(journal->file, 0, SEEK_END);
  if (end > 0 && pread(journal->file, &last, 1, end - 1) == 1) journal->torn = last != '\n';
  return memory;
}

struct journal *journal_open(const char *dir, const char *device) {
  assert(record_id_good(device));
  int folder = open_folder(dir);
  int file = folder < 0 ? -1 : open_own(folder, device);
  if (file < 0)
    err_set(ERR_MACHINE,
            "this device's journal in %s cannot be written: %s; is the folder there, and yours to write?",
            dir, strerror(errno));
  if (file < 0 && folder >= 0) close(folder);
  if (file < 0) return NULL;
  struct journal *journal = calloc(1, sizeof *journal);
  if (journal) {
    journal->file = file;
    journal->folder = folder;
    memcpy(journal->device, device, RECORD_ID_SIZE);
    if (learn(journal)) return journal;
    idset_clear(&journal->there);
    free(journal);
  }
  err_set(ERR_MACHINE, "there is not enough memory to write this device's journal; close other programs");
  close(file);
  close(folder);
  return NULL;
}

static int failed(struct journal *journal, const char *doing) {
  journal->failed = true;
  return err_set(ERR_MACHINE, "this device's journal could not be %s: %s; it goes on with the next sync",
                 doing, strerror(errno));
}

static int flush(struct journal *journal) {
  size_t done = 0;
  while (done < journal->used) {
    ssize_t wrote = write(journal->file, journal->buffer + done, journal->used - done);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return failed(journal, "written");
    done += (size_t)wrote;
  }
  journal->appended += journal->waiting;
  journal->used = 0;
  journal->waiting = 0;
  return 0;
}

/* Whether a device's facts are this one's to write: its own, and those of a device that writes none itself. Facts come
** device by device at best, so the last answer is remembered. */
static bool ours(struct journal *journal, const char *device) {
  if (strcmp(device, journal->device) == 0) return true;
  if (strcmp(device, journal->asked) != 0) {
    char name[RECORD_ID_SIZE + 8];
    snprintf(name, sizeof name, "%s.jsonl", device);
    memcpy(journal->asked, device, RECORD_ID_SIZE);
    journal->orphan = faccessat(journal->folder, name, F_OK, AT_SYMLINK_NOFOLLOW) != 0;
  }
  return journal->orphan;
}

int journal_put(struct journal *journal, const struct record *record) {
  assert(!record_fault(record));
  if (journal->failed) return ERR_MACHINE;
  if (!ours(journal, record->device) || idset_has(&journal->there, record->id)) return 0;
  if (sizeof journal->buffer - journal->used < LINE_SIZE + 2 && flush(journal) != 0) return ERR_MACHINE;
  uint32_t unused = 0;
  if (journal->torn) journal->buffer[journal->used++] = '\n';
  char *line = journal->buffer + journal->used;
  if (!line_seal(record, line, LINE_SIZE) || idset_put(&journal->there, record->id, &unused) < 0) {
    errno = ENOMEM;
    return failed(journal, "written");
  }
  journal->torn = false;
  journal->used += strlen(line);
  journal->buffer[journal->used++] = '\n';
  journal->waiting++;
  return 0;
}

int journal_close(struct journal *journal, int *appended) {
  int result = journal->failed ? ERR_MACHINE : flush(journal);
  if (result == 0 && journal->appended > 0 && fsync(journal->file) != 0)
    result = failed(journal, "kept on the disk");
  if (close(journal->file) != 0 && result == 0) result = failed(journal, "kept on the disk");
  close(journal->folder);
  if (appended) *appended = journal->appended;
  idset_clear(&journal->there);
  free(journal);
  return result;
}

int journal_append(const char *dir, const char *device, const struct record *records, int count,
                   int *appended) {
  if (appended) *appended = 0;
  struct journal *journal = journal_open(dir, device);
  if (!journal) return ERR_MACHINE;
  int result = 0;
  for (int i = 0; i < count && result == 0; i++) result = journal_put(journal, &records[i]);
  int closed = journal_close(journal, appended);
  return result == 0 ? closed : result;
}
