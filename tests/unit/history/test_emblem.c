/* Emblems as text: there and back without loss, and nothing else is taken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>

#include "facts.h"

static void forms_and_tones_have_names_there_and_back(void **state) {
  (void)state;
  for (enum emblem_form form = 0; form < EMBLEM_FORMS; form++)
    assert_int_equal(emblem_form_of(emblem_form_name(form)), form);
  for (enum emblem_tone tone = 0; tone < EMBLEM_TONES; tone++)
    assert_int_equal(emblem_tone_of(emblem_tone_name(tone)), tone);
  assert_string_equal(emblem_form_name(EMBLEM_LEAF), "leaf");
  assert_string_equal(emblem_tone_name(EMBLEM_SUN), "sun");
  assert_int_equal(emblem_form_of("Leaf"), EMBLEM_FORMS);
  assert_int_equal(emblem_tone_of(""), EMBLEM_TONES);
}

static void an_emblem_is_printed_as_people_write_it(void **state) {
  (void)state;
  static const char text[] = "leaf green 0 0.25 0.8 30; ring sun -0.1 0 1.8 -360";
  struct emblem emblem;
  char back[EMBLEM_TEXT_SIZE];
  assert_true(emblem_parse(text, &emblem));
  assert_int_equal(emblem.count, 2);
  assert_int_equal(emblem.shapes[1].form, EMBLEM_RING);
  assert_float_equal(emblem.shapes[0].y, 0.25f, 0);
  assert_string_equal(emblem_print(&emblem, back, sizeof back), text);
}

static void random_emblems_come_back_bit_by_bit(void **state) {
  (void)state;
  struct facts_dice dice = {8};
  for (int i = 0; i < 2000; i++) {
    struct emblem emblem = facts_emblem(&dice), back;
    char text[EMBLEM_TEXT_SIZE];
    assert_true(emblem_parse(emblem_print(&emblem, text, sizeof text), &back));
    assert_int_equal(back.count, emblem.count);
    assert_memory_equal(back.shapes, emblem.shapes, (size_t)emblem.count * sizeof *emblem.shapes);
  }
}

static void the_longest_emblem_fits(void **state) {
  (void)state;
  struct emblem emblem = {.count = EMBLEM_SHAPES_MAX};
  for (int i = 0; i < EMBLEM_SHAPES_MAX; i++)
    emblem.shapes[i] = (struct emblem_shape){EMBLEM_FIGURE,    EMBLEM_GREEN,  -1.23456787e-20f,
                                             -1.23456787e-20f, 0.0200000014f, -1.23456787e-20f};
  char text[EMBLEM_TEXT_SIZE];
  struct emblem back;
  assert_true(emblem_parse(emblem_print(&emblem, text, sizeof text), &back));
  assert_memory_equal(&back, &emblem, sizeof back);
}

static void no_shapes_are_an_empty_text(void **state) {
  (void)state;
  struct emblem emblem = {0};
  char text[EMBLEM_TEXT_SIZE] = "x";
  assert_true(emblem_good(&emblem));
  assert_string_equal(emblem_print(&emblem, text, sizeof text), "");
  assert_true(emblem_parse("", &emblem));
  assert_int_equal(emblem.count, 0);
}

static void what_is_no_emblem_is_refused(void **state) {
  (void)state;
  static const char *const wrong[] = {" ",
                                      "leaf",
                                      "leaf green",
                                      "leaf green 0 0 1",
                                      "leaf green 0 0 1 0 0",
                                      "leaf green 0 0 1 0;",
                                      "leaf green 0 0 1 0; ",
                                      "leaf green 0 0 1 0;ring sun 0 0 1 0",
                                      "leaf green 0 0 1 0  ",
                                      "leaf  green 0 0 1 0",
                                      "Leaf green 0 0 1 0",
                                      "tree green 0 0 1 0",
                                      "leaf pink 0 0 1 0",
                                      "leaf green nan 0 1 0",
                                      "leaf green inf 0 1 0",
                                      "leaf green 0x1 0 1 0",
                                      "leaf green 1.01 0 1 0",
                                      "leaf green 0 -1.01 1 0",
                                      "leaf green 0 0 0.01 0",
                                      "leaf green 0 0 2.01 0",
                                      "leaf green 0 0 1 361",
                                      "leaf green 1e 0 1 0",
                                      "leaf green 0,1 0 1 0",
                                      "leafleafleafleafleaf green 0 0 1 0"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    struct emblem emblem = {.count = 9};
    if (emblem_parse(wrong[i], &emblem)) fail_msg("%s", wrong[i]);
    assert_int_equal(emblem.count, 0);
  }
  char many[EMBLEM_TEXT_SIZE] = "";
  for (int i = 0; i <= EMBLEM_SHAPES_MAX; i++) strcat(many, i ? "; bar warm 0 0 1 0" : "bar warm 0 0 1 0");
  struct emblem emblem;
  assert_false(emblem_parse(many, &emblem));
}

static void a_number_that_is_none_is_not_good(void **state) {
  (void)state;
  struct emblem emblem = {.count = 1, .shapes = {{EMBLEM_DISC, EMBLEM_WARM, 0, 0, 1, 0}}};
  assert_true(emblem_good(&emblem));
  emblem.shapes[0].x = NAN;
  assert_false(emblem_good(&emblem));
  emblem.shapes[0].x = 0;
  emblem.shapes[0].form = EMBLEM_FORMS;
  assert_false(emblem_good(&emblem));
  emblem.count = -1;
  assert_false(emblem_good(&emblem));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(forms_and_tones_have_names_there_and_back),
      cmocka_unit_test(an_emblem_is_printed_as_people_write_it),
      cmocka_unit_test(random_emblems_come_back_bit_by_bit),
      cmocka_unit_test(the_longest_emblem_fits),
      cmocka_unit_test(no_shapes_are_an_empty_text),
      cmocka_unit_test(what_is_no_emblem_is_refused),
      cmocka_unit_test(a_number_that_is_none_is_not_good),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
