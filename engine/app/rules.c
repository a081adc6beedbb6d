#include "rules.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "pl.h"
#include "rules_kept.h"

#define RULES_PATH_MAX 1024

/* One file: read once, asked with every history. */
struct rules_file {
  const char *group; /* "" for the program's; a player's file is a group of its own */
  struct source source;
  bool badges;
  bool usable; /* of a streak file: it has said who it is */
  struct streak_rule rule;
  int describing, asking; /* requests that are open, 0 none */
  struct badge_list answer;
};

/* ---- reading ---- */

static int is_lua(const struct dirent *entry) {
  size_t length = strlen(entry->d_name);
  return entry->d_name[0] != '.' && length > 4 && strcmp(entry->d_name + length - 4, ".lua") == 0;
}

static void add_file(struct rules *rules, const char *path, bool own, bool badges) {
  struct rules_file *file = &rules->files[rules->file_count];
  *file = (struct rules_file){.badges = badges};
  if (source_read(path, &rules->arena, &file->source) != 0) {
    diag_add(&rules->findings, true, path, file->source.line, "%s", err_text());
    return;
  }
  file->group = own ? arena_copy(&rules->arena, path) : "";
  if (!file->group) return;
  rules->file_count++;
}

/* A folder that is not there is no mistake. */
static void read_folder(struct rules *rules, const char *home, const char *name, bool own) {
  struct dirent **entries;
  char folder[RULES_PATH_MAX], path[RULES_PATH_MAX];
  if (snprintf(folder, sizeof folder, "%s/%s", home, name) >= (int)sizeof folder) return;
  int count = scandir(folder, &entries, is_lua, alphasort);
  if (count > RULES_FILES_MAX)
    diag_add(&rules->findings, true, folder, 0, "holds %d files; only the first %d were read", count,
             RULES_FILES_MAX);
  for (int i = 0; i < count; i++) {
    if (i < RULES_FILES_MAX &&
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name) < (int)sizeof path)
      add_file(rules, path, own, strcmp(name, "badges") == 0);
    free(entries[i]);
  }
  if (count >= 0) free(entries);
}

int rules_open(struct rules *rules, struct catalog *catalog, const char *home) {
  char own[RULES_PATH_MAX];
  memset(rules, 0, sizeof *rules);
  rules->catalog = catalog;
  rules->files = arena_array(&rules->arena, 4 * (size_t)RULES_FILES_MAX, sizeof *rules->files);
  rules->list = arena_array(&rules->arena, 2 * (size_t)RULES_FILES_MAX, sizeof *rules->list);
  if (!rules->files || !rules->list) {
    rules_close(rules);
    return err_set(ERR_MACHINE, "no memory left for streaks and badges");
  }
  bool has_home = pl_home_dir(home, own, sizeof own) == 0;
  read_folder(rules, catalog->scripts_dir, "streaks", false);
  if (has_home) read_folder(rules, own, "streaks", true);
  read_folder(rules, catalog->scripts_dir, "badges", false);
  if (has_home) read_folder(rules, own, "badges", true);
  for (int i = 0; i < rules->file_count; i++) {
    struct rules_file *file = &rules->files[i];
    int id = file->badges ? 0 : host_request_rules(catalog->host, &file->source, file->group, false);
    file->describing = id > 0 ? id : 0;
  }
  rules->since_us = pl_now_us();
  return 0;
}

static void drop(struct rules *rules, int *request) {
  if (*request) host_drop(rules->catalog->host, *request);
  *request = 0;
}

static void clear_result(struct rules_result *result) {
  diag_clear(&result->findings);
  arena_clear(&result->arena);
  memset(result, 0, sizeof *result);
}

void rules_close(struct rules *rules) {
  for (int i = 0; i < rules->file_count; i++) {
    drop(rules, &rules->files[i].describing);
    drop(rules, &rules->files[i].asking);
  }
  for (int i = 0; i < 2; i++) clear_result(&rules->results[i]);
  free(rules->memory);
  free(rules->question);
  diag_clear(&rules->findings);
  arena_clear(&rules->arena);
  memset(rules, 0, sizeof *rules);
}

/* ---- who they are ---- */

static struct decode_words words_of(const struct rules *rules) {
  const struct catalog *catalog = rules->catalog;
  return (struct decode_words){.poses = catalog->poses, .loc = &catalog->loc, .language = catalog->language};
}

static struct rules_file *find_streak(const struct rules *rules, const char *id) {
  for (int i = 0; i < rules->file_count; i++)
    if (rules->files[i].usable && strcmp(rules->files[i].rule.id, id) == 0) return &rules->files[i];
  return NULL;
}

/* Takes one description. Of two rules with one id the first counts. */
static void take_description(struct rules *rules, struct rules_file *file) {
  struct decode_words words = words_of(rules);
  int id = file->describing;
  file->describing = 0;
  if (host_take_streak_rule(rules->catalog->host, id, &words, &rules->arena, &rules->findings, &file->rule) !=
      0)
    return;
  if (find_streak(rules, file->rule.id)) {
    diag_add(&rules->findings, true, file->source.file, 0, "another streak rule already has the id \"%s\"",
             file->rule.id);
    return;
  }
  file->usable = true;
  rules->list[rules->list_count++] = file->rule;
}

/* In the order of the files, so that of two with one id it is always the same that counts. Returns whether all
** are known. */
static bool describe(struct rules *rules) {
  for (int i = 0; i < rules->file_count; i++) {
    struct rules_file *file = &rules->files[i];
    if (!file->describing) continue;
    if (!host_answered(rules->catalog->host, file->describing)) return false;
    take_description(rules, file);
  }
  return true;
}

/* ---- asking ---- */

static struct rules_result *in_making(struct rules *rules) {
  return &rules->results[1 - rules->shown];
}

void rules_remember(struct rules *rules, const char *memory) {
  free(rules->memory);
  rules->memory = memory ? strdup(memory) : NULL;
}

char *rules_memory(struct rules *rules) {
  if (rules->known || rules->ready || rules->wanted || rules->hurried || !rules->question) return NULL;
  if (rules->findings.count > 0) return NULL; /* they are to be told again */
  char *memory = rules_kept_print(&rules->results[rules->shown], rules->question);
  if (memory) rules_remember(rules, memory);
  rules->known = true;
  return memory;
}

/* Whether the answer is remembered; it is in the making then, and there. */
static bool recall(struct rules *rules, const struct hist *hist, int32_t today, const char *streak_id) {
  const struct source **sources = calloc((size_t)rules->file_count + 1, sizeof *sources);
  if (!rules->question) rules->question = calloc(1, RULES_KEPT_QUESTION);
  if (!sources || !rules->question) {
    free(sources);
    return false;
  }
  for (int i = 0; i < rules->file_count; i++) sources[i] = &rules->files[i].source;
  rules_kept_question(hist, today, streak_id, rules->catalog, sources, rules->file_count, rules->question);
  free(sources);
  return rules->memory && rules->findings.count == 0 &&
         rules_kept_parse(rules->memory, rules->question, in_making(rules));
}

int rules_update(struct rules *rules, const struct hist *hist, int32_t today, const char *streak_id) {
  struct decode_words words = words_of(rules);
  for (int i = 0; i < rules->file_count; i++) drop(rules, &rules->files[i].asking);
  clear_result(in_making(rules));
  rules->asked = rules->again = rules->wanted = rules->hurried = false;
  rules->known = rules->ready = recall(rules, hist, today, streak_id);
  if (rules->known) return 0;
  if (host_set_history(rules->catalog->host, hist, today, &words) != 0) return ERR_MACHINE;
  snprintf(rules->chosen, sizeof rules->chosen, "%s", streak_id);
  rules->wanted = true;
  return 0;
}

static void ask(struct rules *rules, struct rules_file *file) {
  file->answer = (struct badge_list){0};
  int id = host_request_rules(rules->catalog->host, &file->source, file->group, true);
  if (id > 0)
    file->asking = id;
  else
    diag_add(&in_making(rules)->findings, true, file->source.file, 0, "%s", err_text());
}

static void ask_all(struct rules *rules) {
  struct rules_file *streak = find_streak(rules, rules->chosen);
  if (!streak) streak = find_streak(rules, RULES_DEFAULT);
  if (streak) ask(rules, streak);
  for (int i = 0; i < rules->file_count; i++)
    if (rules->files[i].badges) ask(rules, &rules->files[i]);
  rules->asked = true;
  rules->since_us = pl_now_us();
}

/* A hundred files that each use up their time must not keep everybody else's answer away. */
static void leave_out(struct rules *rules, int64_t now_us) {
  if (now_us - rules->since_us <= RULES_PATIENCE_US) return;
  for (int i = 0; i < rules->file_count; i++) {
    struct rules_file *file = &rules->files[i];
    int *open = file->describing ? &file->describing : &file->asking;
    if (!file->group[0] || !*open || host_answered(rules->catalog->host, *open)) continue;
    struct diag_list *list = file->describing ? &rules->findings : &in_making(rules)->findings;
    diag_add(list, true, file->source.file, 0,
             "was left out: your files of rules together take longer than %d s", RULES_PATIENCE_US / 1000000);
    drop(rules, open);
    rules->hurried = true;
  }
}

/* Takes an answer into the result that is being made. */
static void take_answer(struct rules *rules, struct rules_file *file) {
  struct rules_result *result = in_making(rules);
  struct decode_words words = words_of(rules);
  struct host *host = rules->catalog->host;
  int id = file->asking;
  file->asking = 0;
  if (file->badges) {
    host_take_badges(host, id, &words, &result->arena, &result->findings, &file->answer);
    return;
  }
  if (host_take_streak(host, id, &words, &result->arena, &result->findings, &result->streak) == 0) return;
  struct rules_file *otherwise = find_streak(rules, RULES_DEFAULT);
  if (otherwise && otherwise != file && !rules->again) {
    rules->again = true;
    ask(rules, otherwise);
  }
}

/* All files' badges in one list, in the order of the files. Of two with one id the first counts. */
static void join_badges(struct rules *rules) {
  struct rules_result *result = in_making(rules);
  int count = 0;
  for (int i = 0; i < rules->file_count; i++) count += rules->files[i].answer.count;
  struct badge *all = arena_array(&result->arena, count ? (size_t)count : 1, sizeof *all);
  if (!all) return;
  count = 0;
  for (int i = 0; i < rules->file_count; i++) {
    const struct badge_list *answer = &rules->files[i].answer;
    for (int b = 0; b < answer->count; b++) {
      int same = 0;
      while (same < count && strcmp(all[same].id, answer->badges[b].id) != 0) same++;
      if (same == count)
        all[count++] = answer->badges[b];
      else
        diag_add(&result->findings, true, rules->files[i].source.file, 0,
                 "another badge already has the id \"%s\"", all[same].id);
    }
    rules->files[i].answer = (struct badge_list){0};
  }
  result->badges = (struct badge_list){all, count};
}

static bool any_open(const struct rules *rules) {
  for (int i = 0; i < rules->file_count; i++)
    if (rules->files[i].asking) return true;
  return false;
}

bool rules_poll(struct rules *rules) {
  struct host *host = rules->catalog->host;
  int64_t now_us = pl_now_us();
  host_poll(host, now_us);
  leave_out(rules, now_us);
  bool known = describe(rules);
  if (rules->wanted && !rules->asked && known) ask_all(rules);
  if (rules->wanted && rules->asked) {
    for (int i = 0; i < rules->file_count; i++) {
      struct rules_file *file = &rules->files[i];
      if (file->asking && host_answered(host, file->asking)) take_answer(rules, file);
    }
    if (!any_open(rules)) {
      join_badges(rules);
      rules->wanted = false;
      rules->ready = true;
    }
  }
  return rules->ready;
}

const struct rules_result *rules_take(struct rules *rules) {
  if (rules->ready) rules->shown = 1 - rules->shown;
  rules->ready = false;
  return &rules->results[rules->shown];
}

/* The first request that has no answer yet; 0: there is none. */
static int first_open(const struct rules *rules) {
  const struct host *host = rules->catalog->host;
  for (int i = 0; i < rules->file_count; i++) {
    const struct rules_file *file = &rules->files[i];
    if (file->describing && !host_answered(host, file->describing)) return file->describing;
    if (file->asking && !host_answered(host, file->asking)) return file->asking;
  }
  return 0;
}

const struct rules_result *rules_wait(struct rules *rules) {
  while (!rules_poll(rules) && rules->wanted) {
    int open = first_open(rules);
    if (open) host_wait(rules->catalog->host, open);
  }
  return rules_take(rules);
}

/* ---- checking ---- */

#define SAMPLE_TODAY 20780 /* 23 November 2026: an answer must not depend on when it is checked */
#define SAMPLE_DAYS  60

/* Sixty days of which five in seven have practice, some of them several times and with everything that can be
** told. */
static void make_sample(struct hist *hist, struct hist_day days[SAMPLE_DAYS]) {
  static const struct hist_routine routine = {"overhead-reach",  "",          false, 40,
                                              SAMPLE_TODAY - 59, SAMPLE_TODAY};
  static const struct hist_device device = {"00000000000000000000000000000001", 40, SAMPLE_TODAY - 59,
                                            SAMPLE_TODAY};
  static const struct hist_leave leave = {"", SAMPLE_TODAY - 30, SAMPLE_TODAY - 20};
  int count = 0;
  for (int i = 0; i < SAMPLE_DAYS; i++) {
    if (i % 7 > 4) continue;
    days[count++] = (struct hist_day){.day = SAMPLE_TODAY - SAMPLE_DAYS + 1 + i,
                                      .sessions = 1 + i % 3,
                                      .sets = 1 + i % 3,
                                      .reps = 5 * (1 + i % 3),
                                      .breaths = 10 * (1 + i % 3),
                                      .ease_offs = i % 5 == 0,
                                      .practised_s = 120 * (1 + i % 3),
                                      .slowest_breath_s = i % 4 ? 10 : 0,
                                      .hours = i % 3 == 2 ? 0x41100 : 0x100,
                                      .routines = 1,
                                      .devices = 1,
                                      .before_sum = 3,
                                      .before_count = i % 2,
                                      .after_sum = 4,
                                      .after_count = i % 2};
  }
  *hist = (struct hist){.days = days,
                        .day_count = count,
                        .routines = &routine,
                        .routine_count = 1,
                        .devices = &device,
                        .device_count = 1,
                        .leaves = &leave,
                        .leave_count = 1,
                        .totals = {.days = count,
                                   .sessions = 2 * count,
                                   .sets = 2 * count,
                                   .ease_offs = 8,
                                   .reps = 10 * count,
                                   .breaths = 20 * count,
                                   .practised_s = 240 * count}};
}

/* Asks the file about one history; whether there was nothing to be found. */
static bool check_once(struct catalog *catalog, const char *path, bool badges, const struct hist *hist,
                       struct diag_list *list) {
  struct decode_words words = {.poses = catalog->poses, .loc = &catalog->loc, .language = catalog->language};
  struct arena arena = {0};
  struct badge_list some;
  const struct streak *streak;
  int before = list->errors;
  if (host_set_history(catalog->host, hist, SAMPLE_TODAY, &words) != 0)
    diag_add(list, true, path, 0, "%s", err_text());
  else if (badges)
    host_run_badges(catalog->host, path, path, &words, &arena, list, &some);
  else
    host_run_streak(catalog->host, path, path, &words, &arena, list, &streak);
  arena_clear(&arena);
  return list->errors == before;
}

void rules_check(struct catalog *catalog, const char *path, bool badges, struct diag_list *list) {
  struct hist_day days[SAMPLE_DAYS];
  struct hist sample, empty = {0};
  make_sample(&sample, days);
  if (check_once(catalog, path, badges, &empty, list)) check_once(catalog, path, badges, &sample, list);
}
