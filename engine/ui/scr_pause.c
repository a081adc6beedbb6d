#include "scr_pause.h"

#include <math.h>

static const struct {
  const char *key, *detail;
  enum scr_kind kind;
} rows[] = {
    {"pause.resume", "pause.resume_detail", SCR_RESUME},
    {"pause.ease_off", "pause.ease_off_detail", SCR_EASE_OFF},
    {"pause.restart", NULL, SCR_RESTART},
    {"pause.settings", "pause.settings_detail", SCR_SETTINGS},
    {"pause.stop", "pause.stop_detail", SCR_STOP},
};
#define ROWS ((int)(sizeof rows / sizeof rows[0]))

uint32_t scr_pause_first(void) {
  return ui_id("pause.row", 0);
}

/* The set that easing off changes: the one under way, or the one that a wait leads to. */
static const struct plan_set *set_of(const struct scr_session_view *view, const struct plan_segment *now) {
  int set = now->rep > 0 || now->kind == PLAN_PREPARE || now->kind == PLAN_FINISH ? now->set : now->set + 1;
  if (set < 1) set = 1;
  if (set > view->plan->set_count) set = view->plan->set_count;
  return &view->plan->sets[set - 1];
}

static const char *detail_of(struct ui *ui, const struct scr_session_view *view, int i) {
  const struct plan_segment *now = &view->plan->segments[plan_segment_at(view->plan, view->now)];
  if (!rows[i].detail) return NULL;
  if (rows[i].kind == SCR_RESUME && now->rep == 0) return NULL; /* a wait just goes on */
  if (rows[i].kind != SCR_EASE_OFF) return ui_word(ui, rows[i].detail);
  if (!set_of(view, now)->follows_comfort) return ui_word(ui, "pause.ease_off_smaller");
  int range = (int)lround(fmax(view->range_deg - SES_EASE_STEP_DEG, PLAN_RANGE_MIN_DEG));
  return ui_fill(ui, rows[i].detail, ui_format(ui, "%d", range), NULL);
}

enum scr_kind scr_pause(struct ui *ui, const struct scr_session_view *view, struct cam_rect rect) {
  enum scr_kind chosen = SCR_NONE;
  box_scroll_begin(ui, ui_id("pause.list", 0), rect);
  widget_title(ui, ui_word(ui, "pause.title"));
  const char *reason =
      view->pause_reason && *view->pause_reason ? view->pause_reason : ui_word(ui, "pause.hint");
  widget_text(ui, UI_BODY, DL_REGULAR, ui->frame.palette->text, reason);
  for (int i = 0; i < ROWS; i++) {
    struct widget_button row = {.id = ui_id("pause.row", i),
                                .style = i == 0 ? WIDGET_PRIMARY : WIDGET_PLAIN,
                                .text = ui_word(ui, rows[i].key),
                                .detail = detail_of(ui, view, i),
                                .size = i == 0 ? UI_LARGE : UI_BODY};
    if (widget_button(ui, &row)) chosen = rows[i].kind;
  }
  box_scroll_end(ui);
  if (ui_took_back(ui) || ui_took_menu(ui)) chosen = SCR_RESUME;
  return chosen;
}
