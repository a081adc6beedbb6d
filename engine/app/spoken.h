/* What was spoken once, kept on disk: the voice says the same text with the same samples every time, and making them
** is the dearest thing that a session does. A clip is known by language, rate and text together; what cannot be read,
** was cut off or belongs to another build of the voice counts as not there. The folder may be deleted at any time.
** Without a folder nothing is kept. spoken_open and spoken_close: main thread, while nobody speaks; the others: any. */
#ifndef SUPINE_SPOKEN_H
#define SUPINE_SPOKEN_H

#include <stdbool.h>

#include "voice.h"

#define SPOKEN_BYTES_MAX                                                                                     \
  (48 << 20) /* beyond it those go first that were not heard for longest, down to half */

/* From now on clips are kept in that folder, which is there and is ours alone; clears out what is too much. */
void spoken_open(const char *folder);
void spoken_close(void);

/* Fills *out as voice_say_in would; free it with voice_free. False where it is not kept: *out is empty then. */
bool spoken_find(const char *language, const char *text, double rate, struct voice_clip *out);

/* Keeps a clip of voice_say_in. A full or read-only disk keeps nothing and does no harm. */
void spoken_keep(const char *language, const char *text, double rate, const struct voice_clip *clip);

#endif
