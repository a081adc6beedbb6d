#include "jsonrows.h"

#include <string.h>

#include "err.h"
#include "utf8.h"

#define OTHER_FILE "this is not a history that Supine exported"

void jsonrows_open(struct jsonrows *rows, const char *bytes, size_t n) {
  *rows = (struct jsonrows){.at = bytes, .end = bytes + n, .line = 1};
  if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) rows->at += 3;
}

static void step_blanks(struct jsonrows *rows) {
  for (; rows->at < rows->end && memchr(" \t\r\n", *rows->at, 4); rows->at++) {
    if (*rows->at == '\n') rows->line++;
  }
}

/* Steps over the blanks and the byte when it is the next one. */
static bool take(struct jsonrows *rows, char byte) {
  step_blanks(rows);
  if (rows->at == rows->end || *rows->at != byte) return false;
  rows->at++;
  return true;
}

/* at: a quotation mark. */
static bool step_string(struct jsonrows *rows) {
  for (rows->at++; rows->at < rows->end && *rows->at != '"'; rows->at++) {
    if (*rows->at == '\n') return false;
    if (*rows->at == '\\' && ++rows->at == rows->end) return false;
  }
  if (rows->at == rows->end) return false;
  rows->at++;
  return true;
}

/* Steps over an object or array by its brackets alone: whether it is sound is for the reader of the row. */
static bool step_nest(struct jsonrows *rows) {
  int depth = 0;
  do {
    char byte = *rows->at;
    if (byte == '"') {
      if (!step_string(rows)) return false;
      continue;
    }
    if (byte == '{' || byte == '[') depth++;
    if (byte == '}' || byte == ']') depth--;
    if (byte == '\n') rows->line++;
    rows->at++;
  } while (depth > 0 && rows->at < rows->end);
  return depth == 0;
}

/* A string or a word such as a number, as it is written; n 0 when there is none. */
static size_t take_scalar(struct jsonrows *rows, const char **text) {
  step_blanks(rows);
  *text = rows->at;
  if (rows->at < rows->end && *rows->at == '"') return step_string(rows) ? (size_t)(rows->at - *text) : 0;
  while (rows->at < rows->end && !memchr(" \t\r\n,:[]{}\"", *rows->at, 11)) rows->at++;
  return (size_t)(rows->at - *text);
}

static bool is(const char *text, size_t n, const char *wanted) {
  return n == strlen(wanted) && memcmp(text, wanted, n) == 0;
}

static int read_member(struct jsonrows *rows) {
  const char *name, *value;
  char shown[48];
  size_t name_size = take_scalar(rows, &name);
  if (name_size < 2 || *name != '"' || !take(rows, ':')) return err_set(ERR_NO, OTHER_FILE);
  if (is(name, name_size, "\"records\"") && !rows->records) {
    rows->records = rows->inside = take(rows, '[');
    return rows->inside ? 0 : err_set(ERR_NO, "records must be a list");
  }
  size_t size = take_scalar(rows, &value);
  if (is(name, name_size, "\"format\"") && !rows->format) {
    rows->format = is(value, size, "\"" JSONROWS_FORMAT "\"");
    return rows->format ? 0 : err_set(ERR_NO, OTHER_FILE);
  }
  if (is(name, name_size, "\"version\"") && !rows->version) {
    rows->version = is(value, size, JSONROWS_VERSION);
    return rows->version ? 0
                         : err_set(ERR_NO, "version %s is not known here; a newer Supine may read it",
                                   utf8_printable(value, size, shown, sizeof shown));
  }
  return err_set(ERR_NO, "%s is not expected here", utf8_printable(name, name_size, shown, sizeof shown));
}

static int read_row(struct jsonrows *rows) {
  step_blanks(rows);
  rows->row = rows->at;
  rows->row_line = rows->line;
  if (rows->at == rows->end || *rows->at != '{')
    return err_set(ERR_NO, "a record beginning with { was expected here");
  if (!step_nest(rows)) return err_set(ERR_NO, "a record is not closed");
  rows->row_size = (size_t)(rows->at - rows->row);
  return 1;
}

/* The frame around the rows: the first member or the one after a comma, until the records begin or the file
** ends. */
static int read_frame(struct jsonrows *rows, bool first) {
  bool comma = first;
  if (first && !take(rows, '{')) return err_set(ERR_NO, OTHER_FILE);
  while (comma || take(rows, ',')) {
    comma = false;
    if (read_member(rows) != 0) return ERR_NO;
    if (rows->inside) return 1;
  }
  if (!take(rows, '}')) return err_set(ERR_NO, "a comma or the closing } was expected here");
  step_blanks(rows);
  if (rows->at < rows->end) return err_set(ERR_NO, "something follows the closing }");
  if (rows->format && rows->version && rows->records) return 0;
  return err_set(ERR_NO, OTHER_FILE);
}

int jsonrows_next(struct jsonrows *rows) {
  bool first = !rows->inside;
  if (first) {
    int frame = read_frame(rows, true);
    if (frame != 1) return frame;
  }
  if (take(rows, ']')) {
    rows->inside = false;
    return read_frame(rows, false);
  }
  if (!first && !take(rows, ',')) return err_set(ERR_NO, "a comma or the closing ] was expected here");
  return read_row(rows);
}
