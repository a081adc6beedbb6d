/* UTF-8 from outside: what is well formed, where to cut, and how to print the rest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "utf8.h"

static const char *const good[] = {"",
                                   "plain",
                                   "\xC2\x80",
                                   "\xDF\xBF",
                                   "\xE0\xA0\x80",
                                   "\xED\x9F\xBF",
                                   "\xEE\x80\x80",
                                   "\xF0\x90\x80\x80",
                                   "\xF4\x8F\xBF\xBF"};
static const char *const bad[] = {"\x80",
                                  "\xC0\xAF",
                                  "\xC1\xBF",
                                  "\xC2",
                                  "\xE0\x9F\xBF",
                                  "\xED\xA0\x80",
                                  "\xED\xBF\xBF",
                                  "\xE2\x80",
                                  "\xE2\x28\xA1",
                                  "\xF0\x8F\xBF\xBF",
                                  "\xF4\x90\x80\x80",
                                  "\xF5\x80\x80\x80",
                                  "\xFF",
                                  "ok\xFE"};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void well_formed_text_is_known(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(good); i++) assert_true(utf8_valid(good[i], strlen(good[i])));
  assert_true(utf8_valid("a\0b", 3));
}

static void malformed_text_is_known(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(bad); i++) assert_false(utf8_valid(bad[i], strlen(bad[i])));
}

static void a_cut_never_splits_a_character(void **state) {
  (void)state;
  const char *text = "a\xC3\xA9\xE2\x80\xA6\xF0\x9F\x99\x82z"; /* 1, 2, 3, 4 and 1 bytes */
  static const size_t kept[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11};
  for (size_t max = 0; max < COUNT(kept); max++) {
    char copy[16];
    strcpy(copy, text);
    utf8_cut(copy, max);
    assert_int_equal(strlen(copy), kept[max]);
    assert_true(utf8_valid(copy, strlen(copy)));
  }
}

static void characters_are_read_one_by_one(void **state) {
  (void)state;
  const char *text = "a\xC3\xA9\xFF\xE2\x80\xA6\xE2\x80";
  static const uint32_t codes[] = {'a', 0xE9, 0xFFFD, 0x2026, 0xFFFD, 0xFFFD, 0, 0};
  for (size_t i = 0; i < COUNT(codes); i++) assert_int_equal(utf8_next(&text), codes[i]);
}

static void what_cannot_be_printed_is_escaped(void **state) {
  (void)state;
  char out[64];
  const char text[] = "a\n\x1B[31m\x7F\xFF\xC3\xA9\0z";
  assert_string_equal(utf8_printable(text, sizeof text - 1, out, sizeof out),
                      "a\\x0A\\x1B[31m\\x7F\\xFF\xC3\xA9\\x00z");
}

static void two_byte_control_characters_are_escaped_whole(void **state) {
  (void)state;
  char out[64];
  assert_string_equal(utf8_printable("a\xC2\x85z", 4, out, sizeof out), "a\\xC2\\x85z");
}

static void long_lines_are_cut_with_an_ellipsis(void **state) {
  (void)state;
  char out[9];
  assert_string_equal(utf8_printable("12345", 5, out, sizeof out), "12345");
  assert_string_equal(utf8_printable("123456789", 9, out, sizeof out), "12345\xE2\x80\xA6");
}

static void every_size_and_content_stays_inside_and_well_formed(void **state) {
  (void)state;
  uint32_t seed = 5;
  for (int round = 0; round < 5000; round++) {
    char text[40], out[48];
    size_t size = 8 + (size_t)(round % 33);
    for (size_t i = 0; i < sizeof text; i++) {
      seed = seed * 1664525u + 1013904223u;
      text[i] = (char)(round % 2 ? seed >> 24 : 0xC2 + ((seed >> 24) & 1 ? 0 : 0xC3));
    }
    memset(out, '#', sizeof out);
    utf8_printable(text, sizeof text, out, size);
    assert_true(strlen(out) < size);
    assert_true(utf8_valid(out, strlen(out)));
    for (size_t i = size; i < sizeof out; i++) assert_int_equal(out[i], '#');
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(well_formed_text_is_known),
      cmocka_unit_test(malformed_text_is_known),
      cmocka_unit_test(a_cut_never_splits_a_character),
      cmocka_unit_test(characters_are_read_one_by_one),
      cmocka_unit_test(what_cannot_be_printed_is_escaped),
      cmocka_unit_test(two_byte_control_characters_are_escaped_whole),
      cmocka_unit_test(long_lines_are_cut_with_an_ellipsis),
      cmocka_unit_test(every_size_and_content_stays_inside_and_well_formed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
