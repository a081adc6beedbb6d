/* A fact as a line of JSON: what is written is read again without loss, and anything else is refused by name.
** */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdlib.h>

#include "err.h"
#include "facts.h"
#include "line.h"

static const char device[] = "00112233445566778899aabbccddeeff";

static const char feeling[] = "{\"kind\":\"feeling\",\"id\":\"0123456789abcdef0123456789abcdef\","
                              "\"device\":\"00112233445566778899aabbccddeeff\",\"utc_ms\":1774771200000,"
                              "\"offset_s\":7200,\"day\":\"2026-03-29\","
                              "\"session\":\"ffffffffffffffffffffffffffffffff\",\"after\":true,\"face\":4}";

static void a_fact_is_written_as_people_can_read_it(void **state) {
  (void)state;
  struct record fact;
  char text[LINE_SIZE];
  assert_int_equal(line_parse(feeling, strlen(feeling), &fact), 0);
  assert_int_equal(fact.kind, RECORD_FEELING);
  assert_int_equal(fact.when.day, civil_days(2026, 3, 29));
  assert_true(fact.as.feeling.after);
  assert_int_equal(fact.as.feeling.face, 4);
  assert_string_equal(line_print(&fact, text, sizeof text), feeling);
}

static void ten_thousand_random_facts_come_back_without_loss(void **state) {
  (void)state;
  struct facts_dice dice = {20261122};
  for (int i = 0; i < 10000; i++) {
    struct record fact = facts_make(&dice, (enum record_kind)(i % RECORD_KINDS), device), back;
    char text[LINE_SIZE];
    assert_null(record_fault(&fact));
    assert_non_null(line_print(&fact, text, sizeof text));
    assert_null(strchr(text, '\n'));
    assert_int_equal(line_parse(text, strlen(text), &back), 0);
    /* Both were made from zeroed memory; the numbers are compared bit by bit. */
    assert_int_equal(back.when.utc_ms, fact.when.utc_ms);
    if (fact.kind == RECORD_SET) {
      assert_memory_equal(&back.as.set.pace_in_s, &fact.as.set.pace_in_s, 3 * sizeof(double));
      assert_string_equal(back.as.set.author, fact.as.set.author);
    }
    if (fact.kind == RECORD_BADGE)
      assert_memory_equal(back.as.badge.emblem.shapes, fact.as.badge.emblem.shapes,
                          (size_t)fact.as.badge.emblem.count * sizeof(struct emblem_shape));
    assert_true(line_same(&fact, &back));
    char id[RECORD_ID_SIZE];
    assert_true(line_id(text, strlen(text), id));
    assert_string_equal(id, fact.id);
  }
}

static void every_member_makes_two_facts_different(void **state) {
  (void)state;
  struct facts_dice dice = {7};
  struct record a = facts_make(&dice, RECORD_SET, device), b = a;
  assert_true(line_same(&a, &b));
  b.as.set.pauses++;
  assert_false(line_same(&a, &b));
  b = a;
  b.when.offset_s++;
  assert_false(line_same(&a, &b));
  b = a;
  b.as.set.range_deg += 1e-13;
  assert_false(line_same(&a, &b));
}

/* `feeling` with one piece replaced; the result belongs to the next call. */
static const char *with(const char *piece, const char *by) {
  static char text[2 * LINE_SIZE];
  const char *at = strstr(feeling, piece);
  assert_non_null(at);
  snprintf(text, sizeof text, "%.*s%s%s", (int)(at - feeling), feeling, by, at + strlen(piece));
  return text;
}

static void what_is_wrong_is_named(void **state) {
  (void)state;
  static const struct {
    const char *piece, *by, *said;
  } rows[] = {
      {"\"feeling\"", "\"mood\"", "kind \"mood\" is not known"},
      {"\"kind\":\"feeling\",", "", "kind is missing"},
      {"\"feeling\"", "7", "kind is missing"},
      {"\"utc_ms\":1774771200000,", "", "utc_ms is missing"},
      {"1774771200000", "\"1774771200000\"", "utc_ms must be a number"},
      {"1774771200000", "1774771200000.5", "utc_ms must be a number"},
      {"1774771200000", "99999999999999999999999", "utc_ms is outside its limits"},
      {"7200", "null", "offset_s must be a number"},
      {"7200", "4294974496", "offset_s must be a whole number"},
      {"7200", "200000", "offset_s is outside its limits"},
      {"2026-03-29", "2026-02-29", "day must be a date"},
      {"2026-03-29", "29.3.2026", "day must be a date"},
      {"0123456789abcdef0123456789abcdef", "0123456789ABCDEF0123456789abcdef", "id is outside"},
      {"0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef0", "id must be a shorter text"},
      {"ffffffffffffffffffffffffffffffff", "", "session is outside"},
      {"true", "1", "after must be a true or false value"},
      {":4", ":6", "face is outside its limits"},
      {":4", ":0", "face is outside its limits"},
      {":4", ":4,\"more\":1", "a feeling has no member \"more\""},
      {":4", ":4,\"face\\u0000\":1", "a member stands there twice"},
      {":4", ":4,\"face\":4", "a member stands there twice"},
      {":4", ":4,\"reps_done\":1", "a feeling has no member \"reps_done\""},
      {":4}", ":4", "not one JSON object"},
      {":4}", ":4}}", "not one JSON object"},
      {":4}", ":4} {}", "not one JSON object"},
      {":4", ":NaN", "face must be"},
      {":4", ":[[[[4]]]]", "not one JSON object"},
      {"{", "[", "not one JSON object"},
  };
  struct record fact;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const char *text = with(rows[i].piece, rows[i].by);
    if (line_parse(text, strlen(text), &fact) != ERR_NO || !strstr(err_text(), rows[i].said))
      fail_msg("%s: %s", text, err_text());
  }
  assert_int_equal(line_parse("", 0, &fact), ERR_NO);
  assert_int_equal(line_parse("{\"kind\":\"\xFF\"}", 12, &fact), ERR_NO);
}

static void a_broken_byte_anywhere_breaks_the_seal(void **state) {
  (void)state;
  struct facts_dice dice = {99};
  struct record fact = facts_make(&dice, RECORD_SET, device), back;
  char text[LINE_SIZE];
  line_seal(&fact, text, sizeof text);
  size_t n = strlen(text);
  assert_int_equal(line_unseal(text, n, &back), 0);
  assert_true(line_same(&fact, &back));
  for (size_t at = 0; at < n; at++) {
    text[at] ^= 4;
    assert_int_equal(line_unseal(text, n, &back), ERR_NO);
    text[at] ^= 4;
    assert_int_equal(line_unseal(text, at, &back), ERR_NO); /* cut there */
  }
  assert_int_equal(line_unseal(text, n + 1, &back), ERR_NO);
}

static void the_checksum_is_the_one_of_zip(void **state) {
  (void)state;
  assert_int_equal(line_crc("123456789", 9), 0xCBF43926u);
  assert_int_equal(line_crc("", 0), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_fact_is_written_as_people_can_read_it),
      cmocka_unit_test(ten_thousand_random_facts_come_back_without_loss),
      cmocka_unit_test(every_member_makes_two_facts_different),
      cmocka_unit_test(what_is_wrong_is_named),
      cmocka_unit_test(a_broken_byte_anywhere_breaks_the_seal),
      cmocka_unit_test(the_checksum_is_the_one_of_zip),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
