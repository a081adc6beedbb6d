/* Why the number is what it is: the rule's own sentences, the days it counted, and the other rules there are. */
#ifndef SUPINE_SCR_WHY_H
#define SUPINE_SCR_WHY_H

#include "scr.h"
#include "streak.h"

struct scr_why_view {
  const struct streak *streak; /* NULL: the rule has not answered */
  int32_t today;
  const struct streak_rule *rules; /* that can be chosen */
  int rule_count;
  int chosen; /* row of rules; −1: none of them */
};

/* SCR_RULE with the row of view.rules, SCR_BACK. */
struct scr_action scr_why(struct ui *ui, const struct scr_why_view *view);

#endif
