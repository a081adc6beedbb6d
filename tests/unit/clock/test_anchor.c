/* The seqlock between the audio thread and the rest: nothing before the first write, and never a torn read.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <sched.h>

#include "anchor.h"

#define READS 100000

static void nothing_is_read_before_the_first_write(void **state) {
  (void)state;
  struct anchor_cell cell = {0};
  struct anchor a = {1, 2, 3};
  assert_false(anchor_read(&cell, &a));
  assert_int_equal(a.frames, 1);
  assert_int_equal(a.at_us, 3);
}

static void the_newest_anchor_is_read_as_often_as_asked(void **state) {
  (void)state;
  struct anchor_cell cell = {0};
  struct anchor a;
  anchor_publish(&cell, (struct anchor){512, 512, 1000});
  anchor_publish(&cell, (struct anchor){1024, 256, -7});
  for (int i = 0; i < 2; i++) {
    assert_true(anchor_read(&cell, &a));
    assert_int_equal(a.frames, 1024);
    assert_int_equal(a.block_frames, 256);
    assert_int_equal(a.at_us, -7);
  }
}

static void the_sequence_steps_over_nothing_when_it_wraps(void **state) {
  (void)state;
  struct anchor_cell cell = {0};
  struct anchor a;
  atomic_store(&cell.sequence, UINT32_MAX - 1u);
  anchor_publish(&cell, (struct anchor){5, 6, 7});
  assert_true(anchor_read(&cell, &a));
  assert_int_equal(a.frames, 5);
}

struct race {
  struct anchor_cell cell;
  atomic_bool over;
};

static void *write_until_over(void *argument) {
  struct race *race = argument;
  for (int64_t i = 1; !atomic_load_explicit(&race->over, memory_order_relaxed); i++) {
    anchor_publish(&race->cell, (struct anchor){i * 512, i * 3, -i});
    sched_yield(); /* a moment of peace, as between two blocks: a sanitizer's slow reader needs it to get through */
  }
  return NULL;
}

static void a_reader_never_sees_half_an_anchor(void **state) {
  (void)state;
  static struct race race;
  pthread_t writer;
  assert_int_equal(pthread_create(&writer, NULL, write_until_over, &race), 0);
  int64_t last = 0;
  int torn = 0, backwards = 0;
  for (int reads = 0; reads < READS;) {
    struct anchor a;
    if (!anchor_read(&race.cell, &a)) continue;
    int64_t i = a.frames / 512;
    torn += a.frames != i * 512 || a.block_frames != i * 3 || a.at_us != -i;
    backwards += i < last;
    if (i != last) reads++; /* the same one again proves nothing */
    last = i;
  }
  atomic_store(&race.over, true);
  assert_int_equal(pthread_join(writer, NULL), 0);
  assert_int_equal(torn, 0);
  assert_int_equal(backwards, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_is_read_before_the_first_write),
      cmocka_unit_test(the_newest_anchor_is_read_as_often_as_asked),
      cmocka_unit_test(the_sequence_steps_over_nothing_when_it_wraps),
      cmocka_unit_test(a_reader_never_sees_half_an_anchor),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
