#include "scr_calibrate.h"

#include <math.h>

#include "shape.h"

#define ROW_EM    3.2f  /* height of the row, in em of the body, */
#define ROW_UNITS 26.0f /* and on top of it: what a button with a detail needs, or a choice with its label */
#define LIGHT_DIM 0.16  /* of its place while it is out */
#define MOVING_HZ 240   /* as often as the display can: the light has to come on time */
#define FIELD     "picture_offset_ms"
#define START_ID  ui_id("calibrate.start", 0)
#define TAP_ID    ui_id("calibrate.tap", 0)
#define OFFSET_ID ui_id("calibrate.offset", 0)

/* Heading and row, which never scroll, taken off the top of rect: light and button are in view together in every
** window. Opens the row as a column; on its left is the light, soft rather than glaring, which keeps its place while it
** is out. */
static void begin_row(struct ui *ui, struct cam_rect *rect, const char *heading, double lit) {
  const struct palette *p = ui->frame.palette;
  box_begin(ui, *rect);
  widget_heading(ui, heading);
  box_cut_top(rect, box_end(ui) + ui_px(ui, 10));
  float h = roundf(ui_em(ui, UI_BODY) * ROW_EM + ui_px(ui, ROW_UNITS)), gap = ui_px(ui, 20);
  struct cam_rect row = box_cut_top(rect, h), place = box_cut_left(&row, h);
  float x = place.x_px + h / 2, y = place.y_px + h / 2, radius = h * 0.44f;
  box_cut_top(rect, gap);
  shape_circle(ui->frame.dl, x, y, radius, dl_fade(p->text_dim, LIGHT_DIM));
  if (lit > 0) shape_circle(ui->frame.dl, x, y, radius, dl_fade(p->text, fmin(lit, 1)));
  box_cut_left(&row, gap);
  box_begin(ui, row);
}

static enum scr_kind intro(struct ui *ui, const struct scr_calibrate_view *view, struct cam_rect rect) {
  enum scr_kind chosen = SCR_NONE;
  bool sound = *view->device != '\0';
  struct widget_button start = {
      .id = START_ID, .style = WIDGET_PRIMARY, .text = ui_word(ui, "calibrate.start"), .size = UI_LARGE};
  box_scroll_begin(ui, ui_id("calibrate.words", (int)view->step), rect);
  widget_title(ui, ui_word(ui, "calibrate.title"));
  widget_paragraph(ui, ui_word(ui, sound ? "calibrate.intro" : "calibrate.no_sound"));
  if (sound) {
    widget_note(ui, ui_fill(ui, "calibrate.device", view->device, NULL));
    if (widget_button(ui, &start)) chosen = SCR_START;
    if (widget_press(ui, ui_id("calibrate.by_hand", 0), ui_word(ui, "calibrate.by_hand"))) chosen = SCR_SKIP;
  }
  box_scroll_end(ui);
  return chosen;
}

static enum scr_kind taps(struct ui *ui, const struct scr_calibrate_view *view, struct cam_rect rect) {
  bool by_ear = view->step == CALIBRATE_SOUND;
  const char *done = ui_format(ui, "%d", view->taps), *of = ui_format(ui, "%d", view->taps_wanted);
  struct widget_button tap = {.id = TAP_ID,
                              .style = WIDGET_PRIMARY,
                              .text = ui_word(ui, "calibrate.tap"),
                              .detail = ui_fill(ui, "calibrate.count", done, of),
                              .size = UI_LARGE};
  const char *heading = ui_word(ui, by_ear ? "calibrate.sound.title" : "calibrate.flash.title");
  begin_row(ui, &rect, heading, by_ear ? 0 : view->lit);
  bool tapped = widget_button(ui, &tap);
  box_end(ui);
  box_scroll_begin(ui, ui_id("calibrate.words", (int)view->step), rect);
  const char *got = ui_format(ui, "%d", view->uneven_ms), *most = ui_format(ui, "%d", view->uneven_most_ms);
  const char *help = ui_word(ui, by_ear ? "calibrate.sound.help" : "calibrate.flash.help");
  widget_paragraph(ui, view->uneven_ms > 0 ? ui_fill(ui, "calibrate.uneven", got, most) : help);
  box_scroll_end(ui);
  return tapped ? SCR_TAP : SCR_NONE;
}

static struct scr_action fine(struct ui *ui, const struct scr_calibrate_view *view, struct settings *settings,
                              struct cam_rect rect) {
  struct scr_action action = {SCR_NONE, 0};
  int count, value = settings->picture_offset_ms;
  const struct settings_field *fields = settings_fields(&count), *field = settings_find(FIELD);
  const char *words = ui_fill(ui, "settings.unit.milliseconds", ui_format(ui, "%d", value), NULL);
  begin_row(ui, &rect, ui_word(ui, "calibrate.fine.title"), view->lit);
  int change = widget_choice(ui, OFFSET_ID, ui_word(ui, "calibrate.offset"), NULL, words,
                             value == field->least, value == field->most);
  box_end(ui);
  settings_set(settings, field, value + change);
  if (settings->picture_offset_ms != value) action = (struct scr_action){SCR_CHANGED, (int)(field - fields)};
  box_scroll_begin(ui, ui_id("calibrate.words", (int)view->step), rect);
  if (view->measured) {
    const char *now = ui_format(ui, "%d", view->measured_ms), *before = ui_format(ui, "%d", view->before_ms);
    widget_paragraph(ui, ui_fill(ui, "calibrate.result", now, before));
  }
  widget_paragraph(ui, ui_word(ui, "calibrate.fine.help"));
  if (widget_press(ui, ui_id("calibrate.again", 0), ui_word(ui, "calibrate.again"))) action.kind = SCR_START;
  box_scroll_end(ui);
  return action;
}

/* Each step is a screen of its own, so that its most likely answer has the focus. */
static void name_screen(struct ui *ui, enum scr_calibrate_step step) {
  static const char *const names[] = {"calibrate.intro", "calibrate.sound", "calibrate.flash",
                                      "calibrate.fine"};
  ui_screen(ui, names[step],
            step == CALIBRATE_INTRO  ? START_ID
            : step == CALIBRATE_FINE ? OFFSET_ID
                                     : TAP_ID);
}

struct scr_action scr_calibrate(struct ui *ui, const struct scr_calibrate_view *view,
                                struct settings *settings) {
  struct scr_action action = {SCR_NONE, 0};
  name_screen(ui, view->step);
  scr_veil(ui);
  struct cam_rect rect = scr_window(ui, NULL);
  bool tapping = view->step == CALIBRATE_SOUND || view->step == CALIBRATE_FLASH;
  struct legend_entry entries[] = {{LEGEND_BACK, ui_word(ui, "legend.back")},
                                   {LEGEND_ADJUST, ui_word(ui, "legend.change")}};
  if (view->step == CALIBRATE_FINE)
    legend_draw(ui, &rect, entries, 2);
  else
    legend_usual(ui, &rect, tapping ? ui_word(ui, "legend.tap") : NULL, ui_word(ui, "legend.back"));
  float margin = ui_margin(ui), widest = ui_em(ui, UI_BODY) * 34;
  rect = box_inset(rect, fmaxf(margin * 0.8f, (rect.w_px - widest) / 2), 0);
  /* In a large window it does not cling to the top edge. */
  box_cut_top(&rect, margin * 0.5f + fmaxf(rect.h_px - ui_em(ui, UI_BODY) * 14, 0) * 0.25f);
  if (view->step == CALIBRATE_FINE)
    action = fine(ui, view, settings, rect);
  else
    action.kind = tapping ? taps(ui, view, rect) : intro(ui, view, rect);
  if (view->step != CALIBRATE_INTRO) ui_moves(ui, MOVING_HZ);
  if (ui_took_back(ui)) action.kind = SCR_BACK;
  return action;
}
