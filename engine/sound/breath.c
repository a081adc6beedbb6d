#include "breath.h"

#include <math.h>

#include "frames.h"

#define PI_F        3.14159265f
#define EDGE_FRAMES 480        /* 10 ms at either end in which a straight ramp to 0 lies over the envelope */
#define FLOW_POWER  0.7f       /* of the half sine: below 1 the breath is heard from its first moment */
#define SIDE        0.28f      /* of the side in each channel: air around the head, not in front of it */
#define UNIFORM     1.7320508f /* gives evenly spread noise of −1…1 a variance of 1 */

/* Resonances in Hz at the start and at the end of the breath. weight: loudness of its band. */
struct voicing {
  struct {
    float from_hz, to_hz, q, weight;
  } bands[BREATH_BANDS];
  float air_from_hz, air_to_hz; /* everything above is dull */
  float peak;                   /* where in the breath the flow is greatest, 0…1 */
};

static const struct voicing voicings[2] = {
    {.bands = {{700, 1400, 1.7f, 0.048f}, {2000, 3300, 1.3f, 0.034f}, {4800, 6000, 0.9f, 0.008f}},
     .air_from_hz = 4200,
     .air_to_hz = 6400,
     .peak = 0.54f},
    {.bands = {{640, 400, 1.1f, 0.062f}, {1450, 1050, 1.8f, 0.036f}, {2600, 2100, 1.5f, 0.014f}},
     .air_from_hz = 2100,
     .air_to_hz = 1350,
     .peak = 0.42f},
};

static uint32_t scramble(uint32_t x) {
  x ^= x >> 16;
  x *= 0x7feb352dU;
  x ^= x >> 15;
  x *= 0x846ca68bU;
  return x ^ (x >> 16);
}

/* −1…1, fixed by (seed, index). */
static float random_at(uint32_t seed, uint32_t index) {
  return (float)scramble(seed ^ scramble(index + 0x9e3779b9U)) * (2.0f / 4294967296.0f) - 1.0f;
}

/* A slow random line through one random point a unit of x, smooth between them. */
static float wander(uint32_t seed, float x) {
  uint32_t cell = (uint32_t)x;
  float u = x - (float)cell;
  float a = random_at(seed, cell), b = random_at(seed, cell + 1);
  return a + (b - a) * u * u * (3.0f - 2.0f * u);
}

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
  float flow = powf(sinf(PI_F * powf(u, breath->skew)), FLOW_POWER);
  float t_s = (float)position / FRAMES_RATE_HZ;
  float turbulence = 1.0f + 0.11f * wander(breath->seed ^ 0xA1U, 2.7f * t_s) +
                     0.06f * wander(breath->seed ^ 0xA2U, 8.3f * t_s);
  return breath->level * flow * turbulence;
}

/* Sets filters and envelope for the grid cell that begins at the present position. */
static void retune(struct breath *breath) {
  const struct voicing *voicing = &voicings[breath->out];
  float u = progress(breath, breath->position);
  float t_s = (float)breath->position / FRAMES_RATE_HZ;
  tune(&breath->air,
       breath->formant * (voicing->air_from_hz + (voicing->air_to_hz - voicing->air_from_hz) * u), 0.7f);
  for (int b = 0; b < BREATH_BANDS; b++) {
    float from = voicing->bands[b].from_hz, to = voicing->bands[b].to_hz;
    float drift = 1.0f + 0.04f * wander(breath->seed ^ (0xB0U + (uint32_t)b), (1.3f + 0.4f * (float)b) * t_s);
    float hz = breath->formant * drift * (from + (to - from) * u);
    tune(&breath->bands[b], hz, voicing->bands[b].q);
    /* White noise through a band-pass has a power of π/2 × width over half the rate: make it 1, then weigh
     * it. */
    float width_hz = hz / voicing->bands[b].q;
    breath->weights[b] = voicing->bands[b].weight * sqrtf(FRAMES_RATE_HZ / (PI_F * width_hz));
  }
  breath->gain = envelope(breath, breath->position);
  float next = envelope(breath, breath->position + BREATH_GRID_FRAMES);
  breath->gain_step = (next - breath->gain) / BREATH_GRID_FRAMES;
}

void breath_start(struct breath *breath, bool out, int64_t frames, uint32_t seed) {
  uint32_t own = scramble(seed * 2U + (out ? 1U : 0U) + 0x5eedU);
  float peak = voicings[out].peak + 0.04f * random_at(own, 1);
  *breath = (struct breath){.out = out, .frames = frames, .seed = own, .noise = scramble(own) | 1U};
  breath->formant = 1.0f + 0.06f * random_at(own, 2);
  breath->level = powf(10.0f, random_at(own, 3) / 20.0f);
  breath->skew = logf(0.5f) / logf(peak); /* peak^skew = 1/2: the half sine's summit */
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
    for (int b = 0; b < BREATH_BANDS; b++) {
      step(&breath->bands[b], lane, air, &band);
      sum += breath->weights[b] * band;
    }
    lanes[lane] = sum;
  }
  float gain = breath->gain * edge(breath);
  *left = gain * (lanes[0] + SIDE * lanes[1]);
  *right = gain * (lanes[0] - SIDE * lanes[1]);
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
