/* Measuring how late sound comes: taps to what is heard, taps to what is seen, and fine steps with both at once. */
#ifndef SUPINE_SCR_CALIBRATE_H
#define SUPINE_SCR_CALIBRATE_H

#include "scr.h"

enum scr_calibrate_step {
  CALIBRATE_INTRO,
  CALIBRATE_SOUND, /* tap to what is heard; nothing is to be seen */
  CALIBRATE_FLASH, /* tap to what is seen; nothing is to be heard */
  CALIBRATE_FINE   /* both; left and right move the picture */
};

struct scr_calibrate_view {
  enum scr_calibrate_step step;
  const char *device; /* name; "" : there is no sound */
  int taps, taps_wanted;
  int uneven_ms, uneven_most_ms; /* deviation of the series that was refused; uneven_ms 0: none was */
  double lit;                    /* 0…1: how bright the light is now */
  bool measured;                 /* FINE: offset_ms comes from taps, not from the hand */
  int measured_ms, before_ms;    /* result, and what was in force before */
};

/* SCR_START: measure; SCR_SKIP: to the fine steps; SCR_TAP: now; SCR_CHANGED with the row of picture_offset_ms in
** settings_fields, which was written to; SCR_BACK. */
struct scr_action scr_calibrate(struct ui *ui, const struct scr_calibrate_view *view,
                                struct settings *settings);

#endif
