#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "loading.h"

#include "err.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>

void loading_open(struct loading *loading) {
  *loading = (struct loading){0};
  loading->host = host_create(TEST_WORKER);
  assert_non_null(loading->host);
  loading->words.language = "en";
  if (host_load_locale(loading->host, TEST_SOURCE_DIR "/scripts/locale/en.lua", "", &loading->loc,
                       &loading->arena, &loading->list) < 0)
    fail_msg("%s", err_text());
  loc_seal(&loading->loc);
  loading->words.loc = &loading->loc;
  if (host_load_poses(loading->host, TEST_SOURCE_DIR "/scripts/routines/poses.lua", "", &loading->arena,
                      &loading->list, &loading->words.poses) < 0)
    fail_msg("%s", err_text());
}

void loading_close(struct loading *loading) {
  host_destroy(loading->host);
  diag_clear(&loading->list);
  arena_clear(&loading->arena);
}

const struct routine *loading_routine(struct loading *loading, const char *path, const char *group) {
  const struct routine *routine = NULL;
  diag_clear(&loading->list);
  int code = host_load_routine(loading->host, path, 0, group, &loading->words, &loading->arena,
                               &loading->list, &routine);
  assert_true((code == 0) == (routine != NULL));
  assert_true((code == 0) == (loading->list.errors == 0));
  return routine;
}

static bool same_phases(const struct routine_phases *a, const struct routine_phases *b) {
  if (a->count != b->count) return false;
  for (int i = 0; i < a->count; i++) {
    const struct routine_phase *p = &a->phases[i], *q = &b->phases[i];
    if (strcmp(p->id, q->id) != 0 || p->seconds != q->seconds || p->breath != q->breath ||
        p->easy_count != q->easy_count || p->camera != q->camera ||
        memcmp(&p->to.angles, &q->to.angles, sizeof p->to.angles) != 0 ||
        strcmp(p->words.cue, q->words.cue) != 0 || strcmp(p->words.say, q->words.say) != 0)
      return false;
  }
  return true;
}

bool loading_same(const struct routine *a, const struct routine *b) {
  bool same = strcmp(a->id, b->id) == 0 && strcmp(a->title, b->title) == 0 && a->reps == b->reps &&
              a->reps_max == b->reps_max && a->range_deg == b->range_deg &&
              same_phases(&a->prepare, &b->prepare) && same_phases(&a->finish, &b->finish);
  for (int i = 0; i < a->reps_max && same; i++) same = same_phases(&a->rep[i], &b->rep[i]);
  return same;
}

int loading_each(const char *folder, void (*each)(const char *path, void *user), void *user) {
  char pattern[512];
  glob_t found;
  snprintf(pattern, sizeof pattern, "%s/tests/script/%s/*.lua", TEST_SOURCE_DIR, folder);
  if (glob(pattern, 0, NULL, &found) != 0) return 0;
  int count = (int)found.gl_pathc;
  for (int i = 0; i < count; i++) each(found.gl_pathv[i], user);
  globfree(&found);
  return count;
}
