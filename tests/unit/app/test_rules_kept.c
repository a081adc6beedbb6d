/* What the rules said comes back from text to the letter, and only for the very question that it answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "app_catalog.h"
#include "rules.h"
#include "rules_kept.h"

#define TODAY 20777

static struct hist_day days[3] = {{.day = TODAY - 2, .sessions = 1, .sets = 1, .reps = 5, .practised_s = 100},
                                  {.day = TODAY - 1, .sessions = 1, .sets = 1, .reps = 5, .practised_s = 100},
                                  {.day = TODAY, .sessions = 2, .sets = 2, .reps = 10, .practised_s = 200}};
static struct hist hist = {.days = days, .day_count = 3, .totals = {.days = 3, .sessions = 4, .sets = 4}};

static const char *const home = TEST_BINARY_DIR "/tests/home";

static void same_text(const char *a, const char *b) {
  assert_string_equal(a ? a : "", b ? b : "");
}

static void assert_same(const struct rules_result *a, const struct rules_result *b) {
  assert_non_null(a->streak);
  assert_non_null(b->streak);
  same_text(a->streak->rule, b->streak->rule);
  same_text(a->streak->headline, b->streak->headline);
  same_text(a->streak->best_words, b->streak->best_words);
  same_text(a->streak->week_words, b->streak->week_words);
  same_text(a->streak->summary, b->streak->summary);
  assert_int_equal(a->streak->count, b->streak->count);
  assert_int_equal(a->streak->best, b->streak->best);
  assert_int_equal(a->streak->freezes, b->streak->freezes);
  assert_int_equal(a->streak->week_start, b->streak->week_start);
  assert_memory_equal(a->streak->week, b->streak->week, sizeof a->streak->week);
  assert_int_equal(a->streak->line_count, b->streak->line_count);
  for (int i = 0; i < a->streak->line_count; i++) same_text(a->streak->lines[i], b->streak->lines[i]);
  assert_int_equal(a->streak->span_count, b->streak->span_count);
  for (int i = 0; i < a->streak->span_count; i++) {
    assert_int_equal(a->streak->spans[i].from, b->streak->spans[i].from);
    assert_int_equal(a->streak->spans[i].to, b->streak->spans[i].to);
    same_text(a->streak->spans[i].note, b->streak->spans[i].note);
  }
  assert_int_equal(a->badges.count, b->badges.count);
  assert_true(a->badges.count >= 20);
  for (int i = 0; i < a->badges.count; i++) {
    const struct badge *x = &a->badges.badges[i], *y = &b->badges.badges[i];
    char one[EMBLEM_TEXT_SIZE], two[EMBLEM_TEXT_SIZE];
    same_text(x->id, y->id);
    same_text(x->title, y->title);
    same_text(x->words, y->words);
    same_text(x->progress_words, y->progress_words);
    same_text(emblem_print(&x->emblem, one, sizeof one), emblem_print(&y->emblem, two, sizeof two));
    assert_true(x->done == y->done && x->goal == y->goal);
    assert_int_equal(x->hidden_until_earned, y->hidden_until_earned);
  }
}

static bool remembered; /* the last answer was not asked for */

/* Asks the real rules; what they said as text, to be freed. */
static char *asked(struct rules *rules, const struct hist *about, int32_t today, const char *memory) {
  if (rules_open(rules, &app_catalog, home) != 0) fail_msg("%s", err_text());
  rules_remember(rules, memory);
  assert_int_equal(rules_update(rules, about, today, ""), 0);
  remembered = rules->known;
  assert_non_null(rules_wait(rules)->streak);
  return rules_memory(rules);
}

static void an_answer_comes_back_to_the_letter(void **state) {
  (void)state;
  struct rules first, second;
  char *memory = asked(&first, &hist, TODAY, NULL);
  assert_non_null(memory);
  assert_false(remembered);
  assert_null(asked(&second, &hist, TODAY, memory)); /* nothing new to be remembered */
  assert_true(remembered);
  assert_same(&first.results[first.shown], &second.results[second.shown]);
  free(memory);
  rules_close(&first);
  rules_close(&second);
}

/* The same rules object, twice: the second time it remembers by itself. */
static void what_was_just_asked_is_not_asked_again(void **state) {
  (void)state;
  struct rules rules;
  char *memory = asked(&rules, &hist, TODAY, NULL);
  assert_int_equal(rules_update(&rules, &hist, TODAY, ""), 0);
  assert_true(rules.known);
  assert_non_null(rules_wait(&rules)->streak);
  assert_int_equal(rules_update(&rules, &hist, TODAY + 1, ""), 0);
  assert_false(rules.known);
  rules_wait(&rules);
  free(memory);
  rules_close(&rules);
}

static void another_question_is_asked(void **state) {
  (void)state;
  struct rules first, other;
  char *memory = asked(&first, &hist, TODAY, NULL), *fresh;
  rules_close(&first);
  free(asked(&other, &hist, TODAY + 1, memory)); /* tomorrow */
  assert_false(remembered);
  rules_close(&other);
  days[1].ease_offs = 1; /* one more thing that was done */
  fresh = asked(&other, &hist, TODAY, memory);
  days[1].ease_offs = 0;
  assert_non_null(fresh);
  assert_string_not_equal(fresh, memory);
  free(fresh);
  rules_close(&other);
  assert_int_equal(rules_open(&other, &app_catalog, home), 0);
  rules_remember(&other, memory);
  assert_int_equal(rules_update(&other, &hist, TODAY, "daily"), 0); /* another rule */
  assert_false(other.known);
  assert_string_equal(rules_wait(&other)->streak->rule, "daily");
  rules_close(&other);
  free(memory);
}

static void every_part_of_the_question_has_a_name_of_its_own(void **state) {
  (void)state;
  const struct source one = {.file = "a.lua", .bytes = "return 1", .size = 8},
                      two = {"a.lua", "return 2", 8, 0};
  const struct source *a[] = {&one}, *b[] = {&two};
  char base[RULES_KEPT_QUESTION], other[RULES_KEPT_QUESTION];
  rules_kept_question(&hist, TODAY, "", &app_catalog, a, 1, base);
  rules_kept_question(&hist, TODAY, "", &app_catalog, a, 1, other);
  assert_string_equal(base, other);
  assert_int_equal(strlen(base), 32);
  rules_kept_question(&hist, TODAY, "", &app_catalog, b, 1, other);
  assert_string_not_equal(base, other);
  rules_kept_question(&hist, TODAY, "x", &app_catalog, a, 1, other);
  assert_string_not_equal(base, other);
  rules_kept_question(&hist, TODAY, "", &app_catalog, a, 0, other);
  assert_string_not_equal(base, other);
}

/* Cut off anywhere, or with any byte another one: it is the answer or none, and never a crash. */
static void damaged_text_is_no_answer(void **state) {
  (void)state;
  struct rules rules;
  struct rules_result result = {0};
  char *memory = asked(&rules, &hist, TODAY, NULL), question[RULES_KEPT_QUESTION];
  snprintf(question, sizeof question, "%s", rules.question);
  size_t size = strlen(memory);
  assert_true(rules_kept_parse(memory, question, &result));
  assert_same(&result, &rules.results[rules.shown]);
  arena_clear(&result.arena);
  result = (struct rules_result){0};
  for (size_t i = 0; i < size; i += 97) {
    char kept = memory[i];
    memory[i] = '\0';
    assert_false(rules_kept_parse(memory, question, &result));
    memory[i] = (char)(kept ^ 0x11);
    if (rules_kept_parse(memory, question, &result)) arena_clear(&result.arena);
    result = (struct rules_result){0};
    memory[i] = kept;
  }
  assert_false(rules_kept_parse("", question, &result));
  assert_false(rules_kept_parse("[]", question, &result));
  assert_false(rules_kept_parse(memory, "", &result));
  assert_false(rules_kept_parse(memory, "00000000000000000000000000000000", &result));
  free(memory);
  rules_close(&rules);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_answer_comes_back_to_the_letter),
      cmocka_unit_test(what_was_just_asked_is_not_asked_again),
      cmocka_unit_test(another_question_is_asked),
      cmocka_unit_test(every_part_of_the_question_has_a_name_of_its_own),
      cmocka_unit_test(damaged_text_is_no_answer),
  };
  return cmocka_run_group_tests(tests, app_catalog_open, app_catalog_close);
}
