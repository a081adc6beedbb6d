/* The routine decoder against what a hostile worker may send: whatever comes, it ends with a sound routine and no
** error, or with none and at least one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdbool.h>

#include "decode.h"
#include "vec.h"
#include "wire_sample.h"

struct made {
  struct arena arena;
  struct diag_list list;
  struct wire_data data;
  struct wire_out out;
};

static void make(struct made *made) {
  *made = (struct made){.out = {.limit = 1 << 20}};
  sample_exercise(&made->out);
  struct wire_in in = {made->out.bytes, made->out.bytes + made->out.size, false};
  assert_int_equal(wire_decode(&in, &made->arena, &made->data), 0);
}

static void unmake(struct made *made) {
  wire_out_clear(&made->out);
  diag_clear(&made->list);
  arena_clear(&made->arena);
}

static const struct routine *decode(struct made *made) {
  const struct decode_words words = {NULL, NULL, "en"};
  struct reader reader = {&made->list, &made->arena, "sample.lua"};
  struct reader_at root = reader_root(&made->data, NULL);
  return decode_routine(&reader, &root, &words);
}

static bool sound_pose(const struct routine_pose *pose) {
  int count;
  const struct angles_field *fields = angles_fields(&count);
  for (int i = 0; i < count; i++)
    for (int side = 0; side < BODY_SIDES; side++)
      if (!(fabs(angles_get(&pose->angles, &fields[i], (enum body_side)side)) <= 2 * VEC_PI)) return false;
  return pose->name != NULL;
}

static bool sound_phases(const struct routine_phases *phases) {
  for (int i = 0; i < phases->count; i++) {
    const struct routine_phase *phase = &phases->phases[i];
    if (!phase->id[0] || !(phase->seconds > 0) || !isfinite(phase->seconds) || !sound_pose(&phase->to))
      return false;
    if (!phase->words.cue || !phase->words.hint || !phase->words.say || !phase->words.lane) return false;
    if (phase->easy_count < 0 || phase->easy_count > ROUTINE_EASY_MAX) return false;
  }
  return phases->count >= 0 && phases->count <= ROUTINE_PHASES_MAX;
}

static bool sound(const struct routine *r) {
  if (!r->id[0] || !r->title || r->reps < 1 || r->reps_max < r->reps || r->reps_max > ROUTINE_REPS_HARD_MAX)
    return false;
  for (int i = 0; i < r->reps_max && !r->session; i++)
    if (!sound_phases(&r->rep[i]) || r->rep[i].count == 0) return false;
  return sound_phases(&r->prepare) && sound_phases(&r->finish) && sound_pose(&r->start) &&
         isfinite(r->range_deg);
}

static void test_the_sample_decodes(void **state) {
  (void)state;
  struct made made;
  make(&made);
  const struct routine *routine = decode(&made);
  assert_non_null(routine);
  assert_true(sound(routine));
  assert_int_equal(routine->reps, 3);
  assert_int_equal(routine->reps_max, 10);
  assert_float_equal(routine->pace_in_s, 3, 0);
  assert_float_equal(routine->pace_out_s, 6, 0);
  const struct routine_phase *phase = &routine->rep[9].phases[1];
  assert_string_equal(phase->id, "second");
  assert_string_equal(phase->words.say, "[Up] now");
  assert_string_equal(phase->words.hint, "");
  assert_true(phase->camera == ROUTINE_CAMERA_FEET);
  assert_int_equal(phase->easy_count, 1);
  unmake(&made);
}

static void test_degrees_become_radians_and_sides_stay_apart(void **state) {
  (void)state;
  struct made made;
  make(&made);
  const struct routine *routine = decode(&made);
  assert_non_null(routine);
  const struct angles *a = &routine->rep[0].phases[0].to.angles;
  assert_float_equal(a->arm[BODY_LEFT].elbow_flexion_rad, vec_rad(10), 1e-12);
  assert_float_equal(a->arm[BODY_RIGHT].elbow_flexion_rad, 0, 0);
  assert_float_equal(a->arm[BODY_RIGHT].shoulder_flexion_rad, vec_rad(150), 1e-12); /* comfort is the range */
  assert_true(routine->rep[0].phases[0].to.comfort[BODY_LEFT]);
  assert_float_equal(a->arm[BODY_LEFT].palm_to_feet, 1, 0);
  assert_float_equal(a->arm[BODY_LEFT].hand_rests, 0, 0);
  assert_float_equal(a->leg[BODY_LEFT].sole_rests, 1, 0); /* what is not said stays as in lying */
  unmake(&made);
}

/* Every value of the tree, replaced by each of these in turn. */
static const struct wire_data replacements[] = {
    {.type = WIRE_NIL},
    {.type = WIRE_BOOLEAN, .boolean = true},
    {.type = WIRE_NUMBER, .number = NAN},
    {.type = WIRE_NUMBER, .number = INFINITY},
    {.type = WIRE_NUMBER, .number = -1e308},
    {.type = WIRE_NUMBER, .number = 0},
    {.type = WIRE_NUMBER, .number = 4294967297.0},
    {.type = WIRE_STRING, .text = ""},
    {.type = WIRE_STRING, .text = "", .malformed = true},
    {.type = WIRE_STRING, .text = "comfort"},
    {.type = WIRE_STRING, .text = "down"},
    {.type = WIRE_STRING, .text = "%s%n[[\x1b"},
    {.type = WIRE_TABLE},
    {.type = WIRE_OTHER, .text = "function"},
};
#define REPLACEMENTS ((int)(sizeof replacements / sizeof *replacements))

/* The n-th value below data in some fixed order, or NULL; *n counts down. */
static struct wire_data *nth(struct wire_data *data, int *n) {
  if ((*n)-- == 0) return data;
  for (int i = 0; data->type == WIRE_TABLE && i < data->count; i++) {
    struct wire_data *found = nth(&data->entries[i].value, n);
    if (found) return found;
  }
  return NULL;
}

static void test_every_value_replaced_by_every_kind_of_value(void **state) {
  (void)state;
  int values = 0, refused = 0;
  for (;; values++) {
    bool more = false;
    for (int i = 0; i < REPLACEMENTS; i++) {
      struct made made;
      int n = values;
      make(&made);
      struct wire_data *value = nth(&made.data, &n);
      if (value) {
        more = true;
        *value = replacements[i];
        const struct routine *routine = decode(&made);
        assert_true((routine == NULL) == (made.list.errors > 0));
        if (routine)
          assert_true(sound(routine));
        else
          refused++;
      }
      unmake(&made);
    }
    if (!more) break;
  }
  assert_true(values > 60);
  assert_true(refused > 8 * values);
}

static void test_a_list_of_very_many_phases_is_refused(void **state) {
  (void)state;
  struct made made = {.out = {.limit = 1 << 20}};
  size_t root = wire_put_table(&made.out);
  sample_text(&made.out, "id", "many");
  sample_text(&made.out, "title", "Many");
  size_t prepare = sample_table(&made.out, "prepare");
  for (uint32_t i = 1; i <= 300; i++) sample_phase(&made.out, i, "again");
  wire_patch_table(&made.out, prepare, 300);
  wire_patch_table(&made.out, root, 3);
  struct wire_in in = {made.out.bytes, made.out.bytes + made.out.size, false};
  assert_int_equal(wire_decode(&in, &made.arena, &made.data), 0);
  assert_null(decode(&made));
  assert_int_equal(made.list.errors, 2);
  assert_string_equal(made.list.rows[0].text, "prepare: has 300 entries; at most 16 are possible");
  unmake(&made);
}

static void test_a_session_lists_its_exercises(void **state) {
  (void)state;
  struct made made = {.out = {.limit = 1 << 20}};
  size_t root = wire_put_table(&made.out);
  sample_text(&made.out, "id", "both");
  sample_text(&made.out, "title", "Both");
  size_t items = sample_table(&made.out, "items"), one = sample_item(&made.out, 1);
  sample_text(&made.out, "routine", "overhead-reach");
  sample_number(&made.out, "rest", 20);
  wire_patch_table(&made.out, one, 2);
  wire_patch_table(&made.out, items, 1);
  wire_patch_table(&made.out, root, 3);
  struct wire_in in = {made.out.bytes, made.out.bytes + made.out.size, false};
  assert_int_equal(wire_decode(&in, &made.arena, &made.data), 0);
  const struct routine *routine = decode(&made);
  assert_non_null(routine);
  assert_true(routine->session);
  assert_int_equal(routine->item_count, 1);
  assert_string_equal(routine->items[0].id, "overhead-reach");
  assert_float_equal(routine->items[0].rest_s, 20, 0);
  assert_int_equal(routine->items[0].reps, 0);
  unmake(&made);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_the_sample_decodes),
      cmocka_unit_test(test_degrees_become_radians_and_sides_stay_apart),
      cmocka_unit_test(test_every_value_replaced_by_every_kind_of_value),
      cmocka_unit_test(test_a_list_of_very_many_phases_is_refused),
      cmocka_unit_test(test_a_session_lists_its_exercises),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
