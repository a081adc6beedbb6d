/* WAV files: what a reader finds in them, whole and cut short. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "err.h"
#include "frames.h"
#include "wav.h"

#define HEADER 44
#define PATH   TEST_BINARY_DIR "/tests/test-wav.wav"
#define FRAMES 1500 /* more than one of the pieces in which it is written */

static unsigned char bytes[HEADER + 4 * FRAMES + 100];

static size_t read_back(void) {
  FILE *file = fopen(PATH, "rb");
  assert_non_null(file);
  size_t size = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  return size;
}

static unsigned at(int offset, int count) {
  unsigned value = 0;
  for (int i = count - 1; i >= 0; i--) value = value << 8 | bytes[offset + i];
  return value;
}

static void write_ramp(struct wav *wav) {
  static int16_t samples[2 * FRAMES];
  for (int i = 0; i < FRAMES; i++) {
    samples[2 * i] = (int16_t)(i - FRAMES / 2);
    samples[2 * i + 1] = (int16_t)(40 * (FRAMES / 2 - i));
  }
  assert_int_equal(wav_open(wav, PATH), 0);
  assert_int_equal(wav_write(wav, samples, 700), 0);
  assert_int_equal(wav_write(wav, samples + 1400, FRAMES - 700), 0);
  assert_int_equal(wav->frames, FRAMES);
}

static void the_header_says_what_follows(void **state) {
  (void)state;
  struct wav wav;
  write_ramp(&wav);
  assert_int_equal(wav_close(&wav, true), 0);
  assert_int_equal(read_back(), HEADER + 4 * FRAMES);
  assert_memory_equal(bytes, "RIFF", 4);
  assert_int_equal(at(4, 4), HEADER - 8 + 4 * FRAMES);
  assert_memory_equal(bytes + 8, "WAVEfmt ", 8);
  assert_int_equal(at(16, 4), 16);
  assert_int_equal(at(20, 2), 1); /* PCM */
  assert_int_equal(at(22, 2), 2); /* channels */
  assert_int_equal(at(24, 4), FRAMES_RATE_HZ);
  assert_int_equal(at(28, 4), FRAMES_RATE_HZ * 4); /* bytes a second */
  assert_int_equal(at(32, 2), 4);                  /* bytes a frame */
  assert_int_equal(at(34, 2), 16);                 /* bits */
  assert_memory_equal(bytes + 36, "data", 4);
  assert_int_equal(at(40, 4), 4 * FRAMES);
}

static void samples_are_little_endian_and_in_order(void **state) {
  (void)state;
  struct wav wav;
  write_ramp(&wav);
  assert_int_equal(wav_close(&wav, true), 0);
  read_back();
  for (int i = 0; i < FRAMES; i++) {
    assert_int_equal((int16_t)at(HEADER + 4 * i, 2), i - FRAMES / 2);
    assert_int_equal((int16_t)at(HEADER + 4 * i + 2, 2), 40 * (FRAMES / 2 - i));
  }
}

static void a_file_that_was_never_closed_is_not_there(void **state) {
  (void)state;
  struct wav wav;
  remove(PATH);
  write_ramp(&wav);
  fflush(wav.file); /* as far as a crash would have let it come */
  assert_null(fopen(PATH, "rb"));
  assert_int_equal(wav_close(&wav, true), 0);
  assert_int_equal(wav_close(&wav, true), 0); /* nothing to do */
  assert_true(read_back() > HEADER);
}

static void what_is_thrown_away_leaves_the_old_file(void **state) {
  (void)state;
  struct wav wav;
  write_ramp(&wav);
  assert_int_equal(wav_close(&wav, true), 0);
  long before = read_back();
  assert_int_equal(wav_open(&wav, PATH), 0);
  assert_int_equal(wav_close(&wav, false), 0);
  assert_int_equal(read_back(), before);
  assert_null(fopen(PATH ".part", "rb"));
}

static void what_cannot_be_written_is_said(void **state) {
  (void)state;
  struct wav wav;
  assert_int_equal(wav_open(&wav, TEST_BINARY_DIR "/no-such-folder/x.wav"), ERR_MACHINE);
  assert_non_null(strstr(err_text(), "no-such-folder/x.wav"));
  assert_null(wav.file);
  FILE *full = fopen("/dev/full", "wb");
  if (!full) skip();
  fclose(full);
  static int16_t samples[2 * 48000];
  int result = wav_open(&wav, "/dev/full");
  if (result == 0) result = wav_write(&wav, samples, 48000);
  int closed = wav_close(&wav, true);
  assert_true(result == ERR_MACHINE || closed == ERR_MACHINE);
}

static int take_away(void **state) {
  (void)state;
  remove(PATH);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_header_says_what_follows),
      cmocka_unit_test(samples_are_little_endian_and_in_order),
      cmocka_unit_test(a_file_that_was_never_closed_is_not_there),
      cmocka_unit_test(what_is_thrown_away_leaves_the_old_file),
      cmocka_unit_test(what_cannot_be_written_is_said),
  };
  return cmocka_run_group_tests(tests, NULL, take_away);
}
