#include <lualib.h>
#include <string.h>

#include "lib.h"

/* find, match, gmatch and gsub can take polynomial time in the length of their subject. */
static int f_bounded(lua_State *L) {
  size_t size;
  luaL_checklstring(L, 1, &size);
  luaL_argcheck(L, size <= LIB_SUBJECT_MAX, 1, "too long to search (at most 65536 bytes)");
  int results = lib_call_original(L);
  if (lua_gettop(L) > 0 && results == 2) { /* gsub: the new string and a count */
    lua_pushvalue(L, -2);
    lib_check_length(L);
    lua_pop(L, 1);
  }
  return results;
}

static int f_rep(lua_State *L) {
  size_t size, gap;
  luaL_checklstring(L, 1, &size);
  lua_Integer times = luaL_checkinteger(L, 2);
  luaL_optlstring(L, 3, "", &gap);
  luaL_argcheck(L, times <= LIB_REPEAT_MAX, 2, "at most 1000000 times");
  if (times > 0 && (size + gap) > LIB_STRING_MAX / (size_t)times)
    return luaL_error(L, "a string may have at most %d bytes", LIB_STRING_MAX);
  return lib_call_original(L);
}

/* %p would print addresses, and so would %s of a table: values that are no plain ones become text first. */
static int f_format(lua_State *L) {
  size_t size;
  const char *form = luaL_checklstring(L, 1, &size);
  luaL_argcheck(L, size <= LIB_SUBJECT_MAX, 1, "format is too long");
  for (const char *at = form; (at = memchr(at, '%', (size_t)(form + size - at))) != NULL;) {
    at++;
    at += strspn(at, "-+ #0123456789.");
    luaL_argcheck(L, *at != 'p', 1, "'%p' is not available to scripts");
    if (*at) at++;
  }
  int n = lua_gettop(L);
  for (int i = 2; i <= n; i++) {
    if (lua_type(L, i) <= LUA_TSTRING && lua_type(L, i) != LUA_TLIGHTUSERDATA) continue;
    lib_push_text(L, i);
    lua_replace(L, i);
  }
  int results = lib_call_original(L);
  lib_check_length(L);
  return results;
}

static const char *const kept[] = {"byte", "char", "len", "lower", "reverse", "sub", "upper", NULL};

static const luaL_Reg lib[] = {
    {"find", f_bounded}, {"match", f_bounded}, {"gmatch", f_bounded}, {"gsub", f_bounded},
    {"rep", f_rep},      {"format", f_format}, {NULL, NULL},
};

void lib_string_open(lua_State *L) {
  lib_original(L, luaopen_string); /* also gives strings their metatable */
  lua_newtable(L);
  lib_keep(L, -2, kept);
  lib_wrap(L, -2, lib);
  lua_remove(L, -2);
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1);
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 2);
  lua_setfield(L, -2, "string");
}
