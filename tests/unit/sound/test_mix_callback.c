/* What the audio thread must never do: while mix_block runs, nothing is allocated, freed, locked, waited for, logged,
** written, or asked of a clock. The linker leads every such call of ours through the counters here. */
#include "hear.h"

#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "log.h"
#include "mix.h"

#ifdef TEST_CALLS_ARE_WRAPPED

static bool counting;
static int calls;
static const char *last = "nothing";

static void note_call(const char *name) {
  if (!counting) return;
  calls++;
  last = name;
}

/* A call that is counted and then does what it always does. */
#define WRAP(type, name, parameters, arguments)                                                              \
  type __real_##name parameters;                                                                             \
  type __wrap_##name parameters;                                                                             \
  type __wrap_##name parameters {                                                                            \
    note_call(#name);                                                                                        \
    return __real_##name arguments;                                                                          \
  }

WRAP(void *, malloc, (size_t size), (size))
WRAP(void *, calloc, (size_t count, size_t size), (count, size))
WRAP(void *, realloc, (void *memory, size_t size), (memory, size))
WRAP(int, posix_memalign, (void **out, size_t to, size_t size), (out, to, size))
WRAP(void *, aligned_alloc, (size_t to, size_t size), (to, size))
WRAP(int, pthread_mutex_lock, (pthread_mutex_t * mutex), (mutex))
WRAP(int, pthread_mutex_trylock, (pthread_mutex_t * mutex), (mutex))
WRAP(int, pthread_cond_wait, (pthread_cond_t * condition, pthread_mutex_t *mutex), (condition, mutex))
WRAP(int, pthread_cond_signal, (pthread_cond_t * condition), (condition))
WRAP(int, sem_wait, (sem_t * semaphore), (semaphore))
WRAP(int, sem_post, (sem_t * semaphore), (semaphore))
WRAP(int, sched_yield, (void), ())
WRAP(int, nanosleep, (const struct timespec *length, struct timespec *left), (length, left))
WRAP(int, clock_gettime, (clockid_t clock, struct timespec *now), (clock, now))
WRAP(time_t, time, (time_t * now), (now))
WRAP(ssize_t, read, (int file, void *bytes, size_t size), (file, bytes, size))
WRAP(ssize_t, write, (int file, const void *bytes, size_t size), (file, bytes, size))
WRAP(size_t, fwrite, (const void *bytes, size_t size, size_t count, FILE *file), (bytes, size, count, file))
WRAP(int, vfprintf, (FILE * file, const char *format, va_list list), (file, format, list))

void __real_free(void *memory);
void __wrap_free(void *memory);
void __wrap_free(void *memory) {
  note_call("free");
  __real_free(memory);
}

void __wrap_log_line(enum log_level level, const char *format, ...);
void __wrap_log_line(enum log_level level, const char *format, ...) {
  (void)level;
  (void)format;
  note_call("log_line");
}

static void the_counters_count(void **state) {
  (void)state;
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  calls = 0;
  counting = true;
  void *volatile memory = malloc(10);
  free(memory);
  pthread_mutex_lock(&mutex);
  log_line(LOG_INFO, "a line");
  struct mixer *mixer = mix_create(); /* a call from inside the room is counted as well */
  counting = false;
  pthread_mutex_unlock(&mutex);
  assert_int_equal(calls, 5);
  mix_destroy(mixer);
}

/* Every sound, every change from the main thread, late cues, too many cues, called-off cues, pauses. */
static void mixing_calls_nothing(void **state) {
  (void)state;
  static float word[9000];
  static int16_t block[2 * 1024];
  struct mixer *mixer = mix_create();
  assert_non_null(mixer);
  calls = 0;
  for (int64_t n = 0; n < 3000; n++) {
    mix_set_generation(mixer, (uint32_t)(n / 700));
    mix_set_voicing(mixer, (enum mix_voicing)(n / 10 % MIX_VOICINGS));
    mix_set_mono(mixer, n / 50 % 2);
    mix_set_volume(mixer, (enum mix_bus)(n % MIX_BUSES), (float)(n % 7) / 6);
    struct mix_cue cue = {.generation = (uint32_t)(n / 700), .start = {n * 512 + n % 3000 - 700}, .gain = 1};
    cue.length_frames = 1000 + n * 37 % 40000;
    cue.sound = (enum mix_sound)(n % (MIX_CLIP + 1));
    cue.bus = (enum mix_bus)(n % MIX_BUSES);
    cue.seed = (uint32_t)n;
    cue.clip = (struct mix_clip){word, 9000};
    mix_post(mixer, &cue);
    if (n % 900 == 899) mix_silence(mixer);
    int frames = 256 + (int)(n % 3) * 256;
    counting = true;
    mix_block(mixer, block, frames, (struct mix_frame){n * 512});
    counting = false;
  }
  struct mix_counters counters = mix_counters(mixer);
  assert_true(counters.started > 1000 && counters.late > 0 && counters.dropped_generation > 0);
  if (calls != 0) fail_msg("%d calls, the last of them %s", calls, last);
  mix_destroy(mixer);
}

#else

static void the_counters_count(void **state) {
  (void)state;
  skip();
}

static void mixing_calls_nothing(void **state) {
  (void)state;
  skip();
}

#endif

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_counters_count),
      cmocka_unit_test(mixing_calls_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
