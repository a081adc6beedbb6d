/* The libraries a script gets: one C file each, with its functions in one table at the end of the file.
** Everything that touches the system, loads code, meets the collector or has no bound is left out or replaced
** (docs for authors: scripts/api). Every function here may raise a Lua error and is called under lua_pcall only. */
#ifndef SUPINE_LIB_H
#define SUPINE_LIB_H

#include <lauxlib.h>
#include <lua.h>

#define LIB_STRING_MAX  (1024 * 1024) /* bytes of a string that a library function may build */
#define LIB_SUBJECT_MAX (64 * 1024)   /* bytes that a pattern may be matched against */
#define LIB_REPEAT_MAX  1000000       /* string.rep, whatever it repeats */

/* Makes the environment of a script with all libraries, strict against undeclared names, and pushes it. */
void lib_open(lua_State *L);

/* Pushes nothing; adds its functions to the environment on top of the stack. */
void lib_base_open(lua_State *L);
void lib_math_open(lua_State *L);
void lib_string_open(lua_State *L);
void lib_table_open(lua_State *L);
void lib_utf8_open(lua_State *L);
void lib_date_open(lua_State *L);

/* Pushes a history that reads from the box's ledger, which must be there. Each is new: what one rule does with
** the lists in it, no other sees. */
void lib_history_push(lua_State *L);

/* Pushes the table that luaopen would return. */
void lib_original(lua_State *L, lua_CFunction luaopen);

/* Copies the named fields (NULL ends the list) from the table at `from` into the one on top of the stack. */
void lib_keep(lua_State *L, int from, const char *const *names);

/* Adds each function of `functions` to the table on top; its first upvalue is the original of the same name in
** the table at `from` (nil where there is none). */
void lib_wrap(lua_State *L, int from, const luaL_Reg *functions);

/* Runs the original of a wrapped function on the same arguments, as if it had been called itself, so that its
** messages name the right function and line. */
int lib_call_original(lua_State *L);

/* Pushes the value at index as text, without addresses; __tostring is honoured. */
void lib_push_text(lua_State *L, int index);

/* Raises an error when the string on top is longer than LIB_STRING_MAX. */
void lib_check_length(lua_State *L);

#endif
