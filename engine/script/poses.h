/* Named poses, as files write them: joints and motions of body/angles.h in degrees, and contact words.
**
**   arms_up = { shoulder = { flexion = 90 }, left = { elbow = { flexion = 5 } }, hands = "free" }
**
** A pose starts from the one that based_on names; without it, from lying on the roll with the knees bent and the
** arms straight beside the body. "lying" always exists: the set-up position with the hands resting.
** Pure; constant once built; lives in the reader's arena. */
#ifndef SUPINE_POSES_H
#define SUPINE_POSES_H

#include "reader.h"
#include "routine.h"

#define POSES_MAX 200 /* of one file */

struct poses {
  struct routine_pose *poses;
  int count;
};

/* The set of the table at `at` (name = pose). shared, which may be NULL, are known to based_on as well. What is
** wrong is a finding; the set then lacks nothing but has undefined angles. NULL when it is no table at all. */
const struct poses *poses_read(struct reader *r, const struct reader_at *at, const struct poses *shared);

/* The pose of that name, own before shared before "lying"; either may be NULL. False when there is none. */
bool poses_find(const struct poses *own, const struct poses *shared, const char *name,
                struct routine_pose *out);

/* What a phase or a start says: a name, or a pose written in place. range_deg fills "comfort". A finding and false
** when it is neither. */
bool poses_read_one(struct reader *r, const struct reader_at *at, const struct poses *own,
                    const struct poses *shared, double range_deg, struct routine_pose *out);

#endif
