/* The mixer between its two threads. Under ThreadSanitizer this finds whatever is shared without an atomic;
** anywhere it finds a cue that was lost or counted twice, and a clip that is freed while it sounds. */
#include "hear.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "mix.h"

#define CUES 4000

struct audio {
  struct mixer *mixer;
  atomic_bool stop;
  _Atomic int64_t at;
};

/* Stands in for the device: mixes block after block. */
static void *run_audio(void *data) {
  struct audio *audio = data;
  static int16_t block[2 * 480];
  while (!atomic_load(&audio->stop)) {
    int64_t at = atomic_load(&audio->at);
    mix_block(audio->mixer, block, 480, (struct mix_frame){at});
    atomic_store(&audio->at, at + 480);
    sched_yield();
  }
  return NULL;
}

static void wait_for_blocks(struct audio *audio, int64_t blocks) {
  int64_t until = atomic_load(&audio->at) + 480 * blocks;
  while (atomic_load(&audio->at) < until) sched_yield();
}

static void no_cue_is_lost_while_everything_is_turned_at_once(void **state) {
  (void)state;
  static const float word[900];
  struct audio audio = {.mixer = mix_create()};
  assert_non_null(audio.mixer);
  pthread_t thread;
  assert_int_equal(pthread_create(&thread, NULL, run_audio, &audio), 0);
  int64_t posted = 0, refused = 0;
  for (uint32_t n = 0; n < CUES; n++) {
    uint32_t generation = n / 500;
    mix_set_generation(audio.mixer, generation);
    struct mix_cue cue = {.generation = generation, .gain = 1, .length_frames = 700, .bus = MIX_VOICE};
    cue.start.v = atomic_load(&audio.at) + n % 3000;
    cue.sound = n % 50 == 7 ? MIX_BED : n % 2 ? MIX_CLIP : MIX_BREATH_IN;
    cue.clip = (struct mix_clip){word, 900};
    if (mix_post(audio.mixer, &cue))
      posted++;
    else
      refused++;
    mix_set_volume(audio.mixer, (enum mix_bus)(n % MIX_BUSES), (float)(n % 10) / 10);
    mix_set_mono(audio.mixer, n % 300 < 150);
    mix_set_voicing(audio.mixer, (enum mix_voicing)(n / 7 % MIX_VOICINGS));
    if (n % 64 == 63) wait_for_blocks(&audio, 3);
  }
  while (!mix_idle(audio.mixer)) sched_yield();
  atomic_store(&audio.stop, true);
  pthread_join(thread, NULL);
  struct mix_counters counters = mix_counters(audio.mixer);
  assert_int_equal(counters.started + counters.dropped_generation + counters.dropped_full, posted + refused);
  assert_true(counters.started > 0);
  mix_destroy(audio.mixer);
}

static void a_clip_can_be_freed_as_soon_as_the_mixer_is_idle(void **state) {
  (void)state;
  struct audio audio = {.mixer = mix_create()};
  assert_non_null(audio.mixer);
  pthread_t thread;
  assert_int_equal(pthread_create(&thread, NULL, run_audio, &audio), 0);
  for (int n = 0; n < 100; n++) {
    float *samples = calloc(2000, sizeof *samples);
    assert_non_null(samples);
    struct mix_cue cue = {
        .start = {0}, .sound = MIX_CLIP, .bus = MIX_VOICE, .gain = 1, .clip = {samples, 2000}};
    assert_true(mix_post(audio.mixer, &cue));
    if (n % 2) mix_silence(audio.mixer);
    while (!mix_idle(audio.mixer)) sched_yield();
    memset(samples, 0xff,
           2000 * sizeof *samples); /* whoever still reads it hears no numbers; sanitizers see it */
    free(samples);
  }
  atomic_store(&audio.stop, true);
  pthread_join(thread, NULL);
  mix_destroy(audio.mixer);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_cue_is_lost_while_everything_is_turned_at_once),
      cmocka_unit_test(a_clip_can_be_freed_as_soon_as_the_mixer_is_idle),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
