#include "scr_settings.h"

#include <math.h>
#include <string.h>

struct scr_action scr_settings(struct ui *ui, struct settings *settings) {
  struct scr_action action = {SCR_NONE, 0};
  int count;
  const struct settings_field *fields = settings_fields(&count);
  ui_screen(ui, "settings", ui_id(fields[0].key, 0));
  scr_veil(ui);
  struct cam_rect rect = scr_window(ui, NULL);
  struct legend_entry entries[] = {{LEGEND_BACK, ui_word(ui, "legend.back")},
                                   {LEGEND_ADJUST, ui_word(ui, "legend.change")}};
  legend_draw(ui, &rect, entries, 2);
  float margin = ui_margin(ui), widest = ui_em(ui, UI_BODY) * 40;
  rect = box_inset(rect, fmaxf(margin * 0.8f, (rect.w_px - widest) / 2), 0);
  box_cut_top(&rect, margin * 0.5f);
  box_scroll_begin(ui, ui_id("settings.list", 0), rect);
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
    if (strcmp(fields[i].key, "picture_offset_ms") != 0) continue;
    if (widget_press(ui, ui_id("settings.calibrate", 0), ui_word(ui, "calibrate.open")))
      action = (struct scr_action){SCR_CALIBRATE, 0};
  }
  box_scroll_end(ui);
  if (ui_took_back(ui)) action = (struct scr_action){SCR_BACK, 0};
  return action;
}
