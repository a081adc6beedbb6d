#include "memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "game_state.h"
#include "log.h"
#include "rules_kept.h"
#include "sync.h"
#include "utf8.h"

#define LOOK_US       500000   /* how often it is looked whether a new day has begun */
#define FIRST_HIST_US 10000000 /* a history that has not come by then cannot be read; the log says why */

/* A job of its own memory: the storage thread may still work on it when the game has gone. */
struct memory_sync {
  char folder[MEMORY_FOLDER_MAX];
  struct sync_report report;
  struct diag_list list;
  int64_t ticket;
};

/* ---- opening and closing ------------------------------------------------------------------------------ */

static void restore_off(struct game *game, const char *lines) {
  char path[MEMORY_FOLDER_MAX];
  while (lines && *lines) {
    size_t n = strcspn(lines, "\n");
    snprintf(path, sizeof path, "%.*s", (int)n, lines);
    if (*path && n < sizeof path) host_turn_off(game->catalog.host, path);
    lines += n + (lines[n] == '\n');
  }
}

static void look_at_off(struct memory *memory, const struct host *host) {
  const char *file;
  memory->off_count = 0;
  while (memory->off_count < (int)(sizeof memory->off / sizeof *memory->off) &&
         (file = host_off_file(host, memory->off_count)) != NULL)
    memory->off[memory->off_count++].file = file;
}

static void keep_off(struct game *game) {
  struct arena arena = {0};
  const char *lines = "", *file;
  for (int i = 0; lines && (file = host_off_file(game->catalog.host, i)) != NULL; i++)
    lines = arena_format(&arena, "%s%s\n", lines, file);
  if (lines) logbook_keep(&game->memory.logbook, MEMORY_OFF_KEY, lines);
  arena_clear(&arena);
}

void memory_open(struct game *game, struct store *store) {
  struct memory *memory = &game->memory;
  const char *text;
  memory->asked_version = -1;
  memory->opened_us = game->last_us;
  if (!store) return;
  if ((text = store_get(store, LOGBOOK_RULE_KEY)) != NULL) utf8_copy(memory->rule, sizeof memory->rule, text);
  if ((text = store_get(store, LOGBOOK_SYNC_KEY)) != NULL)
    utf8_copy(memory->folder, sizeof memory->folder, text);
  if ((text = store_get(store, MEMORY_OFF_KEY)) != NULL) restore_off(game, text);
  if (rules_open(&memory->rules, &game->catalog, *game->home ? game->home : NULL) == 0) {
    memory->has_rules = true;
    rules_remember(&memory->rules, store_cache_get(store, RULES_KEPT_KEY));
  }
  if (logbook_open(&memory->logbook, store, &game->settings, game_now(game)) != 0)
    game_say(game, 20, err_text());
  memory->today = logbook_day(game_now(game), &game->settings);
  if (game->settings.sync_auto) memory_sync(game);
}

/* ---- what comes back ---------------------------------------------------------------------------------- */

static bool among(char ids[][RECORD_NAME_SIZE], int count, const char *id) {
  for (int i = 0; i < count; i++)
    if (strcmp(ids[i], id) == 0) return true;
  return false;
}

/* What has come back in the history need not be remembered here. */
static void forget_arrived(struct memory *memory) {
  int kept = 0;
  for (int i = 0; i < memory->handed_count; i++) {
    if (hist_earned(&memory->logbook.hist, memory->handed[i])) continue;
    memmove(memory->handed[kept++], memory->handed[i], RECORD_NAME_SIZE);
  }
  memory->handed_count = kept;
}

/* A badge whose rule is fulfilled becomes a fact, once. */
static void award(struct game *game) {
  struct memory *memory = &game->memory;
  const struct badge_list *badges = &memory->answer->badges;
  for (int i = 0; i < badges->count; i++) {
    const struct badge *badge = &badges->badges[i];
    if (badge->done < badge->goal || hist_earned(&memory->logbook.hist, badge->id) ||
        among(memory->handed, memory->handed_count, badge->id))
      continue;
    if (memory->handed_count == MEMORY_EARNED_MAX) return; /* the rest with the next answer */
    utf8_copy(memory->handed[memory->handed_count++], RECORD_NAME_SIZE, badge->id);
    if (memory->earned_count < MEMORY_EARNED_MAX)
      utf8_copy(memory->earned[memory->earned_count++], RECORD_NAME_SIZE, badge->id);
    logbook_badge(&memory->logbook, badge, game_now(game), &game->settings);
    log_line(LOG_INFO, "badge earned: %s", badge->id);
  }
}

static void ask_rules(struct game *game) {
  struct memory *memory = &game->memory;
  if (!memory->has_rules || memory->logbook.version == 0 || memory->asked_version == memory->logbook.version)
    return;
  memory->asked_version = memory->logbook.version;
  if (rules_update(&memory->rules, &memory->logbook.hist, memory->today, memory->rule) != 0)
    log_line(LOG_WARN, "the rules were not asked: %s", err_text());
}

/* What rules and their files could not do. The same about every history is said once. */
static void tell(struct game *game) {
  struct memory *memory = &game->memory;
  const struct diag_list *files = &memory->rules.findings, *answer = &memory->answer->findings;
  bool shown = game->settings.progress_shown;
  uint32_t sum = 0;
  game_tell(game, files, memory->told, shown);
  memory->told = files->count;
  for (int i = 0; i < answer->count; i++) {
    char line[2 * DIAG_TEXT_MAX + 32];
    sum = ui_id(diag_line(&answer->rows[i], line, sizeof line), (int)sum);
  }
  if (sum != memory->told_answer) game_tell(game, answer, 0, shown);
  memory->told_answer = sum;
}

static void take_answer(struct game *game) {
  struct memory *memory = &game->memory;
  if (!memory->has_rules || !rules_poll(&memory->rules)) return;
  memory->answer = rules_take(&memory->rules);
  char *said = rules_memory(&memory->rules);
  if (said && memory->logbook.keeper) keeper_cache(memory->logbook.keeper, RULES_KEPT_KEY, said);
  free(said);
  tell(game);
  int before = memory->off_count;
  look_at_off(memory, game->catalog.host);
  if (memory->off_count != before) keep_off(game);
  award(game);
}

static void end_sync(struct game *game, const struct logbook_news *news) {
  struct memory *memory = &game->memory;
  struct memory_sync *sync = memory->sync;
  const struct loc *loc = &game->catalog.loc;
  memory->sync = NULL;
  for (int i = 0; i < sync->list.count; i++) {
    char line[2 * DIAG_TEXT_MAX + 32];
    log_line(LOG_WARN, "%s", diag_line(&sync->list.rows[i], line, sizeof line));
  }
  if (news->code != 0) {
    utf8_copy(memory->sync_said, sizeof memory->sync_said, news->why);
    game_say(game, 12, news->why);
  } else {
    char in[16], out[16];
    snprintf(in, sizeof in, "%d", sync->report.came_in);
    snprintf(out, sizeof out, "%d", sync->report.went_out);
    loc_fill(memory->sync_said, sizeof memory->sync_said, loc_get(loc, "settings.sync.done"), in, out);
  }
  diag_clear(&sync->list);
  free(sync);
}

static void look_at_day(struct game *game) {
  struct memory *memory = &game->memory;
  if (game->last_us - memory->looked_us < LOOK_US && memory->looked_us != 0) return;
  memory->looked_us = game->last_us;
  int32_t today = logbook_day(game_now(game), &game->settings);
  if (today == memory->today) return;
  memory->today = today;
  memory->asked_version = -1;
}

static void end_job(struct game *game, const struct logbook_news *news) {
  const struct memory_sync *sync = game->memory.sync;
  if (sync && news->ticket == sync->ticket)
    end_sync(game, news);
  else if (news->code != 0)
    game_say(game, 12, news->why);
}

static void take_news(struct game *game) {
  struct memory *memory = &game->memory;
  struct logbook_news news;
  while ((news = logbook_poll(&memory->logbook)).event != LOGBOOK_NONE) {
    if (news.event == LOGBOOK_FAILED) game_say(game, 12, news.why);
    if (news.event == LOGBOOK_OFFSET) game->settings.picture_offset_ms = memory->logbook.offset_ms;
    if (news.event == LOGBOOK_RAN) end_job(game, &news);
    if (news.event == LOGBOOK_HIST) forget_arrived(memory);
  }
}

void memory_update(struct game *game, bool busy) {
  take_news(game);
  look_at_day(game);
  if (busy) return;
  ask_rules(game);
  take_answer(game);
}

bool memory_waits(const struct game *game) {
  const struct memory *memory = &game->memory;
  bool reading = memory->logbook.keeper && memory->logbook.version == 0 &&
                 game->last_us - memory->opened_us < FIRST_HIST_US;
  return memory->logbook.saved == LOGBOOK_SAVING || memory->sync || reading ||
         (memory->has_rules && memory->rules.wanted);
}

void memory_settle(struct game *game, int ms) {
  struct timespec a_while = {.tv_nsec = 5000000};
  for (int waited_ms = 0; waited_ms < ms && memory_waits(game); waited_ms += 5) {
    memory_update(game, false);
    nanosleep(&a_while, NULL);
  }
}

/* What a hanging disk does not answer in time stays with the storage thread, which may still be at work on it. */
void memory_close(struct game *game) {
  struct memory *memory = &game->memory;
  struct keeper *keeper = memory->logbook.keeper;
  if (game->settings.sync_auto) memory_sync(game);
  if (keeper && keeper_idle(keeper, KEEPER_STOP_MS)) take_news(game);
  if (keeper && logbook_close(&memory->logbook) != 0) log_line(LOG_ERROR, "%s", err_text());
  if (memory->has_rules) rules_close(&memory->rules);
  memory->has_rules = false;
}

/* ---- for the screens ---------------------------------------------------------------------------------- */

void memory_begin(struct game *game, int feeling_before) {
  game->memory.earned_count = 0;
  logbook_begin(&game->memory.logbook, feeling_before);
}

const struct streak *memory_streak(const struct game *game) {
  return game->memory.answer && game->settings.progress_shown ? game->memory.answer->streak : NULL;
}

int memory_sessions_today(const struct game *game) {
  const struct hist_day *day = hist_find(&game->memory.logbook.hist, game->memory.today);
  return day ? day->sessions : 0;
}

const struct badge *memory_badge(const struct game *game, const char *id) {
  const struct rules_result *answer = game->memory.answer;
  for (int i = 0; answer && i < answer->badges.count; i++)
    if (strcmp(answer->badges.badges[i].id, id) == 0) return &answer->badges.badges[i];
  return NULL;
}

void memory_choose_rule(struct game *game, int row) {
  struct memory *memory = &game->memory;
  if (row < 0 || row >= memory->rules.list_count) return;
  utf8_copy(memory->rule, sizeof memory->rule, memory->rules.list[row].id);
  logbook_keep(&memory->logbook, LOGBOOK_RULE_KEY, memory->rule);
  memory->asked_version = -1;
}

void memory_rule_on(struct game *game, int row) {
  struct memory *memory = &game->memory;
  if (row < 0 || row >= memory->off_count) return;
  host_turn_on(game->catalog.host, memory->off[row].file);
  look_at_off(memory, game->catalog.host);
  keep_off(game);
  memory->asked_version = -1;
}

/* On the storage thread. */
static int bring_together(struct store *store, void *context) {
  struct memory_sync *sync = context;
  return sync_run(store, sync->folder, &sync->report, &sync->list);
}

void memory_sync(struct game *game) {
  struct memory *memory = &game->memory;
  if (memory->sync || !memory->logbook.keeper || !*memory->folder) return;
  struct memory_sync *sync = calloc(1, sizeof *sync);
  if (!sync) return;
  utf8_copy(sync->folder, sizeof sync->folder, memory->folder);
  sync->ticket = keeper_run(memory->logbook.keeper, bring_together, sync);
  if (sync->ticket > 0)
    memory->sync = sync;
  else
    free(sync);
}
