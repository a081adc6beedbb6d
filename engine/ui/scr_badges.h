/* The badges: earned ones with their day, the others with how far the player is; and each by itself, large. A badge
** that was earned stays, with or without its rule. */
#ifndef SUPINE_SCR_BADGES_H
#define SUPINE_SCR_BADGES_H

#include "hist.h"
#include "scr.h"
#include "streak.h"

#define SCR_BADGES_MAX 512 /* shown; further ones are not */

struct scr_badges_view {
  const struct hist *hist;       /* never NULL; its badges are those earned */
  const struct badge_list *list; /* NULL: the rules have not answered */
  int32_t today;
};

struct scr_badges_state { /* kept by the caller while the screen is open; zeroed before */
  int open;               /* 1 + place of the badge that is shown large; 0: the gallery */
};

/* SCR_BACK. */
struct scr_action scr_badges(struct ui *ui, const struct scr_badges_view *view,
                             struct scr_badges_state *state);

#endif
