/* What a streak rule and a badge rule said about a history: plain data for the screens. Everything points into the
** arena it was decoded in; texts are in the player's language already. Pure. */
#ifndef SUPINE_STREAK_H
#define SUPINE_STREAK_H

#include <stdbool.h>
#include <stdint.h>

#include "emblem.h"

#define STREAK_LEAVES    7
#define STREAK_LINES_MAX 16  /* sentences that explain the number */
#define STREAK_SPANS_MAX 400 /* stretches of days that the number counted */

enum streak_leaf {
  STREAK_OPEN,   /* not practised, nothing is asked */
  STREAK_DONE,   /* practised */
  STREAK_REST,   /* one of the days off that the rule allows */
  STREAK_FROZEN, /* saved by a freeze */
  STREAK_AWAY,   /* illness or holiday */
  STREAK_LEAVES_KINDS
};

struct streak_span {
  int32_t from, to; /* civil days, both inside */
  const char *note; /* "5 days of 7", "" where nothing is to be said */
};

struct streak {
  const char *rule, *title, *summary; /* id, name and one sentence of the rule */
  int count, best;
  const char *headline;   /* "4 weeks in a row" */
  const char *best_words; /* "Best run: 9 weeks" */
  int freezes;            /* kept for a week that falls short; −1: the rule knows none */
  int32_t week_start;     /* day of the first leaf */
  enum streak_leaf week[STREAK_LEAVES];
  const char *week_words; /* "3 of 5 days this week" */
  const char *lines[STREAK_LINES_MAX];
  int line_count;
  const struct streak_span *spans; /* newest first */
  int span_count;
};

struct streak_rule { /* one that can be chosen */
  const char *id, *title, *summary, *file;
  bool own; /* from the player's folder */
};

struct badge { /* a rule and how far the player is */
  const char *id, *title, *words, *file;
  struct emblem emblem;
  double done, goal;          /* goal above 0; earned by the rule when done reaches it */
  const char *progress_words; /* "3 of 7 days"; "" where it says nothing */
  bool hidden_until_earned;
};

struct badge_list {
  const struct badge *badges;
  int count;
};

#endif
