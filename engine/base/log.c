#include "log.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "err.h"
#include "utf8.h"

#define LOG_FILE_MAX (1 << 20)
#define LOG_LINE_MAX 600
#define LOG_PATH_MAX 1024
#define LOG_KEEP     3 /* generations beside the current file */

static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static enum log_level log_least = LOG_WARN;
static FILE *log_file;
static char log_path[LOG_PATH_MAX];
static long log_size;
static char log_last[LOG_LINE_MAX];
static long log_repeats;

static const char *const log_names[] = {"debug", "info", "warning", "error"};

void log_set_level(enum log_level least) {
  pthread_mutex_lock(&log_lock);
  log_least = least;
  pthread_mutex_unlock(&log_lock);
}

static void turn_over(void) {
  char from[LOG_PATH_MAX + 16], to[LOG_PATH_MAX + 16];
  fclose(log_file);
  for (int i = LOG_KEEP - 1; i >= 0; i--) {
    snprintf(to, sizeof to, "%s.%d", log_path, i + 1);
    if (i == 0)
      snprintf(from, sizeof from, "%s", log_path);
    else
      snprintf(from, sizeof from, "%s.%d", log_path, i);
    rename(from, to);
  }
  log_file = fopen(log_path, "w");
  log_size = 0;
}

int log_open(const char *path) {
  pthread_mutex_lock(&log_lock);
  if (log_file) fclose(log_file);
  log_file = NULL;
  int result = 0;
  if (path && strlen(path) >= sizeof log_path) {
    result = err_set(ERR_MACHINE, "the name of the log file is too long; choose another folder with --home");
  } else if (path) {
    strcpy(log_path, path);
    struct stat info;
    /* Anything but a file (a pipe nobody reads, a folder) would hold us up or swallow the lines. */
    bool fit = stat(path, &info) != 0 || S_ISREG(info.st_mode);
    log_file = fit ? fopen(path, "a") : NULL;
    if (log_file) {
      fseek(log_file, 0, SEEK_END);
      log_size = ftell(log_file);
    } else {
      result = err_set(ERR_MACHINE, "cannot write the log file %s; look at its folder", path);
    }
  }
  pthread_mutex_unlock(&log_lock);
  return result;
}

static void emit(enum log_level level, const char *line) {
  if (level >= log_least) fprintf(stderr, "supine: %s: %s\n", log_names[level], line);
  if (!log_file || level < LOG_INFO) return;
  if (log_size > LOG_FILE_MAX - LOG_LINE_MAX) turn_over();
  if (!log_file) return;
  int wrote = fprintf(log_file, "%s: %s\n", log_names[level], line);
  if (wrote > 0) log_size += wrote;
  fflush(log_file);
}

void log_line(enum log_level level, const char *format, ...) {
  char line[LOG_LINE_MAX];
  va_list args;
  va_start(args, format);
  vsnprintf(line, sizeof line, format, args);
  va_end(args);
  utf8_cut(line, sizeof line - 1);
  pthread_mutex_lock(&log_lock);
  if (strcmp(line, log_last) == 0) {
    log_repeats++;
  } else {
    if (log_repeats > 0) {
      char count[64];
      snprintf(count, sizeof count, "the line above came %ld times more", log_repeats);
      emit(level, count);
    }
    log_repeats = 0;
    strcpy(log_last, line);
    emit(level, line);
  }
  pthread_mutex_unlock(&log_lock);
}
