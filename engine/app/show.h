/* A run as a picture: the session screen of the interface over a draw list. The window and the film use the same. */
#ifndef SUPINE_SHOW_H
#define SUPINE_SHOW_H

#include "pl.h"
#include "run.h"
#include "scr_session.h"

struct show_frame {
  struct dl *dl; /* emptied, then filled */
  int width_px, height_px;
  struct pl_fonts *fonts;
  const struct settings *settings;
  const struct loc *loc;
  enum ui_glyphs glyphs;
  double now_s; /* of a steady clock, for what moves in menus */
  bool has_hour;
  double hour_h; /* local, whose light the stage has; without: each theme's own evening */
};

struct show; /* a struct ui and what the session screen keeps between frames */

struct show *show_create(void);
void show_destroy(struct show *show); /* NULL is allowed */

/* The interface, for input and for the other screens. */
struct ui *show_ui(struct show *show);
struct scene *show_scene(struct show *show);

/* Quarter turns, clockwise, of the finished picture: see turn.h. Whoever shows it asks for a frame of turn_inner and
** turns the list; pointers are turned back. */
int show_turns(const struct settings *settings);

/* Forgets what was kept of a session. */
void show_forget(struct show *show);

/* Fills in what every screen's frame needs from settings and window. Its palette, the theme in the light of the hour and
** with the avatar's colours, is good until the next call. */
struct ui_frame show_begin(struct show *show, const struct show_frame *frame);

/* Draws the session at f, whole frame, and returns what the player asked for. pause_reason and banner may be NULL. */
struct scr_action show_run(struct show *show, const struct show_frame *frame, struct run *run,
                           struct ses_frame f, const char *pause_reason, const char *banner);

#endif
