#include "scr_routine.h"

#include <math.h>

#define IDLE_S 60.0 /* after the last input nothing moves, and nothing is spent */

static void facts(struct ui *ui, const struct routine *routine) {
  if (routine->author && *routine->author) {
    widget_note(ui, ui_fill(ui, "routine.designed_by", routine->author, NULL));
  }
  if (routine->reviewer && *routine->reviewer) {
    widget_note(ui, ui_fill(ui, "routine.reviewed_by", routine->reviewer, NULL));
  }
  widget_note(ui, routine->credit);
  const char *tags = "";
  for (int i = 0; i < routine->tag_count; i++) {
    tags = ui_format(ui, "%s%s%s", tags, *tags ? " \xc2\xb7 " : "", routine->tags[i]);
  }
  widget_note(ui, tags);
}

/* Whether anything in the routine follows the comfort range: where not, there is nothing to set. */
static bool follows_comfort(const struct routine_catalog *catalog, const struct routine *routine) {
  if (!routine->session) return routine_has_comfort(routine);
  for (int i = 0; i < routine->item_count; i++) {
    const struct routine *exercise = routine_find(catalog, routine->items[i].id);
    if (exercise && routine_has_comfort(exercise)) return true;
  }
  return false;
}

static bool controls(struct ui *ui, struct settings *settings, bool with_range, int *changed) {
  static const char *const keys[] = {"reps", "pace", "range_deg"};
  int count;
  const struct settings_field *fields = settings_fields(&count);
  for (int i = 0; i < (with_range ? 3 : 2); i++) {
    struct settings_field field = *settings_find(keys[i]);
    field.help = NULL;
    if (scr_setting(ui, settings, &field)) {
      *changed = (int)(settings_find(keys[i]) - fields);
      return true;
    }
  }
  return false;
}

/* The plan from its first repetition on, over and over; a minute after the last input it stays where it is. */
static bool preview(struct ui *ui, const struct scr_routine_view *view, const struct settings *settings,
                    struct scene *scene, struct cam_rect stage) {
  const struct plan *plan = view->plan;
  int64_t start = 0;
  for (int i = 0; plan && i < plan->segment_count; i++) {
    start = plan->segments[i].start.v;
    if (plan->segments[i].kind >= PLAN_PREPARE) break;
  }
  if (!plan || plan->length_frames <= start) return false;
  double end_s = ui->last_input_s + IDLE_S;
  int64_t length = plan->length_frames - start,
          at = frames_of_s(fmod(fmin(ui->frame.now_s, end_s), frames_to_s(length)));
  struct scene_look look = scene_look_of(settings, ui->frame.reduced_motion, ui->frame.skel);
  look.guide_path = false;
  scene_set(scene, plan, (struct ses_frame){start + at}, stage, stage, &look);
  if (ui->frame.now_s < end_s) ui_moves(ui, 60);
  return true;
}

static void words(struct ui *ui, const struct scr_routine_view *view, struct settings *settings,
                  struct scr_action *action) {
  const struct routine *routine = view->catalog->routines[view->index];
  widget_title(ui, routine->title);
  const char *detail = scr_contents(ui, view->catalog, routine, settings->reps);
  widget_text(ui, UI_BODY, DL_REGULAR, ui->frame.palette->text, routine->summary);
  struct widget_button start = {.id = ui_id("routine.start", 0),
                                .style = WIDGET_PRIMARY,
                                .text = ui_word(ui, "routine.start"),
                                .detail = detail,
                                .aside = view->seconds > 0 ? scr_minutes(ui, view->seconds) : NULL,
                                .size = UI_HEADING};
  if (widget_button(ui, &start)) *action = (struct scr_action){SCR_START, view->index};
  int changed;
  if (controls(ui, settings, follows_comfort(view->catalog, routine), &changed))
    *action = (struct scr_action){SCR_CHANGED, changed};
  facts(ui, routine);
}

struct scr_action scr_routine(struct ui *ui, const struct scr_routine_view *view, struct settings *settings,
                              struct scene *scene) {
  struct scr_action action = {SCR_NONE, 0};
  ui_screen(ui, "routine", ui_id("routine.start", 0));
  struct cam_rect whole = {0, 0, ui->frame.w_px, ui->frame.h_px};
  struct scr_split split = scr_divide(ui, whole);
  if (split.stage.w_px < whole.w_px) split.stage = box_inset(split.stage, ui_px(ui, 22), ui_px(ui, 60));
  bool moving = split.has_stage && preview(ui, view, settings, scene, split.stage);
  if (moving)
    scr_scene_background(ui, scene);
  else
    scr_background(ui, 0, true);
  if (moving)
    scene_draw(scene, ui->frame.dl, ui->frame.palette);
  else if (split.has_stage)
    scr_resting_figure(ui, split.stage);
  struct cam_rect rect = whole;
  legend_usual(ui, &rect, NULL, ui_word(ui, "legend.back")); /* over the stage, never under it */
  split.words.h_px = fminf(split.words.h_px, rect.h_px - split.words.y_px);
  box_scroll_begin(ui, ui_id("routine.text", 0), split.words);
  words(ui, view, settings, &action);
  box_scroll_end(ui);
  if (ui_took_back(ui)) action.kind = SCR_BACK;
  return action;
}
