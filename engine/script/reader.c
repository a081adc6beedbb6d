#include "reader.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "nearest.h"
#include "utf8.h"

#define ID_MAX      48
#define UNKNOWN_MAX 10 /* findings about unknown keys of one table */
#define PLACE_MAX   160

/* ---- places ---- */

struct reader_at reader_root(const struct wire_data *value, const struct lines_node *node) {
  return (struct reader_at){.value = value, .node = node, .line = node ? node->line : 0};
}

static struct reader_at below(const struct reader_at *at, const char *key, int index) {
  struct reader_at child = {.up = at, .key = key, .index = index};
  child.value = wire_find(at->value, key, index);
  child.node = child.value ? lines_child(at->node, key, index) : NULL;
  child.line = child.node ? child.node->line : at->line;
  return child;
}

struct reader_at reader_field(const struct reader_at *at, const char *key) {
  return below(at, key, 0);
}

struct reader_at reader_item(const struct reader_at *at, int index) {
  return below(at, NULL, index);
}

bool reader_present(const struct reader_at *at) {
  return at->value != NULL;
}

/* "repetition[2].seconds" in out. */
static void place(const struct reader_at *at, char *out, size_t size) {
  if (!at->up) {
    out[0] = '\0';
    return;
  }
  place(at->up, out, size);
  size_t used = strlen(out);
  if (at->key)
    snprintf(out + used, size - used, "%s%s", used ? "." : "", at->key);
  else
    snprintf(out + used, size - used, "[%d]", at->index);
}

bool reader_fail(struct reader *r, const struct reader_at *at, const char *format, ...) {
  char where[PLACE_MAX], text[DIAG_TEXT_MAX];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  place(at, where, sizeof where);
  diag_add(r->list, true, r->file, at->line, "%s%s%s", where, where[0] ? ": " : "", text);
  return false;
}

const char *reader_shown(const char *word, char out[READER_SHOWN_MAX]) {
  return utf8_printable(word, strlen(word), out, READER_SHOWN_MAX);
}

int reader_errors(const struct reader *r) {
  return r->list->errors;
}

/* ---- tables ---- */

static const char *type_name(const struct wire_data *value) {
  if (!value) return "nothing";
  switch (value->type) {
  case WIRE_NIL:
    return "nothing";
  case WIRE_BOOLEAN:
    return value->boolean ? "true" : "false";
  case WIRE_NUMBER:
    return "a number";
  case WIRE_STRING:
    return "a text";
  case WIRE_TABLE:
    return "a table";
  case WIRE_OTHER:
    break;
  }
  return "a function (only a repetition may vary)";
}

bool reader_table(struct reader *r, const struct reader_at *at, const char *what) {
  if (at->value && at->value->type == WIRE_TABLE) return true;
  return reader_fail(r, at, "must be %s, not %s", what, type_name(at->value));
}

int reader_list(struct reader *r, const struct reader_at *at, int max, const char *what) {
  if (!reader_table(r, at, what)) return -1;
  const struct wire_data *table = at->value;
  if (table->count > 0 && table->entries[table->count - 1].key) {
    reader_fail(r, at, "must be %s; '%s' has no place in a list", what, table->entries[table->count - 1].key);
    return -1;
  }
  if (table->count > max) {
    reader_fail(r, at, "has %d entries; at most %d are possible", table->count, max);
    return -1;
  }
  if (table->count > 0 && table->entries[table->count - 1].index != table->count) {
    reader_fail(r, at, "must be a list without holes");
    return -1;
  }
  return table->count;
}

static bool among(const char *word, const char *const *words) {
  for (; words && *words; words++)
    if (strcmp(*words, word) == 0) return true;
  return false;
}

static void offer_all(struct nearest *search, const char *const *words) {
  for (; words && *words; words++) nearest_offer(search, *words);
}

void reader_keys(struct reader *r, const struct reader_at *at, const char *const *known,
                 const char *const *more, bool list) {
  int found = 0;
  for (int i = 0; i < at->value->count && found < UNKNOWN_MAX; i++) {
    const struct wire_entry *entry = &at->value->entries[i];
    if (!entry->key && list) continue;
    if (entry->key && (among(entry->key, known) || among(entry->key, more))) continue;
    found++;
    struct reader_at child = entry->key ? reader_field(at, entry->key) : reader_item(at, entry->index);
    if (!entry->key) {
      reader_fail(r, &child, "a list entry has no place here; give it a name");
      continue;
    }
    struct nearest search = {.word = entry->key};
    offer_all(&search, known);
    offer_all(&search, more);
    if (search.best)
      reader_fail(r, &child, "unknown; did you mean '%s'?", search.best);
    else
      reader_fail(r, &child, "unknown; remove it");
  }
}

/* ---- values ---- */

bool reader_number(struct reader *r, const struct reader_at *at, double min, double max, double *out) {
  if (!at->value) return true;
  if (at->value->type != WIRE_NUMBER)
    return reader_fail(r, at, "must be a number, not %s", type_name(at->value));
  double number = at->value->number;
  if (!isfinite(number)) return reader_fail(r, at, "must be a finite number");
  if (number < min || number > max)
    return reader_fail(r, at, "is %g, but must be between %g and %g", number, min, max);
  *out = number;
  return true;
}

bool reader_integer(struct reader *r, const struct reader_at *at, int min, int max, int *out) {
  double number = min;
  if (!at->value) return true;
  if (!reader_number(r, at, min, max, &number)) return false;
  if (number != floor(number)) return reader_fail(r, at, "is %g, but must be a whole number", number);
  *out = (int)number;
  return true;
}

bool reader_boolean(struct reader *r, const struct reader_at *at, bool *out) {
  if (!at->value) return true;
  if (at->value->type != WIRE_BOOLEAN)
    return reader_fail(r, at, "must be true or false, not %s", type_name(at->value));
  *out = at->value->boolean;
  return true;
}

static bool one_line(const char *text) {
  for (; *text; text++)
    if ((unsigned char)*text < 0x20 || *text == 0x7F) return false;
  return true;
}

bool reader_text(struct reader *r, const struct reader_at *at, size_t max, const char **out) {
  if (!at->value) return true;
  if (at->value->type != WIRE_STRING)
    return reader_fail(r, at, "must be a text, not %s", type_name(at->value));
  if (at->value->malformed) return reader_fail(r, at, "is not text in UTF-8; save the file as UTF-8");
  const char *text = at->value->text;
  if (strlen(text) > max)
    return reader_fail(r, at, "has %zu bytes; at most %zu are possible", strlen(text), max);
  if (!one_line(text)) return reader_fail(r, at, "must be one line without control characters");
  char *copy = arena_copy(r->arena, text);
  if (!copy) return reader_fail(r, at, "no memory left to read it");
  *out = copy;
  return true;
}

bool reader_id(struct reader *r, const struct reader_at *at, bool dashes, const char **out) {
  char shown[READER_SHOWN_MAX];
  const char *text = NULL;
  if (!at->value) return reader_fail(r, at, "is missing");
  if (!reader_text(r, at, READER_KEY_MAX, &text)) return false;
  size_t n = strlen(text);
  bool ok = n > 0 && n <= ID_MAX && text[0] != '-';
  for (size_t i = 0; i < n && ok; i++)
    ok = islower((unsigned char)text[i]) || isdigit((unsigned char)text[i]) || text[i] == '_' ||
         (dashes && text[i] == '-');
  if (!ok)
    return reader_fail(r, at, "'%s' is no id: use small letters, digits and %s, at most %d",
                       reader_shown(text, shown), dashes ? "-" : "_", ID_MAX);
  *out = text;
  return true;
}

bool reader_choice(struct reader *r, const struct reader_at *at, const char *const *words, int *out) {
  const char *text = NULL;
  if (!at->value) return true;
  if (!reader_text(r, at, READER_KEY_MAX, &text)) return false;
  char all[PLACE_MAX] = "", shown[READER_SHOWN_MAX];
  for (int i = 0; words[i]; i++) {
    if (strcmp(words[i], text) == 0) {
      *out = i;
      return true;
    }
    size_t used = strlen(all);
    snprintf(all + used, sizeof all - used, "%s%s", i ? ", " : "", words[i]);
  }
  return reader_fail(r, at, "is '%s', but must be one of: %s", reader_shown(text, shown), all);
}
