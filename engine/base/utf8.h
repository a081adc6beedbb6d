/* UTF-8 for strings that come from outside: mods, file names, the command line. Pure; any thread. */
#ifndef SUPINE_UTF8_H
#define SUPINE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether the n bytes are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF). */
bool utf8_valid(const char *bytes, size_t n);

/* Cuts a NUL-terminated string to at most max bytes (without the NUL), never inside a character. */
void utf8_cut(char *text, size_t max);

/* Copies as much of text as fits into out (size ≥ 1, with its NUL), never a part of a character. text may be NULL: "". */
void utf8_copy(char *out, size_t size, const char *text);

/* Reads the character at *text and steps over it. A malformed byte reads as U+FFFD and is one byte long.
** Returns 0 at the end, without stepping. */
uint32_t utf8_next(const char **text);

/* Copies n bytes into out as one printable line: control characters, DEL and malformed bytes become \xNN, and the
** result is cut to size - 1 bytes with "…" where something was left out. size: at least 8. Returns out. */
char *utf8_printable(const char *bytes, size_t n, char *out, size_t size);

#endif
