/* WAV files in memory: the samples of what is right, an answer for everything else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "pcm.h"

/* As espeak-ng writes into a pipe: lengths that are not known, three samples. */
static const unsigned char good[] = {'R', 'I', 'F',  'F',  0x24, 0xF0, 0xFF, 0x7F, 'W',  'A', 'V', 'E',  'f',
                                     'm', 't', ' ',  16,   0,    0,    0,    1,    0,    1,   0,   0x22, 0x56,
                                     0,   0,   0x44, 0xAC, 0,    0,    2,    0,    16,   0,   'd', 'a',  't',
                                     'a', 0,   0xF0, 0xFF, 0x7F, 1,    0,    0xFF, 0xFF, 0,   0x80};

static int read_changed(size_t at, int value, size_t size, struct pcm *out) {
  unsigned char *bytes = malloc(size ? size : 1); /* of its own size, so that sanitizers see its end */
  assert_non_null(bytes);
  memcpy(bytes, good, size);
  if (at < size) bytes[at] = (unsigned char)value;
  int result = pcm_read_wav(bytes, size, out);
  free(bytes);
  return result;
}

static void a_stream_without_a_length_is_read_to_its_end(void **state) {
  (void)state;
  struct pcm pcm;
  assert_int_equal(pcm_read_wav(good, sizeof good, &pcm), 0);
  assert_int_equal(pcm.rate_hz, 22050);
  assert_int_equal(pcm.count, 3);
  assert_int_equal(pcm.samples[0], 1);
  assert_int_equal(pcm.samples[1], -1);
  assert_int_equal(pcm.samples[2], -32768);
  free(pcm.samples);
}

static void other_kinds_are_refused(void **state) {
  (void)state;
  static const struct {
    size_t at;
    int value;
  } changes[] = {{0, 'X'},  {8, 'X'},   {12, 'X'},  {16, 8}, {20, 3},   {22, 2},
                 {24, 0xC}, {27, 0x7F}, {25, 0xFF}, {34, 8}, {36, 'X'}, {40, 0}};
  for (size_t c = 0; c < sizeof changes / sizeof *changes; c++) {
    struct pcm pcm;
    size_t at = changes[c].at;
    unsigned char bytes[sizeof good];
    memcpy(bytes, good, sizeof good);
    bytes[at] = (unsigned char)changes[c].value;
    if (at == 24) bytes[25] = 0;            /* 12 Hz */
    if (at == 40) memset(bytes + 40, 0, 4); /* no data */
    if (pcm_read_wav(bytes, sizeof bytes, &pcm) != ERR_NO) fail_msg("byte %d", (int)at);
    assert_null(pcm.samples);
    assert_true(strlen(err_text()) > 20);
  }
}

static void a_file_may_end_anywhere(void **state) {
  (void)state;
  for (size_t size = 0; size <= sizeof good; size++) {
    struct pcm pcm;
    int result = read_changed(sizeof good, 0, size, &pcm);
    assert_int_equal(result, size >= 46 ? 0 : ERR_NO);
    assert_int_equal(pcm.count, size >= 46 ? (int)(size - 44) / 2 : 0);
    free(pcm.samples);
  }
}

static void any_byte_may_be_anything(void **state) {
  (void)state;
  for (size_t at = 0; at < sizeof good; at++)
    for (int value = 0; value < 256; value++) {
      struct pcm pcm;
      int result = read_changed(at, value, sizeof good, &pcm);
      assert_true(result == 0 ? pcm.count >= 1 && pcm.count <= 3 : pcm.samples == NULL);
      free(pcm.samples);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_stream_without_a_length_is_read_to_its_end),
      cmocka_unit_test(other_kinds_are_refused),
      cmocka_unit_test(a_file_may_end_anywhere),
      cmocka_unit_test(any_byte_may_be_anything),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
