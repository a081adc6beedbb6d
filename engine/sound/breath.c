#include "breath.h"

#include <math.h>

#include "chance.h"
#include "frames.h"

#define PI_F        3.14159265f
#define EDGE_FRAMES 480        /* 10 ms at either end in which a straight ramp to 0 lies over the envelope */
#define UNIFORM     1.7320508f /* gives evenly spread noise of −1…1 a variance of 1 */

static void tune(struct breath_filter *filter, float hz, float q) {
  float g = tanf(PI_F * hz / FRAMES_RATE_HZ);
  filter->damping = 1.0f / q;
  filter->a1 = 1.0f / (1.0f + g * (g + filter->damping));
  filter->a2 = g * filter->a1;
  filter->a3 = g * filter->a2;
}

/* Steps one lane of the filter; returns the low-pass, and the band-pass (1 at its peak) in *band. */
static inline float step(struct breath_filter *filter, int lane, float in, float *band) {
  float v3 = in - filter->state_2[lane];
  float v1 = filter->a1 * filter->state_1[lane] + filter->a2 * v3;
  float v2 = filter->state_2[lane] + filter->a2 * filter->state_1[lane] + filter->a3 * v3;
  filter->state_1[lane] = 2.0f * v1 - filter->state_1[lane];
  filter->state_2[lane] = 2.0f * v2 - filter->state_2[lane];
  *band = filter->damping * v1;
  return v2;
}

static float progress(const struct breath *breath, int64_t position) {
  if (position >= breath->frames - 1) return 1;
  return (float)((double)position / (double)(breath->frames - 1));
}

static float envelope(const struct breath *breath, int64_t position) {
  float u = progress(breath, position);
  if (u <= 0 || u >= 1) return 0;
  float flow = powf(sinf(PI_F * powf(u, breath->skew)), breath->voicing->flow_power);
  float t_s = (float)position / FRAMES_RATE_HZ;
  float turbulence = 1.0f;
  for (uint32_t k = 0; k < 2; k++)
    turbulence += breath->voicing->turbulence[k].depth *
                  chance_wander(breath->seed ^ (0xA1U + k), breath->voicing->turbulence[k].rate_hz * t_s);
  return breath->level * flow * turbulence;
}

static float between(float from, float to, float u) {
  return from + (to - from) * u;
}

/* Bubbles: a fast random line, squared, so that it is mostly quiet; RMS about 1. */
static float foam(const struct breath *breath, float t_s) {
  float bubble = chance_wander(breath->seed ^ 0xF0U, 61.0f * t_s);
  return 1.0f + breath->voicing->grain * (2.6f * bubble * bubble - 1.0f);
}

static void tune_bands(struct breath *breath, float u, float t_s) {
  const struct voicing *voicing = breath->voicing;
  tune(&breath->air, breath->formant * between(voicing->air_from_hz, voicing->air_to_hz, u), 0.7f);
  for (int b = 0; b < VOICING_BANDS; b++) {
    const struct voicing_band *band = &voicing->bands[b];
    float wander = chance_wander(breath->seed ^ (0xB0U + (uint32_t)b), (1.3f + 0.4f * (float)b) * t_s);
    float drift = 1.0f + voicing->colour_drift * wander;
    float hz = breath->formant * drift * between(band->from_hz, band->to_hz, u);
    tune(&breath->bands[b], hz, band->q);
    /* White noise through a band-pass has a power of π/2 × width over half the rate: make it 1, then weigh
     * it. */
    float width_hz = hz / band->q;
    float weight = between(band->from_weight, band->to_weight, u);
    breath->weights[b] = weight * sqrtf(FRAMES_RATE_HZ / (PI_F * width_hz));
  }
  if (voicing->grain > 0) breath->weights[VOICING_BANDS - 1] *= foam(breath, t_s);
}

/* The pitch follows the lungs: no speed at either end. */
static void tune_hum(struct breath *breath, float u, float t_s) {
  const struct voicing *voicing = breath->voicing;
  float lungs = u * u * (3.0f - 2.0f * u);
  float hz = voicing->tone.from_hz * powf(voicing->tone.to_hz / voicing->tone.from_hz, lungs);
  float bright = 1.0f + 0.22f * chance_wander(breath->seed ^ 0xC0U, 0.7f * t_s) +
                 0.20f * chance_at(breath->seed, 4) +
                 (voicing->tone.to_hz > voicing->tone.from_hz ? 0.4f : -0.3f) * (u - 0.5f);
  hum_tune(&breath->hum, (double)hz, voicing->tone.harmonics, bright, BREATH_GRID_FRAMES);
}

/* Sets filters, tone and envelope for the grid cell that begins at the present position. */
static void retune(struct breath *breath) {
  float u = progress(breath, breath->position);
  float t_s = (float)breath->position / FRAMES_RATE_HZ;
  tune_bands(breath, u, t_s);
  if (breath->voicing->tone.level > 0) tune_hum(breath, u, t_s);
  breath->gain = envelope(breath, breath->position);
  float next = envelope(breath, breath->position + BREATH_GRID_FRAMES);
  breath->gain_step = (next - breath->gain) / BREATH_GRID_FRAMES;
}

void breath_start(struct breath *breath, enum mix_voicing voicing, bool out, int64_t frames, uint32_t seed) {
  uint32_t own = chance_scramble(seed * 2U + (out ? 1U : 0U) + 0x5eedU);
  const struct voicing *made = voicing_of(voicing, out);
  float peak = made->peak + 0.04f * chance_at(own, 1);
  *breath =
      (struct breath){.voicing = made, .frames = frames, .seed = own, .noise = chance_scramble(own) | 1U};
  breath->formant = 1.0f + made->formant_step * chance_at(own, 2);
  breath->level = powf(10.0f, chance_at(own, 3) / 20.0f);
  breath->skew = logf(0.5f) / logf(peak); /* peak^skew = 1/2: the half sine's summit */
  hum_start(&breath->hum, own);
}

static inline float noise(struct breath *breath) {
  uint32_t x = breath->noise;
  x ^= x << 13;
  x ^= x >> 17;
  x ^= x << 5;
  breath->noise = x;
  return (float)(int32_t)x * (UNIFORM / 2147483648.0f);
}

static float edge(const struct breath *breath) {
  int64_t near = breath->position, far = breath->frames - 1 - breath->position;
  int64_t least = near < far ? near : far;
  return least >= EDGE_FRAMES ? 1.0f : (float)least / EDGE_FRAMES;
}

static inline void frame(struct breath *breath, float *left, float *right) {
  float lanes[2];
  for (int lane = 0; lane < 2; lane++) {
    float unused, band, sum = 0;
    float air = step(&breath->air, lane, noise(breath), &unused);
    for (int b = 0; b < VOICING_BANDS; b++) {
      step(&breath->bands[b], lane, air, &band);
      sum += breath->weights[b] * band;
    }
    lanes[lane] = sum;
  }
  float tone_left = 0, tone_right = 0, tone = breath->voicing->tone.level, side = breath->voicing->side;
  if (tone > 0) hum_frame(&breath->hum, &tone_left, &tone_right);
  float gain = breath->gain * edge(breath);
  *left = gain * (lanes[0] + side * lanes[1] + tone * tone_left);
  *right = gain * (lanes[0] - side * lanes[1] + tone * tone_right);
  breath->gain += breath->gain_step;
}

void breath_render(struct breath *breath, float *left, float *right, int n) {
  for (int i = 0; i < n; i++) {
    if (breath->position >= breath->frames) {
      left[i] = right[i] = 0;
      continue;
    }
    if (breath->position % BREATH_GRID_FRAMES == 0) retune(breath);
    frame(breath, &left[i], &right[i]);
    breath->position++;
  }
}
