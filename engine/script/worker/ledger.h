/* The history that the game sent, as it lies in its message: rules read from it, nothing writes to it. The game
** is trusted; a message that is cut short is refused all the same. Worker only. */
#ifndef SUPINE_LEDGER_H
#define SUPINE_LEDGER_H

#include "wire.h"

struct ledger_text {
  const char *bytes; /* not terminated */
  size_t size;
};

struct ledger {
  int32_t today;
  struct ledger_text language, names[WIRE_NAMES_COUNT];
  double totals[WIRE_TOTALS_COUNT];
  const unsigned char *days; /* day_count rows, in order */
  int day_count;
  struct wire_in routines, devices, leaves, badges; /* each from its first entry to the end of the message */
  int routine_count, device_count, leave_count, badge_count;
};

/* Reads where everything lies. The message must outlive the ledger. Returns false when it is not of that form.
** */
bool ledger_read(struct ledger *ledger, struct wire_in in);

/* One number of a day's row; row from 0. */
uint32_t ledger_day(const struct ledger *ledger, int row, enum wire_day_column column);

/* The first row whose day is not before `day`; day_count when there is none. */
int ledger_from(const struct ledger *ledger, int64_t day);

/* Whether a leave covers the day, or travel left it out: then it asks for nothing. */
bool ledger_excused(const struct ledger *ledger, int64_t day);

#endif
