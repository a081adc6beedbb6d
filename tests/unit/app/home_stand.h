/* A player's folder of a test's own, and the store in it. */
#ifndef SUPINE_TEST_HOME_STAND_H
#define SUPINE_TEST_HOME_STAND_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "err.h"
#include "log.h"
#include "store.h"
#include "store_days.h"
#include "store_facts.h"

#define HOME_STAND_PATH 512

/* Makes an empty folder and keeps its path. */
static inline void home_stand_make(char path[HOME_STAND_PATH]) {
  log_set_level(LOG_ERROR);
  snprintf(path, HOME_STAND_PATH, TEST_BINARY_DIR "/tests/home-XXXXXX");
  assert_non_null(mkdtemp(path));
}

static inline void home_stand_remove(const char *path) {
  char command[HOME_STAND_PATH + 32];
  snprintf(command, sizeof command, "rm -rf '%s'", path);
  assert_int_equal(system(command), 0);
}

static inline struct store *home_stand_open(const char *path) {
  char file[HOME_STAND_PATH + 16];
  enum store_state state;
  snprintf(file, sizeof file, "%s/supine.db", path);
  struct store *store = store_open(file, &state);
  if (!store || state != STORE_OK) fail_msg("%s", err_text());
  return store;
}

struct home_stand_facts {
  struct record records[200];
  int count;
};

static inline bool home_stand_take(void *context, const struct record *record) {
  struct home_stand_facts *facts = context;
  assert_true(facts->count < (int)(sizeof facts->records / sizeof *facts->records));
  facts->records[facts->count++] = *record;
  return true;
}

/* All facts in order; valid until the next call. */
static inline const struct home_stand_facts *home_stand_facts(struct store *store) {
  static struct home_stand_facts facts;
  facts.count = 0;
  assert_int_equal(store_each(store, NULL, home_stand_take, &facts), 0);
  return &facts;
}

#endif
