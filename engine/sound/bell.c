#include "bell.h"

#include <math.h>

#include "frames.h"

#define TURN_RAD        6.283185307179586
#define PROBE_HZ        1000.0
#define PROBE_AMPLITUDE 0.8
#define BOWL_HZ         440.0  /* A: a repetition */
#define END_HIGH_HZ     293.66 /* D, and then */
#define END_LOW_HZ      220.0  /* the A below it: the end */
#define END_SECOND_S    0.9
#define TICK_HZ         780.0
#define TAIL_SHARE      5 /* the last fifth of a struck sound is drawn to exact silence */

/* One way in which a body rings, relative to its lowest. beat_hz: it rings as a pair so far apart, as a
** bowl that is not quite round does; 0: alone. */
struct mode {
  double ratio, level, decay_s, beat_hz;
};

static const struct mode bowl[] = {
    {1.000, 0.190, 0.85, 0.9}, {2.005, 0.030, 0.70, 0.0}, {2.756, 0.080, 0.48, 1.7},
    {5.180, 0.025, 0.22, 0.0}, {8.160, 0.006, 0.10, 0.0},
};
static const struct mode wood[] = {
    {1.0, 0.20, 0.016, 0.0}, {2.42, 0.09, 0.008, 0.0}, {4.10, 0.03, 0.004, 0.0}};

#define COUNT(array) (int)(sizeof(array) / sizeof *(array))

int64_t bell_frames(enum mix_sound sound) {
  switch (sound) {
  case MIX_BELL:
    return frames_of_s(2.5);
  case MIX_BELL_END:
    return frames_of_s(4.0);
  case MIX_TICK:
    return frames_of_s(0.12);
  case MIX_PROBE:
    return frames_of_s(0.02);
  default:
    return 0;
  }
}

/* Adds a sine of amplitude level that falls to 1/e in decay_s; decay_s 0: it does not fall. */
static void add(struct bell *bell, int64_t from, double hz, double level, double decay_s) {
  if (bell->count == BELL_PARTIALS_MAX) return;
  double angle = TURN_RAD * hz / FRAMES_RATE_HZ;
  double fall = decay_s > 0 ? exp(-1.0 / (decay_s * FRAMES_RATE_HZ)) : 1.0;
  bell->partials[bell->count].from = from;
  bell->partials[bell->count].re = level;
  bell->partials[bell->count].im = 0;
  bell->partials[bell->count].turn = fall * cos(angle);
  bell->partials[bell->count].lift = fall * sin(angle);
  bell->count++;
}

static void strike(struct bell *bell, int64_t from, double hz, const struct mode *modes, int count) {
  for (int m = 0; m < count; m++) {
    double at_hz = hz * modes[m].ratio, half_hz = modes[m].beat_hz / 2;
    if (half_hz > 0) {
      add(bell, from, at_hz - half_hz, 0.7 * modes[m].level, modes[m].decay_s);
      add(bell, from, at_hz + half_hz, 0.3 * modes[m].level, modes[m].decay_s);
    } else {
      add(bell, from, at_hz, modes[m].level, modes[m].decay_s);
    }
  }
}

void bell_start(struct bell *bell, enum mix_sound sound) {
  *bell = (struct bell){.frames = bell_frames(sound)};
  switch (sound) {
  case MIX_BELL:
    bell->attack_frames = frames_of_s(0.006);
    strike(bell, 0, BOWL_HZ, bowl, COUNT(bowl));
    break;
  case MIX_BELL_END:
    bell->attack_frames = frames_of_s(0.008);
    strike(bell, 0, END_HIGH_HZ, bowl, COUNT(bowl));
    strike(bell, frames_of_s(END_SECOND_S), END_LOW_HZ, bowl, COUNT(bowl));
    break;
  case MIX_TICK:
    bell->attack_frames = frames_of_s(0.001);
    strike(bell, 0, TICK_HZ, wood, COUNT(wood));
    break;
  case MIX_PROBE:
    add(bell, 0, PROBE_HZ, PROBE_AMPLITUDE, 0);
    break;
  default:
    break;
  }
}

static float smooth(int64_t i, int64_t of) {
  float u = (float)i / (float)of;
  return u * u * (3.0f - 2.0f * u);
}

static float next(struct bell *bell) {
  double sum = 0;
  for (int p = 0; p < bell->count; p++) {
    int64_t age = bell->position - bell->partials[p].from;
    if (age < 0) continue;
    double re = bell->partials[p].re, im = bell->partials[p].im;
    sum += age < bell->attack_frames ? im * smooth(age, bell->attack_frames) : im;
    bell->partials[p].re = re * bell->partials[p].turn - im * bell->partials[p].lift;
    bell->partials[p].im = re * bell->partials[p].lift + im * bell->partials[p].turn;
  }
  int64_t left = bell->frames - bell->position, tail = bell->frames / TAIL_SHARE;
  /* The probe alone has no attack, and no tail: its 20 whole periods end where they began. */
  return (float)(bell->attack_frames > 0 && left < tail ? sum * smooth(left, tail) : sum);
}

void bell_render(struct bell *bell, float *mono, int n) {
  for (int i = 0; i < n; i++) {
    mono[i] = bell->position < bell->frames ? next(bell) : 0;
    if (bell->position < bell->frames) bell->position++;
  }
}
