#include "calibrate.h"

#include <math.h>
#include <string.h>

#define BEFORE_FIRST_FRAMES 48000 /* a second to get ready */
#define AHEAD_FRAMES        24000
#define LIGHT_FRAMES        4800 /* 100 ms */
#define BEAT_VOLUME         0.7f /* the beat has to be heard, whatever the bells are set to */
#define BEAT_GAIN           1.0f

static bool is_heard(const struct calibrate *calibrate) {
  return calibrate->step == CALIBRATE_SOUND || calibrate->step == CALIBRATE_FINE;
}

static void enter(struct calibrate *calibrate, struct ear *ear, enum scr_calibrate_step step) {
  calibrate->step = step;
  calibrate->series.count = 0;
  calibrate->uneven_ms = 0;
  calibrate->posted = 0;
  calibrate->base = ear->mixed.v + BEFORE_FIRST_FRAMES;
  calibrate->generation = ear_take_over(ear);
  mix_set_volume(ear->mixer, MIX_INTERFACE, BEAT_VOLUME);
}

void calibrate_begin(struct calibrate *calibrate, const struct ear *ear, int offset_ms) {
  memset(calibrate, 0, sizeof *calibrate);
  calibrate->before_ms = offset_ms;
  calibrate->openings = ear->openings;
}

static bool post_beat(const struct calibrate *calibrate, struct ear *ear, int64_t beat) {
  struct mix_cue cue = {.generation = calibrate->generation,
                        .start = {calibrate->base + beat * CALIB_BEAT_FRAMES},
                        .sound = MIX_PROBE,
                        .bus = MIX_INTERFACE,
                        .gain = BEAT_GAIN};
  return mix_post(ear->mixer, &cue);
}

void calibrate_update(struct calibrate *calibrate, struct ear *ear) {
  bool another = calibrate->openings != ear->openings || !ear->audio;
  if (another && calibrate->step != CALIBRATE_INTRO) {
    ear_take_over(ear);
    calibrate->step = CALIBRATE_INTRO; /* the series mean nothing for another device */
  }
  calibrate->openings = ear->openings;
  if (!is_heard(calibrate)) return;
  while (calibrate->base + calibrate->posted * CALIB_BEAT_FRAMES < ear->mixed.v + AHEAD_FRAMES) {
    if (calib_is_given(calibrate->posted) && !post_beat(calibrate, ear, calibrate->posted)) return;
    calibrate->posted++;
  }
}

struct scr_calibrate_view calibrate_view(const struct calibrate *calibrate, const struct ear *ear,
                                         struct mix_frame shown, int offset_ms) {
  struct mix_frame seen = calibrate->step == CALIBRATE_FINE ? clk_seen(shown, offset_ms) : shown;
  int64_t since = calib_since_beat(seen.v - calibrate->base);
  return (struct scr_calibrate_view){.step = calibrate->step,
                                     .device = ear_name(ear),
                                     .taps = calibrate->series.count,
                                     .taps_wanted = CALIB_TAPS,
                                     .uneven_ms = calibrate->uneven_ms,
                                     .uneven_most_ms = (int)CALIB_DEVIATION_MS,
                                     .lit = since >= 0 && since < LIGHT_FRAMES ? 1 : 0,
                                     .measured = calibrate->measured,
                                     .measured_ms = calibrate->measured_ms,
                                     .before_ms = calibrate->before_ms};
}

/* True when this tap made both series whole and good. */
static bool tap(struct calibrate *calibrate, struct ear *ear) {
  int64_t f = ear->heard.v - calibrate->base;
  if (f < -CALIB_BEAT_FRAMES / 2 || !calib_tap(&calibrate->series, f)) return false;
  if (calibrate->series.count < CALIB_TAPS) return false;
  struct calib_verdict verdict = calib_judge(&calibrate->series);
  if (!verdict.good) { /* the beat goes on; only the taps are forgotten */
    calibrate->series.count = 0;
    calibrate->uneven_ms = (int)ceil(fmax(verdict.deviation_ms, CALIB_DEVIATION_MS));
    return false;
  }
  if (calibrate->step == CALIBRATE_SOUND) {
    calibrate->heard = verdict;
    enter(calibrate, ear, CALIBRATE_FLASH);
    return false;
  }
  calibrate->seen = verdict;
  calibrate->measured = true;
  calibrate->measured_ms = calib_offset_ms(&calibrate->heard, &calibrate->seen);
  enter(calibrate, ear, CALIBRATE_FINE);
  return true;
}

bool calibrate_follow(struct calibrate *calibrate, struct ear *ear, enum scr_kind kind) {
  if (kind == SCR_START) enter(calibrate, ear, CALIBRATE_SOUND);
  if (kind == SCR_SKIP) enter(calibrate, ear, CALIBRATE_FINE);
  bool tapping = calibrate->step == CALIBRATE_SOUND || calibrate->step == CALIBRATE_FLASH;
  return kind == SCR_TAP && tapping && tap(calibrate, ear);
}

void calibrate_end(struct calibrate *calibrate, struct ear *ear) {
  ear_take_over(ear);
  calibrate->step = CALIBRATE_INTRO;
}
