#include "table.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "csv.h"
#include "err.h"
#include "field.h"
#include "idset.h"
#include "jsonrows.h"
#include "line.h"
#include "utf8.h"

static_assert(CSV_CELLS_MAX >= 40, "a row must hold every member");

enum table_form table_form_of(const char *path) {
  size_t length = strlen(path);
  if (length > 4 && strcasecmp(path + length - 4, ".csv") == 0) return TABLE_CSV;
  if (length > 5 && strcasecmp(path + length - 5, ".json") == 0) return TABLE_JSON;
  return TABLE_FORMS;
}

/* ---- writing ---- */

/* Members of one name in several kinds share a column: whether row i of the field table is the first of its
** name. */
static bool begins_column(int i) {
  return i == 0 || strcmp(field_table[i - 1].name, field_table[i].name) != 0;
}

void table_begin(struct table_out *out, FILE *file, enum table_form form) {
  assert(form < TABLE_FORMS);
  *out = (struct table_out){.file = file, .form = form};
  if (form == TABLE_JSON) {
    fputs("{\"format\":\"" JSONROWS_FORMAT "\",\"version\":" JSONROWS_VERSION ",\"records\":[", file);
    return;
  }
  csv_put(file, "kind", true);
  for (int i = 0; i < field_count; i++) {
    if (begins_column(i)) csv_put(file, field_table[i].name, false);
  }
  csv_end_row(file);
}

static void put_csv(FILE *file, const struct record *record) {
  char text[FIELD_TEXT_SIZE];
  csv_put(file, record_kind_name(record->kind), true);
  for (int i = 0; i < field_count; i++) {
    if (!begins_column(i)) continue;
    const char *name = field_table[i].name;
    const struct field *field = field_of(record->kind, name, strlen(name));
    csv_put(file, field ? field_print(field, record, text, sizeof text) : "", false);
  }
  csv_end_row(file);
}

void table_put(struct table_out *out, const struct record *record) {
  assert(!record_fault(record));
  out->count++;
  if (out->form == TABLE_CSV) {
    put_csv(out->file, record);
    return;
  }
  char text[LINE_SIZE];
  fputs(out->count > 1 ? ",\n" : "\n", out->file);
  if (line_print(record, text, sizeof text))
    fputs(text, out->file);
  else
    out->form = TABLE_FORMS; /* no memory: table_end says so */
}

int table_end(struct table_out *out) {
  if (out->form == TABLE_JSON) fputs("\n]}\n", out->file);
  errno = 0;
  if (out->form == TABLE_FORMS)
    return err_set(ERR_MACHINE, "there is not enough memory to write the history; close other programs");
  if (fflush(out->file) == 0 && !ferror(out->file)) return 0;
  return err_set(ERR_MACHINE, "the history could not be written completely (%s); make room and try again",
                 errno ? strerror(errno) : "an earlier write failed");
}

/* ---- reading ---- */

struct reading {
  const char *name;
  struct diag_list *list;
  struct table *table;
  int room;
  struct idset ids; /* number: index in the table */
  bool memory;      /* false once there was none */
};

static void bad(struct reading *in, int line, const char *sentence) {
  diag_add(in->list, true, in->name, line, "%s", sentence);
}

static bool append(struct reading *in, const struct record *record) {
  struct table *table = in->table;
  if (table->count == in->room) {
    int room = in->room ? in->room * 2 : 64;
    struct record *more = realloc(table->records, (size_t)room * sizeof *more);
    if (!more) return false;
    table->records = more;
    in->room = room;
  }
  table->records[table->count++] = *record;
  return true;
}

static void keep(struct reading *in, int line, const struct record *record) {
  uint32_t index = (uint32_t)in->table->count;
  int fresh = idset_put(&in->ids, record->id, &index);
  if (fresh == 0 && !line_same(record, &in->table->records[index]))
    bad(in, line, "its id stands on an earlier row, which says something else");
  if (fresh < 0 || (fresh == 1 && !append(in, record))) in->memory = false;
}

/* The header: which column is which. False when the file cannot be read any further. */
static bool read_header(struct reading *in, const struct csv *csv, char names[][16]) {
  char shown[48];
  bool kind = false;
  for (int c = 0; c < csv->count; c++) {
    const struct csv_cell *cell = &csv->cells[c];
    utf8_printable(cell->text, cell->n, shown, sizeof shown);
    if (!field_known(cell->text, cell->n)) {
      diag_add(in->list, true, in->name, csv->row_line, "there is no column \"%s\"", shown);
      return false;
    }
    memcpy(names[c], cell->text, cell->n);
    names[c][cell->n] = '\0';
    if (strcmp(names[c], "kind") == 0) kind = true;
    for (int before = 0; before < c; before++) {
      if (strcmp(names[before], names[c]) != 0) continue;
      diag_add(in->list, true, in->name, csv->row_line, "the column \"%s\" stands there twice", shown);
      return false;
    }
  }
  if (!kind) bad(in, csv->row_line, "the first row must name the columns, and one of them is kind");
  return kind;
}

static int read_kind(const struct csv *csv, char names[][16], struct record *record) {
  char kind[16] = "", shown[48];
  int c = 0;
  while (strcmp(names[c], "kind") != 0) c++;
  const struct csv_cell *cell = &csv->cells[c];
  if (cell->n < sizeof kind) memcpy(kind, cell->text, cell->n);
  record->kind = record_kind_of(kind);
  if (record->kind != RECORD_KINDS) return 0;
  return err_set(ERR_NO, "kind \"%s\" is not known",
                 utf8_printable(cell->text, cell->n, shown, sizeof shown));
}

static int read_cells(const struct csv *csv, char names[][16], int columns, struct record *record) {
  char shown[48];
  memset(record, 0, sizeof *record);
  if (csv->count != columns)
    return err_set(ERR_NO, "the row has %d cells, the header %d", csv->count, columns);
  if (read_kind(csv, names, record) != 0) return ERR_NO;
  uint64_t given = 0;
  for (int c = 0; c < columns; c++) {
    const struct csv_cell *cell = &csv->cells[c];
    if (strcmp(names[c], "kind") == 0) continue;
    const struct field *field = field_of(record->kind, names[c], strlen(names[c]));
    if (!field && cell->n > 0)
      return err_set(ERR_NO, "a %s has no %s, but the cell says \"%s\"", record_kind_name(record->kind),
                     names[c], utf8_printable(cell->text, cell->n, shown, sizeof shown));
    if (!field) continue;
    if (field_read(field, cell->text, cell->n, record) != 0) return ERR_NO;
    given |= UINT64_C(1) << (field - field_table);
  }
  for (int i = 0; i < field_count; i++) {
    if (field_has(&field_table[i], record->kind) && !(given >> i & 1))
      return err_set(ERR_NO, "the column %s is missing", field_table[i].name);
  }
  const char *fault = record_fault(record);
  return fault ? err_set(ERR_NO, "%s is outside its limits", fault) : 0;
}

static void read_csv(struct reading *in, const char *bytes, size_t n) {
  char names[CSV_CELLS_MAX][16];
  struct csv *csv = malloc(sizeof *csv);
  if (!csv) {
    in->memory = false;
    return;
  }
  csv_open(csv, bytes, n);
  int found = csv_next(csv), columns = csv->count;
  if (found != 1)
    bad(in, csv->row_line, found < 0 ? err_text() : "the file is empty");
  else if (read_header(in, csv, names)) {
    while (in->memory && (found = csv_next(csv)) != 0) {
      struct record record;
      if (found < 0 || read_cells(csv, names, columns, &record) != 0)
        bad(in, csv->row_line, err_text());
      else
        keep(in, csv->row_line, &record);
    }
  }
  free(csv);
}

static void read_json(struct reading *in, const char *bytes, size_t n) {
  struct jsonrows rows;
  int found = 0;
  jsonrows_open(&rows, bytes, n);
  while (in->memory && (found = jsonrows_next(&rows)) == 1) {
    struct record record;
    if (rows.row_size > CSV_ROW_MAX)
      bad(in, rows.row_line, "the record is longer than 65,536 bytes");
    else if (line_parse(rows.row, rows.row_size, &record) != 0)
      bad(in, rows.row_line, err_text());
    else
      keep(in, rows.row_line, &record);
  }
  if (found < 0) bad(in, rows.line, err_text());
}

int table_read(const char *name, const char *bytes, size_t n, enum table_form form, struct table *out,
               struct diag_list *list) {
  assert(form < TABLE_FORMS);
  *out = (struct table){0};
  struct reading in = {.name = name, .list = list, .table = out, .memory = true};
  int errors_before = list->errors;
  if (form == TABLE_CSV)
    read_csv(&in, bytes, n);
  else
    read_json(&in, bytes, n);
  idset_clear(&in.ids);
  int errors = list->errors - errors_before;
  if (in.memory && errors == 0) return 0;
  table_free(out);
  if (!in.memory)
    return err_set(ERR_MACHINE, "there is not enough memory to read %s; close other programs", name);
  return err_set(ERR_NO, "%s has %d faulty %s; nothing was imported", name, errors,
                 errors == 1 ? "row" : "rows");
}

/* The whole file in memory of its own, or NULL with a sentence. */
static char *slurp(const char *path, size_t *n) {
  int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  struct stat about;
  char *bytes = NULL;
  *n = 0;
  if (file < 0 || fstat(file, &about) != 0)
    err_set(ERR_MACHINE, "%s cannot be read: %s", path, strerror(errno));
  else if (!S_ISREG(about.st_mode))
    err_set(ERR_MACHINE, "%s is not an ordinary file", path);
  else if (about.st_size > (off_t)TABLE_BYTES_MAX)
    err_set(ERR_MACHINE, "%s is larger than %u MiB; split it into several files", path,
            TABLE_BYTES_MAX >> 20);
  else if (!(bytes = malloc((size_t)about.st_size + 1)))
    err_set(ERR_MACHINE, "there is not enough memory to read %s; close other programs", path);
  while (bytes && *n < (size_t)about.st_size) {
    ssize_t got = read(file, bytes + *n, (size_t)about.st_size - *n);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      err_set(ERR_MACHINE, "%s cannot be read: %s", path, strerror(errno));
      free(bytes);
      bytes = NULL;
    }
    if (got <= 0) break;
    *n += (size_t)got;
  }
  if (file >= 0) close(file);
  return bytes;
}

int table_load(const char *path, struct table *out, struct diag_list *list) {
  *out = (struct table){0};
  enum table_form form = table_form_of(path);
  if (form == TABLE_FORMS) return err_set(ERR_USAGE, "%s must end in .csv or .json", path);
  size_t n;
  char *bytes = slurp(path, &n);
  if (!bytes) return ERR_MACHINE;
  int result = table_read(path, bytes, n, form, out, list);
  free(bytes);
  return result;
}

void table_free(struct table *table) {
  free(table->records);
  *table = (struct table){0};
}
