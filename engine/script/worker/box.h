/* One evaluation's budget: its memory, its deadline, where it is, what it printed. Worker only, one thread.
** Memory is a list of blocks, so that a finished script is forgotten without asking Lua, whose heap it may have
** broken. The line of the running script goes to the page shared with the game. */
#ifndef SUPINE_BOX_H
#define SUPINE_BOX_H

#include <lua.h>

#include "wire.h"

struct box_block;
struct ledger;

struct box {
  lua_State *L; /* the main coroutine, once there is one */
  struct box_block *blocks;
  size_t used_bytes;
  int64_t deadline_ns;   /* monotonic */
  int64_t cpu_end_ns;    /* of a rule: processor time at which it is late; 0: the deadline alone counts */
  bool late;             /* the deadline has passed: nothing may catch it */
  bool hungry;           /* memory was refused once: likewise */
  enum wire_fault fault; /* what kind the error that is being raised is */
  struct wire_page *page;
  uint32_t ticket;             /* of the request that is being answered */
  const struct ledger *ledger; /* the history, for rules; NULL for other files */
  char printed[WIRE_PRINT_MAX];
  size_t printed_size;
};

/* Starts a budget of WIRE_SOFT_MS and WIRE_MEMORY_MAX from now. */
void box_open(struct box *box, struct wire_page *page, uint32_t ticket);

/* A rule is called now: from here on it has WIRE_CALL_SOFT_MS of processor time, but no more than left_ns. Time
** that the machine spent on other programs is not the rule's. */
void box_call(struct box *box, int64_t left_ns);

/* Processor time of this process so far. */
int64_t box_cpu_ns(void);

/* Frees all memory of the state that used the box; the state must not be touched after it. */
void box_close(struct box *box);

/* lua_Alloc with a struct box as its user data. Growing fails beyond the budget; shrinking never fails. */
void *box_alloc(void *box, void *block, size_t old_size, size_t new_size);

/* The box of a state (or one of its coroutines); set with box_attach right after lua_newstate. */
struct box *box_of(lua_State *L);

/* Ties box and state together and starts the hook that watches deadline and line. */
void box_attach(lua_State *L, struct box *box);

#endif
