/* The table "what a correct avatar shows" of the exercise: one rule a row of it, each with its number. A rule reads a
** whole trace and says where it is broken first. */
#ifndef SUPINE_TEST_TRACE_RULES_H
#define SUPINE_TEST_TRACE_RULES_H

#include "trace_rows.h"

struct trace_asked { /* what the trace was asked for */
  const char *routine;
  int reps;
  double in_s, out_s, range_deg, hz;
};

struct trace_rule {
  const char *name;
  /* True where the trace keeps it; else why says what was found where. */
  bool (*holds)(const struct trace *trace, const struct trace_asked *asked, char *why, size_t size);
  /* Changes a good trace a little beyond the rule's number: proves that the rule can fail. */
  void (*spoil)(struct trace *trace);
  const char *needs; /* a phase that must be in the trace for the rule to say anything; NULL: none */
};

extern const struct trace_rule trace_rules[];
extern const int trace_rule_count;

#endif
