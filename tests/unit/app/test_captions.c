/* Captions stand at the right time whether or not anybody speaks: without a voice the words keep their rows, silent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app_catalog.h"
#include "cues.h"
#include "voice.h"

static struct arena arena;

static struct cues cues_of(const struct plan *plan, struct speech *speech, enum speech_level level) {
  struct cues cues;
  struct cues_options options = {.level = level, .bells = true};
  assert_int_equal(cues_build(plan, speech, &app_catalog.loc, &options, &arena, &cues), 0);
  return cues;
}

static void without_a_voice_every_breath_has_its_caption(void **state) {
  (void)state;
  const struct plan *plan = app_plan(&arena, "towel-roll", 3, 0, 0, 0);
  for (int level = SPEECH_SHORT; level <= SPEECH_FULL; level++) {
    struct cues cues = cues_of(plan, NULL, (enum speech_level)level);
    for (int i = 0; i < plan->segment_count; i++) {
      const struct plan_segment *s = &plan->segments[i];
      if (s->kind != PLAN_REP || (s->breath != ROUTINE_IN && s->breath != ROUTINE_OUT)) continue;
      const struct cue_row *row = cues_spoken_at(&cues, s->start);
      if (!row) fail_msg("%s of repetition %d has no caption", s->id, s->rep);
      assert_null(row->cue.clip.samples);
    }
  }
  struct cues none = cues_of(plan, NULL, SPEECH_BELL_ONLY);
  for (int i = 0; i < none.count; i++) assert_null(none.rows[i].text);
}

static void captions_without_a_voice_never_overlap(void **state) {
  (void)state;
  static const double paces[][2] = {{2.5, 3.5}, {4, 6}, {6, 9}, {3, 7}};
  for (int p = 0; p < 4; p++) {
    const struct plan *plan = app_plan(&arena, "towel-roll", 10, paces[p][0], paces[p][1], 0);
    struct cues cues = cues_of(plan, NULL, SPEECH_FULL);
    int64_t free_from = INT64_MIN;
    for (int i = 0; i < cues.count; i++) {
      const struct cue_row *row = &cues.rows[i];
      if (!row->text) continue;
      assert_true(row->start.v >= free_from);
      free_from = row->start.v + row->cue.length_frames;
    }
  }
}

static void words_that_nobody_speaks_are_not_posted(void **state) {
  (void)state;
  const struct plan *plan = app_plan(&arena, "overhead-reach", 2, 0, 0, 0);
  struct cues cues = cues_of(plan, NULL, SPEECH_FULL);
  struct mixer *mixer = mix_create();
  struct clk_session session = {0};
  int sounds = 0;
  for (int i = 0; i < cues.count; i++) sounds += cues.rows[i].text == NULL;
  int16_t block[2 * 480];
  for (int64_t at = 0; at < plan->length_frames + FRAMES_RATE_HZ; at += 480) {
    memset(block, 0, sizeof block);
    cues_post(&cues, mixer, &session, (struct ses_frame){at + CUES_AHEAD_FRAMES});
    struct mix_frame first = {at};
    mix_block(mixer, block, 480, first);
  }
  assert_int_equal(mix_counters(mixer).started, sounds);
  assert_int_equal(cues.next, cues.count);
  mix_destroy(mixer);
}

static void a_guess_is_about_as_long_as_the_voice_takes(void **state) {
  (void)state;
  if (!voice_available()) skip();
  static const char *const texts[] = {"Breathe [in], and reach for the ceiling",
                                      "And [out], slowly, over your head", "[Turn] your palms to your feet",
                                      "Breathe [out]", "[Lower] your arms, and rest"};
  double guessed = 0, spoken = 0;
  for (int i = 0; i < 5; i++) {
    struct voice_clip clip;
    assert_int_equal(voice_say(texts[i], 1, &clip), 0);
    struct speech_phrase guess = speech_guess(texts[i]);
    assert_null(guess.clip.samples);
    assert_true(llabs(guess.clip.frames - clip.frames) < frames_of_s(0.9));
    assert_true(llabs(guess.key_frames - clip.key_frames) < frames_of_s(0.3));
    guessed += (double)guess.clip.frames;
    spoken += (double)clip.frames;
    voice_free(&clip);
  }
  assert_true(guessed > 0.8 * spoken && guessed < 1.25 * spoken);
}

static void the_bed_is_taken_up_again_after_a_seek(void **state) {
  (void)state;
  const struct plan *plan = app_plan(&arena, "overhead-reach", 1, 0, 0, 0);
  struct cues cues;
  struct cues_options options = {.level = SPEECH_BELL_ONLY, .bed = true};
  struct mixer *mixer = mix_create();
  struct clk_session session = {0};
  assert_int_equal(cues_build(plan, NULL, &app_catalog.loc, &options, &arena, &cues), 0);
  assert_int_equal(cues.bed.cue.length_frames, plan->length_frames);
  struct ses_frame middle = {plan->length_frames / 2};
  cues_seek(&cues, middle);
  assert_false(cues.bed_posted);
  cues_post(&cues, mixer, &session, middle);
  assert_true(cues.bed_posted);
  mix_destroy(mixer);
}

static int close_all(void **state) {
  arena_clear(&arena);
  return app_catalog_close(state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_a_voice_every_breath_has_its_caption),
      cmocka_unit_test(captions_without_a_voice_never_overlap),
      cmocka_unit_test(words_that_nobody_speaks_are_not_posted),
      cmocka_unit_test(a_guess_is_about_as_long_as_the_voice_takes),
      cmocka_unit_test(the_bed_is_taken_up_again_after_a_seek),
  };
  return cmocka_run_group_tests(tests, app_catalog_open, close_all);
}
