/* The ring of cues: order, fullness, numbers that wrap, and two threads at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

#include "ring.h"

static struct mix_cue numbered(int64_t n) {
  return (struct mix_cue){.start = {n}, .length_frames = -n, .seed = (uint32_t)n};
}

static int fresh(void **state) {
  *state = calloc(1, sizeof(struct ring));
  return *state ? 0 : -1;
}

static int done(void **state) {
  free(*state);
  return 0;
}

static void an_empty_ring_has_nothing_to_take(void **state) {
  struct ring *ring = *state;
  struct mix_cue cue;
  uint32_t serial;
  assert_true(ring_empty(ring));
  assert_false(ring_take(ring, &cue, &serial));
}

static void cues_come_out_in_order_with_their_numbers(void **state) {
  struct ring *ring = *state;
  for (int n = 0; n < 10; n++) {
    struct mix_cue cue = numbered(n);
    assert_int_equal(ring_next_serial(ring), n);
    assert_true(ring_push(ring, &cue));
  }
  for (uint32_t n = 0; n < 10; n++) {
    struct mix_cue cue;
    uint32_t serial;
    assert_true(ring_take(ring, &cue, &serial));
    assert_int_equal(serial, n);
    assert_int_equal(cue.start.v, n);
  }
}

static void it_holds_exactly_what_it_promises(void **state) {
  struct ring *ring = *state;
  struct mix_cue cue = numbered(1);
  for (int n = 0; n < MIX_RING_CUES; n++) assert_true(ring_push(ring, &cue));
  assert_false(ring_push(ring, &cue));
}

static void a_taken_cue_keeps_its_place_until_it_is_released(void **state) {
  struct ring *ring = *state;
  struct mix_cue cue = numbered(1);
  uint32_t serial;
  for (int n = 0; n < MIX_RING_CUES; n++) ring_push(ring, &cue);
  assert_true(ring_take(ring, &cue, &serial));
  assert_false(ring_push(ring, &cue));
  assert_false(ring_empty(ring));
  ring_release(ring);
  assert_true(ring_push(ring, &cue));
  assert_false(ring_push(ring, &cue));
}

static void numbers_wrap_without_losing_a_cue(void **state) {
  struct ring *ring = *state;
  uint32_t start = UINT32_MAX - 5;
  atomic_store(&ring->written, start);
  atomic_store(&ring->released, start);
  ring->taken = start;
  for (int n = 0; n < 1000; n++) {
    struct mix_cue cue = numbered(n), back;
    uint32_t serial;
    assert_true(ring_push(ring, &cue));
    assert_true(ring_take(ring, &back, &serial));
    ring_release(ring);
    assert_int_equal(serial, (uint32_t)(start + (uint32_t)n));
    assert_int_equal(back.start.v, n);
  }
  assert_true(ring_empty(ring));
}

#define CROSSING 100000

static void *produce(void *data) {
  struct ring *ring = data;
  for (int64_t n = 0; n < CROSSING; n++) {
    struct mix_cue cue = numbered(n);
    while (!ring_push(ring, &cue)) sched_yield();
  }
  return NULL;
}

/* Each cue arrives once, whole and in order: its three fields are written by the same n. */
static void every_cue_crosses_whole_between_two_threads(void **state) {
  struct ring *ring = *state;
  pthread_t producer;
  assert_int_equal(pthread_create(&producer, NULL, produce, ring), 0);
  int64_t wrong = 0;
  for (int64_t n = 0; n < CROSSING;) {
    struct mix_cue cue;
    uint32_t serial;
    if (!ring_take(ring, &cue, &serial)) {
      ring_release(ring);
      sched_yield();
      continue;
    }
    wrong += cue.start.v != n || cue.length_frames != -n || cue.seed != (uint32_t)n || serial != (uint32_t)n;
    if (++n % 7 == 0) ring_release(ring);
  }
  ring_release(ring);
  pthread_join(producer, NULL);
  assert_int_equal(wrong, 0);
  assert_true(ring_empty(ring));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(an_empty_ring_has_nothing_to_take, fresh, done),
      cmocka_unit_test_setup_teardown(cues_come_out_in_order_with_their_numbers, fresh, done),
      cmocka_unit_test_setup_teardown(it_holds_exactly_what_it_promises, fresh, done),
      cmocka_unit_test_setup_teardown(a_taken_cue_keeps_its_place_until_it_is_released, fresh, done),
      cmocka_unit_test_setup_teardown(numbers_wrap_without_losing_a_cue, fresh, done),
      cmocka_unit_test_setup_teardown(every_cue_crosses_whole_between_two_threads, fresh, done),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
