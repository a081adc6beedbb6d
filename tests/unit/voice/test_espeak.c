/* The program beside ours: what it says is heard, and whatever it does instead is survived. Its part is played by
** small scripts in a folder that PATH begins with; tests of the real one are skipped where it is missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "err.h"
#include "espeak.h"
#include "voice.h"

static char *real_path, folder[] = "/tmp/supine-espeak-XXXXXX", script[64], said[64];

static int set_up(void **state) {
  (void)state;
  const char *path = getenv("PATH");
  real_path = strdup(path ? path : "/usr/bin:/bin");
  if (!real_path || !mkdtemp(folder)) return -1;
  snprintf(script, sizeof script, "%s/espeak-ng", folder);
  snprintf(said, sizeof said, "%s/said", folder);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  unlink(script);
  unlink(said);
  rmdir(folder);
  free(real_path);
  return 0;
}

static int with_the_real_one(void **state) {
  (void)state;
  return setenv("PATH", real_path, 1);
}

/* espeak-ng is this shell script now. */
static void play(const char *body) {
  char path[4096];
  FILE *file = fopen(script, "w");
  assert_non_null(file);
  fprintf(file, "#!/bin/sh\n%s\n", body);
  assert_int_equal(fclose(file), 0);
  assert_int_equal(chmod(script, 0700), 0);
  snprintf(path, sizeof path, "%s:%s", folder, real_path);
  assert_int_equal(setenv("PATH", path, 1), 0);
}

static int say(const char *language, const char *text, int limit_ms, struct pcm *pcm, int64_t *key) {
  struct spell spell;
  spell_read(text, true, &spell);
  return espeak_say(language, &spell, 1, limit_ms, pcm, key);
}

static void assert_fails(const char *language, int limit_ms) {
  struct pcm pcm;
  int64_t key;
  assert_int_equal(say(language, "Hallo [du]", limit_ms, &pcm, &key), ERR_MACHINE);
  assert_null(pcm.samples);
  assert_int_equal(key, 0);
  assert_true(strlen(err_text()) > 20);
  assert_true(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD); /* nobody is left behind */
}

static void without_the_program_other_languages_are_refused_with_what_to_do(void **state) {
  (void)state;
  struct voice_clip clip;
  assert_int_equal(setenv("PATH", folder, 1), 0);
  assert_false(voice_speaks("de"));
  assert_int_equal(voice_say_in("de", "Einatmen", 1, &clip), ERR_MACHINE);
  assert_null(clip.samples);
  assert_non_null(strstr(err_text(), "espeak-ng"));
  assert_true(voice_speaks("en-GB") == voice_available() && voice_speaks(NULL) == voice_available());
}

static void one_that_hangs_is_ended(void **state) {
  (void)state;
  play("exec sleep 1000");
  assert_fails("de", 100);
  play("exec >&- ; exec sleep 1000"); /* it closes its output and stays */
  assert_fails("de", 100);
}

static void one_that_never_stops_writing_is_ended(void **state) {
  (void)state;
  play("exec cat /dev/zero");
  assert_fails("de", ESPEAK_LIMIT_MS);
}

static void one_that_fails_or_talks_nonsense_is_an_answer(void **state) {
  (void)state;
  const char *const bodies[] = {"exit 1", "exit 0", "echo RIFF....WAVEfmt", "kill -9 $$",
                                "head -c 100000 /dev/urandom"};
  for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
    play(bodies[i]);
    assert_fails("de", ESPEAK_LIMIT_MS);
  }
}

static void a_text_is_never_an_option_and_a_language_never_a_path(void **state) {
  (void)state;
  char body[160], line[600] = "";
  struct pcm pcm;
  int64_t key;
  const char *const languages[] = {"",   "d",     "/etc/passwd", "de/../x",
                                   "-w", "de de", "de;ls",       "abcdefghijklmnopq"};
  snprintf(body, sizeof body, "printf '%%s|' \"$@\" > %s", said);
  play(body);
  for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
    assert_fails(languages[i], ESPEAK_LIMIT_MS);
  assert_int_not_equal(access(said, F_OK), 0); /* it was not even asked */
  assert_int_equal(say("de", "-w x <audio src='y'/>", ESPEAK_LIMIT_MS, &pcm, &key), ERR_MACHINE);
  FILE *file = fopen(said, "r");
  assert_non_null(file);
  assert_non_null(fgets(line, sizeof line, file));
  fclose(file);
  assert_non_null(strstr(line, "|--stdout|--|w x audio src y'|"));
}

static int skip_without_the_program(void) {
  if (!voice_speaks("de")) skip();
  return 0;
}

static double rms_db(const float *samples, int64_t n) {
  double sum = 0;
  for (int64_t i = 0; i < n; i++) sum += (double)samples[i] * samples[i];
  return 10 * log10(sum / (double)n + 1e-30);
}

static void it_speaks_even_and_the_same_each_time(void **state) {
  (void)state;
  skip_without_the_program();
  const char *const texts[][2] = {{"de", "Atme tief [ein]"},
                                  {"fr", "Levez les bras, [inspirez]"},
                                  {"ru", "\xD0\x9C\xD0\xB5\xD0\xB4\xD0\xBB\xD0\xB5\xD0\xBD\xD0\xBD\xD0\xBE "
                                         "[\xD0\xB2\xD1\x8B\xD0\xB4\xD0\xBE\xD1\x85]"}};
  for (size_t i = 0; i < 3; i++) {
    struct voice_clip clip, again;
    assert_int_equal(voice_say_in(texts[i][0], texts[i][1], 1, &clip), 0);
    assert_int_equal(voice_say_in(texts[i][0], texts[i][1], 1, &again), 0);
    double seconds = (double)clip.frames / 48000, db = rms_db(clip.samples, clip.frames);
    assert_true(seconds > 0.6 && seconds < 3 && db > -24 && db < -19);
    assert_true(clip.samples[0] == 0 && clip.samples[clip.frames - 1] == 0);
    assert_int_equal(clip.frames, again.frames);
    assert_memory_equal(clip.samples, again.samples, (size_t)clip.frames * sizeof *clip.samples);
    voice_free(&clip);
    voice_free(&again);
  }
}

/* Behind a comma the key's sound begins after a silence: silent up to it, speech from it on. */
static void the_key_word_begins_at_key_frames(void **state) {
  (void)state;
  skip_without_the_program();
  const char *const texts[][2] = {{"de", "Arme heben, [einatmen]"},
                                  {"es", "Baje los brazos, [exhale]"},
                                  {"de", "Und jetzt langsam, [alle] zusammen"}};
  for (size_t i = 0; i < 3; i++) {
    struct voice_clip clip;
    assert_int_equal(voice_say_in(texts[i][0], texts[i][1], 1, &clip), 0);
    assert_true(clip.key_frames > 48000 / 4 && clip.key_frames < clip.frames - 48000 / 4);
    assert_true(rms_db(clip.samples + clip.key_frames - 3600, 2400) < -45);
    assert_true(rms_db(clip.samples + clip.key_frames, 7200) > -32);
    voice_free(&clip);
  }
}

static void without_a_key_or_with_the_first_word_as_key_it_is_at_the_start(void **state) {
  (void)state;
  skip_without_the_program();
  const char *const texts[] = {"Einatmen bitte", "[Einatmen] bitte"};
  for (size_t i = 0; i < 2; i++) {
    struct voice_clip clip;
    assert_int_equal(voice_say_in("de", texts[i], 1, &clip), 0);
    assert_int_equal(clip.key_frames, 0);
    voice_free(&clip);
  }
}

#define REAL(test) cmocka_unit_test_setup(test, with_the_real_one)

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_the_program_other_languages_are_refused_with_what_to_do),
      cmocka_unit_test(one_that_hangs_is_ended),
      cmocka_unit_test(one_that_never_stops_writing_is_ended),
      cmocka_unit_test(one_that_fails_or_talks_nonsense_is_an_answer),
      cmocka_unit_test(a_text_is_never_an_option_and_a_language_never_a_path),
      REAL(it_speaks_even_and_the_same_each_time),
      REAL(the_key_word_begins_at_key_frames),
      REAL(without_a_key_or_with_the_first_word_as_key_it_is_at_the_start),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
