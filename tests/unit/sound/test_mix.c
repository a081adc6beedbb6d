/* The mix: every cue on its frame, whatever the blocks; ducking, volumes, mono, and a ceiling that holds. */
#include "hear.h"

#include <stdlib.h>

#include "bed.h"
#include "breath.h"
#include "mix.h"

#define SECOND  FRAMES_RATE_HZ
#define LENGTH  (4 * SECOND)
#define CEILING 29204 /* −1 dBFS of an S16 sample */

static int16_t heard[2 * LENGTH], again[2 * LENGTH];
static float loud[LENGTH], impulse[1] = {0.5f};

static int fresh(void **state) {
  memset(heard, 0, sizeof heard);
  memset(again, 0, sizeof again);
  for (int i = 0; i < LENGTH; i++) loud[i] = 1;
  *state = mix_create();
  return *state ? 0 : -1;
}

static int done(void **state) {
  mix_destroy(*state);
  return 0;
}

static struct mix_cue cue_of(enum mix_sound sound, enum mix_bus bus, int64_t start) {
  return (struct mix_cue){
      .start = {start}, .length_frames = SECOND, .sound = sound, .bus = bus, .gain = 1, .seed = 1};
}

static struct mix_cue clip_of(const float *samples, int64_t frames, enum mix_bus bus, int64_t start) {
  struct mix_cue cue = cue_of(MIX_CLIP, bus, start);
  cue.clip = (struct mix_clip){samples, frames};
  return cue;
}

static void post(struct mixer *mixer, struct mix_cue cue) {
  assert_true(mix_post(mixer, &cue));
}

/* Mixes frames of `into` from mix frame 0, in blocks that count up to most and start again. */
static void mix_all(struct mixer *mixer, int16_t *into, int frames, int least, int most) {
  for (int at = 0, n = least; at < frames; at += n, n = n >= most ? least : n + 1) {
    if (n > frames - at) n = frames - at;
    mix_block(mixer, into + 2 * at, n, (struct mix_frame){at});
  }
}

static int16_t largest(const int16_t *samples, int count) {
  int most = 0;
  for (int i = 0; i < count; i++)
    if (abs(samples[i]) > most) most = abs(samples[i]);
  return (int16_t)most;
}

static void nothing_posted_leaves_what_is_there_untouched(void **state) {
  for (int i = 0; i < 2 * LENGTH; i++) heard[i] = again[i] = (int16_t)(i * 37 % 40000 - 20000);
  mix_all(*state, heard, LENGTH, 512, 512);
  assert_memory_equal(heard, again, sizeof heard);
  mix_destroy(NULL);
}

static void every_cue_lies_on_its_exact_frame(void **state) {
  static bool due[LENGTH];
  memset(due, 0, sizeof due);
  uint32_t random = 7;
  for (int cue = 0; cue < 200; cue++) {
    random = random * 1664525U + 1013904223U;
    int64_t start = random % LENGTH;
    if (due[start]) continue;
    due[start] = true;
    post(*state, clip_of(impulse, 1, MIX_VOICE, start));
  }
  mix_all(*state, heard, LENGTH, 512, 512);
  for (int f = 0; f < LENGTH; f++) {
    int expected = due[f] ? 16384 : 0;
    if (heard[2 * f] != expected || heard[2 * f + 1] != expected) fail_msg("frame %d: %d", f, heard[2 * f]);
  }
  assert_int_equal(mix_counters(*state).late, 0);
}

static void a_probe_sounds_in_20_ms_from_its_frame(void **state) {
  post(*state, cue_of(MIX_PROBE, MIX_INTERFACE, 1001));
  mix_all(*state, heard, LENGTH, 512, 512);
  for (int f = 0; f <= 1001; f++) assert_int_equal(heard[2 * f], 0);
  assert_int_equal(heard[2 * 1002], (int)(0.8 * sin(6.283185307179586 / 48) * 32768 + 0.5));
  assert_int_equal(heard[2 * 1013], 26214);
  assert_true(heard[2 * 1960] != 0);
  for (int f = 1961; f < LENGTH; f++) assert_int_equal(heard[2 * f], 0);
}

static void a_breath_in_the_mix_is_the_breath_at_its_place_and_gain(void **state) {
  static float left[SECOND], right[SECOND];
  struct mix_cue cue = cue_of(MIX_BREATH_OUT, MIX_BREATH, 777);
  cue.gain = 0.5f;
  post(*state, cue);
  mix_all(*state, heard, LENGTH, 512, 512);
  struct breath breath;
  breath_start(&breath, MIX_AIR, true, SECOND, 1);
  breath_render(&breath, left, right, SECOND);
  for (int f = 0; f < LENGTH; f++) {
    bool inside = f >= 777 && f < 777 + SECOND;
    double l = inside ? 16384.0 * left[f - 777] : 0, r = inside ? 16384.0 * right[f - 777] : 0;
    assert_within(fabs(heard[2 * f] - l), 0, 0.51, "left");
    assert_within(fabs(heard[2 * f + 1] - r), 0, 0.51, "right");
  }
}

/* Everything at once: breaths, bells, music, words that duck and a limiter at work. */
static void post_everything(struct mixer *mixer, int16_t *into) {
  for (int i = 0; i < 2 * LENGTH; i++) into[i] = (int16_t)(9000 * sin(i * 0.01));
  for (int64_t n = 0; n < 12; n++) {
    post(mixer, cue_of((enum mix_sound)(n % MIX_CLIP), (enum mix_bus)(1 + n % 3), 100 + n * 11003));
    post(mixer, clip_of(loud, 3001, MIX_VOICE, 5000 + n * 9001));
  }
}

static void blocks_can_be_cut_anyhow(void **state) {
  post_everything(*state, heard);
  mix_all(*state, heard, LENGTH, LENGTH, LENGTH);
  const int cuts[][2] = {{512, 512}, {1024, 1024}, {1, 400}, {480, 480}};
  for (size_t c = 0; c < sizeof cuts / sizeof *cuts; c++) {
    struct mixer *mixer = mix_create();
    assert_non_null(mixer);
    post_everything(mixer, again);
    mix_all(mixer, again, LENGTH, cuts[c][0], cuts[c][1]);
    mix_destroy(mixer);
    assert_memory_equal(heard, again, sizeof heard);
  }
}

static void a_late_cue_starts_at_once_and_is_counted(void **state) {
  post(*state, clip_of(impulse, 1, MIX_VOICE, 300));
  mix_block(*state, heard, 512, (struct mix_frame){10000});
  assert_int_equal(heard[0], 16384);
  struct mix_counters counters = mix_counters(*state);
  assert_int_equal(counters.late, 1);
  assert_int_equal(counters.started, 1);
}

static void queued_cues_of_another_generation_are_dropped(void **state) {
  post(*state, clip_of(impulse, 1, MIX_VOICE, 100));
  post(*state, clip_of(impulse, 1, MIX_VOICE, 2000));
  mix_block(*state, heard, 512, (struct mix_frame){0});
  mix_set_generation(*state, 1);
  struct mix_cue new_one = clip_of(impulse, 1, MIX_VOICE, 2100);
  new_one.generation = 1;
  post(*state, new_one);
  mix_block(*state, heard + 1024, 4096, (struct mix_frame){512});
  assert_int_equal(heard[2 * 100], 16384);
  assert_int_equal(heard[2 * 2000], 0);
  assert_int_equal(heard[2 * 2100], 16384);
  assert_int_equal(mix_counters(*state).dropped_generation, 1);
}

/* A fade of 20 ms: a straight line, so that no step is larger than the sample's share of it. */
static void assert_fades_from(int64_t frame) {
  for (int64_t f = frame; f < LENGTH - 1; f++)
    assert_within(abs(heard[2 * f] - heard[2 * f + 2]), 0, 29, "step while fading");
  assert_true(heard[2 * (frame + 400)] > 5000);
  for (int64_t f = frame + MIX_FADE_FRAMES; f < LENGTH; f++) assert_int_equal(heard[2 * f], 0);
}

static void sounding_cues_of_another_generation_fade_in_20_ms(void **state) {
  struct mix_cue cue = clip_of(loud, LENGTH, MIX_VOICE, 0);
  cue.gain = 0.7f;
  post(*state, cue);
  mix_block(*state, heard, 512, (struct mix_frame){0});
  mix_set_generation(*state, 5);
  mix_block(*state, heard + 1024, LENGTH - 512, (struct mix_frame){512});
  assert_fades_from(512);
}

static void silence_fades_what_sounds_and_forgets_what_waits_but_not_what_comes_after(void **state) {
  struct mix_cue cue = clip_of(loud, LENGTH, MIX_VOICE, 0);
  cue.gain = 0.7f;
  post(*state, cue);
  post(*state, clip_of(impulse, 1, MIX_VOICE, 9000));
  mix_block(*state, heard, 512, (struct mix_frame){0});
  post(*state, clip_of(impulse, 1, MIX_VOICE, 9100));
  mix_silence(*state);
  post(*state, clip_of(impulse, 1, MIX_VOICE, LENGTH - 1));
  mix_block(*state, heard + 1024, LENGTH - 512, (struct mix_frame){512});
  assert_int_equal(heard[2 * (LENGTH - 1)], 16384);
  heard[2 * (LENGTH - 1)] = 0;
  assert_fades_from(512);
}

static void it_is_idle_only_when_nothing_waits_or_sounds(void **state) {
  assert_true(mix_idle(*state));
  post(*state, clip_of(loud, 600, MIX_VOICE, 1000));
  assert_false(mix_idle(*state)); /* in the ring */
  mix_block(*state, heard, 512, (struct mix_frame){0});
  assert_false(mix_idle(*state)); /* waiting */
  mix_block(*state, heard, 512, (struct mix_frame){512});
  assert_false(mix_idle(*state)); /* sounding */
  mix_block(*state, heard, 512, (struct mix_frame){1024});
  assert_false(mix_idle(*state));
  mix_block(*state, heard, 512, (struct mix_frame){1536});
  assert_true(mix_idle(*state));
}

static void a_full_ring_refuses_and_counts(void **state) {
  struct mix_cue cue = clip_of(impulse, 1, MIX_VOICE, 100000);
  for (int n = 0; n < MIX_RING_CUES; n++) assert_true(mix_post(*state, &cue));
  assert_false(mix_post(*state, &cue));
  assert_false(mix_post(*state, &cue));
  assert_int_equal(mix_counters(*state).dropped_full, 2);
}

static void more_than_can_sound_at_once_is_counted(void **state) {
  for (int n = 0; n < MIX_VOICES + 3; n++) post(*state, clip_of(loud, 1000, MIX_VOICE, 10));
  mix_block(*state, heard, 512, (struct mix_frame){0});
  struct mix_counters counters = mix_counters(*state);
  assert_int_equal(counters.started, MIX_VOICES);
  assert_int_equal(counters.dropped_full, 3);
}

static void everything_ducks_under_the_voice_and_comes_back(void **state) {
  static const float quiet[2 * SECOND]; /* a word of silence: only the others are heard */
  for (int i = 0; i < 2 * LENGTH; i++) heard[i] = 10000;
  post(*state, clip_of(quiet, 2 * SECOND, MIX_VOICE, SECOND));
  mix_all(*state, heard, LENGTH, 512, 512);
  assert_int_equal(heard[2 * (SECOND - 1)], 10000);
  assert_within(heard[2 * (2 * SECOND)], 3980, 4030, "under the voice (−8 dB)");
  assert_within(heard[2 * (LENGTH - 1)], 9700, 10000, "a second later");
}

static void a_voice_that_is_turned_off_ducks_nothing(void **state) {
  for (int i = 0; i < 2 * LENGTH; i++) heard[i] = again[i] = 10000;
  mix_set_volume(*state, MIX_VOICE, 0);
  mix_block(*state, heard, SECOND, (struct mix_frame){0});
  post(*state, clip_of(loud, SECOND, MIX_VOICE, SECOND));
  mix_block(*state, heard + 2 * SECOND, LENGTH - SECOND, (struct mix_frame){SECOND});
  assert_memory_equal(heard, again, sizeof heard);
}

static void the_probe_is_not_ducked(void **state) {
  static const float quiet[2 * SECOND];
  post(*state, clip_of(quiet, 2 * SECOND, MIX_VOICE, 0));
  post(*state, cue_of(MIX_PROBE, MIX_INTERFACE, SECOND));
  mix_all(*state, heard, LENGTH, 512, 512);
  assert_int_equal(largest(heard, 2 * LENGTH), 26214);
}

static void no_mix_passes_minus_1_dbfs(void **state) {
  for (int i = 0; i < 2 * LENGTH; i++) heard[i] = i / 2 % 200 < 100 ? 32767 : -32768;
  for (int n = 0; n < MIX_VOICES; n++)
    post(*state, clip_of(loud, LENGTH / 2, (enum mix_bus)(n % MIX_BUSES), n * 1000));
  mix_all(*state, heard, LENGTH, 512, 512);
  assert_within(largest(heard, 2 * LENGTH), 28000, CEILING, "largest sample");
  assert_within(mix_counters(*state).peak, 10, 25, "peak before the limiter");
  assert_within(mix_counters(*state).peak, 0, 0, "peak after it was read");
}

/* 30 s of everything as loud as it goes, in each voicing: breath, bed, bells, ticks, probes and words one over the
** other, on top of music at full scale. */
static void thirty_seconds_of_everything_stay_below_minus_1_dbfs(void **state) {
  static int16_t block[2 * 512];
  for (int v = 0; v < MIX_VOICINGS; v++) {
    int most = 0;
    mix_set_voicing(*state, (enum mix_voicing)v);
    for (int64_t at = v * 30LL * SECOND, end = at + 30LL * SECOND; at < end; at += 512) {
      if (at / 512 % 20 == 0)
        post(*state, cue_of((enum mix_sound)(at / 10240 % MIX_CLIP), MIX_BREATH, at + 77));
      if (at / 512 % 16 == 0) post(*state, clip_of(loud, SECOND / 2, MIX_VOICE, at + 3));
      for (int i = 0; i < 1024; i++) block[i] = (int16_t)((at + i / 2) % 218 < 109 ? 32767 : -32768);
      mix_block(*state, block, 512, (struct mix_frame){at});
      if (largest(block, 1024) > most) most = largest(block, 1024);
    }
    assert_within(most, 28000, CEILING, "largest sample");
  }
  assert_within(mix_counters(*state).peak, 1.5, 30, "peak before the limiter");
}

/* What the limiter is for should not happen in a session at its usual levels. */
static void a_usual_session_never_reaches_the_limiter(void **state) {
  static int16_t block[2 * 512];
  struct mix_cue bed = cue_of(MIX_BED, MIX_MUSIC, 0);
  for (int i = 0; i < SECOND; i++) loud[i] = (float)(0.7 * sin(i * 0.03)); /* as loud as a word's peak */
  bed.length_frames = 60LL * SECOND;
  post(*state, bed);
  for (int64_t at = 0; at < 30LL * SECOND; at += 512) {
    if (at % (512 * 94) == 0)
      post(*state, cue_of(at / 48128 % 2 ? MIX_BREATH_OUT : MIX_BREATH_IN, MIX_BREATH, at));
    if (at % (512 * 300) == 0) {
      struct mix_cue bell = cue_of(MIX_BELL_END, MIX_INTERFACE, at),
                     word = clip_of(loud, SECOND, MIX_VOICE, at);
      bell.gain = 0.55f;
      word.gain = 0.9f;
      post(*state, bell);
      post(*state, word);
    }
    memset(block, 0, sizeof block);
    mix_block(*state, block, 512, (struct mix_frame){at});
  }
  assert_within(mix_counters(*state).peak, 0.6, 0.999, "peak before the limiter");
}

static void a_voicing_is_taken_up_with_the_next_breath(void **state) {
  static float left[SECOND], right[SECOND];
  post(*state, cue_of(MIX_BREATH_IN, MIX_BREATH, 0));
  mix_block(*state, heard, SECOND / 2, (struct mix_frame){0});
  mix_set_voicing(*state, MIX_TONE);
  post(*state, cue_of(MIX_BREATH_OUT, MIX_BREATH, SECOND));
  mix_block(*state, heard + SECOND, LENGTH - SECOND / 2, (struct mix_frame){SECOND / 2});
  for (int b = 0; b < 2; b++) {
    struct breath breath;
    breath_start(&breath, b ? MIX_TONE : MIX_AIR, b, SECOND, 1);
    breath_render(&breath, left, right, SECOND);
    for (int f = 0; f < SECOND; f++)
      assert_within(fabs(heard[2 * (b * SECOND + f)] - 32768.0 * left[f]), 0, 0.51, "left");
  }
}

/* ---- the music bed ------------------------------------------------------------------------------------ */

static struct mix_cue bed_of(int64_t start, uint32_t generation) {
  struct mix_cue bed = cue_of(MIX_BED, MIX_MUSIC, start);
  bed.length_frames = 600LL * SECOND;
  bed.generation = generation;
  return bed;
}

static double level_db(int64_t from, int64_t frames) {
  static float mono[LENGTH];
  for (int64_t f = 0; f < frames; f++) mono[f] = heard[2 * (from + f)] / 32768.0f;
  return hear_rms_db(mono, frames);
}

static void a_bed_whose_start_has_passed_is_taken_up_where_it_would_be_and_is_not_late(void **state) {
  static float left[LENGTH], right[LENGTH], level[LENGTH];
  post(*state, bed_of(-100LL * SECOND, 0));
  mix_all(*state, heard, LENGTH, 512, 512);
  struct bed bed;
  bed_start(&bed, 600LL * SECOND, 100LL * SECOND, 1);
  bed_render(&bed, level, left, right, LENGTH);
  for (int f = 0; f < LENGTH; f++) {
    assert_within(fabs(heard[2 * f] - 32768.0 * left[f]), 0, 0.51, "left");
    assert_within(fabs(heard[2 * f + 1] - 32768.0 * right[f]), 0, 0.51, "right");
  }
  assert_int_equal(mix_counters(*state).late, 0);
  assert_int_equal(mix_counters(*state).started, 1);
}

/* A pause is a new generation: the bed is gone half a second later, and comes in again with the next. */
static void a_pause_fades_the_bed_out_and_going_on_fades_it_in(void **state) {
  post(*state, bed_of(-100LL * SECOND, 0));
  for (int64_t at = -4 * SECOND; at < 0; at += SECOND) {
    memset(again, 0, sizeof again);
    mix_block(*state, again, SECOND, (struct mix_frame){at});
  }
  mix_block(*state, heard, SECOND / 2, (struct mix_frame){0});
  mix_set_generation(*state, 1);
  mix_block(*state, heard + SECOND, SECOND, (struct mix_frame){SECOND / 2});
  double before_db = level_db(0, SECOND / 2);
  assert_within(level_db(SECOND / 2, SECOND / 4) - before_db, -8, 0, "dB in the first quarter of a second");
  for (int f = SECOND / 2 + MIX_BED_FADE_FRAMES; f < 3 * SECOND / 2; f++) assert_int_equal(heard[2 * f], 0);
  mix_set_generation(*state, 2);
  post(*state, bed_of(-100LL * SECOND, 2));
  mix_block(*state, heard + 3 * SECOND, LENGTH - 3 * SECOND / 2, (struct mix_frame){3 * SECOND / 2});
  assert_within(level_db(7 * SECOND / 4, SECOND / 4) - before_db, -60, -15, "dB when it begins again");
  assert_within(level_db(LENGTH - SECOND / 4, SECOND / 4) - before_db, -6, 6, "dB 2.5 s later");
  for (int f = 0; f + 1 < LENGTH; f++)
    assert_within(abs(heard[2 * f] - heard[2 * f + 2]), 0, 900, "largest step");
}

static void the_bed_swells_with_a_breath_that_is_not_heard(void **state) {
  static int16_t still[2 * LENGTH];
  mix_set_volume(*state, MIX_BREATH, 0);
  for (int breath = 0; breath < 2; breath++) {
    struct mixer *mixer = mix_create();
    assert_non_null(mixer);
    mix_set_volume(mixer, MIX_BREATH, 0);
    mix_block(mixer, again, LENGTH, (struct mix_frame){-LENGTH});
    struct mix_cue in = cue_of(MIX_BREATH_IN, MIX_BREATH, 0);
    in.length_frames = 3 * SECOND;
    if (breath) post(mixer, in);
    post(mixer, bed_of(-100LL * SECOND, 0));
    mix_block(mixer, breath ? heard : still, LENGTH, (struct mix_frame){0});
    mix_destroy(mixer);
  }
  double full_db = level_db(3 * SECOND, SECOND);
  memcpy(heard, still, sizeof heard);
  assert_within(full_db - level_db(3 * SECOND, SECOND), 3, 10, "dB by which a full breath opens it");
}

static void a_clip_without_numbers_is_silent(void **state) {
  static float broken[1000];
  for (int i = 0; i < 1000; i++) broken[i] = i % 2 ? (float)NAN : (float)INFINITY;
  post(*state, clip_of(broken, 1000, MIX_VOICE, 0));
  post(*state, clip_of(impulse, 1, MIX_VOICE, LENGTH - 1));
  mix_all(*state, heard, LENGTH, 512, 512);
  assert_int_equal(largest(heard, 2 * LENGTH - 2), 0);
  assert_within(heard[2 * LENGTH - 1], 16380, 16384, "what comes after it");
}

static void gains_outside_their_range_are_brought_in(void **state) {
  const float gains[] = {7, -1, (float)NAN};
  const int expected[] = {16384, 0, 0};
  for (int64_t n = 0; n < 3; n++) {
    struct mix_cue cue = clip_of(impulse, 1, MIX_VOICE, n);
    cue.gain = gains[n];
    post(*state, cue);
  }
  mix_all(*state, heard, 512, 512, 512);
  for (int n = 0; n < 3; n++) assert_int_equal(heard[2 * n], expected[n]);
}

static void a_volume_is_squared_glides_and_is_its_bus_alone(void **state) {
  struct mix_cue music = clip_of(loud, LENGTH, MIX_MUSIC, 0),
                 bell = clip_of(impulse, 1, MIX_INTERFACE, SECOND);
  music.gain = 0.5f;
  post(*state, music);
  post(*state, bell);
  mix_block(*state, heard, 4800, (struct mix_frame){0});
  mix_set_volume(*state, MIX_MUSIC, 0.5f);
  mix_block(*state, heard + 9600, LENGTH - 4800, (struct mix_frame){4800});
  for (int f = 4800; f < SECOND - 1; f++)
    assert_within(heard[2 * f] - heard[2 * f + 2], 0, 18, "step of the glide");
  assert_int_equal(heard[2 * (4800 + MIX_FADE_FRAMES)], 4096);
  assert_int_equal(heard[2 * SECOND], 4096 + 16384);
}

static void mono_carries_the_mean_on_both_sides_and_glides_there(void **state) {
  for (int f = 0; f < LENGTH; f++) {
    heard[2 * f] = 12000;
    heard[2 * f + 1] = -2000;
  }
  mix_block(*state, heard, 512, (struct mix_frame){0});
  mix_set_mono(*state, true);
  mix_block(*state, heard + 1024, LENGTH - 512, (struct mix_frame){512});
  assert_int_equal(heard[2 * 511], 12000);
  for (int f = 512; f < 512 + MIX_FADE_FRAMES; f++)
    assert_within(heard[2 * f] - heard[2 * f + 2], 0, 9, "step of the glide");
  for (int f = 512 + MIX_FADE_FRAMES; f < LENGTH; f++) {
    assert_int_equal(heard[2 * f], 5000);
    assert_int_equal(heard[2 * f + 1], 5000);
  }
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, fresh, done)

int main(void) {
  const struct CMUnitTest tests[] = {
      EACH(nothing_posted_leaves_what_is_there_untouched),
      EACH(every_cue_lies_on_its_exact_frame),
      EACH(a_probe_sounds_in_20_ms_from_its_frame),
      EACH(a_breath_in_the_mix_is_the_breath_at_its_place_and_gain),
      EACH(blocks_can_be_cut_anyhow),
      EACH(a_late_cue_starts_at_once_and_is_counted),
      EACH(queued_cues_of_another_generation_are_dropped),
      EACH(sounding_cues_of_another_generation_fade_in_20_ms),
      EACH(silence_fades_what_sounds_and_forgets_what_waits_but_not_what_comes_after),
      EACH(it_is_idle_only_when_nothing_waits_or_sounds),
      EACH(a_full_ring_refuses_and_counts),
      EACH(more_than_can_sound_at_once_is_counted),
      EACH(everything_ducks_under_the_voice_and_comes_back),
      EACH(a_voice_that_is_turned_off_ducks_nothing),
      EACH(the_probe_is_not_ducked),
      EACH(no_mix_passes_minus_1_dbfs),
      EACH(thirty_seconds_of_everything_stay_below_minus_1_dbfs),
      EACH(a_usual_session_never_reaches_the_limiter),
      EACH(a_voicing_is_taken_up_with_the_next_breath),
      EACH(a_bed_whose_start_has_passed_is_taken_up_where_it_would_be_and_is_not_late),
      EACH(a_pause_fades_the_bed_out_and_going_on_fades_it_in),
      EACH(the_bed_swells_with_a_breath_that_is_not_heard),
      EACH(a_clip_without_numbers_is_silent),
      EACH(gains_outside_their_range_are_brought_in),
      EACH(a_volume_is_squared_glides_and_is_its_bus_alone),
      EACH(mono_carries_the_mean_on_both_sides_and_glides_there),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
