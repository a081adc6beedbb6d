/* The shipped routines and words, read by the real worker, for tests of the app room. */
#ifndef SUPINE_TEST_APP_CATALOG_H
#define SUPINE_TEST_APP_CATALOG_H

#include <stdio.h>
#include <stdlib.h>

#include "catalog.h"
#include "err.h"
#include "plan.h"

static struct catalog app_catalog;

/* cmocka's set-up of a group. Home is the tests' own folder, so that no routine of the person who runs them is in. */
static inline int app_catalog_open(void **state) {
  (void)state;
  if (catalog_open(&app_catalog, TEST_BINARY_DIR "/tests/home") == 0) return 0;
  fprintf(stderr, "%s\n", err_text());
  return -1;
}

static inline int app_catalog_close(void **state) {
  (void)state;
  catalog_close(&app_catalog);
  return 0;
}

/* A plan of a shipped routine with words; reps and range 0: its own. Fails the test where it cannot be compiled. */
static inline struct plan *app_plan(struct arena *arena, const char *id, int reps, double in_s, double out_s,
                                    double range_deg) {
  struct plan *plan = NULL;
  struct plan_options options = {.reps = reps,
                                 .pace_in_s = in_s,
                                 .pace_out_s = out_s,
                                 .range_deg = range_deg,
                                 .get_ready_s = -1,
                                 .rest_s = -1,
                                 .loc = &app_catalog.loc};
  const struct routine *routine = catalog_get(&app_catalog, id);
  if (!routine || plan_compile(routine, &app_catalog.routines, &options, arena, &plan) != 0)
    fail_msg("%s: %s", id, err_text());
  return plan;
}

#endif
