#include "box.h"
#include "civil.h"
#include "ledger.h"
#include "lib.h"

/* The day number at arg, within the calendar. */
static int32_t check_day(lua_State *L, int arg) {
  lua_Integer day = luaL_checkinteger(L, arg);
  luaL_argcheck(L, day >= CIVIL_DAY_MIN && day <= CIVIL_DAY_MAX, arg,
                "the day must lie in the years 1 to 9999");
  return (int32_t)day;
}

static int f_weekday(lua_State *L) {
  lua_pushinteger(L, civil_weekday(check_day(L, 1)) + 1);
  return 1;
}

static int f_week_start(lua_State *L) {
  lua_Integer first = luaL_optinteger(L, 2, 1);
  luaL_argcheck(L, first >= 1 && first <= 7, 2, "1 (Monday) to 7 (Sunday) is needed");
  lua_pushinteger(L, civil_week_start(check_day(L, 1), (enum civil_weekday)(first - 1)));
  return 1;
}

static int f_parts(lua_State *L) {
  struct civil c = civil_of_day(check_day(L, 1));
  lua_pushinteger(L, c.year);
  lua_pushinteger(L, c.month);
  lua_pushinteger(L, c.day);
  return 3;
}

static int f_day(lua_State *L) {
  lua_Integer year = luaL_checkinteger(L, 1), month = luaL_checkinteger(L, 2), day = luaL_checkinteger(L, 3);
  bool fits = year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  struct civil c = {.year = fits ? (int)year : 0, .month = fits ? (int)month : 0, .day = fits ? (int)day : 0};
  if (!fits || !civil_valid(&c)) return luaL_error(L, "there is no such date");
  lua_pushinteger(L, (lua_Integer)civil_days(c.year, c.month, c.day));
  return 1;
}

/* Replaces the two texts on top by the pattern with them in the places of {1} and {2}. */
static void fill(lua_State *L, struct ledger_text pattern) {
  int first = lua_gettop(L) - 1;
  luaL_Buffer out;
  luaL_buffinit(L, &out);
  for (size_t i = 0; i < pattern.size; i++) {
    const char *at = pattern.bytes + i;
    bool place = pattern.size - i >= 3 && at[0] == '{' && (at[1] == '1' || at[1] == '2') && at[2] == '}';
    if (!place) {
      luaL_addchar(&out, *at);
      continue;
    }
    size_t size;
    const char *text = lua_tolstring(L, first + (at[1] - '1'), &size);
    luaL_addlstring(&out, text, size);
    i += 2;
  }
  luaL_pushresult(&out);
  lua_replace(L, first);
  lua_settop(L, first);
}

static void push_number_text(lua_State *L, int number) {
  lua_pushfstring(L, "%d", number);
}

/* Only a rule has a history and with it a language; elsewhere a date is written as ISO 8601 has it. */
static int f_text(lua_State *L) {
  int32_t day = check_day(L, 1);
  bool with_year = lua_toboolean(L, 2);
  const struct ledger *ledger = box_of(L)->ledger;
  if (!ledger) {
    char text[CIVIL_DAY_SIZE];
    lua_pushstring(L, civil_print_day(day, text, sizeof text));
    return 1;
  }
  struct civil c = civil_of_day(day);
  const struct ledger_text *month = &ledger->names[c.month - 1];
  push_number_text(L, c.day);
  lua_pushlstring(L, month->bytes, month->size);
  fill(L, ledger->names[12]);
  if (!with_year) return 1;
  push_number_text(L, c.year);
  fill(L, ledger->names[13]);
  return 1;
}

static const luaL_Reg lib[] = {
    {"weekday", f_weekday}, {"week_start", f_week_start},
    {"parts", f_parts},     {"day", f_day},
    {"text", f_text},       {NULL, NULL},
};

void lib_date_open(lua_State *L) {
  luaL_newlib(L, lib);
  lua_setfield(L, -2, "date");
}
