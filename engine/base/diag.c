#include "diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "utf8.h"

void diag_add(struct diag_list *list, bool error, const char *file, int line, const char *format, ...) {
  if (error) list->errors++;
  if (list->count == DIAG_MAX) {
    list->dropped++;
    return;
  }
  char raw[2 * DIAG_TEXT_MAX], clean[DIAG_TEXT_MAX], name[DIAG_TEXT_MAX];
  va_list args;
  va_start(args, format);
  vsnprintf(raw, sizeof raw, format, args);
  va_end(args);
  if (!file) file = "?";
  char *text = arena_copy(&list->arena, utf8_printable(raw, strlen(raw), clean, sizeof clean));
  char *where = arena_copy(&list->arena, utf8_printable(file, strlen(file), name, sizeof name));
  if (!text || !where) {
    list->dropped++;
    return;
  }
  list->rows[list->count++] = (struct diag){.error = error, .file = where, .line = line, .text = text};
}

void diag_clear(struct diag_list *list) {
  struct arena arena = list->arena;
  arena_clear(&arena);
  memset(list, 0, sizeof *list);
}
