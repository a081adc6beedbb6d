#include "eval.h"

#include <lauxlib.h>
#include <lua.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "box.h"
#include "encode.h"
#include "lib.h"

/* The name under which Lua knows every script: the game knows the real one and puts it in front. */
#define CHUNK "script"

#define MESSAGE_MAX 600 /* bytes of an error message that cross; the game cuts once more */

struct job {
  const char *source;
  size_t size;
  int reps;
  struct wire_out *reply;
};

/* Everything a script can make fail runs in here: opening libraries, compiling, calling, encoding. */
static int run(lua_State *L) {
  struct job *job = lua_touserdata(L, 1);
  struct box *box = box_of(L);
  lib_open(L);
  lua_pushvalue(L, -1);
  lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  if (luaL_loadbufferx(L, job->source, job->size, "=" CHUNK, "t") != LUA_OK) return lua_error(L);
  atomic_store(&box->page->stage, WIRE_RUNNING);
  lua_call(L, 0, 1);
  if (!lua_istable(L, -1)) {
    box->fault = WIRE_FAULT_SHAPE;
    atomic_store(&box->page->line, 0);
    lua_pushliteral(L, "the file must end with return { ... }");
    return lua_error(L);
  }
  encode_file(L, job->reply, job->reps);
  return 0;
}

/* The reply's head: kind, ticket and what was printed. */
static void begin(struct wire_out *reply, enum wire_kind kind, const struct box *box) {
  wire_begin(reply, kind);
  wire_put_u32(reply, box->ticket);
  wire_put_text(reply, box->printed, box->printed_size);
}

static void fail(struct wire_out *reply, const struct box *box, enum wire_fault fault, const char *text,
                 size_t n) {
  int32_t line = atomic_load(&box->page->line);
  size_t prefix = strlen(CHUNK ":");
  if (n > prefix && memcmp(text, CHUNK ":", prefix) == 0) {
    char *end;
    long said = strtol(text + prefix, &end, 10);
    if (said > 0 && said < WIRE_FILE_MAX && end[0] == ':' && end[1] == ' ') {
      line = (int32_t)said;
      n -= (size_t)(end + 2 - text);
      text = end + 2;
    }
  }
  wire_out_clear(reply);
  begin(reply, WIRE_FAILURE, box);
  wire_put_u8(reply, fault);
  wire_put_u32(reply, (uint32_t)line);
  wire_put_text(reply, text, n < MESSAGE_MAX ? n : MESSAGE_MAX);
  wire_end(reply);
}

static void report(lua_State *L, int status, struct box *box, struct wire_out *reply) {
  static const char odd[] = "the error is not a text";
  size_t n = sizeof odd - 1;
  const char *text = odd;
  if (lua_type(L, -1) == LUA_TSTRING) text = lua_tolstring(L, -1, &n);
  enum wire_fault fault = box->fault;
  if (box->late)
    fault = WIRE_FAULT_TIME;
  else if (status == LUA_ERRMEM || box->hungry)
    fault = WIRE_FAULT_MEMORY;
  fail(reply, box, fault, text, n);
}

static int panic(lua_State *L) {
  (void)L;
  _exit(1);
}

void eval_source(const char *source, size_t n, int reps, uint32_t ticket, struct wire_page *page,
                 struct wire_out *reply) {
  static struct box box;
  box_open(&box, page, ticket);
  struct job job = {source, n, reps, reply};
  lua_State *L = lua_newstate(box_alloc, &box);
  if (!L) {
    fail(reply, &box, WIRE_FAULT_MEMORY, "", 0);
    box_close(&box);
    return;
  }
  lua_atpanic(L, panic);
  box_attach(L, &box);
  lua_pushcfunction(L, run);
  lua_pushlightuserdata(L, &job);
  struct wire_out value = {.limit = WIRE_REPLY_MAX - WIRE_PRINT_MAX - 64};
  job.reply = &value;
  int status = lua_pcall(L, 1, 0, 0);
  if (status == LUA_OK) {
    begin(reply, WIRE_VALUE, &box);
    wire_put_bytes(reply, value.bytes, value.size);
    wire_end(reply);
  } else {
    report(L, status, &box, reply);
  }
  wire_out_clear(&value);
  box_close(&box);
}
