/* Text to samples, before the session starts and never during it: English in process (flite), other languages
** through the program espeak-ng where it is installed.
** Takes 50–300 ms a sentence: call it from a thread of its own; one call at a time. */
#ifndef SUPINE_VOICE_H
#define SUPINE_VOICE_H

#include <stdbool.h>
#include <stdint.h>

struct voice_clip {
  float *samples; /* mono, 48 kHz, −1…1 in whole 32,768ths, level evened; free with voice_free */
  int64_t frames;
  int64_t key_frames; /* where the [key word] begins; 0 when the text marks none */
};

/* Whether this build speaks English by itself. Any thread. */
bool voice_available(void);

/* Whether this machine can speak a language ("de", "pt-BR"; NULL or "" is English). Other than for English
** this asks espeak-ng, some 10 ms each time: keep the answer. Any thread. */
bool voice_speaks(const char *language);

/* Speaks text (UTF-8; one [word] or [several words] may be marked as the key). rate: 1 normal, 0.7…1.5
** slower to faster. English. Returns 0 and fills *out, or a negative err_code: ERR_MACHINE where there is no
** voice, ERR_NO where the text holds nothing to say. Silence at both ends is trimmed; no sample step at
** either end. The same text and rate give the same samples. */
int voice_say(const char *text, double rate, struct voice_clip *out);

/* The same in any language that voice_speaks; ERR_MACHINE in others, and where espeak-ng is missing. */
int voice_say_in(const char *language, const char *text, double rate, struct voice_clip *out);

/* Frees the samples; *clip becomes empty. */
void voice_free(struct voice_clip *clip);

/* text without its brackets, for captions, into out of size bytes (cut at a character). Returns out. */
char *voice_caption(const char *text, char *out, unsigned long size);

#endif
