/* Settings as stored text: whatever is printed reads back the same, whatever is broken falls to the default. */
#include "ui_fixture.h"

#include "settings.h"

static void every_default_lies_inside_its_limits(void **state) {
  (void)state;
  int count;
  const struct settings_field *fields = settings_fields(&count);
  for (int i = 0; i < count; i++) {
    assert_true(fields[i].least <= fields[i].usual && fields[i].usual <= fields[i].most);
    assert_int_equal((fields[i].usual - fields[i].least) % fields[i].step, 0);
    assert_int_equal((fields[i].most - fields[i].least) % fields[i].step, 0);
    assert_ptr_equal(settings_find(fields[i].key), &fields[i]);
    for (int j = 0; j < i; j++) assert_int_not_equal(fields[i].offset, fields[j].offset);
  }
}

static void every_value_survives_printing_and_reading(void **state) {
  (void)state;
  int count;
  const struct settings_field *fields = settings_fields(&count);
  for (int i = 0; i < count; i++) {
    for (int value = fields[i].least; value <= fields[i].most; value += fields[i].step) {
      struct settings written = settings_default(), read = settings_default();
      char text[SETTINGS_TEXT_MAX];
      settings_set(&written, &fields[i], value);
      settings_print(&written, &fields[i], text, sizeof text);
      assert_true(settings_parse(&read, fields[i].key, text));
      assert_memory_equal(&written, &read, sizeof written);
    }
  }
}

static void a_bad_value_falls_to_the_default(void **state) {
  (void)state;
  static const char *const bad[] = {"",       " ",     "x",    "-",        "1e9", "99999999999999999999",
                                    "-32768", "12abc", "0x10", "\xff\xfe", "nan", "ON",
                                    "true",   "dusk ", "%n%s"};
  int count;
  const struct settings_field *fields = settings_fields(&count);
  for (int i = 0; i < count; i++) {
    for (size_t j = 0; j < sizeof bad / sizeof bad[0]; j++) {
      struct settings settings = settings_default(), usual = settings;
      settings_set(&settings, &fields[i], fields[i].most);
      assert_false(settings_parse(&settings, fields[i].key, bad[j]));
      assert_int_equal(settings_get(&settings, &fields[i]), settings_get(&usual, &fields[i]));
    }
    struct settings settings = settings_default();
    assert_false(settings_parse(&settings, fields[i].key, NULL));
  }
}

static void an_unknown_key_changes_nothing(void **state) {
  (void)state;
  struct settings settings = settings_default(), usual = settings;
  assert_false(settings_parse(&settings, "no_such_key", "1"));
  assert_false(settings_parse(&settings, "", "1"));
  assert_false(settings_parse(&settings, NULL, "1"));
  assert_memory_equal(&settings, &usual, sizeof usual);
}

static void a_value_between_two_steps_goes_to_the_nearest(void **state) {
  (void)state;
  struct settings settings = settings_default();
  const struct settings_field *range = settings_find("range_deg");
  settings_set(&settings, range, 167);
  assert_int_equal(settings.range_deg, 165);
  settings_set(&settings, range, 10000);
  assert_int_equal(settings.range_deg, 180);
  settings_set(&settings, range, -1);
  assert_int_equal(settings.range_deg, 90);
}

static void steps_stop_at_both_ends(void **state) {
  (void)state;
  struct settings settings = settings_default();
  const struct settings_field *range = settings_find("range_deg");
  assert_int_equal(settings_step(&settings, range, 1), 170);
  assert_int_equal(settings_step(&settings, range, -1), 160);
  assert_int_equal(settings_step(&settings, range, 100), 180);
  assert_int_equal(settings_step(&settings, range, -100), 90);
}

static void every_pace_can_be_practised(void **state) {
  (void)state;
  int count;
  const struct settings_pace *paces = settings_paces(&count);
  assert_true(paces[0].in_s == 0 && paces[0].out_s == 0);
  for (int i = 0; i < count; i++) {
    struct plan_options options = {
        .pace_in_s = paces[i].in_s, .pace_out_s = paces[i].out_s, .get_ready_s = -1};
    assert_int_equal(plan_options_check(&options), 0);
  }
}

static void every_theme_can_be_chosen(void **state) {
  (void)state;
  int themes;
  palette_all(&themes);
  assert_int_equal(settings_find("theme")->most, themes - 1);
}

static void every_choice_has_words(void **state) {
  (void)state;
  struct fixture *f = fixture_open();
  int count;
  const struct settings_field *fields = settings_fields(&count);
  for (int i = 0; i < count; i++) {
    char key[96];
    if (!fields[i].section) continue;
    snprintf(key, sizeof key, "settings.%s.label", fields[i].key);
    assert_non_null(loc_find(&f->loc, key));
    if (fields[i].help) assert_non_null(loc_find(&f->loc, fields[i].help));
    if (fields[i].unit) assert_non_null(loc_find(&f->loc, fields[i].unit));
    if (fields[i].lowest) {
      snprintf(key, sizeof key, "settings.%s.%s", fields[i].key, fields[i].lowest);
      assert_non_null(loc_find(&f->loc, key));
    }
    for (int v = fields[i].least; fields[i].type == SETTINGS_CHOICE && v <= fields[i].most; v++) {
      snprintf(key, sizeof key, "settings.%s.%s", fields[i].key, fields[i].choice_name(v));
      if (!loc_find(&f->loc, key)) fail_msg("no words for %s", key);
    }
  }
  fixture_close(f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_default_lies_inside_its_limits),
      cmocka_unit_test(every_value_survives_printing_and_reading),
      cmocka_unit_test(a_bad_value_falls_to_the_default),
      cmocka_unit_test(an_unknown_key_changes_nothing),
      cmocka_unit_test(a_value_between_two_steps_goes_to_the_nearest),
      cmocka_unit_test(steps_stop_at_both_ends),
      cmocka_unit_test(every_pace_can_be_practised),
      cmocka_unit_test(every_theme_can_be_chosen),
      cmocka_unit_test(every_choice_has_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
