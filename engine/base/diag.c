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

char *diag_line(const struct diag *row, char *out, size_t size) {
  const char *kind = row->error ? "" : "warning: ";
  if (row->line > 0)
    snprintf(out, size, "%s:%d: %s%s", row->file, row->line, kind, row->text);
  else
    snprintf(out, size, "%s: %s%s", row->file, kind, row->text);
  utf8_cut(out, size - 1);
  return out;
}

void diag_clear(struct diag_list *list) {
  struct arena arena = list->arena;
  arena_clear(&arena);
  memset(list, 0, sizeof *list);
}
