/* From a plan to what is heard: every cue on its exact frame, breaths as long as their stretch, words whose key word
** falls on the phase and that never overlap, at every pace that is accepted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app_catalog.h"
#include "clicks.h"
#include "cues.h"
#include "voice.h"

static const double paces[][2] = {{2.5, 3.5}, {2.5, 10}, {3, 3}, {6, 3},  {6, 9},
                                  {5, 10},    {4, 6},    {3, 7}, {2.5, 7}};
static const char *const routines[] = {"overhead-reach", "elbow-lowering", "towel-roll"};
static const double ranges[] = {90, 165, 180};

#define PACES  (sizeof paces / sizeof *paces)
#define RANGES (sizeof ranges / sizeof *ranges)

static struct arena arena;
static struct speech *speech; /* of the whole session with all its numbers: texts do not depend on the pace */

static struct cues cues_of(const struct plan *plan, struct speech *said, enum speech_level level,
                           bool probe) {
  struct cues cues;
  struct cues_options options = {.level = level, .probe = probe, .bells = true};
  assert_int_equal(cues_build(plan, said, &app_catalog.loc, &options, &arena, &cues), 0);
  return cues;
}

/* Calls check for both stretches and the session, at every corner of pace and range. */
static void at_every_pace(int reps, void (*check)(const struct plan *plan)) {
  for (size_t r = 0; r < 3; r++) {
    for (size_t p = 0; p < PACES; p++) {
      for (size_t g = 0; g < RANGES; g++) {
        check(app_plan(&arena, routines[r], reps, paces[p][0], paces[p][1], ranges[g]));
        arena_clear(&arena);
      }
    }
  }
}

/* ---- the list ---------------------------------------------------------------------------------------------- */

static void check_breaths(const struct plan *plan) {
  struct cues cues = cues_of(plan, NULL, SPEECH_BELL_ONLY, false);
  int row = 0, heard = 0;
  for (int i = 0; i < plan->breath_count; i++) {
    const struct plan_breath *b = &plan->breaths[i];
    if ((b->breath != ROUTINE_IN && b->breath != ROUTINE_OUT) || b->length_frames == 0) continue;
    while (row < cues.count && cues.rows[row].cue.bus != MIX_BREATH) row++;
    assert_true(row < cues.count);
    const struct cue_row *r = &cues.rows[row++];
    assert_int_equal(r->start.v, b->start.v);
    assert_int_equal(r->cue.length_frames, b->length_frames);
    assert_int_equal(r->cue.sound, b->breath == ROUTINE_IN ? MIX_BREATH_IN : MIX_BREATH_OUT);
    assert_true(b->easy ? r->cue.gain < 0.6f : r->cue.gain == 1);
    heard++;
  }
  while (row < cues.count && cues.rows[row].cue.bus != MIX_BREATH) row++;
  assert_int_equal(row, cues.count);
  assert_true(heard > 2);
}

static void breaths_are_exactly_as_long_as_their_stretch(void **state) {
  (void)state;
  at_every_pace(2, check_breaths);
}

static int count_sound(const struct cues *cues, enum mix_sound sound) {
  int count = 0;
  for (int i = 0; i < cues->count; i++) count += cues->rows[i].cue.sound == sound;
  return count;
}

static const struct cue_row *row_at(const struct cues *cues, enum mix_sound sound, int64_t frame) {
  for (int i = 0; i < cues->count; i++)
    if (cues->rows[i].cue.sound == sound && cues->rows[i].start.v == frame) return &cues->rows[i];
  return NULL;
}

static void check_bells(const struct plan *plan) {
  struct cues cues = cues_of(plan, NULL, SPEECH_BELL_ONLY, false);
  int bells = 0, ends = 0, ticks = 0;
  for (int i = 0; i < plan->segment_count; i++) {
    const struct plan_segment *s = &plan->segments[i];
    int64_t end = s->start.v + s->length_frames;
    for (int k = 0; s->kind == PLAN_COUNT_IN && k < 3; k++, ticks++)
      assert_non_null(row_at(&cues, MIX_TICK, s->start.v + k * FRAMES_RATE_HZ));
    if (!s->ends_rep) continue;
    bool last = s->rep == s->reps;
    assert_non_null(row_at(&cues, last ? MIX_BELL_END : MIX_BELL, end));
    ends += last;
    bells += !last;
  }
  assert_int_equal(count_sound(&cues, MIX_TICK), ticks);
  assert_int_equal(count_sound(&cues, MIX_BELL), bells);
  assert_int_equal(count_sound(&cues, MIX_BELL_END), ends);
  assert_true(ticks >= 3 && bells > 0 && ends == plan->set_count);
}

static void the_count_in_ticks_and_every_repetition_ends_with_its_bell(void **state) {
  (void)state;
  at_every_pace(3, check_bells);
}

static void the_list_is_in_order_and_the_same_every_time(void **state) {
  (void)state;
  const struct plan *plan = app_plan(&arena, "towel-roll", 10, 0, 0, 0);
  struct cues a = cues_of(plan, speech, SPEECH_FULL, false), b = cues_of(plan, speech, SPEECH_FULL, false);
  assert_int_equal(a.count, b.count);
  for (int i = 0; i < a.count; i++) {
    const struct mix_cue *x = &a.rows[i].cue, *y = &b.rows[i].cue;
    assert_true(i == 0 || a.rows[i - 1].start.v <= a.rows[i].start.v);
    assert_int_equal(a.rows[i].start.v, b.rows[i].start.v);
    assert_true(x->sound == y->sound && x->seed == y->seed && x->clip.samples == y->clip.samples);
  }
}

/* ---- words ------------------------------------------------------------------------------------------------- */

/* Whether segment i says text in its full or in its short form. */
static bool says(const struct plan *plan, int i, const char *text) {
  char full[512], brief[512];
  const struct plan_segment *s = &plan->segments[i];
  bool first = s->rep > 0 && (i == 0 || s[-1].rep != s->rep || s[-1].set != s->set);
  speech_text(s, first, SPEECH_FULL, &app_catalog.loc, full, sizeof full);
  speech_text(s, first, SPEECH_SHORT, &app_catalog.loc, brief, sizeof brief);
  return strcmp(full, text) == 0 || strcmp(brief, text) == 0;
}

/* The segment whose first frame carries the key word of a spoken row, or −1. */
static int segment_of(const struct plan *plan, const struct cue_row *row) {
  const struct speech_phrase *phrase = speech_find(speech, row->text);
  assert_non_null(phrase);
  assert_int_equal(row->cue.clip.frames, phrase->clip.frames);
  for (int i = 0; i < plan->segment_count; i++)
    if (plan->segments[i].start.v == row->start.v + phrase->key_frames && says(plan, i, row->text)) return i;
  return -1;
}

static void check_words(const struct plan *plan, enum speech_level level) {
  struct cues cues = cues_of(plan, speech, level, false);
  bool spoken[1024] = {false};
  int64_t free_from = 0;
  assert_true(plan->segment_count < 1024);
  for (int i = 0; i < cues.count; i++) {
    const struct cue_row *row = &cues.rows[i];
    if (!row->text) continue;
    assert_int_equal(row->cue.bus, MIX_VOICE);
    assert_true(row->start.v >= free_from); /* never two at once, and a breath's rest between */
    free_from = row->start.v + row->cue.clip.frames + CUES_WORD_GAP_FRAMES;
    int segment = segment_of(plan, row);
    if (segment < 0) { /* only the very first words may come late, for there is no time before them */
      assert_int_equal(row->start.v, 0);
      segment = 0;
    }
    assert_false(spoken[segment]);
    spoken[segment] = true;
  }
  for (int i = 0; i < plan->segment_count; i++) {
    const struct plan_segment *s = &plan->segments[i];
    bool guided = s->breath == ROUTINE_IN || s->breath == ROUTINE_OUT;
    if (guided && s->words.cue && *s->words.cue && !spoken[i])
      fail_msg("%s of repetition %d is not spoken at %g:%g", s->id, s->rep, plan->sets[0].pace_in_s,
               plan->sets[0].pace_out_s);
  }
}

static void check_full(const struct plan *plan) {
  check_words(plan, SPEECH_FULL);
}

static void check_short(const struct plan *plan) {
  check_words(plan, SPEECH_SHORT);
}

static void key_words_fall_on_their_phase_and_sentences_never_overlap(void **state) {
  (void)state;
  if (!voice_available()) skip();
  at_every_pace(10, check_full);
  at_every_pace(3, check_short);
}

static void with_the_bell_only_nothing_is_said(void **state) {
  (void)state;
  const struct plan *plan = app_plan(&arena, "towel-roll", 2, 0, 0, 0);
  struct cues silent = cues_of(plan, speech, SPEECH_BELL_ONLY, false);
  assert_int_equal(count_sound(&silent, MIX_CLIP), 0);
}

/* Captions want their time also where nobody speaks. */
static void without_a_voice_words_are_captions_and_nothing_of_them_is_posted(void **state) {
  (void)state;
  const struct plan *plan = app_plan(&arena, "towel-roll", 2, 0, 0, 0);
  struct cues silent = cues_of(plan, NULL, SPEECH_FULL, false);
  struct mixer *mixer = mix_create();
  struct clk_session clock = {0};
  int words = 0;
  int64_t free_from = 0;
  for (int i = 0; i < silent.count; i++) {
    const struct cue_row *row = &silent.rows[i];
    if (!row->text) continue;
    words++;
    assert_null(row->cue.clip.samples);
    assert_true(row->cue.length_frames > 0 && row->start.v >= free_from);
    free_from = row->start.v + row->cue.length_frames;
  }
  assert_true(words > 10);
  for (int64_t at = 0; silent.next < silent.count || !mix_idle(mixer); at += CLICKS_BLOCK_MAX) {
    int16_t block[2 * CLICKS_BLOCK_MAX] = {0};
    cues_post(&silent, mixer, &clock, (struct ses_frame){at + 2 * CLICKS_BLOCK_MAX});
    mix_block(mixer, block, CLICKS_BLOCK_MAX, (struct mix_frame){at});
  }
  assert_int_equal(mix_counters(mixer).started, silent.count - words);
  mix_destroy(mixer);
}

static void the_caption_is_what_is_in_the_air(void **state) {
  (void)state;
  const struct plan *plan = app_plan(&arena, "towel-roll", 2, 0, 0, 0);
  struct cues cues = cues_of(plan, speech, SPEECH_FULL, false);
  int spoken = 0;
  for (int i = 0; i < cues.count; i++) {
    const struct cue_row *row = &cues.rows[i];
    if (!row->text) continue;
    int64_t end = row->start.v + row->cue.length_frames;
    assert_ptr_equal(cues_spoken_at(&cues, row->start), row);
    assert_ptr_equal(cues_spoken_at(&cues, (struct ses_frame){end - 1}), row);
    assert_null(cues_spoken_at(&cues, (struct ses_frame){end}));
    assert_null(cues_spoken_at(&cues, (struct ses_frame){row->start.v - 1}));
    spoken++;
  }
  assert_true(spoken > 10);
}

/* ---- through the mixer ------------------------------------------------------------------------------------- */

/* Mixes a whole list, posted as the game posts it, in blocks of odd sizes, and notes every beginning. Session frame 0
** falls on mix frame base. */
static struct clicks heard_of(struct cues *cues, int64_t length, int64_t base) {
  static const int blocks[] = {512, 1, 333, 1024, 480, 77};
  struct clicks clicks = clicks_open();
  struct mixer *mixer = mix_create();
  struct clk_session clock = {0};
  assert_non_null(mixer);
  clk_session_start(&clock, (struct mix_frame){base});
  mix_set_generation(mixer, clock.generation);
  int64_t at = 0;
  cues_seek(cues, (struct ses_frame){INT64_MIN / 2});
  for (int k = 0; at < base + length; k++) {
    int frames = blocks[k % 6];
    cues_post(cues, mixer, &clock,
              clk_to_session(&clock, (struct mix_frame){at + frames + CUES_AHEAD_FRAMES}));
    clicks_mix(&clicks, mixer, frames, at);
    at += frames;
  }
  struct mix_counters counters = mix_counters(mixer);
  assert_int_equal(counters.started, cues->count);
  assert_int_equal(counters.late + counters.dropped_full + counters.dropped_generation, 0);
  mix_destroy(mixer);
  return clicks;
}

/* Every cue of the list, whatever it sounds like, made a click: it must begin on the frame the list says. */
static void check_frames(struct cues *cues, int64_t length, int64_t base) {
  for (int i = 0; i < cues->count; i++) {
    cues->rows[i].cue.sound = MIX_PROBE;
    cues->rows[i].cue.bus = MIX_INTERFACE;
    cues->rows[i].text = NULL; /* words too, spoken or not */
  }
  struct clicks clicks = heard_of(cues, length, base);
  int compared = 0, next = 0;
  for (int i = 0; i < cues->count; i++) {
    bool alone = i == 0 || cues->rows[i].start.v - cues->rows[i - 1].start.v > CLICKS_APART_FRAMES;
    if (!alone) continue; /* runs into the click before it */
    assert_true(next < clicks.count);
    assert_int_equal(clicks.at[next++], cues->rows[i].start.v + base);
    compared++;
  }
  assert_int_equal(next, clicks.count);
  assert_true(compared > 10);
}

static void every_cue_of_both_stretches_lies_on_its_exact_frame(void **state) {
  (void)state;
  static const double odd[][2] = {{4, 6}, {2.51, 3.57}};
  for (size_t r = 0; r < 2; r++) {
    for (size_t p = 0; p < 2; p++) {
      const struct plan *plan = app_plan(&arena, routines[r], 2, odd[p][0], odd[p][1], 165);
      struct cues cues = cues_of(plan, speech, SPEECH_FULL, false);
      check_frames(&cues, plan->length_frames + FRAMES_RATE_HZ, 12345);
      arena_clear(&arena);
    }
  }
}

static void the_sync_probe_clicks_on_the_first_frame_of_every_phase(void **state) {
  (void)state;
  const struct plan *plan = app_plan(&arena, "towel-roll", 1, 2.51, 3.57, 165);
  struct cues cues = cues_of(plan, speech, SPEECH_FULL, true);
  assert_int_equal(cues.count, plan->segment_count - 1); /* the last has no length */
  struct clicks clicks = heard_of(&cues, plan->length_frames, 0);
  assert_int_equal(clicks.count, cues.count);
  for (int i = 0; i < clicks.count; i++) assert_int_equal(clicks.at[i], plan->segments[i].start.v);
}

static void posting_stops_at_a_full_ring_and_goes_on_later(void **state) {
  (void)state;
  const struct plan *plan = app_plan(&arena, "towel-roll", 10, 0, 0, 0);
  struct cues cues = cues_of(plan, NULL, SPEECH_BELL_ONLY, false);
  struct mixer *mixer = mix_create();
  struct clk_session clock = {0};
  int posts = 0;
  for (int i = 0; i < cues.count; i++) cues.rows[i].cue.sound = MIX_PROBE;
  for (int64_t at = 0; cues.next < cues.count || !mix_idle(mixer); at += CLICKS_BLOCK_MAX) {
    int before = cues.next;
    int16_t block[2 * CLICKS_BLOCK_MAX] = {0};
    cues_post(&cues, mixer, &clock, (struct ses_frame){INT64_MAX / 2});
    assert_true(cues.next - before <= MIX_RING_CUES);
    posts += cues.next > before;
    mix_block(mixer, block, CLICKS_BLOCK_MAX, (struct mix_frame){at});
  }
  struct mix_counters counters = mix_counters(mixer);
  assert_int_equal(counters.started, cues.count);
  assert_int_equal(counters.late, 0);
  assert_true(posts >= (cues.count + MIX_RING_CUES - 1) / MIX_RING_CUES);
  mix_destroy(mixer);
}

static void seeking_skips_what_began_before(void **state) {
  (void)state;
  const struct plan *plan = app_plan(&arena, "overhead-reach", 2, 0, 0, 0);
  struct cues cues = cues_of(plan, NULL, SPEECH_BELL_ONLY, false);
  for (int i = 0; i < cues.count; i++) {
    cues_seek(&cues, cues.rows[i].start);
    assert_true(cues.next <= i && cues.rows[cues.next].start.v == cues.rows[i].start.v);
    cues_seek(&cues, (struct ses_frame){cues.rows[i].start.v + 1});
    assert_true(cues.next > i);
  }
  cues_seek(&cues, (struct ses_frame){INT64_MAX});
  assert_int_equal(cues.next, cues.count);
}

static int open_all(void **state) {
  if (app_catalog_open(state) != 0) return -1;
  const struct plan *plan = app_plan(&arena, "towel-roll", 10, 0, 0, 0);
  speech = speech_create(plan, &app_catalog.loc, "en", 1);
  if (speech) speech_ready(speech, true);
  return speech ? 0 : -1;
}

static int clear(void **state) {
  (void)state;
  arena_clear(&arena);
  return 0;
}

static int close_all(void **state) {
  speech_destroy(speech);
  return app_catalog_close(state);
}

#define TEST(name) cmocka_unit_test_teardown(name, clear)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(breaths_are_exactly_as_long_as_their_stretch),
      TEST(the_count_in_ticks_and_every_repetition_ends_with_its_bell),
      TEST(the_list_is_in_order_and_the_same_every_time),
      TEST(key_words_fall_on_their_phase_and_sentences_never_overlap),
      TEST(with_the_bell_only_nothing_is_said),
      TEST(without_a_voice_words_are_captions_and_nothing_of_them_is_posted),
      TEST(the_caption_is_what_is_in_the_air),
      TEST(every_cue_of_both_stretches_lies_on_its_exact_frame),
      TEST(the_sync_probe_clicks_on_the_first_frame_of_every_phase),
      TEST(posting_stops_at_a_full_ring_and_goes_on_later),
      TEST(seeking_skips_what_began_before),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
