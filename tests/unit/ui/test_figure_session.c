/* The figure over whole sessions, from every camera and in every build, with its secondary motion: from one frame to
** the next nothing of its outline moves farther than flesh can, so nothing pops. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "arena.h"
#include "figure_parts.h"
#include "figure_style.h"
#include "life.h"
#include "plan.h"
#include "sample_routine.h"

#define WIDTH  1280
#define HEIGHT 800
#define HZ     60

/* The hands' joints pass 0.97 m/s at the routines' speed limit; fingers that catch up and perspective add to it. */
#define SPEED_M_S 1.6
/* A flat hand that turns on its edge, a limb that turns to point at the eye. */
#define WIDEN_M_S 0.45

struct performance {
  const struct plan *plan;
  const struct skel *skel;
};

static void pose_of(const void *context, int64_t frame, struct pose *out) {
  const struct performance *p = context;
  struct plan_sample sample;
  plan_at(p->plan, (struct ses_frame){frame}, &sample);
  pose_solve(p->skel, &sample.angles, sample.level, out);
}

static struct cam view(enum cam_view which) {
  struct cam_pose eye = cam_view_pose(which, (double)WIDTH / HEIGHT);
  struct cam cam;
  cam_set(&cam, &eye, (struct cam_rect){0, 0, WIDTH, HEIGHT}, 0, false);
  return cam;
}

struct where { /* for the message of a failure */
  const struct plan *plan;
  int64_t frame;
  int view;
};

static void check_stroke(const struct where *at, const char *what, const struct stroke *a,
                         const struct stroke *b, double scale_px) {
  assert_int_equal(a->count, b->count);
  for (int i = 0; i < a->count; i++) {
    const struct stroke_point *p = &a->points[i], *q = &b->points[i];
    double moved_m_s = hypot((double)(p->x_px - q->x_px), (double)(p->y_px - q->y_px)) / scale_px * HZ;
    double widened_m_s = fabs((double)(p->half_px - q->half_px)) / scale_px * HZ;
    if (moved_m_s <= SPEED_M_S && widened_m_s <= WIDEN_M_S) continue;
    fail_msg("%s, %.3f s (%s), view %d: point %d of %s moves %.2f m/s, widens %.2f m/s",
             at->plan->routine->id, frames_to_s(at->frame),
             at->plan->segments[plan_segment_at(at->plan, (struct ses_frame){at->frame})].id, at->view, i,
             what, moved_m_s, widened_m_s);
  }
}

static void check_head(const struct where *at, const struct flesh_ellipse *a, const struct flesh_ellipse *b,
                       double scale_px) {
  double moved = hypot((double)(a->x_px - b->x_px), (double)(a->y_px - b->y_px)) / scale_px * HZ;
  if (moved > 0.3)
    fail_msg("%s, %.3f s: the head moves %.2f m/s", at->plan->routine->id, frames_to_s(at->frame), moved);
}

static void check_parts(const struct where *at, const struct parts *a, const struct parts *b) {
  double scale = (double)b->scale_px;
  for (int i = 0; i < PARTS_TORSO; i++) check_stroke(at, "the trunk", &a->torso[i], &b->torso[i], scale);
  check_stroke(at, "the neck", &a->neck, &b->neck, scale);
  check_stroke(at, "the nose", &a->head.nose, &b->head.nose, scale);
  check_head(at, &a->head.skull, &b->head.skull, scale);
  for (int side = 0; side < BODY_SIDES; side++) {
    for (int i = 0; i < PARTS_LEG_STROKES; i++)
      check_stroke(at, "a leg", &a->leg[side][i], &b->leg[side][i], scale);
    for (int i = 0; i < PARTS_ARM_STROKES; i++)
      check_stroke(at, "an arm", &a->arm[side][i], &b->arm[side][i], scale);
  }
}

/* Every frame of the plan, in one build, from all cameras. */
static void perform(const struct plan *plan, int build) {
  static struct parts parts[2][CAM_VIEWS];
  struct performance performance = {plan, figure_style_skel(build)};
  struct cam cams[CAM_VIEWS];
  for (int v = 0; v < CAM_VIEWS; v++) cams[v] = view((enum cam_view)v);
  struct life life = {0};
  int n = 0;
  for (int64_t f = 0; f < plan->length_frames; f += FRAMES_RATE_HZ / HZ, n++) {
    struct life_look look;
    struct pose pose, drawn;
    pose_of(&performance, f, &pose);
    const char *what;
    if (!pose_sound(performance.skel, &pose, &what)) fail_msg("%s: %s", figure_style_build_name(build), what);
    life_at(&life, pose_of, &performance, 1, f, &look);
    life_pose(&look, performance.skel, &pose, &drawn);
    for (int v = 0; v < CAM_VIEWS; v++) {
      struct where at = {plan, f, v};
      figure_parts(&cams[v], performance.skel, &drawn, &parts[n & 1][v]);
      if (n > 0) check_parts(&at, &parts[(n - 1) & 1][v], &parts[n & 1][v]);
    }
  }
}

static void whole_session(const struct routine *routine, const struct routine_catalog *catalog, int build) {
  struct arena arena = {0};
  struct plan_options options = {.reps = 1, .get_ready_s = 1, .rest_s = 2};
  struct plan *plan;
  assert_int_equal(plan_compile(routine, catalog, &options, &arena, &plan), 0);
  perform(plan, build);
  arena_clear(&arena);
}

/* Repetitions are alike: one of each is the whole. */
static void nothing_pops_in_any_session_from_any_camera(void **state) {
  (void)state;
  static struct sample sample;
  sample_init(&sample);
  for (int i = 0; i < sample.catalog.count; i++)
    whole_session(sample.list[i], &sample.catalog, FIGURE_STYLE_MEDIUM);
}

static void every_build_performs_soundly(void **state) {
  (void)state;
  static struct sample sample;
  sample_init(&sample);
  for (int build = 0; build < FIGURE_STYLE_BUILDS; build++) {
    if (build == FIGURE_STYLE_MEDIUM) continue;
    whole_session(&sample.overhead, &sample.catalog, build);
    whole_session(&sample.elbows, &sample.catalog, build);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_pops_in_any_session_from_any_camera),
      cmocka_unit_test(every_build_performs_soundly),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
