/* What time it is, for whatever asks for the hour or for the day: the machine's clock and zone, or the moment that
** --now pretends. Main thread. */
#ifndef SUPINE_MOMENT_H
#define SUPINE_MOMENT_H

#include "args.h"

struct moment {
  int64_t utc_ms;   /* Unix time */
  int32_t offset_s; /* of the zone in force then, seconds east of Greenwich */
};

struct moment_clock {
  bool pretended;  /* goes on from base with the program's own clock; else the machine is asked each time */
  bool zone_given; /* base.offset_s holds for ever */
  struct moment base;
  int64_t base_us;
};

/* now_us: the program's clock (pl_now_us). With --driver null, whose clock runs ahead of the machine's, time starts at
** the machine's and goes on with the program's. */
void moment_init(struct moment_clock *clock, const struct args *args, int64_t now_us);

/* The moment at now_us of the program's clock, with the zone in force then. */
struct moment moment_at(const struct moment_clock *clock, int64_t now_us);

/* Local hour, 0 ≤ h < 24. */
double moment_hour(struct moment moment);

/* The zone's offset at a Unix time, by the system's zone database; 0 where it has none. */
int32_t moment_offset_s(int64_t utc_s);

#endif
