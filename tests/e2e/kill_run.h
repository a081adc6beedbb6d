/* What the campaign of kills is made of: the program under test is started, ended at a moment of chance, and its
** database is looked into. Everything that does not hold ends the campaign with a sentence. */
#ifndef KILL_RUN_H
#define KILL_RUN_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#define KILL_PATH 600
#define KILL_ID   33

/* Ends the campaign. */
void kill_fail(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

/* A number from least to most, of a chance that is the same on every machine. */
int kill_chance(int least, int most);
void kill_new_id(char out[KILL_ID]);

/* Starts the program; arguments end with NULL. What it prints goes to `out` (NULL: nowhere) and `out`.err. */
pid_t kill_start(const char *const *arguments, const char *out);

/* Waits for its end: the exit status, or −1 where a signal ended it. */
int kill_wait(pid_t pid);

/* Starts it, ends it with SIGKILL after that many milliseconds. Whether it was still there. */
bool kill_after(const char *const *arguments, int ms);

/* Runs it to its end, which has to be in order and without a word on stderr; the milliseconds that it took. */
int kill_whole(const char *const *arguments, const char *out);

void kill_sleep_ms(int ms);
int64_t kill_now_ms(void);

/* ---- files ---- */

char *kill_read(const char *path); /* to be freed; NULL: it is not there */
bool kill_same(const char *a, const char *b);
void kill_remove(const char *folder);

/* ---- databases ---- */

void kill_sql(const char *path, const char *sql);
int64_t kill_number(const char *path, const char *sql);

/* integrity_check says ok. */
void kill_check(const char *path);
int64_t kill_facts(const char *path);

#endif
