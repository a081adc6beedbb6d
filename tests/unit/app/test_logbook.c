/* What the game remembers, through the real storage thread on a folder of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "home_stand.h"
#include "logbook.h"
#include "prefs.h"
#include "sample_routine.h"
#include "streak.h"

#define NOON_MS  INT64_C(1795172400000) /* 2026-11-20T12:00 one hour east of Greenwich */
#define HOUR_MS  INT64_C(3600000)
#define DAY_MS   (24 * HOUR_MS)
#define TODAY    20777
#define SAVED_MS 20000 /* a slow disk is no failure */

static char home[HOME_STAND_PATH];
static struct logbook book;
static struct settings settings;
static struct sample sample;
static struct arena arena;
static struct ses ses;

static struct moment at(int64_t utc_ms) {
  return (struct moment){utc_ms, 3600};
}

static void open_book(int64_t utc_ms) {
  if (logbook_open(&book, home_stand_open(home), &settings, at(utc_ms)) != 0) fail_msg("%s", err_text());
}

static int set_up(void **state) {
  (void)state;
  struct plan *plan = NULL;
  struct plan_options options = {.reps = 2, .get_ready_s = -1, .rest_s = -1};
  home_stand_make(home);
  settings = settings_default();
  sample_init(&sample);
  assert_int_equal(plan_compile(&sample.session, &sample.catalog, &options, &arena, &plan), 0);
  ses_init(&ses, plan, &arena);
  open_book(NOON_MS);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  assert_int_equal(logbook_close(&book), 0);
  arena_clear(&arena);
  home_stand_remove(home);
  return 0;
}

/* Takes all news once the storage thread rests; how many pieces of that kind there were. */
static int news(enum logbook_event kind) {
  struct logbook_news piece;
  int count = 0;
  assert_true(keeper_idle(book.keeper, SAVED_MS));
  while ((piece = logbook_poll(&book)).event != LOGBOOK_NONE) count += piece.event == kind;
  return count;
}

/* A set of so many repetitions that took ten minutes. */
static void practise(int number, int reps, int64_t begin_ms) {
  struct ses_event begin = {.kind = SES_EV_SEGMENT, .set = number, .rep = 1};
  struct ses_event done = {.kind = SES_EV_SET_DONE, .set = number, .rep = reps};
  logbook_event(&book, &ses, &begin, at(begin_ms), &settings);
  ses.result.practised_s += 590;
  logbook_event(&book, &ses, &done, at(begin_ms + 600000), &settings);
}

/* Closes and opens anew, as the next start does. */
static void start_again(int64_t utc_ms) {
  assert_int_equal(logbook_close(&book), 0);
  open_book(utc_ms);
  assert_int_equal(news(LOGBOOK_HIST), 1);
}

static const struct home_stand_facts *facts_on_disk(int64_t utc_ms) {
  assert_int_equal(logbook_close(&book), 0);
  struct store *store = home_stand_open(home);
  const struct home_stand_facts *facts = home_stand_facts(store);
  store_close(store);
  open_book(utc_ms);
  return facts;
}

static void a_new_home_has_an_empty_history(void **state) {
  (void)state;
  assert_int_equal(news(LOGBOOK_HIST), 1);
  assert_int_equal(book.version, 1);
  assert_int_equal(book.hist.day_count, 0);
  assert_int_equal(book.saved, LOGBOOK_NOTHING);
  assert_false(book.ask_clock);
}

static void a_session_is_kept_with_how_the_back_felt(void **state) {
  (void)state;
  logbook_begin(&book, 2);
  practise(1, 2, NOON_MS);
  assert_int_equal(book.saved, LOGBOOK_SAVING);
  practise(2, 2, NOON_MS + HOUR_MS);
  logbook_feeling_after(&book, 4, at(NOON_MS + 2 * HOUR_MS), &settings);
  assert_true(news(LOGBOOK_HIST) > 0);
  assert_int_equal(book.saved, LOGBOOK_ON_DISK);
  start_again(NOON_MS + 3 * HOUR_MS);
  assert_int_equal(book.hist.day_count, 1);
  const struct hist_day *day = &book.hist.days[0];
  assert_int_equal(day->day, TODAY);
  assert_int_equal(day->sessions, 1);
  assert_int_equal(day->sets, 2);
  assert_int_equal(day->before_sum, 2);
  assert_int_equal(day->after_sum, 4);
}

static void a_session_of_which_nothing_remains_leaves_nothing(void **state) {
  (void)state;
  struct ses_event stopped = {.kind = SES_EV_SET_DONE, .set = 1, .rep = 0};
  logbook_begin(&book, 3);
  logbook_event(&book, &ses, &stopped, at(NOON_MS), &settings);
  logbook_feeling_after(&book, 5, at(NOON_MS), &settings);
  news(LOGBOOK_HIST);
  assert_int_equal(book.saved, LOGBOOK_NOTHING);
  assert_int_equal(facts_on_disk(NOON_MS)->count, 0);
}

static void feelings_that_are_not_told_are_not_kept(void **state) {
  (void)state;
  logbook_begin(&book, 0);
  practise(1, 1, NOON_MS);
  logbook_feeling_after(&book, 0, at(NOON_MS + HOUR_MS), &settings);
  assert_int_equal(facts_on_disk(NOON_MS)->count, 1);
}

/* What waited from before must not make a new session look saved. */
static void saved_is_said_of_this_session_only(void **state) {
  (void)state;
  logbook_begin(&book, 0);
  practise(1, 1, NOON_MS);
  assert_true(keeper_idle(book.keeper, SAVED_MS));
  logbook_begin(&book, 0);
  news(LOGBOOK_HIST);
  assert_int_equal(book.saved, LOGBOOK_NOTHING);
}

static void each_session_has_an_id_of_its_own_and_each_fact_too(void **state) {
  (void)state;
  for (int i = 0; i < 3; i++) {
    logbook_begin(&book, 1);
    practise(1, 1, NOON_MS + i * HOUR_MS);
    ses.result = (struct ses_result){0};
  }
  const struct home_stand_facts *facts = facts_on_disk(NOON_MS);
  assert_int_equal(facts->count, 6);
  for (int i = 0; i < facts->count; i++) {
    for (int k = 0; k < i; k++) assert_string_not_equal(facts->records[i].id, facts->records[k].id);
    assert_string_equal(facts->records[i].device, book.device);
  }
  news(LOGBOOK_HIST);
  assert_int_equal(book.hist.totals.sessions, 3);
}

/* The start of the day is the player's, to the second; what is kept stays when it is changed. */
static void a_set_counts_for_the_day_by_the_start_in_force(void **state) {
  (void)state;
  int64_t four_ms = NOON_MS - 8 * HOUR_MS;
  settings.day_start_h = 4;
  logbook_begin(&book, 0);
  practise(1, 1, four_ms - 1000);
  practise(2, 1, four_ms);
  settings.day_start_h = 0;
  news(LOGBOOK_HIST);
  assert_int_equal(book.hist.day_count, 2);
  assert_int_equal(book.hist.days[0].day, TODAY - 1);
  assert_int_equal(book.hist.days[1].day, TODAY);
  assert_int_equal(logbook_day(at(four_ms - 1000), &settings), TODAY);
}

static void a_badge_is_kept_with_all_that_shows_it(void **state) {
  (void)state;
  struct badge badge = {.id = "first-set", .title = "Lying down", .words = "Your first set."};
  assert_true(emblem_parse("disc sun 0 0 1 0", &badge.emblem));
  logbook_badge(&book, &badge, at(NOON_MS), &settings);
  start_again(NOON_MS + DAY_MS);
  assert_int_equal(book.hist.badge_count, 1);
  assert_string_equal(book.hist.badges[0].title, "Lying down");
  assert_int_equal(book.hist.badges[0].day, TODAY);
  assert_int_equal(book.hist.badges[0].emblem.count, 1);
}

static void a_leave_ends_when_the_player_is_back(void **state) {
  (void)state;
  logbook_leave(&book, 0, at(NOON_MS), &settings);
  logbook_leave(&book, RECORD_LEAVE_MAX + 1, at(NOON_MS), &settings);
  news(LOGBOOK_HIST);
  assert_int_equal(book.hist.leave_count, 0);
  logbook_leave(&book, 7, at(NOON_MS), &settings);
  news(LOGBOOK_HIST);
  assert_int_equal(book.hist.leave_count, 1);
  assert_true(hist_away(&book.hist, TODAY) && hist_away(&book.hist, TODAY + 6));
  assert_false(hist_away(&book.hist, TODAY + 7));
  logbook_back(&book, at(NOON_MS + 2 * DAY_MS), &settings);
  news(LOGBOOK_HIST);
  assert_true(hist_away(&book.hist, TODAY + 1));
  assert_false(hist_away(&book.hist, TODAY + 2));
  logbook_back(&book, at(NOON_MS + 2 * DAY_MS), &settings); /* nothing is left to be ended */
  assert_int_equal(news(LOGBOOK_HIST), 0);
  logbook_leave(&book, 5, at(NOON_MS + 3 * DAY_MS), &settings);
  news(LOGBOOK_HIST);
  logbook_back(&book, at(NOON_MS + 3 * DAY_MS), &settings); /* on the very day: it never was */
  news(LOGBOOK_HIST);
  assert_false(hist_away(&book.hist, TODAY + 3));
}

static void a_clock_that_is_set_back_takes_no_day_and_brings_none(void **state) {
  (void)state;
  logbook_begin(&book, 0);
  practise(1, 1, NOON_MS);
  start_again(NOON_MS - 3650 * DAY_MS);
  assert_true(book.ask_clock);
  logbook_begin(&book, 0);
  practise(1, 1, NOON_MS - 3650 * DAY_MS);
  start_again(NOON_MS + DAY_MS);
  assert_false(book.ask_clock);
  assert_int_equal(book.hist.day_count, 1);
  assert_int_equal(book.hist.days[0].sets, 2);
  logbook_begin(&book, 0);
  practise(1, 1, NOON_MS + DAY_MS);
  news(LOGBOOK_HIST);
  assert_int_equal(book.hist.day_count, 2);
}

static void today_is_right_counts_the_sets_ahead_for_other_days(void **state) {
  (void)state;
  logbook_begin(&book, 0);
  practise(1, 1, NOON_MS + 3650 * DAY_MS);
  start_again(NOON_MS);
  assert_true(book.ask_clock);
  logbook_clock(&book, true, at(NOON_MS), &settings);
  assert_false(book.ask_clock);
  news(LOGBOOK_HIST);
  assert_int_equal(book.hist.day_count, 1);
  assert_true(book.hist.days[0].day <= TODAY);
  logbook_begin(&book, 0);
  practise(1, 1, NOON_MS);
  start_again(NOON_MS + HOUR_MS);
  assert_false(book.ask_clock);
  assert_true(book.hist.days[book.hist.day_count - 1].day == TODAY);
  assert_int_equal(book.hist.totals.sets, 2);
}

static void the_clock_is_wrong_changes_nothing(void **state) {
  (void)state;
  logbook_begin(&book, 0);
  practise(1, 1, NOON_MS + 10 * DAY_MS);
  start_again(NOON_MS);
  assert_true(book.ask_clock);
  logbook_clock(&book, false, at(NOON_MS), &settings);
  assert_int_equal(news(LOGBOOK_HIST), 0);
  assert_int_equal(book.hist.days[0].day, TODAY + 10);
}

static void a_setting_is_kept(void **state) {
  (void)state;
  logbook_keep(&book, LOGBOOK_RULE_KEY, "daily");
  assert_int_equal(logbook_close(&book), 0);
  struct store *store = home_stand_open(home);
  assert_string_equal(store_get(store, LOGBOOK_RULE_KEY), "daily");
  store_close(store);
  open_book(NOON_MS);
}

/* Without a place for it the game goes on; what was done is told as not saved. */
static void a_store_that_does_not_write_says_so_and_counts_all_the_same(void **state) {
  (void)state;
  struct logbook other;
  char file[HOME_STAND_PATH + 16];
  enum store_state how;
  snprintf(file, sizeof file, "%s/no such folder/supine.db", home);
  log_set_level(LOG_ERROR + 1);
  struct store *store = store_open(file, &how);
  assert_int_equal(how, STORE_MEMORY);
  assert_int_equal(logbook_close(&book), 0);
  assert_int_equal(logbook_open(&book, store, &settings, at(NOON_MS)), 0);
  logbook_begin(&book, 0);
  practise(1, 1, NOON_MS);
  assert_true(news(LOGBOOK_FAILED) > 0);
  assert_int_equal(book.saved, LOGBOOK_WAITING);
  assert_true(book.why[0] != '\0');
  assert_int_equal(book.hist.day_count, 1);
  other = book;
  assert_true(logbook_close(&other) < 0);
  open_book(NOON_MS);
}

/* The second question waits for the first one's answer; a device that was never measured has none. */
static void the_delay_of_a_sound_device_is_looked_up(void **state) {
  (void)state;
  assert_int_equal(prefs_save_offset(book.keeper, "Headphones", 180), 0);
  logbook_find_offset(&book, "Headphones");
  logbook_find_offset(&book, "Loudspeaker");
  assert_int_equal(news(LOGBOOK_OFFSET), 1);
  assert_int_equal(book.offset_ms, 180);
  logbook_find_offset(&book, "Loudspeaker");
  assert_int_equal(news(LOGBOOK_OFFSET), 1);
  assert_int_equal(book.offset_ms, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(a_new_home_has_an_empty_history),
      TEST(a_session_is_kept_with_how_the_back_felt),
      TEST(a_session_of_which_nothing_remains_leaves_nothing),
      TEST(feelings_that_are_not_told_are_not_kept),
      TEST(saved_is_said_of_this_session_only),
      TEST(each_session_has_an_id_of_its_own_and_each_fact_too),
      TEST(a_set_counts_for_the_day_by_the_start_in_force),
      TEST(a_badge_is_kept_with_all_that_shows_it),
      TEST(a_leave_ends_when_the_player_is_back),
      TEST(a_clock_that_is_set_back_takes_no_day_and_brings_none),
      TEST(today_is_right_counts_the_sets_ahead_for_other_days),
      TEST(the_clock_is_wrong_changes_nothing),
      TEST(a_setting_is_kept),
      TEST(a_store_that_does_not_write_says_so_and_counts_all_the_same),
      TEST(the_delay_of_a_sound_device_is_looked_up),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
