#include "rules.h"

#include <lauxlib.h>
#include <lua.h>
#include <stdio.h>
#include <string.h>

#include "box.h"
#include "chunk.h"
#include "encode.h"
#include "lib.h"
#include "utf8.h"

#define ANSWER_MAX (160 * 1024) /* bytes of what a streak rule returns */
#define BADGE_MAX  1024         /* of what a badge's rule returns */
#define FAULT_MAX  320          /* of the sentence about a rule that failed */

/* One file on its way. A rule that ran into a limit leaves a state that is not to be used again: the file is
** then run once more in a fresh one for the rules after it. */
struct run {
  const struct rules_request *request;
  const struct ledger *ledger;
  struct wire_page *page;
  struct box box;
  lua_State *L;   /* NULL: none that can be used */
  int64_t end_ns; /* processor time at which the file has had all it gets */
  int call;       /* that is being made */
  struct wire_out answers[WIRE_CALLS_MAX + 1];
};

/* Leaves the file's table at the bottom of the stack. */
static int load(lua_State *L) {
  struct run *run = lua_touserdata(L, 1);
  lua_settop(L, 0);
  chunk_run(L, run->request->source, run->request->size);
  return 1;
}

/* A state in which the file has run, its table on the stack. Returns lua_pcall's status, with the error on the
** stack; LUA_ERRMEM with L NULL when not even a state can be had. */
static int open_state(struct run *run) {
  char printed[WIRE_PRINT_MAX];
  size_t printed_size = run->box.printed_size;
  memcpy(printed, run->box.printed, printed_size);
  box_open(&run->box, run->page, run->request->ticket);
  memcpy(run->box.printed, printed, printed_size);
  run->box.printed_size = printed_size;
  run->box.ledger = run->ledger;
  run->L = chunk_state(&run->box);
  if (!run->L) return LUA_ERRMEM;
  lua_pushcfunction(run->L, load);
  lua_pushlightuserdata(run->L, run);
  return lua_pcall(run->L, 1, 1, 0);
}

static void close_state(struct run *run) {
  box_close(&run->box);
  run->L = NULL;
}

static void put_field(lua_State *L, struct wire_out *out, const char *key, int index, uint32_t *count) {
  if (lua_isnil(L, index)) return;
  wire_put_key(out, key, strlen(key));
  lua_pushvalue(L, index);
  encode_plain(L, out);
  lua_pop(L, 1);
  ++*count;
}

/* Calls the rule of the table at 1; its answer is written. */
static int call_rule(lua_State *L) {
  struct run *run = lua_touserdata(L, 2);
  struct wire_out *out = &run->answers[run->call];
  const char *field = encode_rule_of(L, 1);
  bool streak = strcmp(field, "state") == 0;
  lib_history_push(L);
  lua_call(L, 1, 3);
  out->limit = streak ? ANSWER_MAX : BADGE_MAX;
  uint32_t count = 0;
  size_t mark = wire_put_table(out);
  if (streak) {
    put_field(L, out, "value", -3, &count);
  } else {
    put_field(L, out, "done", -3, &count);
    put_field(L, out, "goal", -2, &count);
    put_field(L, out, "words", -1, &count);
  }
  wire_patch_table(out, mark, count);
  return 0;
}

/* The answer of a rule that failed: one printable sentence and its line. */
static void put_fault(struct wire_out *out, const char *text, size_t n, int32_t line) {
  char said[FAULT_MAX];
  utf8_printable(text, n, said, sizeof said);
  wire_out_clear(out);
  out->limit = BADGE_MAX;
  size_t mark = wire_put_table(out);
  wire_put_key(out, "fault", 5);
  wire_put_string(out, said, strlen(said));
  wire_put_key(out, "line", 4);
  wire_put_number(out, line);
  wire_patch_table(out, mark, 2);
}

static void note_fault(struct run *run, int status) {
  size_t n;
  char text[128];
  int32_t line = atomic_load(&run->page->line);
  const char *said = chunk_message(chunk_error_text(run->L, &n), &n, &line);
  switch (chunk_fault(&run->box, status)) {
  case WIRE_FAULT_TIME:
    snprintf(text, sizeof text, "ran longer than %d ms; look for a loop without end", WIRE_CALL_SOFT_MS);
    said = text;
    n = strlen(text);
    break;
  case WIRE_FAULT_MEMORY:
    snprintf(text, sizeof text, "needs more than %d MiB; look for something that grows without end",
             WIRE_MEMORY_MAX / (1024 * 1024));
    said = text;
    n = strlen(text);
    break;
  default:
    break;
  }
  put_fault(&run->answers[run->call], said, n, line);
}

/* Makes the call `run->call` on the table on top of the stack, which goes. */
static void make_call(struct run *run) {
  lua_State *L = run->L;
  int64_t left_ns = run->end_ns - box_cpu_ns();
  if (left_ns <= 0) {
    char text[96];
    snprintf(text, sizeof text, "the rules of this file together ran longer than %d ms", WIRE_RULES_SOFT_MS);
    put_fault(&run->answers[run->call], text, strlen(text), 0);
    lua_pop(L, 1);
    return;
  }
  run->box.fault = WIRE_FAULT_SCRIPT;
  box_call(&run->box, left_ns);
  atomic_store(&run->page->line, 0);
  atomic_store(&run->page->call, run->call);
  atomic_fetch_add(&run->page->calls, 1);
  atomic_store(&run->page->stage, WIRE_CALLING);
  lua_pushcfunction(L, call_rule);
  lua_insert(L, -2);
  lua_pushlightuserdata(L, run);
  int status = lua_pcall(L, 2, 0, 0);
  if (status != LUA_OK) {
    note_fault(run, status);
    lua_pop(L, 1);
  }
  atomic_store(&run->page->stage, WIRE_RUNNING);
  if (run->box.late || run->box.hungry || status == LUA_ERRMEM) close_state(run);
}

/* Pushes the table whose rule is call i, where there is one to be called. */
static bool push_rule(struct run *run, int i) {
  lua_State *L = run->L;
  if (i == 0)
    lua_pushvalue(L, 1);
  else
    lua_rawgeti(L, 1, i);
  if (lua_istable(L, -1) && encode_rule_of(L, -1)) {
    lua_pop(L, 1);
    return true;
  }
  lua_pop(L, 1);
  return false;
}

/* All calls of the file. Returns the status of what had to be run for it. */
static int make_calls(struct run *run) {
  bool list = lua_rawlen(run->L, 1) > 0;
  int first = list ? 1 : 0, last = list ? WIRE_CALLS_MAX : 0, status = LUA_OK;
  for (run->call = first; run->call <= last && status == LUA_OK; run->call++) {
    if (run->request->left_out >> run->call & 1)
      put_fault(&run->answers[run->call], "", 0, 0);
    else if (push_rule(run, run->call))
      make_call(run);
    if (!run->L) status = open_state(run);
  }
  return status;
}

static int encode(lua_State *L) {
  struct run *run = lua_touserdata(L, 2);
  struct wire_out *out = lua_touserdata(L, 3);
  lua_settop(L, 1);
  encode_rules(L, out, run->answers);
  return 0;
}

static int write_value(struct run *run, struct wire_out *reply) {
  struct wire_out value = {.limit = WIRE_REPLY_MAX - WIRE_PRINT_MAX - 64};
  lua_State *L = run->L;
  run->box.fault = WIRE_FAULT_SCRIPT;
  lua_pushcfunction(L, encode);
  lua_pushvalue(L, 1);
  lua_pushlightuserdata(L, run);
  lua_pushlightuserdata(L, &value);
  int status = lua_pcall(L, 3, 0, 0);
  if (status == LUA_OK) {
    chunk_begin(reply, WIRE_VALUE, &run->box);
    wire_put_bytes(reply, value.bytes, value.size);
    wire_end(reply);
  }
  wire_out_clear(&value);
  return status;
}

void rules_evaluate(const struct rules_request *request, const struct ledger *ledger, struct wire_page *page,
                    struct wire_out *reply) {
  static struct run run;
  memset(&run, 0, sizeof run);
  run.request = request;
  run.ledger = ledger;
  run.page = page;
  run.end_ns = box_cpu_ns() + (int64_t)WIRE_RULES_SOFT_MS * 1000000;
  int status = open_state(&run);
  if (status == LUA_OK && request->call) status = make_calls(&run);
  if (status == LUA_OK) status = write_value(&run, reply);
  if (!run.L)
    chunk_fail(reply, &run.box, WIRE_FAULT_MEMORY, "", 0);
  else if (status != LUA_OK)
    chunk_report(run.L, status, &run.box, reply);
  box_close(&run.box);
  for (int i = 0; i <= WIRE_CALLS_MAX; i++) wire_out_clear(&run.answers[i]);
}
