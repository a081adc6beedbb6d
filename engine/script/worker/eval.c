#include "eval.h"

#include "box.h"
#include "chunk.h"
#include "encode.h"

struct job {
  const char *source;
  size_t size;
  int reps;
  struct wire_out *reply;
};

/* Everything a script can make fail runs in here: opening libraries, compiling, calling, encoding. */
static int run(lua_State *L) {
  struct job *job = lua_touserdata(L, 1);
  chunk_run(L, job->source, job->size);
  encode_file(L, job->reply, job->reps);
  return 0;
}

void eval_source(const char *source, size_t n, int reps, uint32_t ticket, struct wire_page *page,
                 struct wire_out *reply) {
  static struct box box;
  box_open(&box, page, ticket);
  struct job job = {source, n, reps, reply};
  lua_State *L = chunk_state(&box);
  if (!L) {
    chunk_fail(reply, &box, WIRE_FAULT_MEMORY, "", 0);
    box_close(&box);
    return;
  }
  lua_pushcfunction(L, run);
  lua_pushlightuserdata(L, &job);
  struct wire_out value = {.limit = WIRE_REPLY_MAX - WIRE_PRINT_MAX - 64};
  job.reply = &value;
  int status = lua_pcall(L, 1, 0, 0);
  if (status == LUA_OK) {
    chunk_begin(reply, WIRE_VALUE, &box);
    wire_put_bytes(reply, value.bytes, value.size);
    wire_end(reply);
  } else {
    chunk_report(L, status, &box, reply);
  }
  wire_out_clear(&value);
  box_close(&box);
}
