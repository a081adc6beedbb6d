/* Diagnostics for people who look for a fault: one line an event, on stderr and, once opened, in a file that is
** turned over at 1 MiB (three generations). Not for the audio thread. Any other thread. */
#ifndef SUPINE_LOG_H
#define SUPINE_LOG_H

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/* Sets what is shown on stderr (default LOG_WARN); the file takes LOG_INFO and above. */
void log_set_level(enum log_level least);

/* Starts writing to path as well (NULL: stop). Returns 0, or a negative err_code and goes on without a file. */
int log_open(const char *path);

/* Writes a printf-style line, without a newline at its end; cut at 600 bytes, never inside a character. The same line is written once: repetitions are counted
** and the count is written before the next different line. */
void log_line(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
