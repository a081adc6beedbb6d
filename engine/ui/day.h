/* Days in words: "Tuesday, 24 November 2026". Days are civil day numbers (civil.h). */
#ifndef SUPINE_DAY_H
#define SUPINE_DAY_H

#include <stdint.h>

#include "ui.h"

/* "24 November"; with the year where it is not that of today. */
const char *day_words(struct ui *ui, int32_t day, int32_t today);

/* "Tuesday, 24 November 2026". */
const char *day_full(struct ui *ui, int32_t day);

/* "9 November to 15 November", one day alone as day_words. */
const char *day_span(struct ui *ui, int32_t from, int32_t to, int32_t today);

/* "M": the first letter of the day's name; and "Nov". month: 1…12. */
const char *day_letter(struct ui *ui, int32_t day);
const char *day_month_short(struct ui *ui, int month);

#endif
