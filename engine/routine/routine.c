#include "routine.h"

#include <string.h>

#include "vec.h"

static const char *const breath_names[] = {"free", "in", "out", "hold"};
static const char *const camera_names[ROUTINE_CAMERAS] = {"side", "three-quarter", "overhead", "feet",
                                                          "face"};

/* Beyond the reference range a little more extension is believable, but not much: 8 % covers 165° → 171°. */
#define COMFORT_SCALE_MAX 1.08
#define COMFORT_ZERO_DEG  90.0

const char *routine_breath_name(enum routine_breath breath) {
  return breath_names[breath];
}

const char *routine_camera_name(enum routine_camera camera) {
  return camera_names[camera];
}

int routine_camera_find(const char *name) {
  for (int i = 0; i < ROUTINE_CAMERAS; i++) {
    if (strcmp(camera_names[i], name) == 0) return i;
  }
  return -1;
}

double routine_range_deg(const struct routine *routine) {
  return routine->range_deg > 0 ? routine->range_deg : ROUTINE_COMFORT_DEG;
}

bool routine_has_comfort(const struct routine *routine) {
  for (int rep = 0; rep < routine->reps_max && rep < ROUTINE_REPS_HARD_MAX; rep++) {
    for (int i = 0; i < routine->rep[rep].count; i++) {
      const struct routine_pose *to = &routine->rep[rep].phases[i].to;
      if (to->comfort[BODY_LEFT] || to->comfort[BODY_RIGHT]) return true;
    }
  }
  return false;
}

struct angles routine_pose_angles(const struct routine_pose *pose, double range_deg) {
  struct angles angles = pose->angles;
  bool comfort = false;
  for (int side = 0; side < BODY_SIDES; side++) {
    if (!pose->comfort[side]) continue;
    comfort = true;
    angles.arm[side].shoulder_flexion_rad = vec_rad(range_deg);
  }
  if (comfort) {
    double share = (range_deg - COMFORT_ZERO_DEG) / (ROUTINE_COMFORT_DEG - COMFORT_ZERO_DEG);
    angles.thorax_extension_rad *= vec_clamp(share, 0, COMFORT_SCALE_MAX);
  }
  return angles;
}

const struct routine *routine_find(const struct routine_catalog *catalog, const char *id) {
  for (int i = 0; catalog && i < catalog->count; i++) {
    if (strcmp(catalog->routines[i]->id, id) == 0) return catalog->routines[i];
  }
  return NULL;
}
