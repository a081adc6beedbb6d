#include "lib.h"

#include <string.h>

void lib_original(lua_State *L, lua_CFunction luaopen) {
  lua_pushcfunction(L, luaopen);
  lua_call(L, 0, 1);
}

void lib_keep(lua_State *L, int from, const char *const *names) {
  from = lua_absindex(L, from);
  for (; *names; names++) {
    lua_getfield(L, from, *names);
    lua_setfield(L, -2, *names);
  }
}

void lib_wrap(lua_State *L, int from, const luaL_Reg *functions) {
  from = lua_absindex(L, from);
  for (; functions->name; functions++) {
    lua_getfield(L, from, functions->name);
    lua_pushcclosure(L, functions->func, 1);
    lua_setfield(L, -2, functions->name);
  }
}

int lib_call_original(lua_State *L) {
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

void lib_push_text(lua_State *L, int index) {
  index = lua_absindex(L, index);
  if (luaL_getmetafield(L, index, "__tostring") != LUA_TNIL) {
    lua_pushvalue(L, index);
    lua_call(L, 1, 1);
    if (lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "'__tostring' must return a string");
    return;
  }
  switch (lua_type(L, index)) {
  case LUA_TNIL:
  case LUA_TBOOLEAN:
  case LUA_TNUMBER:
  case LUA_TSTRING:
    luaL_tolstring(L, index, NULL);
    return;
  default:
    lua_pushstring(L, luaL_typename(L, index));
  }
}

void lib_check_length(lua_State *L) {
  if (lua_type(L, -1) == LUA_TSTRING && lua_rawlen(L, -1) > LIB_STRING_MAX)
    luaL_error(L, "a string may have at most %d bytes", LIB_STRING_MAX);
}

/* What people try first and what they should know about it. */
static const char *const withheld[] = {
    "os",         "io",     "debug",     "package",        "require", "load", "loadfile",
    "loadstring", "dofile", "coroutine", "collectgarbage", "_G",      NULL};

static int f_undeclared_read(lua_State *L) {
  lua_settop(L, 2);
  lib_push_text(L, 2);
  const char *name = lua_tostring(L, -1);
  for (int i = 0; withheld[i]; i++)
    if (strcmp(withheld[i], name) == 0) return luaL_error(L, "'%s' is not available to scripts", name);
  return luaL_error(L, "'%s' is not declared; write local %s = ... before it is used", name, name);
}

static int f_undeclared_write(lua_State *L) {
  lua_settop(L, 3);
  lib_push_text(L, 2);
  const char *name = lua_tostring(L, -1);
  return luaL_error(L, "'%s' is not declared; write local %s = ...", name, name);
}

static const luaL_Reg strict[] = {
    {"__index", f_undeclared_read},
    {"__newindex", f_undeclared_write},
    {NULL, NULL},
};

static void (*const libraries[])(lua_State *) = {lib_base_open,  lib_math_open, lib_string_open,
                                                 lib_table_open, lib_utf8_open, lib_date_open};

void lib_open(lua_State *L) {
  lua_newtable(L);
  for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) libraries[i](L);
  luaL_newlib(L, strict);
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
}
