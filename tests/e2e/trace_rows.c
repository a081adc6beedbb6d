#include "trace_rows.h"

#include <json-c/json.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LINE_BYTES 16384

static const char *const joint_names[TRACE_JOINTS] = {
    "head",    "neck",    "chest",   "lumbar",  "pelvis",  "shoulder_l", "shoulder_r",
    "elbow_l", "elbow_r", "wrist_l", "wrist_r", "hand_l",  "hand_r",     "hip_l",
    "hip_r",   "knee_l",  "knee_r",  "ankle_l", "ankle_r", "toe_l",      "toe_r",
};

const char *trace_joint_name(int joint) {
  return joint_names[joint];
}

int trace_angle(const struct trace *trace, const char *name) {
  for (int i = 0; i < trace->angle_count; i++)
    if (strcmp(trace->names[i], name) == 0) return i;
  return -1;
}

static bool number(struct json_object *in, const char *key, double *out) {
  struct json_object *value;
  if (!json_object_object_get_ex(in, key, &value)) return false;
  if (!json_object_is_type(value, json_type_double) && !json_object_is_type(value, json_type_int))
    return false;
  *out = json_object_get_double(value);
  return isfinite(*out);
}

static bool triple(struct json_object *in, const char *key, double out[3]) {
  struct json_object *value;
  if (!json_object_object_get_ex(in, key, &value) || !json_object_is_type(value, json_type_array))
    return false;
  if (json_object_array_length(value) != 3) return false;
  for (size_t i = 0; i < 3; i++) out[i] = json_object_get_double(json_object_array_get_idx(value, i));
  return isfinite(out[0]) && isfinite(out[1]) && isfinite(out[2]);
}

static bool breath(struct json_object *in, enum trace_breath *out) {
  static const char *const names[] = {"free", "in", "out", "hold"};
  struct json_object *value;
  if (!json_object_object_get_ex(in, "breath", &value)) return false;
  for (int i = 0; i < 4; i++) {
    if (strcmp(json_object_get_string(value), names[i]) != 0) continue;
    *out = (enum trace_breath)i;
    return true;
  }
  return false;
}

/* Angles in the order in which they are printed; the first row says what there is, the others must agree. */
static bool angles(struct json_object *in, struct trace *trace, struct trace_row *row, bool first) {
  struct json_object *all;
  int count = 0;
  if (!json_object_object_get_ex(in, "angles", &all)) return false;
  json_object_object_foreach(all, joint, motions) {
    json_object_object_foreach(motions, motion, value) {
      char name[TRACE_NAME_MAX];
      if (count == TRACE_ANGLES_MAX) return false;
      snprintf(name, sizeof name, "%s.%s", joint, motion);
      if (first)
        snprintf(trace->names[count], TRACE_NAME_MAX, "%s", name);
      else if (count >= trace->angle_count || strcmp(trace->names[count], name) != 0)
        return false;
      row->angle_deg[count++] = json_object_get_double(value);
    }
  }
  if (first) trace->angle_count = count;
  return count == trace->angle_count;
}

static const char *fill(struct json_object *in, struct trace *trace, struct trace_row *row, bool first) {
  struct json_object *joints, *phase;
  double set, rep;
  if (!number(in, "t", &row->t_s)) return "t";
  if (!number(in, "set", &set)) return "set";
  if (!number(in, "rep", &rep)) return "rep";
  if (!number(in, "level", &row->level)) return "level";
  if (!breath(in, &row->breath)) return "breath";
  if (!json_object_object_get_ex(in, "phase", &phase)) return "phase";
  row->set = (int)set;
  row->rep = (int)rep;
  snprintf(row->phase, sizeof row->phase, "%s", json_object_get_string(phase));
  if (!json_object_object_get_ex(in, "joints", &joints)) return "joints";
  for (int j = 0; j < TRACE_JOINTS; j++)
    if (!triple(joints, joint_names[j], row->joint_m[j])) return joint_names[j];
  if (!triple(in, "palm_l", row->palm[0])) return "palm_l";
  if (!triple(in, "palm_r", row->palm[1])) return "palm_r";
  return angles(in, trace, row, first) ? NULL : "angles";
}

static struct trace_row *add(struct trace *trace) {
  if (trace->count == trace->capacity) {
    int capacity = trace->capacity ? 2 * trace->capacity : 2048;
    struct trace_row *wider = realloc(trace->rows, (size_t)capacity * sizeof *wider);
    if (!wider) return NULL;
    trace->rows = wider;
    trace->capacity = capacity;
  }
  memset(&trace->rows[trace->count], 0, sizeof *trace->rows);
  return &trace->rows[trace->count++];
}

bool trace_read(FILE *in, struct trace *trace, char *why, size_t size) {
  static char line[LINE_BYTES];
  memset(trace, 0, sizeof *trace);
  while (fgets(line, sizeof line, in)) {
    struct trace_row *row = add(trace);
    struct json_object *object = row ? json_tokener_parse(line) : NULL;
    const char *wrong = object ? fill(object, trace, row, trace->count == 1) : "everything: it is no JSON";
    json_object_put(object);
    if (!wrong) continue;
    snprintf(why, size, "line %d: wrong or missing: %s", trace->count, wrong);
    return false;
  }
  snprintf(why, size, "nothing was printed");
  return trace->count > 0;
}

struct trace trace_copy(const struct trace *trace) {
  struct trace copy = *trace;
  copy.capacity = trace->count;
  copy.rows = malloc((size_t)trace->count * sizeof *copy.rows);
  if (!copy.rows) abort();
  memcpy(copy.rows, trace->rows, (size_t)trace->count * sizeof *copy.rows);
  return copy;
}

void trace_free(struct trace *trace) {
  free(trace->rows);
  memset(trace, 0, sizeof *trace);
}
