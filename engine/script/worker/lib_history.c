/* The history as a rule sees it: records that read from the ledger when they are asked and cannot be changed.
** Lists that are short (leaves, routines) are tables made anew for each rule that asks for them. */
#include <string.h>

#include "box.h"
#include "ledger.h"
#include "lib.h"

#define HISTORY "supine.history"
#define DAYS    "supine.days"
#define DAY     "supine.day"

static const struct ledger *ledger_of(lua_State *L) {
  return box_of(L)->ledger;
}

static int f_fixed(lua_State *L) {
  return luaL_error(L, "the history cannot be changed");
}

/* ---- a day ---- */

enum field {
  FIELD_DAY,
  FIELD_SESSIONS,
  FIELD_SETS,
  FIELD_REPS,
  FIELD_BREATHS,
  FIELD_EASE_OFFS,
  FIELD_MINUTES,
  FIELD_SLOWEST_BREATH,
  FIELD_HOURS,
  FIELD_ROUTINES,
  FIELD_DEVICES,
  FIELD_BEFORE,
  FIELD_AFTER,
  FIELD_BRIDGED,
  FIELDS
};

static const char *const fields[FIELDS] = {"day",       "sessions", "sets",           "reps",   "breaths",
                                           "ease_offs", "minutes",  "slowest_breath", "hours",  "routines",
                                           "devices",   "before",   "after",          "bridged"};

/* The places of the bits, from 0, as a list. */
static void push_hours(lua_State *L, uint32_t bits) {
  lua_newtable(L);
  for (int hour = 0, n = 0; hour < 24; hour++) {
    if (!(bits >> hour & 1)) continue;
    lua_pushinteger(L, hour);
    lua_rawseti(L, -2, ++n);
  }
}

static void push_text(lua_State *L, struct wire_in *in) {
  size_t size;
  const char *bytes = wire_get_text(in, &size);
  lua_pushlstring(L, bytes ? bytes : "", size);
}

static void push_routine_ids(lua_State *L, uint32_t bits) {
  const struct ledger *ledger = ledger_of(L);
  struct wire_in in = ledger->routines;
  lua_newtable(L);
  for (int i = 0, n = 0; i < ledger->routine_count && i < 32; i++) {
    push_text(L, &in);
    for (int skip = 0; skip < 4; skip++) wire_get_u32(&in);
    if (bits >> i & 1)
      lua_rawseti(L, -2, ++n);
    else
      lua_pop(L, 1);
  }
}

static int bit_count(uint32_t bits) {
  int n = 0;
  for (; bits; bits &= bits - 1) n++;
  return n;
}

/* A mean of faces, nil where nobody told. */
static void push_mean(lua_State *L, uint32_t sum, uint32_t count) {
  if (count > 0)
    lua_pushnumber(L, (double)sum / (double)count);
  else
    lua_pushnil(L);
}

static void push_field(lua_State *L, int row, enum field field) {
  static const enum wire_day_column counts[] = {WIRE_DAY,      WIRE_DAY_SESSIONS, WIRE_DAY_SETS,
                                                WIRE_DAY_REPS, WIRE_DAY_BREATHS,  WIRE_DAY_EASE_OFFS};
  const struct ledger *ledger = ledger_of(L);
  switch (field) {
  case FIELD_MINUTES:
    lua_pushnumber(L, ledger_day(ledger, row, WIRE_DAY_PRACTISED_S) / 60.0);
    return;
  case FIELD_SLOWEST_BREATH:
    lua_pushnumber(L, ledger_day(ledger, row, WIRE_DAY_SLOWEST_MS) / 1000.0);
    return;
  case FIELD_HOURS:
    push_hours(L, ledger_day(ledger, row, WIRE_DAY_HOURS));
    return;
  case FIELD_ROUTINES:
    push_routine_ids(L, ledger_day(ledger, row, WIRE_DAY_ROUTINES));
    return;
  case FIELD_DEVICES:
    lua_pushinteger(L, bit_count(ledger_day(ledger, row, WIRE_DAY_DEVICES)));
    return;
  case FIELD_BEFORE:
    push_mean(L, ledger_day(ledger, row, WIRE_DAY_BEFORE_SUM),
              ledger_day(ledger, row, WIRE_DAY_BEFORE_COUNT));
    return;
  case FIELD_AFTER:
    push_mean(L, ledger_day(ledger, row, WIRE_DAY_AFTER_SUM), ledger_day(ledger, row, WIRE_DAY_AFTER_COUNT));
    return;
  case FIELD_BRIDGED:
    lua_pushboolean(L, ledger_day(ledger, row, WIRE_DAY_BRIDGED) != 0);
    return;
  default:
    lua_pushinteger(L, (int32_t)ledger_day(ledger, row, counts[field]));
  }
}

/* Upvalue: the fields' places by name. */
static int f_day_index(lua_State *L) {
  const int32_t *row = luaL_checkudata(L, 1, DAY);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(1)) == LUA_TNIL) {
    lib_push_text(L, 2);
    return luaL_error(L, "a day of the history has no '%s'", lua_tostring(L, -1));
  }
  push_field(L, *row, (enum field)lua_tointeger(L, -1));
  return 1;
}

static void push_day(lua_State *L, int row) {
  int32_t *day = lua_newuserdatauv(L, sizeof *day, 0);
  *day = row;
  luaL_setmetatable(L, DAY);
}

/* ---- all days ---- */

static int f_days_index(lua_State *L) {
  lua_Integer place = luaL_checkinteger(L, 2);
  if (place < 1 || place > ledger_of(L)->day_count) return 0;
  push_day(L, (int)place - 1);
  return 1;
}

static int f_days_len(lua_State *L) {
  lua_pushinteger(L, ledger_of(L)->day_count);
  return 1;
}

static int f_next_day(lua_State *L) {
  lua_Integer place = lua_tointeger(L, 2);
  if (place < 0 || place >= ledger_of(L)->day_count) return 0;
  lua_pushinteger(L, place + 1);
  push_day(L, (int)place);
  return 2;
}

static int f_days_pairs(lua_State *L) {
  lua_pushcfunction(L, f_next_day);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  return 3;
}

/* ---- the history ---- */

static void set_integer(lua_State *L, const char *key, struct wire_in *in) {
  lua_pushinteger(L, (int32_t)wire_get_u32(in));
  lua_setfield(L, -2, key);
}

static void push_today(lua_State *L) {
  lua_pushinteger(L, ledger_of(L)->today);
}

static void push_language(lua_State *L) {
  struct ledger_text language = ledger_of(L)->language;
  lua_pushlstring(L, language.bytes, language.size);
}

static void push_days(lua_State *L) {
  lua_newuserdatauv(L, 0, 0);
  luaL_setmetatable(L, DAYS);
}

static void push_leaves(lua_State *L) {
  struct wire_in in = ledger_of(L)->leaves;
  lua_newtable(L);
  for (int i = 1; i <= ledger_of(L)->leave_count; i++) {
    lua_createtable(L, 0, 2);
    set_integer(L, "from", &in);
    set_integer(L, "to", &in);
    lua_rawseti(L, -2, i);
  }
}

static void push_routines(lua_State *L) {
  struct wire_in in = ledger_of(L)->routines;
  lua_newtable(L);
  for (int i = 1; i <= ledger_of(L)->routine_count; i++) {
    lua_createtable(L, 0, 5);
    push_text(L, &in);
    lua_setfield(L, -2, "id");
    lua_pushboolean(L, wire_get_u32(&in) != 0);
    lua_setfield(L, -2, "own");
    set_integer(L, "sets", &in);
    set_integer(L, "first", &in);
    set_integer(L, "last", &in);
    lua_rawseti(L, -2, i);
  }
}

static void push_devices(lua_State *L) {
  struct wire_in in = ledger_of(L)->devices;
  lua_newtable(L);
  for (int i = 1; i <= ledger_of(L)->device_count; i++) {
    lua_createtable(L, 0, 4);
    push_text(L, &in);
    lua_setfield(L, -2, "id");
    set_integer(L, "sets", &in);
    set_integer(L, "first", &in);
    set_integer(L, "last", &in);
    lua_rawseti(L, -2, i);
  }
}

static void push_totals(lua_State *L) {
  static const char *const names[WIRE_TOTALS_COUNT] = {"days",    "sessions",  "sets",   "reps",
                                                       "breaths", "ease_offs", "minutes"};
  const struct ledger *ledger = ledger_of(L);
  lua_createtable(L, 0, WIRE_TOTALS_COUNT);
  for (int i = 0; i < WIRE_TOTALS_COUNT; i++) {
    if (i == WIRE_TOTAL_PRACTISED_S)
      lua_pushnumber(L, ledger->totals[i] / 60);
    else
      lua_pushinteger(L, (lua_Integer)ledger->totals[i]);
    lua_setfield(L, -2, names[i]);
  }
}

static void push_badges(lua_State *L) {
  struct wire_in in = ledger_of(L)->badges;
  lua_newtable(L);
  for (int i = 0; i < ledger_of(L)->badge_count; i++) {
    push_text(L, &in);
    lua_pushinteger(L, (int32_t)wire_get_u32(&in));
    lua_rawset(L, -3);
  }
}

static int f_on(lua_State *L) {
  const struct ledger *ledger = ledger_of(L);
  lua_Integer day = luaL_checkinteger(L, 1);
  int row = ledger_from(ledger, day);
  if (row >= ledger->day_count || (int32_t)ledger_day(ledger, row, WIRE_DAY) != day) return 0;
  push_day(L, row);
  return 1;
}

static int f_excused(lua_State *L) {
  lua_pushboolean(L, ledger_excused(ledger_of(L), luaL_checkinteger(L, 1)));
  return 1;
}

static void push_on(lua_State *L) {
  lua_pushcfunction(L, f_on);
}

static void push_excused(lua_State *L) {
  lua_pushcfunction(L, f_excused);
}

static const struct {
  const char *name;
  void (*push)(lua_State *L);
} parts[] = {
    {"today", push_today},     {"language", push_language}, {"days", push_days},
    {"leaves", push_leaves},   {"routines", push_routines}, {"devices", push_devices},
    {"totals", push_totals},   {"badges", push_badges},     {"on", push_on},
    {"excused", push_excused},
};

/* What was asked for once is kept with the history: the user value is a table of it. */
static int f_history_index(lua_State *L) {
  luaL_checkudata(L, 1, HISTORY);
  lua_getiuservalue(L, 1, 1);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, -2) != LUA_TNIL) return 1;
  const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "";
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (strcmp(parts[i].name, name) != 0) continue;
    lua_pop(L, 1);
    parts[i].push(L);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, -2);
    lua_rawset(L, -4);
    return 1;
  }
  lib_push_text(L, 2);
  return luaL_error(L, "the history has no '%s'", lua_tostring(L, -1));
}

static void fix(lua_State *L) {
  lua_pushcfunction(L, f_fixed);
  lua_setfield(L, -2, "__newindex");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}

static void make_metatables(lua_State *L) {
  if (!luaL_newmetatable(L, HISTORY)) {
    lua_pop(L, 1);
    return;
  }
  lua_pushcfunction(L, f_history_index);
  lua_setfield(L, -2, "__index");
  fix(L);
  luaL_newmetatable(L, DAYS);
  lua_pushcfunction(L, f_days_index);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, f_days_len);
  lua_setfield(L, -2, "__len");
  lua_pushcfunction(L, f_days_pairs);
  lua_setfield(L, -2, "__pairs");
  fix(L);
  luaL_newmetatable(L, DAY);
  lua_createtable(L, 0, FIELDS);
  for (int i = 0; i < FIELDS; i++) {
    lua_pushinteger(L, i);
    lua_setfield(L, -2, fields[i]);
  }
  lua_pushcclosure(L, f_day_index, 1);
  lua_setfield(L, -2, "__index");
  fix(L);
}

void lib_history_push(lua_State *L) {
  make_metatables(L);
  lua_newuserdatauv(L, 0, 1);
  lua_newtable(L);
  lua_setiuservalue(L, -2, 1);
  luaL_setmetatable(L, HISTORY);
}
