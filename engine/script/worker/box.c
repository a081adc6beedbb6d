#include "box.h"

#include <lauxlib.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* How often the deadline is looked at, in VM instructions. One instruction can take a millisecond (a long
** concatenation), so a larger number would overshoot by seconds. */
#define BOX_HOOK_COUNT 200

/* Frames looked through for one that has a line: pcall(string.rep, …) has C functions on top. */
#define BOX_FRAMES_MAX 8

struct box_block {
  alignas(max_align_t) struct box_block *next;
  struct box_block *before;
};

static int64_t clock_ns(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t now_ns(void) {
  return clock_ns(CLOCK_MONOTONIC);
}

int64_t box_cpu_ns(void) {
  return clock_ns(CLOCK_PROCESS_CPUTIME_ID);
}

void box_call(struct box *box, int64_t left_ns) {
  int64_t most_ns = (int64_t)WIRE_CALL_SOFT_MS * 1000000;
  if (left_ns > most_ns) left_ns = most_ns;
  box->cpu_end_ns = box_cpu_ns() + left_ns;
  box->deadline_ns = now_ns() + left_ns;
}

void box_open(struct box *box, struct wire_page *page, uint32_t ticket) {
  *box =
      (struct box){.page = page, .ticket = ticket, .deadline_ns = now_ns() + (int64_t)WIRE_SOFT_MS * 1000000};
  atomic_store(&page->line, 0);
  atomic_store(&page->stage, WIRE_PARSING);
}

void box_close(struct box *box) {
  for (struct box_block *block = box->blocks, *next; block; block = next) {
    next = block->next;
    free(block);
  }
  box->blocks = NULL;
  box->used_bytes = 0;
  atomic_store(&box->page->stage, WIRE_IDLE);
}

static void link_block(struct box *box, struct box_block *block) {
  block->before = NULL;
  block->next = box->blocks;
  if (block->next) block->next->before = block;
  box->blocks = block;
}

static void unlink_block(struct box *box, struct box_block *block) {
  if (block->before)
    block->before->next = block->next;
  else
    box->blocks = block->next;
  if (block->next) block->next->before = block->before;
}

/* Tells the game the line of the innermost function that has one. Allocates nothing. */
static void note_line(lua_State *L, struct box *box) {
  lua_Debug frame;
  for (int level = 0; level < BOX_FRAMES_MAX && lua_getstack(L, level, &frame); level++) {
    lua_getinfo(L, "l", &frame);
    if (frame.currentline <= 0) continue;
    atomic_store_explicit(&box->page->line, frame.currentline, memory_order_relaxed);
    return;
  }
}

/* Memory errors carry no position, so it is noted here. */
static void *refuse(struct box *box) {
  box->hungry = true;
  if (box->L) note_line(box->L, box);
  return NULL;
}

void *box_alloc(void *user, void *memory, size_t old_size, size_t new_size) {
  struct box *box = user;
  struct box_block *block = memory ? (struct box_block *)memory - 1 : NULL;
  if (!block) old_size = 0; /* Lua passes the type of the object here */
  if (new_size == 0) {
    if (!block) return NULL;
    unlink_block(box, block);
    box->used_bytes -= old_size + sizeof *block;
    free(block);
    return NULL;
  }
  size_t more = new_size > old_size ? new_size - old_size : 0;
  if (!block) more += sizeof *block;
  if (more > WIRE_MEMORY_MAX || box->used_bytes > WIRE_MEMORY_MAX - more) return refuse(box);
  if (block) unlink_block(box, block);
  struct box_block *moved = realloc(block, sizeof *moved + new_size);
  if (!moved && block) {
    link_block(box, block);
    if (new_size <= old_size) return memory;
  }
  if (!moved) return refuse(box);
  link_block(box, moved);
  box->used_bytes = box->used_bytes + more - (old_size > new_size ? old_size - new_size : 0);
  return moved + 1;
}

struct box *box_of(lua_State *L) {
  struct box *box;
  memcpy(&box, lua_getextraspace(L), sizeof box);
  return box;
}

/* Whether the time is up. Asking for the processor time costs a system call, so that is done only when by the
** clock on the wall it could be. */
static bool is_late(struct box *box) {
  if (box->late) return true;
  int64_t now = now_ns();
  if (now < box->deadline_ns) return false;
  int64_t left = box->cpu_end_ns ? box->cpu_end_ns - box_cpu_ns() : 0;
  if (left <= 0) return true;
  box->deadline_ns = now + left;
  return false;
}

/* The call event comes before a C function begins, so even one that never returns has told its line. There is no
** line event: it would make an honest 80 ms script miss the deadline. */
static void watch(lua_State *L, lua_Debug *event) {
  struct box *box = box_of(L);
  note_line(L, box);
  if (event->event != LUA_HOOKCOUNT || !is_late(box)) return;
  box->late = true;
  lua_sethook(L, watch, LUA_MASKCALL | LUA_MASKCOUNT, 1);
  luaL_error(L, "ran longer than %d ms", box->cpu_end_ns ? WIRE_CALL_SOFT_MS : WIRE_SOFT_MS);
}

void box_attach(lua_State *L, struct box *box) {
  memcpy(lua_getextraspace(L), &box, sizeof box);
  box->L = L;
  lua_sethook(L, watch, LUA_MASKCALL | LUA_MASKCOUNT, BOX_HOOK_COUNT);
}
