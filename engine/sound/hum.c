#include "hum.h"

#include <math.h>

#include "chance.h"
#include "frames.h"

#define TURN_RAD 6.283185307179586
#define APART    0.0034f /* beats of three quarters of a hertz at 220 Hz */

void hum_start(struct hum *hum, uint32_t seed) {
  *hum = (struct hum){.apart = {1, 1, 1}};
  for (uint32_t s = 0; s < HUM_STRINGS; s++) {
    hum->turns[s] = 0.5 + 0.5 * (double)chance_at(seed, s);
    hum->apart[s] = 1.0f + 0.0004f * chance_at(seed, 10 + s);
  }
  hum->apart[1] -= APART;
  hum->apart[2] += APART;
}

void hum_tune(struct hum *hum, double hz, const float harmonics[VOICING_HARMONICS], float bright,
              int frames) {
  float power = 0, step = 1;
  for (int h = 0; h < VOICING_HARMONICS; h++) {
    hum->harmonics[h] = harmonics[h] * step;
    power += 0.5f * hum->harmonics[h] * hum->harmonics[h];
    step *= bright;
  }
  float even = 1.0f / sqrtf(power * (1.0f + HUM_SIDE * HUM_SIDE));
  for (int h = 0; h < VOICING_HARMONICS; h++) hum->harmonics[h] *= even;
  for (int s = 0; s < HUM_STRINGS; s++) {
    double per_frame = hz * (double)hum->apart[s] / FRAMES_RATE_HZ;
    double at = TURN_RAD * hum->turns[s], angle = TURN_RAD * per_frame;
    hum->re[s] = (float)cos(at);
    hum->im[s] = (float)sin(at);
    hum->turn[s] = (float)cos(angle);
    hum->lift[s] = (float)sin(angle);
    hum->turns[s] += per_frame * frames;
    hum->turns[s] -= floor(hum->turns[s]);
  }
}
