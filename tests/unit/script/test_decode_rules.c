/* The decoders of rules against what a hostile worker may send: whatever comes, it ends with sound data, or
** with none and at least one finding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "decode_rules.h"
#include "record.h"
#include "utf8.h"
#include "wire_sample.h"

static const struct decode_words words = {NULL, NULL, "en"};

struct made {
  struct arena arena;
  struct diag_list list;
  struct wire_data data;
  struct wire_out out;
};

static bool decode_wire(struct made *made) {
  struct wire_in in = {made->out.bytes, made->out.bytes + made->out.size, false};
  return wire_decode(&in, &made->arena, &made->data) == 0;
}

static void unmake(struct made *made) {
  wire_out_clear(&made->out);
  diag_clear(&made->list);
  arena_clear(&made->arena);
}

/* A good streak; every member that is there. */
static void put_streak(struct wire_out *out) {
  size_t root = wire_put_table(out);
  sample_text(out, "id", "sample");
  sample_text(out, "title", "Sample");
  sample_text(out, "summary", "A sample");
  size_t state = sample_table(out, "state"), value = sample_table(out, "value");
  sample_number(out, "count", 3);
  sample_number(out, "best", 5);
  sample_number(out, "freezes", 1);
  sample_number(out, "week_start", 20780);
  sample_text(out, "headline", "3 weeks");
  sample_text(out, "best_words", "Best: 5");
  sample_text(out, "week_words", "2 of 5");
  size_t week = sample_table(out, "week");
  for (uint32_t i = 1; i <= 7; i++) {
    wire_put_index(out, i);
    wire_put_string(out, i == 3 ? "rest" : "done", 4);
  }
  wire_patch_table(out, week, 7);
  size_t lines = sample_table(out, "lines");
  wire_put_index(out, 1);
  wire_put_string(out, "Because", 7);
  wire_patch_table(out, lines, 1);
  size_t spans = sample_table(out, "spans"), span = sample_item(out, 1);
  sample_number(out, "from", 20700);
  sample_number(out, "to", 20706);
  sample_text(out, "note", "5 days");
  wire_patch_table(out, span, 3);
  wire_patch_table(out, spans, 1);
  wire_patch_table(out, value, 10);
  wire_patch_table(out, state, 1);
  wire_patch_table(out, root, 4);
}

static void put_badge(struct wire_out *out, uint32_t index, const char *id) {
  size_t badge = sample_item(out, index);
  sample_text(out, "id", id);
  sample_text(out, "title", "Badge");
  sample_text(out, "words", "For a sample");
  size_t emblem = sample_table(out, "emblem"), shape = sample_item(out, 1);
  sample_text(out, "form", "leaf");
  sample_text(out, "tone", "green");
  sample_number(out, "x", -0.5);
  sample_number(out, "turn", 30);
  wire_patch_table(out, shape, 4);
  wire_patch_table(out, emblem, 1);
  size_t progress = sample_table(out, "progress");
  sample_number(out, "done", 2);
  sample_number(out, "goal", 7);
  sample_text(out, "words", "2 of 7");
  wire_patch_table(out, progress, 3);
  wire_patch_table(out, badge, 5);
}

static void put_badges(struct wire_out *out) {
  size_t root = wire_put_table(out);
  put_badge(out, 1, "one");
  put_badge(out, 2, "two");
  wire_patch_table(out, root, 2);
}

static const struct streak *as_streak(struct made *made) {
  struct reader reader = {&made->list, &made->arena, "sample.lua"};
  struct reader_at root = reader_root(&made->data, NULL);
  return decode_streak(&reader, &root, &words);
}

static bool as_badges(struct made *made, struct badge_list *out) {
  struct reader reader = {&made->list, &made->arena, "sample.lua"};
  struct reader_at root = reader_root(&made->data, NULL);
  return decode_badges(&reader, &root, &words, out);
}

/* ---- good values ---- */

static void test_a_streak_is_read_whole(void **state) {
  (void)state;
  struct made made = {.out = {.limit = 1 << 20}};
  put_streak(&made.out);
  assert_true(decode_wire(&made));
  const struct streak *streak = as_streak(&made);
  assert_non_null(streak);
  assert_int_equal(made.list.count, 0);
  assert_string_equal(streak->rule, "sample");
  assert_int_equal(streak->count, 3);
  assert_int_equal(streak->best, 5);
  assert_int_equal(streak->freezes, 1);
  assert_int_equal(streak->week_start, 20780);
  assert_int_equal(streak->week[2], STREAK_REST);
  assert_int_equal(streak->line_count, 1);
  assert_int_equal(streak->span_count, 1);
  assert_int_equal(streak->spans[0].to, 20706);
  assert_string_equal(streak->spans[0].note, "5 days");
  unmake(&made);
}

static void test_badges_are_read_whole(void **state) {
  (void)state;
  struct made made = {.out = {.limit = 1 << 20}};
  struct badge_list badges;
  put_badges(&made.out);
  assert_true(decode_wire(&made));
  assert_true(as_badges(&made, &badges));
  assert_int_equal(made.list.count, 0);
  assert_int_equal(badges.count, 2);
  const struct badge *badge = &badges.badges[1];
  assert_string_equal(badge->id, "two");
  assert_true(badge->done == 2 && badge->goal == 7);
  assert_string_equal(badge->progress_words, "2 of 7");
  assert_string_equal(badge->file, "sample.lua");
  assert_false(badge->hidden_until_earned);
  assert_int_equal(badge->emblem.count, 1);
  assert_int_equal(badge->emblem.shapes[0].form, EMBLEM_LEAF);
  assert_true(badge->emblem.shapes[0].size == 1); /* where nothing is said */
  unmake(&made);
}

static void test_a_rule_that_failed_is_a_finding_with_its_line(void **state) {
  (void)state;
  struct made made = {.out = {.limit = 1 << 20}};
  struct badge_list badges;
  size_t root = wire_put_table(&made.out);
  put_badge(&made.out, 1, "one");
  size_t two = sample_item(&made.out, 2);
  sample_text(&made.out, "id", "two");
  sample_text(&made.out, "title", "T");
  sample_text(&made.out, "words", "W");
  size_t emblem = sample_table(&made.out, "emblem"), shape = sample_item(&made.out, 1);
  sample_text(&made.out, "form", "disc");
  sample_text(&made.out, "tone", "sun");
  wire_patch_table(&made.out, shape, 2);
  wire_patch_table(&made.out, emblem, 1);
  size_t progress = sample_table(&made.out, "progress");
  sample_text(&made.out, "fault", "went wrong");
  sample_number(&made.out, "line", 42);
  wire_patch_table(&made.out, progress, 2);
  wire_patch_table(&made.out, two, 5);
  wire_patch_table(&made.out, root, 2);
  assert_true(decode_wire(&made));
  assert_true(as_badges(&made, &badges));
  assert_int_equal(badges.count, 1);
  assert_int_equal(made.list.count, 1);
  assert_int_equal(made.list.rows[0].line, 42);
  assert_string_equal(made.list.rows[0].text, "[2].progress: went wrong");
  unmake(&made);
}

/* ---- broken values ---- */

static bool good_text(const char *text, size_t max) {
  return text && strlen(text) <= max && utf8_valid(text, strlen(text));
}

static void check_streak(const struct streak *s) {
  assert_true(good_text(s->rule, 48) && good_text(s->title, 200) && good_text(s->summary, 300));
  assert_true(good_text(s->headline, DECODE_LINE_MAX) && good_text(s->best_words, DECODE_LINE_MAX) &&
              good_text(s->week_words, DECODE_LINE_MAX));
  assert_true(s->count >= 0 && s->best >= s->count && s->freezes >= -1 && s->freezes <= 100);
  for (int i = 0; i < STREAK_LEAVES; i++) assert_true((unsigned)s->week[i] < STREAK_LEAVES_KINDS);
  assert_true(s->line_count >= 0 && s->line_count <= STREAK_LINES_MAX);
  for (int i = 0; i < s->line_count; i++) assert_true(good_text(s->lines[i], DECODE_LINE_MAX));
  assert_true(s->span_count >= 0 && s->span_count <= STREAK_SPANS_MAX);
  for (int i = 0; i < s->span_count; i++) {
    assert_true(s->spans[i].from <= s->spans[i].to);
    assert_true(good_text(s->spans[i].note, DECODE_LINE_MAX));
  }
}

static void check_badge(const struct badge *b) {
  assert_true(good_text(b->id, 48) && good_text(b->title, RECORD_TEXT_SIZE - 1) &&
              good_text(b->words, RECORD_TEXT_SIZE - 1) && good_text(b->progress_words, DECODE_LINE_MAX));
  assert_true(isfinite(b->done) && isfinite(b->goal) && b->done >= 0 && b->goal > 0);
  assert_true(emblem_good(&b->emblem) && b->emblem.count > 0);
}

static uint32_t next_random(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

/* Bytes changed, numbers made odd: what still can be read as a message is decoded as both kinds. */
static void mutate(void (*put)(struct wire_out *), uint32_t *seed, int *read) {
  struct made made = {.out = {.limit = 1 << 20}};
  put(&made.out);
  for (int n = 1 + (int)(next_random(seed) % 4); n > 0; n--)
    made.out.bytes[next_random(seed) % made.out.size] = (unsigned char)next_random(seed);
  if (decode_wire(&made)) {
    struct badge_list badges;
    ++*read;
    const struct streak *streak = as_streak(&made);
    assert_true(streak != NULL || made.list.errors > 0);
    if (streak) check_streak(streak);
    int before = made.list.errors;
    bool some = as_badges(&made, &badges);
    assert_true(some || made.list.errors > before);
    for (int i = 0; i < badges.count; i++) check_badge(&badges.badges[i]);
  }
  unmake(&made);
}

static void test_mutated_answers_end_sound_or_refused(void **state) {
  (void)state;
  uint32_t seed = 20261122;
  int read = 0;
  for (int i = 0; i < 3000; i++) mutate(i % 2 ? put_streak : put_badges, &seed, &read);
  assert_in_range(read, 400, 3000); /* the mutations are not all caught before the decoders */
}

static void test_nothing_at_all_is_refused(void **state) {
  (void)state;
  static const char *const kinds[] = {"T", "F", "S\3\0\0\0abc", "{\0\0\0\0"};
  static const size_t sizes[] = {1, 1, 8, 5};
  for (int i = 0; i < 4; i++) {
    struct made made = {.out = {.limit = 64}};
    struct badge_list badges;
    wire_put_bytes(&made.out, kinds[i], sizes[i]);
    assert_true(decode_wire(&made));
    assert_null(as_streak(&made));
    as_badges(&made, &badges);
    assert_int_equal(badges.count, 0);
    assert_true(made.list.errors >= 2);
    unmake(&made);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_a_streak_is_read_whole),
      cmocka_unit_test(test_badges_are_read_whole),
      cmocka_unit_test(test_a_rule_that_failed_is_a_finding_with_its_line),
      cmocka_unit_test(test_mutated_answers_end_sound_or_refused),
      cmocka_unit_test(test_nothing_at_all_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
