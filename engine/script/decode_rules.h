/* What a file of streak or badge rules returned, checked field by field and turned into plain data. In the
** value each rule's function stands replaced by its answer, as worker/rules.h describes. Everything is in the
** reader's arena. Pure. */
#ifndef SUPINE_DECODE_RULES_H
#define SUPINE_DECODE_RULES_H

#include "decode.h"
#include "reader.h"
#include "streak.h"

#define DECODE_LINE_MAX 300 /* bytes of a sentence that a rule makes up; longer ones are cut */

/* What a streak file says about itself. NULL when there was any error; each one is a finding. own is left
** false. */
const struct streak_rule *decode_streak_rule(struct reader *r, const struct reader_at *at,
                                             const struct decode_words *words);

/* Its answer. NULL likewise. */
const struct streak *decode_streak(struct reader *r, const struct reader_at *at,
                                   const struct decode_words *words);

/* The badges of a file: one, or a list. A badge with an error is a finding and left out; the others are in out
** all the same. Returns false when the file cannot be taken for badges at all. */
bool decode_badges(struct reader *r, const struct reader_at *at, const struct decode_words *words,
                   struct badge_list *out);

#endif
