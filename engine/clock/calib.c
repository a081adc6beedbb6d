#include "calib.h"

#include <math.h>
#include <stdlib.h>

#include "clk.h"
#include "frames.h"

#define TURN          6.283185307179586
#define FRAMES_PER_MS (FRAMES_RATE_HZ / 1000.0)

bool calib_is_given(int64_t beat) {
  return beat >= 0 && beat % CALIB_BAR_BEATS != CALIB_BAR_BEATS - 1;
}

int64_t calib_since_beat(int64_t f) {
  if (f < 0) return -1;
  int64_t beat = f / CALIB_BEAT_FRAMES;
  if (!calib_is_given(beat)) beat--;
  return f - beat * CALIB_BEAT_FRAMES;
}

bool calib_tap(struct calib_series *series, int64_t f) {
  if (series->count == CALIB_TAPS) return false;
  if (series->count > 0 && f - series->taps[series->count - 1] < frames_of_s(CALIB_BOUNCE_S)) return false;
  series->taps[series->count++] = f;
  return true;
}

/* x brought into −half beat … half beat. */
static double wrap(double frames) {
  return frames - CALIB_BEAT_FRAMES * floor(frames / CALIB_BEAT_FRAMES + 0.5);
}

/* Where in the beat the taps gather: the mean on the circle, which has no end at which late turns into early. */
static double gathering(const struct calib_series *series) {
  double x = 0, y = 0;
  for (int i = 0; i < series->count; i++) {
    double turn = TURN * (double)(series->taps[i] % CALIB_BEAT_FRAMES) / CALIB_BEAT_FRAMES;
    x += cos(turn);
    y += sin(turn);
  }
  return wrap(atan2(y, x) / TURN * CALIB_BEAT_FRAMES);
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(const double *values, int count) {
  double sorted[CALIB_TAPS];
  for (int i = 0; i < count; i++) sorted[i] = values[i];
  qsort(sorted, (size_t)count, sizeof *sorted, by_size);
  return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
}

/* Taps that answer a beat that was given, if all came `later` beats after the nearest one. */
static int answers(const struct calib_series *series, double delay_frames, int later) {
  int count = 0;
  for (int i = 0; i < series->count; i++) {
    double beat = floor(((double)series->taps[i] - delay_frames) / CALIB_BEAT_FRAMES + 0.5);
    count += calib_is_given((int64_t)beat - later);
  }
  return count;
}

struct calib_verdict calib_judge(const struct calib_series *series) {
  struct calib_verdict verdict = {0};
  double off[CALIB_TAPS], sum = 0, squares = 0;
  int kept = 0;
  if (series->count < 2) return verdict;
  double centre = gathering(series);
  for (int i = 0; i < series->count; i++) off[i] = wrap((double)series->taps[i] - centre);
  double middle = median(off, series->count);
  for (int i = 0; i < series->count; i++) {
    if (fabs(off[i] - middle) > CALIB_SLIP_MS * FRAMES_PER_MS) continue;
    off[kept++] = off[i]; /* kept ≤ i: what is still to be read is not touched */
    sum += off[kept - 1];
  }
  verdict.slips = series->count - kept;
  double mean = kept > 0 ? sum / kept : 0;
  for (int i = 0; i < kept; i++) squares += (off[i] - mean) * (off[i] - mean);
  verdict.deviation_ms = kept > 1 ? sqrt(squares / (kept - 1)) / FRAMES_PER_MS : 0;
  double delay = wrap(centre + mean);
  if (answers(series, delay, 1) > answers(series, delay, 0)) delay += CALIB_BEAT_FRAMES;
  verdict.delay_ms = delay / FRAMES_PER_MS;
  verdict.good = series->count == CALIB_TAPS && verdict.slips <= CALIB_SLIPS_MAX &&
                 verdict.deviation_ms < CALIB_DEVIATION_MS;
  return verdict;
}

int calib_offset_ms(const struct calib_verdict *heard, const struct calib_verdict *seen) {
  double offset = heard->delay_ms - seen->delay_ms;
  return (int)lround(fmin(fmax(offset, CLK_OFFSET_MIN_MS), CLK_OFFSET_MAX_MS));
}
