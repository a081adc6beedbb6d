#include <lualib.h>
#include <string.h>

#include "box.h"
#include "lib.h"

/* Errors that end the script whatever it does: raising them again is all that a pcall may do with them. */
static void let_pass(lua_State *L, int status) {
  struct box *box = box_of(L);
  if (status != LUA_OK && (status == LUA_ERRMEM || box->late || box->hungry)) lua_error(L);
}

static int f_pcall(lua_State *L) {
  luaL_checkany(L, 1);
  lua_pushboolean(L, 1);
  lua_insert(L, 1);
  int status = lua_pcall(L, lua_gettop(L) - 2, LUA_MULTRET, 0);
  let_pass(L, status);
  if (status == LUA_OK) return lua_gettop(L);
  lua_pushboolean(L, 0);
  lua_insert(L, -2);
  return 2;
}

/* The handler runs after unwinding, under the hook like everything else: inside the error it would run unwatched. */
static int f_xpcall(lua_State *L) {
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_pushboolean(L, 1);
  lua_pushvalue(L, 1);
  lua_rotate(L, 3, 2);
  int status = lua_pcall(L, lua_gettop(L) - 4, LUA_MULTRET, 0);
  let_pass(L, status);
  if (status == LUA_OK) return lua_gettop(L) - 2;
  lua_pushvalue(L, 2);
  lua_insert(L, -2);
  lua_call(L, 1, 1);
  lua_pushboolean(L, 0);
  lua_insert(L, -2);
  return 2;
}

/* Finalizers run outside every budget. Lua looks for __gc only here, so here is where it is refused. */
static int f_setmetatable(lua_State *L) {
  if (lua_istable(L, 2)) {
    lua_pushliteral(L, "__gc");
    if (lua_rawget(L, 2) != LUA_TNIL) return luaL_error(L, "'__gc' is not available to scripts");
    lua_pop(L, 1);
  }
  return lib_call_original(L);
}

static int f_tostring(lua_State *L) {
  luaL_checkany(L, 1);
  lib_push_text(L, 1);
  return 1;
}

static void print_bytes(struct box *box, const char *bytes, size_t n) {
  size_t room = sizeof box->printed - box->printed_size;
  if (n > room) n = room;
  memcpy(box->printed + box->printed_size, bytes, n);
  box->printed_size += n;
}

static int f_print(lua_State *L) {
  int n = lua_gettop(L);
  for (int i = 1; i <= n; i++) {
    size_t size;
    lib_push_text(L, i);
    const char *text = lua_tolstring(L, -1, &size);
    if (i > 1) print_bytes(box_of(L), "\t", 1);
    print_bytes(box_of(L), text, size);
    lua_pop(L, 1);
  }
  print_bytes(box_of(L), "\n", 1);
  return 0;
}

static const char *const kept[] = {"assert", "error",    "ipairs",       "next",     "pairs",
                                   "select", "tonumber", "type",         "rawequal", "rawlen",
                                   "rawget", "rawset",   "getmetatable", NULL};

static const luaL_Reg lib[] = {
    {"pcall", f_pcall},       {"xpcall", f_xpcall}, {"setmetatable", f_setmetatable},
    {"tostring", f_tostring}, {"print", f_print},   {NULL, NULL},
};

void lib_base_open(lua_State *L) {
  lib_original(L, luaopen_base);
  lua_insert(L, -2);
  lib_keep(L, -2, kept);
  lib_wrap(L, -2, lib);
  lua_remove(L, -2);
}
