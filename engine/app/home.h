/* The player's folder and the store in it, opened the same way by every command. Main thread. */
#ifndef SUPINE_HOME_H
#define SUPINE_HOME_H

#include "args.h"
#include "store.h"

#define HOME_PATH_MAX 1024

enum home_need {
  HOME_READ, /* whatever can be read is good enough */
  HOME_WRITE /* a store that cannot be written to is a failure */
};

/* Opens the store of the player's folder, whose path goes into home. What was found is told on stderr where it is not
** plain. Returns 0 and *store (store_close), or ERR_MACHINE with a sentence. */
int home_open(const struct args *args, enum home_need need, char home[HOME_PATH_MAX], struct store **store);

#endif
