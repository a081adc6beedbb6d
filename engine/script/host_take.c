#include <assert.h>

#include "err.h"
#include "host_queue.h"
#include "lines.h"
#include "texts.h"

/* ---- taking ---- */

/* The first error of the list from `from` on becomes the sentence of this thread. */
static int give_up(const struct diag_list *list, int from, const char *file) {
  for (int i = from; i < list->count; i++) {
    const struct diag *row = &list->rows[i];
    if (!row->error) continue;
    if (row->line > 0) return err_set(ERR_NO, "%s:%d: %s", row->file, row->line, row->text);
    return err_set(ERR_NO, "%s: %s", row->file, row->text);
  }
  return err_set(ERR_NO, "%s has errors; run supine check on it", file);
}

int host_take_with(struct host *host, int id, struct arena *arena, struct diag_list *list,
                   host_decode *decode, void *result, bool partly) {
  struct job *job = host_find(host, id);
  assert(job && job->state == ANSWERED);
  int from = list->count, before = list->errors;
  bool ok = job->ok;
  for (int i = 0; i < job->lost_count; i++)
    diag_add(list, true, job->source.file, job->lost[i].line, "%s", job->lost[i].text);
  if (!job->ok) {
    diag_add(list, true, job->source.file, job->line, "%s", job->text);
  } else {
    struct reader reader = {list, arena, job->source.file};
    const struct lines_node *node = lines_scan(job->source.bytes, job->source.size, &job->arena);
    struct reader_at root = reader_root(&job->value, node);
    ok = decode(&reader, &root, result);
  }
  int code = ok && (partly || list->errors == before) ? 0 : give_up(list, from, job->source.file);
  host_forget(host, job);
  return code;
}

struct routine_result {
  const struct decode_words *words;
  const struct routine *routine;
};

static bool take_routine(struct reader *r, const struct reader_at *root, void *result) {
  struct routine_result *out = result;
  out->routine = decode_routine(r, root, out->words);
  return out->routine != NULL;
}

int host_take_routine(struct host *host, int id, const struct decode_words *words, struct arena *arena,
                      struct diag_list *list, const struct routine **out) {
  struct routine_result result = {words, NULL};
  int code = host_take_with(host, id, arena, list, take_routine, &result, false);
  *out = code == 0 ? result.routine : NULL;
  return code;
}

static bool take_poses(struct reader *r, const struct reader_at *root, void *result) {
  const struct poses **out = result;
  *out = poses_read(r, root, NULL);
  return *out != NULL;
}

int host_take_poses(struct host *host, int id, struct arena *arena, struct diag_list *list,
                    const struct poses **out) {
  const struct poses *poses = NULL;
  int code = host_take_with(host, id, arena, list, take_poses, &poses, false);
  *out = code == 0 ? poses : NULL;
  return code;
}

struct locale_result {
  struct loc *loc;
  struct arena *arena;
};

static bool take_locale(struct reader *r, const struct reader_at *root, void *result) {
  struct locale_result *out = result;
  texts_read_locale(r, root, out->loc, out->arena);
  return true;
}

int host_take_locale(struct host *host, int id, struct loc *loc, struct arena *arena,
                     struct diag_list *list) {
  struct locale_result result = {loc, arena};
  return host_take_with(host, id, arena, list, take_locale, &result, false);
}

/* ---- in one go ---- */

int host_ask(struct host *host, const char *path, host_queue *queue, int reps, const char *group,
             struct diag_list *list) {
  struct arena arena = {0};
  struct source source = {0};
  int code = source_read(path, &arena, &source);
  if (code == 0) code = queue(host, &source, reps, group);
  int line = source.line;
  arena_clear(&arena);
  if (code < 0) {
    diag_add(list, true, path, line, "%s", err_text());
    return err_wrap(code, "%s", path);
  }
  host_wait(host, code);
  return code;
}

int host_load_routine(struct host *host, const char *path, int reps, const char *group,
                      const struct decode_words *words, struct arena *arena, struct diag_list *list,
                      const struct routine **out) {
  *out = NULL;
  int id = host_ask(host, path, host_request, reps, group, list);
  return id < 0 ? id : host_take_routine(host, id, words, arena, list, out);
}

int host_load_poses(struct host *host, const char *path, const char *group, struct arena *arena,
                    struct diag_list *list, const struct poses **out) {
  *out = NULL;
  int id = host_ask(host, path, host_request, 0, group, list);
  return id < 0 ? id : host_take_poses(host, id, arena, list, out);
}

int host_load_locale(struct host *host, const char *path, const char *group, struct loc *loc,
                     struct arena *arena, struct diag_list *list) {
  int id = host_ask(host, path, host_request, 0, group, list);
  return id < 0 ? id : host_take_locale(host, id, loc, arena, list);
}
