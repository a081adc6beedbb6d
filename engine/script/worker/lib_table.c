#include <lualib.h>

#include "lib.h"

/* On a table with a metatable these would believe its __len and __index and loop in C without end. */
static int f_plain(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_argcheck(L, !lua_getmetatable(L, 1), 1, "a table without a metatable is needed");
  return lib_call_original(L);
}

static int f_concat(lua_State *L) {
  int results = f_plain(L);
  lib_check_length(L);
  return results;
}

static const char *const kept[] = {"pack", NULL};

static const luaL_Reg lib[] = {
    {"concat", f_concat}, {"insert", f_plain}, {"remove", f_plain},
    {"sort", f_plain},    {"unpack", f_plain}, {NULL, NULL},
};

void lib_table_open(lua_State *L) {
  lib_original(L, luaopen_table);
  lua_newtable(L);
  lib_keep(L, -2, kept);
  lib_wrap(L, -2, lib);
  lua_remove(L, -2);
  lua_setfield(L, -2, "table");
}
