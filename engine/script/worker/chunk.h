/* What every evaluation shares: a fresh Lua state, running a file in it, and the reply where that fails. Worker
** only. */
#ifndef SUPINE_CHUNK_H
#define SUPINE_CHUNK_H

#include <lua.h>

#include "box.h"
#include "wire.h"

#define CHUNK_MESSAGE_MAX 600 /* bytes of an error message that cross; the game cuts once more */

/* A state whose memory and time the box counts; NULL without memory. */
lua_State *chunk_state(struct box *box);

/* Opens the libraries, compiles and runs the source, and leaves the table that it returned on the stack. Raises
** what a script can make fail: call it under lua_pcall. */
void chunk_run(lua_State *L, const char *source, size_t n);

/* An error message without "script:12: " in front. *line becomes that number where there is one. Returns the
** rest and its size in *n. */
const char *chunk_message(const char *text, size_t *n, int32_t *line);

/* The text of the error on top of the stack, "the error is not a text" for other values; valid while it stands
** there. */
const char *chunk_error_text(lua_State *L, size_t *n);

/* What kind of failure a lua_pcall that returned status met with. */
enum wire_fault chunk_fault(const struct box *box, int status);

/* The head of a WIRE_VALUE or WIRE_FAILURE: kind, ticket and what was printed. */
void chunk_begin(struct wire_out *reply, enum wire_kind kind, const struct box *box);

/* A whole WIRE_FAILURE, instead of what the reply may hold so far. */
void chunk_fail(struct wire_out *reply, const struct box *box, enum wire_fault fault, const char *text,
                size_t n);

/* The same for the error on top of the stack. */
void chunk_report(lua_State *L, int status, const struct box *box, struct wire_out *reply);

#endif
