/* What "supine trace" printed, as numbers. Knows the words of the contract and nothing of the engine. */
#ifndef SUPINE_TEST_TRACE_ROWS_H
#define SUPINE_TEST_TRACE_ROWS_H

#include <stdbool.h>
#include <stdio.h>

enum trace_joint {
  TRACE_HEAD,
  TRACE_NECK,
  TRACE_CHEST,
  TRACE_LUMBAR,
  TRACE_PELVIS,
  TRACE_SHOULDER, /* of the left; + 1: of the right; and so on in pairs */
  TRACE_ELBOW = TRACE_SHOULDER + 2,
  TRACE_WRIST = TRACE_ELBOW + 2,
  TRACE_HAND = TRACE_WRIST + 2,
  TRACE_HIP = TRACE_HAND + 2,
  TRACE_KNEE = TRACE_HIP + 2,
  TRACE_ANKLE = TRACE_KNEE + 2,
  TRACE_TOE = TRACE_ANKLE + 2,
  TRACE_JOINTS = TRACE_TOE + 2
};

enum trace_breath { TRACE_FREE, TRACE_IN, TRACE_OUT, TRACE_HOLD };

enum { TRACE_X, TRACE_Y, TRACE_Z }; /* feet to head, up, to the player's left */

#define TRACE_ANGLES_MAX 40
#define TRACE_NAME_MAX   40

struct trace_row {
  double t_s, level;
  int set, rep;
  char phase[TRACE_NAME_MAX];
  enum trace_breath breath;
  double joint_m[TRACE_JOINTS][3];
  double palm[2][3];
  double angle_deg[TRACE_ANGLES_MAX]; /* in the order of names */
};

struct trace {
  struct trace_row *rows;
  int count, capacity;
  char names[TRACE_ANGLES_MAX][TRACE_NAME_MAX]; /* "shoulder_l.flexion" */
  int angle_count;
};

/* Reads JSON Lines to the end. False, with what is wrong in why, where a row lacks a field or has one of another
** kind. The trace is the caller's, to be freed with trace_free either way. */
bool trace_read(FILE *in, struct trace *trace, char *why, size_t size);

/* A copy to spoil. */
struct trace trace_copy(const struct trace *trace);
void trace_free(struct trace *trace);

/* Index of an angle by name, −1 where there is none. */
int trace_angle(const struct trace *trace, const char *name);

const char *trace_joint_name(int joint);

#endif
