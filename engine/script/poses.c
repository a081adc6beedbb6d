#include "poses.h"

#include <math.h>
#include <string.h>

#include "nearest.h"
#include "vec.h"

#define ANGLE_MAX_DEG 360.0 /* what is a number of degrees at all; the envelope knows what a joint can do */

struct reading {
  struct reader *r;
  const struct poses *shared;
  const struct reader_at *table; /* name = pose, or NULL */
  struct poses *own;
  char *state; /* of each pose of own */
};

enum { UNREAD, READING, READ };

/* A word for a contact or aim, the weight it sets, and what its other words are. */
struct contact {
  const char *key;
  const char *words[3]; /* the first means 1, the second 0 */
  size_t offset;
  bool leg;
};

static const struct contact contacts[] = {
    {"hands", {"rest", "free", NULL}, offsetof(struct angles_arm, hand_rests), false},
    {"upper_arms", {"rest", "free", NULL}, offsetof(struct angles_arm, upper_arm_rests), false},
    {"forearms", {"upright", "free", NULL}, offsetof(struct angles_arm, forearm_upright), false},
    {"palms", {"to_feet", "each_other", NULL}, offsetof(struct angles_arm, palm_to_feet), false},
    {"feet", {"flat", "free", NULL}, offsetof(struct angles_leg, sole_rests), true},
};
#define CONTACTS ((int)(sizeof contacts / sizeof *contacts))

/* Beside the joints and the contacts. */
static const char *const general_keys[] = {"based_on", "left", "right", NULL};

/* Without based_on: the legs, the neck and the spine as they lie, the arms straight beside the body. */
static struct routine_pose plain_pose(void) {
  struct routine_pose pose = {.name = "", .angles = angles_lying()};
  memset(pose.angles.arm, 0, sizeof pose.angles.arm);
  return pose;
}

/* ---- joints ---- */

#define KEYS_MAX 64

/* All names that may stand in a pose (or in its left or right side), NULL at the end. */
static void known_keys(const char *keys[KEYS_MAX], bool side) {
  int n = 0, count;
  const struct angles_field *fields = angles_fields(&count);
  for (int i = 0; i < CONTACTS; i++) keys[n++] = contacts[i].key;
  for (int i = 0; i < count && n < KEYS_MAX - 4; i++) {
    bool seen = side && fields[i].part == ANGLES_OF_SPINE;
    for (int k = 0; k < n && !seen; k++) seen = strcmp(keys[k], fields[i].joint) == 0;
    if (!seen) keys[n++] = fields[i].joint;
  }
  for (int i = 0; !side && general_keys[i]; i++) keys[n++] = general_keys[i];
  keys[n] = NULL;
}

static void known_motions(const char *keys[KEYS_MAX], const char *joint) {
  int n = 0, count;
  const struct angles_field *fields = angles_fields(&count);
  for (int i = 0; i < count && n < KEYS_MAX - 1; i++)
    if (strcmp(fields[i].joint, joint) == 0) keys[n++] = fields[i].motion;
  keys[n] = NULL;
}

static bool is_comfort(const struct reader_at *at) {
  return at->value && at->value->type == WIRE_STRING && strcmp(at->value->text, "comfort") == 0;
}

/* One motion of a joint, on the sides from first to last. */
static void read_motion(struct reader *r, const struct reader_at *at, const struct angles_field *field,
                        int first, int last, struct routine_pose *pose) {
  bool can_be_comfort = strcmp(field->joint, "shoulder") == 0 && strcmp(field->motion, "flexion") == 0;
  double value_deg = 0;
  bool comfort = is_comfort(at);
  if (!reader_present(at)) return;
  if (comfort && !can_be_comfort) {
    reader_fail(r, at, "only the shoulder's flexion can be \"comfort\"; write degrees");
    return;
  }
  if (!comfort && !reader_number(r, at, -ANGLE_MAX_DEG, ANGLE_MAX_DEG, &value_deg)) return;
  for (int side = first; side <= last; side++) {
    *angles_at(&pose->angles, field, (enum body_side)side) = vec_rad(value_deg);
    if (can_be_comfort) pose->comfort[side] = comfort;
  }
}

static void read_joint(struct reader *r, const struct reader_at *at, const char *joint, int first, int last,
                       struct routine_pose *pose) {
  const char *motions[KEYS_MAX];
  known_motions(motions, joint);
  if (!reader_table(r, at, "a table of motions in degrees")) return;
  reader_keys(r, at, motions, NULL, false);
  for (int i = 0; motions[i]; i++) {
    struct reader_at motion = reader_field(at, motions[i]);
    read_motion(r, &motion, angles_find(joint, motions[i]), first, last, pose);
  }
}

/* Joints and contacts of both sides, or of one. */
static void read_sides(struct reader *r, const struct reader_at *at, int first, int last,
                       struct routine_pose *pose) {
  const char *keys[KEYS_MAX];
  bool one = first == last;
  known_keys(keys, one);
  reader_keys(r, at, keys, NULL, false);
  for (int i = CONTACTS; keys[i]; i++) {
    struct reader_at joint = reader_field(at, keys[i]);
    bool general = false;
    for (int k = 0; general_keys[k]; k++) general = general || strcmp(general_keys[k], keys[i]) == 0;
    if (!general && reader_present(&joint)) read_joint(r, &joint, keys[i], first, last, pose);
  }
  for (int i = 0; i < CONTACTS; i++) {
    struct reader_at word = reader_field(at, contacts[i].key);
    int choice = -1;
    if (!reader_choice(r, &word, contacts[i].words, &choice) || choice < 0) continue;
    for (int side = first; side <= last; side++) {
      char *limb = contacts[i].leg ? (char *)&pose->angles.leg[side] : (char *)&pose->angles.arm[side];
      *(double *)(void *)(limb + contacts[i].offset) = choice == 0 ? 1.0 : 0.0;
    }
  }
}

/* ---- names ---- */

static const struct routine_pose *in_set(const struct poses *set, const char *name) {
  for (int i = 0; set && i < set->count; i++)
    if (strcmp(set->poses[i].name, name) == 0) return &set->poses[i];
  return NULL;
}

bool poses_find(const struct poses *own, const struct poses *shared, const char *name,
                struct routine_pose *out) {
  const struct routine_pose *found = in_set(own, name);
  if (!found) found = in_set(shared, name);
  if (found)
    *out = *found;
  else if (strcmp(name, "lying") == 0)
    *out = (struct routine_pose){.name = "lying", .angles = angles_lying()};
  else
    return false;
  return true;
}

static bool fail_unknown(struct reader *r, const struct reader_at *at, const char *name,
                         const struct poses *own, const struct poses *shared) {
  char shown[READER_SHOWN_MAX];
  reader_shown(name, shown);
  struct nearest search = {.word = name};
  for (int i = 0; own && i < own->count; i++) nearest_offer(&search, own->poses[i].name);
  for (int i = 0; shared && i < shared->count; i++) nearest_offer(&search, shared->poses[i].name);
  nearest_offer(&search, "lying");
  if (search.best) return reader_fail(r, at, "there is no pose '%s'; did you mean '%s'?", shown, search.best);
  return reader_fail(r, at, "there is no pose '%s'; add it to poses", shown);
}

/* ---- a set ---- */

static void read_pose(struct reading *reading, int index);

/* The pose that based_on names: one of this set is read first. */
static void read_base(struct reading *reading, const struct reader_at *at, struct routine_pose *pose) {
  struct reader_at base = reader_field(at, "based_on");
  const char *name = NULL;
  *pose = plain_pose();
  if (!reader_present(&base) || !reader_text(reading->r, &base, READER_KEY_MAX, &name)) return;
  for (int i = 0; reading->own && i < reading->own->count; i++) {
    if (strcmp(reading->own->poses[i].name, name) != 0) continue;
    if (reading->state[i] == READING) {
      reader_fail(reading->r, &base, "'%s' is based on itself", name);
      return;
    }
    read_pose(reading, i);
  }
  if (!poses_find(reading->own, reading->shared, name, pose))
    fail_unknown(reading->r, &base, name, reading->own, reading->shared);
}

/* A pose written as a table. Its name and line are set by the caller. */
static void read_table(struct reading *reading, const struct reader_at *at, struct routine_pose *pose) {
  if (!reader_table(reading->r, at, "a table of joints")) return;
  read_base(reading, at, pose);
  read_sides(reading->r, at, BODY_LEFT, BODY_RIGHT, pose);
  static const char *const sides[BODY_SIDES] = {"left", "right"};
  for (int side = 0; side < BODY_SIDES; side++) {
    struct reader_at one = reader_field(at, sides[side]);
    if (reader_present(&one) && reader_table(reading->r, &one, "a table of joints"))
      read_sides(reading->r, &one, side, side, pose);
  }
}

/* Recursion over based_on is as deep as the set is long: POSES_MAX at most. */
static void read_pose(struct reading *reading, int index) {
  if (reading->state[index] != UNREAD) return;
  reading->state[index] = READING;
  struct routine_pose pose = plain_pose();
  const char *name = reading->own->poses[index].name;
  struct reader_at at = reader_field(reading->table, name);
  read_table(reading, &at, &pose);
  pose.name = name;
  pose.line = at.line;
  reading->own->poses[index] = pose;
  reading->state[index] = READ;
}

const struct poses *poses_read(struct reader *r, const struct reader_at *at, const struct poses *shared) {
  if (!reader_table(r, at, "a table of poses by name")) return NULL;
  int count = at->value->count;
  if (count > POSES_MAX) {
    reader_fail(r, at, "has %d poses; at most %d are possible", count, POSES_MAX);
    return NULL;
  }
  struct poses *own = arena_take(r->arena, sizeof *own);
  struct reading reading = {r, shared, at, own, arena_take(r->arena, (size_t)count + 1)};
  if (own) own->poses = arena_array(r->arena, (size_t)count + 1, sizeof *own->poses);
  if (!own || !own->poses || !reading.state) {
    reader_fail(r, at, "no memory left to read it");
    return NULL;
  }
  for (int i = 0; i < count; i++) {
    const char *name = at->value->entries[i].key;
    if (!name) {
      struct reader_at item = reader_item(at, at->value->entries[i].index);
      reader_fail(r, &item, "a pose needs a name: name = { ... }");
    } else {
      name = arena_copy(r->arena, name);
      if (name) own->poses[own->count++] = (struct routine_pose){.name = name};
    }
  }
  for (int i = 0; i < own->count; i++) read_pose(&reading, i);
  return own;
}

/* ---- one ---- */

static void fill_comfort(struct routine_pose *pose, double range_deg) {
  for (int side = 0; side < BODY_SIDES; side++)
    if (pose->comfort[side]) pose->angles.arm[side].shoulder_flexion_rad = vec_rad(range_deg);
}

bool poses_read_one(struct reader *r, const struct reader_at *at, const struct poses *own,
                    const struct poses *shared, double range_deg, struct routine_pose *out) {
  const char *name = NULL;
  if (at->value && at->value->type == WIRE_TABLE) {
    struct reading reading = {.r = r, .shared = shared, .own = (struct poses *)own};
    int before = reader_errors(r);
    /* Every pose of own has been read: mark them so. */
    reading.state = arena_take(r->arena, (size_t)(own ? own->count : 0) + 1);
    if (!reading.state) return reader_fail(r, at, "no memory left to read it");
    memset(reading.state, READ, (size_t)(own ? own->count : 0) + 1);
    read_table(&reading, at, out);
    out->name = "";
    out->line = at->line;
    fill_comfort(out, range_deg);
    return reader_errors(r) == before;
  }
  if (!reader_present(at)) return reader_fail(r, at, "is missing; name a pose");
  if (!reader_text(r, at, READER_KEY_MAX, &name)) return false;
  if (!poses_find(own, shared, name, out)) return fail_unknown(r, at, name, own, shared);
  fill_comfort(out, range_deg);
  return true;
}
