#include "chunk.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib.h"

/* The name under which Lua knows every script: the game knows the real one and puts it in front. */
#define CHUNK "script"

static int panic(lua_State *L) {
  (void)L;
  _exit(1);
}

lua_State *chunk_state(struct box *box) {
  lua_State *L = lua_newstate(box_alloc, box);
  if (!L) return NULL;
  lua_atpanic(L, panic);
  box_attach(L, box);
  return L;
}

void chunk_run(lua_State *L, const char *source, size_t n) {
  struct box *box = box_of(L);
  lib_open(L);
  lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  if (luaL_loadbufferx(L, source, n, "=" CHUNK, "t") != LUA_OK) lua_error(L);
  atomic_store(&box->page->stage, WIRE_RUNNING);
  lua_call(L, 0, 1);
  if (lua_istable(L, -1)) return;
  box->fault = WIRE_FAULT_SHAPE;
  atomic_store(&box->page->line, 0);
  lua_pushliteral(L, "the file must end with return { ... }");
  lua_error(L);
}

void chunk_begin(struct wire_out *reply, enum wire_kind kind, const struct box *box) {
  wire_begin(reply, kind);
  wire_put_u32(reply, box->ticket);
  wire_put_text(reply, box->printed, box->printed_size);
}

const char *chunk_message(const char *text, size_t *n, int32_t *line) {
  size_t prefix = strlen(CHUNK ":");
  if (*n <= prefix || memcmp(text, CHUNK ":", prefix) != 0) return text;
  char *end;
  long said = strtol(text + prefix, &end, 10);
  if (said <= 0 || said >= WIRE_FILE_MAX || end[0] != ':' || end[1] != ' ') return text;
  *line = (int32_t)said;
  *n -= (size_t)(end + 2 - text);
  return end + 2;
}

const char *chunk_error_text(lua_State *L, size_t *n) {
  static const char odd[] = "the error is not a text";
  *n = sizeof odd - 1;
  return lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, n) : odd;
}

enum wire_fault chunk_fault(const struct box *box, int status) {
  if (box->late) return WIRE_FAULT_TIME;
  return status == LUA_ERRMEM || box->hungry ? WIRE_FAULT_MEMORY : box->fault;
}

void chunk_fail(struct wire_out *reply, const struct box *box, enum wire_fault fault, const char *text,
                size_t n) {
  int32_t line = atomic_load(&box->page->line);
  text = chunk_message(text, &n, &line);
  wire_out_clear(reply);
  chunk_begin(reply, WIRE_FAILURE, box);
  wire_put_u8(reply, fault);
  wire_put_u32(reply, (uint32_t)line);
  wire_put_text(reply, text, n < CHUNK_MESSAGE_MAX ? n : CHUNK_MESSAGE_MAX);
  wire_end(reply);
}

void chunk_report(lua_State *L, int status, const struct box *box, struct wire_out *reply) {
  size_t n;
  const char *text = chunk_error_text(L, &n);
  chunk_fail(reply, box, chunk_fault(box, status), text, n);
}
