#include "csv.h"

#include <string.h>

#include "err.h"

void csv_open(struct csv *csv, const char *bytes, size_t n) {
  csv->at = bytes;
  csv->end = bytes + n;
  csv->line = 1;
  csv->row_line = csv->count = 0;
  if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) csv->at += 3;
}

static bool at_row_end(const struct csv *csv) {
  return csv->at == csv->end || *csv->at == '\n' ||
         (*csv->at == '\r' && csv->at + 1 < csv->end && csv->at[1] == '\n');
}

static void step_row_end(struct csv *csv) {
  if (csv->at == csv->end) return;
  csv->at += *csv->at == '\r' ? 2 : 1;
  csv->line++;
}

/* After a malformed row: on with the next line. */
static int give_up(struct csv *csv, const char *sentence) {
  while (csv->at < csv->end && *csv->at != '\n') csv->at++;
  step_row_end(csv);
  return err_set(ERR_NO, "%s", sentence);
}

static bool keep(struct csv *csv, size_t *used, char byte) {
  if (*used == sizeof csv->text) return false;
  csv->text[(*used)++] = byte;
  return true;
}

static const char too_long[] = "the row is longer than 65,536 bytes";

/* Reads a cell's text behind csv->text + *used; NULL, or a sentence. */
static const char *quoted_cell(struct csv *csv, size_t *used) {
  csv->at++;
  for (; csv->at < csv->end; csv->at++) {
    if (*csv->at == '"') {
      if (csv->at + 1 == csv->end || csv->at[1] != '"') break;
      csv->at++;
    } else if (*csv->at == '\n') {
      csv->line++;
    }
    if (!keep(csv, used, *csv->at)) return too_long;
  }
  if (csv->at == csv->end) return "a quotation mark is never closed";
  csv->at++;
  return at_row_end(csv) || *csv->at == ',' ? NULL
                                            : "after a closing quotation mark a comma or a new row must come";
}

static const char *plain_cell(struct csv *csv, size_t *used) {
  for (; !at_row_end(csv) && *csv->at != ','; csv->at++) {
    if (*csv->at == '"') return "a quotation mark stands inside a cell that does not begin with one";
    if (!keep(csv, used, *csv->at)) return too_long;
  }
  return NULL;
}

int csv_next(struct csv *csv) {
  while (csv->at < csv->end && at_row_end(csv)) step_row_end(csv);
  csv->row_line = csv->line;
  csv->count = 0;
  if (csv->at == csv->end) return 0;
  size_t used = 0;
  for (;;) {
    if (csv->count == CSV_CELLS_MAX) return give_up(csv, "the row has too many cells");
    size_t start = used;
    bool quoted = csv->at < csv->end && *csv->at == '"';
    const char *fault = quoted ? quoted_cell(csv, &used) : plain_cell(csv, &used);
    if (fault) return give_up(csv, fault);
    csv->cells[csv->count++] = (struct csv_cell){csv->text + start, used - start};
    if (at_row_end(csv)) break;
    csv->at++; /* the comma */
  }
  step_row_end(csv);
  return 1;
}

void csv_put(FILE *file, const char *text, bool first) {
  if (!first) putc(',', file);
  size_t length = strlen(text);
  bool plain =
      !text[strcspn(text, ",\"\r\n")] && (length == 0 || (text[0] != ' ' && text[length - 1] != ' '));
  if (plain) {
    fputs(text, file);
    return;
  }
  putc('"', file);
  for (; *text; text++) {
    if (*text == '"') putc('"', file);
    putc(*text, file);
  }
  putc('"', file);
}

void csv_end_row(FILE *file) {
  fputs("\r\n", file);
}
