#include "moment.h"

#include <time.h>

#include "civil.h"

#define DAY_S 86400

static int64_t machine_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int32_t moment_offset_s(int64_t utc_s) {
  time_t at = (time_t)utc_s;
  struct tm local;
  tzset(); /* the zone of a machine that travels changes under a running program */
  if (!localtime_r(&at, &local)) return 0;
  int64_t here = civil_days(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday) * DAY_S +
                 local.tm_hour * 3600 + local.tm_min * 60 + local.tm_sec;
  return (int32_t)(here - utc_s);
}

void moment_init(struct moment_clock *clock, const struct args *args, int64_t now_us) {
  *clock = (struct moment_clock){.base_us = now_us};
  clock->pretended = args->now_given || args->null_driver;
  clock->zone_given = args->now_given;
  clock->base.utc_ms = args->now_given ? args->now_unix_s * 1000 : machine_ms();
  clock->base.offset_s = args->now_given ? args->now_offset_s : 0;
}

struct moment moment_at(const struct moment_clock *clock, int64_t now_us) {
  struct moment moment = {.utc_ms = machine_ms()};
  if (clock->pretended) moment.utc_ms = clock->base.utc_ms + (now_us - clock->base_us) / 1000;
  int64_t second = moment.utc_ms / 1000 - (moment.utc_ms % 1000 < 0);
  moment.offset_s = clock->zone_given ? clock->base.offset_s : moment_offset_s(second);
  return moment;
}

double moment_hour(struct moment moment) {
  int64_t local_ms = moment.utc_ms + (int64_t)moment.offset_s * 1000, day_ms = (int64_t)DAY_S * 1000;
  int64_t into = local_ms % day_ms;
  return (double)(into < 0 ? into + day_ms : into) / 3.6e6;
}
