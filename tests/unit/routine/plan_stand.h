/* What the tests of plans share: the sample routines, compiled, and what must hold of every plan. */
#ifndef SUPINE_TEST_PLAN_STAND_H
#define SUPINE_TEST_PLAN_STAND_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "plan.h"
#include "sample_routine.h"
#include "vec.h"

#define HZ         FRAMES_RATE_HZ
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

static const struct plan_options own = {.get_ready_s = -1, .rest_s = -1};

struct fixture {
  struct sample sample;
  struct arena arena;
};

static inline int set_up(void **state) {
  static struct fixture fixture;
  fixture.arena = (struct arena){0};
  sample_init(&fixture.sample);
  *state = &fixture;
  return 0;
}

static inline int tear_down(void **state) {
  struct fixture *f = *state;
  arena_clear(&f->arena);
  return 0;
}

static inline struct plan *compile(struct fixture *f, const struct routine *routine,
                                   struct plan_options options) {
  struct plan *plan = NULL;
  assert_int_equal(plan_compile(routine, &f->sample.catalog, &options, &f->arena, &plan), 0);
  return plan;
}

/* Segments follow each other without gap, overlap or step of the body. */
static inline void assert_whole(const struct plan *plan) {
  int64_t at = 0;
  for (int i = 0; i < plan->segment_count; i++) {
    const struct plan_segment *s = &plan->segments[i];
    assert_int_equal(s->start.v, at);
    assert_true(s->length_frames > 0 || s->kind == PLAN_DONE);
    at += s->length_frames;
    if (i == 0) continue;
    struct plan_sample before, begin;
    plan_at(plan, (struct ses_frame){s->start.v - 1}, &before);
    plan_at(plan, s->start, &begin);
    assert_int_equal(begin.index, i);
    assert_true(vec_deg(angles_distance_rad(&before.angles, &begin.angles)) < 0.01);
  }
  assert_int_equal(plan->segments[plan->segment_count - 1].kind, PLAN_DONE);
  assert_int_equal(at, plan->length_frames);
}

/* Stretches cover every frame, levels chain and stay within 0…1, and no breath is upside down. */
static inline void assert_lungs(const struct plan *plan) {
  int64_t at = 0;
  double level = plan->breaths[0].level_from;
  for (int i = 0; i < plan->breath_count; i++) {
    const struct plan_breath *b = &plan->breaths[i];
    assert_int_equal(b->start.v, at);
    assert_true(b->length_frames > 0);
    assert_true(b->level_to >= 0 && b->level_to <= 1);
    if (b->length_frames == b->whole_frames) {
      assert_near(b->level_from, level, 1e-9);
      if (b->breath == ROUTINE_IN) assert_true(b->level_to >= b->level_from);
      if (b->breath == ROUTINE_OUT) assert_true(b->level_to <= b->level_from);
      if (b->breath == ROUTINE_FREE) assert_near(b->level_to, b->level_from, 1e-9);
    }
    struct plan_sample end;
    plan_at(plan, (struct ses_frame){at + b->length_frames - 1}, &end);
    level = i + 1 < plan->breath_count ? plan->breaths[i + 1].level_from : b->level_to;
    assert_near(end.level, level, 0.001);
    at += b->length_frames;
  }
  assert_int_equal(at, plan->length_frames);
}

#endif
