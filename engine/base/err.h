/* The one way to report an expected failure.
**
** A function that can fail returns 0 or one of the negative codes below and has left one sentence behind with
** err_set, which returns the code so that failing is one statement: return err_set(ERR_FILE, "...", ...).
** Constructors return NULL instead and leave nothing behind. The sentence says what to do next and is meant for
** the player. It belongs to the calling thread. Misuse by a programmer is assert(), not an error. */
#ifndef SUPINE_ERR_H
#define SUPINE_ERR_H

enum err_code {
  ERR_OK = 0,
  ERR_NO = -1,      /* the answer is no: a routine with errors, an unknown id     (exit 1) */
  ERR_USAGE = -2,   /* the call itself is wrong                                   (exit 2) */
  ERR_MACHINE = -3, /* this machine cannot: no display, no audio, disk full       (exit 3) */
};

#define ERR_TEXT_MAX 512 /* bytes of a sentence with its NUL; longer ones are cut at a character */

/* Keeps a printf-style sentence for this thread and returns code. code: a negative err_code. */
int err_set(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Puts a sentence in front of the one already kept ("could not open x: <what was said>"); returns code. */
int err_wrap(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The last sentence of this thread, "" if there was none. Valid until the next err_set here. Do not free. */
const char *err_text(void);

/* Process exit code of an err_code: 0 done, 1 the answer is no, 2 wrong usage, 3 this machine cannot. */
int err_exit_code(int code);

#endif
