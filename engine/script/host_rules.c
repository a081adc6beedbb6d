#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "decode_rules.h"
#include "err.h"
#include "host_queue.h"
#include "pack.h"

/* A worker that the machine leaves without processor time is given up after this. */
#define PATIENCE_US 3000000

/* ---- asking ---- */

int host_set_history(struct host *host, const struct hist *hist, int32_t today,
                     const struct decode_words *words) {
  struct wire_out packed = {.limit = WIRE_HISTORY_MAX - 64};
  pack_history(hist, today, words->loc, words->language, &packed);
  if (packed.failed) {
    wire_out_clear(&packed);
    return err_set(ERR_MACHINE, "the history is too long for streaks and badges, or memory is short");
  }
  wire_out_clear(&host->history);
  host->history = packed;
  host->history_version++;
  return 0;
}

static struct offender *find_offender(const struct host *host, const char *file) {
  for (int i = 0; i < host->offender_count; i++)
    if (strcmp(host->offenders[i].file, file) == 0) return (struct offender *)&host->offenders[i];
  return NULL;
}

int host_request_rules(struct host *host, const struct source *source, const char *group, bool call) {
  assert(!call || host->history_version > 0);
  struct job *job = host_add(host, source, group);
  if (!job) return ERR_MACHINE;
  job->rules = true;
  job->call = call;
  const struct offender *offender = find_offender(host, source->file);
  if (offender && offender->strikes >= HOST_STRIKES)
    host_fail(job, 0,
              "is turned off because it had to be stopped three times; turn it on again in the settings");
  return job->id;
}

/* ---- files that are turned off ---- */

static struct offender *offender_for(struct host *host, const char *file) {
  struct offender *known = find_offender(host, file);
  if (known || host->offender_count == HOST_OFF_MAX) return known;
  char *copy = strdup(file);
  if (!copy) return NULL;
  host->offenders[host->offender_count] = (struct offender){.file = copy};
  return &host->offenders[host->offender_count++];
}

/* Files of the program itself (group "") are never turned off: what they meet is the machine's doing. */
static void blame(struct host *host, struct job *job) {
  if (!job->group[0] || job->blamed) return;
  job->blamed = true;
  struct offender *offender = offender_for(host, job->source.file);
  if (offender && offender->strikes < HOST_STRIKES) offender->strikes++;
}

void host_turn_off(struct host *host, const char *file) {
  struct offender *offender = offender_for(host, file);
  if (offender) offender->strikes = HOST_STRIKES;
}

void host_turn_on(struct host *host, const char *file) {
  struct offender *offender = find_offender(host, file);
  if (offender) offender->strikes = 0;
  for (int i = 0; i < host->group_count; i++) { /* and the time that it has used up */
    if (strcmp(host->groups[i].group, file) != 0) continue;
    for (int k = 0; k < HOST_BUDGET_S; k++) host->groups[i].second[k] = INT64_MIN;
  }
}

int host_strikes(const struct host *host, const char *file) {
  const struct offender *offender = find_offender(host, file);
  return offender ? offender->strikes : 0;
}

const char *host_off_file(const struct host *host, int index) {
  for (int i = 0; i < host->offender_count; i++)
    if (host->offenders[i].strikes >= HOST_STRIKES && index-- == 0) return host->offenders[i].file;
  return NULL;
}

/* ---- processor time ---- */

static struct group_budget *budget_for(struct host *host, const char *group) {
  for (int i = 0; i < host->group_count; i++)
    if (strcmp(host->groups[i].group, group) == 0) return &host->groups[i];
  if (host->group_count == HOST_GROUPS_MAX) { /* the oldest makes room */
    free(host->groups[0].group);
    memmove(&host->groups[0], &host->groups[1], (HOST_GROUPS_MAX - 1) * sizeof host->groups[0]);
    host->group_count--;
  }
  char *copy = strdup(group);
  if (!copy) return NULL;
  struct group_budget *budget = &host->groups[host->group_count++];
  *budget = (struct group_budget){.group = copy};
  for (int i = 0; i < HOST_BUDGET_S; i++) budget->second[i] = INT64_MIN;
  return budget;
}

bool host_rules_may_run(struct host *host, struct job *job, int64_t now_us) {
  if (!job->group[0] || job->lost_count > 0)
    return true; /* what is left after a kill belongs to the same request */
  const struct group_budget *budget = budget_for(host, job->group);
  int64_t used_us = 0, second = now_us / 1000000;
  for (int i = 0; budget && i < HOST_BUDGET_S; i++)
    if (budget->second[i] > second - HOST_BUDGET_S) used_us += budget->used_us[i];
  if (used_us < (int64_t)WIRE_RULES_SOFT_MS * 1000) return true;
  blame(host, job);
  host_fail(job, 0, "has used its 500 ms of these 10 seconds; make its rules faster");
  return false;
}

void host_rules_spent(struct host *host, const struct job *job, int64_t now_us) {
  int64_t cpu_us = child_cpu_us(&host->child), second = now_us / 1000000;
  struct group_budget *budget = job->group[0] ? budget_for(host, job->group) : NULL;
  if (!budget) return;
  int64_t spent_us = cpu_us >= 0 && job->sent_cpu_us >= 0 ? cpu_us - job->sent_cpu_us : now_us - job->sent_us;
  int slot = (int)(second % HOST_BUDGET_S);
  if (budget->second[slot] != second) budget->used_us[slot] = 0;
  budget->second[slot] = second;
  budget->used_us[slot] += spent_us;
}

/* ---- deadlines ---- */

/* Late by the clock on the wall; and where the system tells what the worker used, it must have had the
** processor time to be late with, a little more than after which it stops by itself. */
static bool is_over(int64_t waited_us, int64_t used_us, int hard_ms, int soft_ms) {
  if (waited_us < (int64_t)hard_ms * 1000) return false;
  int64_t room_us = (int64_t)(soft_ms + WIRE_CALL_SOFT_MS) * 1000;
  return used_us < 0 || used_us >= room_us || waited_us >= PATIENCE_US;
}

bool host_rules_late(struct host *host, struct job *job, int64_t now_us) {
  const struct wire_page *page = host->child.page;
  int32_t calls = atomic_load(&page->calls);
  int64_t cpu_us = child_cpu_us(&host->child);
  bool told = cpu_us >= 0 && job->sent_cpu_us >= 0;
  if (calls != job->calls) {
    job->calls = calls;
    job->call_us = now_us;
    job->call_cpu_us = cpu_us;
  }
  return (atomic_load(&page->stage) == WIRE_CALLING &&
          is_over(now_us - job->call_us, told ? cpu_us - job->call_cpu_us : -1, WIRE_CALL_HARD_MS,
                  WIRE_CALL_SOFT_MS)) ||
         is_over(now_us - job->sent_us, told ? cpu_us - job->sent_cpu_us : -1, WIRE_RULES_HARD_MS,
                 WIRE_RULES_SOFT_MS);
}

bool host_rules_go_on(struct host *host, struct job *job, bool late) {
  const struct wire_page *page = host->child.page;
  int32_t call = atomic_load(&page->call), line = atomic_load(&page->line);
  blame(host, job);
  bool known = atomic_load(&page->stage) == WIRE_CALLING && call >= 0 && call <= WIRE_CALLS_MAX;
  if (!known || job->left_out >> call & 1 || job->lost_count == HOST_LOST_MAX - 1) return false;
  if (line < 0 || line > WIRE_FILE_MAX) line = 0;
  job->lost[job->lost_count++] =
      (struct lost_rule){call, line,
                         late ? "did not end in time and was stopped; look for a loop without end"
                              : "broke the script worker and was stopped; write this part in another way"};
  job->left_out |= UINT64_C(1) << call;
  job->state = QUEUED;
  return true;
}

/* ---- taking ---- */

struct rules_result {
  const struct decode_words *words;
  const struct streak_rule *rule;
  const struct streak *streak;
  struct badge_list badges;
};

static bool take_rule(struct reader *r, const struct reader_at *root, void *user) {
  struct rules_result *result = user;
  result->rule = decode_streak_rule(r, root, result->words);
  return result->rule != NULL;
}

static bool take_streak(struct reader *r, const struct reader_at *root, void *user) {
  struct rules_result *result = user;
  result->streak = decode_streak(r, root, result->words);
  return result->streak != NULL;
}

static bool take_badges(struct reader *r, const struct reader_at *root, void *user) {
  struct rules_result *result = user;
  return decode_badges(r, root, result->words, &result->badges);
}

int host_take_streak_rule(struct host *host, int id, const struct decode_words *words, struct arena *arena,
                          struct diag_list *list, struct streak_rule *out) {
  struct rules_result result = {.words = words};
  const struct job *job = host_find(host, id);
  bool own = job && job->group[0] != '\0';
  int code = host_take_with(host, id, arena, list, take_rule, &result, false);
  if (code != 0) return code;
  *out = *result.rule;
  out->own = own;
  return 0;
}

int host_take_streak(struct host *host, int id, const struct decode_words *words, struct arena *arena,
                     struct diag_list *list, const struct streak **out) {
  struct rules_result result = {.words = words};
  int code = host_take_with(host, id, arena, list, take_streak, &result, false);
  *out = code == 0 ? result.streak : NULL;
  return code;
}

int host_take_badges(struct host *host, int id, const struct decode_words *words, struct arena *arena,
                     struct diag_list *list, struct badge_list *out) {
  struct rules_result result = {.words = words};
  int code = host_take_with(host, id, arena, list, take_badges, &result, true);
  *out = code == 0 ? result.badges : (struct badge_list){0};
  return code;
}

/* ---- in one go ---- */

static int request_called(struct host *host, const struct source *source, int reps, const char *group) {
  (void)reps; /* rules have none */
  return host_request_rules(host, source, group, true);
}

int host_run_streak(struct host *host, const char *path, const char *group, const struct decode_words *words,
                    struct arena *arena, struct diag_list *list, const struct streak **out) {
  *out = NULL;
  int id = host_ask(host, path, request_called, 0, group, list);
  return id < 0 ? id : host_take_streak(host, id, words, arena, list, out);
}

int host_run_badges(struct host *host, const char *path, const char *group, const struct decode_words *words,
                    struct arena *arena, struct diag_list *list, struct badge_list *out) {
  *out = (struct badge_list){0};
  int id = host_ask(host, path, request_called, 0, group, list);
  return id < 0 ? id : host_take_badges(host, id, words, arena, list, out);
}
