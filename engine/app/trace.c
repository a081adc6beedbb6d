#include "commands.h"

#include <json-c/json.h>
#include <math.h>
#include <stdio.h>

#include "catalog.h"
#include "err.h"
#include "plan.h"
#include "pose.h"

#define TRACE_HZ 60.0

/* Four decimals, and never "-0.0000": golden files must agree on every machine. */
static struct json_object *decimal(double value) {
  char text[32];
  double rounded = round(value * 1e4) / 1e4;
  snprintf(text, sizeof text, "%.4f", rounded == 0 ? 0.0 : rounded);
  return json_object_new_double_s(rounded, text);
}

static struct json_object *triple(struct vec3 v) {
  struct json_object *array = json_object_new_array_ext(3);
  json_object_array_add(array, decimal(v.x));
  json_object_array_add(array, decimal(v.y));
  json_object_array_add(array, decimal(v.z));
  return array;
}

static struct json_object *joints(const struct pose *pose) {
  struct json_object *object = json_object_new_object();
  for (int j = 0; j < SKEL_JOINTS; j++)
    json_object_object_add(object, skel_joint_name((enum skel_joint)j), triple(pose->joint[j]));
  return object;
}

/* {"shoulder_l":{"flexion":…},…}: the motions of one joint come one after another in the table. */
static struct json_object *angles(const struct pose *pose) {
  static const char *const suffix[BODY_SIDES] = {"_l", "_r"};
  struct json_object *object = json_object_new_object();
  int count;
  const struct angles_field *fields = angles_fields(&count);
  for (int i = 0; i < count; i++) {
    bool paired = fields[i].part != ANGLES_OF_SPINE;
    for (int side = 0; side < (paired ? BODY_SIDES : 1); side++) {
      char name[64];
      snprintf(name, sizeof name, "%s%s", fields[i].joint, paired ? suffix[side] : "");
      struct json_object *joint;
      if (!json_object_object_get_ex(object, name, &joint)) {
        joint = json_object_new_object();
        json_object_object_add(object, name, joint);
      }
      double value = vec_deg(angles_get(&pose->angles, &fields[i], (enum body_side)side));
      json_object_object_add(joint, fields[i].motion, decimal(value));
    }
  }
  return object;
}

static int print_sample(const struct plan *plan, double t_s) {
  struct plan_sample sample;
  struct pose pose;
  plan_at(plan, (struct ses_frame){frames_of_s(t_s)}, &sample);
  pose_solve(skel_adult(), &sample.angles, sample.level, &pose);
  const struct plan_segment *segment = sample.segment;
  struct json_object *line = json_object_new_object();
  json_object_object_add(line, "t", decimal(t_s));
  json_object_object_add(line, "set", json_object_new_int(segment->set));
  json_object_object_add(line, "rep", json_object_new_int(segment->rep));
  json_object_object_add(line, "phase", json_object_new_string(segment->id));
  json_object_object_add(line, "breath", json_object_new_string(routine_breath_name(segment->breath)));
  json_object_object_add(line, "level", decimal(sample.level));
  json_object_object_add(line, "joints", joints(&pose));
  json_object_object_add(line, "palm_l", triple(pose.hand[BODY_LEFT].palm));
  json_object_object_add(line, "palm_r", triple(pose.hand[BODY_RIGHT].palm));
  json_object_object_add(line, "angles", angles(&pose));
  int wrote = puts(json_object_to_json_string_ext(line, JSON_C_TO_STRING_PLAIN));
  json_object_put(line);
  return wrote < 0 ? err_set(ERR_MACHINE, "the trace could not be written: is the disk full?") : 0;
}

int trace_command(const struct args *args) {
  struct catalog catalog;
  struct arena arena = {0};
  struct plan *plan = NULL;
  int result = catalog_open(&catalog, args->home);
  if (result == 0) result = catalog_plan(&catalog, args->routine, &args->plan, &arena, &plan);
  if (result == 0) {
    double hz = args->hz > 0 ? args->hz : TRACE_HZ, length_s = frames_to_s(plan->length_frames);
    for (int64_t k = 0; result == 0 && (double)k / hz <= length_s; k++)
      result = print_sample(plan, (double)k / hz);
  }
  arena_clear(&arena);
  catalog_close(&catalog);
  return result;
}
