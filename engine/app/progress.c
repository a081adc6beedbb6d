/* supine progress: what has come together so far, for people and, with --json, for programs. */
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "civil.h"
#include "commands.h"
#include "err.h"
#include "home.h"
#include "logbook.h"
#include "moment.h"
#include "pl.h"
#include "prefs.h"
#include "rules.h"
#include "rules_kept.h"
#include "store_days.h"

#define TEXT_MAX 400

struct report {
  struct hist hist;
  const struct rules_result *rules;
  const struct loc *loc;
  int32_t today;
};

static const char *leaf_name(enum streak_leaf leaf) {
  static const char *const names[STREAK_LEAVES_KINDS] = {"open", "done", "rest", "frozen", "away"};
  return names[leaf];
}

/* ---- for programs ------------------------------------------------------------------------------------- */

static struct json_object *day_text(int32_t day) {
  char text[CIVIL_DAY_SIZE];
  return json_object_new_string(civil_print_day(day, text, sizeof text));
}

static void put_text(struct json_object *object, const char *key, const char *text) {
  json_object_object_add(object, key, json_object_new_string(text));
}

static void put_number(struct json_object *object, const char *key, int64_t number) {
  json_object_object_add(object, key, json_object_new_int64(number));
}

static struct json_object *streak_json(const struct streak *streak) {
  struct json_object *object = json_object_new_object(), *week = json_object_new_array();
  struct json_object *lines = json_object_new_array(), *spans = json_object_new_array();
  put_text(object, "rule", streak->rule);
  put_text(object, "title", streak->title);
  put_number(object, "count", streak->count);
  put_number(object, "best", streak->best);
  put_text(object, "headline", streak->headline);
  if (streak->freezes >= 0) put_number(object, "freezes", streak->freezes);
  json_object_object_add(object, "week_start", day_text(streak->week_start));
  for (int i = 0; i < STREAK_LEAVES; i++)
    json_object_array_add(week, json_object_new_string(leaf_name(streak->week[i])));
  for (int i = 0; i < streak->line_count; i++)
    json_object_array_add(lines, json_object_new_string(streak->lines[i]));
  for (int i = 0; i < streak->span_count; i++) {
    struct json_object *span = json_object_new_object();
    json_object_object_add(span, "from", day_text(streak->spans[i].from));
    json_object_object_add(span, "to", day_text(streak->spans[i].to));
    put_text(span, "note", streak->spans[i].note);
    json_object_array_add(spans, span);
  }
  json_object_object_add(object, "week", week);
  json_object_object_add(object, "why", lines);
  json_object_object_add(object, "counted", spans);
  return object;
}

static struct json_object *badge_json(const char *id, const char *title, const struct hist_badge *had) {
  struct json_object *object = json_object_new_object();
  put_text(object, "id", id);
  put_text(object, "title", title);
  json_object_object_add(object, "earned", had ? day_text(had->day) : NULL);
  return object;
}

static struct json_object *badges_json(const struct report *report) {
  struct json_object *array = json_object_new_array();
  const struct badge_list *list = &report->rules->badges;
  for (int i = 0; i < list->count; i++) {
    const struct badge *badge = &list->badges[i];
    struct json_object *object = badge_json(badge->id, badge->title, hist_earned(&report->hist, badge->id));
    json_object_object_add(object, "done", json_object_new_double(badge->done));
    json_object_object_add(object, "goal", json_object_new_double(badge->goal));
    json_object_array_add(array, object);
  }
  for (int i = 0; i < report->hist.badge_count; i++) { /* whose rules are gone */
    const struct hist_badge *had = &report->hist.badges[i];
    bool known = false;
    for (int k = 0; k < list->count; k++) known = known || strcmp(list->badges[k].id, had->id) == 0;
    if (!known) json_object_array_add(array, badge_json(had->id, had->title, had));
  }
  return array;
}

static void print_json(const struct report *report) {
  const struct hist_totals *totals = &report->hist.totals;
  struct json_object *object = json_object_new_object(), *sums = json_object_new_object();
  json_object_object_add(object, "today", day_text(report->today));
  json_object_object_add(object, "streak", report->rules->streak ? streak_json(report->rules->streak) : NULL);
  put_number(sums, "days", totals->days);
  put_number(sums, "sessions", totals->sessions);
  put_number(sums, "sets", totals->sets);
  put_number(sums, "reps", totals->reps);
  put_number(sums, "breaths", totals->breaths);
  put_number(sums, "minutes", totals->practised_s / 60);
  json_object_object_add(object, "totals", sums);
  json_object_object_add(object, "badges", badges_json(report));
  puts(json_object_to_json_string_ext(object, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE));
  json_object_put(object);
}

/* ---- for people --------------------------------------------------------------------------------------- */

static void print_count(const struct report *report, const char *what, int64_t n) {
  char key[64];
  snprintf(key, sizeof key, "progress.%s.%s", what, n == 1 ? "one" : "many");
  printf("%8lld %s\n", (long long)n, loc_get(report->loc, key));
}

static void print_streak(const struct streak *streak) {
  printf("%s\n", streak->headline);
  if (*streak->best_words) printf("%s\n", streak->best_words);
  for (int i = 0; i < STREAK_LEAVES; i++) {
    static const char marks[STREAK_LEAVES_KINDS] = {'.', 'x', '-', '*', '~'};
    printf("%c ", marks[streak->week[i]]);
  }
  printf(" %s\n\n", streak->week_words);
}

static void print_badges(const struct report *report) {
  char one[16], two[16], text[TEXT_MAX], day[CIVIL_DAY_SIZE];
  const struct hist *hist = &report->hist;
  const struct badge_list *list = &report->rules->badges;
  int all = hist->badge_count;
  for (int i = 0; i < list->count; i++)
    if (!list->badges[i].hidden_until_earned && !hist_earned(hist, list->badges[i].id)) all++;
  snprintf(one, sizeof one, "%d", hist->badge_count);
  snprintf(two, sizeof two, "%d", all);
  printf("\n%s: %s\n", loc_get(report->loc, "badges.title"),
         loc_fill(text, sizeof text, loc_get(report->loc, "progress.badges_count"), one, two));
  for (int i = 0; i < hist->badge_count; i++)
    printf("  %s  %s\n", civil_print_day(hist->badges[i].day, day, sizeof day), hist->badges[i].title);
}

static void print_text(const struct report *report) {
  const struct hist_totals *totals = &report->hist.totals;
  if (report->rules->streak) print_streak(report->rules->streak);
  if (totals->days == 0) {
    printf("%s\n", loc_get(report->loc, "progress.none_yet"));
    return;
  }
  print_count(report, "days", totals->days);
  print_count(report, "sessions", totals->sessions);
  print_count(report, "minutes", totals->practised_s / 60);
  print_count(report, "breaths", totals->breaths);
  print_badges(report);
}

static void print_findings(const struct diag_list *list) {
  for (int i = 0; i < list->count; i++) {
    char line[2 * DIAG_TEXT_MAX + 32];
    fprintf(stderr, "supine: %s\n", diag_line(&list->rows[i], line, sizeof line));
  }
}

static int tell(const struct args *args, struct catalog *catalog, struct store *store, const char *home) {
  struct report report = {.loc = &catalog->loc};
  struct arena arena = {0};
  struct rules rules;
  struct moment_clock clock;
  char rule[RECORD_NAME_SIZE] = "";
  moment_init(&clock, args, pl_now_us());
  struct settings settings = prefs_load(store);
  report.today = logbook_day(moment_at(&clock, pl_now_us()), &settings);
  const char *chosen = store_get(store, LOGBOOK_RULE_KEY);
  if (chosen) snprintf(rule, sizeof rule, "%s", chosen);
  int result = store_hist(store, &arena, &report.hist);
  if (result == 0) result = rules_open(&rules, catalog, home);
  if (result == 0) {
    rules_remember(&rules, store_cache_get(store, RULES_KEPT_KEY));
    result = rules_update(&rules, &report.hist, report.today, rule);
    if (result == 0) report.rules = rules_wait(&rules);
    print_findings(&rules.findings);
    if (report.rules) print_findings(&report.rules->findings);
    if (report.rules && args->json) print_json(&report);
    if (report.rules && !args->json) print_text(&report);
    char *said = rules_memory(&rules);
    if (said) store_cache_put(store, RULES_KEPT_KEY, said); /* where it cannot be kept it is asked again */
    free(said);
    rules_close(&rules);
  }
  arena_clear(&arena);
  return result;
}

int progress_command(const struct args *args) {
  char home[HOME_PATH_MAX];
  struct store *store;
  struct catalog catalog;
  int result = home_open(args, HOME_READ, home, &store);
  if (result != 0) return result;
  result = catalog_open(&catalog, args->home);
  if (result == 0) result = tell(args, &catalog, store, home);
  catalog_close(&catalog);
  store_close(store);
  return result;
}
