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

static const struct ui_area *area_of(const struct ui *ui, uint32_t id) {
  for (int i = 0; i < UI_AREAS_MAX; i++)
    if (ui->areas[i].id == id && ui->areas[i].seen_frame == ui->frame_number) return &ui->areas[i];
  return NULL;
}

/* The end of a session that earned so many badges, with both feelings told. */
static void end_with(struct stand *s, int badges) {
  struct ses_result result = {.reps_total = 10, .practised_s = 231, .breaths = 25};
  const struct badge *earned[12];
  for (int i = 0; i < badges; i++) earned[i] = &s->history.badges[i];
  struct scr_done_view view = {.result = &result,
                               .saved = SCR_DONE_SAVED,
                               .felt_before = 2,
                               .felt_after = 4,
                               .streak = &s->history.streak,
                               .today = s->history.today,
                               .earned = earned,
                               .earned_count = badges};
  for (int i = 0; i < 8; i++) {
    dl_reset(&s->f->dl);
    ui_begin(s->f->ui, &s->f->frame);
    scr_done(s->f->ui, &view);
    ui_end(s->f->ui);
  }
}

/* Up to four: the badges of nearly every day that earns some. */
static void a_few_badges_and_the_week_need_no_scrolling(void **state) {
  (void)state;
  struct stand *s = wide_stand();
  for (int badges = 0; badges <= 4; badges++) {
    end_with(s, badges);
    const struct ui_area *area = area_of(s->f->ui, ui_id("done.progress", 0));
    assert_non_null(area);
    if (area->content_px > area->view.h_px)
      fail_msg("%d badges need %g of %g px", badges, (double)area->content_px, (double)area->view.h_px);
  }
  close_stand(s);
}

/* With large text the words fill the window: they scroll, and the ways on are seen all the while. */
static void the_ways_on_are_seen_with_text_of_any_size(void **state) {
  (void)state;
  static const uint32_t windows_tried[] = {0, 2, 3};
  struct stand *s = open_stand();
  for (int i = 0; i < 3; i++) {
    set_window(s, (int)windows_tried[i], 2);
    memset(s->f->ui, 0, sizeof *s->f->ui);
    end_with(s, 2);
    const struct ui *ui = s->f->ui;
    int seen = 0;
    for (int k = 0; k < ui->item_count[ui->current]; k++) {
      const struct ui_item *item = &ui->items[ui->current][k];
      if (item->id != ui_id("done.home", 0) && item->id != ui_id("done.again", 0)) continue;
      assert_true(focus_visible(ui, item).h_px == item->rect.h_px);
      seen++;
    }
    assert_int_equal(seen, 2);
  }
  close_stand(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(leaves_drift_over_the_stage_and_come_to_an_end),
      cmocka_unit_test(nothing_drifts_with_reduced_motion_or_where_nothing_was_done),
      cmocka_unit_test(leaves_are_beside_the_words),
      cmocka_unit_test(a_few_badges_and_the_week_need_no_scrolling),
      cmocka_unit_test(the_ways_on_are_seen_with_text_of_any_size),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
