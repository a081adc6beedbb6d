#include "angles.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "vec.h"

/* Goniometric norms of healthy adults (American Academy of Orthopaedic Surgeons), rounded outward to what a
** joint can do rather than what is usual. The exercise's own ranges are narrower and are set by its
** routines. Horizontal abduction beyond the plane of the body is what is left with the scapula held between
** surface and ribs. */
#define ARM(field)   offsetof(struct angles_arm, field), ANGLES_OF_ARM
#define LEG(field)   offsetof(struct angles_leg, field), ANGLES_OF_LEG
#define SPINE(field) offsetof(struct angles, field), ANGLES_OF_SPINE

static const struct angles_field fields[] = {
    {"shoulder", "flexion", -60, 180, ARM(shoulder_flexion_rad)},
    {"shoulder", "abduction", 0, 180, ARM(shoulder_abduction_rad)},
    {"shoulder", "horizontal", -40, 45, ARM(shoulder_horizontal_rad)},
    {"shoulder", "rotation", -90, 90, ARM(shoulder_rotation_rad)},
    {"elbow", "flexion", 0, 150, ARM(elbow_flexion_rad)},
    {"forearm", "pronation", -82, 80, ARM(forearm_pronation_rad)},
    {"hip", "flexion", -20, 120, LEG(hip_flexion_rad)},
    {"hip", "abduction", -30, 45, LEG(hip_abduction_rad)},
    {"knee", "flexion", 0, 140, LEG(knee_flexion_rad)},
    {"ankle", "dorsiflexion", -50, 25, LEG(ankle_dorsiflexion_rad)},
    {"thorax", "extension", -20, 25, SPINE(thorax_extension_rad)},
    {"neck", "flexion", -45, 50, SPINE(neck_flexion_rad)},
    {"neck", "rotation", -80, 80, SPINE(neck_rotation_rad)},
};

#define FIELDS ((int)(sizeof fields / sizeof fields[0]))

const struct angles_field *angles_fields(int *count) {
  *count = FIELDS;
  return fields;
}

const struct angles_field *angles_find(const char *joint, const char *motion) {
  for (int i = 0; i < FIELDS; i++) {
    if (strcmp(fields[i].joint, joint) == 0 && strcmp(fields[i].motion, motion) == 0) return &fields[i];
  }
  return NULL;
}

/* Byte offset of the field inside struct angles. */
static size_t offset_in(const struct angles_field *field, enum body_side side) {
  size_t which = side == BODY_RIGHT ? 1 : 0;
  switch (field->part) {
  case ANGLES_OF_ARM:
    return offsetof(struct angles, arm) + which * sizeof(struct angles_arm) + field->offset;
  case ANGLES_OF_LEG:
    return offsetof(struct angles, leg) + which * sizeof(struct angles_leg) + field->offset;
  default:
    return field->offset;
  }
}

double *angles_at(struct angles *a, const struct angles_field *field, enum body_side side) {
  return (double *)(void *)((char *)a + offset_in(field, side));
}

double angles_get(const struct angles *a, const struct angles_field *field, enum body_side side) {
  return *(const double *)(const void *)((const char *)a + offset_in(field, side));
}

struct angles angles_lying(void) {
  struct angles a;
  memset(&a, 0, sizeof a);
  for (int side = 0; side < BODY_SIDES; side++) {
    a.arm[side].hand_rests = 1;
    /* Close to what the standing sole solves to, so that a routine which lifts a foot starts from there. */
    a.leg[side].hip_flexion_rad = vec_rad(47);
    a.leg[side].hip_abduction_rad = vec_rad(1);
    a.leg[side].knee_flexion_rad = vec_rad(90);
    a.leg[side].ankle_dorsiflexion_rad = vec_rad(-43);
    a.leg[side].sole_rests = 1;
  }
  return a;
}

/* Weights are not in the table of fields: they have no degrees. */
static void mix_weights(const struct angles *a, const struct angles *b, double u, struct angles *mixed) {
  for (int side = 0; side < BODY_SIDES; side++) {
    const struct angles_arm *from = &a->arm[side], *to = &b->arm[side];
    struct angles_arm *arm = &mixed->arm[side];
    arm->hand_rests = vec_lerp(from->hand_rests, to->hand_rests, u);
    arm->upper_arm_rests = vec_lerp(from->upper_arm_rests, to->upper_arm_rests, u);
    arm->forearm_upright = vec_lerp(from->forearm_upright, to->forearm_upright, u);
    arm->palm_to_feet = vec_lerp(from->palm_to_feet, to->palm_to_feet, u);
    mixed->leg[side].sole_rests = vec_lerp(a->leg[side].sole_rests, b->leg[side].sole_rests, u);
  }
}

struct angles angles_mix(const struct angles *a, const struct angles *b, double u) {
  struct angles mixed = *a;
  for (int i = 0; i < FIELDS; i++) {
    int sides = fields[i].part == ANGLES_OF_SPINE ? 1 : BODY_SIDES;
    for (int side = 0; side < sides; side++) {
      double *value = angles_at(&mixed, &fields[i], (enum body_side)side);
      *value = vec_lerp(*value, angles_get(b, &fields[i], (enum body_side)side), u);
    }
  }
  mix_weights(a, b, u, &mixed);
  return mixed;
}

double angles_distance_rad(const struct angles *a, const struct angles *b) {
  double largest = 0;
  for (int i = 0; i < FIELDS; i++) {
    int sides = fields[i].part == ANGLES_OF_SPINE ? 1 : BODY_SIDES;
    for (int side = 0; side < sides; side++) {
      double d = fabs(angles_get(a, &fields[i], (enum body_side)side) -
                      angles_get(b, &fields[i], (enum body_side)side));
      if (d > largest) largest = d;
    }
  }
  return largest;
}
