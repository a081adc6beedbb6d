/* What is written and what is spoken: the [key word], captions, and text plain enough for the synthesiser.
** Pure; the caller's memory; any thread. */
#ifndef SUPINE_SPELL_H
#define SUPINE_SPELL_H

#include <stdbool.h>

#define SPELL_TEXT_MAX                                                                                       \
  400 /* bytes that are spoken of one text; the rest is cut at a word: some 25 s of speech */

struct spell {
  char text[SPELL_TEXT_MAX + 1]; /* words, figures and pauses only; single spaces */
  int key_at;                    /* byte in text where the key word begins; -1: none is marked */
  bool speakable;                /* holds at least one letter or figure */
};

/* Reads text (UTF-8, malformed bytes allowed) into *out. The first '[' that a word follows marks the
** key. Typographic signs become plain ones. own_letters: letters beyond ASCII stay as they are (UTF-8);
** else the text becomes ASCII: letters with accents lose them. Everything else becomes a space, so that no
** markup is left. */
void spell_read(const char *text, bool own_letters, struct spell *out);

#endif
