/* Secondary motion: what a body does a little later than its joints. Hands stay behind the forearm and arrive softly,
** shoulder blades follow the arms, weight settles into towel and pillow, cloth follows the breath.
**
** Every quantity compares what the joints are with what they were: a fixed window of LIFE_WINDOW ticks of 400 frames,
** weighted like the answer of a spring without overshoot, and interpolated between ticks. So it is a pure function of
** the time, whatever frames were shown before. It is drawing only: the joints that trace prints never see it. Pure;
** allocates nothing. */
#ifndef SUPINE_LIFE_H
#define SUPINE_LIFE_H

#include <stdbool.h>
#include <stdint.h>

#include "pose.h"

#define LIFE_TICK_FRAMES 400 /* 1/120 s of the 48,000 frames a second */
#define LIFE_WINDOW      144 /* ticks that are remembered: 1.2 s */
#define LIFE_CHANNELS    24
#define LIFE_SPRINGS     3

/* All zero: reduced motion. */
struct life_look {
  struct vec3 hand_lag_rad[BODY_SIDES];   /* turn of the hand about the wrist, axis times angle */
  struct vec3 finger_lag_rad[BODY_SIDES]; /* further turn of the fingers about the knuckles */
  double finger_curl_rad[BODY_SIDES]; /* fingers not yet laid down (negative) or still hanging (positive) */
  struct vec3 blade_m[BODY_SIDES];    /* the shoulder with its blade behind the arm */
  double settle_m;     /* chest: negative is deeper in the towel, where the arms' weight puts it */
  double head_m;       /* head: negative is deeper in the pillow */
  double towel_squash; /* to be added to the roll's own */
  double cloth_m;      /* the shirt over the belly: positive stands off */
};

/* The pose of a frame of the session, frames may be negative. Must be pure: the same frame, the same pose. */
typedef void life_pose_fn(const void *context, int64_t frame, struct pose *out);

struct life { /* remembered ticks; start with {0} */
  uint64_t version;
  int64_t last; /* newest tick in the ring */
  int filled;   /* how many ticks up to it are there, at most LIFE_WINDOW + 2 */
  double kernel[LIFE_SPRINGS][LIFE_WINDOW + 2]; /* weights by age in ticks; worked out at the first call */
  float ring[LIFE_WINDOW + 2][LIFE_CHANNELS];
};

/* The look at that frame. Asks pose_at for the ticks that it does not remember: two a frame at 60 Hz, a window's worth
** after a jump. version: changes with the source (another plan, another build); what was remembered of another one is forgotten. */
void life_at(struct life *life, life_pose_fn *pose_at, const void *context, uint64_t version, int64_t frame,
             struct life_look *out);

/* The pose as it is drawn: for the figure, its shadow and the props alike. Nothing sinks into the surface. look NULL
** or zero: the pose itself. */
void life_pose(const struct life_look *look, const struct skel *skel, const struct pose *pose,
               struct pose *out);

#endif
