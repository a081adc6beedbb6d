/* The breath lane, the game's signature: a gently rolling track in which in-breaths rise and out-breaths fall. It
** moves to the left under a ball that rides the line at "now". Pure; allocates nothing. Knows nothing of plans:
** the caller hands in samples of the lungs' fullness and the marks that lie in view. */
#ifndef SUPINE_LANE_H
#define SUPINE_LANE_H

#include "cam.h"
#include "palette.h"

#define LANE_SAMPLES_MAX 256
#define LANE_MARKS_MAX   16

struct lane_mark {
  double t_s;       /* relative to now: negative is past */
  const char *text; /* "In · reach up" */
  float text_w_px;  /* measured by the caller at text_px */
};

struct lane {
  struct cam_rect rect;          /* where the lane lies */
  double past_s, ahead_s;        /* how much time lies left and right of now */
  float level[LANE_SAMPLES_MAX]; /* fullness 0…1, evenly from −past_s to +ahead_s */
  int count;
  double level_now;
  struct lane_mark marks[LANE_MARKS_MAX];
  int mark_count;
  float text_px;
  bool quiet; /* reduced motion: nothing opens where a mark is passed */
};

/* Draws the lane: strands of light that part where the lungs are full or empty, the brightest of them under the ball;
** what is past fades. Each mark is a bud on the line that opens when the ball has passed it. Words stand where they will happen, below the line, never cut by the edge of the picture (a word
** that does not fit whole fades out) and never over each other. */
/* Where the ball is. */
void lane_ball(const struct lane *lane, float *x_px, float *y_px);

void lane_draw(struct dl *dl, const struct lane *lane, const struct palette *palette);

#endif
