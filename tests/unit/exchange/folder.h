/* Folders of a test's own, and files in them as a synchroniser would leave them. */
#ifndef SUPINE_TEST_FOLDER_H
#define SUPINE_TEST_FOLDER_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "journal.h"

#define FOLDER_PATH 256

/* Makes an empty folder, in memory where the system has such a place (every append waits for the disk), and
** keeps its path. */
static inline void folder_make(char path[FOLDER_PATH]) {
  const char *base = getenv("TMPDIR");
  if (!base) base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
  snprintf(path, FOLDER_PATH, "%s/supine-test-XXXXXX", base);
  assert_non_null(mkdtemp(path));
}

/* The path of a journal's file below dir. */
static inline const char *folder_file(const char *dir, const char *name) {
  static char path[2 * FOLDER_PATH];
  snprintf(path, sizeof path, "%s/" JOURNAL_FOLDER "/%s", dir, name);
  return path;
}

static inline void folder_remove(const char *dir) {
  char inner[FOLDER_PATH + 8];
  snprintf(inner, sizeof inner, "%s/" JOURNAL_FOLDER, dir);
  DIR *folder = opendir(inner);
  const struct dirent *entry;
  while (folder && (entry = readdir(folder))) {
    if (entry->d_name[0] != '.' || strlen(entry->d_name) > 2) remove(folder_file(dir, entry->d_name));
  }
  if (folder) closedir(folder);
  remove(inner);
  assert_int_equal(rmdir(dir), 0);
}

/* A file's bytes, to be freed, with a NUL behind them; NULL when there is none. */
static inline char *folder_read(const char *dir, const char *name, size_t *n) {
  FILE *file = fopen(folder_file(dir, name), "rb");
  *n = 0;
  if (!file) return NULL;
  size_t room = 1 << 20;
  char *bytes = malloc(room);
  *n = fread(bytes, 1, room - 1, file);
  bytes[*n] = '\0';
  fclose(file);
  return bytes;
}

static inline void folder_write(const char *dir, const char *name, const char *bytes, size_t n) {
  char inner[FOLDER_PATH + 8];
  snprintf(inner, sizeof inner, "%s/" JOURNAL_FOLDER, dir);
  mkdir(inner, 0700);
  FILE *file = fopen(folder_file(dir, name), "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, n, file), n);
  fclose(file);
}

/* What a reading handed over. */
struct folder_pile {
  struct record facts[512];
  int count;
};

static inline int folder_take(void *user, const struct record *records, int count) {
  struct folder_pile *pile = user;
  assert_in_range(count, 1, JOURNAL_BATCH);
  for (int i = 0; i < count; i++) {
    for (int j = 0; j < pile->count; j++) assert_string_not_equal(pile->facts[j].id, records[i].id);
    assert_true(pile->count < (int)(sizeof pile->facts / sizeof *pile->facts));
    pile->facts[pile->count++] = records[i];
  }
  return 0;
}

/* Reads everything below dir into the pile. */
static inline int folder_read_all(const char *dir, struct folder_pile *pile, struct journal_count *count,
                                  struct diag_list *list) {
  const struct journal_reader reader = {.take = folder_take, .user = pile};
  pile->count = 0;
  return journal_read_folder(dir, &reader, count, list);
}

#endif
