/* A finished frame turned by quarter turns, for a player who watches while lying on one side: everything turns, words
** and menus too, because the eyes that read them lie on the side as well. Screens are made for the turned window (its
** sides exchanged for odd turns) and know nothing of it; the list is turned last, pointers are turned back first.
** Turns count clockwise and any number is taken modulo four. Pure. */
#ifndef SUPINE_TURN_H
#define SUPINE_TURN_H

#include "dl.h"

struct turn_size {
  int width_px, height_px;
};

struct turn_point {
  float x_px, y_px;
};

/* The size that a window of that size has for whoever draws into it, and back. */
struct turn_size turn_inner(int quarter_turns, struct turn_size window);

/* A pixel of the window as the screens see it. */
struct turn_point turn_back(int quarter_turns, struct turn_size window, struct turn_point at);

/* How far a list has come. */
struct turn_mark {
  int vertices, points, commands;
};
struct turn_mark turn_here(const struct dl *dl);

/* Exchanges left and right, in a picture of that width, of the shapes that were put down since a mark (not of texts). */
void turn_mirror(struct dl *dl, struct turn_mark since, float w_px);

/* Turns a list that was made for turn_inner so that it fits the window. Once for a list. */
void turn_list(struct dl *dl, int quarter_turns, struct turn_size window);

#endif
