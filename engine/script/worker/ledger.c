#include "ledger.h"

#define ROW_BYTES (4 * (size_t)WIRE_DAY_COLUMNS)

static struct ledger_text get_text(struct wire_in *in) {
  struct ledger_text text;
  text.bytes = wire_get_text(in, &text.size);
  return text;
}

/* Notes where a list begins and steps over it; each entry is a text, where it has one, and numbers u32s. */
static int skip_list(struct wire_in *in, struct wire_in *list, bool text, int numbers) {
  uint32_t count = wire_get_u32(in);
  *list = *in;
  for (uint32_t i = 0; i < count && !in->broken; i++) {
    if (text) get_text(in);
    for (int n = 0; n < numbers; n++) wire_get_u32(in);
  }
  return in->broken ? 0 : (int)count;
}

bool ledger_read(struct ledger *ledger, struct wire_in in) {
  *ledger = (struct ledger){.today = (int32_t)wire_get_u32(&in)};
  ledger->language = get_text(&in);
  for (int i = 0; i < WIRE_NAMES_COUNT; i++) ledger->names[i] = get_text(&in);
  for (int i = 0; i < WIRE_TOTALS_COUNT; i++) ledger->totals[i] = wire_get_double(&in);
  uint32_t days = wire_get_u32(&in);
  if (in.broken || days > (size_t)(in.end - in.at) / ROW_BYTES) return false;
  ledger->days = in.at;
  ledger->day_count = (int)days;
  in.at += days * ROW_BYTES;
  ledger->routine_count = skip_list(&in, &ledger->routines, true, 4);
  ledger->device_count = skip_list(&in, &ledger->devices, true, 3);
  ledger->leave_count = skip_list(&in, &ledger->leaves, false, 2);
  ledger->badge_count = skip_list(&in, &ledger->badges, true, 1);
  return !in.broken && in.at == in.end;
}

uint32_t ledger_day(const struct ledger *ledger, int row, enum wire_day_column column) {
  const unsigned char *at = ledger->days + (size_t)row * ROW_BYTES + 4 * (size_t)column;
  return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

int ledger_from(const struct ledger *ledger, int64_t day) {
  int low = 0, high = ledger->day_count;
  while (low < high) {
    int middle = low + (high - low) / 2;
    if ((int32_t)ledger_day(ledger, middle, WIRE_DAY) < day)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

bool ledger_excused(const struct ledger *ledger, int64_t day) {
  struct wire_in leaves = ledger->leaves;
  for (int i = 0; i < ledger->leave_count; i++) {
    int32_t from = (int32_t)wire_get_u32(&leaves), to = (int32_t)wire_get_u32(&leaves);
    if (day >= from && day <= to) return true;
  }
  int row = ledger_from(ledger, day);
  return row > 0 && row < ledger->day_count && (int32_t)ledger_day(ledger, row, WIRE_DAY) != day &&
         ledger_day(ledger, row, WIRE_DAY_BRIDGED) != 0;
}
