#include "spell.h"

#include <string.h>

#include "utf8.h"

#define LATIN_FIRST 0xC0
#define LATIN_LAST  0xFF

/* U+00C0…U+00FF without their accents; ' ' has no letter. */
static const char latin[] = "AAAAAAACEEEEIIIIDNOOOOO OUUUUYTsaaaaaaaceeeeiiiidnooooo ouuuuyty";

_Static_assert(sizeof latin - 1 == LATIN_LAST - LATIN_FIRST + 1, "one letter for each sign");

/* ASCII, or a byte of a letter beyond it. */
static bool is_word(char c) {
  return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9');
}

/* The ASCII sign that is spoken for a character; ' ' where there is none. */
static char plain(uint32_t c) {
  if (c < 0x80) return is_word((char)c) || strchr("',.?!;:-", (int)c) ? (char)c : ' ';
  if (c >= LATIN_FIRST && c <= LATIN_LAST) return latin[c - LATIN_FIRST];
  switch (c) {
  case 0x2018: /* ‘ */
  case 0x2019: /* ’ */
    return '\'';
  case 0x2013: /* – */
  case 0x2014: /* — */
  case 0x2026: /* … */
    return ',';
  case 0x2010: /* ‐ */
  case 0x2011: /* non-breaking hyphen */
    return '-';
  default:
    return ' ';
  }
}

/* A pause counts only behind a word, and once: ", , ," or a lone "-" would be read out or stumbled over. */
static bool fits(const char *text, int length, char c) {
  char last = length > 0 ? text[length - 1] : ' ';
  if (c == ' ') return last != ' ';
  return is_word(c) || is_word(last);
}

/* Whether a character beyond ASCII is a letter, or may be one: no sign, space, symbol or private one. */
static bool is_letter(uint32_t c) {
  if (c < LATIN_FIRST || c == 0xD7 || c == 0xF7) return false;
  if (c >= 0x2000 && c < 0x2C00) return false; /* punctuation, arrows, boxes */
  if (c >= 0x3000 && c < 0x3040) return false; /* punctuation of Chinese and Japanese */
  return c < 0xE000 || (c >= 0xF900 && c < 0xFE00) || (c >= 0x20000 && c < 0x32000);
}

static void cut_at_word(struct spell *spell, int length) {
  int whole = length;
  while (length > 0 && spell->text[length - 1] != ' ') length--;
  if (length == 0) length = whole; /* one endless word */
  while (length > 0 && spell->text[length - 1] == ' ') length--;
  spell->text[length] = '\0';
  if (spell->key_at >= length) spell->key_at = -1;
}

void spell_read(const char *text, bool own_letters, struct spell *out) {
  *out = (struct spell){.key_at = -1};
  int length = 0;
  bool marked = false;
  const char *from = text;
  for (uint32_t c; (c = utf8_next(&text)) != 0; from = text) {
    if (c == '[') marked = out->key_at < 0;
    if (c == ']') marked = false;
    if (c == '[' || c == ']') continue;
    bool own = own_letters && is_letter(c);
    char spoken = plain(c);
    const char *bytes = own ? from : &spoken;
    int count = own ? (int)(text - from) : 1;
    if (!fits(out->text, length, *bytes)) continue;
    if (length + count > SPELL_TEXT_MAX) {
      if (*bytes != ' ') cut_at_word(out, length);
      break;
    }
    if (is_word(*bytes)) out->speakable = true;
    if (marked && is_word(*bytes)) {
      out->key_at = length;
      marked = false;
    }
    memcpy(out->text + length, bytes, (size_t)count);
    length += count;
  }
  length = (int)strlen(out->text);
  if (length > 0 && out->text[length - 1] == ' ') out->text[length - 1] = '\0';
}
