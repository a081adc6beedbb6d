#include <lualib.h>

#include "lib.h"

static const char *const kept[] = {"char", "charpattern", "codepoint", "codes", "len", "offset", NULL};

void lib_utf8_open(lua_State *L) {
  lib_original(L, luaopen_utf8);
  lua_newtable(L);
  lib_keep(L, -2, kept);
  lua_remove(L, -2);
  lua_setfield(L, -2, "utf8");
}
