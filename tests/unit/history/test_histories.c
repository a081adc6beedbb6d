/* Ten thousand made-up lives against a slow second opinion. The library counts days as integers; the second
** opinion holds them as texts, "2026-03-29", that the C library's calendar made, searches lists from end to
** end, and knows nothing of the code under test. Each life has its seed; a wrong one is printed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "hist.h"
#include "lives.h"

#define LIVES 10000

struct text {
  char day[CIVIL_DAY_SIZE + 8];
};

static struct lives_zone zones[LIVES_ZONES];

/* ---- the second opinion ---- */

static struct text slow_print(int64_t unix_s) {
  struct text text;
  time_t at = (time_t)unix_s;
  struct tm parts;
  gmtime_r(&at, &parts);
  strftime(text.day, sizeof text.day, "%Y-%m-%d", &parts);
  return text;
}

static int64_t slow_floor_s(int64_t ms) {
  return ms % 1000 < 0 ? ms / 1000 - 1 : ms / 1000;
}

static struct text slow_day(int64_t utc_ms, int32_t offset_s, int day_start_min) {
  return slow_print(slow_floor_s(utc_ms) + offset_s - day_start_min * 60);
}

static struct text slow_number(int32_t day) {
  return slow_print((int64_t)day * 86400);
}

static int64_t slow_noon(struct text text) {
  struct tm parts = {.tm_hour = 12, .tm_mday = 1};
  int year;
  sscanf(text.day, "%d-%d-%d", &year, &parts.tm_mon, &parts.tm_mday);
  parts.tm_year = year - 1900;
  parts.tm_mon--;
  return timegm(&parts);
}

static struct text slow_next(struct text text) {
  return slow_print(slow_noon(text) + 86400);
}

static struct text slow_week(struct text text) {
  struct text week;
  time_t noon = (time_t)slow_noon(text);
  struct tm parts;
  gmtime_r(&noon, &parts);
  strftime(week.day, sizeof week.day, "%G-%V", &parts);
  return week;
}

static bool same(struct text a, struct text b) {
  return strcmp(a.day, b.day) == 0;
}

/* The set of a device before set `upto` whose clock stood latest and that counts where it was made. */
static const struct life_set *slow_last(const struct life *life, int upto) {
  const struct life_set *last = NULL;
  for (int i = 0; i < upto; i++) {
    const struct life_set *set = &life->sets[i];
    if (set->device == life->sets[upto].device && !set->redated &&
        (!last || set->clock.utc_ms > last->clock.utc_ms))
      last = set;
  }
  return last;
}

/* What the day of a set must be when it is made. */
static int check_stamp(const struct life *life, int at, const struct stamp *made) {
  const struct life_set *set = &life->sets[at], *last = slow_last(life, at);
  struct text clock = slow_day(set->clock.utc_ms, set->clock.offset_s, set->clock.day_start_min);
  bool doubtful = last && last->clock.utc_ms > set->clock.utc_ms;
  bool ask = doubtful && last->clock.utc_ms - set->clock.utc_ms > LIVES_DAY_MS;
  struct text expected = doubtful ? slow_number(last->day) : clock;
  return made->doubtful != doubtful || made->ask != ask || !same(slow_number(made->when.day), expected);
}

/* What a redated set's day must be, found by going back day by day. */
static struct text slow_redate(const struct life_set *set, const struct stamp_clock *now, int64_t latest_ms,
                               struct text good) {
  struct text today = slow_day(now->utc_ms, now->offset_s, now->day_start_min);
  struct text day = slow_number(set->fact.when.day);
  if (set->clock.utc_ms > now->utc_ms) {
    int64_t noon = slow_noon(day);
    for (; latest_ms > now->utc_ms; latest_ms -= LIVES_DAY_MS) noon -= 86400;
    day = slow_print(noon);
  } else {
    day = slow_day(set->clock.utc_ms, set->clock.offset_s, set->clock.day_start_min);
  }
  if (strcmp(day.day, good.day) < 0) day = good;
  return strcmp(day.day, today.day) > 0 ? today : day;
}

/* ---- living ---- */

static int roll(struct life *life, int count) {
  return (int)facts_between(&life->dice, 0, count - 1);
}

static struct stamp_clock show(const struct life *life, int device, int zone, int day_start_min,
                               int64_t true_ms) {
  struct stamp_clock clock = {.utc_ms = true_ms + life->error_ms[device], .day_start_min = day_start_min};
  clock.offset_s = lives_offset_s(&zones[zone], slow_floor_s(clock.utc_ms));
  return clock;
}

/* The clock of a device is put right and the player says that today is right. */
static void answer(struct life *life, int device, const struct stamp_clock *now) {
  struct record astray[LIVES_SETS], moved[LIVES_SETS];
  int which[LIVES_SETS], count = 0;
  int32_t good = CIVIL_DAY_MIN;
  int64_t latest_ms = 0;
  life->last[device] = (struct stamp_last){0};
  for (int i = 0; i < life->count; i++) {
    const struct life_set *set = &life->sets[i];
    if (set->device != device) continue;
    if (!set->redated && stamp_astray(now, &set->fact)) {
      if (set->clock.utc_ms > latest_ms) latest_ms = set->clock.utc_ms;
      astray[count] = set->fact;
      which[count++] = i;
      continue;
    }
    if (set->day > good) good = set->day;
    if (!set->redated && (!life->last[device].known || set->clock.utc_ms > life->last[device].utc_ms))
      life->last[device] = (struct stamp_last){true, set->clock.utc_ms, set->day};
  }
  if (count == 0) return;
  stamp_redate(now, astray, count, good, moved);
  for (int i = 0; i < count; i++) {
    struct life_set *set = &life->sets[which[i]];
    struct text good_text = good == CIVIL_DAY_MIN ? (struct text){"0001-01-01"} : slow_number(good);
    struct text today = slow_day(now->utc_ms, now->offset_s, now->day_start_min);
    if (strcmp(good_text.day, today.day) > 0) good_text = today;
    struct text expected = slow_redate(set, now, latest_ms, good_text);
    life->wrong += !same(slow_number(moved[i].as.redate.day), expected);
    life->wrong += strcmp(moved[i].as.redate.set, set->fact.id) != 0;
    set->day = moved[i].as.redate.day;
    set->redated = true;
  }
}

static void practise(struct life *life, int device, const struct stamp_clock *clock, int64_t true_ms) {
  struct life_set *set = &life->sets[life->count];
  *set =
      (struct life_set){.true_ms = true_ms, .clock = *clock, .device = device, .fact = {.kind = RECORD_SET}};
  struct stamp made = stamp(clock, &life->last[device]);
  life->wrong += check_stamp(life, life->count, &made);
  snprintf(set->fact.id, sizeof set->fact.id, "%032x", (unsigned)life->count);
  set->fact.when = made.when;
  set->fact.as.set.doubtful = made.doubtful;
  set->fact.as.set.day_start_min = clock->day_start_min;
  set->day = made.when.day;
  if (!made.doubtful) life->last[device] = (struct stamp_last){true, clock->utc_ms, set->day};
  life->count++;
}

/* A clock goes wrong: a dead battery, another year, month, day or zone. */
static void break_clock(struct life *life, int device, int64_t true_ms) {
  static const int64_t errors_ms[] = {
      3650 * LIVES_DAY_MS, 40 * LIVES_DAY_MS, 3 * LIVES_DAY_MS, 7200000, -7200000, -90000,
      -LIVES_DAY_MS,       -40 * LIVES_DAY_MS};
  int which = roll(life, 9);
  life->error_ms[device] = which == 8 ? roll(life, 1000000) - true_ms : errors_ms[which];
  life->faults = true;
}

static void live(struct life *life, uint64_t seed) {
  memset(life, 0, sizeof *life);
  life->dice.state = seed;
  static const int starts_min[] = {0, 240, 180, 720, 1};
  static const int hours_most[] = {1, 10, 26, 30, 60, 200};
  bool faulty = roll(life, 2) == 0, traveller = roll(life, 2) == 0;
  int devices = 1 + roll(life, LIVES_DEVICES), zone = roll(life, LIVES_ZONES),
      start_min = starts_min[roll(life, 5)];
  int sets = 10 + roll(life, LIVES_SETS - 10);
  /* From 2010 to 2030; every tenth around the end of 2011, when Apia left a day out. */
  int64_t now_ms = roll(life, 10) ? facts_between(&life->dice, INT64_C(1262304000000), INT64_C(1893456000000))
                                  : INT64_C(1323000000000);
  while (life->count < sets) {
    int device = roll(life, devices);
    now_ms += facts_between(&life->dice, 1000, hours_most[roll(life, 6)] * INT64_C(3600000));
    if (traveller && roll(life, 8) == 0) {
      zone = roll(life, LIVES_ZONES);
      now_ms += facts_between(&life->dice, 2, 14) * 3600000;
    }
    if (roll(life, 40) == 0) start_min = starts_min[roll(life, 5)];
    if (faulty && roll(life, 12) == 0 && life->error_ms[device] == 0) break_clock(life, device, now_ms);
    bool repaired = life->error_ms[device] != 0 && roll(life, 4) == 0;
    if (repaired) life->error_ms[device] = 0;
    struct stamp_clock clock = show(life, device, zone, start_min, now_ms);
    /* Asked while the clock is wrong, the player says so, and nothing changes. */
    if (life->error_ms[device] == 0 && stamp(&clock, &life->last[device]).ask && roll(life, 3))
      answer(life, device, &clock);
    practise(life, device, &clock, now_ms);
  }
}

/* ---- the days of a life, both ways ---- */

static bool out_of_order(const struct life_set *set) {
  return set->redated || set->fact.as.set.doubtful;
}

/* One row a day, in order, as the store makes them. */
static int build_days(const struct life *life, struct hist_day *days) {
  int count = 0;
  for (int i = 0; i < life->count; i++) {
    int at = 0;
    while (at < count && days[at].day < life->sets[i].day) at++;
    if (at < count && days[at].day == life->sets[i].day) {
      days[at].sets++;
      continue;
    }
    memmove(&days[at + 1], &days[at], (size_t)(count - at) * sizeof *days);
    days[at] = (struct hist_day){.day = life->sets[i].day, .sets = 1};
    count++;
  }
  for (int d = 0; d < count; d++) {
    const struct life_set *first = NULL, *last = NULL;
    for (int pass = 0; pass < 2 && !first; pass++) {
      for (int i = 0; i < life->count; i++) {
        const struct life_set *set = &life->sets[i];
        if (set->day != days[d].day || (pass == 0 && out_of_order(set))) continue;
        if (!first || set->clock.utc_ms < first->clock.utc_ms) first = set;
        if (!last || set->clock.utc_ms > last->clock.utc_ms) last = set;
      }
    }
    days[d].first_utc_ms = first->clock.utc_ms;
    days[d].first_offset_s = first->clock.offset_s;
    days[d].last_utc_ms = last->clock.utc_ms;
    days[d].last_offset_s = last->clock.offset_s;
    days[d].last_day_start_min = last->clock.day_start_min;
  }
  hist_bridge(days, count);
  return count;
}

/* The first (or last) set of a day by its clock, a trustworthy one where there is any. */
static const struct life_set *slow_edge(const struct life *life, struct text day, bool last) {
  const struct life_set *best = NULL;
  for (int i = 0; i < life->count; i++) {
    const struct life_set *set = &life->sets[i];
    if (!same(slow_number(set->day), day)) continue;
    bool better = !best || (out_of_order(best) && !out_of_order(set));
    if (best && out_of_order(best) == out_of_order(set))
      better = last ? set->clock.utc_ms > best->clock.utc_ms : set->clock.utc_ms < best->clock.utc_ms;
    if (better) best = set;
  }
  return best;
}

static bool slow_bridged(const struct life *life, struct text before, struct text day) {
  const struct life_set *a = slow_edge(life, before, true), *b = slow_edge(life, day, false);
  struct text next = slow_next(before);
  int64_t apart_ms = b->clock.utc_ms - a->clock.utc_ms;
  if (same(next, day) || apart_ms < 0 || apart_ms > 36 * INT64_C(3600000)) return false;
  struct text seen = slow_day(b->clock.utc_ms, a->clock.offset_s, a->clock.day_start_min);
  return strcmp(seen.day, next.day) <= 0;
}

static int check_days(const struct life *life, const struct hist_day *days, int count) {
  int wrong = 0, sets = 0;
  for (int d = 0; d < count; d++) {
    struct text day = slow_number(days[d].day);
    int here = 0;
    for (int i = 0; i < life->count; i++) here += same(slow_number(life->sets[i].day), day);
    wrong += here != days[d].sets;
    sets += here;
    if (d == 0) continue;
    struct text before = slow_number(days[d - 1].day);
    wrong += strcmp(before.day, day.day) >= 0;
    wrong += days[d].bridged != slow_bridged(life, before, day);
  }
  return wrong + (sets != life->count);
}

/* Practised days of every week, and days that only travel took away: what the rules of streaks stand on. */
static int check_weeks(const struct hist_day *days, int count) {
  int wrong = 0;
  for (int d = 0; d < count; d++) {
    int32_t start = civil_week_start(days[d].day, CIVIL_MONDAY);
    struct text week = slow_week(slow_number(days[d].day));
    struct hist hist = {.days = days, .day_count = count};
    int fast = 0, fast_neutral = 0, slow = 0, slow_neutral = 0;
    for (int at = hist_from(&hist, start); at < hist_from(&hist, start + 7); at++) fast++;
    for (int32_t day = start; day < start + 7; day++) {
      int next = hist_from(&hist, day);
      fast_neutral += !hist_find(&hist, day) && next < count && days[next].bridged;
    }
    for (int i = 0; i < count; i++) {
      slow += same(slow_week(slow_number(days[i].day)), week);
      if (i == 0 || !days[i].bridged) continue;
      struct text gap = slow_next(slow_number(days[i - 1].day)), end = slow_number(days[i].day);
      for (; !same(gap, end); gap = slow_next(gap)) slow_neutral += same(slow_week(gap), week);
    }
    wrong += fast != slow || fast_neutral != slow_neutral;
  }
  return wrong;
}

/* Where no clock was ever wrong, nobody who practised again within 24 hours has a gap. */
static int check_promise(const struct life *life, const struct hist_day *days, int count) {
  int wrong = 0;
  for (int d = 1; d < count && !life->faults; d++) {
    int64_t apart_ms = days[d].first_utc_ms - days[d - 1].last_utc_ms;
    if (apart_ms < 0 || apart_ms > LIVES_DAY_MS) continue;
    wrong += days[d].day != days[d - 1].day + 1 && !days[d].bridged;
  }
  return wrong;
}

static int set_up(void **state) {
  (void)state;
  static const char *const names[LIVES_ZONES] = {
      "Europe/Berlin",      "America/New_York", "America/Sao_Paulo", "Pacific/Apia",
      "Pacific/Kiritimati", "Asia/Tokyo",       "Pacific/Honolulu",  "Australia/Lord_Howe",
      "Asia/Kathmandu",     "America/St_Johns", "Pacific/Chatham",   "UTC"};
  zones_demand();
  for (int z = 0; z < LIVES_ZONES; z++) lives_learn(&zones[z], names[z]);
  return 0;
}

static void no_life_has_a_wrong_day(void **state) {
  (void)state;
  static struct life life;
  struct hist_day days[LIVES_SETS];
  int wrong = 0, sets = 0, bridged = 0, doubtful = 0, redated = 0;
  for (uint64_t seed = 1; seed <= LIVES; seed++) {
    live(&life, seed * UINT64_C(0x9E3779B97F4A7C15));
    int count = build_days(&life, days);
    int here = life.wrong + check_days(&life, days, count) + check_weeks(days, count) +
               check_promise(&life, days, count);
    if (here && wrong < 5) print_message("seed %llu: %d wrong\n", (unsigned long long)seed, here);
    wrong += here > 0;
    sets += life.count;
    for (int d = 0; d < count; d++) bridged += days[d].bridged;
    for (int i = 0; i < life.count; i++) {
      doubtful += life.sets[i].fact.as.set.doubtful;
      redated += life.sets[i].redated;
    }
  }
  print_message("10,000 histories, %d wrong (%d sets, %d doubtful, %d redated, %d gaps bridged)\n", wrong,
                sets, doubtful, redated, bridged);
  /* All that can go wrong did happen. */
  assert_true(bridged > 500 && doubtful > 1000 && redated > 1000);
  assert_int_equal(wrong, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_life_has_a_wrong_day),
  };
  return cmocka_run_group_tests(tests, set_up, NULL);
}
