/* The game in a window: its screens, what leads from one to the next, and the session that runs in them. */
#ifndef SUPINE_GAME_H
#define SUPINE_GAME_H

#include "args.h"

struct game;

/* Opens everything that is needed to show the first picture: home, settings, words, window. Sound follows after it.
** NULL with a sentence and its err_code in *why: no display, no font, no words, no such routine. */
struct game *game_open(const struct args *args, int *why);

/* Runs until the player leaves. Returns 0, or a negative err_code. */
int game_run(struct game *game);

/* Saves, closes, frees: at most a second. NULL is allowed. */
void game_close(struct game *game);

#endif
