/* What is said: the forms of a sentence, and speaking them all before a session starts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app_catalog.h"
#include "speech.h"
#include "voice.h"

static struct arena arena;

static const struct plan_segment phase = {
    .rep = 1,
    .reps = 5,
    .words = {.cue = "Breathe in", .hint = "hands up", .say = "Breathe [in], and reach", .lane = ""}};

static const char *said(const struct plan_segment *segment, bool first, enum speech_level level) {
  static char text[512];
  assert_ptr_equal(speech_text(segment, first, level, &app_catalog.loc, text, sizeof text), text);
  return text;
}

static void the_full_form_is_the_sentence_of_the_file(void **state) {
  (void)state;
  assert_string_equal(said(&phase, false, SPEECH_FULL), "Breathe [in], and reach");
  assert_string_equal(said(&phase, true, SPEECH_FULL),
                      "Breathe [in], and reach"); /* the first needs no number */
}

static void a_later_repetition_begins_with_its_number_and_the_last_is_named(void **state) {
  (void)state;
  struct plan_segment s = phase;
  char wanted[200];
  for (s.rep = 2; s.rep <= s.reps; s.rep++) {
    char key[40];
    snprintf(key, sizeof key, "session.numbers.%d", s.rep);
    const char *number = loc_find(&app_catalog.loc, s.rep == s.reps ? "session.last_rep" : key);
    assert_non_null(number);
    snprintf(wanted, sizeof wanted, "%s. Breathe [in], and reach", number);
    assert_string_equal(said(&s, true, SPEECH_FULL), wanted);
    assert_string_equal(said(&s, false, SPEECH_FULL),
                        phase.words.say); /* in its middle it is not counted again */
  }
}

static void without_words_for_a_number_its_digits_are_said(void **state) {
  (void)state;
  struct loc empty = {0};
  struct plan_segment s = phase;
  char text[100];
  s.rep = 4;
  assert_string_equal(speech_text(&s, true, SPEECH_FULL, &empty, text, sizeof text),
                      "4. Breathe [in], and reach");
}

static void the_short_form_is_the_cue_with_its_last_word_as_the_key(void **state) {
  (void)state;
  struct plan_segment s = phase;
  s.rep = 3;
  assert_string_equal(said(&s, true, SPEECH_SHORT), "Breathe [in]");
  s.words.cue = "Rest";
  assert_string_equal(said(&s, true, SPEECH_SHORT), "Rest");
}

static void what_has_no_words_says_nothing(void **state) {
  (void)state;
  struct plan_segment s = phase;
  assert_string_equal(said(&s, true, SPEECH_BELL_ONLY), "");
  s.words = (struct routine_words){.cue = "", .say = ""};
  for (int level = SPEECH_BELL_ONLY; level <= SPEECH_FULL; level++)
    assert_string_equal(said(&s, true, (enum speech_level)level), "");
  s.words = (struct routine_words){0};
  for (int level = SPEECH_BELL_ONLY; level <= SPEECH_FULL; level++)
    assert_string_equal(said(&s, true, (enum speech_level)level), "");
}

static void a_sentence_that_does_not_fit_is_cut_at_a_character(void **state) {
  (void)state;
  struct plan_segment s = phase;
  char text[8];
  s.words.say = "Atm\xC3\xA9\xC3\xA9\xC3\xA9"; /* three letters of two bytes each, from the fourth byte */
  speech_text(&s, false, SPEECH_FULL, &app_catalog.loc, text, sizeof text);
  assert_string_equal(text, "Atm\xC3\xA9\xC3\xA9");
  speech_text(&s, false, SPEECH_FULL, &app_catalog.loc, text, 7);
  assert_string_equal(text, "Atm\xC3\xA9");
}

static void every_sentence_of_a_session_is_there_once_it_is_ready(void **state) {
  (void)state;
  if (!voice_available()) skip();
  const struct plan *plan = app_plan(&arena, "elbow-lowering", 2, 0, 0, 0);
  struct speech *speech = speech_create(plan, &app_catalog.loc, "en", 1);
  assert_non_null(speech);
  assert_true(speech_ready(speech, true));
  int found = 0;
  for (int i = 0; i < plan->segment_count; i++) {
    const struct plan_segment *s = &plan->segments[i];
    bool first = s->rep > 0 && (i == 0 || s[-1].rep != s->rep || s[-1].set != s->set);
    for (int level = SPEECH_SHORT; level <= SPEECH_FULL; level++) {
      const char *text = said(s, first, (enum speech_level)level);
      if (!*text) continue;
      const struct speech_phrase *phrase = speech_find(speech, text);
      if (!phrase) fail_msg("\"%s\" is not spoken", text);
      assert_string_equal(phrase->text, text);
      assert_true(phrase->clip.frames > FRAMES_RATE_HZ / 10);
      assert_true(phrase->key_frames >= 0 && phrase->key_frames < phrase->clip.frames);
      found++;
    }
  }
  assert_true(found > 10);
  assert_null(speech_find(speech, "Nobody says this"));
  assert_null(speech_find(speech, ""));
  speech_destroy(speech);
}

static void it_may_be_taken_away_while_it_still_speaks(void **state) {
  (void)state;
  const struct plan *plan = app_plan(&arena, "towel-roll", 10, 0, 0, 0);
  struct speech *speech = speech_create(plan, &app_catalog.loc, "en", 1);
  assert_non_null(speech);
  speech_destroy(speech); /* waits for the sentence it is in, not for the rest */
  speech_destroy(NULL);
}

static int close_all(void **state) {
  arena_clear(&arena);
  return app_catalog_close(state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_full_form_is_the_sentence_of_the_file),
      cmocka_unit_test(a_later_repetition_begins_with_its_number_and_the_last_is_named),
      cmocka_unit_test(without_words_for_a_number_its_digits_are_said),
      cmocka_unit_test(the_short_form_is_the_cue_with_its_last_word_as_the_key),
      cmocka_unit_test(what_has_no_words_says_nothing),
      cmocka_unit_test(a_sentence_that_does_not_fit_is_cut_at_a_character),
      cmocka_unit_test(every_sentence_of_a_session_is_there_once_it_is_ready),
      cmocka_unit_test(it_may_be_taken_away_while_it_still_speaks),
  };
  return cmocka_run_group_tests(tests, app_catalog_open, close_all);
}
