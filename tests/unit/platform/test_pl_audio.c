/* The device under SDL's dummy driver: anchors follow each other without a gap, closing ends, failing is
** a sentence. Nothing here depends on how fast the blocks come. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <SDL.h>
#include <cmocka.h>

#include "err.h"
#include "pl.h"

static int dummy(void **state) {
  (void)state;
  SDL_setenv("SDL_AUDIODRIVER", "dummy", 1);
  return 0;
}

static struct anchor next_anchor(struct anchor_cell *cell, int64_t after) {
  struct anchor a = {0};
  while (!anchor_read(cell, &a) || a.frames <= after) SDL_Delay(1);
  return a;
}

static void anchors_count_whole_blocks_in_a_row(void **state) {
  (void)state;
  struct mixer *mixer = mix_create();
  struct anchor_cell *cell = calloc(1, sizeof *cell);
  struct pl_audio *audio = pl_audio_open(mixer, cell, 0, (struct mix_frame){1024});
  assert_non_null(audio);
  assert_int_equal(pl_audio_block_frames(audio), 512);
  assert_in_range(pl_audio_latency_frames(audio), 512, 1536);
  assert_true(strlen(pl_audio_device(audio)) > 0);
  struct anchor a = next_anchor(cell, 1023), b = next_anchor(cell, a.frames);
  assert_int_equal(a.block_frames, 512);
  assert_int_equal(a.frames % 512, 0); /* from 1024 on, where the timeline stood */
  assert_int_equal((b.frames - a.frames) % 512, 0);
  assert_true(b.at_us >= a.at_us && b.at_us <= pl_now_us());
  for (int which = -1; which < 5; which++) pl_audio_interface(audio, which, 0.5f);
  pl_audio_close(audio);
  anchor_read(cell, &a);
  anchor_read(cell, &b);
  assert_int_equal(a.frames, b.frames); /* nobody writes any more: mixer and cell may go */
  free(cell);
  mix_destroy(mixer);
}

static void opening_and_closing_may_be_repeated(void **state) {
  (void)state;
  struct mixer *mixer = mix_create();
  struct anchor_cell *cell = calloc(1, sizeof *cell);
  for (int i = 0; i < 10; i++) {
    struct pl_audio *audio = pl_audio_open(mixer, cell, i % 2 ? 1024 : 256, (struct mix_frame){0});
    assert_non_null(audio);
    assert_int_equal(pl_audio_block_frames(audio), i % 2 ? 1024 : 256);
    pl_audio_close(audio);
  }
  free(cell);
  mix_destroy(mixer);
}

static void no_device_is_a_sentence(void **state) {
  (void)state;
  SDL_setenv("SDL_AUDIODRIVER", "no-such-driver", 1);
  struct mixer *mixer = mix_create();
  struct anchor_cell cell = {0};
  assert_null(pl_audio_open(mixer, &cell, 0, (struct mix_frame){0}));
  assert_non_null(strstr(err_text(), "no sound"));
  pl_audio_close(NULL);
  pl_audio_interface(NULL, 0, 1);
  assert_string_equal(pl_audio_device(NULL), "");
  mix_destroy(mixer);
}

/* SDL's disk driver opens a pipe, which nobody reads yet: its opening hangs, as that of a sound server does. */
static void a_sound_system_that_does_not_answer_holds_up_nobody(void **state) {
  (void)state;
  char folder[] = "/tmp/supine-audio-XXXXXX", pipe[64];
  assert_non_null(mkdtemp(folder));
  snprintf(pipe, sizeof pipe, "%s/pipe", folder);
  assert_int_equal(mkfifo(pipe, 0600), 0);
  SDL_setenv("SDL_DISKAUDIOFILE", pipe, 1);
  SDL_QuitSubSystem(SDL_INIT_AUDIO);
  SDL_setenv("SDL_AUDIODRIVER", "disk", 1);
  struct mixer *mixer = mix_create();
  struct anchor_cell *cell = calloc(1, sizeof *cell);
  for (int i = 0; i < 3; i++) { /* it comes back at all, and every time: with the sentence */
    assert_null(pl_audio_open(mixer, cell, 256, (struct mix_frame){0}));
    assert_non_null(strstr(err_text(), "does not answer"));
  }
  int reader = open(pipe, O_RDONLY | O_NONBLOCK);
  assert_true(reader >= 0);
  struct pl_audio *audio = NULL;
  while (!audio) audio = pl_audio_open(mixer, cell, 512, (struct mix_frame){4096});
  assert_int_equal(pl_audio_block_frames(audio), 256); /* what had been asked for when it hung */
  assert_true(next_anchor(cell, 4095).frames >= 4096);
  pl_audio_close(audio);
  close(reader);
  unlink(pipe);
  rmdir(folder);
  free(cell);
  mix_destroy(mixer);
}

int main(void) {
  signal(SIGPIPE, SIG_IGN);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_device_is_a_sentence), /* first: SDL keeps its audio driver once it has one */
      cmocka_unit_test_setup(anchors_count_whole_blocks_in_a_row, dummy),
      cmocka_unit_test_setup(opening_and_closing_may_be_repeated, dummy),
      cmocka_unit_test(a_sound_system_that_does_not_answer_holds_up_nobody), /* last: another driver */
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
