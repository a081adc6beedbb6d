#include <lualib.h>
#include <stdint.h>

#include "lib.h"

/* A routine must be the same whenever it is read: the numbers are always the same ones (xorshift64*), and nothing
** about the machine can be learned from them. */
#define SEED 0x2545F4914F6CDD1Du

static uint64_t next_bits(lua_State *L) {
  uint64_t x = (uint64_t)lua_tointeger(L, lua_upvalueindex(1));
  x ^= x >> 12;
  x ^= x << 25;
  x ^= x >> 27;
  lua_pushinteger(L, (lua_Integer)x);
  lua_replace(L, lua_upvalueindex(1));
  return x * SEED;
}

static int f_random(lua_State *L) {
  double share = (double)(next_bits(L) >> 11) * 0x1p-53;
  if (lua_isnone(L, 1)) {
    lua_pushnumber(L, share);
    return 1;
  }
  lua_Integer low = lua_isnone(L, 2) ? 1 : luaL_checkinteger(L, 1);
  lua_Integer high = luaL_checkinteger(L, lua_isnone(L, 2) ? 1 : 2);
  luaL_argcheck(L, low <= high, lua_gettop(L), "interval is empty");
  luaL_argcheck(L, low >= -(1 << 30) && high <= 1 << 30, lua_gettop(L), "interval is too large");
  lua_pushinteger(L, low + (lua_Integer)(share * (double)(high - low + 1)));
  return 1;
}

static const char *const kept[] = {"abs", "acos",       "asin", "atan", "ceil", "cos", "deg",
                                   "exp", "floor",      "fmod", "huge", "log",  "max", "maxinteger",
                                   "min", "mininteger", "modf", "pi",   "rad",  "sin", "sqrt",
                                   "tan", "tointeger",  "type", "ult",  NULL};

static const luaL_Reg lib[] = {
    {"random", f_random},
    {NULL, NULL},
};

void lib_math_open(lua_State *L) {
  lib_original(L, luaopen_math);
  lua_newtable(L);
  lib_keep(L, -2, kept);
  lua_pushinteger(L, (lua_Integer)SEED);
  luaL_setfuncs(L, lib, 1);
  lua_remove(L, -2);
  lua_setfield(L, -2, "math");
}
