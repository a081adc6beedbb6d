#include "mix.h"

#include <assert.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "level.h"
#include "note.h"
#include "ring.h"

#define CHUNK_FRAMES 256      /* at most so many frames are mixed at a time, in arrays on the stack */
#define FULL_SCALE   32768.0f /* S16 samples pass through unchanged */

struct mixer {
  /* From the main thread. */
  struct ring ring;
  atomic_uint generation;
  _Atomic uint32_t silenced;        /* cues with an earlier serial were silenced */
  _Atomic float volumes[MIX_BUSES]; /* squared already */
  atomic_bool mono;
  atomic_int voicing;

  /* To the main thread. */
  atomic_int waiting_or_sounding;
  _Atomic int64_t started, late, dropped_generation, dropped_full;
  _Atomic float peak;

  /* The audio thread's own. pending is in the order of posting. */
  struct {
    struct mix_cue cue;
    uint32_t serial;
  } pending[MIX_RING_CUES];
  int pending_count;
  struct note notes[MIX_VOICES];
  struct level_glide buses[MIX_BUSES], mono_share;
  struct level_duck duck;
  struct level_swell swell;
  struct level_limiter limiter;
};

/* What one chunk adds up: what is ducked, what is not, and the gains that lead there. */
struct chunk {
  int n;
  float ducked[2][CHUNK_FRAMES], plain[2][CHUNK_FRAMES];
  float bus[MIX_BUSES][CHUNK_FRAMES];
  float gain[CHUNK_FRAMES], swell[CHUNK_FRAMES];
  float note[2][CHUNK_FRAMES];
};

static void count(_Atomic int64_t *counter) {
  atomic_fetch_add_explicit(counter, 1, memory_order_relaxed);
}

/* ---- main thread -------------------------------------------------------------------------------------- */

struct mixer *mix_create(void) {
  struct mixer *mixer = calloc(1, sizeof *mixer);
  if (!mixer) return NULL;
  atomic_init(&mixer->ring.written, 0);
  atomic_init(&mixer->ring.released, 0);
  atomic_init(&mixer->generation, 0);
  atomic_init(&mixer->silenced, 0);
  atomic_init(&mixer->mono, false);
  atomic_init(&mixer->voicing, MIX_AIR);
  atomic_init(&mixer->waiting_or_sounding, 0);
  atomic_init(&mixer->started, 0);
  atomic_init(&mixer->late, 0);
  atomic_init(&mixer->dropped_generation, 0);
  atomic_init(&mixer->dropped_full, 0);
  atomic_init(&mixer->peak, 0);
  for (int bus = 0; bus < MIX_BUSES; bus++) {
    atomic_init(&mixer->volumes[bus], 1);
    mixer->buses[bus].now = 1;
  }
  mixer->duck.now = 1;
  mixer->limiter.now = 1;
  return mixer;
}

void mix_destroy(struct mixer *mixer) {
  free(mixer);
}

static float within_unit(float x) {
  return x > 0 ? fminf(x, 1) : 0; /* NaN is 0 */
}

bool mix_post(struct mixer *mixer, const struct mix_cue *cue) {
  assert((unsigned)cue->sound <= MIX_CLIP && (unsigned)cue->bus < MIX_BUSES);
  assert(cue->sound != MIX_CLIP || (cue->clip.frames >= 0 && (cue->clip.samples || cue->clip.frames == 0)));
  struct mix_cue clean = *cue;
  clean.gain = within_unit(cue->gain);
  if (ring_push(&mixer->ring, &clean)) return true;
  count(&mixer->dropped_full);
  return false;
}

void mix_set_generation(struct mixer *mixer, uint32_t generation) {
  atomic_store_explicit(&mixer->generation, generation, memory_order_release);
}

void mix_set_volume(struct mixer *mixer, enum mix_bus bus, float volume) {
  assert((unsigned)bus < MIX_BUSES);
  float v = within_unit(volume);
  atomic_store_explicit(&mixer->volumes[bus], v * v, memory_order_relaxed);
}

void mix_set_mono(struct mixer *mixer, bool mono) {
  atomic_store_explicit(&mixer->mono, mono, memory_order_relaxed);
}

void mix_set_voicing(struct mixer *mixer, enum mix_voicing voicing) {
  assert((unsigned)voicing < MIX_VOICINGS);
  atomic_store_explicit(&mixer->voicing, voicing, memory_order_relaxed);
}

void mix_silence(struct mixer *mixer) {
  atomic_store_explicit(&mixer->silenced, ring_next_serial(&mixer->ring), memory_order_release);
}

bool mix_idle(const struct mixer *mixer) {
  /* In this order: whoever sees the ring empty also sees the count that took its cues over. */
  if (!ring_empty(&mixer->ring)) return false;
  return atomic_load_explicit(&mixer->waiting_or_sounding, memory_order_acquire) == 0;
}

struct mix_counters mix_counters(struct mixer *mixer) {
  return (struct mix_counters){
      .started = atomic_load_explicit(&mixer->started, memory_order_relaxed),
      .late = atomic_load_explicit(&mixer->late, memory_order_relaxed),
      .dropped_generation = atomic_load_explicit(&mixer->dropped_generation, memory_order_relaxed),
      .dropped_full = atomic_load_explicit(&mixer->dropped_full, memory_order_relaxed),
      .peak = atomic_exchange_explicit(&mixer->peak, 0, memory_order_relaxed),
  };
}

/* ---- audio thread ------------------------------------------------------------------------------------- */

/* Moves what was posted to pending; what does not fit stays in the ring for the next block. */
static void take_cues(struct mixer *mixer) {
  while (mixer->pending_count < MIX_RING_CUES) {
    int last = mixer->pending_count;
    if (!ring_take(&mixer->ring, &mixer->pending[last].cue, &mixer->pending[last].serial)) break;
    mixer->pending_count++;
  }
}

static bool is_before(uint32_t serial, uint32_t other) {
  return (int32_t)(serial - other) < 0;
}

/* Forgets or fades what the main thread has called off. Reads the generation after take_cues: every cue taken
** was posted under this generation or an older one, so one that differs is old. */
static void call_off(struct mixer *mixer) {
  uint32_t generation = atomic_load_explicit(&mixer->generation, memory_order_acquire);
  uint32_t silenced = atomic_load_explicit(&mixer->silenced, memory_order_acquire);
  int kept = 0;
  for (int p = 0; p < mixer->pending_count; p++) {
    if (is_before(mixer->pending[p].serial, silenced)) continue;
    if (mixer->pending[p].cue.generation != generation)
      count(&mixer->dropped_generation);
    else
      mixer->pending[kept++] = mixer->pending[p];
  }
  mixer->pending_count = kept;
  for (int v = 0; v < MIX_VOICES; v++) {
    struct note *note = &mixer->notes[v];
    if (note->cue.generation != generation || is_before(note->serial, silenced)) note_fade(note);
  }
}

static void begin(struct mixer *mixer, const struct mix_cue *cue, uint32_t serial, int64_t at) {
  bool in = cue->sound == MIX_BREATH_IN, out = cue->sound == MIX_BREATH_OUT;
  enum mix_voicing voicing = (enum mix_voicing)atomic_load_explicit(&mixer->voicing, memory_order_relaxed);
  if (cue->start.v < at && cue->sound != MIX_BED) count(&mixer->late);
  if (in || out) level_swell_follow(&mixer->swell, out, cue->length_frames, cue->gain);
  for (int v = 0; v < MIX_VOICES; v++) {
    if (note_sounds(&mixer->notes[v])) continue;
    note_start(&mixer->notes[v], cue, serial, voicing, at);
    count(&mixer->started);
    return;
  }
  count(&mixer->dropped_full);
}

/* Starts everything due at frame `at` or before. Returns the frame of the next start, at most `end`. */
static int64_t begin_due(struct mixer *mixer, int64_t at, int64_t end) {
  int kept = 0;
  for (int p = 0; p < mixer->pending_count; p++) {
    int64_t start = mixer->pending[p].cue.start.v;
    if (start <= at) {
      begin(mixer, &mixer->pending[p].cue, mixer->pending[p].serial, at);
      continue;
    }
    if (start < end) end = start;
    if (kept != p) mixer->pending[kept] = mixer->pending[p];
    kept++;
  }
  mixer->pending_count = kept;
  return end;
}

/* Gains of this chunk. Words make room only while they can be heard. */
static void run_levels(struct mixer *mixer, struct chunk *chunk) {
  for (int bus = 0; bus < MIX_BUSES; bus++) {
    float target = atomic_load_explicit(&mixer->volumes[bus], memory_order_relaxed);
    level_glide_run(&mixer->buses[bus], target, chunk->bus[bus], chunk->n);
  }
  level_swell_run(&mixer->swell, chunk->swell, chunk->n);
  int64_t speaking = 0;
  for (int v = 0; v < MIX_VOICES; v++) {
    const struct note *note = &mixer->notes[v];
    bool heard = note->cue.bus == MIX_VOICE && note->cue.gain > 0 && mixer->buses[MIX_VOICE].now > 0;
    if (heard && note_left_frames(note) > speaking) speaking = note_left_frames(note);
  }
  level_duck_run(&mixer->duck, speaking < chunk->n ? (int)speaking : chunk->n, chunk->gain, chunk->n);
}

/* Adds every sounding note. The probe is a measurement: it is not ducked. */
static void add_notes(struct mixer *mixer, struct chunk *chunk) {
  for (int v = 0; v < MIX_VOICES; v++) {
    struct note *note = &mixer->notes[v];
    if (!note_sounds(note)) continue;
    bool plain = note->cue.bus == MIX_VOICE || note->cue.sound == MIX_PROBE;
    float(*sum)[CHUNK_FRAMES] = plain ? chunk->plain : chunk->ducked;
    const float *gain = chunk->bus[note->cue.bus];
    note_render(note, chunk->swell, chunk->note[0], chunk->note[1], chunk->n);
    for (int i = 0; i < chunk->n; i++) {
      sum[0][i] += gain[i] * chunk->note[0][i];
      sum[1][i] += gain[i] * chunk->note[1][i];
    }
  }
}

/* Folds both channels into their mean, as far as the gliding mono switch says. */
static void fold(struct mixer *mixer, struct chunk *chunk) {
  float target = atomic_load_explicit(&mixer->mono, memory_order_relaxed) ? 1 : 0;
  if (target == 0 && mixer->mono_share.now == 0) return;
  float share[CHUNK_FRAMES];
  level_glide_run(&mixer->mono_share, target, share, chunk->n);
  for (int i = 0; i < chunk->n; i++) {
    float left = chunk->plain[0][i], right = chunk->plain[1][i], mean = 0.5f * (left + right);
    chunk->plain[0][i] = share[i] == 1 ? mean : left + share[i] * (mean - left);
    chunk->plain[1][i] = share[i] == 1 ? mean : right + share[i] * (mean - right);
  }
}

static void raise_peak(struct mixer *mixer, float peak) {
  float seen = atomic_load_explicit(&mixer->peak, memory_order_relaxed);
  while (peak > seen && !atomic_compare_exchange_weak_explicit(&mixer->peak, &seen, peak,
                                                               memory_order_relaxed, memory_order_relaxed)) {
  }
}

static int16_t to_s16(float x) {
  if (!(fabsf(x) <= 1)) return 0; /* only a clip that holds no numbers gets past the limiter */
  return (int16_t)(x * FULL_SCALE + (x < 0 ? -0.5f : 0.5f));
}

static void mix_chunk(struct mixer *mixer, int16_t *stereo, int n) {
  struct chunk chunk;
  chunk.n = n;
  memset(chunk.plain, 0, sizeof chunk.plain);
  for (int i = 0; i < n; i++) {
    chunk.ducked[0][i] = stereo[2 * i] / FULL_SCALE;
    chunk.ducked[1][i] = stereo[2 * i + 1] / FULL_SCALE;
  }
  run_levels(mixer, &chunk);
  add_notes(mixer, &chunk);
  for (int channel = 0; channel < 2; channel++)
    for (int i = 0; i < n; i++) chunk.plain[channel][i] += chunk.gain[i] * chunk.ducked[channel][i];
  fold(mixer, &chunk);
  raise_peak(mixer, level_limit(&mixer->limiter, chunk.plain[0], chunk.plain[1], n));
  for (int i = 0; i < n; i++) {
    stereo[2 * i] = to_s16(chunk.plain[0][i]);
    stereo[2 * i + 1] = to_s16(chunk.plain[1][i]);
  }
}

void mix_block(struct mixer *mixer, int16_t *stereo, int frames, struct mix_frame first) {
  take_cues(mixer);
  call_off(mixer);
  int64_t at = first.v, block_end = first.v + frames;
  while (at < block_end) {
    int64_t end = begin_due(mixer, at, block_end);
    if (end - at > CHUNK_FRAMES) end = at + CHUNK_FRAMES;
    mix_chunk(mixer, stereo + 2 * (at - first.v), (int)(end - at));
    at = end;
  }
  int busy = mixer->pending_count;
  for (int v = 0; v < MIX_VOICES; v++) busy += note_sounds(&mixer->notes[v]);
  atomic_store_explicit(&mixer->waiting_or_sounding, busy, memory_order_release);
  ring_release(&mixer->ring);
}
