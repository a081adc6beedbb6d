#include "show.h"

#include <stdlib.h>
#include <string.h>

#include "figure_style.h"
#include "hour.h"
#include "shape.h"

#define PROBE_PX 120

struct show {
  struct ui ui;
  struct scr_session_state state;
  struct palette palette;
};

struct show *show_create(void) {
  return calloc(1, sizeof(struct show));
}

void show_destroy(struct show *show) {
  free(show);
}

struct ui *show_ui(struct show *show) {
  return &show->ui;
}

struct scene *show_scene(struct show *show) {
  return &show->state.scene;
}

int show_turns(const struct settings *settings) {
  static const int turns[] = {
      [SETTINGS_UPRIGHT] = 0, [SETTINGS_TURNED_RIGHT] = 1, [SETTINGS_TURNED_LEFT] = 3};
  return turns[settings->picture_turn];
}

void show_forget(struct show *show) {
  memset(&show->state, 0, sizeof show->state);
}

static float text_width(void *data, float size_px, enum dl_weight weight, const char *text) {
  return pl_text_width(data, size_px, weight, text);
}

struct ui_frame show_begin(struct show *show, const struct show_frame *frame) {
  int count;
  const struct settings *settings = frame->settings;
  const struct palette *themes = palette_all(&count);
  const struct palette *theme =
      &themes[settings->theme >= 0 && settings->theme < count ? settings->theme : 0];
  struct palette lit = frame->has_hour && settings->hour_light ? hour_palette(theme, frame->hour_h) : *theme;
  show->palette = figure_style_palette(&lit, settings->skin, settings->clothes);
  dl_reset(frame->dl);
  return (struct ui_frame){.dl = frame->dl,
                           .w_px = (float)frame->width_px,
                           .h_px = (float)frame->height_px,
                           .palette = &show->palette,
                           .loc = frame->loc,
                           .text_scale = frame->settings->text_percent / 100.0,
                           .glyphs = frame->glyphs,
                           .reduced_motion = settings->reduced_motion != 0,
                           .skel = figure_style_skel(settings->build),
                           .now_s = frame->now_s,
                           .text_width = text_width,
                           .text_data = frame->fonts};
}

struct scr_action show_run(struct show *show, const struct show_frame *frame, struct run *run,
                           struct ses_frame f, const char *pause_reason, const char *banner) {
  struct ui_frame ui_frame = show_begin(show, frame);
  const struct ses *ses = run_session(run);
  struct scr_session_view view = {.plan = run_plan(run),
                                  .now = f,
                                  .paused = ses->state == SES_PAUSED,
                                  .pause_reason = pause_reason,
                                  .range_deg = ses->result.range_deg,
                                  .settings = frame->settings,
                                  .caption = banner                      ? banner
                                             : frame->settings->captions ? run_caption(run, f)
                                                                         : NULL,
                                  .banner = banner};
  ui_begin(&show->ui, &ui_frame);
  struct scr_action action = scr_session(&show->ui, &view, &show->state);
  ui_end(&show->ui);
  if (run_probe_lit(run, f)) shape_rect(frame->dl, 0, 0, PROBE_PX, PROBE_PX, dl_rgb(0xFFFFFF));
  return action;
}
