#include "scr_session.h"

#include <math.h>

#include "hud.h"
#include "scr_pause.h"
#include "shape.h"
#include "stage.h"

#define READY_HIGH_EM  2.2f /* height of the button, in em of its text */
#define LEGEND_ROOM_EM 42 /* a narrower window has no room beside the button; any press pauses all the same */
#define READY_ID       ui_id("session.ready", 0)

static void set_scene(struct ui *ui, const struct scr_session_view *view, struct scene *scene,
                      struct cam_rect side, struct cam_rect down) {
  struct scene_look look = scene_look_of(view->settings, ui->frame.reduced_motion, ui->frame.skel);
  if (view->paused) look.guide_path = look.guide_ghost = look.guide_turn = look.guide_range = false;
  scene_set(scene, view->plan, view->now, side, down, &look);
}

/* A wait ends by itself or with one press; the button shows it. It stands where the lane will be, whole. */
static bool ready_button(struct ui *ui, const struct hud *hud) {
  const char *text = ui_word(ui, "session.ready");
  float low = ui->frame.h_px - ui_px(ui, 12), room = low - hud->lane.y_px;
  enum ui_size size = room < ui_em(ui, UI_LARGE) * READY_HIGH_EM ? UI_BODY : UI_LARGE;
  float h = ui_em(ui, size) * READY_HIGH_EM;
  float w = fminf(widget_button_width(ui, size, text), hud->lane.w_px - 2 * ui_margin(ui));
  float y = fminf(hud->lane.y_px + ui_px(ui, 12), low - h);
  box_begin(ui, (struct cam_rect){roundf(hud->lane.x_px + (hud->lane.w_px - w) / 2), roundf(y), w, h});
  struct widget_button ready = {
      .id = READY_ID, .style = WIDGET_PRIMARY, .text = text, .centred = true, .size = size};
  bool pressed = widget_button(ui, &ready);
  box_end(ui);
  return pressed;
}

static struct scr_action running(struct ui *ui, const struct scr_session_view *view,
                                 struct scr_session_state *state) {
  struct scr_action action = {SCR_NONE, 0};
  struct scene *scene = &state->scene;
  ui_screen(ui, "session", READY_ID);
  hud_layout(ui, &state->hud, view);
  set_scene(ui, view, scene, state->hud.stage, state->hud.stage_down);
  struct hud_moment moment = hud_moment(&scene->sample, view->now);
  scr_scene_background(ui, scene);
  scene_draw(scene, ui->frame.dl, ui->frame.palette);
  hud_draw(ui, &state->hud, view, &moment);
  ui_moves(ui, 60);
  struct cam_rect rect = {0, 0, ui->frame.w_px, ui->frame.h_px};
  struct legend_entry pause = {LEGEND_BACK, ui_word(ui, "legend.pause")};
  if (moment.waiting && rect.w_px > ui_em(ui, UI_SMALL) * LEGEND_ROOM_EM) legend_draw(ui, &rect, &pause, 1);
  bool skip = moment.waiting && ready_button(ui, &state->hud);
  if (skip)
    action.kind = SCR_SKIP;
  else if (ui->any)
    action.kind = SCR_PAUSE;
  return action;
}

static struct scr_action paused(struct ui *ui, const struct scr_session_view *view, struct scene *scene) {
  ui_screen(ui, "pause", scr_pause_first());
  struct cam_rect rect = {0, 0, ui->frame.w_px, ui->frame.h_px};
  struct scr_split split = scr_divide(ui, rect);
  if (!split.has_stage) split.stage = rect;
  set_scene(ui, view, scene, split.stage, split.stage);
  scr_background(ui, scene->view_down, true);
  shape_rect(ui->frame.dl, 0, 0, rect.w_px, rect.h_px, ui->frame.palette->scrim);
  if (split.has_stage) {
    stage_mat(ui->frame.dl, &scene->cam, ui->frame.palette);
    scene_draw(scene, ui->frame.dl, ui->frame.palette);
  }
  struct cam_rect whole = scr_window(ui, view->banner);
  legend_usual(ui, &whole, NULL, ui_word(ui, "legend.resume"));
  split = scr_divide(ui, whole);
  return (struct scr_action){scr_pause(ui, view, split.words), 0};
}

struct scr_action scr_session(struct ui *ui, const struct scr_session_view *view,
                              struct scr_session_state *state) {
  return view->paused ? paused(ui, view, &state->scene) : running(ui, view, state);
}
