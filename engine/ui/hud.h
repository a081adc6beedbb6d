/* The words of a running session and the places they stand in. The figure has its own place; no word is ever
** put there. Sizes are chosen for two metres and shrink only where the stage would become too small. */
#ifndef SUPINE_HUD_H
#define SUPINE_HUD_H

#include "scene.h"
#include "scr.h"

#define HUD_WORDS_MAX 32 /* different cues of a plan that are looked at; further ones wrap where they must */

struct scr_session_view;

/* Sizes and places. They are chosen once for a plan and a window, from all the words that will come, so that nothing
** jumps from phase to phase. */
struct hud {
  const struct plan *plan; /* what it was made for: plan, window, text scale, captions, views */
  float w_px, h_px;
  double text_scale;
  bool captions;
  int fixed_view;
  bool mirrored;
  bool exchanged; /* the figure's head is at the left: words at the right, the number at the left */
  float cue_em_px, hint_em_px, number_em_px, of_em_px, band_em_px, lane_em_px;
  struct cam_rect cue, number;
  struct cam_rect stage, stage_down; /* for views from the side, and from above */
  struct cam_rect band;              /* caption and what comes next */
  struct cam_rect lane;              /* or, while waiting, the button */
};

struct hud_moment {
  const struct plan_sample *sample;
  bool waiting;  /* get ready, rest: a countdown and a button instead of the lane */
  bool counting; /* the number counts down: count-in and waits */
  int count;     /* seconds left, from 1 */
  double left;   /* 0…1 of the countdown that is still to come */
};

/* Makes the layout for ui's window unless it is there already. hud: zeroed before the first call. */
void hud_layout(struct ui *ui, struct hud *hud, const struct scr_session_view *view);

/* What is special about this moment. */
struct hud_moment hud_moment(const struct plan_sample *sample, struct ses_frame now);

/* Draws cue, hint, number, dots, caption, what comes next, and the lane. */
void hud_draw(struct ui *ui, const struct hud *hud, const struct scr_session_view *view,
              const struct hud_moment *moment);

#endif
