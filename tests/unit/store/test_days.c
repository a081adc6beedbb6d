/* The history made of facts: what each day counts, that neither the order of arrival nor doubles change it,
** and that what is kept worked out is what the facts say. */
#include "made.h"
#include "place.h"
#include "store_days.h"
#include "store_facts.h"

#define RUNS  40
#define FACTS 120

static struct hist history(struct store *store, struct arena *arena) {
  struct hist hist;
  assert_int_equal(store_hist(store, arena, &hist), 0);
  return hist;
}

static void add(struct store *store, struct record record) {
  assert_int_equal(store_add(store, &record, 1, NULL), 0);
}

static void an_empty_store_has_an_empty_history(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  struct arena arena = {0};
  struct hist hist = history(store, &arena);
  assert_int_equal(
      hist.day_count + hist.routine_count + hist.device_count + hist.leave_count + hist.badge_count, 0);
  assert_null(hist_find(&hist, 0));
  arena_clear(&arena);
  store_close(store);
}

static void a_day_sums_up_its_sets(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  struct record a = make_set(2, 1, 1, 1, FIRST_MS), b = make_set(5, 1, 2, 1, FIRST_MS + 600000),
                c = make_set(3, 2, 2, 2, FIRST_MS + 900000);
  a.as.set.pace_in_s = 8; /* the slowest: 8 + 6.3 s */
  add(store, c);
  add(store, make_feeling(1, 1, false, 2, FIRST_MS - 60000));
  add(store, b);
  add(store, a);
  add(store, make_feeling(2, 1, true, 4, FIRST_MS + 1200000));
  add(store, make_feeling(3, 2, true, 5, FIRST_MS + 1200000));
  add(store, make_feeling(4, 77, true, 1, FIRST_MS)); /* of a session without a set */
  struct arena arena = {0};
  struct hist hist = history(store, &arena);
  assert_int_equal(hist.day_count, 1);
  const struct hist_day *day = hist_find(&hist, a.when.day);
  assert_non_null(day);
  assert_int_equal(day->sets, 3);
  assert_int_equal(day->sessions, 2);
  assert_int_equal(day->reps, 3 + 6 + 4);
  assert_int_equal(day->ease_offs, 1);
  assert_int_equal(day->practised_s, 102 + 105 + 103);
  assert_true(day->slowest_breath_s == 8 + 6.3);
  assert_int_equal(day->hours, 1u << 23); /* FIRST_MS is 22:13 in Greenwich */
  assert_int_equal(day->before_sum * 10 + day->before_count, 21);
  assert_int_equal(day->after_sum * 10 + day->after_count, 92);
  assert_true(day->first_utc_ms == a.when.utc_ms && day->last_utc_ms == c.when.utc_ms);
  assert_int_equal(day->last_day_start_min, 240);
  assert_int_equal(hist.routine_count, 2);
  assert_string_equal(hist.routines[0].id, "routine.01");
  assert_int_equal(hist.routines[1].sets, 2);
  assert_string_equal(hist.routines[1].author, c.as.set.author); /* of the newest set */
  assert_int_equal(day->routines, 3);
  assert_int_equal(hist.device_count, 2);
  assert_int_equal(day->devices, 3);
  assert_true(hist.totals.days == 1 && hist.totals.sets == 3 && hist.totals.sessions == 2 &&
              hist.totals.reps == 13);
  arena_clear(&arena);
  store_close(store);
}

static void a_session_over_two_days_counts_once_and_where_it_began(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  struct record late = make_set(1, 1, 1, 1, FIRST_MS), early = make_set(2, 1, 1, 1, FIRST_MS + 3 * 3600000);
  assert_int_equal(early.when.day, late.when.day + 1);
  add(store, early);
  add(store, make_feeling(1, 1, true, 4, FIRST_MS + 4 * 3600000));
  add(store, late);
  struct arena arena = {0};
  struct hist hist = history(store, &arena);
  assert_int_equal(hist.day_count, 2);
  assert_int_equal(hist.totals.sessions, 1);
  assert_int_equal(hist.days[0].after_count, 1);
  assert_int_equal(hist.days[1].after_count, 0);
  assert_int_equal(hist.days[1].hours, 0);
  assert_int_equal(hist.days[1].sessions, 1);
  arena_clear(&arena);
  store_close(store);
}

static void a_redate_moves_its_set_and_the_newest_one_holds(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  struct record set = make_set(1, 1, 1, 1, FIRST_MS);
  int32_t day = set.when.day;
  struct arena arena = {0};
  add(store, make_redate(1, 1, day - 5, FIRST_MS + 1000)); /* comes before its set, as from another device */
  add(store, set);
  struct hist hist = history(store, &arena);
  assert_int_equal(hist.day_count, 1);
  assert_int_equal(hist.days[0].day, day - 5);
  assert_int_equal(hist.days[0].hours, 0); /* the clock was wrong */
  arena_clear(&arena);
  add(store, make_redate(2, 1, day - 2, FIRST_MS + 3000));
  add(store, make_redate(3, 1, day - 9, FIRST_MS + 2000));
  hist = history(store, &arena);
  assert_int_equal(hist.day_count, 1);
  assert_int_equal(hist.days[0].day, day - 2);
  assert_int_equal(hist.routines[0].first_day, day - 2);
  arena_clear(&arena);
  store_close(store);
}

static void a_set_under_a_wrong_clock_says_nothing_about_the_moment(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  struct record good = make_set(1, 1, 1, 1, FIRST_MS), bad = make_set(2, 2, 1, 1, 1000);
  bad.when.day = good.when.day;
  bad.as.set.doubtful = true;
  add(store, bad);
  struct arena arena = {0};
  struct hist hist = history(store, &arena);
  assert_true(hist.days[0].first_utc_ms == 1000); /* there is no other */
  arena_clear(&arena);
  add(store, good);
  hist = history(store, &arena);
  assert_int_equal(hist.day_count, 1);
  assert_true(hist.days[0].first_utc_ms == FIRST_MS && hist.days[0].last_utc_ms == FIRST_MS);
  assert_int_equal(hist.days[0].sets, 2);
  assert_int_equal(hist.days[0].hours, 1u << 23);
  arena_clear(&arena);
  store_close(store);
}

static void leaves_end_early_and_badges_keep_their_earliest_day(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  add(store, make_leave(1, 100, 110, FIRST_MS));
  add(store, make_leave(2, 50, 60, FIRST_MS));
  add(store, make_leave(3, 200, 210, FIRST_MS));
  add(store, make_leave_end(1, 1, 109, FIRST_MS + 1));
  add(store, make_leave_end(2, 1, 105, FIRST_MS + 2));
  add(store, make_leave_end(3, 3, 199, FIRST_MS + 2)); /* it never was */
  add(store, make_badge(1, "week", "later", FIRST_MS + 9 * DAY_MS));
  add(store, make_badge(2, "week", "sooner", FIRST_MS + DAY_MS));
  add(store, make_badge(3, "first", "first", FIRST_MS + 2 * DAY_MS));
  struct arena arena = {0};
  struct hist hist = history(store, &arena);
  assert_int_equal(hist.leave_count, 2);
  assert_true(hist.leaves[0].from == 50 && hist.leaves[0].to == 60);
  assert_true(hist.leaves[1].from == 100 && hist.leaves[1].to == 105);
  assert_true(hist_away(&hist, 105) && !hist_away(&hist, 106));
  assert_int_equal(hist.badge_count, 2);
  assert_string_equal(hist.badges[0].id, "week");
  assert_string_equal(hist.badges[0].words, "sooner");
  assert_int_equal(hist.badges[0].emblem.count, 1);
  assert_true(hist.badges[0].emblem.shapes[0].turn_deg == 30.0f);
  assert_string_equal(hist.badges[1].title, "Title of first");
  arena_clear(&arena);
  store_close(store);
}

static void more_routines_than_bits_count_in_sums_only(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  struct record sets[40];
  for (int i = 0; i < 40; i++) sets[i] = make_set((uint64_t)i, (uint64_t)i, i, 1, FIRST_MS + i * DAY_MS);
  assert_int_equal(store_add(store, sets, 40, NULL), 0);
  struct arena arena = {0};
  struct hist hist = history(store, &arena);
  assert_int_equal(hist.routine_count, 40);
  for (int i = 0; i < 40; i++) {
    assert_int_equal(hist.days[i].routines, i < HIST_BITS_MAX ? 1u << i : 0);
    assert_int_equal(hist.days[i].sets, 1);
  }
  arena_clear(&arena);
  store_close(store);
}

/* ---- any order ---------------------------------------------------------------------------------------- */

static void assert_same(const struct hist *a, const struct hist *b) {
  assert_int_equal(a->day_count, b->day_count);
  for (int i = 0; i < a->day_count; i++) assert_memory_equal(&a->days[i], &b->days[i], sizeof a->days[i]);
  assert_int_equal(a->routine_count, b->routine_count);
  for (int i = 0; i < a->routine_count; i++) {
    const struct hist_routine *x = &a->routines[i], *y = &b->routines[i];
    assert_string_equal(x->id, y->id);
    assert_string_equal(x->author, y->author);
    assert_true(x->own == y->own && x->sets == y->sets && x->first_day == y->first_day &&
                x->last_day == y->last_day);
  }
  assert_int_equal(a->device_count, b->device_count);
  for (int i = 0; i < a->device_count; i++) {
    const struct hist_device *x = &a->devices[i], *y = &b->devices[i];
    assert_string_equal(x->id, y->id);
    assert_true(x->sets == y->sets && x->first_day == y->first_day && x->last_day == y->last_day);
  }
  assert_int_equal(a->leave_count, b->leave_count);
  for (int i = 0; i < a->leave_count; i++)
    assert_memory_equal(&a->leaves[i], &b->leaves[i], sizeof a->leaves[i]);
  assert_int_equal(a->badge_count, b->badge_count);
  for (int i = 0; i < a->badge_count; i++) {
    assert_string_equal(a->badges[i].id, b->badges[i].id);
    assert_string_equal(a->badges[i].words, b->badges[i].words);
    assert_int_equal(a->badges[i].day, b->badges[i].day);
  }
  assert_memory_equal(&a->totals, &b->totals, sizeof a->totals);
}

/* In pieces of random length, some facts again and again. */
static void add_shuffled(struct store *store, const struct record *facts, struct dice *dice) {
  struct record order[2 * FACTS];
  int count = 0;
  for (int i = 0; i < FACTS; i++) order[count++] = facts[i];
  for (int i = 0; i < FACTS / 2; i++) order[count++] = facts[below(dice, FACTS)];
  for (int i = count - 1; i > 0; i--) {
    int k = below(dice, i + 1);
    struct record kept = order[i];
    order[i] = order[k];
    order[k] = kept;
  }
  for (int at = 0; at < count;) {
    int piece = 1 + below(dice, 20);
    if (piece > count - at) piece = count - at;
    store_add(store, order + at, piece, NULL); /* in memory nothing is on disk, and it says so */
    at += piece;
  }
}

/* Two facts with one id differ only when somebody forges them; these are made so that one id means one fact. */
static void order_and_doubles_change_nothing_and_a_rebuild_finds_the_same(void **state) {
  (void)state;
  int days = 0;
  for (uint64_t seed = 1; seed <= RUNS; seed++) {
    struct dice dice = {seed};
    struct record facts[FACTS];
    for (int i = 0; i < FACTS; i++) facts[i] = make_any(&dice, 90);
    struct store *one = opened("", STORE_MEMORY), *other = opened("", STORE_MEMORY);
    add_shuffled(one, facts, &dice);
    add_shuffled(other, facts, &dice);
    struct arena arena = {0};
    struct hist a = history(one, &arena), b = history(other, &arena);
    assert_same(&a, &b);
    assert_int_equal(store_rebuild(one), 0);
    struct hist rebuilt = history(one, &arena);
    assert_same(&a, &rebuilt);
    assert_true(a.day_count > 5 && a.badge_count > 0 && a.leave_count > 0);
    days += a.day_count;
    arena_clear(&arena);
    store_close(one);
    store_close(other);
  }
  print_message("seeds 1 to %d: %d histories of %d facts in two orders and rebuilt, %d days, none differs\n",
                RUNS, RUNS, FACTS, days);
}

/* No check of SQLite's sees a flipped byte inside a cell. */
static void what_is_worked_out_and_damaged_is_worked_out_anew(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  add(store, make_set(1, 1, 1, 1, FIRST_MS));
  add(store, make_set(2, 2, 1, 1, FIRST_MS + DAY_MS));
  struct arena arena = {0};
  struct hist before = history(store, &arena);
  store_close(store);
  run_sql(place->path, "UPDATE practice_day SET packed=x'00' WHERE day=(SELECT min(day) FROM practice_day)");
  store = opened(place->path, STORE_OK);
  struct hist after = history(store, &arena);
  assert_same(&before, &after);
  store_close(store);
  store = opened(place->path, STORE_OK);
  after = history(store, &arena);
  assert_same(&before, &after);
  arena_clear(&arena);
  store_close(store);
}

static void numbers_that_no_fact_has_are_cut_and_impossible_days_left_out(void **state) {
  struct place *place = *state;
  struct store *store = opened(place->path, STORE_OK);
  add(store, make_set(1, 1, 1, 1, FIRST_MS));
  add(store, make_set(2, 2, 1, 1, FIRST_MS + 3 * DAY_MS));
  store_close(store);
  /* Every bit of every number of the first day, all but how many tallies follow. */
  char words[121], wide[49], sql[600];
  memset(words, 'F', sizeof words - 1);
  memset(wide, 'F', sizeof wide - 1);
  words[120] = wide[48] = '\0';
  snprintf(sql, sizeof sql,
           "UPDATE practice_day SET packed=CAST(x'%s'||substr(packed,61,8)||x'%s'||substr(packed,93) AS BLOB)"
           " WHERE day=(SELECT min(day) FROM practice_day);"
           "INSERT INTO practice_day SELECT 99999999999, packed FROM practice_day LIMIT 1",
           words, wide);
  run_sql(place->path, sql);
  store = opened(place->path, STORE_OK);
  struct arena arena = {0};
  struct hist hist = history(store, &arena);
  assert_int_equal(hist.day_count, 2);
  assert_int_equal(hist.days[0].sets, 0);
  assert_int_equal(hist.days[0].last_day_start_min, 0);
  assert_true(hist.days[0].slowest_breath_s == 0);
  assert_int_equal(hist.days[1].sets, 1);
  arena_clear(&arena);
  store_close(store);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      CASE(an_empty_store_has_an_empty_history),
      CASE(a_day_sums_up_its_sets),
      CASE(a_session_over_two_days_counts_once_and_where_it_began),
      CASE(a_redate_moves_its_set_and_the_newest_one_holds),
      CASE(a_set_under_a_wrong_clock_says_nothing_about_the_moment),
      CASE(leaves_end_early_and_badges_keep_their_earliest_day),
      CASE(more_routines_than_bits_count_in_sums_only),
      CASE(order_and_doubles_change_nothing_and_a_rebuild_finds_the_same),
      CASE(what_is_worked_out_and_damaged_is_worked_out_anew),
      CASE(numbers_that_no_fact_has_are_cut_and_impossible_days_left_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
