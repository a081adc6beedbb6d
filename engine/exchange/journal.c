#include "journal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "err.h"
#include "idset.h"
#include "scan.h"

#define ENDING    ".jsonl"
#define ID_LENGTH (RECORD_ID_SIZE - 1)

struct reading {
  const char *dir;
  const struct journal_reader *reader;
  struct journal_count *count;
  struct diag_list *list;
  struct idset seen; /* number: sum of the line */
  struct record batch[JOURNAL_BATCH];
  int waiting; /* in batch */
  struct scan scan;
};

/* "<id>.jsonl" and what synchronisers make of it in a conflict; not their half-copied files, which begin
** otherwise. */
static bool name_good(const char *name) {
  char id[RECORD_ID_SIZE] = "";
  size_t length = strlen(name), ending = sizeof ENDING - 1;
  if (length < ID_LENGTH + ending || length > 200 || strcmp(name + length - ending, ENDING) != 0)
    return false;
  memcpy(id, name, ID_LENGTH);
  return record_id_good(id) && strchr(". (-_", name[ID_LENGTH]) != NULL;
}

/* By device, the file that the device itself writes before its copies: of two facts with one id its own
** holds. */
static int by_name(const void *a, const void *b) {
  const char *one = *(char *const *)a, *other = *(char *const *)b;
  int order = strncmp(one, other, ID_LENGTH);
  size_t plain = ID_LENGTH + sizeof ENDING - 1;
  if (order == 0) order = (strlen(one) != plain) - (strlen(other) != plain);
  return order != 0 ? order : strcmp(one, other);
}

static int out_of_memory(void) {
  return err_set(ERR_MACHINE,
                 "there is not enough memory to put the devices' histories together; close other programs");
}

static int hand_over(struct reading *in) {
  int count = in->waiting;
  in->waiting = 0;
  if (count == 0) return 0;
  in->count->facts += count;
  return in->reader->take(in->reader->user, in->batch, count);
}

static int take_fact(struct reading *in, const char *path) {
  const struct journal_reader *reader = in->reader;
  uint32_t sum = in->scan.sum;
  int fresh = idset_put(&in->seen, in->scan.id, &sum);
  if (fresh < 0) return out_of_memory();
  if (fresh == 0 && sum == in->scan.sum) {
    in->count->again++;
  } else if (fresh == 0) {
    in->count->other++;
    diag_add(in->list, false, path, in->scan.line,
             "skipped: fact %s was read before and says something else there", in->scan.id);
  } else if (reader->known && reader->known(reader->user, in->scan.id)) {
    in->count->known++;
  } else if (scan_read(&in->scan, &in->batch[in->waiting]) && ++in->waiting == JOURNAL_BATCH) {
    return hand_over(in);
  }
  return 0;
}

/* An ordinary file of a bearable size, or −1 and a warning. */
static int open_file(struct reading *in, int folder, const char *name, const char *path) {
  int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  struct stat about;
  const char *fault = NULL;
  if (file < 0 || fstat(file, &about) != 0)
    fault = errno == ELOOP ? "it is a link" : strerror(errno);
  else if (!S_ISREG(about.st_mode))
    fault = "it is no ordinary file";
  else if (about.st_size > JOURNAL_BYTES_MAX)
    fault = "it is larger than 256 MiB";
  if (!fault) return file;
  in->count->skipped++;
  diag_add(in->list, false, path, 0, "skipped: %s", fault);
  if (file >= 0) close(file);
  return -1;
}

static int read_file(struct reading *in, int folder, const char *name) {
  char path[512];
  snprintf(path, sizeof path, "%s/" JOURNAL_FOLDER "/%s", in->dir, name);
  int file = open_file(in, folder, name, path);
  if (file < 0) return 0;
  int result = 0;
  bool speaks = false; /* a file without one whole line is nobody's journal */
  scan_begin(&in->scan, file, path, in->list);
  for (; result == 0 && scan_next(&in->scan); speaks = true) result = take_fact(in, path);
  scan_end(&in->scan);
  in->count->files += speaks;
  in->count->damaged += in->scan.damaged;
  close(file);
  return result;
}

/* The names in order, each to be freed; −1 without memory. */
static int list_names(struct reading *in, DIR *folder, char **names) {
  int count = 0;
  const struct dirent *entry;
  while ((entry = readdir(folder))) {
    if (!name_good(entry->d_name)) continue;
    if (count == JOURNAL_FILES_MAX) {
      diag_add(in->list, false, in->dir, 0, "the folder has more than %d journals; the rest was skipped",
               JOURNAL_FILES_MAX);
      break;
    }
    if (!(names[count] = strdup(entry->d_name))) {
      while (count > 0) free(names[--count]);
      return -1;
    }
    count++;
  }
  qsort(names, (size_t)count, sizeof *names, by_name);
  return count;
}

static int read_all(struct reading *in, DIR *folder) {
  char **names = calloc(JOURNAL_FILES_MAX, sizeof *names);
  int count = names ? list_names(in, folder, names) : -1;
  int result = count < 0 ? out_of_memory() : 0;
  for (int i = 0; i < count; i++) {
    if (result == 0) result = read_file(in, dirfd(folder), names[i]);
    free(names[i]);
  }
  free(names);
  return result == 0 ? hand_over(in) : result;
}

static int cannot_read(const char *dir) {
  return err_set(ERR_MACHINE, "the folder %s cannot be read: %s; is it there, and connected?", dir,
                 strerror(errno));
}

int journal_read_folder(const char *dir, const struct journal_reader *reader, struct journal_count *count,
                        struct diag_list *list) {
  *count = (struct journal_count){0};
  int outer = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (outer < 0) return cannot_read(dir);
  int inner = openat(outer, JOURNAL_FOLDER, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  int why = errno;
  close(outer);
  if (inner < 0 && why == ENOENT) return 0;
  DIR *folder = inner < 0 ? NULL : fdopendir(inner);
  if (!folder) {
    if (inner >= 0) why = errno;
    if (inner >= 0) close(inner);
    errno = why;
    return cannot_read(dir);
  }
  struct reading *in = calloc(1, sizeof *in);
  int result = ERR_MACHINE;
  if (in) {
    in->dir = dir;
    in->reader = reader;
    in->count = count;
    in->list = list;
    result = read_all(in, folder);
    idset_clear(&in->seen);
    free(in);
  } else {
    out_of_memory();
  }
  closedir(folder);
  return result;
}
