#include "catalog.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "envelope.h"
#include "err.h"
#include "log.h"
#include "pl.h"
#include "rules.h"

#define CATALOG_PATH_MAX    1024
#define CATALOG_FILES_MAX   3000    /* files looked at in one folder; more are left alone */
#define CATALOG_PATIENCE_US 1500000 /* for one folder; a thousand honest files take a tenth of it */
#define CATALOG_WORKER      "supine-script-worker"
#define CATALOG_LANGUAGE    "en"

static int no_memory(void) {
  return err_set(ERR_MACHINE, "no memory left for the routines");
}

static int add(struct catalog *catalog, const struct routine *routine) {
  if (catalog->count == catalog->capacity) {
    int capacity = catalog->capacity ? 2 * catalog->capacity : 64;
    const struct routine **wider = arena_array(&catalog->arena, (size_t)capacity, sizeof *wider);
    if (!wider) return no_memory();
    if (catalog->count) memcpy(wider, catalog->list, (size_t)catalog->count * sizeof *wider);
    catalog->list = wider;
    catalog->capacity = capacity;
  }
  catalog->list[catalog->count++] = routine;
  catalog->routines = (struct routine_catalog){catalog->list, catalog->count};
  return 0;
}

/* Decodes one file; the safety envelope is judged later, when every exercise that a session may name is known. */
static const struct routine *decode(struct catalog *catalog, const char *path, const char *group,
                                    struct diag_list *list) {
  struct decode_words words = {.poses = catalog->poses, .loc = &catalog->loc, .language = catalog->language};
  const struct routine *routine = NULL;
  if (host_load_routine(catalog->host, path, 0, group, &words, &catalog->arena, list, &routine) != 0)
    return NULL;
  struct routine *mine = (struct routine *)routine; /* it lies in the catalog's own arena */
  mine->own = strncmp(path, catalog->scripts_dir, strlen(catalog->scripts_dir)) != 0;
  return routine;
}

static int is_routine_file(const struct dirent *entry) {
  size_t length = strlen(entry->d_name);
  return entry->d_name[0] != '.' && length > 4 && strcmp(entry->d_name + length - 4, ".lua") == 0 &&
         strcmp(entry->d_name, "poses.lua") != 0;
}

/* Decodes every routine file of a folder, in alphabetical order. A folder that is not there is no mistake. Files that
** must be stopped by force cost half a second each: whoever put many there must not keep the window from opening. */
static int read_folder(struct catalog *catalog, const char *folder, const char *group) {
  struct dirent **entries;
  int count = scandir(folder, &entries, is_routine_file, alphasort), result = 0;
  int64_t until_us = pl_now_us() + CATALOG_PATIENCE_US;
  bool patience = true;
  if (count > CATALOG_FILES_MAX)
    diag_add(&catalog->findings, true, folder, 0, "holds %d files; only the first %d were read", count,
             CATALOG_FILES_MAX);
  for (int i = 0; i < count; i++) {
    char path[CATALOG_PATH_MAX];
    int length = snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
    const struct routine *routine = NULL;
    if (patience && pl_now_us() > until_us) {
      patience = false;
      diag_add(&catalog->findings, true, folder, 0,
               "reading took too long; %d of its %d routines were left out", count - i, count);
    }
    if (result == 0 && patience && i < CATALOG_FILES_MAX && length < (int)sizeof path)
      routine = decode(catalog, path, group, &catalog->findings);
    if (routine && routine_find(&catalog->routines, routine->id)) {
      diag_add(&catalog->findings, true, path, 0, "another routine already has the id \"%s\"", routine->id);
      routine = NULL;
    }
    if (routine) result = add(catalog, routine);
    free(entries[i]);
  }
  if (count >= 0) free(entries);
  return result;
}

/* Takes out what the safety envelope refuses: exercises first, since a session is judged by its exercises. */
static void keep_safe(struct catalog *catalog) {
  for (int sessions = 0; sessions < 2; sessions++) {
    int kept = 0;
    for (int i = 0; i < catalog->count; i++) {
      const struct routine *r = catalog->list[i];
      bool judged = r->session == (sessions == 1);
      if (judged && envelope_check(r, &catalog->routines, &catalog->findings) > 0) continue;
      catalog->list[kept++] = r;
    }
    catalog->count = kept;
    catalog->routines.count = kept;
  }
}

/* The player's language by the environment, as POSIX orders it: "de" of "de_AT.UTF-8"; English where none is named. */
static void choose_language(struct catalog *catalog) {
  static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
  const char *value = NULL;
  for (size_t i = 0; i < sizeof names / sizeof *names && !(value && *value); i++) value = getenv(names[i]);
  size_t length = value ? strspn(value, "abcdefghijklmnopqrstuvwxyz") : 0;
  bool named = length >= 2 && length <= 3;
  snprintf(catalog->language, sizeof catalog->language, "%.*s", named ? (int)length : 2,
           named ? value : CATALOG_LANGUAGE);
}

/* Words of the player's language over the English ones, from the program or from <home>/locale. Where there are none,
** the language is English again. */
static void read_translation(struct catalog *catalog, const char *home) {
  char path[CATALOG_PATH_MAX], own[CATALOG_PATH_MAX] = "";
  bool found = false;
  if (strcmp(catalog->language, CATALOG_LANGUAGE) == 0) return;
  pl_home_dir(home, own, sizeof own);
  const char *const folders[] = {catalog->scripts_dir, own};
  for (int i = 0; i < 2; i++) {
    int length = snprintf(path, sizeof path, "%s/locale/%s.lua", folders[i], catalog->language);
    if (!*folders[i] || length >= (int)sizeof path || access(path, R_OK) != 0) continue;
    if (host_load_locale(catalog->host, path, i ? own : "", &catalog->loc, &catalog->arena,
                         &catalog->findings) == 0)
      found = true;
  }
  if (!found) strcpy(catalog->language, CATALOG_LANGUAGE);
}

static int read_words(struct catalog *catalog, const char *home) {
  char path[CATALOG_PATH_MAX];
  snprintf(path, sizeof path, "%s/locale/" CATALOG_LANGUAGE ".lua", catalog->scripts_dir);
  int result = host_load_locale(catalog->host, path, "", &catalog->loc, &catalog->arena, &catalog->findings);
  choose_language(catalog);
  if (result == 0) read_translation(catalog, home);
  loc_seal(&catalog->loc);
  if (result != 0)
    return err_wrap(ERR_MACHINE, "the words of the interface cannot be read; install the program again");
  snprintf(path, sizeof path, "%s/routines/poses.lua", catalog->scripts_dir);
  result = host_load_poses(catalog->host, path, "", &catalog->arena, &catalog->findings, &catalog->poses);
  return result == 0 ? 0
                     : err_wrap(ERR_MACHINE, "the shared poses cannot be read; install the program again");
}

int catalog_open(struct catalog *catalog, const char *home) {
  char path[CATALOG_PATH_MAX];
  memset(catalog, 0, sizeof *catalog);
  const char *data = pl_data_dir();
  if (!data) return ERR_MACHINE;
  catalog->scripts_dir = arena_format(&catalog->arena, "%s/scripts", data);
  if (!catalog->scripts_dir) return no_memory();
  if (pl_beside(CATALOG_WORKER, path, sizeof path) != 0) return ERR_MACHINE;
  catalog->host = host_create(path);
  if (!catalog->host) return ERR_MACHINE;
  int result = read_words(catalog, home);
  snprintf(path, sizeof path, "%s/routines", catalog->scripts_dir);
  if (result == 0) result = read_folder(catalog, path, "");
  if (result == 0 && catalog->count == 0)
    result = err_set(ERR_MACHINE, "no routine could be read below %s; install the program again", path);
  char where[CATALOG_PATH_MAX];
  if (result == 0 && pl_home_dir(home, where, sizeof where) == 0) {
    size_t used = strlen(where);
    snprintf(where + used, sizeof where - used, "/routines");
    result = read_folder(catalog, where, where);
  }
  if (result == 0) keep_safe(catalog);
  return result;
}

void catalog_close(struct catalog *catalog) {
  host_destroy(catalog->host);
  diag_clear(&catalog->findings);
  arena_clear(&catalog->arena);
  memset(catalog, 0, sizeof *catalog);
}

const struct routine *catalog_read(struct catalog *catalog, const char *path, struct diag_list *list) {
  const struct routine *routine = decode(catalog, path, path, list);
  if (!routine || envelope_check(routine, &catalog->routines, list) > 0) return NULL;
  return routine;
}

static bool lies_in(const char *path, const char *folder) {
  const char *slash = strrchr(path, '/');
  size_t length = strlen(folder);
  return slash && (size_t)(slash - path) >= length && strncmp(slash - length, folder, length) == 0 &&
         ((size_t)(slash - path) == length || slash[-(long)length - 1] == '/');
}

void catalog_check(struct catalog *catalog, const char *path, struct diag_list *list) {
  const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
  struct arena arena = {0};
  if (strcmp(name, "poses.lua") == 0) {
    const struct poses *poses;
    host_load_poses(catalog->host, path, path, &arena, list, &poses);
  } else if (lies_in(path, "locale")) {
    struct loc loc = {0};
    host_load_locale(catalog->host, path, path, &loc, &arena, list);
  } else if (lies_in(path, "streaks") || lies_in(path, "badges")) {
    rules_check(catalog, path, lies_in(path, "badges"), list);
  } else {
    catalog_read(catalog, path, list);
  }
  arena_clear(&arena);
}

/* "unknown …; known are a, b, c" */
static void say_unknown(const struct catalog *catalog, const char *id) {
  char known[300] = "";
  for (int i = 0; i < catalog->count; i++) {
    size_t used = strlen(known);
    snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "", catalog->list[i]->id);
  }
  err_set(ERR_NO, "there is no routine \"%s\"; there are: %s", id, known);
}

const struct routine *catalog_get(struct catalog *catalog, const char *id_or_path) {
  size_t length = strlen(id_or_path);
  bool is_path = strchr(id_or_path, '/') || (length > 4 && strcmp(id_or_path + length - 4, ".lua") == 0);
  if (!is_path) {
    const struct routine *known = routine_find(&catalog->routines, id_or_path);
    if (!known) say_unknown(catalog, id_or_path);
    return known;
  }
  struct diag_list list = {0};
  const struct routine *routine = catalog_read(catalog, id_or_path, &list);
  for (int i = 0; !routine && i < list.count; i++) {
    char line[2 * DIAG_TEXT_MAX + 32];
    if (!list.rows[i].error) continue;
    err_set(ERR_NO, "%s%s", diag_line(&list.rows[i], line, sizeof line),
            list.errors > 1 ? " (supine check tells the rest)" : "");
    break;
  }
  diag_clear(&list);
  if (!routine) return NULL;
  for (int i = 0; i < catalog->count;
       i++) { /* a file that was named stands for the id, in sessions as well */
    if (strcmp(catalog->list[i]->id, routine->id) != 0) continue;
    catalog->list[i] = routine;
    if (!routine->session) keep_safe(catalog); /* the sessions it is part of are judged again */
    return routine;
  }
  return add(catalog, routine) == 0 ? routine : NULL;
}

int catalog_plan(struct catalog *catalog, const char *id_or_path, const struct plan_options *options,
                 struct arena *arena, struct plan **out) {
  const struct routine *routine = catalog_get(catalog, id_or_path);
  struct plan_options with_words = *options;
  with_words.loc = &catalog->loc;
  return routine ? plan_compile(routine, &catalog->routines, &with_words, arena, out) : ERR_NO;
}

double catalog_length_s(const struct catalog *catalog, const struct routine *routine,
                        const struct plan_options *options) {
  struct arena arena = {0};
  struct plan *plan = NULL;
  double length_s = 0;
  if (plan_compile(routine, &catalog->routines, options, &arena, &plan) == 0)
    length_s = frames_to_s(plan->length_frames);
  arena_clear(&arena);
  return length_s;
}
