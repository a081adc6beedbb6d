/* Speaking: the key word where key_frames says, even and calm, and nothing breaks on any text. Where the
** build has no voice, what speaks is skipped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "err.h"
#include "voice.h"

#define RATE_HZ 48000

static void assert_within(double value, double least, double most, const char *what) {
  if (!(value >= least && value <= most)) fail_msg("%s: %g is not in %g…%g", what, value, least, most);
}

static double rms_db(const float *samples, int64_t n) {
  double sum = 0;
  for (int64_t i = 0; i < n; i++) sum += (double)samples[i] * samples[i];
  return 10 * log10(sum / (double)n + 1e-30);
}

static struct voice_clip say(const char *text) {
  struct voice_clip clip;
  if (!voice_available()) skip();
  if (voice_say(text, 1, &clip) != 0) fail_msg("\"%s\": %s", text, err_text());
  return clip;
}

static void what_cannot_be_said_is_refused_and_leaves_nothing(void **state) {
  (void)state;
  const char *const empty[] = {"", "[]", " ... ", "\xFF\xFE", "\xE4\xB8\x8B"};
  for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
    struct voice_clip clip = {.frames = 1};
    assert_int_equal(voice_say(empty[i], 1, &clip), voice_available() ? ERR_NO : ERR_MACHINE);
    assert_null(clip.samples);
    assert_int_equal(clip.frames, 0);
    assert_true(strlen(err_text()) > 20);
  }
}

static void freeing_empties_a_clip_and_may_be_repeated(void **state) {
  (void)state;
  struct voice_clip clip = say("Rest");
  voice_free(&clip);
  assert_null(clip.samples);
  assert_int_equal(clip.frames, 0);
  voice_free(&clip);
}

static void cues_are_short_even_and_end_in_silence(void **state) {
  (void)state;
  const char *const cues[] = {"Reach up, breathe [in]", "Slowly [out]", "[Lower]",
                              "And [settle]",           "Three",        "Two"};
  for (size_t i = 0; i < sizeof cues / sizeof *cues; i++) {
    struct voice_clip clip = say(cues[i]);
    double peak = 0, step = 0;
    for (int64_t f = 0; f < clip.frames; f++) {
      peak = fmax(peak, fabs((double)clip.samples[f]));
      if (f > 0) step = fmax(step, fabs((double)clip.samples[f] - clip.samples[f - 1]));
    }
    assert_within((double)clip.frames / RATE_HZ, 0.25, 2.5, "seconds");
    assert_within(rms_db(clip.samples, clip.frames), -24, -19, "dBFS");
    assert_within(peak, 0.2, 0.708, "peak");
    assert_within(step, 0, 0.4, "largest step");
    assert_true(clip.samples[0] == 0 && clip.samples[clip.frames - 1] == 0);
    voice_free(&clip);
  }
}

/* A pause stands before the key, so that its sound must begin there: silence up to it, speech from it on.
** Words that begin with a stop are left out: its silence belongs to the word. */
static void the_key_word_begins_at_key_frames(void **state) {
  (void)state;
  const char *const cues[] = {"Reach up, [in]", "Now slowly, [out]", "Go on, and then, [lower]",
                              "Well, [all] the way"};
  for (size_t i = 0; i < sizeof cues / sizeof *cues; i++) {
    struct voice_clip clip = say(cues[i]);
    const float *key = clip.samples + clip.key_frames;
    assert_within((double)clip.key_frames, RATE_HZ / 4, (double)clip.frames - RATE_HZ / 5, "key frame");
    assert_within(rms_db(key - 3600, 2400), -120, -45, "dBFS from 75 to 25 ms before the key");
    assert_within(rms_db(key, 7200), -32, -10, "dBFS of the first 150 ms of the key");
    voice_free(&clip);
  }
}

static void every_word_of_a_sentence_can_be_the_key_in_its_turn(void **state) {
  (void)state;
  const char *const keys[] = {"[Hold] it, Dr. Smith: 3 breaths, it's 12:30 - let's re-lax",
                              "Hold [it], Dr. Smith: 3 breaths, it's 12:30 - let's re-lax",
                              "Hold it, [Dr.] Smith: 3 breaths, it's 12:30 - let's re-lax",
                              "Hold it, Dr. [Smith]: 3 breaths, it's 12:30 - let's re-lax",
                              "Hold it, Dr. Smith: [3] breaths, it's 12:30 - let's re-lax",
                              "Hold it, Dr. Smith: 3 [breaths], it's 12:30 - let's re-lax",
                              "Hold it, Dr. Smith: 3 breaths, [it's] 12:30 - let's re-lax",
                              "Hold it, Dr. Smith: 3 breaths, it's [12:30] - let's re-lax",
                              "Hold it, Dr. Smith: 3 breaths, it's 12:30 - [let's] re-lax",
                              "Hold it, Dr. Smith: 3 breaths, it's 12:30 - let's [re-lax]"};
  double before_s = -0.06;
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    struct voice_clip clip = say(keys[i]);
    double key_s = (double)clip.key_frames / RATE_HZ;
    assert_within(key_s - before_s, 0.05, 1.5, "seconds from one word to the next");
    before_s = key_s;
    voice_free(&clip);
  }
}

static void the_first_word_as_key_begins_at_once_and_no_key_is_0(void **state) {
  (void)state;
  struct voice_clip first = say("[Rest] now"), none = say("Rest now");
  assert_within((double)first.key_frames, 0, RATE_HZ / 20, "key frame");
  assert_int_equal(none.key_frames, 0);
  assert_int_equal(first.frames, none.frames);
  assert_memory_equal(first.samples, none.samples, (size_t)none.frames * sizeof *none.samples);
  voice_free(&first);
  voice_free(&none);
}

static void rate_makes_it_slower_and_faster(void **state) {
  (void)state;
  if (!voice_available()) skip();
  const double rates[] = {0.7, 1, 1.5}, wild[] = {-1, (double)NAN, 1e9};
  double seconds[3];
  struct voice_clip clip;
  for (int i = 0; i < 3; i++) {
    assert_int_equal(voice_say("Slowly lower both arms", rates[i], &clip), 0);
    seconds[i] = (double)clip.frames / RATE_HZ;
    voice_free(&clip);
    assert_int_equal(voice_say("Slowly lower both arms", wild[i], &clip), 0);
    assert_within((double)clip.frames / RATE_HZ, 0.5, 4, "seconds at a wild rate");
    voice_free(&clip);
  }
  assert_within(seconds[0] / seconds[1], 1.3, 1.5, "length at 0.7");
  assert_within(seconds[2] / seconds[1], 0.6, 0.75, "length at 1.5");
}

static void any_text_is_spoken_or_refused_and_never_longer_than_a_minute(void **state) {
  (void)state;
  if (!voice_available()) skip();
  static char text[20000];
  memset(text, 'a', sizeof text - 1);
  const char *const odd[] = {text,
                             "%s%n%d [%x]",
                             "<speak><break/>hi</speak>",
                             "\xC3\x28 up [\xFF]down",
                             "[[[[up]]]]",
                             "999999999999999999999999",
                             "http://a.b/c?d=e&f",
                             "x\x01\x02y\x7F",
                             "IV. e.g. i.e. No. 5",
                             "$5.00 1/2 50% #3 @home",
                             "............a",
                             "'''''b-----c"};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
    struct voice_clip clip;
    int result = voice_say(odd[i], 1.5, &clip);
    assert_true(result == 0 || result == ERR_NO);
    assert_within((double)clip.frames / RATE_HZ, 0, 120, "seconds");
    if (result == 0) assert_true(clip.key_frames >= 0 && clip.key_frames < clip.frames);
    voice_free(&clip);
  }
}

static void captions_have_no_brackets_and_end_at_a_character(void **state) {
  (void)state;
  char out[64], small[8];
  assert_string_equal(voice_caption("Breathe [in]", out, sizeof out), "Breathe in");
  assert_string_equal(voice_caption("[] ]up[ [[down]]", out, sizeof out), " up down");
  assert_string_equal(voice_caption("", out, sizeof out), "");
  assert_string_equal(voice_caption("[Caf\xC3\xA9] au lait", out, sizeof out), "Caf\xC3\xA9 au lait");
  assert_string_equal(voice_caption("[123456]\xC3\xA9", small, sizeof small), "123456");
  assert_string_equal(voice_caption("[12345]\xC3\xA9]]", small, sizeof small), "12345\xC3\xA9");
  assert_string_equal(voice_caption("up", out, 1), "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_cannot_be_said_is_refused_and_leaves_nothing),
      cmocka_unit_test(freeing_empties_a_clip_and_may_be_repeated),
      cmocka_unit_test(cues_are_short_even_and_end_in_silence),
      cmocka_unit_test(the_key_word_begins_at_key_frames),
      cmocka_unit_test(every_word_of_a_sentence_can_be_the_key_in_its_turn),
      cmocka_unit_test(the_first_word_as_key_begins_at_once_and_no_key_is_0),
      cmocka_unit_test(rate_makes_it_slower_and_faster),
      cmocka_unit_test(any_text_is_spoken_or_refused_and_never_longer_than_a_minute),
      cmocka_unit_test(captions_have_no_brackets_and_end_at_a_character),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
