/* What every test of script files needs: a host with the real worker, the shipped poses and the shipped words. */
#ifndef SUPINE_TEST_LOADING_H
#define SUPINE_TEST_LOADING_H

#include "host.h"

struct loading {
  struct host *host;
  struct arena arena;
  struct loc loc;
  struct diag_list list; /* findings of the last loading_routine */
  struct decode_words words;
};

/* Fails the running test when the shipped poses or words do not load. */
void loading_open(struct loading *loading);
void loading_close(struct loading *loading);

/* Loads a routine of group; findings of the time before are forgotten. NULL when it has errors. */
const struct routine *loading_routine(struct loading *loading, const char *path, const char *group);

/* Whether two routines say the same, in every angle, second and word. */
bool loading_same(const struct routine *a, const struct routine *b);

/* Calls each for every *.lua in folder below the test sources, in the order of their names. Returns how many. */
int loading_each(const char *folder, void (*each)(const char *path, void *user), void *user);

#endif
