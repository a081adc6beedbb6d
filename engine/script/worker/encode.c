#include "encode.h"

#include <lauxlib.h>
#include <string.h>

#include "box.h"

struct encoding {
  struct wire_out *out;
  int nodes;
  size_t text_bytes;
  bool answer;           /* of a rule, which has a smaller limit than a file */
  bool varying;          /* inside repetition: functions are called */
  lua_Integer rep, reps; /* their arguments */
};

static int refuse(lua_State *L, const char *format, int number) {
  box_of(L)->fault = WIRE_FAULT_SHAPE;
  return luaL_error(L, format, number);
}

static void count_text(lua_State *L, struct encoding *e, size_t n) {
  e->text_bytes += n;
  if (e->text_bytes > WIRE_TEXT_MAX)
    refuse(L, "all text together is longer than %d KiB; shorten it", WIRE_TEXT_MAX / 1024);
}

static void encode_value(lua_State *L, struct encoding *e, int depth);

static void encode_key(lua_State *L, struct encoding *e, int index) {
  size_t n;
  if (lua_type(L, index) == LUA_TSTRING) {
    const char *text = lua_tolstring(L, index, &n);
    if (memchr(text, '\0', n)) refuse(L, "a name in a table holds a zero byte", 0);
    count_text(L, e, n);
    wire_put_key(e->out, text, n);
    return;
  }
  lua_Integer number = lua_isinteger(L, index) ? lua_tointeger(L, index) : 0;
  if (number < 1 || number > WIRE_INDEX_MAX)
    refuse(L, "a key of a table must be a name or a place in a list", 0);
  wire_put_index(e->out, (uint32_t)number);
}

/* The table on top. */
static void encode_table(lua_State *L, struct encoding *e, int depth) {
  if (depth >= WIRE_DEPTH_MAX)
    refuse(L, "tables are nested deeper than %d; does one hold itself?", WIRE_DEPTH_MAX);
  size_t mark = wire_put_table(e->out);
  uint32_t count = 0;
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
    if (++e->nodes > WIRE_NODES_MAX)
      refuse(L, "the file returns more than %d values; make it smaller", WIRE_NODES_MAX);
    encode_key(L, e, -2);
    encode_value(L, e, depth + 1);
    count++;
  }
  wire_patch_table(e->out, mark, count);
}

/* The value on top, which stays there. */
static void encode_value(lua_State *L, struct encoding *e, int depth) {
  size_t n;
  if (e->out->failed)
    refuse(L, e->answer ? "returns more data than fits" : "the file returns more than %d KiB of data",
           WIRE_REPLY_MAX / 1024);
  luaL_checkstack(L, 8, "tables are nested too deep");
  switch (lua_type(L, -1)) {
  case LUA_TBOOLEAN:
    wire_put_boolean(e->out, lua_toboolean(L, -1));
    return;
  case LUA_TNUMBER:
    wire_put_number(e->out, lua_tonumber(L, -1));
    return;
  case LUA_TSTRING: {
    const char *text = lua_tolstring(L, -1, &n);
    count_text(L, e, n);
    wire_put_string(e->out, text, n);
    return;
  }
  case LUA_TTABLE:
    encode_table(L, e, depth);
    return;
  case LUA_TFUNCTION:
    if (!e->varying) break;
    lua_pushvalue(L, -1);
    lua_pushinteger(L, e->rep);
    lua_pushinteger(L, e->reps);
    lua_call(L, 2, 1);
    if (lua_isfunction(L, -1))
      wire_put_other(e->out, "function");
    else
      encode_value(L, e, depth);
    lua_pop(L, 1);
    return;
  }
  wire_put_other(e->out, luaL_typename(L, -1));
}

/* Whether the value on top holds a function anywhere. */
static bool varies(lua_State *L, int depth) {
  if (lua_isfunction(L, -1)) return true;
  if (!lua_istable(L, -1) || depth >= WIRE_DEPTH_MAX) return false;
  luaL_checkstack(L, 4, "tables are nested too deep");
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
    if (varies(L, depth + 1)) {
      lua_pop(L, 2);
      return true;
    }
  }
  return false;
}

/* An integer field of the table at index, within 1…WIRE_REPS_MAX, or otherwise the fallback. */
static lua_Integer field_reps(lua_State *L, int index, const char *name, lua_Integer fallback) {
  index = lua_absindex(L, index);
  lua_pushstring(L, name);
  lua_rawget(L, index);
  lua_Integer value = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : 0;
  lua_pop(L, 1);
  return value >= 1 && value <= WIRE_REPS_MAX ? value : fallback;
}

/* The value of `repetition` is on top, `own` and `most` are what the file says. */
static void encode_repetitions(lua_State *L, struct encoding *e, lua_Integer own, lua_Integer most) {
  lua_Integer count = varies(L, 0) ? most : 1;
  size_t mark = wire_put_table(e->out);
  e->varying = true;
  for (lua_Integer rep = 1; rep <= count; rep++) {
    e->rep = rep;
    e->reps = own > rep ? own : rep; /* beyond the number wanted, each is evaluated as the last */
    wire_put_index(e->out, (uint32_t)rep);
    encode_value(L, e, 2);
  }
  e->varying = false;
  wire_patch_table(e->out, mark, (uint32_t)count);
}

void encode_file(lua_State *L, struct wire_out *out, int reps) {
  struct encoding e = {.out = out};
  lua_Integer own = field_reps(L, -1, "reps", 5);
  lua_Integer most = field_reps(L, -1, "reps_max", own > WIRE_REPS_USUAL ? own : WIRE_REPS_USUAL);
  if (reps > 0) own = reps;
  size_t mark = wire_put_table(out);
  uint32_t count = 0;
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1), count++) {
    e.nodes++;
    encode_key(L, &e, -2);
    if (lua_type(L, -2) == LUA_TSTRING && strcmp(lua_tostring(L, -2), "repetition") == 0)
      encode_repetitions(L, &e, own, most);
    else
      encode_value(L, &e, 1);
  }
  wire_patch_table(out, mark, count);
  if (out->failed) refuse(L, "the file returns more than %d KiB of data", WIRE_REPLY_MAX / 1024);
}

void encode_plain(lua_State *L, struct wire_out *out) {
  struct encoding e = {.out = out, .answer = true};
  encode_value(L, &e, 1);
  if (out->failed) refuse(L, "returns more data than fits", 0);
}

/* ---- rules ---- */

static const char *const rule_fields[] = {"state", "progress", NULL};

const char *encode_rule_of(lua_State *L, int index) {
  index = lua_absindex(L, index);
  for (int i = 0; rule_fields[i]; i++) {
    lua_pushstring(L, rule_fields[i]);
    lua_rawget(L, index);
    if (lua_isfunction(L, -1)) return rule_fields[i];
    lua_pop(L, 1);
  }
  return NULL;
}

static bool is_rule_field(lua_State *L, int index) {
  for (int i = 0; rule_fields[i]; i++)
    if (lua_type(L, index) == LUA_TSTRING && strcmp(lua_tostring(L, index), rule_fields[i]) == 0) return true;
  return false;
}

/* The table on top, whose rule has that answer. */
static void encode_rule(lua_State *L, struct encoding *e, int depth, const struct wire_out *answer) {
  size_t mark = wire_put_table(e->out);
  uint32_t count = 0;
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1), count++) {
    e->nodes++;
    encode_key(L, e, -2);
    if (lua_isfunction(L, -1) && is_rule_field(L, -2) && answer->size > 0)
      wire_put_bytes(e->out, answer->bytes, answer->size);
    else
      encode_value(L, e, depth + 1);
  }
  wire_patch_table(e->out, mark, count);
}

void encode_rules(lua_State *L, struct wire_out *out, const struct wire_out answers[WIRE_CALLS_MAX + 1]) {
  struct encoding e = {.out = out};
  if (lua_rawlen(L, -1) == 0) {
    encode_rule(L, &e, 0, &answers[0]);
  } else {
    size_t mark = wire_put_table(out);
    uint32_t count = 0;
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1), count++) {
      e.nodes++;
      encode_key(L, &e, -2);
      lua_Integer place = lua_isinteger(L, -2) ? lua_tointeger(L, -2) : 0;
      if (lua_istable(L, -1) && place >= 1 && place <= WIRE_CALLS_MAX)
        encode_rule(L, &e, 1, &answers[place]);
      else
        encode_value(L, &e, 1);
    }
    wire_patch_table(out, mark, count);
  }
  if (out->failed) refuse(L, "the file returns more than %d KiB of data", WIRE_REPLY_MAX / 1024);
}
