/* A file of streak or badge rules, evaluated against the history and turned into a reply message. Worker only.
** */
#ifndef SUPINE_RULES_H
#define SUPINE_RULES_H

#include "ledger.h"
#include "wire.h"

struct rules_request {
  const char *source;
  size_t size;
  uint32_t ticket;
  uint64_t left_out; /* bit i: call i is not made */
  bool call;         /* false: only what the file says about itself is wanted */
};

/* Fills reply, an empty buffer with the limit WIRE_REPLY_MAX, with a WIRE_VALUE or WIRE_FAILURE frame. In a
** value each rule's function has become a table: what it returned (state: the table as `value`; progress:
** `done`, `goal` and `words`), or `fault` and `line` where it failed. A rule that fails takes no other rule
** away. */
void rules_evaluate(const struct rules_request *request, const struct ledger *ledger, struct wire_page *page,
                    struct wire_out *reply);

#endif
