/* Reading a cue: where its key word is, and what of it can be spoken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "spell.h"

static void assert_reads(const char *text, const char *spoken, int key_at) {
  struct spell spell;
  spell_read(text, &spell);
  assert_string_equal(spell.text, spoken);
  assert_int_equal(spell.key_at, key_at);
}

static void plain_text_stays_as_it_is_and_has_no_key(void **state) {
  (void)state;
  assert_reads("Reach up, it's 5 more.", "Reach up, it's 5 more.", -1);
}

static void brackets_mark_where_the_key_word_begins(void **state) {
  (void)state;
  assert_reads("Breathe [in]", "Breathe in", 8);
  assert_reads("[Out], slowly", "Out, slowly", 0);
  assert_reads("Now [breathe out] slowly", "Now breathe out slowly", 4);
  assert_reads("Now [ \"out\" ]", "Now out", 4);
}

static void only_the_first_key_counts_and_odd_brackets_do_no_harm(void **state) {
  (void)state;
  assert_reads("[up] and [down]", "up and down", 0);
  assert_reads("] up [down", "up down", 3);
  assert_reads("[[up]]", "up", 0);
  assert_reads("go [] on", "go on", -1);
  assert_reads("go []on [up]", "go on up", 6);
}

static void signs_of_typography_become_plain_ones(void **state) {
  (void)state;
  assert_reads("Don\xE2\x80\x99t rush \xE2\x80\x94 slowly\xE2\x80\xA6", "Don't rush slowly,", -1);
  assert_reads("Caf\xC3\xA9 na\xC3\xAFve \xC3\x9C"
               "ber",
               "Cafe naive Uber", -1);
}

static void what_nobody_can_say_becomes_space(void **state) {
  (void)state;
  assert_reads("  a\t<b>\n&  c  ", "a b c", -1);
  assert_reads("up \xF0\x9F\x98\x80 [down] \xE4\xB8\x8B", "up down", 3);
  assert_reads("up\xFF\xC3[down]\x80", "up down", 3);
  assert_reads("-- ... !? up!!! ,,down", "up! down", -1);
}

static void without_a_letter_or_figure_it_is_not_speakable(void **state) {
  (void)state;
  const char *const empty[] = {"", " ", "[]", "...", "\xE2\x80\x94", "\xE4\xB8\x8B", "\xFF\xFE"};
  struct spell spell;
  for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
    spell_read(empty[i], &spell);
    assert_false(spell.speakable);
    assert_string_equal(spell.text, "");
  }
  spell_read("5", &spell);
  assert_true(spell.speakable);
}

static void long_text_is_cut_at_a_word_and_a_key_beyond_is_no_key(void **state) {
  (void)state;
  char text[3000] = "";
  for (int i = 0; i < 200; i++) strcat(text, "breathe ");
  strcat(text, "[in]");
  struct spell spell;
  spell_read(text, &spell);
  assert_int_equal(strlen(spell.text), 50 * 8 - 1);
  assert_string_equal(spell.text + strlen(spell.text) - 8, " breathe");
  assert_int_equal(spell.key_at, -1);
  strcpy(text, "[Now] ");
  for (int i = 0; i < 200; i++) strcat(text, "exhaling ");
  spell_read(text, &spell);
  assert_int_equal(spell.key_at, 0);
  assert_true(strlen(spell.text) > SPELL_TEXT_MAX - 10 && strlen(spell.text) <= SPELL_TEXT_MAX);
  assert_string_equal(spell.text + strlen(spell.text) - 9, " exhaling");
}

static void one_endless_word_is_cut_anywhere(void **state) {
  (void)state;
  char text[1000];
  memset(text, 'o', sizeof text);
  text[sizeof text - 1] = '\0';
  struct spell spell;
  spell_read(text, &spell);
  assert_int_equal(strlen(spell.text), SPELL_TEXT_MAX);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(plain_text_stays_as_it_is_and_has_no_key),
      cmocka_unit_test(brackets_mark_where_the_key_word_begins),
      cmocka_unit_test(only_the_first_key_counts_and_odd_brackets_do_no_harm),
      cmocka_unit_test(signs_of_typography_become_plain_ones),
      cmocka_unit_test(what_nobody_can_say_becomes_space),
      cmocka_unit_test(without_a_letter_or_figure_it_is_not_speakable),
      cmocka_unit_test(long_text_is_cut_at_a_word_and_a_key_beyond_is_no_key),
      cmocka_unit_test(one_endless_word_is_cut_anywhere),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
