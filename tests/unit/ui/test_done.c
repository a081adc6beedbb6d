/* The last screen of a session: what moves on it, and when it is still. */
#include "flourish.h"
#include "ui_stand.h"

/* Shapes of the screen, age_s after it came. */
static int shapes_at(struct stand *s, enum screen screen, double age_s) {
  memset(s->f->ui, 0, sizeof *s->f->ui);
  s->f->frame.now_s = 100;
  settle(s, screen);
  s->f->frame.now_s = 100 + age_s;
  settle(s, screen);
  return s->f->dl.vertex_count;
}

static struct stand *wide_stand(void) {
  struct stand *s = open_stand();
  set_window(s, 2, 0); /* 1280 x 800 */
  enter(s, DONE);
  return s;
}

static void leaves_drift_over_the_stage_and_come_to_an_end(void **state) {
  (void)state;
  struct stand *s = wide_stand();
  int gone = shapes_at(s, DONE, FLOURISH_END_S + 1), amid = shapes_at(s, DONE, 3);
  assert_true(amid > gone);
  assert_true(ui_moving_hz(s->f->ui) >= 30); /* else they would jump */
  shapes_at(s, DONE, FLOURISH_END_S + 1);
  assert_true(ui_moving_hz(s->f->ui) < 30); /* the breathing figure alone */
  close_stand(s);
}

static void nothing_drifts_with_reduced_motion_or_where_nothing_was_done(void **state) {
  (void)state;
  struct stand *s = wide_stand();
  assert_int_equal(shapes_at(s, NOTHING_DONE, 3), shapes_at(s, NOTHING_DONE, FLOURISH_END_S + 4.3));
  s->f->frame.reduced_motion = true;
  assert_int_equal(shapes_at(s, DONE, 3), shapes_at(s, DONE, FLOURISH_END_S + 4.3));
  close_stand(s);
}

/* Ten seconds on the figure has the breath it had, so that the leaves are all that is gone from the list. */
static void leaves_are_beside_the_words(void **state) {
  (void)state;
  struct stand *s = wide_stand();
  int amid = shapes_at(s, DONE, 3);
  struct dl_vertex *with = malloc((size_t)amid * sizeof *with);
  assert_non_null(with);
  memcpy(with, s->f->dl.vertices, (size_t)amid * sizeof *with);
  int gone = shapes_at(s, DONE, 13), first = 0;
  while (first < gone && with[first].x_px == s->f->dl.vertices[first].x_px) first++;
  float stage = scr_divide(s->f->ui, (struct cam_rect){0, 0, 1280, 800}).stage.x_px;
  assert_true(amid - gone > 20);
  for (int i = first; i < first + amid - gone; i++) assert_true(with[i].x_px > stage - 1);
  free(with);
  close_stand(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(leaves_drift_over_the_stage_and_come_to_an_end),
      cmocka_unit_test(nothing_drifts_with_reduced_motion_or_where_nothing_was_done),
      cmocka_unit_test(leaves_are_beside_the_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
