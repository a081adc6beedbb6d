/* One moment of the body: clinical angles and breath in, joint positions out. A pure function: no state, no
** allocation, any thread. Everything that shows a figure (screen, film, sheet, trace) asks here.
**
** Positions are metres: x from feet to head, y up from the surface, z to the figure's own left; the origin
** lies on the surface under the middle of the pelvis. */
#ifndef SUPINE_POSE_H
#define SUPINE_POSE_H

#include <stdbool.h>

#include "angles.h"
#include "skel.h"
#include "vec.h"

struct pose_hand {
  struct vec3 palm;      /* unit normal out of the palm */
  struct vec3 along;     /* unit, wrist to middle finger */
  struct vec3 fingertip; /* of the middle finger */
  struct vec3 thumb_base, thumb_tip;
};

struct pose {
  struct vec3 joint[SKEL_JOINTS];
  struct pose_hand hand[BODY_SIDES];
  struct vec3 heel[BODY_SIDES];     /* middle of the heel's flesh, about 2.5 cm above a flat sole */
  struct mat3 thorax, pelvis, head; /* rotation of each from the anatomical position lying flat */
  struct angles angles;             /* after limits, contact and aims: what trace prints */
  double level;                     /* fullness of the lungs 0…1 */
  double belly_rise_m, rib_rise_m;  /* beyond the empty lung; belly most */
  double rib_widen_m;               /* likewise, of one side */
  double roll_squash;               /* 0…1 how far the towel roll is pressed flat under the back */
  double contact_upper_arm[BODY_SIDES], contact_hand[BODY_SIDES]; /* 0…1 touching the surface */
};

/* Solves the pose of a skeleton. in: angles wanted (clamped to limits; one that is not a number counts as 0).
** level: lung fullness, clamped to 0…1. Cannot fail: an arm or leg that would sink into the surface is
** lifted, and the angles reported are those it then has. The figure is continuous in every angle and
** weight. */
void pose_solve(const struct skel *skel, const struct angles *in, double level, struct pose *out);

/* Height of the lowest point of the underside of one upper arm above the surface, metres (negative:
** below). */
double pose_upper_arm_underside_m(const struct skel *skel, const struct pose *pose, enum body_side side);

/* The two-bone problem: where the middle joint lies between root and end for two lengths, bent towards pole.
** Unreachable ends give a straight limb in the right direction. Returns the middle joint. */
struct vec3 pose_two_bone(struct vec3 root, struct vec3 end, double first_m, double second_m,
                          struct vec3 pole);

/* Whether every promise that must always hold does (bone lengths to 0.1 %, nothing more than 5 mm below the
** surface, unit normals). On false *what names the first one broken. For asserts and tests. */
bool pose_sound(const struct skel *skel, const struct pose *pose, const char **what);

#endif
