#include "scr_setup.h"

#include <math.h>

#include "shape.h"
#include "stage.h"

#define STEP_ID(i) ui_id("setup.step", i)

/* Step 1: the towel, its upper half coming down over the lower along a dotted fold. */
static void draw_fold(struct ui *ui, struct cam_rect r) {
  const struct palette *p = ui->frame.palette;
  struct dl *dl = ui->frame.dl;
  float w = fminf(r.w_px * 0.8f, r.h_px * 1.3f), h = w * 0.22f;
  float x = r.x_px + (r.w_px - w) / 2, y = r.y_px + r.h_px / 2, round = h * 0.08f;
  shape_round_rect(dl, x, y - h, w, h, round, dl_fade(p->towel_light, 0.35));
  shape_round_rect_line(dl, x, y - h, w, h, round, fmaxf(ui_px(ui, 2), 1.5f), dl_fade(p->towel_light, 0.8));
  shape_round_rect(dl, x, y, w, h, round, p->towel);
  shape_rect(dl, x + w * 0.05f, y + h * 0.1f, h * 0.08f, h * 0.8f, p->towel_light);
  shape_rect(dl, x + w * 0.95f - h * 0.08f, y + h * 0.1f, h * 0.08f, h * 0.8f, p->towel_light);
  for (float at = x + round; at < x + w - round; at += h * 0.16f)
    shape_circle(dl, at, y, h * 0.022f, p->text);
  float cx = x + w / 2, line = fmaxf(h * 0.035f, 2), radius = h * 0.5f;
  shape_arc(dl, cx, y, radius, line, 0.02f, 0.45f, p->guide);
  struct shape_point head[3] = {
      {cx - line, y + radius + h * 0.12f}, {cx - h * 0.16f, y + radius}, {cx - line, y + radius - h * 0.12f}};
  shape_polygon(dl, head, 3, p->guide);
}

/* Step 2: the end of the roll with its spiral, and round it thumb and finger that just touch. */
static void draw_roll(struct ui *ui, struct cam_rect r) {
  const struct palette *p = ui->frame.palette;
  struct dl *dl = ui->frame.dl;
  float radius = fminf(r.w_px, r.h_px) * 0.2f, x = r.x_px + r.w_px * 0.42f, y = r.y_px + r.h_px / 2;
  float length = fminf(r.w_px * 0.5f, radius * 3.4f);
  shape_round_rect(dl, x - radius, y - radius, length + radius, 2 * radius, radius, p->towel_dark);
  shape_circle(dl, x, y, radius, p->towel);
  struct shape_point spiral[64];
  for (int i = 0; i < 64; i++) {
    float u = (float)i / 63, turn = u * 3.6f * 6.2831853f;
    spiral[i] =
        (struct shape_point){x + cosf(turn) * radius * 0.92f * u, y + sinf(turn) * radius * 0.92f * u};
  }
  shape_line(dl, spiral, 64, radius * 0.055f, p->towel_light);
  float hand = radius * 1.24f, thick = radius * 0.3f;
  shape_arc(dl, x, y, hand, thick, 0.06f, 0.5f, p->body);
  shape_arc(dl, x, y, hand, thick * 1.15f, 0.53f, 1.03f, p->body_far);
}

/* Step 3: mat, roll and pillow from above, nobody on them yet. */
static void draw_place(struct ui *ui, struct cam_rect r) {
  struct angles angles = angles_lying();
  struct pose pose;
  pose_solve(skel_adult(), &angles, 0, &pose);
  struct cam cam;
  r = box_inset(r, r.w_px * 0.13f, r.h_px * 0.13f); /* for the rug, which is wider than what lies on it */
  struct cam_pose from = cam_view_pose(CAM_OVERHEAD, fmax(r.w_px, 1) / fmax(r.h_px, 1));
  cam_set(&cam, &from, r, 0, false);
  stage_mat(ui->frame.dl, &cam, ui->frame.palette);
  stage_props(ui->frame.dl, &cam, ui->frame.palette, skel_adult(), &pose);
}

static int focused_step(const struct ui *ui) {
  for (int i = 0; i < SCR_SETUP_STEPS; i++) {
    if (ui->focus == STEP_ID(i)) return i;
  }
  return 0;
}

static void draw_step(struct ui *ui, struct cam_rect stage, int step) {
  switch (step) {
  case 0:
    draw_fold(ui, stage);
    break;
  case 1:
    draw_roll(ui, stage);
    break;
  case 2:
    draw_place(ui, stage);
    break;
  default:
    scr_resting_figure(ui, stage);
    break;
  }
}

struct scr_action scr_setup(struct ui *ui) {
  struct scr_action action = {SCR_NONE, 0};
  ui_screen(ui, "setup", STEP_ID(0));
  int step = focused_step(ui);
  scr_background(ui, step == 2 ? 1 : 0, true);
  struct cam_rect rect = scr_window(ui, NULL), whole = rect;
  legend_usual(ui, &rect, ui_word(ui, step < SCR_SETUP_STEPS - 1 ? "legend.next" : "legend.done"),
               ui_word(ui, "legend.back"));
  struct scr_split split = scr_divide(ui, rect);
  if (split.stage.w_px < whole.w_px) split.stage = box_inset(split.stage, ui_px(ui, 22), ui_px(ui, 60));
  if (split.has_stage) draw_step(ui, split.stage, step);
  box_scroll_begin(ui, ui_id("setup.list", 0), split.words);
  widget_title(ui, ui_word(ui, "setup.title"));
  widget_text(ui, UI_BODY, DL_REGULAR, ui->frame.palette->text, ui_word(ui, "setup.intro"));
  for (int i = 0; i < SCR_SETUP_STEPS; i++) {
    struct widget_button row = {
        .id = STEP_ID(i),
        .text = ui_format(ui, "%d  %s", i + 1, ui_word(ui, ui_format(ui, "setup.step%d.title", i + 1))),
        .detail = ui_word(ui, ui_format(ui, "setup.step%d.text", i + 1)),
        .size = UI_BODY};
    if (!widget_button(ui, &row)) continue;
    if (i + 1 == SCR_SETUP_STEPS)
      action.kind = SCR_BACK;
    else
      ui->focus = STEP_ID(i + 1), ui->follow = ui->again = true;
  }
  box_scroll_end(ui);
  if (ui_took_back(ui)) action.kind = SCR_BACK;
  return action;
}
