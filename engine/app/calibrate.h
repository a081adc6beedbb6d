/* The calibration under way: which series is being tapped, the beats that are heard and seen, and what came out. The
** screen shows it (scr_calibrate.h), the judgement is clock's (calib.h). Main thread. */
#ifndef SUPINE_CALIBRATE_H
#define SUPINE_CALIBRATE_H

#include "calib.h"
#include "ear.h"
#include "scr_calibrate.h"

struct calibrate {
  enum scr_calibrate_step step;
  struct calib_series series;
  struct calib_verdict heard, seen;
  int64_t base;        /* mix frame of the first beat */
  int64_t posted;      /* beats that were posted, or left out because they are rests */
  uint32_t generation; /* of the beats */
  int openings;        /* of the ear's device that is being measured */
  int uneven_ms;       /* of the series that was refused; 0: none was */
  bool measured;
  int measured_ms, before_ms;
};

/* Begins at the first step. offset_ms: in force now. */
void calibrate_begin(struct calibrate *calibrate, const struct ear *ear, int offset_ms);

/* Once a frame: posts beats ahead; begins anew where the device changed. */
void calibrate_update(struct calibrate *calibrate, struct ear *ear);

/* What the screen shows. shown: mix frame that is on the screen when this frame is, before any offset; offset_ms: in
** force, for the last step. */
struct scr_calibrate_view calibrate_view(const struct calibrate *calibrate, const struct ear *ear,
                                         struct mix_frame shown, int offset_ms);

/* Follows SCR_START, SCR_SKIP and SCR_TAP. True when both series were good: measured_ms is the new offset. */
bool calibrate_follow(struct calibrate *calibrate, struct ear *ear, enum scr_kind kind);

/* Leaves: silences the beats. The caller sets the volumes anew. */
void calibrate_end(struct calibrate *calibrate, struct ear *ear);

#endif
