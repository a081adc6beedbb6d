/* Giving up everything a script has no business with, before the first byte of one is read. Worker only. */
#ifndef SUPINE_HARDEN_H
#define SUPINE_HARDEN_H

#include <stdbool.h>

/* To be called once, with only descriptors 0 to 3 still wanted. After it the process can read, write, ask for
** memory and the time, and exit. Returns false when the machine refuses one of the steps: then exit.
** On systems without seccomp the limits alone are set. */
bool harden_enter(void);

#endif
