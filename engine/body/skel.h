/* The skeleton's proportions: shared, constant, data. An adult of 1.70 m unless scaled.
** Sources of segment lengths are named beside the table in skel.c. */
#ifndef SUPINE_SKEL_H
#define SUPINE_SKEL_H

/* Depth-first; a parent always comes before its children. Left before right. */
enum skel_joint {
  SKEL_PELVIS,
  SKEL_LUMBAR,
  SKEL_CHEST,
  SKEL_NECK,
  SKEL_HEAD, /* centre of the skull */
  SKEL_SHOULDER_L,
  SKEL_ELBOW_L,
  SKEL_WRIST_L,
  SKEL_HAND_L, /* knuckle of the middle finger */
  SKEL_SHOULDER_R,
  SKEL_ELBOW_R,
  SKEL_WRIST_R,
  SKEL_HAND_R,
  SKEL_HIP_L,
  SKEL_KNEE_L,
  SKEL_ANKLE_L,
  SKEL_TOE_L,
  SKEL_HIP_R,
  SKEL_KNEE_R,
  SKEL_ANKLE_R,
  SKEL_TOE_R,
  SKEL_JOINTS
};

struct skel {
  double height_m;
  double pelvis_to_lumbar_m, lumbar_to_chest_m, chest_to_neck_m, neck_to_head_m;
  double shoulder_half_m, hip_half_m; /* half the breadth between the two joints */
  double upper_arm_m, forearm_m, palm_m /* wrist to knuckle */, fingers_m /* knuckle to fingertip */, thumb_m;
  double thigh_m, shank_m, foot_m /* ankle to toe */, heel_m /* ankle to heel, backwards */, ankle_height_m;
  /* half thicknesses of the flesh round the bone, for contact and for drawing */
  double head_radius_m, neck_radius_m, chest_depth_m, chest_half_width_m, belly_depth_m, pelvis_radius_m;
  double shoulder_radius_m, elbow_radius_m, wrist_radius_m, hip_radius_m, knee_radius_m, ankle_radius_m;
  /* what it lies on */
  double roll_radius_m, pillow_height_m;
};

enum skel_build { SKEL_SLIM, SKEL_MEDIUM, SKEL_BROAD, SKEL_BUILDS };

/* The default adult: the medium build. Constant, never NULL. */
const struct skel *skel_adult(void);

/* The same bones in other flesh. Constant, never NULL. */
const struct skel *skel_build(enum skel_build build);

/* "shoulder_l", "head"… as trace prints them. Constant strings. */
const char *skel_joint_name(enum skel_joint joint);

/* Parent in the tree; -1 for the pelvis. The shoulders hang on the neck. */
int skel_parent(enum skel_joint joint);

/* Joint of a side from its left one: skel_of(SKEL_ELBOW_L, BODY_RIGHT) is SKEL_ELBOW_R. */
enum skel_joint skel_of(enum skel_joint left, int side);

#endif
