#include "home.h"

#include <stdio.h>

#include "err.h"
#include "log.h"
#include "pl.h"

int home_open(const struct args *args, enum home_need need, char home[HOME_PATH_MAX], struct store **store) {
  char path[HOME_PATH_MAX + 32];
  *store = NULL;
  if (pl_home_dir(args->home, home, HOME_PATH_MAX) != 0) return ERR_MACHINE;
  snprintf(path, sizeof path, "%s/supine.db", home);
  enum store_state state;
  log_set_level(LOG_ERROR); /* what the store finds is said here, once */
  *store = store_open(path, &state);
  log_set_level(LOG_WARN);
  bool usable = *store && (state == STORE_OK || state == STORE_RECOVERED ||
                           (state == STORE_READ_ONLY && need == HOME_READ));
  if (!usable) {
    store_close(*store);
    *store = NULL;
    return ERR_MACHINE;
  }
  if (state != STORE_OK) fprintf(stderr, "supine: %s\n", err_text());
  return 0;
}
