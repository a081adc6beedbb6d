#include "espeak.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "err.h"
#include "program.h"

#define LANGUAGE_MAX   15
#define WORDS_A_MINUTE 150 /* calmer than the 175 it speaks by itself */
#define FIRST_BYTES    (256 << 10)
#define WAIT_MS        2 /* between two looks whether it has ended */

/* Its volume cannot change how long anything takes: the first sample that differs from the plain speech begins
** the key word. */
#define KEY_OPEN  "<prosody volume=\"x-soft\">"
#define KEY_CLOSE "</prosody>"

struct run {
  pid_t pid;
  int file;
  unsigned char *bytes;
  size_t size, capacity;
  int64_t until_ms;
};

static int64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool grow(struct run *run) {
  if (run->size < run->capacity) return true;
  size_t capacity = run->capacity ? 2 * run->capacity : FIRST_BYTES;
  unsigned char *wider = capacity <= ESPEAK_BYTES_MAX ? realloc(run->bytes, capacity) : NULL;
  if (!wider) return false;
  run->bytes = wider;
  run->capacity = capacity;
  return true;
}

/* Everything it writes. False when it takes too long or writes too much. */
static bool read_all(struct run *run) {
  while (grow(run)) {
    int64_t left_ms = run->until_ms - now_ms();
    struct pollfd ready = {.fd = run->file, .events = POLLIN};
    int news = left_ms > 0 ? poll(&ready, 1, (int)left_ms) : 0;
    if (news < 0 && errno == EINTR) continue;
    if (news <= 0) return false;
    ssize_t n = read(run->file, run->bytes + run->size, run->capacity - run->size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return n == 0;
    run->size += (size_t)n;
  }
  return false;
}

/* Waits until it has ended, and ends it when its time is over or it is not wanted. Whether it said that all is
** well. */
static bool reap(struct run *run, bool wanted) {
  int status = -1;
  const struct timespec pause = {.tv_nsec = WAIT_MS * 1000000L};
  while (wanted && now_ms() < run->until_ms) {
    pid_t ended = waitpid(run->pid, &status, WNOHANG);
    if (ended == run->pid) return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (ended < 0 && errno != EINTR) return false;
    nanosleep(&pause, NULL);
  }
  kill(run->pid, SIGKILL);
  while (waitpid(run->pid, &status, 0) < 0 && errno == EINTR) {
  }
  return false;
}

static int failed(const char *language) {
  return err_set(ERR_MACHINE, "espeak-ng does not speak \"%s\" here; follow the captions", language);
}

/* One run of the program on one text with markup. */
static int speak(const char *language, const char *markup, double rate, int limit_ms, struct pcm *out) {
  char speed[24];
  snprintf(speed, sizeof speed, "-s%d", (int)(WORDS_A_MINUTE * rate + 0.5));
  const char *args[] = {"espeak-ng", "-v", language, "-m", "-b1", speed, "--stdout", "--", markup, NULL};
  struct run run = {.until_ms = now_ms() + limit_ms};
  int ends[2];
  if (program_pipe(ends) != 0) return err_set(ERR_MACHINE, "Too many files are open to speak; close some");
  run.file = ends[0];
  const int files[] = {PROGRAM_NOTHING, ends[1], PROGRAM_NOTHING};
  int error = program_start(args[0], args, NULL, files, 3, &run.pid);
  close(ends[1]);
  bool whole = !error && read_all(&run);
  close(run.file);
  bool well = !error && reap(&run, whole);
  int result = well ? pcm_read_wav(run.bytes, run.size, out) : 0;
  free(run.bytes);
  if (error) return err_set(ERR_MACHINE, "Install espeak-ng to hear \"%s\"; captions are there", language);
  return well && result == 0 ? 0 : failed(language);
}

static bool is_language(const char *language) {
  size_t length = strspn(language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
  return length >= 2 && length <= LANGUAGE_MAX && language[length] == '\0' && language[0] != '-';
}

static int64_t first_difference(const struct pcm *a, const struct pcm *b) {
  int64_t least = a->count < b->count ? a->count : b->count, i = 0;
  while (i < least && a->samples[i] == b->samples[i]) i++;
  return i < least ? i : 0;
}

int espeak_say(const char *language, const struct spell *spell, double rate, int limit_ms, struct pcm *out,
               int64_t *key_sample) {
  *out = (struct pcm){0};
  *key_sample = 0;
  if (!is_language(language)) return failed("that");
  int result = speak(language, spell->text, rate, limit_ms, out);
  if (result != 0 || spell->key_at <= 0) return result;
  char marked[SPELL_TEXT_MAX + 64];
  struct pcm other;
  snprintf(marked, sizeof marked, "%.*s%s%s%s", spell->key_at, spell->text, KEY_OPEN,
           spell->text + spell->key_at, KEY_CLOSE);
  result = speak(language, marked, rate, limit_ms, &other);
  if (result == 0)
    *key_sample = first_difference(out, &other);
  else
    free(out->samples);
  if (result == 0)
    free(other.samples);
  else
    *out = (struct pcm){0};
  return result;
}
