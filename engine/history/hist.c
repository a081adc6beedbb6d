#include "hist.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "civil.h"

#define BRIDGE_MAX_MS (36LL * 3600 * 1000)

int hist_from(const struct hist *hist, int32_t day) {
  int low = 0, high = hist->day_count;
  while (low < high) {
    int middle = low + (high - low) / 2;
    if (hist->days[middle].day < day)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const struct hist_day *hist_find(const struct hist *hist, int32_t day) {
  int at = hist_from(hist, day);
  return at < hist->day_count && hist->days[at].day == day ? &hist->days[at] : NULL;
}

bool hist_away(const struct hist *hist, int32_t day) {
  for (int i = 0; i < hist->leave_count && hist->leaves[i].from <= day; i++) {
    if (day <= hist->leaves[i].to) return true;
  }
  return false;
}

const struct hist_badge *hist_earned(const struct hist *hist, const char *id) {
  for (int i = 0; i < hist->badge_count; i++) {
    if (strcmp(hist->badges[i].id, id) == 0) return &hist->badges[i];
  }
  return NULL;
}

void hist_bridge(struct hist_day *days, int count) {
  for (int i = 0; i < count; i++) {
    struct hist_day *day = &days[i];
    day->bridged = false;
    if (i == 0) continue;
    const struct hist_day *before = &days[i - 1];
    assert(before->day < day->day);
    int64_t apart_ms = day->first_utc_ms - before->last_utc_ms;
    if (day->day == before->day + 1 || apart_ms < 0 || apart_ms > BRIDGE_MAX_MS) continue;
    int32_t seen = civil_day_of(day->first_utc_ms, before->last_offset_s, before->last_day_start_min);
    day->bridged = seen <= before->day + 1;
  }
}
