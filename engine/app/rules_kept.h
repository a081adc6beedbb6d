/* What the rules said, as text, so that the same question need not be asked twice: by the next start, or by the next
** command. A rule is a pure function of the history and the day, and its answer holds as long as those, the rule files
** and the words are the same to the letter. Pure but for memory; main thread. */
#ifndef SUPINE_RULES_KEPT_H
#define SUPINE_RULES_KEPT_H

#include "rules.h"

#define RULES_KEPT_KEY       "rules" /* in the store's cache */
#define RULES_KEPT_QUESTION  40      /* bytes of a question's name */
#define RULES_KEPT_BYTES_MAX (1 << 20)

/* A name for everything that an answer depends on: 128 bits as hexadecimal digits, "" without memory. sources: count
** rule files in their order. */
void rules_kept_question(const struct hist *hist, int32_t today, const char *streak_id,
                         const struct catalog *catalog, const struct source *const *sources, int count,
                         char out[RULES_KEPT_QUESTION]);

/* The answer to a question as text, to be freed; NULL where it is not to be kept (there are findings, which are to be
** told again, or no streak), is too long, or without memory. */
char *rules_kept_print(const struct rules_result *result, const char *question);

/* Reads it back into an empty result, in whose arena all of it lies. False, and an empty result, when the text is no
** whole answer to this question. */
bool rules_kept_parse(const char *text, const char *question, struct rules_result *out);

#endif
