#include "utf8.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* Length of the well-formed character at p with n bytes left and its code point; 0 if malformed. */
static size_t sequence(const unsigned char *p, size_t n, uint32_t *code) {
  if (n == 0) return 0;
  if (p[0] < 0x80) {
    *code = p[0];
    return 1;
  }
  size_t length = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
  static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
  if (p[0] < 0xC2 || p[0] > 0xF4 || n < length) return 0;
  uint32_t value = p[0] & (0x7Fu >> length);
  for (size_t i = 1; i < length; i++) {
    if ((p[i] & 0xC0) != 0x80) return 0;
    value = value << 6 | (p[i] & 0x3Fu);
  }
  if (value < least[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
  *code = value;
  return length;
}

bool utf8_valid(const char *bytes, size_t n) {
  const unsigned char *p = (const unsigned char *)bytes;
  while (n > 0) {
    uint32_t code;
    size_t length = sequence(p, n, &code);
    if (length == 0) return false;
    p += length;
    n -= length;
  }
  return true;
}

void utf8_cut(char *text, size_t max) {
  size_t length = strnlen(text, max + 1);
  if (length > max) length = max;
  size_t start = length;
  while (start > 0 && length - start < 4 && ((unsigned char)text[start - 1] & 0xC0) == 0x80) start--;
  if (start > 0 && (unsigned char)text[start - 1] >= 0xC0) {
    uint32_t code;
    size_t lead = start - 1;
    if (sequence((const unsigned char *)text + lead, length - lead, &code) == 0) length = lead;
  }
  text[length] = '\0';
}

uint32_t utf8_next(const char **text) {
  const unsigned char *p = (const unsigned char *)*text;
  if (*p == 0) return 0;
  uint32_t code = 0xFFFD;
  size_t length = sequence(p, strnlen(*text, 4), &code);
  *text += length ? length : 1;
  return length ? code : 0xFFFD;
}

char *utf8_printable(const char *bytes, size_t n, char *out, size_t size) {
  assert(size >= 8);
  const unsigned char *p = (const unsigned char *)bytes;
  size_t used = 0;
  while (n > 0) {
    uint32_t code = 0;
    size_t length = sequence(p, n, &code);
    char piece[4 * 2 + 1]; /* two bytes as \xNN, or one character of up to four */
    size_t take = length ? length : 1;
    size_t wide = length;
    if (length == 0 || code < 0x20 || (code >= 0x7F && code < 0xA0)) {
      wide = 0;
      for (size_t i = 0; i < take && i < 2; i++) wide += (size_t)snprintf(piece + wide, 5, "\\x%02X", p[i]);
    } else {
      memcpy(piece, p, length);
    }
    bool last = n == take;
    /* Unless what is left is sure to fit, keep room for the three bytes of "…" and the NUL. */
    bool rest_fits = used + 4 * n + 1 <= size;
    if (!rest_fits && used + wide + (last ? 1 : 4) > size) {
      memcpy(out + used, "…", 3);
      used += 3;
      break;
    }
    memcpy(out + used, piece, wide);
    used += wide;
    p += take;
    n -= take;
  }
  out[used] = '\0';
  return out;
}

void utf8_copy(char *out, size_t size, const char *text) {
  size_t length = text ? strlen(text) : 0;
  if (length >= size) {
    length = size - 1;
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) length--;
  }
  if (length > 0) memcpy(out, text, length);
  out[length] = '\0';
}
