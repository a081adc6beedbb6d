/* A made-up history for the tests of the screens: most of a year of practice, a leave, badges earned and under way
** (one of which has lost its rule), and what a rule would say about it. The same on every run. */
#ifndef UI_HISTORY_H
#define UI_HISTORY_H

#include <stdio.h>
#include <string.h>

#include "civil.h"
#include "hist.h"
#include "streak.h"

#define HISTORY_DAYS   330
#define HISTORY_BADGES 26
#define HISTORY_EARNED 11
#define HISTORY_SPANS  24

struct history {
  int32_t today;
  struct hist_day days[HISTORY_DAYS];
  struct hist_leave leave;
  struct hist_badge earned[HISTORY_EARNED];
  struct badge badges[HISTORY_BADGES];
  struct badge_list list;
  struct streak_span spans[HISTORY_SPANS];
  struct streak_rule rules[4];
  struct streak streak;
  struct hist hist;
};

/* Shapes of made-up emblems: a few good compositions, repeated. */
static inline struct emblem history_emblem(int i) {
  static const struct emblem made[] = {
      {1, {{EMBLEM_LEAF, EMBLEM_GREEN, 0, 0, 1.3f, -30}}},
      {3,
       {{EMBLEM_WAVE, EMBLEM_PALE, 0, 0.4f, 1.4f, 0},
        {EMBLEM_WAVE, EMBLEM_COOL, 0, 0, 1.5f, 0},
        {EMBLEM_WAVE, EMBLEM_PALE, 0, -0.4f, 1.4f, 0}}},
      {3,
       {{EMBLEM_DISC, EMBLEM_SUN, 0.1f, 0.3f, 0.7f, 0},
        {EMBLEM_HILL, EMBLEM_GREEN, -0.3f, -0.75f, 1.6f, 0},
        {EMBLEM_HILL, EMBLEM_DARK, 0.45f, -0.95f, 1.7f, 0}}},
      {2, {{EMBLEM_ROLL, EMBLEM_GREEN, 0, 0, 1.2f, 0}, {EMBLEM_RING, EMBLEM_PALE, 0, 0, 1.8f, 0}}},
      {3,
       {{EMBLEM_MOON, EMBLEM_SUN, -0.1f, 0.1f, 1.1f, 20},
        {EMBLEM_STAR, EMBLEM_PALE, 0.45f, 0.4f, 0.3f, 10},
        {EMBLEM_STAR, EMBLEM_PALE, 0.5f, -0.15f, 0.18f, 0}}},
      {2, {{EMBLEM_DISC, EMBLEM_WARM, 0, 0.25f, 1.1f, 0}, {EMBLEM_FIGURE, EMBLEM_PALE, 0, -0.25f, 1.6f, 0}}},
      {4,
       {{EMBLEM_ARC, EMBLEM_WARM, 0, 0, 1.6f, 0},
        {EMBLEM_ARC, EMBLEM_SUN, 0, 0, 1.2f, 0},
        {EMBLEM_ARC, EMBLEM_COOL, 0, 0, 0.8f, 0},
        {EMBLEM_HILL, EMBLEM_GREEN, 0, -0.9f, 1.9f, 0}}},
      {2, {{EMBLEM_STAR, EMBLEM_SUN, 0, 0, 1.2f, 0}, {EMBLEM_DISC, EMBLEM_WARM, 0, 0, 0.3f, 0}}},
      {2, {{EMBLEM_DROP, EMBLEM_COOL, 0, 0.1f, 1.1f, 0}, {EMBLEM_WAVE, EMBLEM_PALE, 0, -0.6f, 1.2f, 0}}},
      {3,
       {{EMBLEM_BAR, EMBLEM_SUN, 0, 0.35f, 1.2f, 0},
        {EMBLEM_BAR, EMBLEM_SUN, 0, 0, 1.2f, 0},
        {EMBLEM_BAR, EMBLEM_PALE, 0, -0.35f, 1.2f, 0}}},
  };
  return made[(size_t)i % (sizeof made / sizeof made[0])];
}

/* Practised on about five days of seven, a little longer as the year goes on; freer after than before. */
static inline void history_days(struct history *h) {
  uint32_t seed = 20261124u;
  int count = 0;
  for (int32_t day = h->today - 400; day < h->today + 1 && count < HISTORY_DAYS; day++) {
    seed = seed * 1664525u + 1013904223u;
    int chance = (int)(seed >> 16) % 100, age = day - (h->today - 400);
    bool away = day >= h->leave.from && day <= h->leave.to;
    if (away || chance >= 68 || day == h->today - 1) continue;
    struct hist_day *row = &h->days[count++];
    *row = (struct hist_day){.day = day, .sessions = 1 + (chance < 12), .sets = 2, .reps = 10, .breaths = 25};
    row->practised_s = 150 + age + chance * 8;
    row->before_count = row->after_count = 1;
    row->before_sum = 1 + (age + chance * 5) / 260;
    row->after_sum = row->before_sum + 1 + (chance % 4 == 0 && row->before_sum < 4);
    h->hist.totals.days++;
    h->hist.totals.sessions += row->sessions;
    h->hist.totals.breaths += row->breaths;
    h->hist.totals.practised_s += row->practised_s;
  }
  h->hist.days = h->days;
  h->hist.day_count = count;
}

static inline void history_badges(struct history *h) {
  static const char *const titles[HISTORY_BADGES] = {
      "First set",       "First full week", "Both stretches",  "Slow breath",      "Eased off",
      "Morning back",    "Evening calm",    "Through the day", "Told how it felt", "Two devices",
      "Old friend",      "Welcome back",    "Four full weeks", "100 days",         "Thousand breaths",
      "Own routine",     "Spring",          "Summer",          "Autumn",           "Winter",
      "Ten hours",       "Three routines",  "A quiet week",    "Half a year",      "Every weekday",
      "A year of leaves"};
  static char ids[HISTORY_BADGES][8];
  for (int i = 0; i < HISTORY_BADGES; i++) {
    snprintf(ids[i], sizeof ids[i], "b%d", i);
    h->badges[i] = (struct badge){.id = ids[i],
                                  .title = titles[i],
                                  .words = "Practise slowly and kindly on as many days as feel right to you.",
                                  .emblem = history_emblem(i),
                                  .done = i < HISTORY_EARNED ? 4 : (i * 5) % 17,
                                  .goal = i < HISTORY_EARNED ? 4 : 17,
                                  .progress_words = i % 3 == 0 ? "2 of 4 weeks" : "41 of 100 days"};
  }
  for (int i = 0; i < HISTORY_EARNED; i++) {
    h->earned[i] = (struct hist_badge){.id = ids[i],
                                       .title = titles[i],
                                       .words = h->badges[i].words,
                                       .emblem = history_emblem(i),
                                       .day = h->today - 300 + 29 * i};
  }
  h->earned[4].id = "gone"; /* its rule was taken out */
  h->badges[4].hidden_until_earned = true;
  h->list = (struct badge_list){h->badges, HISTORY_BADGES};
  h->hist.badges = h->earned;
  h->hist.badge_count = HISTORY_EARNED;
}

static inline void history_streak(struct history *h) {
  static const enum streak_leaf week[STREAK_LEAVES] = {STREAK_DONE,   STREAK_DONE, STREAK_REST, STREAK_DONE,
                                                       STREAK_FROZEN, STREAK_AWAY, STREAK_OPEN};
  h->streak = (struct streak){
      .rule = "weeks",
      .title = "Weeks with five days",
      .summary = "Five days a week, two leaves to rest.",
      .count = 6,
      .best = 9,
      .headline = "6 weeks in a row",
      .best_words = "Best run: 9 weeks",
      .freezes = 1,
      .week_start = civil_week_start(h->today, CIVIL_MONDAY),
      .week_words = "3 of 5 days this week, two leaves to rest",
      .lines = {"A week counts when you practised on at least 5 of its 7 days.",
                "You practised on 5 days in the week of 16 November, and so on for 6 weeks in a row.",
                "The week of 5 October had 4 days: a spare week stood in for the fifth."},
      .line_count = 3,
      .spans = h->spans,
      .span_count = HISTORY_SPANS};
  memcpy(h->streak.week, week, sizeof week);
  for (int i = 0; i < HISTORY_SPANS; i++) {
    int32_t from = h->streak.week_start - 7 * (i + 1);
    h->spans[i] = (struct streak_span){from, from + 6, i == 6 ? "4 days and a spare week" : "5 days of 7"};
  }
}

static inline void history_make(struct history *h) {
  static const struct streak_rule rules[] = {
      {"weeks", "Weeks with five days", "Five days a week, two leaves to rest.", "weeks.lua", false},
      {"daily", "Day by day", "Days in a row.", "daily.lua", false},
      {"every-second-day", "Every second day", "One day on, one day off.", "every-second-day.lua", false},
      {"own", "Three a week", "Weeks with three days, as my therapist says.", "own.lua", true}};
  memset(h, 0, sizeof *h);
  h->today = (int32_t)civil_days(2026, 11, 24);
  h->leave = (struct hist_leave){.from = h->today - 122, .to = h->today - 109};
  h->hist.leaves = &h->leave;
  h->hist.leave_count = 1;
  memcpy(h->rules, rules, sizeof rules);
  history_days(h);
  history_badges(h);
  history_streak(h);
}

#endif
