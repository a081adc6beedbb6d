/* The pause menu's words; part of the session screen. */
#ifndef SUPINE_SCR_PAUSE_H
#define SUPINE_SCR_PAUSE_H

#include "scr_session.h"

/* Draws the menu into rect. Returns what was chosen; SCR_NONE while nothing was. */
enum scr_kind scr_pause(struct ui *ui, const struct scr_session_view *view, struct cam_rect rect);

/* Item that has the focus when the session is paused. */
uint32_t scr_pause_first(void);

#endif
