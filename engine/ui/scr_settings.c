#include "scr_settings.h"

#include <string.h>

static void rules(struct ui *ui, const struct scr_settings_view *view, struct scr_action *action) {
  if (view->rule) {
    struct widget_button row = {.id = ui_id("settings.rule", 0),
                                .text = ui_word(ui, "settings.rule.label"),
                                .detail = view->rule,
                                .size = UI_BODY};
    if (widget_button(ui, &row)) *action = (struct scr_action){SCR_WHY, 0};
  }
  for (int i = 0; i < view->off_count; i++) {
    const char *reason = view->off[i].reason ? view->off[i].reason : "";
    struct widget_button row = {
        .id = ui_id("settings.off", i),
        .text = ui_fill(ui, "settings.rule_off.label", view->off[i].file, NULL),
        .detail = ui_format(ui, "%s%s%s", reason, *reason ? "\n" : "", ui_word(ui, "settings.rule_off.help")),
        .size = UI_BODY};
    if (widget_button(ui, &row)) *action = (struct scr_action){SCR_RULE_ON, i};
  }
}

static void sync_rows(struct ui *ui, const struct scr_settings_view *view, struct scr_action *action) {
  if (!view->sync_folder) {
    widget_card(ui, ui_word(ui, "settings.sync.title"), ui_word(ui, "settings.sync.how"),
                ui->frame.palette->good);
    return;
  }
  const char *folder = ui_fill(ui, "settings.sync.folder", view->sync_folder, NULL);
  struct widget_button row = {.id = ui_id("settings.sync", 0),
                              .text = ui_word(ui, "settings.sync.now"),
                              .detail = view->sync_state ? ui_format(ui, "%s\n%s", folder, view->sync_state)
                                                         : folder,
                              .size = UI_BODY};
  if (widget_button(ui, &row)) *action = (struct scr_action){SCR_SYNC, 0};
}

struct scr_action scr_settings(struct ui *ui, const struct scr_settings_view *view,
                               struct settings *settings) {
  struct scr_action action = {SCR_NONE, 0};
  int count;
  const struct settings_field *fields = settings_fields(&count);
  ui_screen(ui, "settings", ui_id(fields[0].key, 0));
  scr_veil(ui);
  struct cam_rect rect = scr_window(ui, NULL);
  struct legend_entry entries[] = {{LEGEND_BACK, ui_word(ui, "legend.back")},
                                   {LEGEND_ADJUST, ui_word(ui, "legend.change")}};
  legend_draw(ui, &rect, entries, 2);
  box_scroll_begin(ui, ui_id("settings.list", 0), scr_page(ui, rect, 40));
  widget_title(ui, ui_word(ui, "settings.title"));
  const char *section = "";
  for (int i = 0; i < count; i++) {
    if (!fields[i].section) continue;
    if (strcmp(section, fields[i].section) != 0) {
      section = fields[i].section;
      box_space(ui, ui_px(ui, 10));
      widget_heading(ui, ui_word(ui, ui_format(ui, "settings.section.%s", section)));
    }
    if (scr_setting(ui, settings, &fields[i])) action = (struct scr_action){SCR_CHANGED, i};
    if (strcmp(fields[i].key, "day_start_h") == 0) rules(ui, view, &action);
    if (strcmp(fields[i].key, "sync_auto") == 0) sync_rows(ui, view, &action);
    if (strcmp(fields[i].key, "picture_offset_ms") != 0) continue;
    if (widget_press(ui, ui_id("settings.calibrate", 0), ui_word(ui, "calibrate.open")))
      action = (struct scr_action){SCR_CALIBRATE, 0};
  }
  box_scroll_end(ui);
  if (ui_took_back(ui)) action = (struct scr_action){SCR_BACK, 0};
  return action;
}
