/* A Lua value as plain data on the wire. Raw access only: no metamethod of the script runs. Worker only. */
#ifndef SUPINE_ENCODE_H
#define SUPINE_ENCODE_H

#include <lua.h>

#include "wire.h"

/* Appends the table at the top of the stack to out; leaves the stack as it was.
** A field `repetition` becomes the list of all repetitions: one where nothing in it is a function, otherwise one
** for each repetition up to the file's reps_max, with every function in it called as f(rep, reps). reps: how many
** the player wants, 0 for the file's own number.
** Raises a Lua error, with box->fault set to WIRE_FAULT_SHAPE, when the value cannot cross. */
void encode_file(lua_State *L, struct wire_out *out, int reps);

/* Appends the value on top of the stack, without calling anything in it. Raises like encode_file. */
void encode_plain(lua_State *L, struct wire_out *out);

/* Appends the table on top, a file of rules, where each rule's function stands replaced by its answer:
** answers[0] for the table itself, answers[i] for list entry i; one that is empty leaves the function as it is.
** Raises likewise. */
void encode_rules(lua_State *L, struct wire_out *out, const struct wire_out answers[WIRE_CALLS_MAX + 1]);

/* The name of the field that holds the rule of the table at index and is a function, which is pushed; NULL and
** nothing pushed where there is none. */
const char *encode_rule_of(lua_State *L, int index);

#endif
