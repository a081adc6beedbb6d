/* The program as a function, so that tests and main share it. */
#ifndef SUPINE_APP_H
#define SUPINE_APP_H

/* Runs the command line and returns the exit code: 0 done, 1 the answer is no, 2 wrong usage, 3 this machine
** cannot. A failure has printed one sentence on stderr. */
int app_main(int argc, char **argv);

#endif
