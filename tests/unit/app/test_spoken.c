/* Clips on disk: what comes back is what was kept, to the sample; what was spoilt is as if it had never been there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "spoken.h"

#define FRAMES 4800

static char folder[256];

static struct voice_clip made(int seed) {
  struct voice_clip clip = {malloc(FRAMES * sizeof(float)), FRAMES, 120 + seed};
  assert_non_null(clip.samples);
  for (int i = 0; i < FRAMES; i++)
    clip.samples[i] = (float)((i * 37 + seed * 101) % 20000 - 10000) / 32768.0f;
  return clip;
}

static int open_folder(void **state) {
  (void)state;
  snprintf(folder, sizeof folder, TEST_BINARY_DIR "/tests/spoken-XXXXXX");
  if (!mkdtemp(folder)) return -1;
  spoken_open(folder);
  return 0;
}

/* Calls `each` for every file of the folder; returns how many there are. */
static int for_each(void (*each)(const char *path)) {
  DIR *dir = opendir(folder);
  int count = 0;
  for (struct dirent *entry; dir && (entry = readdir(dir)) != NULL;) {
    char path[1024];
    if (entry->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    if (each) each(path);
    count++;
  }
  if (dir) closedir(dir);
  return count;
}

static void take_away(const char *path) {
  unlink(path);
}

static int close_folder(void **state) {
  (void)state;
  spoken_close();
  for_each(take_away);
  rmdir(folder);
  return 0;
}

static void a_clip_comes_back_to_the_sample(void **state) {
  (void)state;
  struct voice_clip clip = made(1), back;
  spoken_keep("en", "Breathe [in]", 1, &clip);
  assert_true(spoken_find("en", "Breathe [in]", 1, &back));
  assert_int_equal(back.frames, clip.frames);
  assert_int_equal(back.key_frames, clip.key_frames);
  assert_memory_equal(back.samples, clip.samples, FRAMES * sizeof(float));
  voice_free(&back);
  voice_free(&clip);
}

static void another_text_language_or_rate_is_another_clip(void **state) {
  (void)state;
  struct voice_clip clip = made(2), back;
  spoken_keep("en", "Rest", 1, &clip);
  assert_false(spoken_find("en", "Rest.", 1, &back));
  assert_null(back.samples);
  assert_false(spoken_find("de", "Rest", 1, &back));
  assert_false(spoken_find("en", "Rest", 1.1, &back));
  voice_free(&clip);
}

static void cut_in_half(const char *path) {
  struct stat s;
  assert_int_equal(stat(path, &s), 0);
  assert_int_equal(truncate(path, s.st_size / 2), 0);
}

static void flip_a_bit(const char *path) {
  FILE *file = fopen(path, "r+b");
  assert_non_null(file);
  fseek(file, -3, SEEK_END);
  int byte = fgetc(file);
  fseek(file, -3, SEEK_END);
  fputc(byte ^ 1, file);
  fclose(file);
}

static void a_spoilt_clip_is_not_there_and_may_be_kept_again(void **state) {
  (void)state;
  void (*const spoil[])(const char *) = {cut_in_half, flip_a_bit};
  for (int i = 0; i < 2; i++) {
    struct voice_clip clip = made(3), back;
    spoken_keep("en", "Slowly", 1, &clip);
    assert_int_equal(for_each(spoil[i]), 1);
    assert_false(spoken_find("en", "Slowly", 1, &back));
    assert_null(back.samples);
    spoken_keep("en", "Slowly", 1, &clip);
    assert_true(spoken_find("en", "Slowly", 1, &back));
    voice_free(&back);
    voice_free(&clip);
  }
}

static void make_a_pipe(const char *path) {
  assert_int_equal(unlink(path), 0);
  assert_int_equal(mkfifo(path, 0600), 0);
}

static void what_is_no_plain_file_holds_up_nobody_and_gives_way(void **state) {
  (void)state;
  struct voice_clip clip = made(7), back;
  spoken_keep("en", "Hold", 1, &clip);
  assert_int_equal(for_each(make_a_pipe), 1);
  assert_false(spoken_find("en", "Hold", 1, &back)); /* comes back at all: nobody writes into the pipe */
  spoken_keep("en", "Hold", 1, &clip);
  assert_true(spoken_find("en", "Hold", 1, &back));
  voice_free(&back);
  voice_free(&clip);
}

static void without_a_folder_nothing_is_kept(void **state) {
  (void)state;
  struct voice_clip clip = made(4), back;
  spoken_close();
  spoken_keep("en", "Lower", 1, &clip);
  assert_false(spoken_find("en", "Lower", 1, &back));
  spoken_open("/nowhere/at/all");
  spoken_keep("en", "Lower", 1, &clip);
  assert_false(spoken_find("en", "Lower", 1, &back));
  assert_int_equal(for_each(NULL), 0);
  voice_free(&clip);
}

static void too_long_a_text_is_not_kept(void **state) {
  (void)state;
  char text[4000];
  struct voice_clip clip = made(5), back;
  memset(text, 'a', sizeof text - 1);
  text[sizeof text - 1] = '\0';
  spoken_keep("en", text, 1, &clip);
  assert_false(spoken_find("en", text, 1, &back));
  assert_int_equal(for_each(NULL), 0);
  voice_free(&clip);
}

static void grow_large(const char *path) {
  assert_int_equal(truncate(path, SPOKEN_BYTES_MAX), 0);
}

/* A program that was killed while it kept a clip leaves half of one under another name. */
static void leave_half(const char *path) {
  char half[1100];
  snprintf(half, sizeof half, "%s.4711", path);
  assert_int_equal(rename(path, half), 0);
}

static void halves_are_cleared_out_like_clips(void **state) {
  (void)state;
  struct voice_clip clip = made(8);
  spoken_keep("en", "Raise", 1, &clip);
  for_each(leave_half);
  for_each(grow_large);
  spoken_keep("en", "Lower", 1, &clip);
  spoken_open(folder);
  assert_int_equal(for_each(NULL), 1);
  voice_free(&clip);
}

static void a_folder_that_grew_too_large_is_cleared_out(void **state) {
  (void)state;
  struct voice_clip clip = made(6);
  spoken_keep("en", "Settle", 1, &clip);
  spoken_open(folder);
  assert_int_equal(for_each(NULL), 1);
  spoken_keep("en", "Raise", 1, &clip);
  for_each(grow_large);
  spoken_open(folder);
  assert_int_equal(for_each(NULL), 0);
  voice_free(&clip);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, open_folder, close_folder)

int main(void) {
  const struct CMUnitTest tests[] = {
      IN_A_FOLDER(a_clip_comes_back_to_the_sample),
      IN_A_FOLDER(another_text_language_or_rate_is_another_clip),
      IN_A_FOLDER(a_spoilt_clip_is_not_there_and_may_be_kept_again),
      IN_A_FOLDER(what_is_no_plain_file_holds_up_nobody_and_gives_way),
      IN_A_FOLDER(without_a_folder_nothing_is_kept),
      IN_A_FOLDER(too_long_a_text_is_not_kept),
      IN_A_FOLDER(halves_are_cleared_out_like_clips),
      IN_A_FOLDER(a_folder_that_grew_too_large_is_cleared_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
