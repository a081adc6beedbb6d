#include "progress_away.h"

#include "day.h"

#define USUAL_DAYS 7
#define WEEK       7

/* The leave that today lies in: of several the one that lasts longest; −1: none. */
static int leave_of(const struct hist *hist, int32_t today) {
  int found = -1;
  for (int i = 0; i < hist->leave_count; i++) {
    const struct hist_leave *leave = &hist->leaves[i];
    if (leave->from > today || leave->to < today) continue;
    if (found < 0 || leave->to > hist->leaves[found].to) found = i;
  }
  return found;
}

static int inside(int days) {
  return days < 1 ? 1 : days > RECORD_LEAVE_MAX ? RECORD_LEAVE_MAX : days;
}

static void choose(struct ui *ui, const struct scr_progress_view *view, struct scr_progress_state *state) {
  int days = state->away_days;
  const char *until =
      ui_fill(ui, "progress.away.last_day", day_words(ui, view->today + days - 1, view->today), NULL);
  days += widget_choice(ui, ui_id("progress.away.days", 0), ui_word(ui, "progress.away.days"), until,
                        ui_count(ui, "progress.away.count", days), days == 1, days == RECORD_LEAVE_MAX);
  const char *weeks = days % WEEK == 0 ? ui_count(ui, "progress.away.week_count", days / WEEK)
                                       : ui_format(ui, "%d / %d", days, WEEK);
  days += WEEK * widget_choice(ui, ui_id("progress.away.weeks", 0), ui_word(ui, "progress.away.weeks"),
                               ui_word(ui, "progress.away.weeks_help"), weeks, days == 1,
                               days == RECORD_LEAVE_MAX);
  if (inside(days) == state->away_days) return;
  state->away_days = inside(days);
  ui->again = true;
}

struct scr_action progress_away(struct ui *ui, const struct scr_progress_view *view,
                                struct scr_progress_state *state) {
  struct scr_action action = {SCR_NONE, 0};
  int leave = leave_of(view->hist, view->today);
  widget_heading(ui, ui_word(ui, "progress.away.title"));
  widget_paragraph(ui, ui_word(ui, "progress.away.words"));
  if (leave >= 0) {
    const char *until = day_words(ui, view->hist->leaves[leave].to, view->today);
    struct widget_button back = {.id = ui_id("progress.away.back", 0),
                                 .style = WIDGET_PRIMARY,
                                 .text = ui_word(ui, "progress.away.back"),
                                 .detail = ui_word(ui, "progress.away.back_detail"),
                                 .size = UI_LARGE};
    widget_heading(ui, ui_fill(ui, "progress.away.now", until, NULL));
    if (widget_button(ui, &back)) action = (struct scr_action){SCR_AWAY_END, leave};
    return action;
  }
  if (state->away_days == 0) state->away_days = USUAL_DAYS;
  choose(ui, view, state);
  struct widget_button begin = {.id = ui_id("progress.away.begin", 0),
                                .text = ui_word(ui, "progress.away.begin"),
                                .detail = ui_count(ui, "progress.away.count", state->away_days),
                                .size = UI_LARGE};
  if (widget_button(ui, &begin)) action = (struct scr_action){SCR_AWAY_BEGIN, state->away_days};
  return action;
}
