/* The safety envelope: what no routine may ask of a player, whoever wrote it. Pure. */
#ifndef SUPINE_ENVELOPE_H
#define SUPINE_ENVELOPE_H

#include "diag.h"
#include "routine.h"

#define ENVELOPE_MEAN_SPEED_DEG 45.0 /* a second, at any joint */
#define ENVELOPE_PEAK_SPEED_DEG 70.0
#define ENVELOPE_HOLD_MAX_S     0.0 /* no forced holds */
#define ENVELOPE_TOTAL_MAX_S    1800.0
#define ENVELOPE_PHASE_MIN_S    0.5
#define ENVELOPE_PHASE_MAX_S    60.0
#define ENVELOPE_REST_MAX_S     600.0

/* Checks a decoded routine at its own pace and range, with as many repetitions as it allows: joint limits,
** mean and peak speed from each key pose to the next, phase and breath lengths, breaths a minute, holds,
** repetitions, total time, ids that come twice in one repetition; words that are missing are warnings.
** Whatever it holds, also numbers that are not finite, the check neither fails nor loops.
** catalog: for a session's items; may be NULL for an exercise. Adds a row for each finding (file, line,
** phase and value named, limit named). Returns the number of errors found. */
int envelope_check(const struct routine *routine, const struct routine_catalog *catalog,
                   struct diag_list *list);

#endif
