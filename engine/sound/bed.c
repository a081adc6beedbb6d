#include "bed.h"

#include <math.h>

#include "chance.h"
#include "frames.h"

#define TURN_RAD 6.283185307179586
#define CHORD_FRAMES                                                                                         \
  576000 /* 12 s; a chord sounds for two of these, and where two overlap they add up to one */
#define PAD_FRAMES    144000 /* one may start in each 3 s */
#define PAD_CHANCE    0.62f
#define PAD_MOST      576000 /* 12 s */
#define BELL_FRAMES   72000  /* one may start in each 1.5 s */
#define BELL_CHANCE   0.27f
#define BELL_MOST     288000
#define CALM_LEAST    0.62f /* of either layer when the lungs are empty; both are whole when they are full */
#define SWELL_LEAST   0.12f
#define BED_LEVEL     0.115f
#define ORIGIN        (2 * CHORD_FRAMES) /* of the bed in the strings' time: no slot has a negative number */
#define STRIKE_FRAMES 1200               /* 25 ms: felt, not metal */

_Static_assert(CHORD_FRAMES % BED_CELL_FRAMES == 0 && PAD_FRAMES % BED_CELL_FRAMES == 0, "on the grid");
_Static_assert((BED_CELL_FRAMES & (BED_CELL_FRAMES - 1)) == 0, "turn_cell doubles up to it");

#define D2_HZ  73.416
#define D3_HZ  146.832
#define E4_HZ  329.628
#define FS4_HZ 369.994
#define A3_HZ  220.0
#define B3_HZ  246.942

/* low: what hums steadily; high: what opens with the breath, and what pads choose from, with its octave. */
static const struct chord {
  double low[2], high[3];
} chords[] = {
    {{D3_HZ, A3_HZ}, {A3_HZ, 2 * D3_HZ, FS4_HZ}},         {{D3_HZ, B3_HZ}, {B3_HZ, 2 * D3_HZ, FS4_HZ}},
    {{D3_HZ, A3_HZ}, {A3_HZ, E4_HZ, 2 * B3_HZ}},          {{A3_HZ / 2, A3_HZ}, {2 * D3_HZ, E4_HZ, 2 * A3_HZ}},
    {{D3_HZ, FS4_HZ / 2}, {A3_HZ, 2 * D3_HZ, 2 * B3_HZ}},
};
#define CHORDS ((uint32_t)(sizeof chords / sizeof *chords))

static const double bell_hz[] = {4 * D3_HZ, 2 * E4_HZ, 2 * FS4_HZ, 4 * A3_HZ, 4 * B3_HZ, 8 * D3_HZ};
#define BELLS ((uint32_t)(sizeof bell_hz / sizeof *bell_hz))

enum salt { CHORD = 0x1000, PAD = 0x2000, BELL = 0x3000 };

/* ---- what is played ----------------------------------------------------------------------------------- */

static uint32_t bits(const struct bed *bed, enum salt salt, int64_t slot, uint32_t which) {
  return chance_bits(bed->seed ^ chance_scramble((uint32_t)salt + which), (uint32_t)slot);
}

/* 0…1 */
static float share(const struct bed *bed, enum salt salt, int64_t slot, uint32_t which) {
  return (float)(bits(bed, salt, slot, which) >> 8) * (1.0f / 16777216.0f);
}

static void add(struct bed *bed, struct bed_string string, float pan) {
  if (bed->count == BED_STRINGS || string.from + string.frames <= bed->position) return;
  string.turn = cos(TURN_RAD * string.hz / FRAMES_RATE_HZ);
  string.lift = sin(TURN_RAD * string.hz / FRAMES_RATE_HZ);
  string.left = sqrtf(0.5f * (1.0f - pan));
  string.right = sqrtf(0.5f * (1.0f + pan));
  bed->strings[bed->count++] = string;
}

/* Two strings a hair apart, left and right of each other; the second softer, so that they beat without ever
** falling silent, not even in mono. */
static void add_pair(struct bed *bed, struct bed_string string, float pan, double apart_hz) {
  string.hz -= apart_hz / 2;
  add(bed, string, pan - 0.35f);
  string.hz += apart_hz;
  string.turns += 0.37;
  string.level *= 0.35f;
  add(bed, string, pan + 0.35f);
}

/* Never the chord before: one of the others. */
static const struct chord *chord_at(const struct bed *bed, int64_t slot) {
  uint32_t own = bits(bed, CHORD, slot, 0) % CHORDS, before = bits(bed, CHORD, slot - 1, 0) % CHORDS;
  return &chords[own == before ? (own + 1) % CHORDS : own];
}

static void plan_chord(struct bed *bed, int64_t slot) {
  const struct chord *chord = chord_at(bed, slot);
  struct bed_string string = {.from = slot * CHORD_FRAMES, .frames = 2 * CHORD_FRAMES};
  string.turns = (double)share(bed, CHORD, slot, 1);
  string.hz = D2_HZ;
  string.level = 0.45f;
  add(bed, string, 0);
  for (int k = 0; k < 2; k++) {
    string.hz = chord->low[k];
    string.level = k == 0 ? 0.85f : 0.60f;
    add_pair(bed, string, k == 0 ? -0.1f : 0.1f, 0.09 + 0.03 * k);
  }
  string.layer = 1;
  for (int k = 0; k < 3; k++) {
    string.hz = chord->high[k];
    string.level = 0.52f - 0.07f * (float)k;
    add_pair(bed, string, 0.2f * (float)(k - 1), 0.17 + 0.06 * k);
  }
}

static void plan_pad(struct bed *bed, int64_t slot) {
  if (share(bed, PAD, slot, 0) >= PAD_CHANCE) return;
  const struct chord *chord = chord_at(bed, slot * PAD_FRAMES / CHORD_FRAMES);
  double hz = chord->high[bits(bed, PAD, slot, 1) % 3] * (share(bed, PAD, slot, 2) < 0.45f ? 2 : 1);
  int64_t frames = frames_of_s(7.0 + 5.0 * (double)share(bed, PAD, slot, 3));
  struct bed_string string = {.from = slot * PAD_FRAMES, .frames = frames, .hz = hz, .layer = 1};
  float pan = 1.2f * (share(bed, PAD, slot, 4) - 0.5f);
  string.turns = (double)share(bed, PAD, slot, 5);
  string.level = 0.34f + 0.16f * share(bed, PAD, slot, 6);
  if (hz > 450) string.level *= 0.6f;
  add_pair(bed, string, 0.5f * pan, 0.3);
  string.hz = 2 * hz;
  string.level *= 0.14f;
  add(bed, string, pan);
}

static void plan_bell(struct bed *bed, int64_t slot) {
  static const struct {
    double ratio;
    float level, decay_s;
  } modes[] = {{1.0, 1.0f, 1.3f}, {2.004, 0.16f, 0.7f}, {2.756, 0.09f, 0.35f}};
  if (share(bed, BELL, slot, 0) >= BELL_CHANCE) return;
  int64_t late = (int64_t)(share(bed, BELL, slot, 1) * BELL_FRAMES) / BED_CELL_FRAMES * BED_CELL_FRAMES;
  double hz = bell_hz[bits(bed, BELL, slot, 2) % BELLS];
  float pan = 1.3f * (share(bed, BELL, slot, 3) - 0.5f);
  float level = (0.20f + 0.20f * share(bed, BELL, slot, 4)) * (hz > 900 ? 0.55f : 1.0f);
  for (int m = 0; m < 3; m++) {
    struct bed_string string = {.from = slot * BELL_FRAMES + late, .hz = hz * modes[m].ratio};
    string.frames = m == 0 ? BELL_MOST - BELL_FRAMES : BELL_MOST / 3;
    string.level = level * modes[m].level;
    string.decay_s = modes[m].decay_s;
    add(bed, string, pan);
  }
}

/* Everything that starts in the slots of [from, to). */
static void plan(struct bed *bed, int64_t from, int64_t to) {
  for (int64_t s = (from + CHORD_FRAMES - 1) / CHORD_FRAMES; s * CHORD_FRAMES < to; s++) plan_chord(bed, s);
  for (int64_t s = (from + PAD_FRAMES - 1) / PAD_FRAMES; s * PAD_FRAMES < to; s++) plan_pad(bed, s);
  for (int64_t s = (from + BELL_FRAMES - 1) / BELL_FRAMES; s * BELL_FRAMES < to; s++) plan_bell(bed, s);
}

static void forget_ended(struct bed *bed) {
  int kept = 0;
  for (int s = 0; s < bed->count; s++) {
    if (bed->strings[s].from + bed->strings[s].frames <= bed->position) continue;
    if (kept != s) bed->strings[kept] = bed->strings[s];
    kept++;
  }
  bed->count = kept;
}

/* ---- how it sounds ------------------------------------------------------------------------------------ */

static float smooth(float u) {
  u = u < 0 ? 0 : u > 1 ? 1 : u;
  return u * u * (3.0f - 2.0f * u);
}

static float loudness(const struct bed_string *string, int64_t position) {
  int64_t age = position - string->from;
  if (age <= 0 || age >= string->frames) return 0;
  float u = (float)((double)age / (double)string->frames);
  if (string->decay_s <= 0) {
    float half = sinf(0.5f * (float)TURN_RAD * u);
    return string->level * half * half;
  }
  float fall = expf(-(float)age / (string->decay_s * FRAMES_RATE_HZ)) * (1.0f - u);
  return string->level * fall * smooth((float)age / STRIKE_FRAMES);
}

/* Fills a cell with a sine of amplitude 1, beginning at `turns`: what is there is turned on to as much again,
** until all is there. Plain loops without a chain from sample to sample: the compiler uses wide registers. */
static void turn_cell(const struct bed_string *string, double turns, float *restrict re, float *restrict im) {
  double angle = TURN_RAD * (turns - floor(turns)), turn = string->turn, lift = string->lift;
  re[0] = (float)cos(angle);
  im[0] = (float)sin(angle);
  for (int there = 1; there < BED_CELL_FRAMES; there *= 2) {
    const float c = (float)turn, s = (float)lift;
    for (int i = 0; i < there; i++) {
      re[there + i] = re[i] * c - im[i] * s;
      im[there + i] = re[i] * s + im[i] * c;
    }
    double twice = turn * turn - lift * lift;
    lift = 2 * turn * lift;
    turn = twice;
  }
}

/* Adds a cell of a string that goes from one loudness to another. */
static void sing(const struct bed_string *string, int64_t position, float *restrict left,
                 float *restrict right) {
  float gain = loudness(string, position), gain_end = loudness(string, position + BED_CELL_FRAMES);
  if (gain == 0 && gain_end == 0) return;
  float re[BED_CELL_FRAMES], im[BED_CELL_FRAMES];
  turn_cell(string, string->turns + string->hz * (double)(position - string->from) / FRAMES_RATE_HZ, re, im);
  const float rise = (gain_end - gain) / BED_CELL_FRAMES, to_left = string->left, to_right = string->right;
  for (int i = 0; i < BED_CELL_FRAMES; i++) {
    float sample = (gain + rise * (float)i) * im[i];
    left[i] += to_left * sample;
    right[i] += to_right * sample;
  }
}

/* The cell that holds the present position; plans what starts in it unless that was done already. */
static void make_cell(struct bed *bed, int64_t planned_to) {
  int64_t from = bed->position / BED_CELL_FRAMES * BED_CELL_FRAMES;
  forget_ended(bed);
  plan(bed, planned_to, from + BED_CELL_FRAMES);
  for (int layer = 0; layer < 2; layer++)
    for (int i = 0; i < BED_CELL_FRAMES; i++) bed->cell[layer][0][i] = bed->cell[layer][1][i] = 0;
  for (int s = 0; s < bed->count; s++) {
    float(*cell)[BED_CELL_FRAMES] = bed->cell[bed->strings[s].layer];
    sing(&bed->strings[s], from, cell[0], cell[1]);
  }
}

void bed_start(struct bed *bed, int64_t frames, int64_t position, uint32_t seed) {
  bed->frames = frames + ORIGIN;
  bed->position = bed->taken_up = position + ORIGIN;
  bed->seed = chance_scramble(seed + 0xbedU);
  bed->count = 0;
  /* The oldest thing that may still sound: a chord begins two of its slots ago. */
  make_cell(bed, bed->position - 2 * CHORD_FRAMES);
}

static float fade(const struct bed *bed) {
  float in = smooth((float)(bed->position - bed->taken_up) / BED_FADE_FRAMES);
  float out = smooth((float)(bed->frames - 1 - bed->position) / BED_FADE_FRAMES);
  return BED_LEVEL * in * out;
}

void bed_render(struct bed *bed, const float *swell, float *left, float *right, int n) {
  for (int i = 0; i < n; i++) {
    if (bed->position >= bed->frames) {
      left[i] = right[i] = 0;
      continue;
    }
    int at = (int)(bed->position % BED_CELL_FRAMES);
    if (at == 0 && bed->position != bed->taken_up) make_cell(bed, bed->position);
    float gain = fade(bed);
    float calm = gain * (CALM_LEAST + (1.0f - CALM_LEAST) * swell[i]);
    float open = gain * (SWELL_LEAST + (1.0f - SWELL_LEAST) * swell[i]);
    left[i] = calm * bed->cell[0][0][at] + open * bed->cell[1][0][at];
    right[i] = calm * bed->cell[0][1][at] + open * bed->cell[1][1][at];
    bed->position++;
  }
}
