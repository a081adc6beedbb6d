/* Clinical joint angles: the only language in which the body is told how to lie.
**
** Radians inside C; routine files write degrees. Zero is the anatomical position, lying on the back with the
** arms beside the body. Left and right use the same signs.
**   shoulder flexion      arm beside the body 0, hand to the ceiling 90°, hand beyond the head 180°
**   shoulder abduction    arm away from the body in the plane of the surface
**   shoulder horizontal   horizontal abduction: the abducted arm drops behind the plane of the body
**   shoulder rotation     humerus about its own axis: internal (medial) positive, external negative
**   elbow flexion         straight 0
**   forearm pronation     0: thumb forward, palm to the body; positive turns the palm back / towards the
**                         feet when the arm points to the ceiling; negative is supination
**   hip flexion, knee flexion, ankle dorsiflexion: as in a clinic; used where the sole is not held by contact
** Order of the shoulder: abduct about the front-back axis, then horizontal about the long axis of the body,
** then flex about the left-right axis; rotation about the humerus comes first. The frame is that of the
** thorax at rest: bending back over the roll moves the shoulders but not the measured angle, as with a
** goniometer on a person who lies. */
#ifndef SUPINE_ANGLES_H
#define SUPINE_ANGLES_H

#include <stdbool.h>

enum body_side { BODY_LEFT, BODY_RIGHT, BODY_SIDES };

struct angles_arm {
  double shoulder_flexion_rad, shoulder_abduction_rad, shoulder_horizontal_rad, shoulder_rotation_rad;
  double elbow_flexion_rad;
  double forearm_pronation_rad;
  /* Contacts and aims, each a weight 0…1 that may be between the two while a phase blends. At 1 what is solved
  ** replaces the commanded angle; below, the commanded one soon has the word, so that a blend of two poses runs
  ** straight from the one's solved angles to the other's. What is solved is reported in pose.angles: */
  double hand_rests;      /* the hand lies on the surface beside the body */
  double upper_arm_rests; /* the underside of it lies on the surface (horizontal abduction is solved) */
  double forearm_upright; /* the forearm points to the ceiling (elbow and rotation are solved) */
  double palm_to_feet;    /* the palm faces the feet (pronation is solved within its limits) */
};

struct angles_leg {
  double hip_flexion_rad, hip_abduction_rad, knee_flexion_rad, ankle_dorsiflexion_rad;
  double sole_rests; /* weight 0…1: the sole stands flat on the surface in its place (the leg is solved) */
};

struct angles {
  struct angles_arm arm[BODY_SIDES];
  struct angles_leg leg[BODY_SIDES];
  double thorax_extension_rad; /* bending back over the roll, beyond the arch that the roll itself gives */
  double neck_flexion_rad, neck_rotation_rad; /* rotation: to the left positive */
};

/* Every angle as a number a file can name, in degrees at the outside. */
struct angles_field {
  const char *joint, *motion; /* "shoulder", "flexion": as written in a routine */
  double min_deg, max_deg;    /* what the joint of a healthy adult can do (limits of the safety envelope) */
  unsigned long offset;       /* of the double inside struct angles_arm or _leg or struct angles */
  enum { ANGLES_OF_ARM, ANGLES_OF_LEG, ANGLES_OF_SPINE } part;
};

/* All fields, in the order in which trace prints them; *count receives how many. Constant. */
const struct angles_field *angles_fields(int *count);

/* The field of that joint and motion, or NULL. */
const struct angles_field *angles_find(const char *joint, const char *motion);

/* Where the field lies inside a. side is ignored for the spine. */
double *angles_at(struct angles *a, const struct angles_field *field, enum body_side side);
double angles_get(const struct angles *a, const struct angles_field *field, enum body_side side);

/* The set-up position of the exercise: arms resting at the sides, knees bent, soles flat. */
struct angles angles_lying(void);

/* Every angle and weight mixed linearly: a at u = 0, b at u = 1. */
struct angles angles_mix(const struct angles *a, const struct angles *b, double u);

/* The largest difference of any one joint angle between a and b, in radians (weights do not count). */
double angles_distance_rad(const struct angles *a, const struct angles *b);

#endif
