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
  spell_read(text, false, &spell);
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
    spell_read(empty[i], false, &spell);
    assert_false(spell.speakable);
    assert_string_equal(spell.text, "");
  }
  spell_read("5", false, &spell);
  assert_true(spell.speakable);
}

static void long_text_is_cut_at_a_word_and_a_key_beyond_is_no_key(void **state) {
  (void)state;
  char text[3000] = "";
  for (int i = 0; i < 200; i++) strcat(text, "breathe ");
  strcat(text, "[in]");
  struct spell spell;
  spell_read(text, false, &spell);
  assert_int_equal(strlen(spell.text), 50 * 8 - 1);
  assert_string_equal(spell.text + strlen(spell.text) - 8, " breathe");
  assert_int_equal(spell.key_at, -1);
  strcpy(text, "[Now] ");
  for (int i = 0; i < 200; i++) strcat(text, "exhaling ");
  spell_read(text, false, &spell);
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
  spell_read(text, false, &spell);
  assert_int_equal(strlen(spell.text), SPELL_TEXT_MAX);
}

static void own_letters_stay_and_signs_go(void **state) {
  (void)state;
  const char *const pairs[][2] = {{"L\xC3\xA4nge \xE2\x80\x93 gr\xC3\xB6\xC3\x9F"
                                   "er",
                                   "L\xC3\xA4nge gr\xC3\xB6\xC3\x9F"
                                   "er"},
                                  {"\xD0\x92\xD0\xB4\xD0\xBE\xD1\x85!", "\xD0\x92\xD0\xB4\xD0\xBE\xD1\x85!"},
                                  {"\xE5\x90\xB8\xE3\x80\x82\xE6\xB0\x94", "\xE5\x90\xB8 \xE6\xB0\x94"},
                                  {"<b>&amp;</b>\xE2\x86\x92\xF0\x9F\x98\x80\xFFx", "b amp; b x"}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    struct spell spell;
    spell_read(pairs[i][0], true, &spell);
    assert_string_equal(spell.text, pairs[i][1]);
    assert_true(spell.speakable);
  }
}

static void a_key_of_own_letters_is_found_at_its_byte(void **state) {
  (void)state;
  struct spell spell;
  spell_read("\xC3\xBC"
             "ber [\xC3\xA4rmel]",
             true, &spell);
  assert_int_equal(spell.key_at, 6);
}

static void own_letters_are_cut_whole(void **state) {
  (void)state;
  char text[SPELL_TEXT_MAX + 60] = "x";
  for (int i = 1; i + 1 < SPELL_TEXT_MAX + 50; i += 2) memcpy(text + i, "\xC3\xA4", 3);
  struct spell spell;
  spell_read(text, true, &spell);
  assert_int_equal(strlen(spell.text), SPELL_TEXT_MAX - 1); /* one byte left: no room for a letter of two */
  assert_int_equal((unsigned char)spell.text[SPELL_TEXT_MAX - 2], 0xA4);
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
      cmocka_unit_test(own_letters_stay_and_signs_go),
      cmocka_unit_test(a_key_of_own_letters_is_found_at_its_byte),
      cmocka_unit_test(own_letters_are_cut_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
