/* The session: the figure, the cue, the repetition, the breath lane. To be read from two metres, and stopped
** by one press of anything. While paused it shows the pause menu instead of the words. */
#ifndef SUPINE_SCR_SESSION_H
#define SUPINE_SCR_SESSION_H

#include "hud.h"
#include "scene.h"
#include "scr.h"
#include "ses.h"

struct scr_session_view {
  const struct plan *plan; /* in force */
  struct ses_frame now;    /* moment to be shown: heard time moved by the picture offset */
  bool paused;
  const char *pause_reason; /* "The controller was unplugged."; NULL: the player paused */
  double range_deg;         /* in force, for the pause menu */
  const struct settings *settings;
  const char *caption; /* what is said now; NULL or "": nothing */
  const char
      *banner; /* NULL: none; shown while paused (running, the caption says it: no word may cover the cue) */
};

struct scr_session_state { /* kept by the caller as long as the session lasts; zeroed before it */
  struct scene scene;
  struct hud hud;
};

/* SCR_PAUSE (any press while running), SCR_SKIP (accept while waiting); and, paused, SCR_RESUME,
** SCR_EASE_OFF, SCR_RESTART, SCR_SETTINGS, SCR_STOP. */
struct scr_action scr_session(struct ui *ui, const struct scr_session_view *view,
                              struct scr_session_state *state);

#endif
