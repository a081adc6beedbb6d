/* Which facts are good: each member at its limits, beyond them, and in the words of files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>

#include "facts.h"

static const char device[] = "00112233445566778899aabbccddeeff";

static struct record fact_of(enum record_kind kind) {
  struct facts_dice dice = {42};
  return facts_make(&dice, kind, device);
}

static void random_facts_of_every_kind_are_good(void **state) {
  (void)state;
  struct facts_dice dice = {1};
  for (int i = 0; i < 3000; i++) {
    struct record fact = facts_make(&dice, (enum record_kind)(i % RECORD_KINDS), device);
    assert_null(record_fault(&fact));
  }
}

static void kinds_have_names_there_and_back(void **state) {
  (void)state;
  for (enum record_kind kind = 0; kind < RECORD_KINDS; kind++)
    assert_int_equal(record_kind_of(record_kind_name(kind)), kind);
  assert_string_equal(record_kind_name(RECORD_LEAVE_END), "leave_end");
  assert_int_equal(record_kind_of("sets"), RECORD_KINDS);
  assert_int_equal(record_kind_of(""), RECORD_KINDS);
}

static void an_id_is_32_small_hexadecimal_digits(void **state) {
  (void)state;
  char id[RECORD_ID_SIZE + 1] = "00112233445566778899aabbccddeeff";
  assert_true(record_id_good(id));
  id[31] = 'F';
  assert_false(record_id_good(id));
  id[31] = 'g';
  assert_false(record_id_good(id));
  id[31] = '\0';
  assert_false(record_id_good(id));
  id[31] = id[32] = 'f';
  assert_false(record_id_good(id));
}

static void expect_fault(const char *said, const char *fault, const char *what) {
  bool same = fault && said ? strcmp(said, fault) == 0 : fault == said;
  if (!same) fail_msg("%s: %s", what, said ? said : "good");
}

/* Sets one member and expects its fault, or none. */
#define EXPECT(kind, member, value, fault)                                                                   \
  do {                                                                                                       \
    struct record fact = fact_of(kind);                                                                      \
    fact.member = value;                                                                                     \
    expect_fault(record_fault(&fact), fault, #member " = " #value);                                          \
  } while (0)

static const char *const good = NULL;

static void every_set_member_holds_to_its_limits(void **state) {
  (void)state;
  EXPECT(RECORD_SET, as.set.number, 0, "number");
  EXPECT(RECORD_SET, as.set.reps_done, 1, good);
  EXPECT(RECORD_SET, as.set.reps_done, 0, "reps_done");
  EXPECT(RECORD_SET, as.set.reps_done, 20, good);
  EXPECT(RECORD_SET, as.set.reps_done, 21, "reps_done");
  EXPECT(RECORD_SET, as.set.reps_planned, 21, "reps_planned");
  EXPECT(RECORD_SET, as.set.pace_in_s, 60.0, good);
  EXPECT(RECORD_SET, as.set.pace_in_s, 60.001, "pace_in_s");
  EXPECT(RECORD_SET, as.set.pace_in_s, (double)NAN, "pace_in_s");
  EXPECT(RECORD_SET, as.set.pace_out_s, (double)INFINITY, "pace_out_s");
  EXPECT(RECORD_SET, as.set.pace_out_s, -0.5, "pace_out_s");
  EXPECT(RECORD_SET, as.set.range_deg, (double)NAN, "range_deg");
  EXPECT(RECORD_SET, as.set.range_deg, 361.0, "range_deg");
  EXPECT(RECORD_SET, as.set.end_utc_ms, fact.when.utc_ms, good);
  EXPECT(RECORD_SET, as.set.end_utc_ms, fact.when.utc_ms - 1, "end_utc_ms");
  EXPECT(RECORD_SET, as.set.end_utc_ms, fact.when.utc_ms + CIVIL_DAY_MS, good);
  EXPECT(RECORD_SET, as.set.end_utc_ms, fact.when.utc_ms + CIVIL_DAY_MS + 1, "end_utc_ms");
  EXPECT(RECORD_SET, as.set.practised_s, 0, "practised_s");
  EXPECT(RECORD_SET, as.set.practised_s, 86400, good);
  EXPECT(RECORD_SET, as.set.practised_s, 86401, "practised_s");
  EXPECT(RECORD_SET, as.set.breaths, -1, "breaths");
  EXPECT(RECORD_SET, as.set.ease_offs, -1, "ease_offs");
  EXPECT(RECORD_SET, as.set.pauses, RECORD_COUNT_MAX + 1, "pauses");
  EXPECT(RECORD_SET, as.set.day_start_min, 1439, good);
  EXPECT(RECORD_SET, as.set.day_start_min, 1440, "day_start_min");
  EXPECT(RECORD_SET, as.set.routine[0], '\0', "routine");
  EXPECT(RECORD_SET, as.set.version[0], '\0', good);
  EXPECT(RECORD_SET, as.set.author[0], '\xFF', "author");
  EXPECT(RECORD_SET, as.set.session[0], 'x', "session");
}

static void every_other_member_holds_to_its_limits(void **state) {
  (void)state;
  EXPECT(RECORD_SET, id[3], 'X', "id");
  EXPECT(RECORD_SET, device[0], '\0', "device");
  EXPECT(RECORD_SET, kind, RECORD_KINDS, "kind");
  EXPECT(RECORD_FEELING, when.utc_ms, INT64_MAX, "utc_ms");
  EXPECT(RECORD_FEELING, when.utc_ms, CIVIL_DAY_MIN * CIVIL_DAY_MS, good);
  EXPECT(RECORD_FEELING, when.utc_ms, CIVIL_DAY_MIN * CIVIL_DAY_MS - 1, "utc_ms");
  EXPECT(RECORD_FEELING, when.offset_s, RECORD_OFFSET_MAX_S + 1, "offset_s");
  EXPECT(RECORD_FEELING, when.day, CIVIL_DAY_MAX, good);
  EXPECT(RECORD_FEELING, when.day, CIVIL_DAY_MAX + 1, "day");
  EXPECT(RECORD_FEELING, as.feeling.face, 0, "face");
  EXPECT(RECORD_FEELING, as.feeling.face, 6, "face");
  EXPECT(RECORD_BADGE, as.badge.badge[0], '\0', "badge");
  EXPECT(RECORD_BADGE, as.badge.title[0], '\0', "title");
  EXPECT(RECORD_BADGE, as.badge.words[0], '\0', good);
  EXPECT(RECORD_BADGE, as.badge.emblem.count, EMBLEM_SHAPES_MAX + 1, "emblem");
  EXPECT(RECORD_LEAVE, as.leave.from, fact.as.leave.to, good);
  EXPECT(RECORD_LEAVE, as.leave.from, fact.as.leave.to + 1, "to");
  EXPECT(RECORD_LEAVE, as.leave.to, fact.as.leave.from + RECORD_LEAVE_MAX - 1, good);
  EXPECT(RECORD_LEAVE, as.leave.to, fact.as.leave.from + RECORD_LEAVE_MAX, "to");
  EXPECT(RECORD_LEAVE, as.leave.from, INT32_MIN, "from");
  EXPECT(RECORD_LEAVE_END, as.leave_end.last, INT32_MAX, "last");
  EXPECT(RECORD_LEAVE_END, as.leave_end.leave[0], 'L', "leave");
  EXPECT(RECORD_REDATE, as.redate.day, INT32_MIN, "new_day");
  EXPECT(RECORD_REDATE, as.redate.set[31], ' ', "set");
}

static void a_text_without_an_end_is_no_text(void **state) {
  (void)state;
  struct record fact = fact_of(RECORD_BADGE);
  memset(fact.as.badge.words, 'a', sizeof fact.as.badge.words);
  assert_string_equal(record_fault(&fact), "words");
  fact.as.badge.words[RECORD_TEXT_SIZE - 1] = '\0';
  assert_null(record_fault(&fact));
}

static void an_id_is_packed_and_comes_back(void **state) {
  (void)state;
  static const char id[RECORD_ID_SIZE] = "0123456789abcdef00ff10e2d3c4b5a6";
  unsigned char bytes[RECORD_ID_BYTES];
  char back[RECORD_ID_SIZE];
  record_id_pack(id, bytes);
  assert_int_equal(bytes[0], 0x01);
  assert_int_equal(bytes[7], 0xef);
  assert_int_equal(bytes[RECORD_ID_BYTES - 1], 0xa6);
  record_id_unpack(bytes, back);
  assert_string_equal(back, id);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(random_facts_of_every_kind_are_good),
      cmocka_unit_test(kinds_have_names_there_and_back),
      cmocka_unit_test(an_id_is_32_small_hexadecimal_digits),
      cmocka_unit_test(every_set_member_holds_to_its_limits),
      cmocka_unit_test(every_other_member_holds_to_its_limits),
      cmocka_unit_test(a_text_without_an_end_is_no_text),
      cmocka_unit_test(an_id_is_packed_and_comes_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
