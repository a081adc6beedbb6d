#include "err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "utf8.h"

static _Thread_local char err_sentence[ERR_TEXT_MAX];

__attribute__((format(printf, 1, 0))) static void err_keep(const char *format, va_list args) {
  char fresh[ERR_TEXT_MAX]; /* an argument may be the sentence that is being replaced */
  vsnprintf(fresh, sizeof fresh, format, args);
  utf8_cut(fresh, sizeof fresh - 1);
  memcpy(err_sentence, fresh, sizeof fresh);
}

int err_set(int code, const char *format, ...) {
  va_list args;
  va_start(args, format);
  err_keep(format, args);
  va_end(args);
  return code;
}

int err_wrap(int code, const char *format, ...) {
  char before[ERR_TEXT_MAX];
  memcpy(before, err_sentence, sizeof before);
  va_list args;
  va_start(args, format);
  err_keep(format, args);
  va_end(args);
  strncat(err_sentence, ": ", sizeof err_sentence - 1 - strlen(err_sentence));
  strncat(err_sentence, before, sizeof err_sentence - 1 - strlen(err_sentence));
  utf8_cut(err_sentence, sizeof err_sentence - 1);
  return code;
}

const char *err_text(void) {
  return err_sentence;
}

int err_exit_code(int code) {
  switch (code) {
  case ERR_OK:
    return 0;
  case ERR_USAGE:
    return 2;
  case ERR_MACHINE:
    return 3;
  default:
    return 1;
  }
}
