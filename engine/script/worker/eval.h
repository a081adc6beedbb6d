/* One script file, evaluated in a Lua state of its own and turned into a reply message. Worker only. */
#ifndef SUPINE_EVAL_H
#define SUPINE_EVAL_H

#include "wire.h"

/* Evaluates n bytes of source for reps repetitions (0: the file's own number) and fills reply, an empty buffer
** with the limit WIRE_REPLY_MAX, with a WIRE_VALUE or WIRE_FAILURE frame for the ticket. Always leaves a frame. */
void eval_source(const char *source, size_t n, int reps, uint32_t ticket, struct wire_page *page,
                 struct wire_out *reply);

#endif
