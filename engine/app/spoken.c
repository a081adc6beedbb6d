#include "spoken.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef SUPINE_VERSION
#define SUPINE_VERSION ""
#endif

#define FOLDER_MAX   1024
#define FILE_MAX     (FOLDER_MAX + 64)
#define KEY_MAX      1200
#define FRAMES_MAX   (48000 * 60)
#define CLIPS_MAX    4096
#define SUFFIX       ".voice"
#define FORMAT       1u
#define FULL_SCALE   32768.0f /* the voice's samples are whole numbers of it */
#define FNV_START    0xCBF29CE484222325u
#define FNV_MULTIPLE 0x100000001B3u

struct head { /* in the machine's own byte order: of another one it does not compare equal */
  uint32_t format, key_bytes;
  int64_t frames, key_frames;
  uint64_t sum; /* of the samples */
};

static char folder[FOLDER_MAX];

static uint64_t sum_of(uint64_t sum, const void *bytes, size_t count) {
  const uint8_t *p = bytes;
  for (size_t i = 0; i < count; i++) sum = (sum ^ p[i]) * FNV_MULTIPLE;
  return sum;
}

/* Everything that the samples hang on. Returns its length, 0 where it is too long to keep. */
static size_t key_of(const char *language, const char *text, double rate, char key[KEY_MAX]) {
  int n = snprintf(key, KEY_MAX, "%s\n%s\n%.6f\n%s", SUPINE_VERSION, language ? language : "", rate, text);
  return n > 0 && n < KEY_MAX ? (size_t)n : 0;
}

static void path_of(const char *key, size_t length, char path[FILE_MAX]) {
  snprintf(path, FILE_MAX, "%s/%016llx" SUFFIX, folder, (unsigned long long)sum_of(FNV_START, key, length));
}

/* ---- the folder ---------------------------------------------------------------------------------------- */

struct kept {
  char name[64];
  int64_t bytes;
  time_t used;
};

static int by_use(const void *a, const void *b) {
  const struct kept *x = a, *y = b;
  return x->used < y->used ? -1 : x->used > y->used;
}

/* What a program that was ended in the middle of keeping one left behind counts as well. */
static bool is_clip(const char *name) {
  return strlen(name) < sizeof(((struct kept *)0)->name) && strstr(name, SUFFIX) != NULL;
}

/* Fills kept[] with the clips of the folder; returns how many, *bytes: of all. */
static int list_clips(struct kept *kept, int most, int64_t *bytes) {
  DIR *dir = opendir(folder);
  int count = 0;
  *bytes = 0;
  for (struct dirent *entry; dir && count < most && (entry = readdir(dir)) != NULL;) {
    char path[FILE_MAX];
    struct stat s;
    if (!is_clip(entry->d_name)) continue;
    snprintf(path, sizeof path, "%s/%.63s", folder, entry->d_name);
    if (stat(path, &s) != 0 || !S_ISREG(s.st_mode)) continue;
    snprintf(kept[count].name, sizeof kept[count].name, "%.63s", entry->d_name);
    kept[count].bytes = (int64_t)s.st_size;
    kept[count].used = s.st_mtime;
    *bytes += kept[count++].bytes;
  }
  if (dir) closedir(dir);
  return count;
}

static void clear_out(void) {
  int64_t bytes;
  struct kept *kept = malloc(CLIPS_MAX * sizeof *kept);
  int count = kept ? list_clips(kept, CLIPS_MAX, &bytes) : 0;
  if (count > 0 && (bytes > SPOKEN_BYTES_MAX || count == CLIPS_MAX)) {
    qsort(kept, (size_t)count, sizeof *kept, by_use);
    for (int i = 0; i < count && (bytes > SPOKEN_BYTES_MAX / 2 || count - i > CLIPS_MAX / 2); i++) {
      char path[FILE_MAX];
      snprintf(path, sizeof path, "%s/%s", folder, kept[i].name);
      if (unlink(path) == 0) bytes -= kept[i].bytes;
    }
  }
  free(kept);
}

void spoken_open(const char *path) {
  folder[0] = '\0';
  if (strlen(path) >= sizeof folder) return;
  snprintf(folder, sizeof folder, "%s", path);
  clear_out();
}

void spoken_close(void) {
  folder[0] = '\0';
}

/* ---- clips --------------------------------------------------------------------------------------------- */

static bool head_fits(const struct head *head, size_t key_bytes) {
  return head->format == FORMAT && head->key_bytes == key_bytes && head->frames > 0 &&
         head->frames <= FRAMES_MAX && head->key_frames >= 0 && head->key_frames < head->frames;
}

static bool read_samples(FILE *file, const struct head *head, struct voice_clip *out) {
  size_t count = (size_t)head->frames;
  int16_t *levels = malloc(count * sizeof *levels);
  float *samples = malloc(count * sizeof *samples);
  bool whole = levels && samples && fread(levels, sizeof *levels, count, file) == count &&
               sum_of(FNV_START, levels, count * sizeof *levels) == head->sum;
  for (size_t i = 0; whole && i < count; i++) samples[i] = (float)levels[i] / FULL_SCALE;
  free(levels);
  if (!whole) {
    free(samples);
    return false;
  }
  *out = (struct voice_clip){samples, head->frames, head->key_frames};
  return true;
}

/* NULL unless it is a plain file: whatever else bears its name must not hold up the voice. */
static FILE *open_clip(const char *path) {
  int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  struct stat s;
  FILE *stream = file >= 0 && fstat(file, &s) == 0 && S_ISREG(s.st_mode) ? fdopen(file, "rb") : NULL;
  if (!stream && file >= 0) close(file);
  return stream;
}

bool spoken_find(const char *language, const char *text, double rate, struct voice_clip *out) {
  char key[KEY_MAX], kept[KEY_MAX], path[FILE_MAX];
  *out = (struct voice_clip){0};
  size_t length = folder[0] ? key_of(language, text, rate, key) : 0;
  if (length == 0) return false;
  path_of(key, length, path);
  FILE *file = open_clip(path);
  if (!file) return false;
  struct head head;
  bool found = fread(&head, sizeof head, 1, file) == 1 && head_fits(&head, length) &&
               fread(kept, 1, length, file) == length && memcmp(kept, key, length) == 0 &&
               read_samples(file, &head, out);
  if (found) futimens(fileno(file), NULL); /* heard now: among the last to be cleared out */
  fclose(file);
  return found;
}

static bool write_clip(FILE *file, const char *key, size_t length, const struct voice_clip *clip) {
  size_t count = (size_t)clip->frames;
  int16_t *levels = malloc(count * sizeof *levels);
  if (!levels) return false;
  for (size_t i = 0; i < count; i++) levels[i] = (int16_t)(clip->samples[i] * FULL_SCALE);
  struct head head = {FORMAT, (uint32_t)length, clip->frames, clip->key_frames,
                      sum_of(FNV_START, levels, count * sizeof *levels)};
  bool written = fwrite(&head, sizeof head, 1, file) == 1 && fwrite(key, 1, length, file) == length &&
                 fwrite(levels, sizeof *levels, count, file) == count;
  free(levels);
  return written;
}

/* Under another name first: a reader never sees half a clip, and two programs may keep the same one. */
void spoken_keep(const char *language, const char *text, double rate, const struct voice_clip *clip) {
  char key[KEY_MAX], path[FILE_MAX], half[FILE_MAX + 32];
  size_t length = folder[0] && clip->frames <= FRAMES_MAX ? key_of(language, text, rate, key) : 0;
  if (length == 0 || clip->frames < 1) return;
  path_of(key, length, path);
  snprintf(half, sizeof half, "%s.%ld", path, (long)getpid());
  FILE *file = fopen(half, "wb");
  if (!file) return;
  bool written = write_clip(file, key, length, clip);
  if (fclose(file) != 0 || !written || rename(half, path) != 0) unlink(half);
}
