#include "trunk.h"

#include <math.h>

#include "soft.h"

/* Slopes of the three lower spine segments against the surface while nobody moves (up towards the head
** positive): the hollow of the back rises onto the roll, the upper back lies along it. They put the middle
** of the chest half its depth above a roll pressed to about 4 cm. */
#define LUMBAR_SLOPE_DEG 17.0
#define LOWER_SLOPE_DEG  5.5
#define UPPER_SLOPE_DEG  4.0

/* Bending back over the roll happens in the middle of the thoracic spine: the lower ribs lift by this share
** of the angle, the upper back sinks by the rest. The share is what keeps the head from sliding on its
** pillow. */
#define LIFT_SHARE 0.22

/* Neck extension turns the face up, it cannot push the head through the pillow; flexion lifts it. Radians
** over which the one becomes the other. */
#define NECK_ROUND_RAD 0.10

/* Chest wall on a breath, lying on the back, from the empty to the guided full lung (level 1); quiet
** breathing reaches about level 0.4. In quiet breathing the ribs move 3 to 5 mm forward and 1 to 2 mm
** outward (De Groote et al., J. Appl. Physiol. 83, 1997); lying on the back the abdomen moves most, and a
** deep breath moves three times as far as a quiet one (Kaneko and Horie, Respiratory Care 57, 2012). The
** belly's 1 cm quiet and 2.5 cm guided are ours, within that. Widening is that of one side. */
#define BELLY_RISE_M 0.025
#define RIB_RISE_M   0.010
#define RIB_WIDEN_M  0.005

static struct vec3 along(double slope_rad) {
  return vec3(cos(slope_rad), sin(slope_rad), 0);
}

/* The head keeps its height on the pillow and its segment its length; only neck flexion lifts it. */
static struct vec3 head_place(const struct skel *skel, struct vec3 neck, double flexion_rad) {
  double rest_y = skel->pillow_height_m + skel->head_radius_m;
  double rise = vec_clamp((rest_y - neck.y) / skel->neck_to_head_m, -1, 1);
  double lift = 0.5 * (flexion_rad + sqrt(flexion_rad * flexion_rad + NECK_ROUND_RAD * NECK_ROUND_RAD) -
                       NECK_ROUND_RAD);
  return vec3_mad(neck, along(asin(rise) + lift), skel->neck_to_head_m);
}

void trunk_solve(const struct skel *skel, const struct angles *in, double level, struct pose *out) {
  double bend = in->thorax_extension_rad;
  double lower = vec_rad(LOWER_SLOPE_DEG) + LIFT_SHARE * bend;
  double upper_turn = -(1 - LIFT_SHARE) * bend;
  struct vec3 *joint = out->joint;
  joint[SKEL_PELVIS] = vec3(0, skel->pelvis_radius_m, 0);
  joint[SKEL_LUMBAR] =
      vec3_mad(joint[SKEL_PELVIS], along(vec_rad(LUMBAR_SLOPE_DEG)), skel->pelvis_to_lumbar_m);
  joint[SKEL_CHEST] = vec3_mad(joint[SKEL_LUMBAR], along(lower), skel->lumbar_to_chest_m);
  joint[SKEL_NECK] =
      vec3_mad(joint[SKEL_CHEST], along(vec_rad(UPPER_SLOPE_DEG) + upper_turn), skel->chest_to_neck_m);
  joint[SKEL_HEAD] = head_place(skel, joint[SKEL_NECK], in->neck_flexion_rad);

  struct vec3 sideways = vec3(0, 0, 1), lengthways = vec3(1, 0, 0);
  out->pelvis = mat3_identity();
  out->thorax = mat3_about(sideways, upper_turn);
  out->head =
      mat3_mul(mat3_about(sideways, in->neck_flexion_rad), mat3_about(lengthways, in->neck_rotation_rad));

  out->level = level;
  out->belly_rise_m = BELLY_RISE_M * level;
  out->rib_rise_m = RIB_RISE_M * level;
  out->rib_widen_m = RIB_WIDEN_M * level;
  double under_back = joint[SKEL_CHEST].y - skel->chest_depth_m;
  out->roll_squash = vec_clamp(1 - under_back / (2 * skel->roll_radius_m), 0, 1);
  out->angles.thorax_extension_rad = in->thorax_extension_rad;
  out->angles.neck_flexion_rad = in->neck_flexion_rad;
  out->angles.neck_rotation_rad = in->neck_rotation_rad;
}
