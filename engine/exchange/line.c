#include "line.h"

#include <assert.h>
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

#include "err.h"
#include "field.h"
#include "utf8.h"

#define SEAL_HEAD "{\"crc\":\""
#define SEAL_BODY "\",\"fact\":"
#define SEAL_TAIL "}"
#define DEPTH_MAX 3

uint32_t line_crc(const char *bytes, size_t n) {
  static const uint32_t step[16] = {0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4,
                                    0x4DB26158, 0x5005713C, 0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C,
                                    0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C};
  uint32_t crc = 0xFFFFFFFFu;
  for (size_t i = 0; i < n; i++) {
    crc ^= (unsigned char)bytes[i];
    crc = crc >> 4 ^ step[crc & 15];
    crc = crc >> 4 ^ step[crc & 15];
  }
  return ~crc;
}

/* ---- writing ---- */

static struct json_object *value_of(const struct field *field, const struct record *record) {
  char text[FIELD_TEXT_SIZE];
  const void *at = (const char *)record + field->offset;
  switch (field->type) {
  case FIELD_INT:
    return json_object_new_int(*(const int *)at);
  case FIELD_MS:
    return json_object_new_int64(*(const int64_t *)at);
  case FIELD_NUMBER:
    return json_object_new_double_s(*(const double *)at, field_print(field, record, text, sizeof text));
  case FIELD_FLAG:
    return json_object_new_boolean(*(const bool *)at);
  default:
    return json_object_new_string(field_print(field, record, text, sizeof text));
  }
}

static bool add(struct json_object *object, const char *name, struct json_object *value) {
  if (value && json_object_object_add_ex(object, name, value,
                                         JSON_C_OBJECT_ADD_KEY_IS_NEW | JSON_C_OBJECT_ADD_CONSTANT_KEY) == 0)
    return true;
  json_object_put(value);
  return false;
}

char *line_print(const struct record *record, char *out, size_t size) {
  assert(size >= LINE_SIZE && !record_fault(record));
  struct json_object *object = json_object_new_object();
  bool whole = object && add(object, "kind", json_object_new_string(record_kind_name(record->kind)));
  for (int i = 0; whole && i < field_count; i++) {
    const struct field *field = &field_table[i];
    if (field_has(field, record->kind)) whole = add(object, field->name, value_of(field, record));
  }
  size_t length = 0;
  const char *text = whole ? json_object_to_json_string_length(
                                 object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, &length)
                           : NULL;
  bool fits = text && length < size; /* always, for a record inside its limits */
  if (fits) memcpy(out, text, length + 1);
  json_object_put(object);
  return fits ? out : NULL;
}

/* ---- reading ---- */

static int read_member(const struct field *field, struct json_object *value, struct record *record) {
  char number[40];
  enum json_type type = json_object_get_type(value);
  bool text = field->type == FIELD_TEXT || field->type == FIELD_DAY || field->type == FIELD_EMBLEM;
  bool fits = text ? type == json_type_string
              : field->type == FIELD_FLAG
                  ? type == json_type_boolean
                  : type == json_type_int || (type == json_type_double && field->type == FIELD_NUMBER);
  if (!fits)
    return err_set(ERR_NO, "%s must be a %s", field->name,
                   text                        ? "text"
                   : field->type == FIELD_FLAG ? "true or false value"
                                               : "number");
  if (text)
    return field_read(field, json_object_get_string(value), (size_t)json_object_get_string_len(value),
                      record);
  if (type == json_type_double)
    snprintf(number, sizeof number, "%.17g", json_object_get_double(value));
  else if (type == json_type_int)
    snprintf(number, sizeof number, "%lld", (long long)json_object_get_int64(value));
  else
    snprintf(number, sizeof number, "%s", json_object_get_boolean(value) ? "true" : "false");
  return field_read(field, number, strlen(number), record);
}

static int read_kind(struct json_object *object, enum record_kind *kind) {
  struct json_object *value;
  char shown[48];
  if (!json_object_object_get_ex(object, "kind", &value) || !json_object_is_type(value, json_type_string))
    return err_set(ERR_NO, "kind is missing");
  const char *name = json_object_get_string(value);
  *kind = record_kind_of(name);
  if (*kind != RECORD_KINDS) return 0;
  return err_set(ERR_NO, "kind \"%s\" is not known here; a newer version of Supine may have written it",
                 utf8_printable(name, strlen(name), shown, sizeof shown));
}

static int read_object(struct json_object *object, struct record *out) {
  char shown[48];
  memset(out, 0, sizeof *out);
  if (read_kind(object, &out->kind) != 0) return ERR_NO;
  struct json_object *value;
  for (int i = 0; i < field_count; i++) {
    const struct field *field = &field_table[i];
    if (!field_has(field, out->kind)) continue;
    if (!json_object_object_get_ex(object, field->name, &value))
      return err_set(ERR_NO, "%s is missing", field->name);
    if (read_member(field, value, out) != 0) return ERR_NO;
  }
  json_object_object_foreach(object, name, other) {
    (void)other;
    if (strcmp(name, "kind") != 0 && !field_of(out->kind, name, strlen(name)))
      return err_set(ERR_NO, "a %s has no member \"%s\"", record_kind_name(out->kind),
                     utf8_printable(name, strlen(name), shown, sizeof shown));
  }
  const char *fault = record_fault(out);
  return fault ? err_set(ERR_NO, "%s is outside its limits", fault) : 0;
}

/* Members as they are written. The library keeps the last of two that share a name and says nothing. */
static int count_members(const char *text, size_t n) {
  int colons = 0;
  bool inside = false;
  for (size_t i = 0; i < n; i++) {
    if (inside && text[i] == '\\')
      i++;
    else if (text[i] == '"')
      inside = !inside;
    else if (!inside && text[i] == ':')
      colons++;
  }
  return colons;
}

int line_parse(const char *text, size_t n, struct record *out) {
  if (n == 0 || n > INT32_MAX / 2) return err_set(ERR_NO, "the line is empty or too long");
  struct json_tokener *tokener = json_tokener_new_ex(DEPTH_MAX);
  if (!tokener) return err_set(ERR_NO, "there is not enough memory");
  json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
  struct json_object *object = json_tokener_parse_ex(tokener, text, (int)n);
  bool whole = object && json_tokener_get_error(tokener) == json_tokener_success &&
               json_tokener_get_parse_end(tokener) == n && json_object_is_type(object, json_type_object);
  int result;
  if (!whole)
    result = err_set(ERR_NO, "the line is not one JSON object");
  else if (count_members(text, n) > json_object_object_length(object))
    result = err_set(ERR_NO, "a member stands there twice");
  else
    result = read_object(object, out);
  json_object_put(object);
  json_tokener_free(tokener);
  return result;
}

/* ---- with a checksum ---- */

char *line_seal(const struct record *record, char *out, size_t size) {
  char fact[LINE_SIZE];
  if (!line_print(record, fact, sizeof fact)) return NULL;
  size_t length = strlen(fact);
  int whole =
      snprintf(out, size, SEAL_HEAD "%08x" SEAL_BODY "%s" SEAL_TAIL, (unsigned)line_crc(fact, length), fact);
  assert(whole > 0 && (size_t)whole < size);
  (void)whole;
  return out;
}

int line_open(const char *text, size_t n, const char **fact, size_t *fact_size, uint32_t *sum) {
  const size_t head = sizeof SEAL_HEAD - 1, body = sizeof SEAL_BODY - 1, tail = sizeof SEAL_TAIL - 1;
  const size_t before = head + 8 + body;
  if (n > before + tail && memcmp(text, SEAL_HEAD, head) == 0 &&
      memcmp(text + head + 8, SEAL_BODY, body) == 0 && text[n - 1] == '}') {
    char expected[9];
    *fact = text + before;
    *fact_size = n - before - tail;
    *sum = line_crc(*fact, *fact_size);
    snprintf(expected, sizeof expected, "%08x", (unsigned)*sum);
    if (memcmp(expected, text + head, 8) == 0) return 0;
  }
  return err_set(ERR_NO, "the line is damaged or was not copied completely");
}

int line_unseal(const char *text, size_t n, struct record *out) {
  const char *fact = NULL;
  size_t size = 0;
  uint32_t sum = 0;
  return line_open(text, n, &fact, &size, &sum) == 0 ? line_parse(fact, size, out) : ERR_NO;
}

bool line_id(const char *fact, size_t n, char id[RECORD_ID_SIZE]) {
  static const char head[] = "{\"kind\":\"", between[] = "\",\"id\":\"";
  size_t at = sizeof head - 1;
  if (n <= at || memcmp(fact, head, at) != 0) return false;
  while (at < n && (fact[at] == '_' || (fact[at] >= 'a' && fact[at] <= 'z'))) at++;
  const size_t step = sizeof between - 1, length = RECORD_ID_SIZE - 1;
  if (n - at <= step + length || memcmp(fact + at, between, step) != 0 || fact[at + step + length] != '"')
    return false;
  memcpy(id, fact + at + step, length);
  id[length] = '\0';
  return record_id_good(id);
}

bool line_same(const struct record *a, const struct record *b) {
  char one[LINE_SIZE], other[LINE_SIZE];
  return line_print(a, one, sizeof one) && line_print(b, other, sizeof other) && strcmp(one, other) == 0;
}
