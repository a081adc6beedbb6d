/* How far apart sound and picture reach the player, from taps: first to a beat that is only heard, then to the same
** beat only seen. The difference of both delays is "heard minus seen"; what the hand, the device and the program add
** to every tap is in both and cancels. Pure; main thread.
**
** beat  CALIB_BEAT_FRAMES apart, the first at frame 0 of the series; the last of every bar is a rest. People tap evenly
**       at this pace, but a delay of a whole beat would look like none: the rest tells the two apart.
** slip  a tap far from where the others lie: a finger that came too late. A few are forgiven and left out. */
#ifndef SUPINE_CALIB_H
#define SUPINE_CALIB_H

#include <stdbool.h>
#include <stdint.h>

#define CALIB_TAPS         24
#define CALIB_BEAT_FRAMES  36000 /* 0.75 s */
#define CALIB_BAR_BEATS    4
#define CALIB_BOUNCE_S     0.2 /* a tap so soon after the one before is the same tap */
#define CALIB_SLIP_MS      120.0
#define CALIB_SLIPS_MAX    4
#define CALIB_DEVIATION_MS 30.0 /* standard deviation below which a series is accepted */

struct calib_series {       /* {0}: empty */
  int64_t taps[CALIB_TAPS]; /* frames since the first beat */
  int count;
};

struct calib_verdict {
  double delay_ms;     /* taps after their beats, mean; −375…1125 */
  double deviation_ms; /* of the taps that count */
  int slips;
  bool good;
};

/* Whether that beat is given; beats count from 0, the last of a bar is a rest. */
bool calib_is_given(int64_t beat);

/* How long ago, frames, the newest given beat began at frame f; −1 before the first. */
int64_t calib_since_beat(int64_t f);

/* Notes a tap at frame f. False, and nothing noted, when the series is full or the tap is a bounce. */
bool calib_tap(struct calib_series *series, int64_t f);

/* Judges a full series; one that is not full is not good. */
struct calib_verdict calib_judge(const struct calib_series *series);

/* Heard minus seen, whole milliseconds, inside CLK_OFFSET_MIN_MS…MAX_MS. */
int calib_offset_ms(const struct calib_verdict *heard, const struct calib_verdict *seen);

#endif
