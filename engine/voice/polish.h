/* From what a synthesiser gives to what is pleasant to hear: our rate, no rumble, clear words,
** even level, silent ends. Mono float, −1…1. Pure but for memory; any thread. */
#ifndef SUPINE_POLISH_H
#define SUPINE_POLISH_H

#include <stdint.h>

#define POLISH_RATE_HZ     48000
#define POLISH_RMS         0.10  /* −20 dBFS over the parts in which somebody speaks */
#define POLISH_PEAK        0.707 /* −3 dBFS */
#define POLISH_LEAD_FRAMES 480   /* 10 ms kept before the first sound: the ramp lies there */
#define POLISH_TAIL_FRAMES 2880  /* 60 ms kept after the last */

/* The same at POLISH_RATE_HZ: *frames samples, aligned with the input (no delay). Images of the input are at
** least 60 dB down. NULL when there is no memory; free it with free. count: at least 1; rate_hz: 1000 to
** POLISH_RATE_HZ. */
float *polish_resample(const int16_t *samples, int64_t count, int rate_hz, int64_t *frames);

/* In place at 48 kHz: takes away rumble below 90 Hz and hiss above 6 kHz, and lifts what carries the words over
** the fundamental. */
void polish_clear(float *samples, int64_t count);

/* In place: loudness evened to POLISH_RMS without any peak above POLISH_PEAK. Silence stays silence. */
void polish_even(float *samples, int64_t count);

/* Cuts silence at both ends, moves the rest to the start and ramps both ends to 0. Returns the frames
** that are left, 0 when all was silence; *cut_frames: how many were taken off the start. */
int64_t polish_trim(float *samples, int64_t count, int64_t *cut_frames);

#endif
