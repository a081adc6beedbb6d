#include "wire.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "utf8.h"

enum tag {
  TAG_TRUE = 'T',
  TAG_FALSE = 'F',
  TAG_NUMBER = 'N',
  TAG_STRING = 'S',
  TAG_TABLE = '{',
  TAG_OTHER = 'X',
  TAG_KEY = 'k',
  TAG_INDEX = 'i',
};

/* ---- writing ---- */

void wire_out_clear(struct wire_out *out) {
  free(out->bytes);
  *out = (struct wire_out){.limit = out->limit};
}

void wire_put_bytes(struct wire_out *out, const void *bytes, size_t n) {
  if (out->failed || n == 0) return;
  if (n > out->limit || out->size > out->limit - n) {
    out->failed = true;
    return;
  }
  if (out->size + n > out->capacity) {
    size_t wider = out->capacity ? 2 * out->capacity : 1024;
    while (wider < out->size + n) wider *= 2;
    unsigned char *moved = realloc(out->bytes, wider);
    if (!moved) {
      out->failed = true;
      return;
    }
    out->bytes = moved;
    out->capacity = wider;
  }
  memcpy(out->bytes + out->size, bytes, n);
  out->size += n;
}

void wire_put_u8(struct wire_out *out, unsigned value) {
  unsigned char byte = (unsigned char)value;
  wire_put_bytes(out, &byte, 1);
}

static void u32_to_bytes(uint32_t value, unsigned char bytes[4]) {
  for (int i = 0; i < 4; i++) bytes[i] = (unsigned char)(value >> (8 * i));
}

void wire_put_u32(struct wire_out *out, uint32_t value) {
  unsigned char bytes[4];
  u32_to_bytes(value, bytes);
  wire_put_bytes(out, bytes, sizeof bytes);
}

void wire_put_text(struct wire_out *out, const char *text, size_t n) {
  assert(n <= UINT32_MAX);
  wire_put_u32(out, (uint32_t)n);
  wire_put_bytes(out, text, n);
}

void wire_put_boolean(struct wire_out *out, bool value) {
  wire_put_u8(out, value ? TAG_TRUE : TAG_FALSE);
}

void wire_put_double(struct wire_out *out, double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  wire_put_u32(out, (uint32_t)bits);
  wire_put_u32(out, (uint32_t)(bits >> 32));
}

void wire_put_number(struct wire_out *out, double value) {
  wire_put_u8(out, TAG_NUMBER);
  wire_put_double(out, value);
}

void wire_put_string(struct wire_out *out, const char *text, size_t n) {
  wire_put_u8(out, TAG_STRING);
  wire_put_text(out, text, n);
}

void wire_put_other(struct wire_out *out, const char *type_name) {
  wire_put_u8(out, TAG_OTHER);
  wire_put_text(out, type_name, strlen(type_name));
}

size_t wire_put_table(struct wire_out *out) {
  wire_put_u8(out, TAG_TABLE);
  size_t mark = out->size;
  wire_put_u32(out, 0);
  return mark;
}

void wire_patch_table(struct wire_out *out, size_t mark, uint32_t count) {
  if (!out->failed) u32_to_bytes(count, out->bytes + mark);
}

void wire_put_key(struct wire_out *out, const char *text, size_t n) {
  wire_put_u8(out, TAG_KEY);
  wire_put_text(out, text, n);
}

void wire_put_index(struct wire_out *out, uint32_t index) {
  wire_put_u8(out, TAG_INDEX);
  wire_put_u32(out, index);
}

void wire_begin(struct wire_out *out, enum wire_kind kind) {
  assert(out->size == 0);
  wire_put_u32(out, 0);
  wire_put_u8(out, kind);
}

bool wire_end(struct wire_out *out) {
  if (out->failed) return false;
  u32_to_bytes((uint32_t)(out->size - 4), out->bytes);
  return true;
}

/* ---- reading ---- */

static bool has(struct wire_in *in, size_t n) {
  if (in->broken || (size_t)(in->end - in->at) < n) in->broken = true;
  return !in->broken;
}

uint32_t wire_get_u8(struct wire_in *in) {
  return has(in, 1) ? *in->at++ : 0;
}

uint32_t wire_get_u32(struct wire_in *in) {
  if (!has(in, 4)) return 0;
  uint32_t value = 0;
  for (int i = 0; i < 4; i++) value |= (uint32_t)*in->at++ << (8 * i);
  return value;
}

double wire_get_double(struct wire_in *in) {
  uint64_t low = wire_get_u32(in), bits = low | (uint64_t)wire_get_u32(in) << 32;
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

const char *wire_get_text(struct wire_in *in, size_t *n) {
  uint32_t size = wire_get_u32(in);
  *n = 0;
  if (!has(in, size)) return NULL;
  const char *text = (const char *)in->at;
  in->at += size;
  *n = size;
  return text;
}

struct decoding {
  struct wire_in *in;
  struct arena *arena;
  int nodes;
  size_t text_bytes;
};

static int broken(void) {
  return err_set(ERR_NO, "the script worker sent a message that cannot be read; start Supine again");
}

static int no_memory(void) {
  return err_set(ERR_MACHINE, "no memory left to read a script's answer; close other programs");
}

/* A text as a terminated copy; *malformed where it cannot be shown as one. */
static int decode_text(struct decoding *d, const char **out, bool *malformed) {
  size_t n;
  const char *bytes = wire_get_text(d->in, &n);
  if (!bytes) return broken();
  d->text_bytes += n;
  if (d->text_bytes > WIRE_TEXT_MAX)
    return err_set(ERR_NO, "all text together is longer than %d KiB; shorten it", WIRE_TEXT_MAX / 1024);
  *malformed = memchr(bytes, '\0', n) != NULL || !utf8_valid(bytes, n);
  if (*malformed) n = 0;
  char *copy = arena_take(d->arena, n + 1);
  if (!copy) return no_memory();
  if (n) memcpy(copy, bytes, n);
  *out = copy;
  return 0;
}

static int decode_key(struct decoding *d, struct wire_entry *entry) {
  switch (wire_get_u8(d->in)) {
  case TAG_KEY: {
    bool malformed;
    int code = decode_text(d, &entry->key, &malformed);
    return code < 0 ? code : malformed ? broken() : 0;
  }
  case TAG_INDEX: {
    uint32_t index = wire_get_u32(d->in);
    if (d->in->broken || index < 1 || index > WIRE_INDEX_MAX) return broken();
    entry->index = (int)index;
    return 0;
  }
  default:
    return broken();
  }
}

/* List entries first, in their order, then the named ones: Lua's own order differs from run to run. */
static int by_key(const void *left, const void *right) {
  const struct wire_entry *a = left, *b = right;
  if (a->key && b->key) return strcmp(a->key, b->key);
  if (a->key || b->key) return a->key ? 1 : -1;
  return (a->index > b->index) - (a->index < b->index);
}

static int decode_value(struct decoding *d, int depth, struct wire_data *out);

static int decode_table(struct decoding *d, int depth, struct wire_data *out) {
  uint32_t count = wire_get_u32(d->in);
  if (depth >= WIRE_DEPTH_MAX) return err_set(ERR_NO, "tables are nested deeper than %d", WIRE_DEPTH_MAX);
  /* The smallest entry is 6 bytes: a count that the rest cannot hold must not allocate anything. */
  if (d->in->broken || count > (size_t)(d->in->end - d->in->at) / 6) return broken();
  if (count > (uint32_t)(WIRE_NODES_MAX - d->nodes))
    return err_set(ERR_NO, "the file returns more than %d values; make it smaller", WIRE_NODES_MAX);
  d->nodes += (int)count;
  *out = (struct wire_data){.type = WIRE_TABLE, .count = (int)count};
  if (count == 0) return 0;
  out->entries = arena_array(d->arena, count, sizeof *out->entries);
  if (!out->entries) return no_memory();
  for (uint32_t i = 0; i < count; i++) {
    int code = decode_key(d, &out->entries[i]);
    if (code == 0) code = decode_value(d, depth + 1, &out->entries[i].value);
    if (code < 0) return code;
  }
  qsort(out->entries, count, sizeof *out->entries, by_key);
  for (uint32_t i = 1; i < count; i++)
    if (by_key(&out->entries[i - 1], &out->entries[i]) == 0) return broken();
  return 0;
}

static int decode_value(struct decoding *d, int depth, struct wire_data *out) {
  uint32_t tag = wire_get_u8(d->in);
  if (d->in->broken) return broken();
  switch (tag) {
  case TAG_TRUE:
  case TAG_FALSE:
    *out = (struct wire_data){.type = WIRE_BOOLEAN, .boolean = tag == TAG_TRUE};
    return 0;
  case TAG_NUMBER:
    *out = (struct wire_data){.type = WIRE_NUMBER, .number = wire_get_double(d->in)};
    return d->in->broken ? broken() : 0;
  case TAG_STRING:
  case TAG_OTHER:
    *out = (struct wire_data){.type = tag == TAG_STRING ? WIRE_STRING : WIRE_OTHER};
    return decode_text(d, &out->text, &out->malformed);
  case TAG_TABLE:
    return decode_table(d, depth, out);
  default:
    return broken();
  }
}

int wire_decode(struct wire_in *in, struct arena *arena, struct wire_data *out) {
  struct decoding d = {.in = in, .arena = arena};
  int code = decode_value(&d, 0, out);
  if (code < 0) return code;
  return in->at == in->end ? 0 : broken();
}

const struct wire_data *wire_find(const struct wire_data *table, const char *key, int index) {
  if (!table || table->type != WIRE_TABLE) return NULL;
  if (table->count == 0) return NULL;
  struct wire_entry wanted = {.key = key, .index = key ? 0 : index};
  const struct wire_entry *hit =
      bsearch(&wanted, table->entries, (size_t)table->count, sizeof wanted, by_key);
  return hit ? &hit->value : NULL;
}
