#include "scr_setup.h"

#include <math.h>

#include "setup.h"

#define STEP_ID(i) ui_id("setup.step", i)
#define MOVES_HZ   60
#define ROOM_DOWN  0.8  /* a floor, without the horizon: see stage_background */
#define IDLE_S     60.0 /* after the last input the loop ends where it began, and costs nothing any more */
#define ROW_PAD    12   /* units above and below the words of a row */
#define ROW_LEAST  64   /* and its least height: a finger must meet it */

static int focused_step(const struct ui *ui, int before) {
  for (int i = 0; i < setup_count(); i++) {
    if (ui->focus == STEP_ID(i)) return i;
  }
  return before;
}

static const char *step_word(struct ui *ui, int step, const char *part) {
  return ui_word(ui, ui_format(ui, "setup.%s.%s", setup_name(step), part));
}

static void show_step(struct ui *ui, struct scr_setup_state *state, struct cam_rect rect, int step) {
  double now_s = ui->frame.now_s, loop_s = setup_loop_s(step);
  if (!state->begun || state->step != step || now_s < state->since_s)
    *state = (struct scr_setup_state){true, step, now_s};
  double end_s = ceil((ui->last_input_s + IDLE_S - state->since_s) / loop_s) * loop_s;
  double t_s = fmin(now_s - state->since_s, end_s);
  const struct skel *skel = ui->frame.skel ? ui->frame.skel : skel_adult();
  if (!ui->frame.reduced_motion && t_s < end_s) ui_moves(ui, MOVES_HZ);
  setup_draw(ui->frame.dl, ui->frame.palette, skel, rect, step, t_s, ui->frame.reduced_motion);
}

/* A row with the step's number and title; the one that has the focus says what to do. Returns what was done to it. */
static struct focus_state row(struct ui *ui, int step) {
  const struct palette *p = ui->frame.palette;
  bool focused = ui->focus == STEP_ID(step);
  const char *title = ui_format(ui, "%d  %s", step + 1, step_word(ui, step, "title"));
  const char *say = focused ? step_word(ui, step, "text") : NULL;
  struct words head = widget_words(ui, UI_BODY, focused ? DL_BOLD : DL_MEDIUM, p->panel_text, title);
  struct words text = widget_words(ui, UI_BODY, DL_REGULAR, p->panel_text, say);
  float pad_x = widget_pad(ui), pad_y = ui_px(ui, ROW_PAD), inner = box_width(ui) - 2 * pad_x;
  float head_h = words_height(ui, &head, inner), text_h = words_height(ui, &text, inner);
  struct cam_rect rect = box_take(ui, roundf(fmaxf(head_h + text_h + 2 * pad_y, ui_px(ui, ROW_LEAST))));
  struct focus_state state = focus_item(ui, STEP_ID(step), rect, FOCUS_ADJUSTS);
  widget_panel(ui, rect, WIDGET_PLAIN, state);
  float y = roundf(rect.y_px + (rect.h_px - head_h - text_h) / 2);
  words_draw(ui, &head, rect.x_px + pad_x, y, inner);
  words_draw(ui, &text, rect.x_px + pad_x, y + head_h, inner);
  return state;
}

/* Gives the focus to a step; the frame is made again with it. */
static void go_to(struct ui *ui, int step) {
  if (step < 0 || step >= setup_count()) return;
  ui->focus = STEP_ID(step);
  ui->follow = ui->again = true;
}

/* The rows. Returns whether accept was pressed on the last. */
static bool list(struct ui *ui) {
  bool done = false;
  for (int i = 0; i < setup_count(); i++) {
    struct focus_state state = row(ui, i);
    if (state.adjust != 0) {
      go_to(ui, i + state.adjust);
    } else if (state.activated && state.by_pointer) {
      go_to(ui, i); /* a tap chooses what is looked at */
    } else if (state.activated) {
      done = i + 1 == setup_count();
      go_to(ui, i + 1);
    }
  }
  return done;
}

struct scr_action scr_setup(struct ui *ui, struct scr_setup_state *state) {
  struct scr_action action = {SCR_NONE, 0};
  ui_screen(ui, "setup", STEP_ID(0));
  int step = focused_step(ui, state->step);
  scr_background(ui, ROOM_DOWN, true);
  struct cam_rect rect = scr_window(ui, NULL), whole = rect;
  legend_usual(ui, &rect, ui_word(ui, step + 1 < setup_count() ? "legend.next" : "legend.done"),
               ui_word(ui, "legend.back"));
  struct scr_split split = scr_divide(ui, rect);
  if (split.stage.w_px < whole.w_px) split.stage = box_inset(split.stage, ui_px(ui, 22), ui_px(ui, 40));
  if (split.has_stage) show_step(ui, state, split.stage, step);
  box_scroll_begin(ui, ui_id("setup.list", 0), split.words);
  widget_title(ui, ui_word(ui, "setup.title"));
  widget_text(ui, UI_BODY, DL_REGULAR, ui->frame.palette->text, ui_word(ui, "setup.intro"));
  if (list(ui)) action.kind = SCR_BACK;
  box_scroll_end(ui);
  if (ui_took_back(ui)) action.kind = SCR_BACK;
  return action;
}
