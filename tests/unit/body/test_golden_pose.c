/* Key poses against text files in tests/golden/poses: a line a joint with x y z in metres, four decimals,
** then hands (fingertip and palm normal) and the angles that trace prints, in degrees.
**
** A change of the figure shows here as a difference of numbers in a review. To accept one, run this program
** with SUPINE_GOLDEN_UPDATE=1 in the environment and read the differences before committing them. */
#include "key_poses.h"

#include <stdlib.h>

#define TEXT_MAX       8192
#define LINE_MAX_BYTES 160

/* One unit of the last decimal: a libm may round the last bit of a sine differently. */
#define TOLERANCE 0.00011

static void add(char *text, size_t *used, const char *name, struct vec3 v) {
  double n[] = {v.x, v.y, v.z};
  for (int i = 0; i < 3; i++) n[i] = fabs(n[i]) < 0.00005 ? 0 : n[i]; /* no "-0.0000" */
  *used += (size_t)snprintf(text + *used, TEXT_MAX - *used, "%s %.4f %.4f %.4f\n", name, n[0], n[1], n[2]);
  assert_true(*used < TEXT_MAX);
}

static void write_pose(const struct pose *p, char text[TEXT_MAX]) {
  size_t used = 0;
  for (int i = 0; i < SKEL_JOINTS; i++) add(text, &used, skel_joint_name((enum skel_joint)i), p->joint[i]);
  for (int side = 0; side < BODY_SIDES; side++) {
    add(text, &used, side == BODY_LEFT ? "heel_l" : "heel_r", p->heel[side]);
    add(text, &used, side == BODY_LEFT ? "fingertip_l" : "fingertip_r", p->hand[side].fingertip);
    add(text, &used, side == BODY_LEFT ? "thumb_tip_l" : "thumb_tip_r", p->hand[side].thumb_tip);
    add(text, &used, side == BODY_LEFT ? "palm_l" : "palm_r", p->hand[side].palm);
  }
  int count;
  const struct angles_field *fields = angles_fields(&count);
  for (int i = 0; i < count; i++) {
    char name[40];
    snprintf(name, sizeof name, "%s.%s", fields[i].joint, fields[i].motion);
    add(text, &used, name,
        vec3(vec_deg(angles_get(&p->angles, &fields[i], BODY_LEFT)),
             vec_deg(angles_get(&p->angles, &fields[i], BODY_RIGHT)), 0));
  }
}

static void compare_line(const char *file, const char *is, const char *was) {
  char name_is[40], name_was[40];
  double a[3], b[3];
  int fields_is = sscanf(is, "%39s %lf %lf %lf", name_is, &a[0], &a[1], &a[2]);
  int fields_was = sscanf(was, "%39s %lf %lf %lf", name_was, &b[0], &b[1], &b[2]);
  if (fields_is != 4 || fields_was != 4 || strcmp(name_is, name_was) != 0)
    fail_msg("%s: \"%.60s\" where the file has \"%.60s\"", file, is, was);
  for (int i = 0; i < 3; i++) {
    if (!(fabs(a[i] - b[i]) <= TOLERANCE)) fail_msg("%s: is %.60s, the file has %.60s", file, is, was);
  }
}

/* Every line of the golden file and every line of the pose, in order, none missing. */
static void compare(const char *file, char text[TEXT_MAX]) {
  FILE *golden = fopen(file, "r");
  if (!golden) fail_msg("%s is missing: run this program with SUPINE_GOLDEN_UPDATE=1", file);
  char line[LINE_MAX_BYTES];
  char *next = text;
  while (golden && fgets(line, sizeof line, golden)) {
    char *end = strchr(next, '\n');
    if (!end) fail_msg("%s has lines that the pose has not: %s", file, line);
    if (end) *end = 0;
    line[strcspn(line, "\n")] = 0;
    compare_line(file, next, line);
    if (end) next = end + 1;
  }
  if (golden) fclose(golden);
  assert_string_equal(next, "");
}

static void check(const char *name, struct angles angles, double level) {
  char file[512];
  static char text[TEXT_MAX];
  snprintf(file, sizeof file, "%s/tests/golden/poses/%s.txt", TEST_SOURCE_DIR, name);
  struct pose p = key_solve(angles, level);
  write_pose(&p, text);
  const char *update = getenv("SUPINE_GOLDEN_UPDATE");
  if (!update || strcmp(update, "1") != 0) {
    compare(file, text);
    return;
  }
  FILE *golden = fopen(file, "w");
  assert_non_null(golden);
  if (!golden) return;
  assert_true(fputs(text, golden) >= 0);
  assert_int_equal(fclose(golden), 0);
}

static void key_poses_are_those_that_were_reviewed(void **state) {
  (void)state;
  struct angles lying = angles_lying(), up = key_arms_up(), feet = key_palms_to_feet(),
                down = key_elbows_down();
  check("lying", lying, 0);
  check("arms-rising", angles_mix(&lying, &up, 0.5), 0.5);
  check("arms-up", up, 1);
  check("overhead-120", key_overhead(120, 5), 0);
  check("overhead-165", key_overhead(165, 12), 0);
  check("overhead-180", key_overhead(180, 13), 0);
  check("arms-up-palms-to-feet", feet, 1);
  check("elbows-halfway", angles_mix(&feet, &down, 0.5), 0.5);
  check("elbows-down", down, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(key_poses_are_those_that_were_reviewed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
