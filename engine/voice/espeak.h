/* espeak-ng as a program beside ours, for languages that flite does not speak. It is never linked: its licence is
** another. A run is bounded in time and in output, sees no terminal, and a text that looks like an option or
** like markup stays a text. Blocks for the time of the run (some 20 ms a sentence); any thread, also several. */
#ifndef SUPINE_ESPEAK_H
#define SUPINE_ESPEAK_H

#include <stdbool.h>

#include "pcm.h"
#include "spell.h"

#define ESPEAK_LIMIT_MS  10000
#define ESPEAK_BYTES_MAX (8 << 20) /* three minutes of speech */

/* Speaks spell->text in a language ("de", "pt-BR"; letters, figures and '-' only). rate: 1 normal. *key_sample:
** where the key word begins, 0 where there is none. limit_ms: of either of the two runs that this takes at
** most. Returns 0, out->samples to be freed by the caller, or ERR_MACHINE: no such program or language, or it failed. */
int espeak_say(const char *language, const struct spell *spell, double rate, int limit_ms, struct pcm *out,
               int64_t *key_sample);

#endif
